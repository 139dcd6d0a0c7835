"""The words of the page for kinds of edits and blocks; those for findings are `onrecord.findings.KINDS`."""

from __future__ import annotations

from onrecord.model import BlockKind, EditKind

EDITS: dict[EditKind, str] = {
    "substituted": "other words",
    "inserted": "added",
    "omitted": "left out",
    "clipped-start": "begins later",
    "clipped-end": "stops earlier",
    "reordered": "moved",
    "joined": "run together",
    "marks-lost": "marks lost",
    "speaker-changed": "other speaker",
}

# Blocks that are the page's furniture, not the report's words: shown struck through.
FURNITURE: frozenset[BlockKind] = frozenset({"boilerplate", "teaser"})

BLOCKS: dict[BlockKind, str] = {
    "headline": "headline",
    "crosshead": "crosshead",
    "byline": "byline",
    "caption": "caption",
    "body": "",
    "list": "list",
    "teaser": "teaser for another story, not read",
    "boilerplate": "page furniture, not read",
}
