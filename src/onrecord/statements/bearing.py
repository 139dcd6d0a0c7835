"""What of the meaning an edit touches (whether, how surely, how many, who, when, whose, asked or told) and how much it matters.

Words are only read where one side's are set against the other's within a sentence that both print. Negation words that come or go
with a whole phrase, at an end or within, are an omission: of eight quotations that a bare comparison of such words flagged, one was
reversed.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from functools import cache
from typing import NamedTuple

from onrecord.dates import MONTHS, WEEKDAYS
from onrecord.model import Bearing
from onrecord.statements.dress import bearing_list, kinds_of, pairs_of, words_of
from onrecord.statements.naming import differ_in_name, names_in
from onrecord.statements.sides import Side
from onrecord.statements.steps import Range
from onrecord.tokens import stem

# How much an edit matters.
DRESS, WORDING, MISLEADS, OTHERWISE = 0, 1, 2, 3

# Longer stretches set against each other are rewording: a word of one cannot be read against a word of the other (tried 3 and 6).
# All that is said here to have been tried was tried on evaluation/alterations.
SET_AGAINST = 4

# Figures are told apart in somewhat longer stretches: “three and a half million”.
SET_AGAINST_FIGURES = 6

# So many words may stand between “one of” and the words it counts: the most outspoken of them.
ONE_OF_REACH = 5

# Names by their capitals, but of a time: they tell when, not who or where.
_CALENDAR = frozenset((*MONTHS, *WEEKDAYS))

# What stands so close after a word makes it an answer and no denial: “No, the bridge is safe”.
_ANSWER = (",", ".", ";", "!", "—", "–")


class Words(NamedTuple):
    """The words of one side at a difference, normalised."""

    side: Side
    stretch: Range
    norms: list[str]


def rest_of(words: Words, *groups: str) -> Counter[str]:
    """Give the stems of the words that are left without those of some groups and without those that say nothing."""
    passed = words_of("carriers") | words_of("articles") | frozenset().union(*map(_group, groups))
    return Counter(stem(norm) for norm in words.norms if norm not in passed)


@cache
def _group(name: str) -> frozenset[str]:
    return frozenset(kinds_of(name)) if "kinds" in bearing_list()[name] else words_of(name)


def _agree(one: Counter[str], two: Counter[str]) -> bool:
    """Say whether what is left on two sides is the same, or nothing on one of them."""
    return not one or not two or one == two


# ---- whether


def _negation(one: Words, two: Words) -> int:
    if max(len(one.norms), len(two.norms)) > SET_AGAINST:
        return 0
    opposites = _opposites(one.norms, two.norms)
    if not (one.norms and two.norms):
        lone = one if one.norms else two
        denied = sum(norm in words_of("negators") for norm in lone.norms)
        return OTHERWISE if denied % 2 and not rest_of(lone, "negators") and not _is_answer(lone) else 0
    count = _denials(one) - _denials(two)
    if (abs(count) + opposites) % 2 == 0:
        return 0
    return (
        OTHERWISE
        if opposites or _agree(rest_of(one, "negators", "denials"), rest_of(two, "negators", "denials"))
        else 0
    )


def _denials(words: Words) -> int:
    return sum(norm in words_of("negators") or norm in words_of("denials") for norm in words.norms)


def _is_answer(words: Words) -> bool:
    return words.norms[-1] == "no" and words.side.after(words.stretch[1] - 1).lstrip().startswith(_ANSWER)


def _opposites(one: Sequence[str], two: Sequence[str]) -> int:
    """Count the words on one side that say the opposite of a word on the other."""
    return sum(any(is_opposite(a, b) for b in two) for a in one if a not in two)


@cache
def is_opposite(one: str, other: str) -> bool:
    """Say whether two words say opposite things: raise and lower, legal and illegal. A word that denies alone is counted elsewhere."""
    if {one, other} & (words_of("negators") | words_of("denials")):
        return False
    shorter, longer = sorted((one, other), key=lambda word: (len(word), word))
    if any(longer == prefix + shorter for prefix in words_of("prefixes")):
        return len(shorter) > 3
    return (stem(one), stem(other)) in _opposed() or (one, other) in _opposed()


@cache
def _opposed() -> frozenset[tuple[str, str]]:
    pairs = [(first, other) for first, *others in bearing_list()["opposites"]["words"] for other in others]
    pairs += [(stem(one), stem(other)) for one, other in pairs]
    return frozenset(pairs) | frozenset((other, one) for one, other in pairs)


# ---- how surely


def _modality(one: Words, two: Words) -> int:
    if max(len(one.norms), len(two.norms)) > SET_AGAINST:
        return 0
    ours, theirs = _modal_kinds(one), _modal_kinds(two)
    if ours == theirs:
        return 0
    if ours and theirs:
        return WORDING if {*ours, *theirs} in _neighbours() else MISLEADS
    if set(one.norms + two.norms) & words_of("future") and not {*ours, *theirs} - {"certain"}:
        return 0  # will against nothing is a matter of when
    kinds = {*ours, *theirs}
    if "condition" in kinds and (one.norms + two.norms)[0] in kinds_of("modals"):
        return MISLEADS
    if not _agree(rest_of(one, "modals"), rest_of(two, "modals")) or not (
        one.norms and two.norms or _is_lone_modal(one, two)
    ):
        return 0
    return WORDING if kinds <= {"certain", "able"} else MISLEADS


def _modal_kinds(words: Words) -> tuple[str, ...]:
    kinds = kinds_of("modals")
    found = {kinds[norm] for norm in words.norms if norm in kinds}
    for before, norm in zip(words.norms, words.norms[1:], strict=False):
        if before in ("have", "has", "had", "need", "got") and norm == "to":
            found.add("certain")  # have to, need to: must
    return tuple(sorted(found))


def _is_lone_modal(one: Words, two: Words) -> bool:
    return not rest_of(one, "modals") and not rest_of(two, "modals")


@cache
def _neighbours() -> list[set[str]]:
    return [set(pair) for pair in bearing_list()["modal_neighbours"]["pairs"]]


# ---- how many


def _number(one: Words, two: Words) -> int:
    ours, theirs = _figures(one), _figures(two)
    if ours and theirs and ours != theirs:
        return OTHERWISE if max(len(one.norms), len(two.norms)) <= SET_AGAINST_FIGURES else WORDING
    if max(len(one.norms), len(two.norms)) > SET_AGAINST:
        return 0
    if bool(ours) != bool(theirs) and _has_digits(one) != _has_digits(two):
        return WORDING
    kinds = kinds_of("quantities")
    many, few = ({kinds[norm] for norm in words.norms if norm in kinds} for words in (one, two))
    if many and few and many != few:
        return MISLEADS
    if _is_one_of_many(one, two) or _is_one_of_many(two, one):
        return MISLEADS
    lone = one if not two.norms else two if not one.norms else None
    if lone and set(lone.norms) & words_of("limiting"):
        return MISLEADS if set(lone.norms) <= words_of("limiting") | words_of("articles") else 0
    return WORDING if bool(many) != bool(few) else 0


def _is_one_of_many(one: Words, two: Words) -> bool:
    """Say whether one of several has become the only one: “one of the worst storms”, “the worst storm”."""
    if not two.norms:
        return one.norms == ["1", "of"]
    plural = len(one.norms) == len(two.norms) == 1 and one.norms[0] == two.norms[0] + "s"
    return plural and _follows_one_of(one) and not _follows_one_of(two)


def _follows_one_of(words: Words) -> bool:
    first = words.stretch[0]
    before = words.side.norms((max(0, first - ONE_OF_REACH), first))
    return ("1", "of") in zip(before, before[1:], strict=False)


def _figures(words: Words) -> list[str]:
    """List the figures and amounts; a time of day is the same with a colon and with a stop."""
    found = [norm for norm in words.norms if norm[0].isdigit() or norm in words_of("amounts")]
    digits = [norm for norm in found if norm[0].isdigit()]
    text = words.side.report.text
    if len(digits) == 2 and ":" in text[slice(*_extent(words))]:
        found = [".".join(digits), *(norm for norm in found if norm not in digits)]
    return sorted(found)


def _extent(words: Words) -> Range:
    first, last = words.side.words[words.stretch[0]], words.side.words[words.stretch[1] - 1]
    return first.token.start, last.token.end


def _has_digits(words: Words) -> bool:
    """Say whether a figure is printed in digits: the word “one” alone need be no figure."""
    return any(words.side.printed(place)[0].isdigit() for place in range(*words.stretch))


# ---- when


def _tense(one: Words, two: Words) -> int:
    if max(len(one.norms), len(two.norms)) > SET_AGAINST:
        return 0
    days = _days(one), _days(two)
    if all(days) and days[0] != days[1]:
        return OTHERWISE
    ours, theirs = _forms(one), _forms(two)
    futures = {bool(set(words.norms) & words_of("future")) for words in (one, two)}
    shared = ours.keys() & theirs.keys()
    if len(futures) == 2:
        if one.norms and two.norms:
            return MISLEADS if shared or set(_modal_kinds(one)) == set() == set(_modal_kinds(two)) else 0
        lone = one if one.norms else two
        return WORDING if set(lone.norms) <= words_of("future") | {"be"} else 0
    return WORDING if any({ours[verb], theirs[verb]} == {"past", "present"} for verb in shared) else 0


def _days(words: Words) -> list[str]:
    """Give the months and weekdays, where nothing else is named."""
    named = names_in(words.side, words.stretch)
    return named if _CALENDAR.issuperset(named) else []


def _forms(words: Words) -> dict[str, str]:
    """Give the verbs that the words may be forms of, with their tense; with “did” all of them are past."""
    forms = dict(map(_form, words.norms))
    return dict.fromkeys(forms, "past") if "did" in words.norms else forms


@cache
def _form(norm: str) -> tuple[str, str]:
    """Give the verb that a word may be a form of, and its tense."""
    known = pairs_of("past_forms")
    if norm in known:
        return stem(known[norm]), "present" if norm in words_of("present") else "past"
    if norm.endswith("ing"):
        return norm, "present"
    return stem(norm), "past" if norm.endswith("ed") and len(norm) > 4 else "present"


# ---- who is meant


def _person(one: Words, two: Words) -> int:
    if max(len(one.norms), len(two.norms)) > SET_AGAINST:
        return 0
    ours, theirs = (_persons(words) for words in (one, two))
    if not ours and not theirs or ours == theirs:
        return 0
    owned = [any(norm in words_of("possessives") for norm in words.norms) for words in (one, two)]
    if ours and theirs:
        own_affair = ours | theirs == {"I", "we"} and all(owned)  # my party, our party
        alone = _agree(rest_of(one, "persons"), rest_of(two, "persons"))
        return MISLEADS if alone and owned[0] == owned[1] and not own_affair else WORDING
    return WORDING if any(owned) or (one.norms and two.norms) else 0


def _persons(words: Words) -> set[str]:
    kinds = kinds_of("persons")
    return {kinds[norm] for norm in words.norms if norm in kinds}


def _name(one: Words, two: Words) -> int:
    if _days(one) and _days(two):
        return 0
    return differ_in_name(one.side, one.stretch, two.side, two.stretch, certain=SET_AGAINST)


READ: tuple[tuple[Bearing, Callable[[Words, Words], int]], ...] = (
    ("negation", _negation),
    ("modality", _modality),
    ("number", _number),
    ("name", _name),
    ("tense", _tense),
    ("person", _person),
)
