"""Markdown is read as it is meant to be read: its words without the signs, its headings and lists marked."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.read.formats.opened import offers, opened, refusals

from onrecord.read.fields import Field, Offered


def rendered(content: str) -> Offered:
    (offer,) = offers(content, "story.md")
    return offer


def marked(content: str) -> list[tuple[str, str]]:
    offer = rendered(content)
    return [(offer.text[mark.start : mark.end], mark.kind) for mark in offer.marks]


@pytest.mark.parametrize(
    ("content", "text"),
    [
        ("The *ferry* **sails** ~~not~~ `now`.", "The ferry sails not now."),
        ("The [ferry](https://post.example) sails.", "The ferry sails."),
        ("The <https://post.example> page.", "The https://post.example page."),
        ("One line\nand the next.", "One line and the next."),
        ("One line  \nand the next.", "One line\nand the next."),
        ("> “It sails,” he said.", "“It sails,” he said."),
        ("It ![a boat](boat.png) sails.", "It  sails."),
        ("It &amp; they, 5 \\* 5.", "It & they, 5 * 5."),
        ("It <b>sails</b>.<br>Again.", "It sails.\nAgain."),
        ("<!-- not seen -->\n\nSeen.", "Seen."),
        ("<script>\nalert(1)\n</script>\n\nSeen.", "Seen."),
        ("One.\n\n***\n\nTwo.", "One.\n\nTwo."),
        ("One.\r\n\r\nTwo.", "One.\n\nTwo."),
    ],
)
def test_the_words_are_kept_and_the_signs_are_not(content: str, text: str) -> None:
    assert rendered(content).text == text


def test_headings_lists_tables_and_code_are_marked() -> None:
    content = (
        "# Ferry *sails*\n\nWords.\n\n## More\n\n- one\n- two\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n```\ncode\n```\n"
    )
    assert marked(content) == [
        ("Ferry sails", "headline"),
        ("More", "crosshead"),
        ("one", "list"),
        ("two", "list"),
        ("a | b", "list"),
        ("1 | 2", "list"),
        ("code", "boilerplate"),
    ]


@pytest.mark.parametrize(
    "matter",
    [
        "title: Ferry sails\nauthor: Anna Able, Bob Baker\ndate: 2016-09-05\nsource: Harbour Post",
        'title: "Ferry sails"\nauthors: [Anna Able, "Bob Baker"]\ndate: 2016-09-05\nsource: Harbour Post\ntags: [a]',
        "title: 'Ferry sails'\nauthors:\n- Anna Able\n- Bob Baker\ndate: 2016-09-05\noutlet: Harbour Post",
    ],
)
def test_the_fields_at_the_top_are_taken(matter: str) -> None:
    offer = rendered(f"---\n{matter}\n---\n\nIt sails.\n")
    assert offer.text == "It sails."
    assert offer.title == Field("title", "Ferry sails")
    assert offer.byline is not None and offer.byline.value == "Anna Able, Bob Baker"
    assert offer.published == Field("date", "2016-09-05")
    assert offer.outlet is not None and offer.outlet.value == "Harbour Post"


def test_what_is_no_field_stays_in_the_text() -> None:
    assert rendered("---\nIt sails.\n---\n").text == "It sails."


def test_a_file_of_signs_only_is_empty() -> None:
    (one,) = refusals("![](a.png)\n\n---\n", "a.md")
    assert (one.reason, one.code) == ("it is empty", "empty")


def test_the_careful_way_keeps_every_sign() -> None:
    (offer,) = opened("# The *ferry*", "a.md", careful=True)
    assert isinstance(offer, Offered)
    assert (offer.text, offer.flags) == ("# The *ferry*", ("degraded",))


@given(st.text(alphabet="ab *_#>-`[]()<>!|\n\t1.\\&;~\"'", max_size=200))
def test_marks_lie_in_the_text_in_order(content: str) -> None:
    for offer in opened(content, "a.md"):
        if isinstance(offer, Offered):
            ends = [0]
            for mark in offer.marks:
                assert ends[-1] <= mark.start < mark.end <= len(offer.text)
                assert offer.text[mark.start : mark.end].strip()
                ends.append(mark.end)
