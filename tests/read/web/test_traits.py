"""What a paragraph of a page is like is seen from itself alone, in any writing."""

from __future__ import annotations

import pytest
from tests.timing import grows_at_most

from onrecord.read.web.article import choose_article
from onrecord.read.web.strays import Home, home_of
from onrecord.read.web.traits import is_labelled_link, is_sentence, is_stamp
from onrecord.read.web.units import Place, Unit

SENTENCE = "The pier stays shut until the spring."


PARAGRAPH = Place(1, "p")


def unit(text: str, linked: str = "", place: Place = PARAGRAPH) -> Unit:
    """Give a unit; `linked` is the part of it that is a link."""
    return Unit(text, place, len("".join(linked.split())))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (SENTENCE, True),
        ("“We never signed the lease for it.”", True),
        ("Six walks along the northern coast", False),
        ("Read more.", False),
        ("市議会は月曜日、古い橋を春まで閉鎖することを決めた。", True),
        ("「もっと早く知るべきだったと思う。」", True),
        ("広告", False),
        ("नगर परिषद ने सोमवार को पुल बंद किया।", True),
        ("لماذا أغلق المجلس البلدي الجسر القديم؟", True),
    ],
)
def test_a_sentence_has_words_and_an_end(text: str, expected: bool) -> None:
    assert is_sentence(unit(text)) is expected


@pytest.mark.parametrize(
    ("text", "linked", "expected"),
    [
        ("Lesen Sie auch: Bäcker am Kai gewinnen Preis", "Bäcker am Kai gewinnen Preis", True),
        ("Read more: Storm nears the coast", "Read more: Storm nears the coast", True),
        ("関連記事: 波止場のパン屋が賞を受ける", "波止場のパン屋が賞を受ける", True),
        ("Pro tip: Get more ideas for the harbour here!", "Get more ideas for the harbour here!", False),
        ("The mayor: Storm nears the coast", "", False),
        ("The mayor said this: storm nears the coast", "the coast", False),
        ("Website: example", "example", False),
    ],
)
def test_a_label_and_a_link_lead_to_another_story(text: str, linked: str, expected: bool) -> None:
    assert is_labelled_link(unit(text, linked)) is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("3.2.2021 10:15", True),
        ("2021年2月3日", True),
        ("2021.02.03. 오전 10:15", True),
        ("Rockport 14 11 6 15 44", False),
        ("In 2021 the pier was shut.", False),
        ("", False),
    ],
)
def test_a_stamp_is_a_year_and_mostly_figures(text: str, expected: bool) -> None:
    assert is_stamp(unit(text)) is expected


def test_what_the_article_itself_stands_in_says_nothing_against_a_paragraph() -> None:
    inside = unit(SENTENCE, place=Place(3, "p", (0, 1, 2), ("aside",), inside=frozenset({"with", "sidebar"})))
    assert Home().is_elsewhere(inside)
    assert not home_of([inside], [True]).is_elsewhere(inside)


def test_choosing_costs_no_more_than_twice_for_twice_the_page() -> None:
    def page(count: int) -> list[Unit]:
        around = tuple(range(300))
        return [
            unit(f"{number}. {SENTENCE}", place=Place(number + 300, "h1" if not number else "p", around))
            for number in range(count)
        ]

    short, long = page(1_000), page(2_000)
    assert grows_at_most(
        2.8,
        lambda: choose_article(short, [False] * 1_000, headline=0),
        lambda: choose_article(long, [False] * 2_000, headline=0),
    )
