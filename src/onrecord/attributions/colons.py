"""Attributions by a colon alone: headlines ("Mayor: Bridge is safe") and transcripts ("HOLT: Good evening.")."""
from __future__ import annotations

from onrecord.attributions.clauses import trim
from onrecord.attributions.draft import Draft
from onrecord.language import Parsed, Sentence

# A name before a colon is short; a longer run of words is a clause that leads up to a list or a quotation.
_LONGEST_NAME = 4
_OPENING = {"“", '"', "``", "''"}


def draft_colons(parsed: Parsed) -> list[Draft]:
    """Find headlines and transcript turns that put a speaker before a colon."""
    return [draft for sentence in parsed.sentences if (draft := _colon(parsed, sentence)) is not None]


def _colon(parsed: Parsed, sentence: Sentence) -> Draft | None:
    words = parsed.words[sentence.first : sentence.last]
    opened = words[0].text in _OPENING  # "HOLT: Good evening. – a transcript may stand in quotation marks
    if words[0].start != parsed.report.blocks[sentence.block].span.start:
        return None
    place = next((n for n, word in enumerate(words[: _LONGEST_NAME + 1 + opened]) if word.text == ":"), 0)
    if place <= opened or place + 1 >= len(words):
        return None
    name = words[opened:place]
    turn = all(w.text.isupper() and w.text.isalpha() for w in name)
    headline = parsed.report.blocks[sentence.block].kind == "headline" and all(w.part == "PROPN" or w.text[0].isupper() for w in name)
    if not (turn or headline) or not any(w.part in ("PROPN", "NOUN") for w in name):
        return None
    last = _turn_end(parsed, sentence) if turn else sentence.last
    content = trim(parsed, list(range(sentence.first + place + 1, last)))
    return Draft([words[place].index], [w.index for w in name], content, "speech", "colon", heart=words[place].index) if content else None


def _turn_end(parsed: Parsed, sentence: Sentence) -> int:
    """A speaker's turn lasts to the end of the paragraph."""
    block, last = sentence.block, sentence.last
    while last < len(parsed.words) and parsed.sentence_of(last).block == block:
        last = parsed.sentence_of(last).last
    return last
