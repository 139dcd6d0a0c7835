"""What the rules pass to one another while an attribution is being put together."""

from __future__ import annotations

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
