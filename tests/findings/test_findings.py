"""All findings together: their order, their promises, their weights and signs."""

from __future__ import annotations

from typing import get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from onrecord.findings import KINDS, MOST_OF_A_KIND, inspect, rank, sign_of, weight_of
from onrecord.model import Finding, FindingKind, Report
from tests.findings.piles import edit, inspected, quoted, report_of, statement_of
from tests.known import parse_with_names

MESSY = """Share
The the bridge in Kelmouth was shut on Tuesday, Mayor Ines Ruiz said.
“We can not wait, Ruiz said. There was agreement between myself and the crew.
Okoye said “the quarrel is with the Danish side”."""


def test_every_kind_has_a_function_a_weight_of_its_own_and_a_sign_of_its_own() -> None:
    assert set(KINDS) == set(get_args(FindingKind))
    assert sorted(weight_of(kind) for kind in KINDS) == list(range(1, 11))
    assert len({sign_of(kind) for kind in KINDS}) == len(KINDS)


def test_a_reader_meets_changed_meaning_before_page_furniture() -> None:
    a, b = quoted("We shut the old bridge at noon"), quoted("We shut the big bridge at noon", name="b")
    messy = report_of(MESSY, "c", kinds={0: "boilerplate"})
    found = inspected(
        messy, a, b, statements=[statement_of([a, b])], edits=[edit("substituted", a, b, "old", "big", severity=3)]
    )
    assert [finding.kind for finding in found] == [
        "boilerplate-removed",
        "garbled",
        "marks-broken",
        "garbled",
        "altered",
    ]
    ranked = [finding.kind for finding in rank(found)]
    assert (ranked[0], ranked[-1]) == ("altered", "boilerplate-removed")


def test_what_matters_more_comes_first_and_of_equals_the_weightier_kind() -> None:
    judged = [("garbled", 1), ("altered", 1), ("clipped", 2), ("misattributed", 2), ("altered", 3)]
    findings = [Finding(kind, "a", (), "A test.", severity=severity) for kind, severity in judged]  # type: ignore[arg-type]
    assert [(finding.kind, finding.severity) for finding in rank(findings)] == [
        ("altered", 3),
        ("misattributed", 2),
        ("clipped", 2),
        ("altered", 1),
        ("garbled", 1),
    ]


def test_the_order_is_the_reports_then_the_place() -> None:
    first, second = report_of("The the end.", "z"), report_of("A bridge. The the end.", "a")
    assert [finding.report for finding in inspected(first, second)] == ["z", "a"]


def test_no_reports_no_findings() -> None:
    assert inspect((), (), (), (), (), ()) == ()


def test_a_report_that_could_not_be_parsed_is_passed_over() -> None:
    report = report_of("The the end.")
    assert inspect([report], [], (), (), (), ()) == ()


@settings(max_examples=25)
@given(
    some.lists(
        some.sampled_from(
            [*MESSY.split("\n"), "", "“", "”“", "The", "So that’s it then, is it not?", "🙂 I can not — “"]
        ),
        max_size=7,
    ).map("\n".join)
)
def test_every_span_lies_within_its_report_and_nothing_depends_on_the_run(text: str) -> None:
    report: Report = report_of(text)
    found = inspect([report], [parse_with_names(report)], (), (), (), ())
    assert found == inspect([report], [parse_with_names(report)], (), (), (), ())
    for finding in found:
        assert finding.because.endswith(".") and finding.because[0] == finding.because[0].upper()
        assert all(0 <= span.start < span.end <= len(text) and span.text(report).strip() for span in finding.spans)


@pytest.mark.parametrize(
    ("unpaired", "listed"), [(MOST_OF_A_KIND + 1, MOST_OF_A_KIND + 1), (1_000, MOST_OF_A_KIND + 1)]
)
def test_of_findings_without_end_in_one_report_the_first_are_listed_and_the_rest_counted(
    unpaired: int, listed: int
) -> None:
    report, good = report_of("It “rains now.\n" * unpaired), report_of("It “snows now.", "b")
    found = [one for one in inspected(report, good) if one.kind == "marks-broken"]
    assert [one.report for one in found].count("a") == listed
    assert [one.report for one in found].count("b") == 1, "another report keeps its own"
    more = f"The report has {unpaired - MOST_OF_A_KIND} more places of this kind from here on, too many to list."
    assert (found[MOST_OF_A_KIND].because == more) == (unpaired > MOST_OF_A_KIND + 1)
