"""How the words of a shared passage differ: which are equal, in order, and how many were exchanged for others one by one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from rapidfuzz.distance import LCSseq

# Words exchanged in one place: a synonym is rarely longer ("security situation" for "conflict").
EXCHANGED = 2

# Longer passages are not aligned: a copy of so many words with changes is an edited one.
ALIGNED = 4_000


class Exchanges(NamedTuple):
    """The equal words of two wordings, by their place in the first; in how many places words were exchanged, and how many words."""

    equal: tuple[int, ...]
    places: int
    words: int


def find_exchanges(one: Sequence[int], two: Sequence[int]) -> Exchanges | None:
    """Align two wordings, given as numbers of words; None when they are too long for that."""
    if max(len(one), len(two)) > ALIGNED:
        return None
    equal: list[int] = []
    places = words = reached_one = reached_two = 0
    for block in LCSseq.opcodes(one, two):
        if block.tag != "equal":
            continue
        left, right = block.src_start - reached_one, block.dest_start - reached_two
        if equal and 1 <= min(left, right) and max(left, right) <= EXCHANGED:
            places += 1
            words += max(left, right)
        equal += range(block.src_start, block.src_end)
        reached_one, reached_two = block.src_end, block.dest_end
    return Exchanges(tuple(equal), places, words)
