"""The evaluation plants sentences in memory, where the report grows by them and nothing else moves; its labels hold no text."""

from __future__ import annotations

import json

import pytest
from evaluation.findings import ALONE, LABELS, forty, plant, read_labels

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


def test_the_labels_hold_places_and_judgements_and_no_text() -> None:
    for line in LABELS.read_text(encoding="utf-8").splitlines():
        label = json.loads(line)
        assert set(label) == {"kind", "report", "span", "right", "because"} and label["kind"] in ALONE
        assert "\n" not in label["because"] and len(label["because"]) < 90


def test_each_finding_is_judged_once() -> None:
    assert len(read_labels()) == len(LABELS.read_text(encoding="utf-8").splitlines())


def test_the_reports_that_are_read_do_not_depend_on_their_order() -> None:
    names = [f"report {number}" for number in range(100)]
    assert len(forty(names)) == 40 and forty(names) == forty(names[::-1])
