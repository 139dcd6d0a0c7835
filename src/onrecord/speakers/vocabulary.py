"""The word lists of this stage, read once from the commented TOML files beside this module."""

from __future__ import annotations

import tomllib
import unicodedata
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any, Literal

from msgspec import Struct

Gender = Literal["man", "woman"]

_STRAIGHT = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "–": "-", "‑": "-"})
# Letters that Unicode does not take apart into a plain letter and a mark.
_PLAIN = str.maketrans({"ı": "i", "ł": "l", "ø": "o", "đ": "d", "ß": "ss", "æ": "ae", "œ": "oe"})


@lru_cache(maxsize=1 << 16)
def fold(text: str) -> str:
    """Put a name into the form in which names are compared: lower case, no accents, straight marks."""
    taken_apart = unicodedata.normalize("NFKD", text.translate(_STRAIGHT).casefold().translate(_PLAIN))
    return "".join(letter for letter in taken_apart if not unicodedata.combining(letter))


class Titles(Struct, frozen=True):
    """What may stand before a name. `office` maps a title to the office it gives; `gender` maps an office or an address.

    `endings` are the last words of titles; `longest` is the number of words in the longest.
    """

    office: dict[str, str]
    gender: dict[str, Gender]
    address: frozenset[str]
    before: frozenset[str]
    longest: int
    endings: frozenset[str]


class Roles(Struct, frozen=True):
    """The nouns by which sources are spoken of without a name."""

    person: frozenset[str]
    kin: frozenset[str]
    gender: dict[str, Gender]
    body: frozenset[str]
    document: frozenset[str]
    company: frozenset[str]
    utterance: frozenset[str]
    named_after: dict[str, str]
    body_name: frozenset[str]
    described: frozenset[str]
    like_bodies: dict[str, frozenset[str]]
    again: frozenset[str]


class GivenNames(Struct, frozen=True):
    """Common given names: `gender` is None for names that both men and women bear; `full` leads from short forms to full ones.

    `also_places` are given names that are places or plain words as well.
    """

    gender: dict[str, Gender | None]
    also_places: frozenset[str]
    full: dict[str, frozenset[str]]


class Aliases(Struct, frozen=True):
    """Bodies with several names. All keys are folded; the values are the names the record uses."""

    body: dict[str, str]
    kind: dict[str, Literal["government", "organization"]]
    adjective: dict[str, str]
    seat: dict[str, str]


def _table(name: str) -> dict[str, Any]:
    return tomllib.loads(files(__package__).joinpath(name).read_text("utf-8"))


def _by_gender(table: dict[str, list[str]]) -> dict[str, Gender]:
    gender: dict[str, Gender] = {}
    gender |= dict.fromkeys(table["man"], "man")
    gender |= dict.fromkeys(table["woman"], "woman")
    return gender


@cache
def titles() -> Titles:
    """Read titles.toml."""
    table = _table("titles.toml")
    office = {form: office for office, forms in table["offices"].items() for form in forms}
    address = _by_gender(table["address"])
    gender = address | _by_gender(table["gender"])
    before = frozenset(table["before"]["words"])
    longest = max(len(form.split()) for form in office)
    return Titles(office, gender, frozenset(address), before, longest, frozenset(form.split()[-1] for form in office))


@cache
def roles() -> Roles:
    """Read roles.toml."""
    table = _table("roles.toml")
    gender = _by_gender(table["kin"]) | _by_gender(table["gender"])
    kin = frozenset(noun for sex in ("man", "woman", "either") for noun in table["kin"][sex])
    named_after = {noun: name for noun, name in table["named_after"].items() if noun != "example"}
    return Roles(
        frozenset(table["person"]["nouns"]) | kin,
        kin,
        gender,
        frozenset(table["body"]["nouns"]),
        frozenset(table["document"]["nouns"]),
        frozenset(table["company"]["words"]),
        frozenset(table["utterance"]["nouns"]),
        named_after,
        frozenset(table["body_name"]["words"]),
        frozenset(table["described"]["nouns"]),
        {noun: frozenset(words) for noun, words in table["like_bodies"].items() if noun != "example"},
        frozenset(table["body_again"]["nouns"]),
    )


@cache
def given_names() -> GivenNames:
    """Read given_names.toml."""
    table = _table("given_names.toml")
    gender: dict[str, Gender | None] = {name: "man" for name in table["man"].split()}
    gender |= {name: "woman" for name in table["woman"].split()}
    gender |= dict.fromkeys(table["either"].split())
    for name, shorts in table["short_forms"].items():
        gender = {short: gender.get(name) for short in shorts} | gender
    full: dict[str, frozenset[str]] = {}
    for name, shorts in table["short_forms"].items():
        for form in (name, *shorts):
            full[form] = full.get(form, frozenset()) | {name}
    return GivenNames(gender, frozenset(table["also_places"].split()), full)


@cache
def aliases() -> Aliases:
    """Read aliases.toml."""
    table = _table("aliases.toml")
    body: dict[str, str] = {}
    kind: dict[str, Literal["government", "organization"]] = {}
    adjective: dict[str, str] = {}
    seat: dict[str, str] = {}
    for group in ("country", "office", "organization"):
        for name, entry in table[group].items():
            forms = entry if isinstance(entry, list) else entry.get("names", [])
            kind[fold(name)] = "organization" if group == "organization" else "government"
            body |= {fold(form): name for form in (name, *forms)}
    for name, entry in table["country"].items():
        adjective |= {fold(word): name for word in entry.get("adjectives", [])}
        seat |= {fold(place): name for place in entry.get("seats", [])}
    return Aliases(body, kind, adjective, seat)
