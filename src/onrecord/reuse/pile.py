"""A pile of reports as rows of numbers, so that tens of millions of words can be compared at once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from hashlib import blake2b
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from onrecord.rarity import Rarity
from onrecord.reuse.formulas import telling_words
from onrecord.reuse.runs import Text

Numbers = NDArray[np.int64]
Words = NDArray[np.int32]
Weights = NDArray[np.float64]
Flags = NDArray[np.bool_]

# What stands in `Pile.words` between two stretches that do not read on, and behind every report.
BREAK = -1


class Pile(NamedTuple):
    """The words of many texts, one after the other; a text that several reports have stands in it once.

    `words` holds the number of each word, or BREAK; text `n` goes from `first[n]` to `first[n + 1]`, and `holders[n]` are the
    reports that have it, by their place in the order given. `breaks` are the places of all BREAKs; `stretch` says for each place
    how many of them stand before it, `text` for each such stretch in which text it is. `weights` is the rarity of each numbered
    word, in nats.
    """

    words: Words
    first: Numbers
    breaks: Numbers
    stretch: Words
    text: Words
    holders: tuple[tuple[int, ...], ...]
    weights: Weights

    def texts_at(self, places: Numbers) -> Words:
        """Say in which text each place of `words` lies."""
        return self.text[self.stretch[places]]


class Places(NamedTuple):
    """Where the words of one report stand (code points, half-open), BREAKs included as nothing.

    `quoted` marks what is in quotation marks, `telling` what is neither a name nor a formula of the trade.
    """

    start: Words
    end: Words
    quoted: Flags
    telling: Flags


def make_pile(texts: Iterable[Text]) -> tuple[Pile, list[Places]]:
    """Number the words of the texts and lay them out in a row; give the places of the words of each report.

    The texts are taken one at a time, so that the words of a large pile never stand in memory as objects.
    """
    numbers: dict[str, int] = {}
    rows: list[Words] = []
    places: list[Places] = []
    holders: dict[bytes, list[int]] = defaultdict(list)
    for report, text in enumerate(texts):
        row, breaks = number_words(text, numbers)
        held = holders[blake2b(row.tobytes(), digest_size=16).digest()]
        if not held:
            rows.append(row)
        held.append(report)
        places.append(_places(text, breaks))
    return lay_out(rows, [tuple(held) for held in holders.values()], list(numbers)), places


def number_words(text: Text, numbers: dict[str, int]) -> tuple[Words, Numbers]:
    """Give the numbers of a text's words, new ones as they come, and where the BREAKs were put in."""
    row = np.fromiter((numbers.setdefault(token.norm, len(numbers)) for token in text.words), np.int32)
    breaks = np.append(np.flatnonzero(np.diff(text.stretches)) + 1, len(row)) if len(row) else np.array([0])
    return np.insert(row, breaks, BREAK), breaks


def _places(text: Text, breaks: Numbers) -> Places:
    start, end = ([getattr(token, side) for token in text.words] for side in ("start", "end"))
    flags = (np.array(text.quoted, np.bool_), np.array(telling_words(text), np.bool_))
    columns = (np.array(start, np.int32), np.array(end, np.int32), *flags)
    return Places._make(np.insert(column, breaks, 0) for column in columns)


def lay_out(rows: Sequence[Words], holders: Iterable[tuple[int, ...]], norms: Sequence[str]) -> Pile:
    """Put numbered texts, each with a BREAK behind it, in a row. `norms` are the words in the order of their numbers."""
    first = np.zeros(len(rows) + 1, np.int64)
    np.cumsum([len(row) for row in rows], out=first[1:])
    words = np.concatenate(rows) if rows else np.zeros(0, np.int32)
    breaks = np.flatnonzero(words == BREAK)
    stretch = np.repeat(np.arange(len(breaks), dtype=np.int32), np.diff(breaks, prepend=-1))
    text = (np.searchsorted(first, breaks, side="right") - 1).astype(np.int32)
    return Pile(words, first, breaks, stretch, text, tuple(holders), _weights(rows, norms))


def changes(*columns: Numbers | Words) -> Flags:
    """Mark each row that differs from the row before it in any column; the first row always."""
    changed = np.zeros(len(columns[0]), np.bool_)
    changed[:1] = True
    for column in columns:
        changed[1:] |= column[1:] != column[:-1]
    return changed


def _weights(rows: Iterable[Words], norms: Sequence[str]) -> Weights:
    """Weigh each word by the share of texts that hold it; texts of the same set of words count once."""
    distinct: set[bytes] = set()
    counts = np.zeros(len(norms), np.int64)
    for row in rows:
        vocabulary = np.unique(row[row != BREAK])
        digest = blake2b(vocabulary.tobytes(), digest_size=16).digest()
        if digest not in distinct:
            distinct.add(digest)
            counts[vocabulary] += 1
    rarity = Rarity(dict(zip(norms, counts.tolist(), strict=True)), len(distinct))
    return np.array([rarity(norm) for norm in norms], np.float64)
