"""Sources that are spoken of by what they are: bound when the report names one bearer only."""

from __future__ import annotations

import pytest

from tests.speakers.marked import names, resolved


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Sen. Dale Ostrander spoke. [[The senator]] said it was cold.", "Dale Ostrander"),
        ("Anna Birch, the mayor of Halden, spoke. [[The mayor]] said it was cold.", "Anna Birch"),
        ("President Irena Kolar spoke. [[The president]] said it was cold.", "Irena Kolar"),
        (
            "Turkish President Emre Demir met Russian President Ivan Orlov. [[The Turkish president]] said it was cold.",
            "Emre Demir",
        ),
        (
            "Turkish President Emre Demir met Russian President Ivan Orlov. [[The Russian leader]] said it was cold.",
            "Ivan Orlov",
        ),
        (
            "President Irena Kolar met former President Dale Ostrander. [[The former president]] said it was cold.",
            "Dale Ostrander",
        ),
        (
            "Republican nominee Dale Ostrander met Democratic nominee Anna Birch. [[The Republican nominee]] said so.",
            "Dale Ostrander",
        ),
    ],
)
def test_a_role_is_bound_to_its_only_bearer(text: str, expected: str) -> None:
    assert names(text) == [expected]


@pytest.mark.parametrize(
    "text",
    [
        # two presidents
        "Turkish President Emre Demir met Russian President Ivan Orlov. [[The president]] said it was cold.",
        # another president may be meant by his name alone
        "Russian President Ivan Orlov met Pavel Kolar. Pavel Kolar called it frank. [[The president]] said it was cold.",
        # no such office in the report
        "Anna Birch spoke. [[The senator]] said it was cold.",
        # not that one's
        "Halden spokesman Emre Demir spoke. [[The Verna spokesman]] said it was cold.",
        ("Rebel spokesman Emre Demir spoke. [[The NATO spokesman]] said it was cold."),
        # an unnamed one came between
        "Army spokesman Emre Demir spoke. A Navy spokesman disagreed. [[The spokesman]] said it was cold.",
        # any one
        "Sen. Dale Ostrander spoke. [[A senator]] said it was cold.",
        "Sen. Dale Ostrander spoke. [[senators]] said it was cold.",
        # a running mate is no nominee of that rank
        "Democratic vice presidential nominee Emre Demir spoke. [[The Democratic presidential nominee]] said it was cold.",
        # of another party
        "Democratic candidate Anna Birch spoke. [[The Republican candidate]] said it was cold.",
        "[[The official]] said it was cold.",
    ],
)
def test_a_role_stays_open(text: str) -> None:
    assert names(text) == [None]


def test_an_open_role_says_who_it_could_be() -> None:
    speaker = resolved(
        "Turkish President Emre Demir met Russian President Ivan Orlov. [[The president]] said it was cold."
    )[0]
    assert speaker.candidates == ("Emre Demir", "Ivan Orlov")
    assert speaker.basis == "“The president” could be Emre Demir or Ivan Orlov"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("[[The Kremlin]] said it was cold.", "Kremlin"),
        ("[[The White House]] said it was cold.", "White House"),
        ("[[Beijing]] said it was cold.", "Beijing"),
        (
            "The Securities and Exchange Commission met. [[The SEC]] said it was cold.",
            "Securities and Exchange Commission",
        ),
        ("The New York Times wrote of it. [[The Times]] said it was cold.", "New York Times"),
        ("The Federal Election Commission met. [[The commission]] said it was cold.", "Federal Election Commission"),
        ("Irena Kolar spoke. [[Her campaign]] said it was cold.", "Kolar campaign"),
        ("[[The Kolar campaign]] said it was cold. Irena Kolar spoke.", "Kolar campaign"),
        ("[[The United States]] said it was cold.", "United States"),
        ("The United States was late. [[The U.S.]] said it was cold.", "United States"),
    ],
)
def test_a_body_is_named_in_full(text: str, expected: str) -> None:
    assert names(text) == [expected]


def test_a_seat_of_government_says_whose() -> None:
    speaker = resolved("[[Beijing]] said it was cold.")[0]
    assert speaker.basis == "the name Beijing, by which reports mean the government of China"


def test_a_short_form_of_two_bodies_stays_open() -> None:
    speaker = resolved("The New York Times and the Los Angeles Times wrote of it. [[The Times]] said it was cold.")[0]
    assert (speaker.name, speaker.candidates) == (None, ("Los Angeles Times", "New York Times"))


@pytest.mark.parametrize(
    "text", ["[[the report]] said so.", "[[a new poll]] said so.", "[[critics]] said so.", "[[46 percent]] said so."]
)
def test_what_is_no_person_and_no_body_has_no_name(text: str) -> None:
    assert names(text) == [None]


def test_a_quotation_alone_names_those_around_it_as_candidates() -> None:
    speaker = resolved("[[Pavel Kolar]] said: “It is cold.”\n“It will snow.”[[]]\n[[Irena Birch]] said: “It is warm.”")[
        1
    ]
    assert speaker.name is None
    assert speaker.basis == "a quotation that stands alone: this report does not say who spoke"
    assert speaker.candidates == ("Pavel Kolar", "Irena Birch")


def test_a_continuation_goes_on_with_the_speaker_before() -> None:
    speaker = resolved("[[Pavel Kolar]] said: “It is cold.\n“It will snow.”[[]]", origin="continuation")[1]
    assert speaker.name == "Pavel Kolar"
    assert speaker.basis == "goes on from the quotation before; the full name Pavel Kolar"


def test_a_counterpart_holds_the_same_office_so_the_title_alone_settles_nothing() -> None:
    speaker = resolved(
        "President Pavel Kolar met his Norland counterpart Anton Reiter on Monday. The two talked for an hour. "
        "[[The president]] said the talks were useful."
    )[0]
    assert speaker.name is None
    assert set(speaker.candidates) == {"Pavel Kolar", "Anton Reiter"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("[[Minister of Transport and Public Works Ada Birch]] said it was cold.", "Ada Birch"),
        ("[[Mayor Irena Kolar and Ada Birch]] said it was cold.", "Irena Kolar and Ada Birch"),
        ("[[The city’s lawyer, Ada Lake]], said it was cold.", "Ada Lake"),
        ("[[Model Ada Birch]] said it was cold.", "Ada Birch"),
    ],
)
def test_a_name_behind_an_office(text: str, expected: str) -> None:
    assert names(text) == [expected]


def test_a_lone_name_that_has_shareholders_is_a_companys() -> None:
    text = "Verdan shareholders met. [[Verdan]] said it was cold. Pavel Kolar left. [[He]] said it would snow."
    assert [speaker.basis for speaker in resolved(text)][0].startswith("the name Verdan")
