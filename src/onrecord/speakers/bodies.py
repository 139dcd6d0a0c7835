"""The bodies that one report names: organisations, governments, countries, outlets; and which of its names are one body."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from msgspec import Struct
from msgspec.structs import replace

from onrecord.language import Parsed
from onrecord.shadow import looks
from onrecord.speakers.body_names import PLACES, SMALL, find_places, form_of, letters_of
from onrecord.speakers.people import People
from onrecord.speakers.vocabulary import aliases, fold, roles

# Of names longer than this many words no more than these many endings are looked up.
_LONGEST_NAME = 12


# Last words of newspapers' names that stand for the whole: "the Times".
_PAPERS = frozenset({"times", "post", "journal", "herald", "tribune", "observer", "guardian"})
# "Halden" is no short form of "Halden City": it may be the country.
_PLACE_NAMES = frozenset(
    {"city", "county", "state", "island", "river", "lake", "sea", "ocean", "street", "avenue", "road", "park"}
)
# Nouns that are names with a capital, where a country has only one.
_NAMES = frozenset({"congress", "senate", "house", "parliament", "city", "state"})


class Body(Struct, frozen=True):
    """A body in one report. `name` is the fullest form that the report gives; `forms` are all its folded forms.

    `others` is set for a short form that fits several bodies of the report ("the Times"): it is then none of them for certain.
    """

    number: int
    name: str
    forms: tuple[str, ...]
    named: tuple[int, int]
    others: tuple[str, ...] = ()


class BodyMention(Struct, frozen=True):
    """A place where a report names a body: words `first` to `last`."""

    first: int
    last: int
    body: int


class Bodies(Struct, frozen=True):
    """All bodies of a report and every place where it names one, in order."""

    bodies: tuple[Body, ...]
    mentions: tuple[BodyMention, ...]
    at: dict[int, BodyMention]


def is_common(parsed: Parsed, bodies: Bodies, mention: BodyMention) -> bool:
    """Say whether a name is but a common noun with a capital: "the Ministry", or a word that only a headline writes so."""
    name = fold(bodies.bodies[mention.body].name)
    if name in aliases().body:
        return False
    return name in roles().body - _NAMES or (
        " " not in name
        and in_headline(parsed, mention.first)
        and all(in_headline(parsed, other.first) for other in bodies.mentions if other.body == mention.body)
    )


def in_headline(parsed: Parsed, word: int) -> bool:
    """Say whether a word stands in a headline, where capitals may make a name of any word."""
    block = parsed.sentence_of(word).block
    return block < len(parsed.report.blocks) and parsed.report.blocks[block].kind == "headline"


def find_bodies(parsed: Parsed, people: People) -> Bodies:
    """Find the bodies of a report from the names that it gives them."""
    places = find_places(parsed, people)
    standing: dict[str, list[tuple[int, int]]] = {}
    for place in places:
        standing.setdefault(form_of(parsed, *place), []).append(place)
    groups, several = _group(sorted(standing))
    bodies: list[Body] = []
    number_of: dict[str, int] = {}
    for forms in sorted(groups, key=lambda forms: min(standing[form][0] for form in forms)):
        mine = [place for form in forms for place in standing[form]]
        fullest = max(mine, key=lambda place: (len(letters_of(form_of(parsed, *place))), -place[0]))
        number_of |= dict.fromkeys(forms, len(bodies))
        name, fullest = _in_full(parsed, _shown(parsed, *fullest), fullest)
        bodies.append(Body(len(bodies), name, tuple(sorted(forms)), fullest))
    for form, others in several.items():
        names = tuple(bodies[number_of[other]].name for other in others)
        bodies[number_of[form]] = replace(bodies[number_of[form]], others=names)
    mentions = tuple(BodyMention(first, last, number_of[form_of(parsed, first, last)]) for first, last in places)
    return Bodies(tuple(bodies), mentions, {word: one for one in mentions for word in range(one.first, one.last)})


def _in_full(parsed: Parsed, name: str, named: tuple[int, int]) -> tuple[str, tuple[int, int]]:
    """Give an abbreviation's full name from the alias list where the report spells it out, if only within a longer name."""
    full = aliases().body.get(fold(name), "") if " " not in name and ("." in name or name.isupper()) else ""
    place = _find(parsed, full.split()) if " " in full else None
    return (_shown(parsed, *place), place) if place else (name, named)


def _find(parsed: Parsed, wanted: Sequence[str]) -> tuple[int, int] | None:
    """Give the words where a name first stands."""
    for word in parsed.words:
        if word.text == wanted[0]:
            found = parsed.words[word.index : word.index + len(wanted)]
            if [one.text for one in found] == list(wanted):
                return word.index, word.index + len(wanted)
    return None


def _shown(parsed: Parsed, first: int, last: int) -> str:
    """The name as the report writes it, with the article where the name has one of its own ("The Hill")."""
    return " ".join(looks(parsed.report.text, parsed.words[first].start, parsed.words[last - 1].end).split())


def _group(forms: Sequence[str]) -> tuple[list[set[str]], dict[str, list[str]]]:
    """Put the forms that name one body together: equal by the alias list, an abbreviation, or a part that fits one name only.

    Gives the groups, and for each form that fits several of them one form of each.
    """
    groups: list[set[str]] = []
    several: dict[str, list[str]] = {}
    by_key: dict[str, list[int]] = {}
    for form in sorted(forms, key=lambda form: (-len(form), form)):
        near = sorted({number for key in _keys_asked(form) for number in by_key.get(key, ())})
        fitting = [number for number in near if any(is_same_body(form, other) for other in groups[number])]
        number = fitting[0] if len(fitting) == 1 else len(groups)
        if number == len(groups):
            groups.append(set())
        if len(fitting) > 1:
            several[form] = [min(groups[other]) for other in fitting]
        groups[number].add(form)
        for key in _keys_held(form):
            if number not in by_key.setdefault(key, []):
                by_key[key].append(number)
    return groups, several


def _keys_held(form: str) -> set[str]:
    """By what a full name may be found: its alias, its initials, its first and last word, its last words."""
    form = _opened(form)
    words = form.replace("-", " ").split() or [form]
    initials = {"".join(word[0] for word in words if word not in SMALL), "".join(word[0] for word in words)}
    alias, ends, parts = aliases().body.get(form, form), {words[0], form.split()[0], form.split()[-1]}, form.split()
    tails = {"word " + " ".join(parts[at:]) for at in range(1, min(len(parts) - 1, _LONGEST_NAME))}
    return {"alias " + alias, *("word " + word for word in ends), *("initials " + one for one in initials)} | tails


def _keys_asked(form: str) -> set[str]:
    """By what a short form looks for full names."""
    opened = _opened(form)
    return {"alias " + aliases().body.get(opened, opened), "initials " + letters_of(form), "word " + opened}


@lru_cache(maxsize=1 << 14)
def _opened(form: str) -> str:
    """Write out the abbreviations with points in a longer name: "u.n. security council" is the United Nations'."""
    words = form.split()
    return (
        " ".join(fold(aliases().body.get(word, word)) if "." in word else word for word in words) if words[1:] else form
    )


def is_same_body(short: str, full: str) -> bool:
    """Say whether one form can stand for a longer one: by the alias list, as its abbreviation, as the telling part of it."""
    known, short, full = aliases().body, _opened(short), _opened(full)
    if short == full or (full.endswith(" of " + short) and full.split()[0] in PLACES):
        return True
    if short in known and known[short] == known.get(full):
        return True
    if abbreviates(short, full):
        return True
    return _is_part(short.split(), full.split())


def abbreviates(short: str, full: str) -> bool:
    """Say whether a form is made of the initials of a name: "s.e.c." of "securities and exchange commission"."""
    letters = letters_of(short)
    words = full.replace("-", " ").split()
    if " " in letters or not 2 <= len(letters) <= 7 or len(words) < 2:
        return False
    return letters in ("".join(word[0] for word in words if word not in SMALL), "".join(word[0] for word in words))


def _is_part(short: list[str], full: list[str]) -> bool:
    """Say whether a form is the telling part of a longer name: "Security Council", "Peabody" of "Peabody Energy", "the Times".

    A name behind "of" or "in" is another's: "United States" is no part of "West Coast of the United States" that stands for it.
    """
    if not short or len(short) >= len(full):
        return False
    if len(short) == 1:
        ends = full[-1] == short[0] and short[0] in _PAPERS
        place = short[0] in aliases().body or short[0] in aliases().seat or full[-1] in _PLACE_NAMES
        starts = full[0] == short[0] and len(full) == 2 and full[1] in roles().body_name and not place
        return ends or starts
    before = [word for word in full[: -len(short)] if word != "the"]
    return full[-len(short) :] == short and full[0] not in SMALL and before[-1] not in SMALL
