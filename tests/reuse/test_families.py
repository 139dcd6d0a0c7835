"""Which reports derive from one origin, and the count of independent ones."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.model import Derivation, Family, Report
from onrecord.reuse import count_independent, find_derivations, find_reuse, group_families
from tests.reuse.telling import COPY, ELSEWHERE, FURTHER, OWN, QUOTED
from tests.statements.piles import report


def derived(*pile: Report) -> tuple[Derivation, ...]:
    return find_derivations(pile, find_reuse(pile, ()).passages).derivations


def families(*pile: Report) -> tuple[Family, ...]:
    return group_families(pile, derived(*pile))


def split(*pile: Report) -> list[str]:
    return ["".join(family.reports) for family in families(*pile)]


def doubt(a: str, b: str) -> Derivation:
    return Derivation(a=a, b=b, share=0.06, certain=False, because=("they share some wording",))


def test_shared_narration_makes_one_family() -> None:
    assert split(report("a", f"{COPY} {OWN}", "Herald"), report("b", f"{COPY} {ELSEWHERE}", "Ledger")) == ["ab"]


def test_a_shared_quotation_alone_does_not() -> None:
    pile = report("a", f"{OWN}\n{QUOTED}", "Herald"), report("b", f"{ELSEWHERE}\n{QUOTED}", "Ledger")
    assert split(*pile) == ["a", "b"]


def test_a_family_says_what_joins_it() -> None:
    (family,) = families(report("a", f"{COPY} {OWN}", "Herald"), report("b", f"{COPY} {ELSEWHERE}", "Ledger"))
    assert family.because.startswith("They share ")
    assert family.because.endswith("words outside quotation marks (20 words).")


def test_every_report_is_in_exactly_one_family() -> None:
    texts = (COPY, OWN, f"{COPY} {OWN}", QUOTED)
    pile = [report(name, text, name * 3) for name, text in zip("abcd", texts, strict=True)]
    assert sorted("".join(split(*pile))) == list("abcd")


def test_what_joins_a_and_b_and_b_and_c_joins_all_three() -> None:
    pile = (
        report("a", f"{COPY} {OWN}", "Herald"),
        report("b", f"{COPY} {FURTHER}", "Ledger"),
        report("c", f"{FURTHER} {ELSEWHERE}", "Courier"),
    )
    assert split(*pile) == ["abc"]


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
    count = count_independent(families(*pile), ["a", "b"])
    assert (count.low, count.high) == (1, 1)


@pytest.mark.parametrize(("members", "expected"), [("abc", (2, 3)), ("ac", (2, 2)), ("ab", (1, 2)), ("c", (1, 1))])
def test_a_doubt_counts_only_between_reports_that_are_counted(members: str, expected: tuple[int, int]) -> None:
    pile = [report(name, text, name * 3) for name, text in zip("abc", (OWN, ELSEWHERE, QUOTED), strict=True)]
    doubts = [doubt("a", "b")]
    count = count_independent(group_families(pile, doubts), list(members), doubts)
    assert (count.low, count.high) == expected


def test_reports_that_credit_one_outlet_with_a_statement_count_as_one_for_it() -> None:
    pile = [report(name, text, name * 3) for name, text in zip("abc", (OWN, ELSEWHERE, QUOTED), strict=True)]
    count = count_independent(group_families(pile, ()), ["a", "b", "c"], (), {"a": "halcyon", "b": "halcyon"})
    assert (count.low, count.high) == (2, 2)
    assert "credit these words to one outlet" in count.rule


def test_a_pair_that_shares_only_quotations_joins_nobody() -> None:
    apart = Derivation(a="a", b="b", share=0.0, certain=False, because=(), direction="common-source", confidence=0.5)
    pile = report("a", OWN, "Herald", "2025-10-14"), report("b", ELSEWHERE, "Ledger", "2025-10-14")
    assert [(family.reports, family.certain) for family in group_families(pile, [apart])] == [
        (("a",), True),
        (("b",), True),
    ]


def test_the_order_of_the_reports_does_not_change_the_families() -> None:
    pile = [report("a", f"{COPY} {OWN}", "Herald"), report("b", f"{COPY} {ELSEWHERE}", "Ledger"), report("c", QUOTED)]
    straight, turned = families(*pile), families(*pile[::-1])
    assert {(f.id, frozenset(f.reports), f.certain) for f in straight} == {
        (f.id, frozenset(f.reports), f.certain) for f in turned
    }


LOOKALIKES = str.maketrans("aceopx", "асеорх")
PARAGRAPHS = (COPY, OWN, ELSEWHERE, FURTHER)


@st.composite
def disguises(draw: st.DrawFn) -> str:
    """Copy the report in a disguise: other letters, marks and boilerplate, or only its first paragraphs."""
    text = "\n".join(PARAGRAPHS[: draw(st.integers(1, len(PARAGRAPHS)))])
    for change in draw(st.lists(st.sampled_from(["case", "letters", "marks", "unseen", "around"]), unique=True)):
        if change == "case":
            text = draw(st.sampled_from([str.upper, str.lower]))(text)
        elif change == "letters":
            text = text.translate(LOOKALIKES)
        elif change == "marks":
            text = text.replace("’", "'").replace("—", "--").replace("“", '"').replace("”", '"')
        elif change == "unseen":
            text = text.replace("e", "e\u200b").replace("s", "\u00ads")
        else:
            text = f"Share this story\n{text}\nSam Example writes for us and keeps bees.\nSign up to our newsletter"
    return text


@settings(max_examples=40, deadline=None)
@given(disguises())
def test_a_disguised_copy_never_raises_the_count(copy: str) -> None:
    pile = report("a", "\n".join(PARAGRAPHS), "Herald", "2025-10-14"), report("b", copy, "Copyist", "2025-10-15")
    assert count_independent(families(*pile), ["a", "b"]).high == 1


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.sampled_from("abcdef"), st.sampled_from("abcdef"), st.booleans()), max_size=12))
def test_the_low_end_never_lies_above_the_high_one(edges: list[tuple[str, str, bool]]) -> None:
    pile = [report(name, OWN, name * 3) for name in "abcdef"]
    derivations = [
        Derivation(a=min(a, b), b=max(a, b), share=0.1, certain=sure, because=("a test",))
        for a, b, sure in edges
        if a != b
    ]
    grouped = group_families(pile, derivations)
    count = count_independent(grouped, list("abcdef"), derivations)
    assert 1 <= count.low <= count.high == len(grouped)
    assert sorted(one for family in grouped for one in family.reports) == list("abcdef")
