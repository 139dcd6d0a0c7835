"""Wordings that a program left behind that rewords texts throughout: “Russian Federation” for Russia, “can not” for cannot."""

from __future__ import annotations

import tomllib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from importlib.resources import files
from typing import Any, NamedTuple

from onrecord.model import BlockKind, Report, Reuse, Span
from onrecord.patterns import IGNORECASE, Pattern, any_of, pattern
from onrecord.rarity import Rarity
from onrecord.reuse.substitutions import Substitution, compare
from onrecord.tokens import stem

# A bare long name is a slip once and a fingerprint from here on (0 of 1,219 ordinary reports have two).
BARE = 2
# Names of one body in so many forms are a fingerprint beside another one (alone they stand in 2 of 100 ordinary reports).
FORMS = 3
# Two marks of different kinds that prove nothing alone prove something together.
WEAK_KINDS = 2
# Against a report that shares its passages: so many words exchanged, one in so many words that were compared, and so many of them for
# a rarer word (tried 3 to 6, 10 to 30, .6 to .9).
EXCHANGED, ONE_IN, RARER = 4, 20, 0.75
# A word is rarer from so many nats on.
RARER_NATS = 0.3
# Words of fewer letters, and words that nearly every report holds (in nats), are grammar.
SHORTEST_WORD, TELLING_NATS = 3, 1.5

# “It can not only …” is as it should be.
_NOT_ALONE = r"\s{1,9}(?:only|just|but|simply|merely)\b"

# Running text: headlines leave articles out.
_RUNNING: frozenset[BlockKind] = frozenset({"body", "list", "caption"})


class Fingerprint(NamedTuple):
    """A wording that a report prints where the ordinary one belongs, throughout: what is usual, what is printed, and where."""

    report: str
    usual: str
    printed: str
    spans: tuple[Span, ...]
    because: str


class _Mark(NamedTuple):
    """A fingerprint, its kind, and whether it proves anything alone."""

    kind: str
    alone: bool
    fingerprint: Fingerprint


@cache
def _vocabulary() -> dict[str, Any]:
    return tomllib.loads(files("onrecord.reuse").joinpath("fingerprints.toml").read_text(encoding="utf-8"))


@cache
def _bare_name() -> Pattern[str]:
    shape = _vocabulary()["shape"]
    before = "|".join([*shape["before"], *(rf"[A-Z][a-z]{{2,12}}{ending}" for ending in shape["endings"])])
    return pattern(
        rf"\b({'|'.join(shape['leading'])})\s{{1,9}}((?:{before})\s(?:{'|'.join(shape['nouns'])}))"
        rf"(?=\s{{0,9}}[.,;:!?)”\"—–]|\s{{0,9}}$|\s{{1,9}}(?:{'|'.join(shape['following'])})\b)"
    )


def find_fingerprints(reports: Sequence[Report], passages: Iterable[Reuse] = ()) -> tuple[Fingerprint, ...]:
    """List the wordings by which reports show that a program reworded them, in the order of the reports.

    Without a second report: long names that lack their article, words written apart, forms of one name turned about. With one
    that shares passages: words exchanged for rarer ones again and again, and never the other way round.
    """
    exchanged = _exchanged(reports, passages)
    found: list[Fingerprint] = []
    for report in reports:
        marks = [
            *_bare_names(report),
            *_apart(report),
            *_forms(report),
            *([exchanged[report.id]] if report.id in exchanged else []),
        ]
        if any(mark.alone for mark in marks) or len({mark.kind for mark in marks}) >= WEAK_KINDS:
            found += [mark.fingerprint for mark in marks]
    return tuple(found)


def _running(report: Report) -> list[Span]:
    return [block.span for block in report.blocks if block.kind in _RUNNING] or [report.span(0, len(report.text))]


def _matches(report: Report, wanted: Pattern[str], group: int = 0) -> list[tuple[str, Span]]:
    return [
        (match[0], report.span(*match.span(group)))
        for part in _running(report)
        for match in wanted.finditer(report.text, part.start, part.end)
    ]


def _bare_names(report: Report) -> Iterator[_Mark]:
    """Find long names that stand without their article though nothing but a short name fits there."""
    places: dict[str, list[Span]] = defaultdict(list)
    telling: dict[str, int] = defaultdict(int)
    for words, span in _matches(report, _bare_name(), 2):
        name = " ".join(span.text(report).split())
        places[name].append(span)
        telling[name] += words.split()[0] not in _vocabulary()["shape"]["shared"]
    for name, spans in sorted(places.items()):
        usual = _vocabulary()["long_names"].get(name, "")
        ordinary = len(any_of(usual).findall(report.text)) if usual else 0
        if telling[name] and ordinary <= len(spans):
            instead = f" “{usual}”" if usual else " a shorter name"
            because = f"“{name}” lacks its “the” in {_places(spans)}, as if put in the place of{instead}"
            yield _mark("bare", len(spans) >= BARE, report, usual or name.split()[0], name, spans, because)


def _places(spans: Sequence[Span]) -> str:
    return "one place" if len(spans) == 1 else f"{len(spans)} places"


def _mark(
    kind: str, alone: bool, report: Report, usual: str, printed: str, spans: Iterable[Span], because: str
) -> _Mark:
    return _Mark(kind, alone, Fingerprint(report.id, usual, printed, tuple(spans), because))


@cache
def _written_apart() -> dict[str, list[str]]:
    """Give for each form written apart the ordinary ones."""
    forms: dict[str, list[str]] = defaultdict(list)
    for usual, printed in _vocabulary()["apart"].items():
        for form in printed if usual != "_examples" else ():
            forms[form].append(usual)
    return forms


def _apart(report: Report) -> Iterator[_Mark]:
    """Find words written apart by a report that never writes them together."""
    for form, ordinary in _written_apart().items():
        apart = any_of(form, after=rf"\b(?!{_NOT_ALONE})", flags=IGNORECASE)
        spans = [span for _, span in _matches(report, apart)]
        together = any_of(*ordinary, *(one.replace("'", "’") for one in ordinary), flags=IGNORECASE)
        if spans and not together.search(report.text):
            because = f"“{form}” is written apart in {_places(spans)} and never “{ordinary[0]}”"
            yield _mark("apart", False, report, ordinary[0], form, spans, because)


def _forms(report: Report) -> Iterator[_Mark]:
    """Find names that a report writes in three ways and more."""
    for name, forms in _vocabulary()["forms"].items():
        if name == "_examples":
            continue
        written = any_of(*forms, before=r"(?<![\w.])", after=r"(?!\w)")
        found = [(span.text(report), span) for _, span in _matches(report, written)]
        used = sorted({words.replace(".", "") if len(words) > 4 else words for words, _ in found})
        if len(used) >= FORMS:
            because = f"one name stands in {len(used)} forms: " + ", ".join(f"“{form}”" for form in used)
            yield _mark("forms", False, report, name, used[-1], [span for _, span in found], because)


def _exchanged(reports: Iterable[Report], passages: Iterable[Reuse]) -> dict[str, _Mark]:
    """Find reports whose words were exchanged for rarer ones in what they share with another; the pair that shows it best."""
    by_id = {report.id: report for report in reports}
    pairs: dict[tuple[str, str], list[Reuse]] = defaultdict(list)
    for passage in passages:
        if passage.kind != "verbatim" and passage.a.report in by_id and passage.b.report in by_id:
            pairs[passage.a.report, passage.b.report].append(passage)
    rarity = Rarity()
    found: dict[str, _Mark] = {}
    for (a, b), held in sorted(pairs.items()):
        laid = [compare(passage, by_id[a], by_id[b]) for passage in held]
        exchanged = [one for each in laid for one in each.exchanged if _is_exchange(one, rarity)]
        words = sum(len(each.equal_a) for each in laid) + len(exchanged)
        if len({one.said for one in exchanged}) < EXCHANGED or words > ONE_IN * len(exchanged):
            continue
        gains = [rarity.total(one.instead) - rarity.total(one.said) for one in exchanged]
        for report, sign in ((by_id[b], 1), (by_id[a], -1)):
            if sum(sign * gain >= RARER_NATS for gain in gains) >= RARER * len(exchanged):
                mark = _swapped(report, exchanged, sign)
                best = max(found.get(report.id, mark), mark, key=lambda one: len(one.fingerprint.spans))
                found[report.id] = best
    return found


def _is_exchange(one: Substitution, rarity: Rarity) -> bool:
    """Say whether one word stands in for another: no number, no small word, no other form of the same word."""
    words = (*one.said, *one.instead)
    if len(one.said) > 2 or len(one.instead) > 2:
        return False
    if any(not word.isalpha() or len(word) < SHORTEST_WORD or rarity(word) < TELLING_NATS for word in words):
        return False
    return not {stem(word) for word in one.said} & {stem(word) for word in one.instead}


def _swapped(report: Report, exchanged: Sequence[Substitution], sign: int) -> _Mark:
    usual = [" ".join(one.said if sign > 0 else one.instead) for one in exchanged]
    printed = [" ".join(one.instead if sign > 0 else one.said) for one in exchanged]
    shown = ", ".join(f"“{new}” for “{old}”" for old, new in list(zip(usual, printed, strict=True))[:3])
    because = f"{len(exchanged)} words were exchanged for rarer ones in what it shares with another report: {shown}"
    spans = sorted({one.b if sign > 0 else one.a for one in exchanged})
    return _mark("exchanged", True, report, ", ".join(usual), ", ".join(printed), spans, because)
