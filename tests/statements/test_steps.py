"""Two wordings read from left to right, and which two are worth reading together."""

from __future__ import annotations

import pytest

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
