"""What of a report is compared with others: quoted pieces of attributions, reported speech, and stray quotations."""

from __future__ import annotations

import math
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from msgspec import Struct

from onrecord.attributions import find_quotations
from onrecord.model import Attribution, Report, Span, Stretches
from onrecord.rarity import IN_ORDER, Rarity
from onrecord.tokens import Token, stem, tokenise

# A quoted scrap shorter than this is a card of its own only when another report quotes it too (tried 2 and 4).
SCRAP_WORDS = 3

# How many characters around a quotation count as its surroundings: about a sentence (tried 80 to 300).
SURROUNDINGS = 160


# Shorter words stay small in titles: of, the, and.
SMALL_WORD = 4


class Unit(Struct, frozen=True):
    """One stretch of one report that is matched as a whole: a quoted piece, or the content of reported speech.

    `attribution` is None for words in quotation marks that no attribution holds. `stems` and `weights` (nats) stand word by
    word. `around` are the normalised words nearby; `capitals` is set when every word begins with one (Steel and Salt).
    `order` sorts units the same way whatever order the reports came in.
    """

    order: tuple[int, int, int]
    span: Span
    quoted: bool
    attribution: Attribution | None
    words: tuple[Token, ...]
    stems: tuple[str, ...]
    weights: tuple[float, ...]
    weight: float
    around: frozenset[str]
    capitals: bool

    @property
    def speaker(self) -> str | None:
        """Name the speaker, where the report makes it safe."""
        return self.attribution.speaker.name if self.attribution else None

    @property
    def is_bare_scrap(self) -> bool:
        """Say whether these are a few words in marks that nobody uttered: a term without a source, or a title in capitals."""
        whole = sum(not word.clitic for word in self.words)
        return whole <= SCRAP_WORDS and (self.capitals or not (self.attribution and self.attribution.source))

    @property
    def carrier(self) -> str:
        """Name what carries the unit: its attribution, or the stray quotation itself."""
        return self.attribution.id if self.attribution else f"{self.span.report}:{self.span.start}"


class Surroundings:
    """How much it proves that two quotations stand among the same words. A word that stands around many of them proves little."""

    def __init__(self, units: Iterable[Unit], rarity: Rarity) -> None:
        """Count around how many different quotations of the pile each word stands."""
        distinct = {unit.around for unit in units}
        self._counts = Counter(word for around in distinct for word in around)
        self._all = max(1, len(distinct))
        self._rarity = rarity

    def shared(self, one: Iterable[str], other: Iterable[str]) -> float:
        """Weigh the words that stand around both, in nats: rare in English and rare in this pile."""
        return sum(self._weight(word) for word in sorted(set(one) & set(other)))

    def _weight(self, word: str) -> float:
        here = math.log(self._all / max(2, self._counts[word])) if self._all > 2 else 0.0
        return max(0.0, min(here, self._rarity(word) - IN_ORDER))


def measure(reports: Iterable[Report]) -> Rarity:
    """Count the words of the pile."""
    return Rarity.of(frozenset(token.norm for token in tokenise(report.text) if token.word) for report in reports)


def cut_units(reports: Sequence[Report], attributions: Iterable[Attribution], rarity: Rarity) -> tuple[Unit, ...]:
    """Cut every attribution, and every quotation outside of one, into the units that are compared, in canonical order.

    `reports` are in canonical order.
    """
    place = {report.id: number for number, report in enumerate(reports)}
    places = [
        (attribution, bool(attribution.quoted), span) for attribution in attributions for span in _spans(attribution)
    ]
    held: dict[str, list[Span]] = {report.id: [] for report in reports}
    for _, quoted, span in places:
        if quoted:
            held[span.report].append(span)
    strays = [(None, True, span) for report in reports for span in _strays(report, held[report.id])]
    cut = (
        _cut(reports[place[span.report]], place, span, quoted, attribution, rarity)
        for attribution, quoted, span in (*places, *strays)
    )
    return tuple(sorted((unit for unit in cut if unit is not None), key=lambda unit: (unit.order, unit.carrier)))


def _spans(attribution: Attribution) -> tuple[Span, ...]:
    """Take the quoted pieces; without any, the content of what was said. What was merely thought, or not said, is left out.

    A word or two in marks within what somebody only thought or did are a term (“set up a ‘safe corner’”), nobody's utterance.
    """
    if attribution.type == "attitude" and quoted_words(attribution) <= SCRAP_WORDS:
        return ()
    if attribution.quoted:
        return attribution.quoted
    said = attribution.type == "speech" and attribution.cue_sense != "negated" and not attribution.nested
    return attribution.content if said else ()


def quoted_words(attribution: Attribution) -> int:
    """Count the characters of the quotation in words of five letters: enough to tell a scrap."""
    return sum(span.end - span.start for span in attribution.quoted) // 6


def _strays(report: Report, held: Sequence[Span]) -> list[Span]:
    """Find the outermost quotations that no attribution holds."""
    found = (quotation.inner for quotation in find_quotations(report).quotations if quotation.depth == 0)
    taken = Stretches((span, None) for span in held)
    return [span for span in found if not taken.meeting(span)]


def _cut(
    report: Report, place: Mapping[str, int], span: Span, quoted: bool, attribution: Attribution | None, rarity: Rarity
) -> Unit | None:
    """Cut one unit; a stretch without words is none."""
    words = tuple(token for token in tokenise(report.text, span.start, span.end) if token.word)
    if not words:
        return None
    weights = tuple(rarity(word.norm) for word in words)
    return Unit(
        order=(place[span.report], span.start, span.end),
        span=span,
        quoted=quoted,
        attribution=attribution,
        words=words,
        stems=tuple(stem(word.norm) for word in words),
        weights=weights,
        weight=sum(weights),
        around=_around(report, span),
        capitals=_in_capitals(report, words),
    )


def _in_capitals(report: Report, words: Sequence[Token]) -> bool:
    """Say whether every word but the small ones begins with a capital letter, and there are two at least."""
    large = [word for word in words if word.end - word.start >= SMALL_WORD and not word.clitic]
    return len(large) > 1 and all(report.text[word.start].isupper() for word in large)


def _around(report: Report, span: Span) -> frozenset[str]:
    """Collect the words near a quotation, within its block and outside of it."""
    place = bisect_right(report.blocks, span.start, key=lambda block: block.span.start) - 1
    held = place >= 0 and report.blocks[place].span.meets(span)
    extent = report.blocks[place].span if held else report.span(0, len(report.text))
    before = tokenise(report.text, max(extent.start, span.start - SURROUNDINGS), span.start)
    after = tokenise(report.text, span.end, max(span.end, min(extent.end, span.end + SURROUNDINGS)))
    return frozenset(token.norm for token in (*before, *after) if token.word)
