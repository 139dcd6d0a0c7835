"""What the search for shared passages left out to keep its work in bounds, told in sentences."""

from __future__ import annotations

from collections.abc import Iterator

from onrecord.model import Limit
from onrecord.reuse.pile import Pile
from onrecord.reuse.rows import PAIRED
from onrecord.reuse.seeds import HOT_GRAM, Seeds

STAGE = "reuse"


def limits(pile: Pile, seeds: Seeds) -> Iterator[Limit]:
    """Tell how much of the pile was put aside as wording that too many reports have, and which reports were not all compared."""
    hot = int(seeds.hot.sum())
    if hot:
        share = hot / max(1, int((pile.words >= 0).sum()))
        yield Limit(
            STAGE,
            f"{hot:,} short rows of words ({share:.1%} of all) stand in more than {HOT_GRAM} reports each; "
            "a passage that holds nothing else was not looked for.",
        )
    if len(seeds.starred):
        yield Limit(
            STAGE,
            f"{len(seeds.starred):,} reports are nearly the same as more than {HOT_GRAM} others; each of their passages was compared "
            "with one of the others only, not with all.",
        )
    for holders in pile.holders:
        if len(holders) > PAIRED:
            yield Limit(
                STAGE,
                f"{len(holders):,} reports have exactly the same words; only the first {PAIRED} of them are paired with other reports, "
                "and among themselves each with the first only.",
            )
