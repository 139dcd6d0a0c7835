"""Which cuts of a quotation are worth a look, and which are ordinary quoting."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from onrecord.model import Finding
from tests.findings.piles import edit, quoted, raised, report_of, statement_of
from tests.findings.test_voices import attribution


def cut(kind: str, full: str, short: str, words: str, form: str = "direct", before: str = "") -> list[Finding]:
    """Give the clipped findings when a second report prints `short` of a quotation and so leaves `words` out."""
    a, b = quoted(full), report_of(f"{before}“{short}”, Ines Ruiz said.", "b")
    statement = statement_of([a, b])
    witnesses = (statement.witnesses[0], replace(statement.witnesses[1], form=form))
    return raised(
        "clipped", a, b, statements=[replace(statement, witnesses=witnesses)], edits=[edit(kind, a, b, words)]
    )


@pytest.mark.parametrize(
    ("short", "words"),
    [
        # a sentence that stops halfway
        ("We will shut the bridge", "in a way that lets the ferries run"),
        # few words that bear on the meaning
        ("We will shut the bridge", "unless it rains"),
        # the next sentence takes the first one back
        ("We will shut the bridge.", "But not before the spring has come."),
        # the answer to a question
        ("Can we shut the bridge today?", "No."),
        ("Will it stand this month? Yes.", "Will it stand through the winter? I do not think so."),
    ],
)
def test_a_lost_end_that_changes_what_was_said(short: str, words: str) -> None:
    assert len(cut("clipped-end", f"{short} {words}", short, words)) == 1


@pytest.mark.parametrize(
    ("short", "words"),
    [
        ("We will shut the bridge", "on Monday"),
        # it only goes on
        ("We will shut the bridge", "and open the southern ramp"),
        # another sentence that says something else
        ("We will shut the bridge.", "The ferries run from six in the morning."),
        # a fragment
        ("we will shut", "the bridge until the engineers have seen it"),
    ],
)
def test_a_lost_end_that_is_ordinary_quoting(short: str, words: str) -> None:
    assert cut("clipped-end", f"{short} {words}", short, words) == []


@pytest.mark.parametrize(
    ("words", "short", "told"),
    [
        # it looks like the beginning of a sentence
        ("During the long night we learned that", "The steel had cracked in two places", True),
        # a small letter shows that something went before
        ("During the long night we learned that", "the steel had cracked in two places", False),
        # a later sentence is chosen
        ("We thank the crew for their work.", "The steel had cracked in two places", False),
        # a denial goes with the words behind it
        ("We did not", "close the bridge for the ferry", True),
        # so does what narrows them
        ("Most of", "the captains agreed to wait here", True),
    ],
)
def test_a_lost_beginning(words: str, short: str, told: bool) -> None:
    assert bool(cut("clipped-start", f"{words} {short}", short, words)) is told


@pytest.mark.parametrize(("before", "told"), [("Ruiz did not shut it, or ", False), ("Ruiz said they would ", True)])
def test_a_denial_may_stand_in_the_reports_own_words(before: str, told: bool) -> None:
    a = quoted("We will not close the bridge for the ferry")
    b = report_of(f"{before}“close the bridge for the ferry”.", "b")
    statement = statement_of([a, b])
    witnesses = (statement.witnesses[0], replace(statement.witnesses[1], form="mixed"))
    found = raised(
        "clipped",
        a,
        b,
        statements=[replace(statement, witnesses=witnesses)],
        edits=[edit("clipped-start", a, b, "We will not")],
    )
    assert bool(found) is told


def test_a_woven_phrase_that_only_stops_sooner_is_no_cut() -> None:
    words = "and this one was like the others before it in every way"
    assert (
        cut("clipped-end", f"frank, short and to the point {words}", "frank, short and to the point", words, "mixed")
        == []
    )


def test_words_that_the_report_prints_in_another_quotation_are_not_cut() -> None:
    a = quoted("We drove the lorries over the bridge at five and nobody in the office told us")
    b = report_of("“We drove the lorries over the bridge at five”, Ruiz said.\n“Nobody in the office told us.”", "b")
    told = {
        "statements": [statement_of([a, b])],
        "edits": [edit("clipped-end", a, b, "and nobody in the office told us")],
    }
    apart = attribution(b, words="Nobody in the office told us.")
    assert raised("clipped", a, b, **told, attributions=[apart]) == []
    assert len(raised("clipped", a, b, **told)) == 1


def test_one_pair_of_reports_is_told_once() -> None:
    a = quoted("We drove the lorries over the bridge at five in the morning")
    b = quoted("Before the sun rose we drove the lorries over the bridge", name="b")
    edits = [
        edit("clipped-start", a, b, "", "Before the sun rose"),
        edit("clipped-end", a, b, "at five in the morning"),
    ]
    (finding,) = raised("clipped", a, b, statements=[statement_of([a, b])], edits=edits)
    assert finding.report == "b"


@pytest.mark.parametrize("severity", [1, 2])
def test_a_cut_matters_as_much_as_what_was_lost(severity: int) -> None:
    a, b = quoted("We will shut the bridge unless it rains"), quoted("We will shut the bridge", name="b")
    edits = [edit("clipped-end", a, b, "unless it rains", severity=severity)]
    (finding,) = raised("clipped", a, b, statements=[statement_of([a, b])], edits=edits)
    assert finding.severity == severity
