"""One told sentence in its report, and what is seen of it: the ground on which the signs of a seam look for themselves."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from msgspec import Struct

from onrecord.findings.cohesion import Weave
from onrecord.findings.pile import Inside
from onrecord.findings.vocabulary import words_of
from onrecord.language import Name, Parsed, Sentence, Word
from onrecord.model import Span

# A report on its own has no other reports to tell which names belong to the story, so more is asked (tried 0 to 1.5).
ON_ITS_OWN = 0.6

# A report that is broken in other ways was likely put together by a program, and programs paste; so less is asked (tried 1 to 3).
IN_A_DAMAGED_REPORT = 2.0


class Sign(Struct, frozen=True):
    """One sign of a seam: its points, what it says for people, and the words it rests on."""

    points: float
    says: str
    span: Span


class Scene(Struct, frozen=True):
    """One told sentence (`place` counts them) in its report; `quoted` knows what stands in quotation marks.

    `damaged` is set when the report is broken as English in several places.
    """

    weave: Weave
    place: int
    quoted: Inside
    damaged: bool = False

    @property
    def parsed(self) -> Parsed:
        """Give the report's words."""
        return self.weave.parsed

    @property
    def words(self) -> Sequence[Word]:
        """Give the words of the sentence."""
        sentence = self.weave.sentences[self.place]
        return self.parsed.words[sentence.first : sentence.last]

    def before(self) -> Sentence | None:
        """Give the sentence before this one in the same paragraph."""
        sentence = self.weave.sentences[self.place - 1] if self.place else None
        return sentence if sentence and sentence.block == self.weave.sentences[self.place].block else None

    def words_before(self) -> Sequence[Word]:
        """Give the words of the sentence before this one in the same paragraph."""
        before = self.before()
        return self.parsed.words[before.first : before.last] if before else ()

    def said(self) -> set[int]:
        """Give the indices of the words that stand in quotation marks."""
        return {word.index for word in self.words if self.quoted.holds(word.start)}

    def names(self) -> list[Name]:
        """Give the names of persons in the sentence, in their order."""
        sentence, held = self.weave.sentences[self.place], self.parsed.names
        first, last = (bisect_left(held, word, key=lambda name: name.first) for word in (sentence.first, sentence.last))
        return [name for name in held[first:last] if name.label == "PERSON"]

    def at(self, first: Word, last: Word | None = None) -> Span:
        """Point at a word, or at the words from one to another."""
        return self.parsed.span(first.index, (last or first).index + 1)

    def strangeness(self) -> float:
        """Say how strange the sentence is to its report, a report on its own and a damaged one allowed for."""
        own = self.weave.strangeness(self.place)
        return own - (0 if self.weave.elsewhere else ON_ITS_OWN) + (IN_A_DAMAGED_REPORT if self.damaged else 0)


def voice_of(words: Sequence[Word]) -> Word | None:
    """Give the subject of a sentence's saying verb."""
    first = words[0].index if words else 0
    return next(
        (
            word
            for word in words
            if word.role == "nsubj"
            and 0 <= word.head - first < len(words)
            and words[word.head - first].lemma in words_of("seams", "saying")
        ),
        None,
    )
