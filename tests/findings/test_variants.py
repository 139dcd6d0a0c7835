"""Altered and clipped quotations: two reports, both with quotation marks, and a change that nothing marks."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from msgspec.structs import replace

from onrecord.findings.vocabulary import read_list
from onrecord.findings.wordings import Wordings
from onrecord.model import Finding, Report, Span
from onrecord.statements import classify_edits
from tests.findings.piles import edit, quoted, raised, report_of, statement_of
from tests.statements.piles import Said, report, statements

FULL = "We did not close the bridge to please the ferry, and we will open it when the steel is safe"


def two(
    kind: str, other: str, *changes: tuple[str, str, str], marked: bool = False, marks: tuple[bool, ...] = ()
) -> list[Finding]:
    """Give the findings of one kind when another report prints the full quotation so."""
    a, b = quoted(FULL), quoted(other, name="b")
    edits = [edit(change, a, b, ours, theirs, marked) for change, ours, theirs in changes]
    return raised(kind, a, b, statements=[statement_of([a, b], marks=marks)], edits=edits)


def test_other_words_are_shown_with_their_reports() -> None:
    (finding,) = two("altered", FULL.replace("bridge", "harbour"), ("substituted", "bridge", "harbour"))
    assert finding.because == (
        "Reports A and B both print this in quotation marks, but one word differs and nothing marks "
        "the change: A has “bridge”, B has “harbour”."
    )
    assert (finding.report, finding.statement) == ("b", "s")
    assert [span.report for span in finding.spans] == ["b", "a"]


def test_a_report_that_quotes_the_words_twice_is_not_held_against_itself() -> None:
    text = f"“{FULL},” Ines Ruiz said.\nLater she said again: “{FULL.replace('bridge', 'harbour')}.”"
    one = report("a", text)
    said = [Said([FULL], "Ines Ruiz"), Said([FULL.replace("bridge", "harbour")], "Ines Ruiz")]
    found = statements([(one, said)])
    edits = [each for statement in found for each in classify_edits(statement, [one])]
    assert any(each.substantive for each in edits)
    assert raised("altered", one, statements=found, edits=edits) == []


def test_words_that_only_one_report_has() -> None:
    (finding,) = two("altered", FULL.replace(" to please the ferry", ""), ("omitted", "to please the ferry", ""))
    assert "only A has “to please the ferry”" in finding.because
    assert finding.spans[0].report == "b"


def claimed(other: str, change: tuple[str, str, str], bears_on: tuple[str, ...], severity: int) -> Finding:
    """Give the finding on a change that matters, when another report prints the full quotation so."""
    a, b = quoted(FULL), quoted(other, name="b")
    kind, ours, theirs = change
    edits = [edit(kind, a, b, ours, theirs, severity=severity, bears_on=bears_on)]
    (finding,) = raised("altered", a, b, statements=[statement_of([a, b])], edits=edits)
    return finding


def test_what_a_reader_is_misled_about_is_said_in_the_words_of_both() -> None:
    finding = claimed(FULL.replace("did not close", "did close"), ("omitted", "not", ""), ("negation",), 3)
    assert (finding.because, finding.severity) == (
        "A reader of B would take it that “We did close the bridge to please the …” was said, where A quotes "
        "“We did not close the bridge to please the …”: the one denies what the other says.",
        3,
    )


@pytest.mark.parametrize(
    ("ours", "theirs", "bearing", "said"),
    [
        ("will", "might", "modality", "they are not equally sure of it"),
        ("safe", "Okoye", "name", "another name stands there"),
        ("is", "was", "tense", "they put it at another time"),
        ("we will", "they will", "person", "another person is meant"),
    ],
)
def test_it_is_said_in_what_the_readings_part(ours: str, theirs: str, bearing: str, said: str) -> None:
    other = FULL.replace(f" {ours}", f" {theirs}")
    assert claimed(other, ("substituted", ours, theirs), (bearing,), 2).because.endswith(f": {said}.")


def test_the_gravest_change_is_told_first_and_the_others_after_it() -> None:
    a = quoted(FULL)
    b = quoted(FULL.replace("bridge", "harbour").replace("will", "may"), name="b")
    edits = [edit("substituted", a, b, "bridge", "harbour"), edit("substituted", a, b, "will", "may", severity=2)]
    (finding,) = raised("altered", a, b, statements=[statement_of([a, b])], edits=edits)
    assert "where A quotes “… to please the ferry, and we will open it when the steel is …”" in finding.because
    assert finding.because.endswith(" Besides, A has “bridge”, B has “harbour”.")


def test_two_readings_that_share_too_little_are_no_alteration() -> None:
    a = quoted("We did not close the bridge to please the ferry")
    b = quoted("You may well close the market to please the mayor", name="b")
    edits = [edit("substituted", a, b, "bridge", "market", severity=3, bears_on=("name",))]
    assert raised("altered", a, b, statements=[statement_of([a, b])], edits=edits) == []


def test_a_longer_omission_with_a_negation_in_it_is_no_reversal() -> None:
    a, b = (
        quoted("We close it, and not to please the ferry, when the steel cracks"),
        quoted("We close it, when the steel cracks", name="b"),
    )
    edits = [edit("omitted", a, b, "and not to please the ferry,")]
    (finding,) = raised("altered", a, b, statements=[statement_of([a, b])], edits=edits)
    assert "denies" not in finding.because and finding.severity == 1


@pytest.mark.parametrize("marked", [True, False])
def test_only_unmarked_changes_are_findings(marked: bool) -> None:
    found = two("altered", FULL.replace("bridge", "harbour"), ("substituted", "bridge", "harbour"), marked=marked)
    assert len(found) == (0 if marked else 1)


def test_reported_speech_that_differs_is_no_alteration() -> None:
    found = two("altered", FULL.replace("bridge", "harbour"), ("substituted", "bridge", "harbour"), marks=(True, False))
    assert found == []


def test_cleaned_speech_is_no_alteration() -> None:
    a, b = quoted("They tested, um, the steel of the bridge"), quoted("They tested the steel of the bridge", name="b")
    edits = [edit("omitted", a, b, "um", severity=0)]
    assert raised("altered", a, b, statements=[statement_of([a, b])], edits=edits) == []


def test_what_concerns_the_quotation_as_a_whole_is_no_alteration_of_its_words() -> None:
    a, b = quoted(FULL), quoted(FULL, name="b")
    edits = [edit("speaker-changed", a, b, FULL, FULL, severity=3)]
    assert raised("altered", a, b, statements=[statement_of([a, b])], edits=edits) == []


def test_the_report_that_stands_alone_is_the_one_to_look_at() -> None:
    a, b, c = (
        quoted("We shut the old bridge at noon"),
        quoted("We shut the big bridge at noon", name="b"),
        quoted("We shut the big bridge at noon", name="c"),
    )
    edits = [edit("substituted", a, b, "old", "big"), edit("substituted", a, c, "old", "big")]
    (finding,) = raised("altered", a, b, c, statements=[statement_of([a, b, c])], edits=edits)
    assert finding.report == "a"
    assert finding.because.endswith("A has “old”, B has “big”. Report C has other words too.")


def found_in(kind: str, *pile: tuple[Report, Sequence[Said]]) -> list[Finding]:
    """Give the findings of one kind on reports whose quotations are put together and compared as in a build."""
    reports, made = [report for report, _ in pile], statements(pile)
    edits = [edit for statement in made for edit in classify_edits(statement, reports)]
    return raised(kind, *reports, statements=made, edits=edits)


AT_THE_PIER = "We will open the old pier in the autumn, and no islander will pay a toll for the first month"
ABEL = "Ann Abel"


def test_a_quotation_is_compared_though_the_headline_quotes_a_part_of_it_first() -> None:
    part, changed = "no islander will pay a toll", AT_THE_PIER.replace("the autumn", "the spring")
    (finding,) = found_in(
        "altered",
        (report("a", f"“{AT_THE_PIER},” said Ann Abel."), [Said([AT_THE_PIER], ABEL)]),
        (report("b", f"“{part}”, says Abel\n“{changed},” said Ann Abel."), [Said([part], ABEL), Said([changed], ABEL)]),
    )
    assert "A has “autumn”, B has “spring”" in finding.because


def test_words_that_a_report_has_only_in_its_headline_are_not_lost() -> None:
    part, rest = "We will open the old pier in the autumn", "and no islander will pay a toll for the first month"
    found = found_in(
        "clipped",
        (report("a", f"“{AT_THE_PIER},” said Ann Abel."), [Said([AT_THE_PIER], ABEL)]),
        (
            report("b", f"“{part}”, says Abel\n“{part}, {rest},” said Ann Abel."),
            [Said([part], ABEL), Said([f"{part}, {rest}"], ABEL)],
        ),
    )
    assert found == []


def test_a_question_that_one_report_alone_states_is_its_own_doing() -> None:
    asked, stated = (
        "The old pier is safe? We sail at nine with the islanders",
        "The old pier is safe. We sail at nine with the islanders",
    )
    (finding,) = found_in(
        "altered",
        *(
            (report(name, f"“{words},” said Ann Abel."), [Said([words], ABEL)])
            for name, words in (("a", stated), ("b", asked), ("c", asked))
        ),
    )
    assert finding.report == "a"
    assert finding.because == (
        "A reader of A would take it that “The old pier is safe. …” was said, where B quotes “The old pier is safe? …”: "
        "the one asks what the other states. Report C has other words too."
    )


def test_a_cut_end_is_told() -> None:
    (finding,) = two(
        "clipped",
        "We did not close the bridge to please the ferry",
        ("clipped-end", "and we will open it when the steel is safe", ""),
    )
    assert finding.because == (
        "Report B's quotation ends before “and we will open it when the steel is safe”, "
        "which report A prints, and nothing marks the cut."
    )
    assert [span.report for span in finding.spans] == ["b", "a"]


def test_a_cut_beginning_is_told() -> None:
    (finding,) = two(
        "clipped",
        "We will open it when the steel is safe",
        ("clipped-start", "We did not close the bridge to please the ferry, and", ""),
    )
    assert "starts after “We did not close the bridge to please the ferry, and”" in finding.because


def test_the_base_may_be_the_one_that_is_cut() -> None:
    a, b = quoted("We will open it when the steel is safe"), quoted(FULL, name="b")
    edits = [edit("clipped-start", a, b, "", "We did not close the bridge to please the ferry")]
    (finding,) = raised("clipped", a, b, statements=[statement_of([a, b])], edits=edits)
    assert finding.report == "a"


@pytest.mark.parametrize(
    ("short", "cut", "told"),
    [
        ("We will open the bridge at noon", "unless it cracks", True),
        ("We will open the bridge at noon", "on Friday", False),
    ],
)
def test_a_short_cut_counts_only_when_it_bears_on_the_meaning(short: str, cut: str, told: bool) -> None:
    a, b = quoted(f"{short} {cut}"), quoted(short, name="b")
    edits = [edit("clipped-end", a, b, cut)]
    assert bool(raised("clipped", a, b, statements=[statement_of([a, b])], edits=edits)) is told


def test_words_missing_at_an_end_are_a_cut_whatever_the_edit_is_called() -> None:
    a, b = quoted("The bridge is shut, not open"), quoted("The bridge is shut", name="b")
    given = {"statements": [statement_of([a, b])], "edits": [edit("omitted", a, b, "not open")]}
    assert (len(raised("clipped", a, b, **given)), len(raised("altered", a, b, **given))) == (1, 0)


@pytest.mark.parametrize(("form", "told"), [("direct", True), ("mixed", False)])
def test_a_woven_phrase_leaves_other_sentences_out_as_a_matter_of_course(form: str, told: bool) -> None:
    a, b = quoted("The money was never there. You cannot draw on it."), quoted("The money was never there", name="b")
    statement = statement_of([a, b])
    woven = replace(statement.witnesses[1], form=form)
    edits = [edit("clipped-end", a, b, "You cannot draw on it.")]
    found = raised(
        "clipped", a, b, statements=[replace(statement, witnesses=(statement.witnesses[0], woven))], edits=edits
    )
    assert bool(found) is told


def test_a_shared_title_is_no_quotation_to_compare() -> None:
    a, b = quoted("Steel and Salt, the first part of three books"), quoted("Steel and", name="b")
    edits = [edit("clipped-end", a, b, "Salt, the first part of three books")]
    assert raised("clipped", a, b, statements=[statement_of([a, b])], edits=edits) == []


def test_a_word_that_ends_and_begins_a_gap_may_be_either() -> None:
    a, b = report_of("“It was there. It is there now,” Ruiz said."), report_of("“It was there,” Ruiz said.", "b")
    wordings = Wordings(statement_of([a, b]), {"a": a, "b": b})
    start = a.text.index("there. It is")
    assert wordings.at_edge(0, 1, Span("a", start, start + len("there. It is")))


def test_negations_are_found_in_every_example() -> None:
    groups = read_list("variants")
    assert all(
        any(word in example for word in groups[group]["words"])
        for group in groups
        for example in groups[group]["examples"]
    )


def test_words_of_a_report_stay_its_own() -> None:
    a: Report = quoted(FULL)
    b = quoted(FULL.replace("bridge", "harbour"), name="b")
    (finding,) = raised(
        "altered", a, b, statements=[statement_of([a, b])], edits=[edit("substituted", a, b, "bridge", "harbour")]
    )
    assert [span.text({"a": a, "b": b}[span.report]) for span in finding.spans] == ["harbour", "bridge"]


@pytest.mark.parametrize("word", ["the", "and"])
def test_a_small_word_more_or_less_is_no_alteration(word: str) -> None:
    assert two("altered", FULL.replace(f" {word} ", " ", 1), ("omitted", word, "")) == []
