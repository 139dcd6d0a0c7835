"""The nouns of On Record: what every stage takes and gives. All are frozen; a stage never changes what it was given.

Offsets everywhere are half-open Unicode code-point offsets into `Report.text`. Unknown is `None`, and its reason is kept.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from msgspec import Struct

BlockKind = Literal["headline", "crosshead", "byline", "caption", "body", "list", "teaser", "boilerplate"]
Form = Literal["direct", "indirect", "mixed"]
AttributionType = Literal[
    "speech", "attitude", "topic"
]  # words uttered; thought or wished; only what the words were about
InputState = Literal["stored", "duplicate", "rejected"]
ReuseKind = Literal["verbatim", "edited", "reworded", "quotation"]
EditKind = Literal["substituted", "inserted", "omitted", "clipped-start", "clipped-end", "reordered"]
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


class Span(Struct, frozen=True, order=True):
    """A stretch of one report's text: the only way to point at words.

    `report` is `Report.id`; `start` and `end` are half-open code-point offsets into `Report.text`.
    """

    report: str
    start: int
    end: int

    def text(self, report: Report) -> str:
        """Cut the words out of the report. Raises ValueError when the span belongs to another report."""
        if report.id != self.report:
            raise ValueError(f"span of report {self.report} asked of report {report.id}")
        return report.text[self.start : self.end]

    def holds(self, other: Span) -> bool:
        """Say whether the other span lies wholly within this one."""
        return self.report == other.report and self.start <= other.start and other.end <= self.end

    def meets(self, other: Span) -> bool:
        """Say whether the two spans share at least one character."""
        return self.report == other.report and self.start < other.end and other.start < self.end


class Stated(Struct, frozen=True):
    """Something a report says of itself (a date, an outlet, a byline), with where that was found.

    `basis` is a phrase for people, such as "field date_publish" or "dateline"; `span` is None when it is not in the text.
    """

    value: str
    basis: str
    span: Span | None = None


class Block(Struct, frozen=True):
    """A stretch of a report of one kind: headline, body paragraph, caption, page furniture. `because` names the rule."""

    span: Span
    kind: BlockKind
    because: str


class Report(Struct, frozen=True, kw_only=True):
    """One report as it is stored: its text untouched, its blocks marked, and what it says of itself.

    `id` is a digest of the text and of what the input stated about it, so spans cannot drift unnoticed; `name` is the
    id that the input gave (a file name without suffix, or the field `id`). `published` is ISO 8601 (a prefix such as
    `2016-09` when that is all).
    """

    id: str
    name: str
    text: str
    blocks: tuple[Block, ...] = ()
    title: Stated | None = None
    outlet: Stated | None = None
    published: Stated | None = None
    byline: Stated | None = None
    agency: Stated | None = None
    url: Stated | None = None
    encoding: str = "utf-8"
    flags: tuple[str, ...] = ()

    def span(self, start: int, end: int) -> Span:
        """Point at a stretch of this report's text."""
        return Span(self.id, start, end)


class Input(Struct, frozen=True):
    """One thing that was offered for reading and what became of it. seen = stored + duplicate + rejected.

    `locator` says where it came from (a path, and the line for JSON Lines); `reason` is a sentence unless it was stored.
    """

    locator: str
    state: InputState
    reason: str = ""
    report: str | None = None


class Resolution(Struct, frozen=True):
    """Who a source is, or why that stays open. `name` is None when it is not safe to say; then `candidates` lists who it may be.

    `basis` is a sentence for people; `confidence` runs from 0 to 1; `named_at` is where the fullest form of the name stands.
    """

    name: str | None
    basis: str
    confidence: float = 0.0
    candidates: tuple[str, ...] = ()
    named_at: Span | None = None


UNRESOLVED = Resolution(None, "not looked at yet")


class Attribution(Struct, frozen=True, kw_only=True):
    """One place where one report ascribes words or thought to a source (Pareti 2015; PolNeAR).

    `source`, `cue` and `content` are lists of spans because each may come in pieces; content keeps its quotation marks.
    `quoted` holds the words inside the marks, without the marks. `origin` names the rule that found it. `nested` is set for an
    attribution that stands inside another's content. `cue_sense` keeps the reporter's reserve ("did not say", "reportedly").
    """

    id: str
    report: str
    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: tuple[Span, ...]
    quoted: tuple[Span, ...]
    form: Form
    type: AttributionType
    origin: str
    confidence: float
    nested: bool = False
    cue_sense: Literal["plain", "negated", "hedged"] = "plain"
    speaker: Resolution = UNRESOLVED


class Speaker(Struct, frozen=True):
    """One person or body to whom reports ascribe words, under one canonical name. `aliases` are the other forms in use."""

    id: str
    name: str
    kind: Literal["person", "organization", "government", "document", "unknown"]
    aliases: tuple[str, ...] = ()


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
    `base` or `other` is None where that side has nothing. `base_report` and `other_report` are `Report.id`.
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


class Provenance(Struct, frozen=True):
    """What made a record: the program's version and the model it used, so that it can be made again."""

    version: str
    model: str


class Record(Struct, frozen=True, kw_only=True):
    """All that is known of one pile of reports. Reports stand in the order of their sigla: A, B, C …"""

    title: str
    reports: tuple[Report, ...]
    inputs: tuple[Input, ...]
    attributions: tuple[Attribution, ...]
    speakers: tuple[Speaker, ...]
    statements: tuple[Statement, ...]
    edits: tuple[Edit, ...]
    reuse: tuple[Reuse, ...]
    families: tuple[Family, ...]
    independence: Independence
    findings: tuple[Finding, ...]
    provenance: Provenance

    def report(self, identity: str) -> Report:
        """Give the report with this `Report.id`. Raises KeyError when there is none."""
        for report in self.reports:
            if report.id == identity:
                return report
        raise KeyError(identity)

    def siglum(self, identity: str) -> str:
        """Give the letter that stands for a report: A to Z, then AA, AB …"""
        return siglum([report.id for report in self.reports].index(identity))


def siglum(position: int) -> str:
    """Turn a position (0, 1, 2 …) into a siglum (A, B, C … Z, AA …)."""
    letters = ""
    position += 1
    while position:
        position, rest = divmod(position - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def words_at(spans: Iterable[Span], report: Report) -> str:
    """Print several spans of one report with an ellipsis where something stands between them."""
    return " … ".join(span.text(report) for span in spans)
