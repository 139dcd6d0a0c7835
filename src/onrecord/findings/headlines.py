"""Findings about headlines that their own story does not bear out."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from onrecord.attributions.marks import find_quotations
from onrecord.findings.names import key_of
from onrecord.findings.pile import Pile, listed
from onrecord.findings.vocabulary import read_list, words_of
from onrecord.language import Parsed, Word, parse
from onrecord.model import Block, Finding, Report, Span

_TELLING = frozenset({"NOUN", "VERB", "ADJ", "PROPN", "NUM"})

# The body must be long enough to bear a headline out at all; a stub of a page is no evidence (in words).
SHORTEST_BODY = 120


def find_unsupported_headlines(pile: Pile) -> Iterator[Finding]:
    """Raise each headline whose quoted words, or whose deed and its object, are nowhere in the report below it."""
    for report in pile.reports:
        headline = _headline(report)
        if headline is None:
            continue
        body = _Body(pile.parsed[report.id])
        if len(body.words) < SHORTEST_BODY:
            continue
        title, span = headline
        unquoted = _missing_quotations(title, body)
        missing = unquoted or _missing_claim(title, body)
        if missing:
            offset = span.start if span else 0
            places = tuple(report.span(offset + start, offset + end) for start, end, _ in missing) if span else ()
            shown, verb = listed([f"“{words}”" for _, _, words in missing]), "quotes" if unquoted else "speaks of"
            because = f"The headline {verb} {shown}, but nothing in the report below it does."
            yield Finding("headline-unsupported", report.id, places, because)


def _headline(report: Report) -> tuple[Report, Span | None] | None:
    """Give the headline as a small report of its own, and where it stands in the text if it does."""
    if report.title is None or not report.title.value.strip():
        return None
    span, words = report.title.span, report.title.value
    if span is not None:
        words = span.text(report)
    identity = f"{report.id} headline"
    return Report(
        id=identity,
        name=report.name,
        text=words,
        blocks=(Block(Span(identity, 0, len(words)), "headline", "the headline alone"),),
    ), span


class _Body:
    """The words of a report below its headline, as a headline's words are looked up in them."""

    def __init__(self, parsed: Parsed) -> None:
        told = {number for number, block in enumerate(parsed.report.blocks) if block.kind not in ("headline",)}
        self.words = [
            word
            for sentence in parsed.sentences
            if sentence.block in told
            for word in parsed.words[sentence.first : sentence.last]
        ]
        self.keys = {key(word) for word in self.words} | {key_of(word.text) for word in self.words}

    def has(self, word: Word) -> bool:
        """Say whether the body has this word, one of its kin (sanction, sanctioned) or a word for the same (penalty)."""
        own = {key(word), key_of(word.text)}
        return any(not self.keys.isdisjoint(same) for one in own for same in ({one}, *_same(one)))


@cache
def _groups() -> tuple[frozenset[str], ...]:
    return tuple(frozenset(map(key_of, group.split())) for group in read_list("headline_words")["groups"])


def _same(one: str) -> list[frozenset[str]]:
    """Give the groups of words that stand for the same as this one; a group's first word is the headline's."""
    return [group for group in _groups() if one in group]


def key(word: Word) -> str:
    """Give the stem that a word shares with its kin."""
    return key_of(word.lemma)


def _missing_quotations(title: Report, body: _Body) -> list[tuple[int, int, str]]:
    """Give the headline's quoted words of which a telling one is nowhere in the body."""
    parsed = parse(title)
    missing = []
    for quotation in find_quotations(title).quotations:
        inside = [word for word in parsed.words if quotation.inner.start <= word.start < quotation.inner.end]
        telling = [word for word in inside if _tells(word)]
        if len(inside) > 1 and telling and not any(body.has(word) for word in telling):
            missing.append((quotation.outer.start, quotation.outer.end, quotation.inner.text(title)))
    return missing


def _tells(word: Word) -> bool:
    return (
        word.part in _TELLING and word.lemma.lower() not in words_of("headline_words", "light") and len(word.text) > 2
    )


def _missing_claim(title: Report, body: _Body) -> list[tuple[int, int, str]]:
    """Give a headline's deed and its object when neither is anywhere in the body."""
    parsed = parse(title)
    if len(parsed.sentences) != 1 or title.text.rstrip().endswith("?"):
        return []
    root = next((word for word in parsed.words if word.head == word.index), None)
    if root is None or root.part != "VERB" or not _tells(root) or body.has(root):
        return []
    things = [
        parsed.words[child]
        for child in parsed.children[root.index]
        if parsed.words[child].role in {"dobj", "nsubjpass"} and parsed.words[child].part == "NOUN"
    ]
    absent = [thing for thing in things if _tells(thing) and not body.has(thing)]
    if not absent:
        return []
    return [(word.start, word.end, word.text) for word in sorted([root, *absent], key=lambda word: word.start)]
