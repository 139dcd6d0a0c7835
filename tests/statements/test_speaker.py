"""One speaker from what all witnesses say."""

from __future__ import annotations

import pytest

from onrecord.model import Resolution
from onrecord.statements.speaker import draw_speaker, names_alike

ANN, ABEL = Resolution("Ann Abel", "full name", 0.9), Resolution("Abel", "surname", 0.5)
OPEN = Resolution(None, "“he” could be either", 0.0, ("Bo Bern", "Ann Abel"))


def test_one_witness_speaks_for_itself() -> None:
    assert draw_speaker([("A", ANN)]) is ANN


def test_a_surname_agrees_with_the_full_name() -> None:
    assert draw_speaker([("B", ABEL), ("A", ANN)]) == Resolution("Ann Abel", "A and B name Ann Abel.", 0.9)


def test_where_nobody_is_named_everyone_who_may_be_meant_is_kept() -> None:
    speaker = draw_speaker([("A", OPEN), ("B", Resolution(None, "no source"))])
    assert speaker.name is None
    assert speaker.candidates == ("Ann Abel", "Bo Bern")
    assert speaker.basis == "A and B name nobody: “he” could be either; no source."


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("Lorens Farrow", "Lorens Tarrow", True),
        ("Ana Ruiz", "Ruiz", True),
        ("Ana Lee", "Ana Leo", False),  # too short to tell
        ("Lorens Farrow", "Loreno Tarrow", False),
        ("Farrow", "Tarrow", False),
    ],
)
def test_names_that_may_be_one_name_misspelt(one: str, other: str, expected: bool) -> None:
    assert names_alike(one, other) is expected


def test_what_stands_for_a_name_is_shown_as_the_report_s_words() -> None:
    airline = Resolution(None, "unnamed: the airline")
    assert draw_speaker([("A", airline), ("B", airline)]).basis == "A and B name nobody: only “the airline”."
