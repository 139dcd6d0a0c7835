"""Which body "it" means: one that leads the sentence before it, with no other thing beside it.

Across sentences "it" was wrong as often as right on PolNeAR dev, and "they" even within one; both stay open.
"""

from __future__ import annotations

from onrecord.language import Word
from onrecord.speakers.answers import BODY, Answer
from onrecord.speakers.bodies import Body
from onrecord.speakers.scene import Scene
from onrecord.speakers.vocabulary import roles

IT = frozenset({"it", "its"})
_SUBJECT = frozenset({"nsubj", "nsubjpass"})


def answer_it(scene: Scene, pronoun: int) -> Answer:
    """Answer for a source that is "it"."""
    word = scene.parsed.words[pronoun]
    body = _find_body(scene, word)
    if body is None or body.others:
        return Answer(None, "other pronoun", f"“{word.text}”: the report does not make it safe to say who is meant")
    return Answer(
        body.name,
        "it",
        f"{BODY}{body.name}, which leads the sentence that “{word.text}” goes back to",
        (),
        scene.named_at(body.named),
        word.text.lower(),
    )


def _find_body(scene: Scene, word: Word) -> Body | None:
    """Look in the pronoun's own sentence, before the pronoun."""
    leaders = _leaders(scene, scene.parsed.sentences[word.sentence].first, word.index, word)
    numbers = {scene.bodies.at[one].body if one in scene.bodies.at else None for one in leaders}
    number = numbers.pop() if len(numbers) == 1 else None
    return scene.bodies.bodies[number] if number is not None else None


def _leaders(scene: Scene, first: int, last: int, asking: Word) -> list[int]:
    """List the subjects in a stretch of words that "it" could mean: bodies and things, but no person."""
    found = []
    for one in scene.parsed.words[first:last]:
        person = (
            one.index in scene.people.at or one.tag in ("PRP", "WP", "WDT", "EX") or one.lemma.lower() in roles().person
        )
        if one.role in _SUBJECT and not person and scene.quoted[one.index] == scene.quoted[asking.index]:
            found.append(one.index)
    return found
