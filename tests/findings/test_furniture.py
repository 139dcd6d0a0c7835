"""Page furniture is counted, never lost in silence."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from onrecord.language import WHY_LEFT_OUT
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


def test_what_was_left_out_of_a_very_long_report_is_told_once_and_is_no_furniture() -> None:
    report = report_of("Share\nThe bridge is shut.\nIt rains.\nIt snows.", kinds={0: "boilerplate"})
    rest = [replace(block, kind="boilerplate", because=WHY_LEFT_OUT) for block in report.blocks[2:]]
    furniture, left_out = raised("boilerplate-removed", replace(report, blocks=(*report.blocks[:2], *rest)))
    assert furniture.because == "One line of page furniture was set aside and not read as news."
    assert left_out.because == "The report is very long: what stands from here on is kept, but it was not searched."
    assert left_out.spans[0].text(report) == "It rains."
