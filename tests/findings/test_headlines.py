"""Headlines that their own story does not bear out."""

from __future__ import annotations

import pytest

from onrecord.findings.vocabulary import read_list
from tests.findings.piles import raised, report_of

# Long enough to bear a headline out, and about nothing else.
BODY = (
    "The crew of the ferry painted the deck. The boats went out in the rain and came back in the sun, and the people on the "
    "quay watched them. "
) * 6


def said_of(headline: str, body: str = "", title_in_text: bool = False) -> list[str]:
    if title_in_text:
        return [finding.because for finding in raised("headline-unsupported", report_of(f"{headline}\n{body}{BODY}"))]
    return [finding.because for finding in raised("headline-unsupported", report_of(f"{body}{BODY}", title=headline))]


def test_quoted_words_that_the_story_lacks() -> None:
    assert said_of("Mayor says ‘full agreement’ with port after talks") == [
        "The headline quotes “full agreement”, but nothing in the report below it does."
    ]


def test_quoted_words_that_the_story_has() -> None:
    assert said_of("Mayor says ‘full agreement’ with port", "“There is full agreement,” the mayor said. ") == []


def test_a_deed_and_its_object_that_the_story_lacks() -> None:
    assert said_of("Mayor laments new tolls after meeting", "The mayor was at the meeting. ") == [
        "The headline speaks of “laments” and “tolls”, but nothing in the report below it does."
    ]


@pytest.mark.parametrize(
    "body", ["The mayor met the board to speak of the toll. ", "The mayor deplored what the port had done. "]
)
def test_either_the_deed_or_its_object_bears_a_headline_out(body: str) -> None:
    assert said_of("Mayor laments new tolls after meeting", body) == []


def test_a_question_claims_nothing() -> None:
    assert said_of("Did the mayor lament new tolls?", "The mayor was at the meeting. ") == []


def test_a_headline_of_another_story() -> None:
    assert said_of("Goalkeeper Brandt saves two penalties in cup final") == [
        "The headline speaks of “Goalkeeper”, “Brandt”, “saves” and “two”, but nothing in the report below it does: "
        "it may belong to another story."
    ]


@pytest.mark.parametrize(
    "headline",
    [
        "Goalkeeper Brandt of the ferry crew saves two boats in the rain",  # much of it is borne out
        "Brandt triumphs",  # two words are too few to tell
    ],
)
def test_a_headline_that_may_be_the_reports_own(headline: str) -> None:
    assert said_of(headline) == []


def test_what_a_thing_is_made_of_bears_a_headline_out() -> None:
    body = "The mayor denies it. The board denies it. "
    assert said_of("Mayor sparks chorus of denials", body) == []
    assert len(said_of("Mayor sparks chorus of songs", body)) == 1


@pytest.mark.parametrize(
    ("headline", "severity"),
    [("Crew hails ‘full agreement’ in the rain", 3), ("Crew laments new tolls on the ferry in the rain", 2)],
)
def test_words_that_nobody_says_mislead_more_than_a_deed_nobody_does(headline: str, severity: int) -> None:
    (finding,) = raised("headline-unsupported", report_of(BODY, title=headline))
    assert finding.severity == severity


def test_a_stub_is_no_evidence() -> None:
    assert raised("headline-unsupported", report_of("The crew left.", title="Mayor laments new tolls")) == []


def test_a_headline_outside_the_text_has_no_span() -> None:
    (finding,) = raised("headline-unsupported", report_of(BODY, title="Mayor laments new tolls"))
    assert finding.spans == () and finding.report == "a"


@pytest.mark.parametrize(("headline", "body", "borne_out"), read_list("headline_words")["examples"])
def test_words_for_the_same_thing_bear_a_headline_out(headline: str, body: str, borne_out: bool) -> None:
    assert (said_of(headline, f"{body} ") == []) is borne_out
