"""Sources that are somebody's: "Kolar's lawyer" is whoever the report calls that elsewhere: "Ada Birch, a lawyer for Kolar"."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from onrecord.language import Parsed
from onrecord.speakers.answers import CALLED, Answer
from onrecord.speakers.offices import equal_nouns
from onrecord.speakers.people import Person
from onrecord.speakers.places import Antecedent
from onrecord.speakers.scene import Scene
from onrecord.speakers.vocabulary import fold, roles

_OF = frozenset({"for", "of", "to"})

# Whose and what: the number of a person and the noun.
Relation = tuple[int, str]


def find_relations(scene: Scene, bound: Mapping[int, Antecedent]) -> dict[Relation, frozenset[int]]:
    """List who the report says is whose: "Ada Birch, Kolar's lawyer", "his wife, Irena", "Kolar's lawyer, Ada Birch"."""
    found: dict[Relation, set[int]] = {}
    words = scene.parsed.words
    for word in words:
        noun = fold(word.lemma)
        if word.tag not in ("NN", "NNP") or noun not in roles().person:
            continue
        owner = owner_of(scene, word.index, bound)
        named = _named_beside(scene, word.index) if owner is not None else None
        if owner is not None and named is not None and named.number != owner:
            found.setdefault((owner, noun), set()).add(named.number)
    return {relation: frozenset(numbers) for relation, numbers in found.items()}


def owner_of(scene: Scene, head: int, bound: Mapping[int, Antecedent]) -> int | None:
    """Say whose somebody is: the person before a possessive, behind his or her, or after "for", "of" or "to"."""
    parsed = scene.parsed
    mine = [child for child in parsed.children[head] if parsed.words[child].role == "poss"] or _owners(parsed, head)
    return _person_at(scene, mine[0], bound) if mine else None


def _owners(parsed: Parsed, head: int) -> list[int]:
    """List the nouns after "for", "of" or "to" that belong to a noun."""
    links = [at for at in parsed.children[head] if parsed.words[at].text.lower() in _OF]
    return [at for link in links for at in parsed.children[link] if parsed.words[at].role == "pobj"]


def _person_at(scene: Scene, at: int, bound: Mapping[int, Antecedent]) -> int | None:
    mention = scene.people.at.get(at)
    person = scene.person(mention) if mention else bound[at].person if at in bound else None
    return person.number if person else None


def _named_beside(scene: Scene, head: int) -> Person | None:
    """Give the person named beside a noun: before it or after it, between commas, or as "X is the lawyer"."""
    parsed = scene.parsed
    word = parsed.words[head]
    beside = [child for child in parsed.children[head] if parsed.words[child].role == "appos"]
    if word.role == "appos":
        beside.append(word.head)
    for at in _owners(parsed, head):  # "a lawyer for Kolar, Ada Birch": the parser sets Birch beside Kolar
        beside += [
            child for child in parsed.children[at] if parsed.words[child].role == "appos" and child in scene.people.at
        ]
    if word.role == "attr" and parsed.words[word.head].lemma == "be":
        beside += [child for child in parsed.children[word.head] if parsed.words[child].role == "nsubj"]
    if word.role in ("compound", "nmod"):
        beside.append(word.head)
    persons = [scene.person(scene.people.at[at]) for at in beside if at in scene.people.at]
    return persons[0] if len(persons) == 1 else None


def answer_relation(
    scene: Scene,
    words: Sequence[int],
    head: int,
    bound: Mapping[int, Antecedent],
    known: Mapping[Relation, frozenset[int]],
) -> Answer | None:
    """Answer for a source such as "Kolar's lawyer" when the report names exactly one who is that."""
    noun = fold(scene.parsed.words[head].lemma)
    if scene.parsed.words[head].tag not in ("NN", "NNP") or noun not in roles().person:
        return None
    owner = owner_of(scene, head, bound)
    if owner is None:
        return None
    numbers = {number for like in equal_nouns(noun) for number in known.get((owner, like), frozenset())}
    if len(numbers) != 1:
        return None
    person, whose = scene.people.persons[numbers.pop()], scene.people.persons[owner].name
    basis = f"“{scene.text(words)}”: {person.name}, {CALLED} {whose}’s {noun}"
    return Answer(person.name, "relation", basis, (), scene.named_at(person.named))
