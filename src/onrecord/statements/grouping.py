"""Put units together that are one utterance: each joins its best container, never a chain of chance likenesses."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from onrecord.model import Limit, Report
from onrecord.statements.matching import Matcher
from onrecord.statements.speaker import compare_speakers
from onrecord.statements.units import SCRAP_WORDS, Unit, Vocabulary

# Quotations with at most so many characters between them follow each other: “…,” said so-and-so of such a place. “…”
NEAR = 200

# The words that one report has at the end of a quotation and another at the beginning of the next: looked for up to so many, and how rare.
MOST_OVER, NATS_OVER = 12, 8.0

# Words in marks in a headline are looked for in the report's quotations up to this length: every other length is another search.
LONGEST_HEADING = 40

Neighbours = Mapping[
    int, Sequence[int]
]  # for each unit those that are the same words, the one it shares most with first


class Gathered(NamedTuple):
    """Units that are one utterance, group by group, and what was left out of the search."""

    groups: list[list[Unit]]
    limits: tuple[Limit, ...]


def gather(units: Sequence[Unit], reports: Sequence[Report], vocabulary: Vocabulary) -> Gathered:
    """Put units together: first by their words, then by the attribution they are pieces of. `reports` stand in the order of the units.

    A quotation outside every attribution is only kept where it joins one.
    """
    matcher = Matcher(units, vocabulary)
    neighbours = _neighbours(matcher)
    groups = _Groups(units)
    _attach(units, matcher, neighbours, groups)
    _attach_headings(units, groups)
    _join_pieces(units, reports, neighbours, groups)
    held = ([units[number] for number in sorted(numbers)] for _, numbers in sorted(groups.members.items()))
    kept = [group for group in held if any(unit.attribution is not None for unit in group)]
    return Gathered(kept, tuple(matcher.limits))


class _Groups:
    """Which unit is in which group; while units are attached, a group is called by the number of its fullest member, its root.

    `whole` holds the units that were compared with the root itself.
    """

    def __init__(self, units: Sequence[Unit]) -> None:
        self.of = list(range(len(units)))
        self.members = {number: [number] for number in range(len(units))}
        self.carriers = {number: {unit.carrier} for number, unit in enumerate(units)}
        self.reports = {number: {unit.span.report} for number, unit in enumerate(units)}
        self.whole = set(range(len(units)))

    def join(self, kept: int, gone: int) -> None:
        """Move all members of one group into another."""
        for number in self.members[gone]:
            self.of[number] = kept
        self.members[kept] += self.members.pop(gone)
        self.carriers[kept] |= self.carriers.pop(gone)
        self.reports[kept] |= self.reports.pop(gone)

    def merge(self, one: int, other: int) -> None:
        """Make one group of two, whichever name it keeps: the smaller one moves."""
        self.join(*sorted((one, other), key=lambda group: (-len(self.members[group]), group)))


def _neighbours(matcher: Matcher) -> Neighbours:
    found: dict[int, list[tuple[float, int]]] = defaultdict(list)
    for match in matcher.find():
        found[match.a].append((-match.shared, match.b))
        found[match.b].append((-match.shared, match.a))
    return {number: [other for _, other in sorted(near)] for number, near in found.items()}


def _attach(units: Sequence[Unit], matcher: Matcher, neighbours: Neighbours, groups: _Groups) -> None:
    """Let each unit, the fullest first and quotations before reported speech, join the container it shares most with.

    A newcomer must match the root of the group itself, so that likeness is not handed on from one to the next; or it must stand, nearly
    whole, in a member that does: the root may break off where that member goes on.
    """
    placed: set[int] = set()
    for number in sorted(range(len(units)), key=lambda n: (not units[n].quoted, -round(units[n].weight, 3), n)):
        for other in neighbours.get(number, ()):
            if other not in placed:
                continue
            root = groups.of[other]
            same = root == other or matcher.shared(number, root) is not None
            if same or (other in groups.whole and matcher.is_part(number, other)):
                groups.join(root, number)
                if not same:
                    groups.whole.discard(number)
                break
        placed.add(number)


def _attach_headings(units: Sequence[Unit], groups: _Groups) -> None:
    """Let words in marks in a headline or a crosshead join the quotation of their own report that they are taken from.

    Few as they are, they need no other evidence: it is the same page that prints both.
    """
    by_report: dict[str, list[int]] = defaultdict(list)
    for number, unit in enumerate(units):
        if unit.quoted:
            by_report[unit.span.report].append(number)
    for numbers in by_report.values():
        above = [n for n in numbers if units[n].heading and units[n].attribution is None and n in groups.members]
        wanted = frozenset(units[n].stems for n in above if len(units[n].stems) <= LONGEST_HEADING)
        if not wanted:
            continue
        told = [n for n in numbers if not units[n].heading and units[n].attribution is not None]
        places = {run: n for n in reversed(told) for run in _runs(units[n].stems, wanted)}
        for n in above:
            source = places.get(units[n].stems)
            if source is not None and len(groups.members[n]) == 1:
                groups.join(groups.of[source], n)


def _runs(stems: tuple[int, ...], wanted: frozenset[tuple[int, ...]]) -> Iterator[tuple[int, ...]]:
    """Give the runs of words that are wanted, as often as they stand there."""
    for length in sorted({len(run) for run in wanted}):
        for first in range(len(stems) - length + 1):
            if (run := stems[first : first + length]) in wanted:
                yield run


def _join_pieces(units: Sequence[Unit], reports: Sequence[Report], neighbours: Neighbours, groups: _Groups) -> None:
    """Bring neighbouring pieces of one attribution back together where no other report carries them apart.

    “We wanted,” he said, “to go home” is one sentence and stays one statement even when another report has only half of it; so do
    pieces with nothing between them but marks when the same reports carry both, and quotations in a row that another report prints in
    one breath.
    """
    for first, second in _in_a_row(units):  # units are in canonical order
        one, other = groups.of[first], groups.of[second]
        if one == other:
            continue
        same_carrier = units[first].carrier == units[second].carrier
        alone = 1 in (len(groups.members[one]), len(groups.members[other]))
        if _in_one_breath(units, first, second, neighbours) or (
            same_carrier
            and (
                groups.carriers[one] == groups.carriers[other]
                or (alone and _goes_on(units[second], reports))
                or (groups.reports[one] == groups.reports[other] and _touch(units[first], units[second], reports))
            )
        ):
            groups.merge(one, other)


def _in_a_row(units: Sequence[Unit]) -> Iterator[tuple[int, int]]:
    """Give quotations that follow each other closely in a report, and the pieces of one attribution."""
    last: dict[str, int] = {}
    before: int | None = None
    for number, unit in enumerate(units):
        near = before is not None and unit.quoted and _is_near(units[before], unit)
        if unit.carrier in last:
            yield last[unit.carrier], number
        if before is not None and near and last.get(unit.carrier) != before:
            yield before, number
        last[unit.carrier] = number
        before = number if unit.quoted else before


def _is_near(first: Unit, second: Unit) -> bool:
    same_report = first.span.report == second.span.report
    return same_report and 0 <= second.span.start - first.span.end <= NEAR


def _in_one_breath(units: Sequence[Unit], first: int, second: int, neighbours: Neighbours) -> bool:
    """Say whether another report prints two quotations as one, or so much of them that it goes over from the first to the second."""
    one, two = units[first], units[second]
    if compare_speakers(one.attribution, two.attribution) == "differ":
        return False
    near_first, near_second = set(neighbours.get(first, ())), set(neighbours.get(second, ()))
    if min(len(one.words), len(two.words)) >= SCRAP_WORDS and not near_first.isdisjoint(near_second):
        return True
    return any(_goes_over(units[near], two) for near in near_first) or any(
        _goes_over(one, units[near]) for near in near_second
    )


def _goes_over(one: Unit, two: Unit) -> bool:
    """Say whether one wording ends with words with which the other begins, rare ones and three at least."""
    for length in range(min(len(one.stems), len(two.stems), MOST_OVER), SCRAP_WORDS - 1, -1):
        if one.stems[-length:] == two.stems[:length]:
            return sum(two.weights[:length]) >= NATS_OVER
    return False


def _touch(first: Unit, second: Unit, reports: Sequence[Report]) -> bool:
    """Say whether nothing but marks stands between two quoted pieces: a quotation over two paragraphs."""
    between = reports[first.order[0]].text[first.span.end : second.span.start][:NEAR]
    return first.quoted and second.quoted and not any(map(str.isalnum, between))


def _goes_on(unit: Unit, reports: Sequence[Report]) -> bool:
    """Say whether a piece of a direct quotation begins in the middle of a sentence."""
    direct = unit.attribution is not None and unit.attribution.form == "direct"
    return direct and reports[unit.order[0]].text[unit.words[0].start].islower()
