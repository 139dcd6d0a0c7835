"""Whom a pronoun that stays open may mean: persons only, nearest first."""

from __future__ import annotations

from bisect import bisect_left

from onrecord.speakers.people import Person
from onrecord.speakers.places import PRONOUNS, SUBJECT, Antecedent
from onrecord.speakers.scene import Scene, agrees

# How many paragraphs back a reader would look for whom a pronoun may mean, and how many persons to list.
_REMEMBERED, _CANDIDATES = 3, 4


def possible(scene: Scene, at: int, antecedent: Antecedent) -> tuple[Person, ...]:
    """List whom a pronoun that stays open may mean: those the rules weighed, then those named in the paragraphs before it."""
    gender = PRONOUNS[scene.parsed.words[at].text.lower()]
    found = {person.number: person for person in antecedent.candidates if is_surely_somebody(scene, person)}
    start = bisect_left(scene.people.mentions, at, key=lambda mention: mention.first)
    for mention in reversed(scene.people.mentions[:start]):
        if scene.block(at) - scene.block(mention.first) > _REMEMBERED or len(found) >= _CANDIDATES:
            break
        for number in mention.persons:
            if agrees(scene.people.persons[number], gender) and is_surely_somebody(scene, scene.people.persons[number]):
                found.setdefault(number, scene.people.persons[number])
    return tuple(found.values())


def is_surely_somebody(scene: Scene, person: Person) -> bool:
    """Say whether a name that may be listed as a candidate is a person's: known as a man or a woman, titled, or once somebody who acts."""
    labelled = scene.parsed.words[person.named[1] - 1].entity == "PERSON"
    if person.gender or person.offices or person.full and labelled:
        return True
    return any(
        scene.parsed.words[mention.last - 1].role in SUBJECT
        for mention in scene.people.mentions
        if mention.persons == (person.number,)
    )
