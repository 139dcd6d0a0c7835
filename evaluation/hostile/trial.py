"""One trial: hostile files, each between two good reports, read as a stranger's pile would be; and what is wrong with what came out."""

from __future__ import annotations

import tempfile
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from time import monotonic

from msgspec import Struct, field

import onrecord
from evaluation.hostile.cases import Case
from onrecord.model import Input, Report

GOOD = (
    "The pilot number {number} came aboard at noon.\n\n“The water is deep enough today,” said Ines Moor, the pilot.\n"
)
# Longer than this for one file is a hang: ten seconds are what its reader may take, one for starting another.
LONGEST = 11.0
FINAL = {"stored", "duplicate", "rejected", "quarantined"}
TOLD = {"partial", "degraded"}


class Outcome(Struct):
    """What came of a trial: how each case ended, how long the slowest took, and every fault with the case that showed it."""

    ended: Counter[str] = field(default_factory=Counter)
    slowest: tuple[float, str] = (0.0, "")
    faults: list[tuple[str, str]] = field(default_factory=list)  # kind of fault, which case

    def add(self, other: Outcome) -> None:
        """Count another trial in."""
        self.ended += other.ended
        self.slowest = max(self.slowest, other.slowest)
        self.faults += other.faults


def attempt(cases: Sequence[Case], workers: int | None = None) -> Outcome:
    """Read the cases in one pile; when that takes long or fails, one by one, so that the culprit is known."""
    outcome = _read(cases, workers)
    if len(cases) > 1 and (outcome.slowest[0] > LONGEST or any(kind == "crash" for kind, _ in outcome.faults)):
        apart = Outcome()
        for case in cases:
            apart.add(_read([case], workers))
        if not apart.faults:  # what only shows when they are read together is a fault all the same
            apart.faults = outcome.faults
        return apart
    return outcome


def _read(cases: Sequence[Case], workers: int | None) -> Outcome:
    outcome = Outcome()
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder, "pile")
        root.mkdir()
        for number, case in enumerate(cases):
            (root / f"{number:04}-a-good.txt").write_text(GOOD.format(number=number), encoding="utf-8")
            (root / f"{number:04}-b-case{case.suffix}").write_bytes(case.data)
        (root / f"{len(cases):04}-a-good.txt").write_text(GOOD.format(number=len(cases)), encoding="utf-8")
        begun = monotonic()
        try:
            reading = onrecord.read([root], workers=workers)
        except Exception as fault:  # whatever it is, it is what we look for
            outcome.faults.append(("crash", f"{cases[0].name}: {fault!r}"))
            return outcome
        outcome.slowest = (monotonic() - begun, cases[0].name if len(cases) == 1 else "")
    if len(cases) == 1 and outcome.slowest[0] > LONGEST:
        outcome.faults.append(("hang", f"{cases[0].name}: {outcome.slowest[0]:.1f} s"))
    _judge(cases, reading, outcome)
    return outcome


def _judge(cases: Sequence[Case], reading: onrecord.Reading, outcome: Outcome) -> None:
    texts = Counter(report.text for report in reading.reports)
    for number in range(len(cases) + 1):
        if texts[GOOD.format(number=number)] != 1:
            outcome.faults.append(("lost good report", cases[min(number, len(cases) - 1)].name))
    reports = {report.id: report for report in reading.reports}
    for number, case in enumerate(cases):
        mine = [one for one in reading.inputs if one.locator.startswith(f"pile/{number:04}-b-case")]
        if not mine or any(not _accounted(one, reports) for one in mine):
            outcome.faults.append(("unaccounted", case.name))
        found = [reports[one.report] for one in mine if one.report in reports]
        outcome.ended[_ending(mine, found)] += 1
        if case.markers and not _kept(case, found, mine):
            outcome.faults.append(("lost in silence", case.name))
        outcome.faults += [("unsound text", case.name) for one in found if not _sound(one)]


def _accounted(one: Input, reports: dict[str, Report]) -> bool:
    """Say whether an input ended somewhere, with a reason when it is not stored, and whether its report is there."""
    if one.state == "stored":
        return one.report in reports
    return one.state in FINAL and bool(one.reason) and bool(one.code)


def _ending(mine: Sequence[Input], found: Sequence[Report]) -> str:
    """Name how a case ended: by what came of its first input, and how it was read."""
    states = {one.state for one in mine}
    if "quarantined" in states:
        return "quarantined"
    flags = {flag for report in found for flag in report.flags}
    if found:
        return "stored, degraded" if "degraded" in flags else "stored, partial" if "partial" in flags else "stored"
    return "duplicate" if "duplicate" in states else "rejected"


def _kept(case: Case, found: Sequence[Report], mine: Sequence[Input]) -> bool:
    """Say whether every marker came through, or whoever reads the record is told that something is missing."""
    if any(TOLD & set(report.flags) for report in found) or any(one.state != "stored" for one in mine):
        return True
    text = " ".join(" ".join(report.text.split()) for report in found)
    return all(marker in text for marker in case.markers)


def _sound(report: Report) -> bool:
    """Say whether a text can be stored, and whether its blocks are stretches of it, in order."""
    ends = [0, *(end for block in report.blocks for end in (block.span.start, block.span.end)), len(report.text)]
    return ends == sorted(ends) and not any(char == "\0" or "\ud800" <= char <= "\udfff" for char in report.text)
