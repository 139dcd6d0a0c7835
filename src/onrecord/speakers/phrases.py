"""Reading a source phrase: which word it turns on, and what kind of phrase that makes it."""
from __future__ import annotations

from collections.abc import Sequence

from onrecord.language import Parsed, Word
from onrecord.speakers.scene import Scene

_NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM"})
# From a name up to the word the phrase turns on: along these the name *is* the source; along any other it only belongs to it.
_SAME = frozenset({"appos", "flat"})


def find_head(parsed: Parsed, words: Sequence[int]) -> int | None:
    """Give the word that a source phrase turns on: the first one governed from outside the phrase, a nominal if there is one."""
    inside = set(words)
    solid = [at for at in words if parsed.words[at].part not in ("PUNCT", "SPACE")]
    tops = [at for at in solid if parsed.words[at].head not in inside or parsed.words[at].head == at]
    nominal = [at for at in tops if _is_nominal(parsed.words[at])]
    chosen = nominal or [at for at in solid if _is_nominal(parsed.words[at])] or solid
    return chosen[0] if chosen else None


def _is_nominal(word: Word) -> bool:
    return word.part in _NOMINAL or word.tag in ("PRP", "PRP$", "WP", "WP$", "WDT", "DT")


def is_source_itself(parsed: Parsed, word: int, head: int, inside: set[int]) -> bool:
    """Say whether a name in a source phrase is the source, by its way up to the head: "a lawyer, Ada Birch", not "Birch's lawyer"."""
    after = [at for at in inside if at > word]
    if len(after) > 1 and parsed.words[word + 1].tag == "POS" and parsed.words[min(word + 2, len(parsed.words) - 1)].part != "PUNCT":
        return False
    at = word
    while at != head:
        one = parsed.words[at]
        if one.role not in _SAME or one.head == at or one.head not in inside:
            return False
        at = one.head
    return True


def joined_with(parsed: Parsed, head: int, inside: set[int]) -> list[int]:
    """Give the heads that "and" joins to this one within the phrase, itself first."""
    found = [head]
    for at in found:
        found.extend(child for child in parsed.children[at] if parsed.words[child].role == "conj" and child in inside)
    return found


def describing(parsed: Parsed, head: int) -> list[Word]:
    """Give the words that stand before a noun and describe it: "the Turkish foreign" of "the Turkish foreign minister"."""
    return [parsed.words[child] for child in parsed.children[head]
            if child < head and parsed.words[child].role in ("amod", "compound", "nmod", "poss", "det")]


def relative_owner(scene: Scene, head: int) -> int | None:
    """Give the word that "who", "which" or "that" goes back to: the name just before it, else the noun its clause belongs to.

    "Ada Birch, a lawyer who" goes back to the lawyer, and so to Ada Birch.
    """
    parsed = scene.parsed
    before = head - 1
    while before > 0 and parsed.words[before].part == "PUNCT":
        before -= 1
    if before in scene.people.at:
        return before
    clause = head
    while parsed.words[clause].role not in ("relcl", "acl") and parsed.words[clause].head != clause:
        clause = parsed.words[clause].head
    if parsed.words[clause].role not in ("relcl", "acl"):
        return None
    owner = parsed.words[clause].head
    while parsed.words[owner].role == "appos" and owner not in scene.people.at:
        owner = parsed.words[owner].head
    persons = parsed.words[head].text.lower().startswith("who")
    return owner if not persons or owner not in scene.bodies.at else None
