"""Whom he and she mean, where the text makes that safe; otherwise nobody, with those who might be meant."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct

from onrecord.language import Sentence, Word
from onrecord.speakers.people import Person
from onrecord.speakers.phrases import is_utterer
from onrecord.speakers.scene import Scene, agrees
from onrecord.speakers.vocabulary import Gender, fold, roles

PRONOUNS: Mapping[str, Gender] = {
    "he": "man",
    "him": "man",
    "his": "man",
    "himself": "man",
    "she": "woman",
    "her": "woman",
    "hers": "woman",
    "herself": "woman",
}
_SUBJECT = frozenset({"nsubj", "nsubjpass"})
# How many sentences of the report's own voice a pronoun may reach back, and how many paragraphs. Sentences that are all
# quotation do not count: the speaker goes on. Tried 1 to 6 and 1 to 3 on PolNeAR dev; beyond these precision falls.
_SENTENCES, _PARAGRAPHS = 3, 1
# A pronoun after so many sentences of unbroken quotation is left open: nobody keeps the speaker in mind that long.
_FARTHEST = 40
# For a pronoun that stays open: how many paragraphs back a reader would look for whom it may mean, and how many to list.
_REMEMBERED, _CANDIDATES = 3, 4


class Antecedent(Struct, frozen=True):
    """Whom a pronoun means: `person` is None when that is not safe. `rule` names why, `at` the word that it goes back to."""

    person: Person | None
    rule: str
    at: int | None = None
    candidates: tuple[Person, ...] = ()


class Place(Struct, frozen=True):
    """Somebody in play at a word, by name, by office or by a pronoun before; `leads` when subject of a clause or source of words.

    `person` is None for somebody whom the report does not name, or when two namesakes are possible (`candidates`).
    """

    person: Person | None
    word: int
    leads: bool
    candidates: tuple[Person, ...] = ()


class Binding:
    """The pronouns of one report being bound, in the order of the text.

    `sources` holds the words that sources turn on; `roles` leads from a noun such as "senator" to the person it is bound to,
    `fitting_roles` to all whom it could mean.
    """

    def __init__(
        self,
        scene: Scene,
        sources: frozenset[int],
        fitting_roles: Mapping[int, tuple[Person, ...]],
        bound_roles: Mapping[int, Person | None],
    ) -> None:
        self.scene, self.sources, self.fitting_roles, self.roles = scene, sources, fitting_roles, bound_roles
        self.all_quoted = [self._quoted_throughout(sentence) for sentence in scene.parsed.sentences]
        spoken = {one.block for one, quoted in zip(scene.parsed.sentences, self.all_quoted, strict=True) if not quoted}
        self.quoted_blocks = frozenset(one.block for one in scene.parsed.sentences) - spoken
        self.bound: dict[int, Antecedent] = {}
        for word in scene.parsed.words:
            gender = PRONOUNS.get(word.text.lower())
            if gender and word.tag in ("PRP", "PRP$"):
                self.bound[word.index] = self._bind(word, gender)

    def _bind(self, word: Word, gender: Gender) -> Antecedent:
        sentence = self.scene.parsed.sentence_of(word.index)
        here = self._fitting(sentence.first, word.index, gender, word)
        if here:
            return self._within(word, here)
        return self._before(word, gender, sentence)

    def _within(self, word: Word, here: list[Place]) -> Antecedent:
        """Look for the antecedent in the pronoun's own sentence."""
        governing = self._governing(word, here)
        persons = _distinct(here)
        if any(place.person is None for place in here):
            return _open("somebody unnamed in its sentence", here)
        if governing and governing.person and len(persons) == 1:
            return Antecedent(governing.person, "subject of its sentence", governing.word, persons)
        if len(persons) == 1 and all(self._aside(place.word, word) for place in here):
            return self._beside(word, here)
        if len(persons) == 1 and any(place.leads for place in here):
            return Antecedent(persons[0], "the only one in its sentence", here[-1].word, persons)
        if len(persons) == 1 and persons[0].gender:
            return Antecedent(persons[0], "the only one in its sentence, no subject", here[-1].word, persons)
        return _open("several in its sentence", here)

    def _aside(self, place: int, word: Word) -> bool:
        """Say whether somebody is named only in a relative clause that the pronoun stands outside of: "the law, which Kolar opposed"."""
        words, at, seen = self.scene.parsed.words, place, set[int]()
        while at not in seen:
            seen.add(at)
            if words[at].role == "relcl":
                return word.index not in self.scene.parsed.subtree(at)
            at = words[at].head
        return False

    def _beside(self, word: Word, here: list[Place]) -> Antecedent:
        """Choose between somebody named in passing in the pronoun's sentence and whoever the sentences before are about."""
        person = here[-1].person
        before = self._before(word, PRONOUNS[word.text.lower()], self.scene.parsed.sentence_of(word.index))
        if person and (before.person == person or before.rule == "nobody near"):
            return Antecedent(person, "the only one in its sentence", here[-1].word, (person,))
        others = (*(place.person for place in here if place.person), *before.candidates)
        return Antecedent(None, "one in passing in its sentence, another before", None, tuple(dict.fromkeys(others)))

    def _governing(self, word: Word, here: list[Place]) -> Place | None:
        """Find the subject of the nearest clause above the pronoun's own."""
        words = self.scene.parsed.words
        subjects = {words[place.word].head: place for place in here if words[place.word].role in _SUBJECT}
        at, seen = word.index, set[int]()
        while at not in seen:
            seen.add(at)
            at = words[at].head
            if at in subjects:
                return subjects[at]
        return None

    def _before(self, word: Word, gender: Gender, sentence: Sentence) -> Antecedent:
        """Look for the antecedent in the sentences before it."""
        spoken, crossed, block = 0, 0, sentence.block
        for at in range(word.sentence - 1, max(-1, word.sentence - 1 - _FARTHEST), -1):
            earlier = self.scene.parsed.sentences[at]
            if earlier.block != block:
                crossed += earlier.block not in self.quoted_blocks
                block = earlier.block
            if crossed > _PARAGRAPHS or spoken >= _SENTENCES:
                break
            places = self._fitting(earlier.first, earlier.last, gender, word)
            if places:
                return self._choose(word, gender, places, earlier, crossed > 0, spoken)
            spoken += not self.all_quoted[at]
        return Antecedent(None, "nobody near")

    def _quoted_throughout(self, sentence: Sentence) -> bool:
        words = self.scene.parsed.words[sentence.first : sentence.last]
        return all(self.scene.quoted[word.index] or word.part == "PUNCT" for word in words)

    def _choose(
        self, word: Word, gender: Gender, places: list[Place], sentence: Sentence, crossed: bool, spoken: int
    ) -> Antecedent:
        where = ("in the paragraph before" if crossed else "in this paragraph") + (
            f", {spoken + 1} sentences back" if spoken else ""
        )
        leading = [place for place in places if place.leads]
        persons, leaders = _distinct(places), _distinct(leading)
        if any(place.person is None for place in leading):
            return _open(f"somebody unnamed {where}", places)
        if crossed and leaders and leaders[0].gender is None and self._known_nearby(word, gender, leaders[0]):
            return _open(f"somebody of unknown gender {where}, and another before", places)
        if len(persons) == 1 and leaders:
            return Antecedent(persons[0], f"the only one {where}, and leading", places[-1].word, persons)
        if len(leaders) == 1:
            at = next(place.word for place in leading if place.person == leaders[0])
            return Antecedent(leaders[0], f"the only one leading {where}", at, persons)
        if (
            len(persons) == 1
            and persons[0].gender == gender
            and not any(place.person is None for place in places)
            and self._led_before(persons[0], gender, sentence, word)
        ):
            return Antecedent(persons[0], f"the only one {where}, who led before", places[-1].word, persons)
        return _open(f"several {where}", places)

    def _known_nearby(self, word: Word, gender: Gender, leader: Person) -> bool:
        """Say whether the same pronoun meant somebody else shortly before."""
        earlier = sorted(
            at
            for at in self.bound
            if at < word.index and self.scene.block(word.index) - self.scene.block(at) <= _REMEMBERED
        )
        persons = [
            self.bound[at].person for at in earlier if PRONOUNS[self.scene.parsed.words[at].text.lower()] == gender
        ]
        last = next((person for person in reversed(persons) if person), None)
        return last is not None and last.gender == gender and last != leader

    def _led_before(self, person: Person, gender: Gender, sentence: Sentence, asking: Word) -> bool:
        """Say whether a person who is named in passing led one of the few sentences before that, and nobody else did."""
        end = self.scene.parsed.words[sentence.first].sentence
        for at in range(end - 1, max(-1, end - 1 - _SENTENCES), -1):
            earlier = self.scene.parsed.sentences[at]
            if sentence.block - earlier.block > _PARAGRAPHS:
                return False
            leading = [place for place in self._fitting(earlier.first, earlier.last, gender, asking) if place.leads]
            if leading:
                return all(place.person == person for place in leading)
        return False

    def _fitting(self, first: int, last: int, gender: Gender, asking: Word) -> list[Place]:
        """Give those in play in a stretch of words who can be a man, or a woman, as the pronoun asks."""
        return [
            place
            for place in self._places(first, last, gender, asking)
            if place.person is None or agrees(place.person, gender)
        ]

    def _places(self, first: int, last: int, gender: Gender, asking: Word) -> Iterator[Place]:
        """Those in play in the report's own voice; in quotation, when the pronoun is quoted itself."""
        inside = self.scene.quoted[asking.index]
        at = first
        while at < last:
            following = at + 1
            if self.scene.quoted[at] == inside:
                mention = self.scene.people.at.get(at)
                if mention:
                    following = mention.last
                    yield from self._named(mention.persons, mention.last - 1, gender)
                elif at in self.bound and PRONOUNS[self.scene.parsed.words[at].text.lower()] == gender:
                    yield Place(self.bound[at].person, at, self._leads(at), self.bound[at].candidates)
                elif self._is_somebody(at, gender):
                    yield Place(self.roles.get(at), at, self._leads(at), self.fitting_roles.get(at, ()))
            at = following

    def _named(self, numbers: Sequence[int], word: int, gender: Gender) -> Iterator[Place]:
        persons = [self.scene.people.persons[number] for number in numbers]
        fitting = tuple(person for person in persons if agrees(person, gender))
        if len(fitting) == 1:
            yield Place(fitting[0], word, self._leads(word), fitting)
        elif fitting:
            yield Place(None, word, self._leads(word), fitting)

    def _is_somebody(self, at: int, gender: Gender) -> bool:
        """Say whether a word speaks of one person without a name, leading a clause: "the official said"."""
        word = self.scene.parsed.words[at]
        lemma = fold(word.lemma)
        return (
            word.tag == "NN"
            and lemma in roles().person
            and self._leads(at)
            and roles().gender.get(lemma, gender) == gender
        )

    def _leads(self, word: int) -> bool:
        """Say whether a word is the subject of a clause, alone or joined to it by "and", or a source of words."""
        words = self.scene.parsed.words
        at = word
        while words[at].role == "conj" and words[at].head < at:
            at = words[at].head
        return word in self.sources or words[at].role in _SUBJECT or is_utterer(self.scene.parsed, at)


def possible(scene: Scene, at: int, antecedent: Antecedent) -> tuple[Person, ...]:
    """List whom a pronoun that stays open may mean: those the rules weighed, then those named in the paragraphs before it."""
    gender = PRONOUNS[scene.parsed.words[at].text.lower()]
    found = {person.number: person for person in antecedent.candidates if _is_surely_somebody(scene, person)}
    start = bisect_left([mention.first for mention in scene.people.mentions], at)
    for mention in reversed(scene.people.mentions[:start]):
        if scene.block(at) - scene.block(mention.first) > _REMEMBERED or len(found) >= _CANDIDATES:
            break
        for number in mention.persons:
            if agrees(scene.people.persons[number], gender) and _is_surely_somebody(
                scene, scene.people.persons[number]
            ):
                found.setdefault(number, scene.people.persons[number])
    return tuple(found.values())


def _is_surely_somebody(scene: Scene, person: Person) -> bool:
    """Say whether a name that may be listed as a candidate is a person's: known as a man or a woman, titled, or once somebody who acts."""
    labelled = scene.parsed.words[person.named[1] - 1].entity == "PERSON"
    if person.gender or person.offices or person.full and labelled:
        return True
    return any(
        scene.parsed.words[mention.last - 1].role in _SUBJECT
        for mention in scene.people.mentions
        if mention.persons == (person.number,)
    )


def _open(rule: str, places: Sequence[Place]) -> Antecedent:
    seen = {
        person.number: person for place in places for person in ((place.person,) if place.person else place.candidates)
    }
    return Antecedent(None, rule, None, tuple(seen.values()))


def _distinct(places: Sequence[Place]) -> tuple[Person, ...]:
    return tuple({place.person.number: place.person for place in places if place.person}.values())
