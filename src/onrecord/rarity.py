"""How much a shared word proves, in nats: rare words prove much, common ones little."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from importlib.resources import files

# Reports behind rarity.txt.
LISTED_REPORTS = 1135

# Nats of a word that the list does not hold. Words outside it stood in about 1 report in 100 to 1 in 1,000 (4.5 to 7 nats).
UNLISTED = 5.0

# What any word is worth when it stands in the same order on both sides, however common it is. Tried 0.3 to 1.
IN_ORDER = 0.5


class Rarity:
    """The rarity of words: a list for English news, corrected by the reports at hand.

    Two reports have no word statistics of their own, so the list carries them; in a large pile the pile's own counts win.
    """

    def __init__(self, counts: Mapping[str, int] | None = None, reports: int = 0) -> None:
        """Take in how many of the pile's `reports` hold each normalised word."""
        self._counts = counts or {}
        self._reports = reports
        self._known: dict[str, float] = {}

    @classmethod
    def of(cls, vocabularies: Iterable[frozenset[str]]) -> Rarity:
        """Count the words of a pile, given each report's set of normalised words. The same set twice counts once."""
        distinct = set(vocabularies)
        counts: Counter[str] = Counter()
        for vocabulary in distinct:
            counts.update(vocabulary)
        return cls(counts, len(distinct))

    def __call__(self, norm: str) -> float:
        """Weigh one normalised word, in nats."""
        weight = self._known.get(norm)
        if weight is None:
            listed = LISTED_REPORTS * math.exp(-_listed().get(norm, UNLISTED))
            share = (listed + self._counts.get(norm, 0)) / (LISTED_REPORTS + self._reports)
            weight = self._known[norm] = round(IN_ORDER - math.log(min(1.0, share)), 4)
        return weight

    def total(self, norms: Sequence[str]) -> float:
        """Weigh several normalised words together, in nats."""
        return sum(map(self, norms))


@cache
def _listed() -> dict[str, float]:
    """Read rarity.txt: a weight and the words that have it, a line each."""
    found: dict[str, float] = {}
    for line in files("onrecord").joinpath("rarity.txt").read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            weight, *listed = line.split()
            found.update(dict.fromkeys(listed, float(weight)))
    return found
