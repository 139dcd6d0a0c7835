"""Which reports of one outlet are on one matter, by the rare words that open them."""

from __future__ import annotations

import pytest

from onrecord.model import Report
from onrecord.reuse import matter
from onrecord.reuse.matter import Matters
from tests.statements.piles import report

CRACKS = "Surveyor Ottoline Brackwater found granite crumbling under the Kelmouth viaduct"
EELS = "Smokehouse owner Tancred Wimble sold pickled lampreys at the Dunmarrow auction"


def pairs(*pile: Report) -> dict[tuple[str, str], bool]:
    return Matters(pile).pairs([one.id for one in pile])


def test_two_that_open_with_the_same_rare_words_are_on_one_matter() -> None:
    assert pairs(report("a", f"{CRACKS}."), report("b", f"On Monday, {CRACKS}."), report("c", EELS)) == {
        ("a", "b"): True
    }


def test_words_that_very_many_share_count_between_two_that_share_a_rarer_one(monkeypatch: pytest.MonkeyPatch) -> None:
    pile = (
        report("a", f"{CRACKS}, Zebedee."),
        report("b", f"{CRACKS}, Zebedee."),
        report("c", CRACKS),
        report("d", EELS),
    )
    assert set(pairs(*pile)) == {("a", "b"), ("a", "c"), ("b", "c")}
    monkeypatch.setattr(matter, "HOT_WORD", 2)
    assert pairs(*pile) == {("a", "b"): True}
