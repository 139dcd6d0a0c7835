"""How much it proves that two quotations stand among the same words."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import cached_property
from itertools import chain

from onrecord.rarity import IN_ORDER, Rarity
from onrecord.statements.units import Unit

# Words are counted around so many quotations, taken evenly: enough to tell what is common in a pile.
MOST_COUNTED = 2000


class Surroundings:
    """Weighs the words that stand around two quotations. A word that stands around many of them proves little."""

    def __init__(self, units: Sequence[Unit], rarity: Rarity) -> None:
        """Take in the pile; its surroundings are only counted when the first pair asks for them."""
        self._units = units
        self._rarity = rarity
        self._known: dict[str, float] = {}

    def shared(self, one: Iterable[str], other: Iterable[str]) -> float:
        """Weigh the words that stand around both, in nats: rare in English and rare in this pile."""
        return sum(self._weight(word) for word in sorted(set(one) & set(other)))

    @cached_property
    def _counts(self) -> tuple[Counter[str], int]:
        """Count around how many different quotations of the pile each word stands, and the quotations."""
        distinct = list(dict.fromkeys(unit.around for unit in self._units))
        distinct = distinct[:: 1 + len(distinct) // MOST_COUNTED]
        return Counter(chain.from_iterable(distinct)), max(1, len(distinct))

    def _weight(self, word: str) -> float:
        if word not in self._known:
            counts, among = self._counts
            here = math.log(among / max(2, counts[word])) if among > 2 else 0.0
            self._known[word] = max(0.0, min(here, self._rarity(word) - IN_ORDER))
        return self._known[word]
