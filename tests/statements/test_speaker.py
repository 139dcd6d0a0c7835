"""One speaker from what all witnesses say."""

from __future__ import annotations

from onrecord.model import Resolution
from onrecord.statements.speaker import draw_speaker

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
