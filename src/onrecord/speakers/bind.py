"""Roles without a name: "the senator", "the Turkish president", "the union" are bound where the report names one bearer only."""
from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from msgspec import Struct

from onrecord.language import Word
from onrecord.speakers.answers import Answer, either
from onrecord.speakers.bodies import Body
from onrecord.speakers.offices import LEADERS, find_offices, holders, names_country
from onrecord.speakers.people import Person
from onrecord.speakers.phrases import describing
from onrecord.speakers.scene import Scene
from onrecord.speakers.vocabulary import fold, roles

# Of several who bear an office, the report's main one is meant when it names no other within this many paragraphs, and
# names that one this many times as often as any other.
_NEAR, _MAIN = 3, 3.0
# Nouns that places share with their governments: too many cities and countries stand in a report to bind "the city" by its name.
_PLACES = frozenset({"city", "state", "country", "nation", "town", "county", "house", "kingdom", "republic"})


class Roles(Struct, frozen=True):
    """The role nouns of a report: for each word, those who can be meant, and the one who is when that is safe."""

    fitting: dict[int, tuple[Person, ...]]
    persons: dict[int, Person | None]

    def answer(self, scene: Scene, words: Sequence[int], head: int) -> Answer | None:
        """Answer for a source that is a role."""
        text = scene.text(words)
        person, fitting = self.persons.get(head), self.fitting.get(head, ())
        if any(at in scene.people.at for at in words):
            return None  # a name in the phrase says more than the role does, and was not the source
        if person:
            reason = "the only one of that office in this report" if len(fitting) == 1 else "the one of that office whom this report is about here"
            return Answer(person.name, "role", f"“{text}”: {person.name}, {reason}", (), scene.named_at(person.named))
        if len(fitting) > 1:
            names = tuple(one.name for one in fitting)
            return Answer(None, "role, several", f"“{text}” could be {either(names)}", names)
        body = _body(scene, head)
        if body:
            return Answer(body.name, "body role", f"“{text}”: {body.name}, the only one of that kind named before", (), scene.named_at(body.named))
        return None


def bind_roles(scene: Scene) -> Roles:
    """Bind every definite role noun of a report that a person can bear."""
    offices = find_offices(scene.parsed, scene.people)
    abroad = frozenset(number for number, countries in offices.countries.items() if countries)
    fitting: dict[int, tuple[Person, ...]] = {}
    persons: dict[int, Person | None] = {}
    for word in scene.parsed.words:
        noun = fold(word.lemma)
        if noun in roles().person and noun not in roles().kin and word.tag in ("NN", "NNP") and word.index not in scene.people.at \
                and _is_definite(scene, word.index):
            near = [fold(scene.parsed.words[at].text) for at in scene.parsed.subtree(word.index) if abs(at - word.index) < 8 and at != word.index]
            found = tuple(person for person in holders(offices, scene.people, noun, near, _proper(scene, word.index))
                          if not _spoken_of_another(scene, word, person))
            fitting[word.index] = found
            persons[word.index] = _choose(scene, word.index, found, abroad, noun in LEADERS and not names_country(near))
    return Roles(fitting, persons)


def _proper(scene: Scene, head: int) -> frozenset[str]:
    """The names before a role that say whose it is: "Nato" of "the Nato spokesman". Countries and parties are weighed apart."""
    return frozenset(fold(word.text) for word in describing(scene.parsed, head) if word.tag in ("NNP", "NNPS"))


def _spoken_of_another(scene: Scene, role: Word, person: Person) -> bool:
    """Say whether "a spokesman" was spoken of since the person was last named: "the spokesman" is then that one, whoever it is."""
    named = max((mention.first for mention in scene.people.mentions if mention.persons == (person.number,) and mention.first < role.index), default=-1)
    return any(word.lemma == role.lemma and word.index not in scene.people.at and not _is_definite(scene, word.index)
               for word in scene.parsed.words[max(named, 0) : role.index])


def _choose(scene: Scene, at: int, found: Sequence[Person], abroad: frozenset[int], any_land: bool) -> Person | None:
    """Choose whom a role means. `any_land` is set for a leader's office without its country: then a leader who was named with
    a country is meant only if nobody else has led a clause since, for the writer's own president may go without a title.
    """
    if any_land and abroad & {person.number for person in found}:
        return found[0] if len(found) == 1 and _led_last(scene, at) == found[0].number else None
    return found[0] if len(found) == 1 else _in_play(scene, at, found)


def _led_last(scene: Scene, at: int) -> int | None:
    """Give the person who was last the subject of a clause, in this paragraph or the one before."""
    for mention in reversed([mention for mention in scene.people.mentions if mention.first < at]):
        if scene.block(at) - scene.block(mention.first) > 1:
            return None
        if scene.parsed.words[mention.last - 1].role in ("nsubj", "nsubjpass") and len(mention.persons) == 1:
            return mention.persons[0]
    return None


def _in_play(scene: Scene, at: int, found: Sequence[Person]) -> Person | None:
    """Choose among several bearers the report's main one, if no other has been named lately."""
    counts = Counter(mention.persons[0] for mention in scene.people.mentions if len(mention.persons) == 1)
    ranked = sorted(found, key=lambda person: (-counts[person.number], person.number))
    if len(ranked) < 2 or counts[ranked[0].number] < _MAIN * counts[ranked[1].number]:
        return None
    block = scene.block(at)
    near = {number for mention in scene.people.mentions if mention.first < at and block - scene.block(mention.first) <= _NEAR
            for number in mention.persons}
    return ranked[0] if near & {person.number for person in found} == {ranked[0].number} else None


def _is_definite(scene: Scene, head: int) -> bool:
    """Say whether a role stands with "the" or without an article, and belongs to nobody ("his lawyer")."""
    before = describing(scene.parsed, head)
    return all(word.text.lower() == "the" for word in before if word.role == "det") and not any(word.role == "poss" for word in before)


def _body(scene: Scene, head: int) -> Body | None:
    """Bind "the union" to the only body before it that has the word in its name."""
    noun = fold(scene.parsed.words[head].lemma)
    if noun not in roles().body - _PLACES or not _is_definite(scene, head) or any(word.role != "det" for word in describing(scene.parsed, head)):
        return None
    found = [body for body in scene.bodies.bodies if body.named[0] < head
             and any(noun in form.split() and len(form.split()) > 1 for form in body.forms)]
    return found[0] if len(found) == 1 else None
