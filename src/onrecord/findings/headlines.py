"""Findings about headlines that their own story does not bear out."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from onrecord.attributions.marks import find_quotations
from onrecord.findings.names import key_of
from onrecord.findings.pile import Pile, listed
from onrecord.findings.prose import RARITY
from onrecord.findings.vocabulary import read_list, words_of
from onrecord.language import Parsed, Word, parse
from onrecord.model import Block, Finding, Report, Span

_TELLING = frozenset({"NOUN", "VERB", "ADJ", "PROPN", "NUM"})

# The body must be long enough to bear a headline out at all; a stub of a page is no evidence (in words).
SHORTEST_BODY = 120

# Words in quotation marks that nobody says are taken for somebody's, and a headline of another story for this one's; a deed that the
# report does not tell may be true all the same.
MISLEADS, CLAIMED = 3, 2

# A headline of which the body lacks so many telling words, and bears out less than this share of all, weighed by rarity, is another
# story's. Of 331 ordinary headlines one is so (and rightly), of headlines changed among stories four in five (shares tried: 0.05 to 0.5;
# from 0.32 on, ordinary ones).
FEWEST, BORNE_OUT = 3, 0.25

# So many of the words that are missing are told.
SHOWN = 4


def find_unsupported_headlines(pile: Pile) -> Iterator[Finding]:
    """Raise each headline whose quoted words, or whose deed and its object, are nowhere in the report below it."""
    for report in pile.reports:
        headline = _headline(report)
        if headline is None:
            continue
        body = _Body(pile.parsed[report.id])
        if len(body.words) < SHORTEST_BODY:
            continue
        title, span = parse(headline[0]), headline[1]
        unquoted = _missing_quotations(title, body)
        foreign = [] if unquoted else _missing_story(title, body)
        missing = unquoted or foreign or _missing_claim(title, body)
        if missing:
            offset = span.start if span else 0
            places = tuple(report.span(offset + start, offset + end) for start, end, _ in missing) if span else ()
            shown = listed([f"“{words}”" for _, _, words in missing[:SHOWN]])
            verb = "quotes" if unquoted else "speaks of"
            because = f"The headline {verb} {shown}, but nothing in the report below it does."
            if foreign:
                because = because[:-1] + ": it may belong to another story."
            severity = MISLEADS if unquoted or foreign else CLAIMED
            yield Finding("headline-unsupported", report.id, places, because, severity=severity)


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
        told = {number for number, block in enumerate(parsed.report.blocks) if block.kind != "headline"}
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


def _missing_quotations(title: Parsed, body: _Body) -> list[tuple[int, int, str]]:
    """Give the headline's quoted words of which a telling one is nowhere in the body."""
    missing = []
    for quotation in find_quotations(title.report).quotations:
        inside = [word for word in title.words if quotation.inner.start <= word.start < quotation.inner.end]
        telling = [word for word in inside if _tells(word)]
        if len(inside) > 1 and telling and not any(body.has(word) for word in telling):
            missing.append((quotation.outer.start, quotation.outer.end, quotation.inner.text(title.report)))
    return missing


def _tells(word: Word) -> bool:
    return (
        word.part in _TELLING and word.lemma.lower() not in words_of("headline_words", "light") and len(word.text) > 2
    )


def _missing_story(title: Parsed, body: _Body) -> list[tuple[int, int, str]]:
    """Give the telling words of a headline that are nowhere in the body, when that is nearly all of them."""
    words = [word for word in title.words if _tells(word) and word.text[0].isalnum()]
    weights = [RARITY(word.text.lower()) for word in words]
    absent = [word for word in words if not body.has(word)]
    borne_out = sum(weights) - sum(RARITY(word.text.lower()) for word in absent)
    if len(absent) < FEWEST or borne_out >= BORNE_OUT * sum(weights):
        return []
    return [(word.start, word.end, word.text) for word in absent]


def _missing_claim(title: Parsed, body: _Body) -> list[tuple[int, int, str]]:
    """Give a headline's deed and its object when neither is anywhere in the body."""
    if len(title.sentences) != 1 or title.report.text.rstrip().endswith("?"):
        return []
    root = next((word for word in title.words if word.head == word.index), None)
    if root is None or root.part != "VERB" or not _tells(root) or body.has(root):
        return []
    things = [
        title.words[child]
        for child in title.children[root.index]
        if title.words[child].role in {"dobj", "nsubjpass"} and title.words[child].part == "NOUN"
    ]
    absent = [thing for thing in things if _tells(thing) and not body.has(thing) and not _made_of(title, thing, body)]
    if not absent:
        return []
    return [(word.start, word.end, word.text) for word in sorted([root, *absent], key=lambda word: word.start)]


def _made_of(parsed: Parsed, thing: Word, body: _Body) -> bool:
    """Say whether the body has what the thing is made of: “a chorus of denials”, where they deny."""
    ofs = [child for child in parsed.children[thing.index] if parsed.words[child].text == "of"]
    return any(body.has(parsed.words[child]) for of in ofs for child in parsed.children[of])
