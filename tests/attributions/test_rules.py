"""Who is said to have said what, by the rules alone: sentences a person can read, with the source, cue and content that must come out."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.attributions.cues import vocabulary
from onrecord.attributions.rules import find_by_rules
from onrecord.language import parse
from tests.attributions.conftest import described, report_of
from tests.timing import Work, grows_at_most

Found = Callable[..., list[tuple[str, str, str]]]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“The pier is safe,” the mayor said.", ("the mayor", "said", "“The pier is safe,”")),
        (
            "“The pier is safe”, said Ruth Hale, the harbour master.",
            ("Ruth Hale, the harbour master", "said", "“The pier is safe”"),
        ),
        ("The mayor told reporters: “The pier is safe.”", ("The mayor", "told", "“The pier is safe.”")),
        ("“The pier is safe,” Hale said. “It always was.”", ("Hale", "said", "“The pier is safe,” … “It always was.”")),
        ("The mayor said the pier was “perfectly safe”.", ("The mayor", "said", "the pier was “perfectly safe”")),
        ("Hale described the talks as “frank and useful”.", ("Hale", "described", "the talks as “frank and useful”")),
        (
            "According to the harbour office, the pier is safe.",
            ("the harbour office", "According to", "the pier is safe"),
        ),
        ("The pier, Hale said, is safe.", ("Hale", "said", "The pier … is safe")),
        (
            "The pier will close on Friday, Channel Nine reports.",
            ("Channel Nine", "reports", "The pier will close on Friday"),
        ),
        (
            "The two firms are thought to be sharing the contract.",
            ("", "are thought", "The two firms … to be sharing the contract"),
        ),
    ],
)
def test_a_sentence_gives_source_cue_and_content(found: Found, text: str, expected: tuple[str, str, str]) -> None:
    assert expected in found(text)


def test_a_second_speaker_in_the_same_paragraph_gets_his_own_words(found: Found) -> None:
    got = found(
        "“We have not closed the gap”, Hale said after the meeting. “The trouble is on their side”, Moss told reporters."
    )
    assert [(source, content) for source, _, content in got] == [
        ("Hale", "“We have not closed the gap”"),
        ("Moss", "“The trouble is on their side”"),
    ]


def test_a_quotation_that_stands_alone_has_no_source(found: Found) -> None:
    got = found(
        "Hale urged the council to wait.\nThe ferries were full. "
        "“If we cannot agree on the terms, we will walk away”. The council met again on Monday."
    )
    assert ("", "", "“If we cannot agree on the terms, we will walk away”") in got


def test_a_quotation_over_two_paragraphs_is_one_attribution(found: Found) -> None:
    got = found("“The first day was calm,” Hale said.\n“The second day was anything but calm.”")
    assert got == [("Hale", "said", "“The first day was calm,” … “The second day was anything but calm.”")]


@pytest.mark.parametrize(
    "text",
    [
        "The so-called “safe zone” was empty by noon.",
        "She appeared on “Meet the Harbour” last week.",
        "They marched under a banner, “Ships and Bread”, for an hour.",
    ],
)
def test_scare_quotes_titles_and_slogans_are_no_statements(found: Found, text: str) -> None:
    assert [content for _, _, content in found(text) if "“" in content] == []


def test_what_an_earlier_cue_governs_is_not_the_later_speakers(found: Found) -> None:
    got = found(
        "The chairman described moving into a new age of shipping, and “frankly we have more berths than anybody”, he said."
    )
    assert ("he", "said", "“frankly we have more berths than anybody”") in got


def test_an_attribution_inside_another_is_kept_and_flagged() -> None:
    report = report_of("Hale said the engineer had warned that the span would fail.")
    flags = {described(report, one)[1]: one.nested for one in find_by_rules(parse(report))}
    assert flags == {"said": False, "had warned": True}


def test_a_denied_cue_keeps_its_denial() -> None:
    report = report_of("The firm did not say that the span was unsafe.")
    assert [one.cue_sense for one in find_by_rules(parse(report))] == ["negated"]


def test_a_headline_with_a_colon_and_a_transcript_have_sources(found: Found) -> None:
    assert ("Mayor", ":", "Pier is safe") in found("Mayor: Pier is safe\nThe pier was inspected.", headline=True)
    assert ("HOLT", ":", "Good evening. The pier is shut") in found("HOLT: Good evening. The pier is shut.")


@pytest.mark.parametrize(
    "headline", ["Analysis: Pier is safe", "Stealth Over Health: Pier is safe", "Live: Pier is shut"]
)
def test_a_label_before_a_headlines_colon_is_no_speaker(found: Found, headline: str) -> None:
    assert [cue for _, cue, _ in found(headline + "\nThe pier was inspected.", headline=True)] == []


def test_an_office_before_a_headlines_colon_speaks(found: Found) -> None:
    callers = vocabulary()["callers"]
    assert callers["content"] in [content for _, _, content in found(callers["example"] + "\nIt fell.", headline=True)]


def _groups() -> list[tuple[str, str]]:
    read = vocabulary()
    return [
        (g["example"], g["content"])
        for g in [*read["group"], read["passive"], read["nouns"], read["adjectives"], read["hearsay"]]
    ]


@pytest.mark.parametrize(("example", "content"), _groups())
def test_each_group_of_the_vocabulary_finds_its_example(found: Found, example: str, content: str) -> None:
    assert content in [got for _, _, got in found(example)]


@settings(max_examples=40, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [
                "“We go,”",
                "Hale said.",
                "she told him",
                "that",
                "“",
                "”",
                '"',
                "the mayor's plan",
                ":",
                "\n",
                "According to",
                "Moss",
                ",",
                ".",
            ]
        ),
        max_size=14,
    )
)
def test_spans_are_ordered_inside_the_text_and_never_overlap(pieces: list[str]) -> None:
    report = report_of(" ".join(pieces))
    for one in find_by_rules(parse(report)):
        assert one.content
        for spans in (one.source, one.cue, one.content):
            assert list(spans) == sorted(spans)
            assert all(0 <= s.start < s.end <= len(report.text) for s in spans)
            assert all(a.end <= b.start for a, b in zip(spans, spans[1:], strict=False))


def searching(text: str) -> Work:
    """Give the search in a text, which is already parsed."""
    parsed = parse(report_of(text))
    return lambda: find_by_rules(parsed)


@pytest.mark.parametrize(
    ("beginning", "again"),
    [
        ("“We went on,” Ann Hale said. “It was late.\n", "“The pier was long.\n"),
        ("“We went on,” Ann Hale said. ", "The “old pier” shut. "),
    ],
)
def test_four_times_as_many_quotations_take_four_times_as_long(beginning: str, again: str) -> None:
    assert grows_at_most(7, searching(beginning + again * 120), searching(beginning + again * 480))
