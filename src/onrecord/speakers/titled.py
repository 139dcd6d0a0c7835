"""Sources spoken of by office alone ("the Japanese prime minister"): what such a description asks, and whom titles answer it with."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from functools import cache

from msgspec import Struct

from onrecord.language import Parsed
from onrecord.model import Span
from onrecord.shadow import looks
from onrecord.speakers.casts import Title
from onrecord.speakers.offices import LEADERS, countries_in, country_words, equal_nouns
from onrecord.speakers.phrases import find_head
from onrecord.speakers.vocabulary import fold, roles, titles

_SMALL = frozenset("the of for in at and 's ’s - ' ’ a an to".split())
_INDEFINITE = frozenset({"a", "an", "another", "one", "some", "any", "no", "every", "each", "this", "that"})
_PAST = frozenset({"former", "ex", "then", "late", "onetime", "outgoing", "retired"})
# Words that make another office of the same noun; a description and a title must agree in them.
_RANKS = frozenset({"vice", "deputy", "assistant", "acting", "interim", "elect", "designate", "associate"})
_FIELDS = frozenset(
    """
    prime foreign defense defence interior finance justice health home education labour labor trade transport economy environment
    energy agriculture police fire press security treasury state executive operating financial technology general attorney chief
    """.split()
)
_CHIEFS = {"ceo": "chief executive", "c.e.o.": "chief executive", "cfo": "cfo", "coo": "coo", "cto": "cto"}
_SPELLED = {"defence": "defense", "labour": "labor"}
# Of what a source phrase says, the words that depend on its head along these roles tell the office.
_TELLING = frozenset({"amod", "compound", "nmod", "prep", "pobj", "poss", "det", "case"})
_LONGEST = 16


class Description(Struct, frozen=True):
    """A source that is an office: its noun, the folded words around it, and whether "the" (or an owner) makes it one person's.

    `owned` is set when a country or body stands with it: "the Halden mayor", not "the director".
    """

    text: str
    noun: str
    words: frozenset[str]
    definite: bool
    owned: bool


def describe(parsed: Parsed, source: Sequence[Span]) -> Description | None:
    """Read a source phrase that names nobody as what somebody is, or may be called: "the Halden mayor", "the director"; else None."""
    words = _words_in(parsed, source)
    head = find_head(parsed, words) if words else None
    if head is None or parsed.words[head].tag not in ("NN", "NNP"):
        return None
    noun = fold(parsed.words[head].lemma)
    if noun not in roles().person or noun in roles().kin:
        return None
    near = _near(parsed, head, frozenset(words))
    if any(parsed.words[at].tag in ("PRP$", "CD") for at in near):
        return None  # "his lawyer": it takes more to say whose
    bag = frozenset(fold(parsed.words[at].text) for at in near) - {noun}
    own = {fold(parsed.words[at].text) for at in near if parsed.words[at].tag in ("NNP", "NNPS") and at != head}
    owned = bool(own - _SMALL - _FIELDS or countries_in(bag))
    if not owned and bag != {"the"}:
        return None  # "the young director": another report's words hardly settle that
    definite = not any(parsed.words[at].text.lower() in _INDEFINITE for at in near if parsed.words[at].role == "det")
    text = " ".join(" ".join(looks(parsed.report.text, span.start, span.end) for span in source).split())
    return Description(text, noun, bag, definite, owned)


def _words_in(parsed: Parsed, spans: Sequence[Span]) -> list[int]:
    """List the words that lie within some spans."""
    found: list[int] = []
    for span in spans:
        at = bisect_left(parsed.words, span.start, key=lambda word: word.start)
        while at < len(parsed.words) and parsed.words[at].start < span.end:
            found.append(at)
            at += 1
    return found


def _near(parsed: Parsed, head: int, inside: frozenset[int]) -> list[int]:
    """List the words of a source phrase that say which office it is, without clauses that go on about it."""
    found = [head]
    for at in found:
        found.extend(
            child
            for child in parsed.children[at]
            if child in inside and parsed.words[child].role in _TELLING and len(found) < _LONGEST
        )
    return found


def meets(asked: Description, title: Title, countries: frozenset[str]) -> bool:
    """Say whether a title is the office that a description asks for. `countries` are those that the person's titles name.

    Every word of the description must be in the title; rank, field and time ("deputy", "foreign", "former") must be the same.
    """
    wanted = countries_in(asked.words)
    office, held = office_of(asked.noun, asked.words), office_of(title.noun, title.words)
    if held not in nouns_asked(asked) or (wanted and not wanted & countries):
        return False
    if bool(_PAST & asked.words) != bool(_PAST & title.words) or _RANKS & asked.words != _RANKS & title.words:
        return False
    if office != "leader" and _fields(asked, office) != _fields(title, held):
        return False
    return _rest(asked) <= title.words


def nouns_asked(asked: Description) -> frozenset[str]:
    """List the offices that will do for a description: itself, its like, and for "Halden's leader" whoever leads a country."""
    office = office_of(asked.noun, asked.words)
    leads = office == "leader" and bool(countries_in(asked.words))
    return frozenset({office, *equal_nouns(office), *(LEADERS if leads else ())})


def telling_words(asked: Description) -> frozenset[str]:
    """List what whoever is asked for must have in a title, or nothing: words, or the country asked for where it is one."""
    wanted = countries_in(asked.words)
    return _rest(asked) | {"", *(f"of {country}" for country in wanted if len(wanted) == 1)}


def _rest(asked: Description) -> frozenset[str]:
    office = office_of(asked.noun, asked.words)
    words = asked.words - _SMALL - _FIELDS - _CHIEFS.keys() - country_words(asked.words)
    return words - set(office.split())


def office_of(noun: str, words: frozenset[str]) -> str:
    """Give the office that a noun makes with the words beside it: "minister" and "prime" is the "prime minister"."""
    said = words | {noun}
    chief = next((_CHIEFS[word] for word in sorted(said) if word in _CHIEFS), None)
    if chief or {"chief", "executive"} <= said:
        return chief or "chief executive"
    return next((office for office in _of_two_words(noun) if set(office.split()) <= said), noun)


@cache
def _of_two_words(noun: str) -> tuple[str, ...]:
    return tuple(sorted(office for office in set(titles().office.values()) if " " in office and noun in office.split()))


def _fields(said: Description | Title, office: str) -> frozenset[str]:
    fields = (said.words & _FIELDS) - {said.noun} - set(office.split())
    return frozenset(_SPELLED.get(word, word) for word in fields)
