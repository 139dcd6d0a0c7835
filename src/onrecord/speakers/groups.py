"""Which names of a report are one person's: the forms of each name put together, and looked up by their words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rapidfuzz.distance import DamerauLevenshtein

from onrecord.speakers.names import (
    Parts,
    core,
    is_initial,
    is_inside,
    is_short_for,
    plain,
    same_person,
    suffix_of,
    surname,
)
from onrecord.speakers.runs import Run
from onrecord.speakers.vocabulary import given_names, roles, titles

# A surname with one letter wrong is taken for the full name's only when it is at least this long: "Wines" is not "Wimes".
_LONG_ENOUGH_TO_MISSPELL = 7
# A given name likewise when it has so many letters and the surname is the same: "Dana" is not "Dawa".
_LONG_GIVEN = 6
# Beyond this many persons a report is a list of names, and looking for misspelt ones would take too long.
_TOO_MANY_TO_MISSPELL = 500


class Groups:
    """The persons of a report while they are being found: for each, the runs that name it; `forms` are their distinct names."""

    def __init__(self) -> None:
        self.members: list[list[Run]] = []
        self.forms: list[list[Parts]] = []
        self._by_word: dict[str, list[int]] = {}
        self._found: dict[Parts, tuple[list[int], list[int]]] = {}

    def add(self, runs: Sequence[Run], number: int | None = None) -> None:
        """Take runs as a new person's, or as more of one that is there already."""
        if number is None:
            number = len(self.members)
            self.members.append([])
            self.forms.append([])
        self.members[number].extend(runs)
        for parts in sorted({run.parts for run in runs} - set(self.forms[number])):
            self.forms[number].append(parts)
            for word in sorted({plain(word) for word in core(parts)}):
                if number not in self._by_word.setdefault(word, []):
                    self._by_word[word].append(number)
        self._found.clear()

    def near(self, parts: Parts) -> list[int]:
        """List the persons in whose name the last word of this name stands somewhere: the only ones whom it can fit."""
        return self._by_word.get(plain(core(parts)[-1]), [])

    def fitting(self, run: Run) -> list[int]:
        """List the persons whom a form of name fits: the same name, else a surname, else words from within, else one letter wrong."""
        if run.parts not in self._found:
            found, within = self._fit(run.parts)
            given = within and run.parts[0] in given_names().gender
            self._found[run.parts] = (found, [] if given else found)
        return self._found[run.parts][1 if run.address or run.offices else 0]

    def _fit(self, parts: Parts) -> tuple[list[int], bool]:
        """Give those whom a form of name fits, and whether it is only a word from within their names."""
        near = self.near(parts)
        same = [number for number in near if parts in self.forms[number] and len(parts) > 1]
        ends = same or [
            number
            for number in near
            if parts in self.forms[number] or any(is_short_for(parts, full) for full in self.forms[number])
        ]
        if ends:
            return ends, False
        inner = [number for number in near if any(is_inside(parts, full) for full in self.forms[number])]
        if inner and not is_initial(parts[0]):
            return inner, True
        return (self._misspelt(parts) if len(parts) == 1 else []), False

    def _misspelt(self, parts: Parts) -> list[int]:
        """List the persons whose surname this is with one letter wrong."""
        word = parts[0]
        if len(word) < _LONG_ENOUGH_TO_MISSPELL or len(self.forms) > _TOO_MANY_TO_MISSPELL:
            return []
        last = [(number, surname(forms[0])[-1]) for number, forms in enumerate(self.forms) if len(core(forms[0])) > 1]
        return [
            number
            for number, name in last
            if name[0] == word[0] and DamerauLevenshtein.distance(name, word, score_cutoff=1) == 1
        ]

    def is_another(self, run: Run, number: int) -> bool:
        """Say whether a titled surname cannot be this person: "Mr. Kolar" is not Irena Kolar.

        Nor is "President Kolar" the person whom the report calls First Lady.
        """
        wanted = titles().gender.get(run.address)
        given = given_names().gender.get(self.forms[number][0][0])
        if wanted and given:
            return wanted != given
        held = {office for member in self.members[number] for office in member.offices}
        return bool(run.offices) and not held & set(run.offices) and "first lady" in held

    def pieces(self, run: Run) -> Iterator[Run]:
        """Cut the known names out of a run in a headline: "Kolar Seeks Help" holds Kolar."""
        at = 0
        while at < len(run.chunks):
            end = next((end for end in range(len(run.chunks), at, -1) if self._is_known(run.parts[at:end])), None)
            if end is not None and not (end < len(run.chunks) and run.parts[end] in roles().body_name):
                yield Run(run.chunks[at:end], (), "", ())
            at = end if end is not None else at + 1

    def _is_known(self, parts: Parts) -> bool:
        near = self.near(parts)
        if len(parts) > 1:
            return any(parts in self.forms[number] for number in near)
        return any(plain(surname(full)[-1]) == plain(parts[0]) for number in near for full in self.forms[number])


def group_full_names(runs: Sequence[Run]) -> Groups:
    """Put the full names that can be one person's together, longest first, so that "Suu Kyi" finds "Aung San Suu Kyi"."""
    forms: dict[Parts, list[Run]] = {}
    for run in runs:
        forms.setdefault(run.parts, []).append(run)
    found = Groups()
    for parts in sorted(forms, key=lambda parts: (-len(parts), parts)):
        fitting = [number for number in found.near(parts) if _joins(parts, found.forms[number][0])]
        found.add(forms[parts], fitting[0] if len(fitting) == 1 else None)
    ordered = Groups()
    for members in sorted(found.members, key=lambda members: min(run.first for run in members)):
        ordered.add(members)
    return ordered


def _is_misspelt(parts: Parts, full: Parts) -> bool:
    """Say whether two full names differ by one letter of a given name that only one of them spells as people do: "Robret Marsh".

    The last letter, and one letter more, tell women from men: "Roberta", "Andrea".
    """
    if len(parts) != 2 or len(full) != 2 or parts[1] != full[1]:
        return False
    given, other = parts[0], full[0]
    alike = len(given) == len(other) >= _LONG_GIVEN and given[0] == other[0] and given[-1] == other[-1]
    known = (given in given_names().gender) != (other in given_names().gender)
    return alike and known and DamerauLevenshtein.distance(given, other, score_cutoff=1) == 1


def _joins(parts: Parts, full: Parts) -> bool:
    if same_person(parts, full) or _is_misspelt(parts, full):
        return True
    inner = is_short_for(parts, full) or (is_inside(parts, full) and full[: len(parts)] != parts)
    return inner and parts[0] not in given_names().gender and not suffix_of(full)
