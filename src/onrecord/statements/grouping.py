"""Put units together that are one utterance: each joins its best container, never a chain of chance likenesses."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from onrecord.model import Report
from onrecord.rarity import Rarity
from onrecord.statements.matching import Matcher
from onrecord.statements.units import Unit


def gather(units: Sequence[Unit], reports: Sequence[Report], rarity: Rarity) -> list[list[Unit]]:
    """Put units together: first by their words, then by the attribution they are pieces of. `reports` are in canonical order.

    A quotation outside every attribution is only kept where it joins one.
    """
    groups = _Groups(units)
    _attach(units, rarity, groups)
    _join_pieces(units, reports, groups)
    held = ([units[number] for number in sorted(numbers)] for _, numbers in sorted(groups.members.items()))
    return [group for group in held if any(unit.attribution is not None for unit in group)]


class _Groups:
    """Which unit is in which group; a group is called by the number of its fullest member."""

    def __init__(self, units: Sequence[Unit]) -> None:
        self._units = units
        self.of = list(range(len(units)))
        self.members = {number: [number] for number in range(len(units))}

    def join(self, kept: int, gone: int) -> None:
        """Move all members of one group into another."""
        for number in self.members[gone]:
            self.of[number] = kept
        self.members[kept] += self.members.pop(gone)

    def carriers(self, group: int) -> set[str]:
        """Name the attributions that carry a group."""
        return {self._units[number].carrier for number in self.members[group]}


def _attach(units: Sequence[Unit], rarity: Rarity, groups: _Groups) -> None:
    """Let each unit, the fullest first, join the container it shares most with.

    A newcomer must match the fullest unit of the group itself, so that likeness is not handed on from one to the next.
    """
    matcher = Matcher(units, rarity)
    neighbours: dict[int, list[tuple[float, int]]] = defaultdict(list)
    for match in matcher.find():
        neighbours[match.a].append((-match.shared, match.b))
        neighbours[match.b].append((-match.shared, match.a))
    placed: set[int] = set()
    for number in sorted(range(len(units)), key=lambda n: (-round(units[n].weight, 3), n)):
        for _, other in sorted(neighbours[number]):
            root = groups.of[other]
            if other in placed and (root == other or matcher.shared(number, root) is not None):
                groups.join(root, number)
                break
        placed.add(number)


def _join_pieces(units: Sequence[Unit], reports: Sequence[Report], groups: _Groups) -> None:
    """Bring neighbouring pieces of one attribution back together where no other report carries them apart.

    “We wanted,” he said, “to go home” is one sentence and stays one statement even when another report has only half of it.
    """
    pieces: dict[str, list[int]] = defaultdict(list)
    for number, unit in enumerate(units):
        pieces[unit.carrier].append(number)
    for numbers in pieces.values():  # units are in canonical order, and so are the keys
        for first, second in zip(numbers, numbers[1:], strict=False):
            one, other = groups.of[first], groups.of[second]
            if one == other:
                continue
            goes_on = units[first].attribution is not None and _goes_on(units[second], reports)
            alone = 1 in (len(groups.members[one]), len(groups.members[other]))
            if groups.carriers(one) == groups.carriers(other) or (goes_on and alone):
                groups.join(one, other)


def _goes_on(unit: Unit, reports: Sequence[Report]) -> bool:
    """Say whether a piece of a direct quotation begins in the middle of a sentence."""
    direct = unit.attribution is not None and unit.attribution.form == "direct"
    return direct and reports[unit.order[0]].text[unit.words[0].start].islower()
