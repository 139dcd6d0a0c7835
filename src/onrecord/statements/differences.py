"""Find the differences of two wordings: what is set against what, what moved, what ends a wording, what only its dress tells apart."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from onrecord.model import EditKind
from onrecord.statements.collate import Word, same_words
from onrecord.statements.dress import only_dresses
from onrecord.statements.sides import Difference, Side
from onrecord.statements.steps import CLIP_WORDS, Range, Step


def find_differences(path: Sequence[Step], base: Side, other: Side) -> list[Difference]:
    """List the differences of two witnesses in the order of the base's words. `path` leads from the base's words to the other's."""
    changes = (change for change in _changes(path) if not _is_told(change, base, other))
    differences = [*_moves(path, base, other), *changes, *_dressed(path, base, other)]
    return [
        part
        for difference in sorted(differences, key=lambda d: (d.base, d.other))
        for part in _by_piece(difference, base.words, other.words)
    ]


def kind_of(difference: Difference) -> EditKind:
    """Name a difference by what each side has there."""
    if difference.moved:
        return "reordered"
    (first, last), (start, end) = difference.base, difference.other
    if first < last and start < end:
        return "substituted"
    if max(last - first, end - start) >= CLIP_WORDS and (difference.first or difference.last):
        return "clipped-start" if difference.first else "clipped-end"
    return "omitted" if first < last else "inserted"


def is_substantive(base: Side, other: Side, part: Difference) -> bool:
    """Say whether words differ, not dress. A title before a name, or a question mark, is told apart here too."""
    if part.moved or part.asked:
        return True
    if same_words(base.words, part.base, other.words, part.other):
        return False
    for side, stretch, others in ((base, part.base, part.other), (other, part.other, part.base)):
        if (
            others[0] == others[1]
            and stretch[1] < len(side.words)
            and only_dresses(side.norms(stretch), side.printed(stretch[1]))
        ):
            return False
    return True


def _is_told(change: Difference, base: Side, other: Side) -> bool:
    """Say whether a few words at an end are missing only because the report tells them itself: she would “not go”."""
    sizes = change.base[1] - change.base[0], change.other[1] - change.other[0]
    if max(sizes) >= CLIP_WORDS or not (change.first or change.last):
        return False
    return (other.partial and sizes[1] == 0) or (base.partial and sizes[0] == 0)


def _moves(path: Sequence[Step], base: Side, other: Side) -> Iterator[Difference]:
    """Pair up the two ends of each move; an end without a counterpart is a plain difference, so that nothing is lost."""
    arrived: dict[tuple[str, ...], list[Step]] = defaultdict(list)
    for step in path:
        if step.kind == "moved-other":
            arrived[_levelled(other.norms(step.other))].append(step)
    for step in path:
        if step.kind == "moved-base":
            there = arrived[_levelled(base.norms(step.base))]
            yield Difference(step.base, there.pop(0).other, moved=True) if there else Difference(step.base, step.other)
    for step in (step for left in arrived.values() for step in left):
        yield Difference(step.base, step.other)


def _levelled(norms: Sequence[str]) -> tuple[str, ...]:
    """Level what “’s” and “’d” may stand for."""
    return tuple({"is": "'s", "has": "'s", "had": "would"}.get(norm, norm) for norm in norms)


def _changes(path: Sequence[Step]) -> Iterator[Difference]:
    """Merge neighbouring steps that differ into one difference each, a clipped end apart."""
    still = [number for number, step in enumerate(path) if not step.kind.startswith("moved")]
    position = 0
    while position < len(path):
        run: list[Step] = []
        while position < len(path) and path[position].kind in ("against", "base", "other"):
            run.append(path[position])
            position += 1
        if run:
            yield from _split_clip(run, position - len(run) == still[0], position - 1 == still[-1])
        position += 1


def _split_clip(run: list[Step], first: bool, last: bool) -> Iterator[Difference]:
    """Keep a clipped end apart from a changed word beside it."""
    head = run[:1] if first and len(run) > 1 and _is_clip(run[0]) else []
    tail = run[-1:] if last and len(run) > len(head) + 1 and _is_clip(run[-1]) else []
    for part in (head, run[len(head) : len(run) - len(tail)], tail):
        if part:
            yield Difference(
                (part[0].base[0], part[-1].base[1]),
                (part[0].other[0], part[-1].other[1]),
                first=first and part[0] is run[0],
                last=last and part[-1] is run[-1],
            )


def _is_clip(step: Step) -> bool:
    return step.kind != "against" and max(step.base[1] - step.base[0], step.other[1] - step.other[0]) >= CLIP_WORDS


def _dressed(path: Sequence[Step], base: Side, other: Side) -> Iterator[Difference]:
    """Find words that are the same in different dress (case, punctuation, numeral), contractions whole, and lost question marks."""
    run: Difference | None = None
    before: Step | None = None
    for step in path:
        asked = step.kind == "equal" and _asks_alone(base, other, step)
        if asked or step.kind != "equal" or _dress(base, step.base) == _dress(other, step.other):
            if run:
                yield run
            run = None
            if asked:
                yield Difference(step.base, step.other, asked=True)
        elif run:
            run = Difference((run.base[0], step.base[1]), (run.other[0], step.other[1]))
        else:
            clitic = base.words[step.base[0]].token.clitic or other.words[step.other[0]].token.clitic
            start = before if before is not None and before.kind == "equal" and clitic else step
            run = Difference((start.base[0], step.base[1]), (start.other[0], step.other[1]))
        before = step
    if run:
        yield run


def _asks_alone(base: Side, other: Side, step: Step) -> bool:
    """Say whether only one of the two puts a question mark after a word, and the other ends there too."""
    ours, theirs = base.after(step.base[0]), other.after(step.other[0])
    return ("?" in ours) != ("?" in theirs) and all(
        set(marks) & set(".,!?…") or place + 1 == len(side.words)
        for marks, place, side in ((ours, step.base[0], base), (theirs, step.other[0], other))
    )


def _dress(side: Side, stretch: Range) -> str:
    word = side.words[stretch[0]]
    return side.report.text[word.start : word.end]


def _by_piece(difference: Difference, base: Sequence[Word], other: Sequence[Word]) -> list[Difference]:
    """Cut a difference where a witness jumps from one of its spans to the next, since an edit points at one span."""
    ones, twos = _cut(difference.base, base), _cut(difference.other, other)
    if len(ones) == len(twos):
        pairs = list(zip(ones, twos, strict=True))
    elif difference.base[0] == difference.base[1]:
        pairs = [(difference.base, two) for two in twos]
    elif difference.other[0] == difference.other[1]:
        pairs = [(one, difference.other) for one in ones]
    else:
        here, there = (difference.base[1],) * 2, (difference.other[1],) * 2
        pairs = [(ones[0], twos[0]), *((one, there) for one in ones[1:]), *((here, two) for two in twos[1:])]
    return [difference._replace(base=one, other=two) for one, two in pairs]


def _cut(stretch: Range, words: Sequence[Word]) -> list[Range]:
    found: list[Range] = []
    for position in range(*stretch):
        if found and words[position - 1].piece == words[position].piece:
            found[-1] = (found[-1][0], position + 1)
        else:
            found.append((position, position + 1))
    return found or [stretch]
