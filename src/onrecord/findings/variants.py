"""Findings about one statement printed in different words: altered and clipped quotations."""
from __future__ import annotations

from collections.abc import Iterator, Sequence

from onrecord.findings.pile import Pile, counted, shorten
from onrecord.model import Edit, Finding, Span, Statement, Witness

# A clipped tail of fewer words is ordinary quoting (tried 3 to 6 on the news cluster), unless it carries a word of BEARING.
CLIP_WORDS = 4

# More differing places than this are counted, not shown: the sentence must stay readable. The spans hold them all.
SHOWN = 4

# Words whose loss can turn what was meant around.
BEARING = frozenset(
    "not n't never no none nobody nothing neither nor without unless except only but if although though however "
    "hardly barely may might could would should must cannot can't won't don't didn't isn't aren't wasn't".split()
)

# What is weighed first when a substitution is described; each is shown by its own phrase.
NEGATIONS = frozenset("not n't never no none nobody nothing neither nor without cannot can't won't don't didn't".split())


def find_altered(pile: Pile) -> Iterator[Finding]:
    """Raise each quotation that another report prints, also in quotation marks, with other words and no mark of the change."""
    for statement, base, other, edits in _pairs(pile):
        inside = [edit for edit in edits if not edit.kind.startswith("clipped")]
        if inside:
            yield _altered(pile, statement, base, other, inside)


def find_clipped(pile: Pile) -> Iterator[Finding]:
    """Raise each quotation that stops before, or starts after, words that another report carries."""
    for statement, base, other, edits in _pairs(pile):
        for short, full, side in ((other, base, "base"), (base, other, "other")):
            cuts = [edit for edit in edits if edit.kind.startswith("clipped") and _cut(edit, side) and
                    _bears(_words(pile, _cut(edit, side)))]
            if cuts:
                yield _clipped(pile, statement, short, full, cuts, side)


def _pairs(pile: Pile) -> Iterator[tuple[Statement, Witness, Witness, list[Edit]]]:
    """Give each pair of witnesses that both stand in quotation marks, with the unmarked changes of words between them."""
    by_statement: dict[str, list[Edit]] = {}
    for edit in pile.edits:
        if edit.substantive and not edit.marked:
            by_statement.setdefault(edit.statement, []).append(edit)
    for statement in pile.statements:
        edits = by_statement.get(statement.id, [])
        for pair in sorted({(edit.base_report, edit.other_report) for edit in edits}):
            base, other = (_witness(statement, report) for report in pair)
            if base is not None and other is not None and base is not other:
                yield statement, base, other, [e for e in edits if (e.base_report, e.other_report) == pair]


def _witness(statement: Statement, report: str) -> Witness | None:
    """Give the reading that this report prints in quotation marks, if it does."""
    return next((one for one in statement.witnesses if one.report == report and one.quoted), None)


def _altered(pile: Pile, statement: Statement, base: Witness, other: Witness, edits: Sequence[Edit]) -> Finding:
    ours, theirs = pile.sigla[base.report], pile.sigla[other.report]
    number = sum(max(len(_words(pile, edit.base)), len(_words(pile, edit.other))) for edit in edits)
    shown = "; ".join(_difference(pile, edit, ours, theirs) for edit in edits[:SHOWN])
    rest = f"; and {counted(len(edits) - SHOWN, 'more place')}" if len(edits) > SHOWN else ""
    because = (f"Reports {ours} and {theirs} both print this in quotation marks, but {counted(number, 'word')} "
               f"{'differs' if number == 1 else 'differ'} and nothing marks the change: {shown}{rest}.{_warning(pile, edits)}")
    there = tuple(edit.other for edit in edits if edit.other) or other.spans
    here = tuple(edit.base for edit in edits if edit.base)
    return Finding("altered", other.report, there + here, because, statement.id, other.attribution)


def _difference(pile: Pile, edit: Edit, ours: str, theirs: str) -> str:
    """Say what the two reports have at one place."""
    base, other = (span and shorten(span.text(pile.report(span.report))) for span in (edit.base, edit.other))
    if edit.kind == "reordered" and base and other:
        return f"“{base}” stands elsewhere in {theirs}"
    if base and other:
        return f"{ours} has “{base}”, {theirs} has “{other}”"
    return f"only {ours} has “{base}”" if base else f"only {theirs} has “{other}”"


def _warning(pile: Pile, edits: Sequence[Edit]) -> str:
    """Add a sentence when a negation or a number is among the differing words."""
    for edit in edits:
        base, other = set(_words(pile, edit.base)), set(_words(pile, edit.other))
        if bool(base & NEGATIONS) != bool(other & NEGATIONS) or _denied(base) != _denied(other):
            return " One of them has a negation that the other has not."
        if _figures(base) != _figures(other):
            return " The figures differ."
    return ""


def _denied(words: set[str]) -> bool:
    return any(word.endswith("n't") for word in words)


def _figures(words: set[str]) -> set[str]:
    return {word for word in words if any(character.isdigit() for character in word)}


def _clipped(pile: Pile, statement: Statement, short: Witness, full: Witness, cuts: Sequence[Edit], side: str) -> Finding:
    ours, theirs = pile.sigla[short.report], pile.sigla[full.report]
    parts = [f"{'starts after' if edit.kind == 'clipped-start' else 'ends before'} "
             f"“{shorten(_text(pile, _cut(edit, side)), 90)}”" for edit in cuts]
    because = f"Report {ours}'s quotation {' and '.join(parts)}, which report {theirs} prints, and nothing marks the cut."
    spans = short.spans + tuple(span for edit in cuts if (span := _cut(edit, side)))
    return Finding("clipped", short.report, spans, because, statement.id, short.attribution)


def _cut(edit: Edit, side: str) -> Span | None:
    """Give the words that only this side carries; none when both carry words there."""
    if edit.base is not None and edit.other is not None:
        return None
    return edit.base if side == "base" else edit.other


def _bears(words: Sequence[str]) -> bool:
    """Say whether the cut words are many, or change what was meant."""
    return len(words) >= CLIP_WORDS or any(word in BEARING or word.endswith("n't") for word in words)


def _text(pile: Pile, span: Span | None) -> str:
    return span.text(pile.report(span.report)) if span else ""


def _words(pile: Pile, span: Span | None) -> list[str]:
    """Give the words of a span in lower case, without marks at their edges."""
    stripped = (word.strip(".,;:!?…\"“”‘’'«»()[]–—-") for word in _text(pile, span).replace("’", "'").lower().split())
    return [word for word in stripped if word]
