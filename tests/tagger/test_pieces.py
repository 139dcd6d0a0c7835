"""Words become pieces of a fixed vocabulary: the longest first, none lost, anything at all accepted."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.tagger.pieces import Pieces, pieces

SMALL = Pieces(
    ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "bridge", "##head", "##s", "un", "##bridge", "“", "-", "cafe", "桥"]
)


@pytest.mark.parametrize(
    ("word", "cut"),
    [
        ("Bridge", ["bridge"]),
        ("bridgeheads", ["bridge", "##head", "##s"]),
        ("unbridge", ["un", "##bridge"]),
        ("Café", ["cafe"]),
        ("“bridge-bridge", ["“", "bridge", "-", "bridge"]),
        ("桥桥", ["桥", "桥"]),
        ("quay", ["[UNK]"]),
        ("\u200b", ["[UNK]"]),
        ("bridge" * 30, ["[UNK]"]),
    ],
)
def test_a_word_is_cut_into_the_longest_pieces(word: str, cut: list[str]) -> None:
    numbers = {piece: number for number, piece in enumerate(["[PAD]", "[UNK]", "[CLS]", "[SEP]"])}
    numbers |= {"bridge": 4, "##head": 5, "##s": 6, "un": 7, "##bridge": 8, "“": 9, "-": 10, "cafe": 11, "桥": 12}
    assert SMALL.of(word) == tuple(numbers[piece] for piece in cut)


@given(st.text(min_size=1))
def test_any_word_has_at_least_one_piece_and_always_the_same(word: str) -> None:
    assert pieces().of(word)
    assert pieces().of(word) == pieces().of(word)
