"""Seams: sentences pasted in from another story are found, ordinary ones are not."""

from __future__ import annotations

from functools import cache

import pytest

from onrecord.findings.pile import gather
from onrecord.findings.splices import find_spliced
from onrecord.model import Finding, Report, Story
from onrecord.read import read
from tests.conftest import SHARED
from tests.findings.piles import pile_of, raised, report_of
from tests.known import parse_with_names

STORY = """Kelmouth shut its harbour bridge on Tuesday after engineers found cracks in the steel.
Mayor Ines Ruiz ordered the closure before dawn. She told reporters in Kelmouth that the cracks were too deep to ignore.
“The bridge will stay shut until the engineers tell me the steel is safe,” Ruiz said.
Lorries that use the bridge were sent to the ferry, where drivers waited for three hours.
The chief engineer, Piotr Malk, said his crew had found the cracks during an inspection of the steel pins.
Malk said the inspection of the bridge had been put off twice.
The ferry company said it would run more boats for the drivers until the bridge opens."""


def report(extra: str, after: str, glue: str = " ") -> str:
    assert after in STORY
    return STORY.replace(after, f"{after}{glue}{extra}")


def spliced(text: str) -> list[str]:
    made = report_of(text, title="Harbour bridge in Kelmouth shut after cracks are found")
    return [finding.spans[0].text(made) for finding in raised("spliced", made)]


def test_a_sound_report_has_no_seam() -> None:
    assert spliced(STORY) == []


def test_a_sentence_of_another_story_is_found() -> None:
    pasted = (
        "Goalkeeper Tomas Brandt saved two penalties as Halden Rovers beat Osterby in the semi-final of the Baltic Cup."
    )
    assert spliced(report(pasted, "drivers waited for three hours.")) == [pasted]


def test_a_quotation_glued_behind_another_persons_is_found() -> None:
    pasted = "“Herring has no passport, as every Danish skipper knows”, Okoye told reporters."
    assert spliced(
        report(pasted, "“The bridge will stay shut until the engineers tell me the steel is safe,” Ruiz said.")
    ) == [pasted]


def test_somebody_who_is_never_introduced_is_found() -> None:
    pasted = "Okafor denied that he had asked the minister for a recount of the vote."
    assert spliced(report(pasted, "drivers waited for three hours.")) == [pasted]


def test_talk_without_quotation_marks_is_found() -> None:
    pasted = "So that’s what we were up against the whole night long, with the tide against us."
    assert spliced(report(pasted, "drivers waited for three hours.", "\n")) == [pasted]


def test_a_witness_who_is_introduced_is_no_seam() -> None:
    voice = "“I lost half a day,” said Tam Oakshott, a driver who was on his way to the ferry."
    assert spliced(report(voice, "drivers waited for three hours.")) == []


def test_a_finding_says_what_gave_the_sentence_away() -> None:
    pasted = (
        "Goalkeeper Tomas Brandt saved two penalties as Halden Rovers beat Osterby in the semi-final of the Baltic Cup."
    )
    made = report_of(report(pasted, "drivers waited for three hours."))
    (finding,) = raised("spliced", made)
    assert finding.because.startswith(
        "This may be pasted in from another story: nothing ties it to the rest of the report"
    )
    assert all(span.report == made.id for span in finding.spans)


def test_names_that_other_reports_of_the_pile_know_belong_to_the_story() -> None:
    pasted = (
        "Goalkeeper Tomas Brandt saved two penalties as Halden Rovers beat Osterby in the semi-final of the Baltic Cup."
    )
    made = report_of(report(pasted, "drivers waited for three hours."))
    alone = raised("spliced", made)
    known = report_of(
        "Tomas Brandt of Halden Rovers, who beat Osterby in the Baltic Cup, was on the bridge in Kelmouth with Ruiz.",
        "b",
    )
    assert len(alone) == 1 and raised("spliced", made, known) == []


def test_names_of_another_story_of_the_pile_do_not() -> None:
    pasted = (
        "Goalkeeper Tomas Brandt saved two penalties as Halden Rovers beat Osterby in the semi-final of the Baltic Cup."
    )
    made = report_of(report(pasted, "drivers waited for three hours."))
    match = report_of("Tomas Brandt of Halden Rovers beat Osterby in the Baltic Cup.", "b")
    stories = [
        Story(id=one.name, number=number, reports=(one.id,), shares=(), because="a test says so")
        for number, one in enumerate((made, match), start=1)
    ]
    pile = gather([made, match], [parse_with_names(made), parse_with_names(match)], (), (), (), (), stories=stories)
    assert [finding.spans[0].text(made) for finding in find_spliced(pile)] == [pasted]


def test_less_is_asked_of_a_report_that_is_broken_in_other_places() -> None:
    pasted = "The tensions lasted until the crew of the ferry had heard the chief engineer out on Tuesday."
    sound = report(pasted, "drivers waited for three hours.", "\n")
    assert spliced(sound) == []
    broken = sound.replace("sent to the ferry", "sent to to the ferry").replace(
        "the steel is safe", "the the steel is safe"
    )
    (finding,) = raised("spliced", report_of(broken, title="Harbour bridge in Kelmouth shut after cracks are found"))
    assert finding.because.endswith("and the report is broken in other places too.")


@pytest.mark.parametrize(
    "line", ["Tomas Brandt in Osterby contributed to this report.", "Tomas Brandt, who plays for Halden Rovers, and"]
)
def test_a_line_of_the_page_or_one_that_breaks_off_is_no_seam(line: str) -> None:
    assert spliced(report(line, "drivers waited for three hours.", "\n")) == []


@pytest.mark.parametrize(
    ("pasted", "severity"),
    [
        ("Goalkeeper Tomas Brandt saved two penalties as Halden Rovers beat Osterby in the semi-final of the Cup.", 1),
        ("“Halden Rovers never scored a penalty in the Baltic Cup,” goalkeeper Tomas Brandt of Osterby sighed.", 2),
    ],
)
def test_a_pasted_quotation_misleads_more_than_pasted_telling(pasted: str, severity: int) -> None:
    (finding,) = raised("spliced", report_of(report(pasted, "drivers waited for three hours.", "\n")))
    assert finding.severity == severity


def test_in_a_damaged_report_a_splice_weighs_more() -> None:
    pasted = "“Halden Rovers never scored a penalty in the Baltic Cup,” goalkeeper Tomas Brandt of Osterby sighed."
    sound = report(pasted, "drivers waited for three hours.", "\n")
    broken = sound.replace("the steel is safe", "the the steel is safe").replace(
        "sent to the ferry", "sent to to the ferry"
    )
    made = report_of(broken, title="Harbour bridge in Kelmouth shut after cracks are found")
    assert [one.severity for one in raised("spliced", made) if pasted in one.spans[0].text(made)] == [3]


def test_a_stub_has_nothing_to_hang_together_with() -> None:
    assert (
        spliced("The bridge is shut.\nGoalkeeper Tomas Brandt saved two penalties for Halden Rovers in the Baltic Cup.")
        == []
    )


# Where a careful reader sees a seam in the two reports that began it all: the report, where the sentence starts, how it begins.
SEAMS = [
    ("000", 933, "The"),
    ("000", 1195, "We"),
    ("000", 1237, "What"),
    ("000", 1650, "Putin"),
    ("000", 2247, "The"),
    ("000", 2381, "Duterte"),
    ("004", 937, "The"),
    ("004", 1905, "If"),
    ("004", 1992, "But"),
    ("004", 2512, "So"),
    ("004", 2835, "After"),
]


@pytest.mark.shared
@pytest.mark.parametrize(("name", "start", "begins"), SEAMS)
def test_the_seams_of_the_two_real_reports_are_found(name: str, start: int, begins: str) -> None:
    findings, reports = _real()
    here = next(one for one in reports if one.name.startswith(name))
    assert here.text[start:].lstrip("“").startswith(begins)
    assert start in {finding.spans[0].start for finding in findings if finding.report == here.id}


@pytest.mark.shared
def test_nothing_else_in_them_is_called_a_seam() -> None:
    findings, reports = _real()
    names = {one.id: one.name[:3] for one in reports}
    assert {(names[finding.report], finding.spans[0].start) for finding in findings} == {case[:2] for case in SEAMS}


@cache
def _real() -> tuple[list[Finding], tuple[Report, ...]]:
    reports = read([SHARED / "seeds"]).reports
    return list(find_spliced(pile_of(*reports))), reports
