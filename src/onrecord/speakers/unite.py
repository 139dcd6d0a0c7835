"""One speaker across the reports of a story: "Abe" here, "Shinzo Abe" there, "the Japanese prime minister" in a third.

Names are united within a story only, for another story's Kolar may be another Kolar. Across stories speakers are one when their
full names are.
"""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from msgspec import Struct
from msgspec.structs import replace

from onrecord.language import Parsed
from onrecord.model import Attribution, Limit, Report, Resolution, Speaker, Story, siglum, words_at
from onrecord.speakers.answers import BODY, FULL_NAME, IN_OFFICE, SO_CALLED, UNNAMED, Kind, either, join, split_joined
from onrecord.speakers.casts import LONGEST_LIST, find_cast
from onrecord.speakers.naming import Known, Names
from onrecord.speakers.organizations import plain_body
from onrecord.speakers.persons import CROWD
from onrecord.speakers.spokesmen import SPOKES
from onrecord.speakers.titled import describe
from onrecord.speakers.vocabulary import fold

# Where no stories are given, so many reports still are one: who hands over a few reports means one happening; more may be anything.
SMALL_PILE = 20
# How far to trust a description that another report's title answers. Of the news cluster's, see evaluation/speakers_across.py.
OF_THAT_OFFICE = 0.75
# And one that says neither of what country nor of what body: "the director", who is named in the same report.
CALLED_SO = 0.6


class United(NamedTuple):
    """The speakers of a pile by name, its attributions in their order with those names, and what was left out."""

    speakers: tuple[Speaker, ...]
    attributions: tuple[Attribution, ...]
    limits: tuple[Limit, ...]


class _Use(Struct, frozen=True):
    """One name in use: as the report has it, as the story has it, what it names, and which story it is."""

    form: str
    known: str
    kind: Kind
    story: str


def unite_speakers(
    attributions: Sequence[Attribution],
    reports: Sequence[Report],
    parsed: Sequence[Parsed] = (),
    stories: Sequence[Story] = (),
) -> United:
    """Give one name to each speaker of a story.

    A report of no story stands alone. Where no stories are given at all, a pile of at most `SMALL_PILE` reports is one story
    and in a larger one every report stands alone. Without `parsed` only the names of those who speak are known.
    """
    words = {one.report.id: one for one in parsed}
    sigla = {report.id: siglum(place) for place, report in enumerate(reports)}
    told: dict[str, list[Attribution]] = defaultdict(list)
    for one in attributions:
        told[one.report].append(one)
    uses: list[_Use] = []
    links: dict[str, str] = {}
    united: dict[tuple[str, str], Attribution] = {}
    crowds: dict[str, int] = {}
    lists: list[int] = []
    for members in _stories(reports, stories):
        said = [one for report in members for one in told[report.id]]
        casts = [find_cast(words[report.id]) for report in members if report.id in words]
        names = Names(said, casts, members)
        story = _Story(names, words, sigla, min(report.id for report in members))
        for one in said:
            united[one.report, one.id] = story.unite(one)
        uses += story.uses
        links |= names.principals()
        lists += [cast.listed for cast in casts if cast.listed]
        crowds |= {word: max(number, crowds.get(word, 0)) for word, number in names.limits().items()}
    spellings = _spellings(uses)
    respelled = tuple(_respelled(united[one.report, one.id], spellings) for one in attributions)
    return United(_speakers(uses, spellings, links), respelled, tuple(_limits(crowds, lists)))


def _limits(crowds: Mapping[str, int], lists: Sequence[int]) -> Iterator[Limit]:
    """Tell what was left out to keep the work in bounds."""
    if crowds:
        most = max(sorted(crowds), key=lambda word: crowds[word])
        names = f"{len(crowds):,} names are" if len(crowds) > 1 else "1 name is"
        yield Limit(
            "speakers",
            f"{names} borne, alike or nearly so, by more than {CROWD} persons of one story (“{most}” by {crowds[most]:,}): "
            f"nobody was looked up by such a name alone, and its bearers were not compared for other ways of writing one name.",
        )
    if lists:
        reports = f"{len(lists):,} reports name" if len(lists) > 1 else "1 report names"
        yield Limit(
            "speakers",
            f"{reports} more than {LONGEST_LIST} persons (up to {max(lists):,}): what such a list says of them was not used "
            f"for the speakers of other reports.",
        )


def _stories(reports: Sequence[Report], stories: Sequence[Story]) -> Iterator[list[Report]]:
    """Give the reports of each story together; a report of several stories goes with the first."""
    if not stories and len(reports) <= SMALL_PILE:
        yield from [list(reports)] if reports else []
        return
    by_id = {report.id: report for report in reports}
    for story in stories:
        members = [by_id.pop(one) for one in story.reports if one in by_id]
        yield from [members] if members else []
    yield from ([report] for report in by_id.values())


class _Story:
    """One story whose speakers are being united; `uses` collects what each name came to."""

    def __init__(self, names: Names, words: Mapping[str, Parsed], sigla: Mapping[str, str], identity: str) -> None:
        self.names, self.words, self.sigla, self.identity = names, words, sigla, identity
        self.uses: list[_Use] = []

    def unite(self, attribution: Attribution) -> Attribution:
        """Put the story's name in place of the report's, and say so; answer a description that another report's title answers."""
        speaker = attribution.speaker
        if not speaker.name:
            speaker = self._written_otherwise(attribution) or self._described(attribution) or speaker
            return replace(attribution, speaker=self._with_candidates(speaker, attribution.report))
        forms = split_joined(speaker)
        known = [self.names.of(form, attribution.report) for form in forms]
        for form, one in zip(forms, known, strict=True):
            self._use(form, one.name, self.names.kinds[form])
        changed = [self._because(form, one) for form, one in zip(forms, known, strict=True) if form != one.name]
        named_at = known[0].named_at if len(known) == 1 and changed and known[0].named_at else speaker.named_at
        basis = "; ".join([speaker.basis, *changed])
        speaker = replace(speaker, name=join([one.name for one in known]), basis=basis, named_at=named_at)
        return replace(attribution, speaker=self._with_candidates(speaker, attribution.report))

    def _use(self, form: str, name: str, kind: Kind) -> None:
        self.uses.append(_Use(form, name, kind, self.identity))

    def _because(self, form: str, known: Known) -> str:
        if known.report is None:
            return f"{form} is {known.name} by the list of names"
        return f"{form} is {known.name}, as report {self.sigla[known.report]} has it"

    def _with_candidates(self, speaker: Resolution, report: str) -> Resolution:
        names = [self.names.of(name, report, self.names.kinds.get(name, "person")).name for name in speaker.candidates]
        return replace(speaker, candidates=tuple(dict.fromkeys(names)))

    def _written_otherwise(self, attribution: Attribution) -> Resolution | None:
        """Answer "the Halden harbour agency" where another report writes that with capitals, as a name."""
        words = self.words.get(attribution.report)
        if words is None or not attribution.source or not attribution.speaker.basis.startswith(UNNAMED):
            return None
        phrase = words_at(attribution.source, words.report).rstrip(",;:. ")
        found = self.names.written_otherwise(phrase, attribution.report)
        if found is None or found[0].report is None:
            return None
        known, kind = found
        self._use(known.name, known.name, kind)
        rule = FULL_NAME if kind == "person" else BODY
        basis = f"{rule}{known.name}, as report {self.sigla[known.report or attribution.report]} has it, for “{phrase}”"
        return Resolution(known.name, basis, OF_THAT_OFFICE, (), known.named_at)

    def _described(self, attribution: Attribution) -> Resolution | None:
        """Answer "the Japanese prime minister" where the story's reports call one person so; list those whom it may be."""
        words = self.words.get(attribution.report)
        if words is None or not attribution.source or not attribution.speaker.basis.startswith(UNNAMED):
            return None
        asked = describe(words, attribution.source)
        bearers = self.names.bearers(asked) if asked else []
        if asked is None or not bearers:
            return None
        known, report = bearers[0]
        another = (not asked.owned or asked.noun in SPOKES) and self.names.brings_in(attribution.report, asked.noun)
        safe = asked.definite and not another
        if len(bearers) == 1 and safe and (asked.owned or self.names.knows(attribution.report, known.name)):
            self._use(known.name, known.name, "person")
            why = f"{IN_OFFICE} by" if asked.owned else SO_CALLED
            basis = f"“{asked.text}”: {known.name}, {why} report {self.sigla[report]}"
            return Resolution(known.name, basis, OF_THAT_OFFICE if asked.owned else CALLED_SO, (), known.named_at)
        persons = tuple(sorted(known.name for known, _ in bearers))
        by = join(sorted({self.sigla[report] for _, report in bearers}, key=lambda one: (len(one), one)))
        basis = f"{attribution.speaker.basis}; by report {by} that may be {either(persons)}"
        return replace(attribution.speaker, basis=basis, candidates=persons)


def _spellings(uses: Sequence[_Use]) -> dict[str, str]:
    """Choose for each body of several stories one way of writing its name: the one in most of them."""
    ways: dict[str, Counter[str]] = defaultdict(Counter)
    for name, _ in sorted({(use.known, use.story) for use in uses if use.kind != "person"}):
        ways[plain_body(name)][name] += 1
    return {
        name: max(found, key=lambda one: (found[one], one))
        for found in ways.values()
        if len(found) > 1
        for name in found
    }


def _respelled(attribution: Attribution, spellings: Mapping[str, str]) -> Attribution:
    speaker = attribution.speaker
    if not speaker.name or not any(name in spellings for name in split_joined(speaker)):
        return attribution
    name = join([spellings.get(one, one) for one in split_joined(speaker)])
    return replace(attribution, speaker=replace(speaker, name=name))


def _speakers(uses: Sequence[_Use], spellings: Mapping[str, str], links: Mapping[str, str]) -> tuple[Speaker, ...]:
    """List the speakers. A surname that stands alone in several stories is one speaker in each: nothing says they are one."""
    forms: dict[str, dict[str, list[_Use]]] = defaultdict(lambda: defaultdict(list))
    for use in uses:
        name = spellings.get(use.known, use.known) if use.kind != "person" else use.known
        alone = use.kind == "person" and " " not in name
        forms[name][use.story if alone else ""].append(use)
    found = []
    for name in sorted(forms):
        for story in sorted(forms[name]):
            mine = forms[name][story]
            identity = _identity(name, story if len(forms[name]) > 1 else "")
            others = {form for use in mine for form in (use.form, use.known)} - {name}
            found.append(Speaker(identity, name, _kind(mine), tuple(sorted(others)), links.get(name)))
    return tuple(found)


def _kind(uses: Sequence[_Use]) -> Kind:
    ranked = Counter(use.kind for use in sorted(uses, key=lambda use: use.form)).most_common()
    return next((kind for kind, _ in ranked if kind != "unknown"), "unknown")


def _identity(name: str, story: str) -> str:
    return hashlib.blake2b(f"{fold(name)}{story}".encode(), digest_size=8).hexdigest()
