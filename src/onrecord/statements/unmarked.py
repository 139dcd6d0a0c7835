"""Find quoted words that another report prints without quotation marks: as reported speech, or in its own voice."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from rapidfuzz.distance import LCSseq, Opcode

from onrecord.model import Attribution, Limit, Report, Resolution, Span, Story, Stretches, Witness
from onrecord.statements.judging import IN_A_ROW, LONG_RUN_NATS, LONG_RUN_WORDS
from onrecord.statements.units import ReportWords, Unit, Vocabulary
from onrecord.tokens import Token

# Words in one entry of the index, and in how many places it may stand before it counts as stock wording.
GRAM = 3
HOT_GRAM = 60

# What must come back without marks: most of the quotation, and enough to be no chance. Narrators share words with the people
# they quote, so the bar is higher than between two quotations (shares tried .6 to .9, nats 14 to 30). `EVIDENCE` are the nats of the
# words, and some for each word that stands in a row.
SHARE = 0.80
NATS, EVIDENCE = 10.0, 24.0
WORDS = 6

# Where the reports tell two stories, the words alone must be rarer.
NATS_OTHER_STORY = 18.0

# Of a long quotation a part will do, when it is so many words in a row, and so rare; words at most so far apart belong to it.
PART_WORDS, PART_NATS, APART = LONG_RUN_WORDS, LONG_RUN_NATS, 3

OWN_VOICE = Resolution(None, "the words stand in the report's own voice, without quotation marks")

# The blocks in which a report speaks itself.
OWN_BLOCKS = frozenset({"headline", "body", "caption", "list"})

STAGE = "statements"


class Unmarked(NamedTuple):
    """Drafts with the witnesses that print their words without marks, and what was left out of the search."""

    drafts: list[list[Witness]]
    limits: tuple[Limit, ...]


class _Quoted(NamedTuple):
    """One wording in quotation marks. `drafts` numbers the statements that have it, `stories` the stories in which it stands."""

    drafts: tuple[int, ...]
    stems: tuple[int, ...]
    weights: tuple[float, ...]
    stories: frozenset[int | None]


class _Place(NamedTuple):
    """Where a wording may stand in a text: first and last word (half-open), and how many nats come back."""

    quoted: int
    first: int
    last: int
    shared: float


Index = Mapping[tuple[int, ...], Sequence[tuple[int, int]]]


def find_unmarked(
    drafts: Sequence[list[Witness]],
    reports: Sequence[ReportWords],
    attributions: Iterable[Attribution],
    units: Iterable[Unit],
    vocabulary: Vocabulary,
    stories: Iterable[Story] = (),
) -> Unmarked:
    """Add witnesses that print a statement's words without marks; a reported statement that is one of them is not listed twice.

    What stands in marks anywhere, as `units` tell, was compared as a quotation.
    """
    story = {report: one.number for one in stories for report in one.reports}
    quoted = _wordings(drafts, {one.report.id: one for one in reports}, vocabulary, story)
    index, hot = _index(quoted)
    quotations: dict[str, list[tuple[Span, None]]] = defaultdict(list)
    contents: dict[str, list[tuple[Span, Attribution]]] = defaultdict(list)
    for unit in units:
        if unit.quoted:
            quotations[unit.span.report].append((unit.span, None))
    for attribution in attributions:
        contents[attribution.report] += ((span, attribution) for span in attribution.content)
    out = [list(draft) for draft in drafts]
    taken = _taken(drafts)
    absorbed: set[str] = set()
    for one in reports:
        in_marks, told = Stretches(quotations[one.report.id]), Stretches(contents[one.report.id])
        words = own_words(one)
        for place in _places(vocabulary.read(words)[0], quoted, index):
            here = story.get(one.report.id)
            witness = _witness(one.report, words, place, in_marks, told)
            if witness is None or not (place.shared >= NATS_OTHER_STORY or here in quoted[place.quoted].stories):
                continue
            for number in quoted[place.quoted].drafts:
                if taken[number, one.report.id].take(witness.spans[0]):
                    out[number].append(witness)
                    absorbed.add(witness.attribution or "")
    kept = [d for d in out if not (len(d) == 1 and not d[0].quoted and d[0].attribution in absorbed)]
    return Unmarked(kept, (Limit(STAGE, hot_wordings(hot)),) if hot else ())


def hot_wordings(grams: int) -> str:
    """Say that stock phrases were not looked for without marks."""
    many = f"{grams:,} runs of {GRAM} words stand" if grams > 1 else f"1 run of {GRAM} words stands"
    used = "were" if grams > 1 else "was"
    return (
        f"{many} in more than {HOT_GRAM} quotations{' each' if grams > 1 else ''} and {used} not used to look for words without "
        "quotation marks."
    )


class _Taken:
    """The places of one report that a statement has already."""

    def __init__(self) -> None:
        self._ends: dict[int, int] = {}
        self._starts: list[int] = []

    def hold(self, span: Span) -> None:
        """Note a place."""
        insort(self._starts, span.start)
        self._ends[span.start] = max(span.end, self._ends.get(span.start, 0))

    def take(self, span: Span) -> bool:
        """Note a place, unless it meets one that is held. Held places do not meet, save nested ones, which end together."""
        before = bisect_left(self._starts, span.end)
        if before and self._ends[self._starts[before - 1]] > span.start:
            return False
        self.hold(span)
        return True


def _taken(drafts: Sequence[list[Witness]]) -> dict[tuple[int, str], _Taken]:
    """Note for each statement where in which report it stands."""
    found: dict[tuple[int, str], _Taken] = defaultdict(_Taken)
    places = sorted((number, span) for number, draft in enumerate(drafts) for one in draft for span in one.spans)
    for number, span in places:
        found[number, span.report].hold(span)
    return found


def own_words(words: ReportWords) -> tuple[Token, ...]:
    """Give the words of the blocks in which a report speaks itself; all of them when no block is marked."""
    if not words.report.blocks:
        return words.all
    spans = (block.span for block in words.report.blocks if block.kind in OWN_BLOCKS)
    return tuple(word for span in spans for word in words.within(span.start, span.end))


def _wordings(
    drafts: Sequence[list[Witness]], words: Mapping[str, ReportWords], vocabulary: Vocabulary, story: Mapping[str, int]
) -> list[_Quoted]:
    """Take the different quoted wordings of all statements that are long and rare enough to be looked for, the fullest first."""
    found: dict[tuple[int, ...], dict[int, None]] = defaultdict(dict)
    weights: dict[tuple[int, ...], tuple[float, ...]] = {}
    stories: dict[tuple[int, ...], set[int | None]] = defaultdict(set)
    for number, draft in enumerate(drafts):
        for witness in draft:
            tokens = [t for span in witness.spans for t in words[witness.report].within(span.start, span.end)]
            stems, weight = vocabulary.read(tokens)
            if witness.quoted and len(stems) >= WORDS and sum(weight) >= NATS:
                weights.setdefault(stems, weight)
                found[stems][number] = None
                stories[stems].add(story.get(witness.report))
    ordered = sorted(found, key=lambda stems: (-len(stems), stems))
    return [_Quoted(tuple(found[one]), one, weights[one], frozenset(stories[one])) for one in ordered]


def _index(quoted: Sequence[_Quoted]) -> tuple[Index, int]:
    """Index all wordings by runs of three words; runs that stand in too many are left out and counted."""
    index: dict[tuple[int, ...], list[tuple[int, int]]] = defaultdict(list)
    for number, one in enumerate(quoted):
        for position in range(len(one.stems) - GRAM + 1):
            index[one.stems[position : position + GRAM]].append((number, position))
    return {gram: held for gram, held in index.items() if len(held) <= HOT_GRAM}, sum(
        len(held) > HOT_GRAM for held in index.values()
    )


def _places(stems: tuple[int, ...], quoted: Sequence[_Quoted], index: Index) -> Iterator[_Place]:
    """Look through a text once; where runs of a wording stand, compare the stretch around them."""
    hits: dict[int, list[int]] = defaultdict(list)
    for position in range(len(stems) - GRAM + 1):
        for number, offset in index.get(stems[position : position + GRAM], ()):
            hits[number].append(position - offset)
    for number, starts in sorted(hits.items()):
        for start in _distinct(starts, len(quoted[number].stems)):
            place = _compared(number, quoted[number], stems, start)
            if place is not None:
                yield place


def _distinct(starts: Iterable[int], length: int) -> list[int]:
    """Level hits that point at the same stretch."""
    kept: list[int] = []
    for start in sorted(set(starts)):
        if not kept or start - kept[-1] > max(4, length // 4):
            kept.append(start)
    return kept


def _compared(number: int, reading: _Quoted, stems: Sequence[int], start: int) -> _Place | None:
    """Align a reading with the stretch where it may stand; give the place when enough of it does, or a long part of it."""
    margin = max(4, len(reading.stems) // 4)
    first, last = max(0, start - margin), min(len(stems), start + len(reading.stems) + margin)
    equal = [block for block in LCSseq.opcodes(reading.stems, stems[first:last]) if block.tag == "equal"]
    blocks = _without_strays(equal)
    if not _is_whole(blocks, reading):
        blocks = _part(equal, reading)
    if not blocks:
        return None
    start, src = first + blocks[0].dest_start, blocks[0].src_start
    while start and src and stems[start - 1] == reading.stems[src - 1]:
        start, src = start - 1, src - 1
    return _Place(number, start, first + blocks[-1].dest_end, _weigh(blocks, reading))


def _weigh(blocks: Iterable[Opcode], reading: _Quoted) -> float:
    return sum(sum(reading.weights[block.src_start : block.src_end]) for block in blocks)


def _is_whole(blocks: Sequence[Opcode], reading: _Quoted) -> bool:
    """Say whether most of a wording comes back, with enough evidence."""
    shared = _weigh(blocks, reading)
    run = max((block.src_end - block.src_start for block in blocks), default=0)
    enough = shared >= NATS and shared + IN_A_ROW * max(0, run - GRAM) >= EVIDENCE
    return enough and shared >= SHARE * sum(reading.weights)


def _part(blocks: Sequence[Opcode], reading: _Quoted) -> list[Opcode]:
    """Take the longest run of words, with what stands close to it on both sides; nothing when it is too short or too common."""
    if not blocks:
        return []
    middle = max(range(len(blocks)), key=lambda n: blocks[n].src_end - blocks[n].src_start)
    longest = blocks[middle]
    if longest.src_end - longest.src_start < PART_WORDS or _weigh([longest], reading) < PART_NATS:
        return []
    start, end = middle, middle + 1
    while start and _are_close(blocks[start - 1], blocks[start]):
        start -= 1
    while end < len(blocks) and _are_close(blocks[end - 1], blocks[end]):
        end += 1
    return list(blocks[start:end])


def _are_close(one: Opcode, two: Opcode) -> bool:
    return max(two.src_start - one.src_end, two.dest_start - one.dest_end) <= APART


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
    report: Report, words: Sequence[Token], place: _Place, in_marks: Stretches[None], told: Stretches[Attribution]
) -> Witness | None:
    """Make a witness of the place, unless it is in quotation marks: then it was compared as a quotation."""
    span = report.span(words[place.first].start, words[place.last - 1].end)
    if in_marks.meeting(span):
        return None
    around = [attribution for content, attribution in told.meeting(span) if content.holds(span)]
    found = next((one for one in around if not one.nested), around[-1] if around else None)
    if found is None:
        return Witness(
            report=report.id, attribution=None, spans=(span,), quoted=False, form="indirect", speaker=OWN_VOICE
        )
    return Witness(
        report=report.id, attribution=found.id, spans=(span,), quoted=False, form=found.form, speaker=found.speaker
    )
