"""Two wordings read from left to right, and which two are worth reading together."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.statements.steps import counterpart, steps
from onrecord.tokens import words


@pytest.mark.parametrize(
    ("base", "other", "kinds"),
    [
        ("we shut it", "we shut it", ["equal", "equal", "equal"]),
        ("we shut it", "we opened it", ["equal", "against", "equal"]),
        ("we shut it", "we shut", ["equal", "equal", "base"]),
        ("shut it", "we shut it", ["other", "equal", "equal"]),
        ("yesterday we shut it", "we shut it yesterday", ["moved-base", "equal", "equal", "equal", "moved-other"]),
        ("of it we shut the gate", "we shut the gate of it", ["base", "equal", "equal", "equal", "equal", "other"]),
    ],
)
def test_a_step_says_what_stands_against_what(base: str, other: str, kinds: list[str]) -> None:
    assert [step.kind for step in steps(words(base), words(other))] == kinds


def test_a_wording_is_read_against_the_base() -> None:
    wordings = [words(text) for text in ("we shut the bridge and the gate", "we shut the bridge", "we shut the gate")]
    assert [counterpart(wordings, number) for number in (1, 2)] == [0, 0]


def test_a_wording_that_the_base_has_not_is_read_against_the_one_that_has_it() -> None:
    texts = "we shut the bridge", "we shut the bridge. Lorries drowned nonetheless.", "Lorries drowned nonetheless."
    wordings = [words(text) for text in texts]
    assert counterpart(wordings, 2) == 1


def test_a_short_form_counts_as_the_word_it_stands_for_in_the_choice_of_wordings() -> None:
    wordings = [words(text) for text in ("storms came", "it had gone", "it’s gone", "it has gone")]
    assert counterpart(wordings, 3) == 2


WORDS = st.lists(st.sampled_from("we shut the old bridge gate never of it it's".split()), max_size=12).map(" ".join)


@given(WORDS, WORDS)
def test_the_steps_cover_both_wordings_each_word_once(base: str, other: str) -> None:
    path = steps(words(base), words(other))
    for side, length in ((0, len(words(base))), (1, len(words(other)))):
        ranges = [step[1 + side] for step in path]
        assert sorted(place for start, end in ranges for place in range(start, end)) == list(range(length))


@given(st.lists(WORDS.filter(bool), min_size=2, max_size=5))
def test_the_wording_to_read_against_shares_as_much_as_any_other(texts: list[str]) -> None:
    """The slow and obvious way: compare with every other wording."""
    wordings = [words(text) for text in texts]

    def shared(other: int) -> int:
        return sum(step.kind == "equal" for step in steps(wordings[other], wordings[-1]))

    found, base = counterpart(wordings, len(texts) - 1), shared(0)
    if 2 * base >= len(wordings[-1]):
        assert found == 0
    else:
        assert shared(found) == max(map(shared, range(len(texts) - 1)))
