"""Which wordings of a pile may be the same words: an index of short runs of words, instead of comparing each with each.

All work is on rows of numbers, and grows in a straight line with the words of the pile.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.int64]
Weights = NDArray[np.float64]
Hashes = NDArray[np.uint64]

# Runs of words that propose a pair: how many words, and how rare they must be together (nats). “Of the” proposes nobody. Runs of
# four common words, too, found as much and cost a third more; 3.5 nats for three words lost 3 of 30 planted clippings.
GRAMS = ((2, 5.0), (3, 3.0))

# A run that stands in more different wordings than this is a stock phrase, or of a quotation that everybody clips in another way: each
# of them is compared with the fullest only (tried 20 to 200).
HOT_GRAM = 60

# A pair is looked at closely when such runs cover this much of the shorter wording, by weight, or this many nats of it. Of 666 pairs that
# the judge took for the same on PolNeAR, a share of 0.35 kept all; 0.45 lost 6, and all 6 were wrong. On the news cluster both kept all.
COVERED_SHARE = 0.45
COVERED_NATS = 18.0

# Wordings of equal length and so many words at most are always looked at: a single rare word in them may have been changed.
BRIEF_WORDS = 9

# In wordings of so many words at most, two words around a third propose as well, when they are rare enough together.
VERY_BRIEF_WORDS, AROUND_NATS = 5, 3.5

# Two odd numbers for mixing (xorshift and Fibonacci hashing); two runs that fall together by chance are told apart later.
_SPREAD, _STEP = np.uint64(0x9E3779B97F4A7C15), np.uint64(0x632BE59BD9B4E019)
# Places in the table of counts for each run, at least.
_ROOM = 2


class Wordings(NamedTuple):
    """Wordings, one after the other in one row of numbered words. `weights` (nats) stand word by word.

    Wording `n` begins at `starts[n]` and ends before `starts[n + 1]`.
    """

    words: Numbers
    weights: Weights
    starts: Numbers

    @property
    def lengths(self) -> Numbers:
        """Count the words of each wording."""
        return np.diff(self.starts)

    @property
    def totals(self) -> Weights:
        """Weigh each wording."""
        upto = np.concatenate(([0.0], np.cumsum(self.weights)))
        return upto[self.starts[1:]] - upto[self.starts[:-1]]

    @property
    def owners(self) -> Numbers:
        """Say of each word in which wording it stands."""
        return np.repeat(np.arange(len(self.starts) - 1), self.lengths)


class Proposed(NamedTuple):
    """Pairs of wordings, `a` before `b`, and how many runs of words stand in so many that each was paired with the fullest only."""

    a: Numbers
    b: Numbers
    hot: int


class _Grams(NamedTuple):
    """Runs of words: what they are, at which word they begin, and how many words they have."""

    key: Hashes
    place: Numbers
    length: Numbers

    def take(self, which: NDArray[np.bool_] | NDArray[np.intp]) -> _Grams:
        """Take some of them."""
        return _Grams(self.key[which], self.place[which], self.length[which])


def lay_out(stems: Sequence[tuple[int, ...]], weights: Sequence[float]) -> Wordings:
    """Lay wordings out in one row. `weights` is what each stem weighs, by its number."""
    lengths = np.fromiter(map(len, stems), np.int64, len(stems))
    starts = np.concatenate((np.zeros(1, np.int64), np.cumsum(lengths)))
    words = np.fromiter(chain.from_iterable(stems), np.int64, int(starts[-1]))
    return Wordings(words, np.asarray(weights, np.float64)[words] if len(words) else np.zeros(0), starts)


def propose(wordings: Wordings) -> Proposed:
    """Pair up wordings that share runs of words which are rare enough, and cover enough of the shorter one."""
    owners = wordings.owners
    grams, hot = _index(_joined([_grams(wordings), _single_words(wordings), _around_one(wordings)]), owners)
    one, other = _pairs(grams.key, hot)
    led, leader = _led(grams.key, hot, wordings.totals[owners[grams.place]])
    one, other = np.concatenate((one, led)), np.concatenate((other, leader))
    a, b = owners[grams.place[one]], owners[grams.place[other]]
    apart = a != b
    one, other, a, b = one[apart], other[apart], a[apart], b[apart]
    lengths = wordings.lengths
    shorter = np.where((lengths[a] < lengths[b]) | ((lengths[a] == lengths[b]) & (a < b)), one, other)
    pair = np.minimum(a, b) * len(lengths) + np.maximum(a, b)
    covered, pairs = _covered(pair, grams.place[shorter], grams.length[shorter], wordings.weights)
    a, b = pairs // len(lengths), pairs % len(lengths)
    lighter = np.minimum(wordings.totals[a], wordings.totals[b])
    brief = (lengths[a] == lengths[b]) & (lengths[a] <= BRIEF_WORDS)
    enough = brief | (covered >= COVERED_SHARE * lighter) | (covered >= COVERED_NATS)
    return Proposed(a[enough], b[enough], int(_fresh(grams.key[hot]).sum()))


def _grams(wordings: Wordings) -> _Grams:
    """Give all runs of two and three words that are rare enough."""
    left = wordings.starts[1:][wordings.owners] - np.arange(
        len(wordings.words)
    )  # words from here to the end of the wording
    upto = np.concatenate(([0.0], np.cumsum(wordings.weights)))
    mixed = (wordings.words.astype(np.uint64) + np.uint64(1)) * _STEP
    key = mixed.copy()
    found = []
    for length in range(2, max(length for length, _ in GRAMS) + 1):
        key = (key[:-1] ^ (key[:-1] >> np.uint64(29))) * _SPREAD + mixed[length - 1 :]
        nats = dict(GRAMS)[length]
        weight = upto[length:] - upto[:-length]
        place = np.flatnonzero((left[: len(key)] >= length) & (weight >= nats)) if len(key) else np.arange(0)
        found.append(_Grams(key[place], place, np.full(len(place), length)))
    return _joined(found)


def _single_words(wordings: Wordings) -> _Grams:
    """Give the wordings that are a single word: they are their own run."""
    place = wordings.starts[:-1][wordings.lengths == 1]
    return _Grams(wordings.words[place].astype(np.uint64), place, np.ones(len(place), np.int64))


def _around_one(wordings: Wordings) -> _Grams:
    """Give the pairs of words around a third in very brief wordings, where a changed word may leave no two others in a row."""
    lengths = wordings.lengths[wordings.owners]
    left = wordings.starts[1:][wordings.owners] - np.arange(len(wordings.words))
    weight = wordings.weights[:-2] + wordings.weights[2:]
    very_brief = (lengths[:-2] <= VERY_BRIEF_WORDS) & (left[:-2] > 2)
    place = np.flatnonzero(very_brief & (weight >= AROUND_NATS))
    mixed = (wordings.words.astype(np.uint64) + np.uint64(1)) * _SPREAD
    key = (mixed[place] ^ (mixed[place] >> np.uint64(31))) * _STEP + mixed[place + 2]
    return _Grams(key, place, np.ones(len(place), np.int64))


def _joined(parts: Sequence[_Grams]) -> _Grams:
    return _Grams(*(np.concatenate(columns) for columns in zip(*parts, strict=True)))


def _index(grams: _Grams, owners: Numbers) -> tuple[_Grams, NDArray[np.bool_]]:
    """Sort runs so that equal ones stand together; leave out those in one wording only, and mark those in too many."""
    # Most runs are alone; a table of counts, some of them shared by chance, tells so without sorting them.
    bits = max(1, (_ROOM * len(grams.key)).bit_length())
    slot = (grams.key >> np.uint64(64 - bits)).astype(np.int64)
    grams = grams.take(np.bincount(slot, minlength=1)[slot] > 1)
    grams = grams.take(np.argsort(grams.key, kind="stable"))
    if not len(grams.key):
        return grams, np.zeros(0, np.bool_)
    first = np.flatnonzero(_fresh(grams.key))
    sizes = np.diff(np.concatenate((first, [len(grams.key)])))
    fresh = _fresh(owners[grams.place])
    fresh[first] = True
    holders = np.repeat(np.add.reduceat(fresh.astype(np.int64), first), sizes)
    return grams.take(holders > 1), (holders > HOT_GRAM)[holders > 1]


def _pairs(key: Hashes, hot: NDArray[np.bool_]) -> tuple[Numbers, Numbers]:
    """Pair up the places of equal runs: first with the next, then with the one after, until no run is that frequent."""
    found: list[tuple[Numbers, Numbers]] = [(np.arange(0), np.arange(0))]
    places = np.flatnonzero(~hot)
    step = 1
    while len(places):
        places = places[places + step < len(key)]
        places = places[key[places + step] == key[places]]
        found.append((places, places + step))
        step += 1
    return np.concatenate([one for one, _ in found]), np.concatenate([other for _, other in found])


def _led(key: Hashes, hot: NDArray[np.bool_], totals: Weights) -> tuple[Numbers, Numbers]:
    """Pair up each place of a run in too many wordings with the fullest of these wordings alone."""
    places = np.flatnonzero(hot)
    fullest = -np.round(
        totals[places], 3
    )  # as the fullest is found when wordings are put together: sums of nats have noise at their end
    order = places[np.lexsort((places, fullest, key[places]))]
    fresh = _fresh(key[order])
    leader = order[np.flatnonzero(fresh)][np.cumsum(fresh) - 1] if len(order) else order
    return order[~fresh], leader[~fresh]


def _covered(pair: Numbers, place: Numbers, length: Numbers, weights: Weights) -> tuple[Weights, Numbers]:
    """Weigh for each pair the words of the shorter wording that shared runs cover, each word once. Gives the pairs too."""
    order = np.argsort(pair, kind="stable")
    pair, place, length = pair[order], place[order], length[order]
    fresh = _fresh(pair)
    which = np.cumsum(fresh) - 1
    rows = max(1, len(weights))
    keys = np.sort(np.concatenate([which[length > step] * rows + place[length > step] + step for step in range(4)]))
    keys = keys[_fresh(keys)]
    covered = np.bincount(keys // rows, weights[keys % rows], int(fresh.sum()))
    return covered.astype(np.float64), pair[fresh]


def _fresh(row: NDArray[np.int64] | Hashes) -> NDArray[np.bool_]:
    """Mark in a sorted row what differs from the one before."""
    return np.concatenate((np.ones(min(1, len(row)), np.bool_), row[1:] != row[:-1]))
