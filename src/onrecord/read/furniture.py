"""Page furniture by its words: which lines of a page are buttons, notices, labels and credits (furniture.toml)."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from typing import Any

from msgspec import Struct

from onrecord.model import BlockKind
from onrecord.patterns import pattern

# Only so much of a line is compared (the longest group but menus allows 140 words); a longer line counts as this many
# words.
LONGEST_COMPARED = 1_200
VERY_LONG = 10_000
# A line that is nothing but furniture words has at most so many of them.
LONGEST_WHOLE = 12

_CURLY = str.maketrans({"‘": "'", "’": "'", "“": '"', "”": '"', "–": "-", "—": "-", "…": "..."})
_NUMBER = pattern(r"\d+(?:,\d{3}){0,4}")
_SPACES = pattern(r"\s+")
_ENDING = " .:;,!?|»›>·•*-…"


class Group(Struct, frozen=True):
    """Words that make a line furniture, all of one kind and for one reason."""

    kind: BlockKind
    where: str
    because: str
    words: frozenset[str]
    longest: int
    further: frozenset[str]
    without: frozenset[str]
    as_written: bool
    unfinished: bool
    certain: bool
    examples: tuple[str, ...]
    bare: frozenset[str]
    longest_first: tuple[str, ...]


class Furniture(Struct, frozen=True):
    """What a line is by its words, and why. `certain` holds even when the line has quotation marks and a verb."""

    kind: BlockKind
    because: str
    certain: bool = False


@cache
def groups() -> tuple[Group, ...]:
    """Load the vocabulary, in its order: the first group that fits a line decides."""
    source = files("onrecord.read").joinpath("furniture.toml").read_text(encoding="utf-8")
    return tuple(_group(entry) for entry in tomllib.loads(source)["furniture"])


def _group(entry: dict[str, Any]) -> Group:
    as_written = entry.get("as_written", False)
    words = frozenset(word if as_written else plain(word, trim=False) for word in entry["words"])
    return Group(
        kind=entry["kind"],
        where=entry["where"],
        because=entry["because"],
        words=words,
        longest=entry.get("longest", 0),
        further=frozenset(plain(word, trim=False) for word in entry.get("with", ())),
        without=frozenset(plain(word, trim=False) for word in entry.get("without", ())),
        as_written=as_written,
        unfinished=entry.get("unfinished", False),
        certain=entry.get("certain", False) or entry["where"] == "label",
        examples=tuple(entry["examples"]),
        bare=frozenset(word.rstrip(_ENDING) for word in words),
        longest_first=tuple(sorted(words, key=lambda word: (-len(word), word))),
    )


def plain(line: str, trim: bool = True) -> str:
    """Write a line the way words are compared: no case, straight marks, # for any number, single spaces."""
    spaced = _SPACES.sub(" ", line.translate(_CURLY))
    return _NUMBER.sub("#", (spaced.strip() if trim else spaced).lower())


def furniture(line: str, finished: bool) -> Furniture | None:
    """Say what a line is by its words alone; None when no group fits. `finished`: it ends with a full stop or the like."""
    head = line[:LONGEST_COMPARED]
    written, length = _SPACES.sub(" ", head).strip(), len(head.split()) if len(head) == len(line) else VERY_LONG
    as_written, compared = _Line(written, length), _Line(plain(head), length)
    for group in groups():
        if not (finished and group.unfinished) and _fits(group, as_written if group.as_written else compared):
            return Furniture(group.kind, group.because, group.certain)
    return None


class _Line:
    """A line in the writing in which it is compared, its number of words, and what it is without the marks at its ends."""

    def __init__(self, text: str, length: int) -> None:
        self.text, self.length = text, length
        self.bare = {text.rstrip(_ENDING), text.strip(_ENDING + "()[]")} if length <= LONGEST_WHOLE else frozenset()


def _fits(group: Group, line: _Line) -> bool:
    if group.where == "whole":
        return not group.bare.isdisjoint(line.bare)
    if line.length > group.longest or (group.further and not _holds(line.text, group.further)):
        return False
    if group.where == "anywhere":
        return _holds(line.text, group.words)
    if group.where == "end":
        return line.text.rstrip(". ").endswith(group.longest_first) and not _holds(line.text, group.without)
    if not line.text.startswith(group.longest_first):
        return False
    begun = next(
        (word for word in group.longest_first if line.text.startswith(word) and _ends_word(line.text, word)), None
    )
    if begun is None:
        return False
    return group.where == "start" or _is_headline(line.text[len(begun) :].strip())


def _holds(line: str, words: Iterable[str]) -> bool:
    for word in words:  # a loop, for it runs a thousand times a page and takes half as long as any()
        if word in line:
            return True
    return False


def _ends_word(line: str, word: str) -> bool:
    """Say whether the word stops where a word of the line stops ("share" does not fit "shareholders")."""
    return not (word[-1].isalnum() and line[len(word) : len(word) + 1].isalnum())


def _is_headline(rest: str) -> bool:
    """Say whether what follows a label reads as one headline: some words without a full stop at the end."""
    return bool(rest) and not rest.rstrip("\"')]").endswith(".") and ". " not in rest
