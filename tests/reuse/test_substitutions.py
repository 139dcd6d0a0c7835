"""A shared passage laid word by word, and long ones a part at a time."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz.distance import Indel

from onrecord.model import Reuse
from onrecord.reuse import substitutions
from onrecord.reuse.substitutions import compare, equal_steps
from tests.statements.piles import report

LEAD = "The port shut its bridge to lorries on Tuesday"


def equal_words(steps: list[tuple[int, int, int]]) -> list[tuple[int, int]]:
    return [(place, at + place - start) for start, end, at in steps for place in range(start, end)]


def test_what_one_prints_in_the_place_of_the_other_s_words_is_exchanged() -> None:
    a, b = report("a", f"Bad news. {LEAD}."), report("b", LEAD.replace("lorries", "heavy trucks"))
    laid = compare(Reuse(a.span(10, 10 + len(LEAD)), b.span(0, len(b.text)), "edited", 8, 20.0, "a test"), a, b)
    assert [(one.a.text(a), one.b.text(b)) for one in laid.exchanged] == [("lorries", "heavy trucks")]
    assert [a.text[start:].split()[0] for start in laid.equal_a] == "The port shut its bridge to on Tuesday.".split()


def test_a_passage_longer_than_is_aligned_at_once_is_aligned_to_its_end() -> None:
    one = [f"word{number}" for number in range(3 * substitutions.ALIGNED)]
    two = ["new" if number % 50 == 0 else word for number, word in enumerate(one)]
    two[100:100] = ["put", "in"]
    found = equal_words(list(equal_steps(one, two)))
    assert len(found) == len(one) - len(one) // 50
    assert all(one[a] == two[b] for a, b in found)


@given(st.lists(st.integers(0, 60), max_size=120, unique=True), st.sets(st.integers(0, 119), max_size=6))
def test_parts_say_what_the_whole_says_where_few_words_are_changed(norms: list[int], changed: set[int]) -> None:
    one = [f"word{number}" for number in norms]
    two = [f"{word} changed" if number in changed else word for number, word in enumerate(one)]
    whole = [(s.src_start, s.src_end, s.dest_start) for s in Indel.opcodes(one, two) if s.tag == "equal"]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(substitutions, "ALIGNED", 40)
        patch.setattr(substitutions, "REALIGNED", 10)
        assert equal_words(list(equal_steps(one, two))) == equal_words(whole)
