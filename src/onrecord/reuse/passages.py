"""Find the passages that two reports share, with their exact place in both."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from onrecord.attributions import find_quotations
from onrecord.model import Attribution, Report, Reuse, ReuseKind, Span
from onrecord.rarity import Rarity
from onrecord.reuse.runs import Run, Text, chains, read_text, shared_runs
from onrecord.tokens import words as words_in

# What a shared passage must be worth, in nats and equal words. Stock wording (“told reporters at a news conference”) and most
# names of bodies stay below (tried 12 to 30). Quotations are shorter than narration and rarer by themselves.
PASSAGE_NATS, PASSAGE_WORDS = 20.0, 6
QUOTED_NATS, QUOTED_WORDS = 16.0, 4

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

    Only headlines, body text, captions and lists are compared, and a passage never crosses a quotation mark. One that stands
    in quotation marks in either report is of kind "quotation": two reporters may have heard the same words, so it is no sign
    of copying.
    """
    quoted = _quoted_places(reports, attributions)
    texts = [read_text(report, quoted[report.id]) for report in sorted(reports, key=lambda report: report.id)]
    rarity = Rarity.of(frozenset(token.norm for token in text.words) for text in texts)
    found = [
        reuse
        for (one, two), runs in shared_runs(texts).items()
        for reuse in _reuses(texts[one], texts[two], runs, rarity)
    ]
    return tuple(sorted(found, key=lambda r: (r.a.report, r.b.report, r.a, r.b)))


def _quoted_places(reports: Iterable[Report], attributions: Iterable[Attribution]) -> dict[str, list[Span]]:
    """Collect what stands in quotation marks, whether it is ascribed to somebody or not."""
    places = {report.id: [q.inner for q in find_quotations(report).quotations if q.depth == 0] for report in reports}
    for attribution in attributions:
        if attribution.report in places:
            places[attribution.report] += attribution.quoted
    return places


def _reuses(one: Text, two: Text, runs: Iterable[Run], rarity: Rarity) -> list[Reuse]:
    """Weigh the chains of one pair of reports and keep the best ones that do not lie on each other."""
    passages = [_passage(chain, one, rarity) for chain in chains(runs, one, two)]
    kept: list[_Passage] = []
    for passage in sorted(passages, key=lambda p: (-p.weight, p.a, p.b)):
        nats, words = (
            (QUOTED_NATS, QUOTED_WORDS) if any(_in_quotation(passage, one, two)) else (PASSAGE_NATS, PASSAGE_WORDS)
        )
        if passage.weight < nats or passage.equal < words:
            continue
        if not any(_meet(passage.a, other.a) or _meet(passage.b, other.b) for other in kept):
            kept.append(passage)
    return [_reuse(passage, one, two) for passage in kept]


def _in_quotation(passage: _Passage, one: Text, two: Text) -> tuple[bool, bool]:
    return one.zones[passage.a[0]] in one.quoted, two.zones[passage.b[0]] in two.quoted


def _meet(one: tuple[int, int], two: tuple[int, int]) -> bool:
    return one[0] < two[1] and two[0] < one[1]


def _passage(chain: Sequence[Run], text: Text, rarity: Rarity) -> _Passage:
    first, last = chain[0], chain[-1]
    weight = sum(rarity(token.norm) for run in chain for token in text.words[run.a : run.a + run.length])
    return _Passage(
        (first.a, last.a + last.length),
        (first.b, last.b + last.length),
        sum(run.length for run in chain),
        round(weight, 2),
    )


def _reuse(passage: _Passage, one: Text, two: Text) -> Reuse:
    longer = max(passage.a[1] - passage.a[0], passage.b[1] - passage.b[0])
    quoted = _in_quotation(passage, one, two)
    kind = _kind(passage, longer, any(quoted))
    return Reuse(
        _span(one, passage.a),
        _span(two, passage.b),
        kind,
        passage.equal,
        passage.weight,
        _because(kind, passage.equal, longer, all(quoted)),
    )


def _span(text: Text, stretch: tuple[int, int]) -> Span:
    return text.report.span(text.words[stretch[0]].start, text.words[stretch[1] - 1].end)


def _kind(passage: _Passage, longer: int, is_quoted: bool) -> ReuseKind:
    if is_quoted:
        return "quotation"
    if passage.equal == longer:
        return "verbatim"
    return "edited" if passage.equal >= EDITED * longer else "reworded"


def _because(kind: ReuseKind, equal: int, longer: int, both: bool) -> str:
    if kind == "quotation":
        where = "both print them as a quotation" if both else "one prints them as a quotation, the other without marks"
        return f"{equal} words are the same; {where}, so two reporters may have heard them."
    if kind == "verbatim":
        return f"{equal} words in a row are the same in both."
    if kind == "edited":
        return f"{equal} of {longer} words are the same in both, in the same order."
    return f"{equal} of {longer} words are the same in both, in the same order; the others were exchanged."


def narrated_words(report: Report) -> int:
    """Count the words that a report tells in its own voice, outside quotation marks."""
    text = read_text(report, _quoted_places([report], ())[report.id])
    return sum(zone not in text.quoted for zone in text.zones)


def words_covered(spans: Iterable[Span], report: Report) -> int:
    """Count a report's words that lie in any of the spans; words in two spans count once."""
    reached, covered = 0, 0
    for span in sorted(spans):
        start = max(span.start, reached)
        if span.end > start:
            covered += len(words_in(report.text, start, span.end))
            reached = span.end
    return covered
