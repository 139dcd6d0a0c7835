"""Whom a pronoun cannot mean: those whom its own clause, or the words it says, names by name."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from onrecord.language import Parsed, Word
from onrecord.speakers.places import SUBJECT
from onrecord.speakers.scene import Scene


def named_in(scene: Scene, words: Iterable[int]) -> frozenset[int]:
    """List the persons whom some words name for certain."""
    mentions = [scene.people.at[at] for at in words if at in scene.people.at]
    return frozenset(mention.persons[0] for mention in mentions if len(mention.persons) == 1)


def set_apart(scene: Scene, word: Word, said: Mapping[int, frozenset[int]]) -> frozenset[int]:
    """List the persons whom a pronoun cannot mean. `said` holds, by the word a source turns on, whom its content names.

    "He said Kolar was late" is not said by Kolar; nor is "Citing Kolar, he left" or "Pressed by Kolar, he left" about Kolar.
    """
    found = said.get(word.index, frozenset())
    if word.role not in SUBJECT and word.role != "poss":
        return found
    parsed = scene.parsed
    verb = _verb_of(parsed, word)
    after = [at for at in parsed.subtree(verb) if at > word.index] if word.role in SUBJECT else []
    before = [
        at
        for child in parsed.children[verb]
        if child < word.index and parsed.words[child].role == "advcl" and not _has_subject(parsed, child)
        for at in _told_in(parsed, child)
    ]
    return found | named_in(scene, after) | named_in(scene, before)


def _told_in(parsed: Parsed, verb: int) -> list[int]:
    """List the words of a clause without those of its relative clauses: "Citing the law, which Kolar opposed"."""
    found = [verb]
    for at in found:
        found.extend(child for child in parsed.children[at] if parsed.words[child].role != "relcl")
    return found


def _verb_of(parsed: Parsed, word: Word) -> int:
    """Give the verb whose subject a pronoun is, or is part of: "his answer was"."""
    head = parsed.words[word.head]
    return head.head if word.role == "poss" and head.role in SUBJECT else word.head


def _has_subject(parsed: Parsed, verb: int) -> bool:
    return any(parsed.words[child].role in SUBJECT for child in parsed.children[verb])
