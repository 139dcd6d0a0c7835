"""Names and words as findings compare them: a person under a longer and a shorter form, a country and its people."""

from __future__ import annotations

from functools import cache

from onrecord.findings.vocabulary import read_list, words_of

# So many first letters make a name's key: Portugal and Portuguese meet, Danish and Dutch do not.
NAME_LETTERS = 4

# So many first letters make the key of another word: sanction and sanctioned meet (tried 4 to 6).
WORD_LETTERS = 5


@cache
def name_key(word: str) -> str:
    """Bring a word of a name to a key that its country, people and adjective share: Syria, Syrian, Syrians."""
    lower = word.lower().replace("’", "'").removesuffix("'s")
    return _kin().get(lower) or _kin().get(lower.strip(".'")) or lower.strip(".'")[:NAME_LETTERS]


def key_of(text: str) -> str:
    """Cut a word to the letters that its kin share; a short word loses one letter more, for its plural."""
    lower = text.lower().strip(".’'‘“”\"")
    return lower[:WORD_LETTERS] if len(lower) > WORD_LETTERS else lower[: WORD_LETTERS - 1]


def same_name(one: str, other: str) -> bool:
    """Say whether two names may be one: equal but for titles, or one within the other (“Ruiz”, “Ana Ruiz”)."""
    ours, theirs = _parts(one), _parts(other)
    return bool(ours and theirs) and (ours <= theirs or theirs <= ours)


@cache
def _kin() -> dict[str, str]:
    return {word: key for key, words in read_list("names")["kin"].items() for word in words.split()}


@cache
def _parts(name: str) -> frozenset[str]:
    words = [word.strip(".,'").lower() for word in name.replace("’", "'").split()]
    return frozenset(words) - words_of("names", "honorifics") or frozenset(words)
