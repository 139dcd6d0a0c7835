"""Stretches of two texts that go on after a word was put in or left out: which of them make one passage."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

# Two stretches follow each other when at most GAP words lie between them on either side and the gaps differ by at most SHIFT.
GAP = 8
SHIFT = 6

# Where a word was put in, the stretches before and behind it may both claim a few words by chance; so many are given to the first.
OVERLAP = 4

# A stretch looks this far back for the one it goes on from.
LOOK_BACK = 32


class Stretch(NamedTuple):
    """Nearly equal words in two texts: half-open places in both, how many are equal, their rarity in nats, the longest equal run."""

    a: int
    a_end: int
    b: int
    b_end: int
    equal: int
    weight: float
    longest: int


def chains(stretches: Sequence[Stretch], changed: float) -> list[Stretch]:
    """Put stretches together, given in the order of the first text; each is used once, the best chains first.

    A changed word between two of them costs `changed` nats: what does not bring more is left by itself.
    """
    scores: list[float] = []
    before: list[int | None] = []
    for number, stretch in enumerate(stretches):
        best, link = 0.0, None
        for other in range(number - 1, max(-1, number - 1 - LOOK_BACK), -1):
            cost = _cost(stretches[other], stretch, changed)
            if cost is not None and min(scores[other], stretch.weight) > cost and scores[other] - cost > best:
                best, link = scores[other] - cost, other
        scores.append(best + stretch.weight)
        before.append(link)
    used: set[int] = set()
    found = []
    for number in sorted(range(len(stretches)), key=lambda n: (-scores[n], n)):
        chain: list[int] = []
        at: int | None = number
        while at is not None and at not in used:
            chain.append(at)
            used.add(at)
            at = before[at]
        if chain:
            found.append(_whole([stretches[n] for n in reversed(chain)]))
    return found


def _cost(one: Stretch, two: Stretch, changed: float) -> float | None:
    """Say what it costs to go on from one stretch with the other, in nats; None when it does not go on."""
    gap_a, gap_b = two.a - one.a_end, two.b - one.b_end
    lost = -min(gap_a, gap_b, 0)
    if lost > OVERLAP or lost >= min(two.a_end - two.a, two.b_end - two.b):
        return None
    gap_a, gap_b = gap_a + lost, gap_b + lost
    if max(gap_a, gap_b) > GAP or abs(gap_a - gap_b) > SHIFT:
        return None
    return changed * max(gap_a, gap_b) + two.weight * lost / (two.a_end - two.a)


def _whole(chain: Sequence[Stretch]) -> Stretch:
    """Add up the stretches of a chain; words that two of them claim count once."""
    equal, weight = 0, 0.0
    reached: Stretch | None = None
    for stretch in chain:
        lost = 0 if reached is None else -min(stretch.a - reached.a_end, stretch.b - reached.b_end, 0)
        equal += max(0, stretch.equal - lost)
        weight += stretch.weight * (1 - lost / (stretch.a_end - stretch.a))
        reached = stretch
    return Stretch(
        chain[0].a,
        chain[-1].a_end,
        chain[0].b,
        chain[-1].b_end,
        equal,
        round(weight, 4),
        max(stretch.longest for stretch in chain),
    )
