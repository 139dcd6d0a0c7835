"""Which words of a quotation are names, by their capitals and by how the report prints them elsewhere."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as some

from onrecord.statements.collate import read_words
from onrecord.statements.naming import is_name
from onrecord.statements.sides import Side
from tests.statements.piles import report
from tests.timing import takes_at_most


def side(words: str, text: str) -> Side:
    """Read words as a quotation that stands at the beginning of a report."""
    source = report("a", f"{words}. {text}")
    return Side(source, read_words(source, [source.span(0, len(words))]), "A", True, False)


@pytest.mark.parametrize(
    ("words", "text", "name"),
    [
        ("Okoye left the pier", "The mayor saw Okoye leave.", True),
        ("Okoye left the pier", "Okoye was there.", False),  # a capital at the beginning of a sentence shows nothing
        ("Ferries left the pier", "The ferries left.", False),
        ("O’Neill left the pier", "The mayor saw O’Neill leave.", True),
        ("Wend left the pier", "The mayor saw Wendham leave.", False),
        ("I left the pier", "So, said the mayor, I left.", False),
    ],
)
def test_a_capital_at_the_beginning_is_a_name_when_the_report_prints_it_elsewhere(
    words: str, text: str, name: bool
) -> None:
    assert is_name(side(words, text), 0) is name


PIECES = some.lists(
    some.sampled_from(["Wend", "Wendham", "O’Neill", "U.S.", "a", "left", ",", ".", " ", " ", "’s", "É", "_"])
)


@given(PIECES)
def test_names_are_found_as_by_searching_the_whole_report_for_each_word(pieces: list[str]) -> None:
    one = side("Wend left us here", "".join(pieces))
    assert is_name(one, 0) is (re.search(r"[a-z,] Wend\b", one.report.text) is not None)
    other = side("O’Neill left us here", "".join(pieces))
    assert is_name(other, 0) is (re.search(r"[a-z,] O’Neill\b", other.report.text) is not None)


def test_many_words_are_looked_up_in_a_long_report_without_reading_it_anew() -> None:
    one = side("Okoye left us here", "the ferries went on " * 50_000)
    assert is_name(one, 0) is False  # reads the report
    # a search through the report each time takes ten seconds
    assert takes_at_most(1.0, lambda: [is_name(one, 0) for _ in range(1000)])
