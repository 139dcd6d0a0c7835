"""Words that a crowd is said to have spoken are a saying: searched for no conflict, and that is told."""

from __future__ import annotations

import pytest

from onrecord.findings import uncompared
from onrecord.findings.sayings import MOST_SPEAKERS
from onrecord.model import Finding, Statement
from tests.findings.piles import quoted, raised, statement_of

WORDS = "The money was never there for the bridge"


def given_to_many(speakers: int) -> tuple[list[Finding], Statement]:
    reports = [quoted(WORDS, name=f"r{number:02}") for number in range(speakers)]
    # the letters keep the names apart: names that are nearly the same may be one name misspelt
    names = [f"{chr(65 + number) * 4} {chr(97 + number) * 7}" for number in range(speakers)]
    statement = statement_of(reports, [name.title() for name in names])
    return raised("speaker-conflict", *reports, statements=[statement]), statement


@pytest.mark.parametrize(("speakers", "conflicts"), [(2, 1), (MOST_SPEAKERS, 1), (MOST_SPEAKERS + 1, 0)])
def test_a_saying_is_no_conflict(speakers: int, conflicts: int) -> None:
    found, statement = given_to_many(speakers)
    assert len(found) == conflicts
    assert bool(uncompared([statement])) == (not conflicts)


def test_the_limit_says_how_many() -> None:
    saying = given_to_many(MOST_SPEAKERS + 1)[1]
    assert [limit.because for limit in uncompared([saying, saying])] == [
        "2 statements are given to more than 24 different speakers: taken for sayings, they were not searched for "
        "speaker conflicts."
    ]
