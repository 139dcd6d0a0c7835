"""The names of one story: for each name in each of its reports the one it goes under, and which report supplies that."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

from msgspec import Struct

from onrecord.model import Attribution, Report, Span
from onrecord.speakers.answers import Kind, kind_of, split_joined
from onrecord.speakers.casts import Cast, Title
from onrecord.speakers.names import is_initial, parts_of
from onrecord.speakers.organizations import (
    Organizations,
    has_legal_form,
    is_end_of_sentence,
    listed_name,
    plain_body,
    unarticled,
)
from onrecord.speakers.persons import Persons
from onrecord.speakers.titled import Description, meets, nouns_asked, office_of, telling_words
from onrecord.speakers.vocabulary import aliases, fold, given_names, roles


class Known(Struct, frozen=True):
    """The name that somebody goes under in a story, the report (`Report.id`) that has it, and where it stands there."""

    name: str
    report: str | None = None
    named_at: Span | None = None


class Names:
    """The names of one story. `kinds` says of each name that speaks what it names."""

    def __init__(self, told: Sequence[Attribution], casts: Sequence[Cast], reports: Sequence[Report]) -> None:
        self.kinds = _kinds(told)
        self._casts = {cast.report: cast for cast in casts}
        self._places = _Places(told, casts, reports)
        self._persons = Persons((name for name in self.kinds if self.kinds[name] == "person"), casts, reports)
        bodies = [name for name in self.kinds if self.kinds[name] != "person"]
        self._organizations = Organizations(bodies, casts)
        self._nicknames: dict[str, set[str]] = defaultdict(set)
        for cast in casts:
            for nickname, name in cast.nicknames:
                self._nicknames[nickname].add(name)
        self._ways: dict[str, list[str]] = defaultdict(list)
        for name in sorted(bodies):
            self._ways[plain_body(name)].append(name)
        self._offices = _Offices(self._persons)
        self._names: dict[tuple[str, str, Kind | None], Known] = {}
        self._known: dict[str, set[str]] = {}
        self._answers: dict[Description, tuple[tuple[int, str], ...]] = {}

    def of(self, name: str, report: str, kind: Kind | None = None) -> Known:
        """Give the name under which the story has what a report calls so."""
        key = (name, report, kind)
        if key not in self._names:
            self._names[key] = self._find(name, report, kind)
        return self._names[key]

    def limits(self) -> dict[str, int]:
        """Give the words that too many persons of the story bear to look anybody up by them, with the number of persons."""
        return self._persons.crowds

    def _find(self, name: str, report: str, kind: Kind | None) -> Known:
        named = self._nicknames.get(name, ())
        if len(named) == 1:
            name = min(named)
        plainly = name[:-1] if is_end_of_sentence(name) else name
        if plainly in self.kinds:
            name, kind = plainly, self.kinds[plainly]
        if (kind or self.kinds.get(name)) == "person":
            number = self._persons.of(name, report)
            return self._places.find(name if number is None else self._chosen(number), report)
        body = self._body(name, report)
        return Known(body) if body != name and listed_name(name) else self._places.find(body, report)

    def bearers(self, asked: Description) -> list[tuple[Known, str]]:
        """List the persons whom some report of the story calls as a description does, each with the first such report."""
        if asked not in self._answers:
            found: dict[int, str] = {}
            for title, number, report in self._offices.asked_for(asked):
                if meets(asked, title, self._persons.members[number].countries):
                    found[number] = min(report, found.get(number, report))
            self._answers[asked] = tuple(sorted(found.items()))
        return [(self._places.find(self._chosen(number), report), report) for number, report in self._answers[asked]]

    def written_otherwise(self, phrase: str, report: str) -> tuple[Known, Kind] | None:
        """Give whose name a phrase is but for capitals: "the Halden harbour agency", elsewhere the Halden Harbour Agency; "Ada birch"."""
        if " " not in unarticled(phrase):
            return None
        ways, person = self._ways.get(plain_body(phrase)), self._persons.written_so(phrase)
        if person:
            return self.of(person, report, "person"), "person"
        return (self.of(ways[0], report), "organization") if ways else None

    def knows(self, report: str, name: str) -> bool:
        """Say whether a report names the person who goes under this name."""
        if report not in self._known:
            cast = self._casts.get(report)
            self._known[report] = {self.of(one.name, report, "person").name for one in cast.persons} if cast else set()
        return name in self._known[report]

    def brings_in(self, report: str, noun: str) -> bool:
        """Say whether a report speaks of "a spokesman" whom it does not name: its "the spokesman" is then that one."""
        return report in self._casts and noun in self._casts[report].unnamed

    def principals(self) -> dict[str, str]:
        """Give for each person whom a report calls a spokesman the person or body for whom that person speaks."""
        votes: dict[str, Counter[str]] = defaultdict(Counter)
        for cast in self._casts.values():
            for link in cast.links:
                person = self.of(link.person, cast.report, "person").name
                principal = self.of(link.principal, cast.report, self._kind_of_principal(link.principal, cast)).name
                if person != principal:
                    votes[person][principal] += 1
        return {name: max(found, key=lambda one: (found[one], len(one), one)) for name, found in votes.items()}

    def _kind_of_principal(self, name: str, cast: Cast) -> Kind:
        return "person" if any(named.name == name for named in cast.persons) else "organization"

    def _chosen(self, number: int) -> str:
        """Choose a person's name: the full form that most reports use, of equals one without initials, then the longest."""

        def weight(form: str) -> tuple[int, bool, int, str]:
            return self._places.count(form), not any(map(is_initial, parts_of(form))), len(form), form

        return max(self._persons.members[number].forms, key=weight)

    def _body(self, name: str, report: str) -> str:
        """The name a body goes under: the alias list's, the full name of an abbreviation, or the way of writing it in most use."""
        full = listed_name(name) or self._organizations.in_full(name, report, self._places.counts)
        if full:
            return listed_name(full) or full
        same = self._ways.get(plain_body(name)) or [name]
        return max(same, key=lambda other: (self._places.count(other), not has_legal_form(other), other))


class _Places:
    """Where each name stands, and how many different texts use it (a copy of a report counts once)."""

    def __init__(self, told: Sequence[Attribution], casts: Sequence[Cast], reports: Sequence[Report]) -> None:
        texts = {report.id: report.text for report in reports}
        users: dict[str, set[str]] = defaultdict(set)
        self._named: dict[str, dict[str, Span | None]] = defaultdict(dict)
        for cast in casts:
            for named in cast.persons:
                users[named.name].add(texts[cast.report])
                self._named[named.name].setdefault(cast.report, named.span)
        for one in told:
            for name in split_joined(one.speaker) if one.speaker.name else ():
                users[name].add(texts[one.report])
                self._named[name].setdefault(one.report, one.speaker.named_at)
        self._first = {name: min(places) for name, places in self._named.items()}
        self.counts = Counter({name: len(used) for name, used in users.items()})

    def count(self, name: str) -> int:
        return self.counts[name]

    def find(self, name: str, report: str) -> Known:
        """Say where a name stands: in this report, else in the first by id of those that have it."""
        places = self._named.get(name)
        if not places:
            return Known(name)
        holder = report if report in places else self._first[name]
        return Known(name, holder, places[holder])


class _Offices:
    """The offices of a story's persons, each once with the first report by id that gives it; found by what a description asks."""

    def __init__(self, persons: Persons) -> None:
        self._by: dict[tuple[str, str], list[tuple[Title, int, str]]] = defaultdict(list)
        for number, member in enumerate(persons.members):
            for report, title in member.titles:
                held = office_of(title.noun, title.words)
                for word in {"", title.noun, *title.words, *(f"of {country}" for country in member.countries)}:
                    self._by[held, word].append((title, number, report))

    def asked_for(self, asked: Description) -> list[tuple[Title, int, str]]:
        """List the offices that a description may ask for: those of its rarest word or country."""
        return [
            found
            for office in nouns_asked(asked)
            for found in min((self._by.get((office, word), []) for word in telling_words(asked)), key=len)
        ]


def _kinds(told: Sequence[Attribution]) -> dict[str, Kind]:
    """Say of each name what it names: by the rules that gave it, by the alias list, by its last word."""
    votes: dict[str, Counter[Kind]] = defaultdict(Counter)
    for one in told:
        for name in split_joined(one.speaker) if one.speaker.name else ():
            votes[name][kind_of(one.speaker)] += 1
    kinds = {name: _kind_by_name(name, votes[name]) for name in sorted(votes)}
    companies = {plain_body(name) for name in kinds if has_legal_form(name)}
    return {name: "organization" if plain_body(name) in companies else kind for name, kind in kinds.items()}


def _kind_by_name(name: str, votes: Mapping[Kind, int]) -> Kind:
    form, listed = unarticled(name), listed_name(name)
    known = aliases().kind.get(fold(listed)) if listed else None
    if known:
        return known
    if votes["person"] and votes["person"] >= votes["organization"]:
        return "person"
    words = form.split() or [form]
    last = words[-1]
    if last in roles().document:
        return "document"
    if form in aliases().seat or last in ("government", "administration", "police", "ministry", "parliament"):
        return "government"
    if votes["organization"] or last in roles().body_name:
        return "organization"
    return "person" if words[0] in given_names().gender and len(words) > 1 else "unknown"
