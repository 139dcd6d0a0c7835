"""What the network reads and what rules read become one list: whole quotations, printed turns, inner attributions kept."""

from __future__ import annotations

import re

import pytest

from onrecord.attributions.marks import find_quotations
from onrecord.attributions.merge import merge
from onrecord.attributions.rules import find_by_rules
from onrecord.language import Parsed, parse
from onrecord.model import Attribution
from onrecord.tagger import Stretch, Tagged
from onrecord.tagger.labels import CONTENT, CUE, SOURCE
from tests.attributions.conftest import described, report_of


def stretch(parsed: Parsed, role: int, words: str) -> tuple[Stretch, ...]:
    """Point at words as they stand in the report; nothing for nothing."""
    if not words:
        return ()
    start = parsed.report.text.index(words)
    inside = [word.index for word in parsed.words if start <= word.start < start + len(words)]
    return (Stretch(role, inside[0], inside[-1] + 1, 0.9),)


def merged(text: str, *read: tuple[str, str, str]) -> list[Attribution]:
    """Merge what a network is made to read, as (source, cue, content), with what the rules find in a text."""
    parsed = parse(report_of(text))
    tagged = [
        Tagged(*(stretch(parsed, role, part) for role, part in zip((SOURCE, CUE, CONTENT), one, strict=True)), 0.9)
        for one in read
    ]
    return list(merge(parsed, find_quotations(parsed.report).quotations, find_by_rules(parsed), tagged))


def outermost(text: str, *read: tuple[str, str, str]) -> list[tuple[str, str, str]]:
    report = report_of(text)
    return [described(report, one) for one in merged(text, *read) if not one.nested]


def test_the_networks_spans_stand_where_both_see_the_same_cue() -> None:
    text = "Ann Hale, the harbour master, said the pier would close on Friday."
    read = ("Ann Hale, the harbour master", "said", "the pier would close")
    assert outermost(text, read) == [read]


def test_a_quotation_is_drawn_in_whole_with_its_marks() -> None:
    text = "“The pier is old and it is not safe,” Ann Hale said."
    assert outermost(text, ("Ann Hale", "said", "The pier is old and it is")) == [
        ("Ann Hale", "said", "“The pier is old and it is not safe,”")
    ]


def test_a_quotation_it_only_touches_is_not() -> None:
    text = "Ann Hale asked “why the pier, which had stood there for ninety years, was not repaired”."
    (got,) = outermost(text, ("Ann Hale", "asked", "why the pier"))
    assert got == ("Ann Hale", "asked", "why the pier")


def test_what_goes_on_after_the_cue_is_added_from_the_rules() -> None:
    text = "“We will rebuild,” Ann Hale said. “It will take a year.”"
    assert outermost(text, ("Ann Hale", "said", "“We will rebuild,”")) == [
        ("Ann Hale", "said", "“We will rebuild,” … “It will take a year.”")
    ]


def test_a_printed_turn_outweighs_any_reading_of_it() -> None:
    text = "HOLT: Good evening. The mayor said the pier is shut."
    got = merged(text, ("The mayor", "said", "the pier is shut"), ("", ":", "Good evening."))
    report = report_of(text)
    assert [described(report, one) for one in got if not one.nested] == [
        ("HOLT", ":", "Good evening. The mayor said the pier is shut")
    ]
    assert [described(report, one) for one in got if one.nested] == [("The mayor", "said", "the pier is shut")]


def test_what_stands_inside_anothers_words_is_kept_and_flagged() -> None:
    text = "Ann Hale said the engineer had warned that the span would fail."
    got = merged(text, ("Ann Hale", "said", "the engineer had warned that the span would fail"))
    assert [(described(report_of(text), one)[1], one.nested) for one in got] == [("said", False), ("had warned", True)]


def test_a_quotation_that_nobody_is_given_is_never_lost() -> None:
    text = "The hall was full. “We have waited nine years for this bridge and we will wait no more.”"
    assert outermost(text) == [("", "", "“We have waited nine years for this bridge and we will wait no more.”")]


@pytest.mark.parametrize(
    ("text", "read", "kind", "sense"),
    [
        ("Ann Hale did not say that it fell.", ("Ann Hale", "did not say", "that it fell"), "speech", "negated"),
        ("Ann Hale hopes it stands.", ("Ann Hale", "hopes", "it stands"), "attitude", "plain"),
        ("Ann Hale may have said it fell.", ("Ann Hale", "may have said", "it fell"), "speech", "hedged"),
    ],
)
def test_type_and_reserve_are_read_from_the_cue(text: str, read: tuple[str, str, str], kind: str, sense: str) -> None:
    (got,) = merged(text, read)
    assert (got.type, got.cue_sense) == (kind, sense)


def test_every_span_is_what_the_report_says() -> None:
    text = "Ann Hale said “it is safe” and Ben Moss, the diver, warned of rust."
    for one in merged(text, ("Ann Hale", "said", "“it is safe”"), ("Ben Moss, the diver", "warned of", "rust")):
        for span in (*one.source, *one.cue, *one.content, *one.quoted):
            assert re.search(r"\w", span.text(report_of(text)))


def test_whose_words_are_passed_on_is_their_source() -> None:
    text = "“We will not go,” the agency quoted Ben Moss as saying."
    assert outermost(text, ("the agency", "quoted", "“We will not go,”")) == [
        ("Ben Moss", "quoted … as saying", "“We will not go,”")
    ]
