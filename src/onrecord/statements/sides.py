"""The two wordings that are compared, and what a reader of either sees at the place where they part."""

from __future__ import annotations

from functools import cached_property
from typing import NamedTuple

from onrecord.model import Report, Span
from onrecord.patterns import pattern
from onrecord.statements.alignment import is_common
from onrecord.statements.collate import Word
from onrecord.statements.steps import Range

# So many common words between the marks that open again and a gap may as well belong to what is left out (tried 1 to 3).
SLIDING = 3

# Where so large a share of the words of so many letters and more begin with capitals, a capital shows no name.
TITLE_SHARE = 0.6
TITLE_LETTERS = 4

# What an editor puts where words were taken out or put in: brackets, an ellipsis, a dash.
_MARK = pattern(r"[\[\]()…]|\.\.\.|\. \. \.|[-‐‒–—―−](?!\w)|(?<!\w)[-‐‒–—―−]")

_ENDS_SENTENCE = pattern(r"[.?!…]")

# A full stop after one of these ends no sentence. A single letter with a stop (J. Ruiz) is told by its length.
_SHORTENED = frozenset("mr mrs ms dr st gen sen rep gov sgt col lt no vs jr sr".split())


class Difference(NamedTuple):
    """Words of the base against words of the other, before they are named.

    `first` and `last` are set when nothing but moved words stands before or after it in either wording. `asked` is set when the
    words are the same and only one of the two puts a question mark there.
    """

    base: Range
    other: Range
    moved: bool = False
    first: bool = False
    last: bool = False
    asked: bool = False


class Side:
    """One witness: its report, its words, what it is called. `partial` is set when the report tells the rest in its own words."""

    def __init__(self, report: Report, words: tuple[Word, ...], siglum: str, quoted: bool, partial: bool) -> None:
        self.report, self.words, self.siglum = report, words, siglum
        self.quoted, self.partial = quoted, partial

    def printed(self, position: int) -> str:
        """Give a word as its report prints it."""
        token = self.words[position].token
        return self.report.text[token.start : token.end]

    def norms(self, stretch: Range) -> list[str]:
        """Give the normalised words of a stretch."""
        return [word.token.norm for word in self.words[slice(*stretch)]]

    def after(self, position: int) -> str:
        """Give what stands between a word and the next one of the same piece; after the last, what follows it closely."""
        end = self.words[position].token.end
        following = self.words[position + 1] if position + 1 < len(self.words) else None
        if following is None or following.piece != self.words[position].piece:
            return self._trail(end)
        return self.report.text[end : following.token.start]

    def _trail(self, end: int) -> str:
        """Give the marks that follow a place, up to the first letter or white space."""
        stop = end
        while stop < min(len(self.report.text), end + 4) and not (
            self.report.text[stop].isalnum() or self.report.text[stop].isspace()
        ):
            stop += 1
        return self.report.text[end:stop]

    @cached_property
    def sentences(self) -> list[int]:
        """Number for each word the sentence it stands in."""
        found, number = [], 0
        for position, word in enumerate(self.words):
            found.append(number)
            short = word.token.norm in _SHORTENED or len(self.printed(position)) == 1
            if _ENDS_SENTENCE.search(self.after(position)) and not (short and "." in self.after(position)):
                number += 1
        return found

    @cached_property
    def piece_starts(self) -> dict[int, int]:
        """Say for each span of the witness at which offset its first word begins."""
        return {word.piece: word.start for word in reversed(self.words)}

    @cached_property
    def in_capitals(self) -> bool:
        """Say whether the wording is set as a title, so that capitals show nothing."""
        long = [word for place in range(len(self.words)) if len(word := self.printed(place)) >= TITLE_LETTERS]
        return len(long) > 1 and sum(word[0].isupper() for word in long) >= TITLE_SHARE * len(long)

    def span(self, stretch: Range, dressed: bool = False) -> Span | None:
        """Point at words; `dressed` takes their punctuation in."""
        if stretch[0] == stretch[1]:
            return None
        first, last = self.words[stretch[0]], self.words[stretch[1] - 1]
        if dressed:
            return self.report.span(first.start, last.end)
        return _with_brackets(self.report, first.token.start, last.token.end)


def _with_brackets(report: Report, start: int, end: int) -> Span:
    """Point at words, with the bracket before or after them whose partner stands among them."""
    inside = report.text[start:end]
    if inside.count("]") > inside.count("[") and report.text[start - 1 : start] == "[":
        start -= 1
    elif inside.count("[") > inside.count("]") and report.text[end : end + 1] == "]":
        end += 1
    return report.span(start, end)


def is_marked(base: Side, other: Side, difference: Difference) -> bool:
    """Say whether the reader is shown that something was changed here: by the other witness alone, or by brackets in either."""
    if (
        _breaks_off(other, difference.other)
        or _in_brackets(base, difference.base)
        or _in_brackets(other, difference.other)
    ):
        return True
    return bool(_MARK.search(_around(other, difference.other))) and not _MARK.search(_around(base, difference.base))


def _in_brackets(side: Side, stretch: Range) -> bool:
    """Say whether words stand within square brackets, in part or in whole: "the [two players and the coach]"."""
    if stretch[0] == stretch[1]:
        return False
    start = side.piece_starts[side.words[stretch[0]].piece]
    first, last = side.words[stretch[0]].token.start, side.words[stretch[1] - 1].token.end
    opened = side.report.text.rfind("[", start, first) > side.report.text.rfind("]", start, first)
    inside = side.report.text[first:last]
    return opened or "[" in inside or "]" in inside


def _breaks_off(side: Side, stretch: Range) -> bool:
    """Say whether the quotation marks are closed and opened again at this point, or but a word or two before it.

    In “since April, and I wrote to them, and they came” against “since April,” he said, “and they came” either “and” may be the
    one that is left out.
    """
    start = stretch[0]
    if stretch[0] != stretch[1] or not 0 < start < len(side.words):
        return False
    for place in range(start, max(0, start - SLIDING), -1):
        if side.words[place - 1].piece != side.words[place].piece:
            return True
        if not is_common(side.words[place - 1].token.norm):
            return False
    return False


def _around(side: Side, stretch: Range) -> str:
    """Cut the text from the word before to the word after, without those words; never beyond the piece."""
    words, (first, last) = side.words, stretch
    piece = words[min(first, len(words) - 1)].piece
    before = words[first - 1] if first and words[first - 1].piece == piece else None
    after = words[last] if last < len(words) and words[last].piece == piece else None
    # One character of the words around is taken along, to tell the hyphen of “two-thirds” from a dash.
    start = before.token.end - 1 if before else words[first].start
    end = after.token.start + 1 if after else words[last - 1].end
    return side.report.text[start:end]
