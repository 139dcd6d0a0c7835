"""Words of reports in order, and where two reports share runs of them: a word index instead of all pairs of reports."""
from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from onrecord.model import BlockKind, Report
from onrecord.tokens import Token, tokenise

# Kinds of block that carry a report's own words. Furniture and teasers are shared by all pages of a site and prove nothing.
OWN_WORDS: frozenset[BlockKind] = frozenset({"headline", "body", "caption", "list"})

# Words in one entry of the index. Shorter finds reworded copies but also stock phrases (tried 3 to 6).
GRAM = 4

# A gram that stands in more reports than this proposes nobody (reuse.md: a cap of 50 to 200 keeps the work linear).
HOT_GRAM = 80

# Two shared runs are one passage when at most this many words lie between them on either side (tried 3 to 12), and
# the two gaps differ by at most `SHIFT` words.
GAP = 8
SHIFT = 6


class Text(NamedTuple):
    """The words of one report's own text, in order, with the number of the block each stands in."""

    report: Report
    words: tuple[Token, ...]
    blocks: tuple[int, ...]


class Run(NamedTuple):
    """Equal words in a row: where they start in each of two texts, and how many they are."""

    a: int
    b: int
    length: int


def read_text(report: Report) -> Text:
    """Take the words of the blocks that are a report's own words; all of them when no block is marked."""
    words: list[Token] = []
    blocks: list[int] = []
    stretches = [(n, b.span.start, b.span.end) for n, b in enumerate(report.blocks) if b.kind in OWN_WORDS]
    for number, start, end in stretches if report.blocks else [(0, 0, len(report.text))]:
        found = [token for token in tokenise(report.text, start, end) if token.word]
        words += found
        blocks += [number] * len(found)
    return Text(report, tuple(words), tuple(blocks))


def shared_runs(texts: Sequence[Text]) -> dict[tuple[int, int], list[Run]]:
    """Find for each pair of texts that share any gram the maximal runs of equal words, in the order of the first text."""
    holders: dict[tuple[str, ...], list[tuple[int, int]]] = defaultdict(list)
    for number, text in enumerate(texts):
        for position, gram in _grams(text):
            holders[gram].append((number, position))
    starts: dict[tuple[int, int], set[tuple[int, int]]] = defaultdict(set)
    for places in holders.values():
        if 1 < len(places) <= HOT_GRAM:
            for (one, i), (two, j) in _pairs(places):
                starts[one, two].add((i, j))
    return {pair: _maximal(places) for pair, places in sorted(starts.items())}


def _grams(text: Text) -> Iterator[tuple[int, tuple[str, ...]]]:
    norms = [token.norm for token in text.words]
    for position in range(len(norms) - GRAM + 1):
        yield position, tuple(norms[position : position + GRAM])


def _pairs(places: Sequence[tuple[int, int]]) -> Iterator[tuple[tuple[int, int], tuple[int, int]]]:
    for position, one in enumerate(places):
        for two in places[position + 1 :]:
            if one[0] != two[0]:
                yield one, two


def _maximal(starts: Iterable[tuple[int, int]]) -> list[Run]:
    """Join grams that follow each other on one diagonal."""
    runs: list[Run] = []
    for i, j in sorted(starts, key=lambda place: (place[1] - place[0], place[0])):
        last = runs[-1] if runs else None
        if last is not None and last.b - last.a == j - i and i <= last.a + last.length - GRAM + 1:
            runs[-1] = Run(last.a, last.b, i + GRAM - last.a)
        else:
            runs.append(Run(i, j, GRAM))
    return sorted(runs)


def chains(runs: Iterable[Run], one: Text, two: Text) -> list[list[Run]]:
    """Put runs together that go on after a few changed words, in the same blocks on both sides."""
    found: list[list[Run]] = []
    open_: list[list[Run]] = []
    for run in sorted(runs):
        open_ = [chain for chain in open_ if run.a - (chain[-1].a + chain[-1].length) <= GAP]
        fitting = [chain for chain in open_ if _follows(chain[-1], run, one, two)]
        if fitting:
            min(fitting, key=lambda chain: abs((run.b - run.a) - (chain[-1].b - chain[-1].a))).append(run)
        else:
            found.append([run])
            open_.append(found[-1])
    return found


def _follows(last: Run, run: Run, one: Text, two: Text) -> bool:
    gap_a, gap_b = run.a - last.a - last.length, run.b - last.b - last.length
    if not (0 <= gap_a <= GAP and 0 <= gap_b <= GAP and abs(gap_a - gap_b) <= SHIFT):
        return False
    return one.blocks[last.a] == one.blocks[run.a] and two.blocks[last.b] == two.blocks[run.b]
