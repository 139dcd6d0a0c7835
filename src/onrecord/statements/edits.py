"""Name every difference between the base witness of a statement and each other witness."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import takewhile
from typing import NamedTuple

from onrecord.model import Edit, EditKind, Report, Span, Statement, siglum
from onrecord.statements.alignment import is_common
from onrecord.statements.collate import Word, read_words, same_words
from onrecord.statements.steps import CLIP_WORDS, Range, Step, counterpart, steps

# So many common words between the marks that open again and a gap may as well belong to what is left out (tried 1 to 3).
SLIDING = 3

# What an editor puts where words were taken out or put in: brackets, an ellipsis, a dash.
_MARK = re.compile(r"[\[\]()…]|\.\.\.|[-‐‒–—―−](?!\w)|(?<!\w)[-‐‒–—―−]")


class _Side(NamedTuple):
    """One witness: its report, its words, what it is called. `partial` is set when the report tells the rest in its own words."""

    report: Report
    words: tuple[Word, ...]
    siglum: str
    partial: bool


class _Difference(NamedTuple):
    """Words of the base against words of the other, before they are named.

    `first` and `last` are set when nothing but moved words stands before or after it in either wording.
    """

    base: Range
    other: Range
    moved: bool = False
    first: bool = False
    last: bool = False


def classify_edits(statement: Statement, reports: Sequence[Report]) -> tuple[Edit, ...]:
    """List the differences of each witness from the base, witness by witness, in the order of the base's words.

    A witness of which hardly anything stands in the base is compared with the one that shares most with it.
    `reports` stand in the order of their sigla. Raises KeyError when a witness's report is not among them.
    """
    place = {report.id: number for number, report in enumerate(reports)}
    sides = [
        _Side(
            reports[place[witness.report]],
            read_words(reports[place[witness.report]], witness.spans),
            siglum(place[witness.report]),
            witness.form != "direct",
        )
        for witness in statement.witnesses
    ]
    wordings = [[word.token for word in side.words] for side in sides]
    pairs = [(sides[counterpart(wordings, number)], sides[number]) for number in range(1, len(sides))]
    return tuple(edit for base, other in pairs for edit in _edits(statement.id, base, other))


def _edits(statement: str, base: _Side, other: _Side) -> list[Edit]:
    """Name the differences between two witnesses, in the order of the base's words."""
    path = steps([w.token for w in base.words], [w.token for w in other.words])
    changes = (change for change in _changes(path) if not _is_told(change, base, other))
    differences = [*_moves(path, base, other), *changes, *_dressed(path, base, other)]
    return [
        _named(statement, base, other, part)
        for difference in sorted(differences, key=lambda d: (d.base, d.other))
        for part in _by_piece(difference, base.words, other.words)
    ]


def _is_told(change: _Difference, base: _Side, other: _Side) -> bool:
    """Say whether a few words at an end are missing only because the report tells them itself: she would “not go”."""
    sizes = change.base[1] - change.base[0], change.other[1] - change.other[0]
    if max(sizes) >= CLIP_WORDS or not (change.first or change.last):
        return False
    return (other.partial and sizes[1] == 0) or (base.partial and sizes[0] == 0)


def _moves(path: Sequence[Step], base: _Side, other: _Side) -> Iterator[_Difference]:
    """Pair up the two ends of each move."""
    arrived = [step for step in path if step.kind == "moved-other"]
    for step in path:
        if step.kind == "moved-base":
            there = next((s for s in arrived if same_words(base.words, step.base, other.words, s.other)), None)
            if there is not None:
                arrived.remove(there)
                yield _Difference(step.base, there.other, moved=True)


def _changes(path: Sequence[Step]) -> Iterator[_Difference]:
    """Merge neighbouring steps that differ into one difference each, a clipped end apart."""
    still = [number for number, step in enumerate(path) if not step.kind.startswith("moved")]
    position = 0
    while position < len(path):
        run = list(takewhile(lambda step: step.kind in ("against", "base", "other"), path[position:]))
        if run:
            yield from _split_clip(run, position == still[0], position + len(run) - 1 == still[-1])
        position += len(run) + 1


def _split_clip(run: list[Step], first: bool, last: bool) -> Iterator[_Difference]:
    """Keep a clipped end apart from a changed word beside it."""
    head = run[:1] if first and len(run) > 1 and _is_clip(run[0]) else []
    tail = run[-1:] if last and len(run) > len(head) + 1 and _is_clip(run[-1]) else []
    for part in (head, run[len(head) : len(run) - len(tail)], tail):
        if part:
            yield _Difference(
                (part[0].base[0], part[-1].base[1]),
                (part[0].other[0], part[-1].other[1]),
                first=first and part[0] is run[0],
                last=last and part[-1] is run[-1],
            )


def _is_clip(step: Step) -> bool:
    return step.kind != "against" and _size(step) >= CLIP_WORDS


def _dressed(path: Sequence[Step], base: _Side, other: _Side) -> Iterator[_Difference]:
    """Find words that are the same in different dress (case, punctuation, numeral), contractions whole."""
    run: _Difference | None = None
    before: Step | None = None
    for step in path:
        if step.kind != "equal" or _dress(base, step.base) == _dress(other, step.other):
            if run:
                yield run
            run = None
        elif run:
            run = _Difference((run.base[0], step.base[1]), (run.other[0], step.other[1]))
        else:
            leans = (
                before is not None
                and before.kind == "equal"
                and (base.words[step.base[0]].token.clitic or other.words[step.other[0]].token.clitic)
            )
            start = before if leans and before is not None else step
            run = _Difference((start.base[0], step.base[1]), (start.other[0], step.other[1]))
        before = step
    if run:
        yield run


def _dress(side: _Side, stretch: Range) -> str:
    word = side.words[stretch[0]]
    return side.report.text[word.start : word.end]


def _size(step: Step) -> int:
    return max(step.base[1] - step.base[0], step.other[1] - step.other[0])


def _by_piece(difference: _Difference, base: Sequence[Word], other: Sequence[Word]) -> list[_Difference]:
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


def _named(statement: str, base: _Side, other: _Side, difference: _Difference) -> Edit:
    """Turn a difference into an edit: its kind, its spans without the punctuation around them, its sentence."""
    one, two = _span(base, difference.base), _span(other, difference.other)
    kind = _kind_of(difference)
    substantive = difference.moved or not same_words(base.words, difference.base, other.words, difference.other)
    if not substantive:
        one, two = _span(base, difference.base, True), _span(other, difference.other, True)
    return Edit(
        statement=statement,
        base_report=base.report.id,
        other_report=other.report.id,
        base=one,
        other=two,
        kind=kind,
        marked=_is_marked(base, other, difference),
        substantive=substantive,
        because=_because(kind, substantive, base, other, one, two),
    )


def _kind_of(difference: _Difference) -> EditKind:
    if difference.moved:
        return "reordered"
    (first, last), (start, end) = difference.base, difference.other
    if first < last and start < end:
        return "substituted"
    if max(last - first, end - start) >= CLIP_WORDS and (difference.first or difference.last):
        return "clipped-start" if difference.first else "clipped-end"
    return "omitted" if first < last else "inserted"


def _span(side: _Side, stretch: Range, dressed: bool = False) -> Span | None:
    """Point at words; `dressed` takes their punctuation in."""
    if stretch[0] == stretch[1]:
        return None
    first, last = side.words[stretch[0]], side.words[stretch[1] - 1]
    if dressed:
        return side.report.span(first.start, last.end)
    return _with_brackets(side.report, first.token.start, last.token.end)


def _with_brackets(report: Report, start: int, end: int) -> Span:
    """Point at words, with the bracket before or after them whose partner stands among them."""
    inside = report.text[start:end]
    if inside.count("]") > inside.count("[") and report.text[start - 1 : start] == "[":
        start -= 1
    elif inside.count("[") > inside.count("]") and report.text[end : end + 1] == "]":
        end += 1
    return report.span(start, end)


def _is_marked(base: _Side, other: _Side, difference: _Difference) -> bool:
    """Say whether the reader is shown that something was changed here: by the other witness alone, or by brackets in either."""
    if (
        _breaks_off(other, difference.other)
        or _in_brackets(base, difference.base)
        or _in_brackets(other, difference.other)
    ):
        return True
    return bool(_MARK.search(_around(other, difference.other))) and not _MARK.search(_around(base, difference.base))


def _in_brackets(side: _Side, stretch: Range) -> bool:
    """Say whether words stand within square brackets, in part or in whole: "the [two players and the coach]"."""
    if stretch[0] == stretch[1]:
        return False
    piece = side.words[stretch[0]].piece
    start = next(word.start for word in side.words if word.piece == piece)
    first, last = side.words[stretch[0]].token.start, side.words[stretch[1] - 1].token.end
    before, inside = side.report.text[start:first], side.report.text[first:last]
    return before.rfind("[") > before.rfind("]") or "[" in inside or "]" in inside


def _breaks_off(side: _Side, stretch: Range) -> bool:
    """Say whether the quotation marks are closed and opened again at this point, or but a word or two before it.

    In “since April, and I wrote to them, and they came” against “since April,” he said, “and they came” either “and” may be the
    one that is left out.
    """
    start = stretch[0]
    if stretch[0] != stretch[1] or not 0 < start < len(side.words):
        return False
    for place in range(start, max(0, start - SLIDING), -1):
        if side.words[place - 1].piece != side.words[place].piece:
            return True
        if not is_common(side.words[place - 1].token.norm):
            return False
    return False


def _around(side: _Side, stretch: Range) -> str:
    """Cut the text from the word before to the word after, without those words; never beyond the piece."""
    words, (first, last) = side.words, stretch
    piece = words[min(first, len(words) - 1)].piece
    before = words[first - 1] if first and words[first - 1].piece == piece else None
    after = words[last] if last < len(words) and words[last].piece == piece else None
    inside = [word for word in words if word.piece == piece]
    # One character of the words around is taken along, to tell the hyphen of “two-thirds” from a dash.
    start = before.token.end - 1 if before else inside[0].start
    end = after.token.start + 1 if after else inside[-1].end
    return side.report.text[start:end]


def _because(kind: EditKind, substantive: bool, base: _Side, other: _Side, one: Span | None, two: Span | None) -> str:
    """Write the sentence for people. It quotes each report's own words only."""
    ours = f"“{one.text(base.report)}”" if one else ""
    theirs = f"“{two.text(other.report)}”" if two else ""
    if not substantive:
        return f"{base.siglum} prints {ours}, {other.siglum} prints {theirs}: the same words in different dress."
    if kind == "reordered":
        return f"{other.siglum} has {theirs} in another place than {base.siglum}."
    if kind == "substituted":
        return f"{base.siglum} has {ours} where {other.siglum} has {theirs}."
    if kind.startswith("clipped"):
        shorter, longer, words = (other, base, ours) if one else (base, other, theirs)
        verb = "starts after" if kind == "clipped-start" else "stops before"
        return f"{shorter.siglum} {verb} {words}, which {longer.siglum} carries."
    return f"{other.siglum} leaves out {ours}." if one else f"{other.siglum} has {theirs}, which {base.siglum} has not."
