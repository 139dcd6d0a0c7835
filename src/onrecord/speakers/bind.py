"""Roles without a name: "the senator", "the Turkish president", "the union" are bound where the report names one bearer only."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter

from msgspec import Struct

from onrecord.language import Word
from onrecord.speakers.answers import BODY_BEFORE, IN_OFFICE, Answer, either
from onrecord.speakers.body_roles import find_body
from onrecord.speakers.offices import LEADERS, Offices, find_offices, held_by_many, holders, names_country
from onrecord.speakers.people import Mention, Person, surname_text
from onrecord.speakers.phrases import describing
from onrecord.speakers.scene import Scene
from onrecord.speakers.vocabulary import fold, roles

# Of several who bear an office, the report's main one is meant when it names no other within this many paragraphs, and
# names that one this many times as often as any other. Tried 1 to 5 and 2 to 4 on PolNeAR dev.
_NEAR, _MAIN = 3, 3.0
# How many words on each side of a role may say whose it is, and how many back "a spokesman" still is "the spokesman".
_ASIDE, _BACK = 8, 400


class Roles(Struct, frozen=True):
    """The role nouns of a report: for each word, those who can be meant, and the one who is when that is safe."""

    fitting: dict[int, tuple[Person, ...]]
    persons: dict[int, Person | None]
    offices: Offices

    def answer(self, scene: Scene, words: list[int], head: int) -> Answer | None:
        """Answer for a source that is a role."""
        text = scene.text(words)
        person, fitting = self.persons.get(head), self.fitting.get(head, ())
        if any(at in scene.people.at for at in words):
            return None  # a name in the phrase says more than the role does, and was not the source
        if person:
            why = f"the only one {IN_OFFICE}" if len(fitting) == 1 else f"of those {IN_OFFICE} the one named here"
            return Answer(
                person.name, "role", f"“{text}”: {person.name}, {why} in this report", (), scene.named_at(person.named)
            )
        if len(fitting) > 1:
            names = tuple(one.name for one in fitting)
            return Answer(None, "role, several", f"“{text}” could be {either(names)}", names)
        body = find_body(scene, head)
        if body:
            name = f"{surname_text(body.person)} campaign" if body.person else body.name
            return Answer(
                name, "body role", f"“{text}”: {name}, {BODY_BEFORE}: {body.why}", (), scene.named_at(body.named)
            )
        return None


def bind_roles(scene: Scene) -> Roles:
    """Bind every definite role noun of a report that a person can bear."""
    offices = find_offices(scene.parsed, scene.people)
    named = _Named(scene)
    many = held_by_many(offices)
    abroad = frozenset(number for number, countries in offices.countries.items() if countries)
    fitting: dict[int, tuple[Person, ...]] = {}
    persons: dict[int, Person | None] = {}
    for word in scene.parsed.words:
        noun = fold(word.lemma)
        if not _is_role(scene, word, noun) or noun in many:
            continue
        around = _around(scene, word.index)
        bearers = holders(offices, scene.people, noun, around, _owners(scene, word.index))
        found = tuple(person for person in bearers if not named.another_since(person, word))
        leader = noun in LEADERS and not names_country(around) and bool(abroad & {person.number for person in found})
        fitting[word.index] = found
        persons[word.index] = _choose(named, word.index, found, leader)
    return Roles(fitting, persons, offices)


def _is_role(scene: Scene, word: Word, noun: str) -> bool:
    return (
        noun in roles().person
        and noun not in roles().kin
        and word.tag in ("NN", "NNP")
        and word.index not in scene.people.at
        and _is_definite(scene, word.index)
    )


def _around(scene: Scene, head: int) -> list[str]:
    """The folded words near a role that depend on it: "the Turkish", "of Turkey"."""
    near = range(max(0, head - _ASIDE), min(len(scene.parsed.words), head + _ASIDE))
    return [fold(scene.parsed.words[at].text) for at in near if at != head and _depends(scene, at, head)]


def _depends(scene: Scene, at: int, head: int) -> bool:
    for _ in range(_ASIDE):
        if scene.parsed.words[at].head == at:
            return False
        at = scene.parsed.words[at].head
        if at == head:
            return True
    return False


def _owners(scene: Scene, head: int) -> frozenset[str]:
    """The names before a role that say whose it is: "Nato" of "the Nato spokesman". Countries and parties are weighed apart."""
    return frozenset(fold(word.text) for word in describing(scene.parsed, head) if word.tag in ("NNP", "NNPS"))


def _choose(named: _Named, at: int, found: tuple[Person, ...], leader: bool) -> Person | None:
    """Choose whom a role means. `leader` is set for a leader's office without its country where one bearer was named with
    a country: that one is meant only if nobody else led a clause since, for the writer's own president may go without a title.
    """
    if leader:
        return found[0] if len(found) == 1 and named.led_last(at) == found[0].number else None
    return found[0] if len(found) == 1 else named.main_of(found, at)


class _Named:
    """Where each person of a report is named, for looking back from a role."""

    def __init__(self, scene: Scene) -> None:
        self.scene = scene
        self.mentions = [mention for mention in scene.people.mentions if len(mention.persons) == 1]
        self.starts = [mention.first for mention in self.mentions]
        self.places: dict[int, list[int]] = {}
        for mention in self.mentions:
            self.places.setdefault(mention.persons[0], []).append(mention.first)
        self.counts = Counter(mention.persons[0] for mention in self.mentions)
        self.others: dict[str, list[int]] = {}  # where "a spokesman" stands that no name is given to, by the noun
        for word in scene.parsed.words:
            if fold(word.lemma) in roles().person and word.index not in scene.people.at:
                if not _is_definite(scene, word.index):
                    self.others.setdefault(word.lemma, []).append(word.index)

    def before(self, at: int, paragraphs: int) -> list[Mention]:
        """List the mentions before a word, nearest first, in its paragraph and as many before it."""
        found: list[Mention] = []
        block = self.scene.block(at)
        for position in range(bisect_left(self.starts, at) - 1, -1, -1):
            if block - self.scene.block(self.starts[position]) > paragraphs:
                break
            found.append(self.mentions[position])
        return found

    def led_last(self, at: int) -> int | None:
        """Give the person who was last the subject of a clause, in this paragraph or the one before."""
        words = self.scene.parsed.words
        return next(
            (one.persons[0] for one in self.before(at, 1) if words[one.last - 1].role in ("nsubj", "nsubjpass")), None
        )

    def main_of(self, found: tuple[Person, ...], at: int) -> Person | None:
        """Choose among several bearers the report's main one, if no other has been named lately."""
        ranked = sorted(found, key=lambda person: (-self.counts[person.number], person.number))
        if len(ranked) < 2 or self.counts[ranked[0].number] < _MAIN * self.counts[ranked[1].number]:
            return None
        near = {mention.persons[0] for mention in self.before(at, _NEAR)} & {person.number for person in found}
        return ranked[0] if near == {ranked[0].number} else None

    def another_since(self, person: Person, role: Word) -> bool:
        """Say whether "a spokesman" was spoken of since the person was last named: "the spokesman" is then that one, whoever it is."""
        places = self.places.get(person.number, [])
        position = bisect_left(places, role.index)
        start = max(places[position - 1] if position else 0, role.index - _BACK)
        others = self.others.get(role.lemma, [])
        return bisect_left(others, start) < bisect_left(others, role.index)


def _is_definite(scene: Scene, head: int) -> bool:
    """Say whether a role stands with "the" or without an article, and belongs to nobody ("his lawyer")."""
    before = describing(scene.parsed, head)
    if any(scene.parsed.words[child].role == "nummod" for child in scene.parsed.children[head]):
        return False
    return all(word.text.lower() == "the" for word in before if word.role == "det") and not any(
        word.role == "poss" for word in before
    )
