"""How much a difference matters: what it touches by itself, and what its surroundings bear out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import NamedTuple

from onrecord.model import Bearing, EditKind
from onrecord.rarity import Rarity
from onrecord.statements.bearing import DRESS, MISLEADS, READ, WORDING, Words, rest_of
from onrecord.statements.differences import is_substantive
from onrecord.statements.dress import kinds_of, words_of
from onrecord.statements.roles import swap_roles
from onrecord.statements.sides import Difference, Side
from onrecord.statements.steps import CLIP_WORDS, Range, Step

# A change of meaning is only claimed with so many shared words right beside it, counting up to REACH on each side (tried 2 and 5;
# at 5 a tenth of planted changes is missed).
HELD, REACH = 3, 3

# Two readings of which a smaller share of the shorter one's words is shared may be two utterances, or a paraphrase: nothing that
# differs between them is called a change of meaning (tried 0.6 to 0.85: up to 0.75 recurring phrases come in, at 0.85 real changes
# are missed).
SAME_SHARE = 0.8

# Nor are two readings whose shared words are so common (nats) that anybody may have said them: “I'm going to say it” (tried 5 to 10:
# at 6.5 recurring phrases come in, at 10 real changes are missed).
SAME_NATS = 8.0

# From the first shared word to the last, at least this share of either reading is shared (tried 0.4 to 0.7).
CLOSE_SHARE = 0.6

# Words set against each other so often within one sentence are another sentence (tried 3 and 6).
REWORDED = 4

# A denial so close before the first word that is kept belongs to it: did not | close the bridge (tried 2 to 5).
DENIAL_REACH = 3

# A denial further on in what is left out belongs to something else.
DENIAL_WITHIN = 8

_ordinary = Rarity()


class Weight(NamedTuple):
    """What of the meaning an edit touches, and how much that matters, from 0 (dress) to 3 (says something else)."""

    bears_on: tuple[Bearing, ...]
    severity: int


def weigh_all(
    base: Side, other: Side, path: Sequence[Step], parts: Sequence[Difference], kinds: Sequence[EditKind]
) -> list[Weight]:
    """Judge each difference by itself, then take back what its surroundings do not bear out."""
    weights = [
        _weigh(base, other, part, kind) if is_substantive(base, other, part) else Weight((), DRESS)
        for part, kind in zip(parts, kinds, strict=True)
    ]
    same = _is_same_wording(base, other, path)
    shared = same and _are_one_utterance(base, path)
    runs = _shared_runs(path)
    swapped = swap_roles(base, other, parts, path)
    weights = [Weight(("name",), MISLEADS) if n in swapped else weight for n, weight in enumerate(weights)]
    weights = [
        _held(weight, part, runs) if shared else weight if same and _is_end(part, kind) else _plain(weight)
        for weight, part, kind in zip(weights, parts, kinds, strict=True)
    ]
    by_sentence: dict[int, list[int]] = defaultdict(list)
    for number, part in enumerate(parts):
        if kinds[number] not in ("clipped-start", "clipped-end") and is_substantive(base, other, part):
            by_sentence[base.sentences[min(part.base[0], len(base.words) - 1)]].append(number)
    for numbers in by_sentence.values():
        denying = [n for n in numbers if "negation" in weights[n].bears_on]
        even = (len(denying) + any(_turns_until(base, other, parts[n]) for n in numbers)) % 2 == 0
        for number in numbers if len(numbers) >= REWORDED else denying if even else ():
            # two denials that come and go in one sentence leave it as it was: “I do not think he will”, “I think he will not”
            weights[number] = _plain(weights[number])
    return [_fair(weight, base, other) for weight in weights]


def _turns_until(base: Side, other: Side, part: Difference) -> bool:
    """Say whether “until” on one side is “when” on the other, which does away with a denial: not until noon, at noon."""
    kinds = kinds_of("until")
    ours, theirs = (
        {kinds[norm] for norm in norms if norm in kinds} for norms in (base.norms(part.base), other.norms(part.other))
    )
    return bool(ours and theirs) and ours != theirs


def _held(weight: Weight, part: Difference, runs: tuple[dict[Range, int], dict[Range, int]]) -> Weight:
    """Claim a change of meaning only where the words right around are shared; `runs` count them."""
    if weight.severity < MISLEADS or part.asked or part.moved or not weight.bears_on:
        return weight
    begins, ends = runs
    near = min(REACH, ends.get((part.base[0], part.other[0]), 0)) + min(
        REACH, begins.get((part.base[1], part.other[1]), 0)
    )
    return weight if near >= HELD else _plain(weight)


def _shared_runs(path: Sequence[Step]) -> tuple[dict[Range, int], dict[Range, int]]:
    """Say how many shared words follow, and how many go before, a place in the base and in the other."""
    begins: dict[Range, int] = {}
    ends: dict[Range, int] = {}
    for step in filter(_is_equal, path):
        place = step.base[0], step.other[0]
        ends[step.base[1], step.other[1]] = ends.get(place, 0) + 1
    for step in filter(_is_equal, reversed(path)):
        begins[step.base[0], step.other[0]] = begins.get((step.base[1], step.other[1]), 0) + 1
    return begins, ends


def _plain(weight: Weight) -> Weight:
    """Take a difference for one of wording."""
    return Weight(weight.bears_on, min(weight.severity, WORDING))


def _is_equal(step: Step) -> bool:
    return step.kind == "equal"


def _is_same_wording(base: Side, other: Side, path: Sequence[Step]) -> bool:
    """Say whether hardly anything of the shorter reading is missing in the longer one."""
    count = sum(_is_shared(step, base, other) for step in path)
    return count >= SAME_SHARE * min(len(base.words), len(other.words))


def _are_one_utterance(base: Side, path: Sequence[Step]) -> bool:
    """Say whether so much is shared, of both and closely enough, that what differs was changed and not said on another occasion."""
    equal = [step for step in path if step.kind == "equal"]
    if sum(_ordinary(base.words[step.base[0]].token.norm) for step in equal) < SAME_NATS:
        return False
    reach = equal[-1].base[1] - equal[0].base[0], equal[-1].other[1] - equal[0].other[0]
    return len(equal) >= CLOSE_SHARE * max(reach)


def _is_shared(step: Step, base: Side, other: Side) -> bool:
    """Say whether a step is a word that both have, or one article for another: a, an, the."""
    if step.kind != "against":
        return step.kind == "equal"
    return all(norm in words_of("articles") for norm in base.norms(step.base) + other.norms(step.other))


def _fair(weight: Weight, base: Side, other: Side) -> Weight:
    """What a report tells in its own words is told in its own tense and person, and claims to be nobody's very words."""
    if base.quoted and other.quoted:
        return weight
    bears_on = tuple(bearing for bearing in weight.bears_on if bearing not in ("tense", "person", "question"))
    return Weight(bears_on, min(weight.severity, WORDING))


def _weigh(base: Side, other: Side, difference: Difference, kind: EditKind) -> Weight:
    """Judge a difference as far as its own words can tell."""
    one = Words(base, difference.base, base.norms(difference.base))
    two = Words(other, difference.other, other.norms(difference.other))
    if difference.asked:
        return Weight(("question",), _asked(base, other, difference))
    if not difference.moved and (_is_filler(one) and _is_filler(two) or _is_stammer(one) or _is_stammer(two)):
        return Weight((), DRESS)
    if _is_end(difference, kind):
        return Weight((), _clipped(one if one.norms else two, at_start=difference.first))
    if difference.moved:
        return Weight((), WORDING)
    found = {bearing: severity for bearing, read in READ if (severity := read(one, two))}
    return Weight(tuple(found), max(found.values(), default=WORDING))


def _is_end(part: Difference, kind: EditKind) -> bool:
    """Say whether words are missing at an end, be they few or many."""
    if part.asked or part.moved:
        return False
    alone = part.base[0] == part.base[1] or part.other[0] == part.other[1]
    return kind.startswith("clipped") or (part.first or part.last) and alone


def _asked(base: Side, other: Side, difference: Difference) -> int:
    """Judge a question mark that only one side has: it matters where neither word order nor anything else shows a question."""
    asking, place = (
        (base, difference.base[0]) if "?" in base.after(difference.base[0]) else (other, difference.other[0])
    )
    telling, there = (other, difference.other[0]) if asking is base else (base, difference.base[0])
    question, answer = _sentence(asking, place), _sentence(telling, there)
    if question[0] in answer[1:3] and answer[0] not in words_of("asking"):
        return MISLEADS  # “Is it safe?”, “It is safe.”
    shown = question[0] in words_of("asking") or not set(question) & words_of("finite")
    return WORDING if shown or not set(telling.after(there)) & set(".!") else MISLEADS


def _sentence(side: Side, place: int) -> list[str]:
    """Give the words of a sentence up to a place."""
    first = place
    while first and side.sentences[first - 1] == side.sentences[place]:
        first -= 1
    return side.norms((first, place + 1))


def _clipped(lost: Words, at_start: bool) -> int:
    """Judge a lost end by what it held: a denial, a condition or an exception that belongs to the words which are kept."""
    sentences, (first, last) = lost.side.sentences, lost.stretch
    if at_start:
        kept = last < len(lost.side.words) and sentences[last - 1] == sentences[last]
        near = set(lost.norms[-DENIAL_REACH:])
        return MISLEADS if kept and near & (words_of("negators") | words_of("limiting")) else WORDING
    if not first:
        return WORDING
    spoken, limits = words_of("negators"), words_of("conditions") | words_of("negators")
    same = [
        norm for norm, place in zip(lost.norms, sentences[first:last], strict=True) if place == sentences[first - 1]
    ]
    if same:
        found = set(same[:CLIP_WORDS]) & limits or set(same[:DENIAL_WITHIN]) & spoken
    else:
        following = [
            norm for norm, place in zip(lost.norms, sentences[first:last], strict=True) if place == sentences[first]
        ]
        found = set(following[1:]) & limits if following[0] in words_of("turning") else set()
    return MISLEADS if found and rest_of(lost, "conditions", "negators") else WORDING


def _is_filler(words: Words) -> bool:
    said = " ".join(words.norms)
    return said in words_of("fillers") or all(norm in words_of("fillers") for norm in words.norms)


def _is_stammer(words: Words) -> bool:
    """Say whether words that one side alone has are those right before or after them, said twice."""
    (first, last), length = words.stretch, len(words.norms)
    if not length:
        return False
    around = words.side.norms((max(0, first - length), first)), words.side.norms((last, last + length))
    return words.norms in around
