"""The whole way from reports to one record, on one screen: the stages in their order."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from importlib.metadata import version
from pathlib import Path
from warnings import warn

from msgspec import Struct
from msgspec.structs import replace

from onrecord.analysis import NOT_ANALYSED, analyse_all, analysis_key
from onrecord.corrections import Corrections, read_corrections, settle
from onrecord.errors import NAMED_IN_MESSAGE, InputError, OnRecordError, OutputError, nothing_readable
from onrecord.findings import inspect, uncompared
from onrecord.language import Parsed, model_name
from onrecord.ledger import Ledger, Member
from onrecord.model import Attribution, Finding, Input, Provenance, Record, Report, in_order
from onrecord.read import Reading, gather
from onrecord.read import settle as settle_reports
from onrecord.recipe import recipe
from onrecord.record import Place, check_output, hold, prepare
from onrecord.record.accounting import accounting
from onrecord.reuse import count_independent, find_derivations, find_reuse, group_families
from onrecord.speakers import unite_speakers
from onrecord.statements import classify_edits, group_statements
from onrecord.stories import best_headline, group_stories

Progress = Callable[[str, int, int], None]  # stage, done, of how many

GO_ON = "the same command goes on from here"
LEFT_OUT = "An earlier build was stopped before its reports were in this record: {}. Name them again, with --add, to have them in it."
NOT_NOTED = LEFT_OUT.format("it had not yet noted which")
WHY_NOT_ANALYSED = "it is stored, but a fault of On Record kept it from being searched for who says what"


def build(
    paths: Iterable[str | Path],
    progress: Progress | None = None,
    corrections: str | Path | Corrections | None = None,
    *,
    out: str | Path | None = None,
    add: bool = False,
    fields: Mapping[str, str] | None = None,
    fetch: bool = False,
    workers: int | None = None,
    wait: bool = True,
) -> Record:
    """Turn overlapping reports into a single sourced record.

    `paths` are files and folders; `progress` is told the stage, how much is done and of how much. Whatever cannot be used (a path that
    does not exist, too) is listed in `Record.inputs` with its reason. `corrections` are a reader's decisions on which reports belong
    together, or the file that holds them. `fields`, `fetch` and `workers` are those of `read`.

    Nothing is written without `out`. With it, the record is written there, and `out`/work keeps what was done: a build that was cut
    off goes on where it stopped, a later one does only what is new, and with `add` the record is made of these paths and of all that
    the record there was made of, or was to be made of when its first build was cut off. None of that shows in the record: the same
    reports give the same bytes. A second build of one record waits, or raises RecordBusy when `wait` is False.

    Raises InputError when the corrections are not in the form, contradict each other or name a report that is not there, or when not
    one report could be read and `out` was given; NoRecord when something else stands at `out`; OutputError when the disk refuses.
    """
    tell = progress or (lambda stage, done, of: None)
    decided = corrections if isinstance(corrections, Corrections) else read_corrections(corrections)
    request = Request(paths, progress, fields or {}, fetch, workers)
    if out is None:
        if add:
            raise ValueError("add needs out: the record that is added to")
        with Ledger.open(None, recipe()) as ledger:
            return make(request, ledger, (), decided, tell, []).record
    check_output(out)
    with hold(out, wait=wait) as place:
        record = _build_at(place, request, decided, add, tell)
        place.publish()
        tell("writing the record", 1, 1)
    return record


def _build_at(place: Place, request: Request, decided: Corrections, add: bool, tell: Progress) -> Record:
    """Build a record beside the place where it will stand; what is done is kept there as it goes."""
    standing = place.standing()
    begun_before = place.work.is_dir()
    files: list[int] = []
    try:
        with Ledger.open(place.work, recipe()) as ledger, accounted(ledger, files):
            earlier = ledger.asked()
            if add and begun_before and standing is None and not earlier:
                warn(NOT_NOTED, stacklevel=3)
            # where no record stands yet, it is added to what the record was to be made of
            before = (ledger.members(standing) or earlier) if add else ()
            with asked_again(ledger, earlier):
                made = make(request, ledger, before, decided, tell, files)
                if not made.record.reports:
                    raise nothing_readable(made.record.inputs)
            if add and (forgotten := left_out(earlier, ledger.asked())):
                warn(forgotten, stacklevel=3)
            tell("writing the record", 0, 1)
            ledger.publish(files, prepare(made.record, place), standing, made.analyses)
        return made.record
    except InputError:
        # a command that was mistyped leaves nothing behind, and takes nothing away
        if standing is None and not begun_before:
            place.forget_work()
        raise


@contextmanager
def asked_again(ledger: Ledger, earlier: Sequence[Member]) -> Iterator[None]:
    """Let a command that was mistyped not count as the last thing that was asked for."""
    try:
        yield
    except InputError:
        ledger.ask((one.locator, one.path, one.digest) for one in earlier)
        raise


def left_out(earlier: Sequence[Member], now: Sequence[Member]) -> str:
    """Say which files a stopped build had been asked for and this one is not; nothing when there are none.

    A file that was named another way since, or lies in another place, is none of these.
    """
    paths, digests = {one.path for one in now}, {one.digest for one in now}
    names = [one.locator for one in earlier if one.path not in paths and one.digest not in digests]
    some = names[:NAMED_IN_MESSAGE]
    if len(names) > len(some):
        some.append(f"and {len(names) - len(some)} more")
    return LEFT_OUT.format(", ".join(some)) if names else ""


@contextmanager
def accounted(ledger: Ledger, files: Sequence[int]) -> Iterator[None]:
    """Note on whatever cuts the block short what became of every input so far, with what is pending."""
    try:
        yield
    except (KeyboardInterrupt, SystemExit, OutputError) as cut_short:
        with suppress(OnRecordError):  # what keeps the account from being read is what is being reported already
            if files:  # else it is not known yet what there is to read
                cut_short.add_note(f"{accounting(ledger.accounting(files))} ({GO_ON})")
        raise


class Request(Struct, frozen=True):
    """What the user asked to be read, and how."""

    paths: Iterable[str | Path]
    progress: Progress | None
    fields: Mapping[str, str]
    fetch: bool
    workers: int | None


class Made(Struct, frozen=True):
    """A record, and the keys of the analyses it is made of."""

    record: Record
    analyses: list[str]


def make(
    request: Request, ledger: Ledger, before: Sequence[Member], decided: Corrections, tell: Progress, files: list[int]
) -> Made:
    """Go the whole way from paths to a record; what the ledger holds already is not done again.

    `files` is filled with the numbers of the files in the ledger, as soon as they are known.
    """
    gather(
        request.paths,
        ledger,
        files,
        request.progress,
        also=before,
        fields=request.fields,
        fetch=request.fetch,
        workers=request.workers,
    )
    reading = settle_reports(ledger, files)
    settle(decided, reading.reports)  # at once: whoever misspelt a name should not wait for the parse to hear of it
    parsed, found = extract(in_order(reading.reports), tell, request.workers, ledger)
    record = compare(reading, parsed, found, decided, tell)
    return Made(record, [analysis_key(report) for report in reading.reports])


def compare(
    reading: Reading, parsed: Sequence[Parsed], found: Sequence[Attribution], decided: Corrections, tell: Progress
) -> Record:
    """Hold the reports of a pile side by side: what they share, who spoke, what was changed, what needs a look."""
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


def extract(
    reports: Sequence[Report], progress: Progress, workers: int | None = None, ledger: Ledger | None = None
) -> tuple[tuple[Parsed, ...], tuple[Attribution, ...]]:
    """Parse each report and find what it attributes to whom."""
    parsed: list[Parsed] = []
    attributions: list[Attribution] = []
    for one, found in analyse_all(reports, progress, workers=workers, ledger=ledger):
        parsed.append(one)
        attributions.extend(found)
    return tuple(parsed), tuple(attributions)


def with_reasons(inputs: Iterable[Input], reports: Iterable[Report]) -> tuple[Input, ...]:
    """Give the inputs of reports that could not be analysed their reason."""
    lost = {report.id for report in reports if NOT_ANALYSED in report.flags}
    why = {"reason": WHY_NOT_ANALYSED, "code": NOT_ANALYSED}
    return tuple(replace(one, **why) if one.state == "stored" and one.report in lost else one for one in inputs)


def title(reports: Sequence[Report], findings: Sequence[Finding]) -> str:
    """Name the record after the headline whose telling words the other reports share most; the earliest of equals.

    A headline that its own report does not bear out names the record only when there is no other.
    """
    unsupported = {finding.report for finding in findings if finding.kind == "headline-unsupported"}
    return best_headline(reports, unsupported) or "Untitled record"
