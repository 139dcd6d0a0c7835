"""What a report tells in its own voice: its words outside quotation marks, and how many of them some passages cover."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence

from onrecord.attributions import find_quotations
from onrecord.language import READ
from onrecord.model import Report, Span, Stretches
from onrecord.patterns import pattern

# Words as people count them; characters that cannot be seen cut no word apart.
_WORD = pattern(r"[^\W_](?:[^\W_]|['’.,\u00ad\u200b-\u200f\u2060\ufeff-](?=[^\W_]))*")
# What a reporter does not say of the news, but the person does whose words are printed without marks, and posts on the web do.
_FIRST_PERSON = pattern(
    r"\b(?:I|I['’](?:m|ve|d|ll)|[Mm]y|me|[Mm]yself|[Ww]e|[Ww]e['’](?:re|ve|ll|d)|[Oo]ur|ours|ourselves|[Yy]['’]all)\b"
)
_POST = pattern(r"pic\.twitter\.com|https?://t\.co/|\(@\w{2,30}\)|^@\w{2,30}\b")
# From this share of its paragraphs on, a report is itself written in the first person: a column, an interview, a diary.
OWN_FIRST_PERSON = 0.25


class Narration:
    """The words of a report that are told in its own voice (`words`), and `all` its words, by their offsets."""

    def __init__(self, report: Report, spoken: Iterable[Span] = ()) -> None:
        """Leave out what stands in quotation marks, what posts and people say without marks, and `spoken`: what others put in marks."""
        quoted = [quotation.inner for quotation in find_quotations(report).quotations if quotation.depth == 0]
        parts = [block.span for block in report.blocks if block.kind in READ] or [report.span(0, len(report.text))]
        inside = Stretches((span, None) for span in [*quoted, *spoken])
        told = {part: _outside(report, part, [span for span, _ in inside.meeting(part)]) for part in parts}
        voiced = _said_without_marks(report, parts, told)
        self.starts = sorted(start for part, starts in told.items() if part not in voiced for start in starts)
        self.words = frozenset(self.starts)
        self.all = [match.start() for part in parts for match in _WORD.finditer(report.text, part.start, part.end)]

    def __len__(self) -> int:
        """Count the words."""
        return len(self.starts)

    def told_at(self, places: Iterable[int]) -> frozenset[int]:
        """Keep those of some offsets at which a word is told."""
        return self.words.intersection(places)

    def held(self, spans: Iterable[Span]) -> float:
        """Give the share of all the report's words, quotations too, that begin in any of the spans."""
        return _within(self.all, spans) / max(1, len(self.all))

    def words_before(self, offset: int) -> int:
        """Count the words told before an offset."""
        return bisect_left(self.starts, offset)


def _within(starts: Sequence[int], spans: Iterable[Span]) -> int:
    reached, covered = 0, 0
    for span in sorted(spans):
        start = max(span.start, reached)
        if span.end > start:
            covered += bisect_left(starts, span.end) - bisect_left(starts, start)
            reached = span.end
    return covered


def _outside(report: Report, part: Span, quoted: Sequence[Span]) -> list[int]:
    """Give where words begin that stand outside quotation marks."""
    starts = []
    place = 0
    for match in _WORD.finditer(report.text, part.start, part.end):
        while place < len(quoted) and quoted[place].end <= match.start():
            place += 1
        if place == len(quoted) or match.start() < quoted[place].start:
            starts.append(match.start())
    return starts


def _said_without_marks(report: Report, parts: Sequence[Span], told: dict[Span, list[int]]) -> set[Span]:
    """Find the paragraphs that are somebody's own words though no marks say so."""
    posts = {part for part in parts if _POST.search(part.text(report))}
    voiced = {part for part in parts if told[part] and _speaks(report, told[part])} - posts
    if len(voiced) > OWN_FIRST_PERSON * len(parts):
        return posts
    return posts | voiced


def _speaks(report: Report, starts: Sequence[int]) -> bool:
    """Say whether a paragraph speaks of itself as I or we outside quotation marks."""
    return any(_FIRST_PERSON.match(report.text, start) for start in starts)
