"""Sources that are named: a person, several together, a body, or a body named after a person."""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.language import Parsed
from onrecord.speakers.answers import BODY, FULL_NAME, SHORT_NAME, Answer, either
from onrecord.speakers.bodies import Body, in_headline, is_common, is_same_body
from onrecord.speakers.descriptions import describes_somebody
from onrecord.speakers.people import Person, surname_text
from onrecord.speakers.phrases import (
    describing,
    is_source_itself,
    joined_with,
    joins,
    outside_brackets,
    owns_the_rest,
    says_where,
)
from onrecord.speakers.pronouns import Binding
from onrecord.speakers.scene import Scene
from onrecord.speakers.together import answer_members, closing_name, find_members, find_rest, leave_open, names_others
from onrecord.speakers.vocabulary import aliases, fold, roles, titles

_OUTLETS = frozenset({"magazine", "newspaper", "website", "network", "channel", "broadcaster"})


def named_source(scene: Scene, words: Sequence[int], head: int, binding: Binding) -> Answer | None:
    """Answer for a phrase that is, or holds, the name of its source."""
    if describes_somebody(scene, words) or says_where(scene.parsed, head):
        return None
    inside = set(words)
    heads = joined_with(scene.parsed, head, inside) if joins(scene.parsed, words) else [head]
    after = _named_after(scene, head, binding) or _police(scene, words, head) if len(heads) == 1 else None
    if after:
        return after
    outlet = _outlet(scene, words, head)
    if outlet:
        return outlet
    titled = _long_title(scene, words, head)
    if titled is not None:
        return name_at(scene, titled)
    members = find_members(scene, words)
    if members and len(members) >= len(heads):
        rest = find_rest(scene, words, members)
        more = [_other_name(scene, rest, rest[-1])] if rest else []
        return answer_members(scene, words, [*(name_at(scene, member.last - 1) for member in members), *more])
    if len(heads) > 1 and not _is_description(scene, heads) and not _is_one_bearer(scene, heads):
        return _joint(scene, words, heads, binding)
    handle = _handle(scene, words)
    if handle:
        return handle
    for at in [head, *outside_brackets(scene.parsed, words)]:
        mention = scene.people.at.get(at) or scene.bodies.at.get(at)
        if mention and owns_the_rest(scene.parsed, mention.last, words):
            continue
        if is_source_itself(scene.parsed, at, head, inside):
            answer = name_at(scene, at)
            if answer and answer.name and names_others(scene, words):
                return leave_open(scene, words, [answer.name])
            if answer:
                return answer
    closing = closing_name(scene, words)
    if closing is not None and not names_others(scene, words):
        return name_at(scene, closing) or _other_name(scene, words, closing)
    return (
        _name_behind_comma(scene, words, head)
        or _name_behind_body(scene, words, head)
        or _other_name(scene, words, head)
    )


def name_at(scene: Scene, at: int) -> Answer | None:
    """Answer for the person or body whose name stands at a word."""
    mention = scene.people.at.get(at)
    if mention:
        written = scene.text(range(mention.first, mention.last))
        person = scene.person(mention)
        if person is None:
            names = tuple(scene.people.persons[number].name for number in mention.persons)
            return Answer(None, "shared surname", f"{written} could be {either(names)}", names)
        return _person(scene, person, written, mention.full)
    place = scene.bodies.at.get(at)
    if (
        place
        and not is_common(scene.parsed, scene.bodies, place)
        and (at == place.last - 1 or scene.parsed.words[at].head not in range(place.first, place.last))
    ):
        return _body(scene, scene.bodies.bodies[place.body], scene.text(range(place.first, place.last)))
    return None


def _person(scene: Scene, person: Person, written: str, full: bool) -> Answer:
    span = scene.named_at(person.named)
    if full:
        return Answer(person.name, "full name", FULL_NAME + written, (), span)
    known = f"full name first at character {span.start}" if person.full else "this report gives no fuller name"
    return Answer(person.name, "surname", f"{SHORT_NAME}{written}; {known}", (), span)


def _body(scene: Scene, body: Body, written: str) -> Answer:
    if body.others:
        return Answer(None, "shared name", f"{written} could be {either(body.others)}", body.others)
    seat, span = aliases().seat.get(fold(written)), scene.named_at(body.named)
    if seat:
        return Answer(
            body.name,
            "seat of government",
            f"{BODY}{written}, by which reports mean the government of {seat}",
            (),
            span,
        )
    short = "" if fold(written) == fold(body.name) else f", in full at character {span.start}"
    return Answer(body.name, "body", f"{BODY}{written}{short}", (), span)


def _long_title(scene: Scene, words: Sequence[int], head: int) -> int | None:
    """Find the name after an office of several departments: "Minister of Transport and Public Works Ada Birch".

    Between "and" and the name stands another capitalised word, or the two are two sources: "Minister Kolar and Ada Birch".
    """
    parsed, last = scene.parsed, words[-1]
    mention = scene.people.at.get(last)
    between = parsed.words[head + 1 : mention.first] if mention and mention.full else ()
    joint = next((word.index for word in between if word.text in ("and", "&")), last)
    capitals = all(word.text[0].isupper() or word.text in ("of", "for", "and", "the", "&") for word in between)
    if (
        mention is None
        or mention.last != last + 1
        or not parsed.words[head].text[0].isupper()
        or fold(parsed.words[head].lemma) not in roles().person
        or not capitals
        or joint + 1 >= mention.first
        or any(word.index in scene.people.at for word in between)
    ):
        return None
    return last


def _joint(scene: Scene, words: Sequence[int], heads: Sequence[int], binding: Binding) -> Answer:
    return answer_members(scene, words, [_named_after(scene, at, binding) or name_at(scene, at) for at in heads])


def _is_description(scene: Scene, heads: Sequence[int]) -> bool:
    """Say whether what "and" joins to a name only goes on describing it: "Kolar, a lawyer and former judge"."""
    words = scene.parsed.words
    first = scene.people.at.get(heads[0]) or scene.bodies.at.get(heads[0])
    if first is None or words[min(first.last, len(words) - 1)].text != ",":
        return False
    return all(words[at].tag == "NN" or words[at].part == "VERB" for at in heads[1:])


def _outlet(scene: Scene, words: Sequence[int], head: int) -> Answer | None:
    """Answer for an outlet named with what it is: "Halden Weekly magazine", "the Times newspaper"."""
    noun = fold(scene.parsed.words[head].lemma)
    last = [at for at in words if scene.parsed.words[at].part != "PUNCT"][-1:] == [head]
    return name_at(scene, head - 1) if noun in _OUTLETS and last and head and head - 1 in scene.bodies.at else None


def _is_one_bearer(scene: Scene, heads: Sequence[int]) -> bool:
    """Say whether one "the" stands for all of several offices: "the former mayor and Ohio senator" is one person."""
    words = scene.parsed.words
    bare = all(
        words[at].tag in ("NN", "NNP")
        and fold(words[at].lemma) in roles().person | {"lady"}
        and at not in scene.people.at
        for at in heads
    )
    return bare and not any(one.role in ("det", "poss") for at in heads[1:] for one in describing(scene.parsed, at))


def _handle(scene: Scene, words: Sequence[int]) -> Answer | None:
    """Answer for a name on a social network: "one user, @halden_birch"."""
    found = [at for at in words if scene.parsed.words[at].text.startswith("@") and len(scene.parsed.words[at].text) > 1]
    solid = [at for at in words if scene.parsed.words[at].part != "PUNCT"]
    if len(found) != 1 or found[0] != solid[-1]:
        return None
    name = scene.parsed.words[found[0]].text
    return Answer(
        name, "proper name", f"{BODY}{name}, as on a social network", (), scene.parsed.span(found[0], found[0] + 1)
    )


def _police(scene: Scene, words: Sequence[int], head: int) -> Answer | None:
    """Answer for "police" alone: a body that acts as one, under the place's name where the report gives one only."""
    if scene.parsed.words[head].text.lower() != "police":
        return None
    named = [body for body in scene.bodies.bodies if "police" in body.name.lower().split()]
    bare = all(scene.parsed.words[at].text.lower() in ("the", "police", "’s", "'s") for at in words)
    if not bare or len(named) > 1:
        return None
    if named:
        return _body(scene, named[0], scene.text([head]))
    return Answer(
        "police", "common body", "“police”, of whom this report says no more", (), scene.parsed.span(head, head + 1)
    )


def _named_after(scene: Scene, head: int, binding: Binding) -> Answer | None:
    """Answer for a body named after a person: the Kolar campaign, her campaign."""
    ending = roles().named_after.get(fold(scene.parsed.words[head].lemma))
    for one in describing(scene.parsed, head) if ending else ():
        mention = scene.people.at.get(one.index)
        antecedent = binding.bound.get(one.index)
        person = scene.person(mention) if mention else antecedent.person if antecedent else None
        if person:
            return Answer(
                f"{surname_text(person)} {ending}",
                "named after a person",
                f"the {ending} of {person.name}",
                (),
                scene.named_at(person.named),
            )
    return None


def _name_behind_comma(scene: Scene, words: Sequence[int], head: int) -> Answer | None:
    """Answer for "one of the city's lawyers, Ada Birch,": a person's full name between commas that ends the phrase."""
    solid = [at for at in words if scene.parsed.words[at].part != "PUNCT"]
    mention = scene.people.at.get(solid[-1]) if solid else None
    if (
        mention is None
        or not mention.full
        or mention.first <= words[0]
        or scene.parsed.words[mention.first - 1].text != ","
    ):
        return None
    return name_at(scene, solid[-1]) if fold(scene.parsed.words[head].lemma) in roles().person else None


def _name_behind_body(scene: Scene, words: Sequence[int], head: int) -> Answer | None:
    """Answer for "the mayor of Halden Ada Birch": a full name that follows upon the body or place of the office at once."""
    mention = scene.people.at.get(words[-1])
    body = scene.bodies.at.get(mention.first - 1) if mention and mention.full and mention.first > words[0] else None
    if (
        mention is None
        or body is None
        or body.first <= words[0]
        or fold(scene.parsed.words[head].lemma) not in roles().person
    ):
        return None
    before = scene.parsed.words[body.first - 1]
    before = scene.parsed.words[before.index - 1] if before.text.lower() == "the" else before
    return name_at(scene, words[-1]) if before.tag in ("IN", "TO") and before.index > head else None


def _is_hyphened(parsed: Parsed, word: int) -> bool:
    """Say whether a hyphen joins a word to the one before, or the word is that hyphen: "Jo-Renee"."""
    hyphen = parsed.words[word] if parsed.words[word].text == "-" else parsed.words[word - 1]
    if hyphen.text != "-" or hyphen.index + 1 >= len(parsed.words):
        return False
    before, after = parsed.words[hyphen.index - 1], parsed.words[hyphen.index + 1]
    return before.end == hyphen.start and hyphen.end == after.start and before.text[:1].isupper()


def _other_name(scene: Scene, words: Sequence[int], head: int) -> Answer | None:
    """Answer for a name of neither a known person nor a known body: it is its own speaker, under the words of the report."""
    parsed = scene.parsed
    if (
        parsed.words[head].tag != "NNP"
        or not parsed.words[head].text[0].isupper()
        or fold(parsed.words[head].text) in aliases().adjective
        or scene.people.at.get(head)
        or in_headline(parsed, head)
    ):
        return None
    before = describing(parsed, head)
    common = any(word.text.lower() in ("a", "an") for word in before) or any(
        word.role == "amod" and word.text.islower() for word in before
    )
    if common or fold(parsed.words[head].lemma) in roles().person | roles().document | roles().body:
        return None
    if fold(parsed.words[head].text) in titles().office or fold(parsed.words[head].text) + "." in titles().office:
        return None
    first, last = head, head + 1
    while first > words[0] and (parsed.words[first - 1].tag == "NNP" or _is_hyphened(parsed, first)):
        first -= 1
    while last <= words[-1] and parsed.words[last].tag == "NNP":
        last += 1
    capitals = [word.text.isupper() for word in parsed.words[first:last]]
    if any(at in scene.people.at for at in range(first, last)) or (
        any(capitals) and not all(capitals) and len(capitals) > 2
    ):
        return None
    name = scene.text(range(first, last)).lstrip("-–—").removeprefix("’s ").removeprefix("'s ")
    if len(name) < 2:
        return None
    same = [body for body in scene.bodies.bodies if any(is_same_body(fold(name), form) for form in body.forms)]
    if len(same) == 1:
        return _body(scene, same[0], name)
    return Answer(name, "proper name", f"{BODY}{name}, of which this report says no more", (), parsed.span(first, last))
