"""Which of two reports drew on the other, or both on a third: a weighed list of evidence, never the dates alone."""

from __future__ import annotations

import math
from collections import defaultdict
from typing import NamedTuple

from onrecord.model import Direction
from onrecord.reuse.evidence import SOURCES
from onrecord.reuse.stamps import by_time
from onrecord.reuse.witnessed import Pair, Witnessed

# Under this weight, or so little before the next best, nothing is known (1 makes a confidence of .63, 2 of .86, 3 of .95).
LEAST, LEAD = 0.6, 0.4


class Judged(NamedTuple):
    """Who drew on whom, how surely, and why: a sentence for each piece of evidence."""

    direction: Direction
    confidence: float
    evidence: tuple[str, ...]


def judge_direction(witnessed: Witnessed, pair: Pair) -> Judged:
    """Weigh what speaks for either direction or for a common source. Without evidence the direction is unknown and its confidence 0."""
    found = [evidence for source in SOURCES for evidence in source(witnessed, pair)]
    own = [evidence for evidence in found if evidence.weight]
    found += by_time(witnessed, pair, bool(own))
    weights: dict[Direction, float] = defaultdict(float)
    for evidence in found:
        weights[evidence.points] += evidence.weight
    said = tuple(dict.fromkeys(evidence.says for evidence in sorted(found, key=lambda one: -one.weight)))
    weights.pop("unknown", None)
    order = sorted(weights.items(), key=lambda item: (-item[1], item[0]))
    if not own or not order or order[0][1] < LEAST:
        return Judged("unknown", 0.0, said)
    lead = order[0][1] - (order[1][1] if len(order) > 1 else 0.0)
    if lead < LEAD:
        return Judged("unknown", 0.0, said)
    return Judged(order[0][0], round(1 - math.exp(-lead), 2), said)
