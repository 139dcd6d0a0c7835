"""The evaluation plants sentences in memory: the report grows by them and nothing else moves."""

from __future__ import annotations

import pytest
from evaluation.findings import plant

from tests.findings.piles import report_of


@pytest.mark.parametrize(
    ("glued", "lines"),
    [
        (True, ["The bridge is shut. Rovers won.", "The crew left."]),
        (False, ["The bridge is shut.", "Rovers won.", "The crew left."]),
    ],
)
def test_a_planted_sentence_stands_where_it_should(glued: bool, lines: list[str]) -> None:
    report, start = plant(report_of("The bridge is shut.\nThe crew left.", title="Bridge"), 0, "Rovers won.", glued)
    assert report.text[start:].startswith("Rovers won.")
    assert [block.span.text(report) for block in report.blocks] == lines
    assert report.title is not None and report.title.value == "Bridge"
