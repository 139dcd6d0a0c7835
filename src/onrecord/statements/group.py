"""From attributions to statements: match, put together, choose the base, collate, draw the speaker."""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from msgspec import structs

from onrecord.language import Parsed
from onrecord.model import (
    Attribution,
    Edge,
    Family,
    Report,
    Resolution,
    Span,
    Statement,
    Stretches,
    Witness,
    in_order,
    siglum,
)
from onrecord.rarity import Rarity
from onrecord.reuse import count_independent
from onrecord.statements.collate import Word, Wordings, collate, read_words
from onrecord.statements.grouping import gather
from onrecord.statements.relays import tell_relays
from onrecord.statements.speaker import draw_speaker
from onrecord.statements.steps import Step, counterpart, steps
from onrecord.statements.units import SCRAP_WORDS, Unit, cut_units, measure
from onrecord.statements.unmarked import find_unmarked
from onrecord.statements.when import draw_date

# A quoted phrase of so many words at most, in a content of which it is less than this share, is a detail of what is told.
PHRASE_WORDS = 6  # tried 4 to 8
SMALL_SHARE = 0.25  # tried 0.2 to 0.33

# A reading of at least this share of the fullest one's words may be the base (tried 0.8 to 1).
NEARLY_FULL = 0.9

STRAY = Resolution(None, "the words stand in quotation marks without a source")


class _Pile(NamedTuple):
    """What all statements are drawn from. `reports` are in canonical order; `sigla` follow the order they were given in."""

    reports: tuple[Report, ...]
    by_id: Mapping[str, Report]
    number: Mapping[str, int]
    sigla: Mapping[str, str]
    rarity: Rarity
    parsed: Mapping[str, Parsed]
    attributions: Mapping[str, Attribution]
    families: Sequence[Family]

    def place(self, witness: Witness) -> tuple[int, Span]:
        """Sort witnesses by report, then by where they stand."""
        return self.number[witness.report], witness.spans[0]


def group_statements(
    reports: Sequence[Report], parsed: Sequence[Parsed], attributions: Sequence[Attribution], families: Sequence[Family]
) -> tuple[Statement, ...]:
    """Put the attributions of all reports together into statements, numbered in the order in which they first appear.

    `reports` stand in the order of their sigla. Every attribution of speech is in at least one statement, save those that
    stand inside another's content or only in a caption; attitudes are only when words of them are quoted. Words that one source relays from
    another (the mayor said “…”, an agency reported) are the statement of the one who spoke them.
    """
    attributions, relays = tell_relays(attributions)
    ordered = in_order(reports)
    rarity = measure(ordered)
    pile = _Pile(
        ordered,
        {r.id: r for r in ordered},
        {r.id: n for n, r in enumerate(ordered)},
        {r.id: siglum(n) for n, r in enumerate(reports)},
        rarity,
        {one.report.id: one for one in parsed},
        {a.id: a for a in (*attributions, *relays)},
        families,
    )
    units = cut_units(ordered, attributions, rarity)
    drafts = [draft for group in gather(units, ordered, rarity) if (draft := _draft(group))]
    drafts = _without_context(drafts, pile) + [[_told(relay)] for relay in relays]
    drafts = _beyond_captions(find_unmarked(drafts, ordered, attributions, rarity), ordered)
    found = sorted((_statement(witnesses, pile) for witnesses in drafts), key=lambda s: pile.place(s.witnesses[0]))
    return tuple(_numbered(statement, number) for number, statement in enumerate(found, start=1))


def _beyond_captions(drafts: Iterable[list[Witness]], reports: Iterable[Report]) -> list[list[Witness]]:
    """Leave out what only captions tell: it is written about a picture, often years old.

    A caption's quotation of words that a report's body carries too stays beside them as a witness.
    """
    captions = {r.id: Stretches((b.span, None) for b in r.blocks if b.kind == "caption") for r in reports}
    return [draft for draft in drafts if any(not captions[one.report].meeting(one.spans[0]) for one in draft)]


def _draft(units: Sequence[Unit]) -> list[Witness]:
    """Turn a group of units into witnesses, one for each attribution. A nested attribution never stands alone."""
    pieces: dict[str, list[Unit]] = defaultdict(list)
    for unit in units:
        pieces[unit.carrier].append(unit)
    nested = {
        carrier for carrier, held in pieces.items() if held[0].attribution is not None and held[0].attribution.nested
    }
    outer = [_witness(held) for carrier, held in pieces.items() if carrier not in nested]
    inner = [_witness(pieces[carrier]) for carrier in pieces if carrier in nested]
    if len({unit.span.report for unit in units}) > 1:
        return [*outer, *(witness for witness in inner if not _within(witness, outer))]
    return outer if any(witness.attribution is not None for witness in outer) else []


def _within(witness: Witness, others: Iterable[Witness]) -> bool:
    return all(any(held.holds(span) for other in others for held in other.spans) for span in witness.spans)


def _witness(pieces: Sequence[Unit]) -> Witness:
    attribution = pieces[0].attribution
    return Witness(
        report=pieces[0].span.report,
        attribution=attribution.id if attribution else None,
        spans=tuple(unit.span for unit in pieces),
        quoted=pieces[0].quoted,
        form=attribution.form if attribution else "direct",
        speaker=attribution.speaker if attribution else STRAY,
    )


def _without_context(drafts: Sequence[list[Witness]], pile: _Pile) -> list[list[Witness]]:
    """Give a mixed attribution of which nothing but scraps is quoted its whole content as its reading, once.

    “He was ‘very’ pleased” is reported speech with a word in marks, not the quotation “very”. Scraps beside longer quoted
    pieces of the same attribution are context.
    """
    carried: dict[str, list[int]] = defaultdict(list)
    for number, draft in enumerate(drafts):
        for witness in draft:
            if witness.attribution is not None:
                carried[witness.attribution].append(number)
    out: list[list[Witness]] = []
    for number, draft in enumerate(drafts):
        attribution = pile.attributions.get(draft[0].attribution or "")
        if (
            len(draft) > 1
            or attribution is None
            or attribution.form != "mixed"
            or not _is_scrap(draft[0], attribution, pile)
        ):
            out.append(list(draft))
        elif all(len(drafts[n]) == 1 and _is_scrap(drafts[n][0], attribution, pile) for n in carried[attribution.id]):
            if number == carried[attribution.id][0] and attribution.type == "speech":
                out.append([_told(attribution)])
    return out


def _is_scrap(witness: Witness, attribution: Attribution, pile: _Pile) -> bool:
    """Say whether all that is quoted are single words, or a phrase that is but a small share of what the report tells."""
    report = pile.by_id[witness.report]
    words, told = read_words(report, witness.spans), read_words(report, attribution.content)
    if len(words) <= PHRASE_WORDS and len(words) < SMALL_SHARE * len(told):
        return True
    return all(sum(word.piece == piece for word in words) < SCRAP_WORDS for piece in range(len(witness.spans)))


def _told(attribution: Attribution) -> Witness:
    """Read an attribution as reported speech, whatever of it stands in quotation marks."""
    return Witness(
        report=attribution.report,
        attribution=attribution.id,
        spans=attribution.content,
        quoted=False,
        form=attribution.form,
        speaker=attribution.speaker,
    )


def _statement(draft: Sequence[Witness], pile: _Pile) -> Statement:
    """Choose the base, collate, and say who spoke, when, and how many independent reports carry it."""
    words = {id(w): read_words(pile.by_id[w.report], w.spans) for w in draft}
    base = _base(draft, words, pile)
    ordered = [base, *sorted((w for w in draft if w is not base), key=pile.place)]
    wordings = Wordings(tuple(words[id(w)] for w in ordered), tuple(pile.by_id[w.report] for w in ordered))
    return Statement(
        id=_identity(ordered),
        number=0,
        kind="quotation" if base.quoted else "reported",
        witnesses=tuple(ordered),
        columns=collate(wordings),
        edges=tuple(_edges(ordered, wordings, pile)),
        speaker=draw_speaker([(pile.sigla[w.report], w.speaker) for w in ordered]),
        independence=count_independent(pile.families, {w.report for w in ordered}),
        said=draw_date(ordered, pile.parsed, pile.attributions),
    )


def _base(draft: Sequence[Witness], words: Mapping[int, Sequence[Word]], pile: _Pile) -> Witness:
    """Choose the fullest reading in quotation marks; of several nearly as full, the one whose words most others print too.

    So a report that was reworded throughout is read against the others, and not they against it. Between equals, the earlier.
    """
    quoted = [w for w in draft if w.quoted] or list(draft)
    fullest = max(len(words[id(w)]) for w in quoted)
    full = [w for w in quoted if len(words[id(w)]) >= NEARLY_FULL * fullest]
    counts = {id(w): Counter(word.token.norm for word in words[id(w)]) for w in draft}

    def support(witness: Witness) -> int:
        others = [w for w in quoted if w.report != witness.report]
        return sum((counts[id(witness)] & counts[id(other)]).total() for other in others) if len(others) > 1 else 0

    return min(full, key=lambda w: (-support(w), -len(words[id(w)]), pile.place(w)))


def _identity(witnesses: Sequence[Witness]) -> str:
    """Name a statement by the places of its witnesses."""
    places = sorted(f"{span.report}:{span.start}-{span.end}" for witness in witnesses for span in witness.spans)
    return "s-" + hashlib.blake2b("\n".join(places).encode(), digest_size=6).hexdigest()


def _edges(witnesses: Sequence[Witness], wordings: Wordings, pile: _Pile) -> Iterator[Edge]:
    """Say for each witness why it belongs: what it shares with the base, or with the witness beside which it came in."""
    tokens = [[word.token for word in words] for words in wordings.words]
    for number in range(1, len(witnesses)):
        partner = counterpart(tokens, number)
        base, words = wordings.words[partner], wordings.words[number]
        equal = [step for step in steps(tokens[partner], tokens[number]) if step.kind == "equal"]
        if not equal:
            continue
        weight = sum(pile.rarity(base[step.base[0]].token.norm) for step in equal)
        run = _longest_run(equal)
        first, last = words[run.other[0]], words[run.other[1] - 1]
        ours, theirs = pile.sigla[witnesses[partner].report], pile.sigla[witnesses[number].report]
        printed = pile.by_id[witnesses[number].report].text[first.token.start : last.token.end]
        because = (
            f"{len(equal)} of the {len(words)} words in {theirs} stand in {ours} in the same order; "
            f"the longest run is “{printed}”."
        )
        ends = witnesses[partner].spans[base[run.base[0]].piece], witnesses[number].spans[first.piece]
        yield Edge(*ends, round(weight, 2), because)


def _longest_run(equal: Sequence[Step]) -> Step:
    """Put steps together that follow each other on both sides; give the longest such run, the first of equals."""
    runs: list[Step] = []
    for step in equal:
        if runs and (runs[-1].base[1], runs[-1].other[1]) == (step.base[0], step.other[0]):
            runs[-1] = Step("equal", (runs[-1].base[0], step.base[1]), (runs[-1].other[0], step.other[1]))
        else:
            runs.append(step)
    return max(runs, key=lambda run: run.other[1] - run.other[0])


def _numbered(statement: Statement, number: int) -> Statement:
    return structs.replace(statement, number=number)
