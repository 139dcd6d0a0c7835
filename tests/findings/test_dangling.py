"""The signs that a sentence leans on something its report does not have, each on the smallest report that shows it."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from onrecord.findings import dangling
from onrecord.findings.scene import Scene, Sign
from tests.findings.scenes import signs

WELL_KNOWN = "Mayor Ana Ruiz came to the bridge.\nRuiz spoke to the crew.\nThe crew cheered Ruiz.\nThen Ruiz left."


@pytest.mark.parametrize(
    ("look", "text", "says"),
    [
        (
            dangling.no_such_person,
            "The city backs the ferry against the lorries. “We want to get there,” he said.",
            ["nobody who acts in the paragraph can be “he”"],
        ),
        (dangling.no_such_person, "The mayor backs the ferry. “We want to get there,” he said.", []),
        (
            dangling.points_nowhere,
            "The bridge is shut.\n“We will reach this aim,” Ruiz said.",
            ["it speaks of “this aim”, of which nothing was said before"],
        ),
        (dangling.points_nowhere, "The aims are clear.\n“We will reach this aim,” Ruiz said.", []),
        (dangling.points_nowhere, "The bridge is shut.\n“We will open it this time,” Ruiz said.", []),
        (
            dangling.which_one,
            "President Ana Ruiz met President Joseph Okoye.\n“There is no way back,” the president said.",
            ["“the president” could be Ruiz or Okoye"],
        ),
        (dangling.which_one, "President Ana Ruiz met the crew.\n“There is no way back,” the president said.", []),
        (
            dangling.unknown_person,
            "The bridge is shut. Okafor warned on Friday that the vote was his.",
            ["“Okafor” is named here only and never introduced"],
        ),
        (dangling.unknown_person, "Samuel Okafor is here. Okafor warned on Friday that the vote was his.", []),
        (
            dangling.unheard,
            "The mayor spoke.\nShe welcomed the release of the information.",
            [
                "it speaks of “the release”, of which nothing was said before",
                "it speaks of “the information”, of which nothing was said before",
            ],
        ),
        (dangling.unheard, "The board informed the mayor.\nShe read the information.", []),
        (dangling.unheard, "The mayor spoke.\n“I read the information,” she said.", []),
        (dangling.unheard, "The mayor spoke.\nShe read the information about the bridge.", []),
        (
            dangling.introduced_again,
            f"{WELL_KNOWN}\nMayor Ana Ruiz wants a new bridge.",
            ["it introduces “Ruiz” again, whom the report has long named"],
        ),
        (dangling.introduced_again, f"{WELL_KNOWN}\nMayor Ruiz wants a new bridge.", []),
        (dangling.introduced_again, "Mayor Ana Ruiz came.\nRuiz left.\nMayor Ana Ruiz wants a new bridge.", []),
        (
            dangling.other_hand,
            "President Joseph Okoye came to the bridge.\nBut president Joseph Okoye wants a new one.",
            ["it writes “president” small before a name, which the report writes large elsewhere"],
        ),
        (dangling.other_hand, "But president Joseph Okoye wants a new one.", []),
        (dangling.other_hand, "President Joseph Okoye met company president Ana Ruiz.", []),
    ],
)
def test_a_sign(look: Callable[[Scene], Iterator[Sign]], text: str, says: list[str]) -> None:
    assert signs(look, text) == says
