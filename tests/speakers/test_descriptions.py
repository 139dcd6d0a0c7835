"""Sources that are described, not named: whoever was just named, whoever comes later, or whoever is somebody's."""

from __future__ import annotations

import pytest

from onrecord.speakers.answers import kind_of
from tests.speakers.marked import names, resolved


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Irena Kolar left early.\n[[The Verna senator]] said it was cold.", "Irena Kolar"),
        ("Republican Pavel Kolar met Anton Reiter. [[The Republican nominee]] said it was cold.", "Pavel Kolar"),
        ("“It is cold,” Irena Kolar said. [[The former mayor and Verna senator]] left.", "Irena Kolar"),
        ("When Pavel Kolar left early, [[the Verna governor]] said it was cold.", "Pavel Kolar"),
        # the pronoun after it tells which of two
        ("Irena Kolar’s campaign met. [[The Verna nominee]] said she was cold.", "Irena Kolar"),
        ("The Kolar campaign met. Irena Kolar left early. [[The candidate]] said it was cold.", "Irena Kolar"),
        # a heading between two paragraphs parts nothing
        ("Irena Kolar left early.\nCold days.\n[[The Verna senator]] said it was cold.", "Irena Kolar"),
    ],
)
def test_a_description_goes_back_to_whoever_was_just_named(text: str, expected: str) -> None:
    assert names(text) == [expected]


@pytest.mark.parametrize(
    "text",
    [
        # two lead
        "Irena Kolar and Pavel Reiter left early. [[The Verna senator]] said it was cold.",
        # of another party, rank or country
        "Democrat Irena Kolar left early. [[The Republican nominee]] said it was cold.",
        "Vice presidential nominee Emre Demir left early. [[The presidential nominee]] said it was cold.",
        "Russian President Ivan Orlov left early. [[The Turkish president]] said it was cold.",
        # a party that the report gives to nobody, with two in the sentence
        "Pavel Kolar met Anton Reiter. [[The Republican nominee]] said it was cold.",
        # nobody who runs for anything
        "Irena Kolar left early. [[The candidate]] said it was cold.",
        # a word for anybody
        "Irena Kolar left early. [[The army official]] said it was cold.",
        # too long ago
        "Irena Kolar left.\nThe roads were closed for days.\nThe shops were shut all week.\n[[The Verna senator]] spoke.",
        # not a man
        "Pavel Kolar left early. [[The Verna congresswoman]] said it was cold.",
    ],
)
def test_a_description_stays_open(text: str) -> None:
    assert names(text) == [None]


def test_a_pronoun_goes_back_to_a_description() -> None:
    text = "Irena Kolar left early. [[The Verna senator]] was cold. [[She]] said it would snow."
    assert names(text) == ["Irena Kolar", "Irena Kolar"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("An attorney for Kolar, Ada Birch, spoke. [[Kolar’s lawyer]] left. Pavel Kolar stayed.", "Ada Birch"),
        ("Pavel Kolar met his wife, Irena Kolar. [[Pavel Kolar’s wife]] said it was cold.", "Irena Kolar"),
        ("Ada Birch is Anton Reiter’s doctor. [[Reiter’s doctor]] said it was cold.", "Ada Birch"),
    ],
)
def test_somebodys_lawyer_is_the_one_whom_the_report_calls_that(text: str, expected: str) -> None:
    assert names(text) == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "Ada Birch, a lawyer for Pavel Kolar, spoke. [[Anton Reiter’s lawyer]] said it was cold.",
        "Ada Birch, a lawyer for Pavel Kolar, met Anton Reiter, a lawyer for Kolar. [[Kolar’s lawyer]] said so.",
    ],
)
def test_somebodys_lawyer_stays_open(text: str) -> None:
    assert names(text) == [None]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("[[A Verna judge]] stopped the sale.\nJudge Ada Birch said the law was clear.", "Ada Birch"),
        ("[[A former mayor]] asked for help.\n[[Ada Birch]] said the roads were closed.", "Ada Birch"),
        (
            "[[A bridge commission]] closed the road.\nThe Halden Bridge Commission met late.",
            "Halden Bridge Commission",
        ),
    ],
)
def test_an_opening_tells_what_somebody_is_before_the_report_says_who(text: str, expected: str) -> None:
    assert names(text)[0] == expected


@pytest.mark.parametrize(
    "text",
    [
        # somebody else speaks next
        "[[A Verna judge]] stopped the sale.\n[[Ada Birch, a farmer,]] said the law was clear.",
        "[[A Verna judge]] stopped the sale.\n[[Ada Birch, who lives nearby,]] was glad.",
        # named before
        "Ada Birch came to Verna.\n[[A Verna judge]] stopped the sale.\n[[Ada Birch]] was glad.",
        # anybody
        "[[A resident]] saw it.\n[[Ada Birch]] said it was cold.",
    ],
)
def test_an_opening_stays_open(text: str) -> None:
    assert names(text)[-2] is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Irena Kolar left early. [[The Verna senator]] said it was cold.", "person"),
        ("Ada Birch is Anton Reiter’s doctor. [[Reiter’s doctor]] said it was cold.", "person"),
        ("[[A former mayor]] asked for help.\nMayor Ada Birch said the roads were closed.", "person"),
        ("Halden Bank opened. [[The bank]] said it was cold.", "organization"),
        ("[[A bridge commission]] closed the road.\nThe Halden Bridge Commission met late.", "organization"),
    ],
)
def test_the_basis_tells_a_person_from_a_body(text: str, expected: str) -> None:
    assert kind_of(resolved(text)[0]) == expected
