"""Whom one report names, and what it calls them: all that the other reports of a story may need to know of it."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import takewhile

from msgspec import Struct

from onrecord.language import Parsed
from onrecord.model import Span
from onrecord.patterns import pattern
from onrecord.shadow import looks
from onrecord.speakers.bodies import Bodies, abbreviates, find_bodies
from onrecord.speakers.body_names import SMALL, form_of
from onrecord.speakers.namesakes import tell_apart
from onrecord.speakers.offices import Offices, find_offices
from onrecord.speakers.people import Mention, People, find_people
from onrecord.speakers.spokesmen import find_principal
from onrecord.speakers.vocabulary import Gender, fold, roles

# A report with more persons is a list of names: it tells the other reports nothing, and looking at all of them takes long.
LONGEST_LIST = 400
# So many words before "mayor" may say of what, and these are the tags that they have.
_DESCRIBING = 4
_DESCRIBE = frozenset({"NN", "NNP", "NNPS", "JJ", "DT", "POS", "CD", "HYPH"})
# What may stand before "known as" where a name goes before it; and a nickname has so many words at most.
_KNOWN_BY = frozenset({",", "also", "better", "best", "otherwise", "widely", "professionally"})
_LONGEST_NICKNAME, _LONGEST_ASIDE = 4, 30
# A verb between the name and "known as" tells of something else: "Ada Birch drew the map also known as Dr Duchess".
_TELLS = frozenset({"VBD", "VBZ", "VBP", "MD"})
# Initials in brackets, and how far before them the name that they stand for may begin.
_INITIALS = pattern(r"\(([A-Z]{2,7})\)")
_BEFORE_INITIALS = 120


class Title(Struct, frozen=True):
    """What a report calls a person: the office's noun and all folded words around it ("japanese", "prime", "minister").

    `styled` is set when it stands as a title before the name ("Sheriff Kolar"), where a parse can hardly go wrong.
    """

    person: str
    noun: str
    words: frozenset[str]
    styled: bool = False


class Link(Struct, frozen=True):
    """A report's word that a person speaks for another, or for a body; both under the names that this report gives them."""

    person: str
    principal: str


class Named(Struct, frozen=True):
    """A person under the fullest name that one report gives, and where that stands. `gender` is what "Mr" or "she" tell."""

    name: str
    span: Span
    gender: Gender | None


class Cast(Struct, frozen=True):
    """The persons and bodies of one report, each with where its fullest name stands, and what the report calls them.

    `forms` leads from every folded form of a body's name to the fullest form in the report; `organizations` are
    the forms that stand for organisations alone, never for places. `unnamed` are the nouns with
    which the report brings in somebody whom it does not name: "a spokesman". `nicknames` lead from another name that the report
    says somebody is known by to that person's. `listed` is the number of persons where these are too many to be told of.
    """

    report: str
    persons: tuple[Named, ...]
    titles: tuple[Title, ...]
    links: tuple[Link, ...]
    forms: tuple[tuple[str, str], ...]
    organizations: tuple[str, ...]
    unnamed: frozenset[str]
    nicknames: tuple[tuple[str, str], ...] = ()
    listed: int = 0


def find_cast(parsed: Parsed) -> Cast:
    """List whom a report names and what it calls them."""
    people = tell_apart(parsed, find_people(parsed))
    listed = len(people.persons) if len(people.persons) > LONGEST_LIST else 0
    if listed:
        people = People((), (), {})
    offices, bodies = find_offices(parsed, people), find_bodies(parsed, people)
    return Cast(
        parsed.report.id,
        tuple(Named(person.name, parsed.span(*person.named), person.gender) for person in people.persons),
        tuple(dict.fromkeys([*_titles(people, offices), *_words_before(parsed, people)])),
        tuple(dict.fromkeys(_links(parsed, people, bodies))),
        tuple(sorted({*_forms(bodies), *_spelled_out(parsed.report.text)})),
        _organizations(parsed, bodies),
        frozenset(_unnamed(parsed, people)),
        tuple(dict.fromkeys(_nicknames(parsed, people))),
        listed,
    )


def _titles(people: People, offices: Offices) -> Iterator[Title]:
    for noun in sorted(offices.held):
        for office in offices.held[noun]:
            person = people.persons[office.person]
            yield Title(person.name, noun, office.words, (noun, office.words) in person.offices)


def _words_before(parsed: Parsed, people: People) -> Iterator[Title]:
    """Read what somebody is from the words just before the name, whatever the parse makes of them: "the actress Ada Birch"."""
    for mention in people.mentions:
        noun = parsed.words[mention.first - 1] if mention.first else None
        if noun is None or len(mention.persons) != 1 or noun.tag not in ("NN", "NNP"):
            continue
        lemma, name = fold(noun.lemma), parsed.words[mention.first]
        if lemma not in roles().person - roles().kin or noun.sentence != name.sentence:
            continue
        before = parsed.words[max(parsed.sentence_of(name.index).first, noun.index - _DESCRIBING) : noun.index]
        near = list(takewhile(lambda word: word.tag in _DESCRIBE, reversed(before)))
        words = frozenset({lemma, *(fold(word.text) for word in near)})
        yield Title(people.persons[mention.persons[0]].name, lemma, words)


def _organizations(parsed: Parsed, bodies: Bodies) -> tuple[str, ...]:
    """List the folded forms that a report uses for an organisation and never for a place."""
    labels: dict[str, set[str]] = {}
    for mention in bodies.mentions:
        form = form_of(parsed, mention.first, mention.last)
        labels.setdefault(form, set()).add(parsed.words[mention.last - 1].entity)
    return tuple(sorted(form for form, found in labels.items() if "ORG" in found and not found & {"GPE", "LOC", "FAC"}))


def _forms(bodies: Bodies) -> Iterator[tuple[str, str]]:
    for body in bodies.bodies:
        if not body.others:
            yield from ((form, body.name) for form in body.forms)


def _spelled_out(text: str) -> Iterator[tuple[str, str]]:
    """Find the names that their initials follow in brackets: "Harbour Union (HU)"."""
    for match in _INITIALS.finditer(text):
        words = text[max(0, match.start() - _BEFORE_INITIALS) : match.start()].split()
        for at in range(max(0, len(words) - 2 * len(match[1])), len(words) - 1):
            name = " ".join(words[at:])
            if words[at][:1].isupper() and fold(words[at]) not in SMALL and abbreviates(fold(match[1]), fold(name)):
                yield fold(match[1]), name
                break


def _links(parsed: Parsed, people: People, bodies: Bodies) -> Iterator[Link]:
    """Give for each person named as a spokesman for whom that person speaks."""
    for mention in people.mentions:
        principal = find_principal(parsed, mention) if len(mention.persons) == 1 else None
        if principal is None:
            continue
        person = people.persons[mention.persons[0]]
        name = _name_in(parsed, people, bodies, *principal)
        if name and name != person.name:
            yield Link(person.name, name)


def _name_in(parsed: Parsed, people: People, bodies: Bodies, first: int, last: int) -> str:
    """Name the person or body whom these words name; else give the words as they stand."""
    for at in range(last - 1, first - 1, -1):
        mention: Mention | None = people.at.get(at)
        if mention and len(mention.persons) == 1 and mention.last >= last:
            return people.persons[mention.persons[0]].name
        body = bodies.at.get(at)
        if body and (body.first, body.last) == (first, last):
            return bodies.bodies[body.body].name
    return " ".join(looks(parsed.report.text, parsed.words[first].start, parsed.words[last - 1].end).split())


def _nicknames(parsed: Parsed, people: People) -> Iterator[tuple[str, str]]:
    """Read by what other name somebody is known: "Ada Birch, a teacher also known as Dr Duchess".

    Only where no other person comes before it in the sentence, and where the report uses the other name as a person's too.
    """
    for before, known, link in zip(parsed.words, parsed.words[1:], parsed.words[2:], strict=False):
        if known.text.lower() != "known" or link.text != "as" or before.text.lower() not in _KNOWN_BY:
            continue
        sentence = parsed.sentences[known.sentence]
        behind = range(link.index + 1, min(link.index + 1 + _LONGEST_NICKNAME, sentence.last))
        ahead = range(max(sentence.first, known.index - _LONGEST_ASIDE), known.index)
        nickname = next((people.at[at].persons for at in behind if at in people.at), ())
        bearers = {number for at in ahead if at in people.at for number in people.at[at].persons} - set(nickname)
        last = max((at for at in ahead if at in people.at), default=0)
        told = any(parsed.words[at].tag in _TELLS for at in range(last, known.index))
        if len(nickname) == len(bearers) == 1 and not told:
            yield people.persons[nickname[0]].name, people.persons[bearers.pop()].name


def _unnamed(parsed: Parsed, people: People) -> Iterator[str]:
    """Give the nouns for persons that stand with "a" and name nobody."""
    for word in parsed.words:
        if word.tag == "NN" and word.index not in people.at and fold(word.lemma) in roles().person:
            if any(parsed.words[child].text.lower() in ("a", "an", "another") for child in parsed.children[word.index]):
                yield fold(word.lemma)
