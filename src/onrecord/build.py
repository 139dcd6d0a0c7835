"""The whole way from reports to one record, on one screen: the stages in their order."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from importlib.metadata import version
from pathlib import Path
from re import findall

from onrecord.attributions import find_attributions
from onrecord.findings import inspect
from onrecord.language import Parsed, model_name, parse_all
from onrecord.model import Attribution, Provenance, Record, Report
from onrecord.read import read
from onrecord.reuse import count_independent, find_reuse, group_families
from onrecord.speakers import resolve_speakers, unite_speakers
from onrecord.statements import classify_edits, group_statements

Progress = Callable[[str, int, int], None]  # stage, done, of how many


def build(paths: Iterable[str | Path], progress: Progress | None = None) -> Record:
    """Turn overlapping reports into a single sourced record.

    `paths` are files and folders; `progress` is told the stage, how much is done and of how much. Nothing is written.
    Whatever cannot be used (a path that does not exist, too) is listed in `Record.inputs` with its reason.
    """
    tell = progress or (lambda stage, done, of: None)
    reading = read(paths, progress)
    reports = in_order(reading.reports)
    parsed, found = extract(reports, tell)
    speakers, attributions = unite_speakers(found, reports)
    tell("comparing reports", 0, 1)
    reuse = find_reuse(reports, attributions)
    families = group_families(reports, reuse)
    statements = group_statements(reports, parsed, attributions, families)
    edits = tuple(edit for statement in statements for edit in classify_edits(statement, reports))
    findings = inspect(reports, parsed, attributions, statements, edits, reuse)
    tell("comparing reports", 1, 1)
    return Record(
        title=title(reports),
        reports=reports,
        inputs=reading.inputs,
        attributions=attributions,
        speakers=speakers,
        statements=statements,
        edits=edits,
        reuse=reuse,
        families=families,
        independence=count_independent(families, [report.id for report in reports]),
        findings=findings,
        provenance=Provenance(version("onrecord"), model_name()),
    )


def extract(reports: Sequence[Report], progress: Progress) -> tuple[tuple[Parsed, ...], tuple[Attribution, ...]]:
    """Parse each report and find what it attributes to whom, one report at a time."""
    parsed: list[Parsed] = []
    attributions: list[Attribution] = []
    for done, one in enumerate(parse_all(reports), start=1):
        parsed.append(one)
        attributions.extend(resolve_speakers(one, find_attributions(one)))
        progress("reading reports", done, len(reports))
    return tuple(parsed), tuple(attributions)


def in_order(reports: Iterable[Report]) -> tuple[Report, ...]:
    """Put reports in the order of their sigla: by publication date, undated last, then by name."""
    return tuple(
        sorted(reports, key=lambda r: (r.published is None, r.published.value if r.published else "", r.name, r.id))
    )


def title(reports: Sequence[Report]) -> str:
    """Name the record after the headline whose words the other reports share most; the earliest of equals."""
    headlines = [report.title.value for report in reports if report.title]
    words = [{word for word in findall(r"\w{4,}", report.text.casefold())} for report in reports]

    def shared(headline: str) -> float:
        own = findall(r"\w{4,}", headline.casefold())
        return sum(word in those for word in own for those in words) / (len(own) + 1)

    return max(headlines, key=shared, default="Untitled record")
