"""Bodies spoken of by what they are: "the union", "the agency", "the campaign" go back to the one that was just named."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from onrecord.language import Word
from onrecord.speakers.bodies import Body
from onrecord.speakers.people import Person
from onrecord.speakers.phrases import describing
from onrecord.speakers.scene import Scene
from onrecord.speakers.vocabulary import aliases, fold, roles

# A body is looked for in so many sentences before the noun: by a word of its name, or else as the only body that they name.
# Tried 3 to 12 and 1 to 3 on PolNeAR dev.
_BY_NAME, _ALONE = 8, 1
# In how many sentences before "the campaign" its candidate's campaign must have been spoken of.
_CAMPAIGN = 4
_PLACES = frozenset({"city", "state", "country", "nation", "town", "county", "kingdom", "republic"})
_COUNTRIES = frozenset({"country", "nation", "kingdom", "republic"})
# Who asks is not the one that answers: "The Post contacted the harbour office. The airline said …".
_ASKING = frozenset({"contact", "ask", "approach", "email", "call", "reach", "request"})
# Too many bodies of a report can be called so, or the noun is part of too many names ("the house").
_UNTOLD = frozenset({"house", "government", "police", "military", "army", "team", "site", "party"})


class Found(Struct, frozen=True):
    """The body that a noun means, why, and the words that it goes back to."""

    name: str
    why: str
    named: tuple[int, int]
    person: Person | None = None


def find_body(scene: Scene, head: int) -> Found | None:
    """Find the body that a noun with "the" goes back to, or nothing where that is not safe."""
    word = scene.parsed.words[head]
    noun = fold(word.lemma)
    if noun not in roles().body - _UNTOLD or word.tag not in ("NN", "NNP") or not _is_definite(scene, head):
        return None
    described = [fold(one.text) for one in describing(scene.parsed, head) if one.role != "det"]
    if roles().named_after.get(noun) == "campaign":
        return None if described else _campaign(scene, word)
    same = _same_before(scene, word)
    if same is not None:
        return find_body(scene, same)
    near = _named_before(scene, word, _BY_NAME)
    if _is_common_before(scene, word):
        return None
    fitting = list({body.number: body for body in near if is_called(body, noun, described)}.values())
    if fitting and (len(fitting) == 1 or not described):
        body = fitting[0]
        exact = any(noun in form.split() for form in body.forms)
        if not exact and _leader(scene, word, near) not in (None, body.number):
            return None
        only = "the only one of that kind" if len(fitting) == 1 else "the last of that kind"
        return Found(body.name, only, body.named)
    if described or not fitting == []:
        return None
    return _alone(scene, word, noun)


def _leader(scene: Scene, word: Word, near: list[Body]) -> int | None:
    """Give the body that last acted or spoke: subject of a clause, or after "by" or "according to"; not a place."""
    places = {body.number for body in near if _is_place(scene, body)}
    first = scene.parsed.sentences[max(0, word.sentence - _BY_NAME)].first
    for at in range(word.index - 1, first - 1, -1):
        mention = scene.bodies.at.get(at)
        one = scene.parsed.words[at]
        acts = one.role in ("nsubj", "nsubjpass") or (
            one.role == "pobj" and scene.parsed.words[one.head].text in ("to", "by")
        )
        if mention and mention.body not in places and acts:
            return mention.body
    return None


def _is_definite(scene: Scene, head: int) -> bool:
    before = describing(scene.parsed, head)
    return any(one.text.lower() == "the" for one in before) and not any(one.role == "poss" for one in before)


def _named_before(scene: Scene, word: Word, sentences: int) -> list[Body]:
    """List the bodies named before a word, nearest first."""
    first = scene.parsed.sentences[max(0, word.sentence - sentences)].first
    found: list[Body] = []
    at = word.index - 1
    while at >= first:
        mention = scene.bodies.at.get(at)
        if mention and scene.in_one_voice(at, word.index):
            found.append(scene.bodies.bodies[mention.body])
        at = (mention.first if mention else at) - 1
    return found


def _same_before(scene: Scene, word: Word) -> int | None:
    """Find the same noun with nothing but "the" in the sentence before, where no other body is named since: both mean one."""
    first = scene.parsed.sentences[max(0, word.sentence - 1)].first
    for at in range(word.index - 1, first - 1, -1):
        one = scene.parsed.words[at]
        if one.lemma == word.lemma and one.tag == word.tag and at not in scene.bodies.at:
            return at if [other.text.lower() for other in describing(scene.parsed, at)] == ["the"] else None
    return None


def _is_common_before(scene: Scene, word: Word) -> bool:
    """Say whether the noun stood just before for something that has no name: "the high-earning group … The group"."""
    first = scene.parsed.sentences[max(0, word.sentence - 1)].first
    return any(
        one.lemma == word.lemma and one.tag == "NN" and one.index not in scene.bodies.at and not _goes_back(scene, one)
        for one in scene.parsed.words[first : word.index]
    )


def _goes_back(scene: Scene, noun: Word) -> bool:
    """Say whether a noun belongs to a body named beside it, or has "the" alone: it then goes back to a body itself."""
    before = describing(scene.parsed, noun.index)
    beside = any(child in scene.bodies.at for child in scene.parsed.children[noun.index])
    return beside or noun.role in ("appos", "attr") or [one.text.lower() for one in before] == ["the"]


def is_called(body: Body, noun: str, described: list[str]) -> bool:
    """Say whether a body's name ends in the noun, or in one that means the same, and holds the words that describe it."""
    like = roles().like_bodies.get(noun, frozenset()) | {noun}
    for form in body.forms:
        words = form.split()
        if len(words) > 1 and like & set(words) and set(described) <= set(words):
            return True
    return False


def _alone(scene: Scene, word: Word, noun: str) -> Found | None:
    """Find the only body that the sentence before, or the noun's own before it, names: a place for "the city", else none."""
    sentence = scene.parsed.sentence_of(word.index)
    if word.sentence and scene.parsed.sentences[word.sentence - 1].block < sentence.block - 1:
        return None
    wanted = noun in _PLACES
    country = noun in _COUNTRIES
    near = [
        body
        for body in _named_before(scene, word, _ALONE)
        if _is_place(scene, body) == wanted
        and not _is_of_another_kind(body, noun)
        and (not wanted or _is_country(body) == country)
    ]
    if len({body.number for body in near}) != 1 or near[0].others or noun not in roles().again:
        return None
    if not wanted and not _may_act(scene, near[0], word):
        return None
    return Found(near[0].name, "the only one in the sentence before", near[0].named)


def _may_act(scene: Scene, body: Body, word: Word) -> bool:
    """Say whether the only body named before may be the one that acts now.

    It is not when it only passes on or polls ("as cited by Verdan Wire"), asks, gives another thing its name ("Verdan-inspired"),
    or when a name that nothing tells a person's is a subject there too: that one may be a body as well.
    """
    first = scene.parsed.sentences[max(0, word.sentence - _ALONE)].first
    words = scene.parsed.words
    for one in words[first : word.index]:
        mention = scene.bodies.at.get(one.index)
        if mention and mention.body == body.number:
            passes_on = words[mention.first - 1].text.lower() == "by" if mention.first else False
            asks = one.role == "nsubj" and words[one.head].lemma in _ASKING
            if passes_on or asks or words[mention.last].text == "-":
                return False
        elif one.tag == "NNP" and one.role in ("nsubj", "nsubjpass") and mention is None:
            person = scene.people.at.get(one.index)
            if person is None or not all(scene.people.persons[number].full for number in person.persons):
                return False
    return True


def _is_country(body: Body) -> bool:
    known = aliases()
    return any(known.kind.get(fold(known.body.get(form, ""))) == "government" for form in body.forms)


def _is_of_another_kind(body: Body, noun: str) -> bool:
    """Say whether a body's name ends in a word for another kind of body: "Halden College" is no newspaper."""
    last = body.forms[0].split()[-1]
    return last in roles().body and last != noun and last not in roles().like_bodies.get(noun, frozenset())


def _is_place(scene: Scene, body: Body) -> bool:
    return scene.parsed.words[body.named[1] - 1].entity in ("GPE", "LOC", "FAC")


def _campaign(scene: Scene, word: Word) -> Found | None:
    """Find whose campaign was last spoken of, or who alone was named, in the sentences just before."""
    block = scene.block(word.index)
    for number in range(word.sentence, max(-1, word.sentence - 1 - _CAMPAIGN), -1):
        sentence = scene.parsed.sentences[number]
        mentions = list(_owners(scene, sentence.first, min(sentence.last, word.index)))
        if block - sentence.block > 1:
            break
        if mentions:
            return mentions[-1]
    return _runner(scene, word)


def _runner(scene: Scene, word: Word) -> Found | None:
    """Find who alone led the sentence before, if the report speaks of that person's campaign anywhere."""
    before = scene.parsed.sentences[word.sentence - 1] if word.sentence else None
    if before is None or scene.block(word.index) - before.block > 1:
        return None
    mentions = {
        scene.people.at[at].first: scene.people.at[at]
        for at in range(before.first, before.last)
        if at in scene.people.at
    }
    persons = {mention.persons for mention in mentions.values()}
    person = scene.person(next(iter(mentions.values()))) if len(persons) == 1 else None
    if person is None or person.number not in scene.running:
        return None
    return Found(person.name, "the only one named in the sentence before", person.named, person)


def _owners(scene: Scene, first: int, last: int) -> Iterator[Found]:
    words = scene.parsed.words
    for at in range(first, last):
        mention = scene.people.at.get(at)
        if mention is None or at != mention.last - 1 or words[at].role not in ("compound", "poss", "nmod"):
            continue
        person = scene.person(mention)
        if person and roles().named_after.get(fold(words[words[at].head].lemma)) == "campaign":
            yield Found(person.name, "whose campaign was last spoken of", person.named, person)
