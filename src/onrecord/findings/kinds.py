"""The kinds of findings as readers meet them, the weightiest first: every kind has a sign and a word, never only a colour."""

from __future__ import annotations

from msgspec import Struct

from onrecord.model import FindingKind


class Kind(Struct, frozen=True):
    """A kind of finding: the sign that stands for it in a margin, its word, and what it means."""

    sign: str
    word: str
    about: str


KINDS: dict[FindingKind, Kind] = {
    "misattributed": Kind(
        "↪", "misattributed", "the words are given to somebody who, by other reports, did not say them"
    ),
    "speaker-conflict": Kind("⇄", "speaker conflict", "reports name different speakers for the same words"),
    "altered": Kind("≠", "altered", "both reports use quotation marks, yet words differ"),
    "spliced": Kind("⋈", "spliced", "a sentence that looks pasted in from another story"),
    "clipped": Kind("✂", "clipped", "one report stops or begins within the other's sentence"),
    "headline-unsupported": Kind("!", "headline unsupported", "the report's own text does not bear its headline out"),
    "unattributed": Kind("?", "unattributed", "the report does not say safely who spoke"),
    "marks-broken": Kind("”", "marks broken", "quotation marks do not pair up, or words have lost theirs"),
    "garbled": Kind("~", "garbled", "the text is damaged: doubled, missing or swapped words"),
    "boilerplate-removed": Kind("−", "boilerplate", "page furniture, kept visible and not read"),
}


def sign_of(kind: FindingKind) -> str:
    """Give the sign that stands for a kind of finding in a margin."""
    return KINDS[kind].sign


def weight_of(kind: FindingKind) -> int:
    """Say how much a kind of finding matters to a reader, from 1 (page furniture) to 10 (the wrong speaker)."""
    return len(KINDS) - list(KINDS).index(kind)
