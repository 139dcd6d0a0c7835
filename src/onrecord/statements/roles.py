"""Who did what to whom: two names that change places around what one does to the other."""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.statements.naming import is_name
from onrecord.statements.sides import Difference, Side
from onrecord.statements.steps import Step

# Words between two names that only list them: to turn such a list around says the same.
_LISTING = frozenset("and or nor but as well with versus vs both the".split())


def swap_roles(base: Side, other: Side, parts: Sequence[Difference], path: Sequence[Step]) -> frozenset[int]:
    """Give the numbers of the differences by which two names change places: “Ruiz told Okoye”, “Okoye told Ruiz”."""
    moved = {
        part.base[0] + step: part.other[0] + step
        for part in parts
        if part.moved
        for step in range(part.base[1] - part.base[0])
    }
    if not moved:
        return frozenset()
    placed = {step.base[0]: step.other[0] for step in path if step.kind == "equal"} | moved
    names = [place for place in sorted(placed) if is_name(base, place)]
    norms = base.norms((0, len(base.words)))
    turned = {
        place
        for one, two in zip(names, names[1:], strict=False)
        if norms[one] != norms[two]
        and placed[one] > placed[two]
        and base.sentences[one] == base.sentences[two]
        and _does(base, one, two)
        for place in (one, two)
    }
    return frozenset(number for number, part in enumerate(parts) if part.moved and turned & set(range(*part.base)))


def _does(side: Side, one: int, two: int) -> bool:
    """Say whether more stands between two names than what lists them."""
    between = side.norms((one + 1, two))
    return bool(set(between) - _LISTING)
