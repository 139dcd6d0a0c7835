"""Dates in words: where they stand, and what day they come to."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.dates import find_dates, resolve, said_when
from onrecord.model import Block, Report, Stated
from onrecord.written_dates import iso_date


@pytest.mark.parametrize(
    ("text", "words", "value"),
    [
        ("They met on September 5, 2016 at noon.", "September 5, 2016", "2016-09-05"),
        ("They met on Sept. 5, 2016.", "Sept. 5, 2016", "2016-09-05"),
        ("They met on 5 September 2016.", "5 September 2016", "2016-09-05"),
        ("They met on the 5th of September, 2016.", "5th of September, 2016", "2016-09-05"),
        ("Filed 2016-09-05.", "2016-09-05", "2016-09-05"),
        ("Filed 25/09/2016.", "25/09/2016", "2016-09-25"),
        ("The treaty of March 2014 holds.", "March 2014", "2014-03"),
        ("They met on Aug. 31.", "Aug. 31", "--08-31"),
        ("They met on 31 August.", "31 August", "--08-31"),
        ("He spoke on Monday.", "Monday", "monday"),
        ("He spoke last Monday.", "last Monday", "last monday"),
        ("He left yesterday.", "yesterday", "yesterday"),
        ("It ended last week.", "last week", "last week"),
    ],
)
def test_a_date_is_found_where_it_stands(text: str, words: str, value: str) -> None:
    (found,) = find_dates(text)
    assert (text[found.start : found.end], found.value) == (words, value)


@pytest.mark.parametrize(
    "text",
    [
        "She may 5 times ask.",
        "They march 5 abreast.",
        "On February 30, 2016 nothing happened.",
        "Monday’s talks failed.",
        "The vote was 5-4.",
        "Version 3.2.2016.1 is out.",
        "He scored at 12:05 May be.",
    ],
)
def test_what_is_no_date_is_not_found(text: str) -> None:
    assert find_dates(text) == []


def test_a_weekday_before_its_date_is_not_a_second_date() -> None:
    assert [one.value for one in find_dates("On Monday, September 5, 2016, they met.")] == ["2016-09-05"]


@pytest.mark.parametrize(
    ("words", "published", "day"),
    [
        ("Monday", "2016-09-07", "2016-09-05"),  # a Wednesday
        ("Wednesday", "2016-09-07", "2016-09-07"),  # the same day counts
        ("last Wednesday", "2016-09-07", "2016-08-31"),
        ("next Friday", "2016-09-07", "2016-09-09"),
        ("yesterday", "2016-03-01", "2016-02-29"),
        ("today", "2016-09-07T23:10:00+02:00", "2016-09-07"),
        ("September 5", "2016-09-07", "2016-09-05"),
        ("December 30", "2017-01-03", "2016-12-30"),
        ("January 2", "2016-12-28", "2017-01-02"),
        ("September 5, 2014", None, "2014-09-05"),
        ("September 2014", None, "2014-09"),
    ],
)
def test_a_date_is_counted_from_publication(words: str, published: str | None, day: str) -> None:
    (found,) = find_dates(words)
    assert resolve(found, published)[0] == day


@pytest.mark.parametrize(
    ("words", "published", "reason"),
    [
        ("Monday", None, "no publication date to count from"),
        ("September 5", None, "no publication date to count from"),
        ("Monday", "2016-09", "the publication date is known as 2016-09 only, not to the day"),
        ("last week", "2016-09-07", "“last week” names no day"),
        ("this Friday", "2016-09-07", "“this friday” may lie before or after publication"),
        ("05/06/2016", "2016-09-07", "“05/06/2016” may be day/month or month/day"),
    ],
)
def test_a_date_that_cannot_be_told_stays_open_with_the_reason(words: str, published: str | None, reason: str) -> None:
    (found,) = find_dates(words)
    assert resolve(found, published) == (None, reason)


@pytest.mark.parametrize(
    ("written", "iso"),
    [
        ("2016-09-05", "2016-09-05"),
        ("2016-09", "2016-09"),
        ("2016", "2016"),
        ("20160905", "2016-09-05"),
        ("2016-9-5", "2016-09-05"),
        ("2016/09/05", "2016-09-05"),
        ("2016-09-05T10:30:00Z", "2016-09-05T10:30:00Z"),
        ("2016-09-05 10:30:00", "2016-09-05T10:30:00"),
        ("Mon, 05 Sep 2016 10:30:00 GMT", "2016-09-05T10:30:00+00:00"),
        ("September 5, 2016", "2016-09-05"),
        ("5 SEPTEMBER 2016", "2016-09-05"),
        ("2016-09-05 99:99", "2016-09-05"),
        ("2016-09-05 10:00:00 +0200", "2016-09-05T10:00:00+0200"),
        ("20160905T100000Z", "2016-09-05T10:00:00Z"),
        ("September 5, 2016 Monday", "2016-09-05"),
        ("Monday, 05-Sep-16 10:30:00 GMT", "2016-09-05T10:30:00+00:00"),
        ("05 Sep 16 10:30 EST", "2016-09-05T10:30:00-05:00"),
        ("Mon,5 Sep 2016 10:30:00 +02:00", "2016-09-05T10:30:00+02:00"),
        ("Mon Sep 5 10:30:00 2016", "2016-09-05T10:30:00"),
        ("Mon Sep 05 10:30:00 EST 2016", "2016-09-05T10:30:00-05:00"),
        ("5 Sept 2016 10:00", "2016-09-05"),
        ("5 September 2016 10:30 PM", "2016-09-05"),
        ("5 September 2016 24:30", "2016-09-05"),
    ],
)
def test_a_written_date_becomes_iso_8601_and_no_more_precise(written: str, iso: str) -> None:
    assert iso_date(written) == iso


@pytest.mark.parametrize(
    "written",
    [
        "",
        "05/06/2016",
        "yesterday",
        "2016-13-01",
        "September 5, 2016 Sunday",
        "05 Sep 16",
        "Mon, 01 Jan 0001 00:00:00 GMT",
        "Tue, 31 Feb 2024 10:00:00 GMT",
        "1473033600",
        "September 5",
        "2016 or 2017",
    ],
)
def test_a_written_date_that_is_not_certain_is_unknown(written: str) -> None:
    assert iso_date(written) is None


def report(text: str, published: str | None = "2016-09-07") -> Report:
    bare = Report(id="a", name="a", text=text)
    return Report(
        id="a",
        name="a",
        text=text,
        blocks=(Block(bare.span(0, len(text)), "body", ""),),
        published=Stated(published, "field date") if published else None,
    )


@pytest.mark.parametrize(
    ("text", "words", "day"),
    [
        ("The mayor said on Monday that the bridge is safe.", "Monday", "2016-09-05"),
        ("“The bridge closes on Friday”, she said yesterday.", "yesterday", "2016-09-06"),
        ("She said on Monday, September 5, that all is well.", "September 5", "2016-09-05"),
        ("He said on Monday that he will leave on Friday.", "Monday", "2016-09-05"),
    ],
)
def test_when_it_was_said_comes_from_the_narration(text: str, words: str, day: str) -> None:
    one = report(text)
    when = said_when(one, [one.span(0, len(text))])
    assert when is not None
    assert (when.span.text(one), when.date) == (words, day)


@pytest.mark.parametrize(
    "text",
    ["The mayor said the bridge is safe.", "“We met on Monday”, she said.", "She said she will speak on Friday."],
)
def test_without_a_date_in_the_narration_nothing_is_said_of_when(text: str) -> None:
    one = report(text)
    assert said_when(one, [one.span(0, len(text))]) is None


def test_two_different_days_leave_the_date_open() -> None:
    one = report("She said on Monday, as she had on Sunday, that all is well.")
    when = said_when(one, [one.span(0, len(one.text))])
    assert when is not None
    assert (when.date, when.basis) == (None, "several dates stand beside it: Monday, Sunday")


def test_without_a_publication_date_the_words_are_kept_and_the_reason_given() -> None:
    one = report("She said on Monday that all is well.", published=None)
    when = said_when(one, [one.span(0, len(one.text))])
    assert when is not None
    assert (when.date, when.basis, when.span.text(one)) == (None, "no publication date to count from", "Monday")


@given(st.text(alphabet=st.sampled_from("Mayondy 5 2016,./-Sept JuneFriday19"), max_size=80))
def test_expressions_stand_in_order_and_never_overlap(text: str) -> None:
    found = find_dates(text)
    assert all(0 <= one.start < one.end <= len(text) for one in found)
    assert all(one.end <= after.start for one, after in zip(found, found[1:], strict=False))


@given(st.text(max_size=40))
def test_any_field_value_gives_a_date_or_none(written: str) -> None:
    value = iso_date(written)
    assert value is None or value[:4].isdigit()
