"""What rows and pages call a report, a statement, a stretch of words."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from onrecord.model import Record, Report, Span, siglum, words_at

Row = dict[str, Any]


class Places:
    """Turns spans of a record into names, sigla and words, each report looked up once."""

    def __init__(self, record: Record) -> None:
        self._reports = {report.id: report for report in record.reports}
        self._sigla = {report.id: siglum(position) for position, report in enumerate(record.reports)}
        self._numbers = {statement.id: statement.number for statement in record.statements}

    def report(self, identity: str) -> Report:
        """Give the report with this `Report.id`. Raises KeyError when there is none."""
        return self._reports[identity]

    def name(self, identity: str | None) -> str | None:
        """Give the name of a report, or None where there is none."""
        return self._reports[identity].name if identity in self._reports else None

    def siglum(self, identity: str) -> str:
        """Give the letter that stands for a report."""
        return self._sigla[identity]

    def number(self, statement: str | None) -> int | None:
        """Give the number of a statement, or None where there is none."""
        return self._numbers.get(statement) if statement else None

    def words(self, spans: Iterable[Span]) -> str | None:
        """Cut the words of several spans of one report; None when there are none."""
        together = tuple(spans)
        return words_at(together, self._reports[together[0].report]) if together else None

    def of(self, identity: str, prefix: str = "") -> Row:
        """Name a report and its siglum."""
        return {f"{prefix}report": self.name(identity), f"{prefix}siglum": self.siglum(identity)}


def by_siglum(letters: str) -> tuple[int, str]:
    """Order sigla as reports stand: A, B … Z, AA, AB …"""
    return len(letters), letters
