"""A report cut into windows of whole paragraphs, with all that the network is told about each piece of a word."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import accumulate

import numpy as np
import numpy.typing as npt
from msgspec import Struct

from onrecord.language import Parsed
from onrecord.tagger.labels import CAPITAL, CAPITALS, CLAUSES, DEPENDENCIES, LOWER, MIXED, OTHER, TAGS
from onrecord.tagger.nouns import Hints
from onrecord.tagger.pieces import pieces

Numbers = npt.NDArray[np.int64]

# Pieces in one window; the network was trained on windows of this length (tried 128 to 256: shorter loses context, longer time).
LENGTH = 192
_TAG = {tag: number for number, tag in enumerate(TAGS)}
_DEPENDENCY = {label: number for number, label in enumerate(DEPENDENCIES)}
# What the network is told about each piece, in the order of its inputs; `paragraph` and `owner` bear only on which cue it belongs to.
FEATURES = ("piece", "case", "quoted", "role", "tag", "dependency", "clause", "paragraph", "owner")
_SILENT: tuple[int, ...] = (0, OTHER, 0, 0, 0, 0, 0, 0, 0)


class Window(Struct, frozen=True):
    """Some paragraphs as the network sees them. `features` has a row for each of FEATURES and a column for each piece.

    `words` are the words whose first pieces stand in the columns `first`.
    """

    features: Numbers
    words: Numbers
    first: Numbers


def windows(parsed: Parsed, hints: Hints, length: int = LENGTH, opening: int | None = None) -> Iterator[Window]:
    """Cut a report into windows of at most `length` pieces, paragraph by paragraph; `opening` bounds the first one instead."""
    cut = [pieces().of(word.text) for word in parsed.words]
    rows = _rows(parsed, hints)
    waiting: list[tuple[int, int]] = []
    room = (opening or length) - 1
    for first, last, size in _stretches(parsed, [len(one) for one in cut], length - 2):
        if waiting and size + 1 > room:
            yield _window(waiting, cut, rows)
            waiting, room = [], length - 1
        waiting.append((first, last))
        room -= size + 1
    if waiting:
        yield _window(waiting, cut, rows)


def _stretches(parsed: Parsed, sizes: list[int], longest: int) -> Iterator[tuple[int, int, int]]:
    """Give stretches of words: paragraphs, or, of overlong ones, as many sentences, or as much of one, as will go in."""
    until = [0, *accumulate(sizes)]
    first = 0
    for number, sentence in enumerate(parsed.sentences):
        following = parsed.sentences[number + 1] if number + 1 < len(parsed.sentences) else None
        if following is not None and following.block == sentence.block:
            if until[following.last] - until[first] <= longest:
                continue
        start = first
        for word in range(first, sentence.last):
            if until[word + 1] - until[start] > longest and word > start:
                yield start, word, until[word] - until[start]
                start = word
        yield start, sentence.last, until[sentence.last] - until[start]
        first = sentence.last


def _rows(parsed: Parsed, hints: Hints) -> list[tuple[int, ...]]:
    """Tell of each word what FEATURES names, but for its pieces."""
    clauses = _clauses(parsed)
    return [
        (
            _case(word.text),
            hints.quoted[word.index],
            hints.role[word.index],
            _TAG.get(word.tag, 0),
            _DEPENDENCY.get(word.role, 0),
            clauses[word.index],
            parsed.sentences[word.sentence].block + 1,
            hints.owner[word.index],
        )
        for word in parsed.words
    ]


def _clauses(parsed: Parsed) -> list[int]:
    """Say for each word which kind of clause it stands in: the label of the nearest clause above it."""
    found = [0] * len(parsed.words)
    for word in parsed.words:
        path: list[int] = []
        at = word
        while not found[at.index] and at.role not in CLAUSES and at.head != at.index and len(path) < len(found):
            path.append(at.index)
            at = parsed.words[at.head]
        kind = found[at.index] or _DEPENDENCY.get(at.role, 0)
        found[at.index] = kind
        for index in path:
            found[index] = kind
    return found


def _case(text: str) -> int:
    if not text[0].isalpha():
        return OTHER
    if text.islower():
        return LOWER
    if text.isupper() and len(text) > 1:
        return CAPITALS
    return CAPITAL if text[0].isupper() else MIXED


def _window(stretches: list[tuple[int, int]], cut: list[tuple[int, ...]], rows: list[tuple[int, ...]]) -> Window:
    alphabet = pieces()
    columns: list[tuple[int, ...]] = [(alphabet.opening, *_SILENT[1:])]
    words, first = [], []
    for start, stop in stretches:
        for word in range(start, stop):
            words.append(word)
            first.append(len(columns))
            columns.extend((piece, *rows[word]) for piece in cut[word])
        columns.append((alphabet.separator, *_SILENT[1:]))
    return Window(np.array(columns, dtype=np.int64).T, np.array(words), np.array(first))
