"""Judge whether two wordings are one utterance: what they share, word by word, and what else speaks for it or against it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from itertools import compress
from typing import NamedTuple

from rapidfuzz.distance import LCSseq, Opcode

from onrecord.statements.speaker import compare_speakers
from onrecord.statements.units import SCRAP_WORDS, Unit

# Evidence that two units are one utterance, in nats: the rarity of the shared words, plus what speaks for it from outside.
EVIDENCE = 15.0
# Enough where the shorter wording stands whole in the longer, in reports of one story that name the same speaker or give but a word or
# two (slogans are longer, and others say them too). Tried 10 to 15; of the 29 new joins of the news cluster 28 were right.
EVIDENCE_WHOLE = 11.0
SAME_SPEAKER = 6.0  # both reports name the same speaker
SURROUNDED, SURROUNDED_SCRAP = (
    10.0,
    14.0,
)  # the most that like surroundings may add, and to a word or two (tried 10 to 20)
WELL_SURROUNDED = 6.0
IN_A_ROW = 2.5  # for each word beyond the third that stands in one row on both sides: common words in order prove much

# Reports that came out a month apart or more rarely carry one short utterance. Weak, since dates are often wrong.
DISTANT, DISTANT_DAYS, NEAR_DAYS = 5.0, 30, 3

# Wordings of equal length in which all words but one (but two, from `BRIEF_WORDS` on) stand in the same order are one when the speaker
# and the surroundings speak for it as much as this: a number, a name or a word was changed.
WORD_FOR_WORD, WORD_FOR_WORD_TOGETHER = 12.0, 8.0  # the second in reports of one story (tried 8 and 10)
NATS_WORD_FOR_WORD = 4.0
MOST_WORD_FOR_WORD = 9  # in longer wordings, what is left proves enough

# How much of the shorter wording must come back in the longer, by weight. When the reports name different speakers, the words
# alone must carry it, or a long run of them (LONG_RUN_WORDS).
SHARE, SHARE_SUPPORTED, SHARE_OTHER_SPEAKER = 0.70, 0.60, 0.85
NATS_OTHER_SPEAKER = 30.0

# When more is missing than a word or two, so many of the words must be left, and a third of them in a row somewhere, `ROW_WORDS` at most.
# Two reports on one matter share its words anyhow (“a nuclear … North Korea”).
LOOSE_SHARE, LOOSE_WORDS, ROW_WORDS = 0.80, 0.65, 5

# From this share on, words that stand in another order are looked for: so many in a row count as shared.
MOVED_FROM, MOVED_WORDS = 0.35, 3

# Fewer words than this must come back more fully, and all but one of them in a row: two shared words are soon found.
BRIEF_WORDS, SHARE_BRIEF = 6, 0.75

# One report that quotes a speaker twice usually has two utterances: only a repetition, nearly whole or with a run of words
# that nobody says twice, joins them.
SHARE_REPEATED, NATS_REPEATED = 0.90, 12.0

# One or two words must be worth something themselves, more when two speakers are named who may not be one: not “interesting”.
NATS_SCRAP, NATS_SCRAP_APART = 2.5, 5.0

# Reported speech is in the reporter's words; two reporters use the same words for one matter. It must come back nearly whole.
SHARE_REPORTED, NATS_REPORTED = 0.80, 20.0

# What one report prints in marks and another tells without them: most of the shorter must come back, and with speaker and surroundings it
# must come to more than between two quotations, since whoever tells of a matter uses its words.
SHARE_TOLD, WORDS_TOLD, EVIDENCE_TOLD = 0.70, 5, 20.0

# Two quotations of one utterance may each go on where the other stops: then a long run of equal words joins them.
LONG_RUN_WORDS, LONG_RUN_NATS = 8, 18.0

# Across two stories slogans are repeated and phrases fall together; a whole quotation may still be taken up again. So many words at least
# must be shared, so rare, and the evidence must come to more. On 923 PolNeAR articles these let 70 pairs of outlets through, one of them
# doubtful; 18 and 27 nats let 55 through, none of them wrong; 21 nats of evidence the first wrong one.
OTHER_STORY_WORDS, OTHER_STORY_NATS, OTHER_STORY_EVIDENCE, SHARE_OTHER_STORY = 6, 12.0, 24.0, 0.75

# A wording that stands in another one nearly whole, with no two words fewer than this, is a part of it.
SHARE_HELD, HELD_WORDS = 0.90, 3


class Likeness(NamedTuple):
    """What two wordings share: nats, share of the shorter, how many words, the longest run in words and nats.

    `first` and `last` bound the stretch of the longer wording with which the shorter one was compared.
    """

    shared: float
    share: float
    words: int
    run: int
    run_nats: float
    first: int
    last: int


def shorter_first(one: Unit, other: Unit) -> tuple[Unit, Unit]:
    """Put the unit with fewer words first; of two as long, the one whose words come first in the alphabet."""
    ours, theirs = len(one.stems), len(other.stems)
    if ours == theirs:
        return (one, other) if (one.stems, one.order) <= (other.stems, other.order) else (other, one)
    return (one, other) if ours < theirs else (other, one)


def compare_words(short: Unit, long: Unit) -> Likeness:
    """Align the shorter wording with the stretch of the longer where it may stand, and weigh what they share."""
    if short.stems == long.stems:
        return Likeness(short.weight, 1.0, len(short.stems), len(short.stems), short.weight, 0, len(long.stems))
    first, last = _stretch(short.stems, long.stems)
    opcodes = LCSseq.opcodes(short.stems, long.stems[first:last])
    blocks = [(block.src_start, block.src_end) for block in opcodes if block.tag == "equal"]
    shared = sum(sum(short.weights[start:end]) for start, end in blocks)
    start, end = max(blocks, key=lambda block: block[1] - block[0], default=(0, 0))
    count = sum(end - start for start, end in blocks)
    if MOVED_FROM <= shared / short.weight < SHARE:
        for start, end in _moved(short.stems, long.stems, opcodes, first):
            shared, count = shared + sum(short.weights[start:end]), count + end - start
    return Likeness(shared, shared / short.weight, count, end - start, sum(short.weights[start:end]), first, last)


def _moved(short: Sequence[int], long: Sequence[int], opcodes: Iterable[Opcode], first: int) -> list[tuple[int, int]]:
    """Find the words that both wordings have in a row, but in another order than the rest: a clause put first or last."""
    equal = [block for block in opcodes if block.tag == "equal"]
    ours = _left_over(len(short), [(block.src_start, block.src_end) for block in equal])
    theirs = _left_over(len(long), [(first + block.dest_start, first + block.dest_end) for block in equal])
    found = LCSseq.opcodes([short[n] for n in ours], [long[n] for n in theirs])
    runs = [
        (ours[block.src_start], ours[block.src_end - 1] + 1, theirs[block.dest_end - 1] + 1 - theirs[block.dest_start])
        for block in found
        if block.tag == "equal"
    ]
    return [(start, end) for start, end, length in runs if end - start == length >= MOVED_WORDS]


def _left_over(length: int, taken: Iterable[tuple[int, int]]) -> list[int]:
    held = {n for start, end in taken for n in range(start, end)}
    return [n for n in range(length) if n not in held]


def _stretch(short: Sequence[int], long: Sequence[int]) -> tuple[int, int]:
    """Find the stretch of the longer wording where the shorter may stand: where most of its word pairs line up."""
    margin = max(4, len(short) // 2)
    if len(long) <= len(short) + margin:
        return 0, len(long)
    places: dict[tuple[int, int], list[int]] = defaultdict(list)
    for position, pair in enumerate(zip(short, short[1:], strict=False)):
        places[pair].append(position)
    offsets = Counter(
        position - place
        for position, pair in enumerate(zip(long, long[1:], strict=False))
        if pair in places
        for place in places[pair]
    )
    if not offsets:
        return 0, len(long)
    best = min(offsets, key=lambda offset: (-offsets[offset], offset))
    return max(0, best - margin), min(len(long), max(0, best) + len(short) + margin)


def has_words_of(short: Unit, long: Unit) -> bool:
    """Say whether so many words of the shorter wording stand anywhere in the longer that `may_be_same` could be True."""
    found = list(compress(short.weights, map(set(long.stems).__contains__, short.stems)))
    return _may_be_same(short, long, sum(found), len(found), len(found), sum(found))


def may_be_same(short: Unit, long: Unit, like: Likeness) -> bool:
    """Say whether two wordings share enough that whoever spoke them could decide. Never False where `is_same` could be True."""
    return _may_be_same(short, long, like.shared, like.words, like.run, like.run_nats)


def _may_be_same(short: Unit, long: Unit, shared: float, words: int, run: int, run_nats: float) -> bool:
    if shared >= SHARE_SUPPORTED * short.weight or (run >= LONG_RUN_WORDS and run_nats >= LONG_RUN_NATS):
        return True
    return len(short.stems) == len(long.stems) <= MOST_WORD_FOR_WORD and words >= len(short.stems) - 2


def is_same(one: Unit, other: Unit, like: Likeness, surrounded: Callable[[], float]) -> bool:
    """Hold what two units share against the bars. `surrounded` weighs what they share around them, when it comes to that."""
    voices = compare_speakers(one.attribution, other.attribution)
    if one.quoted != other.quoted:
        return voices != "differ" and _is_told(one, other, like, SAME_SPEAKER if voices == "alike" else 0.0, surrounded)
    if not one.quoted:
        return voices != "differ" and like.share >= SHARE_REPORTED and like.shared >= NATS_REPORTED
    repeated = like.share >= SHARE_REPEATED or like.run_nats >= NATS_REPEATED
    if one.span.report == other.span.report and not repeated:
        return False
    in_a_row = like.run >= LONG_RUN_WORDS and like.run_nats >= LONG_RUN_NATS
    if _are_apart(one, other) and not _is_known_elsewhere(like, voices, in_a_row):
        return False
    if voices == "differ":
        return like.share >= SHARE_OTHER_SPEAKER and (like.shared >= NATS_OTHER_SPEAKER or in_a_row)
    if in_a_row:
        return True
    return _is_likely(one, other, like, SAME_SPEAKER if voices == "alike" else 0.0, surrounded)


def _are_apart(one: Unit, other: Unit) -> bool:
    """Say whether the reports of two units are known to tell two stories."""
    return None not in (one.story, other.story) and one.story != other.story


def _is_known_elsewhere(like: Likeness, voices: str, in_a_row: bool) -> bool:
    """Say whether words of one story are so many and so rare that another story must have them from there."""
    if (
        like.words < OTHER_STORY_WORDS
        or like.shared < OTHER_STORY_NATS
        or not (in_a_row or like.share >= SHARE_OTHER_STORY)
    ):
        return False
    support = SAME_SPEAKER if voices == "alike" else 0.0
    return like.shared + IN_A_ROW * max(0, like.run - 3) + support >= OTHER_STORY_EVIDENCE


def _is_told(one: Unit, other: Unit, like: Likeness, support: float, surrounded: Callable[[], float]) -> bool:
    """Judge a quotation and reported speech."""
    shorter = min(len(one.stems), len(other.stems))
    if one.span.report == other.span.report or like.share < SHARE_TOLD or like.words < WORDS_TOLD:
        return False
    if not _is_tight(like, shorter) or _are_apart(one, other):
        return False
    words = like.shared + IN_A_ROW * max(0, like.run - 3) - _distance(one, other) + support
    return words >= EVIDENCE_TOLD or words + min(SURROUNDED, surrounded()) >= EVIDENCE_TOLD


def _is_likely(one: Unit, other: Unit, like: Likeness, support: float, surrounded: Callable[[], float]) -> bool:
    """Judge the words together with what supports them."""
    shorter = min(len(one.stems), len(other.stems))
    if is_word_for_word(one, other, like) and _stand_in_like(one, other, support, surrounded):
        return True
    words = like.shared + IN_A_ROW * max(0, like.run - 3) - _distance(one, other)
    most = SURROUNDED if shorter >= SCRAP_WORDS else SURROUNDED_SCRAP
    whole = like.run == shorter and (support > 0 or shorter < SCRAP_WORDS) and _are_together(one, other)
    enough = EVIDENCE_WHOLE if whole else EVIDENCE
    if not _comes_back(one, other, like, support) or words + support + most < enough:
        return False
    if like.share < SHARE and support < WELL_SURROUNDED or words + support < enough:
        support += min(most, surrounded())
    return words + support >= enough and (shorter < BRIEF_WORDS or like.share >= SHARE or support >= WELL_SURROUNDED)


def _stand_in_like(one: Unit, other: Unit, support: float, surrounded: Callable[[], float]) -> bool:
    """Say whether speaker and surroundings alone make it likely that two wordings are one with a word changed."""
    together = _are_together(one, other)
    most, enough = (SURROUNDED_SCRAP, WORD_FOR_WORD_TOGETHER) if together else (SURROUNDED, WORD_FOR_WORD)
    return support + min(most, surrounded()) >= enough


def _comes_back(one: Unit, other: Unit, like: Likeness, support: float) -> bool:
    """Say whether enough of the shorter wording stands in the longer, and enough of it in a row."""
    shorter = min(len(one.stems), len(other.stems))
    if shorter < SCRAP_WORDS:
        apart = not support and None not in (one.speaker, other.speaker)
        return like.run == shorter and like.shared >= (NATS_SCRAP_APART if apart else NATS_SCRAP)
    if shorter < BRIEF_WORDS:
        return like.share >= SHARE_BRIEF and like.run >= shorter - 1
    return like.share >= SHARE_SUPPORTED and (like.share >= LOOSE_SHARE or _is_tight(like, shorter))


def _are_together(one: Unit, other: Unit) -> bool:
    """Say whether the reports of two units are known to tell one story."""
    return one.story is not None and one.story == other.story


def is_word_for_word(one: Unit, other: Unit, like: Likeness) -> bool:
    """Say whether two wordings are as long as each other and differ in a word, or in two when they are not brief."""
    length = len(one.stems)
    differ = 1 if length < BRIEF_WORDS else 2
    in_place = (
        SCRAP_WORDS <= length == len(other.stems) <= MOST_WORD_FOR_WORD and length - differ <= like.words < length
    )
    return in_place and like.shared >= NATS_WORD_FOR_WORD


def _is_tight(like: Likeness, shorter: int) -> bool:
    return like.words >= LOOSE_WORDS * shorter and like.run >= min(ROW_WORDS, max(SCRAP_WORDS, -(-shorter // 3)))


def _distance(one: Unit, other: Unit) -> float:
    """Weigh against two units that their reports came out far apart, in nats."""
    if one.day is None or other.day is None:
        return 0.0
    days = min(abs(one.day - other.day), DISTANT_DAYS)
    return DISTANT * days / DISTANT_DAYS if days > NEAR_DAYS else 0.0


def is_part(part: Unit, whole: Unit, like: Likeness) -> bool:
    """Say whether one of two units that are the same words stands in the other nearly whole."""
    held = like.share >= SHARE_HELD and len(part.stems) >= HELD_WORDS and len(part.stems) <= len(whole.stems)
    return held and compare_speakers(part.attribution, whole.attribution) != "differ"
