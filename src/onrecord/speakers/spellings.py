"""Whether two names are one person's though they are spelled in two ways: other scripts' sounds, hyphens, order, a name left out."""

from __future__ import annotations

from functools import lru_cache

from rapidfuzz.distance import DamerauLevenshtein

from onrecord.patterns import pattern
from onrecord.speakers.names import Parts, core, is_initial, parts_of, plain, same_given, same_person, suffix_of
from onrecord.speakers.vocabulary import given_names

# Words of two spellings of one foreign name may differ by one letter when they are at least this long: Sergei, Sergey.
_LONG_ENOUGH_TO_DIFFER = 5
# Words that sound alike may be one name in two ways of writing its script when they are at least this long: Gaddafi, Qadhafi;
# in a name of three words and more, shorter ones too: Faiz, Fayez.
_LONG_ENOUGH_TO_SOUND, _IN_A_LONG_NAME = 5, 4
# What different ways of writing the same sounds come to, in this order: Zelenskiy and Zelensky, Mohammed and Muhamad.
_SOUNDS = tuple(
    (pattern(letters), sound)
    for letters, sound in (
        (r"^ye|^ie", "e"), (r"ph", "f"), (r"kh|gh|ck|q|g|c(?![eiy])", "k"), (r"x", "ks"), (r"dh", "d"), (r"th", "t"),
        (r"tz|ts|cz", "z"), (r"w", "v"), (r"[aeiouyj]{1,9}h?(?![aeiouy])|[aeiouyj]+", "a"), (r"(.)\1+", r"\1"),
    )
)  # fmt: skip


@lru_cache(maxsize=100_000)
def spelled(name: str) -> Parts:
    """The words of a name with hyphens opened, but for small articles: "Kim Jong-un" is spelled as "Kim Jong Un"."""
    return tuple(
        word
        for part in parts_of(name)
        for word in (plain(part).split("-") if not is_initial(part) else [part])
        if word.strip("\"'")
    )


@lru_cache(maxsize=100_000)
def sound(word: str) -> str:
    """Give a word in the form in which two spellings of the same sounds agree."""
    for spelt, letters in _SOUNDS:
        word = spelt.sub(letters, word)
    return word


def one_person(one: Parts, other: Parts) -> bool:
    """Say whether two full names (as `spelled`) are one person's, spelled alike or in another way of writing the same sounds."""
    if not one or not other:
        return False  # of marks alone: nobody's
    if same_person(one, other):
        return True
    if suffix_of(one) != suffix_of(other):
        return False
    if sorted(one) == sorted(other) or _lacks_second_surname(core(one), core(other)):
        return True
    return len(one) == len(other) and _sounds_as(one, other)


def _sounds_as(one: Parts, other: Parts) -> bool:
    """Compare two names of as many words, word by word; at most one word may be a letter off."""
    pairs = [(a, b) for a, b in zip(one, other, strict=True) if a != b and not same_given(a, b)]
    shortest = _LONG_ENOUGH_TO_SOUND if len(one) < 3 else _IN_A_LONG_NAME
    off = [(a, b) for a, b in pairs if min(len(a), len(b)) < shortest or sound(a) != sound(b)]
    return len(off) <= 1 and all(_one_letter_off(a, b) for a, b in off) and not any(_sexes_differ(*p) for p in pairs)


def _one_letter_off(one: str, other: str) -> bool:
    long_enough = min(len(one), len(other)) >= _LONG_ENOUGH_TO_DIFFER and one[0] == other[0]
    return long_enough and DamerauLevenshtein.distance(one, other, score_cutoff=1) == 1


def _sexes_differ(one: str, other: str) -> bool:
    """Say whether one of these is a man's given name and the other a woman's."""
    known = given_names().gender
    return one in known and other in known and known[one] != known[other]


def _lacks_second_surname(one: Parts, other: Parts) -> bool:
    """Say whether a name is a longer one without its end: "Gabriel García" and "Gabriel García Márquez"."""
    short, long = sorted((one, other), key=len)
    return (
        2 <= len(short) < len(long) <= len(short) + 1
        and long[: len(short)] == short
        and short[0] in given_names().gender
    )
