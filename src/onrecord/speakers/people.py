"""The persons whom one report names: which names are persons, and which names are one person."""
from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Iterator, Sequence

from msgspec import Struct
from rapidfuzz.distance import DamerauLevenshtein

from onrecord.language import Parsed
from onrecord.speakers.gender import tell_gender
from onrecord.speakers.names import Parts, core, is_initial, is_inside, is_short_for, plain, same_person, suffix_of, surname
from onrecord.speakers.runs import Run, find_runs
from onrecord.speakers.vocabulary import Gender, aliases, fold, given_names, roles, titles

# spaCy's labels that speak against a person, and how strongly; on two-word names its PERSON is right far more often than not.
_NOT_PERSON = frozenset({"ORG", "GPE", "LOC", "FAC", "NORP", "EVENT", "LAW", "PRODUCT", "WORK_OF_ART", "DATE", "LANGUAGE"})
_SPEAKING = frozenset({"say", "tell", "add", "ask", "write", "argue", "explain", "reply", "note", "warn", "insist", "tweet"})
# A surname with one letter wrong is taken for the full name's only when it is at least this long: "Wines" is not "Wimes".
_LONG_ENOUGH_TO_MISSPELL = 7


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
    """All persons of a report and every place where it names one, in order. `at` gives the mention at a word."""

    persons: tuple[Person, ...]
    mentions: tuple[Mention, ...]
    at: dict[int, Mention]


def find_people(parsed: Parsed) -> People:
    """Find the persons of a report from the names that it gives them."""
    first_look = [run for run in find_runs(parsed) if not is_body_name(run.parts) and not _in_title_case(parsed, run)]
    surnames = frozenset(surname(run.parts)[-1] for run in first_look)
    borne = frozenset(surname(run.parts)[-1] for run in first_look if len(core(run.parts)) > 1)
    runs = [run for run in find_runs(parsed, surnames) if not _names_body(parsed, run, borne)]
    plain_runs = [run for run in runs if not _in_title_case(parsed, run)]
    evidence = _weigh(parsed, plain_runs)
    groups = _group([run for run in plain_runs if len(core(run.parts)) > 1 and evidence[run.parts] >= 1])
    groups += _named_in_headline([run for run in runs if _in_title_case(parsed, run)], plain_runs, groups)
    groups += _group_surnames(plain_runs, groups, evidence)
    mentions, owned = _assign(parsed, runs, groups)
    persons = tuple(_person(parsed, number, group, owned[number]) for number, group in enumerate(groups))
    return People(persons, tuple(mentions), {word: mention for mention in mentions for word in range(mention.first, mention.last)})


def is_body_name(parts: Parts) -> bool:
    """Say whether a name is one of a body or a place by the word lists."""
    known = aliases()
    name = " ".join(parts)
    return name in known.body or name in known.seat or name in known.adjective \
        or (len(parts) > 1 and parts[-1] in roles().body_name) or parts[0] == "the"


def _names_body(parsed: Parsed, run: Run, borne: frozenset[str]) -> bool:
    """The same of a run: what a title leaves of "Justice Department" is no surname, but a country's name may be a person's ("Jordan")."""
    if len(run.parts) == 1 and run.parts[0] in borne and parsed.words[run.first].entity != "GPE":
        return False
    return is_body_name(run.parts) or (bool(run.offices) and len(run.parts) == 1 and run.parts[0] in roles().body_name)


def _named_in_headline(headlines: Sequence[Run], body: Sequence[Run], groups: Sequence[Sequence[Run]]) -> list[list[Run]]:
    """Find full names that only a headline gives: a given name before a surname that the report uses and no full name explains."""
    lone = {run.parts[0] for run in body if len(run.parts) == 1 and not _fitting(run, groups)}
    found: dict[Parts, list[Run]] = {}
    for run in headlines:
        for at in range(len(run.parts) - 1):
            if run.parts[at] in given_names().gender and run.parts[at + 1] in lone:
                piece = Run(run.chunks[at : at + 2], (), "", ())
                found.setdefault(piece.parts, []).append(piece)
    return [found[parts] for parts in sorted(found)]


def _in_title_case(parsed: Parsed, run: Run) -> bool:
    """Say whether a run stands in a headline that gives capitals to all words, where a run may hold a name and more."""
    sentence = parsed.sentence_of(run.first)
    if parsed.report.blocks[sentence.block].kind not in ("headline", "crosshead", "teaser"):
        return False
    words = [word.text for word in parsed.words[sentence.first : sentence.last] if len(word.text) > 3 and word.text.isalpha()]
    return len(words) > 3 and sum(word[0].isupper() for word in words) > 0.7 * len(words)


def _weigh(parsed: Parsed, runs: Sequence[Run]) -> dict[Parts, float]:
    """Weigh for each form of name whether it is a person's: titles and given names count most, then spaCy's label and the place."""
    labels: dict[Parts, Counter[str]] = {}
    weight: dict[Parts, float] = {}
    for run in runs:
        labels.setdefault(run.parts, Counter())[parsed.words[run.last - 1].entity] += 1
        weight[run.parts] = max(weight.get(run.parts, 0.0), _place(parsed, run))
    for parts, counted in labels.items():
        against = sum(count for label, count in counted.items() if label in _NOT_PERSON)
        weight[parts] += 1.5 if counted["PERSON"] > against else -1.5 if against > counted["PERSON"] else 0
        if len(parts) > 1 and (parts[0] in given_names().gender or is_initial(parts[0])):
            weight[parts] += 2 if parts[0] in given_names().also_places else 2.5
    for run in runs:
        if _has_abbreviation(run):
            weight[run.parts] = 0.0
    return weight


def _has_abbreviation(run: Run) -> bool:
    """Say whether a name begins with an abbreviation in capitals, as bodies' names do: "CNN Turk"."""
    first, *rest = [chunk.text for chunk in run.chunks]
    return len(first) > 2 and first.isupper() and first.isalpha() and any(not word.isupper() for word in rest)


def _place(parsed: Parsed, run: Run) -> float:
    """What the place of one mention says: a title before it, a verb of speech or an age after it."""
    word = parsed.words[run.last - 1]
    head = parsed.words[word.head]
    spoke = word.role == "nsubj" and head.lemma in _SPEAKING
    following = [after.text for after in parsed.words[run.last : run.last + 3]]
    aged = len(following) == 3 and following[0] == "," and following[1].isdigit() and following[2] == ","
    return 2.0 * bool(run.offices or run.address) + 0.5 * spoke + 1.0 * aged + 1.5 * _is_described(parsed, run)


def _is_described(parsed: Parsed, run: Run) -> bool:
    """Say whether a word for a person follows a full name: "Ada Birch, a retired teacher,"."""
    after = parsed.words[run.last : run.last + 7]
    if len(run.chunks) < 2 or len(after) < 3 or after[0].text != "," or after[1].text.lower() not in ("a", "an", "the"):
        return False
    nouns = itertools.takewhile(lambda word: word.text not in (",", "of", "for", "at"), after[1:])
    return any(fold(word.lemma) in roles().person for word in nouns)


def _group(full: Sequence[Run]) -> list[list[Run]]:
    """Put the full names that can be one person's together, longest first, so that "Suu Kyi" finds "Aung San Suu Kyi"."""
    forms: dict[Parts, list[Run]] = {}
    for run in full:
        forms.setdefault(run.parts, []).append(run)
    groups: list[list[Run]] = []
    for parts in sorted(forms, key=lambda parts: (-len(parts), parts)):
        fitting = [group for group in groups if _joins(parts, group[0].parts)]
        if len(fitting) == 1:
            fitting[0].extend(forms[parts])
        else:
            groups.append(forms[parts])
    return sorted(groups, key=lambda group: min(run.first for run in group))


def _joins(parts: Parts, full: Parts) -> bool:
    if same_person(parts, full):
        return True
    inner = is_short_for(parts, full) or (is_inside(parts, full) and full[: len(parts)] != parts)
    return inner and parts[0] not in given_names().gender and not suffix_of(full)


def _group_surnames(runs: Sequence[Run], groups: Sequence[Sequence[Run]], evidence: dict[Parts, float]) -> list[list[Run]]:
    """Make persons of lone surnames that no full name of the report explains."""
    found: dict[tuple[Parts, Gender | None], list[Run]] = {}
    for run in runs:
        if len(core(run.parts)) != 1:
            continue
        fitting = _fitting(run, groups)
        if not fitting:
            titled = any(other.parts == run.parts and (other.offices or other.address) for other in runs)
            if (titled or evidence[run.parts] >= 1.5) and not _misspells(run, groups):
                found.setdefault((run.parts, None), []).append(run)
        elif (run.address or run.offices) and all(_another(run, groups[number]) for number in fitting):
            found.setdefault((run.parts, titles().gender.get(run.address)), []).append(run)
    return [found[key] for key in sorted(found, key=lambda key: found[key][0].first)]


def _another(run: Run, group: Sequence[Run]) -> bool:
    """Say whether a titled surname cannot be this person: "Mr. Kolar" beside Irena Kolar, "President Kolar" beside First Lady Irena Kolar."""
    wanted = titles().gender.get(run.address)
    given = given_names().gender.get(group[0].parts[0])
    if wanted and given:
        return wanted != given
    held = {office for member in group for office in member.offices}
    return bool(run.offices and held) and not held & set(run.offices) and "first lady" in held


def _misspells(run: Run, groups: Sequence[Sequence[Run]]) -> list[int]:
    """Which person's surname this is with one letter wrong."""
    word = run.parts[0]
    if len(word) < _LONG_ENOUGH_TO_MISSPELL:
        return []
    return [number for number, group in enumerate(groups) if len(core(group[0].parts)) > 1 and surname(group[0].parts)[-1][0] == word[0]
            and DamerauLevenshtein.distance(surname(group[0].parts)[-1], word, score_cutoff=1) == 1]


def _fitting(run: Run, groups: Sequence[Sequence[Run]]) -> list[int]:
    """Which persons a form of name fits: the same name, else a surname, else words from within, else one letter wrong."""
    parts = run.parts
    same = [number for number, group in enumerate(groups) if run in group or any(member.parts == parts for member in group if len(parts) > 1)]
    if same:
        return same
    whole = [[member.parts for member in group if len(core(member.parts)) > 1] for group in groups]
    ends = [number for number, fulls in enumerate(whole) if any(is_short_for(parts, full) for full in fulls)]
    lone = [number for number, group in enumerate(groups) if len(parts) == 1 and group[0].parts == parts]
    if ends or lone:
        return ends + lone
    inner = [number for number, fulls in enumerate(whole) if any(is_inside(parts, full) for full in fulls)]
    if inner and not is_initial(parts[0]) and not (parts[0] in given_names().gender and (run.address or run.offices)):
        return inner
    return _misspells(run, groups) if len(parts) == 1 else []


def _assign(parsed: Parsed, runs: Sequence[Run], groups: Sequence[Sequence[Run]]) -> tuple[list[Mention], dict[int, list[Run]]]:
    """Say of every run whom it can name."""
    fits: dict[Parts, list[int]] = {}
    mentions: list[Mention] = []
    owned: dict[int, list[Run]] = {number: list(group) for number, group in enumerate(groups)}
    own = {(run.first, run.last): number for number, group in enumerate(groups) for run in group}
    for run in runs:
        for piece in _pieces(run, groups) if _in_title_case(parsed, run) else [run]:
            if piece.parts not in fits:
                fits[piece.parts] = _fitting(piece, groups)
            mine = own.get((piece.first, piece.last))
            fitting = fits[piece.parts] if mine is None or len(core(piece.parts)) == 1 and not piece.address and not piece.offices else [mine]
            if fitting:
                mentions.append(Mention(piece.first, piece.last, tuple(fitting), len(core(piece.parts)) > 1, piece.address, piece.offices))
            if len(fitting) == 1 and mine is None:
                owned[fitting[0]].append(piece)
    return mentions, owned


def _pieces(run: Run, groups: Sequence[Sequence[Run]]) -> Iterator[Run]:
    """Cut the known names out of a run in a headline: "Kolar Seeks Help" holds Kolar."""
    full = {member.parts for group in groups for member in group}
    short = {(plain(surname(parts)[-1]),) for parts in full}
    at = 0
    while at < len(run.chunks):
        ends = [end for end in range(len(run.chunks), at, -1)
                if run.parts[at:end] in full or (end == at + 1 and run.parts[at:end] in short)]
        if ends and not (ends[0] < len(run.chunks) and run.parts[ends[0]] in roles().body_name):
            yield Run(run.chunks[at : ends[0]], (), "", ())
        at = ends[0] if ends else at + 1


def _person(parsed: Parsed, number: int, group: Sequence[Run], owned: Sequence[Run]) -> Person:
    fullest = max(group, key=lambda run: (len(core(run.parts)), len(run.name), -run.first))
    offices = sorted({(office, frozenset(run.before)) for run in owned for office in run.offices},
                     key=lambda pair: (pair[0], sorted(pair[1])))
    return Person(number, _shown(fullest), fullest.parts, (fullest.first, fullest.last), tell_gender(parsed, owned), tuple(offices))


def _shown(run: Run) -> str:
    """Write a name that the report sets in capitals as names are written."""
    return run.name.title() if run.name.isupper() and len(run.name) > 3 else run.name


def surname_text(person: Person) -> str:
    """Give the surname of a person as the report writes it."""
    length = len(surname(person.parts))
    words = person.name.split()
    end = len(words) - (1 if suffix_of(person.parts) else 0)
    return " ".join(words[end - length : end]) if length < len(words) else person.name
