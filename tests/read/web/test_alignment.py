"""What was taken out of a page is found again on it, in order, whatever was left out between."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.timing import takes_at_most

from onrecord.read.web.alignment import find_again, squeeze

LONG = [
    "the pier stays shut until the spring",
    "shopkeepers along the front fear for their trade",
    "the money is to come from the county",
]


def found(units: list[str], text: list[str]) -> list[bool]:
    return find_again([squeeze(unit) for unit in units], squeeze("".join(text)))


@pytest.mark.parametrize(
    ("units", "text", "expected"),
    [
        (LONG, LONG, [True, True, True]),
        (LONG, LONG[1:], [False, True, True]),
        ([LONG[0], "More", LONG[1]], [LONG[0], LONG[1]], [True, False, True]),
        (["More", LONG[0], "More", LONG[1]], [LONG[0], "More", LONG[1]], [False, True, True, True]),
        ([LONG[0], LONG[1], LONG[0]], [LONG[1], LONG[0]], [False, True, True]),
        ([LONG[0]] * 3, [LONG[0]] * 2, [True, True, False]),
        ([], LONG, []),
        (["", "…"], LONG, [False, False]),
    ],
)
def test_units_are_found_where_they_stand(units: list[str], text: list[str], expected: list[bool]) -> None:
    assert found(units, text) == expected


@given(
    st.lists(
        st.tuples(
            st.text("abc ", min_size=14, max_size=40).filter(lambda text: len(squeeze(text)) > 13), st.booleans()
        ),
        max_size=12,
    )
)
def test_whatever_part_of_different_units_is_taken_is_found_and_nothing_else(units: list[tuple[str, bool]]) -> None:
    texts = [f"paragraph{number:02} {text}" for number, (text, _) in enumerate(units)]
    taken = [one for _, one in units]
    assert found(texts, [text for text, one in zip(texts, taken, strict=True) if one]) == taken


def test_many_equal_units_cost_no_more_than_many_different_ones() -> None:
    units = [squeeze("the same sentence comes again and again")] * 20_000
    assert all(find_again(units, "".join(units)))
    assert takes_at_most(3, lambda: find_again(units, "".join(units)))
