"""The whole way from reports to one record, on one screen: the stages in their order."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from importlib.metadata import version
from pathlib import Path
from warnings import warn

from msgspec.structs import replace

from onrecord.attributions import find_attributions
from onrecord.corrections import Corrections, read_corrections, settle
from onrecord.findings import inspect, uncompared
from onrecord.language import Parsed, model_name, parse, pipeline
from onrecord.model import Attribution, Finding, Input, Provenance, Record, Report, in_order
from onrecord.read import read
from onrecord.reuse import count_independent, find_derivations, find_reuse, group_families
from onrecord.speakers import resolve_speakers, unite_speakers
from onrecord.statements import classify_edits, group_statements
from onrecord.stories import best_headline, group_stories

Progress = Callable[[str, int, int], None]  # stage, done, of how many

NOT_ANALYSED = "not-analysed"
WHY_NOT_ANALYSED = "it is stored, but a fault of On Record kept it from being searched for who says what"


def build(
    paths: Iterable[str | Path], progress: Progress | None = None, corrections: str | Path | Corrections | None = None
) -> Record:
    """Turn overlapping reports into a single sourced record.

    `paths` are files and folders; `progress` is told the stage, how much is done and of how much. Nothing is written.
    Whatever cannot be used (a path that does not exist, too) is listed in `Record.inputs` with its reason.
    `corrections` are a reader's decisions on which reports belong together, or the file that holds them. Raises InputError when
    they are not in the form, contradict each other or name a report that is not there.
    """
    tell = progress or (lambda stage, done, of: None)
    decided = corrections if isinstance(corrections, Corrections) else read_corrections(corrections)
    reading = read(paths, progress)
    settle(decided, reading.reports)  # at once: whoever misspelt a name should not wait for the parse to hear of it
    parsed, found = extract(in_order(reading.reports), tell)
    reports = tuple(one.report for one in parsed)
    tell("comparing reports", 0, 1)
    compared = find_reuse(reports, found)
    stories, left_out = group_stories(reports, parsed, compared.passages, decided)
    speakers, attributions, unknown = unite_speakers(found, reports, parsed, stories)
    derivations, unasked = find_derivations(reports, compared.passages)
    families = group_families(reports, derivations)
    statements, unmatched = group_statements(reports, parsed, attributions, families, stories)
    edits = tuple(edit for statement in statements for edit in classify_edits(statement, reports))
    findings = inspect(reports, parsed, attributions, statements, edits, compared.passages, speakers, stories)
    tell("comparing reports", 1, 1)
    return Record(
        title=title(reports, findings),
        reports=reports,
        inputs=with_reasons(reading.inputs, reports),
        attributions=attributions,
        speakers=speakers,
        statements=statements,
        edits=edits,
        reuse=compared.passages,
        families=families,
        derivations=derivations,
        stories=stories,
        limits=(*compared.limits, *unasked, *left_out, *unknown, *unmatched, *uncompared(statements)),
        independence=count_independent(families, [report.id for report in reports], derivations),
        findings=findings,
        provenance=Provenance(version("onrecord"), model_name()),
    )


def extract(reports: Sequence[Report], progress: Progress) -> tuple[tuple[Parsed, ...], tuple[Attribution, ...]]:
    """Parse each report and find what it attributes to whom, one report at a time."""
    parsed: list[Parsed] = []
    attributions: list[Attribution] = []
    for done, report in enumerate(reports, start=1):
        one, found = analyse(report)
        parsed.append(one)
        attributions.extend(found)
        progress("reading reports", done, len(reports))
    return tuple(parsed), tuple(attributions)


def analyse(report: Report) -> tuple[Parsed, tuple[Attribution, ...]]:
    """Parse one report and find what it attributes to whom.

    A fault of ours costs this report its words and attributions and no other report anything: it comes back with the
    flag `not-analysed`, and a warning names the fault. Raises ModelMissing when there is nothing to parse it with.
    """
    from onrecord.tagger.network import load_network  # late, as in attributions/find.py

    pipeline(), load_network()  # first, and outside: a model that cannot be loaded is no fault of this report
    try:
        found = find_attributions(parse(report))
        return found.parsed, resolve_speakers(found.parsed, found.attributions)
    except Exception as fault:
        warn(f"{report.name!r} was not analysed: {fault!r}", stacklevel=2)  # !r: a name must not drive a terminal
        return Parsed(replace(report, flags=(*report.flags, NOT_ANALYSED)), (), (), (), ()), ()


def with_reasons(inputs: Iterable[Input], reports: Iterable[Report]) -> tuple[Input, ...]:
    """Give the inputs of reports that could not be analysed their reason."""
    lost = {report.id for report in reports if NOT_ANALYSED in report.flags}
    return tuple(
        replace(one, reason=WHY_NOT_ANALYSED) if one.state == "stored" and one.report in lost else one for one in inputs
    )


def title(reports: Sequence[Report], findings: Sequence[Finding]) -> str:
    """Name the record after the headline whose telling words the other reports share most; the earliest of equals.

    A headline that its own report does not bear out names the record only when there is no other.
    """
    unsupported = {finding.report for finding in findings if finding.kind == "headline-unsupported"}
    return best_headline(reports, unsupported) or "Untitled record"
