"""What the commands for pipelines print: one report as one line of JSON, in ASCII, so that no report can drive a terminal."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from onrecord.model import Attribution, Input, Report, Span, Stated
from onrecord.read import body_text

# How exact a date is, by the length of what is known of it (ISO 8601).
PRECISION = {4: "year", 7: "month", 10: "day"}


def report_line(report: Report, origin: Input) -> str:
    """Write one report as it was read."""
    return json.dumps(
        {
            "id": report.name,
            "title": _value(report.title),
            "body": body_text(report),
            "blocks": [_block(report, number) for number in range(len(report.blocks))],
            "published": _value(report.published),
            "published_basis": _basis(report.published),
            "published_precision": precision(report.published),
            "outlet": _value(report.outlet),
            "outlet_basis": _basis(report.outlet),
            "byline": _value(report.byline),
            "byline_basis": _basis(report.byline),
            "agency": _value(report.agency),
            "url": _value(report.url),
            "language": report.language,
            "flags": list(report.flags),
            "format": origin.format,
            "encoding": report.encoding,
            "locator": origin.locator,
            "offset": origin.offset,
            "digest": origin.digest,
            "report": report.id,
        }
    )


def attributions_line(report: Report, found: Sequence[Attribution]) -> str:
    """Write who is given which words in one report."""
    outermost = [_attribution(one) for one in found if not one.nested]
    nested = [_attribution(one) for one in found if one.nested]
    return json.dumps({"id": report.name, "attributions": outermost, "nested": nested})


def precision(published: Stated | None) -> str | None:
    """Say how exact a date is: year, month, day or time."""
    return PRECISION.get(len(published.value), "time") if published else None


def _block(report: Report, number: int) -> dict[str, Any]:
    block = report.blocks[number]
    return {
        "kind": block.kind,
        "start": block.span.start,
        "end": block.span.end,
        "text": block.span.text(report),
        "because": block.because,
    }


def _value(stated: Stated | None) -> str | None:
    return stated.value if stated else None


def _basis(stated: Stated | None) -> str | None:
    return stated.basis if stated else None


def _attribution(one: Attribution) -> dict[str, Any]:
    return {
        "source": _offsets(one.source),
        "cue": _offsets(one.cue),
        "content": _offsets(one.content),
        "form": one.form,
        "type": one.type,
        "cue_sense": one.cue_sense,
        "speaker": one.speaker.name,
        "speaker_basis": one.speaker.basis,
        "confidence": one.confidence,
        "speaker_confidence": one.speaker.confidence,
    }


def _offsets(spans: Sequence[Span]) -> list[list[int]]:
    return [[span.start, span.end] for span in spans]
