"""Who is said to speak: conflicts, the odd one out, and quotations without a speaker."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from msgspec.structs import replace

from onrecord.findings import inspect
from onrecord.model import Attribution, Finding, Report, Resolution, Speaker
from tests.findings.piles import quoted, raised, report_of, said_by, statement_of
from tests.known import parse_with_names

WORDS = "The money was never there for the bridge"


def given_to(kind: str, *speakers: str | None) -> list[Finding]:
    """Give the findings of one kind when reports A, B, C … give the same words to these speakers."""
    reports = [quoted(WORDS, name=chr(97 + number)) for number in range(len(speakers))]
    return raised(kind, *reports, statements=[statement_of(reports, speakers)])


def test_two_reports_with_two_speakers_are_in_conflict() -> None:
    (finding,) = given_to("speaker-conflict", "Ana Ruiz", "Joseph Okoye")
    assert finding.because == (
        "The same quoted words are given to different speakers: "
        "by report A to Ana Ruiz but by report B to Joseph Okoye."
    )
    assert [span.report for span in finding.spans] == ["b", "a"]


def test_one_against_two_is_the_odd_one_out() -> None:
    (finding,) = given_to("misattributed", "Ana Ruiz", "Joseph Okoye", "Ana Ruiz")
    assert finding.report == "b"
    assert finding.because == "Report B gives these words to Joseph Okoye; reports A and C give them to Ana Ruiz."
    assert given_to("speaker-conflict", "Ana Ruiz", "Joseph Okoye", "Ana Ruiz") == []


@pytest.mark.parametrize(
    "speakers", [("Ana Ruiz", "Ruiz"), ("Ana Ruiz", None), ("President Ana Ruiz", "Ana Ruiz"), (None, None)]
)
def test_one_speaker_under_two_forms_or_an_open_one_is_no_conflict(speakers: tuple[str | None, ...]) -> None:
    assert given_to("speaker-conflict", *speakers) == given_to("misattributed", *speakers) == []


def test_names_that_differ_by_a_letter_may_be_misspelt() -> None:
    (finding,) = given_to("speaker-conflict", "Lorens Farrow", "Lorens Tarrow")
    assert finding.because.endswith("The names are nearly the same: one of them may be misspelt.")


def attribution(
    report: Report, source: str = "", speaker: Resolution | None = None, words: str = "", **more: object
) -> Attribution:
    """Attribute the quotation of a report to a source in it."""
    start = report.text.index(words or "“") + (0 if words else 1)
    end = start + len(words) if words else report.text.index("”")
    at = report.text.index(source)
    sources = (report.span(at, at + len(source)),) if source else ()
    fields = {"form": "direct", "type": "speech", "origin": "a test", "confidence": 1.0} | more
    return Attribution(
        id=f"{report.id}1",
        report=report.id,
        source=sources,
        cue=(),
        content=(report.span(start, end),),
        quoted=(report.span(start, end),),
        speaker=speaker or said_by(None),
        **fields,
    )  # type: ignore[arg-type]


def test_a_quotation_without_a_speaker() -> None:
    report = report_of(f"“{WORDS}.”")
    (finding,) = raised("unattributed", report, attributions=[attribution(report)])
    assert finding.because == "Report A does not say who speaks here."
    assert finding.spans[0].text(report) == f"{WORDS}."


def test_a_pronoun_with_its_candidates() -> None:
    report = report_of(f"“{WORDS},” he said.")
    open_speaker = said_by(None, "Ivo Ruiz", "Joseph Okoye")
    (finding,) = raised("unattributed", report, attributions=[attribution(report, "he", open_speaker)])
    assert finding.because == (
        "Report A gives only “he” as the speaker, and it is not safe to say who that is; "
        "it may be Ivo Ruiz or Joseph Okoye."
    )


def test_nobody_speaks_of_himself_by_title_and_surname() -> None:
    report = report_of("“I agreed with Mayor Ruiz that the bridge must shut,” Ines Ruiz said.")
    (finding,) = raised("misattributed", report, attributions=[attribution(report, "Ines Ruiz", said_by("Ines Ruiz"))])
    assert (
        finding.because
        == "Report A gives these words to Ines Ruiz, but they speak of “Mayor Ruiz” as of somebody else."
    )
    assert [span.text(report) for span in finding.spans] == [
        "I agreed with Mayor Ruiz that the bridge must shut,",
        "Mayor Ruiz",
    ]


@pytest.mark.parametrize(
    "words",
    [
        "I am Ines Ruiz, and the bridge must shut",
        "Mayor Ruiz has shut the bridge",
        "I agreed with Mayor Okoye that it must shut",
    ],
)
def test_words_that_may_well_be_the_speakers_own(words: str) -> None:
    report = report_of(f"“{words},” Ines Ruiz said.")
    assert raised("misattributed", report, attributions=[attribution(report, "Ines Ruiz", said_by("Ines Ruiz"))]) == []


def test_another_report_may_supply_the_speaker() -> None:
    a, b = report_of(f"“{WORDS}.”"), quoted(WORDS, name="b")
    one = attribution(a)
    statement = statement_of([a, b], [None, "Ana Ruiz"])
    first, second = statement.witnesses
    statement = replace(statement, witnesses=(replace(first, attribution=one.id), second))
    (finding,) = raised("unattributed", a, b, attributions=[one], statements=[statement])
    assert finding.because == "Report A does not say who speaks here; report B gives the words to Ana Ruiz."
    assert finding.statement == "s"


@pytest.mark.parametrize(
    ("text", "source", "why"),
    [
        (f"“{WORDS},” officials said.", "officials", "unnamed officials are a source"),
        ("She read “Steel and Salt of Kelmouth Harbour”.", "", "a title"),
        ("It was a “so-called green corridor”.", "", "three words"),
        ("It passes for “holding power to account” there.", "", "a phrase within the report's own sentence"),
    ],
)
def test_what_needs_no_speaker(text: str, source: str, why: str) -> None:
    report = report_of(text)
    assert raised("unattributed", report, attributions=[attribution(report, source)]) == [], why


def test_a_resolved_speaker_is_no_finding() -> None:
    report = quoted(WORDS)
    assert raised("unattributed", report, attributions=[attribution(report, "Ines Ruiz", said_by("Ines Ruiz"))]) == []


def test_a_headline_leaves_the_speaker_to_its_story() -> None:
    report = report_of(f"“{WORDS}”\nThe bridge is shut.", kinds={0: "headline"})
    assert raised("unattributed", report, attributions=[attribution(report)]) == []


def test_a_misspelt_name_is_a_conflict_however_many_copied_it() -> None:
    speakers = ("Lorens Farrow", "Lorens Tarrow", "Lorens Tarrow")
    (finding,) = given_to("speaker-conflict", *speakers)
    assert "by report A to Lorens Farrow but by reports B and C to Lorens Tarrow" in finding.because
    assert given_to("misattributed", *speakers) == []


def test_words_that_a_statement_gives_to_somebody_within_need_no_other_speaker() -> None:
    report = report_of("He said that Ruiz had called it “a bridge for a hundred years”.")
    open_one = attribution(report, "He", said_by(None))
    statement = statement_of([report], ["Ana Ruiz"])
    assert len(raised("unattributed", report, attributions=[open_one])) == 1
    assert raised("unattributed", report, attributions=[open_one], statements=[statement]) == []


def test_one_open_he_in_a_paragraph_is_told_once() -> None:
    report = report_of("“The bridge is shut for good,” he said. “The ferry runs all night,” he said.\nThe crew left.")
    both = [
        replace(attribution(report, "he", said_by(None), words), id=words)
        for words in ("The bridge is shut for good,", "The ferry runs all night,")
    ]
    (finding,) = raised("unattributed", report, attributions=both)
    assert [span.text(report) for span in finding.spans if span.end - span.start > 2] == [one.id for one in both]


# --- who stands for whom


def carried(*sources: tuple[str, str | None, str], speakers: Sequence[Speaker] = ()) -> list[Finding]:
    """Give the conflicts when reports A, B, C … carry the same words: each by a source, its name or None, and a sentence before."""
    reports = [
        report_of(f"{before}\n“{WORDS}”, {source} said.", chr(97 + n)) for n, (source, _, before) in enumerate(sources)
    ]
    found = []
    for report, (source, name, _) in zip(reports, sources, strict=True):
        speaker = Resolution(name, f"the full name {source}", 0.9) if name else Resolution(None, f"unnamed: {source}")
        found.append(attribution(report, source, speaker))
    statement = statement_of(reports, [name for _, name, _ in sources])
    witnesses = tuple(
        replace(one, attribution=mine.id, speaker=mine.speaker)
        for one, mine in zip(statement.witnesses, found, strict=True)
    )
    statement = replace(statement, witnesses=witnesses)
    return [
        finding
        for finding in inspect(
            reports, [parse_with_names(report) for report in reports], found, [statement], (), (), speakers
        )
        if finding.kind in ("speaker-conflict", "misattributed")
    ]


def test_two_persons_weigh_most() -> None:
    (finding,) = carried(("Ana Ruiz", "Ana Ruiz", "It rained."), ("Joseph Okoye", "Joseph Okoye", "It rained."))
    assert finding.severity == 3


def test_one_who_is_named_with_a_body_is_of_it() -> None:
    (finding,) = carried(
        ("Verdan Steel", "Verdan Steel", "It rained."),
        ("Ana Ruiz, the head of safety at Verdan Steel,", "Ana Ruiz", "It rained."),
    )
    assert finding.severity == 1
    assert finding.because.endswith("Ana Ruiz is named there as “Ana Ruiz, the head of safety at Verdan Steel”.")


def test_a_spokesman_named_and_whom_he_speaks_for() -> None:
    speakers = [Speaker("1", "Ana Ruiz", "person", (), "Ivo Marsh"), Speaker("2", "Ivo Marsh", "person")]
    pair = (("Ana Ruiz", "Ana Ruiz", "It rained."), ("Ivo Marsh", "Ivo Marsh", "It rained."))
    assert [finding.severity for finding in carried(*pair, speakers=speakers)] == [1]
    assert [finding.severity for finding in carried(*pair)] == [3]


def test_an_unnamed_spokesman_and_the_man_himself() -> None:
    (finding,) = carried(("a spokesman for Ivo Marsh", None, "It rained."), ("Ivo Marsh", "Ivo Marsh", "It rained."))
    assert finding.severity == 1
    assert finding.because == (
        "The same quoted words are given to different speakers: "
        "by report A to “a spokesman for Ivo Marsh” but by report B to Ivo Marsh."
    )


def test_a_spokesman_is_no_captain() -> None:
    (finding,) = carried(("the ferry's spokesman", None, "It rained."), ("the captain", None, "It rained."))
    assert finding.severity == 2


def test_a_document_and_somebody_whom_its_report_does_not_know() -> None:
    one, other = ("the statement", None, "It rained."), ("Ana Ruiz", "Ana Ruiz", "It rained.")
    assert [finding.severity for finding in carried(one, other)] == [1]
    assert carried(("the statement", None, "Ruiz sent it out."), other) == []
    assert carried(one, ("Ana Ruiz", "Ana Ruiz", "There was a statement.")) == []


def test_one_of_two_who_spoke_together() -> None:
    both, one = "Ana Ruiz and Ivo Marsh", "Ana Ruiz"
    reports = [quoted(WORDS, name="a"), quoted(WORDS, name="b")]
    statement = statement_of(reports, [both, one])
    first, second = statement.witnesses
    first = replace(first, speaker=Resolution(both, f"together: “{both}”", 0.8))
    (finding,) = raised("speaker-conflict", *reports, statements=[replace(statement, witnesses=(first, second))])
    assert finding.severity == 1


@pytest.mark.parametrize(
    ("one", "other", "why"),
    [
        (("a Verdan spokesman", None), ("Verdan Steel", "Verdan Steel"), "a body and its own spokesman"),
        (("the actress", None), ("Ana Ruiz", "Ana Ruiz"), "she may be the actress"),
        (("officials", None), ("Ana Ruiz", "Ana Ruiz"), "she may be one of them"),
        (
            ("Viktor Zelentsky", "Viktor Zelentsky"),
            ("Viktor Zelentskiy", "Viktor Zelentskiy"),
            "one name, two spellings",
        ),
        (("Ana Ruiz", "Ana Ruiz"), ("Daily NewsAna Ruiz", "Daily NewsAna Ruiz"), "run together with what stood before"),
        (("a spokesman", None), ("a spokeswoman", None), "nobody knows"),
    ],
)
def test_sources_that_may_be_one(one: tuple[str, str | None], other: tuple[str, str | None], why: str) -> None:
    assert carried((*one, "It rained."), (*other, "It rained.")) == [], why


def test_a_pronoun_that_may_have_been_read_wrongly_accuses_nobody() -> None:
    reports = [quoted(WORDS, name="a"), quoted(WORDS, name="b")]
    statement = statement_of(reports, ["Ana Ruiz", "Joseph Okoye"])
    first, second = statement.witnesses
    read = replace(second, speaker=Resolution("Joseph Okoye", "he: Joseph Okoye, who leads the sentence", 0.95))
    assert raised("speaker-conflict", *reports, statements=[replace(statement, witnesses=(first, read))]) == []
    assert len(raised("speaker-conflict", *reports, statements=[statement])) == 1
