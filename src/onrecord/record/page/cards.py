"""Statement cards: what was said, by whom, in whose words, and what is the matter with it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from markupsafe import Markup
from msgspec import Struct

from onrecord.findings import KINDS, Kind
from onrecord.model import Edit, Finding, Record, Report, Statement
from onrecord.record.page.collation import Collation, Passage, Row, Variant, compact
from onrecord.record.page.dates import readable
from onrecord.record.places import Places
from onrecord.record.rows import ROUTINE, carriers

# Rows of a witness table before the rest is folded away: with five the card still fits a screen.
FIRST_ROWS = 5


class Note(Struct, frozen=True):
    """A finding in the margin: its kind, its sentence, the report it is about and where to look."""

    kind: Kind
    because: str
    siglum: str
    anchor: str
    number: int | None = None
    severity: int = 1


class Card(Struct, frozen=True, kw_only=True):
    """One statement as the page shows it. `alone` is set when a single report carries it; then the card is compact."""

    number: int
    kind: str
    speaker: str | None
    basis: str
    candidates: tuple[str, ...]
    said: str | None
    said_date: str
    said_basis: str
    sigla: str
    reports: int
    independent: str
    rule: str
    opening: Markup
    passages: tuple[Passage, ...]
    closing: Markup
    rows: tuple[Row, ...]
    folded: tuple[Row, ...]
    variants: tuple[Variant, ...]
    accidentals: int
    edges: tuple[str, ...]
    notes: tuple[Note, ...]

    @property
    def alone(self) -> bool:
        """Say whether only one report carries the statement."""
        return self.reports == 1


class Group(Struct, frozen=True):
    """Cards under one heading: those in several reports, then those of each report alone."""

    heading: str
    siglum: str
    cards: tuple[Card, ...]


def count(low: int, high: int) -> str:
    """Write a count that may be a range: `1–2`, or `2` when it is certain."""
    return str(low) if low == high else f"{low}–{high}"


def notes_by_statement(record: Record, places: Places) -> dict[str, list[Note]]:
    """Sort findings to the statements they concern: the one they name, or else those whose words they stand on."""
    owner = {
        witness.attribution: statement.id
        for statement in record.statements
        for witness in statement.witnesses
        if witness.attribution
    }
    said = _places_of_statements(record)
    sorted_in = defaultdict(list)
    for finding in record.findings:
        named = finding.statement or owner.get(finding.attribution or "")
        for statement in [named] if named else _standing_on(finding, said):
            sorted_in[statement].append(note(finding, places))
    return sorted_in


def _places_of_statements(record: Record) -> dict[str, list[tuple[int, int, str]]]:
    """Give for each report where statements stand, in order: start, end, statement."""
    found = defaultdict(list)
    for statement in record.statements:
        for span in (span for witness in statement.witnesses for span in witness.spans):
            found[span.report].append((span.start, span.end, statement.id))
    return {report: sorted(places) for report, places in found.items()}


def _standing_on(finding: Finding, said: dict[str, list[tuple[int, int, str]]]) -> list[str]:
    """Give the statements whose words the place of a finding touches."""
    if not finding.spans or finding.kind in ROUTINE:
        return []
    first = finding.spans[0]
    here = said.get(first.report, [])
    return list(dict.fromkeys(statement for start, end, statement in here if start < first.end and first.start < end))


def note(finding: Finding, places: Places) -> Note:
    """Turn a finding into a note."""
    siglum = places.siglum(finding.report)
    first = finding.spans[0] if finding.spans else None
    anchor = f"{places.siglum(first.report)}-{first.start}" if first else f"r{siglum}"
    return Note(
        KINDS[finding.kind], finding.because, siglum, anchor, places.number(finding.statement), finding.severity
    )


def groups(record: Record, places: Places) -> list[Group]:
    """Put the cards in the order of the page: carried by several reports first, then each report's own in the order of its text."""
    notes = notes_by_statement(record, places)
    edits = defaultdict(list)
    for edit in record.edits:
        edits[edit.statement].append(edit)
    shared, single = [], defaultdict(list)
    for statement in record.statements:
        card = _card(record, places, statement, notes.get(statement.id, ()), edits[statement.id])
        if card.alone:
            single[carriers(statement)[0]].append((statement.witnesses[0].spans[0].start, card))
        else:
            shared.append(card)
    found = [Group("In more than one report", "", tuple(shared))] if shared else []
    for report in record.reports:
        if single[report.id]:
            cards = [card for _, card in sorted(single[report.id], key=lambda pair: (pair[0], pair[1].number))]
            found.append(Group(headline(report), places.siglum(report.id), tuple(cards)))
    return found


def headline(report: Report) -> str:
    """Give a report's headline, or else its name."""
    return report.title.value if report.title else report.name


def _card(record: Record, places: Places, statement: Statement, notes: Iterable[Note], edits: Iterable[Edit]) -> Card:
    collation = Collation(record, places, statement, edits)
    reports, rows = carriers(statement), collation.rows()
    order = [places.siglum(report.id) for report in record.reports]
    said, independence, speaker = statement.said, statement.independence, statement.speaker
    return Card(
        number=statement.number,
        kind=statement.kind,
        speaker=speaker.name,
        basis=speaker.basis,
        candidates=speaker.candidates,
        said=said.date if said else None,
        said_date=readable(said.date) if said and said.date else "",
        said_basis=said.basis if said else "",
        sigla=compact([places.siglum(report) for report in reports], order),
        reports=len(reports),
        independent=count(independence.low, independence.high),
        rule=independence.rule,
        opening=collation.opening,
        closing=collation.closing,
        passages=tuple(collation.passages()) if len(rows) > 1 else (),
        rows=tuple(rows[:FIRST_ROWS]),
        folded=tuple(rows[FIRST_ROWS:]),
        variants=tuple(collation.variants()),
        accidentals=collation.accidentals,
        edges=tuple(
            dict.fromkeys(_edge(edge.a.report, edge.b.report, edge.because, places) for edge in statement.edges)
        ),
        notes=tuple(notes),
    )


def _edge(a: str, b: str, because: str, places: Places) -> str:
    return f"{places.siglum(a)}–{places.siglum(b)}: {because.removesuffix('.')}"
