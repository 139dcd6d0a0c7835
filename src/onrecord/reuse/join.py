"""Which stretches of a pile are the same words, or nearly: from the seeds to whole passages."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np

from onrecord.reuse.chains import GAP, Stretch, chains
from onrecord.reuse.pile import Flags, Numbers, Pile, Weights, changes
from onrecord.reuse.seeds import GRAM, Seeds, find_seeds

# What a word costs that is not the same, in nats. An equal word brings at least half a nat, two on average (tried 0.5 to 2).
CHANGED = 1.0

# Equal words are looked for this far beyond the outermost run of a line (four in a row would be a run themselves).
REACH = 8

# What weighs less than this, in nats, is no passage whatever else speaks for it.
LEAST = 9.0

# Where a word was put in or left out, the copy goes on some words aside; at least so many must be equal in a row there.
ASIDE = 3
BESIDE = 2

_AT_ONCE = 1 << 16  # words compared at once: a few rows of them fit into the processor's cache
_EXACT = 10_000  # nats are added up as whole numbers of so small a part, so that no order of adding changes a sum


class Passages(NamedTuple):
    """Shared stretches of a pile, a row each: half-open places in `Pile.words`, equal words, their rarity, the longest equal run."""

    a: Numbers
    a_end: Numbers
    b: Numbers
    b_end: Numbers
    equal: Numbers
    weight: Weights
    longest: Numbers

    def take(self, which: Numbers | Flags) -> Passages:
        """Keep some of the rows."""
        return Passages._make(column[which] for column in self)


def join(pile: Pile, seeds: Seeds | None = None) -> Passages:
    """Find the stretches that two texts of the pile share, changed words within them included; in the order of their places.

    A stretch never crosses a BREAK. Stretches of one pair of texts may lie on each other; weak ones are not left out, but for
    such as no bar would let pass.
    """
    stretches = _measured(pile, *_lines(pile, *shared_runs(pile, seeds or find_seeds(pile))))
    beside = _measured(pile, *_beside(pile, stretches.take(stretches.weight >= LEAST)))
    beside = beside.take(beside.longest >= BESIDE)
    return _chained(pile, Passages._make(map(np.append, stretches, beside)))


def shared_runs(pile: Pile, seeds: Seeds) -> tuple[Numbers, Numbers, Numbers]:
    """Follow each seed as far as the words are equal: first place in both texts, and how many words."""
    length = _equal_lengths(pile, seeds.a, seeds.b)
    real = length >= GRAM  # two grams of one hash may differ
    return seeds.a[real], seeds.b[real], length[real]


def _equal_lengths(pile: Pile, a: Numbers, b: Numbers) -> Numbers:
    """Count the equal words from two places on, all pairs of places at once, in ever wider looks."""
    last = len(pile.words) - 1  # a BREAK
    length = np.zeros(len(a), np.int64)
    going, width = np.arange(len(a)), 8
    while len(going):
        reach, still = np.arange(width), []
        for start in range(0, len(going), max(1, _AT_ONCE // width)):
            part = going[start : start + max(1, _AT_ONCE // width)]
            one = pile.words[np.minimum((a[part] + length[part])[:, None] + reach, last)]
            two = pile.words[np.minimum((b[part] + length[part])[:, None] + reach, last)]
            differs = (one != two) | (one < 0)
            ends = differs.any(axis=1)
            length[part] += np.where(ends, differs.argmax(axis=1), width)
            still.append(part[~ends])
        going, width = np.concatenate(still), min(4 * width, 1 << 15)
    return length


def _lines(pile: Pile, a: Numbers, b: Numbers, length: Numbers) -> tuple[Numbers, Numbers, Numbers]:
    """Put runs on one line together where few words lie between them: first place in both, and how far it goes."""
    order = np.lexsort((a, b - a))
    a, b, end = a[order], b[order], (a + length)[order]
    part, other = pile.stretch[a], pile.stretch[b]
    parted = changes(b - a, part, other)
    new = parted | (a > _reached(parted, end) + GAP)
    bounds = np.flatnonzero(new)
    far = np.maximum.reduceat(end, bounds) if len(bounds) else end
    a, b, part, other = a[bounds], b[bounds], part[bounds], other[bounds]
    edges = np.append(pile.breaks, -1)  # the edge before the first stretch is edges[-1]
    before = np.minimum(np.minimum(a - edges[part - 1] - 1, b - edges[other - 1] - 1), REACH)
    beyond = np.minimum(np.minimum(edges[part], edges[other] - b + a), far + REACH)
    return a - before, b - before, beyond - a + before


def _beside(pile: Pile, found: Passages) -> tuple[Numbers, Numbers, Numbers]:
    """Look at the lines a word or two aside, before and behind each stretch: a word may have been put in or left out there."""
    breaks = np.append(pile.breaks, -1)
    part, other = pile.stretch[found.a], pile.stretch[found.b]
    lines = []
    for aside in (*range(-ASIDE, 0), *range(1, ASIDE + 1)):
        in_a, in_b = max(-aside, 0), max(aside, 0)
        a, b = found.a_end + in_a, found.b_end + in_b
        lines.append((a, b, np.minimum(np.minimum(breaks[part] - a, breaks[other] - b), REACH)))
        a, b = found.a - in_a, found.b - in_b
        length = np.minimum(np.minimum(a - breaks[part - 1], b - breaks[other - 1]) - 1, REACH)
        lines.append((a - length, b - length, length))
    a, b, length = (np.concatenate(column) for column in zip(*lines, strict=True))
    some = _agree(pile, a, b, length)
    return a[some], b[some], length[some]


def _agree(pile: Pile, a: Numbers, b: Numbers, length: Numbers) -> Numbers:
    """Give the lines on which BESIDE words in a row are equal."""
    some, reach = np.flatnonzero(length >= BESIDE), np.arange(REACH)
    last = len(pile.words) - 1
    found = []
    for start in range(0, len(some), _AT_ONCE // REACH):
        part = some[start : start + _AT_ONCE // REACH]
        one = pile.words[np.minimum(a[part, None] + reach, last)]
        equal = one == pile.words[np.minimum(b[part, None] + reach, last)]
        equal &= reach < length[part, None]
        for _ in range(BESIDE - 1):
            equal = equal[:, 1:] & equal[:, :-1]
        found.append(part[equal.any(axis=1)])
    return np.concatenate(found) if found else some


def _reached(parted: Flags, ends: Numbers) -> Numbers:
    """Say for each row how far the rows before it go, within its part; -1 where it is the first."""
    if not len(ends):
        return ends
    part, span = np.cumsum(parted), int(ends.max()) + 1
    reached = np.maximum.accumulate(ends + part * span) - part * span
    return np.where(parted, -1, np.append(-1, reached[:-1]))


def _measured(pile: Pile, a: Numbers, b: Numbers, length: Numbers) -> Passages:
    """Cut each line to the stretch that scores best: equal words bring their rarity, others cost CHANGED."""
    weights = np.rint(pile.weights * _EXACT).astype(np.int64)
    ends = np.cumsum(length)
    found, start = [], 0
    while start < len(a):
        stop = max(start + 1, int(np.searchsorted(ends, (ends[start - 1] if start else 0) + _AT_ONCE, side="right")))
        found.append(_best(pile, weights, a[start:stop], b[start:stop], length[start:stop]))
        start = stop
    if not found:
        nothing = np.zeros(0, np.int64)
        return Passages(nothing, nothing, nothing, nothing, nothing, np.zeros(0), nothing)
    return Passages._make(np.concatenate(column) for column in zip(*found, strict=True))


def _best(pile: Pile, weights: Numbers, a: Numbers, b: Numbers, length: Numbers) -> Passages:
    """Find the best-scoring stretch of each line: the highest sum of scores in a row, in one pass over all lines."""
    bounds = np.cumsum(length) - length
    line = np.repeat(np.arange(len(a)), length)
    at = np.arange(len(line))
    place = at + (a - bounds)[line]
    one = pile.words[place]
    equal = one == pile.words[place + (b - a)[line]]
    worth = np.where(equal, weights[one], 0)
    score = np.where(equal, worth, -int(CHANGED * _EXACT))
    before = np.cumsum(score) - score
    before -= before[bounds][line]
    deep = (int(np.abs(score).sum()) + 1) * line
    lowest = np.minimum.accumulate(before - deep) + deep
    begins = np.maximum.accumulate(np.where(before == lowest, at, 0))
    total = before + score - lowest
    best = total == np.maximum.reduceat(total, bounds)[line]
    last = np.flatnonzero(best)
    last = last[changes(line[last])]
    first = begins[last]
    run = at - np.maximum.accumulate(np.where(equal, -1, at))
    cuts = np.column_stack((first, last + 1)).ravel()
    longest = np.maximum.reduceat(np.append(run, 0), cuts)[::2]
    counted, weighed = (np.append(0, np.cumsum(column)) for column in (equal, worth))
    return Passages(
        a + first - bounds,
        a + last + 1 - bounds,
        b + first - bounds,
        b + last + 1 - bounds,
        counted[last + 1] - counted[first],
        (weighed[last + 1] - weighed[first]) / _EXACT,
        np.minimum(longest, last + 1 - first),
    )


def _chained(pile: Pile, found: Passages) -> Passages:
    """Put stretches together that go on after a few changed words; where one stands alone, nothing is to be done."""
    parts = pile.stretch[found.a], pile.stretch[found.b]
    order = np.lexsort((found.b_end, found.a_end, found.b, found.a, parts[1], parts[0]))
    found, parts = found.take(order), (parts[0][order], parts[1][order])
    single = changes(found.a, found.b, found.a_end, found.b_end)
    found, parts = found.take(single), (parts[0][single], parts[1][single])
    parted = changes(*parts)
    new = parted | (found.a > _reached(parted, found.a_end) + GAP)
    cluster = np.cumsum(new) - 1
    promising = np.bincount(cluster, weights=found.weight)[cluster] >= LEAST if len(cluster) else new
    found, cluster = found.take(promising), cluster[promising]
    bounds = np.flatnonzero(changes(cluster))
    sizes = np.diff(np.append(bounds, len(cluster)))
    alone = found.take(bounds[sizes == 1])
    several = found.take(np.repeat(sizes > 1, sizes))
    joined = list(_joined(several, sizes[sizes > 1]))
    rows = Passages._make(np.array(joined).T) if joined else alone.take(np.zeros(0, np.int64))
    together = [np.append(x, y.astype(x.dtype)) for x, y in zip(alone, rows, strict=True)]
    result = Passages._make(together)
    result = result.take(result.weight >= LEAST)
    return result.take(np.lexsort((result.b_end, result.a_end, result.b, result.a)))


def _joined(found: Passages, sizes: Numbers) -> Iterator[Stretch]:
    """Chain the stretches of each cluster; `sizes` says how many belong to each."""
    start = 0
    rows = list(zip(*(column.tolist() for column in found), strict=True))
    for size in sizes.tolist():
        yield from chains([Stretch(*row) for row in rows[start : start + size]], CHANGED)
        start += size
