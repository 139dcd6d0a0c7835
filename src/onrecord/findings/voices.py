"""Findings about who is said to speak: two speakers for the same words, a speaker at odds with the rest, no speaker at all."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from itertools import groupby

from msgspec import structs
from rapidfuzz.distance import Levenshtein

from onrecord.findings.camps import CONNECTED, STRANGERS, Camp, Clash, Voices, clashes
from onrecord.findings.pile import Inside, Pile, blocks_of, listed, shorten
from onrecord.findings.quoting import FIRST_PERSON
from onrecord.findings.vocabulary import words_of
from onrecord.model import Attribution, Finding, Span, Statement, Witness, words_at
from onrecord.patterns import pattern
from onrecord.statements.speaker import SURE_OF_SPEAKER

# A quotation of fewer words may be a scare quote, a title or a name (the reuse notes put the limit at 4 to 5).
QUOTED_WORDS = 4

# In the midst of a sentence, with nobody in sight, so many words in marks are a statement and no mere phrase (tried 6–12).
PHRASE_WORDS = 10

# So many reports that agree make another one the odd one out.
AGREEING = 2

# Names that differ by so many letters may be one name misspelt.
ALIKE = 2

_WORD = pattern(r"\w+")
_PRONOUNS = frozenset("he she they it i we you who".split())


def find_misattributed(pile: Pile) -> Iterator[Finding]:
    """Raise words that cannot be their speaker's: by two other reports that agree, or by what the words say themselves."""
    voices = Voices(pile)
    for statement in pile.statements:
        for clash in clashes(voices, _named(voices.camps(statement))):
            few, many = sorted((clash.one, clash.other), key=lambda camp: len(camp.reports))
            if clash.severity > CONNECTED and _is_outvoted(few, many):
                yield _misattributed(pile, statement, few.witnesses[0], many, clash.severity)
    for report in pile.reports:
        for attribution in pile.attributions[report.id]:
            mention = _self_mention(pile, attribution)
            if mention:
                yield _not_oneself(pile, attribution, mention)


def _named(camps: list[Camp]) -> list[Camp]:
    """Give the camps that name somebody when they are two: of more, none is outvoted."""
    named = [camp for camp in camps if camp.name]
    return named if len(named) == 2 else []


def _is_outvoted(few: Camp, many: Camp) -> bool:
    """Say whether one report stands alone against several. A misspelt name is copied along, so there numbers prove nothing."""
    return len(few.reports) == 1 and len(many.reports) >= AGREEING and not _alike([few, many])


def find_speaker_conflicts(pile: Pile) -> Iterator[Finding]:
    """Raise quoted words that reports give to different speakers, when nothing tells which report is right."""
    voices = Voices(pile)
    for statement in pile.statements:
        camps = voices.camps(statement)
        few_and_many = sorted(_named(camps), key=lambda camp: len(camp.reports))
        found = [
            clash
            for clash in clashes(voices, camps)
            if clash.severity == CONNECTED
            or [clash.one, clash.other] not in (few_and_many, few_and_many[::-1])
            or not _is_outvoted(*few_and_many)
        ]
        if found:
            yield _conflict(pile, statement, camps, found)


def _conflict(pile: Pile, statement: Statement, camps: list[Camp], found: list[Clash]) -> Finding:
    """Tell of the worst clash of a statement, with all camps that are as much at odds."""
    worst = max(clash.severity for clash in found)
    at_odds = [clash for clash in found if clash.severity == worst]
    concerned = [camp for camp in camps if any(camp in (clash.one, clash.other) for clash in at_odds)]
    says = [f"{_letters(pile, camp)} to {camp.label}" for camp in concerned]
    notes = "".join(dict.fromkeys(clash.note for clash in at_odds))
    because = f"The same quoted words are given to different speakers: by {listed(says, 'but by')}.{notes}"
    later = max(concerned[-1].witnesses, key=lambda witness: sum(span.end - span.start for span in witness.spans))
    spans = later.spans + tuple(span for camp in concerned[:-1] for span in camp.witnesses[0].spans)
    because += _alike(concerned)
    return Finding("speaker-conflict", later.report, spans, because, statement.id, later.attribution, worst)


def find_unattributed(pile: Pile) -> Iterator[Finding]:
    """Raise each quotation whose report does not say who speaks, and say who it may be where that is known."""
    relayed = _relayed(pile)
    carried = {witness.attribution: statement for statement in pile.statements for witness in statement.witnesses}
    sure = {statement.id: _sure(statement) for statement in pile.statements}
    for report in pile.reports:
        headlines = Inside([block.span for block in blocks_of(report, frozenset({"headline"}))])
        found: list[Finding] = []
        for attribution in pile.attributions[report.id]:
            if (
                attribution.id not in relayed
                and _needs_speaker(pile, attribution)
                and not headlines.holds(attribution.quoted[0].start)
            ):
                statement = carried.get(attribution.id)
                supplied = _supplied(pile, attribution, sure[statement.id]) if statement else ""
                found.append(_unattributed(pile, attribution, statement, supplied))
        starts = [block.span.start for block in report.blocks]
        yield from _told_once(found, starts)


def _told_once(found: list[Finding], starts: list[int]) -> Iterator[Finding]:
    """Put findings into one that say the same of one paragraph: “…,” he said. “…,” he said. `starts` are those of the blocks."""

    def same(finding: Finding) -> tuple[int, str]:
        return bisect_right(starts, finding.spans[0].start), finding.because

    for _, group in groupby(found, key=same):
        first, *others = group
        yield structs.replace(first, spans=first.spans + tuple(span for one in others for span in one.spans))


def _relayed(pile: Pile) -> frozenset[str]:
    """List the attributions whose quoted words a statement gives to somebody within them: he said that Ruiz had called it “…”."""
    owner = {
        span: witness.attribution
        for statement in pile.statements
        for witness in statement.witnesses
        if witness.quoted and witness.speaker.name
        for span in witness.spans
    }
    return frozenset(
        one.id
        for report in pile.reports
        for one in pile.attributions[report.id]
        if one.quoted and all(owner.get(span, one.id) != one.id for span in one.quoted)
    )


def _letters(pile: Pile, camp: Camp) -> str:
    """Name the reports of a camp: “report A”, “reports A and B”."""
    letters = list(dict.fromkeys(pile.sigla[witness.report] for witness in camp.witnesses))
    return f"{'report' if len(letters) == 1 else 'reports'} {listed(letters)}"


def _misattributed(pile: Pile, statement: Statement, odd: Witness, many: Camp, severity: int) -> Finding:
    because = (
        f"Report {pile.sigla[odd.report]} gives these words to {odd.speaker.name}; {_letters(pile, many)} "
        f"give them to {many.name}."
    )
    spans = odd.spans + tuple(span for witness in many.witnesses for span in witness.spans)
    return Finding("misattributed", odd.report, spans, because, statement.id, odd.attribution, severity)


def _self_mention(pile: Pile, attribution: Attribution) -> Span | None:
    """Give the place where a speaker who says “I” speaks of “Mr Ruiz” although he is called Ruiz himself.

    Only a title before the surname counts: families share bare surnames, and people do name themselves without a title.
    """
    speaker = attribution.speaker
    if (
        speaker.name is None
        or speaker.confidence < SURE_OF_SPEAKER
        or attribution.nested
        or len(speaker.name.split()) < 2
    ):
        return None
    report, surname = pile.report(attribution.report), speaker.name.split()[-1]
    for piece in attribution.quoted:
        words = [(match.group(), piece.start + match.start()) for match in _WORD.finditer(piece.text(report))]
        if not any(word in FIRST_PERSON for word, _ in words):
            continue
        for (title, start), (word, at) in zip(words, words[1:], strict=False):
            if word == surname and title.lower() in words_of("names", "honorifics") - {"the"}:
                return report.span(start, at + len(word))
    return None


def _not_oneself(pile: Pile, attribution: Attribution, mention: Span) -> Finding:
    report = pile.report(attribution.report)
    because = (
        f"Report {pile.sigla[report.id]} gives these words to {attribution.speaker.name}, but they speak of "
        f"“{mention.text(report)}” as of somebody else."
    )
    return Finding("misattributed", report.id, (*attribution.quoted, mention), because, None, attribution.id, STRANGERS)


def _alike(camps: list[Camp]) -> str:
    """Add a sentence when two names differ by a letter or two."""
    names = [camp.name for camp in camps if camp.name]
    pairs = [(one, other) for place, one in enumerate(names) for other in names[place + 1 :]]
    if any(Levenshtein.distance(one.casefold(), other.casefold(), score_cutoff=ALIKE) <= ALIKE for one, other in pairs):
        return " The names are nearly the same: one of them may be misspelt."
    return ""


def _needs_speaker(pile: Pile, attribution: Attribution) -> bool:
    """Say whether these are words in quotation marks, long enough, that nobody is named for."""
    if not attribution.quoted or attribution.speaker.name is not None:
        return False
    if attribution.nested or attribution.type != "speech":
        return False
    report = pile.report(attribution.report)
    words = [word for span in attribution.quoted for word in span.text(report).split()]
    if len(words) < QUOTED_WORDS or _is_title(words) or _is_phrase(attribution, words):
        return False
    return not attribution.source or _source_is_pronoun(pile, attribution)


def _is_title(words: list[str]) -> bool:
    """Tell the name of a book or a programme: its words of more than three letters all begin with a capital."""
    long = [word for word in words if len(word) > 3]
    return bool(long) and all(word[0].isupper() for word in long) and len(words) < 10


def _is_phrase(attribution: Attribution, words: list[str]) -> bool:
    """Tell a phrase within the report's own sentence (what passes for “holding power to account”) from a statement."""
    return not attribution.source and not attribution.cue and words[0][0].islower() and len(words) < PHRASE_WORDS


def _source_is_pronoun(pile: Pile, attribution: Attribution) -> bool:
    report = pile.report(attribution.report)
    return words_at(attribution.source, report).lower() in _PRONOUNS


def _unattributed(pile: Pile, attribution: Attribution, statement: Statement | None, supplied: str) -> Finding:
    report = pile.report(attribution.report)
    source = words_at(attribution.source, report)
    says = f"gives only “{shorten(source)}”" if source else "does not say"
    parts = (
        [f"Report {pile.sigla[report.id]} {says} who speaks here"]
        if not source
        else [f"Report {pile.sigla[report.id]} {says} as the speaker, and it is not safe to say who that is"]
    )
    if attribution.speaker.candidates:
        parts.append(f"it may be {listed(attribution.speaker.candidates[:4], 'or')}")
    parts += [supplied] if supplied else []
    return Finding(
        "unattributed",
        report.id,
        attribution.quoted + attribution.source,
        "; ".join(parts) + ".",
        statement.id if statement else None,
        attribution.id,
    )


def _sure(statement: Statement) -> list[Witness]:
    """Give the first witness of each of two reports that name a speaker safely: one of them is another report than any."""
    found: dict[str, Witness] = {}
    for witness in statement.witnesses:
        if witness.speaker.name and witness.speaker.confidence >= SURE_OF_SPEAKER:
            found.setdefault(witness.report, witness)
            if len(found) > 1:
                break
    return list(found.values())


def _supplied(pile: Pile, attribution: Attribution, sure: Iterable[Witness]) -> str:
    """Say which other report names a speaker for the same words."""
    for witness in sure:
        if witness.report != attribution.report:
            return f"report {pile.sigla[witness.report]} gives the words to {witness.speaker.name}"
    return ""
