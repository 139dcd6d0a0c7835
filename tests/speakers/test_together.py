"""Sources of several: all of their names or none, never one of several; and names that close a description."""

from __future__ import annotations

import pytest

from tests.speakers.marked import names, resolved


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("[[candidates Pavel Kolar and Sen. Irena Birch (R-Ohio)]] both urged calm.", "Pavel Kolar and Irena Birch"),
        ("[[Both Polish President Pavel Kolar and Prime Minister Ada Birch]] urged calm.", "Pavel Kolar and Ada Birch"),
        (
            "[[Large banks Barclays (BCS), Goldman Sachs (GS) and Citigroup (C), plus oil giant Shell (SHL)]], urged calm.",
            "Barclays, Goldman Sachs, Citigroup and Shell",
        ),
        ("[[Pavel Kolar, head of Apple and Google]], urged calm.", "Pavel Kolar"),
        # a soft hyphen is no part of a name
        ("[[Both President Park \u00adGeun-soo and Minister Ada Birch]] urged calm.", "Park Geun-soo and Ada Birch"),
    ],
)
def test_several_in_a_row_are_all_named(text: str, expected: str) -> None:
    assert names(text) == [expected]


@pytest.mark.parametrize(
    ("text", "candidates"),
    [
        ("[[Pavel Kolar and Ada Birch, plus two teachers]], urged calm.", ("Pavel Kolar", "Ada Birch")),
        ("[[Pavel Kolar, a teacher, and others]] urged calm.", ("Pavel Kolar",)),
        ("[[Pavel Kolar, head of a school in Ohio, and other teachers]] urged calm.", ("Pavel Kolar",)),
    ],
)
def test_several_of_whom_one_has_no_name_stay_open(text: str, candidates: tuple[str, ...]) -> None:
    speaker = resolved(text)[0]
    assert (speaker.name, speaker.candidates) == (None, candidates)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("[[Cardinals star running back Pavel Kolar]] said it was cold.", "Pavel Kolar"),
        ("[[Defense ministry spokesman Pavel Kolar]] said it was cold.", "Pavel Kolar"),
        ("[[Market research firm Verdan]] said it was cold.", "Verdan"),
        ("[[Norland’s state-run news agency Reuters]] said it was cold.", "Reuters"),
        ("[[A friend of mayor Pavel Kolar]] said it was cold.", None),
        ("[[People backing Pavel Kolar]] said it was cold.", None),
    ],
)
def test_a_name_that_closes_a_description_is_the_speaker(text: str, expected: str | None) -> None:
    assert names(text) == [expected]


def test_a_longer_name_that_only_holds_a_place_is_no_fuller_form_of_it() -> None:
    text = "He flew to the West Coast of the United States on Monday. [[The United States and Japan]] said it was cold."
    assert names(text) == ["United States and Japan"]


@pytest.mark.parametrize(
    "text",
    [
        "Pavel Kolar met Emre Birch. A group called Verdan left. Verdan was late. [[He]] said it was cold.",
        "Pavel Kolar met Emre Birch. Verdan (VRD) left. Verdan was late. [[He]] said it was cold.",
        "Pavel Kolar met Emre Birch. The airline Verdan left. Verdan was late. [[He]] said it was cold.",
        "Pavel Kolar met Emre Birch. Barclays was late. [[He]] said it was cold.",
    ],
)
def test_he_is_no_body(text: str) -> None:
    speaker = resolved(text)[0]
    assert {speaker.name, *speaker.candidates} - {None} <= {"Pavel Kolar", "Emre Birch"}
