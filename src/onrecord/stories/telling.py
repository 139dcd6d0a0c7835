"""The telling words of a report: how often each stands in it, which of them begin it, and how it prints them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from datetime import date
from typing import NamedTuple

from onrecord.language import READ, Parsed
from onrecord.model import Report
from onrecord.tokens import Token, words

# The head of a report is its headline, counted HEADLINE times, and its first HEAD words: they say what happened; the rest may be
# background. Tried 40 to 150 words, 1 to 4 times: hardly a difference; but without a head, stories of one topic run together.
HEAD = 60
HEADLINE = 2

# What is told as a whole: "Ines Ruiz", not "Ines". Kinds of name that are no dates and numbers.
NAMES = frozenset({"PERSON", "NORP", "FAC", "ORG", "GPE", "LOC", "PRODUCT", "EVENT", "WORK_OF_ART", "LAW"})
DATES = frozenset({"DATE", "TIME"})

_ARTICLES = frozenset({"the", "a", "an"})

Phrase = tuple[str, ...]


class Telling(NamedTuple):
    """One text, however often it was delivered: what is compared when reports are put together.

    `head` and `whole` count normalised words. `printed` gives for each the form in which it stands first; `names` the report's
    names, likewise; `dates` the words of its dates and times. `days` are the first and last day on which it may have been
    published, as ordinals; None when unknown.
    """

    head: Counter[str]
    whole: Counter[str]
    printed: dict[str, str]
    names: dict[Phrase, str]
    dates: frozenset[str]
    days: tuple[int, int] | None


def tell(report: Report, parsed: Parsed | None) -> Telling:
    """Take the telling words of a report: headline, body, captions and lists, no page furniture."""
    title = words(report.title.value) if report.title else ()
    body = list(_own_words(report))
    head = Counter({token.norm: HEADLINE for token in title})
    head.update(token.norm for token in body[:HEAD])
    whole = Counter(token.norm for token in (*body, *title))
    printed: dict[str, str] = {}
    for token in body:
        printed.setdefault(token.norm, report.text[token.start : token.end])
    for token in title:
        printed.setdefault(token.norm, report.title.value[token.start : token.end] if report.title else "")
    names = dict(_names(parsed, NAMES)) if parsed else {}
    dates = frozenset(word for phrase, _ in _names(parsed, DATES) for word in phrase) if parsed else frozenset()
    return Telling(head, whole, printed, names, dates, days_of(report))


def _own_words(report: Report) -> Iterator[Token]:
    """Give the words below the headline in order; all words when no block is marked."""
    stretches = [block.span for block in report.blocks if block.kind in READ]
    at = report.title.span if report.title else None
    for stretch in stretches if report.blocks else [report.span(0, len(report.text))]:
        if at is None or not stretch.meets(at):
            yield from words(report.text, stretch.start, stretch.end)
        elif not report.blocks:
            yield from words(report.text, at.end, stretch.end)


def _names(parsed: Parsed, labels: Collection[str]) -> Iterator[tuple[Phrase, str]]:
    """Give the names of these kinds in a report, without article and possessive ending, in the form in which they are printed."""
    text = parsed.report.text
    for name in reversed(parsed.names):  # so that the first form of each stays
        span = parsed.span(name.first, name.last)
        tokens = _bare(words(text, span.start, span.end)) if name.label in labels else ()
        if tokens:
            yield tuple(token.norm for token in tokens), " ".join(text[tokens[0].start : tokens[-1].end].split())


def _bare(tokens: Sequence[Token]) -> Sequence[Token]:
    while tokens and tokens[0].norm in _ARTICLES:
        tokens = tokens[1:]
    while tokens and tokens[-1].clitic:
        tokens = tokens[:-1]
    return tokens


def days_of(report: Report) -> tuple[int, int] | None:
    """Give the first and last day on which a report may have been published: the same day, or all of a month or year."""
    stated = report.published.value[:10] if report.published else ""
    try:
        year, month, day = (int(part) if part else None for part in (stated[:4], stated[5:7], stated[8:10]))
        first = date(year or 0, month or 1, day or 1)
    except ValueError:
        return None
    length = 1 if day else 31 if month else 366
    return first.toordinal(), first.toordinal() + length - 1
