"""Names on two sides of an edit: whether another person, place or body is named."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import cache, lru_cache

from rapidfuzz.distance import Levenshtein

from onrecord.patterns import any_of, pattern
from onrecord.statements.dress import bearing_list, kinds_of, words_of
from onrecord.statements.sides import Side
from onrecord.statements.steps import Range

# So many first letters in common make a place and its people one: Russia, Russian.
KIN_LETTERS = 4

# Names of so many letters that differ by at most two are one name misspelt or spelt in another way.
MISSPELT_LETTERS, MISSPELT_BY = 5, 2

_CAPITALS = pattern(r"[A-ZÀ-Þ]")

# Where a capital shows a name: within a sentence, after a word or a comma.
_WITHIN = pattern(r"(?<=[a-z,] )[A-ZÀ-Þ]\w*")
_FIRST_LETTERS = pattern(r"\w*")

# The texts of so many reports are kept as they were read: a pile's quotations are compared report by report, thousands of them.
KEPT_TEXTS = 1024


def differ_in_name(base: Side, one: Range, other: Side, two: Range, certain: int) -> int:
    """Say how names differ: 0 not at all, 1 in form or on one side only, 3 when each side has another name.

    Stretches of more than `certain` words are rewording: there nothing is set against anything.
    """
    ours, theirs = names_in(base, one), names_in(other, two)
    if not ours and not theirs or ours == theirs:
        return 0
    if not ours or not theirs or max(one[1] - one[0], two[1] - two[0]) > certain:
        return 1
    alike = any(_one_name(a, b) for a in ours for b in theirs) or _are_letters(ours, theirs)
    return 1 if alike or _go_together(base, other, ours, theirs) else 3


def names_in(side: Side, stretch: Range) -> list[str]:
    """Give the normalised words of a stretch that are names, or parts of one, by their capitals. Titles are no names."""
    return [side.words[place].token.norm for place in range(*stretch) if is_name(side, place)]


def is_name(side: Side, place: int) -> bool:
    """Say whether a word is a name. At the beginning of a sentence only when the report prints it with a capital elsewhere too."""
    word, norm = side.printed(place), side.words[place].token.norm
    if not _CAPITALS.match(word) or norm in kinds_of("persons") or norm in words_of("titles") or side.in_capitals:
        return False
    if place and side.sentences[place - 1] == side.sentences[place] and side.after(place - 1).isspace():
        return True
    return _stands_within(word, side.report.text)


def _stands_within(word: str, text: str) -> bool:
    """Say whether a text has a word with a capital within a sentence."""
    first = _FIRST_LETTERS.match(word)
    whole = any_of(word, before="")
    return any(whole.match(text, start) for start in _within(text).get(first[0] if first else "", ()))


@lru_cache(maxsize=KEPT_TEXTS)
def _within(text: str) -> Mapping[str, Sequence[int]]:
    """Give where words with a capital stand within sentences, by their first letters: “O” for O’Neill."""
    found: dict[str, list[int]] = defaultdict(list)
    for match in _WITHIN.finditer(text):
        found[match[0]].append(match.start())
    return dict(found)


def _one_name(one: str, other: str) -> bool:
    """Say whether two words may be one name: kin, misspelt, or two names of one country."""
    if one == other or one[:KIN_LETTERS] == other[:KIN_LETTERS] and min(len(one), len(other)) >= KIN_LETTERS:
        return True
    if any(one in group and other in group for group in _groups()):
        return True
    return min(len(one), len(other)) >= MISSPELT_LETTERS and Levenshtein.distance(one, other) <= MISSPELT_BY


@cache
def _groups() -> list[frozenset[str]]:
    return [frozenset(group) for group in bearing_list()["one_name"]["groups"]]


def _are_letters(one: Sequence[str], other: Sequence[str]) -> bool:
    """Say whether one side has the first letters of the other's words: WFC and Wend Ferry Company."""
    few, many = sorted((one, other), key=len)
    return len(few) == 1 and len(many) > 1 and "".join(word[0] for word in many).startswith(few[0][:3])


def _go_together(base: Side, other: Side, ours: Sequence[str], theirs: Sequence[str]) -> bool:
    """Say whether either report prints the two names side by side, as the first name and surname of one person."""
    for side in (base, other):
        text = _folded(side.report.text)
        if any(f"{a} {b}" in text or f"{b} {a}" in text for a in ours for b in theirs):
            return True
    return False


@lru_cache(maxsize=KEPT_TEXTS)
def _folded(text: str) -> str:
    return text.casefold()
