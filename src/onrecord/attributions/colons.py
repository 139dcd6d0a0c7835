"""Attributions by a colon alone: headlines ("Mayor: Bridge is safe") and transcripts ("HOLT: Good evening.")."""

from __future__ import annotations

from itertools import groupby

from onrecord.attributions.draft import Draft
from onrecord.attributions.grammar import trim
from onrecord.language import Parsed, Sentence, Word

# A name before a colon is short; a longer run of words is a clause that leads up to a list or a quotation.
_LONGEST_NAME = 4
_OPENING = {"“", '"', "``", "''"}


def draft_colons(parsed: Parsed) -> list[Draft]:
    """Find headlines and transcript turns that put a speaker before a colon; a turn lasts to the end of its paragraph."""
    blocks = groupby(parsed.sentences, key=_block_of)
    drafts = (_colon(parsed, number, list(sentences)) for number, sentences in blocks)
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
    headline = parsed.report.blocks[number].kind == "headline" and all(map(_could_be_name, name))
    if not (turn or headline) or not any(w.part in ("PROPN", "NOUN") for w in name):
        return None
    content = trim(parsed, list(range(first + place + 1, last)))
    speaker = [w.index for w in name]
    if not content:
        return None
    origin = "turn" if turn else "colon"
    return Draft([words[place].index], speaker, content, "speech", origin, heart=words[place].index)


def _could_be_name(word: Word) -> bool:
    return word.part == "PROPN" or word.text[0].isupper()
