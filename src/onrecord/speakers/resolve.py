"""Who each source of one report is: names first, then roles, then pronouns; unknown wherever the text does not make it safe."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from msgspec.structs import replace

from onrecord.language import Parsed
from onrecord.model import Attribution, Resolution
from onrecord.speakers.answers import BODY, CONFIDENCE, UNNAMED, Answer
from onrecord.speakers.apart import named_in
from onrecord.speakers.bind import bind_roles
from onrecord.speakers.candidates import is_like_a_body, is_surely_somebody, possible
from onrecord.speakers.captions import answer_caption
from onrecord.speakers.foretold import Foretold
from onrecord.speakers.it import IT, answer_it
from onrecord.speakers.letters import find_signatures, signer
from onrecord.speakers.named import name_at, named_source
from onrecord.speakers.people import Person
from onrecord.speakers.phrases import find_head, find_writer, joined_with, relative_owner
from onrecord.speakers.places import PRONOUNS
from onrecord.speakers.pronouns import Binding
from onrecord.speakers.relations import answer_relation, find_relations
from onrecord.speakers.scene import Scene, set_scene
from onrecord.speakers.together import answer_members, find_pair
from onrecord.speakers.vocabulary import fold, roles
from onrecord.speakers.voices import DEEPEST, Voices, not_of_oneself, open_basis

_FIRST_PERSON = frozenset({"i", "me", "my", "myself", "mine"})
_RELATIVE = frozenset({"WP", "WDT", "WP$"})
# A subject of more words than this is read no further.
_LONGEST_SUBJECT = 30


def resolve_speakers(parsed: Parsed, attributions: Sequence[Attribution]) -> tuple[Attribution, ...]:
    """Say of each attribution of a report who its source is, or why that stays open. Same order, nothing left out."""
    answers = explain(parsed, attributions)
    return tuple(
        replace(attribution, speaker=_resolution(answer))
        for attribution, answer in zip(attributions, answers, strict=True)
    )


def _resolution(answer: Answer) -> Resolution:
    if answer.name is None:
        return Resolution(None, answer.basis, 0.0, tuple(dict.fromkeys(answer.candidates)))
    return Resolution(answer.name, answer.basis, CONFIDENCE[answer.kind], (), answer.named_at)


def explain(parsed: Parsed, attributions: Sequence[Attribution]) -> list[Answer]:
    """Give the answer for each attribution with the name of the rule that gave it."""
    return _Reader(set_scene(parsed, attributions), attributions).answers()


class _Reader:
    """One report being read: names and roles are bound first, then with their help the pronouns, then each source is answered."""

    def __init__(self, scene: Scene, attributions: Sequence[Attribution]) -> None:
        self.scene, self.attributions = scene, attributions
        self.words = [scene.words_in(attribution.source) for attribution in attributions]
        self.heads = [find_head(scene.parsed, words) if words else None for words in self.words]
        self.roles = bind_roles(scene)
        heads = {head for head in self.heads if head is not None}
        names = {mention.last - 1 for head in heads for mention in [scene.people.at.get(head)] if mention}
        said = {
            head: named_in(scene, scene.words_in(one.content))
            for head, one in zip(self.heads, attributions, strict=True)
            if head is not None and head not in scene.words_in(one.content)
        }
        self.binding = Binding(scene, frozenset(heads | names), self.roles, said)
        self.relations = find_relations(scene, self.binding.bound)
        self.foretold = Foretold(scene, self.roles.offices, self.binding.sources)
        self.signatures = find_signatures(scene)
        self.voices = Voices(attributions)
        self._bodily: dict[int, bool] = {}
        self._is_somebody = cache(lambda number: is_surely_somebody(self.scene, self.scene.people.persons[number]))

    def answers(self) -> list[Answer]:
        """Answer for every source, those without words of their own last."""
        found = [self._source(number) if head is not None else None for number, head in enumerate(self.heads)]
        found = [self._not_of_oneself(number, found) for number in range(len(found))]
        near = self._speakers_by_block(found)
        for number, answer in enumerate(found):
            if answer is None:
                found[number] = self._nobody(number, found[number - 1] if number else None, near)
        return [answer for answer in found if answer is not None]

    def _source(self, number: int) -> Answer:
        """Read one source phrase."""
        words, head = self.words[number], self.heads[number]
        assert head is not None
        word = self.scene.parsed.words[head]
        lower = word.text.lower()
        if lower in PRONOUNS and word.tag in ("PRP", "PRP$"):
            heads = joined_with(self.scene.parsed, head, set(words))
            return self._pronoun(head, number) if len(heads) == 1 else self._pronoun_and_others(words, heads)
        if word.tag in _RELATIVE or (lower == "that" and len(words) == 1 and word.role in ("nsubj", "nsubjpass")):
            return self._relative(head)
        if lower in _FIRST_PERSON:
            return self._first_person(head, number)
        if lower in IT and word.tag in ("PRP", "PRP$"):
            return answer_it(self.scene, head, self.binding.sources, self._body_at)
        pair = find_pair(self.scene, head) if lower == "both" and len(words) == 1 else None
        if pair:
            return answer_members(self.scene, pair[0], [name_at(self.scene, one.last - 1) for one in pair[1]])
        if word.tag in ("PRP", "PRP$", "DT") and len(words) == 1:
            return Answer(None, "other pronoun", f"“{word.text}”: the report does not make it safe to say who is meant")
        if word.tag.startswith("VB") and self._subject_of(head) is not None:
            return name_at(self.scene, self._subject_of(head) or 0) or self._unnamed(words)
        return (
            named_source(self.scene, words, head, self.binding)
            or self._described(words, head)
            or self.roles.answer(self.scene, words, head)
            or answer_relation(self.scene, words, head, self.binding.bound, self.relations)
            or self.foretold.answer(words, head)
            or answer_caption(self.scene, words, self.attributions[number])
            or self._unnamed(words)
        )

    def _not_of_oneself(self, number: int, found: Sequence[Answer | None]) -> Answer | None:
        """Answer again for a source that stands in somebody's own words, now that it is known whose."""
        answer, words = found[number], self.words[number]
        outer = self.voices.around(self.scene.starts[words[0]], number) if words else None
        around = found[outer] if outer is not None else None
        return not_of_oneself(answer, self.scene.text(words), around.name) if answer and around else answer

    def _body_at(self, at: int) -> Answer | None:
        """Say which body is the subject at a word: by name, as somebody's campaign, or by a noun such as "the agency"."""
        words = self.scene.parsed.subtree(at)
        if at in self.scene.people.at or len(words) > _LONGEST_SUBJECT:
            return None
        answer = named_source(self.scene, words, at, self.binding) or self.roles.answer(self.scene, words, at)
        return (
            answer if answer and answer.name and answer.kind in ("body", "named after a person", "body role") else None
        )

    def _described(self, words: Sequence[int], head: int) -> Answer | None:
        """Answer for a source that speaks again of somebody just named: "the Ohio senator"."""
        antecedent = self.binding.bound.get(head)
        if antecedent is None or antecedent.person is None or any(at in self.scene.people.at for at in words):
            return None
        person = antecedent.person
        basis = f"“{self.scene.text(words)}”: {person.name}, {antecedent.rule}"
        return Answer(person.name, "description", basis, (), self.scene.named_at(person.named))

    def _subject_of(self, verb: int) -> int | None:
        """Give the named subject of a verb that was taken for the source itself: "said Kolar"."""
        words = self.scene.parsed.words
        return next((at for at in self.scene.parsed.children[verb] if words[at].role in ("nsubj", "nsubjpass")), None)

    def _unnamed(self, words: Sequence[int]) -> Answer:
        """A source that is nobody by name: "officials"; or one bare word with a capital, which may be a surname."""
        text, first = self.scene.text(words), self.scene.parsed.words[words[0]]
        if len(words) == 1 and text.isalpha() and sum(letter.isupper() for letter in text) > 1 and not text.isupper():
            return Answer(
                text,
                "proper name",
                f"{BODY}{text}, of which this report says no more",
                (),
                self.scene.named_at((words[0], words[0] + 1)),
            )
        if len(words) == 1 and first.tag == "NN" and text[0].isupper() and fold(first.lemma) not in roles().person:
            return Answer(None, "unnamed", f"“{text}” may be a name, but this report says no more of it", (text,))
        return Answer(None, "unnamed", f"{UNNAMED}{text}")

    def _spoken_of(self, person: Person | None, number: int | None) -> str | None:
        """Give the given name by which quoted words that say "I" speak of the very person who is taken for their speaker."""
        if person is None or number is None or not person.full:
            return None
        words = [self.scene.parsed.words[at] for at in self.scene.words_in(self.attributions[number].quoted)]
        if not any(word.text.lower() in _FIRST_PERSON for word in words):
            return None
        return next((word.text for word in words if word.tag == "NNP" and fold(word.text) == person.parts[0]), None)

    def _is_like_a_body(self, person: Person) -> bool:
        if person.number not in self._bodily:
            self._bodily[person.number] = is_like_a_body(self.scene, person)
        return self._bodily[person.number]

    def _pronoun(self, head: int, number: int | None = None) -> Answer:
        antecedent = self.binding.bound[head]
        if antecedent.person and self._is_like_a_body(antecedent.person):
            antecedent = replace(antecedent, person=None)
        word = self.scene.parsed.words[head].text
        spoken_of = self._spoken_of(antecedent.person, number)
        if antecedent.person is not None and spoken_of:
            basis = (
                f"“{word}” would be {antecedent.person.name}, but the words speak of “{spoken_of}” as of somebody else"
            )
            return Answer(None, "pronoun, open", basis, (), None, antecedent.rule)
        if antecedent.person is not None:
            basis = f"{word.lower()}: {antecedent.person.name}, {antecedent.rule}"
            return Answer(
                antecedent.person.name,
                "pronoun",
                basis,
                (),
                self.scene.named_at(antecedent.person.named),
                antecedent.rule,
            )
        names = tuple(person.name for person in possible(self.scene, head, antecedent, self._is_somebody))
        return Answer(None, "pronoun, open", open_basis(word, names), names, None, antecedent.rule)

    def _pronoun_and_others(self, words: Sequence[int], heads: Sequence[int]) -> Answer:
        answers = [self._pronoun(heads[0]), *(name_at(self.scene, at) for at in heads[1:])]
        return answer_members(self.scene, words, answers)

    def _relative(self, head: int) -> Answer:
        """Who, which, that: the noun that the clause belongs to."""
        word = self.scene.parsed.words[head].text
        owner = relative_owner(self.scene, head)
        answer = name_at(self.scene, owner) if owner is not None else None
        if word.lower() == "which" and owner in self.scene.people.at:
            answer = None  # no person is "which"
        if answer is None:
            return Answer(None, "relative, open", f"“{word}” goes back to nobody named")
        return replace(
            answer, kind="relative" if answer.name else answer.kind, basis=f"“{word}” goes back to {answer.basis}"
        )

    def _first_person(self, head: int, number: int, depth: int = 0) -> Answer:
        """I: the speaker of the quotation around it; outside quotation the writer, if the byline or a note at the end says who that is."""
        word, report = self.scene.parsed.words[head], self.scene.parsed.report
        outer = self.voices.around(word.start, number)
        if outer is not None and depth < DEEPEST and self.heads[outer] is not None:
            answer = self._first_person(head, outer, depth + 1) if self._is_first_person(outer) else self._source(outer)
            return replace(
                answer,
                kind="within quotation" if answer.name else answer.kind,
                basis=f"“{word.text}”, in the words of {answer.basis}",
            )
        if not self.scene.in_own_words(head):
            basis = f"“{word.text}” outside quotation is the writer; "
            if report.byline:
                return Answer(
                    report.byline.value, "writer", f"{basis}the byline says who that is", (), report.byline.span
                )
            writer = find_writer(self.scene)
            signed = signer(self.signatures, self.scene.block(head))
            if signed:
                named = self.scene.named_at(signed.named)
                return Answer(signed.name, "writer", f"{basis}who signs below says who that is", (), named)
            if writer:
                return Answer(
                    writer.name,
                    "writer",
                    f"{basis}a note at the end says who that is",
                    (),
                    self.scene.named_at(writer.named),
                )
        return Answer(None, "first person", f"“{word.text}”: the report does not say who is speaking here")

    def _is_first_person(self, number: int) -> bool:
        head = self.heads[number]
        return head is not None and self.scene.parsed.words[head].text.lower() in _FIRST_PERSON

    def _nobody(self, number: int, before: Answer | None, near: dict[int, list[str]]) -> Answer:
        """No source: the words go on from the quotation before, or stand alone."""
        attribution = self.attributions[number]
        if before is not None and before.name and "continuation" in attribution.origin:
            return replace(before, kind="continuation", basis=f"goes on from the quotation before; {before.basis}")
        block = self._block(number)
        beside = [] if block is None else [name for at in (block - 1, block, block + 1) for name in near.get(at, ())]
        what = (
            "a quotation that stands alone: this report does not say who spoke"
            if attribution.quoted
            else "this report gives no source"
        )
        return Answer(None, "no source", what, tuple(dict.fromkeys(beside)))

    def _speakers_by_block(self, found: Sequence[Answer | None]) -> dict[int, list[str]]:
        near: dict[int, list[str]] = {}
        for number, answer in enumerate(found):
            block = self._block(number)
            if (
                answer is not None
                and answer.name
                and block is not None
                and answer.name not in near.setdefault(block, [])
            ):
                near[block].append(answer.name)
        return near

    def _block(self, number: int) -> int | None:
        attribution = self.attributions[number]
        words = self.scene.words_in(attribution.content[:1] or attribution.cue[:1] or attribution.source[:1])
        return self.scene.block(words[0]) if words else None
