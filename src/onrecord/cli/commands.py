"""The commands: each a thin door to the function of the library that has its name."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from importlib.metadata import version
from pathlib import Path
from typing import Annotated

from cyclopts import App, Parameter
from cyclopts.validators import Number

import onrecord
from onrecord.analysis import NOT_ANALYSED
from onrecord.cli.fields import asked_fields
from onrecord.cli.health import as_json, told
from onrecord.cli.lines import attributions_line, report_line
from onrecord.cli.mistakes import there
from onrecord.cli.progress import progress
from onrecord.errors import DONE, FINDINGS, NOT_ALL_GOOD, nothing_readable
from onrecord.model import Record
from onrecord.record import PAGE, ExportForm, Hit, TableName, need_a_look
from onrecord.record.accounting import accounting as account
from onrecord.show import accounting, refusal, summarise, terminal
from onrecord.terminal import visible

NOTHING_FOUND = 1  # as grep answers

Paths = Annotated[
    tuple[str, ...], Parameter(name="PATH", help="Files, folders and archives of reports; - reads standard input.")
]
Folder = Annotated[Path, Parameter(name="RECORD", help="A record folder that `onrecord build` made.")]
Words = Annotated[tuple[str, ...], Parameter(name="WORD", help="What to look for; `ferr*` finds ferry and ferries.")]
Out = Annotated[Path, Parameter(name="--out", help="The record folder to write. A record in that place is replaced.")]
Add = Annotated[bool, Parameter(negative="", show_default=False, help="Keep the reports that the record has.")]
Fields = Annotated[
    tuple[str, ...],
    Parameter(
        name="--field", show_default=False, negative="", help="Which field holds what, as text=story; may be repeated."
    ),
]
Fetch = Annotated[bool, Parameter(negative="", show_default=False, help="Fetch what is named by an address.")]
Workers = Annotated[
    int | None,
    Parameter(
        show_default=False,
        validator=Number(gte=0),
        help="How many processes work at once; as many as there are processors.",
    ),
]
NoWait = Annotated[bool, Parameter(negative="", show_default=False, help="Stop when another build has the record.")]
Quiet = Annotated[bool, Parameter(negative="", show_default=False, help="Print only where the page is.")]
Strict = Annotated[bool, Parameter(negative="", show_default=False, help="Exit with 1 when anything needs a look.")]
Decisions = Annotated[
    Path | None,
    Parameter(name="--corrections", show_default=False, help="A file that says which reports belong together."),
]
Table = Annotated[TableName, Parameter(name="--table", help="Which table.")]
Form = Annotated[ExportForm, Parameter(name="--as", help="csv for spreadsheets, jsonl for programs.")]
Json = Annotated[bool, Parameter(name="--json", negative="", show_default=False, help="Print it for programs.")]
File = Annotated[Path | None, Parameter(name="--out", show_default=False, help="The file to write.")]

app = App(
    name="onrecord",
    version=version("onrecord"),
    help_format="plaintext",
    help_formatter="plain",
    result_action="return_value",
    suppress_keyboard_interrupt=False,
    usage="Usage: onrecord COMMAND …",
    help="""Turn a pile of overlapping news reports into one sourced record: who said what,
in whose words, how many independent reports carry it, how the words changed on
the way, and what cannot be trusted.

To begin:

    onrecord build reports/ --out record

Then open record/record.html. `onrecord COMMAND --help` explains a command.""",
)


@app.command(sort_key=1, usage="Usage: onrecord build PATH… [--out RECORD] [--add] [OPTIONS]")
def build(
    paths: Paths,
    /,
    *,
    out: Out = Path("record"),
    add: Add = False,
    field: Fields = (),
    fetch: Fetch = False,
    corrections: Decisions = None,
    workers: Workers = None,
    no_wait: NoWait = False,
    quiet: Quiet = False,
    strict: Strict = False,
) -> int:
    """Turn reports into one record: a page and a database.

    For example:

        onrecord build examples/harbour-bridge --out record

    Writes record/record.html (the page) and record/record.sqlite (the tables);
    record/work keeps what was done, so that the same command goes on where it was
    stopped, and another one reads and searches only what is new.
    Prints the numbers, what to look at, where the page is, and what became of
    every input: one that cannot be used is listed with the reason, and the others
    are used all the same. docs/reading.md says what can be read.

    Exit code: 0 done; 1 something to look at, with --strict; 2 wrong usage, no
    such path, nothing to read, corrections that do not fit the reports, or RECORD
    is something else; 3 not every input could be used (the record is written); 4
    the record cannot be written, or another build has it and --no-wait was asked.
    """
    with progress(not quiet) as tell:
        record = onrecord.build(
            paths,
            tell,
            corrections,
            out=out,
            add=add,
            fields=asked_fields(field),
            fetch=fetch,
            workers=workers,
            wait=not no_wait,
        )
    console = terminal()
    if not quiet:
        summarise(record, console)
    print(visible(str(out / PAGE)), flush=True)
    if not quiet:
        console.print(accounting(record.inputs))
    return _verdict(record, strict)


@app.command(sort_key=2, usage="Usage: onrecord show RECORD")
def show(record: Folder, /) -> None:
    """Print a whole record in the terminal.

    For example:

        onrecord show record

    Prints every statement in the words of each report, who said what, the
    reports, and everything there is to look at.
    """
    onrecord.show(onrecord.open_record(there(record)))


@app.command(sort_key=3, usage="Usage: onrecord read PATH… [OPTIONS]")
def read(paths: Paths, /, *, field: Fields = (), fetch: Fetch = False, workers: Workers = None) -> int:
    """Print what is read from files, a JSON line for each report.

    For example:

        onrecord read pages/ > reports.jsonl

    A line has the report's id, title, body (the article's own text), blocks
    (every paragraph with its kind and the reason), published, outlet, byline,
    language and flags, each with where it was found. docs/reading.md explains
    every key and says what can be read.

    Exit code: 0 done; 2 wrong usage, no such path or nothing to read; 3 not every
    input could be used (the others are printed).
    """
    reading = _reading(paths, field, fetch, workers)
    origins = {one.report: one for one in reversed(reading.inputs) if one.state == "stored"}
    for report in reading.reports:
        print(report_line(report, origins[report.id]))
    return NOT_ALL_GOOD if any(one.lost for one in reading.inputs) else DONE


@app.command(sort_key=4, usage="Usage: onrecord attributions PATH… [OPTIONS]")
def attributions(paths: Paths, /, *, field: Fields = (), fetch: Fetch = False, workers: Workers = None) -> int:
    """Print who is given which words, a JSON line for each report.

    For example:

        onrecord attributions reports/ > attributions.jsonl

    A line is {"id": name, "attributions": [{"source", "cue", "content", "form",
    "type", "cue_sense", "speaker", "speaker_basis", "confidence",
    "speaker_confidence"}, …], "nested": […]}.
    Source, cue and content are lists of [start, end]: characters of the report's
    text counted from 0, the end not included. Nested ones stand inside another's
    content. A speaker that is null is unknown, and speaker_basis says why.

    Exit code: 0 done; 2 wrong usage, no such path or nothing to read; 3 not every
    input could be used (the others are printed).
    """
    reading = _reading(paths, field, fetch, workers)
    failed = any(one.lost for one in reading.inputs)
    with progress(not sys.stdout.isatty()) as tell:
        for done, (report, found) in enumerate(onrecord.attributions(reading, workers=workers), start=1):
            print(attributions_line(report, found), flush=True)
            tell("reading reports", done, len(reading.reports))
            failed = failed or NOT_ANALYSED in report.flags
    return NOT_ALL_GOOD if failed else DONE


@app.command(sort_key=5, usage="Usage: onrecord find RECORD WORD…")
def find(record: Folder, words: Words, /) -> int:
    """Search the statements, speakers and reports of a record.

    For example:

        onrecord find record ferry licence

    Finds what has all of the words, in any order; "words in quotation marks" are
    looked for as they stand.

    Exit code: 0 found; 1 nothing found; 2 wrong usage or no record.
    """
    hits = onrecord.find(there(record), words)
    for hit in hits:
        print(visible(_found(hit)))
    if not hits:
        print("onrecord: Nothing in the record has these words.", file=sys.stderr)
    return DONE if hits else NOTHING_FOUND


@app.command(sort_key=6, usage="Usage: onrecord export RECORD --table TABLE [--as csv|jsonl] [--out FILE]")
def export(record: Folder, /, *, table: Table, form: Form = "csv", out: File = None) -> None:
    """Write one table of a record as CSV or JSON Lines.

    For example:

        onrecord export record --table witnesses --as jsonl --out witnesses.jsonl

    docs/data-format.md explains every column. In CSV, a cell that a spreadsheet
    would run as a formula has an apostrophe in front.
    """
    pieces = onrecord.export(onrecord.open_record(there(record)), table, form)
    if out is not None:
        with open(out, "w", encoding="utf-8", newline="") as file:
            file.writelines(pieces)
    elif sys.stdout.isatty():
        sys.stdout.writelines(visible(line) + "\n" for line in pieces)
    else:
        sys.stdout.reconfigure(encoding="utf-8", newline="")  # type: ignore[union-attr]  # a table is UTF-8 everywhere
        sys.stdout.writelines(pieces)


@app.command(sort_key=8, usage="Usage: onrecord doctor [--out RECORD] [--json]")
def doctor(*, out: Out = Path("record"), for_programs: Json = False) -> int:
    """Say what is installed, verified and missing, and what to do about it.

    For example:

        onrecord doctor

    Looks at the program, the files of its models, its libraries and extras, and
    this machine. Sends nothing, and changes nothing.

    Exit code: 0 records can be made (an extra that is missing is no fault); 4
    something must be put right first.
    """
    health = onrecord.doctor(out)
    if for_programs:
        print(as_json(health))
    else:
        terminal().print(told(health))
    return health.exit_code


def _reading(paths: Sequence[str], field: Sequence[str], fetch: bool, workers: int | None) -> onrecord.Reading:
    """Read for a command that prints reports: what could not be used goes to standard error. Raises InputError for nothing at all."""
    with progress(not sys.stdout.isatty()) as tell:
        reading = onrecord.read(paths, tell, fields=asked_fields(field), fetch=fetch, workers=workers)
    if not reading.reports:
        raise nothing_readable(reading.inputs)
    refused = [one for one in reading.inputs if one.state != "stored"]
    for one in refused:
        print(refusal(one), file=sys.stderr)
    if refused:
        print(account(reading.inputs), file=sys.stderr)
    return reading


def _verdict(record: Record, strict: bool) -> int:
    """Choose a build's exit code; an input that was lost weighs more than something to look at."""
    if any(one.lost for one in record.inputs):
        return NOT_ALL_GOOD
    return FINDINGS if strict and need_a_look(record) else DONE


def _found(hit: Hit) -> str:
    """Print a hit on one line; a statement's readings, which the search keeps on lines of their own, stay apart."""
    if hit.kind == "speaker":
        return f"speaker {hit.name}"
    apart = hit.excerpt.replace("\n", " / ") if hit.kind == "statement" else hit.excerpt
    return f"{hit.kind} {hit.key} · {hit.name}: {apart}"
