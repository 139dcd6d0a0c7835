"""The labels of altered quotations: places and judgements, never a report's words; and what the evaluation counts."""

from __future__ import annotations

import json

import pytest
from evaluation.alterations import CHANGES, HARMLESS, LABELS, compare

from onrecord.model import Report

JUDGEMENTS = {"changed", "wording", "other utterance"}
CLASSES = {
    "negation",
    "modality",
    "number",
    "name",
    "tense",
    "person",
    "question",
    "omitted",
    "inserted",
    "substituted",
}


def test_labels_hold_places_and_judgements_only() -> None:
    labels = [json.loads(line) for line in LABELS.read_text(encoding="utf-8").splitlines()]
    assert len(labels) >= 60
    for label in labels:
        assert set(label) <= {"data", "a", "a_span", "b", "b_span", "judgement", "class"}
        assert label["judgement"] in JUDGEMENTS and label["data"] in {"newscluster", "polnear"}
        assert ("class" in label) == (label["judgement"] == "changed") and label.get("class", "omitted") in CLASSES
        assert all(0 <= start < end for start, end in (label["a_span"], label["b_span"]))


@pytest.mark.parametrize(
    ("words", "name", "altered"),
    [
        ("We think the bridge is safe for all", "negation put in", "We think the bridge is not safe for all"),
        ("We think the bridge is not safe at all", "negation left out", "We think the bridge is safe at all"),
        ("It cost us 45 crowns to build", "another number", "It cost us 85 crowns to build"),
        ("We heard that Okoye left the yard", "another name", "We heard that Lindqvist left the yard"),
    ],
)
def test_a_change_is_planted(words: str, name: str, altered: str) -> None:
    assert CHANGES[name].make(words) == altered


def test_a_harmless_change_is_planted() -> None:
    assert HARMLESS["a contraction opened"]("They didn’t sail") == "They did not sail"


def test_two_quotations_are_compared_the_longer_one_first() -> None:
    one = Report(id="a", name="a", text="“We will open the bridge before spring.”")
    two = Report(id="b", name="b", text="“We will never open the bridge before spring.”")
    edits, findings = compare([one.span(1, 39), two.span(1, 45)], [one, two])
    assert [(edit.kind, edit.base_report, edit.bears_on) for edit in edits] == [("omitted", "b", ("negation",))]
    assert [finding.severity for finding in findings] == [3]
