"""The two reports that the project began with, by offsets only: their texts are not ours."""

from __future__ import annotations

from pathlib import Path

import pytest

from onrecord.model import Attribution, Report, Resolution, Statement
from onrecord.reuse import count_independent, find_derivations, find_reuse, group_families
from onrecord.statements import classify_edits, group_statements

SEEDS = Path(__file__).resolve().parents[2] / ".." / "shared" / "seeds"

pytestmark = pytest.mark.shared

# Everything that stands in quotation marks.
QUOTED = {
    "000": [(300, 330), (381, 504), (621, 715), (730, 875), (934, 994), (1196, 1224), (1238, 1441), (2095, 2107)],
    "004": [
        (173, 252),
        (568, 670),
        (938, 1001),
        (1108, 1117),
        (1702, 1803),
        (1906, 1989),
        (2239, 2344),
        (3361, 3412),
        (3589, 3598),
    ],
}


@pytest.fixture(scope="module")
def reports() -> tuple[Report, ...]:
    return tuple(
        Report(id=path.name[:3], name=path.stem, text=path.read_text(encoding="utf-8"))
        for path in sorted(SEEDS.glob("*.txt"))
    )


@pytest.fixture(scope="module")
def found(reports: tuple[Report, ...]) -> tuple[Statement, ...]:
    attributions = [
        Attribution(
            id=f"{report.id}-{start}",
            report=report.id,
            source=(report.span(start, start + 1),),
            cue=(),
            content=(report.span(start, end),),
            quoted=(report.span(start, end),),
            form="direct",
            type="speech",
            origin="test",
            confidence=1.0,
            speaker=Resolution(None, "test"),
        )
        for report in reports
        for start, end in QUOTED[report.id]
    ]
    families = group_families(
        reports, find_derivations(reports, find_reuse(reports, attributions).passages).derivations
    )
    return group_statements(reports, (), attributions, families).statements


def test_two_quotations_are_one_utterance_each_and_all_others_stay_apart(found: tuple[Statement, ...]) -> None:
    joined = {
        frozenset((span.report, span.start) for w in s.witnesses for span in w.spans)
        for s in found
        if len(s.witnesses) > 1
    }
    assert joined == {frozenset({("000", 730), ("004", 568)}), frozenset({("000", 300), ("004", 1702)})}


def test_the_edits_of_the_longer_one_are_told_apart(found: tuple[Statement, ...], reports: tuple[Report, ...]) -> None:
    (statement,) = [s for s in found if s.witnesses[0].spans[0].start == 730]
    edits = [e for e in classify_edits(statement, reports) if e.substantive]
    assert [e.kind for e in edits] == [
        "inserted",
        "substituted",
        "substituted",
        "reordered",
        "substituted",
        "clipped-end",
    ]
    assert not any(e.marked for e in edits)


def test_the_shorter_one_is_clipped_at_both_ends(found: tuple[Statement, ...], reports: tuple[Report, ...]) -> None:
    (statement,) = [s for s in found if s.witnesses[0].spans[0].start == 1702]
    assert [e.kind for e in classify_edits(statement, reports) if e.substantive] == ["clipped-start", "clipped-end"]


def test_the_two_reports_come_to_one_or_two_independent_ones(reports: tuple[Report, ...]) -> None:
    families = group_families(reports, find_derivations(reports, find_reuse(reports, ()).passages).derivations)
    count = count_independent(families, [report.id for report in reports])
    assert (count.low, count.high) == (1, 2)
