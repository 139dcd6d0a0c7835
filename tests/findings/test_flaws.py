"""Broken English: each rule, and the sound sentences it must leave alone."""

from __future__ import annotations

import pytest

from onrecord.findings.flaws import Flaw, find_flaws
from onrecord.findings.vocabulary import read_list
from tests.findings.piles import report_of
from tests.known import parse_with_names

GROUPS = read_list("broken_english")


def flaws_in(sentence: str) -> list[Flaw]:
    parsed = parse_with_names(report_of(sentence))
    return [
        flaw for one in parsed.sentences for flaw in find_flaws(parsed.words[one.first : one.last], parsed.report.text)
    ]


@pytest.mark.parametrize("sentence", [sentence for group in GROUPS.values() for sentence in group.get("broken", ())])
def test_broken_examples_of_the_word_lists_are_found(sentence: str) -> None:
    assert flaws_in(sentence)


@pytest.mark.parametrize("sentence", [sentence for group in GROUPS.values() for sentence in group.get("sound", ())])
def test_sound_examples_of_the_word_lists_are_left_alone(sentence: str) -> None:
    assert flaws_in(sentence) == []


@pytest.mark.parametrize(
    ("sentence", "says"),
    [
        ("The pins that that hold the steel are old.", "“that that” is printed twice running"),
        ("It was the typical the sound of a harbour.", "“the typical the” has two articles"),
        ("The crew was tired of cross the bridge.", "“of cross” needs another form of the verb"),
        ("On Friday at noon he that asked the crew to leave.", "“he that asked” does not join up"),
        ("He said that Czech Republic would send a crew.", "“Czech Republic” lacks its “the”"),
        ("The gale on Friday struck on Friday and broke the mast.", "“Friday struck on Friday” names the day twice"),
        ("The “low toll zone ” opened.", "“zone ”” has a stray space"),
        ("Ferry -backed boats left.", "“Ferry -backed” has a stray space"),
        ("We can not cross.", "“can not” is written apart"),
    ],
)
def test_what_is_broken_is_said(sentence: str, says: str) -> None:
    assert says in [flaw.says for flaw in flaws_in(sentence)]


def test_a_run_of_words_printed_twice_is_found() -> None:
    found = flaws_in(
        "Ruiz asked for a new toll zone around the old harbour, "
        "the setting up of a toll zone around the old harbour, Radio Wend says."
    )
    assert [flaw.says for flaw in found] == ["“toll zone around the old harbour” stands in the sentence twice"]


def test_a_title_and_what_is_told_of_it_are_no_run_printed_twice() -> None:
    words = "Mayor Ruiz opens the new harbour bridge"
    assert flaws_in(f"{words} | 1:21 {words} in the rain.") == []


@pytest.mark.parametrize(
    "sentence",
    [
        "He knew that that bridge had to close.",
        "I think that that is the point.",
        "Bora Bora is far away.",
        "The ferries left on Monday, and on Monday night they came back.",
        "The United States envoy met the Russian Federation's team.",
        "He could not only see the ship but hear it.",
        "“Can it be done? It can not only be done but done well.”",
        "The more the crew worked, the less the mayor said.",
    ],
)
def test_good_english_is_left_alone(sentence: str) -> None:
    assert flaws_in(sentence) == []
