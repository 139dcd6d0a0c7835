"""From attributions to statements: match, put together, choose the base, collate, draw the speaker."""

from __future__ import annotations

import hashlib
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from msgspec import structs

from onrecord.language import Parsed
from onrecord.model import Attribution, Column, Family, Limit, Report, Span, Statement, Story, Witness, in_order, siglum
from onrecord.rarity import Rarity
from onrecord.reuse import count_independent
from onrecord.statements.collate import Wordings, collate, read_words
from onrecord.statements.drafts import Draft, beyond_captions, draft_witnesses, told, without_context
from onrecord.statements.evidence import Reading, first_printed, tell_edges
from onrecord.statements.grouping import gather
from onrecord.statements.relays import tell_relays
from onrecord.statements.speaker import draw_speaker
from onrecord.statements.units import ReportWords, Vocabulary, cut_units
from onrecord.statements.unmarked import find_unmarked
from onrecord.statements.when import draw_date

# A reading of at least this share of the fullest one's words may be the base (tried 0.8 to 1).
NEARLY_FULL = 0.9

# The base is chosen by the agreement of so many different wordings at most: those that most reports print.
MOST_VOTING = 100


class Grouped(NamedTuple):
    """The statements of a pile, and what was left out to keep the search in bounds."""

    statements: tuple[Statement, ...]
    limits: tuple[Limit, ...]


class _Pile(NamedTuple):
    """What all statements are drawn from. `rank` sorts reports whatever they are called; `place` follows their sigla."""

    words: Mapping[str, ReportWords]
    rank: Mapping[str, int]
    number: Mapping[str, int]
    sigla: Mapping[str, str]
    rarity: Rarity
    parsed: Mapping[str, Parsed]
    attributions: Mapping[str, Attribution]
    families: Sequence[Family]

    def place(self, witness: Witness) -> tuple[int, Span]:
        """Sort witnesses by report, in the order of the sigla, then by where they stand."""
        return self.number[witness.report], witness.spans[0]

    def read(self, witness: Witness) -> Reading:
        """Give a witness its words."""
        report = self.words[witness.report].report
        return Reading(witness, read_words(report, witness.spans), self.sigla[report.id], report)


def group_statements(
    reports: Sequence[Report],
    parsed: Sequence[Parsed],
    attributions: Sequence[Attribution],
    families: Sequence[Family],
    stories: Sequence[Story] = (),
) -> Grouped:
    """Put the attributions of all reports together into statements, numbered in the order in which they first appear.

    `reports` stand in the order of their sigla. Every attribution of speech is in at least one statement, save those that
    stand inside another's content or only in a caption; attitudes are only when words of them are quoted. Words that one source relays from
    another (the mayor said “…”, an agency reported) are the statement of the one who spoke them. Reports of two `stories` share a
    statement only by a long run of rare words.
    """
    attributions, relays = tell_relays(attributions)
    words = [ReportWords(report) for report in in_rank(reports)]
    vocabulary = Vocabulary(words)
    pile = _Pile(
        {one.report.id: one for one in words},
        {one.report.id: number for number, one in enumerate(words)},
        {report.id: number for number, report in enumerate(in_order(reports))},
        {report.id: siglum(number) for number, report in enumerate(reports)},
        vocabulary.rarity,
        {one.report.id: one for one in parsed},
        {a.id: a for a in (*attributions, *relays)},
        families,
    )
    units = cut_units(words, attributions, vocabulary, stories)
    gathered = gather(units, [one.report for one in words], vocabulary)
    drafts = [draft for group in gathered.groups if (draft := draft_witnesses(group))]
    by_id = {one.report.id: one.report for one in words}
    drafts = without_context(drafts, by_id, pile.attributions) + [[told(relay)] for relay in relays]
    unmarked = find_unmarked(drafts, words, attributions, units, vocabulary, stories)
    found = [_statement(draft, pile) for draft in beyond_captions(unmarked.drafts, reports)]
    found.sort(key=lambda statement: (pile.place(statement.witnesses[0]), statement.id))
    numbered = (structs.replace(statement, number=number) for number, statement in enumerate(found, start=1))
    return Grouped(tuple(numbered), (*gathered.limits, *unmarked.limits))


def in_rank(reports: Sequence[Report]) -> tuple[Report, ...]:
    """Put reports in an order that what they are called has no part in: by date of publication, then by their text."""
    return tuple(sorted(reports, key=lambda r: (r.published is None, r.published.value if r.published else "", r.id)))


def _statement(draft: Draft, pile: _Pile) -> Statement:
    """Choose the base, collate, and say who spoke, when, and how many independent reports carry it."""
    read = sorted(
        (pile.read(witness) for witness in draft), key=lambda one: (pile.rank[one.report.id], one.witness.spans)
    )
    base = _base(read)
    by_rank = [base, *(one for one in read if one is not base)]
    ordered = [base, *sorted(by_rank[1:], key=lambda one: pile.place(one.witness))]
    witnesses = tuple(one.witness for one in ordered)
    return Statement(
        id=_identity(witnesses),
        number=0,
        kind="quotation" if base.witness.quoted else "reported",
        witnesses=witnesses,
        columns=_columns(ordered),
        edges=tell_edges(ordered, pile.rarity, pile.words),
        speaker=draw_speaker([(one.siglum, one.witness.speaker) for one in by_rank]),
        independence=count_independent(pile.families, {w.report for w in witnesses}),
        said=draw_date([one.witness for one in by_rank], pile.parsed, pile.attributions),
    )


def _base(readings: Sequence[Reading]) -> Reading:
    """Choose the fullest reading in quotation marks; of several nearly as full, the one whose words most others print too.

    So a report that was reworded throughout is read against the others, and not they against it. A text that stands in the pile twice
    has one voice. Between equals, the earlier.
    """
    quoted = [one for one in readings if one.witness.quoted] or list(readings)
    fullest = max(len(one.words) for one in quoted)
    holders: dict[tuple[str, ...], Counter[str]] = defaultdict(Counter)
    for one in quoted:
        holders[tuple(word.token.norm for word in one.words)][one.report.text] = 1
    voting = sorted(holders, key=lambda norms: (-holders[norms].total(), norms))[:MOST_VOTING]
    counts = {norms: Counter(norms) for norms in voting}
    alone = len({one.report.text for one in quoted}) < 3

    def support(one: Reading) -> int:
        own = Counter(word.token.norm for word in one.words)
        others = ((norms, holders[norms].total() - holders[norms][one.report.text]) for norms in voting)
        return 0 if alone else sum(times * (own & counts[norms]).total() for norms, times in others if times)

    full = first_printed(one for one in quoted if len(one.words) >= NEARLY_FULL * fullest)
    return min(full.values(), key=lambda one: (-support(one), -len(one.words)))


def _columns(readings: Sequence[Reading]) -> tuple[Column, ...]:
    """Collate the readings; those that print the same to the letter are collated once, and each gets its own places."""
    number: dict[tuple[str, ...], int] = {}
    like = [number.setdefault(one.printed, len(number)) for one in readings]
    different = list(first_printed(readings).values())
    columns = collate(Wordings(tuple(one.words for one in different), tuple(one.report for one in different)))
    if len(different) == len(readings):
        return columns
    moved = [_move(different[one].witness, reading.witness) for one, reading in zip(like, readings, strict=True)]
    return tuple(
        Column(tuple(move(column.readings[one]) for one, move in zip(like, moved, strict=True)), column.kind)
        for column in columns
    )


def _move(collated: Witness, witness: Witness) -> Callable[[Span | None], Span | None]:
    """Give what turns a place in one witness into the same place in another that prints the same."""
    starts = [span.start for span in collated.spans]

    def move(span: Span | None) -> Span | None:
        if span is None:
            return None
        piece = bisect_right(starts, span.start) - 1
        by = witness.spans[piece].start - starts[piece]
        return Span(witness.report, span.start + by, span.end + by)

    return move


def _identity(witnesses: Sequence[Witness]) -> str:
    """Name a statement by the places of its witnesses."""
    places = sorted(f"{span.report}:{span.start}-{span.end}" for witness in witnesses for span in witness.spans)
    return "s-" + hashlib.blake2b("\n".join(places).encode(), digest_size=6).hexdigest()
