"""Align two wordings word by word (Needleman and Wunsch 1970): which word of one stands for which word of the other."""
from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from rapidfuzz.distance import Indel, LCSseq, Opcode

from onrecord.rarity import Rarity
from onrecord.tokens import Token, alike

# Scores: an equal word, an equal word that is common (the, of), a similar word at most, a word against nothing, unlike words.
# Whole numbers, so that two ways that are equally good come out exactly equal.
EQUAL, COMMON, SIMILAR, GAP, UNLIKE = 20, 12, 11, -4, -10

# Two words are similar from this share of equal letters on: gap and gaps, exist and exists (tried 0.5 to 0.75).
LIKENESS = 0.6

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
    return round(SIMILAR * share) if share > LIKENESS else UNLIKE


def _between(base: Sequence[Token], other: Sequence[Token], one: tuple[int, int], two: tuple[int, int]) -> Pairs:
    """Align what lies between two long runs; when even that is long, only equal words in order are paired."""
    part, counterpart = base[slice(*one)], other[slice(*two)]
    if len(part) * len(counterpart) <= WHOLE_TABLE:
        found = _table(part, counterpart)
    else:
        found = [(block.src_start + step, block.dest_start + step) for block in _equal_blocks(part, counterpart)
                 for step in range(block.src_end - block.src_start)]
    return [(one[0] + i, two[0] + j) for i, j in found]


def _equal_blocks(base: Sequence[Token], other: Sequence[Token]) -> list[Opcode]:
    opcodes = LCSseq.opcodes([token.norm for token in base], [token.norm for token in other])
    return [block for block in opcodes if block.tag == "equal"]


def _long_runs(base: Sequence[Token], other: Sequence[Token]) -> list[tuple[int, int, int]]:
    """Find runs of equal words long enough to cut at: start and end in the base, start in the other."""
    return [(block.src_start, block.src_end, block.dest_start) for block in _equal_blocks(base, other)
            if block.src_end - block.src_start >= LONG_RUN]


def _table(base: Sequence[Token], other: Sequence[Token]) -> Pairs:
    """Work out the whole table and walk back through it."""
    width = len(other) + 1
    score = [[GAP * column for column in range(width)]]
    for row, word in enumerate(base, start=1):
        above, line = score[-1], [GAP * row]
        for column, counterpart in enumerate(other):
            best = above[column] + likeness(word, counterpart)
            best = max(best, above[column + 1] + GAP, line[column] + GAP)
            line.append(best)
        score.append(line)
    return _walk_back(base, other, score)


def _walk_back(base: Sequence[Token], other: Sequence[Token], score: list[list[int]]) -> Pairs:
    """Follow the best way from the end; of equally good ones, the one that pairs words first."""
    pairs: Pairs = []
    row, column = len(base), len(other)
    while row and column:
        like = likeness(base[row - 1], other[column - 1])
        if like > 0 and score[row][column] == score[row - 1][column - 1] + like:
            row, column = row - 1, column - 1
            pairs.append((row, column))
        elif score[row][column] == score[row - 1][column] + GAP:
            row -= 1
        elif score[row][column] == score[row][column - 1] + GAP:
            column -= 1
        else:
            row, column = row - 1, column - 1  # two words that only stand against each other: no pair
    return pairs[::-1]
