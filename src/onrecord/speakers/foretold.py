"""Headlines and opening lines that say what somebody is before the report says who: "A former mayor says … Ada Birch, who …"."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from onrecord.speakers.answers import BODY_LATER, NAMED_LATER, Answer
from onrecord.speakers.bodies import Body
from onrecord.speakers.body_roles import is_called
from onrecord.speakers.offices import Offices, equal_nouns, holders
from onrecord.speakers.people import Mention, Person
from onrecord.speakers.phrases import describing
from onrecord.speakers.scene import Scene
from onrecord.speakers.vocabulary import fold, roles

# The source stands among the first so many paragraphs, and the name follows within so many after it.
_OPENING, _FOLLOWING = 2, 3
# Words for people of whom a report's opening may speak without ever saying who they are.
_ANYBODY = frozenset(
    {"man", "woman", "voter", "resident", "official", "expert", "analyst", "critic", "witness", "student"}
)
# Words that tell no office and no body from another of its kind.
_LOOSE = frozenset({"former", "federal", "state", "local", "national", "top", "new", "major"})


class Foretold:
    """Looks forward from an unnamed source in a report's opening to the only bearer of that office, or body of that kind."""

    def __init__(self, scene: Scene, offices: Offices, sources: frozenset[int]) -> None:
        self.scene, self.offices, self.sources = scene, offices, sources
        self._first: dict[int, int] = {}
        for mention in scene.people.mentions:
            for number in mention.persons:
                self._first.setdefault(number, mention.first)
        self._called: dict[int, set[str]] = {}
        for noun, held in offices.held.items():
            for office in held:
                self._called.setdefault(office.person, set()).add(noun)

    def answer(self, words: Sequence[int], head: int) -> Answer | None:
        """Answer for a source whom the report names just after."""
        word, scene = self.scene.parsed.words[head], self.scene
        before = describing(scene.parsed, head)
        named = any(at in scene.people.at for at in words) or head in scene.bodies.at
        late = scene.block(head) - scene.block(0) > _OPENING
        counted = any(scene.parsed.words[child].role == "nummod" for child in scene.parsed.children[head])
        if named or late or counted or word.tag not in ("NN", "NNP") or scene.quoted[head]:
            return None
        if any(one.role == "poss" and one.entity != "GPE" for one in before):
            return None
        noun, around = fold(word.lemma), [fold(one.text) for one in before if one.role != "det"]
        found = self._bearer(head, noun, around) or self._next(head, noun, around) or self._body(head, noun, around)
        if found is None:
            return None
        later = NAMED_LATER if isinstance(found, Person) else BODY_LATER
        basis = f"“{scene.text(words)}”: {found.name}, {later} in the report"
        return Answer(found.name, "foretold", basis, (), scene.named_at(found.named))

    def _bearer(self, head: int, noun: str, around: Sequence[str]) -> Person | None:
        """Give the only person who bears the office in the report, if named after the source and not before."""
        if noun not in roles().person or noun in roles().kin:
            return None
        proper = frozenset(word for word in around if word not in _LOOSE)
        found = holders(self.offices, self.scene.people, noun, around, proper)
        person = found[0] if len(found) == 1 else None
        return person if person and self._follows(head, person.named) else None

    def _next(self, head: int, noun: str, around: Sequence[str]) -> Person | None:
        """Give the first person who speaks after the source, if there named in full, for the first time, and called nothing else."""
        scene = self.scene
        if noun not in roles().person - roles().kin - _ANYBODY:
            return None
        start = bisect_left(scene.people.mentions, head, key=lambda mention: mention.first)
        for mention in scene.people.mentions[start:]:
            if scene.block(mention.first) - scene.block(head) > _FOLLOWING:
                return None
            if scene.block(mention.first) != scene.block(head) and mention.last - 1 in self.sources:
                return scene.person(mention) if self._is_meant(mention, noun, around) else None
        return None

    def _is_meant(self, mention: Mention, noun: str, around: Sequence[str]) -> bool:
        """Say whether a person is the one foretold: of that office, or new and without a word of who this is but the foretold ones."""
        person = self.scene.person(mention)
        if person is None or not mention.full or self._first[person.number] != mention.first:
            return False
        called = self._called.get(person.number, set())
        sentence = self.scene.parsed.sentence_of(mention.first)
        words = self.scene.parsed.words[mention.last : sentence.last]
        told = {fold(word.text) for word in words} & (set(around) - _LOOSE)
        plain = not words or words[0].text != ","
        return bool(called & set(equal_nouns(noun))) or (not called and (plain or bool(told)))

    def _body(self, head: int, noun: str, around: Sequence[str]) -> Body | None:
        wanted = [word for word in around if word not in _LOOSE]
        if noun not in roles().body or not wanted:
            return None
        found = sorted(
            (body for body in self.scene.bodies.bodies if is_called(body, noun, wanted)), key=lambda body: body.named
        )
        if not found or not self._follows(head, found[0].named):
            return None
        leads = self.scene.parsed.words[found[0].named[1] - 1].role in ("nsubj", "nsubjpass")
        return found[0] if leads or len(found) == 1 else None

    def _follows(self, head: int, named: tuple[int, int]) -> bool:
        return named[0] > head and self.scene.block(named[0]) - self.scene.block(head) <= _FOLLOWING
