"""What a report says of itself, and what it does not say stays unknown."""

from __future__ import annotations

from pathlib import Path

import pytest

from onrecord.model import Block, Report, Span, Stated
from onrecord.read import read
from onrecord.read.fields import Field
from onrecord.read.page import ELSEWHERE
from onrecord.read.particulars import basis_of, find_particulars, published_field

BODY = (
    "The ferry will sail again on Monday, the harbour master said.\n\nTickets will cost the same as before the storm.\n"
)


def report(folder: Path, text: str) -> Report:
    (folder / "a.txt").write_text(text, encoding="utf-8")
    (one,) = read([folder / "a.txt"]).reports
    return one


def told(one: Report, stated: Stated | None) -> tuple[str, str, str] | None:
    """Give value, words in the text and basis."""
    return (stated.value, stated.span.text(one), stated.basis) if stated and stated.span else None


@pytest.mark.parametrize(
    ("start", "value", "words"),
    [
        ("OSTPORT, Northland (Reuters) - ", "Reuters", "Reuters"),
        ("OSTPORT, Sept. 5 (AP) — ", "Associated Press", "AP"),
        ("Ostport (AFP) – ", "Agence France-Presse", "AFP"),
        ("(CNN) ", "CNN", "CNN"),
        ("OSTPORT (Harbour Press) -- ", "Harbour Press", "Harbour Press"),
    ],
)
def test_a_dateline_names_the_agency(tmp_path: Path, start: str, value: str, words: str) -> None:
    one = report(tmp_path, start + BODY)
    assert told(one, one.agency) == (value, words, "dateline")


@pytest.mark.parametrize(
    ("end", "value", "words"),
    [("(AP)", "Associated Press", "AP"), ("— Reuters", "Reuters", "Reuters"), ("Reuters", "Reuters", "Reuters")],
)
def test_the_last_line_names_the_agency(tmp_path: Path, end: str, value: str, words: str) -> None:
    one = report(tmp_path, BODY + end)
    assert told(one, one.agency) == (value, words, "credit at the end")


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("By Anna Able", "Anna Able"),
        ("By Anna Able, Staff Writer | 5 Sept 2016", "Anna Able"),
        ("BY ANNA ABLE AND BOB BAKER", "ANNA ABLE AND BOB BAKER"),
        ("By Anna de la Cruz for The Harbour Post", "Anna de la Cruz"),
        ("By Anna Able in Ostport", "Anna Able"),
    ],
)
def test_a_byline_names_the_writers(tmp_path: Path, line: str, names: str) -> None:
    one = report(tmp_path, f"Ferry sails again\n{line}\n{BODY}")
    assert told(one, one.byline) == (names, names, "byline")


@pytest.mark.parametrize(
    ("line", "value", "words", "basis"),
    [
        ("Published: 5 September 2016", "2016-09-05", "5 September 2016", "a line that says when it was published"),
        (
            "First published on Sept. 5, 2016 at 10:15",
            "2016-09-05",
            "Sept. 5, 2016",
            "a line that says when it was published",
        ),
        (
            "Published 5 September 2016 Updated 7 September 2016",
            "2016-09-05",
            "5 September 2016",
            "a line that says when it was published",
        ),
        ("By Anna Able | 5 Sept 2016", "2016-09-05", "5 Sept 2016", "byline"),
        ("September 5, 2016", "2016-09-05", "September 5, 2016", "a line with a date"),
    ],
)
def test_a_line_above_the_text_gives_the_date(tmp_path: Path, line: str, value: str, words: str, basis: str) -> None:
    one = report(tmp_path, f"Ferry sails again\n{line}\n{BODY}")
    assert told(one, one.published) == (value, words, basis)


def test_a_dateline_with_a_year_gives_the_date(tmp_path: Path) -> None:
    one = report(tmp_path, "OSTPORT, September 5, 2016 (Reuters) - " + BODY)
    assert told(one, one.published) == ("2016-09-05", "September 5, 2016", "dateline")


@pytest.mark.parametrize(
    "text",
    [
        BODY,
        "OSTPORT, Sept. 5 (AP) — " + BODY,
        "Updated: 7 September 2016\n" + BODY,
        BODY + "© 2016 The Harbour Post",
        BODY + "Correction appended\nSeptember 7, 2016",
        "On 5 September 2016 the ferry sank.\n" + BODY,
    ],
)
def test_what_is_no_date_of_publication_is_not_taken_for_one(tmp_path: Path, text: str) -> None:
    assert report(tmp_path, text).published is None


def test_a_note_on_where_it_first_appeared_gives_the_outlet(tmp_path: Path) -> None:
    one = report(tmp_path, BODY + "\nThis story originally appeared in The Harbour Post.")
    assert told(one, one.outlet) == ("The Harbour Post", "The Harbour Post", "a note where the story first appeared")


def test_a_plain_text_without_particulars_claims_none(tmp_path: Path) -> None:
    one = report(tmp_path, BODY)
    assert (one.title, one.outlet, one.published, one.byline, one.agency, one.url) == (None,) * 6


def test_people_who_tell_an_agency_something_are_no_credit(tmp_path: Path) -> None:
    assert report(tmp_path, BODY + "He was glad of it, the mayor told Reuters.").agency is None


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("(Reporting by Anna Able; editing by Bob Baker)", "Anna Able"),
        ("(Reporting by Anna Able in Ostport; Editing by Bob Baker)", "Anna Able"),
        (
            "Reporting by Anna Able, Bob Baker and Carla Cook; Editing by Dan Drake",
            "Anna Able, Bob Baker and Carla Cook",
        ),
        ("(Reporting by Anna Able.)", "Anna Able"),
    ],
)
def test_a_credit_at_the_end_names_the_writers(tmp_path: Path, line: str, names: str) -> None:
    one = report(tmp_path, f"{BODY}\n{line}")
    assert told(one, one.byline) == (names, names, "credit “Reporting by”")


@pytest.mark.parametrize("line", ["(Editing by Bob Baker)", "(Additional reporting by Bob Baker)"])
def test_who_only_edited_or_helped_is_not_the_writer(tmp_path: Path, line: str) -> None:
    assert report(tmp_path, f"{BODY}\n{line}").byline is None


def test_a_signature_of_a_post_is_not_the_writer(tmp_path: Path) -> None:
    one = report(tmp_path, f"{BODY}\nI am glad. — By Anna Able (@annaable) May 5, 2016")
    assert (one.byline, one.published) == (None, None)


def test_a_masthead_gives_outlet_and_the_lines_below_it_title_and_date(tmp_path: Path) -> None:
    one = report(tmp_path, "The Ostport Courier – Harbour\nFerry sails again\nBy Anna Able\n5 May 2016\n" + BODY)
    assert told(one, one.outlet) == ("The Ostport Courier", "The Ostport Courier", "masthead")
    assert told(one, one.title) == ("Ferry sails again", "Ferry sails again", "headline in the text")
    assert told(one, one.published) == ("2016-05-05", "5 May 2016", "a line with a date")


@pytest.mark.parametrize(
    "top", ["OSTPORT (AP) — ", "OSTPORT — ", "Published: soon\n", "By Anna Able | Ostport\n", "Updated\n"]
)
def test_a_top_without_a_date_gives_no_date(tmp_path: Path, top: str) -> None:
    assert report(tmp_path, top + BODY).published is None


@pytest.mark.parametrize(
    ("key", "basis"),
    [("pubDate", "field pubDate"), ("the page's own claim (og:title)", "the page's own claim (og:title)")],
)
def test_a_field_says_where_it_was_found(key: str, basis: str) -> None:
    assert basis_of(Field(key, "2031-02-03")) == basis
    assert published_field(Field(key, "2031-02-03")) == Stated("2031-02-03", basis)


def test_what_stands_elsewhere_on_a_page_says_nothing_of_the_report() -> None:
    text = "By Ada Lund\n\nThe pier stays shut until the spring, the council said."
    lines = [Block(Span("r", 0, 11), "byline", ELSEWHERE), Block(Span("r", 13, len(text)), "body", "a paragraph")]
    assert find_particulars(Report(id="r", name="r", text=text, blocks=tuple(lines))).byline is None
