"""The index join over a pile: it finds what a slow look at all pairs of words finds, and its work stays in bounds."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.reuse.join import join, shared_runs
from onrecord.reuse.limits import limits
from onrecord.reuse.pile import BREAK, Pile, lay_out
from onrecord.reuse.seeds import GRAM, HOT_GRAM, LONGEST_GRAM, find_seeds

Run = tuple[int, int, int, int, int]  # text, place, other text, place, words

# Invented words, none of them in the list of common ones: each is worth a good deal.
WORDS = tuple(
    f"{first}{second}"
    for first in ("bram", "quill", "tors", "vane")
    for second in ("dle", "fen", "gate", "mire", "wick")
)


def pile_of(texts: Sequence[Sequence[str]]) -> Pile:
    numbers: dict[str, int] = {}
    rows = [np.array([*(numbers.setdefault(word, len(numbers)) for word in text), BREAK], np.int32) for text in texts]
    return lay_out(rows, [(number,) for number in range(len(rows))], list(numbers))


def every_common_run(texts: Sequence[Sequence[str]], shortest: int = GRAM) -> set[Run]:
    """Look at every pair of words of every pair of texts: slow, and plain to see that nothing is missed."""
    found = set()
    for (one, a), (two, b) in combinations(enumerate(texts), 2):
        for i in range(len(a)):
            for j in range(len(b)):
                if a[i] != b[j] or (i and j and a[i - 1] == b[j - 1]):
                    continue
                length = 0
                while i + length < len(a) and j + length < len(b) and a[i + length] == b[j + length]:
                    length += 1
                if length >= shortest:
                    found.add((one, i, two, j, length))
    return found


def common_runs(pile: Pile, large: int | None = None) -> set[Run]:
    """Find the same by the index."""
    seeds = find_seeds(pile) if large is None else find_seeds(pile, large)
    a, b, length = shared_runs(pile, seeds)
    one, two = pile.texts_at(a), pile.texts_at(b)
    columns = one, a - pile.first[one], two, b - pile.first[two], length
    return set(zip(*(column.tolist() for column in columns), strict=True))


FEW_WORDS = st.lists(st.lists(st.sampled_from("abc"), max_size=11), max_size=4)
MANY_WORDS = st.lists(st.lists(st.sampled_from(WORDS), max_size=40), min_size=2, max_size=5)


@given(FEW_WORDS)
def test_the_index_finds_every_common_run(texts: list[list[str]]) -> None:
    assert common_runs(pile_of(texts)) == every_common_run(texts)


@given(MANY_WORDS, st.data())
def test_it_does_so_where_a_passage_was_copied(texts: list[list[str]], data: st.DataObject) -> None:
    passage = data.draw(st.lists(st.sampled_from(WORDS), min_size=4, max_size=20))
    for text in texts[:2]:
        text[data.draw(st.integers(0, len(text))) :] = passage
    assert common_runs(pile_of(texts)) == every_common_run(texts)


@given(FEW_WORDS)
def test_a_large_pile_still_finds_every_run_of_eight(texts: list[list[str]]) -> None:
    found = common_runs(pile_of(texts), large=0)
    assert found <= every_common_run(texts)
    assert every_common_run(texts, LONGEST_GRAM) <= found


@given(MANY_WORDS, st.lists(st.sampled_from(WORDS), min_size=8, max_size=20), st.data())
def test_every_long_run_lies_within_a_passage(texts: list[list[str]], passage: list[str], data: st.DataObject) -> None:
    for text in texts[:2]:
        place = data.draw(st.integers(0, len(text)))
        text[place:place] = passage
    pile = pile_of(texts)
    found = join(pile)
    for one, i, two, j, length in every_common_run(texts, 8):
        a, b = i + pile.first[one], j + pile.first[two]
        inside = (found.a <= a) & (found.a_end >= a + length) & (found.b <= b) & (found.b_end >= b + length)
        assert inside.any()


@given(MANY_WORDS)
def test_a_passage_holds_the_words_it_counts(texts: list[list[str]]) -> None:
    pile = pile_of([*texts, texts[0][::-1] + texts[1]])
    for a, a_end, b, b_end, equal, weight, longest in zip(*join(pile), strict=True):
        assert 0 <= a < a_end <= b < b_end <= len(pile.words)
        assert 0 < longest <= equal <= min(a_end - a, b_end - b)
        assert (pile.words[a:a_end] != BREAK).all() and (pile.words[b:b_end] != BREAK).all()
        assert 0 < weight <= pile.weights[pile.words[a:a_end]].sum() + 0.001


def numbered(*rows: Sequence[int]) -> Pile:
    laid = [np.array([*row, BREAK], np.int32) for row in rows]
    size = max((max(row, default=0) for row in rows), default=0) + 1
    return lay_out(laid, [(number,) for number in range(len(laid))], [f"word{n}" for n in range(size)])


@pytest.mark.parametrize("times", [100, 2_000])
def test_one_sentence_over_and_over_costs_no_more_than_a_few_times(times: int) -> None:
    sentence = list(range(10))
    pile = numbered([*range(20, 60), *sentence * times], [*range(60, 90), *sentence * times])
    assert len(find_seeds(pile).a) <= 20


@pytest.mark.parametrize("times", [100, 400])
def test_nearly_the_same_reports_by_the_hundred_are_compared_with_one_of_them(times: int) -> None:
    chance = np.random.default_rng(1)
    rows = [list(range(60)) for _ in range(times)]
    for row in rows:
        row[int(chance.integers(0, 60))] = 60 + int(chance.integers(0, 5))
    pile = numbered(*rows)
    seeds = find_seeds(pile)
    assert len(seeds.a) <= 6 * times
    passages = join(pile, seeds)
    joined = set(pile.texts_at(passages.a).tolist()) | set(pile.texts_at(passages.b).tolist())
    assert joined == set(range(times))
    assert any("nearly the same" in limit.because for limit in limits(pile, seeds))


def test_stock_wording_of_very_many_reports_is_put_aside_and_told() -> None:
    stock = list(range(6))
    rows = [[*stock, *range(100 * n + 10, 100 * n + 30)] for n in range(HOT_GRAM + 1)]
    pile = numbered(*rows)
    seeds = find_seeds(pile)
    assert len(join(pile, seeds).a) == 0
    (told,) = limits(pile, seeds)
    assert told.stage == "reuse" and told.because.startswith("243 short rows of words")


def test_stock_wording_within_a_copy_does_not_break_it() -> None:
    stock = list(range(6))
    rows = [[*stock, *range(100 * n + 10, 100 * n + 30)] for n in range(HOT_GRAM + 1)]
    copied = [*range(20_000, 20_010), *stock, *range(20_010, 20_020)]
    passages = join(numbered(copied, [*range(30_000, 30_005), *copied], *rows))
    assert passages.equal.tolist() == [26]


def test_an_empty_pile_shares_nothing() -> None:
    assert len(join(lay_out([], [], [])).a) == 0
    assert len(join(numbered([], [])).a) == 0
