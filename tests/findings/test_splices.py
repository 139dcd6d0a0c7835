"""Seams: sentences pasted in from another story are found, ordinary ones are not."""

from __future__ import annotations

from tests.findings.piles import raised, report_of

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


def test_a_stub_has_nothing_to_hang_together_with() -> None:
    assert (
        spliced("The bridge is shut.\nGoalkeeper Tomas Brandt saved two penalties for Halden Rovers in the Baltic Cup.")
        == []
    )
