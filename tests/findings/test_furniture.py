"""Page furniture is counted, never lost in silence."""

from __future__ import annotations

import pytest

from onrecord.model import BlockKind
from tests.findings.piles import raised, report_of


@pytest.mark.parametrize(
    ("kinds", "because"),
    [
        ({0: "boilerplate"}, "One line of page furniture was set aside and not read as news."),
        ({0: "boilerplate", 2: "boilerplate"}, "2 lines of page furniture were set aside and not read as news."),
        ({2: "teaser"}, "One line about another story was set aside and not read as news."),
        (
            {0: "boilerplate", 2: "teaser", 3: "teaser"},
            "One line of page furniture and 2 lines about other stories were set aside and not read as news.",
        ),
    ],
)
def test_lines_that_were_set_aside_are_one_finding(kinds: dict[int, BlockKind], because: str) -> None:
    report = report_of("Share\nThe bridge is shut.\nWhy it rains\nHow it snows", kinds=kinds)
    (finding,) = raised("boilerplate-removed", report)
    assert finding.because == because
    assert finding.spans == tuple(report.blocks[number].span for number in sorted(kinds))


def test_a_report_without_furniture_has_no_finding() -> None:
    assert raised("boilerplate-removed", report_of("The bridge is shut.")) == []
