"""How alike two reports are: telling words, the rarer the more; dates and shared passages as further evidence.

An index from word to texts proposes pairs, so that the work grows with the pile and not with its square.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import numpy

from onrecord.rarity import Rarity
from onrecord.stories.linkage import DIGITS, Pair
from onrecord.stories.telling import Telling

Numbers = Any  # a numpy array

# Nats below which a word tells no story: it stands in more than one report in twenty (tried 2.5 to 4.5).
TELLING = 3.5

# A text whose telling words come to less than this many nats (some ten words) is weighed as if it had as many, so that a page of three
# words is not like every report that has them (tried 0 to 25).
SHORT = 15.0

# A word that stands in more texts than this proposes nobody (reuse.md: 50 to 200 keeps the work linear).
HOT_WORD = 150

# Pairs that are less alike than this count as not alike at all (tried 0.01 to 0.04).
FAINT = 0.02

# Two texts are weighed word by word when what the index knows of them comes to this much.
PROMISING = 0.01

# Days after which most of what a date may take away is gone. It takes away half of the likeness at most, since dates are wrong
# now and then and some stories last (tried 30 to 365).
FADING = 90.0

# From this share of the shorter report on, passages that stand in both are evidence of a copy or an excerpt. Less is background from an
# archive, or the small print of a site, which stands under every story (tried 0.1 to 0.5: at 0.3 small print joined two stories).
COPIED = 0.5


class Vectors(NamedTuple):
    """The weights of each text's telling words, row after row: row `i` is `starts[i]` to `starts[i + 1]`.

    Each word has two columns: `2 * word` for the whole text, `2 * word + 1` for its head.
    """

    words: tuple[str, ...]
    starts: Numbers
    columns: Numbers
    weights: Numbers

    def row(self, number: int) -> tuple[Numbers, Numbers]:
        """Give the columns of one text and the weights in them."""
        part = slice(self.starts[number], self.starts[number + 1])
        return self.columns[part], self.weights[part]

    def common(self, members: Sequence[int]) -> list[str]:
        """Give the words that make these texts alike, the one that does most first; the weightiest words of a single text."""
        rows = [self.row(member) for member in members]
        weights = numpy.concatenate([weights for _, weights in rows])
        columns, which = numpy.unique(numpy.concatenate([columns for columns, _ in rows]), return_inverse=True)
        alone = numpy.bincount(which, weights**2, len(columns))
        gain = numpy.bincount(which, weights, len(columns)) ** 2 - alone if len(members) > 1 else alone
        words, which = numpy.unique(columns // 2, return_inverse=True)
        total = numpy.round(numpy.bincount(which, gain, len(words)), DIGITS)
        return [self.words[words[place]] for place in numpy.argsort(-total, kind="stable") if total[place] > 0]


class Likeness(NamedTuple):
    """The pairs of texts that are alike, with a measure from FAINT to 1, and how many words were too frequent to propose any."""

    pairs: dict[Pair, float]
    vectors: Vectors
    hot: int


def compare(texts: Sequence[Telling], shared: Mapping[Pair, float]) -> Likeness:
    """Find the texts that are alike. `shared` is how much of the shorter one stands in the other, where passages are shared."""
    vectors = weigh(texts)
    index = _Index(vectors, len(texts))
    known: dict[int, list[int]] = {}
    for one, other in sorted(shared):
        known.setdefault(one, []).append(other)
    pairs: dict[Pair, float] = {}
    for one, text in enumerate(texts):
        others = index.partners(one, known.get(one, ()))
        for other, likeness in zip(others.tolist(), index.likeness(one, others).tolist(), strict=True):
            measure = _measure(likeness * _fading(text, texts[other]), shared.get((one, other), 0.0))
            if measure >= FAINT:
                pairs[one, other] = measure
    return Likeness(pairs, vectors, index.hot)


def _measure(likeness: float, shared: float) -> float:
    """Put the evidence of words and of shared passages together: what either leaves open, the other may close."""
    return round(1 - (1 - likeness) * (1 - shared) if shared >= COPIED else likeness, DIGITS)


def _fading(one: Telling, other: Telling) -> float:
    """Give what the dates leave of a likeness: all for the same day or an unknown one, half for years apart."""
    if one.days is None or other.days is None:
        return 1.0
    gap = max(0, one.days[0] - other.days[1], other.days[0] - one.days[1])
    return (1 + math.exp(-gap / FADING)) / 2


def weigh(texts: Sequence[Telling]) -> Vectors:
    """Weigh telling words: rarity in nats, times one plus the logarithm of how often. Whole and head of a text count the same.

    The squares of a text's weights come to 1, or less for a very short one.
    """
    rarity = Rarity.of(frozenset(text.whole) for text in texts)
    telling = sorted(word for word in set[str]().union(*(text.whole for text in texts)) if rarity(word) > TELLING)
    known = {word: (2 * position, rarity(word)) for position, word in enumerate(telling)}
    starts, columns, weights = [0], [], []
    for text in texts:
        row: dict[int, float] = {}
        for half, counts in enumerate((text.whole, text.head)):
            found = ((known[word], count) for word, count in counts.items() if word in known)
            nats = {column + half: rarer * (1 + math.log(count)) for (column, rarer), count in found}
            length = math.sqrt(2) * max(SHORT, math.hypot(*nats.values()))
            row.update((place, value / length) for place, value in nats.items())
        columns += sorted(row)
        weights += [row[place] for place in sorted(row)]
        starts.append(len(columns))
    return Vectors(tuple(telling), numpy.array(starts), numpy.array(columns, int), numpy.array(weights, float))


class _Index:
    """From word to texts: who may be alike, and how alike they are."""

    def __init__(self, vectors: Vectors, count: int) -> None:
        self._vectors = vectors
        rows = numpy.repeat(numpy.arange(count), numpy.diff(vectors.starts))
        whole = numpy.flatnonzero(vectors.columns % 2 == 0)
        order = whole[numpy.argsort(vectors.columns[whole], kind="stable")]
        self._rows, self._weights = rows[order], vectors.weights[order]
        self._ends = numpy.cumsum(numpy.bincount(vectors.columns[whole] // 2, minlength=len(vectors.words)))
        self._sizes = numpy.diff(self._ends, prepend=0)
        self._row = numpy.zeros(2 * len(vectors.words))
        self.hot = int((self._sizes > HOT_WORD).sum())

    def partners(self, one: int, known: Sequence[int]) -> Numbers:
        """Give the texts after this one that share enough of the words that few hold, and those already known, in order."""
        columns, weights = self._vectors.row(one)
        chosen = columns % 2 == 0
        words, weights = columns[chosen] // 2, weights[chosen]
        usable = self._sizes[words] <= HOT_WORD
        words, weights = words[usable], weights[usable]
        sizes = self._sizes[words]
        places = _places(self._ends[words] - sizes, sizes)
        products = self._weights[places] * numpy.repeat(weights, sizes)
        later = self._rows[places] > one
        rows, which = numpy.unique(self._rows[places][later], return_inverse=True)
        promising = rows[numpy.bincount(which, products[later], len(rows)) >= PROMISING]
        return numpy.union1d(promising, [other for other in known if self._vectors.row(other)[0].size]).astype(int)

    def likeness(self, one: int, others: Numbers) -> Numbers:
        """Measure how alike one text is to each of some others: the cosine over all telling words, but for the word that adds most.

        One word is no story: two reports that have a single name in common, however often, are not about the same thing.
        """
        columns, weights = self._vectors.row(one)
        starts = self._vectors.starts[others]
        sizes = self._vectors.starts[others + 1] - starts
        self._row[columns] = weights
        places = _places(starts, sizes)
        words = self._vectors.columns[places] // 2
        products = self._vectors.weights[places] * self._row[self._vectors.columns[places]]
        self._row[columns] = 0.0
        owners = numpy.repeat(numpy.arange(len(others)), sizes)
        same = (words[1:] == words[:-1]) & (owners[1:] == owners[:-1])  # whole and head of one word stand side by side
        of_word = products.copy()
        of_word[:-1] += products[1:] * same
        best = numpy.maximum.reduceat(of_word, numpy.cumsum(sizes) - sizes) if len(others) else of_word
        return numpy.bincount(owners, products, len(others)) - best


def _places(starts: Numbers, sizes: Numbers) -> Numbers:
    """Give the numbers of several stretches, one stretch after the other."""
    before = numpy.cumsum(sizes) - sizes
    return numpy.repeat(starts - before, sizes) + numpy.arange(int(sizes.sum()))
