"""Quoted words that another report prints without quotation marks."""

from __future__ import annotations

import pytest

from onrecord.model import Story
from onrecord.statements import group_statements
from tests.statements.piles import Said, attribution, readings, report, statements

WORDS = "the corroded girders were cracked right through on both sides of the harbour"
LONG = f"I have sat on this council for thirty years and I say that {WORDS}, and that nobody told the lorry drivers a word of it"
QUOTING = report("a", f"“{WORDS},” Ann Abel said."), [Said([f"{WORDS},"], "Ann Abel")]
QUOTING_LONG = report("a", f"“{LONG},” Ann Abel said."), [Said([f"{LONG},"], "Ann Abel")]


def unmarked(*pile: tuple[object, object]) -> list[str]:
    """Give the readings without marks that stand beside a quotation."""
    by_id = {one.id: one for one, _ in pile}  # type: ignore[attr-defined]
    found = statements(pile)  # type: ignore[arg-type]
    return [
        w.spans[0].text(by_id[w.report]) for s in found if s.kind == "quotation" for w in s.witnesses if not w.quoted
    ]


@pytest.mark.parametrize(
    "own",
    [
        f"Everyone knows that {WORDS}.",
        f"Everyone knows that {WORDS.replace('both', 'the two')}.",
        f"Everyone knows that {WORDS.upper()}.",
    ],
)
def test_words_in_the_report_s_own_voice_are_found(own: str) -> None:
    assert len(unmarked(QUOTING, (report("b", own), []))) == 1


def test_a_part_of_a_long_quotation_is_found() -> None:
    assert unmarked(QUOTING_LONG, (report("b", f"Experts were called in. {WORDS.capitalize()}. They left."), [])) == [
        WORDS.capitalize()
    ]


@pytest.mark.parametrize(
    "own",
    [
        "The girders of the harbour were cracked.",
        "Cracked right through: so much for the girders on the other side of the town.",
        "On both sides of the harbour people were asleep.",
    ],
)
def test_a_few_of_the_words_are_no_witness(own: str) -> None:
    assert unmarked(QUOTING, (report("b", own), [])) == []


def test_words_in_marks_are_never_told_to_be_without_them() -> None:
    assert unmarked(QUOTING, (report("b", f"A banner read “{WORDS}”."), [])) == []


@pytest.mark.parametrize("speaker", ["Ann Abel", None, "Bo Bern"])
def test_reported_speech_in_the_same_words_joins_the_quotation_whoever_is_said_to_have_spoken(
    speaker: str | None,
) -> None:
    told = f"that {WORDS.replace('were', 'had been')} that night"
    pile = [QUOTING, (report("b", f"{speaker or 'Somebody'} said {told}."), [Said([told], speaker, "indirect")])]
    assert len(readings(pile)) == 1


def test_the_same_words_of_several_statements_stay_with_each() -> None:
    twice = (
        report("a", f"“{WORDS},” Ann Abel said.\n“{WORDS},” Bo Bern mocked her."),
        [Said([f"{WORDS},"], "Ann Abel"), Said(["Bo"], "Bo Bern")],
    )
    assert unmarked(twice, (report("b", f"And so {WORDS}."), [])) == [WORDS]


def test_another_story_needs_rarer_words() -> None:
    plain = "we will not be going to the fair this year at all"
    pile = [
        (report("a", f"“{plain},” Ann Abel said."), [Said([f"{plain},"], "Ann Abel")]),
        (report("b", f"Alas, {plain}."), []),
    ]
    said = [attribution(one, quoted) for one, held in pile for quoted in held]
    apart = [Story(id=r, number=n, reports=(r,), shares=(), because="") for n, r in enumerate("ab")]
    reports = [one for one, _ in pile]

    def witnesses(stories: list[Story]) -> int:
        (statement,) = group_statements(reports, (), said, (), stories).statements
        return len(statement.witnesses)

    assert (witnesses([]), witnesses(apart)) == (2, 1)
