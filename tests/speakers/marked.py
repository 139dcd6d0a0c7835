"""Reports written in the tests: each line is a paragraph, and each source stands in double square brackets."""

from __future__ import annotations

import re

from onrecord.model import Attribution, Block, BlockKind, Report, Resolution, Stated
from onrecord.speakers import resolve_speakers
from tests.known import parse_with_names

_SOURCE = re.compile(r"\[\[([^\]]*)\]\]")
_TURN = re.compile(r"^([A-Z]+): (.+)$", re.MULTILINE)


def report_of(text: str, name: str = "r", headline: bool = False, byline: str | None = None) -> Report:
    """Make a report in which every line is a paragraph; the first is a headline when asked."""
    bare = Report(id=name, name=name, text=text)
    lines = [match.span() for match in re.finditer(r"[^\n]+", text)]
    kinds: list[BlockKind] = ["headline" if headline and not at else "body" for at in range(len(lines))]
    blocks = tuple(Block(bare.span(*line), kind, "a line") for line, kind in zip(lines, kinds, strict=True))
    return Report(
        id=name, name=name, text=text, blocks=blocks, byline=Stated(byline, "written here") if byline else None
    )


def attributed(
    marked: str, name: str = "r", origin: str = "test", headline: bool = False, byline: str | None = None
) -> tuple[Report, list[Attribution]]:
    """Take the brackets out of a text: gives the report and an attribution for each source; "[[]]" is a source that is not there."""
    text, places = "", []
    at = 0
    for match in _SOURCE.finditer(marked):
        text += marked[at : match.start()]
        places.append((len(text), len(text) + len(match[1])))
        text += match[1]
        at = match.end()
    text += marked[at:]
    report = report_of(text, name, headline, byline)
    quotations = [report.span(*match.span(1)) for match in re.finditer("“([^”]*)”", text)]
    found = [_attribution(report, number, place, quotations, origin) for number, place in enumerate(places)]
    return report, found


def _attribution(report: Report, number: int, place: tuple[int, int], quotations: list, origin: str) -> Attribution:
    """Give an attribution its source and the first quotation after it, else the last one before it in its paragraph."""
    line = next(block.span for block in report.blocks if block.span.start <= place[0] <= block.span.end)
    near = [span for span in quotations if line.holds(span) and not span.start <= place[0] < span.end]
    quoted = tuple(sorted(near, key=lambda span: abs(span.start - place[0]))[:1])
    source = (report.span(*place),) if place[0] < place[1] else ()
    return Attribution(
        id=str(number),
        report=report.id,
        source=source,
        cue=(),
        content=quoted or (line,),
        quoted=quoted,
        form="direct" if quoted else "indirect",
        type="speech",
        origin=origin,
        confidence=1.0,
    )


def in_turns(marked: str, **options: str) -> list[Resolution]:
    """Resolve the bracketed sources of a text whose lines may be turns ("KOLAR: It is cold."), without the turns' own."""
    report, found = attributed(marked, **options)
    turns = [
        Attribution(
            id=f"turn {number}",
            report=report.id,
            source=(report.span(*match.span(1)),),
            cue=(),
            content=(report.span(*match.span(2)),),
            quoted=(),
            form="direct",
            type="speech",
            origin="turn",
            confidence=1.0,
        )
        for number, match in enumerate(_TURN.finditer(report.text))
    ]
    both = sorted([*turns, *found], key=lambda one: one.source[0].start)
    return [one.speaker for one in resolve_speakers(parse_with_names(report), both) if one.origin != "turn"]


def resolved(marked: str, **options: str | bool | None) -> list[Resolution]:
    """Resolve the bracketed sources of a text, in order."""
    report, attributions = attributed(marked, **options)  # type: ignore[arg-type]
    return [one.speaker for one in resolve_speakers(parse_with_names(report), attributions)]


def names(marked: str, **options: str | bool | None) -> list[str | None]:
    """Name the speakers of the bracketed sources of a text, in order."""
    return [speaker.name for speaker in resolved(marked, **options)]
