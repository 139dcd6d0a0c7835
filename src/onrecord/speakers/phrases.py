"""Reading a source phrase: which word it turns on, and what kind of phrase that makes it."""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.language import Parsed, Word
from onrecord.speakers.people import Person
from onrecord.speakers.scene import Scene
from onrecord.speakers.vocabulary import fold, roles

_NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM"})
# From a name up to the word the phrase turns on: along these the name *is* the source; along any other it only belongs to it.
_SAME = frozenset({"appos", "flat"})
_WHERE = frozenset({"in", "at", "near", "outside", "across", "around"})


def says_where(parsed: Parsed, word: int) -> bool:
    """Say whether a place stands behind "in", "at" or the like: "after the race in Halden said" tells where, not who."""
    one = parsed.words[word]
    return one.role == "pobj" and one.entity in ("GPE", "LOC", "FAC") and parsed.words[one.head].text.lower() in _WHERE


def find_head(parsed: Parsed, words: Sequence[int]) -> int | None:
    """Give the word that a source phrase turns on: the first one governed from outside the phrase, a nominal if there is one."""
    inside = set(words)
    solid = [at for at in words if parsed.words[at].part not in ("PUNCT", "SPACE")]
    tops = [at for at in solid if parsed.words[at].head not in inside or parsed.words[at].head == at]
    nominal = [at for at in tops if _is_nominal(parsed.words[at])]
    within = [at for at in solid if _is_nominal(parsed.words[at])]
    chosen = nominal or [at for at in within if parsed.words[at].role != "poss"] or within or solid
    return chosen[0] if chosen else None


def _is_nominal(word: Word) -> bool:
    return word.part in _NOMINAL or word.tag in ("PRP", "PRP$", "WP", "WP$", "WDT", "DT")


def is_source_itself(parsed: Parsed, word: int, head: int, inside: set[int]) -> bool:
    """Say whether a name in a source phrase is the source, by its way up to the head: "a lawyer, Ada Birch", not "Birch's lawyer"."""
    at = word
    while at != head:
        one = parsed.words[at]
        if one.role not in _SAME or one.head == at or one.head not in inside:
            return False
        at = one.head
    return True


def owns_the_rest(parsed: Parsed, end: int, words: Sequence[int]) -> bool:
    """Say whether a name that ends before this word only owns what follows in the phrase: "Birch's letters"."""
    if end >= len(parsed.words) or parsed.words[end].tag != "POS":
        return False
    return any(at > end and parsed.words[at].part != "PUNCT" for at in words)


def outside_brackets(parsed: Parsed, words: Sequence[int]) -> list[int]:
    """Leave out what stands in brackets: "Ada Birch (D-Halden)"."""
    found, depth = [], 0
    for at in words:
        text = parsed.words[at].text
        depth += (text in "([") - (text in ")]")
        if depth <= 0 and text not in ")]":
            found.append(at)
    return found


def joins(parsed: Parsed, words: Sequence[int]) -> bool:
    """Say whether a phrase can be of several: in "Ada Birch, CTO, Halden Steel" nothing joins what the commas part."""
    return any(parsed.words[at].tag == "CC" or parsed.words[at].text in ("&", "plus", "well") for at in words)


def joined_with(parsed: Parsed, head: int, inside: set[int]) -> list[int]:
    """Give the heads that "and" joins to this one within the phrase, itself first."""
    found = [head]
    for at in found:
        found.extend(
            child
            for child in parsed.children[at]
            if parsed.words[child].role == "conj" and child in inside and not _within_apposition(parsed, at, child)
        )
    return found


def _within_apposition(parsed: Parsed, head: int, joined: int) -> bool:
    """Say whether an "and" belongs to what a name is called: "Ada Birch, the head of the Dockers' and Carters' Union"."""
    if parsed.words[joined].entity == "PERSON":
        return False
    children = parsed.children[head]
    described = any(parsed.words[child].role in ("appos", "prep") and head < child < joined for child in children)
    link = next((child for child in children if parsed.words[child].role == "cc" and head < child < joined), joined)
    return described and parsed.words[link - 1].text != ","


def is_utterer(parsed: Parsed, word: int) -> bool:
    """Say whether a word is who said something of which the clause tells: "Kolar's answer was long", "a response from Kolar"."""
    words = parsed.words
    head = words[words[word].head]
    if words[word].role == "poss":
        return head.role in ("nsubj", "nsubjpass") and fold(head.lemma) in roles().utterance
    noun = words[head.head]
    return words[word].role == "pobj" and head.text.lower() == "from" and fold(noun.lemma) in roles().utterance


def describing(parsed: Parsed, head: int) -> list[Word]:
    """Give the words that stand before a noun and describe it: "the Turkish foreign" of "the Turkish foreign minister"."""
    return [
        parsed.words[child]
        for child in parsed.children[head]
        if child < head and parsed.words[child].role in ("amod", "compound", "nmod", "poss", "det")
    ]


def relative_owner(scene: Scene, head: int) -> int | None:
    """Give the word that "who", "which" or "that" goes back to: the name just before it, else the noun its clause belongs to.

    "Ada Birch, a lawyer who" goes back to the lawyer, and so to Ada Birch.
    """
    parsed = scene.parsed
    before = head - 1
    while before > 0 and parsed.words[before].part == "PUNCT":
        before -= 1
    which = parsed.words[head].text.lower() == "which"
    if before in (scene.bodies.at if which else scene.people.at):
        return before
    clause = head
    while parsed.words[clause].role not in ("relcl", "acl") and parsed.words[clause].head != clause:
        clause = parsed.words[clause].head
    persons = parsed.words[head].text.lower().startswith("who")
    if parsed.words[clause].role not in ("relcl", "acl"):
        return _name_before(scene, head) if persons else None
    owner = parsed.words[clause].head
    while parsed.words[owner].role == "appos" and owner not in scene.people.at:
        owner = parsed.words[owner].head
    if (
        parsed.words[owner].role == "attr" and parsed.words[parsed.words[owner].head].lemma == "be"
    ):  # "Birch is a lawyer who"
        owner = next(
            (at for at in parsed.children[parsed.words[owner].head] if parsed.words[at].role == "nsubj"), owner
        )
    return _name_before(scene, head) if persons and owner in scene.bodies.at else owner


def _name_before(scene: Scene, head: int) -> int | None:
    """Give the nearest full name before "who" in its sentence when only description stands between: "Ada Birch, 59, of Halden, who"."""
    for at in range(head - 1, scene.parsed.sentence_of(head).first - 1, -1):
        mention = scene.people.at.get(at)
        if mention:
            return at if mention.full else None
        word = scene.parsed.words[at]
        if word.part in ("VERB", "AUX", "NOUN", "PRON", "CCONJ"):
            return None
    return None


def find_writer(scene: Scene) -> Person | None:
    """Give the writer whom a note at the very end names: "Ada Birch is a teacher in Halden.", and whom nothing else in the report names."""
    sentences = scene.parsed.sentences
    last = sentences[-1].block
    first = next(sentence.first for sentence in sentences if sentence.block == last)
    mention = scene.people.at.get(first)
    if (
        mention is None
        or not mention.full
        or mention.last >= len(scene.parsed.words)
        or scene.parsed.words[mention.last].text != "is"
    ):
        return None
    elsewhere = any(
        set(mention.persons) & set(other.persons) for other in scene.people.mentions if scene.block(other.first) != last
    )
    return None if elsewhere else scene.person(mention)
