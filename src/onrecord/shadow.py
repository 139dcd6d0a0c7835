"""A report's words as they look, for comparing and parsing: without what nobody sees, letters in disguise as the letters they pass for.

The text itself is never changed: a shadow keeps the way back to the exact characters it stands for.
"""

from __future__ import annotations

from bisect import bisect_right
from unicodedata import normalize

from msgspec import Struct

from onrecord.model import Span
from onrecord.patterns import Match, pattern

# Letters of other alphabets that pass for Latin ones in ordinary type, large and small, with the letters they pass for.
_SAME = (
    ("АВЕЅІЈКМНОРСТУХԌҮԚԜѴ", "ABESIJKMHOPCTYXGYQWV"),  # Cyrillic
    ("аеѕіјорсухԁһԛԝѵӏ", "aesijopcyxdhqwvl"),
    ("ΑΒΕΖΗΙΚΜΝΟΡΤΥΧ", "ABEZHIKMNOPTYX"),  # Greek
    ("ονιϲϳ", "ovicj"),
    ("ՏՕօս", "SOou"),  # Armenian
    ("ɑɡ", "ag"),  # Latin, for phonetics
)
# Letters that only resemble Latin ones: taken for them in a word that has Latin letters beside, never in one of their own.
_LIKE = (("вкмнт", "bkmht"), ("αγκρτυχωη", "aykptuxwn"), ("հոցզ", "hngq"))

_ALONE = str.maketrans({theirs: ours for pair in _SAME for theirs, ours in zip(*pair, strict=True)})
_BESIDE = _ALONE | str.maketrans({theirs: ours for pair in _LIKE for theirs, ours in zip(*pair, strict=True)})

# What nobody sees, in a class of a pattern: soft hyphen, fillers, directions, zero-width space and its kin.
UNSEEN = (
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\u3164\ufeff\uffa0"
)
# With tag letters and odd variation selectors. Joiners are part of emoji and of several scripts and stay there: they are only taken out
# after a Latin letter, a figure or a mark.
_UNSEEN = UNSEEN + "\U000e0000-\U000e0fff"
_DROPPED = pattern(f"[{_UNSEEN}]+|(?<=[ -~‘’“”])[\u200c\u200d]+")
# Full-width and mathematical letters, figures and signs: one for one what they are set in another type for.
_TYPE = pattern("[\uff01-\uff5e\U0001d400-\U0001d7ff]")

_TWIN = pattern("[" + "".join(map(chr, _BESIDE)) + "]")
_LATIN = pattern("[A-Za-zÀ-ÖØ-öø-ÿĀ-ɏ]")
_WORD = pattern(f"[\\w\u200c\u200d{_UNSEEN}]+")


class Shadow(Struct, frozen=True):
    """A stretch of text as it looks. `start` is where it begins in the whole; `dropped` says what was left out before each place.

    `dropped` holds pairs of a place in the shadow and how many characters had been left out up to there, in order.
    """

    text: str
    start: int
    dropped: tuple[tuple[int, int], ...] = ()

    def back(self, first: int, last: int) -> tuple[int, int]:
        """Turn a stretch of the shadow (half-open, not empty) into the offsets of its characters in the whole text."""
        return self._place(first), self._place(last - 1) + 1

    def light(self, span: Span) -> Span:
        """Turn a span of the shadow of a whole text into the span of the text that casts it."""
        return Span(span.report, *self.back(span.start, span.end)) if span.start < span.end else self._empty(span)

    def shade(self, span: Span) -> Span:
        """Turn a span of a whole text into the span of its shadow."""
        return Span(span.report, self._fore(span.start), self._fore(span.end))

    def _empty(self, span: Span) -> Span:
        at = self._place(span.start)
        return Span(span.report, at, at)

    def _fore(self, offset: int) -> int:
        """Give the place in the shadow of an offset of the text; one that was left out goes to what follows it."""
        found = bisect_right(self.dropped, offset, key=lambda pair: pair[0] + pair[1])
        before = self.dropped[found - 1][1] if found else 0
        least = self.dropped[found][0] if found < len(self.dropped) else len(self.text)
        return min(offset - before, least)

    def _place(self, position: int) -> int:
        found = bisect_right(self.dropped, position, key=lambda pair: pair[0])
        return self.start + position + (self.dropped[found - 1][1] if found else 0)


def shadow(text: str, start: int = 0, end: int | None = None) -> Shadow:
    """Give the shadow of a stretch of text. Takes one pass; a text with nothing hidden or disguised is its own shadow."""
    stretch = text[start : len(text) if end is None else end]
    if stretch.isascii():
        return Shadow(stretch, start)
    seen = latin(_TYPE.sub(_plain, stretch))
    pieces, dropped, last, total = [], [], 0, 0
    for found in _DROPPED.finditer(seen):
        pieces.append(seen[last : found.start()])
        dropped.append((found.start() - total, total + found.end() - found.start()))
        last, total = found.end(), total + found.end() - found.start()
    return Shadow("".join([*pieces, seen[last:]]), start, tuple(dropped))


def looks(text: str, start: int, end: int) -> str:
    """Give a stretch of text as it looks."""
    stretch = text[start:end]
    return stretch if stretch.isascii() else shadow(text, start, end).text


def latin(text: str) -> str:
    """Write letters that pass for Latin ones as those, one for one.

    Only in a word that has Latin letters too, or of which every letter passes for one: Russian and Greek words stay as they are.
    """
    return text if text.isascii() or not _TWIN.search(text) else _WORD.sub(_unmasked, text)


def _unmasked(found: Match[str]) -> str:
    word = found[0]
    if not _TWIN.search(word):
        return word
    if _LATIN.search(word):
        return word.translate(_BESIDE)
    unmasked = word.translate(_ALONE)
    letters = [letter for letter in unmasked if letter.isalpha()]
    return unmasked if all(_LATIN.match(letter) for letter in letters) else word


def _plain(found: Match[str]) -> str:
    plain = normalize("NFKC", found[0])
    return plain if len(plain) == 1 else found[0]
