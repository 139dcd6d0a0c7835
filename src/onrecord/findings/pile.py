"""What the findings are drawn from: the reports, their words and everything earlier stages found, within easy reach."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence

from msgspec import Struct

from onrecord.language import Parsed, Sentence
from onrecord.model import Attribution, Block, BlockKind, Edit, Report, Reuse, Span, Speaker, Statement, Story, siglum

# The blocks that carry the report's own telling; headlines and page furniture do not.
TOLD: frozenset[BlockKind] = frozenset({"body", "list"})


class Pile(Struct, frozen=True):
    """One pile of reports with all that was found in it. Dictionaries are keyed by `Report.id`, `speaks_for` by name.

    `story` gives the id of a report's story; it is empty when the pile is one story.
    """

    reports: tuple[Report, ...]
    parsed: dict[str, Parsed]
    attributions: dict[str, tuple[Attribution, ...]]
    statements: tuple[Statement, ...]
    edits: tuple[Edit, ...]
    reuse: tuple[Reuse, ...]
    sigla: dict[str, str]
    speaks_for: dict[str, str] = {}
    story: dict[str, str] = {}

    def report(self, identity: str) -> Report:
        """Give the report with this id. Raises KeyError when there is none."""
        return self.parsed[identity].report


def gather(
    reports: Sequence[Report],
    parsed: Sequence[Parsed],
    attributions: Iterable[Attribution],
    statements: Sequence[Statement],
    edits: Sequence[Edit],
    reuse: Sequence[Reuse],
    speakers: Sequence[Speaker] = (),
    stories: Sequence[Story] = (),
) -> Pile:
    """Lay out a pile so that each finding can reach what it needs. A report without a parse gets an empty one."""
    words = {report.id: Parsed(report, (), (), (), ()) for report in reports} | {one.report.id: one for one in parsed}
    by_report: dict[str, list[Attribution]] = {report.id: [] for report in reports}
    for attribution in attributions:
        by_report[attribution.report].append(attribution)
    return Pile(
        tuple(reports),
        words,
        {identity: tuple(found) for identity, found in by_report.items()},
        tuple(statements),
        tuple(edits),
        tuple(reuse),
        {report.id: siglum(position) for position, report in enumerate(reports)},
        {speaker.name: speaker.speaks_for for speaker in speakers if speaker.speaks_for},
        {report: story.id for story in stories for report in story.reports},
    )


class Inside:
    """Says whether a place lies within any of some spans. Spans may overlap; offsets are code points of one report."""

    def __init__(self, spans: list[Span]) -> None:
        self.starts: list[int] = []
        self.ends: list[int] = []
        for span in sorted(spans):
            if self.ends and span.start <= self.ends[-1]:
                self.ends[-1] = max(self.ends[-1], span.end)
            else:
                self.starts.append(span.start)
                self.ends.append(span.end)

    def holds(self, offset: int) -> bool:
        """Say whether the character at this offset lies within one of the spans."""
        place = bisect_right(self.starts, offset) - 1
        return place >= 0 and offset < self.ends[place]


def blocks_of(report: Report, kinds: frozenset[BlockKind]) -> list[Block]:
    """Give the report's blocks of these kinds, in their order."""
    return [block for block in report.blocks if block.kind in kinds]


def sentences_of(parsed: Parsed, kinds: frozenset[BlockKind] = TOLD) -> list[Sentence]:
    """Give the sentences that stand in blocks of these kinds, in their order."""
    return [sentence for sentence in parsed.sentences if parsed.report.blocks[sentence.block].kind in kinds]


def sentence_span(parsed: Parsed, sentence: Sentence) -> Span:
    """Point at a whole sentence."""
    return parsed.span(sentence.first, sentence.last)


def shorten(words: str, longest: int = 60) -> str:
    """Cut a quotation for use inside a sentence: white space becomes one space, the tail becomes an ellipsis."""
    flat = " ".join(words.split())
    if len(flat) <= longest:
        return flat
    return flat[:longest].rsplit(" ", 1)[0].rstrip(",;:") + " …"


def listed(things: Sequence[str], joiner: str = "and") -> str:
    """Join words as a sentence would: a, b and c."""
    if len(things) < 2:
        return "".join(things)
    return ", ".join(things[:-1]) + f" {joiner} " + things[-1]


def counted(number: int, thing: str) -> str:
    """Say how many: “one word”, “3 words”."""
    return f"one {thing}" if number == 1 else f"{number} {thing}s"
