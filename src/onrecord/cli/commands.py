"""The commands: each a thin door to the function of the library that has its name."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from importlib.metadata import version
from pathlib import Path
from typing import Annotated, Any

from cyclopts import App, Parameter

import onrecord
from onrecord.build import NOT_ANALYSED
from onrecord.cli.progress import progress
from onrecord.errors import DONE, FINDINGS, NO_SUCH_PATH, NOT_ALL_GOOD, WRONG_USAGE, InputError, nothing_readable
from onrecord.model import Attribution, Input, Record, Report, Span
from onrecord.record import PAGE, ExportForm, Hit, TableName, check_output, need_a_look
from onrecord.show import refusal, summarise, terminal, visible

NOTHING_FOUND = 1  # as grep answers

Paths = Annotated[tuple[Path, ...], Parameter(name="PATH", help="Text files, JSON Lines files, or folders of them.")]
Folder = Annotated[Path, Parameter(name="RECORD", help="A record folder that `onrecord build` made.")]
Words = Annotated[tuple[str, ...], Parameter(name="WORD", help="What to look for; `ferr*` finds ferry and ferries.")]
Out = Annotated[Path, Parameter(name="--out", help="The record folder to write. A record in that place is replaced.")]
Quiet = Annotated[bool, Parameter(negative="", show_default=False, help="Print only where the page is.")]
Strict = Annotated[bool, Parameter(negative="", show_default=False, help="Exit with 1 when anything needs a look.")]
Decisions = Annotated[
    Path | None,
    Parameter(name="--corrections", show_default=False, help="A file that says which reports belong together."),
]
Table = Annotated[TableName, Parameter(name="--table", help="Which table.")]
Form = Annotated[ExportForm, Parameter(name="--as", help="csv for spreadsheets, jsonl for programs.")]
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


@app.command(sort_key=1, usage="Usage: onrecord build PATH… [--out RECORD] [--corrections FILE] [--quiet] [--strict]")
def build(
    paths: Paths,
    /,
    *,
    out: Out = Path("record"),
    corrections: Decisions = None,
    quiet: Quiet = False,
    strict: Strict = False,
) -> int:
    """Turn reports into one record: a page and a database.

    For example:

        onrecord build examples/harbour-bridge --out record

    Writes record/record.html (the page) and record/record.sqlite (the tables).
    Prints the numbers, what to look at, and what became of every input: one that
    cannot be used is listed with the reason, and the others are used all the same.

    Exit code: 0 done; 1 something to look at, with --strict; 2 wrong usage, no
    such path, nothing to read, corrections that do not fit the reports, or RECORD
    is something else; 3 not every input could be used (the record is written); 4
    the record cannot be written.
    """
    check_output(out)
    with progress(not quiet) as tell:
        record = onrecord.build(paths, tell, corrections)
        _something(record.reports, record.inputs)
        folder = onrecord.write_record(record, out)
    if not quiet:
        summarise(record, terminal())
    print(visible(str(folder / PAGE)))
    return _verdict(record, strict)


@app.command(sort_key=2, usage="Usage: onrecord show RECORD")
def show(record: Folder, /) -> None:
    """Print a whole record in the terminal.

    For example:

        onrecord show record

    Prints every statement in the words of each report, who said what, the
    reports, and everything there is to look at.
    """
    onrecord.show(onrecord.open_record(_there(record)))


@app.command(sort_key=3, usage="Usage: onrecord attributions PATH…")
def attributions(paths: Paths, /) -> int:
    """Print who is given which words, a JSON line for each report.

    For example:

        onrecord attributions reports/ > attributions.jsonl

    A line is {"id": name, "attributions": [{"source", "cue", "content", "form",
    "type", "cue_sense", "speaker", "speaker_basis", "confidence",
    "speaker_confidence"}, …], "nested": […]}.
    Source, cue and content are lists of [start, end]: characters of the decoded
    file counted from 0, the end not included. Nested ones stand inside another's
    content. A speaker that is null is unknown, and speaker_basis says why.

    Exit code: 0 done; 2 wrong usage, no such path or nothing to read; 3 not every
    input could be used (the others are printed).
    """
    with progress(not sys.stdout.isatty()) as tell:
        reading = onrecord.read(paths)
        _something(reading.reports, reading.inputs)
        for one in reading.inputs:
            if one.state != "stored":
                print(refusal(one), file=sys.stderr)
        lost = any(one.state == "rejected" for one in reading.inputs)
        for done, (report, found) in enumerate(onrecord.attributions(reading), start=1):
            print(_line(report, found), flush=True)
            tell("reading reports", done, len(reading.reports))
            lost = lost or NOT_ANALYSED in report.flags
    return NOT_ALL_GOOD if lost else DONE


@app.command(sort_key=4, usage="Usage: onrecord find RECORD WORD…")
def find(record: Folder, words: Words, /) -> int:
    """Search the statements, speakers and reports of a record.

    For example:

        onrecord find record ferry licence

    Finds what has all of the words, in any order; "words in quotation marks" are
    looked for as they stand.

    Exit code: 0 found; 1 nothing found; 2 wrong usage or no record.
    """
    hits = onrecord.find(_there(record), words)
    for hit in hits:
        print(visible(_found(hit)))
    if not hits:
        print("onrecord: Nothing in the record has these words.", file=sys.stderr)
    return DONE if hits else NOTHING_FOUND


@app.command(sort_key=5, usage="Usage: onrecord export RECORD --table TABLE [--as csv|jsonl] [--out FILE]")
def export(record: Folder, /, *, table: Table, form: Form = "csv", out: File = None) -> None:
    """Write one table of a record as CSV or JSON Lines.

    For example:

        onrecord export record --table witnesses --as jsonl --out witnesses.jsonl

    docs/data-format.md explains every column. In CSV, a cell that a spreadsheet
    would run as a formula has an apostrophe in front.
    """
    pieces = onrecord.export(onrecord.open_record(_there(record)), table, form)
    if out is not None:
        with open(out, "w", encoding="utf-8", newline="") as file:
            file.writelines(pieces)
    elif sys.stdout.isatty():
        sys.stdout.writelines(visible(line) + "\n" for line in pieces)
    else:
        sys.stdout.reconfigure(encoding="utf-8", newline="")  # type: ignore[union-attr]  # a table is UTF-8 everywhere
        sys.stdout.writelines(pieces)


def _there(record: Path) -> Path:
    """Give the record's folder if there is anything of that name; a misspelt path is told as what it is."""
    if not record.exists():
        raise InputError(f"{record}: {NO_SUCH_PATH}. Name the folder that onrecord build wrote.", WRONG_USAGE)
    return record


def _something(reports: Sequence[Report], inputs: Sequence[Input]) -> None:
    """Stop when nothing at all could be read: there is no record to speak of. Raises InputError with the reasons."""
    if not reports:
        raise nothing_readable(inputs)


def _verdict(record: Record, strict: bool) -> int:
    """Choose a build's exit code; an input that was lost weighs more than something to look at."""
    if any(one.reason and one.state != "duplicate" for one in record.inputs):
        return NOT_ALL_GOOD
    return FINDINGS if strict and need_a_look(record) else DONE


def _found(hit: Hit) -> str:
    """Print a hit on one line; a statement's readings, which the search keeps on lines of their own, stay apart."""
    if hit.kind == "speaker":
        return f"speaker {hit.name}"
    apart = hit.excerpt.replace("\n", " / ") if hit.kind == "statement" else hit.excerpt
    return f"{hit.kind} {hit.key} · {hit.name}: {apart}"


def _line(report: Report, found: Sequence[Attribution]) -> str:
    """Write one report's attributions as JSON, in ASCII, so that no report can drive a terminal."""
    outermost = [_attribution(one) for one in found if not one.nested]
    nested = [_attribution(one) for one in found if one.nested]
    return json.dumps({"id": report.name, "attributions": outermost, "nested": nested})


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
