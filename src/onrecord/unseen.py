"""What a reader does not see in a text: characters that hide, turn or part words, and floods of marks that hide the words around them."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from itertools import groupby

from onrecord.patterns import pattern
from onrecord.shadow import UNSEEN

# Never seen: beside what is left out of all comparing, controls other than tab and line ends; what breaks a line; annotation,
# shorthand, music and hieroglyph controls; tag letters.
_NEVER = (
    f"\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f{UNSEEN}\u2028\u2029\ufff0-\ufffb"
    "\U00013430-\U0001343f\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e00ff\U000e01f0-\U000e0fff"
)
# Joiners and selectors of a form are part of emoji and of several scripts. Behind a Latin letter, a figure, a mark or one another they
# only hide (or carry a message: one of 256 selectors is a byte); but a figure, a selector and a square make one sign, a key.
_JOINERS, _SELECTORS, _MORE_SELECTORS = "\u200c\u200d", "\ufe00-\ufe0f", "\U000e0100-\U000e01ef"
_IDEOGRAPHS = "\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"

HIDDEN = pattern(
    f"[{_NEVER}]++"
    f"|(?<=[ -~‘’“”{_NEVER}])(?!\ufe0f\u20e3)[{_JOINERS}{_SELECTORS}]++"
    f"|(?<=[{_JOINERS}])[{_JOINERS}{_SELECTORS}]++"
    f"|(?<=[{_SELECTORS}])[{_SELECTORS}][{_JOINERS}{_SELECTORS}]*+"
    f"|(?<![{_IDEOGRAPHS}])[{_MORE_SELECTORS}][{_JOINERS}{_SELECTORS}{_MORE_SELECTORS}]*+"
)

# Marks that one letter may bear: Hebrew with its accents has four. More climb over the lines above and below (tried 6 and 8: at 8 they
# still reach two lines away).
MOST_MARKS = 6
# What may hold such a flood: neither letters nor figures, nor the usual punctuation, signs and emoji.
_CROWD = pattern(
    rf"[^\w\s!-~\xa0-\xbf\u2010-\u20cf\u2100-\u2cee\u3001-\u3029\uff01-\uff0f\U0001f000-\U0001faff]{{{MOST_MARKS + 1},}}+"
)


def parted(text: str) -> Iterator[tuple[str, bool]]:
    """Part a text into stretches, in order and without loss, and say of each whether it is unseen, or marks that climb over other lines."""
    for unseen, parts in groupby(_parts(text), lambda part: part[1]):
        stretch = "".join(part for part, _ in parts)
        if stretch:
            yield stretch, unseen


def _parts(text: str) -> Iterator[tuple[str, bool]]:
    last = 0
    for found in HIDDEN.finditer(text):
        if found.start() > last:
            yield from _without_floods(text[last : found.start()])
        yield found[0], True
        last = found.end()
    yield from _without_floods(text[last:])


def _without_floods(text: str) -> Iterator[tuple[str, bool]]:
    last = 0
    for found in _CROWD.finditer(text):
        for start, end in _floods(found[0], found.start()):
            yield text[last:start], False
            yield text[start:end], True
            last = end
    if last < len(text):
        yield text[last:], False


def _floods(signs: str, offset: int) -> Iterator[tuple[int, int]]:
    """Give where the marks begin that are too many for their letter, and where they end."""
    for marks, group in groupby(signs, _is_mark):
        size = sum(1 for _ in group)
        if marks and size > MOST_MARKS:
            yield offset + MOST_MARKS, offset + size
        offset += size


def _is_mark(character: str) -> bool:
    return unicodedata.category(character).startswith("M") or character in _JOINERS
