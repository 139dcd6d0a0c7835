"""Whether one report tells another's words: how much of the shorter one's narration the two share."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from onrecord.reuse.substitutions import compare
from onrecord.reuse.witnessed import MOST, Pair, Witnessed

# Shared narration from this share of the shorter report's narration on makes two reports one origin (reuse.md: ECB+ gives 746 families
# of 982 reports at .1, 833 at .2, 919 at .5), if it is so many words: fewer are the names and figures of one happening.
COPIED, COPIED_WORDS = 0.10, 15
# From this share on, shared narration is a doubt, though not a copy (tried .02 to .07).
TRACE = 0.05
# A passage of fewer equal words told in both is no copy by itself (tried 8 to 15). Passages with many words changed must hold so many
# together, for two reporters who write down one event come near each other in a sentence or two (tried 12 to 30).
FIRM, FIRM_REWORDED = 12, 25
# Nor are several short ones, but so many words and a tenth of the report together are a doubt.
SCATTERED_WORDS = 25
# A shorter report than this has no share worth naming: two briefs on one event have little else to say.
SHORT = 40
# Unless nearly all of a brief stands in the other.
ALL, ALL_WORDS = 0.8, 8
# Or nearly all of a report of so many words, with its quotations.
WHOLE_WORDS = 20


_Places = tuple[set[int], set[int]]  # offsets of words in the first and in the second report of a pair


class Ground(NamedTuple):
    """One reason why two reports are one origin (`sure`), or may be."""

    sure: bool
    because: str


class Copied(NamedTuple):
    """How much of the shorter report two share: in passages long enough to be copies, and in all."""

    share: float
    words: int
    loose: float
    all_words: int


def copied_words(known: Witnessed, pair: Pair) -> Copied:
    """Measure how much of the shorter report's narration the two share, and how many words that is.

    Only words count that are equal in both and stand in quotation marks in neither. Passages of few words are the names and
    figures that every report of a happening has.
    """
    firm: _Places = set(), set()
    reworded: _Places = set(), set()
    loose: _Places = set(), set()
    for laid in known.laid.get(pair, ()):
        places = known.told_in_both(pair, laid)
        is_firm = len(places[0]) >= FIRM
        for side in (0, 1):
            loose[side].update(places[side])
            (reworded if laid.kind == "reworded" else firm)[side].update(places[side] if is_firm else ())
    if len(reworded[0]) >= FIRM_REWORDED:
        firm = firm[0] | reworded[0], firm[1] | reworded[1]
    sizes = [max(SHORT, len(known.told[one])) for one in pair] if pair in known.passages else [SHORT, SHORT]
    shares = [max(len(held[side]) / sizes[side] for side in (0, 1)) for held in (firm, loose)]
    return Copied(min(1.0, shares[0]), max(map(len, firm)), min(1.0, shares[1]), max(map(len, loose)))


def by_copying(known: Witnessed, pair: Pair) -> Iterator[Ground]:
    """Join reports that share a tenth of the shorter one's narration; note those that share half as much."""
    copied = copied_words(known, pair)
    if known.outlets[pair[0]] & known.outlets[pair[1]] and copied.loose < MOST and not known.matters.pairs(pair):
        return  # what two pages of one site share on different matters is the site's own furniture
    shortest = min(len(known.told[one]) for one in pair)
    because = (
        f"they share {copied.share:.0%} of the shorter report's words outside quotation marks ({copied.words} words)"
    )
    doubt = f"they share {copied.loose:.0%} of the shorter report's words outside quotation marks, here and there"
    if copied.share >= COPIED and copied.words >= COPIED_WORDS:
        yield Ground(True, because)
    elif copied.all_words >= ALL_WORDS and copied.all_words >= ALL * shortest:
        yield Ground(True, "nearly all that one tells stands in the other")
    elif nothing_own := _nothing_own(known, pair):
        yield Ground(True, nothing_own)
    elif copied.share >= TRACE or copied.loose >= COPIED and copied.all_words >= SCATTERED_WORDS:
        named = copied.share >= TRACE and (_names(known, *pair) or _names(known, *pair[::-1]))
        if named:
            yield Ground(True, f"{because}, and one names {named} as a source")
        else:
            yield Ground(False, because if copied.share >= TRACE else doubt)


def _nothing_own(known: Witnessed, pair: Pair) -> str | None:
    """Say it when nearly all that one prints, its quotations too, stands in the other: it adds nothing that is its own."""
    passages = known.passages[pair]
    for side, one in enumerate(pair):
        told = known.told[one]
        if len(told.all) < WHOLE_WORDS or told.held(p.b if side else p.a for p in passages) < ALL:
            continue
        laid = [compare(p, known.reports[pair[0]], known.reports[pair[1]]) for p in passages]
        same = {place for each in laid for place in (each.equal_b if side else each.equal_a)}.intersection(told.all)
        if len(same) >= ALL * len(told.all):
            return f"{len(same) / len(told.all):.0%} of one, its quotations too, stands in the other: it tells nothing of its own"
    return None


def _names(known: Witnessed, one: str, other: str) -> str | None:
    """Give the outlet that a report credits and the other comes from, or credits too."""
    theirs = known.outlets[other] | {credit.outlet for credit in known.credits[other]}
    return next((credit.title for credit in known.credits[one] if credit.outlet in theirs), None)
