"""The top of the page: the five numbers, how much of each report is shared, what needs a look, and when things were said."""

from __future__ import annotations

from collections import Counter, defaultdict

from markupsafe import Markup
from msgspec import Struct

from onrecord.findings import KINDS, Kind
from onrecord.model import Record, Report, Span, Statement
from onrecord.record.page.cards import Note, count, headline, note
from onrecord.record.page.dates import readable
from onrecord.record.page.kinds import FURNITURE
from onrecord.record.page.printing import shown
from onrecord.record.rows import Places, by_siglum, need_a_look

# Characters of a statement on the timeline: about one line, enough to know it again.
_EXCERPT = 110


class Bar(Struct, frozen=True):
    """How much of one report is shared: stretches in thousandths of its length, each with how many others share it."""

    siglum: str
    title: str
    stretches: tuple[tuple[int, int, int], ...]
    percent: int
    others: tuple[str, ...]
    furniture: int


class Entry(Struct, frozen=True):
    """One line of the timeline: a statement or a report, with the words that date it."""

    label: str | None
    words: Markup
    cut: bool
    href: str
    number: int | None
    sigla: tuple[str, ...]
    basis: str


class Day(Struct, frozen=True):
    """One date of the timeline and what belongs to it. `date` is empty for what nobody dates."""

    date: str
    readable: str
    entries: tuple[Entry, ...]


class Matter(Struct, frozen=True):
    """One kind of finding with every place where it was found."""

    kind: Kind
    notes: tuple[Note, ...]


def facts(record: Record) -> list[tuple[str, str, str]]:
    """Give the five numbers: what is counted, the count, and where it leads."""
    independence, looking = record.independence, need_a_look(record)
    return [
        ("reports", str(len(record.reports)), "#reports"),
        ("independent", count(independence.low, independence.high), "#sources"),
        ("statements", str(len(record.statements)), "#statements"),
        ("speakers", str(len(record.speakers)), "#who"),
        ("need a look", str(len(looking)), "#look" if looking else ""),
    ]


def matters(record: Record, places: Places) -> list[Matter]:
    """Group what needs a look by kind, the gravest first."""
    sorted_in = defaultdict(list)
    for finding in need_a_look(record):
        sorted_in[finding.kind].append(note(finding, places))
    for notes in sorted_in.values():
        notes.sort(key=lambda each: (each.number is None, each.number or 0))  # stable: then in the order of the reports
    return [Matter(KINDS[kind], tuple(sorted_in[kind])) for kind in KINDS if kind in sorted_in]


def bars(record: Record, places: Places) -> list[Bar]:
    """Say for each report which stretches other reports share."""
    shared: dict[str, list[tuple[Span, str]]] = defaultdict(list)
    for reuse in record.reuse:
        shared[reuse.a.report].append((reuse.a, reuse.b.report))
        shared[reuse.b.report].append((reuse.b, reuse.a.report))
    return [_bar(report, shared[report.id], places) for report in record.reports]


def _bar(report: Report, shared: list[tuple[Span, str]], places: Places) -> Bar:
    covered = _coverage(shared)
    length = max(len(report.text), 1)
    own = [block.span for block in report.blocks if block.kind not in FURNITURE] or [report.span(0, length)]
    size = max(sum(span.end - span.start for span in own), 1)
    common = sum(max(0, min(end, span.end) - max(start, span.start)) for start, end, _ in covered for span in own)
    stretches = tuple(
        (start * 1000 // length, max(1, -(-end * 1000 // length) - start * 1000 // length), depth)
        for start, end, depth in covered
    )
    others = sorted({places.siglum(other) for _, other in shared}, key=by_siglum)
    furniture = sum(block.kind in FURNITURE for block in report.blocks)
    return Bar(
        places.siglum(report.id),
        headline(report),
        stretches,
        min(100, round(100 * common / size)),
        tuple(others),
        furniture,
    )


def _coverage(shared: list[tuple[Span, str]]) -> list[tuple[int, int, int]]:
    """Cut the shared stretches where their depth changes: start, end, how many other reports share it."""
    changes = sorted(
        [(span.start, 1, other) for span, other in shared] + [(span.end, -1, other) for span, other in shared]
    )
    found, open_now, last = [], Counter[str](), 0
    for offset, step, other in changes:
        depth = sum(open_now[each] > 0 for each in open_now)
        if depth and offset > last:
            found.append((last, offset, depth))
        open_now[other] += step
        last = offset
    return found


def timeline(record: Record, places: Places) -> list[Day]:
    """Put statements and reports on the dates the reports give them; what is undated comes last."""
    days: dict[str, list[Entry]] = defaultdict(list)
    for report in record.reports:
        if report.published:
            siglum = places.siglum(report.id)
            days[report.published.value[:10]].append(
                Entry(
                    None,
                    shown(headline(report)),
                    False,
                    f"#r{siglum}",
                    None,
                    (siglum,),
                    f"published {readable(report.published.value)}: {report.published.basis}",
                )
            )
    undated = []
    for statement in record.statements:
        if statement.said and statement.said.date:
            days[statement.said.date[:10]].append(_entry(statement, places))
        else:
            undated.append(_entry(statement, places))
    dated = [Day(date, readable(date), tuple(days[date])) for date in sorted(days)]
    return [*dated, Day("", "undated", tuple(undated))] if undated else dated


def _entry(statement: Statement, places: Places) -> Entry:
    first = statement.witnesses[0].spans[0]
    words = first.text(places.report(first.report))
    cut = len(words) > _EXCERPT
    if cut:
        space = words.rfind(" ", _EXCERPT // 2, _EXCERPT)
        words = words[: space if space > 0 else _EXCERPT]
    sigla = sorted({places.siglum(witness.report) for witness in statement.witnesses}, key=by_siglum)
    return Entry(
        statement.speaker.name or "unknown",
        shown(words),
        cut or len(statement.witnesses[0].spans) > 1,
        f"#s{statement.number}",
        statement.number,
        tuple(sigla),
        statement.said.basis if statement.said else "",
    )
