"""The rows of every table, drawn from a record. What is printed as a report's words is cut from that report here."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator

from onrecord.model import Derivation, Finding, Record, Resolution, Span, Stated, Statement
from onrecord.record.places import Places, Row, by_siglum

# What a report says of itself; each becomes four columns of `reports`.
STATED = ("title", "outlet", "published", "byline", "agency", "url")

# Removed page furniture is told, but nobody needs to look at it: it is left out of the count on the page.
ROUTINE = frozenset({"boilerplate-removed"})


def need_a_look(record: Record) -> tuple[Finding, ...]:
    """Give the findings that a person should look at: all but removed boilerplate."""
    return tuple(finding for finding in record.findings if finding.kind not in ROUTINE)


def drew_on(derivation: Derivation, siglum: Callable[[str], str]) -> str:
    """Say in words which of two reports drew on which, and how safe that is; `siglum` gives the letter of a report."""
    a, b = siglum(derivation.a), siglum(derivation.b)
    safe = f" (confidence {derivation.confidence:.1f})"
    if derivation.direction == "a-to-b":
        return f"{b} drew on {a}{safe}"
    if derivation.direction == "b-to-a":
        return f"{a} drew on {b}{safe}"
    if derivation.direction == "common-source":
        return f"{a} and {b} have a common source{safe}"
    return "nothing tells which of them drew on which"


def rows(record: Record, table: str) -> list[Row]:
    """Draw all rows of one table from a record, in the order of the page. Raises KeyError for a table that does not exist."""
    return list(_DRAW[table](record, Places(record)))


def _place(span: Span | None, prefix: str = "") -> Row:
    return {f"{prefix}start": span.start if span else None, f"{prefix}end": span.end if span else None}


def _pairs(spans: Iterable[Span]) -> list[list[int]]:
    return [[span.start, span.end] for span in spans]


def _speaker(speaker: Resolution) -> Row:
    return {
        "speaker": speaker.name,
        "speaker_basis": speaker.basis,
        "speaker_confidence": speaker.confidence,
        "speaker_candidates": list(speaker.candidates),
    }


def _stated(name: str, stated: Stated | None) -> Row:
    if stated is None:
        return {name: None, f"{name}_basis": None, **_place(None, f"{name}_")}
    return {name: stated.value, f"{name}_basis": stated.basis, **_place(stated.span, f"{name}_")}


def _reports(record: Record, places: Places) -> Iterator[Row]:
    stories = {report: story.id for story in record.stories for report in story.reports}
    for report in record.reports:
        row: Row = {
            "siglum": places.siglum(report.id),
            "name": report.name,
            "id": report.id,
            "story": stories.get(report.id),
        }
        for name in STATED:
            row |= _stated(name, getattr(report, name))
        yield row | {
            "language": report.language,
            "encoding": report.encoding,
            "flags": list(report.flags),
            "characters": len(report.text),
            "text": report.text,
        }


def _blocks(record: Record, places: Places) -> Iterator[Row]:
    for report in record.reports:
        for position, block in enumerate(report.blocks, start=1):
            yield {
                **places.of(report.id),
                "position": position,
                "kind": block.kind,
                **_place(block.span),
                "because": block.because,
                "text": block.span.text(report),
            }


def _attributions(record: Record, places: Places) -> Iterator[Row]:
    for attribution in record.attributions:
        row: Row = {"id": attribution.id, **places.of(attribution.report)}
        for name in ("form", "type", "cue_sense", "nested", "origin", "confidence"):
            row[name] = getattr(attribution, name)
        for name in ("source", "cue", "content", "quoted"):
            spans = getattr(attribution, name)
            row |= {name: places.words(spans), f"{name}_spans": _pairs(spans)}
        yield row | _speaker(attribution.speaker)


def _speakers(record: Record, places: Places) -> Iterator[Row]:
    spoken = Counter(statement.speaker.name for statement in record.statements)
    for speaker in record.speakers:
        yield {
            "id": speaker.id,
            "name": speaker.name,
            "kind": speaker.kind,
            "aliases": list(speaker.aliases),
            "speaks_for": speaker.speaks_for,
            "statements": spoken[speaker.name],
        }


def carriers(statement: Statement) -> list[str]:
    """Give the reports that carry a statement, each once, in the order of its witnesses."""
    return list(dict.fromkeys(witness.report for witness in statement.witnesses))


def _statements(record: Record, places: Places) -> Iterator[Row]:
    for statement in record.statements:
        independence, said = statement.independence, statement.said
        reports = carriers(statement)
        yield {
            "id": statement.id,
            "number": statement.number,
            "kind": statement.kind,
            **_speaker(statement.speaker),
            "text": places.words(statement.witnesses[0].spans) if statement.witnesses else None,
            "reports": len(reports),
            "sigla": sorted(map(places.siglum, reports), key=by_siglum),
            "independent_low": independence.low,
            "independent_high": independence.high,
            "independent_rule": independence.rule,
            "said": said.date if said else None,
            "said_basis": said.basis if said else None,
            "said_report": places.name(said.span.report) if said else None,
            **_place(said.span if said else None, "said_"),
        }


def _witnesses(record: Record, places: Places) -> Iterator[Row]:
    for statement in record.statements:
        for witness in statement.witnesses:
            for span in witness.spans:
                yield {
                    "statement": statement.id,
                    "number": statement.number,
                    **places.of(witness.report),
                    **_place(span),
                    "quoted": witness.quoted,
                    "form": witness.form,
                    "speaker": witness.speaker.name,
                    "speaker_basis": witness.speaker.basis,
                    "attribution": witness.attribution,
                    "text": places.words([span]),
                }


def _edits(record: Record, places: Places) -> Iterator[Row]:
    for edit in record.edits:
        row: Row = {"statement": edit.statement, "number": places.number(edit.statement)}
        for name in ("kind", "severity", "substantive", "marked", "because"):
            row[name] = getattr(edit, name)
        row["bears_on"] = list(edit.bears_on)
        for side, report, span in (("base_", edit.base_report, edit.base), ("other_", edit.other_report, edit.other)):
            row |= places.of(report, side) | _place(span, side) | {f"{side}text": places.words([span] if span else [])}
        yield row


def _reuse(record: Record, places: Places) -> Iterator[Row]:
    for reuse in record.reuse:
        row: Row = {"kind": reuse.kind, "words": reuse.words, "weight": reuse.weight, "because": reuse.because}
        for side, span in (("a_", reuse.a), ("b_", reuse.b)):
            row |= places.of(span.report, side) | _place(span, side) | {f"{side}text": places.words([span])}
        yield row


def _derivations(record: Record, places: Places) -> Iterator[Row]:
    for one in record.derivations:
        yield {
            **places.of(one.a, "a_"),
            **places.of(one.b, "b_"),
            "share": one.share,
            "certain": one.certain,
            "because": list(one.because),
            "direction": one.direction,
            "confidence": one.confidence,
            "evidence": list(one.evidence),
        }


def _families(record: Record, places: Places) -> Iterator[Row]:
    for family in record.families:
        yield {
            "id": family.id,
            "reports": [places.name(report) for report in family.reports],
            "sigla": [places.siglum(report) for report in family.reports],
            "certain": family.certain,
            "because": family.because,
        }


def _stories(record: Record, places: Places) -> Iterator[Row]:
    for story in record.stories:
        yield {
            "id": story.id,
            "number": story.number,
            "title": story.title,
            "reports": [places.name(report) for report in story.reports],
            "sigla": [places.siglum(report) for report in story.reports],
            "shares": list(story.shares),
            "because": story.because,
        }


def _findings(record: Record, places: Places) -> Iterator[Row]:
    for finding in record.findings:
        first = finding.spans[0] if finding.spans else None
        yield {
            "kind": finding.kind,
            "severity": finding.severity,
            **places.of(finding.report),
            **_place(first),
            "text": places.words([first] if first else []),
            "because": finding.because,
            "statement": finding.statement,
            "number": places.number(finding.statement),
            "attribution": finding.attribution,
            "spans": [[places.name(span.report), span.start, span.end] for span in finding.spans],
        }


def _inputs(record: Record, places: Places) -> Iterator[Row]:
    for one in record.inputs:
        yield {
            "locator": one.locator,
            "state": one.state,
            "reason": one.reason,
            "report": places.name(one.report),
            "code": one.code,
            "offset": one.offset,
            "format": one.format,
            "digest": one.digest,
        }


def _limits(record: Record, _places: Places) -> Iterator[Row]:
    for limit in record.limits:
        yield {"stage": limit.stage, "because": limit.because}


def _provenance(record: Record, places: Places) -> Iterator[Row]:
    independence = record.independence
    yield {
        "title": record.title,
        "reports": len(record.reports),
        "independent_low": independence.low,
        "independent_high": independence.high,
        "independent_rule": independence.rule,
        "statements": len(record.statements),
        "speakers": len(record.speakers),
        "need_a_look": len(need_a_look(record)),
        "version": record.provenance.version,
        "model": record.provenance.model,
    }


_DRAW: dict[str, Callable[[Record, Places], Iterator[Row]]] = {
    "reports": _reports,
    "blocks": _blocks,
    "attributions": _attributions,
    "speakers": _speakers,
    "statements": _statements,
    "witnesses": _witnesses,
    "edits": _edits,
    "reuse": _reuse,
    "derivations": _derivations,
    "families": _families,
    "stories": _stories,
    "findings": _findings,
    "inputs": _inputs,
    "limits": _limits,
    "provenance": _provenance,
}
