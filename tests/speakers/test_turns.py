"""Somebody's own words, in turns or in marks: "he" there is never who speaks, and "I" always is."""

from __future__ import annotations

import pytest

from tests.speakers.marked import in_turns, names, resolved


@pytest.mark.parametrize(
    "text",
    [
        # the label of the turn itself
        "Pavel Kolar came.\nKOLAR: [[He]] says it is cold.",
        "Our reporter Pavel Kolar came.\nBIRCH: What now?\nKOLAR: [[He]] says there was snow. I met him.",
        # the label of another's turn, and a name in it
        "Irena Kolar came.\nKOLAR: It is cold.\nBIRCH: [[She]] says there was snow.",
        "BIRCH: Irena Kolar was here.\nREITER: [[She]] says there was snow.",
        # a name in the report's own voice
        "Irena Kolar left early.\nBIRCH: [[She]] says there was snow.",
        # a name in a turn, for a pronoun of the report's own
        "BIRCH: Irena Kolar was here.\nAnd now [[she]] said there was snow.",
    ],
)
def test_a_pronoun_in_a_turn_stays_open_without_a_name_in_the_same_turn(text: str) -> None:
    assert [speaker.name for speaker in in_turns(text)] == [None]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("BIRCH: Irena Kolar was here. [[She]] says there was snow.", "Irena Kolar"),
        ("Irena Kolar and Ada Birch came.\nBIRCH: Pavel Reiter was here. [[He]] says there was snow.", "Pavel Reiter"),
        ("Ada Birch came.\nBIRCH: The Halden Bank opened. [[It]] said there was snow.", "Halden Bank"),
    ],
)
def test_a_pronoun_in_a_turn_goes_back_to_a_name_in_the_same_turn(text: str, expected: str) -> None:
    assert [speaker.name for speaker in in_turns(text)] == [expected]


def test_who_speaks_a_turn_is_not_even_a_candidate_for_he() -> None:
    (speaker,) = in_turns("Pavel Kolar met Anton Reiter.\nKOLAR: [[He]] says it is cold.")
    assert speaker.candidates == ("Anton Reiter",)


def test_i_in_a_turn_is_who_speaks_it_and_not_the_writer() -> None:
    (speaker,) = in_turns("Ada Birch came.\nBIRCH: [[I]] say it is cold.", byline="Pavel Kolar")
    assert speaker.name == "Ada Birch"


@pytest.mark.parametrize(
    "text",
    [
        "“Pavel Kolar is my name. [[He]] says it is cold,” said [[Pavel Kolar]].",
        "Irena Kolar, the mayor, left. “[[The mayor]] says it is cold,” [[Irena Kolar]] said.",
    ],
)
def test_he_in_quotation_is_never_who_is_quoted(text: str) -> None:
    speakers = resolved(text)
    assert [speaker.name is None for speaker in speakers] == [True, False]
    assert "who would say “I”" in speakers[0].basis


def test_of_oneself_by_name_is_possible() -> None:
    assert names("“[[Pavel Kolar]] says it is cold,” [[Pavel Kolar]] said.") == ["Pavel Kolar", "Pavel Kolar"]
