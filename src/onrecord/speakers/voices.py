"""In whose own words a source stands, and whom it then cannot mean: of oneself one says "I", not "he"."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from msgspec.structs import replace

from onrecord.model import Attribution
from onrecord.speakers.answers import Answer, either
from onrecord.speakers.scene import own_words

# Quotations within quotations go no deeper than this in print.
DEEPEST = 4
# Kinds of rule whose finding cannot be the very person who speaks.
_OF_ANOTHER = frozenset({"pronoun", "role", "description"})


class Voices:
    """The attributions with a source that give somebody's own words, quoted or in a turn, by where the words stand."""

    def __init__(self, attributions: Sequence[Attribution]) -> None:
        self.length = max((span.end for one in attributions for span in own_words(one)), default=0)
        self.places = sorted(
            (span.start, span.end, number)
            for number, one in enumerate(attributions)
            if one.source
            for span in own_words(one)
        )

    def around(self, start: int, number: int) -> int | None:
        """Give the attribution in whose source's own words a character stands: the innermost, but not this one."""
        position = bisect_right(self.places, (start, self.length + 1, 0)) - 1
        for _, end, other in reversed(self.places[max(0, position - DEEPEST) : position + 1]):
            if start < end and other != number:
                return other
        return None


def not_of_oneself(answer: Answer, written: str, speaker: str | None) -> Answer:
    """Take the speaker of the words around a source from those whom "he", or "the senator", there can mean."""
    if speaker is None:
        return answer
    if answer.name == speaker and answer.kind in _OF_ANOTHER:
        basis = f"“{written}” would be {speaker}, but stands in the words of {speaker}, who would say “I”"
        return Answer(None, "pronoun, open", basis, (), None, answer.rule)
    if answer.kind == "pronoun, open" and speaker in answer.candidates:
        others = tuple(name for name in answer.candidates if name != speaker)
        return replace(answer, basis=open_basis(written, others), candidates=others)
    return answer


def open_basis(written: str, names: Sequence[str]) -> str:
    """Say why a pronoun stays open, and whom it may mean."""
    if len(names) > 1:
        return f"“{written}” could be {either(names)}; the text does not settle it"
    if names:
        return f"“{written}”: perhaps {names[0]}, but that is not safe"
    return f"“{written}”: nobody whom it could mean is named nearby"
