"""The collation of a statement for the page: the merged line, the witnesses by reading, and the apparatus."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from markupsafe import Markup
from msgspec import Struct

from onrecord.model import Edit, Record, Report, Span, Statement, Witness
from onrecord.patterns import pattern
from onrecord.record.page.merging import Merging, Unit
from onrecord.record.page.printing import Mark, one_line, printed, shown
from onrecord.record.places import Places
from onrecord.statements.bearing import MISLEADS

# Marks that quotations stand in. A statement's words leave them out; a witness is printed with its own, as a reader met them.
MARKS = "\"'“”„‟‘’‚‛«»‹›「」『』"
_OPENING, _CLOSING = pattern(f"[{MARKS}]\\s?\\Z"), pattern(f"\\s?[{MARKS}]")

_ELLIPSIS = Markup(
    ' <span class="between" role="img" aria-label="words of the report between the pieces are left out">…</span> '
)


class Reading(Struct, frozen=True):
    """What some witnesses have at one point: their letters, how many they are, and their words.

    `absent` says what stands for words where they have none: "nothing", "moved", "starts later" or "stops here".
    """

    sigla: str
    count: int
    words: Markup
    absent: str


class Passage(Struct, frozen=True):
    """One step of the merged line: words that all agree on, or the readings where they differ.

    `alone` is set where only one witness runs; `starting` and `stopping` are the letters of witnesses that begin or have stopped
    here; `spaced` where a space goes before.
    """

    words: Markup
    readings: tuple[Reading, ...]
    alone: bool
    starting: str
    stopping: str
    spaced: bool


class Place(Struct, frozen=True):
    """Where one witness of a row stands: siglum, anchor, offsets as printed, and how to cite it."""

    siglum: str
    anchors: tuple[tuple[str, str], ...]
    citation: str


class Row(Struct, frozen=True):
    """One distinct reading: the witnesses that have it, and their words, printed from the first of them."""

    sigla: str
    count: int
    places: tuple[Place, ...]
    words: Markup
    quoted: bool


class Variant(Struct, frozen=True):
    """One line of the apparatus: the words of the first witness, the other's words, and how they differ."""

    lemma: Markup | None
    reading: Markup | None
    siglum: str
    kind: str
    marked: bool
    because: str
    bears_on: tuple[str, ...]
    severity: int


def compact(sigla: Sequence[str], order: Sequence[str]) -> str:
    """Write sigla short: three or more neighbours in a row as `C–F`."""
    positions = sorted(order.index(siglum) for siglum in sigla)
    parts = []
    for _, group in groupby(enumerate(positions), lambda pair: pair[1] - pair[0]):
        members = [order[position] for _, position in group]
        parts += [f"{members[0]}–{members[-1]}"] if len(members) > 2 else members
    return " ".join(parts)


class Collation:
    """Draws the collation of one statement. Every word is printed from the report whose siglum stands beside it."""

    def __init__(self, record: Record, places: Places, statement: Statement, edits: Iterable[Edit] = ()) -> None:
        self.statement = statement
        own = [edit for edit in edits if edit.statement == statement.id]
        self.edits = [edit for edit in own if edit.substantive]
        # told though no word is changed: marks lost, another speaker, two quotations run together
        self._told = [edit for edit in own if edit.substantive or edit.severity >= MISLEADS]
        self._merging = Merging(statement, places, self.edits)
        self._units = self._merging.units()
        self._places = places
        self._order = [places.siglum(report.id) for report in record.reports]

    def passages(self) -> list[Passage]:
        """Give the merged line: a collation, not a quotation that anyone printed."""
        found: list[Passage] = []
        last: Span | None = None
        for number, unit in enumerate(self._units):
            pieces = unit.pieces(0, self.statement.witnesses[0])
            spaced = not (last and pieces and last.end == pieces[0].start)
            if unit.state == "agreed":
                words = self._print(pieces) if pieces else Markup("")
                found.append(
                    Passage(words, (), False, self._letters(unit.starting), self._letters(unit.stopping), spaced)
                )
            else:
                found.append(self._varied(unit, number, spaced))
            last = pieces[-1] if pieces else None if unit.state != "agreed" else last
        return found

    def _varied(self, unit: Unit, number: int, spaced: bool) -> Passage:
        """Draw a place where readings differ; those that stop or begin beside a lone witness are told within."""
        if unit.state != "alone":
            readings = tuple(self._readings(unit, unit.present))
            return Passage(
                Markup(""), readings, False, self._letters(unit.starting), self._letters(unit.stopping), spaced
            )
        readings = tuple(self._readings(unit, unit.present))
        coming = () if unit.stopping or number + 1 == len(self._units) else self._units[number + 1].starting
        for others, told in ((unit.stopping, "stops here"), (coming, "starts later")):
            if others:
                readings += (Reading(self._letters(others), len(others), Markup(""), told),)
        return Passage(Markup(""), readings, True, "", "", spaced)

    def rows(self) -> list[Row]:
        """Give one row for each distinct reading, in the order of the witnesses."""
        together: dict[tuple[str, ...], list[int]] = {}
        for position, witness in enumerate(self.statement.witnesses):
            report = self._places.report(witness.report)
            together.setdefault((str(witness.quoted), *(span.text(report) for span in witness.spans)), []).append(
                position
            )
        return [self._row(positions) for positions in together.values()]

    def variants(self) -> list[Variant]:
        """Give the apparatus: every edit that changes words or may mislead, the gravest first, and of equals the unmarked ones."""
        return [self._variant(edit) for edit in sorted(self._told, key=lambda edit: (-edit.severity, edit.marked))]

    @property
    def accidentals(self) -> int:
        """Count the places where only case, punctuation, spelling or contraction differ."""
        return sum(column.kind == "accidental" for column in self.statement.columns)

    @property
    def opening(self) -> Markup:
        """Give the quotation mark of the first witness before the merged line."""
        first = self.statement.witnesses[0]
        return self._opening(first.spans[0]) if first.quoted else Markup("")

    @property
    def closing(self) -> Markup:
        """Give the quotation mark of the first witness after the merged line."""
        first = self.statement.witnesses[0]
        return self._closing(first.spans[-1]) if first.quoted else Markup("")

    def _report(self, position: int) -> Report:
        return self._places.report(self.statement.witnesses[position].report)

    def _sigla(self, positions: Iterable[int]) -> list[str]:
        return list(dict.fromkeys(self._places.siglum(self._report(position).id) for position in positions))

    def _letters(self, positions: Iterable[int]) -> str:
        return compact(self._sigla(positions), self._order)

    def _readings(self, unit: Unit, present: Iterable[int]) -> Iterator[Reading]:
        together: dict[tuple[str, ...], list[int]] = {}
        for position in present:
            pieces = unit.pieces(position, self.statement.witnesses[position])
            together.setdefault(tuple(span.text(self._report(position)) for span in pieces), []).append(position)
        for positions in together.values():
            pieces = unit.pieces(positions[0], self.statement.witnesses[positions[0]])
            moved = self._merging.moved(unit, self._report(positions[0]).id)
            absent = "" if pieces else "moved" if moved else "nothing"
            yield Reading(
                self._letters(positions),
                len(self._sigla(positions)),
                self._print(pieces) if pieces else Markup(""),
                absent,
            )

    def _print(self, pieces: Sequence[Span], marks: Sequence[Mark] = ()) -> Markup:
        return _ELLIPSIS.join(self._words(span, marks) for span in pieces)

    def _words(self, span: Span, marks: Sequence[Mark] = (), name: str = "words") -> Markup:
        text = self._places.report(span.report).text
        return Markup('<span class="{}" data-at="{} {} {}">{}</span>').format(
            name, self._places.siglum(span.report), span.start, span.end, printed(text, span.start, span.end, marks)
        )

    def _opening(self, span: Span) -> Markup:
        """Print the quotation mark before a stretch, where there is one; a space may stand between."""
        found = _OPENING.search(self._places.report(span.report).text[max(0, span.start - 2) : span.start])
        return (
            self._words(Span(span.report, span.start - len(found[0]), span.start), name="words quote")
            if found
            else Markup("")
        )

    def _closing(self, span: Span) -> Markup:
        """Print the quotation mark after a stretch, where there is one; a space may stand between."""
        found = _CLOSING.match(self._places.report(span.report).text, span.end)
        return self._words(Span(span.report, span.end, found.end()), name="words quote") if found else Markup("")

    def _row(self, positions: list[int]) -> Row:
        sigla = self._sigla(positions)
        first = self.statement.witnesses[positions[0]]
        return Row(
            compact(sigla, self._order),
            len(sigla),
            tuple(map(self._place, positions)),
            self._reading(first, self._marks(positions[0])),
            first.quoted,
        )

    def _reading(self, witness: Witness, marks: Sequence[Mark]) -> Markup:
        """Print a witness as its report has it, quotation marks and all."""
        if not witness.quoted:
            return self._print(witness.spans, marks)
        return _ELLIPSIS.join(
            self._opening(span) + self._words(span, marks) + self._closing(span) for span in witness.spans
        )

    def _place(self, position: int) -> Place:
        witness, report = self.statement.witnesses[position], self._report(position)
        siglum = self._places.siglum(report.id)
        offsets = [f"{span.start}–{span.end}" for span in witness.spans]
        anchors = tuple((f"{siglum}-{span.start}", offset) for span, offset in zip(witness.spans, offsets, strict=True))
        return Place(siglum, anchors, cite(report, ", ".join(offsets)))

    def _marks(self, position: int) -> list[Mark]:
        """Mark where a witness differs from others, and where it lacks what they have."""
        witness, last = self.statement.witnesses[position], None
        first, final = self._merging.extents[position]
        gaps = {witness.spans[0].start} if first else set()
        marks = []
        for unit in self._units:
            pieces = unit.pieces(position, witness)
            if unit.state != "agreed" and position in unit.present:
                marks += [Mark(span.start, span.end, "variant") for span in pieces]
                gaps |= set() if pieces else {last.end if last else witness.spans[0].start}
            last = pieces[-1] if pieces else last
        if final < len(self.statement.columns) - 1:
            gaps.add(witness.spans[-1].end)
        return [*marks, *(Mark(at, at, "gap") for at in sorted(gaps))]

    def _variant(self, edit: Edit) -> Variant:
        return Variant(
            self._print([edit.base]) if edit.base else None,
            self._print([edit.other]) if edit.other else None,
            self._places.siglum(edit.other_report),
            edit.kind,
            edit.marked,
            edit.because,
            edit.bears_on,
            edit.severity,
        )


def cite(report: Report, offsets: str) -> str:
    """Say where words stand, so that another person finds the very same ones: outlet, date, report, characters, digest."""
    said = {
        "outlet": report.outlet.value if report.outlet else "outlet unknown",
        "date": report.published.value if report.published else "date unknown",
        "title": f"“{report.title.value}”" if report.title else "no headline",
    }
    return one_line(
        f"{said['outlet']}, {said['date']}, {said['title']}, report {report.name}, characters {offsets}, digest {report.id}"
    )


def plain(span: Span, places: Places) -> Markup:
    """Print one stretch of a report without marks."""
    return shown(span.text(places.report(span.report)))
