"""Find the passages that two reports share, with their exact place in both."""
from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from onrecord.model import Attribution, Report, Reuse, ReuseKind, Span
from onrecord.rarity import Rarity
from onrecord.reuse.runs import Run, Text, chains, read_text, shared_runs
from onrecord.tokens import words as words_in

# What a shared passage must be worth. Stock wording (“told reporters at a news conference”) stays below (tried 12 to 30).
PASSAGE_NATS = 16.0
PASSAGE_WORDS = 6

# From this share of equal words on a passage is a copy with edits; below, its words were swapped (“spun”) one by one.
EDITED = 0.75


class _Passage(NamedTuple):
    """A chain of runs: the words it covers (half-open) in both texts, and what is equal in it."""

    a: tuple[int, int]
    b: tuple[int, int]
    equal: int
    weight: float


def find_reuse(reports: Sequence[Report], attributions: Sequence[Attribution]) -> tuple[Reuse, ...]:
    """List the passages that any two reports share, longest evidence first within a pair of reports.

    Only headlines, body text, captions and lists are compared. A passage inside quotation marks in both reports is of kind
    "quotation": two reporters may have heard the same words, so it is no sign of copying.
    """
    ordered = sorted(reports, key=lambda report: report.id)
    texts = [read_text(report) for report in ordered]
    rarity = Rarity.of(frozenset(token.norm for token in text.words) for text in texts)
    quoted = _quoted_places(attributions)
    found = [reuse
             for (one, two), runs in shared_runs(texts).items()
             for reuse in _reuses(texts[one], texts[two], runs, rarity, quoted)]
    return tuple(sorted(found, key=lambda r: (r.a.report, r.b.report, r.a, r.b)))


def _quoted_places(attributions: Iterable[Attribution]) -> dict[str, list[Span]]:
    places: dict[str, list[Span]] = defaultdict(list)
    for attribution in attributions:
        places[attribution.report] += attribution.quoted
    return places


def _reuses(one: Text, two: Text, runs: Iterable[Run], rarity: Rarity, quoted: dict[str, list[Span]]) -> list[Reuse]:
    """Weigh the chains of one pair of reports and keep the best ones that do not lie on each other."""
    passages = [_passage(chain, one, rarity) for chain in chains(runs, one, two)]
    kept: list[_Passage] = []
    for passage in sorted(passages, key=lambda p: (-p.weight, p.a, p.b)):
        if passage.weight < PASSAGE_NATS or passage.equal < PASSAGE_WORDS:
            continue
        if not any(_meet(passage.a, other.a) or _meet(passage.b, other.b) for other in kept):
            kept.append(passage)
    return [_reuse(passage, one, two, quoted) for passage in kept]


def _meet(one: tuple[int, int], two: tuple[int, int]) -> bool:
    return one[0] < two[1] and two[0] < one[1]


def _passage(chain: Sequence[Run], text: Text, rarity: Rarity) -> _Passage:
    first, last = chain[0], chain[-1]
    weight = sum(rarity(token.norm) for run in chain for token in text.words[run.a : run.a + run.length])
    return _Passage((first.a, last.a + last.length), (first.b, last.b + last.length), sum(run.length for run in chain), round(weight, 2))


def _reuse(passage: _Passage, one: Text, two: Text, quoted: dict[str, list[Span]]) -> Reuse:
    a, b = _span(one, passage.a), _span(two, passage.b)
    longer = max(passage.a[1] - passage.a[0], passage.b[1] - passage.b[0])
    kind = _kind(passage, longer, _is_quoted(a, quoted) and _is_quoted(b, quoted))
    return Reuse(a, b, kind, passage.equal, passage.weight, _because(kind, passage.equal, longer))


def _span(text: Text, stretch: tuple[int, int]) -> Span:
    return text.report.span(text.words[stretch[0]].start, text.words[stretch[1] - 1].end)


def _is_quoted(span: Span, quoted: dict[str, list[Span]]) -> bool:
    """Say whether most of a passage stands in quotation marks."""
    inside = sum(max(0, min(span.end, q.end) - max(span.start, q.start)) for q in quoted.get(span.report, ()))
    return 2 * inside > span.end - span.start


def _kind(passage: _Passage, longer: int, is_quoted: bool) -> ReuseKind:
    if is_quoted:
        return "quotation"
    if passage.equal == longer:
        return "verbatim"
    return "edited" if passage.equal >= EDITED * longer else "reworded"


def _because(kind: ReuseKind, equal: int, longer: int) -> str:
    if kind == "quotation":
        return f"{equal} words of a quotation are the same in both; two reporters may have heard them."
    if kind == "verbatim":
        return f"{equal} words in a row are the same in both."
    if kind == "edited":
        return f"{equal} of {longer} words are the same in both, in the same order."
    return f"{equal} of {longer} words are the same in both, in the same order; the others were exchanged."


def word_count(report: Report) -> int:
    """Count the words of a report that can be shared with another."""
    return len(read_text(report).words)


def words_covered(spans: Iterable[Span], report: Report) -> int:
    """Count a report's words that lie in any of the spans; words in two spans count once."""
    reached, covered = 0, 0
    for span in sorted(spans):
        start = max(span.start, reached)
        if span.end > start:
            covered += len(words_in(report.text, start, span.end))
            reached = span.end
    return covered
