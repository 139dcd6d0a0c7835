"""The persons of a story: which names of its reports are one person's, and which report gives the name in full."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

from msgspec import Struct

from onrecord.language import analysed_until
from onrecord.model import Report
from onrecord.patterns import pattern
from onrecord.speakers.casts import Cast, Title
from onrecord.speakers.names import Parts, core, firsts, is_short_for, plain, same_person
from onrecord.speakers.offices import countries_in, equal_nouns
from onrecord.speakers.spellings import one_person, sound, spelled
from onrecord.speakers.vocabulary import Gender, fold, given_names

# Two words with capitals, one after the other; they overlap, so that "President Ada Birch" gives "Ada Birch" too.
_TWO_WORDS = pattern(r"\b(?=([A-Z][\w'’-]{1,20}) (?:[A-Z]\. )?([A-Z][\w'’-]{1,30}))")
# A name that more persons of a story bear tells nobody apart, and comparing each with each would take long.
CROWD = 50
# So many reports that give a name without the word before it make that word no name: "Feeding Mora" in a headline.
_SEVERAL = 3

Key = tuple[str, ...]
# An office: its noun, and the countries that the words around it name.
Office = tuple[str, frozenset[str]]


class Member(Struct, frozen=True):
    """A person of a story: every full form of the name, and what its reports say of the person."""

    forms: tuple[str, ...]
    gender: Gender | None
    titles: tuple[tuple[str, Title], ...]  # each once, with the first report by id that says so
    countries: frozenset[str] = frozenset()
    offices: frozenset[Office] = frozenset()


class Persons:
    """The persons of one story. `members` come from full names; a short name is looked up with what its own report says of it.

    `crowds` are the words by which nobody was looked up, for more than `CROWD` persons bear them, with how many did when asked.
    """

    def __init__(self, names: Iterable[str], casts: Sequence[Cast], reports: Sequence[Report]) -> None:
        self._sayings = _Sayings(casts)
        self._near: dict[Key, dict[int, None]] = {}  # numbers, in their order
        self._short: dict[tuple[str, str], int | None] = {}
        self._namesakes: dict[tuple[Parts, int, Gender | None], bool] = {}
        self._groups: list[list[str]] = []
        self.crowds: dict[str, int] = {}
        self._number: dict[str, int] = {}
        known = {*names, *(named.name for cast in casts for named in cast.persons)}
        full = [name for name in known if len(core(spelled(name))) > 1]
        for name in sorted(full, key=lambda name: (-len(spelled(name)), name)):
            self._add(name, spelled(name))
        self._folded = {fold(name): name for name in sorted(full)}
        self.members = [self._member(group) for group in self._groups]
        self._bearers = _bearers(reports)

    def of(self, name: str, report: str) -> int | None:
        """Give the number of the person whom a report means by a name: the bearer of the full name, or of a short one the only one."""
        if name in self._number:
            return self._number[name]
        if (name, report) not in self._short:
            self._short[name, report] = self._of_short(name, report)
        return self._short[name, report]

    def written_so(self, phrase: str) -> str | None:
        """Give the full name that a phrase is but for capitals; it begins with one."""
        return self._folded.get(fold(phrase)) if phrase[:1].isupper() else None

    def _bearing(self, keys: Iterable[Key]) -> list[int]:
        """List the persons found by any of some keys, in their order; a crowd is left out, and `crowds` tells of it."""
        near: set[int] = set()
        for key in keys:
            found = self._near.get(key, {})
            if len(found) <= CROWD:
                near.update(found)
            else:
                self.crowds[self._word(key, next(iter(found)))] = len(found)
        return sorted(near)

    def _word(self, key: Key, number: int) -> str:
        """Give the word that the bearers of a key share, or nearly."""
        parts = core(spelled(self._groups[number][0]))
        return parts[-1] if key[0] in ("last", "sound") else key[1]

    def _add(self, name: str, parts: Parts) -> None:
        near = self._bearing(_keys(parts))
        fitting = [at for at in near if all(one_person(parts, spelled(other)) for other in self._groups[at])]
        at = fitting[0] if len(fitting) == 1 else len(self._groups)
        if at == len(self._groups):
            self._groups.append([])
        self._groups[at].append(name)
        self._number[name] = at
        for key in (*_keys(parts), *_short_keys(core(parts)[-1], parts[0])):
            self._near.setdefault(key, {})[at] = None

    def _member(self, group: Sequence[str]) -> Member:
        said: dict[tuple[str, frozenset[str], bool], tuple[str, Title]] = {}
        for report, title in sorted(
            (one for name in group for one in self._sayings.titles.get(name, ())), key=lambda one: one[0]
        ):
            said.setdefault((title.noun, title.words, title.styled), (report, title))
        genders = {gender for name in group for gender in self._sayings.genders.get(name, ()) if gender}
        offices = frozenset((title.noun, countries_in(title.words)) for _, title in said.values())
        countries = frozenset[str]().union(*(named for _, named in offices))
        gender = genders.pop() if len(genders) == 1 else None
        return Member(tuple(sorted(group)), gender, tuple(said.values()), countries, offices)

    def _of_short(self, name: str, report: str) -> int | None:
        """Choose by surname, by Mr or Mrs, by title; nobody where two persons of the story bear the surname or the title is another's."""
        parts = spelled(name)
        if not parts:
            return None
        near = self._bearing(_short_keys(core(parts)[-1], parts[0]))
        gender, held = self._sayings.of(name, report)
        fitting = [
            at
            for at in near
            if any(
                _fits(parts, spelled(form)) or self._is_given(parts, spelled(form), report) for form in self._groups[at]
            )
            and (gender is None or self.members[at].gender in (gender, None))
        ]
        if held:
            titled = [at for at in fitting if _share_office(held, self.members[at].offices)]
            if titled:
                return titled[0] if len(titled) == 1 else None
        if any(title.styled for _, title in held):
            fitting = [at for at in fitting if not any(title.styled for _, title in self.members[at].titles)]
        if len(fitting) != 1 or self._is_doubtful(fitting[0], name):
            return None
        return None if self._has_namesake(parts, fitting[0], gender) else fitting[0]

    def _is_given(self, short: Parts, full: Parts, report: str) -> bool:
        """Say whether a short name is the given name of somebody whom the same report also calls by surname."""
        return len(short) == 1 and full[0] == short[0] and self._sayings.names(report, plain(core(full)[-1]))

    def _is_doubtful(self, number: int, short: str) -> bool:
        """Say whether a full form may hold a word too many: it stands in one report, while several know the name without it."""
        forms = self._groups[number]
        known = any(spelled(form)[0] in given_names().gender for form in forms)
        carriers = sum(len(self._sayings.genders.get(form, ())) for form in forms)
        return not known and carriers < 2 and len(self._sayings.genders.get(short, ())) >= _SEVERAL

    def _has_namesake(self, parts: Parts, number: int, gender: Gender | None) -> bool:
        """Say whether the story gives this surname to another person, be it to one who says nothing."""
        key = (parts, number, gender)
        if key not in self._namesakes:
            self._namesakes[key] = self._look_for_namesake(parts, number, gender)
        return self._namesakes[key]

    def _look_for_namesake(self, parts: Parts, number: int, gender: Gender | None) -> bool:
        full = [spelled(form) for form in self._groups[number]]
        known = given_names().gender
        return any(
            not any(same_person((given, parts[-1]), form) for form in full)
            and (gender is None or known.get(given) in (gender, None))
            for given in self._bearers.get(plain(parts[-1]), ())
        )


class _Sayings:
    """What the reports say of each name: titles and whether a man or a woman bears it, by name and report."""

    def __init__(self, casts: Sequence[Cast]) -> None:
        self.titles: dict[str, list[tuple[str, Title]]] = {}
        self.genders: dict[str, list[Gender | None]] = {}
        self._genders: dict[tuple[str, str], Gender | None] = {}
        self._titles: dict[tuple[str, str], list[tuple[str, Title]]] = {}
        self._alone: set[tuple[str, str]] = set()
        for cast in casts:
            for title in cast.titles:
                self.titles.setdefault(title.person, []).append((cast.report, title))
                self._titles.setdefault((cast.report, title.person), []).append((cast.report, title))
            for named in cast.persons:
                self.genders.setdefault(named.name, []).append(named.gender)
                self._genders[cast.report, named.name] = named.gender
                if len(spelled(named.name)) == 1:
                    self._alone.add((cast.report, plain(spelled(named.name)[0])))

    def names(self, report: str, surname: str) -> bool:
        """Say whether a report knows somebody by this surname alone."""
        return (report, surname) in self._alone

    def of(self, name: str, report: str) -> tuple[Gender | None, list[tuple[str, Title]]]:
        """Give what one report says of a name."""
        return self._genders.get((report, name)), self._titles.get((report, name), [])


def _keys(parts: Parts) -> list[Key]:
    """By what the other ways of writing a full name find it: few enough to compare with each.

    By surname and the letters that the given name, or the name that it is short for, begins with; by its sounds; by all its
    words in any order; by how it begins.
    """
    words = core(parts)
    last = plain(words[-1])
    begins = {full for word in firsts(parts) for full in (word, *given_names().full.get(word, ()))}
    return [
        *(("last", last, letter) for letter in sorted({word[:1] for word in begins})),
        *(("sound", sound(last), letter) for letter in sorted({sound(word)[:1] for word in begins})),
        ("given", words[0], sound(last)[:1]),
        ("words", *sorted(words)),
        ("start", *words[:2]),
    ]


def _short_keys(last: str, first: str) -> list[Key]:
    """By what a short name finds the full ones: its surname, or its first word where the surname comes first."""
    return [("last", plain(last)), ("first", first)]


def _fits(short: Parts, full: Parts) -> bool:
    """Say whether a short form is a surname of a full name: its end, or where surnames come first ("Kim Jong-un") its first word."""
    known = given_names().gender
    given = short[0] in known and (
        known[short[0]] is not None or len(full) < 3
    )  # "Kim" begins Kim Jong-un and Kim Birch
    first = len(short) == 1 and full[0] == short[0] and not given
    return first or is_short_for(short, full)


def _share_office(held: Sequence[tuple[str, Title]], offices: Collection[Office]) -> bool:
    """Say whether some titles and somebody's offices have one in common, of one country where both name one."""
    for _, one in held:
        nouns, countries = equal_nouns(one.noun), countries_in(one.words)
        if any(noun in nouns and (not countries or not theirs or countries & theirs) for noun, theirs in offices):
            return True
    return False


def _bearers(reports: Sequence[Report]) -> dict[str, list[str]]:
    """List for each surname the given names that the reports put before it, be it of people who say nothing."""
    found: dict[str, set[str]] = {}
    for report in reports:
        for match in _TWO_WORDS.finditer(report.text, 0, analysed_until(report)):
            given = fold(match[1])
            if given in given_names().gender:
                found.setdefault(plain(fold(match[2]).removesuffix("'s")), set()).add(given)
    return {last: sorted(given) for last, given in found.items()}
