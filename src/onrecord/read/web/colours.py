"""Letters in the colour of what lies behind them: known only where the page itself says both."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from onrecord.patterns import pattern

# Two colours that differ by so little over red, green and blue together cannot be told apart (#ffffff and #f8f8f8 differ by 21).
TOO_CLOSE = 24

_RGB = pattern(r"rgba?\( ?(\d{1,3})[ ,]{1,3}(\d{1,3})[ ,]{1,3}(\d{1,3})(?:[ ,/]{1,3}([\d.]{1,6}))? ?\)")
_HEX = pattern(r"#[0-9a-f]{3}(?:[0-9a-f]{3})?")
_NAMED = {
    "white": (255, 255, 255),
    "black": (0, 0, 0),
    "red": (255, 0, 0),
    "green": (0, 128, 0),
    "blue": (0, 0, 255),
    "yellow": (255, 255, 0),
    "gray": (128, 128, 128),
    "grey": (128, 128, 128),
    "silver": (192, 192, 192),
    "snow": (255, 250, 250),
    "ivory": (255, 255, 240),
    "whitesmoke": (245, 245, 245),
}
_UNCHANGED = frozenset({"transparent", "none", "inherit", "unset", "initial", ""})

Colour = tuple[int, int, int]


class Inks(NamedTuple):
    """The colour of the letters and of what lies behind them, as far as the page says; None for one that it does not say."""

    letters: Colour | None = None
    behind: Colour | None = None


UNKNOWN = Inks()
# A page without any style sheet of its own or of others is black on white.
PLAIN = Inks((0, 0, 0), (255, 255, 255))


def inked(style: Mapping[str, str], around: Inks) -> Inks:
    """Give the colours within an element by its style and those around it."""
    letters = read_colour(style["color"]) if "color" in style else around.letters
    behind = around.behind
    for name in ("background", "background-color", "background-image"):
        written = style.get(name, "").replace("!important", "").strip()
        if written not in _UNCHANGED:
            behind = None if "url(" in written or "gradient(" in written else read_colour(written.split(") ")[0])
    return Inks(letters, behind)


def melts(inks: Inks) -> bool:
    """Say whether the letters cannot be told from what lies behind them."""
    if inks.letters is None or inks.behind is None:
        return False
    return sum(abs(one - other) for one, other in zip(inks.letters, inks.behind, strict=True)) <= TOO_CLOSE


def is_transparent(written: str) -> bool:
    """Say whether letters of this colour leave no trace."""
    word = written.replace("!important", "").strip()
    found = _RGB.fullmatch(word)
    return word == "transparent" or bool(found and found[4] is not None and set(found[4]) <= {"0", "."})


def read_colour(written: str) -> Colour | None:
    """Read a colour; None for one that is written in a way not known here."""
    word = written.replace("!important", "").strip()
    if found := _RGB.match(word):
        return (int(found[1]), int(found[2]), int(found[3])) if found[4] in (None, "1", "1.0") else None
    first = word.split()[0] if word else ""
    if _HEX.fullmatch(first):
        digits = first[1:] if len(first) == 7 else "".join(2 * digit for digit in first[1:])
        return (int(digits[:2], 16), int(digits[2:4], 16), int(digits[4:], 16))
    return _NAMED.get(first)
