"""Which reports belong together: what a reader of the pile would say, whatever the order, the files' names and the copies."""

from __future__ import annotations

import random
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from onrecord.model import Report, Reuse, Stated
from onrecord.stories import group, group_stories, likeness
from tests.conftest import SHARED
from tests.stories.piles import ALL, FERRY, FIRE, FLOOD, names, report, stories


def test_each_happening_is_a_story_in_the_order_of_its_first_report() -> None:
    found = stories(ALL)
    assert names(found, ALL) == [[one.name for one in happening] for happening in (FLOOD, FIRE, FERRY)]
    assert [story.number for story in found] == [1, 2, 3]


def test_a_report_some_days_later_belongs_to_what_it_follows_up() -> None:
    assert names(stories(FERRY), FERRY) == [["harbour-post", "coast-daily", "night-wire"]]


def test_two_reports_alone_are_one_story_when_they_tell_one() -> None:
    assert len(stories(FIRE)) == 1
    assert len(stories((FIRE[0], FLOOD[0]))) == 2


def test_no_reports_no_stories() -> None:
    assert stories(()) == ()


def test_reports_without_a_date_are_grouped_by_their_words() -> None:
    undated = [replace(one, published=None) for one in ALL]
    assert names(stories(undated), undated) == names(stories(ALL), ALL)


def test_one_wrong_date_tears_no_report_from_its_story() -> None:
    wrong = (*FERRY[:2], replace(FERRY[2], published=Stated("2016-11-30", "field date")))
    assert len(stories(wrong)) == 1


@pytest.mark.parametrize("stated", ["yesterday", "0000-00-00", "2021-13-45", "20"])
def test_a_date_that_is_none_is_no_evidence(stated: str) -> None:
    assert len(stories((FERRY[0], replace(FERRY[1], published=Stated(stated, "field date"))))) == 1


def test_one_name_however_often_is_no_story() -> None:
    one = report(
        "a", "Struan on fishing", "Struan spoke of trout. Struan caught eight. Struan and Struan went home by bicycle."
    )
    two = report(
        "b",
        "Struan sings",
        "Struan sang in the cathedral. The choir thanked Struan. Struan bowed; organ pipes trembled.",
    )
    assert len(stories((one, two))) == 2


def test_reports_without_words_stand_alone() -> None:
    empty = [report("a", None, ""), report("b", None, ""), report("c", None, "And so it is.", identity="c")]
    found = stories(empty)
    assert names(found, empty) == [["a"], ["b"], ["c"]]
    assert {story.because for story in found} == {"1 report; it shares hardly a telling word with any other"}


def test_an_excerpt_belongs_to_what_it_is_taken_from() -> None:
    long = " ".join(one.text for one in (*FERRY, *FIRE, *FLOOD))
    whole = report("whole", None, long, identity="1")
    excerpt = report("excerpt", None, "Nobody drowned, it said in the evening.", identity="2")
    shared = Reuse(whole.span(0, 9), excerpt.span(0, 9), "verbatim", 9, 40.0, "test")
    assert len(group_stories((whole, excerpt), (), ()).stories) == 2
    assert len(group_stories((whole, excerpt), (), (shared,)).stories) == 1


def test_a_little_that_both_print_is_no_evidence() -> None:
    one, other = FERRY[0], FIRE[0]
    small_print = Reuse(one.span(0, 9), other.span(0, 9), "verbatim", 9, 40.0, "test")
    assert len(group_stories((one, other), (), (small_print,)).stories) == 2


def test_a_story_is_known_by_its_reports_and_not_by_its_number() -> None:
    alone, amid = stories(FERRY)[0], stories(ALL)[2]
    assert (alone.id, alone.number, amid.number) == (amid.id, 1, 3)
    assert alone.id != stories(FERRY[:2])[0].id


def partition(found: Sequence[Sequence[str]]) -> set[frozenset[str]]:
    return {frozenset(members) for members in found}


@given(st.randoms(use_true_random=False))
def test_the_order_of_the_reports_changes_no_story(chance: random.Random) -> None:
    shuffled = chance.sample(ALL, len(ALL))
    found = stories(shuffled)
    assert partition(names(found, shuffled)) == partition(names(stories(ALL), ALL))
    assert {(one.id, one.shares, one.because, one.title) for one in found} == {
        (one.id, one.shares, one.because, one.title) for one in stories(ALL)
    }


@given(st.permutations([one.name for one in ALL]))
def test_the_names_of_the_files_change_nothing(given_names: list[str]) -> None:
    renamed = [replace(one, name=name) for one, name in zip(ALL, given_names, strict=True)]
    assert stories(renamed) == stories(ALL)


@given(st.lists(st.sampled_from(ALL), max_size=6))
def test_a_report_delivered_again_joins_its_own_story_and_moves_no_other(again: list[Report]) -> None:
    copies = [replace(one, id=f"copy {number}", name=f"copy {number}") for number, one in enumerate(again)]
    pile = (*ALL, *copies)
    found = stories(pile)
    originals = [[name for name in members if not name.startswith("copy")] for members in names(found, pile)]
    assert originals == names(stories(ALL), ALL)
    story_of = {identity: story.number for story in found for identity in story.reports}
    assert [story_of[copy.id] for copy in copies] == [story_of[one.id] for one in again]


def test_what_is_left_out_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(likeness, "HOT_WORD", 2)
    found = group_stories(ALL, (), ())
    assert len(found.limits) == 1
    assert found.limits[0].stage == "stories"
    assert found.limits[0].because.startswith("10 telling words stand in more than 2 reports each.")
    assert group_stories(ALL[:2], (), ()).limits == ()


@pytest.mark.shared
def test_both_seed_reports_are_one_story() -> None:
    from onrecord.read import read

    reports = read([SHARED / "seeds"]).reports
    assert [len(story.reports) for story in group_stories(reports, (), ()).stories] == [2]


def test_the_threshold_stands_where_the_documentation_says() -> None:
    assert group.JOINED == 0.075
