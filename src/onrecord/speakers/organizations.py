"""The bodies of a story: "NTSB" and the name that it stands for, one body under several ways of writing its name."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from functools import lru_cache

from onrecord.patterns import pattern
from onrecord.speakers.bodies import abbreviates
from onrecord.speakers.body_names import SMALL
from onrecord.speakers.casts import Cast
from onrecord.speakers.vocabulary import aliases, fold, given_names, roles

_LEGAL_FORMS = frozenset(
    {"inc", "corp", "corporation", "co", "ltd", "limited", "llc", "plc", "group", "gmbh", "ag", "sa"}
)
# A website goes under the name of whoever runs it: "Verdanrates.com".
_SITE = pattern(r"^www\.|(?<=\w\w)\.(?:com|org|net|co\.uk)$")
# An abbreviation has so many letters: with two, initials fit too many names.
_SHORTEST, _LONGEST = 3, 7
# Of a name of so many words the first or the last may stand for all: "Verdan" Air Lines, Halden "Rovers".
_SHORT_NAME = 3


class Organizations:
    """The bodies that the reports of one story name, by their plain form and by their initials."""

    def __init__(self, names: Collection[str], casts: Sequence[Cast]) -> None:
        self._full: dict[str, set[str]] = {}
        self._said: dict[str, set[str]] = {}
        for cast in casts:
            for form, name in cast.forms:
                if abbreviates(form, unarticled(name)):
                    self._said.setdefault(_letters(form), set()).add(plain_body(name))
        named = {*names, *(name for cast in casts for _, name in cast.forms)}
        self._organizations = {cast.report: frozenset(cast.organizations) for cast in casts}
        self._starting: dict[str, set[str]] = {}
        self._ending: dict[str, set[str]] = {}
        organizations = frozenset().union(*self._organizations.values())
        for name in sorted(names):  # of those who speak: "Verdan Phone" is a thing
            words = unarticled(name).split()
            if fold(name) in organizations and 1 < len(words) <= _SHORT_NAME and not SMALL & set(words):
                self._starting.setdefault(words[0], set()).add(plain_body(name))
                if words[-1] not in roles().body_name | roles().body:
                    self._ending.setdefault(words[-1], set()).add(plain_body(name))
        self._shown: dict[str, set[str]] = {}
        for name in sorted(named):
            self._shown.setdefault(plain_body(name), set()).add(name)
            for letters in _initials(unarticled(name)):
                self._full.setdefault(letters, set()).add(plain_body(name))

    def in_full(self, name: str, report: str, counts: Counter[str]) -> str | None:
        """Give the full name of a body that a report calls by its initials or by the first or last word of its name, if it fits one only.

        What a report spells out goes before what only has the same initials.
        """
        form = unarticled(name)
        fitting: Collection[str] = ()
        if name.replace(".", "").isupper():
            letters = _letters(form)
            known = self._full.get(letters, ()) if _is_abbreviation(form) else ()
            fitting = self._said.get(letters) or {full for full in known if abbreviates(form, full)}
        if not fitting and form in self._organizations.get(report, ()) and not listed_name(name):
            fitting = {full for full in self._starting.get(form, ()) if self._use(full, counts) >= counts[name]}
            fitting |= self._ending.get(form, set())
        shown = [other for full in fitting for other in self._shown.get(full, ())]
        return max(shown, key=lambda other: (counts[other], other)) if len(fitting) == 1 and shown else None

    def _use(self, full: str, counts: Counter[str]) -> int:
        """Say in how many reports a full name stands. What is short for another name stands in no more reports than that."""
        return max((counts[other] for other in self._shown.get(full, ())), default=0)


def listed_name(name: str) -> str | None:
    """Give the name under which the alias list has a body, or a seat of government: "Washington" is the United States."""
    form = unarticled(name)
    return aliases().body.get(form) or aliases().seat.get(form)


def has_legal_form(name: str) -> bool:
    """Say whether a name ends as only companies' do: "Halden Steel Inc." makes "Halden Steel" a company in every report."""
    words = fold(name).replace(",", " ").split()
    return len(words) > 2 and words[0] not in given_names().gender and words[-1].rstrip(".") in _LEGAL_FORMS


@lru_cache(maxsize=100_000)
def plain_body(name: str) -> str:
    """Leave out what is no part of a body's name in speech: "the", hyphens, "Inc.", ".com" and the like."""
    words = _SITE.sub("", unarticled(name)).replace("-", " ").replace(",", " ").split()
    while len(words) > 1 and words[-1].rstrip(".") in _LEGAL_FORMS:
        words.pop()
    return " ".join(words) or unarticled(name)


def unarticled(name: str) -> str:
    """Give the folded form of a name without "the"."""
    return fold(name).removeprefix("the ")


def is_end_of_sentence(name: str) -> bool:
    """Say whether a name has the full stop of its sentence on: "SolarWerk." in capitals and small letters is no abbreviation."""
    last = name.split()[-1] if name.split() else ""
    return last.endswith(".") and len(last) > 5 and fold(last)[:-1] not in _LEGAL_FORMS and last.count(".") == 1


def _letters(form: str) -> str:
    return form.replace(".", "")


def _is_abbreviation(form: str) -> bool:
    letters = _letters(form)
    return letters.isalpha() and _SHORTEST <= len(letters) <= _LONGEST


def _initials(form: str) -> set[str]:
    """Give the initials of a name, with and without its small words: what an abbreviation may be made of."""
    words = form.replace("-", " ").split()
    if not 2 <= len(words) <= _LONGEST:
        return set()
    return {"".join(word[0] for word in words), "".join(word[0] for word in words if word not in SMALL)}
