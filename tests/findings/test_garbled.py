"""Garbled sentences: one finding for each, with everything that is broken in it."""

from __future__ import annotations

import pytest

from tests.findings.piles import raised, report_of


def test_one_finding_for_a_sentence_lists_all_that_is_broken() -> None:
    report = report_of("The crew left. Mayor Ruiz on Tuesday on Tuesday said that the the bridge was shut.")
    (finding,) = raised("garbled", report)
    assert finding.because == (
        "This sentence is broken as English: “Tuesday on Tuesday” names the day twice and "
        "“the the” is printed twice running."
    )
    assert [span.text(report) for span in finding.spans] == ["Tuesday on Tuesday", "the the"]


def test_a_weak_flaw_alone_is_a_slip_and_no_finding() -> None:
    assert raised("garbled", report_of("“We can not cross,” Ruiz said. The bridge is shut.")) == []


def test_a_weak_flaw_counts_beside_a_strong_one() -> None:
    found = raised("garbled", report_of("“We can not cross,” Ruiz said. The the bridge is shut."))
    assert [finding.because for finding in found] == [
        "This sentence is broken as English: “can not” is written apart.",
        "This sentence is broken as English: “The the” is printed twice running.",
    ]


def test_what_a_program_left_behind_is_told_once() -> None:
    report = report_of("He left for Czech Republic.\nShe came from Czech Republic.\nThey met in Czech Republic.")
    (told,) = raised("garbled", report)
    assert told.because == (
        "“Czech Republic” lacks its “the” in 3 places, as if put in the place of “Czechia”: "
        "a wording changed throughout, as programs that reword texts do."
    )
    assert [span.text(report) for span in told.spans] == ["Czech Republic"] * 3


def test_a_weak_flaw_counts_beside_what_a_program_left_behind() -> None:
    report = report_of(
        "He left for Czech Republic.\nShe came from Czech Republic.\nHe said that White House , was shut."
    )
    assert [finding.because for finding in raised("garbled", report)][1:] == [
        "This sentence is broken as English: “White House” lacks its “the” and “House ,” has a stray space."
    ]


def test_words_repeated_within_quotation_marks_are_the_speakers_art() -> None:
    words = (
        "A new toll zone around the old harbour is a tax, and I say a new toll zone around the old harbour is a crime"
    )
    assert raised("garbled", report_of(f"“{words},” Ruiz said.")) == []


@pytest.mark.parametrize(
    ("sentence", "severity"), [("The the bridge is shut.", 2), ("“We can not cross,” Ruiz said to the crew.", 1)]
)
def test_a_broken_sentence_misleads_more_than_a_slip(sentence: str, severity: int) -> None:
    found = raised("garbled", report_of(f"{sentence}\nA storm had broken the the mast."))
    assert found[0].severity == severity


def test_page_furniture_is_not_judged() -> None:
    assert raised("garbled", report_of("The the menu\nThe bridge is shut.", kinds={0: "boilerplate"})) == []
