"""One speaker across reports: "Obama" here and "Barack Obama" there are one when the pile has one full name that fits."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache

from msgspec.structs import replace
from rapidfuzz.distance import DamerauLevenshtein

from onrecord.model import Attribution, Report, Resolution, Speaker
from onrecord.speakers.answers import Kind, join, kind_of, split_joined
from onrecord.speakers.bodies import abbreviates
from onrecord.speakers.names import (
    Parts,
    core,
    is_initial,
    is_short_for,
    parts_of,
    plain,
    same_person,
    suffix_of,
    surname,
)
from onrecord.speakers.vocabulary import aliases, fold, given_names, roles

# Words of two spellings of one foreign name may differ by one letter when they are at least this long: Sergei, Sergey.
_LONG_ENOUGH_TO_DIFFER = 5
_LEGAL_FORMS = frozenset(
    {"inc", "corp", "corporation", "co", "ltd", "limited", "llc", "plc", "group", "gmbh", "ag", "sa"}
)
# Two words with capitals, one after the other; they overlap, so that "President Ada Birch" gives "Ada Birch" too.
_TWO_WORDS = re.compile(r"\b(?=([A-Z][\w'’-]{1,20}) (?:[A-Z]\. )?([A-Z][\w'’-]{1,30}))")


def unite_speakers(
    attributions: Sequence[Attribution], reports: Sequence[Report]
) -> tuple[tuple[Speaker, ...], tuple[Attribution, ...]]:
    """Give one name to each speaker of a pile. Returns the speakers, by name, and the attributions in their order."""
    kinds = _kinds(attributions)
    canonical = _canonical(kinds, Counter(_single_names(attributions)), reports)
    united = tuple(replace(one, speaker=_renamed(one.speaker, canonical)) for one in attributions)
    forms: dict[str, set[str]] = {}
    for name, chosen in canonical.items():
        forms.setdefault(chosen, set()).add(name)
    speakers = tuple(
        Speaker(_identity(name), name, _kind(forms[name], kinds), tuple(sorted(forms[name] - {name})))
        for name in sorted(forms)
    )
    return speakers, united


def _single_names(attributions: Sequence[Attribution]) -> list[str]:
    return [name for one in attributions if one.speaker.name for name in split_joined(one.speaker)]


def _kinds(attributions: Sequence[Attribution]) -> dict[str, Kind]:
    """Say of each name what it names: by the rules that gave it, by the alias list, by its last word."""
    votes: dict[str, Counter[Kind]] = {}
    for one in attributions:
        for name in split_joined(one.speaker) if one.speaker.name else ():
            votes.setdefault(name, Counter())[kind_of(one.speaker)] += 1
    kinds = {name: _kind_by_name(name, votes[name]) for name in sorted(votes)}
    companies = {_plain_body(name) for name in kinds if _has_legal_form(name)}
    return {name: "organization" if _plain_body(name) in companies else kind for name, kind in kinds.items()}


def _kind_by_name(name: str, votes: Counter[Kind]) -> Kind:
    form = fold(name).removeprefix("the ")
    known = aliases()
    listed = known.kind.get(fold(known.body.get(form, known.seat.get(form, ""))))
    if listed:
        return listed
    if votes["person"] and votes["person"] >= votes["organization"]:
        return "person"
    last = form.split()[-1]
    if last in roles().document:
        return "document"
    if form in known.seat or last in ("government", "administration", "police", "ministry", "parliament"):
        return "government"
    if votes["organization"] or last in roles().body_name:
        return "organization"
    return "person" if form.split()[0] in given_names().gender and len(form.split()) > 1 else "unknown"


def _canonical(kinds: dict[str, Kind], counts: Counter[str], reports: Sequence[Report]) -> dict[str, str]:
    """Choose for each name the one it goes under in the record."""
    canonical = {name: name for name in kinds}
    persons = [name for name in kinds if kinds[name] == "person"]
    for group in _group_persons(persons, reports):
        chosen = max(group, key=lambda name: (len(parts_of(name)) > 1, counts[name], len(name), name))
        canonical |= dict.fromkeys(group, chosen)
    for name in kinds:
        if kinds[name] != "person":
            canonical[name] = _body_name(name, [other for other in kinds if kinds[other] != "person"], counts)
    return canonical


def _group_persons(names: Sequence[str], reports: Sequence[Report]) -> list[list[str]]:
    """Put the names of one person together; a surname alone joins only when the whole pile knows one person who bears it."""
    groups: list[list[str]] = []
    by_word: dict[
        str, list[int]
    ] = {}  # two names of one person have at least one word in common; only such are compared
    bearers = _bearers(reports)
    for name in sorted(names, key=lambda name: (-len(parts_of(name)), name)):
        parts = _spelled(name)
        words = sorted({plain(word) for word in parts})
        near = sorted({at for word in words for at in by_word.get(word, ())})
        if len(core(parts)) == 1:
            fitting = [at for at in near if any(is_short_for(parts, _spelled(other)) for other in groups[at])]
            if len(fitting) == 1 and _has_namesake(parts[0], groups[fitting[0]], bearers):
                fitting = []
        else:
            fitting = [
                at
                for at in near
                if all(_one_person(parts, _spelled(other)) for other in groups[at] if len(_spelled(other)) > 1)
            ]
        if len(fitting) != 1:
            fitting = [len(groups)]
            groups.append([])
        groups[fitting[0]].append(name)
        for word in words:
            by_word.setdefault(word, []).append(fitting[0])
    return groups


@lru_cache(maxsize=100_000)
def _spelled(name: str) -> Parts:
    """The words of a name with hyphens opened, but for small articles: "Kim Jong-un" is spelled as "Kim Jong Un"."""
    return tuple(
        word for part in parts_of(name) for word in (plain(part).split("-") if not is_initial(part) else [part])
    )


def _one_person(one: Parts, other: Parts) -> bool:
    """Say whether two full names are one person's, spelled alike or in another way of writing the same sounds."""
    if same_person(one, other) or sorted(one) == sorted(other):
        return True
    return (
        len(one) == len(other)
        and suffix_of(one) == suffix_of(other)
        and surname(one)[-1][:1] == surname(other)[-1][:1]
        and all(_alike(a, b) for a, b in zip(one, other, strict=True))
        and sum(a != b for a, b in zip(one, other, strict=True)) == 1
        and not any(
            word in given_names().gender
            and given_names().gender.get(mate, given_names().gender[word]) != given_names().gender[word]
            for word, mate in zip(one, other, strict=True)
        )
    )


def _alike(one: str, other: str) -> bool:
    if one == other:
        return True
    long_enough = min(len(one), len(other)) >= _LONG_ENOUGH_TO_DIFFER and one[0] == other[0]
    return long_enough and DamerauLevenshtein.distance(one, other, score_cutoff=1) == 1


def _bearers(reports: Sequence[Report]) -> dict[str, set[str]]:
    """List for each surname the given names that the reports of the pile put before it, be it of people who say nothing."""
    found: dict[str, set[str]] = {}
    for report in reports:
        for match in _TWO_WORDS.finditer(report.text):
            given = fold(match[1])
            if given in given_names().gender:
                found.setdefault(plain(fold(match[2]).removesuffix("'s")), set()).add(given)
    return found


def _has_namesake(last: str, group: Sequence[str], bearers: dict[str, set[str]]) -> bool:
    """Say whether the pile gives this surname to a person other than the one of this group."""
    full = [_spelled(name) for name in group if len(_spelled(name)) > 1]
    return any(not same_person((given, last), parts) for given in bearers.get(plain(last), ()) for parts in full)


def _body_name(name: str, names: Sequence[str], counts: Counter[str]) -> str:
    """The name a body goes under: the alias list's, the full name of an abbreviation, or the way of writing it in most use."""
    form = fold(name).removeprefix("the ")
    if form in aliases().body or form in aliases().seat:
        return aliases().body.get(form) or aliases().seat[form]
    full = [other for other in names if abbreviates(form, fold(other).removeprefix("the "))]
    if len({_plain_body(other) for other in full}) == 1:
        return _body_name(full[0], [other for other in names if other != name], counts)
    same = [other for other in names if _plain_body(other) == _plain_body(name)]
    return max(same, key=lambda other: (counts[other], other))


def _has_legal_form(name: str) -> bool:
    """Say whether a name ends as only companies' do: "Halden Steel Inc." makes "Halden Steel" a company in every report."""
    words = fold(name).replace(",", " ").split()
    return len(words) > 2 and words[0] not in given_names().gender and words[-1].rstrip(".") in _LEGAL_FORMS


@lru_cache(maxsize=100_000)
def _plain_body(name: str) -> str:
    """Leave out what is no part of a body's name in speech: "the", hyphens, "Inc." and the like."""
    words = fold(name).removeprefix("the ").replace("-", " ").replace(",", " ").split()
    while len(words) > 1 and words[-1].rstrip(".") in _LEGAL_FORMS:
        words.pop()
    return " ".join(words)


def _renamed(speaker: Resolution, canonical: dict[str, str]) -> Resolution:
    """Put the pile's name in place of the report's, and say so; candidates too."""
    candidates = tuple(dict.fromkeys(canonical.get(name, name) for name in speaker.candidates))
    if speaker.name is None:
        return replace(speaker, candidates=candidates)
    names = split_joined(speaker)
    chosen = join([canonical[name] for name in names])
    changed = [f"{name} is {canonical[name]} in this pile" for name in names if canonical[name] != name]
    basis = "; ".join([speaker.basis, *changed])
    return replace(speaker, name=chosen, basis=basis, candidates=candidates)


def _kind(forms: set[str], kinds: dict[str, Kind]) -> Kind:
    ranked = Counter(kinds[form] for form in sorted(forms)).most_common()
    return next((kind for kind, _ in ranked if kind != "unknown"), "unknown")


def _identity(name: str) -> str:
    return hashlib.blake2b(fold(name).encode(), digest_size=8).hexdigest()
