"""Who holds which office in a report: titles before names, appositions and plain statements bind "the senator" to a person."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from functools import cache

from msgspec import Struct

from onrecord.language import Parsed, Word
from onrecord.speakers.people import People, Person
from onrecord.speakers.vocabulary import aliases, fold, roles

# Nouns that reports use for one and the same office. A query for one is met by any other of its group.
_EQUAL = (
    frozenset({"nominee", "candidate", "contender", "hopeful", "standard-bearer"}),
    frozenset({"congressman", "congresswoman", "representative", "lawmaker", "legislator"}),
    frozenset({"senator", "lawmaker", "legislator"}),
    frozenset({"adviser", "advisor"}),
    frozenset({"lawyer", "attorney"}),
    frozenset({"doctor", "physician"}),
    frozenset({"billionaire", "businessman", "mogul", "magnate", "tycoon"}),
    frozenset({"premier", "prime minister"}),
    frozenset({"wife", "spouse"}),
    frozenset({"husband", "spouse"}),
    frozenset({"justice", "judge"}),
)
# Heads of state or government: "the Turkish leader" is met by any of them.
LEADERS = frozenset({"president", "prime minister", "premier", "chancellor", "leader", "king", "queen", "ruler"})
# An office that a report gives to more persons tells nobody apart, and weighing each of them for each "the senator" would cost the
# square of their number. (The most seen is 7, of actors: PolNeAR dev, news cluster.)
MOST_HOLDERS = 60
_PARTIES = {
    "republican": "republican",
    "gop": "republican",
    "democratic": "democratic",
    "democrat": "democratic",
    "libertarian": "libertarian",
    "green": "green",
    "r": "republican",
    "d": "democratic",
}
# Offices that reports describe by a place which they need not have named before.
_ELECTED = frozenset(
    {
        "senator",
        "congressman",
        "congresswoman",
        "lawmaker",
        "legislator",
        "governor",
        "mayor",
        "businessman",
        "businesswoman",
        "billionaire",
        "representative",
        "general",
        "commissioner",
        "judge",
        "justice",
        "secretary",
        "treasurer",
    }
)
_PAST = frozenset({"former", "ex", "then", "late", "onetime"})
# Words that make another office of the same noun: a running mate is a nominee too, but not "the nominee".
_OTHER = frozenset({"vice", "vice-presidential", "deputy", "assistant"})


# How many words before "counterpart Y" may say whose: "his United States counterpart".
_ASIDE = 4


class Office(Struct, frozen=True):
    """An office that a report gives a person, with the folded words around it."""

    noun: str
    words: frozenset[str]
    person: int


class Offices(Struct, frozen=True):
    """All offices of a report's persons by noun, and the parties and countries that it says they belong to."""

    held: dict[str, tuple[Office, ...]]
    parties: dict[int, frozenset[str]]
    countries: dict[int, frozenset[str]]


def find_offices(parsed: Parsed, people: People) -> Offices:
    """List the offices that a report gives its persons, by title, apposition or plain statement."""
    held = [Office(noun, words, person.number) for person in people.persons for noun, words in person.offices]
    parties: dict[int, set[str]] = {}
    for mention in people.mentions:
        if len(mention.persons) != 1:
            continue
        number = mention.persons[0]
        parties.setdefault(number, set()).update(_party_marks(parsed, mention.first, mention.last))
        for word in _nouns_of(parsed, mention.last - 1):
            words = frozenset(
                fold(parsed.words[at].text)
                for at in _near(parsed, word.index)
                if not mention.first <= at < mention.last
            )
            held.append(Office(fold(word.lemma), words, number))
    held += _counterparts(parsed, people, held)
    countries: dict[int, set[str]] = {}
    for office in held:
        parties.setdefault(office.person, set()).update(_PARTIES[word] for word in office.words if word in _PARTIES)
        countries.setdefault(office.person, set()).update(_country_of(sorted(office.words)))
    by_noun: dict[str, list[Office]] = {}
    for office in dict.fromkeys(held):
        by_noun.setdefault(office.noun, []).append(office)
    return Offices({noun: tuple(offices) for noun, offices in by_noun.items()}, _frozen(parties), _frozen(countries))


def _counterparts(parsed: Parsed, people: People, held: Sequence[Office]) -> Iterator[Office]:
    """Give a counterpart the office of those named before in the sentence: "President X met his Norwegian counterpart Y"."""
    for mention in people.mentions:
        first = parsed.sentence_of(mention.first).first
        leading = [fold(word.text) for word in parsed.words[max(first, mention.first - _ASIDE) : mention.first]]
        if len(mention.persons) != 1 or "counterpart" not in leading[-2:]:
            continue
        before = {n for other in people.mentions if first <= other.first < mention.first for n in other.persons}
        shared = {office.noun for office in held if office.person in before}
        yield from (Office(noun, frozenset(leading), mention.persons[0]) for noun in sorted(shared))


def _frozen(found: dict[int, set[str]]) -> dict[int, frozenset[str]]:
    return {number: frozenset(words) for number, words in found.items()}


def _near(parsed: Parsed, noun: int) -> list[int]:
    """The words that describe an office: "the mayor of Halden", without clauses that go on about it."""
    found = [noun]
    for at in found:
        found.extend(
            child
            for child in parsed.children[at]
            if parsed.words[child].role in ("amod", "compound", "nmod", "prep", "pobj", "poss", "det")
            and parsed.words[at].role != "poss"
            and len(found) < 16
        )
    return found


def _party_marks(parsed: Parsed, first: int, last: int) -> Iterator[str]:
    """Read "Republican X", "X (R-Ohio)", "X, a Democrat"."""
    near = [fold(word.text) for word in parsed.words[max(0, first - 1) : first]]
    after = parsed.words[last : last + 2]
    if len(after) == 2 and after[0].text in ("(", ",") and after[1].text[:2] in ("R-", "D-", "R", "D"):
        near.append(after[1].text[0].lower())
    yield from (_PARTIES[word] for word in near if word in _PARTIES)


def _nouns_of(parsed: Parsed, name: int) -> Iterator[Word]:
    """The nouns that say what a person is: "X, the mayor of Y", "the mayor, X", "nominee X", "X is the mayor"."""
    word = parsed.words[name]
    near = [
        parsed.words[child]
        for child in parsed.children[name]
        if parsed.words[child].role in ("appos", "compound", "nmod", "amod")
    ]
    if word.role == "appos":
        near.append(parsed.words[word.head])
    verb = parsed.words[word.head]
    if word.role == "nsubj" and verb.lemma == "be":
        near += [parsed.words[child] for child in parsed.children[verb.index] if parsed.words[child].role == "attr"]
    yield from (one for one in near if fold(one.lemma) in roles().person)


def holders(
    offices: Offices, people: People, noun: str, words: Sequence[str], proper: frozenset[str] = frozenset()
) -> list[Person]:
    """List the persons whom a role phrase can mean: same office, and no country, party, rank or time that speaks against it.

    `proper` are names in the phrase that say whose office it is; one who holds it for somebody else is not meant.
    """
    asked = set(words)
    countries = set(_country_of(words))
    parties = {_PARTIES[word] for word in words if word in _PARTIES}
    past, other = bool(_PAST & asked), bool(_OTHER & asked)
    fitting = [
        office
        for held in _nouns_met(noun, bool(countries))
        for office in offices.held.get(held, ())
        if bool(_OTHER & office.words) == other and _same_owner(office, noun, proper)
    ]
    kept = {office.person for office in fitting if bool(_PAST & office.words) == past} or (
        {office.person for office in fitting} if past else set()
    )
    kept = {number for number in kept if parties <= offices.parties.get(number, frozenset())}
    if countries:
        kept = {number for number in kept if countries & offices.countries.get(number, frozenset())}
    return [people.persons[number] for number in sorted(kept)]


def held_by_many(offices: Offices) -> frozenset[str]:
    """List the nouns of offices that more persons hold, or hold by another noun for the same, than one report tells apart."""
    many = [noun for noun, held in offices.held.items() if len({one.person for one in held}) > MOST_HOLDERS]
    as_leader = ["leader"] if LEADERS.intersection(many) else []
    return frozenset(as_leader).union(*map(equal_nouns, many))


def parties_asked(words: Sequence[str]) -> frozenset[str]:
    """List the parties that folded words name."""
    return frozenset(_PARTIES[word] for word in words if word in _PARTIES)


def is_lesser(words: Sequence[str]) -> bool:
    """Say whether folded words make an office a lesser one of the same noun: "the vice presidential nominee"."""
    return bool(_OTHER & set(words))


def contradicts(offices: Offices, person: Person, noun: str, words: Sequence[str]) -> bool:
    """Say whether a description cannot be of a person: another party or country, or another rank of the same office."""
    parties, asked = offices.parties.get(person.number, frozenset()), parties_asked(words)
    countries, named = offices.countries.get(person.number, frozenset()), set(_country_of(words))
    if asked and parties and not asked & parties or countries and named and not countries & named:
        return True
    held = [one for met in _nouns_met(noun, False) for one in offices.held.get(met, ()) if one.person == person.number]
    return any(bool(_OTHER & one.words) != bool(_OTHER & set(words)) for one in held)


def _same_owner(office: Office, noun: str, proper: frozenset[str]) -> bool:
    """Say whether names in a role phrase agree with the office; a place may be new ("the Ohio senator"), an employer may not."""
    known = aliases()
    countries = {name for name in proper if known.kind.get(fold(known.body.get(name, ""))) == "government"}
    named = proper - _PARTIES.keys() - known.adjective.keys() - countries
    return not named or noun in _ELECTED or bool(named & office.words)


def equal_nouns(noun: str) -> list[str]:
    """List the nouns that reports use for the same office, itself among them."""
    return sorted({noun}.union(*(group for group in _EQUAL if noun in group)))


def _nouns_met(asked: str, with_country: bool) -> list[str]:
    """List the offices that a noun can mean: itself, its like, and for "the Turkish leader" any head of state or government."""
    equal = {noun for group in _EQUAL if asked in group for noun in group}
    return sorted({asked} | equal | (LEADERS if asked == "leader" and with_country else set()))


def names_country(words: Sequence[str]) -> bool:
    """Say whether a country stands among these folded words."""
    return any(True for _ in _country_of(words))


def countries_in(words: Collection[str]) -> frozenset[str]:
    """List the countries that folded words name, those of two words too: "south" and "korean"."""
    one_by_one = frozenset(_country_of(sorted(words)))
    return one_by_one | {name for parts, name in _of_several_words() if parts <= set(words)}


def country_words(words: Collection[str]) -> frozenset[str]:
    """List those of some folded words that name a country and say no more: "south", "korean"."""
    alone = {word for word in words if any(True for _ in _country_of([word]))}
    return frozenset(alone.union(*(parts for parts, _ in _of_several_words() if parts <= set(words))))


@cache
def _of_several_words() -> tuple[tuple[frozenset[str], str], ...]:
    known = aliases()
    named = {form: name for form, name in known.body.items() if known.kind.get(fold(name)) == "government"}
    forms = known.adjective | named
    return tuple((frozenset(form.split()), name) for form, name in sorted(forms.items()) if " " in form)


def _country_of(words: Sequence[str]) -> Iterator[str]:
    known = aliases()
    for word in words:
        if word in known.adjective:
            yield known.adjective[word]
        elif known.kind.get(fold(known.body.get(word, ""))) == "government":
            yield known.body[word]
