"""Which reports derive from one origin, and the count of independent ones."""

from __future__ import annotations

import pytest

from onrecord.model import Family, Report
from onrecord.reuse import count_independent, find_reuse, group_families
from tests.statements.piles import report

COPY = (
    "The port of Kelmouth shut its harbour bridge to lorries on Tuesday after divers found cracks in the granite piers."
)
OWN = (
    "At dawn the fishmongers stood in the drizzle by the locked gates, swapping rumours and thermos coffee, while a constable in a "
    "borrowed oilskin turned back one van after another and promised nothing to anybody, least of all a date."
)
ELSEWHERE = (
    "Traders upriver expect a fat winter: every barrow that cannot cross must come to them, and the chandlers have already marked up "
    "rope, lamp oil and tarpaulin, as a walk along the quay on Wednesday evening showed."
)
QUOTED = "“We shall weep for our granite piers until the spring tides have washed the mortar out of every joint,” the mayor said."


def families(*pile: Report) -> tuple[Family, ...]:
    return group_families(pile, find_reuse(pile, ()))


def split(*pile: Report) -> list[str]:
    return ["".join(family.reports) for family in families(*pile)]


def test_shared_narration_makes_one_family() -> None:
    assert split(report("a", f"{COPY} {OWN}", "Herald"), report("b", f"{COPY} {ELSEWHERE}", "Ledger")) == ["ab"]


def test_a_shared_quotation_alone_does_not() -> None:
    assert split(report("a", f"{OWN}\n{QUOTED}", "Herald"), report("b", f"{ELSEWHERE}\n{QUOTED}", "Ledger")) == [
        "a",
        "b",
    ]


def test_one_outlet_is_one_voice_on_one_matter() -> None:
    same_week = report("a", OWN, "The Herald", "2025-10-14"), report("b", ELSEWHERE, "Herald", "2025-10-16")
    years_apart = report("a", OWN, "The Herald", "2025-10-14"), report("b", ELSEWHERE, "Herald", "2019-10-16")
    assert (split(*same_week), split(*years_apart)) == (["ab"], ["a", "b"])


def test_one_agency_with_some_shared_wording_is_one_family() -> None:
    long = (
        " ".join([OWN, ELSEWHERE])
        + " Nobody knows what the granite hides, and the archive that could tell burned down in the war. " * 3
    )
    pile = (
        report("a", f"{COPY} {long}", "Herald", agency="Halcyon"),
        report("b", f"{COPY} {ELSEWHERE}", "Ledger", agency="HALCYON"),
    )
    assert split(*pile) == ["ab"]


def test_a_report_that_says_where_it_was_taken_from_belongs_there() -> None:
    pile = (
        report("a", OWN, "Herald"),
        report("b", f"{ELSEWHERE} This article originally appeared in the Herald.", "Ledger"),
    )
    assert split(*pile) == ["ab"]


def test_every_report_is_in_exactly_one_family() -> None:
    pile = [
        report(name, text, name * 3) for name, text in zip("abcd", (COPY, OWN, f"{COPY} {OWN}", QUOTED), strict=True)
    ]
    assert sorted("".join(split(*pile))) == list("abcd")


def test_two_reports_without_outlet_or_date_come_to_a_range() -> None:
    pile = report("a", OWN), report("b", ELSEWHERE)
    count = count_independent(families(*pile), ["a", "b"])
    assert (count.low, count.high) == (1, 2)
    assert "cannot be said for sure" in count.rule


@pytest.mark.parametrize(
    ("members", "expected"),
    [(["a"], (1, 1)), (["a", "b"], (2, 2)), (["a", "c"], (1, 2)), (["c"], (1, 1)), ([], (0, 0))],
)
def test_the_count_is_of_the_reports_asked_for(members: list[str], expected: tuple[int, int]) -> None:
    pile = report("a", OWN, "Herald", "2025-10-14"), report("b", ELSEWHERE, "Ledger", "2025-10-14"), report("c", QUOTED)
    count = count_independent(families(*pile), members)
    assert (count.low, count.high) == expected


def test_a_certain_count_is_one_number() -> None:
    pile = report("a", f"{COPY} {OWN}", "Herald"), report("b", f"{COPY} {ELSEWHERE}", "Ledger")
    assert (
        count_independent(families(*pile), ["a", "b"]).low == count_independent(families(*pile), ["a", "b"]).high == 1
    )


def test_the_order_of_the_reports_does_not_change_the_families() -> None:
    pile = [report("a", f"{COPY} {OWN}", "Herald"), report("b", f"{COPY} {ELSEWHERE}", "Ledger"), report("c", QUOTED)]
    straight, turned = families(*pile), families(*pile[::-1])
    assert {(f.id, frozenset(f.reports), f.certain) for f in straight} == {
        (f.id, frozenset(f.reports), f.certain) for f in turned
    }
