"""Align two wordings word by word (Needleman and Wunsch 1970): which word of one stands for which word of the other."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from rapidfuzz.distance import Indel, LCSseq, Opcode

from onrecord.rarity import Rarity
from onrecord.tokens import Token, alike

# Scores: an equal word, an equal word that is common (the, of), a similar word at most, a word against nothing.
# Whole numbers, so that two ways that are equally good come out exactly equal.
# A pair right after a pair earns a little more, so that words stay with their neighbours.
EQUAL, COMMON, SIMILAR, GAP, NEIGHBOUR = 20, 12, 11, -4, 3

# Two words are similar from this share of equal letters on: gap and gaps, exist and exists (tried 0.5 to 0.75); more is asked
# when they begin differently (for and inform are not, like and unlike are).
LIKENESS, LIKENESS_INSIDE = 0.6, 0.75

# A word of at most this many nats is common: it aligns, but never pulls a wording out of order.
COMMON_NATS = 1.0

# Up to this many pairs of words the table is worked out whole; longer wordings are first cut at long runs of equal words.
WHOLE_TABLE = 120_000
LONG_RUN = 6

_ordinary = Rarity()

Pairs = list[tuple[int, int]]


def align(base: Sequence[Token], other: Sequence[Token]) -> Pairs:
    """Give the pairs of positions that stand for each other, ascending on both sides. Words that have no partner are left out."""
    if len(base) * len(other) <= WHOLE_TABLE:
        return _table(base, other)
    pairs: Pairs = []
    done_base = done_other = 0
    for start, end, where in _long_runs(base, other):
        pairs += _between(base, other, (done_base, start), (done_other, where))
        pairs += [(start + step, where + step) for step in range(end - start)]
        done_base, done_other = end, where + end - start
    return pairs + _between(base, other, (done_base, len(base)), (done_other, len(other)))


def likeness(one: Token, other: Token) -> int:
    """Score two words: positive when one may stand for the other."""
    if alike(one, other):
        return _worth(one.norm)
    return _similar(*sorted((one.norm, other.norm)))


@lru_cache(maxsize=65536)
def _worth(norm: str) -> int:
    return COMMON if is_common(norm) else EQUAL


@lru_cache(maxsize=65536)
def is_common(norm: str) -> bool:
    """Say whether a word is so common that its place proves nothing."""
    return _ordinary(norm) <= COMMON_NATS


@lru_cache(maxsize=65536)
def _similar(one: str, other: str) -> int:
    share = Indel.normalized_similarity(one, other)
    return round(SIMILAR * share) if share > (LIKENESS if one[0] == other[0] else LIKENESS_INSIDE) else 0


def _between(base: Sequence[Token], other: Sequence[Token], one: tuple[int, int], two: tuple[int, int]) -> Pairs:
    """Align what lies between two long runs; when even that is long, only equal words in order are paired."""
    part, counterpart = base[slice(*one)], other[slice(*two)]
    if len(part) * len(counterpart) <= WHOLE_TABLE:
        found = _table(part, counterpart)
    else:
        found = [
            (block.src_start + step, block.dest_start + step)
            for block in _equal_blocks(part, counterpart)
            for step in range(block.src_end - block.src_start)
        ]
    return [(one[0] + i, two[0] + j) for i, j in found]


def _equal_blocks(base: Sequence[Token], other: Sequence[Token]) -> list[Opcode]:
    opcodes = LCSseq.opcodes([token.norm for token in base], [token.norm for token in other])
    return [block for block in opcodes if block.tag == "equal"]


def _long_runs(base: Sequence[Token], other: Sequence[Token]) -> list[tuple[int, int, int]]:
    """Find runs of equal words long enough to cut at: start and end in the base, start in the other."""
    return [
        (block.src_start, block.src_end, block.dest_start)
        for block in _equal_blocks(base, other)
        if block.src_end - block.src_start >= LONG_RUN
    ]


_NEVER = -(10**9)


def _table(base: Sequence[Token], other: Sequence[Token]) -> Pairs:
    """Work out the best score of all ways that end in a pair, and of all that do not, for every two beginnings."""
    paired = [[_NEVER] * (len(other) + 1)]
    open_ = [[GAP * column for column in range(len(other) + 1)]]
    for row, word in enumerate(base, start=1):
        pair_above, open_above = paired[-1], open_[-1]
        pair_line, open_line = [_NEVER], [GAP * row]
        for column, counterpart in enumerate(other):
            like = likeness(word, counterpart)
            before = max(pair_above[column] + NEIGHBOUR, open_above[column])
            open_line.append(
                GAP + max(pair_above[column + 1], open_above[column + 1], pair_line[column], open_line[column])
            )
            pair_line.append(like + before if like > 0 else _NEVER)
        paired.append(pair_line)
        open_.append(open_line)
    return _walk_back(base, other, paired, open_)


def _walk_back(base: Sequence[Token], other: Sequence[Token], paired: list[list[int]], open_: list[list[int]]) -> Pairs:
    """Follow the best way from the end; of equally good ones, the one that pairs words."""
    pairs: Pairs = []
    row, column = len(base), len(other)
    in_pair = paired[row][column] >= open_[row][column]
    while row and column:
        if in_pair:
            row, column = row - 1, column - 1
            pairs.append((row, column))
            in_pair = paired[row][column] + NEIGHBOUR >= open_[row][column]
            continue
        wanted = open_[row][column] - GAP
        if wanted in (paired[row - 1][column], open_[row - 1][column]):
            row -= 1
        else:
            column -= 1
        in_pair = paired[row][column] == wanted
    return pairs[::-1]
