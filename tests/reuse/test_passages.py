"""Passages that two reports share, with their place in both."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.model import Block, Report, Span
from onrecord.reuse import find_reuse
from tests.statements.piles import report

LEAD = (
    "The port of Kelmouth shut its harbour bridge to lorries on Tuesday after divers found cracks in the granite piers"
)


def shared(one: str, other: str) -> list[tuple[str, str, str]]:
    reports = {name: report(name, text) for name, text in (("a", one), ("b", other))}
    return [(r.kind, r.a.text(reports["a"]), r.b.text(reports["b"])) for r in find_reuse(list(reports.values()), ())]


def test_a_copied_sentence_is_found_with_its_exact_place() -> None:
    assert shared(f"Bad news. {LEAD}. More soon.", f"{LEAD}, we hear.") == [("verbatim", LEAD, LEAD)]


def test_a_sentence_with_a_changed_word_is_one_edited_passage() -> None:
    changed = LEAD.replace("lorries", "trucks")
    assert shared(LEAD, changed) == [("edited", LEAD, changed)]


def test_a_sentence_put_through_a_synonym_machine_is_one_reworded_passage() -> None:
    spun = "The port of Kelmouth closed its harbour bridge to trucks on Tuesday after frogmen discovered cracks in the granite columns"
    kind, one, other = shared(LEAD, spun)[0]
    assert kind == "reworded"
    assert LEAD.startswith(one) and spun.startswith(other) and other.endswith("cracks in the granite")


def test_words_in_quotation_marks_are_no_sign_of_copying() -> None:
    words = "the granite piers are cracked from the keel stones to the roadway"
    assert [kind for kind, _, _ in shared(f"“{words},” she said.", f"It is bad: “{words}.”")] == ["quotation"]
    assert [kind for kind, _, _ in shared(f"“{words},” she said.", f"It is bad: {words}.")] == ["quotation"]


def test_a_passage_ends_where_the_quotation_begins() -> None:
    one = f"{LEAD}, and the mayor said “we shall weep for our granite piers until the spring tides”."
    passages = shared(one, one)
    assert sorted(kind for kind, _, _ in passages) == ["quotation", "verbatim"]
    assert all("“" not in words for _, words, _ in passages)


def test_two_copied_passages_in_another_order_are_two() -> None:
    other = "Ferries will carry the fishmongers and their barrows across the estuary until the engineers have finished"
    assert [words for _, words, _ in shared(f"{LEAD}. {other}.", f"{other}. {LEAD}.")] == [LEAD, other]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (
            "She told reporters at a news conference on Tuesday that it was over.",
            "He told reporters at a news conference on Tuesday nothing.",
        ),
        (
            "It is one of the most important things that we have to do this year.",
            "That is one of the most popular things that they have.",
        ),
    ],
)
def test_stock_wording_is_not_reuse(one: str, other: str) -> None:
    assert shared(one, other) == []


def test_page_furniture_is_not_compared() -> None:
    texts = [
        Report(id=name, name=name, text=LEAD, blocks=(Block(Span(name, 0, len(LEAD)), "boilerplate", "test"),))
        for name in "ab"
    ]
    assert find_reuse(texts, ()) == ()


def test_the_order_of_the_reports_does_not_matter() -> None:
    pile = [
        report(name, text)
        for name, text in (("a", LEAD), ("b", f"We hear that {LEAD}."), ("c", LEAD.replace("Tuesday", "Monday")))
    ]
    assert find_reuse(pile, ()) == find_reuse(pile[::-1], ())


WORDS = "granite piers cracked “the divers” found. Kelmouth’s bridge, shut – lorries".split()
TEXTS = st.lists(st.sampled_from(WORDS), max_size=25).map(" ".join)


@given(TEXTS, TEXTS)
def test_passages_lie_within_both_reports_and_apart(one: str, other: str) -> None:
    pile = [report("a", one), report("b", other)]
    found = find_reuse(pile, ())
    assert all(
        r.a.report == "a" and r.b.report == "b" and r.a.text(pile[0]).strip() and r.b.text(pile[1]).strip()
        for r in found
    )
    for side in (sorted(r.a for r in found), sorted(r.b for r in found)):
        assert all(x.end <= y.start for x, y in zip(side, side[1:], strict=False))
