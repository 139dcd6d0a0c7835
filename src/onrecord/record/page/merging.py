"""How the witnesses of a statement run together: where they agree, where they differ, who begins later and who stops earlier."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import Literal

from msgspec import Struct

from onrecord.model import Column, Edit, Span, Statement, Witness
from onrecord.record.places import Places

# A gap this many words long at an end is a report that begins later or stops earlier, not a word left out (tried 3 to 5: at 3,
# dropped tags such as "he said" count as cuts; at 5, short sentences that were halved do not).
CUT_WORDS = 4

State = Literal["agreed", "varied", "alone"]


class Unit(Struct, frozen=True):
    """Neighbouring columns that belong together.

    `present` are the witnesses that run here, by position; the others have not begun or have stopped. `alone` means that only one runs.
    `starting` and `stopping` are those that begin, or have just stopped, at this unit.
    """

    state: State
    columns: tuple[Column, ...]
    present: tuple[int, ...]
    starting: tuple[int, ...] = ()
    stopping: tuple[int, ...] = ()

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


class Merging:
    """Splits the columns of one statement into units."""

    def __init__(self, statement: Statement, places: Places, edits: Iterable[Edit]) -> None:
        self.statement, self._places = statement, places
        self._columns = statement.columns
        self.moves = [
            (one, other)
            for edit in edits
            if edit.kind == "reordered" and edit.base and edit.other
            for one, other in ((edit.base, edit.other), (edit.other, edit.base))
        ]
        self.extents = [self._extent(position) for position in range(len(statement.witnesses))]

    def units(self) -> list[Unit]:
        """Give the units in order."""
        grouped = groupby(range(len(self._columns)), self._key)
        bare = [
            Unit(state, tuple(self._columns[at] for at in members), present) for (state, present, _), members in grouped
        ]
        running: tuple[int, ...] = ()
        found = []
        for number, unit in enumerate(bare):
            if self._has_moved(unit.columns):
                found.append(unit)
                continue
            starting = tuple(one for one in unit.present if one not in running) if number else ()
            stopping = tuple(one for one in running if one not in unit.present)
            found.append(Unit(unit.state, unit.columns, unit.present, starting, stopping))
            running = unit.present
        return found

    def moved(self, unit: Unit, report: str) -> bool:
        """Say whether a report without words here has them elsewhere in the statement."""
        here = [span for column in unit.columns for span in column.readings if span]
        return any(there.report == report and one.holds(span) for one, there in self.moves for span in here)

    def _extent(self, position: int) -> tuple[int, int]:
        """Give the first and last column where a witness has words; a gap too short to be a cut does not end it."""
        held = [
            at
            for at, column in enumerate(self._columns)
            if (span := column.readings[position]) and self._letters(span) and not self._has_moved([column])
        ]
        if not held:
            return 0, len(self._columns) - 1
        first = 0 if self._words(self._columns[: held[0]]) < CUT_WORDS else held[0]
        last = len(self._columns) - 1 if self._words(self._columns[held[-1] + 1 :]) < CUT_WORDS else held[-1]
        return first, last

    def _words(self, columns: Sequence[Column]) -> int:
        """Count the words of the fullest witness in some columns."""
        return max(
            (
                sum(len(self._text(span).split()) for column in columns if (span := column.readings[position]))
                for position in range(len(self.statement.witnesses))
            ),
            default=0,
        )

    def _has_moved(self, columns: Iterable[Column]) -> bool:
        return any(one.holds(span) for column in columns for span in column.readings if span for one, _ in self.moves)

    def _key(self, at: int) -> tuple[State, tuple[int, ...], tuple[bool, ...]]:
        column = self._columns[at]
        held = tuple(reading is not None for reading in column.readings)
        if self._has_moved([column]):
            return "varied", tuple(range(len(held))), held
        present = tuple(one for one, (first, last) in enumerate(self.extents) if first <= at <= last)
        if len(present) == 1 and len(held) > 1:
            return "alone", present, ()
        return ("varied", present, held) if self._varies(column, present) else ("agreed", present, ())

    def _varies(self, column: Column, present: Sequence[int]) -> bool:
        """Say whether the witnesses that run here differ in words: one lacks them, or has others."""
        readings = [column.readings[position] for position in present]
        words = {self._letters(span) for span in readings if span}
        if not any(words):
            return False
        return None in readings or 0 not in present or (column.kind == "substantive" and len(words) > 1)

    def _letters(self, span: Span) -> str:
        return "".join(filter(str.isalnum, self._text(span).casefold()))

    def _text(self, span: Span) -> str:
        return span.text(self._places.report(span.report))
