"""Invented reports and statements for the tests of the findings: every line of a text is a paragraph."""

from __future__ import annotations

import re
from collections.abc import Sequence
from difflib import SequenceMatcher
from itertools import zip_longest
from typing import Any

from onrecord.findings import inspect
from onrecord.findings.pile import Pile, gather
from onrecord.model import (
    UNRESOLVED,
    Block,
    BlockKind,
    Column,
    Edit,
    Finding,
    Independence,
    Report,
    Resolution,
    Span,
    Stated,
    Statement,
    Witness,
)
from tests.known import parse_with_names


def report_of(
    text: str, name: str = "a", title: str | None = None, kinds: dict[int, BlockKind] | None = None
) -> Report:
    """Make a report whose lines are paragraphs; `kinds` gives another kind to a line, `title` stands outside the text."""
    lines = [(match.start(), match.end()) for match in re.finditer(r"\S[^\n]*", text)]
    blocks = tuple(
        Block(Span(name, start, end), (kinds or {}).get(number, "body"), "a line")
        for number, (start, end) in enumerate(lines)
    )
    stated = Stated(title, "field title") if title else None
    return Report(id=name, name=name, text=text, blocks=blocks, title=stated)


def pile_of(*reports: Report, **found: Any) -> Pile:
    """Lay out reports with what else is given: attributions, statements, edits."""
    return gather(
        reports,
        [parse_with_names(report) for report in reports],
        found.get("attributions", ()),
        found.get("statements", ()),
        found.get("edits", ()),
        (),
    )


def inspected(*reports: Report, **found: Any) -> tuple[Finding, ...]:
    """Find all that a person should look at in some reports."""
    return inspect(
        reports,
        [parse_with_names(report) for report in reports],
        found.get("attributions", ()),
        found.get("statements", ()),
        found.get("edits", ()),
        (),
    )


def raised(kind: str, *reports: Report, **found: Any) -> list[Finding]:
    """Give the findings of one kind."""
    return [finding for finding in inspected(*reports, **found) if finding.kind == kind]


def quoted(words: str, speaker: str = "Ines Ruiz", name: str = "a") -> Report:
    """Make a report that is one quotation with its speaker."""
    return report_of(f"“{words}”, {speaker} said.", name)


def said_by(name: str | None, *candidates: str) -> Resolution:
    """Make a resolved speaker, or an open one with its candidates."""
    return Resolution(name, "a test says so", 0.9 if name else 0.0, candidates)


def statement_of(
    reports: Sequence[Report], speakers: Sequence[str | None] = (), marks: Sequence[bool] = ()
) -> Statement:
    """Collate the first quotation of each report word by word against the first report's."""
    spans = [_inside(report) for report in reports]
    witnesses = tuple(
        Witness(report=report.id, attribution=None, spans=(span,), quoted=mark, form="direct", speaker=said_by(speaker))
        for report, span, speaker, mark in zip_longest(
            reports, spans, speakers, marks[: len(reports)] or [True] * len(reports)
        )
    )
    rows = [_words(span, report) for report, span in zip(reports, spans, strict=True)]
    columns = tuple(Column(tuple(readings), "substantive") for readings in _collated(rows, reports))
    return Statement(
        id="s",
        number=1,
        kind="quotation",
        witnesses=witnesses,
        columns=columns,
        edges=(),
        speaker=UNRESOLVED,
        independence=Independence(1, len(reports), "a test"),
    )


def edit(
    kind: str,
    one: Report,
    other: Report,
    ours: str = "",
    theirs: str = "",
    marked: bool = False,
    severity: int = 1,
    bears_on: tuple[str, ...] = (),
) -> Edit:
    """Make an edit between two reports; the words must stand in them. Empty words are a side that has nothing."""

    def at(report: Report, words: str) -> Span | None:
        start = report.text.find(words)
        assert start >= 0
        return report.span(start, start + len(words)) if words else None

    return Edit(
        statement="s",
        base_report=one.id,
        other_report=other.id,
        base=at(one, ours),
        other=at(other, theirs),
        kind=kind,
        marked=marked,
        substantive=True,
        because="a test",
        severity=severity,
        bears_on=bears_on,
    )  # type: ignore[arg-type]


def _inside(report: Report) -> Span:
    return report.span(report.text.index("“") + 1, report.text.index("”"))


def _words(span: Span, report: Report) -> list[Span]:
    return [
        report.span(span.start + match.start(), span.start + match.end())
        for match in re.finditer(r"[\w’']+", span.text(report))
    ]


def _collated(rows: list[list[Span]], reports: Sequence[Report]) -> list[list[Span | None]]:
    """Give a column for every word of the first row, with what the others have there, and one for every word of their own."""
    base = [word.text(reports[0]).lower() for word in rows[0]]
    columns: list[list[Span | None]] = [[word, *[None] * (len(rows) - 1)] for word in rows[0]]
    added: list[tuple[int, list[Span | None]]] = []
    for number, row in enumerate(rows[1:], start=1):
        texts = [word.text(reports[number]).lower() for word in row]
        for tag, i1, i2, j1, j2 in SequenceMatcher(None, base, texts, autojunk=False).get_opcodes():
            for offset in range(j2 - j1):
                if tag == "equal" or (tag == "replace" and offset < i2 - i1):
                    columns[i1 + offset][number] = row[j1 + offset]
                else:
                    added.append((i2, [row[j1 + offset] if place == number else None for place in range(len(rows))]))
    for place, column in reversed(added):
        columns.insert(place, column)
    return columns
