"""The record: all that is known of one pile of reports."""

from __future__ import annotations

from msgspec import Struct

from onrecord.model.attributions import Attribution, Speaker
from onrecord.model.reports import Input, Report
from onrecord.model.statements import Derivation, Edit, Family, Finding, Independence, Limit, Reuse, Statement, Story


class Provenance(Struct, frozen=True):
    """What made a record: the program's version and the model it used, so that it can be made again."""

    version: str
    model: str


class Record(Struct, frozen=True, kw_only=True):
    """All that is known of one pile of reports. Reports stand in the order of their sigla: A, B, C …"""

    title: str
    reports: tuple[Report, ...]
    inputs: tuple[Input, ...]
    attributions: tuple[Attribution, ...]
    speakers: tuple[Speaker, ...]
    statements: tuple[Statement, ...]
    edits: tuple[Edit, ...]
    reuse: tuple[Reuse, ...]
    families: tuple[Family, ...]
    independence: Independence
    findings: tuple[Finding, ...]
    provenance: Provenance
    derivations: tuple[Derivation, ...] = ()
    stories: tuple[Story, ...] = ()
    limits: tuple[Limit, ...] = ()

    def report(self, identity: str) -> Report:
        """Give the report with this `Report.id`. Raises KeyError when there is none."""
        for report in self.reports:
            if report.id == identity:
                return report
        raise KeyError(identity)

    def siglum(self, identity: str) -> str:
        """Give the letter that stands for a report: A to Z, then AA, AB …"""
        return siglum([report.id for report in self.reports].index(identity))


def siglum(position: int) -> str:
    """Turn a position (0, 1, 2 …) into a siglum (A, B, C … Z, AA …)."""
    letters = ""
    position += 1
    while position:
        position, rest = divmod(position - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
