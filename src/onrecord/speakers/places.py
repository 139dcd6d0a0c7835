"""Who is in play at a word: persons by name, by office or by a pronoun before, and who of them leads."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct

from onrecord.language import Word
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
SUBJECT = frozenset({"nsubj", "nsubjpass"})


class Antecedent(Struct, frozen=True):
    """Whom a pronoun means: `person` is None when that is not safe. `rule` names why, `at` the word that it goes back to."""

    person: Person | None
    rule: str
    at: int | None = None
    candidates: tuple[Person, ...] = ()


class Place(Struct, frozen=True):
    """Somebody in play at a word, by name, by office or by a pronoun before; `leads` when subject of a clause or source of words.

    `main` is set for the subject of the sentence's main clause, `pronoun` for he and she. `person` is None for somebody whom
    the report does not name, or when two namesakes are possible (`candidates`).
    """

    person: Person | None
    word: int
    leads: bool
    candidates: tuple[Person, ...] = ()
    main: bool = False
    pronoun: bool = False


class InPlay:
    """Looks up who is in play in a stretch of words.

    `sources` holds the words that sources turn on; `roles` leads from a noun such as "senator" to the person it is bound to,
    `fitting_roles` to all whom it could mean; `bound` from each pronoun bound so far to whom it means.
    """

    def __init__(
        self,
        scene: Scene,
        sources: frozenset[int],
        fitting_roles: Mapping[int, tuple[Person, ...]],
        bound_roles: Mapping[int, Person | None],
        bound: Mapping[int, Antecedent],
    ) -> None:
        self.scene, self.sources, self.bound = scene, sources, bound
        self.fitting_roles, self.roles = fitting_roles, bound_roles

    def fitting(self, first: int, last: int, gender: Gender | None, asking: Word) -> list[Place]:
        """Give those in play in a stretch of words who can be a man, or a woman, as the asking word needs; None takes both."""
        return [
            place
            for place in self._places(first, last, gender, asking)
            if place.person is None or gender is None or agrees(place.person, gender)
        ]

    def _places(self, first: int, last: int, gender: Gender | None, asking: Word) -> Iterator[Place]:
        """Those in play in the report's own voice; in quotation, when the pronoun is quoted itself; in its turn, when in one."""
        at = first
        while at < last:
            following = at + 1
            if self.scene.in_one_voice(at, asking.index):
                mention = self.scene.people.at.get(at)
                if mention:
                    following = mention.last
                    if not self._names_a_body(mention.last - 1):
                        yield from self._named(mention.persons, mention.last - 1, gender)
                elif at in self.bound:
                    yield from self._spoken_of_again(at, gender)
                elif self._is_somebody(at, gender):
                    yield Place(
                        self.roles.get(at), at, self.leads(at), self.fitting_roles.get(at, ()), self.is_main(at)
                    )
            at = following

    def _spoken_of_again(self, at: int, gender: Gender | None) -> Iterator[Place]:
        antecedent, own = self.bound[at], PRONOUNS.get(self.scene.parsed.words[at].text.lower())
        if gender in (None, own) or own is None:
            yield Place(antecedent.person, at, self.leads(at), antecedent.candidates, self.is_main(at), own is not None)

    def _names_a_body(self, word: int) -> bool:
        """Say whether a name only stands in a body's: "the Kolar campaign" has nobody in play."""
        words = self.scene.parsed.words
        head = fold(words[words[word].head].lemma)
        return words[word].role == "compound" and (head in roles().named_after or head in roles().body)

    def _named(self, numbers: Sequence[int], word: int, gender: Gender | None) -> Iterator[Place]:
        persons = [self.scene.people.persons[number] for number in numbers]
        fitting = tuple(person for person in persons if gender is None or agrees(person, gender))
        if len(fitting) == 1:
            yield Place(fitting[0], word, self.leads(word), fitting, self.is_main(word))
        elif fitting:
            yield Place(None, word, self.leads(word), fitting, self.is_main(word))

    def _is_somebody(self, at: int, gender: Gender | None) -> bool:
        """Say whether a word speaks of one person without a name, leading a clause: "the official said"."""
        word = self.scene.parsed.words[at]
        lemma = fold(word.lemma)
        return (
            word.tag == "NN"
            and lemma in roles().person
            and self.leads(at)
            and (gender is None or roles().gender.get(lemma, gender) == gender)
            and not self.is_named_beside(at)
        )

    def is_named_beside(self, at: int) -> bool:
        """Say whether a noun is another word for somebody named beside it: "her rival, Pavel Kolar", "the rival is Pavel Kolar"."""
        parsed, persons = self.scene.parsed, self.scene.people.at
        beside = [child for child in parsed.children[at] if parsed.words[child].role == "appos"]
        verb = parsed.words[at].head
        if parsed.words[at].role == "nsubj" and parsed.words[verb].lemma == "be":
            beside += [child for child in parsed.children[verb] if parsed.words[child].role == "attr"]
        if parsed.words[at].role == "nsubj":  # "The only lawyer in town, Kolar said": the parser sees two subjects
            beside += [child for child in parsed.children[verb] if child > at and parsed.words[child].role == "nsubj"]
        top = self.topmost(at)
        return top in persons or (top != at and top in self.bound) or any(child in persons for child in beside)

    def leads(self, word: int) -> bool:
        """Say whether a word is the subject of a clause, alone or joined to it by "and" or set beside it, or a source of words."""
        words = self.scene.parsed.words
        at = self.topmost(word)
        if word in self.sources or words[at].role in SUBJECT or is_utterer(self.scene.parsed, at):
            return True
        subject = next(
            (child for child in self.scene.parsed.children[words[at].head] if words[child].role == "nsubj"), at
        )
        named = word in self.scene.people.at
        return named and words[at].role == "attr" and subject != at and self.is_named_beside(subject)

    def is_main(self, word: int) -> bool:
        """Say whether a word is the subject of its sentence's main clause."""
        words = self.scene.parsed.words
        at = self.topmost(word)
        verb = words[at].head
        return words[at].role in SUBJECT and (words[verb].role == "ROOT" or words[verb].head == verb)

    def topmost(self, word: int) -> int:
        """Follow "and" and appositions up from a word: "his guest, the singer Irena Kolar" is the guest."""
        words, at = self.scene.parsed.words, word
        while words[at].role in ("conj", "appos") and words[at].head < at:
            at = words[at].head
        return at
