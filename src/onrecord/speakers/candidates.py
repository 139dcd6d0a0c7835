"""Whom a pronoun that stays open may mean: persons only, nearest first."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable

from onrecord.speakers.people import Mention, Person
from onrecord.speakers.places import PRONOUNS, SUBJECT, Antecedent
from onrecord.speakers.scene import Scene, agrees
from onrecord.speakers.vocabulary import fold, roles

# How many paragraphs back a reader would look for whom a pronoun may mean, and how many persons to list.
_REMEMBERED, _CANDIDATES = 3, 4
# And how many names back, where a paragraph has no end.
_NAMES = 200
# The labels of names that no person bears.
_BODIES = frozenset({"ORG", "GPE", "NORP", "FAC", "LOC", "PRODUCT"})


def possible(scene: Scene, at: int, antecedent: Antecedent, is_somebody: Callable[[int], bool]) -> tuple[Person, ...]:
    """List whom a pronoun that stays open may mean: those the rules weighed, then those named in the paragraphs before it.

    `is_somebody` remembers of each person, by number, what `is_surely_somebody` says.
    """
    gender = PRONOUNS[scene.parsed.words[at].text.lower()]
    found = {person.number: person for person in antecedent.candidates if is_somebody(person.number)}
    start = bisect_left(scene.people.mentions, at, key=lambda mention: mention.first)
    for mention in reversed(scene.people.mentions[max(0, start - _NAMES) : start]):
        if scene.block(at) - scene.block(mention.first) > _REMEMBERED or len(found) >= _CANDIDATES:
            break
        for number in mention.persons:
            if agrees(scene.people.persons[number], gender) and is_somebody(number):
                found.setdefault(number, scene.people.persons[number])
    return tuple(found.values())


def is_surely_somebody(scene: Scene, person: Person) -> bool:
    """Say whether a name that may be listed as a candidate is a person's: known as a man or a woman, titled, or once somebody who acts."""
    if is_like_a_body(scene, person):
        return False
    labelled = scene.parsed.words[person.named[1] - 1].entity == "PERSON"
    if person.gender or person.offices or person.full and labelled:
        return True
    return any(
        scene.parsed.words[mention.last - 1].role in SUBJECT
        for mention in scene.mentions.get(person.number, ())
        if len(mention.persons) == 1
    )


def is_like_a_body(scene: Scene, person: Person) -> bool:
    """Say whether a name that was read as a person's is rather a body's, by its labels or what the report calls it: it is no "he".

    A name whose bearer is known as a man or a woman, or holds an office, is a person's whatever its labels.
    """
    if person.gender or person.offices:
        return False
    mentions = scene.mentions.get(person.number, ())
    labels = [scene.parsed.words[mention.last - 1].entity for mention in mentions]
    called = any(_is_called_a_body(scene, mention) for mention in mentions)
    return called or sum(label in _BODIES for label in labels) > labels.count("PERSON")


def _is_called_a_body(scene: Scene, mention: Mention) -> bool:
    """Say whether a name stands behind what only a body is, or before its letters: "a group called Kolar", "Kolar (KLR)"."""
    words, before = scene.parsed.words, mention.first - 1
    if before > 0 and words[before].text.lower() in ("called", "named", "as"):
        before -= 2 if words[before - 1].text.lower() == "known" else 1
    after = [word.text for word in words[mention.last : mention.last + 3]]
    letters = len(after) == 3 and after[0] == "(" and after[2] == ")" and after[1].isupper() and len(after[1]) > 1
    noun = before >= 0 and words[before].tag in ("NN", "NNS") and fold(words[before].lemma) in roles().body
    return letters or noun
