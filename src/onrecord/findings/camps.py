"""The camps of a statement: which reports give its words to whom, and whether two of them cannot both be right."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Literal

from msgspec import Struct

from onrecord.findings.names import same_name
from onrecord.findings.pile import Pile
from onrecord.findings.sayings import is_saying
from onrecord.model import Attribution, Statement, Witness, words_at
from onrecord.patterns import any_of, pattern
from onrecord.speakers.answers import SEVERAL, UNNAMED, is_by_name, kind_of, split_joined
from onrecord.speakers.spellings import one_person, spelled
from onrecord.speakers.spokesmen import SPOKES
from onrecord.speakers.vocabulary import fold, roles
from onrecord.statements.speaker import SURE_OF_SPEAKER, names_alike

# One of no known connection with the other is held against the other only from here on: a name of which the report says no more
# ("the finish in Halden said") may be none.
ACCUSES = 0.7
# How bad a clash is: two persons; a body and a person of no known connection, or two bodies; one who stands for the other.
PERSONS, STRANGERS, CONNECTED = 3, 2, 1

# So many characters before and after somebody's words tell in what form they were said.
NEAR = 200
Sort = Literal["person", "body", "spokesman", "role", "document", "people", "other"]
_AFTER_THE_HEAD = pattern(r",|\b(?:for|of|in|at|from|who|on|by|to|with)\b")
_WORD = pattern(r"\w+")
_MESSENGERS = SPOKES | {
    "representative",
    "rep",
    "official",
    "source",
    "aide",
    "lawyer",
    "attorney",
    "publicist",
    "agent",
}


class Camp(Struct, frozen=True):
    """The witnesses who give the words to one speaker: by `name`, or only as what `source` says ("the statement").

    `by_name` is set when one of them at least names the speaker at the words, not by a pronoun or a description; `confidence` is that
    of the surest.
    """

    name: str | None
    source: str
    sort: Sort
    by_name: bool
    confidence: float
    witnesses: tuple[Witness, ...]

    @property
    def label(self) -> str:
        """Print whom this camp means."""
        return self.name or f"“{self.source}”"

    @property
    def reports(self) -> frozenset[str]:
        """The reports of this camp."""
        return frozenset(witness.report for witness in self.witnesses)


class Clash(Struct, frozen=True):
    """Two camps that do not agree, how bad that is (1 to 3), and what a reader should know of it."""

    one: Camp
    other: Camp
    severity: int
    note: str = ""


class Voices:
    """The attributions of a pile by their identity, and for whom its spokesmen speak."""

    def __init__(self, pile: Pile) -> None:
        self.pile = pile
        self._attributions = {one.id: one for found in pile.attributions.values() for one in found}

    def camps(self, statement: Statement) -> list[Camp]:
        """Sort the witnesses in quotation marks by whom they give the words to, in their order; unsure ones take no side.

        Words that too many are said to have spoken have none: they are a saying.
        """
        if is_saying(statement):
            return []
        groups: list[list[Witness]] = []
        for witness in statement.witnesses:
            if not witness.quoted or not self._takes_side(witness):
                continue
            group = next((group for group in groups if self._is_same(group[0], witness)), None)
            if group is not None:
                group.append(witness)
            else:
                groups.append([witness])
        camps = [self._camp(group) for group in groups]
        return camps if len(frozenset().union(*(camp.reports for camp in camps))) > 1 else []

    def clash(self, one: Camp, other: Camp) -> Clash | None:
        """Say whether two camps cannot both be right, or None."""
        if one.reports <= other.reports or other.reports <= one.reports:
            return None  # a report that gives both has its reasons: one quotes the other
        if one.name and other.name:
            return self._clash_of_names(one, other)
        if one.name or other.name:
            named, open_one = (one, other) if one.name else (other, one)
            return self._clash_with_unnamed(named, open_one, Clash(one, other, CONNECTED))
        return self._clash_of_unnamed(one, other)

    def _clash_of_names(self, one: Camp, other: Camp) -> Clash | None:
        if self._tells_of(one, other) or self._tells_of(other, one):
            return None
        if set(_members(one)) <= set(_members(other)) or set(_members(other)) <= set(_members(one)):
            return Clash(one, other, CONNECTED)
        for person, body in ((one, other), (other, one)):
            if self._stands_for(person, body):
                return Clash(one, other, CONNECTED, f" {person.name} is named there as “{self._phrase(person)}”.")
        if names_alike(one.name, other.name):
            return Clash(
                one, other, CONNECTED
            )  # one of them may be misspelt: no pronoun read wrongly gives such a likeness
        if not (one.by_name and other.by_name) or min(one.confidence, other.confidence) < ACCUSES:
            return None  # a pronoun may have been read wrongly, and the other report shows that it was
        persons = one.sort == other.sort == "person"
        return Clash(one, other, PERSONS if persons else STRANGERS)

    def _clash_with_unnamed(self, named: Camp, unnamed: Camp, clash: Clash) -> Clash | None:
        """A spokesman's words given to the one he speaks for, or to another body; a document's to a person its report does not know."""
        words, name = _words(unnamed.source), _words(named.name or "")
        if unnamed.sort == "spokesman":
            speaks_for_it = bool(set(name[-1:] if named.sort == "person" else name) & set(words))
            return clash if speaks_for_it == (named.sort == "person") and _owner(words) and named.by_name else None
        if unnamed.sort != "document" or named.sort != "person" or not named.by_name:
            return None
        known = any(self._mentions(report, name[-1:]) for report in unnamed.reports)
        told = any(_head(unnamed.source) in self._around(witness) for witness in named.witnesses)
        return None if known or told else clash

    def _clash_of_unnamed(self, one: Camp, other: Camp) -> Clash | None:
        """A spokesman is no captain; and a website and an alliance differ where neither report knows of the other's source."""
        sorts = {one.sort, other.sort}
        if sorts == {"spokesman", "role"}:
            return Clash(one, other, STRANGERS)
        if "document" not in sorts or len(sorts) < 2 or not sorts <= {"document", "body", "people"}:
            return None
        ours, theirs = _head(one.source), _head(other.source)
        known = any(self._mentions(report, [theirs]) for report in one.reports)
        known = known or any(self._mentions(report, [ours]) for report in other.reports)
        return None if known else Clash(one, other, CONNECTED)

    def _takes_side(self, witness: Witness) -> bool:
        if witness.speaker.name is not None:
            return witness.speaker.confidence >= SURE_OF_SPEAKER
        return witness.speaker.basis.startswith(UNNAMED) and bool(self._phrase_of(witness))

    def _is_same(self, one: Witness, other: Witness) -> bool:
        ours, theirs = one.speaker.name, other.speaker.name
        if ours and theirs and SEVERAL in one.speaker.basis + other.speaker.basis:
            return set(split_joined(one.speaker)) == set(split_joined(other.speaker))
        if ours and theirs:
            return is_one_name(ours, theirs)
        return not ours and not theirs and _words(self._phrase_of(one)) == _words(self._phrase_of(other))

    def _camp(self, witnesses: Sequence[Witness]) -> Camp:
        first = witnesses[0]
        name, source = first.speaker.name, self._phrase_of(first)
        by_name = any(is_by_name(witness.speaker) for witness in witnesses)
        sort: Sort = _sort_of_name(first) if name else _sort_of_source(source)
        confidence = max(witness.speaker.confidence for witness in witnesses)
        return Camp(name, source, sort, by_name, confidence, tuple(witnesses))

    def _attribution(self, witness: Witness) -> Attribution | None:
        return self._attributions.get(witness.attribution or "")

    def _phrase_of(self, witness: Witness) -> str:
        found = self._attribution(witness)
        return " ".join(words_at(found.source, self.pile.report(witness.report)).split()).rstrip(",") if found else ""

    def _phrase(self, camp: Camp) -> str:
        return next((phrase for phrase in map(self._phrase_of, camp.witnesses) if phrase), camp.source)

    def _stands_for(self, person: Camp, body: Camp) -> bool:
        """Say whether one camp's speaker speaks for the other's, or is named at the words with the other's name."""
        if self.pile.speaks_for.get(person.name or "") == body.name:
            return True
        theirs, own = set(_words(body.name or "")) - _SMALL, set(_words(person.name or ""))
        return (
            bool(theirs)
            and not theirs & own
            and any(theirs <= set(_words(self._phrase_of(witness))) for witness in person.witnesses)
        )

    def _tells_of(self, one: Camp, other: Camp) -> bool:
        """Say whether one camp's reports only tell that its speaker spoke of the other: by Ruiz, Okoye told her “…”."""
        last = set(_words(other.name or "")[-1:])
        return any(last & set(self._told(witness)) for witness in one.witnesses)

    def _told(self, witness: Witness) -> list[str]:
        """List the words of an attribution's content that are the report's own."""
        found = self._attribution(witness)
        if found is None:
            return []
        report = self.pile.report(witness.report)
        own: list[str] = []
        for content in found.content:
            at = content.start
            for quoted in sorted(span for span in found.quoted if span.meets(content)):
                own.append(report.text[at : max(at, quoted.start)])
                at = max(at, quoted.end)
            own.append(report.text[at : content.end])
        return _words(" ".join(own))

    def _around(self, witness: Witness) -> list[str]:
        """List the words near a reading: "…, Ana Ruiz said in a statement"."""
        text = self.pile.report(witness.report).text
        return [word for span in witness.spans for word in _words(text[max(0, span.start - NEAR) : span.end + NEAR])]

    def _mentions(self, report: str, words: Sequence[str]) -> bool:
        text = fold(self.pile.report(report).text)
        return any_of(*words).search(text) is not None


_SMALL = frozenset({"the", "of", "and", "for", "inc", "ltd"})


def is_one_name(one: str, other: str) -> bool:
    """Say whether two names may be one speaker's: one within the other, two spellings, or run together with what stood before."""
    if same_name(one, other) or one_person(spelled(one), spelled(other)):
        return True
    short, long = sorted((fold(one), fold(other)), key=len)
    return " " in short and long.endswith(short)


def _members(camp: Camp) -> list[str]:
    return sorted({name for witness in camp.witnesses for name in split_joined(witness.speaker)})


def _sort_of_name(witness: Witness) -> Sort:
    kind = kind_of(witness.speaker)
    return (
        "person" if kind == "person" or SEVERAL in witness.speaker.basis else "body" if kind != "unknown" else "other"
    )


def _sort_of_source(source: str) -> Sort:
    """Say what stands for a speaker: somebody who speaks for others, somebody by role, people, a body, something written."""
    head = _head(source)
    if head in SPOKES or head in {"representative", "rep"}:
        return "spokesman"
    plural = head.endswith("s") and head[:-1] in roles().person
    if head in roles().person:
        return "role" if head not in _MESSENGERS else "other"
    if plural or head in {"people", "figures", "men", "women"}:
        return "people"
    return "document" if head in roles().document else "body" if head in roles().body else "other"


def _head(source: str) -> str:
    """Find the word that a source phrase turns on: the last before "for", "of", "in", "at", "from" or a comma."""
    front = _AFTER_THE_HEAD.split(source, maxsplit=1)[0]
    return (_words(front) or [""])[-1]


def _owner(words: Sequence[str]) -> bool:
    """Say whether a phrase says for whom a spokesman speaks, and by more than "his"."""
    return bool(
        set(words) - SPOKES - _SMALL - {"a", "an", "his", "her", "their", "its", "company", "representative", "rep"}
    )


def _words(text: str) -> list[str]:
    return [word for word in _WORD.findall(fold(text)) if word not in ("the", "a", "an", "s")]


def clashes(voices: Voices, camps: Sequence[Camp]) -> Iterator[Clash]:
    """Compare each camp with each: a statement has few."""
    for place, one in enumerate(camps):
        for other in camps[place + 1 :]:
            found = voices.clash(one, other)
            if found:
                yield found
