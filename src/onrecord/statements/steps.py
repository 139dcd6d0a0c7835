"""Read two wordings from left to right as steps: the same, one word against another, only here, only there, moved."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from typing import Literal, NamedTuple

from onrecord.statements.alignment import Pairs, align, is_common
from onrecord.tokens import Token, alike

# From this many words on, what is missing at an end is a clipping and not an omission (page.md, test 2).
CLIP_WORDS = 4

# A word that has no partner is looked for at so many places of the other wording: one that stands in more of them proves no move.
MOST_PLACES = 20

StepKind = Literal["equal", "against", "base", "other", "moved-base", "moved-other"]
Range = tuple[int, int]


class Step(NamedTuple):
    """One step: words of the base and of the other wording (half-open positions, an empty range where a side has nothing)."""

    kind: StepKind
    base: Range
    other: Range


def steps(base: Sequence[Token], other: Sequence[Token]) -> list[Step]:
    """Cover both wordings from beginning to end, each word once."""
    pairs = align(base, other)
    moved = _moved(base, other, pairs)
    found: list[Step] = []
    start = (0, 0)
    for i, j in [*pairs, (len(base), len(other))]:
        found += _between(
            _Gap((start[0], i), (start[1], j), first=not found, last=i == len(base) and j == len(other)), moved
        )
        if i < len(base) and j < len(other):
            found.append(Step("equal" if alike(base[i], other[j]) else "against", (i, i + 1), (j, j + 1)))
        start = (i + 1, j + 1)
    return found


def counterpart(wordings: Sequence[Sequence[Token]], number: int) -> int:
    """Say with which wording one is best compared: with the first, the base, unless less than half of its words stand there.

    A witness may have joined beside another one that goes on where the base stops; then that one is given.
    """
    words = wordings[number]
    if 2 * _equal(wordings[0], words) >= len(words):
        return 0
    own = Counter(token.norm for token in words)
    leaning = sum(token.clitic for token in words)  # “’s” may pair with is or has
    distinct: dict[tuple[str, ...], int] = {}
    for other, wording in enumerate(wordings):
        if other != number:
            distinct.setdefault(tuple(token.norm for token in wording), other)
    most = sorted((-(own & Counter(norms)).total() - leaning, other) for norms, other in distinct.items())
    best, found = -1, 0
    for bound, other in most:  # the likeliest first, and none that cannot share more
        if sum(token.clitic for token in wordings[other]) - bound <= best:
            continue
        if (shared := _equal(wordings[other], words)) > best:
            best, found = shared, other
    return found


def _equal(base: Sequence[Token], other: Sequence[Token]) -> int:
    return sum(alike(base[i], other[j]) for i, j in align(base, other))


class _Gap(NamedTuple):
    """What lies between two aligned words. `first` and `last` are set at the ends of the wordings."""

    base: Range
    other: Range
    first: bool
    last: bool


class _Free(NamedTuple):
    """Positions in the base and in the other wording that have no partner yet."""

    base: set[int]
    other: set[int]


class _Moved(NamedTuple):
    """The words that stand elsewhere in the other wording: positions in the base and in the other, with the number of their run."""

    base: dict[int, int]
    other: dict[int, int]


def _moved(base: Sequence[Token], other: Sequence[Token], pairs: Pairs) -> _Moved:
    """Find runs of words that both wordings have, but in another place. Common words alone never count as moved."""
    free = _Free(set(range(len(base))) - {i for i, _ in pairs}, set(range(len(other))) - {j for _, j in pairs})
    places: dict[str, list[int]] = defaultdict(list)
    for j in sorted(free.other):
        if len(places[other[j].norm]) < MOST_PLACES:
            places[other[j].norm].append(j)
    moved = _Moved({}, {})
    for i in sorted(free.base):
        if i not in free.base or is_common(base[i].norm):
            continue
        runs = (_run(base, other, (i, j), free) for j in places[base[i].norm] if j in free.other)
        ones, twos = max(runs, key=lambda run: run[0][1] - run[0][0], default=((0, 0), (0, 0)))
        for places_free, places_moved, taken in ((free.base, moved.base, ones), (free.other, moved.other, twos)):
            places_free.difference_update(range(*taken))
            places_moved.update(dict.fromkeys(range(*taken), i))
    return moved


def _run(base: Sequence[Token], other: Sequence[Token], start: Range, free: _Free) -> tuple[Range, Range]:
    """Find the equal words in a row around a place in both wordings, among those that are free."""
    (i, j), (first, last) = start, (0, 1)
    while i + last in free.base and j + last in free.other and alike(base[i + last], other[j + last]):
        last += 1
    while (
        i + first - 1 in free.base and j + first - 1 in free.other and alike(base[i + first - 1], other[j + first - 1])
    ):
        first -= 1
    return (i + first, i + last), (j + first, j + last)


def _between(gap: _Gap, moved: _Moved) -> Iterator[Step]:
    """Read a gap: moved words apart, the rest of one side against the rest of the other."""
    here, there = _segments(gap.base, moved.base), _segments(gap.other, moved.other)
    plain = [[part for part, is_moved in side if not is_moved] for side in (here, there)]
    if not (len(plain[0]) == len(plain[1]) == 1):
        yield from (_only_base(part, is_moved, gap.other[0]) for part, is_moved in here)
        yield from (_only_other(part, is_moved, gap.base[1]) for part, is_moved in there)
        return
    (one,), (two,) = plain
    yield from (_only_base(part, True, gap.other[0]) for part, is_moved in here if is_moved and part < one)
    yield from (_only_other(part, True, one[0]) for part, is_moved in there if is_moved and part < two)
    yield from _against(one, two, gap)
    yield from (_only_base(part, True, two[1]) for part, is_moved in here if is_moved and part > one)
    yield from (_only_other(part, True, gap.base[1]) for part, is_moved in there if is_moved and part > two)


def _only_base(part: Range, moved: bool, place: int) -> Step:
    return Step("moved-base" if moved else "base", part, (place, place))


def _only_other(part: Range, moved: bool, place: int) -> Step:
    return Step("moved-other" if moved else "other", (place, place), part)


def _segments(stretch: Range, moved: dict[int, int]) -> list[tuple[Range, bool]]:
    """Cut a stretch where runs of moved words begin and end."""
    found: list[tuple[Range, int | None]] = []
    for position in range(*stretch):
        run = moved.get(position)
        if found and found[-1][1] == run:
            found[-1] = ((found[-1][0][0], position + 1), run)
        else:
            found.append(((position, position + 1), run))
    return [(part, run is not None) for part, run in found]


def _against(one: Range, two: Range, gap: _Gap) -> Iterator[Step]:
    """Set two stretches against each other; at an end, what one side has beyond the other is a step of its own."""
    sizes = one[1] - one[0], two[1] - two[0]
    if abs(sizes[0] - sizes[1]) < CLIP_WORDS or gap.first == gap.last:
        yield Step("against", one, two)
        return
    kept = min(sizes)
    if gap.last:
        yield Step("against", (one[0], one[0] + kept), (two[0], two[0] + kept))
        yield from _rest((one[0] + kept, one[1]), (two[0] + kept, two[1]))
    else:
        yield from _rest((one[0], one[1] - kept), (two[0], two[1] - kept))
        yield Step("against", (one[1] - kept, one[1]), (two[1] - kept, two[1]))


def _rest(one: Range, two: Range) -> Iterator[Step]:
    yield Step("base" if one[0] < one[1] else "other", one, two)
