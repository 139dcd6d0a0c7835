"""Which body "it" means: one that leads its sentence, or that led or spoke in the sentence before.

"They" was wrong as often as right on PolNeAR dev, even within one sentence; it stays open.
"""

from __future__ import annotations

from collections.abc import Callable

from onrecord.language import Sentence, Word
from onrecord.speakers.answers import BODY, Answer
from onrecord.speakers.scene import Scene
from onrecord.speakers.vocabulary import roles

IT = frozenset({"it", "its"})
_SUBJECT = frozenset({"nsubj", "nsubjpass"})
# How many sentences "it" may go back, one "it" to another. Tried 1 to 5 on PolNeAR dev.
_SENTENCES = 4

Naming = Callable[[int], Answer | None]


def answer_it(scene: Scene, pronoun: int, sources: frozenset[int], name: Naming) -> Answer:
    """Answer for a source that is "it". `sources` holds the words that sources turn on; `name` says who stands at a word."""
    word = scene.parsed.words[pronoun]
    here = _leaders(scene, scene.parsed.sentences[word.sentence].first, word.index, word)
    found = _only(here, name) if here else _before(scene, word, sources, name)
    if found is None:
        return Answer(None, "other pronoun", f"“{word.text}”: the report does not make it safe to say who is meant")
    basis = f"{BODY}{found.name}, which leads the sentence that “{word.text}” goes back to"
    return Answer(found.name, "it", basis, (), found.named_at, word.text.lower())


def _only(leaders: list[int], name: Naming) -> Answer | None:
    """Give the body that all leaders are, if they are one body."""
    found = [name(at) for at in leaders]
    names = {answer.name if answer else None for answer in found}
    return found[0] if len(names) == 1 and None not in names else None


def _before(scene: Scene, word: Word, sources: frozenset[int], name: Naming) -> Answer | None:
    """Look in the sentences before, from one "it" to the next; sentences that are all quotation do not count."""
    number, block = word.sentence, scene.block(word.index)
    for _ in range(_SENTENCES):
        number -= 1
        while number >= 0 and _is_quoted(scene, scene.parsed.sentences[number]):
            number -= 1
        if number < 0 or block - scene.parsed.sentences[number].block > 1:
            return None
        block = scene.parsed.sentences[number].block
        main = _main(scene, scene.parsed.sentences[number], word, sources)
        if len(main) != 1 or _is_spoken_of(scene, scene.parsed.sentences[number], main[0]):
            return None
        if scene.parsed.words[main[0]].text.lower() not in IT:
            return name(main[0])
    return None


def _is_spoken_of(scene: Scene, sentence: Sentence, main: int) -> bool:
    """Say whether "it" already stands in a sentence for a thing that is no subject: "the lawyers released it"."""
    words = scene.parsed.words[sentence.first : sentence.last]
    return any(one.text.lower() == "it" and one.role in ("dobj", "pobj") and one.index > main for one in words)


def _is_quoted(scene: Scene, sentence: Sentence) -> bool:
    words = scene.parsed.words[sentence.first : sentence.last]
    return all(scene.quoted[word.index] or word.part == "PUNCT" for word in words)


def _main(scene: Scene, sentence: Sentence, asking: Word, sources: frozenset[int]) -> list[int]:
    """List the subjects of a sentence's main clause, and the subject that speaks when the sentence is its words."""
    words = scene.parsed.words[sentence.first : sentence.last]
    main = [
        one.index for one in words if one.role in _SUBJECT and _is_main(scene, one) and _is_told(scene, one, asking)
    ]
    things = [at for at in main if scene.parsed.words[at].tag not in ("NNS", "NNPS") and at not in scene.people.at]
    main = things if len(main) > 1 else main
    speaking = [one.index for one in words if one.role in _SUBJECT and one.index in sources]
    last = scene.parsed.words[speaking[-1]] if speaking else None
    return [last.index] if last and len(speaking) == 1 and last.head > 0 and _closes(scene, last) else main


def _is_told(scene: Scene, word: Word, asking: Word) -> bool:
    """Say whether a word is told, not quoted, by the one who says "it": the report, or somebody in his turn."""
    return not scene.quoted[word.index] and scene.turns[word.index] == scene.turns[asking.index]


def _is_main(scene: Scene, subject: Word) -> bool:
    """Say whether a subject's verb is the sentence's main one, or joined to it."""
    verb = scene.parsed.words[subject.head]
    return verb.role == "ROOT" or (verb.role == "conj" and scene.parsed.words[verb.head].role == "ROOT")


def _closes(scene: Scene, subject: Word) -> bool:
    """Say whether a subject stands after the words it says: "…, the fund said"."""
    verb = scene.parsed.words[subject.head]
    return any(child < subject.index for child in scene.parsed.children[verb.index])


def _leaders(scene: Scene, first: int, last: int, asking: Word) -> list[int]:
    """List the subjects in a stretch of words that "it" could mean: bodies and things, but no person."""
    found = []
    for one in scene.parsed.words[first:last]:
        person = (
            one.index in scene.people.at or one.tag in ("PRP", "WP", "WDT", "EX") or one.lemma.lower() in roles().person
        )
        if one.role in _SUBJECT and not person and scene.in_one_voice(one.index, asking.index):
            found.append(one.index)
    return found
