"""What may reach a terminal: nothing that it would obey, and nothing that a reader cannot see."""

from __future__ import annotations

import sys
import traceback
import warnings

from onrecord.patterns import Match, pattern
from onrecord.unseen import parted

# On one line: line breaks and tabs become blanks. What cannot be written (lone surrogates) becomes its code.
_BREAKS = "\t\n\r\f\v\x85\u2028\u2029"
_ON_ONE_LINE = dict.fromkeys(map(ord, _BREAKS), " ") | {code: f"\\u{code:04x}" for code in range(0xD800, 0xE000)}

# So many blanks in a row still set words apart; more push what follows out of sight, and make the breaking of lines slow.
_MOST_BLANKS = 80
_BLANKS = pattern(rf"\s{{{_MOST_BLANKS + 1},}}+")

# Codes of hidden characters told one by one; a message hidden in more of them is only counted.
_MOST_CODES = 20


def visible(text: str) -> str:
    """Make words from outside safe to print on one line.

    What a terminal would obey or a reader not see becomes its code, a line break a space, and very many blanks their number.
    """
    shown = "".join(_coded(part) if unseen else part for part, unseen in parted(text))
    return _BLANKS.sub(_counted, shown.translate(_ON_ONE_LINE))


def _coded(characters: str) -> str:
    if len(characters) > _MOST_CODES:
        return f"[{len(characters)} hidden characters]"
    return "".join(" " if character in _BREAKS else ascii(character)[1:-1] for character in characters)


def _counted(blanks: Match[str]) -> str:
    return f" [{len(blanks[0])} blanks] "


def print_fault() -> None:
    """Print the fault at hand with where it came from; what a report or a file name put into it is made safe."""
    for line in traceback.format_exc().rstrip("\n").split("\n"):
        print(visible(line), file=sys.stderr)


def print_warnings_safely() -> None:
    """Have every warning, ours or a library's, printed on one safe line."""
    warnings.showwarning = _print_warning


def _print_warning(message: Warning | str, category: type[Warning], *_: object, **__: object) -> None:
    if sys.stderr is not None:
        print(f"onrecord: {visible(str(message))}", file=sys.stderr)
