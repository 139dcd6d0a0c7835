"""When something was said, as the reports that carry it tell."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from onrecord.dates import said_when
from onrecord.language import Parsed
from onrecord.model import Attribution, Span, When, Witness


def draw_date(
    witnesses: Sequence[Witness], parsed: Mapping[str, Parsed], attributions: Mapping[str, Attribution]
) -> When | None:
    """Give the first date that a witness's sentence settles; failing that, the first that it mentions."""
    found = []
    for witness in witnesses:
        if witness.attribution is not None and witness.report in parsed:
            report = parsed[witness.report]
            told = list(_narration(report, attributions[witness.attribution]))
            when = said_when(report.report, told) if told else None
            if when is not None:
                found.append(when)
    return next((when for when in found if when.date is not None), found[0] if found else None)


def _narration(parsed: Parsed, attribution: Attribution) -> Iterator[Span]:
    """Give the sentences that hold the source or the cue, without the content: a date in the content is not when it was said.

    Nor is the dateline: it says when the report was written.
    """
    published = parsed.report.published
    dateline = (published.span,) if published is not None and published.span is not None else ()
    for sentence in parsed.sentences_with((*attribution.source, *attribution.cue)):
        whole = parsed.span(sentence.first, sentence.last)
        start = whole.start
        for span in sorted((*attribution.content, *dateline)):
            if whole.meets(span):
                if start < span.start:
                    yield parsed.report.span(start, span.start)
                start = max(start, span.end)
        if start < whole.end:
            yield parsed.report.span(start, whole.end)
