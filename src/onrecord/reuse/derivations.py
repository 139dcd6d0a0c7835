"""Which two reports hang together, why they count as one origin or may, and which of them drew on which."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from onrecord.model import Derivation, Limit, Report, Reuse
from onrecord.reuse.copying import Ground, by_copying, copied_words
from onrecord.reuse.direction import judge_direction
from onrecord.reuse.matter import HOT_WORD
from onrecord.reuse.origins import by_origin
from onrecord.reuse.witnessed import THIRDS, Pair, Witnessed

STAGE = "reuse"


class Derived(NamedTuple):
    """The pairs of reports that hang together, and what was left out to find them."""

    derivations: tuple[Derivation, ...]
    limits: tuple[Limit, ...]


def find_derivations(reports: Sequence[Report], passages: Sequence[Reuse]) -> Derived:
    """List the pairs of reports that hang together, by the ids of both, with the reasons and the direction.

    A pair that shares too little to be one origin is listed when its direction is known; its `because` is empty, and it joins nobody.
    """
    known = Witnessed(reports, passages)
    grounds = _grounds(known)
    found = []
    for pair in sorted({*known.passages, *grounds}):
        because, judged = grounds.get(pair, []), judge_direction(known, pair)
        if because or judged.direction != "unknown":
            found.append(
                Derivation(
                    a=pair[0],
                    b=pair[1],
                    share=round(copied_words(known, pair).share, 4),
                    certain=any(ground.sure for ground in because),
                    because=tuple(ground.because for ground in because),
                    direction=judged.direction,
                    confidence=judged.confidence,
                    evidence=judged.evidence,
                )
            )
    return Derived(tuple(found), tuple(_limits(known)))


def _limits(known: Witnessed) -> Iterator[Limit]:
    if known.matters.hot:
        words = "word opens" if len(known.matters.hot) == 1 else "words open"
        yield Limit(
            STAGE,
            f"{len(known.matters.hot):,} telling {words} more than {HOT_WORD} reports of one outlet or agency; reports that open alike in "
            "nothing else were not compared for being on one matter.",
        )
    if known.crowded:
        share = "report shares" if known.crowded == 1 else "reports share"
        yield Limit(
            STAGE,
            f"{known.crowded:,} {share} narration with more than {THIRDS} others; only the {THIRDS} that share most were asked whether "
            "they carry what two others share.",
        )


def _grounds(known: Witnessed) -> dict[Pair, list[Ground]]:
    """Collect why pairs are one origin: the surest reasons first."""
    found: dict[Pair, list[Ground]] = defaultdict(list)
    for pair in sorted(known.passages):
        found[pair] += by_copying(known, pair)
    for pair, ground in by_origin(known):
        found[pair].append(ground)
    return {
        pair: list(dict.fromkeys(sorted(grounds, key=lambda one: not one.sure)))
        for pair, grounds in found.items()
        if grounds
    }
