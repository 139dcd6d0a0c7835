"""The single signs of a seam, each on the smallest report that shows it."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from onrecord.attributions.marks import find_quotations
from onrecord.findings import seams
from onrecord.findings.cohesion import weave
from onrecord.findings.pile import Inside
from onrecord.findings.seams import Scene, Sign
from onrecord.findings.vocabulary import read_list
from tests.findings.piles import report_of
from tests.known import parse_with_names


def signs(look: Callable[[Scene], Iterator[Sign]], text: str) -> list[str]:
    """Give what one sign says of each sentence of a text."""
    report = report_of(text)
    woven = weave(parse_with_names(report))
    quoted = Inside([quotation.outer for quotation in find_quotations(report).quotations])
    return [sign.says for place in range(len(woven.sentences)) for sign in look(Scene(woven, place, quoted))]


@pytest.mark.parametrize(
    ("look", "text", "says"),
    [
        (
            seams.stranger_in_quotation,
            "Ruiz left.\n“The quarrel is with the Danish side,” Okoye said.",
            ["nothing else in the report mentions “Danish”"],
        ),
        (seams.stranger_in_quotation, "Denmark sent a ship.\n“The quarrel is with the Danish side,” Okoye said.", []),
        (
            seams.two_voices,
            "“The bridge is shut,” Ruiz said. “Our fleet sails,” Okoye said.",
            ["the paragraph goes from Ruiz's words to Okoye's with nothing between"],
        ),
        (seams.two_voices, "“The bridge is shut,” Ruiz said. But “the bridge is open,” Okoye said.", []),
        (
            seams.no_such_person,
            "The city backs the ferry against the lorries. “We want to get there,” he said.",
            ["nobody who acts in the paragraph can be “he”"],
        ),
        (seams.no_such_person, "The mayor backs the ferry. “We want to get there,” he said.", []),
        (
            seams.points_nowhere,
            "The bridge is shut.\n“We will reach this aim,” Ruiz said.",
            ["it speaks of “this aim”, of which nothing was said before"],
        ),
        (seams.points_nowhere, "The aims are clear.\n“We will reach this aim,” Ruiz said.", []),
        (seams.points_nowhere, "The bridge is shut.\n“We will open it this time,” Ruiz said.", []),
        (
            seams.which_one,
            "President Ana Ruiz met President Joseph Okoye.\n“There is no way back,” the president said.",
            ["“the president” could be Ruiz or Okoye"],
        ),
        (seams.which_one, "President Ana Ruiz met the crew.\n“There is no way back,” the president said.", []),
        (
            seams.unknown_person,
            "The bridge is shut. Okafor warned on Friday that the vote was his.",
            ["“Okafor” is named here only and never introduced"],
        ),
        (seams.unknown_person, "Samuel Okafor is here. Okafor warned on Friday that the vote was his.", []),
        (
            seams.mid_talk,
            "So that’s where the money went.",
            ["it opens in the middle of talk (“So that’s”) and stands outside quotation marks"],
        ),
        (seams.mid_talk, "“So that’s where the money went,” Ruiz said.", []),
        (seams.mid_talk, "So it was that the bridge fell.", []),
        (
            seams.unjoined,
            "The mayor shut the bridge. Rovers keep third place.",
            ["nothing joins it to the sentence before"],
        ),
        (seams.unjoined, "The mayor shut the bridge. She then left.", []),
        (seams.unjoined, "The mayor shut the bridge. Cracks in the bridge were found.", []),
        (seams.unjoined, "The mayor shut the bridge.\nRovers keep third place.", []),
    ],
)
def test_a_sign(look: Callable[[Scene], Iterator[Sign]], text: str, says: list[str]) -> None:
    assert signs(look, text) == says


def test_a_sentence_is_stranger_the_less_it_shares() -> None:
    woven = weave(
        parse_with_names(
            report_of(
                "The harbour bridge cracked.\nEngineers shut the cracked harbour bridge.\nGardeners praised tulips."
            )
        )
    )
    tied, loose = woven.strangeness(1), woven.strangeness(2)
    assert tied < 0 < loose


@pytest.mark.parametrize("group", sorted(read_list("seams")))
def test_every_example_of_the_word_lists_holds_a_word_of_its_group(group: str) -> None:
    words = {word.lower() for word in read_list("seams")[group]["words"]}
    for example in read_list("seams")[group]["examples"]:
        lemmas = {
            form.lower() for word in parse_with_names(report_of(example)).words for form in (word.text, word.lemma)
        }
        assert lemmas & words or any(word in example.lower() for word in words if not word.isalpha())
