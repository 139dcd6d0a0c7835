"""The persons whom one report names: which names are persons, and which names are one person."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from onrecord.language import Parsed
from onrecord.speakers.evidence import companies, is_body_name, weigh
from onrecord.speakers.gender import tell_gender
from onrecord.speakers.groups import Groups, group_full_names
from onrecord.speakers.names import Parts, core, suffix_of, surname
from onrecord.speakers.runs import Run, find_runs
from onrecord.speakers.vocabulary import Gender, given_names, roles, titles

# How much must speak for a full name, and for a lone surname without a title, to be a person's (see _weigh for the units).
_ENOUGH, _ENOUGH_ALONE = 1.0, 1.5


class Person(Struct, frozen=True):
    """A person in one report. `name` is the fullest form; `named` the words (half-open) where it stands; `gender` may be unknown.

    `offices` are those the report gives the person, each with the folded words that stood around the title.
    """

    number: int
    name: str
    parts: Parts
    named: tuple[int, int]
    gender: Gender | None
    offices: tuple[tuple[str, frozenset[str]], ...] = ()

    @property
    def full(self) -> bool:
        """Say whether the report gives more than a surname."""
        return len(self.parts) > 1


class Mention(Struct, frozen=True):
    """A place where a report names a person: words `first` to `last`. `persons` has several numbers when the name fits several.

    `full` is set for a full name, and for a form that only one of two namesakes bears, such as "President Kolar".
    """

    first: int
    last: int
    persons: tuple[int, ...]
    full: bool
    address: str = ""
    offices: tuple[str, ...] = ()


class People(Struct, frozen=True):
    """All persons of a report and every place where it names one, in order. `at` gives the mention at a word.

    `listed` are the names of two words or more (words first to last) that end as bodies' names do: "Halden Coal".
    """

    persons: tuple[Person, ...]
    mentions: tuple[Mention, ...]
    at: dict[int, Mention]
    listed: tuple[tuple[int, int], ...] = ()


def find_people(parsed: Parsed) -> People:
    """Find the persons of a report from the names that it gives them."""
    bare = list(find_runs(parsed))
    first_look = [run for run in bare if not _names_body(parsed, run) and not _in_title_case(parsed, run)]
    surnames = frozenset(surname(run.parts)[-1] for run in first_look)
    borne = frozenset(surname(run.parts)[-1] for run in first_look if len(core(run.parts)) > 1)
    known = frozenset(surname(run.parts)[-1] for run in first_look if run.parts[0] in given_names().gender)
    runs = [run for run in find_runs(parsed, surnames, known) if not _names_body(parsed, run, borne)]
    plain_runs = [run for run in runs if not _in_title_case(parsed, run)]
    evidence = weigh(parsed, plain_runs)
    groups = group_full_names(
        [run for run in plain_runs if len(core(run.parts)) > 1 and evidence[run.parts] >= _ENOUGH]
    )
    longer = [run for run in bare if len(run.parts) > 2 and parsed.words[run.last - 1].entity != "PERSON"]
    _add_from_headlines([run for run in runs if _in_title_case(parsed, run)] + longer, plain_runs, groups)
    _add_surnames(plain_runs, groups, evidence, companies(parsed, plain_runs, bare))
    mentions, owned = _assign(parsed, runs, groups)
    persons = tuple(_person(parsed, number, group, owned[number]) for number, group in enumerate(groups.members))
    at = {word: mention for mention in mentions for word in range(mention.first, mention.last)}
    listed = tuple((run.first, run.last) for run in bare if len(run.parts) > 1 and is_body_name(run.parts))
    return People(persons, tuple(mentions), at, listed)


def _is_named_like_a_place(parsed: Parsed, run: Run) -> bool:
    """Say whether a plain given name and spaCy's label make a person of "Ada Lake", whatever its last word is called elsewhere."""
    given = given_names()
    known = run.parts[0] in given.gender and run.parts[0] not in given.also_places
    return len(run.parts) > 1 and known and parsed.words[run.last - 1].entity == "PERSON"


def _names_body(parsed: Parsed, run: Run, borne: frozenset[str] = frozenset()) -> bool:
    """The same of a run: what a title leaves of "Justice Department" is no surname, but a country's name may be a person's ("Jordan")."""
    if _joins_surnames(run, borne):
        return True
    if len(run.parts) == 1 and run.parts[0] in borne and parsed.words[run.first].entity != "GPE":
        return False
    if _is_named_like_a_place(parsed, run):
        return False
    noun = len(run.parts) == 1 and (
        run.parts[0] in roles().body or bool(run.offices) and run.parts[0] in roles().body_name
    )
    return is_body_name(run.parts) or noun


def _joins_surnames(run: Run, borne: frozenset[str]) -> bool:
    """Say whether a hyphen joins the surnames of two persons of the report: "the Kolar-Birch meeting"."""
    halves = run.parts[0].split("-") if len(run.parts) == 1 else []
    return len(halves) == 2 and all(half in borne for half in halves)


def _add_from_headlines(headlines: Sequence[Run], body: Sequence[Run], groups: Groups) -> None:
    """Find full names that only a headline gives: a given name before a surname that the report uses and no full name explains."""
    lone = {
        run.parts[0]
        for run in body
        if len(run.parts) == 1 and all(groups.is_another(run, number) for number in groups.fitting(run))
    }
    found: dict[Parts, list[Run]] = {}
    for run in headlines:
        for at in range(len(run.parts) - 1):
            if run.parts[at] in given_names().gender and run.parts[at + 1] in lone:
                piece = Run(run.chunks[at : at + 2], (), "", ())
                found.setdefault(piece.parts, []).append(piece)
    for parts in sorted(found):
        groups.add(found[parts])


def _in_title_case(parsed: Parsed, run: Run) -> bool:
    """Say whether a run stands in a headline that gives capitals to all words, where a run may hold a name and more."""
    sentence = parsed.sentence_of(run.first)
    if parsed.report.blocks[sentence.block].kind not in ("headline", "crosshead", "teaser"):
        return False
    words = [
        word.text for word in parsed.words[sentence.first : sentence.last] if len(word.text) > 3 and word.text.isalpha()
    ]
    return len(words) > 3 and sum(word[0].isupper() for word in words) > 0.7 * len(words)


def _add_surnames(runs: Sequence[Run], groups: Groups, evidence: dict[Parts, float], companies: frozenset[str]) -> None:
    """Make persons of lone surnames that no full name of the report explains, and that are no companies' names."""
    titled = {run.parts for run in runs if run.offices or run.address}
    found: dict[tuple[Parts, Gender | None], list[Run]] = {}
    for run in runs:
        if len(core(run.parts)) != 1:
            continue
        fitting = groups.fitting(run)
        if not fitting:
            if run.parts not in titled and run.parts[0] in companies:
                continue
            if run.parts in titled or evidence[run.parts] >= _ENOUGH_ALONE:
                found.setdefault((run.parts, None), []).append(run)
        elif (run.address or run.offices) and all(groups.is_another(run, number) for number in fitting):
            found.setdefault((run.parts, titles().gender.get(run.address)), []).append(run)
    for key in sorted(found, key=lambda key: found[key][0].first):
        groups.add(found[key])


def _assign(parsed: Parsed, runs: Sequence[Run], groups: Groups) -> tuple[list[Mention], dict[int, list[Run]]]:
    """Say of every run whom it can name."""
    mentions: list[Mention] = []
    owned: dict[int, list[Run]] = {number: list(group) for number, group in enumerate(groups.members)}
    own = {(run.first, run.last): number for number, group in enumerate(groups.members) for run in group}
    for run in runs:
        for piece in groups.pieces(run) if _in_title_case(parsed, run) else [run]:
            mine = own.get((piece.first, piece.last))
            bare = len(core(piece.parts)) == 1 and not piece.address and not piece.offices
            fitting = groups.fitting(piece) if mine is None or bare else [mine]
            if fitting:
                mentions.append(
                    Mention(
                        piece.first,
                        piece.last,
                        tuple(fitting),
                        len(core(piece.parts)) > 1,
                        piece.address,
                        piece.offices,
                    )
                )
            if len(fitting) == 1 and mine is None:
                owned[fitting[0]].append(piece)
    return mentions, owned


def _person(parsed: Parsed, number: int, group: Sequence[Run], owned: Sequence[Run]) -> Person:
    given = given_names().gender
    fullest = max(
        _plain_names(group), key=lambda run: (len(core(run.parts)), run.parts[0] in given, len(run.name), -run.first)
    )
    offices = sorted(
        {(office, frozenset(run.before)) for run in owned for office in run.offices},
        key=lambda pair: (pair[0], sorted(pair[1])),
    )
    return Person(
        number,
        _shown(fullest),
        fullest.parts,
        (fullest.first, fullest.last),
        tell_gender(parsed, owned),
        tuple(offices),
    )


def _plain_names(group: Sequence[Run]) -> Sequence[Run]:
    """Leave out forms in which another word stands before the whole of another: "Miss Universe Ada Birch" beside "Ada Birch"."""
    forms = {run.parts for run in group}
    given = given_names().gender
    return [
        run
        for run in group
        if run.parts[0] in given or run.parts[1:2] == () or run.parts[1] not in given or run.parts[1:] not in forms
    ] or group


def _shown(run: Run) -> str:
    """Write a name that the report sets in capitals as names are written."""
    return run.name.title() if run.name.isupper() and len(run.name) > 3 else run.name


def surname_text(person: Person) -> str:
    """Give the surname of a person as the report writes it."""
    length = len(surname(person.parts))
    words = person.name.split()
    end = len(words) - (1 if suffix_of(person.parts) else 0)
    return " ".join(words[end - length : end]) if length < len(words) else person.name
