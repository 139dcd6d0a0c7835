"""Bodies: the forms of one name, what a report calls them afterwards, and "it"."""

from __future__ import annotations

import pytest

from tests.speakers.marked import names


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "The United Nations Security Council met on Monday. [[The U.N. Security Council]] said so.",
            "United Nations Security Council",
        ),
        ("The United Nations Security Council met. [[The U.N.]] said it was cold.", "United Nations"),
        ("Verdan Energy grew. [[Verdan]] said it was cold.", "Verdan Energy"),
        ("[[The city of Boston]] said it was cold.", "city of Boston"),
        ("[[The Russian government]] said it was cold.", "Russian government"),
        ("[[Boston police]] said it was cold.", "Boston police"),
        ("It was cold, [[police]] said.", "police"),
        ("Boston police came. It was cold, [[police]] said.", "Boston police"),
        ("[[Time magazine]] said it was cold.", "Time"),
        ("[[One user, @halden_birch]], said it was cold.", "@halden_birch"),
    ],
)
def test_a_body_goes_by_its_fullest_name(text: str, expected: str) -> None:
    assert names(text) == [expected]


def test_a_city_is_no_short_form_of_another() -> None:
    assert names("Panama City was cold. [[Panama]] said it would help.") == ["Panama"]


def test_what_stands_in_brackets_behind_a_name_is_not_the_source() -> None:
    assert names("[[Rep. Ada Birch (D-Boston)]] said it was cold.") == ["Ada Birch"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The Washington Post wrote of it. [[The newspaper]] said it was cold.", "Washington Post"),
        ("The Justice Department met. [[The agency]] said it was cold.", "Justice Department"),
        ("Apple opened a shop. [[The company]] said it was cold.", "Apple"),
        ("Irena Kolar’s campaign opened an office. [[The campaign]] said it was cold.", "Kolar campaign"),
        ("The Kolar campaign met. Irena Kolar left.\n[[The campaign]] said it was cold.", "Kolar campaign"),
        ("Snow fell on Boston. [[The city]] closed the roads.", "Boston"),
        # once more the same noun: the same body
        ("Apple opened a shop. The company grew. [[The company]] said it was cold.", "Apple"),
    ],
)
def test_a_noun_goes_back_to_the_body_named_before(text: str, expected: str) -> None:
    assert names(text) == [expected]


@pytest.mark.parametrize(
    "text",
    [
        # two of them
        "Apple sued Google. [[The company]] said it was cold.",
        # the noun stood for something without a name
        "A small company opened a shop near Google. [[The company]] said it was cold.",
        # another kind of body
        "Boston University opened a shop. [[The newspaper]] said it was cold.",
        # a body that acts stands between
        "The Justice Department met. Apple opened a shop. [[The agency]] said it was cold.",
        # a place is no company, and a state no country
        "Snow fell on Boston. [[The company]] closed the roads.",
        "Snow fell on Ohio. [[The nation]] closed the roads.",
        # nobody's campaign
        "Irena Kolar left. [[The campaign]] said it was cold.",
        # two police forces
        "Boston police and Chicago police came. It was cold, [[police]] said.",
    ],
)
def test_a_noun_for_a_body_stays_open(text: str) -> None:
    assert names(text) == [None]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The World Bank met on Monday. [[It]] said growth was slow.", "World Bank"),
        ("Growth was slow, the World Bank said. [[It]] added that it would help.", "World Bank"),
        ("The World Bank met. It was late. “Growth is slow,” [[it]] said.", "World Bank"),
        ("Irena Kolar’s campaign met. [[It]] said growth was slow.", "Kolar campaign"),
        ("The World Bank saw a film, and lawyers sold it. [[It]] shows the slow growth.", None),
        ("The film was long. [[It]] said growth was slow.", None),
        ("Irena Kolar met the World Bank. [[It]] said growth was slow.", None),
    ],
)
def test_it_is_the_body_that_led_the_sentence_before(text: str, expected: str | None) -> None:
    assert names(text) == [expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("They asked the State Department, [[which]] said it was cold.", "State Department"),
        ("They asked members of the Russian government, [[which]] said it was cold.", "Russian government"),
        ("They read a book by Irena Kolar, [[which]] tells of the cold.", None),
    ],
)
def test_which_goes_back_to_the_body_before_it(text: str, expected: str | None) -> None:
    assert names(text) == [expected]
