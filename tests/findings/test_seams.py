"""The signs that a sentence does not hang together with what stands around it, each on the smallest report that shows it."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from onrecord.findings import seams
from onrecord.findings.cohesion import weave
from onrecord.findings.scene import Scene, Sign
from onrecord.findings.vocabulary import read_list
from tests.findings.piles import report_of
from tests.findings.scenes import signs
from tests.known import parse_with_names


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
        (seams.unjoined, "The mayor shut the bridge. Five days in that gale broke the mast.", []),
        (seams.unjoined, "The mayor shut the bridge. Two went home.", []),
        (
            seams.unjoined,
            "The mayor shut the bridge. After his guest had left, Okoye sold the farm.",
            ["nothing joins it to the sentence before"],
        ),
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


def test_subjects_count_and_not_only_words() -> None:
    bridge = "The ferry carried the lorries.\nA captain steered the boats past the harbour wall.\nThe crew tied ropes at the quay."
    woven = weave(
        parse_with_names(report_of(f"{bridge}\nSailors unloaded the ships.\nPupils passed their algebra exams."))
    )
    at_sea, at_school = woven.strangeness(3), woven.strangeness(4)
    assert not woven.shared(3) and not woven.shared(4) and at_sea < at_school


@pytest.mark.parametrize("group", sorted(read_list("seams")))
def test_every_example_of_the_word_lists_holds_a_word_of_its_group(group: str) -> None:
    words = {word.lower() for word in read_list("seams")[group]["words"]}
    for example in read_list("seams")[group]["examples"]:
        lemmas = {
            form.lower() for word in parse_with_names(report_of(example)).words for form in (word.text, word.lemma)
        }
        assert lemmas & words or any(word in example.lower() for word in words if not word.isalpha())
