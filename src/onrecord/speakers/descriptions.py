"""Descriptions that speak again of whoever was just named: "Kolar left early. The Ohio senator said …"."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from onrecord.language import Word
from onrecord.speakers.answers import JUST_NAMED
from onrecord.speakers.offices import Offices, contradicts, is_lesser, parties_asked
from onrecord.speakers.people import Person
from onrecord.speakers.phrases import describing, is_utterer
from onrecord.speakers.places import PRONOUNS, SUBJECT, Antecedent, InPlay, Place
from onrecord.speakers.scene import Scene
from onrecord.speakers.vocabulary import Gender, fold, roles

# How many sentences of the report's own voice a description may reach back. Tried 1 to 3 on PolNeAR dev.
_SENTENCES = 3
# With these nouns "the" alone will do for one who has a campaign.
_RUNNING = frozenset({"nominee", "candidate", "contender", "hopeful"})
# These words before a noun say which office it is, not whose: "the prime minister" may be anybody.
_OF_OFFICES = frozenset(
    {"prime", "foreign", "first", "vice", "deputy", "chief", "defense", "defence", "interior", "finance"}
)
# A paragraph of so many words is a heading that parts nothing.
_HEADING = 5


class Descriptions:
    """Binds a description with "the" and a word that tells whom it means, to the one who leads the sentence before."""

    def __init__(self, in_play: InPlay, offices: Offices) -> None:
        self.in_play, self.scene, self.offices = in_play, in_play.scene, offices

    def can_bind(self, word: Word) -> bool:
        """Say whether a word is a noun by which reports speak again of somebody, told apart by another word, and no title."""
        if word.tag not in ("NN", "NNP") or fold(word.lemma) not in roles().described:
            return False
        before = describing(self.scene.parsed, word.index)
        return (
            (word.role in SUBJECT or is_utterer(self.scene.parsed, word.index))
            and word.index not in self.scene.people.at
            and not self.scene.quoted[word.index]
            and not self.in_play.fitting_roles.get(word.index)
            and any(one.text.lower() == "the" for one in before)
            and (
                any(one.role != "det" and fold(one.text) not in _OF_OFFICES for one in before)
                or fold(word.lemma) in _RUNNING
            )
            and not self.in_play.is_named_beside(word.index)
        )

    def bind(self, word: Word) -> Antecedent:
        """Say whom a description means, or that this is not safe."""
        gender = self._gender(word)
        sentence = self.scene.parsed.sentence_of(word.index)
        places = self.in_play.fitting(sentence.first, word.index, gender, word)
        number = word.sentence
        while not places and number > max(0, word.sentence - _SENTENCES):
            number -= 1
            earlier = self.scene.parsed.sentences[number]
            if sentence.block - earlier.block > 1 + (self._is_heading(sentence.block - 1)):
                break
            places = self.in_play.fitting(earlier.first, earlier.last, gender, word)
        place = self._choose(word, places)
        bare = not any(one.role != "det" for one in describing(self.scene.parsed, word.index))
        unsafe = place is None or place.person is None or (bare and place.person.number not in self.scene.running)
        if unsafe or place is None or place.person is None or self._is_contradicted(word, place.person):
            return Antecedent(None, "described, not safe", None, tuple(p.person for p in places if p.person))
        return Antecedent(place.person, JUST_NAMED, place.word, (place.person,))

    def _is_heading(self, block: int) -> bool:
        """Say whether a paragraph is a line of a few words, such as stands over a part of a report."""
        report = self.scene.parsed.report
        return len(report.blocks[block].span.text(report).split()) <= _HEADING

    def _choose(self, word: Word, places: Sequence[Place]) -> Place | None:
        persons = {place.person.number if place.person else None for place in places}
        asked = parties_asked(self._around(word))
        main = [place for place in places if place.main] or [place for place in places if place.leads]
        leaders = {place.person.number if place.person else None for place in main}
        if len(persons) == 1 and None not in persons:
            person = places[0].person
            known = person is not None and (asked & self._parties(person) or person.number in self.scene.running)
            return places[0] if main or known else None
        alike = [place for place in places if place.person and asked & self._parties(place.person)]
        if len({place.person.number for place in alike if place.person}) == 1 and not is_lesser(self._around(word)):
            return alike[0]
        if len(leaders) != 1 or None in leaders or main[0].person is None:
            return None
        return None if asked and not asked & self._parties(main[0].person) else main[0]

    def _parties(self, person: Person) -> frozenset[str]:
        return self.offices.parties.get(person.number, frozenset())

    def _is_contradicted(self, word: Word, person: Person) -> bool:
        around = self._around(word)
        return contradicts(self.offices, person, fold(word.lemma), around)

    def _around(self, word: Word) -> list[str]:
        return [fold(one.text) for one in describing(self.scene.parsed, word.index)]

    def _gender(self, word: Word) -> Gender | None:
        """Tell by the noun, or by the first pronoun after it that no name comes before: "the nominee attacked her rival"."""
        known, one_last = roles().gender.get(fold(word.lemma)), len(self.scene.parsed.words) - 1
        for one in self.scene.parsed.words[word.index + 1 : self.scene.parsed.sentence_of(word.index).last]:
            if known or one.index in self.scene.people.at or self.scene.quoted[one.index]:
                break
            known = PRONOUNS.get(one.text.lower())
            if known and self.scene.parsed.words[min(one.index + 1, one_last)].text.lower() == "or":
                return None  # "his or her"
        return known


def describes_somebody(scene: Scene, words: Sequence[int]) -> bool:
    """Tell somebody described by place or age, whom the phrase does not name: "the Halden, Ohio, resident", "the 46-year-old Balt"."""
    solid = [at for at in words if scene.parsed.words[at].part != "PUNCT"]
    if len(solid) < 3 or any(at in scene.people.at for at in solid):
        return False
    texts, last = [scene.parsed.words[at].text.lower() for at in solid], scene.parsed.words[solid[-1]]
    if texts[0] not in ("the", "a", "an"):
        return False
    aged = any(pair == ("year", "old") for pair in pairwise(texts))
    of_a_place = (
        last.tag == "NN" and fold(last.lemma) in roles().person and scene.parsed.words[last.index - 1].text == ","
    )
    return aged or of_a_place
