"""Who each source of one report is: names first, then roles, then pronouns; unknown wherever the text does not make it safe."""
from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from onrecord.language import Parsed
from onrecord.model import Attribution, Resolution
from onrecord.speakers.answers import CONFIDENCE, SEVERAL, Answer, either, join
from onrecord.speakers.bind import bind_roles
from onrecord.speakers.it import IT, answer_it
from onrecord.speakers.named import name_at, named_source
from onrecord.speakers.phrases import find_head, find_writer, joined_with, relative_owner
from onrecord.speakers.pronouns import PRONOUNS, Binding
from onrecord.speakers.scene import Scene, set_scene

_FIRST_PERSON = frozenset({"i", "me", "my", "myself", "mine"})
_RELATIVE = frozenset({"WP", "WDT", "WP$"})


def resolve_speakers(parsed: Parsed, attributions: Sequence[Attribution]) -> tuple[Attribution, ...]:
    """Say of each attribution of a report who its source is, or why that stays open. Same order, nothing left out."""
    answers = explain(parsed, attributions)
    return tuple(replace(attribution, speaker=_resolution(answer)) for attribution, answer in zip(attributions, answers, strict=True))


def _resolution(answer: Answer) -> Resolution:
    confidence = CONFIDENCE[answer.kind] if answer.name else 0.0
    candidates = tuple(dict.fromkeys(answer.candidates)) if answer.name is None else ()
    return Resolution(answer.name, answer.basis, confidence, candidates, answer.named_at)


def explain(parsed: Parsed, attributions: Sequence[Attribution]) -> list[Answer]:
    """Give the answer for each attribution with the name of the rule that gave it."""
    reader = _Reader(set_scene(parsed, attributions), attributions)
    return [reader.answer(attribution) for attribution in attributions]


class _Reader:
    """One report being read: names and roles are bound first, then with their help the pronouns, then each source is answered."""

    def __init__(self, scene: Scene, attributions: Sequence[Attribution]) -> None:
        self.scene, self.attributions = scene, attributions
        self.words = [scene.words_in(attribution.source) for attribution in attributions]
        self.heads = [find_head(scene.parsed, words) if words else None for words in self.words]
        self.roles = bind_roles(scene)
        sources = frozenset(mention.last - 1 for head in self.heads if head is not None for mention in [scene.people.at.get(head)] if mention)
        self.binding = Binding(scene, sources | {head for head in self.heads if head is not None}, self.roles.fitting, self.roles.persons)
        self.place = {id(attribution): number for number, attribution in enumerate(attributions)}

    def answer(self, attribution: Attribution) -> Answer:
        """Read one source."""
        number = self.place[id(attribution)]
        words, head = self.words[number], self.heads[number]
        if head is None:
            return self._nobody(attribution)
        word = self.scene.parsed.words[head]
        lower = word.text.lower()
        if lower in PRONOUNS and word.tag in ("PRP", "PRP$"):
            heads = joined_with(self.scene.parsed, head, set(words))
            return self._pronoun(head) if len(heads) == 1 else self._pronoun_and_others(words, heads)
        if word.tag in _RELATIVE or (lower == "that" and len(words) == 1 and word.role in ("nsubj", "nsubjpass")):
            return self._relative(head)
        if lower in _FIRST_PERSON:
            return self._first_person(head, attribution)
        if lower in IT and word.tag in ("PRP", "PRP$"):
            return answer_it(self.scene, head)
        if word.tag in ("PRP", "PRP$", "DT") and len(words) == 1:
            return Answer(None, "other pronoun", f"“{word.text}”: the report does not make it safe to say who is meant")
        return named_source(self.scene, words, head, self.binding) or self.roles.answer(self.scene, words, head) \
            or Answer(None, "unnamed", f"unnamed: {self.scene.text(words)}")

    def _nobody(self, attribution: Attribution) -> Answer:
        """No source: the words go on from the quotation before, or stand alone."""
        number = self.place[id(attribution)]
        before = self.attributions[number - 1] if number else None
        if before is not None and "continuation" in attribution.origin:
            answer = self.answer(before)
            if answer.name:
                return replace(answer, kind="continuation", basis=f"goes on from the quotation before; {answer.basis}")
        near = self._named_near(attribution)
        what = "a quotation that stands alone: this report does not say who spoke" if attribution.quoted else "this report gives no source"
        return Answer(None, "no source", what, near)

    def _named_near(self, attribution: Attribution) -> tuple[str, ...]:
        """The speakers of this paragraph and of those beside it, as candidates."""
        mine = self._block(attribution)
        found = []
        for other in self.attributions:
            if self.heads[self.place[id(other)]] is not None and mine is not None:
                block = self._block(other)
                if block is not None and abs(block - mine) <= 1:
                    found.append(self.answer(other).name)
        return tuple(dict.fromkeys(name for name in found if name))

    def _block(self, attribution: Attribution) -> int | None:
        words = self.scene.words_in(attribution.content[:1] or attribution.cue[:1])
        return self.scene.block(words[0]) if words else None

    def _pronoun(self, head: int) -> Answer:
        antecedent = self.binding.bound[head]
        word = self.scene.parsed.words[head].text
        names = tuple(person.name for person in antecedent.candidates)
        if antecedent.person is None:
            basis = f"“{word}” could be {either(names)}" if len(names) > 1 else f"“{word}”: perhaps {names[0]}, but that is not safe" \
                if names else f"“{word}”: nobody whom it could safely mean is named nearby"
            return Answer(None, "pronoun, open", basis, names, None, antecedent.rule)
        return Answer(antecedent.person.name, "pronoun", f"{word.lower()}: {antecedent.person.name}, {antecedent.rule}", (),
                      self.scene.named_at(antecedent.person.named), antecedent.rule)

    def _pronoun_and_others(self, words: Sequence[int], heads: Sequence[int]) -> Answer:
        answers = [self._pronoun(heads[0]), *(name_at(self.scene, at) for at in heads[1:])]
        names = [answer.name for answer in answers if answer and answer.name]
        if len(names) < len(heads):
            return Answer(None, "joint, not all named", f"several together: {self.scene.text(words)}", tuple(names))
        return Answer(join(names), "joint", f"{SEVERAL}“{self.scene.text(words)}”")

    def _relative(self, head: int) -> Answer:
        """Who, which, that: the noun that the clause belongs to."""
        word = self.scene.parsed.words[head].text
        owner = relative_owner(self.scene, head)
        answer = name_at(self.scene, owner) if owner is not None else None
        if answer is None:
            return Answer(None, "relative, open", f"“{word}” goes back to nobody named")
        return replace(answer, kind="relative" if answer.name else answer.kind, basis=f"“{word}” goes back to {answer.basis}")

    def _first_person(self, head: int, attribution: Attribution) -> Answer:
        word, byline = self.scene.parsed.words[head], self.scene.parsed.report.byline
        for outer in self.attributions:
            if outer is not attribution and outer.source and any(span.start <= word.start < span.end for span in outer.quoted):
                answer = self.answer(outer)
                return replace(answer, kind="within quotation" if answer.name else answer.kind, basis=f"“{word.text}”, in the words of {answer.basis}")
        if byline and not self.scene.quoted[head]:
            return Answer(byline.value, "writer", f"“{word.text}” outside quotation is the writer; the byline says {byline.value}", (), byline.span)
        writer = None if self.scene.quoted[head] else find_writer(self.scene)
        if writer:
            return Answer(writer.name, "writer", f"“{word.text}” outside quotation is the writer; a note at the end says who that is", (),
                          self.scene.named_at(writer.named))
        return Answer(None, "first person", f"“{word.text}”: the report does not say who is speaking here")

