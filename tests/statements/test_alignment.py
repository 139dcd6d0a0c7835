"""The aligner against a slow, plain version of itself, and on words that one can read."""

from __future__ import annotations

from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.statements import alignment
from onrecord.statements.alignment import GAP, NEIGHBOUR, align, likeness
from onrecord.statements.steps import steps
from onrecord.tokens import Token, words

SENTENCES = st.lists(st.sampled_from("the bridge bridges is not now shut. We it's".split()), max_size=9).map(" ".join)


def score(base: tuple[Token, ...], other: tuple[Token, ...], pairs: list[tuple[int, int]]) -> int:
    total = GAP * (len(base) + len(other) - 2 * len(pairs))
    for number, (i, j) in enumerate(pairs):
        total += likeness(base[i], other[j]) + (NEIGHBOUR if number and pairs[number - 1] == (i - 1, j - 1) else 0)
    return total


def best(base: tuple[Token, ...], other: tuple[Token, ...]) -> int:
    @cache
    def rest(i: int, j: int, paired: bool) -> int:
        if i == len(base) or j == len(other):
            return GAP * (len(base) - i + len(other) - j)
        options = [GAP + rest(i + 1, j, False), GAP + rest(i, j + 1, False)]
        if likeness(base[i], other[j]) > 0:
            options.append(likeness(base[i], other[j]) + (NEIGHBOUR if paired else 0) + rest(i + 1, j + 1, True))
        return max(options)

    return rest(0, 0, False)


@given(SENTENCES, SENTENCES)
def test_no_other_way_of_pairing_the_words_scores_higher(one: str, other: str) -> None:
    base, counterpart = words(one), words(other)
    assert score(base, counterpart, align(base, counterpart)) == best(base, counterpart)


@given(SENTENCES, SENTENCES)
def test_pairs_ascend_on_both_sides(one: str, other: str) -> None:
    pairs = align(words(one), words(other))
    assert all(a[0] < b[0] and a[1] < b[1] for a, b in zip(pairs, pairs[1:], strict=False))


@given(SENTENCES, SENTENCES)
def test_steps_cover_both_wordings_once(one: str, other: str) -> None:
    base, counterpart = words(one), words(other)
    path = steps(base, counterpart)
    assert sorted(i for step in path for i in range(*step.base)) == list(range(len(base)))
    assert sorted(j for step in path for j in range(*step.other)) == list(range(len(counterpart)))


def test_long_wordings_are_cut_at_long_runs_and_come_out_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    base = words(
        "We shut the old bridge on Monday night because the engineers told us to, and we will not open it before spring."
    )
    other = words(
        "We shut the bridge on Monday night because the engineers told us to do so, and we will not open it till spring."
    )
    whole = align(base, other)
    monkeypatch.setattr(alignment, "WHOLE_TABLE", 60)
    assert align(base, other) == whole


def test_words_stay_with_their_neighbours() -> None:
    base, other = (
        words("The money was there. It has been there for months. We asked."),
        words("The money was there. We asked."),
    )
    assert align(base, other) == [(0, 0), (1, 1), (2, 2), (3, 3), (10, 4), (11, 5)]
