"""Why the witnesses of a statement belong together: what each shares with the base, in words, weight, speaker and surroundings."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from onrecord.model import Edge, Report, Span, Witness
from onrecord.rarity import Rarity
from onrecord.statements.collate import Word
from onrecord.statements.speaker import names_alike
from onrecord.statements.steps import Step, steps
from onrecord.statements.units import ReportWords, around

# A witness that shares less than this with the base is read beside the witness with which it shares most, among so many at most.
MOST_SHARED, MOST_TRIED = 0.5, 40

# Rarer words than this, so many at most, are told as what stands around both.
TELLING_NATS, MOST_TOLD = 3.5, 4


class Reading(NamedTuple):
    """One witness with its words, its report's siglum and its report."""

    witness: Witness
    words: tuple[Word, ...]
    siglum: str
    report: Report

    @property
    def printed(self) -> tuple[str, ...]:
        """What the report prints, letter by letter: readings that print the same are compared once."""
        return tuple(span.text(self.report) for span in self.witness.spans)


def first_printed(readings: Iterable[Reading]) -> dict[tuple[str, ...], Reading]:
    """Give for each wording, as it is printed, the first reading that prints it so."""
    first: dict[tuple[str, ...], Reading] = {}
    for reading in readings:
        first.setdefault(reading.printed, reading)
    return first


class _Shared(NamedTuple):
    """What one wording shares with another: the equal steps, and the longest row of them."""

    equal: tuple[Step, ...]
    run: Step


def tell_edges(readings: Sequence[Reading], rarity: Rarity, words: Mapping[str, ReportWords]) -> tuple[Edge, ...]:
    """Give the evidence for every witness but the base, which comes first."""
    different = list(first_printed(readings).values())[:MOST_TRIED]
    partners: dict[tuple[str, ...], tuple[Reading, _Shared]] = {}
    found = []
    for reading in readings[1:]:
        if reading.printed not in partners:
            partners[reading.printed] = _partner(reading, readings[0], different)
        partner, shared = partners[reading.printed]
        found.append(_edge(partner, reading, shared, rarity, words))
    return tuple(found)


def _partner(reading: Reading, base: Reading, different: Iterable[Reading]) -> tuple[Reading, _Shared]:
    """Choose what a witness is read beside: the base, unless it goes on where the base stops."""
    shared = _share(base, reading)
    if _count(shared) >= MOST_SHARED * len(reading.words):
        return base, shared
    own = _bag(reading)
    others = [other for other in different if other.printed != reading.printed]
    most = [_at_most(own, _bag(other)) for other in others]
    best, best_place = (base, shared), -1  # of those that share equally much, the base, else the first of them
    for place in sorted(range(len(others)), key=lambda place: (-most[place], place)):
        if (most[place], -place) <= (_count(best[1]), -best_place):
            break  # nor can any that follows share more, and aligning them all would take long
        found = _share(others[place], reading)
        if (_count(found), -place) > (_count(best[1]), -best_place):
            best, best_place = (others[place], found), place
    return best


def _bag(reading: Reading) -> Counter[str]:
    """Count the words of a reading; second halves of contractions, which may stand for each other, count as one word."""
    return Counter("" if word.token.clitic else word.token.norm for word in reading.words)


def _at_most(one: Counter[str], other: Counter[str]) -> int:
    """Say how many words two readings share at most, in whatever order."""
    return min((one & other).total() + one[""] + other[""], one.total(), other.total())


def _share(base: Reading, other: Reading) -> _Shared:
    tokens = [word.token for word in base.words], [word.token for word in other.words]
    equal = tuple(step for step in steps(*tokens) if step.kind == "equal")
    return _Shared(equal, _longest_run(equal))


def _count(shared: _Shared) -> int:
    return len(shared.equal)


def _longest_run(equal: Sequence[Step]) -> Step:
    """Put steps together that follow each other on both sides; give the longest such run, the first of equals."""
    runs: list[Step] = [Step("equal", (0, 0), (0, 0))]
    for step in equal:
        if (runs[-1].base[1], runs[-1].other[1]) == (step.base[0], step.other[0]) and runs[-1].other[1]:
            runs[-1] = Step("equal", (runs[-1].base[0], step.base[1]), (runs[-1].other[0], step.other[1]))
        else:
            runs.append(step)
    return max(runs, key=lambda run: run.other[1] - run.other[0])


def _edge(base: Reading, other: Reading, shared: _Shared, rarity: Rarity, words: Mapping[str, ReportWords]) -> Edge:
    """Say what two witnesses share, and between which of their spans."""
    if not shared.equal:
        because = f"{other.siglum} has it beside words that {base.siglum} has too."
        return Edge(base.witness.spans[0], other.witness.spans[0], 0.0, because)
    weight = sum(rarity(base.words[step.base[0]].token.norm) for step in shared.equal)
    first, last = other.words[shared.run.other[0]], other.words[shared.run.other[1] - 1]
    printed = other.report.text[first.token.start : last.token.end]
    ends = base.witness.spans[base.words[shared.run.base[0]].piece], other.witness.spans[first.piece]
    stand = "stands" if len(shared.equal) == 1 else "stand"
    because = (
        f"{len(shared.equal)} of the {len(other.words)} words in {other.siglum} {stand} in {base.siglum} in the same order; "
        f"the longest run is “{printed}”" + _support(base.witness, other.witness, ends, rarity, words) + "."
    )
    return Edge(*ends, round(weight, 2), because)


def _support(
    base: Witness, other: Witness, ends: tuple[Span, Span], rarity: Rarity, words: Mapping[str, ReportWords]
) -> str:
    """Tell what speaks for two witnesses beside their words: the speaker they name, and what stands around both."""
    told = ""
    if names_alike(base.speaker.name, other.speaker.name):
        told += f"; both name {base.speaker.name}"
    one, two = (around(words[span.report], span) for span in ends)
    telling = sorted(
        (word for word in one & two if rarity(word) >= TELLING_NATS), key=lambda word: (-rarity(word), word)
    )
    if telling:
        told += "; around both stand: " + ", ".join(telling[:MOST_TOLD])
    return told
