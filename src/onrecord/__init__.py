"""Turn a pile of overlapping news reports into one sourced record: who said what, in whose words, and what changed.

    import onrecord

    record = onrecord.build(["reports"])
    for statement in record.statements:
        print(statement.speaker.name or "unknown", len(statement.witnesses))

`build`, `read`, `attributions`, `doctor` and `show` are functions here; the modules of the same names are reached with
`from onrecord.build import …`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from importlib.metadata import version as _version
from pathlib import Path

from onrecord.analysis import analyse_all as _analyse_all
from onrecord.build import build
from onrecord.corrections import Corrections
from onrecord.doctor import doctor
from onrecord.errors import OnRecordError
from onrecord.model import (
    Attribution,
    Block,
    Column,
    Derivation,
    Edge,
    Edit,
    Family,
    Finding,
    Independence,
    Input,
    Limit,
    Provenance,
    Record,
    Report,
    Resolution,
    Reuse,
    Span,
    Speaker,
    Stated,
    Statement,
    Story,
    When,
    Witness,
)
from onrecord.read import Reading, body_text, read
from onrecord.record import export, find, open_record, write_record
from onrecord.show import show

__version__ = _version("onrecord")

__all__ = [
    "Attribution",
    "Block",
    "Column",
    "Corrections",
    "Derivation",
    "Edge",
    "Edit",
    "Family",
    "Finding",
    "Independence",
    "Input",
    "Limit",
    "OnRecordError",
    "Provenance",
    "Reading",
    "Record",
    "Report",
    "Resolution",
    "Reuse",
    "Span",
    "Speaker",
    "Stated",
    "Statement",
    "Story",
    "When",
    "Witness",
    "attributions",
    "body_text",
    "build",
    "doctor",
    "export",
    "find",
    "open_record",
    "read",
    "show",
    "write_record",
]


def attributions(
    reports: Reading | Iterable[str | Path], *, workers: int | None = None
) -> Iterator[tuple[Report, tuple[Attribution, ...]]]:
    """Find who is given which words in each report, without comparing reports.

    Takes paths, or what `read` gave: its `inputs` say what could not be used. Gives each stored report with its attributions, nested ones
    included. `workers` are those of `read`.
    """
    reading = reports if isinstance(reports, Reading) else read(reports, workers=workers)
    for parsed, found in _analyse_all(reading.reports, workers=workers):
        yield parsed.report, found
