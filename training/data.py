"""PolNeAR's articles as examples for the network: windows with what it is told and what it should answer."""

from __future__ import annotations

import pickle
import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import spacy

from onrecord.attributions.hints import hints_for
from onrecord.attributions.marks import find_quotations
from onrecord.attributions.rules import find_by_rules
from onrecord.language import MODEL, READ, Name, Parsed, parse_all, with_names
from onrecord.model import Report
from onrecord.read import read
from onrecord.tagger import Hints
from onrecord.tagger.labels import CONTENT, CUE, NAMES, ROLES, SOURCE
from onrecord.tagger.network import Scores
from onrecord.tagger.windows import FEATURES, Numbers, Window

NOTHING = -100  # what torch's losses pass over
ROLE = {"source": SOURCE, "cue": CUE, "content": CONTENT}
Piece = tuple[int, int]


@dataclass(frozen=True)
class Gold:
    """What one annotator answers for each word: a role and which attribution it is part of (-1: none).

    `sources` gives the first word of each attribution's source; a source may be shared, a word's `owner` is only one of them.
    """

    roles: list[int]
    owners: list[int]
    sources: dict[int, int]


@dataclass(frozen=True)
class Article:
    """A parsed article with the hints the network gets, its name labels, and one answer for each annotator.

    `taught` is what a teacher answers (training/teach.py); without annotators it is all there is to learn from.
    """

    parsed: Parsed
    hints: Hints
    names: list[int]
    golds: tuple[Gold, ...]
    taught: Numbers | None = None


def load(texts: Iterable[Path], annotations: Path | None, kept: Path) -> list[Article]:
    """Parse the texts and pair them with their annotations; the parses are kept in the file `kept` for the next run."""
    if kept.exists():
        with kept.open("rb") as stream:
            read_before: list[tuple[Parsed, Hints]] = pickle.load(stream)  # our own file, written below
    else:
        read_before = [(_named(one), _hints(one)) for one in parse_all(read(sorted(texts)).reports)]
        kept.parent.mkdir(parents=True, exist_ok=True)
        with kept.open("wb") as stream:
            pickle.dump(read_before, stream)
    return [_article(parsed, hints, annotations) for parsed, hints in read_before]


def _named(parsed: Parsed) -> Parsed:
    """Find names as spaCy's whole pipeline does: what the network learns to do in its place."""
    starts = [word.start for word in parsed.words]
    names = []
    for block in parsed.report.blocks:
        for entity in _whole_pipeline()(block.span.text(parsed.report)).ents if block.kind in READ else ():
            place = block.span.start + entity.start_char
            first, last = bisect_left(starts, place), bisect_left(starts, block.span.start + entity.end_char)
            if first < last and starts[first] == place:
                names.append(Name(first, last, entity.label_))
    return with_names(parsed, names)


@cache
def _whole_pipeline() -> Any:
    return spacy.load(MODEL)


def _hints(parsed: Parsed) -> Hints:
    return hints_for(parsed, find_quotations(parsed.report).quotations, find_by_rules(parsed))


def _article(parsed: Parsed, hints: Hints, annotations: Path | None) -> Article:
    files = sorted(annotations.glob(f"{_escaped(parsed.report)}_????.ann")) if annotations else []
    return Article(parsed, hints, _names(parsed), tuple(_gold(parsed, read_annotations(file)) for file in files))


def _escaped(report: Report) -> str:
    return re.sub(r"([\[*?])", r"[\1]", report.name.rsplit("/", 1)[-1].removesuffix(".txt"))


def read_annotations(file: Path) -> list[dict[str, list[Piece]]]:
    """Read the attributions of one brat standoff file as lists of pieces for each role."""
    spans: dict[str, list[Piece]] = {}
    events: list[list[str]] = []
    for line in file.read_text(encoding="utf-8").splitlines():
        name, _, rest = line.partition("\t")
        if name.startswith("T"):
            pieces = [piece.split() for piece in rest.partition("\t")[0].partition(" ")[2].split(";")]
            if all(len(piece) == 2 and "".join(piece).isdigit() for piece in pieces):
                spans[name] = [(int(start), int(end)) for start, end in pieces]
        elif name.startswith("E"):
            events.append(rest.partition("\t")[0].split()[1:])
    return [one for event in events if (one := _event(event, spans))["content"]]


def _event(arguments: Sequence[str], spans: dict[str, list[Piece]]) -> dict[str, list[Piece]]:
    found: dict[str, list[Piece]] = {role: [] for role in ROLE}
    for argument in arguments:
        role, _, name = argument.partition(":")
        found.get(role.lower().rstrip("0123456789"), []).extend(spans.get(name, []))
    return found


def _gold(parsed: Parsed, attributions: Sequence[dict[str, list[Piece]]]) -> Gold:
    """Lay the annotated spans over our words; a word that a span only touches in part belongs to it."""
    starts = [word.start for word in parsed.words]
    kinds, owners, sources = [0] * len(starts), [-1] * len(starts), {}
    for owner, attribution in enumerate(attributions):
        for role in ("content", "source", "cue"):
            for start, end in attribution[role]:
                word = bisect_left(starts, start)
                if word and parsed.words[word - 1].end > start:
                    word -= 1
                if role == "source":
                    sources.setdefault(owner, word)
                while word < len(starts) and starts[word] < end:
                    kinds[word], owners[word] = ROLE[role], owner
                    word += 1
    roles = [0] * len(starts)
    for word, (kind, owner) in enumerate(zip(kinds, owners, strict=True)):
        follows = word > 0 and kinds[word - 1] == kind and owners[word - 1] == owner
        roles[word] = 2 * kind - (0 if follows else 1) if kind else 0
    return Gold(roles, owners, sources)


def _names(parsed: Parsed) -> list[int]:
    """Label names as the language model does, which the network learns to do in its place."""
    labels = [0] * len(parsed.words)
    for name in parsed.names:
        if name.label in NAMES:
            kind = 1 + 2 * NAMES.index(name.label)
            labels[name.first : name.last] = [kind] + [kind + 1] * (name.last - name.first - 1)
    return labels


@dataclass(frozen=True)
class Example:
    """One window of an article with what it should answer; `gold` is None for text nobody annotated."""

    window: Window
    article: Article
    gold: Gold | None


@dataclass
class Batch:
    """Windows side by side, filled up to the longest. `roles`, `names` and `taught` are for words, `links` and `sources` for pieces.

    `labelled` says which windows somebody annotated, `schooled` which words a teacher answered for.
    """

    features: Numbers
    present: Numbers
    first: Numbers
    worded: Numbers
    labelled: Numbers
    roles: Numbers
    names: Numbers
    links: Numbers
    sources: Numbers
    schooled: Numbers
    taught: Scores


def batch(rows: Sequence[Example]) -> Batch:
    """Lay windows and their answers side by side."""
    count = len(rows)
    length = -(-max(row.window.features.shape[1] for row in rows) // 16) * 16
    wide = max(len(row.window.words) for row in rows)
    made = Batch(
        features=np.zeros((count, len(FEATURES), length), dtype=np.int64),
        present=np.zeros((count, length), dtype=np.int64),
        first=np.zeros((count, wide), dtype=np.int64),
        worded=np.zeros((count, wide), dtype=np.int64),
        labelled=np.zeros(count, dtype=np.int64),
        roles=np.zeros((count, wide), dtype=np.int64),
        names=np.full((count, wide), NOTHING, dtype=np.int64),
        links=np.full((count, length), NOTHING, dtype=np.int64),
        sources=np.full((count, length), NOTHING, dtype=np.int64),
        schooled=np.zeros((count, wide), dtype=np.int64),
        taught=np.zeros((count, wide, len(ROLES)), dtype=np.float32),
    )
    for number, row in enumerate(rows):
        _lay(made, number, row)
    return made


def _lay(made: Batch, number: int, row: Example) -> None:
    window, gold = row.window, row.gold
    size, words = window.features.shape[1], len(window.words)
    made.features[number, :, :size] = window.features
    made.present[number, :size] = 1
    made.first[number, :words] = window.first
    made.worded[number, :words] = 1
    made.names[number, :words] = [row.article.names[word] for word in window.words]
    if row.article.taught is not None:
        made.schooled[number, :words] = 1
        made.taught[number, :words] = row.article.taught[window.words]
    if gold is not None:
        made.labelled[number] = 1
        made.roles[number, :words] = _within([gold.roles[word] for word in window.words])
        made.links[number, :size], made.sources[number, :size] = _links(window, gold, size)


def _within(roles: list[int]) -> list[int]:
    """A window cannot begin inside a piece: what goes on from the window before begins here."""
    return [roles[0] - 1, *roles[1:]] if roles[0] and roles[0] % 2 == 0 else roles


def _links(window: Window, gold: Gold, size: int) -> tuple[list[int], list[int]]:
    """Point each piece of an attribution at the first piece of its cue, and each piece of a cue at the first of its source.

    A cue without a source, or with one in another window, points at the window's opening.
    """
    columns = dict(zip(window.words.tolist(), window.first.tolist(), strict=True))
    cues: dict[int, int] = {}
    for word, column in columns.items():
        if (gold.roles[word] + 1) // 2 == CUE:
            cues.setdefault(gold.owners[word], column)
    links, sources = [NOTHING] * size, [NOTHING] * size
    ends = [*list(columns.values())[1:], size - 1]
    for (word, column), end in zip(columns.items(), ends, strict=True):
        role, owner = (gold.roles[word] + 1) // 2, gold.owners[word]
        for place in range(column, end if role else column):
            links[place] = cues.get(owner, NOTHING)
            if role == CUE:
                sources[place] = columns.get(gold.sources.get(owner, -1), 0)
    return links, sources
