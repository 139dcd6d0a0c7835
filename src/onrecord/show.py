"""A record in the terminal: the five numbers, the findings, and every statement with the words of each report."""

from __future__ import annotations

import sys
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from typing import TextIO, TypeVar, cast

from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from onrecord.findings import KINDS
from onrecord.model import Derivation, Edit, Finding, Independence, Input, Record, Report, Statement, Witness, words_at
from onrecord.record import drew_on, need_a_look
from onrecord.record.accounting import accounting as account
from onrecord.statements.bearing import MISLEADS
from onrecord.terminal import visible

_Concerning = TypeVar("_Concerning", Edit, Finding)

# Findings printed for each kind before the rest is only counted: three tell what the kind is about and fit a screen.
FIRST = 3

# Inputs that were not stored, listed one by one before the rest is only counted.
MOST_REFUSALS = 20

# Columns when the output is no terminal: one fixed width, so that the same record gives the same bytes everywhere.
WIDTH = 100


class Trimmed:
    """A text stream without the blanks that fill a table's lines up to their width."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self.encoding = stream.encoding

    def write(self, text: str) -> int:
        """Write text, blanks at the ends of lines left out."""
        return self._stream.write("\n".join(line.rstrip(" ") for line in text.split("\n")))

    def flush(self) -> None:
        """Send on what was written."""
        self._stream.flush()


class _Terminal(Console):
    """A console that says so when its reader has left: rich would end the program with 1, and 1 means findings."""

    def on_broken_pipe(self) -> None:
        raise BrokenPipeError


def terminal() -> Console:
    """Open standard output for a record: as wide as the terminal, or 100 columns where there is none."""
    if sys.stdout.isatty():
        return _Terminal(highlight=False, markup=False, emoji=False)
    return _Terminal(file=cast(TextIO, Trimmed(sys.stdout)), highlight=False, markup=False, emoji=False, width=WIDTH)


def show(record: Record, console: Console | None = None) -> None:
    """Print the whole record: the numbers, every statement with each report's words, the reports, the findings."""
    console = console or terminal()
    console.print(Text(visible(record.title), style="bold"))
    console.print(numbers(record))
    edits, concerns = _by_statement(record.edits), _by_statement(record.findings)
    for statement in record.statements:
        console.print(_statement(statement, record, edits[statement.id], concerns[statement.id]))
    parts = {"Who said what": _speakers(record), "Reports": _reports(record), "Findings": findings(record)}
    if len(record.stories) > 1:
        parts = {"Stories": _stories(record), **parts}
    for title, part in parts.items():
        console.print(Text(f"\n{title}", style="bold"))
        console.print(part)
    console.print(accounting(record.inputs))
    for limit in record.limits:
        console.print(Text(visible(f"left out while {limit.stage}: {limit.because}"), style="dim"))


def summarise(record: Record, console: Console) -> None:
    """Print what a build found: the five numbers and the first findings of each kind."""
    console.print(numbers(record))
    if record.findings:
        console.print(findings(record, FIRST))


def numbers(record: Record) -> Text:
    """Give the five numbers: reports, how many of them are independent, statements, speakers, findings."""
    parts = (
        counted(len(record.reports), "report"),
        f"{spread(record.independence)} independent",
        counted(len(record.statements), "statement"),
        counted(len(record.speakers), "speaker"),
        f"{len(need_a_look(record))} to look at",
    )
    return Text(" · ".join(parts))


def counted(number: int, noun: str) -> str:
    """Put a number before a noun: "1 report", "2 reports"."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def spread(independence: Independence) -> str:
    """Print a range such as "1–2", or one number when it is certain."""
    low, high = independence.low, independence.high
    return str(low) if low == high else f"{low}–{high}"


def findings(record: Record, first: int | None = None) -> RenderableType:
    """List the findings by kind with the reason for each; `first` limits how many are printed, never the count."""
    if not record.findings:
        return Text("none")
    ordered = sorted(record.findings, key=lambda finding: (list(KINDS).index(finding.kind), -finding.severity))
    parts: list[RenderableType] = []
    for kind, group in groupby(ordered, key=lambda finding: finding.kind):
        members = list(group)
        parts.append(Text(f"{KINDS[kind].sign} {kind} {len(members)}", style="bold"))
        parts.append(Padding(_reasons(members, first, record), (0, 0, 0, 2)))
    return Group(*parts)


def _reasons(members: Sequence[Finding], first: int | None, record: Record) -> Table:
    """List the places and reasons of one kind: under its name, so that a narrow terminal has room for the words."""
    grid = _grid()
    for finding in members[:first]:
        grid.add_row(Text(_place(finding, record)), Text(visible(finding.because)))
    if first is not None and len(members) > first:
        grid.add_row("", Text(f"and {len(members) - first} more", style="dim"))
    return grid


def accounting(inputs: Sequence[Input]) -> RenderableType:
    """Say why some of what was offered for reading was not stored, and in the last line what became of everything."""
    refused = [one for one in inputs if one.reason]
    lines = [Padding(Text(refusal(one)), (0, 0, 0, 2)) for one in refused[:MOST_REFUSALS]]
    if len(refused) > MOST_REFUSALS:
        more = f"and {len(refused) - MOST_REFUSALS} more; the table inputs lists them all (onrecord export RECORD --table inputs)"
        lines.append(Padding(Text(more, style="dim"), (0, 0, 0, 2)))
    return Group(*lines, Text(account(inputs)))


def refusal(one: Input) -> str:
    """Say in one line why an input was not stored, or not analysed."""
    return visible(f"{one.state}: {one.locator}: {one.reason}")


def heading(statement: Statement, record: Record) -> str:
    """Give a statement's first line: who, what sort, in how many reports, how many of them independent, when."""
    carried = len({witness.report for witness in statement.witnesses})
    parts = [
        speaker(statement.speaker.name, statement.speaker.candidates),
        statement.kind,
        f"{carried} of {counted(len(record.reports), 'report')}",
        f"{spread(statement.independence)} independent",
    ]
    if statement.said:
        words = statement.said.span.text(record.report(statement.said.span.report))
        parts.append(f"said {statement.said.date or 'on an unknown date'} (“{words}”)")
    return visible(" · ".join(parts))


def speaker(name: str | None, candidates: Sequence[str] = ()) -> str:
    """Print a speaker's name, or "unknown" and who it may be."""
    if name is not None:
        return name
    return f"unknown ({' or '.join(candidates)}?)" if candidates else "unknown"


def _by_statement(things: Sequence[_Concerning]) -> Mapping[str, Sequence[_Concerning]]:
    grouped: defaultdict[str, list[_Concerning]] = defaultdict(list)
    for thing in things:
        if thing.statement is not None:
            grouped[thing.statement].append(thing)
    return grouped


def _statement(statement: Statement, record: Record, edits: Sequence[Edit], concerns: Sequence[Finding]) -> Group:
    grid = _grid()
    for witness in statement.witnesses:
        bare = statement.kind == "quotation" and not witness.quoted
        words = _wording(witness, record) + (", not in quotation marks" if bare else "")
        grid.add_row(Text(record.siglum(witness.report), style="bold"), Text(words))
    for edit in edits:
        if edit.substantive or edit.severity >= MISLEADS:
            grid.add_row("", Text(_difference(edit, record), style="dim"))
    grid.add_row("", Text(visible(f"speaker: {statement.speaker.basis}"), style="dim"))
    for finding in concerns:
        grid.add_row(Text(KINDS[finding.kind].sign), Text(visible(f"{finding.kind}: {finding.because}")))
    return Group(Text(f"\n{statement.number}  {heading(statement, record)}", style="bold"), grid)


def _wording(witness: Witness, record: Record) -> str:
    report = record.report(witness.report)
    return f"{visible(words_at(witness.spans, report))}  {witness.spans[0].start}–{witness.spans[-1].end}"


def _difference(edit: Edit, record: Record) -> str:
    base, other = record.report(edit.base_report), record.report(edit.other_report)
    before = f"“{visible(edit.base.text(base))}”" if edit.base else "nothing"
    after = f"“{visible(edit.other.text(other))}”" if edit.other else "nothing"
    marked = ", marked" if edit.marked else ""
    return f"{record.siglum(base.id)} {before} → {record.siglum(other.id)} {after} ({edit.kind}{marked})"


def _place(finding: Finding, record: Record) -> str:
    siglum = record.siglum(finding.report)
    return f"{siglum}-{finding.spans[0].start}" if finding.spans else siglum


def _speakers(record: Record) -> RenderableType:
    grid = _grid()
    said: defaultdict[str | None, list[str]] = defaultdict(list)
    for statement in record.statements:
        said[statement.speaker.name].append(str(statement.number))
    masters = {one.name: one.speaks_for for one in record.speakers}
    for name in sorted(said, key=lambda name: (name is None, name or "")):
        master = masters.get(name or "")
        who = f"{speaker(name)} (speaks for {master})" if master else speaker(name)
        grid.add_row(Text(visible(who)), Text(", ".join(said[name])))
    return grid


def _stories(record: Record) -> RenderableType:
    grid = _grid()
    for story in record.stories:
        sigla = " ".join(map(record.siglum, story.reports))
        grid.add_row(Text(str(story.number)), Text(visible(f"{sigla} · {story.title or 'no headline'}")))
        grid.add_row("", Text(visible(story.because), style="dim"))
    return grid


def _reports(record: Record) -> RenderableType:
    grid = _grid()
    for report in record.reports:
        grid.add_row(Text(record.siglum(report.id), style="bold"), Text(_said_of_itself(report)))
    for line in _families(record):
        grid.add_row("", Text(line, style="dim"))
    return grid


def _said_of_itself(report: Report) -> str:
    published = report.published.value if report.published else "date unknown"
    outlet = report.outlet.value if report.outlet else "outlet unknown"
    title = report.title.value if report.title else "no headline"
    told = (report.name, published, outlet, title, f"{len(report.text):,} characters", *report.flags)
    return visible(" · ".join(told))


def _families(record: Record) -> Iterator[str]:
    for family in record.families:
        if len(family.reports) > 1:
            sigla = " ".join(record.siglum(identity) for identity in family.reports)
            yield visible(f"{sigla} {'derive' if family.certain else 'may derive'} from one origin: {family.because}")
    for one in record.derivations:
        if one.because or one.direction in ("a-to-b", "b-to-a"):
            yield visible(_origin(one, record))
    yield visible(f"{spread(record.independence)} independent: {record.independence.rule}")


def _origin(derivation: Derivation, record: Record) -> str:
    """Say of two reports whether they are one origin, why, and who drew on whom."""
    reports = [report.id for report in record.reports if report.id in (derivation.a, derivation.b)]
    pair = "–".join(map(record.siglum, reports))
    state = "one origin" if derivation.certain else "perhaps one origin" if derivation.because else "not one origin"
    return f"{pair} {state}: " + "; ".join(
        (*derivation.because, drew_on(derivation, record.siglum), *derivation.evidence)
    )


def _grid() -> Table:
    grid = Table.grid(padding=(0, 2, 0, 0))
    grid.add_column()
    grid.add_column()
    return grid
