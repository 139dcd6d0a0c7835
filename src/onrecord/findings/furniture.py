"""Findings about page furniture: lines of the page that are not the report's words."""

from __future__ import annotations

from collections.abc import Iterator

from onrecord.findings.pile import Pile, blocks_of, counted
from onrecord.language import WHY_LEFT_OUT
from onrecord.model import Block, Finding


def find_boilerplate(pile: Pile) -> Iterator[Finding]:
    """Raise, once for each report, the lines that were set aside as page furniture or teasers; and what is left out of a very long one."""
    for report in pile.reports:
        aside = blocks_of(report, frozenset({"boilerplate", "teaser"}))
        left_out = tuple(block.span for block in aside if block.because == WHY_LEFT_OUT)
        lines = [block for block in aside if block.because != WHY_LEFT_OUT]
        # nothing is amiss: it is kept visible
        if lines:
            yield Finding(
                "boilerplate-removed", report.id, tuple(block.span for block in lines), _because(lines), severity=0
            )
        if left_out:
            because = "The report is very long: what stands from here on is kept, but it was not searched."
            yield Finding("boilerplate-removed", report.id, left_out[:1], because, severity=0)


def _because(lines: list[Block]) -> str:
    teasers = sum(block.kind == "teaser" for block in lines)
    furniture = len(lines) - teasers
    parts = [counted(furniture, "line") + " of page furniture"] if furniture else []
    if teasers:
        parts.append(f"{counted(teasers, 'line')} about {'another story' if teasers == 1 else 'other stories'}")
    because = f"{' and '.join(parts)} {'was' if len(lines) == 1 else 'were'} set aside and not read as news."
    return because[0].upper() + because[1:]
