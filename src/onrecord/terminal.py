"""What may reach a terminal: nothing that it would obey, and nothing that a reader cannot see."""

from __future__ import annotations

import sys
import traceback
import warnings

from onrecord.patterns import Match, pattern

# Characters that a terminal would obey (C0, DEL, C1), that turn the direction of what follows (bidirectional controls), that break
# lines (line and paragraph separators), that cannot be written (lone surrogates), or that nobody sees though they part or fill words:
# soft hyphen, zero-width space, word joiner, byte-order mark, fillers, annotation marks, tag letters, variation selectors 17 to 256.
_OBEYED = (
    *range(0x20),
    *range(0x7F, 0xA0),
    0x00AD,
    0x034F,
    0x061C,
    0x115F,
    0x1160,
    0x17B4,
    0x17B5,
    0x180E,
    0x200B,
    0x200E,
    0x200F,
    *range(0x2028, 0x202F),
    *range(0x2060, 0x2070),
    0x3164,
    0xFEFF,
    0xFFA0,
    *range(0xFFF9, 0xFFFC),
    *range(0xD800, 0xE000),
    *range(0xE0000, 0xE1000),
)
_SHOWN = {code: " " if chr(code) in "\t\n\r\f\v\x85\u2028\u2029" else ascii(chr(code))[1:-1] for code in _OBEYED}

# Joiners are part of emoji and of several scripts; after a Latin letter or a digit they only hide.
_JOINER = pattern("(?<=[A-Za-z0-9])[\u200c\u200d]")


def visible(text: str) -> str:
    """Make words from outside safe to print: what a terminal would obey or a reader not see becomes its code, a line break a space."""
    return _JOINER.sub(_code, text).translate(_SHOWN)


def _code(found: Match[str]) -> str:
    return ascii(found[0])[1:-1]


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
