"""The top of the page: the five numbers, how much of each report is shared, what needs a look, and when things were said."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from itertools import groupby

from markupsafe import Markup
from msgspec import Struct

from onrecord.findings import KINDS, Kind, weight_of
from onrecord.model import Record, Report, Span, Statement
from onrecord.record.page.cards import Note, count, headline, note
from onrecord.record.page.collation import MARKS
from onrecord.record.page.dates import readable
from onrecord.record.page.kinds import FURNITURE, Flag, flag
from onrecord.record.page.printing import shown
from onrecord.record.places import Places, by_siglum
from onrecord.record.rows import need_a_look

# Characters of a statement on the timeline: about one line, enough to know it again.
_EXCERPT = 110

# Characters of the words that a finding is about: about one line of a column, enough to see what is meant.
_LINE = 62

# Findings listed for each kind before the rest is folded away: all kinds then fit on about one screen.
FIRST_MATTERS = 4


class Bar(Struct, frozen=True):
    """How much of one report is shared: stretches in thousandths of its length, each with how many others share it."""

    siglum: str
    title: str
    stretches: tuple[tuple[int, int, int], ...]
    percent: int
    others: tuple[str, ...]
    furniture: int
    flags: tuple[Flag, ...]


class Entry(Struct, frozen=True):
    """One line of the timeline: a statement or a report, with the words that date it."""

    label: str | None
    words: Markup
    cut: bool
    anchor: str
    number: int | None
    sigla: tuple[str, ...]
    basis: str


class Day(Struct, frozen=True):
    """One date of the timeline and what belongs to it. `date` is empty for what nobody dates."""

    date: str
    readable: str
    entries: tuple[Entry, ...]


class Spot(Struct, frozen=True):
    """Words that need a look, and everything of one kind that was found about them; `cut` when they go on."""

    words: Markup
    cut: bool
    notes: tuple[Note, ...]


class Matter(Struct, frozen=True):
    """One kind of finding with every place where it was found, the first few and the rest."""

    kind: Kind
    number: int
    first: tuple[Spot, ...]
    rest: tuple[Spot, ...]
    hidden: int


def facts(record: Record) -> list[tuple[str, str, str]]:
    """Give the five numbers: what is counted, the count, and where it leads."""
    independence, looking = record.independence, need_a_look(record)
    return [
        ("reports", str(len(record.reports)), "reports"),
        ("independent", count(independence.low, independence.high), "sources"),
        ("statements", str(len(record.statements)), "statements"),
        ("speakers", str(len(record.speakers)), "who"),
        ("need a look", str(len(looking)), "look" if looking else ""),
    ]


def titled_by(record: Record, places: Places) -> tuple[str, bool]:
    """Say whose headline the record bears, and whether that headline is one that its own report does not bear out."""
    for report in record.reports:
        if report.title and report.title.value == record.title:
            doubted = any(each.kind == "headline-unsupported" and each.report == report.id for each in record.findings)
            return places.siglum(report.id), doubted
    return "", False


def matters(record: Record, places: Places) -> list[Matter]:
    """Group what needs a look by kind, and within a kind by the words it is about; the gravest first in both."""
    openings = {each.number: each.witnesses[0].spans[0] for each in record.statements}
    sorted_in = defaultdict(list)
    for finding in need_a_look(record):
        made = note(finding, places)
        about = openings.get(made.number or 0) or next(iter(finding.spans), None)
        sorted_in[finding.kind].append((made, about))
    kinds = sorted(sorted_in, key=lambda kind: (-max(made.severity for made, _ in sorted_in[kind]), -weight_of(kind)))
    return [_matter(KINDS[kind], sorted_in[kind], places) for kind in kinds]


def _matter(kind: Kind, found: list[tuple[Note, Span | None]], places: Places) -> Matter:
    worst: dict[int | None, int] = {}  # statements stay whole, each where its gravest finding belongs
    for made, _ in found:
        worst[made.number] = max(made.severity, worst.get(made.number, 0))

    def rank(pair: tuple[Note, Span | None]) -> tuple[int, bool, int]:
        number = pair[0].number
        return -(worst[number] if number else pair[0].severity), number is None, number or 0

    found = sorted(found, key=rank)  # stable: reports in order
    first, rest = found[:FIRST_MATTERS], found[FIRST_MATTERS:]
    return Matter(kind, len(found), tuple(_spots(first, places)), tuple(_spots(rest, places)), len(rest))


def _spots(found: Iterable[tuple[Note, Span | None]], places: Places) -> Iterator[Spot]:
    """Put together what is about the same words; a finding that is about no words, or that quotes them itself, goes without."""
    for about, group in groupby(found, key=lambda pair: pair[1]):
        notes = tuple(made for made, _ in group)
        whole = about.text(places.report(about.report)) if about else ""
        if whole.strip(MARKS) not in notes[0].because:
            words, cut = _excerpt(whole, _LINE)
            yield Spot(shown(words), cut, notes)
        else:
            yield from (Spot(shown(""), False, (each,)) for each in notes)


def _excerpt(words: str, size: int) -> tuple[str, bool]:
    """Give the beginning of some words, whole words as far as there are any, and whether they go on."""
    if len(words) <= size:
        return words, False
    space = words.rfind(" ", size // 2, size)
    return words[: space if space > 0 else size], True


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
        tuple(one for one in map(flag, report.flags) if one.grave),
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
                    f"r{siglum}",
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
    words, cut = _excerpt(first.text(places.report(first.report)), _EXCERPT)
    sigla = sorted({places.siglum(witness.report) for witness in statement.witnesses}, key=by_siglum)
    return Entry(
        statement.speaker.name or "unknown",
        shown(words),
        cut or len(statement.witnesses[0].spans) > 1,
        f"s{statement.number}",
        statement.number,
        tuple(sigla),
        statement.said.basis if statement.said else "",
    )
