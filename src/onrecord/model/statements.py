"""The nouns of comparing: the same words across reports, what differs, what was copied, what to look at."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

from onrecord.model.attributions import Form, Resolution
from onrecord.model.reports import Span

ReuseKind = Literal["verbatim", "edited", "reworded", "quotation"]
EditKind = Literal[
    "substituted",
    "inserted",
    "omitted",
    "clipped-start",
    "clipped-end",
    "reordered",
    "joined",
    "marks-lost",
    "speaker-changed",
]
# What of the meaning an edit touches: whether, how surely, how many, who, when, whose, asserted or asked.
Bearing = Literal["negation", "modality", "number", "name", "tense", "person", "question"]
Direction = Literal["a-to-b", "b-to-a", "common-source", "unknown"]
FindingKind = Literal[
    "altered",
    "clipped",
    "misattributed",
    "speaker-conflict",
    "unattributed",
    "spliced",
    "garbled",
    "headline-unsupported",
    "boilerplate-removed",
    "marks-broken",
]


class Witness(Struct, frozen=True, kw_only=True):
    """One report's wording of a statement: its reading, cut from that report alone.

    `attribution` is None when the words were found in the report's own voice (quotation marks lost). `speaker` is who
    this report says spoke.
    """

    report: str
    attribution: str | None
    spans: tuple[Span, ...]
    quoted: bool
    form: Form
    speaker: Resolution


class Column(Struct, frozen=True):
    """One step of a collation: what each witness has at this point (None where it has nothing).

    `readings[i]` belongs to `Statement.witnesses[i]`. `kind` is "same" when all normalised words agree to the letter,
    "accidental" when only case, punctuation, contraction or numeral style differ, "substantive" when words do.
    """

    readings: tuple[Span | None, ...]
    kind: Literal["same", "accidental", "substantive"]


class Edit(Struct, frozen=True, kw_only=True):
    """One difference between two witnesses of a statement, read from the base witness to the other.

    `marked` is set when brackets, an ellipsis or a dash at the edit point tell the reader; `substantive` when words differ, not dress.
    `base` or `other` is None where that side has nothing. `base_report` and `other_report` are `Report.id`. `bears_on` names what of the
    meaning is touched; `severity` runs from 0 (dress) over 1 (wording) and 2 (may mislead) to 3 (says something else).
    """

    statement: str
    base_report: str
    other_report: str
    base: Span | None
    other: Span | None
    kind: EditKind
    marked: bool
    substantive: bool
    because: str
    bears_on: tuple[Bearing, ...] = ()
    severity: int = 0


class Edge(Struct, frozen=True):
    """The evidence that two witnesses carry the same words. `weight` is in nats of the shared words' rarity."""

    a: Span
    b: Span
    weight: float
    because: str


class Independence(Struct, frozen=True):
    """How many independent reports there are, as a range, with the rule that was applied. `low` == `high` when it is certain."""

    low: int
    high: int
    rule: str


class When(Struct, frozen=True):
    """When something was said: the words of the report, and the date they come to, or None with the reason in `basis`."""

    span: Span
    date: str | None
    basis: str


class Statement(Struct, frozen=True, kw_only=True):
    """What was said, across the reports that carry it. The first witness is the base: the fullest reading in quotation marks.

    `speaker` is drawn from all witnesses; its basis says which report supplies it. `edges` is why the witnesses belong together.
    """

    id: str
    number: int
    kind: Literal["quotation", "reported"]
    witnesses: tuple[Witness, ...]
    columns: tuple[Column, ...]
    edges: tuple[Edge, ...]
    speaker: Resolution
    independence: Independence
    said: When | None = None


class Reuse(Struct, frozen=True):
    """A passage that two reports share, with its span in both. `a.report < b.report`; `weight` is in nats of the shared words' rarity."""

    a: Span
    b: Span
    kind: ReuseKind
    words: int
    weight: float
    because: str


class Derivation(Struct, frozen=True, kw_only=True):
    """How two reports hang together: why they count as one origin, or may, and which of them drew on which.

    `a` and `b` are `Report.id`, `a` < `b`. `share` is how much of the shorter report's narration (words outside quotation marks) stands
    in the other, from 0 to 1. `because` is why they are one; it is empty where they only share words. `certain` is False when that is a
    doubt and joins nobody. `direction` says who drew on whom, with its `confidence` from 0 to 1 and its `evidence`, a sentence each.
    """

    a: str
    b: str
    share: float
    certain: bool
    because: tuple[str, ...]
    direction: Direction = "unknown"
    confidence: float = 0.0
    evidence: tuple[str, ...] = ()


class Story(Struct, frozen=True, kw_only=True):
    """The reports that cover one happening. `shares` are the telling words they have in common, the most telling first.

    `reports` are `Report.id` in the order of the pile; `because` is a sentence for people; `title` is the headline that the others
    bear out best.
    """

    id: str
    number: int
    reports: tuple[str, ...]
    shares: tuple[str, ...]
    because: str
    title: str | None = None


class Limit(Struct, frozen=True):
    """Something that was left out to keep the work in bounds, told openly. `stage` is where, `because` what and how much."""

    stage: str
    because: str


class Family(Struct, frozen=True):
    """Reports that derive from one origin; `certain` is False when only weak evidence (or missing dates and outlets) joins them."""

    id: str
    reports: tuple[str, ...]
    certain: bool
    because: str


class Finding(Struct, frozen=True):
    """Something a person should look at. `because` is a sentence a reporter can follow; `spans` are what it rests on.

    The first span is the place to look at, in `report`. It is None-less only when the matter is in the text; a title kept
    outside the text has no span. `statement` and `attribution` link to what is concerned.
    """

    kind: FindingKind
    report: str
    spans: tuple[Span, ...]
    because: str
    statement: str | None = None
    attribution: str | None = None
    severity: int = 1
