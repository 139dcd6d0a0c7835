"""Quotations that stop before, or start after, words that another report prints."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from onrecord.findings.pile import Pile, shorten
from onrecord.findings.variants import Pair, compared_pairs, denies, is_cut, spoken_words, stands_elsewhere
from onrecord.findings.vocabulary import words_of
from onrecord.model import Edit, Finding, Span
from onrecord.patterns import pattern
from onrecord.tokens import norms, words

# A clipped tail of fewer words is ordinary quoting (tried 3 to 6), unless it carries a word that bears on the meaning.
CLIP_WORDS = 4

# A tail that goes on with “and” says something more, not something else: it must be longer to be missed (tried 4 to 10).
JOINED_WORDS = 8

# A quotation of so many words or fewer is a fragment: it does not pretend to be all that was said.
FRAGMENT_WORDS = 3

# A denial so close before a quotation that it belongs to its first words: did not | close the bridge (tried 2 to 5).
DENIAL_REACH = 3

# So far before a quotation the report's own words may hold the denial: said she would not “close the bridge” (characters).
TOLD_BEFORE = 60

_SENTENCE = pattern(r"[^.?!]+[.?!]?")


def find_clipped(pile: Pile) -> Iterator[Finding]:
    """Raise each quotation that stops before, or starts after, words that another report carries: once for each pair."""
    for pair in compared_pairs(pile):
        cut = [edit for edit in pair.edits if is_cut(pair, edit) and not stands_elsewhere(pair, edit)]
        sides = ((pair.other, pair.base), (pair.base, pair.other))
        found = [
            (short, full, [edit for edit in cut if _bears(pile, pair, short, full, edit)]) for short, full in sides
        ]
        short, full, cuts = max(found, key=lambda one: _lost(pile, pair, one[1], one[2]))
        if cuts:
            yield _clipped(pile, pair, short, full, cuts)


def _lost(pile: Pile, pair: Pair, full: int, cuts: Sequence[Edit]) -> int:
    """Count the words that a report does without."""
    return sum(len(spoken_words(pile, _only(pair, edit, full))) for edit in cuts)


def _bears(pile: Pile, pair: Pair, short: int, full: int, edit: Edit) -> bool:
    """Say whether a reader of the shorter quotation is led to think that something else was said, or that it was all.

    A fragment leads nobody astray, nor does one who prints the words in another of his quotations.
    """
    span = _only(pair, edit, full)
    witness = pair.statement.witnesses[short]
    if span is None or sum(len(spoken_words(pile, piece)) for piece in witness.spans) <= FRAGMENT_WORDS:
        return False
    if _printed_apart(pile, pair, short, full, span):
        return False
    if pair.wordings.before(full, short, span):
        return _starts_late(pile, pair, short, full, span)
    return _stops_early(pile, pair, short, full, span)


def _starts_late(pile: Pile, pair: Pair, short: int, full: int, span: Span) -> bool:
    """Judge a lost beginning. To begin at a later sentence is to choose; to begin with a small letter shows that something went before."""
    if pair.wordings.whole_sentences(full, short, span):
        return False
    lost, witness = spoken_words(pile, span), pair.statement.witnesses[short]
    text, start = pile.report(witness.report).text, witness.spans[0].start
    told = text[max(0, start - TOLD_BEFORE) : start].lower().replace("’", "'").split()
    for holds_back in (denies, _limits):
        if any(map(holds_back, lost[-DENIAL_REACH:])):
            return not any(map(holds_back, told))
    return witness.form != "mixed" and len(lost) >= CLIP_WORDS and text[start : start + 1].isupper()


def _limits(word: str) -> bool:
    """Say whether a word narrows what follows it: most of, some, half."""
    return word in words_of("variants", "limiting")


def _stops_early(pile: Pile, pair: Pair, short: int, full: int, span: Span) -> bool:
    """Judge a lost end: the rest of a sentence counts when it is long or bears on the meaning, a next one when it takes back."""
    lost, woven = spoken_words(pile, span), pair.statement.witnesses[short].form == "mixed"
    if pair.wordings.whole_sentences(full, short, span):
        following = _next_sentence(span.text(pile.report(span.report)))
        first = following[0] if following else ""
        return not woven and (first in words_of("variants", "turning") or any(map(denies, following)))
    if any(map(denies, lost)) or any(word in words_of("variants", "bearing") for word in lost[:CLIP_WORDS]):
        return not woven or lost[0] not in words_of("variants", "joining")
    return not woven and len(lost) >= (JOINED_WORDS if lost[0] in words_of("variants", "joining") else CLIP_WORDS)


def _next_sentence(text: str) -> list[str]:
    """Give the words of the first sentence, and when it is a question those of what follows up to the answer."""
    found: list[str] = []
    for sentence in _SENTENCE.findall(text.replace("’", "'").lower()):
        found += [word.strip("\"'“”‘’,;:—–-.?!") for word in sentence.split()]
        if found and not sentence.endswith("?"):
            break
    return [word for word in found if word]


def _printed_apart(pile: Pile, pair: Pair, short: int, full: int, span: Span) -> bool:
    """Say whether the report prints the missing words, as any of the reports words them, in another of its quotations."""
    readings = pair.wordings.readings_at(full, span)
    report = pile.report(pair.report(short))
    pieces = [piece for one in pile.attributions[report.id] for piece in one.quoted]
    quoted = [" ".join(norms(words(report.text, piece.start, piece.end))) for piece in pieces]
    return any(f" {_bare(reading)} " in f" {printed} " for reading in readings for printed in quoted if _bare(reading))


def _bare(reading: Sequence[str]) -> str:
    """Leave out the word that only joins: “and nobody told them” is “nobody told them”."""
    rest = reading[1:] if reading and reading[0] in words_of("variants", "joining") else reading
    return " ".join(rest)


def _clipped(pile: Pile, pair: Pair, short: int, full: int, cuts: Sequence[Edit]) -> Finding:
    """Tell the longest cut at each end."""
    ours, theirs = pile.sigla[pair.report(short)], pile.sigla[pair.report(full)]
    ends = {"starts after": "", "ends before": ""}
    for edit in cuts:
        span = _only(pair, edit, full)
        lost = span.text(pile.report(span.report)) if span else ""
        end = "starts after" if span and pair.wordings.before(full, short, span) else "ends before"
        ends[end] = max(ends[end], lost, key=len)
    told = " and ".join(f"{end} “{shorten(lost, 90)}”" for end, lost in ends.items() if lost)
    because = f"Report {ours}'s quotation {told}, which report {theirs} prints, and nothing marks the cut."
    witness = pair.statement.witnesses[short]
    spans = witness.spans + tuple(span for edit in cuts if (span := _only(pair, edit, full)))
    severity = max(1, *(edit.severity for edit in cuts))
    return Finding("clipped", witness.report, spans, because, pair.statement.id, witness.attribution, severity)


def _only(pair: Pair, edit: Edit, side: int) -> Span | None:
    """Give the words that only this side carries; none when both carry words there."""
    if edit.base is not None and edit.other is not None:
        return None
    return edit.base if side == pair.base else edit.other
