"""Which texts are one group: the two groups that are most alike on average become one, again and again, until none are alike enough.

An average over all pairs cannot chain: one report that touches two stories does not make them one.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from heapq import heappop, heappush
from itertools import pairwise

Pair = tuple[int, int]  # the numbers of two texts, the smaller first

# Digits kept of a likeness, so that the same input gives the same stories on every machine.
DIGITS = 6


def link(
    count: int,
    alike: Mapping[Pair, float],
    enough: float,
    together: Iterable[Collection[int]] = (),
    apart: Iterable[Pair] = (),
) -> list[list[int]]:
    """Group `count` texts so that groups are joined while their pairs are on average at least `enough` alike.

    A pair that is not in `alike` counts as 0. Those in one collection of `together` are one from the start; those in a pair of `apart` are
    never in one group. Of equals, the pair with the smallest numbers is joined first.
    """
    groups = _Groups(count, alike)
    for members in together:
        for one, other in pairwise(members):
            groups.join(groups.holder(one), groups.holder(other))
    for one, other in apart:
        groups.forbid(groups.holder(one), groups.holder(other))
    standing = {number: offer for number in range(count) if (offer := groups.best_offer(number))}
    waiting = sorted(standing.values())
    while waiting and -waiting[0][0] >= enough:
        offer = heappop(waiting)
        if standing.get(offer[1]) != offer:
            continue
        best = groups.best_offer(offer[1])
        if best == offer:
            best = groups.best_offer(groups.join(offer[1], offer[2]))
        if best:
            standing[best[1]] = best
            heappush(waiting, best)
    return groups.members()


Offer = tuple[
    float, int, int
]  # less the likeness, so that the best comes first; the group that offers; the group it would join


class _Groups:
    """Groups of texts, each under its smallest number, and the sum of likeness between any two of them."""

    def __init__(self, count: int, alike: Mapping[Pair, float]) -> None:
        self._members = {number: [number] for number in range(count)}
        self._holder = list(range(count))
        self._sums: dict[int, dict[int, float]] = {number: {} for number in range(count)}
        self._apart: dict[int, set[int]] = {}
        for (one, other), value in sorted(alike.items()):
            self._sums[one][other] = self._sums[other][one] = value

    def holder(self, text: int) -> int:
        """Give the group a text is in."""
        return self._holder[text]

    def members(self) -> list[list[int]]:
        """Give the groups, each in the order of its numbers."""
        return [sorted(members) for _, members in sorted(self._members.items())]

    def forbid(self, one: int, other: int) -> None:
        """Keep two groups apart for good."""
        self._apart.setdefault(one, set()).add(other)
        self._apart.setdefault(other, set()).add(one)

    def join(self, one: int, other: int) -> int:
        """Make two groups one, and give the smaller number, which is the new group's."""
        kept, gone = min(one, other), max(one, other)
        if kept == gone:
            return kept
        for text in self._members[gone]:
            self._holder[text] = kept
        self._members[kept] += self._members.pop(gone)
        for third, value in self._sums.pop(gone).items():
            del self._sums[third][gone]
            if third != kept:
                self._sums[kept][third] = self._sums[third][kept] = self._sums[kept].get(third, 0.0) + value
        for third in self._apart.pop(gone, ()):
            self._apart[third].discard(gone)
            self.forbid(kept, third)
        return kept

    def best_offer(self, one: int) -> Offer | None:
        """Give the group's best pair with another; None when it may join nobody, or is gone.

        An average over two groups is never above the better of them, so what was the best can only fall as groups are joined: an offer
        that waits may be too high, never too low, and it is enough to look again when its turn comes.
        """
        if one not in self._members:
            return None
        barred, members, size = self._apart.get(one, ()), self._members, len(self._members[one])
        return min(
            (
                (-round(value / (size * len(members[other])), DIGITS), one, other)
                for other, value in self._sums[one].items()
                if other not in barred
            ),
            default=None,
        )
