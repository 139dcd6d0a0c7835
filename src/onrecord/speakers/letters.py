"""Letters to the editor: whoever signs a letter, in a line of its own, is the "I" above it."""

from __future__ import annotations

from bisect import bisect_right

from onrecord.speakers.people import Person
from onrecord.speakers.scene import Scene

# What may stand in the line of a signature beside the name: "Ada Birch, Halden". More words make it a sentence.
_ASIDE = 5


def find_signatures(scene: Scene) -> list[tuple[int, Person]]:
    """List the paragraphs that are only a person's full name, or name and place, with the number of the paragraph, in order."""
    found: list[tuple[int, Person]] = []
    sentences = scene.parsed.sentences
    lengths: dict[int, int] = {}
    for sentence in sentences:
        lengths[sentence.block] = lengths.get(sentence.block, 0) + sentence.last - sentence.first
    for at, sentence in enumerate(sentences):
        if at and sentences[at - 1].block == sentence.block:
            continue
        mention = scene.people.at.get(sentence.first)
        person = scene.person(mention) if mention else None
        if mention is None or person is None or not mention.full:
            continue
        rest = scene.parsed.words[mention.last : mention.first + lengths[sentence.block]]
        if len(rest) <= _ASIDE and not any(word.part in ("VERB", "AUX") or word.text == ":" for word in rest):
            found.append((sentence.block, person))
    return found


def signer(signatures: list[tuple[int, Person]], block: int) -> Person | None:
    """Give who signs below a paragraph, where the report has several signatures and so is a page of letters."""
    at = bisect_right(signatures, block, key=lambda signature: signature[0])
    return signatures[at][1] if len(signatures) > 1 and at < len(signatures) else None
