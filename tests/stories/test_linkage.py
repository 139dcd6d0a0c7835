"""Average linkage: the fast way gives what the slow, obvious way gives; nothing chains; decisions are kept."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.stories.linkage import DIGITS, Pair, link


def link_slowly(count: int, alike: Mapping[Pair, float], enough: float) -> list[list[int]]:
    """Join the two groups that are most alike, again and again, looking at all pairs each time."""
    groups = [[number] for number in range(count)]

    def average(one: list[int], other: list[int]) -> float:
        total = sum(alike.get((min(a, b), max(a, b)), 0.0) for a in one for b in other)
        return round(total / (len(one) * len(other)), DIGITS)

    while len(groups) > 1:
        best, one, other = min((-average(a, b), a[0], b[0]) for a, b in combinations(sorted(groups), 2))
        if -best < enough:
            break
        joined = sorted(member for group in groups if group[0] in (one, other) for member in group)
        groups = [group for group in groups if group[0] not in (one, other)] + [joined]
    return sorted(groups)


@st.composite
def likenesses(draw: st.DrawFn) -> tuple[int, dict[Pair, float]]:
    """Draw a number of texts and how alike some of their pairs are, ties included."""
    count = draw(st.integers(0, 9))
    pairs = list(combinations(range(count), 2))
    chosen = draw(st.lists(st.sampled_from(pairs), unique=True)) if pairs else []
    return count, {pair: draw(st.integers(1, 32)) / 64 for pair in chosen}


@given(likenesses(), st.integers(1, 32))
def test_the_fast_way_is_the_slow_way(texts: tuple[int, dict[Pair, float]], enough: int) -> None:
    count, alike = texts
    assert link(count, alike, enough / 64) == link_slowly(count, alike, enough / 64)


def test_one_report_that_touches_two_stories_does_not_make_them_one() -> None:
    chain = {(0, 1): 0.9, (1, 2): 0.4, (2, 3): 0.9}
    assert link(4, chain, 0.3) == [[0, 1], [2, 3]]


@pytest.mark.parametrize(("enough", "groups"), [(0.5, [[0, 1], [2]]), (0.2, [[0, 1, 2]])])
def test_groups_are_joined_while_they_are_alike_enough_on_average(enough: float, groups: list[list[int]]) -> None:
    assert link(3, {(0, 1): 0.9, (0, 2): 0.6, (1, 2): 0.2}, enough) == groups


@given(likenesses(), st.data())
def test_what_is_decided_is_kept(texts: tuple[int, dict[Pair, float]], data: st.DataObject) -> None:
    count, alike = texts
    if count < 4:
        return
    numbers = data.draw(st.permutations(range(count)))
    together, apart = [numbers[:2]], [(numbers[0], numbers[2]), (numbers[2], numbers[3])]
    groups = link(count, alike, 0.0, together, apart)
    holder = {member: number for number, group in enumerate(groups) for member in group}
    assert sorted(holder) == list(range(count))
    assert holder[numbers[0]] == holder[numbers[1]]
    assert all(holder[one] != holder[other] for one, other in apart)
