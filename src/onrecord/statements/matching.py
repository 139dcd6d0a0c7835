"""Find units of different reports (or of one) that are the same words, without comparing each with each."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations, product
from typing import NamedTuple

from onrecord.model import Limit
from onrecord.statements.judging import (
    Likeness,
    compare_words,
    has_words_of,
    is_part,
    is_same,
    may_be_same,
    shorter_first,
)
from onrecord.statements.surroundings import Surroundings
from onrecord.statements.units import Unit, Vocabulary

# Where one wording stands in more units than this, only the first of each speaker and story, so many at most, is compared with other
# wordings.
MANY_ALIKE = 40

# Where two wordings that may be the same stand in so many units that these would make more pairs, only the first of each speaker and
# story are compared: so many of either wording with each other, all others with the one of their own speaker and story.
MANY_PAIRS, FEW_EACH = 400, 20

# How many words beside the stretch of a long quotation where a short one stands count as surroundings of the short one.
BESIDE = 15

STAGE = "statements"


class Match(NamedTuple):
    """Two units (positions in the list of units, `a` before `b`) that carry the same words. `shared` is in nats."""

    a: int
    b: int
    shared: float


class Matcher:
    """Compares units of one pile. Wordings that are equal are put together first and compared once."""

    def __init__(self, units: Sequence[Unit], vocabulary: Vocabulary) -> None:
        self._units = units
        self._weights = vocabulary.weights
        self._surroundings = Surroundings(units, vocabulary.rarity)
        found: dict[tuple[bool, tuple[int, ...]], list[int]] = defaultdict(list)
        for number, unit in enumerate(units):
            if not unit.bare:
                found[unit.quoted, unit.stems].append(number)
        self._holders = list(found.values())
        self._likenesses: dict[tuple[tuple[int, ...], tuple[int, ...]], Likeness] = {}
        self.limits: list[Limit] = []
        self._crowded = 0  # pairs of wordings that stand in too many units each

    def find(self) -> list[Match]:
        """Propose pairs that share runs of words and keep those whose words, aligned, are the same. Fills `limits`."""
        found = ((a, b, self.shared(a, b)) for a, b in sorted(self._proposed()))
        return [Match(a, b, shared) for a, b, shared in found if shared is not None]

    def shared(self, a: int, b: int) -> float | None:
        """Give the nats that two units share when they are the same words, else None."""
        one, other = self._units[a], self._units[b]
        if one.carrier == other.carrier or one.attribution is other.attribution is None:
            return None
        if one.span.meets(other.span) or one.bare or other.bare:
            return None
        like = self.likeness(one, other)
        return round(like.shared, 3) if is_same(one, other, like, lambda: self.surrounded(one, other)) else None

    def is_part(self, a: int, b: int) -> bool:
        """Say whether unit `a` stands in unit `b` nearly whole. Asked of units that are the same words."""
        part, whole = self._units[a], self._units[b]
        return is_part(part, whole, self.likeness(part, whole))

    def likeness(self, one: Unit, other: Unit) -> Likeness:
        """Compare two wordings, once."""
        short, long = shorter_first(one, other)
        key = short.stems, long.stems
        if key not in self._likenesses:
            self._likenesses[key] = compare_words(short, long)
        return self._likenesses[key]

    def surrounded(self, one: Unit, other: Unit) -> float:
        """Weigh the words that stand around both. Words of the longer unit beside where the shorter stands are around it too."""
        short, long = shorter_first(one, other)
        like = self.likeness(one, other)
        beside = long.words[max(0, like.first - BESIDE) : like.last + BESIDE]
        return self._surroundings.shared(short.around, long.around.union(word.norm for word in beside))

    def _proposed(self) -> Iterator[tuple[int, int]]:
        """Give pairs of units whose wordings are equal or may be the same."""
        from onrecord.statements.proposing import lay_out, propose  # late: numpy

        first = [self._units[held[0]] for held in self._holders]
        found = propose(lay_out([unit.stems for unit in first], self._weights))
        compared = [self._compared(held) for held in self._holders]
        self._tell(found.hot)
        for few, held in zip(compared, self._holders, strict=True):
            yield from combinations(few, 2)
            yield from self._followers(few, held)
        for one, other in zip(found.a.tolist(), found.b.tolist(), strict=True):
            if self._may_be_same(first[one], first[other]):
                pairs = self._between(compared[one], compared[other])
                yield from sorted((min(pair), max(pair)) for pair in pairs)
        self._tell_crowded()

    def _may_be_same(self, one: Unit, other: Unit) -> bool:
        """Look whether two wordings share enough, first as bags of words, then in order."""
        short, long = shorter_first(one, other)
        return has_words_of(short, long) and may_be_same(short, long, self.likeness(short, long))

    def _between(self, one: Sequence[int], other: Sequence[int]) -> Iterable[tuple[int, int]]:
        """Pair up the units of two wordings: all with all, or where these are too many the first of each speaker and story.

        Then some of them are paired all with all, the others only with the one of the same speaker and story.
        """
        if len(one) * len(other) <= MANY_PAIRS:
            return product(one, other)
        self._crowded += 1
        few, others = self._first_of_each(one), self._first_of_each(other)
        alike = {(few[who], others[who]) for who in few.keys() & others.keys()}
        return alike.union(product(list(few.values())[:FEW_EACH], list(others.values())[:FEW_EACH]))

    def _compared(self, held: Sequence[int]) -> Sequence[int]:
        """Choose the units of one wording that are compared with others: all, or the first of each speaker and story."""
        return held if len(held) <= MANY_ALIKE else list(self._first_of_each(held).values())[:MANY_ALIKE]

    def _first_of_each(self, held: Sequence[int]) -> dict[tuple[str | None, int | None], int]:
        first: dict[tuple[str | None, int | None], int] = {}
        for number in held:
            first.setdefault((self._units[number].speaker, self._units[number].story), number)
        return first

    def _followers(self, few: Sequence[int], held: Sequence[int]) -> Iterator[tuple[int, int]]:
        """Pair up each unit of a wording in many places with the first of its speaker and story."""
        if len(few) == len(held):
            return
        first = self._first_of_each(held)
        for number in held:
            leader = first[self._units[number].speaker, self._units[number].story]
            if leader != number:
                yield leader, number

    def _tell(self, hot: int) -> None:
        """Note what was not compared with everything."""
        many = [len(held) for held in self._holders if len(held) > MANY_ALIKE]
        if many:
            self.limits.append(Limit(STAGE, many_alike(len(many), max(many))))
        if hot:
            self.limits.append(Limit(STAGE, hot_runs(hot)))

    def _tell_crowded(self) -> None:
        """Note which pairs of wordings were not compared in all their places."""
        if self._crowded:
            self.limits.append(Limit(STAGE, crowded(self._crowded)))


def crowded(pairs: int) -> str:
    """Say that two frequent wordings were not compared in all places of both."""
    stand = "pair of like wordings stands" if pairs == 1 else "pairs of like wordings stand"
    return (
        f"{pairs:,} {stand} in so many places that only the first place of each speaker and story was compared, "
        f"and {FEW_EACH} at most of either wording with those of other speakers."
    )


def many_alike(wordings: int, most: int) -> str:
    """Say that frequent wordings were not compared in every place."""
    stand = "wording stands" if wordings == 1 else "wordings stand"
    return (
        f"{wordings:,} {stand} in more than {MANY_ALIKE} places each (the most frequent in {most}): "
        f"only the first place of each speaker and story, {MANY_ALIKE} at most, was compared with other wordings."
    )


def hot_runs(runs: int) -> str:
    """Say that what very many wordings share was not compared all with all."""
    stand = "run of words stands" if runs == 1 else "runs of words stand"
    return (
        f"{runs:,} short {stand} in so many different quotations that each of these was compared with the fullest of them only, and "
        "not with all."
    )
