"""Each report as it was stored: every block, with marks where statements and findings stand and notes in the margin."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import TypeVar

from markupsafe import Markup
from msgspec import Struct

from onrecord.findings import KINDS, Kind
from onrecord.model import Block, Record, Report, Stated, Statement
from onrecord.record.page.cards import headline
from onrecord.record.page.dates import readable
from onrecord.record.page.kinds import BLOCKS, FURNITURE, Flag, flag
from onrecord.record.page.printing import Mark, printed, safe_link
from onrecord.record.places import Places
from onrecord.record.rows import ROUTINE, STATED


class Aside(Struct, frozen=True):
    """A note in the margin of a report: a statement that begins here, or a finding without one."""

    number: int | None
    speaker: str | None
    reported: bool
    kinds: tuple[Kind, ...]
    because: str = ""


class Paragraph(Struct, frozen=True):
    """One block of a report: its kind, whether it is page furniture, its words with marks, and its margin."""

    kind: str
    told: str
    furniture: bool
    because: str
    words: Markup
    asides: tuple[Aside, ...]


class Fact(Struct, frozen=True):
    """Something a report says of itself, readable, with where it was found; the value is None when it does not say."""

    name: str
    value: str | None
    basis: str
    link: str | None = None


class Sheet(Struct, frozen=True):
    """One report for the page."""

    siglum: str
    headline: str
    name: str
    digest: str
    facts: tuple[Fact, ...]
    characters: int
    encoding: str
    language: str | None
    flags: tuple[Flag, ...]
    paragraphs: tuple[Paragraph, ...]


def sheets(record: Record, places: Places) -> list[Sheet]:
    """Give every report with its marks, in the order of the sigla."""
    marks, anchors, asides = _collect(record, places)
    found = []
    for report in record.reports:
        paragraphs = _paragraphs(report, marks[report.id], anchors[report.id], asides[report.id])
        found.append(
            Sheet(
                places.siglum(report.id),
                headline(report),
                report.name,
                report.id,
                tuple(_facts(report)),
                len(report.text),
                report.encoding,
                report.language,
                tuple(map(flag, report.flags)),
                tuple(paragraphs),
            )
        )
    return found


_Marks = dict[str, list[Mark]]
_Anchors = dict[str, dict[int, str]]
_Asides = dict[str, list[tuple[int, Aside]]]


def _collect(record: Record, places: Places) -> tuple[_Marks, _Anchors, _Asides]:
    """Walk the record once and sort what is to be marked by report."""
    marks: _Marks = defaultdict(list)
    anchors: _Anchors = defaultdict(dict)
    asides: _Asides = defaultdict(list)
    kinds: dict[tuple[str, str], list[Kind]] = defaultdict(list)
    for finding in record.findings:
        for span in finding.spans:
            anchors[span.report][span.start] = f"{places.siglum(span.report)}-{span.start}"
        if finding.statement:
            kinds[finding.statement, finding.report].append(KINDS[finding.kind])
        elif finding.kind not in ROUTINE:
            first = finding.spans[0].start if finding.spans else 0
            asides[finding.report].append((first, Aside(None, None, False, (KINDS[finding.kind],), finding.because)))
            if finding.spans:
                marks[finding.report].append(Mark(first, finding.spans[0].end, "flaw"))
    for span in (span for reuse in record.reuse for span in (reuse.a, reuse.b)):
        anchors[span.report][span.start] = f"{places.siglum(span.report)}-{span.start}"
    for statement in record.statements:
        _mark_statement(statement, places, kinds, marks, anchors, asides)
    return marks, anchors, asides


def _mark_statement(
    statement: Statement,
    places: Places,
    kinds: dict[tuple[str, str], list[Kind]],
    marks: _Marks,
    anchors: _Anchors,
    asides: _Asides,
) -> None:
    reported = statement.kind == "reported"
    for witness in statement.witnesses:
        for span in witness.spans:
            name = "said reported" if reported else "said"
            marks[span.report].append(Mark(span.start, span.end, name, f"#s{statement.number}"))
            anchors[span.report][span.start] = f"{places.siglum(span.report)}-{span.start}"
        own = tuple(dict.fromkeys(kinds.get((statement.id, witness.report), ())))
        aside = Aside(statement.number, statement.speaker.name, reported, own)
        asides[witness.report].append((witness.spans[0].start, aside))


def _paragraphs(
    report: Report, marks: Sequence[Mark], anchors: dict[int, str], asides: Sequence[tuple[int, Aside]]
) -> Iterator[Paragraph]:
    """Print the blocks in order, and whatever words stand between them; marks and margins go with the block they stand in."""
    blocks = list(_blocks(report, sorted(anchors)))
    mark_of = _by_block(blocks, [(mark.start, mark.end, mark) for mark in marks])
    aside_of = _by_block(blocks, [(start, start + 1, aside) for start, aside in sorted(asides, key=_first)])
    anchor_of = _by_block(
        blocks, [(start, start + 1, (start, identity)) for start, identity in sorted(anchors.items())]
    )
    before = ("", "")
    for block, held, places, margin in zip(blocks, mark_of, anchor_of, aside_of, strict=True):
        words = printed(report.text, block.span.start, block.span.end, held, dict(places))
        told = BLOCKS[block.kind] if (block.kind, block.because) != before else ""
        before = (block.kind, block.because)
        yield Paragraph(block.kind, told, block.kind in FURNITURE, block.because, words, tuple(margin))


def _first(pair: tuple[int, Aside]) -> int:
    return pair[0]


def _blocks(report: Report, wanted: Sequence[int]) -> Iterator[Block]:
    """Give the blocks in order, and between them whatever else has words or is pointed at, so that nothing is left out."""
    last = 0
    ends = [*sorted(report.blocks, key=lambda block: block.span), None]
    for block in ends:
        start = max(last, block.span.start) if block else len(report.text)
        pointed_at = bisect_left(wanted, last) < bisect_left(wanted, start)
        if last < start and (pointed_at or report.text[last:start].strip()):
            yield Block(report.span(last, start), "body", "stands between blocks")
        if block and block.span.end > start:
            yield Block(report.span(start, block.span.end), block.kind, block.because)
            last = block.span.end


_Item = TypeVar("_Item")


def _by_block(blocks: Sequence[Block], items: Sequence[tuple[int, int, _Item]]) -> list[list[_Item]]:
    """Sort what stands at a place to the block or blocks it stands in."""
    held: list[list[_Item]] = [[] for _ in blocks]
    ends = [block.span.end for block in blocks]
    for start, end, item in items:
        position = bisect_right(ends, start)
        while position < len(blocks) and blocks[position].span.start < end:
            held[position].append(item)
            position += 1
    return held


def _facts(report: Report) -> Iterator[Fact]:
    """Give what the report says of itself; outlet and date are told even when it does not say."""
    for name in STATED:
        stated: Stated | None = getattr(report, name)
        if name == "title" or (stated is None and name not in ("outlet", "published")):
            continue
        label = {"published": "date", "url": "address"}.get(name, name)
        if stated is None:
            yield Fact(label, None, "the report does not say")
        else:
            value = readable(stated.value) if name == "published" else stated.value
            yield Fact(label, value, stated.basis, safe_link(stated.value) if name == "url" else None)
