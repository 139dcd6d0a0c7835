"""What the rules pass to one another while an attribution is being put together."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Literal

from onrecord.attributions.marks import Quotation
from onrecord.model import AttributionType

Sense = Literal["plain", "negated", "hedged"]


@dataclass
class Draft:
    """An attribution in the making. `source`, `cue` and `content` are word indices; `quotations` are drawn in whole."""

    cue: list[int]
    source: list[int]
    content: list[int]
    type: AttributionType
    origin: str
    sense: Sense = "plain"
    quotations: list[Quotation] = field(default_factory=list)
    # The verb (or noun …) at the heart of the cue, whose neighbours decide what belongs to it; None when the cue is a mere mark.
    heart: int | None = None
    # The last word of the quotations drawn in since it was made; kept, because looking for it each time costs time in the square.
    reach: int = -1

    # How sure the network is of its least sure part, and whether the rules read the same cue; nothing where rules alone made it.
    sure: float = 0.0
    agreed: bool = False

    def __post_init__(self) -> None:
        self.content = sorted(set(self.content))

    def draw_in(self, quotation: Quotation, words: range) -> None:
        """Take a quotation in whole; `words` are the words between its marks."""
        self.quotations.append(quotation)
        self.reach = max(self.reach, words.stop - 1)


class Standing:
    """The drafts that stand, in the order in which they were made; looked up by the heart of their cue at once."""

    def __init__(self, drafts: Iterable[Draft]) -> None:
        self._drafts: dict[int, Draft] = {}
        self._by_heart: dict[int, Draft] = {}
        for draft in drafts:
            self.add(draft)

    def __iter__(self) -> Iterator[Draft]:
        return iter(self._drafts.values())

    def __contains__(self, draft: Draft) -> bool:
        return id(draft) in self._drafts

    def add(self, draft: Draft) -> None:
        """Let one more draft stand."""
        self._drafts[id(draft)] = draft
        if draft.heart is not None:
            self._by_heart.setdefault(draft.heart, draft)

    def drop(self, draft: Draft) -> None:
        """Let a draft fall."""
        del self._drafts[id(draft)]
        if draft.heart is not None and self._by_heart[draft.heart] is draft:
            del self._by_heart[draft.heart]

    def around(self, heart: int | None) -> Draft | None:
        """Give the draft whose cue has this heart."""
        return None if heart is None else self._by_heart.get(heart)
