"""Names and addresses of one outlet come out alike; those of two outlets do not."""

from __future__ import annotations

import tomllib
from importlib.resources import files

import pytest

from onrecord.reuse.outlets import is_known, linked_sites, outlet_key, site_key, title_of
from tests.timing import takes_at_most

VOCABULARY = tomllib.loads(files("onrecord.reuse").joinpath("outlets.toml").read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        *map(tuple, VOCABULARY["called"]["_examples"]),
        ("The Kelmouth Gazette", "Kelmouth Gazette"),
        ("Kelmouth Gazette", "www.kelmouthgazette.com"),
        ("money.cnn.com", "edition.cnn.com"),
        ("https://www.kelmouthpost.co.uk/a/b.html", "kelmouthpost.co.uk"),
        ("kelmouthpost.ca", "kelmouthpost.com.au"),
    ],
)
def test_these_are_one_outlet(one: str, other: str) -> None:
    assert outlet_key(one) == outlet_key(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("herald.ie", "herald.co.nz"),
        ("The Kelmouth Gazette", "The Wend Gazette"),
        ("first.blogspot.com", "second.blogspot.com"),
        ("nowhere.co.uk", "elsewhere.co.uk"),
    ],
)
def test_these_are_two(one: str, other: str) -> None:
    assert outlet_key(one) != outlet_key(other)


@pytest.mark.parametrize("site", VOCABULARY["platforms"]["_examples"])
def test_on_a_platform_the_whole_address_is_the_outlet(site: str) -> None:
    assert site_key(site) == site


@pytest.mark.parametrize("site", VOCABULARY["aggregators"]["_examples"])
def test_an_aggregator_says_nothing_of_where_a_report_comes_from(site: str) -> None:
    assert site_key(site) is None


@pytest.mark.parametrize("site", VOCABULARY["second_level"]["_examples"])
def test_the_ending_of_a_country_is_no_name(site: str) -> None:
    assert site_key(site) == "examplegazette"


def test_addresses_in_a_text_are_those_of_outlets() -> None:
    text = "See www.kelmouthgazette.com, http://herald.ie/a and https://news.yahoo.com/b; www. alone is none."
    assert linked_sites(text) == {"kelmouthgazette", "herald.ie"}


def test_a_text_that_almost_is_an_address_again_and_again_is_read_in_a_straight_line() -> None:
    text = "www.a-" * 30_000
    assert linked_sites(text) == set()  # half a second; more than half a minute when each is followed to the end
    assert takes_at_most(5, lambda: linked_sites(text))


@pytest.mark.parametrize(
    ("name", "known"), [("AP", True), ("The Kelmouth Courier", True), ("Ines Ruiz", False), ("", False)]
)
def test_a_name_is_known_for_an_outlets(name: str, known: bool) -> None:
    assert is_known(name) is known


def test_an_outlet_is_called_as_people_call_it() -> None:
    assert (title_of(outlet_key("AP"), "AP"), title_of("kelmouthgazette", "The Gazette")) == (
        "Associated Press",
        "The Gazette",
    )
