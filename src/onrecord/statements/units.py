"""What of a report is compared with others: quoted pieces of attributions, reported speech, and stray quotations."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from functools import cached_property

from msgspec import Struct

from onrecord.attributions import find_quotations
from onrecord.language import analysed_until
from onrecord.model import Attribution, Block, Report, Span, Story, Stretches
from onrecord.rarity import Rarity
from onrecord.tokens import Token, stem, tokenise

# A quoted scrap shorter than this is a card of its own only when another report quotes it too (tried 2 and 4).
SCRAP_WORDS = 3

# How many characters around a quotation count as its surroundings: about a sentence (tried 80 to 300).
SURROUNDINGS = 160

# What stays small in a title that is printed in capitals.
SMALL_IN_TITLES = frozenset(
    "a an and as at but by for from if in into is nor of off on onto or our over per so than that the to up upon us via with yet".split()
)

# Blocks in which many outlets begin every word with a capital letter, also those of a quotation.
IN_CAPITALS = frozenset({"headline", "crosshead"})

# Longer stretches of words in capitals are no title but somebody shouting, or a headline.
TITLE_WORDS = 10

# A paragraph of so few words that is nothing but a quotation (and its marks, of so many characters) is a crosshead.
LINE_WORDS, MARK = 8, 2

# Parts that some print with a hyphen and others without: non-violent and nonviolent.
HYPHENED = frozenset("anti co counter inter mid multi non post pre re semi sub super ultra un under".split())

# What the second half of a contraction stands for; whether it is a possessive does not matter for finding.
FULL_FORMS = {"'s": "is", "'d": "would"}


class Unit(Struct, frozen=True):
    """One stretch of one report that is matched as a whole: a quoted piece, or the content of reported speech.

    `attribution` is None for words in quotation marks that no attribution holds. `stems` (as numbers, see `Vocabulary`) and
    `weights` (nats) stand word by word. `around` are the normalised words nearby. `carrier` names what carries the unit: its
    attribution, or the stray quotation itself. `bare` is set for a few words in marks that nobody uttered: a term without a source,
    or a title (Steel and Salt). `order` sorts units the same way whatever the reports are called and whatever order they came in.
    `heading` is set for words in a headline or a crosshead. `story` numbers the story of the report, and `day` counts the day of its
    publication, where they are known.
    """

    order: tuple[int, int, int]
    span: Span
    quoted: bool
    attribution: Attribution | None
    words: tuple[Token, ...]
    stems: tuple[int, ...]
    weights: tuple[float, ...]
    weight: float
    around: frozenset[str]
    carrier: str
    bare: bool
    heading: bool = False
    story: int | None = None
    day: int | None = None

    @property
    def speaker(self) -> str | None:
        """Name the speaker, where the report makes it safe."""
        return self.attribution.speaker.name if self.attribution else None


class ReportWords:
    """The words of one report, cut once; what stands in a stretch of it is looked up."""

    def __init__(self, report: Report) -> None:
        self.report = report

    @cached_property
    def all(self) -> tuple[Token, ...]:
        """All words, in order; of a very long report those of the part that is analysed."""
        return tuple(_without_hyphens(tokenise(self.report.text, 0, analysed_until(self.report))))

    @cached_property
    def _starts(self) -> list[int]:
        return [word.start for word in self.all]

    def within(self, start: int, end: int) -> tuple[Token, ...]:
        """Give the words of a stretch. A word that the ends of the stretch cut through is cut there too."""
        first, last = bisect_left(self._starts, start), bisect_left(self._starts, end)
        cut = (first and self.all[first - 1].end > start) or (last > first and self.all[last - 1].end > end)
        if cut:
            return tuple(_without_hyphens(tokenise(self.report.text, start, end)))
        return self.all[first:last]

    def whole(self, start: int, end: int) -> tuple[Token, ...]:
        """Give the words that lie wholly within a stretch."""
        first, last = bisect_left(self._starts, start), bisect_left(self._starts, end)
        return self.all[first : last - 1 if last > first and self.all[last - 1].end > end else last]


def _without_hyphens(tokens: Sequence[Token]) -> Iterator[Token]:
    """Give the words, those of two parts that may be printed as one (non-violent) as one."""
    waiting: Token | None = None
    hyphen = False
    for token in tokens:
        if waiting is not None:
            if not hyphen and token.norm == "-" and token.start == waiting.end:
                hyphen = True
                continue
            if hyphen and token.word and token.start == waiting.end + 1 and token.norm.isalpha():
                yield Token(waiting.start, token.end, waiting.norm + token.norm)
                waiting, hyphen = None, False
                continue
            yield waiting
            waiting, hyphen = None, False
        if token.norm in HYPHENED:
            waiting = token
        elif token.word:
            yield token
    if waiting is not None:
        yield waiting


class Vocabulary:
    """The words of a pile: how rare they are, and a number for every stem, so that gap and gaps meet.

    Doubled reports change nothing in it, nor does the order in which they came.
    """

    def __init__(self, words: Iterable[ReportWords]) -> None:
        held = {frozenset(word.norm for word in one.all) for one in words}
        self.rarity = Rarity.of(held)
        self._numbers: dict[str, int] = {}
        self._stems: dict[str, int] = {}
        self.weights: list[float] = []
        for norm in sorted(frozenset().union(*held)):
            self.number(norm)

    def number(self, norm: str) -> int:
        """Give the number of a word's stem."""
        if norm not in self._numbers:
            self._numbers[norm] = number = self._stems.setdefault(stem(FULL_FORMS.get(norm, norm)), len(self._stems))
            if number == len(self.weights):
                self.weights.append(self.rarity(norm))
            self.weights[number] = min(self.weights[number], self.rarity(norm))
        return self._numbers[norm]

    def read(self, words: Iterable[Token]) -> tuple[tuple[int, ...], tuple[float, ...]]:
        """Give the numbers of words, and what each weighs in nats: as much as the commonest word of its stem."""
        numbers = tuple(self.number(word.norm) for word in words)
        return numbers, tuple(self.weights[number] for number in numbers)


def cut_units(
    words: Sequence[ReportWords],
    attributions: Iterable[Attribution],
    vocabulary: Vocabulary,
    stories: Iterable[Story] = (),
) -> tuple[Unit, ...]:
    """Cut every attribution, and every quotation outside of one, into the units that are compared, in the order of the reports."""
    cutter = _Cutter(words, vocabulary, stories)
    places = [
        (attribution, bool(attribution.quoted), span) for attribution in attributions for span in _spans(attribution)
    ]
    held: dict[str, list[Span]] = {one.report.id: [] for one in words}
    for _, quoted, span in places:
        if quoted:
            held[span.report].append(span)
    strays = [(None, True, span) for one in words for span in _strays(one.report, held[one.report.id])]
    cut = (cutter.cut(span, quoted, attribution) for attribution, quoted, span in (*places, *strays))
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


class _Cutter:
    """Cuts units out of the reports of one pile."""

    def __init__(self, words: Sequence[ReportWords], vocabulary: Vocabulary, stories: Iterable[Story]) -> None:
        self._place = {one.report.id: number for number, one in enumerate(words)}
        self._words = words
        self._vocabulary = vocabulary
        self._story = {report: story.number for story in stories for report in story.reports}
        self._day = [_day(one.report) for one in words]

    def cut(self, span: Span, quoted: bool, attribution: Attribution | None) -> Unit | None:
        """Cut one unit; a stretch without words is none."""
        place = self._place[span.report]
        held = self._words[place]
        words = held.within(span.start, span.end)
        if not words:
            return None
        stems, weights = self._vocabulary.read(words)
        block = _block_of(held.report, span)
        return Unit(
            order=(place, span.start, span.end),
            span=span,
            quoted=quoted,
            attribution=attribution,
            words=words,
            stems=stems,
            weights=weights,
            weight=sum(weights),
            around=around(held, span),
            carrier=attribution.id if attribution else f"{span.report}:{span.start}",
            bare=_is_bare(words, attribution)
            or ((block is None or block.kind not in IN_CAPITALS) and _is_title(held.report, words)),
            heading=block is not None and (block.kind in IN_CAPITALS or _is_line(block, span, len(words))),
            story=self._story.get(span.report),
            day=self._day[place],
        )


def _is_line(block: Block, span: Span, words: int) -> bool:
    """Say whether a few words in marks are a line of their own: a crosshead in quotation marks."""
    return words <= LINE_WORDS and span.start - block.span.start <= MARK and block.span.end - span.end <= MARK


def _day(report: Report) -> int | None:
    """Count the day of publication, when the report gives one to the day."""
    try:
        return date.fromisoformat(report.published.value[:10]).toordinal() if report.published else None
    except ValueError:
        return None


def _is_bare(words: Sequence[Token], attribution: Attribution | None) -> bool:
    """Say whether so few words stand there, without a source, that they may be a mere term."""
    whole = sum(not word.clitic for word in words)
    return whole <= SCRAP_WORDS and not (attribution and attribution.source)


def _is_title(report: Report, words: Sequence[Token]) -> bool:
    """Say whether words are printed like a title: each begins with a capital letter, save the small ones. A question is none."""
    large = [word for word in words if word.norm not in SMALL_IN_TITLES and not word.clitic]
    if not 1 < len(large) or len(words) > TITLE_WORDS:
        return False
    if not all(report.text[word.start].isupper() or report.text[word.start].isdigit() for word in large):
        return False
    printed = report.text[words[0].start : words[-1].end + 1]
    return "?" not in printed and (not printed.isupper() or len(words) <= SCRAP_WORDS)


def around(held: ReportWords, span: Span) -> frozenset[str]:
    """Collect the words near a quotation, within its block and outside of it."""
    block = _block_of(held.report, span)
    extent = block.span if block else held.report.span(0, len(held.report.text))
    before = held.whole(max(extent.start, span.start - SURROUNDINGS), span.start)
    after = held.whole(span.end, max(span.end, min(extent.end, span.end + SURROUNDINGS)))
    return frozenset(token.norm for token in (*before, *after))


def _block_of(report: Report, span: Span) -> Block | None:
    place = bisect_right(report.blocks, span.start, key=lambda block: block.span.start) - 1
    return report.blocks[place] if place >= 0 and report.blocks[place].span.meets(span) else None
