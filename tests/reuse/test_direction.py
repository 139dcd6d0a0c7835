"""Which of two reports drew on the other, by what evidence, and when that stays open."""

from __future__ import annotations

import pytest

from onrecord.model import Derivation, Report
from onrecord.reuse import find_derivations, find_reuse
from tests.reuse.telling import COPY, ELSEWHERE, FURTHER, OWN, QUOTED
from tests.reuse.test_fingerprints import PLAIN, SPUN
from tests.statements.piles import report

EELS = "\n".join(f"On day {day} the ferryman carried {day * 7} baskets of eels to the inn." for day in range(2, 9))
WIRE = f"{COPY}\n{FURTHER}"


def derived(*pile: Report) -> dict[str, Derivation]:
    return {one.a + one.b: one for one in find_derivations(pile, find_reuse(pile, ()).passages).derivations}


def judged(*pile: Report) -> tuple[str, float]:
    one = derived(*pile)["ab"]
    return one.direction, one.confidence


def test_without_evidence_it_is_unknown() -> None:
    assert judged(report("a", f"{WIRE}\n{OWN}"), report("b", f"{ELSEWHERE}\n{WIRE}")) == ("unknown", 0.0)


@pytest.mark.parametrize("later", ["2025-10-20", "2025-10-14T23:59:00", "2031-01-01"])
def test_dates_alone_never_decide_and_are_told(later: str) -> None:
    pile = (
        report("a", f"{WIRE}\n{OWN}", "Herald", "2025-10-14T08:00:00"),
        report("b", f"{ELSEWHERE}\n{WIRE}", "Ledger", later),
    )
    one = derived(*pile)["ab"]
    assert (one.direction, one.confidence) == ("unknown", 0.0)
    assert one.evidence and "by itself that proves nothing" in one.evidence[0]


@pytest.mark.parametrize("stamp", ["0001-01-01T00:00:00+03:00", "9999-12-31T23:00:00-03:00", "2025-13-45", "2025"])
def test_a_stamp_that_cannot_be_placed_says_nothing(stamp: str) -> None:
    pile = (
        report("a", f"{WIRE}\n{OWN}", "Herald", stamp),
        report("b", f"{ELSEWHERE}\n{WIRE}", "Ledger", "2025-10-14T23:00:00"),
    )
    assert derived(*pile)["ab"].evidence == ()


def test_two_stamps_of_one_day_without_an_hour_say_nothing() -> None:
    pile = (
        report("a", f"{WIRE}\n{OWN}", "Herald", "2025-10-14"),
        report("b", f"{ELSEWHERE}\n{WIRE}", "Ledger", "2025-10-14T23:00:00"),
    )
    assert derived(*pile)["ab"].evidence == ()


@pytest.mark.parametrize(
    ("credit", "least"),
    [
        ("This article originally appeared in the Quay Herald.", 0.9),
        ("The bridge will stay shut, the Quay Herald reported.", 0.6),
        ("“It is over,” the diver told the Quay Herald.", 0.6),
        ("See www.quayherald.com for more.", 0.6),
    ],
)
def test_the_one_that_names_the_other_drew_on_it(credit: str, least: float) -> None:
    direction, confidence = judged(
        report("a", f"{WIRE}\n{OWN}", "Quay Herald"), report("b", f"{ELSEWHERE}\n{WIRE}\n{credit}", "Ledger")
    )
    assert direction == "a-to-b"
    assert confidence >= least


def test_a_credit_cannot_mean_a_report_that_came_later() -> None:
    crediting = f"{ELSEWHERE}\n{OWN}\n{FURTHER}\n{COPY}\nThe bridge will stay shut, the Quay Herald reported."
    pile = (
        report("a", f"{EELS}\n{COPY}", "Quay Herald", "2025-10-20T08:00:00"),
        report("b", f"{crediting}\n{QUOTED}", "Ledger", "2025-10-14T08:00:00"),
    )
    one = derived(*pile)["ab"]
    assert one.direction == "unknown"
    assert "it may mean another report" in one.evidence[0]


def test_two_that_one_agency_signed_have_a_common_source() -> None:
    pile = (
        report("a", f"{WIRE}\n{OWN}", "Herald", agency="AP"),
        report("b", f"{ELSEWHERE}\n{WIRE}", "Ledger", agency="AP"),
    )
    direction, confidence = judged(*pile)
    assert direction == "common-source"
    assert confidence >= 0.9


def test_what_one_prints_under_an_agencys_sign_both_had_from_the_agency() -> None:
    pile = report("a", f"{WIRE}\n{OWN}", "Herald", agency="AP"), report("b", f"{ELSEWHERE}\n{WIRE}", "Ledger")
    one = derived(*pile)["ab"]
    assert one.direction == "common-source"
    assert one.evidence == ("the report of Herald prints what they share under the sign of Associated Press",)


def test_what_a_third_report_carries_as_well_has_a_common_source() -> None:
    pile = (
        report("a", f"{WIRE}\n{OWN}", "Herald"),
        report("b", f"{WIRE}\n{ELSEWHERE}", "Ledger"),
        report("c", f"{WIRE}\n{EELS}", "Courier"),
    )
    assert {one.direction for one in derived(*pile).values()} == {"common-source"}


def test_two_that_share_only_a_quotation_may_both_have_heard_it() -> None:
    pile = report("a", f"{OWN}\n{QUOTED}", "Herald"), report("b", f"{ELSEWHERE}\n{QUOTED}", "Ledger")
    one = derived(*pile)["ab"]
    assert (one.direction, one.because, one.certain) == ("common-source", (), False)


def test_a_report_that_breaks_off_drew_on_the_one_that_goes_on() -> None:
    pile = (
        report("a", f"{WIRE}\n{OWN}\n{ELSEWHERE}", "Herald"),
        report("b", f"{WIRE}\nWhile a constable … Read more", "Ledger"),
    )
    one = derived(*pile)["ab"]
    assert one.direction == "a-to-b"
    assert "it breaks off" in one.evidence[0]


def test_the_beginning_of_another_report_drew_on_it() -> None:
    pile = report("a", WIRE, "Herald"), report("b", f"{WIRE}\n{OWN}\n{ELSEWHERE}", "Ledger")
    assert judged(*pile)[0] == "b-to-a"


def test_the_one_whose_words_were_exchanged_is_the_copy() -> None:
    direction, confidence = judged(report("a", SPUN, "Herald"), report("b", PLAIN, "Ledger"))
    assert direction == "b-to-a"
    assert confidence >= 0.8


def test_a_text_that_speaks_of_other_days_casts_doubt_on_its_stamp() -> None:
    dated = f"On August 23, 2025 it rained.\n{WIRE}\n{OWN}"
    pile = report("a", dated, "Herald", "2025-10-31"), report("b", f"{ELSEWHERE}\n{WIRE}", "Ledger", "2025-08-24")
    (said,) = derived(*pile)["ab"].evidence
    assert said.endswith("but the dates are in doubt: a text dated 2025-10-31 speaks of 2025-08-23")


def test_the_direction_turns_with_the_pair() -> None:
    credit = "This article originally appeared in the Quay Herald."
    pile = report("b", f"{WIRE}\n{OWN}", "Quay Herald"), report("a", f"{ELSEWHERE}\n{WIRE}\n{credit}", "Ledger")
    assert judged(*pile)[0] == "b-to-a"
