"""Whom he and she mean, where the text makes that safe; otherwise nobody, with those who might be meant."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from onrecord.language import Sentence, Word
from onrecord.speakers.apart import set_apart
from onrecord.speakers.bind import Roles
from onrecord.speakers.candidates import is_surely_somebody
from onrecord.speakers.descriptions import Descriptions
from onrecord.speakers.evidence import SPEAKING
from onrecord.speakers.people import Person
from onrecord.speakers.places import PRONOUNS, SUBJECT, Antecedent, InPlay, Place
from onrecord.speakers.scene import Scene
from onrecord.speakers.vocabulary import Gender

# How many sentences of the report's own voice a pronoun may reach back, and how many paragraphs. Sentences that are all
# quotation do not count: the speaker goes on. Tried 1 to 6 and 1 to 3 on PolNeAR dev; beyond these precision falls.
_SENTENCES, _PARAGRAPHS = 3, 1
# A pronoun after so many sentences of unbroken quotation is left open: nobody keeps the speaker in mind that long.
_FARTHEST = 40
_TOGETHER = frozenset({"neither", "both", "either", "each"})
# What an opening clause or phrase is to the main clause: "When he left, …", "In her letter, …".
_OPENING = frozenset({"advcl", "prep", "npadvmod", "advmod", "dep"})
# The subjects of sentences in which a writer speaks of somebody.
_WRITER = frozenset({"i", "we"})
# For how many paragraphs a reader remembers whom the same pronoun meant.
_REMEMBERED = 3


class Binding:
    """The pronouns of one report being bound, in the order of the text.

    `sources` holds the words that sources turn on; `said` leads from them to the persons whom their words name; `bearers` says
    whom nouns such as "the senator" can mean.
    """

    def __init__(
        self, scene: Scene, sources: frozenset[int], bearers: Roles, said: Mapping[int, frozenset[int]]
    ) -> None:
        self.scene, self.sources, self.said = scene, sources, said
        self.all_quoted = [self._quoted_throughout(sentence) for sentence in scene.parsed.sentences]
        spoken = {one.block for one, quoted in zip(scene.parsed.sentences, self.all_quoted, strict=True) if not quoted}
        self.quoted_blocks = frozenset(one.block for one in scene.parsed.sentences) - spoken
        self.bound: dict[int, Antecedent] = {}
        self._set_apart: dict[int, frozenset[int]] = {}
        self._somebody: dict[int, bool] = {}
        self.in_play = InPlay(scene, sources, bearers.fitting, bearers.persons, self.bound)
        self.descriptions = Descriptions(self.in_play, bearers.offices)
        for word in scene.parsed.words:
            gender = PRONOUNS.get(word.text.lower())
            if gender and word.tag in ("PRP", "PRP$"):
                self.bound[word.index] = self._bind(word, gender)
            elif self.descriptions.can_bind(word):
                self.bound[word.index] = self.descriptions.bind(word)

    def _bind(self, word: Word, gender: Gender) -> Antecedent:
        sentence = self.scene.parsed.sentence_of(word.index)
        here = self._fitting(sentence.first, word.index, gender, word)
        if any(place.person or not place.pronoun for place in here):
            return self._within(word, [place for place in here if place.person or not place.pronoun])
        before = self._before(word, gender, sentence)
        return before if before.person else self._opening(word, gender) or before

    def _fitting(self, first: int, last: int, gender: Gender, asking: Word) -> list[Place]:
        """Give those in play whom the pronoun can mean; names that may be no persons' give way to a known man or woman."""
        found, apart = self.in_play.fitting(first, last, gender, asking), self._apart(asking)
        places = [place for place in found if place.person is None or place.person.number not in apart]
        if not places and last <= asking.index and self.scene.parsed.words[first].sentence != asking.sentence:
            places = found  # who alone is in play may yet be named again in his own words
        if any(place.person and place.person.gender == gender for place in places):
            places = [place for place in places if place.person is None or self._is_somebody(place.person)]
        return places

    def _is_somebody(self, person: Person) -> bool:
        if person.number not in self._somebody:
            self._somebody[person.number] = is_surely_somebody(self.scene, person)
        return self._somebody[person.number]

    def _apart(self, asking: Word) -> frozenset[int]:
        if asking.index not in self._set_apart:
            self._set_apart[asking.index] = set_apart(self.scene, asking, self.said)
        return self._set_apart[asking.index]

    def _opening(self, word: Word, gender: Gender) -> Antecedent | None:
        """Find the subject that a pronoun in an opening clause looks forward to: "When he left, Kolar said"."""
        words, top = self.scene.parsed.words, word.index
        while words[top].head != top and words[words[top].head].head != words[top].head:
            top = words[top].head
        if words[top].role not in _OPENING or words[top].head == top:
            return None
        for child in self.scene.parsed.children[words[top].head]:
            mention = self.scene.people.at.get(child)
            if mention and child > max(top, word.index) and words[child].role in SUBJECT:
                person = self.scene.person(mention)
                if person and person.gender == gender and self.scene.in_one_voice(child, word.index):
                    return Antecedent(person, "subject of the clause that it opens", child, (person,))
        return None

    def _within(self, word: Word, here: list[Place]) -> Antecedent:
        """Look for the antecedent in the pronoun's own sentence."""
        governing = self._governing(word, here)
        persons = _distinct(here)
        if governing and governing.person and self._goes_on(word, governing):
            return Antecedent(governing.person, "subject of the clause that it goes on from", governing.word, persons)
        if governing and governing.person and self._belong(word, governing, here):
            return Antecedent(governing.person, "subject of its sentence", governing.word, persons)
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

    def _belong(self, word: Word, governing: Place, here: list[Place]) -> bool:
        """Say whether all others in the sentence only belong to its subject: "Kolar's friend Pavel Reiter left after he"."""
        subject = set(self.scene.parsed.subtree(self.in_play.topmost(governing.word)))
        others = [place for place in here if place.person != governing.person]
        return (
            word.role in SUBJECT
            and governing.main
            and all(place.word in subject and not place.leads for place in others)
        )

    def _goes_on(self, word: Word, governing: Place) -> bool:
        """Say whether a pronoun is the subject of a clause that "and" or "but" joins to the clause of another subject."""
        words = self.scene.parsed.words
        verb = words[word.head]
        return (
            word.role in SUBJECT
            and verb.role == "conj"
            and verb.head == words[self.in_play.topmost(governing.word)].head
        )

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
        tops = [(self.in_play.topmost(place.word), place) for place in here]
        subjects = {words[top].head: place for top, place in tops if words[top].role in SUBJECT}
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
        if crossed and self._told_between(word):
            return _open(f"somebody {where}, and something else told between", places)
        if len(_distinct(places)) > 1 and self._are_taken_together(sentence.last, word.index):
            return _open(f"two spoken of together {where}", places)
        speaking = self._speaking_on(word, places)
        if speaking:
            return Antecedent(speaking.person, f"who speaks {where}", speaking.word, _distinct(places))
        leading = [place for place in places if place.leads]
        persons, leaders = _distinct(places), _distinct(leading)
        if any(place.person is None and not self._is_aside(place, leading) for place in leading):
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
        if len(persons) == 1 and not crossed and not spoken and self._is_told_by_writer(sentence, gender, places):
            return Antecedent(persons[0], f"the only one {where}, whom the writer speaks of", places[-1].word, persons)
        return _open(f"several {where}", places)

    def _told_between(self, word: Word) -> bool:
        """Say whether the report tells something of its own earlier in the pronoun's paragraph: a splice may have brought it there."""
        own = self.scene.parsed.sentences[word.sentence]
        before = self.scene.parsed.sentences[word.sentence - 1] if word.sentence else own
        return before is not own and before.block == own.block and not self.all_quoted[word.sentence - 1]

    def _is_told_by_writer(self, sentence: Sentence, gender: Gender, places: Sequence[Place]) -> bool:
        """Say whether a sentence is the writer's own about one known man or woman: "I was grateful to Irena Kolar"."""
        words = self.scene.parsed.words[sentence.first : sentence.last]
        main = {word.text.lower() for word in words if word.role in SUBJECT and self.in_play.is_main(word.index)}
        known = all(place.person and place.person.gender == gender for place in places)
        return known and bool(main) and main <= _WRITER

    def _are_taken_together(self, first: int, last: int) -> bool:
        """Say whether words between a sentence and a pronoun speak of two at once: "Neither took questions", "The two talked"."""
        words = self.scene.parsed.words[first:last]
        return any(
            one.text.lower() in _TOGETHER
            or (one.text.lower() in ("two", "pair") and words[at - 1].text.lower() == "the" and at > 0)
            for at, one in enumerate(words)
            if self.scene.in_one_voice(one.index, last)
        )

    def _speaking_on(self, word: Word, places: Sequence[Place]) -> Place | None:
        """Find who speaks in the sentence before, if the pronoun's words are told as going on from there."""
        main = [place for place in places if place.main]
        if len(main) != 1 or main[0].person is None or main[0].person.gender is None:
            return None
        words = self.scene.parsed.words
        verbs = [words[place].head for place in (word.index, main[0].word)]
        speak = all(words[verb].lemma in SPEAKING for verb in verbs) and word.role in SUBJECT
        return main[0] if speak and main[0].word in self.sources and word.index in self.sources else None

    def _is_aside(self, place: Place, leading: Sequence[Place]) -> bool:
        """Say whether an open pronoun stands in a lesser clause of a sentence whose main subject, or speaker, is known."""
        known = [other for other in leading if other.person and (other.main or other.word in self.sources)]
        return place.pronoun and not place.main and bool(known)

    def _known_nearby(self, word: Word, gender: Gender, leader: Person) -> bool:
        """Say whether the same pronoun meant somebody else shortly before."""
        earlier = sorted(
            at
            for at in self.bound
            if at < word.index and self.scene.block(word.index) - self.scene.block(at) <= _REMEMBERED
        )
        persons = [
            self.bound[at].person for at in earlier if PRONOUNS.get(self.scene.parsed.words[at].text.lower()) == gender
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


def _open(rule: str, places: Sequence[Place]) -> Antecedent:
    seen = {
        person.number: person for place in places for person in ((place.person,) if place.person else place.candidates)
    }
    return Antecedent(None, rule, None, tuple(seen.values()))


def _distinct(places: Sequence[Place]) -> tuple[Person, ...]:
    return tuple({place.person.number: place.person for place in places if place.person}.values())
