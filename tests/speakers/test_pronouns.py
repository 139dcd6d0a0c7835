"""He and she: bound where the text makes it safe, open with the reason everywhere else."""

from __future__ import annotations

import pytest

from tests.speakers.marked import names, resolved


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Pavel Kolar spoke on Monday. [[He]] said it was cold.", "Pavel Kolar"),
        ("Pavel Kolar said [[he]] expected snow.", "Pavel Kolar"),
        ("Irena Kolar met Pavel Reiter. [[She]] said it was cold.", "Irena Kolar"),
        ("Irena Kolar met Pavel Reiter. [[He]] said it was cold.", None),
        ("Pavel Reiter was met by Irena Kolar. [[He]] said it was cold.", "Pavel Reiter"),
        (
            "Pavel Kolar described the talk with Anton Reiter as frank.\n[[He]] added that snow was expected.",
            "Pavel Kolar",
        ),
        ("“It is cold,” Pavel Kolar said.\n“It will snow,” [[he]] said.", "Pavel Kolar"),
        # the writer's own sentence about somebody
        ("So I was grateful to Irena Kolar. “It is cold,” [[she]] said.", "Irena Kolar"),
        ("So I was grateful to Irena Kolar and Ada Birch. “It is cold,” [[she]] said.", None),
        ("So I was grateful to Irena Kolar.\n“It is cold,” [[she]] said.", None),
        ("The judge was grateful to Irena Kolar. “It is cold,” [[she]] said.", None),
        ("“It is cold,” Pavel Kolar said.\n“It will snow.”\n“It always does,” [[he]] said.", "Pavel Kolar"),
    ],
)
def test_a_pronoun_with_one_safe_antecedent(text: str, expected: str | None) -> None:
    assert names(text) == [expected]


@pytest.mark.parametrize(
    "text",
    [
        # two who could be meant
        "Pavel Kolar and Anton Reiter spoke. [[He]] said it was cold.",
        "Pavel Kolar told Anton Reiter that [[he]] was wrong.",
        # named in passing, in a sentence about another matter
        "The army backs some of the groups against Anton Reiter, seeing them as friends. “We want peace,” [[he]] said.",
        # somebody unnamed stands between
        "Pavel Kolar left. The official said it was cold. [[He]] added that snow was expected.",
        # nobody near
        "Pavel Kolar left.\nThe roads were closed.\nThe shops were shut.\n[[He]] said it was cold.",
        # only one of the other sort
        "Irena Kolar left. [[He]] said it was cold.",
        # the one who is spoken to
        "It was cold. [[He]] told Pavel Kolar to stay.",
        # the one who is named later
        "It was cold. [[He]] said Pavel Kolar had left.",
    ],
)
def test_a_pronoun_stays_open(text: str) -> None:
    speaker = resolved(text)[0]
    assert speaker.name is None
    assert speaker.confidence == 0.0


def test_an_open_pronoun_says_who_it_could_be() -> None:
    speaker = resolved("Pavel Kolar and Anton Reiter spoke. [[He]] said it was cold.")[0]
    assert speaker.candidates == ("Pavel Kolar", "Anton Reiter")
    assert speaker.basis == "“He” could be Pavel Kolar or Anton Reiter; the text does not settle it"


def test_whom_somebody_speaks_of_in_quotation_is_not_the_one_who_speaks() -> None:
    text = "Irena Kolar spoke. “Anna Birch is wrong,” [[she]] said."
    assert names(text) == ["Irena Kolar"]


def test_he_and_another_are_joined() -> None:
    assert names("Pavel Kolar said [[he and Irena Birch]] had agreed.") == ["Pavel Kolar and Irena Birch"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Pavel Kolar, [[who]] said it was cold, left.", "Pavel Kolar"),
        ("Pavel Kolar, a retired teacher [[who]] said it was cold, left.", "Pavel Kolar"),
        ("They met Irena Birch and Pavel Kolar, [[who]] said it was cold.", "Pavel Kolar"),
        ("They met a man [[who]] said it was cold.", None),
    ],
)
def test_who_goes_back_to_the_name_before_it(text: str, expected: str | None) -> None:
    assert names(text) == [expected]


def test_i_within_quotation_is_the_one_who_is_quoted() -> None:
    assert names("[[Pavel Kolar]] said: “[[I]] think it is cold.”") == ["Pavel Kolar", "Pavel Kolar"]


def test_i_outside_quotation_is_the_writer_whom_the_byline_names() -> None:
    speaker = resolved("[[I]] think it is cold.", byline="Anna Birch")[0]
    assert (speaker.name, speaker.basis) == (
        "Anna Birch",
        "“I” outside quotation is the writer; the byline says who that is",
    )


def test_i_outside_quotation_is_the_writer_whom_a_note_at_the_end_names() -> None:
    assert names("[[I]] think it is cold.\nAnna Birch is a teacher in Halden.") == ["Anna Birch"]


@pytest.mark.parametrize("pronoun", ["I", "We", "They", "You"])
def test_other_pronouns_stay_open(pronoun: str) -> None:
    assert names(f"Pavel Kolar left. [[{pronoun}]] think it is cold.") == [None]


def test_it_is_the_body_that_leads_its_sentence() -> None:
    assert names("The World Bank said [[it]] expected growth.") == ["World Bank"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # whose answer it is, or from whom it comes, speaks
        ("Kolar’s answer was long. “It is cold,” [[he]] said. Pavel Kolar left.", "Pavel Kolar"),
        ("Pavel Kolar’s speech brought a response from Anton Reiter.\n“It is cold,” [[he]] said.", None),
        # named only in a relative clause, while somebody else led before
        ("Pavel Kolar spoke. Citing the law, which Anton Reiter opposed, [[he]] said it was cold.", None),
        ("Citing the law, which Anton Reiter opposed, [[he]] said it was cold.", "Anton Reiter"),
        # a coach of unknown gender between two words of a woman
        (
            "Irena Kolar was late. She missed the boat.\nCoach Glyndyr Tabb wrote that it was cold.\n"
            "“It is warm,” [[she]] said.",
            None,
        ),
    ],
)
def test_who_leads_before_a_pronoun(text: str, expected: str | None) -> None:
    assert names(text) == [expected]


def test_only_persons_are_candidates() -> None:
    speaker = resolved(
        "Pavel Kolar and Anton Reiter met. Kolar-Reiter talks are dear to Verdan shareholders. [[He]] said it was cold."
    )[0]
    assert speaker.candidates == ("Pavel Kolar", "Anton Reiter")


def test_nobody_who_says_i_speaks_of_himself_by_name() -> None:
    speaker = resolved("Pavel Kolar won. “I lost, and Pavel did a great job,” [[he]] said.")[0]
    assert speaker.name is None
    assert speaker.basis == "“he” would be Pavel Kolar, but the words speak of “Pavel” as of somebody else"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # who speaks goes on speaking, whomever the words were about
        ("[[Pavel Kolar]] said that Anton Reiter was late. [[He]] said it was cold.", "Pavel Kolar"),
        ("[[Pavel Kolar]] said that Anton Reiter was late. [[He]] left.", None),
        ("Pavel Kolar told the story of Anton Reiter’s hat, but [[he]] said it was cold.", "Pavel Kolar"),
        ("Anton Reiter’s friend Pavel Kolar left early after [[he]] heard the news.", "Pavel Kolar"),
        # two who are spoken of together
        ("Pavel Kolar met Anton Reiter. Neither was late, and [[he]] said it was cold.", None),
        ("Pavel Kolar met Anton Reiter. The two talked. [[He]] said it was cold.", None),
        # an opening clause looks forward
        ("When [[he]] came home, Pavel Kolar was cold.", "Pavel Kolar"),
        ("Anton Reiter left.\nWhen [[he]] came home, Pavel Kolar was cold.", "Anton Reiter"),
        # who is named in the words said, or in a phrase that opens them, does not say them
        ("Pavel Kolar met Anton Reiter in the park. “It is cold,” [[he]] told Anton Reiter.", "Pavel Kolar"),
        ("Pavel Kolar was late. Pressed by Anton Reiter, [[he]] said it was cold.", "Pavel Kolar"),
        # a rival who is named beside is no third person
        ("Irena Kolar’s rival, Anton Reiter, was late. [[He]] said it was cold.", "Anton Reiter"),
        ("If the winner is Anton Reiter, it will snow. [[He]] said it was cold.", "Anton Reiter"),
        # a campaign is not the candidate
        ("Ada Birch spoke to the Kolar campaign. Irena Kolar was not there. [[She]] said it was cold.", "Irena Kolar"),
    ],
)
def test_whose_turn_it_is_to_speak(text: str, expected: str | None) -> None:
    assert names(text)[-1] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("His wife, Glyndyr Kolar, was late. [[She]] said it was cold. [[He]] left.", ["Glyndyr Kolar", None]),
        ("Dan Kolar was late. [[She]] said it was cold.", [None]),
    ],
)
def test_kin_and_short_given_names_tell_a_man_from_a_woman(text: str, expected: list[str | None]) -> None:
    assert names(text) == expected


def test_i_in_a_letter_is_who_signs_below() -> None:
    text = "[[I]] think it is cold.\nAda Birch\nHalden\n[[I]] think it is warm.\nPavel Kolar, Verna"
    assert names(text) == ["Ada Birch", "Pavel Kolar"]


def test_a_single_name_on_a_line_signs_nothing() -> None:
    assert names("[[I]] think it is cold.\nAda Birch\nThe roads were closed all week.") == [None]
