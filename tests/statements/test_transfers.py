"""Two quotations printed as one, marks lost, another speaker: what happens to a quotation as a whole."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from onrecord.model import Edit, Resolution
from onrecord.statements import classify_edits
from tests.statements.test_edits import edits_between, witnessed

RUIZ, OKOYE = Resolution("Ana Ruiz", "test", 0.9), Resolution("Ben Okoye", "test", 0.9)
WORDS = "We shut the bridge at noon because the steel had cracked."


def kinds(base: str, other: str) -> list[str]:
    return [edit.kind for edit in edits_between(base, other)[0]]


@pytest.mark.parametrize(
    ("base", "told"),
    [
        # two sentences, the source between them
        ("|We shut the bridge.| she said. |The steel had cracked.|", True),
        # one sentence in two parts
        ("|We shut the bridge,| she said, |the steel had cracked.|", False),
        # one quotation
        ("|We shut the bridge. The steel had cracked.|", False),
    ],
)
def test_two_quotations_are_printed_as_one(base: str, told: bool) -> None:
    assert ("joined" in kinds(base, "|We shut the bridge. The steel had cracked.|")) is told


def test_a_join_points_at_the_words_on_both_sides_of_it() -> None:
    edits, (one, two) = edits_between(
        "|We shut the bridge.| she said. |The steel had cracked.|", "|We shut the bridge. The steel had cracked.|"
    )
    (join,) = (edit for edit in edits if edit.kind == "joined")
    assert join.base and join.other
    assert (join.base.text(one), join.other.text(two)) == ("shut the bridge", "shut the bridge. The steel had")
    assert join.because == "A prints two quotations, with 2 words of its own between them; B prints them as one."


@pytest.mark.parametrize(
    ("words", "told"), [("", "nothing"), ("Applause.", "one word of its own"), ("She left us.", "3 words of its own")]
)
def test_a_join_says_how_much_was_told_in_between(words: str, told: str) -> None:
    edits, _ = edits_between(
        f"|We shut the bridge.| {words} |The steel had cracked.|", "|We shut the bridge. The steel had cracked.|"
    )
    (join,) = (edit for edit in edits if edit.kind == "joined")
    assert join.because == f"A prints two quotations, with {told} between them; B prints them as one."


@pytest.mark.parametrize(("words", "severity"), [("she said.", 1), ("she said. " + "The ferries went on. " * 8, 2)])
def test_a_join_matters_when_much_was_told_in_between(words: str, severity: int) -> None:
    edits, _ = edits_between(
        f"|We shut the bridge.| {words} |The steel had cracked.|", "|We shut the bridge. The steel had cracked.|"
    )
    assert [edit.severity for edit in edits if edit.kind == "joined"] == [severity]


def unquoted(text: str, attribution: str | None) -> Edit | None:
    """Compare a quotation with the same words in a report that prints them without marks; strokes stand around the words."""
    statement, reports = witnessed(WORDS, text)
    told = replace(statement.witnesses[1], quoted=False, attribution=attribution, form="indirect")
    edits = classify_edits(replace(statement, witnesses=(statement.witnesses[0], told)), reports)
    return next((edit for edit in edits if edit.kind == "marks-lost"), None)


@pytest.mark.parametrize(
    ("text", "attribution", "severity"),
    [
        # absorbed into the report's own voice
        ("|the old bridge was shut at noon because the steel had cracked|", None, 2),
        # reported speech
        ("She said |they shut the bridge at noon because the steel had cracked|", "b-1", 0),
        # a post or a line whose marks the page makers dropped is seen to be somebody's
        ("|We shut the bridge at noon because the steel had cracked.| — Ana Ruiz", None, 1),
        ("|We shut the bridge at noon because the steel had cracked.|", None, 1),
        ("“ |shut the bridge at noon because the steel had cracked| ”", None, 1),
        # a few words that anybody may use
        ("|shut the bridge at noon|", None, 1),
    ],
)
def test_marks_are_lost(text: str, attribution: str | None, severity: int) -> None:
    edit = unquoted(text, attribution)
    assert edit and edit.severity == severity and not edit.substantive


@pytest.mark.parametrize(
    ("one", "other", "told"),
    [
        (RUIZ, OKOYE, True),
        (RUIZ, Resolution("Ruiz", "test", 0.9), False),
        (RUIZ, Resolution("Ben Okoye", "a guess", 0.2), False),
        (RUIZ, Resolution(None, "nobody is named"), False),
    ],
)
def test_another_speaker_is_named(one: Resolution, other: Resolution, told: bool) -> None:
    statement, reports = witnessed(WORDS, WORDS)
    witnesses = tuple(
        replace(witness, speaker=speaker) for witness, speaker in zip(statement.witnesses, (one, other), strict=True)
    )
    edits = classify_edits(replace(statement, witnesses=witnesses), reports)
    assert [(edit.kind, edit.severity, edit.because) for edit in edits] == (
        [("speaker-changed", 3, "A gives the words to Ana Ruiz, B to Ben Okoye.")] if told else []
    )


def test_a_report_that_tells_in_its_own_words_claims_no_very_words() -> None:
    statement, reports = witnessed(
        "We will not shut the old bridge before spring", "She will shut the old bridge before spring"
    )
    told = replace(statement.witnesses[1], quoted=False, form="indirect", attribution="b-1")
    edits = classify_edits(replace(statement, witnesses=(statement.witnesses[0], told)), reports)
    assert max(edit.severity for edit in edits) == 1
