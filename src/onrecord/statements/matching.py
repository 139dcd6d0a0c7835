"""Find units of different reports (or of one) that are the same words, without comparing each with each."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from rapidfuzz.distance import LCSseq

from onrecord.rarity import Rarity
from onrecord.statements.speaker import names_alike
from onrecord.statements.units import SCRAP_WORDS, Surroundings, Unit

# Runs of words that propose a pair: how many words, and how rare they must be together (nats). “Of the” proposes nobody.
GRAMS = ((2, 5.0), (3, 4.5), (4, 0.0))

# A gram that stands in more units than this is a stock phrase and proposes nobody (tried 20 to 200).
HOT_GRAM = 60

# Evidence that two units are one utterance, in nats: the rarity of the shared words, plus what speaks for it from outside.
EVIDENCE = 15.0
SAME_SPEAKER = 6.0  # both reports name the same speaker
SURROUNDED = 10.0  # the most that like surroundings may add
WELL_SURROUNDED = 6.0
IN_A_ROW = 2.5  # for each word beyond the third that stands in one row on both sides: common words in order prove much

# How much of the shorter wording must come back in the longer, by weight. When the reports name different speakers, the words
# alone must carry it, or a long run of them (LONG_RUN_WORDS).
SHARE, SHARE_SUPPORTED, SHARE_OTHER_SPEAKER = 0.70, 0.60, 0.85
NATS_OTHER_SPEAKER = 30.0

# Fewer words than this must come back more fully, and all but one of them in a row: two shared words are soon found.
BRIEF_WORDS, SHARE_BRIEF = 6, 0.75

# How many words beside that stretch of a long quotation count as surroundings of the short one.
BESIDE = 15

# One report that quotes a speaker twice usually has two utterances: only a repetition, nearly whole or with a run of words
# that nobody says twice, joins them.
SHARE_REPEATED, NATS_REPEATED = 0.90, 12.0

# One or two words must be worth something themselves, whoever says them: not “interesting”.
NATS_SCRAP = 5.0

# Reported speech is in the reporter's words; two reporters use the same words for one matter. It must come back nearly whole.
SHARE_REPORTED, NATS_REPORTED = 0.80, 20.0

# Two quotations of one utterance may each go on where the other stops: then a long run of equal words joins them.
LONG_RUN_WORDS, LONG_RUN_NATS = 8, 18.0


class Match(NamedTuple):
    """Two units (positions in the list of units, `a` before `b`) that carry the same words. `shared` is in nats."""

    a: int
    b: int
    shared: float


class _Likeness(NamedTuple):
    """What two units share: nats, share of the shorter, longest run in words and nats, and what else speaks for it, in nats."""

    shared: float
    share: float
    run: int
    run_nats: float
    support: float

    @property
    def evidence(self) -> float:
        """Weigh everything together, in nats."""
        return self.shared + self.support + IN_A_ROW * max(0, self.run - 3)


class Matcher:
    """Compares units of one pile."""

    def __init__(self, units: Sequence[Unit], rarity: Rarity) -> None:
        """Look over the pile, to know which surroundings are common in it."""
        self._units = units
        self._surroundings = Surroundings(units, rarity)

    def find(self) -> list[Match]:
        """Propose pairs that share grams and keep those whose words, aligned, are the same."""
        found = ((a, b, self.shared(a, b)) for a, b in sorted(_proposed(self._units)))
        return [Match(a, b, shared) for a, b, shared in found if shared is not None]

    def shared(self, a: int, b: int) -> float | None:
        """Give the nats that two units share when they are the same words, else None."""
        one, other = self._units[a], self._units[b]
        if one.carrier == other.carrier or one.quoted != other.quoted or (one.attribution is other.attribution is None):
            return None
        if one.span.meets(other.span) or one.is_bare_scrap or other.is_bare_scrap:
            return None
        likeness = self._likeness(one, other)
        return round(likeness.shared, 3) if _is_same(one, other, likeness) else None

    def _likeness(self, one: Unit, other: Unit) -> _Likeness:
        """Align the shorter unit with the stretch of the longer where it may stand, and weigh what they share."""
        short, long = sorted((one, other), key=lambda unit: (len(unit.stems), unit.order, unit.carrier))
        first, last = _stretch(short.stems, long.stems)
        opcodes = LCSseq.opcodes(short.stems, long.stems[first:last])
        blocks = [(block.src_start, block.src_end) for block in opcodes if block.tag == "equal"]
        shared = sum(sum(short.weights[start:end]) for start, end in blocks)
        start, end = max(blocks, key=lambda block: block[1] - block[0], default=(0, 0))
        near = long.around.union(word.norm for word in long.words[max(0, first - BESIDE) : last + BESIDE])
        support = min(SURROUNDED, self._surroundings.shared(short.around, near))
        if names_alike(one.speaker, other.speaker):
            support += SAME_SPEAKER
        return _Likeness(shared, shared / short.weight, end - start, sum(short.weights[start:end]), support)


def _stretch(short: Sequence[str], long: Sequence[str]) -> tuple[int, int]:
    """Find the stretch of the longer wording where the shorter may stand: where most of its word pairs line up."""
    places: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for position in range(len(short) - 1):
        places[tuple(short[position : position + 2])].append(position)
    offsets = Counter(
        position - place
        for position in range(len(long) - 1)
        for place in places.get(tuple(long[position : position + 2]), ())
    )
    if not offsets:
        return 0, len(long)
    margin = max(4, len(short) // 2)
    best = max(sorted(offsets), key=lambda offset: sum(offsets[near] for near in range(offset - 4, offset + 5)))
    return max(0, best - margin), min(len(long), max(0, best) + len(short) + margin)


def _grams(unit: Unit) -> Iterator[tuple[str, ...]]:
    """Give the runs of two and three words that are rare enough, and all of four; the word itself when there is but one."""
    for length, nats in GRAMS if len(unit.stems) > 1 else ((1, 0.0),):
        for first in range(len(unit.stems) - length + 1):
            if sum(unit.weights[first : first + length]) >= nats:
                yield unit.stems[first : first + length]


def _proposed(units: Sequence[Unit]) -> set[tuple[int, int]]:
    """Pair up units that share a gram which is not hot."""
    holders: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for number, unit in enumerate(units):
        for gram in set(_grams(unit)):
            holders[gram].append(number)
    pairs: set[tuple[int, int]] = set()
    for held in holders.values():
        if len(held) <= HOT_GRAM:
            pairs.update((a, b) for position, a in enumerate(held) for b in held[position + 1 :])
    return pairs


def _is_same(one: Unit, other: Unit, likeness: _Likeness) -> bool:
    """Hold what two units share against the bars."""
    differ = one.speaker is not None and other.speaker is not None and not names_alike(one.speaker, other.speaker)
    if not one.quoted:
        return not differ and likeness.share >= SHARE_REPORTED and likeness.shared >= NATS_REPORTED
    repeated = likeness.share >= SHARE_REPEATED or likeness.run_nats >= NATS_REPEATED
    if one.span.report == other.span.report and not repeated:
        return False
    in_a_row = likeness.run >= LONG_RUN_WORDS and likeness.run_nats >= LONG_RUN_NATS
    if differ:
        return likeness.share >= SHARE_OTHER_SPEAKER and (likeness.shared >= NATS_OTHER_SPEAKER or in_a_row)
    shorter = min(len(one.stems), len(other.stems))
    if shorter < SCRAP_WORDS:
        return likeness.run == shorter and likeness.shared >= NATS_SCRAP and likeness.evidence >= EVIDENCE
    if in_a_row:
        return True
    if shorter < BRIEF_WORDS and likeness.run < shorter - 1:
        return False
    share = SHARE_BRIEF if shorter < BRIEF_WORDS else SHARE_SUPPORTED if likeness.support >= WELL_SURROUNDED else SHARE
    return likeness.share >= share and likeness.evidence >= EVIDENCE
