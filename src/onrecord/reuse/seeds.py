"""Where two texts of a pile begin to agree: an index of short rows of words, so that no pair of texts is ever tried in vain.

Every place of the pile gives one gram: four words, or a few more where they are common ones. The grams are sorted, and equal ones
stand side by side. A run of equal words is proposed once, by its first gram: further ones are left out when the words before
agree too.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from onrecord.reuse.pile import Flags, Numbers, Pile, Words, changes

# Words in a gram. Eight words of which one was changed still hold four in a row; shorter grams find stock phrases (tried 3 to 6).
GRAM = 4

# A gram that proves little is made longer, up to this, in a large pile: it must be rarer than the pile is long (by the share of
# its words among all words), or chance alone would fill the index. Smaller piles than this need no such care.
LONGEST_GRAM = 8
LARGE_PILE = 500_000  # words

# A gram that stands in more texts than this proposes nobody (reuse.md: a cap of 50 to 200 keeps the work linear); of one text
# only so many places are kept.
HOT_GRAM = 80
PLACES = 8

# From this share of hot grams on, a text is one of very many that are nearly the same, not one with a stock phrase.
NEARLY_ALL = 0.5

_CHUNK = 1 << 16  # places worked on at once: a few rows of them fit into the processor's cache
_MIX = np.uint64(0x9E3779B97F4A7C15)
_STIR = np.uint64(0xD6E8FEB86659FD93)


class Seeds(NamedTuple):
    """Pairs of places, `a` before `b`, in different texts, where the same gram stands. `hot` marks the places that were put aside.

    `starred` are the texts of which nearly all is hot; each was compared with one other text at a place only.
    """

    a: Numbers
    b: Numbers
    hot: Flags
    starred: Numbers


def find_seeds(pile: Pile, large: int = LARGE_PILE, hot: int = HOT_GRAM) -> Seeds:
    """Find the places where a run of words begins that two texts of the pile share."""
    keys, bits = _sorted_grams(pile, large)
    places, group = _shared(keys, bits)
    del keys
    is_hot, is_kept = np.zeros(len(pile.words), np.bool_), np.zeros(len(pile.words) + 1, np.bool_)
    keep, stars = np.zeros(len(places), np.bool_), np.zeros(len(places), np.bool_)
    for part in _parts(group):
        new_text = changes(group[part], pile.texts_at(places[part]))
        number = group[part] - group[part.start]
        holders = np.bincount(number[new_text], minlength=1)[number]
        few = _rank(new_text) < PLACES
        is_hot[places[part][holders > hot]] = True
        keep[part] = few & (holders > 1) & (holders <= hot)
        stars[part] = few & (holders > hot)
    is_kept[places[keep]] = True
    found = [_stars(pile, places[stars], group[stars], is_hot)]
    for part in _parts(group):
        kept = keep[part]
        found.append(_pairs(pile, places[part][kept], group[part][kept], is_kept))
    a, b = (np.concatenate([pair[side] for pair in found]) for side in (0, 1))
    return Seeds(a, b, is_hot, _nearly_all_hot(pile, is_hot))


def _parts(group: Numbers) -> Iterator[slice]:
    """Cut the members into parts that are worked on at once; no group is cut in two."""
    start = 0
    while start < len(group):
        last = group[min(start + (1 << 18), len(group) - 1)]
        stop = int(np.searchsorted(group, last, side="right"))
        yield slice(start, stop)
        start = stop


def _sorted_grams(pile: Pile, large: int) -> tuple[NDArray[np.uint64], np.uint64]:
    """Give for each gram its hash and its place in one number, in order. The place takes the lowest bits, whose count is given."""
    words = pile.words
    bits = np.uint64(max(1, len(words)).bit_length())
    demand, information = 0.0, np.zeros(len(pile.weights), np.float32)
    if len(words) > large:
        counts = _counts(words, len(pile.weights))
        information = np.log(len(words) / np.maximum(counts, 1)).astype(np.float32)
        demand = float(np.log(len(words)))
    keys = np.empty(len(words), np.uint64)
    filled = 0
    for start in range(0, len(words), _CHUNK):
        row = np.append(words[start : start + _CHUNK + LONGEST_GRAM - 1], np.full(LONGEST_GRAM, -1, np.int32))
        at, grams = _grams(row, min(_CHUNK, len(words) - start), information, demand)
        keys[filled : filled + len(at)] = (grams >> bits << bits) | (at + start).astype(np.uint64)
        filled += len(at)
    keys = keys[:filled]
    keys.sort()
    return keys, bits


def _counts(words: Words, vocabulary: int) -> Numbers:
    """Count how often each word stands in the pile, a part of it at a time to save memory."""
    counts = np.zeros(vocabulary + 1, np.int64)  # the last counts the BREAKs
    for start in range(0, len(words), 1 << 22):
        counts += np.bincount(words[start : start + (1 << 22)] % (vocabulary + 1), minlength=vocabulary + 1)
    return counts[:-1]


def _grams(
    row: Words, count: int, information: NDArray[np.float32], demand: float
) -> tuple[Numbers, NDArray[np.uint64]]:
    """Hash the gram that begins at each of the first `count` places of a row; give the places that have one, and the hashes."""
    broken = row[:count] < 0
    mixed = np.zeros(count, np.uint64)
    for n in range(GRAM):
        broken |= row[n : n + count] < 0
        mixed = _stirred(mixed, row[n : n + count])
    at = np.flatnonzero(~broken)
    mixed = mixed[at]
    done_at, done = [at], [mixed]
    if demand:
        told = information[row[at]]
        for n in range(1, GRAM):
            told += information[row[at + n]]
        enough = told >= demand
        done_at, done = [at[enough]], [mixed[enough]]
        for n in range(GRAM, LONGEST_GRAM):
            at, mixed, told = at[~enough], mixed[~enough], told[~enough]
            alive = row[at + n] >= 0
            at, mixed, told = at[alive], _stirred(mixed[alive], row[at[alive] + n]), told[alive]
            told = told + information[row[at + n]]
            enough = (told >= demand) | (n == LONGEST_GRAM - 1)
            done_at.append(at[enough])
            done.append(mixed[enough])
    together = np.concatenate(done)
    together ^= together >> np.uint64(32)
    together *= _STIR
    return np.concatenate(done_at), together


def _stirred(mixed: NDArray[np.uint64], words: Words) -> NDArray[np.uint64]:
    """Add a word to the hash of the words before it."""
    return (mixed + words.astype(np.uint64) + np.uint64(1)) * _MIX ^ (mixed >> np.uint64(29))


def _shared(keys: NDArray[np.uint64], bits: np.uint64) -> tuple[Numbers, Numbers]:
    """Keep the places whose gram stands at another place too; give them with the number of their group."""
    same = np.zeros(len(keys) + 1, np.bool_)
    for start in range(0, max(0, len(keys) - 1), 1 << 22):
        grams = keys[start : start + (1 << 22) + 1] >> bits
        same[start + 1 : start + len(grams)] = grams[1:] == grams[:-1]
    member = same[:-1] | same[1:]
    group = np.cumsum(~same[:-1][member]) - 1
    mask = (np.uint64(1) << bits) - np.uint64(1)
    return (keys[member] & mask).astype(np.int64), group


def _rank(begins: Flags) -> Numbers:
    """Count from 0 within each row of elements that begins where `begins` is set."""
    at = np.arange(len(begins))
    return at - np.maximum.accumulate(np.where(begins, at, 0))


def _pairs(pile: Pile, places: Numbers, group: Numbers, is_kept: Flags) -> tuple[Numbers, Numbers]:
    """Pair the places of a group that lie in different texts, unless the words before them were paired already."""
    if not len(places):
        return places, places
    before = np.where(is_kept[places - 1], pile.words[places - 1], -2 - np.arange(len(places)))
    begins = changes(group)
    bounds = np.flatnonzero(begins)
    alike = np.minimum.reduceat(before, bounds) == np.maximum.reduceat(before, bounds)
    use = ~alike[np.cumsum(begins) - 1]
    places, group, before = places[use], group[use], before[use]
    found = list(_apart(places, group, pile.texts_at(places), before)) or [(places[:0], places[:0])]
    one, two = zip(*found, strict=True)
    return np.concatenate(one), np.concatenate(two)


def _apart(places: Numbers, group: Numbers, texts: Words, before: Numbers) -> Iterator[tuple[Numbers, Numbers]]:
    """Go through the members of the groups one, two, three … steps apart."""
    left = np.arange(len(places))
    step = 0
    while len(left):
        step += 1
        left = left[left + step < len(places)]
        left = left[group[left] == group[left + step]]
        right = left + step
        new = (texts[left] != texts[right]) & (before[left] != before[right])
        yield places[left[new]], places[right[new]]


def _nearly_all_hot(pile: Pile, hot: Flags) -> Numbers:
    """Name the texts of which nearly all was put aside."""
    total = np.bincount(pile.texts_at(np.flatnonzero(hot)), minlength=len(pile.first) - 1)
    return np.flatnonzero((total > 0) & (total >= NEARLY_ALL * np.diff(pile.first)))


def _stars(pile: Pile, places: Numbers, group: Numbers, hot: Flags) -> tuple[Numbers, Numbers]:
    """Compare texts that are nearly all hot, each place with the first such text that holds its gram."""
    texts = pile.texts_at(places)
    member = np.isin(texts, _nearly_all_hot(pile, hot))
    places, group, texts = places[member], group[member], texts[member]
    if not len(places):
        return places, places
    begins = changes(group)
    hub = np.flatnonzero(begins)[np.cumsum(begins) - 1]
    other = texts != texts[hub]
    partner = np.full(len(pile.words) + 1, -2, np.int64)
    partner[places[other]] = places[hub[other]]
    new = partner[places[other]] != partner[places[other] - 1] + 1
    return places[hub[other]][new], places[other][new]
