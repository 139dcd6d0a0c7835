"""A line is a paragraph, unless the text is hard-wrapped."""

from __future__ import annotations

import pytest
from tests.timing import takes_at_most

from onrecord.read.paragraphs import MOST_LINES, find_paragraphs

WRAPPED = """\
The ferry that links the two banks of the river will sail again
on Monday after three weeks in the dock, the harbour master told
the council, and tickets cost the same.

Passengers had waited for the news since the storm, and some of
them had begun to cross the river in boats of their own.
"""


def paragraphs(text: str) -> list[str]:
    return [text[one.start : one.end] for one in find_paragraphs(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("One.\nTwo.", ["One.", "Two."]),
        ("One.\r\n\r\nTwo.\r\n", ["One.", "Two."]),
        ("One.\rTwo.", ["One.", "Two."]),
        ("  One.  \n\t\n Two. ", ["One.", "Two."]),
        ("One.\u2028Two.\u2029Three.", ["One.", "Two.", "Three."]),
        ("", []),
        (" \n \n", []),
    ],
)
def test_a_line_is_a_paragraph(text: str, expected: list[str]) -> None:
    assert paragraphs(text) == expected


def test_wrapped_lines_are_one_paragraph_with_its_newlines() -> None:
    first, second = WRAPPED.strip().split("\n\n")
    assert paragraphs(WRAPPED) == [first, second]


def test_wrapped_lines_without_empty_lines_part_where_a_line_is_short() -> None:
    first, second = WRAPPED.strip().split("\n\n")
    assert paragraphs("\n".join([first, second, first])) == [first, second, first]


def test_a_list_of_short_lines_is_not_wrapped_text() -> None:
    lines = [
        "Anna Able, harbour master",
        "Bob Baker, mayor",
        "Carla Cook, captain of the ferry",
        "Dan Drake, who waited",
    ]
    assert paragraphs("\n".join(lines)) == lines


def test_whole_paragraphs_one_below_the_other_are_not_wrapped_text() -> None:
    lines = [
        "The ferry will sail again on Monday, and tickets will cost the same.",
        "The mayor said he was glad of it.",
        "Passengers had waited for three weeks since the storm.",
        "Some crossed the river in boats of their own.",
    ]
    assert paragraphs("\n".join(lines)) == lines


def test_what_follows_after_very_many_lines_is_one_paragraph() -> None:
    found = paragraphs("a\n" * MOST_LINES + " b\n\nc \n")
    assert (len(found), found[-2:]) == (MOST_LINES + 1, ["a", "b\n\nc"])


@pytest.mark.parametrize("line", ["a\n", "\n", " \n", "\r\n"])
def test_a_million_lines_are_no_more_work_than_a_hundred_thousand(line: str) -> None:
    text = f"a{line * 1_000_000}b"
    assert takes_at_most(1.0, lambda: find_paragraphs(text))
