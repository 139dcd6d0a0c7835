"""Find quoted words that another report prints without quotation marks: as reported speech, or in its own voice."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from rapidfuzz.distance import LCSseq, Opcode

from onrecord.model import Attribution, Report, Resolution, Span, Stretches, Witness
from onrecord.rarity import Rarity
from onrecord.reuse.runs import Text, read_text
from onrecord.statements.collate import read_words
from onrecord.tokens import stem

# Words in one entry of the index, and in how many places it may stand before it counts as stock wording.
GRAM = 3
HOT_GRAM = 60

# What must come back without marks: most of the quotation, and enough to be no chance. Narrators share words with the people
# they quote, so the bar is higher than between two quotations (shares tried .6 to .9, nats 14 to 30).
SHARE = 0.80
NATS = 18.0
WORDS = 6

OWN_VOICE = Resolution(None, "the words stand in the report's own voice, without quotation marks")


class _Quoted(NamedTuple):
    """One reading of a statement in quotation marks. `draft` numbers the statement."""

    draft: int
    stems: tuple[str, ...]
    weights: tuple[float, ...]


class _Place(NamedTuple):
    """Where a reading may stand in a text: first and last word (half-open)."""

    quoted: int
    first: int
    last: int


def find_unmarked(
    drafts: Sequence[list[Witness]], reports: Sequence[Report], attributions: Iterable[Attribution], rarity: Rarity
) -> list[list[Witness]]:
    """Add witnesses that print a statement's words without marks; a reported statement that is one of them is not listed twice.

    `reports` are in canonical order.
    """
    by_id = {report.id: report for report in reports}
    quoted = [reading for number, draft in enumerate(drafts) for reading in _readings(number, draft, by_id, rarity)]
    index = _index(quoted)
    quotations: dict[str, list[tuple[Span, Attribution]]] = defaultdict(list)
    contents: dict[str, list[tuple[Span, Attribution]]] = defaultdict(list)
    for attribution in attributions:
        quotations[attribution.report] += ((span, attribution) for span in attribution.quoted)
        contents[attribution.report] += ((span, attribution) for span in attribution.content)
    out = [list(draft) for draft in drafts]
    absorbed: set[str] = set()
    for report in reports:
        text, in_marks, told = read_text(report), Stretches(quotations[report.id]), Stretches(contents[report.id])
        for place in _places(text, quoted, index):
            draft = out[quoted[place.quoted].draft]
            witness = _witness(text, place, in_marks, told)
            if witness is not None and not any(witness.spans[0].meets(span) for other in draft for span in other.spans):
                draft.append(witness)
                if witness.attribution is not None:
                    absorbed.add(witness.attribution)
    return [
        draft for draft in out if not (len(draft) == 1 and not draft[0].quoted and draft[0].attribution in absorbed)
    ]


def _readings(number: int, draft: Sequence[Witness], by_id: dict[str, Report], rarity: Rarity) -> list[_Quoted]:
    """Take the different quoted readings of a statement that are long and rare enough to be looked for, the fullest first."""
    found: dict[tuple[str, ...], _Quoted] = {}
    for witness in draft:
        words = [w.token for w in read_words(by_id[witness.report], witness.spans)] if witness.quoted else []
        weights = tuple(rarity(token.norm) for token in words)
        if len(words) >= WORDS and sum(weights) >= NATS:
            stems = tuple(stem(token.norm) for token in words)
            found[stems] = _Quoted(number, stems, weights)
    return sorted(found.values(), key=lambda reading: (-len(reading.stems), reading.stems))


def _index(quoted: Sequence[_Quoted]) -> dict[tuple[str, ...], list[tuple[int, int]]]:
    index: dict[tuple[str, ...], list[tuple[int, int]]] = defaultdict(list)
    for number, reading in enumerate(quoted):
        for position in range(len(reading.stems) - GRAM + 1):
            index[reading.stems[position : position + GRAM]].append((number, position))
    return index


def _places(text: Text, quoted: Sequence[_Quoted], index: dict[tuple[str, ...], list[tuple[int, int]]]) -> list[_Place]:
    """Look through a text once; where grams of a reading stand, compare the stretch around them."""
    stems = [stem(token.norm) for token in text.words]
    hits: dict[int, list[int]] = defaultdict(list)
    for position in range(len(stems) - GRAM + 1):
        places = index.get(tuple(stems[position : position + GRAM]), ())
        if len(places) <= HOT_GRAM:
            for number, offset in places:
                hits[number].append(position - offset)
    found = (
        _compared(number, quoted[number], stems, start)
        for number, starts in sorted(hits.items())
        for start in _distinct(starts, len(quoted[number].stems))
    )
    return [place for place in found if place is not None]


def _distinct(starts: Iterable[int], length: int) -> list[int]:
    """Level hits that point at the same stretch."""
    kept: list[int] = []
    for start in sorted(set(starts)):
        if not kept or start - kept[-1] > max(4, length // 4):
            kept.append(start)
    return kept


def _compared(number: int, reading: _Quoted, stems: Sequence[str], start: int) -> _Place | None:
    """Align a reading with the stretch where it may stand; give the place when enough of it does."""
    margin = max(4, len(reading.stems) // 4)
    first, last = max(0, start - margin), min(len(stems), start + len(reading.stems) + margin)
    blocks = _without_strays([b for b in LCSseq.opcodes(reading.stems, stems[first:last]) if b.tag == "equal"])
    shared = sum(sum(reading.weights[b.src_start : b.src_end]) for b in blocks)
    if not blocks or shared < NATS or shared < SHARE * sum(reading.weights):
        return None
    start, src = first + blocks[0].dest_start, blocks[0].src_start
    while start and src and stems[start - 1] == reading.stems[src - 1]:
        start, src = start - 1, src - 1
    return _Place(number, start, first + blocks[-1].dest_end)


def _without_strays(blocks: list[Opcode]) -> list[Opcode]:
    """Leave out a word or two at either end that stand far from the rest: their like is found in any text."""
    kept = list(blocks)
    while len(kept) > 1 and _is_stray(kept[0], kept[1].dest_start - kept[0].dest_end):
        kept.pop(0)
    while len(kept) > 1 and _is_stray(kept[-1], kept[-1].dest_start - kept[-2].dest_end):
        kept.pop()
    return kept


def _is_stray(block: Opcode, apart: int) -> bool:
    return block.src_end - block.src_start < GRAM and apart > block.src_end - block.src_start


def _witness(
    text: Text, place: _Place, in_marks: Stretches[Attribution], told: Stretches[Attribution]
) -> Witness | None:
    """Make a witness of the place, unless it is in quotation marks: then it was compared as a quotation."""
    span = text.report.span(text.words[place.first].start, text.words[place.last - 1].end)
    if in_marks.meeting(span):
        return None
    around = [attribution for content, attribution in told.meeting(span) if content.holds(span)]
    found = next((one for one in around if not one.nested), around[-1] if around else None)
    if found is None:
        return Witness(
            report=text.report.id, attribution=None, spans=(span,), quoted=False, form="indirect", speaker=OWN_VOICE
        )
    return Witness(
        report=text.report.id, attribution=found.id, spans=(span,), quoted=False, form=found.form, speaker=found.speaker
    )
