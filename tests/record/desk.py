"""Records made by hand: invented reports, and the nouns that the stages would find in them."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from typing import Any

from onrecord.model import (
    Attribution,
    Block,
    BlockKind,
    Column,
    Derivation,
    Edge,
    Edit,
    Family,
    Finding,
    FindingKind,
    Independence,
    Input,
    Limit,
    Provenance,
    Record,
    Report,
    Resolution,
    Reuse,
    Span,
    Speaker,
    Stated,
    Statement,
    Story,
    When,
    Witness,
)


def report(name: str, *blocks: tuple[BlockKind, str], **stated: Any) -> Report:
    """Make a report from its blocks, one paragraph each."""
    text = "\n\n".join(words for _, words in blocks)
    identity = hashlib.sha256(f"{name}\n{text}".encode()).hexdigest()[:16]
    marked, start = [], 0
    for kind, words in blocks:
        marked.append(Block(Span(identity, start, start + len(words)), kind, f"looks like {kind}"))
        start += len(words) + 2
    return Report(id=identity, name=name, text=text, blocks=tuple(marked), **stated)


def place(report: Report, words: str, occurrence: int = 0) -> Span:
    """Point at the words where they stand for the given time (from 0)."""
    start = -1
    for _ in range(occurrence + 1):
        start = report.text.index(words, start + 1)
    return report.span(start, start + len(words))


@dataclass
class Desk:
    """Collects what a record is made of, with as little to write as a test needs."""

    reports: list[Report] = field(default_factory=list)
    statements: list[Statement] = field(default_factory=list)
    attributions: list[Attribution] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    edits: list[Edit] = field(default_factory=list)
    reuse: list[Reuse] = field(default_factory=list)
    families: list[Family] = field(default_factory=list)
    derivations: list[Derivation] = field(default_factory=list)
    stories: list[Story] = field(default_factory=list)
    limits: list[Limit] = field(default_factory=list)
    inputs: list[Input] = field(default_factory=list)
    independence: Independence = Independence(1, 1, "one report")
    title: str = "A record"

    def say(
        self,
        speaker: str | None,
        *spans: Span | tuple[Span, ...],
        kind: Any = "quotation",
        columns: tuple[Column, ...] = (),
        basis: str = "named beside the words",
        candidates: tuple[str, ...] = (),
        said: When | None = None,
        range_: tuple[int, int] = (1, 1),
        named: tuple[str | None, ...] | None = None,
    ) -> Statement:
        """Add a statement with one witness for each report's span or spans."""
        number = len(self.statements) + 1
        pieces = [span if isinstance(span, tuple) else (span,) for span in spans]
        names = named or (speaker,) * len(pieces)
        quoted = kind == "quotation"
        witnesses = tuple(
            Witness(
                report=piece[0].report,
                attribution=f"t{number}-{position}",
                spans=piece,
                quoted=quoted,
                form="direct" if quoted else "indirect",
                speaker=Resolution(name, basis, 0.9 if name else 0.0, candidates),
            )
            for position, (piece, name) in enumerate(zip(pieces, names, strict=True))
        )
        for witness in witnesses:
            self.attributions.append(
                Attribution(
                    id=str(witness.attribution),
                    report=witness.report,
                    source=(),
                    cue=(),
                    content=witness.spans,
                    quoted=witness.spans if quoted else (),
                    form=witness.form,
                    type="speech",
                    origin="by hand",
                    confidence=0.75,
                    speaker=witness.speaker,
                )
            )
        statement = Statement(
            id=f"statement-{number}",
            number=number,
            kind=kind,
            witnesses=witnesses,
            columns=columns,
            edges=tuple(Edge(pieces[0][0], other[0], 12.5, "the same rare words") for other in pieces[1:]),
            speaker=Resolution(speaker, basis, 0.9 if speaker else 0.0, candidates),
            independence=Independence(*range_, "dates are missing" if range_[0] != range_[1] else "one family"),
            said=said,
        )
        self.statements.append(statement)
        return statement

    def find(
        self, kind: FindingKind, report: Report, because: str, *spans: Span, statement: Statement | None = None
    ) -> None:
        """Add a finding."""
        self.findings.append(Finding(kind, report.id, spans, because, statement.id if statement else None))

    def record(self) -> Record:
        """Give the record."""
        names = sorted({statement.speaker.name for statement in self.statements if statement.speaker.name})
        inputs = self.inputs or [Input(f"{one.name}.txt", "stored", "", one.id) for one in self.reports]
        return Record(
            title=self.title,
            reports=tuple(self.reports),
            inputs=tuple(inputs),
            attributions=tuple(self.attributions),
            speakers=tuple(Speaker(f"speaker-{name}", name, "person") for name in names),
            statements=tuple(self.statements),
            edits=tuple(self.edits),
            reuse=tuple(self.reuse),
            families=tuple(self.families),
            independence=self.independence,
            findings=tuple(self.findings),
            provenance=Provenance("0.1.0", "a model 1.0"),
            derivations=tuple(self.derivations),
            stories=tuple(self.stories),
            limits=tuple(self.limits),
        )


def columns(base: tuple[Report, list[str]], other: tuple[Report, list[str]], kinds: str) -> tuple[Column, ...]:
    """Lay two readings side by side: words in order, "" for nothing; kinds as letters: s(ame), a(ccidental), x (substantive)."""
    names: dict[str, Any] = {"s": "same", "a": "accidental", "x": "substantive"}
    made, at = [], [0, 0]
    for words, kind in zip(zip(base[1], other[1], strict=True), kinds, strict=True):
        readings: list[Span | None] = []
        for side, (report_, word) in enumerate(zip((base[0], other[0]), words, strict=True)):
            if not word:
                readings.append(None)
                continue
            start = report_.text.index(word, at[side])
            at[side] = start + len(word)
            readings.append(report_.span(start, at[side]))
        made.append(Column(tuple(readings), names[kind]))
    return tuple(made)


def quarry() -> Record:
    """Two papers on a quarry: one statement in both with changed words and a cut tail, others in one."""
    a = report(
        "echo",
        ("boilerplate", "Share this"),
        ("headline", "Mayor doubts quarry promise"),
        (
            "body",
            "“Given the gaps in the plan, that’s a hard road, and we haven’t closed them in a way that will last,” Ada Brook said.",
        ),
        ("body", "Brook added that the council would meet again on Friday."),
        (
            "body",
            "“We want the noise to stop,” she said. “The trucks are not the problem, the problem is the rail side.”",
        ),
        ("boilerplate", "Advertisement"),
        title=Stated("Mayor doubts quarry promise", "headline"),
        outlet=Stated("The Lowland Echo", "field source"),
        published=Stated("2021-03-04", "field date_publish"),
        url=Stated("https://echo.example/quarry", "field url"),
    )
    b = report(
        "ledger",
        ("headline", "Quarry row drags on"),
        (
            "body",
            "“But given the gap in the plan, that is a hard road and we have not closed it.” Ada Brook left soon after.",
        ),
        ("body", "Owner Tomas Hale said the trucks would stay."),
        title=Stated("Quarry row drags on", "headline"),
    )
    desk = Desk(
        [a, b],
        title="Mayor doubts quarry promise",
        independence=Independence(1, 2, "Ledger states neither date nor outlet"),
    )
    one = "“Given the gaps in the plan, that’s a hard road, and we haven’t closed them in a way that will last,”"
    two = "“But given the gap in the plan, that is a hard road and we have not closed it.”"
    laid = columns(
        (
            a,
            "“||Given|the|gaps|in|the|plan|,|that’s|a|hard|road|,|and|we|haven’t|closed|them|in a way that will last|,|”".split(
                "|"
            ),
        ),
        (b, "“|But|given|the|gap|in|the|plan|,|that is|a|hard|road||and|we|have not|closed|it||.|”".split("|")),
        "sxasxssssasssassasxxas",
    )
    said = When(place(a, "on Friday"), "2021-03-05", "“on Friday”, counted from 2021-03-04")
    first = desk.say(
        "Ada Brook",
        place(a, one),
        place(b, two),
        columns=laid,
        range_=(1, 2),
        named=("Ada Brook", None),
        basis="named right after the words in A; B leaves it open",
    )
    desk.say("Ada Brook", place(a, "that the council would meet again on Friday"), kind="reported", said=said)
    unknown = desk.say(
        None,
        place(a, "“We want the noise to stop,”"),
        basis="“she” may be more than one woman",
        candidates=("Ada Brook", "Vera Dunn"),
    )
    spliced = desk.say("Ada Brook", place(a, "“The trucks are not the problem, the problem is the rail side.”"))
    desk.say("Tomas Hale", place(b, "the trucks would stay"), kind="reported")
    desk.edits.append(
        Edit(
            statement=first.id,
            base_report=a.id,
            other_report=b.id,
            base=place(a, "gaps"),
            other=place(b, "gap"),
            kind="substituted",
            marked=False,
            substantive=True,
            because="“gaps” became “gap”",
        )
    )
    desk.edits.append(
        Edit(
            statement=first.id,
            base_report=a.id,
            other_report=b.id,
            base=place(a, "in a way that will last"),
            other=None,
            kind="clipped-end",
            marked=False,
            substantive=True,
            because="B stops before “in a way that will last”",
        )
    )
    desk.find("altered", b, "Both reports use quotation marks, yet words differ.", place(b, "gap"), statement=first)
    desk.find("clipped", b, "B stops before “in a way that will last”.", place(b, "closed it"), statement=first)
    desk.find("unattributed", a, "“she said” may mean more than one woman.", place(a, "she said"), statement=unknown)
    desk.find("spliced", a, "Nothing else in this report mentions rail.", place(a, "the rail side"), statement=spliced)
    desk.find("boilerplate-removed", a, "A button.", place(a, "Share this"))
    desk.find("headline-unsupported", b, "Nothing in the report says how long.", place(b, "drags on"))
    shared = sorted((place(a, "that’s a hard road"), place(b, "that is a hard road")))
    desk.reuse.append(Reuse(shared[0], shared[1], "quotation", 4, 9.5, "four rare words"))
    desk.families.append(Family("family-1", (a.id, b.id), False, "both carry one quotation; neither says where from"))
    one, two = sorted((a.id, b.id))
    desk.derivations.append(
        Derivation(
            a=one,
            b=two,
            share=0.08,
            certain=False,
            because=("they share 8% of the shorter report's words outside quotation marks",),
            direction="a-to-b" if one == a.id else "b-to-a",
            confidence=0.4,
            evidence=("the passages that they share stand in a fuller text in the first",),
        )
    )
    desk.stories.append(
        Story(
            id="story-1",
            number=1,
            reports=(a.id, b.id),
            shares=("bridge", "harbour"),
            because="2 reports that share: bridge, harbour.",
            title=a.title.value if a.title else None,
        )
    )
    desk.limits.append(
        Limit("comparing reports", "3 runs of words stand in more than 80 reports and proposed no pair.")
    )
    desk.inputs = [
        Input("in/echo.txt", "stored", "", a.id),
        Input("in/ledger.txt", "stored", "", b.id),
        Input("in/ledger copy.txt", "duplicate", "the same text as in/ledger.txt", b.id),
        Input("in/photo.jpg", "rejected", "the file is a picture, not text"),
    ]
    return desk.record()
