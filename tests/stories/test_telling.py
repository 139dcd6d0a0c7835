"""What of a report is compared: its own words, those of the headline and of the beginning once more."""

from __future__ import annotations

from datetime import date

import pytest
from msgspec.structs import replace

from onrecord.model import Block, Report, Stated
from onrecord.stories.telling import HEAD, HEADLINE, days_of, tell
from tests.known import parse_with_names
from tests.stories.piles import FERRY, report


def test_the_headline_counts_more_in_the_head_and_once_in_the_whole() -> None:
    told = tell(report("a", "Reef", "A reef. " + "Fog. " * HEAD + "Radar."), None)
    assert (told.head["reef"], told.whole["reef"]) == (HEADLINE + 1, 2)
    assert (told.head["radar"], told.whole["radar"]) == (0, 1)


def test_a_headline_in_the_text_counts_once() -> None:
    text = "Reef\n\nFog came."
    plain = Report(id="a", name="a", text=text)
    blocks = (Block(plain.span(0, 4), "headline", "test"), Block(plain.span(6, 15), "body", "test"))
    told = tell(replace(plain, blocks=blocks, title=Stated("Reef", "first line", plain.span(0, 4))), None)
    assert told.whole == {"reef": 1, "fog": 1, "came": 1}


def test_page_furniture_is_not_compared() -> None:
    plain = Report(id="a", name="a", text="Fog came.\nSubscribe now")
    blocks = (Block(plain.span(0, 9), "body", "test"), Block(plain.span(10, 23), "boilerplate", "test"))
    assert set(tell(replace(plain, blocks=blocks), None).whole) == {"fog", "came"}


def test_names_are_known_whole_and_as_printed() -> None:
    told = tell(FERRY[0], parse_with_names(FERRY[0]))
    assert told.names[("ingrid", "tolle")] == "Ingrid Tolle"
    assert "tuesday" in told.dates


@pytest.mark.parametrize(
    ("published", "first", "last"),
    [
        ("2021-03-02", date(2021, 3, 2), date(2021, 3, 2)),
        ("2021-03-02T23:59:00+09:00", date(2021, 3, 2), date(2021, 3, 2)),
        ("2021-03", date(2021, 3, 1), date(2021, 3, 31)),
        ("2021", date(2021, 1, 1), date(2022, 1, 1)),
    ],
)
def test_a_date_is_a_day_or_all_of_a_month_or_year(published: str, first: date, last: date) -> None:
    assert days_of(replace(FERRY[0], published=Stated(published, "test"))) == (first.toordinal(), last.toordinal())


def test_no_date_is_no_day() -> None:
    assert days_of(replace(FERRY[0], published=None)) is None
