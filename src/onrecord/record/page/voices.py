"""The table of who said what in which report."""

from __future__ import annotations

from collections import defaultdict

from msgspec import Struct

from onrecord.model import Record
from onrecord.record.places import Places


class Cell(Struct, frozen=True):
    """One statement in the table of who said what; `open` when this report itself does not name the speaker."""

    number: int
    open: bool
    signs: tuple[tuple[str, str], ...]


class Voice(Struct, frozen=True):
    """A speaker's row in the table: the statements in each report, in the order of the sigla."""

    speaker: str | None
    speaks_for: str | None
    cells: tuple[tuple[Cell, ...], ...]
    number: int


def voices(record: Record, places: Places, notes: dict[str, list[tuple[str, str, str]]]) -> list[Voice]:
    """Give a row for each speaker, those with the most statements first, the unknown last. `notes` holds siglum, sign and word."""
    said: dict[str | None, dict[str, list[Cell]]] = defaultdict(lambda: defaultdict(list))
    numbers: dict[str | None, set[int]] = defaultdict(set)
    for statement in record.statements:
        numbers[statement.speaker.name].add(statement.number)
        for witness in {witness.report: witness for witness in reversed(statement.witnesses)}.values():
            siglum = places.siglum(witness.report)
            signs = dict.fromkeys((sign, word) for where, sign, word in notes.get(statement.id, ()) if where == siglum)
            unnamed = witness.speaker.name is None and statement.speaker.name is not None
            said[statement.speaker.name][siglum].append(Cell(statement.number, unnamed, tuple(signs)))
    order = sorted(said, key=lambda name: (name is None, -len(numbers[name]), name or ""))
    sigla = [places.siglum(report.id) for report in record.reports]
    masters = {speaker.name: speaker.speaks_for for speaker in record.speakers}
    return [
        Voice(
            name,
            masters.get(name or ""),
            tuple(tuple(sorted(said[name].get(siglum, []), key=lambda cell: cell.number)) for siglum in sigla),
            len(numbers[name]),
        )
        for name in order
    ]
