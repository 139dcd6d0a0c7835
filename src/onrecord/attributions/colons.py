"""Attributions by a colon alone: headlines ("Mayor: Bridge is safe") and transcripts ("HOLT: Good evening.")."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from onrecord.attributions.cues import cues
from onrecord.attributions.draft import Draft
from onrecord.attributions.grammar import trim
from onrecord.language import Parsed, Sentence, Word

# A name before a colon is short; a longer run of words is a clause that leads up to a list or a quotation.
_LONGEST_NAME = 4
_OPENING = {"“", '"', "``", "''"}


def draft_colons(parsed: Parsed) -> list[Draft]:
    """Find headlines and transcript turns that put a speaker before a colon; a turn lasts to the end of its paragraph."""
    blocks = groupby(parsed.sentences, key=_block_of)
    drafts = (
        _colon(parsed, number, list(sentences))
        for number, sentences in blocks
        if parsed.report.blocks[number].kind != "caption"  # "AP: The driver waves": a credit, no turn
    )
    return [draft for draft in drafts if draft is not None]


def _block_of(sentence: Sentence) -> int:
    return sentence.block


def _colon(parsed: Parsed, number: int, sentences: list[Sentence]) -> Draft | None:
    first, last = sentences[0].first, sentences[-1].last
    words = parsed.words[first:last]
    opened = words[0].text in _OPENING  # "HOLT: Good evening. – a transcript may stand in quotation marks
    place = next((n for n, word in enumerate(words[: _LONGEST_NAME + 1 + opened]) if word.text == ":"), 0)
    name = words[opened:place]
    turn = all(w.text.isupper() and w.text.isalpha() for w in name)
    if not name or not (turn or parsed.report.blocks[number].kind == "headline" and _could_speak(parsed, name)):
        return None
    content = trim(parsed, list(range(first + place + 1, last)))
    speaker = [w.index for w in name]
    if not content:
        return None
    origin = "turn" if turn else "colon"
    return Draft([words[place].index], speaker, content, "speech", origin, heart=words[place].index)


def _could_speak(parsed: Parsed, name: Sequence[Word]) -> bool:
    """Say whether the words before a headline's colon are an office or a name that the report tells of, not a label ("Analysis")."""
    if not all(word.part in ("PROPN", "NOUN", "ADJ") for word in name):
        return False
    told_of = (word.text for word in parsed.words if word.part == "PROPN" and word.sentence != name[-1].sentence)
    return name[-1].text.casefold() in cues().callers or (
        all(word.part == "PROPN" for word in name) and name[-1].text in told_of
    )
