"""The signs and words of the page: every kind is told by a word and a sign, never by colour alone."""
from __future__ import annotations

from msgspec import Struct

from onrecord.model import BlockKind, EditKind, FindingKind


class Kind(Struct, frozen=True):
    """A kind of finding as readers meet it: its sign, its word and what it means."""

    sign: str
    word: str
    about: str


FINDINGS: dict[FindingKind, Kind] = {
    "misattributed": Kind("↪", "misattributed", "the words are given to somebody who, by other reports, did not say them"),
    "speaker-conflict": Kind("⇄", "speaker conflict", "reports name different speakers for the same words"),
    "altered": Kind("≠", "altered", "both reports use quotation marks, yet words differ"),
    "clipped": Kind("✂", "clipped", "one report stops or begins within the other's sentence"),
    "spliced": Kind("⋈", "spliced", "a sentence that looks pasted in from another story"),
    "unattributed": Kind("?", "unattributed", "the report does not say safely who spoke"),
    "headline-unsupported": Kind("!", "headline unsupported", "the report's own text does not bear its headline out"),
    "garbled": Kind("~", "garbled", "the text is damaged: doubled, missing or swapped words"),
    "marks-broken": Kind("”", "marks broken", "quotation marks do not pair up"),
    "boilerplate-removed": Kind("−", "boilerplate", "page furniture, kept visible and not read"),
}

EDITS: dict[EditKind, str] = {
    "substituted": "other words", "inserted": "added", "omitted": "left out", "clipped-start": "begins later",
    "clipped-end": "stops earlier", "reordered": "moved",
}

# Blocks that are the page's furniture, not the report's words: shown struck through.
FURNITURE: frozenset[BlockKind] = frozenset({"boilerplate", "teaser"})

BLOCKS: dict[BlockKind, str] = {
    "headline": "headline", "crosshead": "crosshead", "byline": "byline", "caption": "caption", "body": "", "list": "list",
    "teaser": "teaser for another story, not read", "boilerplate": "page furniture, not read",
}
