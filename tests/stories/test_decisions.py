"""A reader's decisions: together is together, apart is apart, and nobody else moves without need."""

from __future__ import annotations

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from onrecord.corrections import Corrections, Decision
from onrecord.errors import InputError
from onrecord.stories import group_stories
from tests.stories.piles import ALL, FERRY, FIRE, FLOOD, names, stories

NAMES = [one.name for one in ALL]
FOUND = [[one.name for one in happening] for happening in (FLOOD, FIRE, FERRY)]


def decided(*decisions: Decision) -> list[list[str]]:
    return names(stories(ALL, Corrections(decisions)), ALL)


def test_two_stories_that_a_reader_merges_become_one_and_keep_their_company() -> None:
    assert decided(Decision("together", ("valley-echo", "hill-gazette-2"))) == [FOUND[0] + FOUND[1], FOUND[2]]


def test_a_report_that_a_reader_splits_off_leaves_the_others_together() -> None:
    split = decided(Decision("apart", ("harbour-post", "night-wire")), Decision("apart", ("coast-daily", "night-wire")))
    assert split == [*FOUND[:2], ["harbour-post", "coast-daily"], ["night-wire"]]


def test_when_a_story_is_split_the_others_go_where_they_are_most_alike() -> None:
    split = decided(Decision("apart", ("coast-daily", "night-wire")))
    assert split == [*FOUND[:2], ["harbour-post", "coast-daily"], ["night-wire"]]


def test_one_report_moves_when_it_is_put_with_one_story_and_apart_from_another() -> None:
    moved = decided(
        Decision("together", ("valley-echo", "valley-echo-2")), Decision("apart", ("valley-echo-2", "hill-gazette-2"))
    )
    assert moved == [["valley-echo", "hill-gazette", "valley-echo-2"], ["hill-gazette-2"], FOUND[2]]


def test_copies_of_one_text_can_be_kept_apart() -> None:
    copy = replace(FIRE[0], id="copy", name="copy")
    pile = (*FIRE, copy)
    found = stories(pile, Corrections((Decision("apart", ("valley-echo-2", "copy")),)))
    assert sorted(map(len, names(found, pile))) == [1, 2]


@pytest.mark.parametrize("kind", ["together", "apart"])
def test_what_is_so_already_stays_so(kind: str) -> None:
    settled = (
        Decision("together", ("valley-echo", "hill-gazette"))
        if kind == "together"
        else Decision("apart", ("valley-echo", "night-wire"))
    )
    assert decided(settled) == FOUND


decisions = st.lists(
    st.builds(
        Decision,
        st.sampled_from(["together", "apart"]),
        st.lists(st.sampled_from(NAMES), min_size=2, max_size=3, unique=True).map(tuple),
    ),
    max_size=4,
)


@given(decisions)
def test_decisions_hold_and_stories_that_they_do_not_touch_stay(made: list[Decision]) -> None:
    try:
        found = decided(*made)
    except InputError as refused:
        assert "to be apart, but other entries put them together" in str(refused)
        return
    assert sorted(name for members in found for name in members) == sorted(NAMES)
    story_of = {name: number for number, members in enumerate(found) for name in members}
    for decision in made:
        for one, other in combinations(decision.names, 2):
            assert (story_of[one] == story_of[other]) == (decision.kind == "together")
    named = {name for decision in made for name in decision.names}
    assert all(members in found for members in FOUND if named.isdisjoint(members))


@given(decisions)
def test_decisions_hold_on_every_build_and_in_any_order(made: list[Decision]) -> None:
    try:
        once = {frozenset(members) for members in decided(*made)}
    except InputError:
        return
    reports = ALL[::-1]
    again = group_stories(reports, (), (), Corrections(tuple(made[::-1]))).stories
    assert {frozenset(members) for members in names(again, reports)} == once
