"""A record made by hand in which one text stands in every place where reports are heard: for attacks on what prints it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from typing import get_args

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
    InputState,
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

# A text that no place can mistake for anything else: it has a control character and a joined letter, as attacks may.
BENIGN = "plain \x1b words a\u200bb"

KINDS: tuple[FindingKind, ...] = get_args(FindingKind)
BLOCKS: tuple[BlockKind, ...] = get_args(BlockKind)
STATES: tuple[InputState, ...] = get_args(InputState)


def hostile_record(texts: Sequence[str]) -> Record:
    """Make a record of two reports for each text, with the text in every place that a report, a file name or a reason can reach."""
    pairs = [(_report(text, number, "a"), _report(text, number, "b")) for number, text in enumerate(texts)]
    reports = tuple(report for pair in pairs for report in pair)
    told = list(zip(texts, pairs, strict=True))
    statements = tuple(
        statement for number, (text, pair) in enumerate(told) for statement in _statements(text, pair, 3 * number + 1)
    )
    return Record(
        title=texts[0],
        reports=reports,
        inputs=tuple(one for number, text in enumerate(texts) for one in _inputs(text, reports[2 * number].id)),
        attributions=tuple(_attributions(statements)),
        speakers=tuple(
            Speaker(f"speaker-{number}", text, "person", (text,), text)
            for number, text in enumerate(dict.fromkeys(texts))
        ),
        statements=statements,
        edits=tuple(_edit(text, statement) for text, statement in zip(texts, statements[::3], strict=True)),
        reuse=tuple(Reuse(_words(a), _words(b), "edited", 3, 2.5, f"both have “{text}”") for text, (a, b) in told),
        families=tuple(Family(f"family-{a.id}", (a.id, b.id), False, text) for text, (a, b) in told),
        independence=Independence(1, len(reports), texts[-1]),
        findings=tuple(finding for text, pair in told for finding in _findings(text, pair)),
        provenance=Provenance("0", "by hand"),
        derivations=tuple(_derivation(text, pair) for text, pair in told),
        stories=tuple(
            Story(id=f"story-{at}", number=at + 1, reports=(a.id, b.id), shares=(text,), because=text, title=text)
            for at, (text, (a, b)) in enumerate(told)
        ),
        limits=tuple(Limit(text, text) for text in texts),
    )


def _report(text: str, number: int, letter: str) -> Report:
    """Make a report whose every block and every word about itself is the text."""
    identity = hashlib.sha256(f"{number} {letter} {text}".encode("utf-8", "replace")).hexdigest()[:16]
    parts = [f"{text} {kind}" for kind in BLOCKS]
    blocks, start = [], 0
    for kind, part in zip(BLOCKS, parts, strict=True):
        blocks.append(Block(Span(identity, start, start + len(part)), kind, text))
        start += len(part) + 2
    stated = Stated(text, text)
    return Report(
        id=identity,
        name=f"{text}{letter}",
        text="\n\n".join(parts),
        blocks=tuple(blocks),
        title=stated,
        outlet=stated,
        published=stated,
        byline=stated,
        agency=stated,
        url=stated,
        language=text,
        encoding=text,
        flags=(text, "partial", "deceptive-text"),
    )


def _words(report: Report, kind: BlockKind = "body") -> Span:
    return next(block.span for block in report.blocks if block.kind == kind)


def _statements(text: str, pair: tuple[Report, Report], number: int) -> Iterator[Statement]:
    """Make a statement that both reports carry, one that only one does, and one of a speaker who stays unknown."""
    named, open_ = Resolution(text, text, 0.9), Resolution(None, text, 0.0, (text, text))
    said = When(_words(pair[0]), text, text)
    both = [_words(report) for report in pair]
    yield _statement(number, both, named, said)
    yield _statement(number + 1, [_words(pair[0], "caption")], named, None)
    yield _statement(number + 2, [_words(pair[1], "list")], open_, said)


def _statement(number: int, spans: list[Span], speaker: Resolution, said: When | None) -> Statement:
    witnesses = tuple(
        Witness(
            report=span.report,
            attribution=f"t{number}-{at}",
            spans=(span,),
            quoted=at == 0,
            form="direct",
            speaker=speaker,
        )
        for at, span in enumerate(spans)
    )
    return Statement(
        id=f"statement-{number}",
        number=number,
        kind="quotation",
        witnesses=witnesses,
        columns=(Column(tuple(spans), "substantive"),),
        edges=tuple(Edge(spans[0], other, 9.5, speaker.basis) for other in spans[1:]),
        speaker=speaker,
        independence=Independence(1, 2, speaker.basis),
        said=said,
    )


def _attributions(statements: Sequence[Statement]) -> Iterator[Attribution]:
    for statement in statements:
        for witness in statement.witnesses:
            yield Attribution(
                id=str(witness.attribution),
                report=witness.report,
                source=witness.spans,
                cue=witness.spans,
                content=witness.spans,
                quoted=witness.spans,
                form="direct",
                type="speech",
                origin=statement.speaker.basis,
                confidence=0.5,
                speaker=witness.speaker,
            )


def _edit(text: str, statement: Statement) -> Edit:
    base, other = (witness.spans[0] for witness in statement.witnesses)
    return Edit(
        statement=statement.id,
        base_report=base.report,
        other_report=other.report,
        base=base,
        other=other,
        kind="substituted",
        marked=False,
        substantive=True,
        because=f"“{text}” became “{text}”",
        severity=3,
    )


def _derivation(text: str, pair: tuple[Report, Report]) -> Derivation:
    a, b = sorted(report.id for report in pair)
    return Derivation(
        a=a, b=b, share=0.5, certain=False, because=(text,), direction="a-to-b", confidence=0.5, evidence=(text,)
    )


def _findings(text: str, pair: tuple[Report, Report]) -> Iterator[Finding]:
    for number, kind in enumerate(KINDS):
        report = pair[number % 2]
        yield Finding(
            kind, report.id, (_words(report, BLOCKS[number % len(BLOCKS)]),), f"{text}: “{text}”", severity=number % 4
        )


def _inputs(text: str, report: str) -> Iterator[Input]:
    for state in STATES:
        stored = state == "stored"
        yield Input(
            f"{text}/{text}.txt:3", state, "" if stored else text, report if stored else None, "" if stored else text
        )
