"""The quotations of a report beside its words: which word stands in which, what stands around, which are utterances."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from functools import cached_property

from onrecord.attributions.marks import Quotation
from onrecord.language import Parsed, Word
from onrecord.model import Span

# How many words may stand between a quotation and the cue it belongs to (tried 6 to 20 on PolNeAR train: nothing gained past 14).
REACH = 14
TERMINATORS = {".", "?", "!", ";", ":", "…", "..."}
DASHES = {"―", "—", "–", "--", "-"}
_SMALL_WORDS = {
    "a",
    "an",
    "and",
    "the",
    "of",
    "in",
    "on",
    "for",
    "to",
    "at",
    "with",
    "or",
    "by",
    "from",
    "is",
    "as",
    "but",
    "nor",
    "vs",
    "'s",
    "’s",
}
# A quotation without a cue is taken for somebody's words from this many words on; shorter ones are mostly terms and scare quotes.
_UTTERANCE_WORDS = 6
_LONGEST_NICKNAME = 5


class Quoting:
    """The quotations of one report beside its words: which word stands in which quotation."""

    def __init__(self, parsed: Parsed, quotations: Iterable[Quotation]) -> None:
        self.parsed = parsed
        self.quotations = [q for q in quotations if q.depth == 0]
        self._starts = [q.outer.start for q in self.quotations]
        self._word_starts = [w.start for w in parsed.words]

    def at(self, word: int) -> Quotation | None:
        """Give the quotation that a word stands in."""
        start = self.parsed.words[word].start
        place = bisect_left(self._starts, start + 1) - 1
        if place >= 0 and start < self.quotations[place].outer.end:
            return self.quotations[place]
        return None

    def words(self, quotation: Quotation) -> range:
        """Give the words between the marks of a quotation."""
        return self.within(quotation.inner)

    def within(self, span: Span) -> range:
        """Give the words that begin within a span."""
        return range(self.place(span.start), self.place(span.end))

    def place(self, offset: int) -> int:
        """Give the index of the first word at or behind a character."""
        return bisect_left(self._word_starts, offset)

    def after(self, quotation: Quotation) -> list[Word]:
        """Give the words behind a quotation, to the end of the sentence, the next quotation or the paragraph."""
        first = self.place(quotation.outer.end)
        return self._run(range(first, min(first + REACH + 1, len(self.parsed.words))), quotation)

    def before(self, quotation: Quotation) -> list[Word]:
        """Give the words before a quotation, nearest first, back to the sentence's or the paragraph's beginning."""
        last = self.place(quotation.outer.start) - 1
        return self._run(range(last, max(last - REACH - 2, -1), -1), quotation)

    def outside(self, first: int, last: int, most: int) -> list[Word]:
        """Give the words from `first` to `last` (half-open) that stand in no quotation, at most so many of them."""
        start = bisect_left(self._outside, first)
        return [self.parsed.words[word] for word in self._outside[start : start + most] if word < last]

    @cached_property
    def _outside(self) -> list[int]:
        return [word.index for word in self.parsed.words if self.at(word.index) is None]

    def _run(self, places: range, quotation: Quotation) -> list[Word]:
        found: list[Word] = []
        for place in places:
            word = self.parsed.words[place]
            other_block = self.parsed.sentences[word.sentence].block != quotation.block
            if other_block or self.at(place) is not None or (word.text in TERMINATORS and (found or word.text != ":")):
                break
            found.append(word)
        return found


def is_utterance(quoting: Quoting, quotation: Quotation) -> bool:
    """Say whether a quotation without a cue is somebody's words rather than a term, a title, a slogan or a scare quote."""
    words = [quoting.parsed.words[w] for w in quoting.words(quotation)]
    spoken = [w for w in words if w.text[0].isalnum()]
    if not spoken or _is_title(spoken):
        return False
    finite = any(w.tag in ("VBD", "VBP", "VBZ", "MD") for w in words)
    ends = quoting.parsed.report.text[quotation.inner.end - 1] in ".?!,"
    return (
        len(spoken) >= _UTTERANCE_WORDS
        or finite
        and len(spoken) >= 4
        or (ends or finite)
        and len(spoken) >= 3
        and fills_block(quoting, quotation)
    )


def is_name(quoting: Quoting, quotation: Quotation) -> bool:
    """Say whether a quotation is a title or a slogan, not an utterance."""
    return _is_title([w for i in quoting.words(quotation) if (w := quoting.parsed.words[i]).text[0].isalnum()])


def is_nickname(quoting: Quoting, quotation: Quotation) -> bool:
    """“the Rattler”: a definite name without a judgement in it (“the worst of liars” is one)."""
    words = [quoting.parsed.words[w] for w in quoting.words(quotation)]
    definite = bool(words) and words[0].text.casefold() == "the" and len(words) <= _LONGEST_NICKNAME
    return definite and not any(w.part in ("ADJ", "VERB", "AUX", "ADV") for w in words)


def _is_title(words: Sequence[Word]) -> bool:
    """“Meet the Press”, “BRIDGE NOW”: every word of weight has a capital."""
    weighty = [w for w in words if w.text.casefold() not in _SMALL_WORDS and w.text[0].isalpha()]
    return len(weighty) >= 2 and all(w.text[0].isupper() for w in weighty)


def fills_block(quoting: Quoting, quotation: Quotation) -> bool:
    """Say whether a quotation is all that its paragraph holds."""
    block = quoting.parsed.report.blocks[quotation.block].span
    return quotation.outer.start == block.start and quotation.outer.end >= block.end - 1
