"""Copies planted in real reports, in memory: words of one report between two sentences, or two paragraphs, of another."""

from __future__ import annotations

import re
from collections.abc import Sequence
from random import Random
from typing import NamedTuple

from msgspec.structs import replace

from onrecord.model import Block, Report
from onrecord.reuse.runs import read_text
from onrecord.tokens import Token

_BETWEEN_SENTENCES = re.compile(r"[.!?][”\"’']?\s+(?=[A-Z“\"])")
_MARKS, _SENTENCE_END = re.compile(r"[“”\"]|''|``"), re.compile(r"[.!?]\s")

Words = tuple[tuple[int, int], ...]  # where words stand in a report


class Planted(NamedTuple):
    """A stretch of the donor, as it stands there and in the host that it was planted in. `host` carries the copy.

    `exchanged` numbers the words that are not the donor's; `traits` say what is special about the stretch.
    """

    donor: Report
    host: Report
    there: Words
    here: Words
    traits: tuple[str, ...]


def body_words(report: Report) -> list[Token]:
    """Give the words of the body paragraphs."""
    spans = [block.span for block in report.blocks if block.kind == "body"]
    words = iter(read_text(report).words)
    word, found = next(words, None), []
    for span in spans:
        while word is not None and word.start < span.end:
            found += [word] if span.start <= word.start else []
            word = next(words, None)
    return found


def plant(
    donor: Report, host: Report, length: int, chance: Random, exchanged: Sequence[int] = (), apart: bool = False
) -> Planted | None:
    """Put `length` words in a row of the donor's body text into the host; None when either has no room for it.

    The words numbered in `exchanged` are replaced by others of the donor. `apart` makes the copy a paragraph of its own.
    """
    words = body_words(donor)
    places = _places(host, apart)
    if len(words) < length or not places:
        return None
    first = chance.randrange(len(words) - length + 1)
    stretch = words[first : first + length]
    raw = donor.text[stretch[0].start : stretch[-1].end]
    pieces, here, at = [], [], 0
    for number, word in enumerate(stretch):
        between = donor.text[stretch[number - 1].end : word.start].replace("\n", " ") if number else ""
        own = donor.text[word.start : word.end]
        other = _other(words, word, donor, chance) if number in exchanged else own
        at += len(between)
        here.append((at, at + len(other)))
        at += len(other)
        pieces += [between, other]
    place, block = chance.choice(places)
    before, after = ("\n", ".") if apart else ("", ". ")
    new = _with(host, place, before + "".join(pieces) + after, block if apart else None)
    start = place + len(before)
    traits = ["own paragraph" if apart else "within a paragraph"]
    traits += ["across a quotation mark"] if _MARKS.search(raw) else []
    traits += ["across a sentence end"] if _SENTENCE_END.search(raw) else []
    there = tuple((word.start, word.end) for word in stretch)
    return Planted(donor, new, there, tuple((start + i, start + j) for i, j in here), tuple(traits))


def _other(words: Sequence[Token], word: Token, donor: Report, chance: Random) -> str:
    """Choose another word of the report instead of one; any will do, for what is wanted is a word that is not the same."""
    others = [token for token in chance.sample(words, min(20, len(words))) if token.norm != word.norm]
    return donor.text[others[0].start : others[0].end] if others else "otherwise"


def _places(host: Report, apart: bool) -> list[tuple[int, int]]:
    """Give the offsets where words may be put in, each with the number of its block."""
    body = [(number, block) for number, block in enumerate(host.blocks) if block.kind == "body"]
    if apart:
        return [(block.span.end, number) for number, block in body]
    return [
        (found.end(), number)
        for number, block in body
        for found in _BETWEEN_SENTENCES.finditer(host.text, block.span.start, block.span.end)
    ]


def _with(host: Report, place: int, text: str, behind: int | None) -> Report:
    """Put text into a report: into a paragraph, or as a paragraph behind the block of a given number."""
    id_ = f"{host.id}-planted"

    def moved(offset: int, is_end: bool) -> int:
        shifts = offset > place or (offset == place and not is_end) or (offset == place and behind is None and is_end)
        return offset + (len(text) if shifts else 0)

    def span(block: Block) -> Block:
        start, end = block.span.start, block.span.end
        return replace(block, span=replace(block.span, report=id_, start=moved(start, False), end=moved(end, True)))

    blocks = [span(block) for block in host.blocks]
    if behind is not None:
        own = replace(blocks[behind].span, start=place + 1, end=place + len(text))
        blocks.insert(behind + 1, Block(own, "body", "planted"))
    return Report(id=id_, name=host.name, text=host.text[:place] + text + host.text[place:], blocks=tuple(blocks))
