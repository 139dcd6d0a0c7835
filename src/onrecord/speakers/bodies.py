"""The bodies that one report names: organisations, governments, countries, outlets; and which of its names are one body."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct
from msgspec.structs import replace

from onrecord.language import Parsed
from onrecord.speakers.people import People
from onrecord.speakers.vocabulary import aliases, fold, roles

_BODY_LABELS = frozenset({"ORG", "GPE", "FAC", "LOC", "PRODUCT", "WORK_OF_ART"})
_SMALL = frozenset({"of", "the", "for", "and", "on", "in", "to", "a", "at", "&"})


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


def find_bodies(parsed: Parsed, people: People) -> Bodies:
    """Find the bodies of a report from the names that it gives them."""
    places = _places(parsed, people)
    standing: dict[str, list[tuple[int, int]]] = {}
    for place in places:
        standing.setdefault(_form(parsed, *place), []).append(place)
    groups, several = _group(sorted(standing))
    bodies: list[Body] = []
    number_of: dict[str, int] = {}
    for forms in sorted(groups, key=lambda forms: min(standing[form][0] for form in forms)):
        mine = [place for form in forms for place in standing[form]]
        fullest = max(mine, key=lambda place: (len(_letters(_form(parsed, *place))), -place[0]))
        number_of |= dict.fromkeys(forms, len(bodies))
        bodies.append(Body(len(bodies), _shown(parsed, *fullest), tuple(sorted(forms)), fullest))
    for form, others in several.items():
        names = tuple(bodies[number_of[other]].name for other in others)
        bodies[number_of[form]] = replace(bodies[number_of[form]], others=names)
    mentions = tuple(BodyMention(first, last, number_of[_form(parsed, first, last)]) for first, last in places)
    return Bodies(tuple(bodies), mentions, {word: one for one in mentions for word in range(one.first, one.last)})


def _places(parsed: Parsed, people: People) -> list[tuple[int, int]]:
    """Where names of bodies stand: spaCy's names, mended, and the names of the alias list; never a person's name."""
    found: list[tuple[int, int]] = []
    taken: set[int] = set(people.at)
    spans = [(name.first, name.last) for name in parsed.names if name.label in _BODY_LABELS] + _known(parsed)
    spans += _spelled_out(
        parsed, sorted({_letters(_form(parsed, first, last)) for first, last in spans if last - first == 1})
    )
    for first, last in sorted(spans, key=lambda span: (span[0] - span[1], span[0])):
        first, last = _mended(parsed, first, last)
        if first < last and not taken & set(range(first, last)):
            found.append((first, last))
            taken |= set(range(first, last))
    return sorted(found)


def _mended(parsed: Parsed, first: int, last: int) -> tuple[int, int]:
    """Cut "the" and the possessive off a name."""
    words = parsed.words
    while first < last and (words[first].text.lower() in ("the", "a", "an", "this") or words[first].part == "PUNCT"):
        first += 1
    last = next((at for at in range(first, last) if words[at].text in ("(", "[")), last)
    while first < last and (words[last - 1].tag == "POS" or words[last - 1].part == "PUNCT"):
        last -= 1
    capital = first < last and any(word.text[:1].isupper() for word in words[first:last])
    return (first, last) if capital else (first, first)


def _known(parsed: Parsed) -> list[tuple[int, int]]:
    """Find names of the alias list that spaCy may have missed or labelled otherwise."""
    known = aliases()
    found = []
    for at, word in enumerate(parsed.words):
        if word.text[:1].isupper() and word.part in ("PROPN", "NOUN"):
            for length in range(4, 0, -1):
                form = " ".join(fold(one.text) for one in parsed.words[at : at + length])
                if form in known.body or form in known.seat:
                    found.append((at, min(at + length, len(parsed.words))))
                    break
    return found


def _spelled_out(parsed: Parsed, short: Sequence[str]) -> list[tuple[int, int]]:
    """Find the full names of abbreviations: capitalised words in a row whose initials they are, small words between."""
    by_letter: dict[str, list[str]] = {}
    for letters in short:
        if 2 <= len(letters) <= 7:
            by_letter.setdefault(letters[0], []).append(letters)
    found = []
    for word in parsed.words:
        for letters in by_letter.get(fold(word.text[:1]), []) if word.text[:1].isupper() else []:
            end = _spell(parsed, word.index, letters)
            if end:
                found.append((word.index, end))
    return found


def _spell(parsed: Parsed, at: int, letters: str) -> int | None:
    """Follow an abbreviation along capitalised words; gives the word after the last, or None."""
    for letter in letters:
        while at < len(parsed.words) and parsed.words[at].text in _SMALL and letter != letters[0]:
            at += 1
        if (
            at == len(parsed.words)
            or not parsed.words[at].text[:1].isupper()
            or fold(parsed.words[at].text[:1]) != letter
            or len(parsed.words[at].text) < 3
        ):
            return None
        at += 1
    return at


def _form(parsed: Parsed, first: int, last: int) -> str:
    return fold(" ".join(word.text for word in parsed.words[first:last]))


def _shown(parsed: Parsed, first: int, last: int) -> str:
    """The name as the report writes it, with the article where the name has one of its own ("The Hill")."""
    return " ".join(parsed.report.text[parsed.words[first].start : parsed.words[last - 1].end].split())


def _letters(form: str) -> str:
    return form.replace(".", "")


def _group(forms: Sequence[str]) -> tuple[list[set[str]], dict[str, list[str]]]:
    """Put the forms that name one body together: equal by the alias list, an abbreviation, or a part that fits one name only.

    Gives the groups, and for each form that fits several of them one form of each.
    """
    groups: list[set[str]] = []
    several: dict[str, list[str]] = {}
    by_key: dict[str, list[int]] = {}
    for form in sorted(forms, key=lambda form: (-len(form), form)):
        near = sorted({number for key in _keys_asked(form) for number in by_key.get(key, ())})
        fitting = [number for number in near if any(_same_body(form, other) for other in groups[number])]
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
    """By what a full name may be found: its alias, its initials, its first word, its last word."""
    words = form.replace("-", " ").split() or [form]
    initials = {"".join(word[0] for word in words if word not in _SMALL), "".join(word[0] for word in words)}
    alias, ends = aliases().body.get(form, form), {words[0], form.split()[0], form.split()[-1]}
    return {"alias " + alias, *("word " + word for word in ends), *("initials " + letters for letters in initials)}


def _keys_asked(form: str) -> set[str]:
    """By what a short form looks for full names."""
    return {"alias " + aliases().body.get(form, form), "initials " + _letters(form), "word " + form.split()[-1]}


def _same_body(short: str, full: str) -> bool:
    known = aliases().body
    if short in known and known[short] == known.get(full):
        return True
    if abbreviates(short, full):
        return True
    return _is_part(short.split(), full.split())


def abbreviates(short: str, full: str) -> bool:
    """Say whether a form is made of the initials of a name: "s.e.c." of "securities and exchange commission"."""
    letters = _letters(short)
    words = full.replace("-", " ").split()
    if " " in letters or not 2 <= len(letters) <= 7 or len(words) < 2:
        return False
    return letters in ("".join(word[0] for word in words if word not in _SMALL), "".join(word[0] for word in words))


def _is_part(short: list[str], full: list[str]) -> bool:
    """Say whether a form is the telling part of a longer name: "Security Council", "Peabody" of "Peabody Energy", "the Times"."""
    if not short or len(short) >= len(full):
        return False
    if len(short) == 1:
        ends = full[-1] == short[0] and short[0] in (
            "times",
            "post",
            "journal",
            "herald",
            "tribune",
            "observer",
            "guardian",
        )
        starts = (
            full[0] == short[0] and len(full) == 2 and full[1] in roles().body_name and short[0] not in aliases().body
        )
        return ends or starts
    return full[-len(short) :] == short and full[0] not in _SMALL
