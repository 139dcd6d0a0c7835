"""From drafts to attributions: exact spans, form, which one stands inside another, how sure."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence

import msgspec

from onrecord.attributions.confidence import confidence
from onrecord.attributions.draft import Draft
from onrecord.language import Parsed
from onrecord.model import Attribution, Form, Report, Span

# Content with at least this share of its words in quotation marks is direct (PolNeAR's scorer draws the line at the same place).
_DIRECT = 0.9
_CONTENTFUL = {"NOUN", "PROPN", "VERB", "AUX", "ADJ", "NUM"}


def finish(parsed: Parsed, draft: Draft) -> Attribution | None:
    """Give a draft its exact spans and its form; None when nothing is told in it ("they said so")."""
    report = parsed.report
    own = set(draft.cue) | set(draft.source)
    told = [w for w in draft.content if w not in own]
    if not draft.quotations and not any(parsed.words[w].part in _CONTENTFUL for w in told):
        return None  # "they said so", "I called it that": nothing is told
    extents = _extents(parsed, told)
    content = _join(report, extents + [(q.outer.start, q.outer.end) for q in draft.quotations])
    if not any(report.text[s].isalnum() for start, end in content for s in range(start, end)):
        return None
    quoted = tuple(sorted(q.inner for q in draft.quotations))
    spans = tuple(report.span(start, end) for start, end in content)
    form = "direct" if draft.origin == "turn" else _form(report, spans, quoted)
    return Attribution(
        id="",
        report=report.id,
        source=_spans(parsed, draft.source),
        cue=_spans(parsed, draft.cue),
        content=spans,
        quoted=quoted,
        form=form,
        type="speech" if quoted and form != "indirect" and draft.type == "topic" else draft.type,
        origin=draft.origin,
        confidence=confidence(draft),
        cue_sense=draft.sense,
    )


def _spans(parsed: Parsed, words: Sequence[int]) -> tuple[Span, ...]:
    return tuple(
        parsed.report.span(start, end) for start, end in _join(parsed.report, _extents(parsed, words, bridge=False))
    )


def _extents(parsed: Parsed, words: Iterable[int], bridge: bool = True) -> list[tuple[int, int]]:
    """Turn word indices into character extents; punctuation alone between two words does not part them."""
    extents: list[tuple[int, int]] = []
    last = -2
    for word in sorted(set(words)):
        between = parsed.words[last + 1 : word] if last >= 0 else ()
        if extents and (not between or bridge and len(between) <= 2 and all(w.part == "PUNCT" for w in between)):
            extents[-1] = (extents[-1][0], parsed.words[word].end)
        else:
            extents.append((parsed.words[word].start, parsed.words[word].end))
        last = word
    return extents


def _join(report: Report, extents: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Merge extents that overlap or have only white space between them."""
    joined: list[tuple[int, int]] = []
    for start, end in sorted(extents):
        if joined and (start <= joined[-1][1] or not report.text[joined[-1][1] : start].strip()):
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined


def _form(report: Report, content: Sequence[Span], quoted: Sequence[Span]) -> Form:
    inside = sum(_words(span.text(report)) for span in quoted)
    share = inside / max(1, sum(_words(span.text(report)) for span in content))
    return "direct" if share >= _DIRECT else "mixed" if share > 0 else "indirect"


def _words(text: str) -> int:
    return sum(any(sign.isalnum() for sign in word) for word in text.split())


def outermost_first(report: Report, made: Iterable[Attribution]) -> tuple[Attribution, ...]:
    """Put attributions in text order, drop a second reading of the same words, and flag what stands inside another's content."""
    order = sorted(made, key=lambda a: (a.content[0].start, -a.content[-1].end, a.cue[:1], a.origin))
    kept: list[Attribution] = []
    seen: set[tuple[Span, ...]] = set()
    for one in order:
        if one.content in seen:
            continue
        seen.add(one.content)
        kept.append(one)
    inside = _Inside(kept)
    return tuple(_identified(report, one, inside.holds(number)) for number, one in enumerate(kept))


class _Inside:
    """Which attributions stand inside another's content, looked up in logarithmic time."""

    def __init__(self, attributions: Sequence[Attribution]) -> None:
        self.anchors = [(one.cue or one.content)[0] for one in attributions]
        contents = sorted(
            (span.start, span.end, owner) for owner, one in enumerate(attributions) for span in one.content
        )
        self.starts = [start for start, _, _ in contents]
        # For each content in order of its start: the furthest end so far, and the furthest of any other attribution.
        self.reach: list[tuple[tuple[int, int], tuple[int, int]]] = []
        first, second = (-1, -1), (-1, -1)
        for _, end, owner in contents:
            if owner == first[1]:
                first = max(first, (end, owner))
            elif end > first[0]:
                first, second = (end, owner), first
            else:
                second = max(second, (end, owner))
            self.reach.append((first, second))

    def holds(self, number: int) -> bool:
        """Say whether this attribution's cue stands inside another's content."""
        anchor = self.anchors[number]
        place = bisect_right(self.starts, anchor.start) - 1
        if place < 0:
            return False
        return any(end >= anchor.end and owner != number for end, owner in self.reach[place])


def _identified(report: Report, one: Attribution, nested: bool) -> Attribution:
    at = one.cue[0].start if one.cue else one.content[0].start
    return msgspec.structs.replace(one, id=f"{report.id}:{one.content[0].start}-{at}", nested=nested)
