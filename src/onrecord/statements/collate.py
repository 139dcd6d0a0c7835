"""Lay the wordings of one statement side by side, word by word. Every cell is a slice of its own report."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Literal, NamedTuple

from onrecord.model import Column, Report, Span
from onrecord.statements.dress import same_word
from onrecord.statements.steps import Step, steps
from onrecord.tokens import Token, tokenise

Kind = Literal["same", "accidental", "substantive"]
Cell = tuple[int, int]  # first and last word (half-open) of one wording


# When more wordings than this insert words at one place, they are listed one after the other and not aligned with each other.
MOST_ALIGNED = 100


class Word(NamedTuple):
    """A word of a witness with the punctuation that leans on it. `piece` numbers the span of the witness it stands in.

    `start` and `end` take the punctuation in; `token` does not.
    """

    token: Token
    start: int
    end: int
    piece: int


class _Row(NamedTuple):
    """What each wording has at one point. `ties` numbers the stretch of words that a wording sets against the base's."""

    cells: tuple[Cell | None, ...]
    ties: tuple[int | None, ...]


class Wordings(NamedTuple):
    """The wordings of one statement, the base first, and the reports they stand in."""

    words: tuple[tuple[Word, ...], ...]
    reports: tuple[Report, ...]


def read_words(report: Report, spans: Sequence[Span]) -> tuple[Word, ...]:
    """Cut a witness into words; each takes the marks that follow it, and opening marks go with the word they open."""
    words: list[Word] = []
    for piece, span in enumerate(spans):
        waiting: int | None = None
        for token in tokenise(report.text, span.start, span.end):
            if token.word:
                words.append(Word(token, token.start if waiting is None else waiting, token.end, piece))
                waiting = None
            elif waiting is None and not _opens(token, report.text, words, piece):
                words[-1] = words[-1]._replace(end=token.end)
            elif waiting is None:
                waiting = token.start
        if waiting is not None and words and words[-1].piece == piece:
            words[-1] = words[-1]._replace(end=max(waiting + 1, len(report.text[: span.end].rstrip())))
    return tuple(words)


def _opens(mark: Token, text: str, words: list[Word], piece: int) -> bool:
    """Say whether a mark belongs to the word after it: first in its piece, or space before it and none behind."""
    if not words or words[-1].piece != piece:
        return True
    return text[mark.start - 1].isspace() and not text[mark.end : mark.end + 1].isspace()


def collate(wordings: Wordings) -> tuple[Column, ...]:
    """Collate all wordings against the first. Column by column: what each has, and how much that differs.

    The columns do not depend on the order of the wordings after the first, save for the order of their readings.
    """
    alone, which = _distinct(wordings)
    rows = _whole_words(_rows(alone.words, list(range(len(alone.words)))), alone.words)
    merged: list[_Row] = []
    kinds: list[Kind] = []
    for row, kind in zip(rows, _kinds(rows, alone, Counter(which)), strict=True):
        if merged and kinds[-1] == kind and _goes_on(merged[-1], row, alone):
            merged[-1] = _Row(_union(merged[-1], row), row.ties)
        else:
            merged.append(row)
            kinds.append(kind)
    return tuple(Column(_readings(row, wordings, which), kind) for row, kind in zip(merged, kinds, strict=True))


def _distinct(wordings: Wordings) -> tuple[Wordings, list[int]]:
    """Level wordings that are printed alike to the letter; say for each which of the distinct ones it is."""
    seen: dict[object, int] = {}
    which: list[int] = []
    kept: list[int] = []
    for number, (words, report) in enumerate(zip(*wordings, strict=True)):
        printed = tuple((word.token.norm, word.piece, report.text[word.start : word.end]) for word in words)
        which.append(seen.setdefault(printed, len(seen)))
        if which[-1] == len(kept):
            kept.append(number)
    return Wordings(
        tuple(wordings.words[number] for number in kept), tuple(wordings.reports[number] for number in kept)
    ), which


def _kinds(rows: Sequence[_Row], wordings: Wordings, count: Counter[int]) -> list[Kind]:
    """Judge each row. A wording that has not begun or is already over takes no part, as long as two others do.

    `count` says how many witnesses print each wording.
    """
    extents = [[number for number, row in enumerate(rows) if row.cells[o]] or [0] for o in range(len(wordings.words))]
    kinds: list[Kind] = []
    for number, row in enumerate(rows):
        present = [o for o, held in enumerate(extents) if held[0] <= number <= held[-1]]
        enough = sum(count[o] for o in present) > 1
        kinds.append(_kind(row, present if enough else range(len(row.cells)), wordings))
    return kinds


def _rows(words: Sequence[Sequence[Word]], who: list[int]) -> list[_Row]:
    """Align the wordings numbered `who` to the first of them: a row for each of its words and for each insertion."""
    base, *others = who
    length = len(words[base])
    cells: list[dict[int, Cell]] = [{} for _ in range(length)]
    ties: list[dict[int, int]] = [{} for _ in range(length)]
    inserted: list[dict[int, Cell]] = [{} for _ in range(length + 1)]
    for other in others:
        for number, step in enumerate(steps([w.token for w in words[base]], [w.token for w in words[other]])):
            _lay(step, number, other, words[other], cells, ties, inserted)
    rows: list[_Row] = []
    everyone = range(len(words))
    for position in range(length + 1):
        rows += _insertions(words, inserted[position])
        if position < length:
            cells[position][base] = (position, position + 1)
            rows.append(
                _Row(tuple(cells[position].get(o) for o in everyone), tuple(ties[position].get(o) for o in everyone))
            )
    return rows


def _lay(
    step: Step,
    number: int,
    other: int,
    words: Sequence[Word],
    cells: list[dict[int, Cell]],
    ties: list[dict[int, int]],
    inserted: list[dict[int, Cell]],
) -> None:
    """Enter one step of a wording: word for word, the last word of the base taking what is left over of the same piece."""
    (first, last), (start, end) = step.base, step.other
    if first < last and start < end:
        held = min(start + last - first, end) - 1
        whole = next((place for place in range(held, end) if words[place].piece != words[held].piece), end)
        if whole < end:
            inserted[last][other], end = (whole, end), whole
    if first == last and start < end:
        before = inserted[first].get(other, (start, start))
        inserted[first][other] = (before[0], end)
    for position in range(first, last) if start < end else ():
        place = start + position - first
        if place < end:
            cells[position][other] = (place, end if position == last - 1 else place + 1)
        if step.kind == "against":
            ties[position][other] = number


def _insertions(words: Sequence[Sequence[Word]], inserted: dict[int, Cell]) -> list[_Row]:
    """Give the rows of words that the base has not; those of several wordings are aligned with the longest of them."""
    parts = [words[o][slice(*inserted.get(o, (0, 0)))] for o in range(len(words))]
    who = sorted(inserted, key=lambda o: (-len(parts[o]), [w.token.norm for w in parts[o]], o))
    groups = [who] if len(who) <= MOST_ALIGNED else [[o] for o in who]
    rows = [row for group in groups if group for row in _rows(parts, group)]
    return [
        _Row(
            tuple(cell and (cell[0] + inserted[o][0], cell[1] + inserted[o][0]) for o, cell in enumerate(row.cells)),
            row.ties,
        )
        for row in rows
    ]


def _whole_words(rows: Sequence[_Row], words: Sequence[Sequence[Word]]) -> list[_Row]:
    """Put the two halves of a contraction in one row, and words that are only spaced or hyphened differently."""
    out: list[_Row] = []
    for row in rows:
        first = min(
            (place for o, cell in enumerate(row.cells) if (place := _first_half(out, o, cell, words)) is not None),
            default=len(out),
        )
        if first == len(out) and out and _respelt(out[-1], row, words):
            first -= 1
        whole = row
        for earlier in reversed(out[first:]):
            whole = _Row(_union(earlier, whole), row.ties)
        if all(
            cell is None or words[o][cell[0]].piece == words[o][cell[1] - 1].piece for o, cell in enumerate(whole.cells)
        ):
            out[first:] = [whole]
        else:
            out.append(row)
    return out


def _first_half(rows: Sequence[_Row], o: int, cell: Cell | None, words: Sequence[Sequence[Word]]) -> int | None:
    """Find the row that holds the first half of the contraction of which a cell holds the second."""
    if cell is None or not words[o][cell[0]].token.clitic:
        return None
    return next((number for number in range(len(rows) - 1, -1, -1) if rows[number].cells[o]), None)


def _respelt(one: _Row, two: _Row, words: Sequence[Sequence[Word]]) -> bool:
    """Say whether two rows differ one by one but are the same letters together."""
    if not _same_pieces(one, two, words):
        return False
    together = _Row(_union(one, two), two.ties)
    return len(set(_partition(together, words))) == 1 < max(len(set(_partition(row, words))) for row in (one, two))


def _goes_on(one: _Row, two: _Row, wordings: Wordings) -> bool:
    """Say whether two neighbouring rows differ in the same way, so that they are one column."""
    for a, b, tie, next_tie in zip(one.cells, two.cells, one.ties, two.ties, strict=True):
        if (a is None) != (b is None) and (tie is None or tie != next_tie):
            return False
    return _same_pieces(one, two, wordings.words) and _partition(one, wordings.words) == _partition(two, wordings.words)


def _same_pieces(one: _Row, two: _Row, words: Sequence[Sequence[Word]]) -> bool:
    """Say whether no wording jumps from one of its spans to the next between two rows."""
    return all(
        not (a and b) or words[o][a[1] - 1].piece == words[o][b[0]].piece
        for o, (a, b) in enumerate(zip(one.cells, two.cells, strict=True))
    )


def _union(one: _Row, two: _Row) -> tuple[Cell | None, ...]:
    return tuple((a[0], b[1]) if a and b else a or b for a, b in zip(one.cells, two.cells, strict=True))


def _partition(row: _Row, words: Sequence[Sequence[Word]]) -> list[int]:
    """Say which wordings agree: each gets the number of the first that has the same words."""
    found: list[int] = []
    different: list[int] = []
    for number, cell in enumerate(row.cells):
        like = next((o for o in different if same_words(words[o], row.cells[o], words[number], cell)), number)
        if like == number:
            different.append(number)
        found.append(like)
    return found


def same_words(one: Sequence[Word], a: Cell | None, two: Sequence[Word], b: Cell | None) -> bool:
    """Say whether two readings are the same words in any dress; spaces and hyphens inside a word do not count."""
    if a is None or b is None:
        return a is b
    first, second = [w.token for w in one[slice(*a)]], [w.token for w in two[slice(*b)]]
    if len(first) == len(second) and all(map(same_word, first, second)):
        return True
    return "".join(t.norm for t in first) == "".join(t.norm for t in second)


def _kind(row: _Row, judged: Sequence[int], wordings: Wordings) -> Kind:
    partition = _partition(row, wordings.words)
    if len({partition[o] for o in judged}) > 1:
        return "substantive"
    readings = _readings(row, wordings, range(len(row.cells)))
    printed = {
        span and wordings.reports[o].text[span.start : span.end] for o, span in enumerate(readings) if o in judged
    }
    return "same" if len(printed) == 1 else "accidental"


def _readings(row: _Row, wordings: Wordings, which: Sequence[int]) -> tuple[Span | None, ...]:
    """Point at what each witness has in a row; `which` says in which cell that stands."""
    return tuple(
        report.span(words[cell[0]].start, words[cell[1] - 1].end) if (cell := row.cells[place]) else None
        for report, words, place in zip(wordings.reports, wordings.words, which, strict=True)
    )
