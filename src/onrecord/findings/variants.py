"""Quotations that two reports print with other words, and the pairs of witnesses that such findings compare."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec import Struct

from onrecord.findings.misled import mislead
from onrecord.findings.pile import Pile, counted, listed, shorten
from onrecord.findings.vocabulary import words_of
from onrecord.findings.wordings import Wordings
from onrecord.model import Edit, Finding, Span, Statement
from onrecord.statements.bearing import MISLEADS

# Two readings that share fewer words may be a title or a stock phrase: nothing can be said of their difference (tried 2–4).
SHARED_WORDS = 3

# A smaller share of the shorter reading's words, and the two may be two utterances, or a paraphrase: then words that differ were not
# altered by anyone (tried 0.5 to 0.8: of 150 pairs that are two utterances 132 would be raised at 0.5, 65 at 0.7 and 34 at 0.8; a
# reading with two other words in seven is still one).
SHARED_SHARE = 0.7

# More differing places than this are counted, not shown: the sentence must stay readable. The spans hold them all.
SHOWN = 4

# Edits that concern a quotation as a whole, not its words: other findings speak of them.
WHOLE = ("joined", "marks-lost", "speaker-changed")


class Pair(Struct, frozen=True):
    """Two witnesses of one statement, both in quotation marks, with the changes that nothing marks.

    `base` and `other` are positions among the statement's witnesses.
    """

    statement: Statement
    wordings: Wordings
    base: int
    other: int
    edits: tuple[Edit, ...]

    def report(self, witness: int) -> str:
        """Give the report of a witness."""
        return self.statement.witnesses[witness].report


def find_altered(pile: Pile) -> Iterator[Finding]:
    """Raise each quotation that another report prints, also in quotation marks, with other words and no mark of it.

    Where more reports agree with the one than with the other, the finding is the other's.
    """
    raised: dict[tuple[str, int], list[tuple[Pair, list[Edit]]]] = {}
    for pair in compared_pairs(pile):
        edits = [edit for edit in pair.edits if not is_cut(pair, edit) and not stands_elsewhere(pair, edit)]
        if edits and _is_one_utterance(pair) and not _is_trifle(pile, edits):
            odd = pair.base if _base_is_odd(pair, edits) else pair.other
            raised.setdefault((pair.statement.id, odd), []).append((pair, edits))
    for (_, odd), against in raised.items():
        yield _altered(pile, odd, against)


def compared_pairs(pile: Pile) -> Iterator[Pair]:
    """Give each pair of witnesses of two reports that both stand in quotation marks and share enough words to be compared."""
    by_statement: dict[str, dict[tuple[str, str], list[Edit]]] = {}
    for edit in pile.edits:
        in_two = edit.base_report != edit.other_report
        if in_two and edit.substantive and not edit.marked and edit.kind not in WHOLE:
            between = by_statement.setdefault(edit.statement, {})
            between.setdefault((edit.base_report, edit.other_report), []).append(edit)
    for statement in pile.statements:
        between = by_statement.get(statement.id, {})
        if not between:
            continue
        wordings = Wordings(statement, {witness.report: pile.report(witness.report) for witness in statement.witnesses})
        for reports in sorted(between):
            yield from _pairs_of(statement, wordings, between[reports])


def _pairs_of(statement: Statement, wordings: Wordings, edits: Sequence[Edit]) -> Iterator[Pair]:
    """Give the pairs of witnesses between which the edits from one report to another lie.

    What a report lacks altogether is held against its fullest quotation, not against a few words in its headline.
    """
    bases, others = wordings.quoted(edits[0].base_report), wordings.quoted(edits[0].other_report)
    if not bases or not others:
        return
    base = max(bases, key=lambda number: sum(wordings.holds(number, edit.base) for edit in edits))
    fullest = max(others, key=wordings.size)
    for other in others:
        if other != base and wordings.shared(base, other) >= SHARED_WORDS:
            own = dict.fromkeys(
                edit
                for edit in edits
                if wordings.holds(base, edit.base)
                and (wordings.holds(other, edit.other) if edit.other else other == fullest)
            )
            yield Pair(statement, wordings, base, other, tuple(own))


def _is_one_utterance(pair: Pair) -> bool:
    """Say whether the two readings share enough to be one utterance that somebody altered."""
    shorter = min(pair.wordings.size(pair.base), pair.wordings.size(pair.other))
    return pair.wordings.agreeing(pair.base, pair.other) >= SHARED_SHARE * shorter


def _is_trifle(pile: Pile, edits: Sequence[Edit]) -> bool:
    """Say whether nothing but the smallest words differs: no editor would write to another about a “the”, or about an “um”."""
    if any(edit.severity >= MISLEADS for edit in edits):
        return False
    edits = [edit for edit in edits if edit.severity or edit.bears_on]
    small = words_of("variants", "trifles")
    return all(
        word in (small | words_of("variants", "joining") if edit.kind == "reordered" else small)
        for edit in edits
        for span in (edit.base, edit.other)
        for word in spoken_words(pile, span)
    )


def is_cut(pair: Pair, edit: Edit) -> bool:
    """Say whether an edit takes words from an end of a quotation, rather than from within it."""
    if edit.kind.startswith("clipped"):
        return True
    if edit.kind not in {"omitted", "inserted"}:
        return False
    if edit.base is not None:
        return edit.other is None and pair.wordings.at_edge(pair.base, pair.other, edit.base)
    return edit.other is not None and pair.wordings.at_edge(pair.other, pair.base, edit.other)


def stands_elsewhere(pair: Pair, edit: Edit) -> bool:
    """Say whether the report that seems to lack words prints them in another of its quotations."""
    if edit.base is not None and edit.other is None:
        return pair.wordings.carries(pair.report(pair.other), pair.base, edit.base)
    return (
        edit.other is not None
        and edit.base is None
        and pair.wordings.carries(pair.report(pair.base), pair.other, edit.other)
    )


def _base_is_odd(pair: Pair, edits: Sequence[Edit]) -> bool:
    """Say whether more of the other witnesses side with the other witness than with the base.

    Only where both have words: that several leave words out does not show that they were never said.
    """
    return (
        sum(
            pair.wordings.votes(pair.base, pair.other, edit.base, edit.other)
            for edit in edits
            if edit.base and edit.other
        )
        < 0
    )


def _altered(pile: Pile, odd: int, against: Sequence[tuple[Pair, list[Edit]]]) -> Finding:
    against = sorted(against, key=lambda one: -_gravest(one[1]).severity)
    pair, edits = against[0]
    gravest = _gravest(edits)
    told = _told_misled(pile, pair, odd, gravest, edits) if gravest.severity >= MISLEADS else _told(pile, pair, edits)
    because = f"{told}{_further(pile, odd, against[1:])}"
    base_spans, other_spans = (
        tuple(filter(None, spans)) for spans in zip(*((e.base, e.other) for e in edits), strict=True)
    )
    witness = pair.statement.witnesses[odd]
    mine, others = (base_spans, other_spans) if odd == pair.base else (other_spans, base_spans)
    spans = (mine or witness.spans) + others
    severity = max(1, gravest.severity)
    return Finding("altered", witness.report, spans, because, pair.statement.id, witness.attribution, severity)


def _gravest(edits: Sequence[Edit]) -> Edit:
    return max(edits, key=lambda edit: edit.severity)


def _told(pile: Pile, pair: Pair, edits: Sequence[Edit]) -> str:
    """Say that words differ, and which."""
    ours, theirs = pile.sigla[pair.report(pair.base)], pile.sigla[pair.report(pair.other)]
    number = sum(max(len(spoken_words(pile, edit.base)), len(spoken_words(pile, edit.other))) for edit in edits)
    differ = f"{counted(number, 'word')} {'differs' if number == 1 else 'differ'}"
    return (
        f"Reports {ours} and {theirs} both print this in quotation marks, but {differ} and nothing marks the change: "
        f"{_differences(pile, edits, ours, theirs)}."
    )


def _told_misled(pile: Pile, pair: Pair, odd: int, gravest: Edit, edits: Sequence[Edit]) -> str:
    """Say what a reader is misled about, and which other words differ."""
    ours, theirs = pile.sigla[pair.report(pair.base)], pile.sigla[pair.report(pair.other)]
    rest = [edit for edit in edits if edit is not gravest]
    further = f" Besides, {_differences(pile, rest, ours, theirs)}." if rest else ""
    return f"{mislead(pair.wordings, pair.base, pair.other, odd, gravest, (ours, theirs))}{further}"


def _differences(pile: Pile, edits: Sequence[Edit], ours: str, theirs: str) -> str:
    told = list(
        dict.fromkeys(_difference(pile, edit, ours, theirs) for edit in edits)
    )  # the same change twice is told once
    rest = f"; and {counted(len(told) - SHOWN, 'more change')}" if len(told) > SHOWN else ""
    return "; ".join(told[:SHOWN]) + rest


def _further(pile: Pile, odd: int, against: Sequence[tuple[Pair, list[Edit]]]) -> str:
    """Name the other reports that a reading departs from."""
    letters = [pile.sigla[pair.report(pair.other if odd == pair.base else pair.base)] for pair, _ in against]
    if not letters:
        return ""
    return f" {'Report' if len(letters) == 1 else 'Reports'} {listed(letters)} {'has' if len(letters) == 1 else 'have'} other words too."


def _difference(pile: Pile, edit: Edit, ours: str, theirs: str) -> str:
    """Say what the two reports have at one place."""
    base, other = (span and shorten(span.text(pile.report(span.report))) for span in (edit.base, edit.other))
    if edit.kind == "reordered" and base and other:
        return f"“{base}” stands elsewhere in {theirs}"
    if base and other:
        return f"{ours} has “{base}”, {theirs} has “{other}”"
    return f"only {ours} has “{base}”" if base else f"only {theirs} has “{other}”"


def denies(word: str) -> bool:
    """Say whether a word in small letters denies: not, never, can't."""
    return word in words_of("variants", "negations") or word.endswith("n't")


def spoken_words(pile: Pile, span: Span | None) -> list[str]:
    """Give the words of a span in lower case, without marks at their edges."""
    text = span.text(pile.report(span.report)) if span else ""
    stripped = (word.strip(".,;:!?…\"“”‘’'«»()[]–—-") for word in text.replace("’", "'").lower().split())
    return [word for word in stripped if word]
