"""Quotation marks without a partner, and spoken words that lost theirs."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as some
from msgspec.structs import replace

from onrecord.findings.pile import Inside
from onrecord.model import Span
from tests.findings.piles import quoted, raised, report_of, statement_of
from tests.statements.piles import Said, attribution


def test_a_mark_that_nothing_closes() -> None:
    report = report_of("“The bridge is shut, Ruiz said.\nThe crew left.")
    (finding,) = raised("marks-broken", report)
    assert finding.spans[0].text(report) == "“"
    assert finding.because == (
        "There is an opening quotation mark that nothing closes here, so it is not certain which words are quoted."
    )


def test_marks_that_pair_are_no_finding() -> None:
    assert raised("marks-broken", report_of("“The bridge is shut,” Ruiz said. “It’s ‘quite’ safe.”")) == []


def test_first_person_words_outside_marks() -> None:
    report = report_of(
        "The mayor met the crew. There was agreement between myself and the mayor of Wend.\nThe bridge is shut."
    )
    (finding,) = raised("marks-broken", report)
    assert finding.spans[0].text(report) == "There was agreement between myself and the mayor of Wend."
    assert "“myself” stands outside quotation marks" in finding.because


def test_words_that_another_report_has_in_quotation_marks() -> None:
    a, b = (
        quoted("Is it going to fall down tomorrow? No"),
        report_of("The crew left. “Is it going to fall down tomorrow? No” .", "b"),
    )
    (finding,) = raised("marks-broken", a, b, statements=[statement_of([a, b], marks=(True, False))])
    assert finding.because == "Report B prints these words as its own; report A has them in quotation marks."
    assert [span.report for span in finding.spans] == ["b", "a"]


def test_words_of_which_the_report_gives_a_part_to_somebody_are_not_its_own() -> None:
    a = quoted("The bridge was shut at noon. It fell")
    b = report_of("“The bridge was shut at noon. It fell” , the crew said.", "b")
    told = attribution(b, Said(["It fell"], None, "indirect"))
    words = statement_of([a, b], marks=(True, False))
    assert raised("marks-broken", a, b, statements=[words], attributions=[told]) == []
    assert len(raised("marks-broken", a, b, statements=[words])) == 1


@pytest.mark.parametrize(
    "text",
    [
        "I walked to the bridge with the crew on that day.\nI saw the cracks in the steel with my own eyes.",
        "The mayor was in her office when I visited the town hall on Friday.",
        "RUIZ: I never said that the bridge would be open by Friday.",
        "Who said it?\n“I never said that the bridge would be open by Friday,” Ruiz said.",
        "How can I get to the other side of the harbour?",
        "World War I ended and the bridge was built over the harbour.",
        "The band played I Would Cross for You in front of the crew.",
    ],
)
def test_words_that_are_where_they_should_be(text: str) -> None:
    assert raised("marks-broken", report_of(text)) == []


@given(some.lists(some.tuples(some.integers(0, 40), some.integers(1, 9)), max_size=8), some.integers(0, 60))
def test_inside_agrees_with_asking_every_span(places: list[tuple[int, int]], offset: int) -> None:
    made = [Span("a", start, start + length) for start, length in places]
    assert Inside(made).holds(offset) == any(span.start <= offset < span.end for span in made)


def test_a_signed_post_needs_no_marks() -> None:
    a = quoted("Is it going to fall down tomorrow? No")
    b = report_of("The crew left.\n“Is it going to fall down tomorrow? No” — Ana Ruiz (@anaruiz) June 3", "b")
    words = statement_of([a, b], marks=(True, False))
    bare = replace(words.witnesses[1], spans=(b.span(words.witnesses[1].spans[0].start, b.text.index("”") + 1),))
    statement = replace(words, witnesses=(words.witnesses[0], bare))
    assert raised("marks-broken", a, b, statements=[statement]) == []
