"""One word in two spellings, and words that only dress a name: what makes no difference to what was said."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

from onrecord.tokens import Token, alike

# Spellings that differ from one side of the Atlantic to the other, beyond those that `onrecord.tokens` levels. They are only
# taken for one word when both sides come out alike, so that a rule that is too wide for English at large does no harm here.
_ENDINGS = (
    ("yse", "yze"),
    ("ysed", "yzed"),
    ("ysing", "yzing"),
    ("ise", "ize"),
    ("ised", "ized"),
    ("ising", "izing"),
    ("ises", "izes"),
    ("isation", "ization"),
    ("our", "or"),
    ("ours", "ors"),
    ("oured", "ored"),
    ("ouring", "oring"),
    ("ourable", "orable"),
    ("tre", "ter"),
    ("tres", "ters"),
    ("ence", "ense"),
    ("ogue", "og"),
    ("lled", "led"),
    ("lling", "ling"),
    ("ller", "ler"),
    ("lment", "llment"),
    ("wards", "ward"),
    ("ilst", "ile"),
    ("ngst", "ng"),
    ("dgement", "dgment"),
)

# Past tenses with a t in Britain: learnt, burnt, spelt, dreamt.
_WITH_T = {"nt": "ned", "lt": "led", "mt": "med"}

# A shorter word that ends so is another word: bent and bened, felt.
_WITH_T_LETTERS = 5

# Too short a word is another word when a letter differs: four and for.
_SPELT_LETTERS = 4


@cache
def bearing_list() -> dict[str, Any]:
    """Read the words that carry meaning, or none, from bearing.toml."""
    return tomllib.loads(files("onrecord.statements").joinpath("bearing.toml").read_text(encoding="utf-8"))


@cache
def words_of(group: str) -> frozenset[str]:
    """Give the words of one group of bearing.toml. Raises KeyError when there is no such group."""
    return frozenset(bearing_list()[group]["words"])


@cache
def pairs_of(group: str) -> dict[str, str]:
    """Give a group of bearing.toml whose entries are two words each: the first word's form, and what it comes from."""
    return dict(entry.split() for entry in bearing_list()[group]["words"])


@cache
def kinds_of(group: str) -> dict[str, str]:
    """Give each word of a group of bearing.toml that is sorted by kinds, with its kind."""
    return {word: kind for kind, words in bearing_list()[group]["kinds"].items() for word in words}


@cache
def shortened() -> dict[str, str]:
    """Give words that are written in a longer and a shorter way, with the shorter one."""
    return pairs_of("shortened")


def same_word(one: Token, other: Token) -> bool:
    """Say whether two tokens are one word: alike, spelt in another way, or the one an abbreviation of the other."""
    return alike(one, other) or _respelt(*sorted((one.norm, other.norm)))


@lru_cache(maxsize=65536)
def _respelt(one: str, other: str) -> bool:
    if shortened().get(one, one) == shortened().get(other, other):
        return True
    return min(len(one), len(other)) >= _SPELT_LETTERS and bool(_spellings(one) & _spellings(other))


@lru_cache(maxsize=65536)
def _spellings(word: str) -> frozenset[str]:
    """Give a word in the spellings that stand for it."""
    found = {word, word.replace("ae", "e").replace("oe", "e")}
    for british, american in _ENDINGS:
        if word.endswith(british) and len(word) - len(british) >= 2:
            found.add(word[: -len(british)] + american)
    if len(word) >= _WITH_T_LETTERS and word[-2:] in _WITH_T:
        found.add(word[:-2] + _WITH_T[word[-2:]])
    return frozenset(found)


def only_dresses(words: Sequence[str], following: str) -> bool:
    """Say whether words that one side alone has are but a title before a name, or a unit that the other writes as a sign.

    `words` are normalised; `following` is the word after them as it is printed.
    """
    return bool(words) and all(word in words_of("titles") for word in words) and following[:1].isupper()
