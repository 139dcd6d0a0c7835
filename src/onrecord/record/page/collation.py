"""The collation of a statement for the page: the merged line, the witnesses by reading, and the apparatus."""
from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from markupsafe import Markup
from msgspec import Struct

from onrecord.model import Column, Edit, Record, Report, Span, Statement, Witness
from onrecord.record.page.printing import Mark, one_line, printed, shown
from onrecord.record.rows import Places

# A gap this many words long at an end is a report that stops early, not a word left out (tried 3 to 5: at 3, dropped tags
# such as "he said" count as cuts; at 5, short sentences that were halved do not).
_CUT_WORDS = 4

# Marks that quotations stand in. A statement's words leave them out; a witness is printed with its own, as a reader met them.
_MARKS = "[\"'“”„‟‘’‚‛«»‹›「」『』]"
_OPENING, _CLOSING = re.compile(_MARKS + r"\s?\Z"), re.compile(r"\s?" + _MARKS)

_ELLIPSIS = Markup(' <span class="between" role="img" aria-label="words of the report between the pieces are left out">…</span> ')


class Reading(Struct, frozen=True):
    """What some witnesses have at one point: their letters, how many they are, and their words.

    `absent` is set when they have none: "nothing", "moved", "starts later" or "stops here".
    """

    sigla: str
    count: int
    words: Markup
    absent: str


class Passage(Struct, frozen=True):
    """One step of the merged line: words that all agree on, or the readings where they differ.

    `cut` is set where a witness begins later or ends earlier than the others; `spaced` where a space goes before.
    """

    words: Markup
    readings: tuple[Reading, ...]
    cut: bool
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


class Unit(Struct, frozen=True):
    """Columns that belong together on the page: all agreeing, or all differing in the same way."""

    differs: bool
    columns: tuple[Column, ...]

    def pieces(self, position: int, witness: Witness) -> list[Span]:
        """Join one witness's words here into as few stretches of its report as they really form."""
        joined: list[Span] = []
        for span in (column.readings[position] for column in self.columns):
            if span is None:
                continue
            last = joined[-1] if joined else None
            whole = Span(span.report, last.start, span.end) if last and last.end <= span.start else None
            if whole and any(piece.holds(whole) for piece in witness.spans):
                joined[-1] = whole
            else:
                joined.append(span)
        return joined


def units(columns: Sequence[Column]) -> list[Unit]:
    """Group neighbouring columns: those that agree, and those where the same witnesses have words."""
    def key(column: Column) -> tuple[bool, tuple[bool, ...]]:
        differs = column.kind == "substantive"
        return differs, tuple(reading is not None for reading in column.readings) if differs else ()

    return [Unit(differs, tuple(members)) for (differs, _), members in groupby(columns, key)]


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
        self.edits = [edit for edit in edits if edit.substantive and edit.statement == statement.id]
        self.units = units(statement.columns)
        self._record, self._places = record, places
        self._order = [places.siglum(report.id) for report in record.reports]

    def passages(self) -> list[Passage]:
        """Give the merged line: a collation, not a quotation that anyone printed."""
        found: list[Passage] = []
        last: Span | None = None
        words_at = [position for position, unit in enumerate(self.units) if not unit.differs and self._has_words(unit)]
        for position, unit in enumerate(self.units):
            pieces = unit.pieces(0, self.statement.witnesses[0])
            touching = bool(last and pieces and last.end == pieces[0].start)
            if unit.differs:
                edge = self._edge(unit, position, words_at)
                found.append(Passage(Markup(""), tuple(self._readings(unit, edge)), bool(edge), not touching))
            elif pieces:
                found.append(Passage(self._print(pieces), (), False, not touching))
            last = pieces[-1] if pieces else None if unit.differs else last
        return found

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

    def rows(self) -> list[Row]:
        """Give one row for each distinct reading, in the order of the witnesses."""
        together: dict[tuple[str, ...], list[int]] = {}
        for position, witness in enumerate(self.statement.witnesses):
            report = self._places.report(witness.report)
            together.setdefault((str(witness.quoted), *(span.text(report) for span in witness.spans)), []).append(position)
        return [self._row(positions) for positions in together.values()]

    def variants(self) -> list[Variant]:
        """Give the apparatus: every edit that changes words, unmarked ones first."""
        return [self._variant(edit) for edit in sorted(self.edits, key=lambda edit: edit.marked)]

    @property
    def accidentals(self) -> int:
        """Count the places where only case, punctuation, spelling or contraction differ."""
        return sum(column.kind == "accidental" for column in self.statement.columns)

    def _report(self, position: int) -> Report:
        return self._places.report(self.statement.witnesses[position].report)

    def _sigla(self, positions: Iterable[int]) -> list[str]:
        return list(dict.fromkeys(self._places.siglum(self._report(position).id) for position in positions))

    def _has_words(self, unit: Unit) -> bool:
        spans = [span for column in unit.columns for span in column.readings if span]
        return any(any(map(str.isalnum, span.text(self._places.report(span.report)))) for span in spans)

    def _edge(self, unit: Unit, position: int, words_at: list[int]) -> str:
        """Say what a witness without words does here: it begins later, stops earlier, or (empty) just lacks them."""
        if not words_at or words_at[0] < position < words_at[-1] or self._longest(unit) < _CUT_WORDS:
            return ""
        return "starts later" if position < words_at[0] else "stops here"

    def _longest(self, unit: Unit) -> int:
        """Count the words of the longest reading."""
        return max(sum(len(span.text(self._report(position)).split()) for span in unit.pieces(position, witness))
                   for position, witness in enumerate(self.statement.witnesses))

    def _readings(self, unit: Unit, edge: str) -> Iterator[Reading]:
        together: dict[tuple[str, ...], list[int]] = {}
        for position, witness in enumerate(self.statement.witnesses):
            pieces = unit.pieces(position, witness)
            together.setdefault(tuple(span.text(self._report(position)) for span in pieces), []).append(position)
        for positions in together.values():
            sigla = self._sigla(positions)
            pieces = unit.pieces(positions[0], self.statement.witnesses[positions[0]])
            absent = "" if pieces else edge or ("moved" if self._moved(unit, self._report(positions[0]).id) else "nothing")
            yield Reading(compact(sigla, self._order), len(sigla), self._print(pieces) if pieces else Markup(""), absent)

    def _moved(self, unit: Unit, report: str) -> bool:
        """Say whether a report without words here has them elsewhere in the statement."""
        here = [span for column in unit.columns for span in column.readings if span]
        sides = [pair for edit in self.edits if edit.kind == "reordered" and edit.base and edit.other
                 for pair in ((edit.base, edit.other), (edit.other, edit.base))]
        return any(there.report == report and one.holds(span) for one, there in sides for span in here)

    def _print(self, pieces: Sequence[Span], marks: Sequence[Mark] = ()) -> Markup:
        return _ELLIPSIS.join(self._words(span, marks) for span in pieces)

    def _words(self, span: Span, marks: Sequence[Mark] = (), name: str = "words") -> Markup:
        text = self._places.report(span.report).text
        return Markup('<span class="{}" data-at="{} {} {}">{}</span>').format(
            name, self._places.siglum(span.report), span.start, span.end, printed(text, span.start, span.end, marks))

    def _opening(self, span: Span) -> Markup:
        """Print the quotation mark before a stretch, where there is one; a space may stand between."""
        found = _OPENING.search(self._places.report(span.report).text[max(0, span.start - 2) : span.start])
        return self._words(Span(span.report, span.start - len(found[0]), span.start), name="words quote") if found else Markup("")

    def _closing(self, span: Span) -> Markup:
        """Print the quotation mark after a stretch, where there is one; a space may stand between."""
        found = _CLOSING.match(self._places.report(span.report).text, span.end)
        return self._words(Span(span.report, span.end, found.end()), name="words quote") if found else Markup("")

    def _row(self, positions: list[int]) -> Row:
        sigla = self._sigla(positions)
        first = self.statement.witnesses[positions[0]]
        return Row(compact(sigla, self._order), len(sigla), tuple(map(self._place, positions)),
                   self._reading(first, self._marks(positions[0])), first.quoted)

    def _reading(self, witness: Witness, marks: Sequence[Mark]) -> Markup:
        """Print a witness as its report has it, quotation marks and all."""
        if not witness.quoted:
            return self._print(witness.spans, marks)
        return _ELLIPSIS.join(
            self._opening(span) + self._words(span, marks) + self._closing(span) for span in witness.spans)

    def _place(self, position: int) -> Place:
        witness, report = self.statement.witnesses[position], self._report(position)
        siglum = self._places.siglum(report.id)
        offsets = [f"{span.start}–{span.end}" for span in witness.spans]
        anchors = tuple((f"{siglum}-{span.start}", offset) for span, offset in zip(witness.spans, offsets, strict=True))
        return Place(siglum, anchors, cite(report, ", ".join(offsets)))

    def _marks(self, position: int) -> list[Mark]:
        witness, last = self.statement.witnesses[position], None
        marks = []
        for unit in self.units:
            pieces = unit.pieces(position, witness)
            if unit.differs:
                at = last.end if last else witness.spans[0].start
                marks += [Mark(span.start, span.end, "variant") for span in pieces] or [Mark(at, at, "gap")]
            last = pieces[-1] if pieces else last
        return marks

    def _variant(self, edit: Edit) -> Variant:
        return Variant(
            self._print([edit.base]) if edit.base else None, self._print([edit.other]) if edit.other else None,
            self._places.siglum(edit.other_report), edit.kind, edit.marked, edit.because)


def cite(report: Report, offsets: str) -> str:
    """Say where words stand, so that another person finds the very same ones: outlet, date, report, characters, digest."""
    said = {
        "outlet": report.outlet.value if report.outlet else "outlet unknown",
        "date": report.published.value if report.published else "date unknown",
        "title": f"“{report.title.value}”" if report.title else "no headline",
    }
    return one_line(f"{said['outlet']}, {said['date']}, {said['title']}, report {report.name}, characters {offsets}, digest {report.id}")


def plain(span: Span, places: Places) -> Markup:
    """Print one stretch of a report without marks."""
    return shown(span.text(places.report(span.report)))
