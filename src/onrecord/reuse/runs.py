"""Words of reports in order, and where two reports share runs of them: a word index instead of all pairs of reports."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from onrecord.model import BlockKind, Report, Span, Stretches
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
    """The words of one report's own text, in order.

    `zones` numbers for each word the stretch it stands in: a block is cut where quotation marks open and close. `quoted` holds
    the zones that stand in quotation marks.
    """

    report: Report
    words: tuple[Token, ...]
    zones: tuple[int, ...]
    quoted: frozenset[int]


class Run(NamedTuple):
    """Equal words in a row: where they start in each of two texts, and how many they are."""

    a: int
    b: int
    length: int


def read_text(report: Report, quotations: Iterable[Span] = ()) -> Text:
    """Take the words of the blocks that are a report's own words; all of them when no block is marked.

    `quotations` are the stretches of the report in quotation marks.
    """
    words: list[Token] = []
    zones: list[int] = []
    quoted: set[int] = set()
    inside = Stretches((span, None) for span in quotations)
    stretches = [block.span for block in report.blocks if block.kind in OWN_WORDS]
    number = 0
    for stretch in stretches if report.blocks else [report.span(0, len(report.text))]:
        for part, is_quoted in _parts(stretch, [span for span, _ in inside.meeting(stretch)]):
            found = [token for token in tokenise(report.text, part.start, part.end) if token.word]
            words += found
            zones += [number] * len(found)
            if is_quoted:
                quoted.add(number)
            number += 1
    return Text(report, tuple(words), tuple(zones), frozenset(quoted))


def _parts(stretch: Span, quotations: Iterable[Span]) -> Iterator[tuple[Span, bool]]:
    """Cut a block where quotation marks open and close."""
    start = stretch.start
    for quotation in quotations:
        first, last = max(start, quotation.start), min(stretch.end, quotation.end)
        if first < last:
            yield Span(stretch.report, start, first), False
            yield Span(stretch.report, first, last), True
            start = last
    yield Span(stretch.report, start, stretch.end), False


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
    return {(one, two): _maximal(places, texts[one], texts[two]) for (one, two), places in sorted(starts.items())}


def _grams(text: Text) -> Iterator[tuple[int, tuple[str, ...]]]:
    norms = [token.norm for token in text.words]
    for position in range(len(norms) - GRAM + 1):
        if text.zones[position] == text.zones[position + GRAM - 1]:
            yield position, tuple(norms[position : position + GRAM])


def _pairs(places: Sequence[tuple[int, int]]) -> Iterator[tuple[tuple[int, int], tuple[int, int]]]:
    for position, one in enumerate(places):
        for two in places[position + 1 :]:
            if one[0] != two[0]:
                yield one, two


def _maximal(starts: Iterable[tuple[int, int]], one: Text, two: Text) -> list[Run]:
    """Join grams that follow each other on one diagonal, in the same zones."""
    runs: list[Run] = []
    for i, j in sorted(starts, key=lambda place: (place[1] - place[0], place[0])):
        last = runs[-1] if runs else None
        near = last is not None and last.b - last.a == j - i and i <= last.a + last.length - GRAM + 1
        if last is not None and near and one.zones[last.a] == one.zones[i] and two.zones[last.b] == two.zones[j]:
            runs[-1] = Run(last.a, last.b, i + GRAM - last.a)
        else:
            runs.append(Run(i, j, GRAM))
    return sorted(runs)


def chains(runs: Iterable[Run], one: Text, two: Text) -> list[list[Run]]:
    """Put runs together that go on after a few changed words, in the same zones on both sides."""
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
    return one.zones[last.a] == one.zones[run.a] and two.zones[last.b] == two.zones[run.b]
