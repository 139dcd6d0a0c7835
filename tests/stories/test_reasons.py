"""Each story says in words why it is one, and a report alone what comes closest."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from onrecord.corrections import Corrections, Decision
from onrecord.model import Stated
from onrecord.stories import best_headline
from onrecord.stories.reasons import SHOWN, Closest, because, shared_words
from onrecord.stories.telling import tell
from tests.known import parse_with_names
from tests.stories.piles import ALL, FERRY, FIRE, FLOOD, report, stories, stories_with_names


def test_a_story_says_what_its_reports_share() -> None:
    story = stories_with_names(FERRY)[0]
    assert story.shares == ("Lindisholm", "ferry", "Skarvoe", "reef", "Captain")
    assert story.because == "shares: Lindisholm, ferry, Skarvoe, reef, Captain; 3 reports"


def test_a_name_is_told_whole_where_most_reports_that_have_it_print_it_whole() -> None:
    texts = [tell(one, parse_with_names(one)) for one in FERRY]
    assert shared_words(texts, ["tolle", "ingrid", "fog"]) == ("Ingrid Tolle", "fog")
    short = [report(one.name, None, one.text.replace("Ingrid ", "")) for one in FERRY[:2]]
    mixed = [*(tell(one, parse_with_names(one)) for one in short), texts[2]]
    assert shared_words(mixed, ["tolle"]) == ("Tolle",)


def test_what_only_one_report_has_is_not_shared() -> None:
    texts = [tell(one, None) for one in FERRY]
    assert shared_words(texts, ["divers", "drowned", "fog"]) == ("fog",)


def test_forms_of_one_word_are_told_once() -> None:
    texts = [tell(report(name, None, "The miner saw miners."), None) for name in "ab"]
    assert shared_words(texts, ["miner", "miners"]) == ("miner",)


def test_a_day_of_the_week_tells_nobody_which_story_it_is() -> None:
    days = [replace(one, id=one.name, text=one.text.replace("fog", "fog on Tuesday", 1)) for one in FERRY]
    assert all("Tuesday" not in story.shares for story in stories_with_names(days))


@pytest.mark.parametrize("happening", [FERRY, FIRE, FLOOD])
def test_a_handful_of_words_is_shown_and_each_stands_in_half_of_the_reports(happening: tuple) -> None:  # type: ignore[type-arg]
    story = stories(happening)[0]
    assert 0 < len(story.shares) <= SHOWN
    texts = [f"{one.title.value if one.title else ''} {one.text}" for one in happening]
    assert all(2 * sum(word.casefold() in text.casefold() for text in texts) >= len(texts) for word in story.shares)


def test_the_title_is_the_headline_that_the_reports_bear_out_best() -> None:
    assert stories(FERRY)[0].title == "Passengers rescued after Skarvoe ferry strikes reef"
    assert best_headline(FERRY, {"coast-daily"}) == "Ferry Lindisholm runs aground off Skarvoe with 140 aboard"


def test_a_story_without_a_headline_has_no_title() -> None:
    assert [story.title for story in stories([replace(one, title=None) for one in FIRE])] == [None]


def test_of_equal_headlines_the_earliest_is_taken_whatever_the_order() -> None:
    pair = [replace(one, title=Stated(title, "test")) for one, title in zip(FIRE, ("Qua", "Quo"), strict=True)]
    assert best_headline(pair) == best_headline(pair[::-1]) == "Qua"


def test_a_report_alone_says_what_comes_closest() -> None:
    lone = report("lone", "Elephants for Recife", "Elephants were sold to a circus.")
    far = [one for one in stories((*FIRE, lone)) if len(one.reports) == 1][0]
    assert far.shares == ()
    assert far.because == "1 report; it shares hardly a telling word with any other"
    near = because(1, (), Closest(3, "Pumps at Orrin", 0.0749, 0.075), ())
    assert near == (
        "1 report; it shares too little with any other; closest is story 3, “Pumps at Orrin” (likeness 0.074, 0.075 is enough)"
    )


def test_a_story_says_that_a_reader_decided() -> None:
    merged = Corrections((Decision("together", ("valley-echo", "valley-echo-2"), "one series on mines"),))
    found = stories(ALL, merged)
    assert len(found) == 2
    assert found[0].because.endswith(
        "; 4 reports; a reader decided that “valley-echo” and “valley-echo-2” belong together (one series on mines)"
    )
    parted = stories(FIRE, Corrections((Decision("apart", ("valley-echo-2", "hill-gazette-2")),)))
    assert {one.because for one in parted} == {
        "1 report; a reader decided that “valley-echo-2” and “hill-gazette-2” are apart"
    }


def test_what_a_decision_puts_together_may_share_no_word() -> None:
    one, other = report("a", None, "Trout rose at dusk."), report("b", None, "Trams stood still.")
    found = stories((one, other), Corrections((Decision("together", ("a", "b")),)))
    assert [story.because for story in found] == [
        "shares no telling word; 2 reports; a reader decided that “a” and “b” belong together"
    ]
