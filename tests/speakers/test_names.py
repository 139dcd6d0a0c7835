"""A source that is named: the fullest form of the name in the report, without titles."""

from __future__ import annotations

import pytest

from onrecord.speakers.names import parts_of, same_person
from tests.speakers.marked import attributed, names, resolved


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("[[Irena Kolar]] said the bridge would open.", "Irena Kolar"),
        ("[[President Irena Kolar]] said the bridge would open.", "Irena Kolar"),
        ("[[Secretary of State Irena Kolar]] said the bridge would open.", "Irena Kolar"),
        ("[[Mrs. Kolar]] said so. Later Irena Kolar left the room.", "Irena Kolar"),
        ("[[Sen. Dale Ostrander (R-Ohio)]] said the bridge would open.", "Dale Ostrander"),
        ("[[Dale Ostrander, a retired teacher and former judge,]] said the bridge would open.", "Dale Ostrander"),
        ("[[one of the city's lawyers, Peter Marsh,]] said the bridge would open.", "Peter Marsh"),
        ("[[Halden County Executive Kathy Dahl]] said the bridge would open.", "Kathy Dahl"),
        ("[[Mr. (Anton) Reiter]] said the bridge would open.", "Anton Reiter"),
        ("[[Robert C. “Bobby” Marsh]] said the bridge would open.", "Robert C. “Bobby” Marsh"),
        ("[[Mayor Bill de Groot]] said the bridge would open.", "Bill de Groot"),
        ("[[Omar al-Hadidi]] said the bridge would open.", "Omar al-Hadidi"),
        ("[[Theresa May]] said the bridge would open.", "Theresa May"),
        ("[[Radio Kanal's Dana Welsh]] reported the news.", "Dana Welsh"),
    ],
)
def test_a_name_is_given_bare_and_in_full(text: str, expected: str) -> None:
    assert names(text) == [expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Irena Kolar spoke on Monday. [[Kolar]] said it was time.", "Irena Kolar"),
        ("[[Kolar]] said it was time. It was Irena Kolar who won.", "Irena Kolar"),
        ("Omar al-Hadidi spoke on Monday. [[Hadidi]] said it was time.", "Omar al-Hadidi"),
        ("Mayor Bill de Groot spoke on Monday. [[De Groot]] said it was time.", "Bill de Groot"),
        ("Eric Brandauer spoke on Monday. [[Brandaur]] said it was time.", "Eric Brandauer"),
        ("The mayor, Anna Birch, spoke.\n[[BIRCH]]: It was time.", "Anna Birch"),
    ],
)
def test_a_short_name_finds_the_full_one(text: str, expected: str) -> None:
    assert names(text) == [expected]


def test_the_place_of_the_full_name_is_given() -> None:
    report, _ = attributed("On Monday Irena Kolar spoke. [[Kolar]] said it was time.")
    speaker = resolved("On Monday Irena Kolar spoke. [[Kolar]] said it was time.")[0]
    assert speaker.named_at is not None
    assert speaker.named_at.text(report) == "Irena Kolar"
    assert speaker.basis == "the short name Kolar; full name first at character 10"


def test_a_surname_that_no_full_name_explains_stays_a_surname() -> None:
    speaker = resolved("[[President Kolar]] said it was time.")[0]
    assert (speaker.name, speaker.basis) == ("Kolar", "the short name Kolar; this report gives no fuller name")


def test_a_headline_in_title_case_holds_a_name_among_other_words() -> None:
    text = "[[Kolar]] Seeks Help For Flooded Coast Towns\nIrena Kolar asked for help."
    assert names(text, headline=True) == ["Irena Kolar"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Irena Kolar and Pavel Kolar came to Halden. [[Mrs. Kolar]] said it was cold.", "Irena Kolar"),
        ("Irena Kolar came to Halden. [[Mr. Kolar]] said it was cold.", "Kolar"),
        (
            "Irena Kolar spoke. Irena Kolar won. Pavel Kolar, her husband, watched. [[Kolar]] said it was cold.",
            "Irena Kolar",
        ),
    ],
)
def test_two_of_one_surname_are_told_apart(text: str, expected: str) -> None:
    assert names(text) == [expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # the pronouns of its own clause
        ("Irena Kolar met Pavel Kolar in Halden. [[Kolar]] said she was cold.", "Irena Kolar"),
        # whose surname stood alone before the other was named
        (
            "Pavel Kolar spoke. Kolar was late. Kolar left. Irena Kolar, his wife, stayed.\n[[Kolar]] said it was cold.",
            "Pavel Kolar",
        ),
        # who goes by the given name
        ("Irena Kolar met Pavel Kolar. Irena spoke. Irena left. [[Kolar]] said it was cold.", "Pavel Kolar"),
        # who alone spoke in the sentence before
        ("Irena Kolar left. Pavel Kolar said it was cold. “It is,” [[Kolar]] said, “but it will pass.”", "Pavel Kolar"),
        ("Irena Kolar's office said so. Pavel Kolar's said nothing. “It is,” [[Kolar]] said.", "Pavel Kolar"),
        # an office is borne by whoever the form of address fits
        (
            "First Lady Irena Kolar spoke. The Pavel Kolar Foundation met. Mr. Kolar came. Mr. Kolar left.\n"
            "[[President Kolar]] said it was cold.",
            "Pavel Kolar",
        ),
    ],
)
def test_the_reports_habit_tells_two_of_one_surname_apart(text: str, expected: str) -> None:
    assert names(text) == [expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Former Miss Universe Ada Birch left. Ada Birch came. [[Birch]] said it was cold.", "Ada Birch"),
        ("Irena Kolar spoke. Thanking Kolar, they left. [[Kolar]] said it was cold.", "Irena Kolar"),
        ("They built a new company, Verdan. Pavel Kolar left. [[He]] said it was cold.", "Pavel Kolar"),
    ],
)
def test_other_words_in_capitals_are_no_part_of_a_name(text: str, expected: str) -> None:
    assert names(text) == [expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("[[Many of Irena Kolar’s friends]] said it was cold.", None),
        ("It was cold, [[said]] Ada Birch.", "Ada Birch"),
        ("[[Q]]: Was it cold?", None),
        ("[[One former mayor]] said it was cold. Mayor Ada Birch left.", None),
    ],
)
def test_what_a_phrase_turns_on(text: str, expected: str | None) -> None:
    assert names(text) == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "Pavel Kolar said Irena Kolar was late. “It is cold,” [[Kolar]] said.",
        "Irena Kolar left. Pavel Kolar said it was cold.\n“It is cold,” [[Kolar]] said.",
    ],
)
def test_two_of_one_surname_stay_open_when_both_were_just_named_or_a_paragraph_parts_them(text: str) -> None:
    assert names(text) == [None]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Robert Marsh left early. Robret Marsh came. [[Marsh]] said it was cold.", "Robert Marsh"),
        # another letter at the end, or one more, may be another sex
        ("Robert Marsh left early. Roberta Marsh came. [[Marsh]] said it was cold.", None),
        ("Andrea Marsh left early. Andreu Marsh came. [[Marsh]] said it was cold.", None),
        # both are given names that people bear
        ("Martin Marsh left early. Marvin Marsh came. [[Marsh]] said it was cold.", None),
    ],
)
def test_a_misspelt_given_name_makes_no_second_person(text: str, expected: str | None) -> None:
    assert names(text) == [expected]


def test_two_of_one_surname_stay_open_when_nothing_decides() -> None:
    speaker = resolved("Irena Kolar and Pavel Kolar came to Halden. [[Kolar]] said it was cold.")[0]
    assert speaker.name is None
    assert speaker.candidates == ("Irena Kolar", "Pavel Kolar")
    assert speaker.basis == "Kolar could be Irena Kolar or Pavel Kolar"


def test_several_together_are_joined() -> None:
    text = "Irena Kolar met Anton Reiter. [[Kolar and Reiter]] said it was cold."
    assert names(text) == ["Irena Kolar and Anton Reiter"]


@pytest.mark.parametrize(
    "text",
    [
        "[[A spokesman for Irena Kolar]] said it was cold.",
        "[[Kolar's spokesman]] said it was cold. Irena Kolar left.",
        "[[Kolar's wife]] said it was cold. Pavel Kolar left.",
        "[[several of Irena Kolar's letters]] said it was cold.",
        "[[officials]] said it was cold.",
        "[[Two aides to Irena Kolar]] said it was cold.",
    ],
)
def test_whoever_speaks_for_a_person_is_not_that_person(text: str) -> None:
    speaker = resolved(text)[0]
    assert speaker.name is None
    assert speaker.basis.startswith("unnamed: ")


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Robert Marsh", "Bob Marsh", True),
        ("Robert C. Marsh", "Robert Marsh", True),
        ("R. Marsh", "Robert Marsh", True),
        ("Irena Kolar", "Pavel Kolar", False),
        ("Robert Marsh", "Robert Marsh Jr.", False),
        ("Robert Marsh", "Robert Birch", False),
    ],
)
def test_full_names_of_one_person(one: str, other: str, same: bool) -> None:
    assert same_person(parts_of(one), parts_of(other)) is same
