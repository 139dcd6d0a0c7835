"""What a report tells in its own voice."""

from __future__ import annotations

from onrecord.reuse.narration import Narration
from tests.statements.piles import report

TOLD = "The bridge shut at noon.\nCrews came from Wend.\nNobody was hurt.\nThe toll stays.\n"


def words(text: str, spoken: tuple[tuple[int, int], ...] = ()) -> list[str]:
    one = report("a", text)
    told = Narration(one, [one.span(*place) for place in spoken])
    return [text[start:].split()[0].strip(".,“”\n") for start in told.starts]


def test_words_in_quotation_marks_are_not_told() -> None:
    assert words("The mayor said “it will hold” on Monday.") == ["The", "mayor", "said", "on", "Monday"]


def test_words_that_others_put_in_marks_are_not_told() -> None:
    assert words("The bridge will hold.", ((4, 15),)) == ["The", "hold"]


def test_a_paragraph_that_says_we_is_somebodys_own_words() -> None:
    assert words(TOLD + "We regret the delay.") == words(TOLD)


def test_a_post_is_somebodys_own_words() -> None:
    assert words(TOLD + "@kelmouth the bridge is gone pic.twitter.com/abc") == words(TOLD)


def test_a_column_in_the_first_person_is_told() -> None:
    assert len(words("I crossed the bridge.\nMy shoes got wet.")) == 8


def test_words_are_counted_where_they_begin() -> None:
    one = report("a", "One two three four.")
    told = Narration(one)
    assert (len(told), told.words_before(8), told.told_at([0, 1, 4]), told.held([one.span(4, 13)])) == (
        4,
        2,
        {0, 4},
        0.5,
    )
