"""Findings about page furniture: lines of the page that are not the report's words."""

from __future__ import annotations

from collections.abc import Iterator

from onrecord.findings.pile import Pile, blocks_of, counted
from onrecord.model import Finding


def find_boilerplate(pile: Pile) -> Iterator[Finding]:
    """Raise, once for each report, the lines that were set aside as page furniture or as teasers for other stories."""
    for report in pile.reports:
        aside = blocks_of(report, frozenset({"boilerplate", "teaser"}))
        if not aside:
            continue
        teasers = sum(block.kind == "teaser" for block in aside)
        furniture = len(aside) - teasers
        parts = [counted(furniture, "line") + " of page furniture"] if furniture else []
        if teasers:
            parts.append(f"{counted(teasers, 'line')} about {'another story' if teasers == 1 else 'other stories'}")
        because = f"{' and '.join(parts)} {'was' if len(aside) == 1 else 'were'} set aside and not read as news."
        yield Finding(
            "boilerplate-removed",
            report.id,
            tuple(block.span for block in aside),
            because[0].upper() + because[1:],
            severity=0,  # nothing is amiss: it is kept visible
        )
