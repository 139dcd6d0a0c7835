"""Quotation marks: which stretches of a report stand in quotation marks, and where the marks themselves are broken.

One pass over each block, so the time is linear in the text. It never fails: a mark that cannot be paired is a fault, not an error.
Marks pair within their block (a paragraph); a quotation that runs over several paragraphs is opened again at each, as printers do.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from onrecord.model import Block, Report, Span
from onrecord.patterns import IGNORECASE, Match, pattern
from onrecord.shadow import shadow

Style = Literal["double", "single", "angle"]

# Two apostrophes or two backticks stand for one double mark in many newsroom systems.
_MARK = pattern(r"``|''|[“”„‟«»\"‘’‚'`]")
_OPENERS = "“„‟«‘‚"
_STYLE: dict[str, Style] = {
    "“": "double",
    "”": "double",
    "„": "double",
    "‟": "double",
    '"': "double",
    "''": "double",
    "``": "double",
    "«": "angle",
    "»": "angle",
    "‘": "single",
    "’": "single",
    "‚": "single",
    "'": "single",
    "`": "single",
}
# Words that begin with an apostrophe: rock ’n’ roll, ’em, ’til, ’90s.
_ELISION = pattern(r"(?:n|em|til|tis|twas|cause|round|bout|cos|[0-9]0s)\b", IGNORECASE)
_FEET = pattern(r"\d['’′]\d{1,2}$")
_SENTENCE_END = pattern(r"[.!?…](?=\s|$)")
_BEFORE_OPENING = "([{—–-/‑"
_PASSED_OVER = ("boilerplate", "teaser", "hidden")
_BEYOND = 10  # characters behind the last block that may tell what its last mark is


class Quotation(Struct, frozen=True):
    """A stretch in quotation marks. `outer` includes the marks, `inner` does not; `depth` is 0 for the outermost.

    `closed` is False when no closing mark was found; then `continues` says whether the next paragraph takes it up again.
    """

    outer: Span
    inner: Span
    style: Style
    depth: int
    block: int
    closed: bool = True
    continues: bool = False


class Fault(Struct, frozen=True):
    """A quotation mark that does not pair, with the reason in a sentence."""

    span: Span
    because: str


class Quotations(Struct, frozen=True):
    """All quotations of a report in text order, and the faults of its marks."""

    quotations: tuple[Quotation, ...]
    faults: tuple[Fault, ...]


class _Mark(Struct):
    """A mark with what its neighbours allow it to be."""

    start: int
    end: int
    style: Style
    sign: str
    opens: bool
    closes: bool
    strong: bool = False  # a closing mark behind a comma or full stop cannot be an apostrophe


class _Open(Struct):
    mark: _Mark
    depth: int


def find_quotations(report: Report) -> Quotations:
    """Find every stretch in quotation marks in a report's own text; page furniture is passed over.

    What a mark may be hangs on the characters beside it, so those that nobody sees are left out while looking.
    """
    last = max((block.span.end for block in report.blocks if block.kind not in _PASSED_OVER), default=0)
    seen = shadow(report.text, 0, last + _BEYOND)
    if not seen.dropped:
        return _find(report)
    blocks = tuple(replace(one, span=seen.shade(one.span)) for one in report.blocks)
    found = _find(replace(report, text=seen.text, blocks=blocks))
    quotations = (replace(one, outer=seen.light(one.outer), inner=seen.light(one.inner)) for one in found.quotations)
    return Quotations(tuple(quotations), tuple(replace(one, span=seen.light(one.span)) for one in found.faults))


def _find(report: Report) -> Quotations:
    quotations: list[Quotation] = []
    faults: list[Fault] = []
    blocks = [(n, block) for n, block in enumerate(report.blocks) if block.kind not in _PASSED_OVER]
    for place, (number, block) in enumerate(blocks):
        following = blocks[place + 1][1] if place + 1 < len(blocks) else None
        found, broken = _pair(report, number, block, _begins_with_mark(report, following))
        quotations.extend(sorted(found, key=lambda q: (q.outer.start, -q.outer.end)))
        faults.extend(sorted(broken, key=lambda f: f.span))
    return Quotations(tuple(quotations), tuple(faults))


def _begins_with_mark(report: Report, block: Block | None) -> str | None:
    """Give the style of the opening mark that a block begins with."""
    if block is None:
        return None
    mark = _MARK.match(report.text, block.span.start, block.span.end)
    return _STYLE[mark.group()] if mark and mark.group() not in "”»’" else None


def _marks(text: str, start: int, end: int) -> Iterator[_Mark]:
    """Read the marks of a block and what each may be, from the characters beside it alone."""
    for found in _MARK.finditer(text, start, end):
        sign, style = found.group(), _STYLE[found.group()]
        before = text[found.start() - 1] if found.start() > start else " "
        after = text[found.end()] if found.end() < end else " "
        if _is_apostrophe_or_inch(text, found, before, after, style):
            continue
        free_before = before.isspace() or before in _BEFORE_OPENING or before in _OPENERS or before in "\"'"
        free_after = not after.isalnum()
        opens = free_before and not after.isspace()
        closes = free_after and not before.isspace()
        if style != "single":  # a stray space inside the marks (“ keep out ”) is common in copied text
            opens, closes = opens or (sign in _OPENERS and not closes), closes or (sign in "”»" and not opens)
            if not opens and not closes:
                opens = closes = True
            if opens and closes and sign in "“„‟«”»":
                opens, closes = sign in _OPENERS, sign not in _OPENERS
        if opens or closes:
            yield _Mark(found.start(), found.end(), style, sign, opens, closes, closes and before in ",.!?…")


def _is_apostrophe_or_inch(text: str, found: Match[str], before: str, after: str, style: Style) -> bool:
    """Say whether a mark is none: don’t, 6'2", ’90s."""
    sign = found.group()
    if style == "single":
        if before.isalnum() and after.isalnum():
            return True
        return sign != "‘" and bool(_ELISION.match(text, found.end())) and not before.isalnum()
    height = sign in ('"', "''") and before.isdigit() and _FEET.search(text[max(0, found.start() - 5) : found.start()])
    return bool(height)


def _pair(report: Report, number: int, block: Block, following: str | None) -> tuple[list[Quotation], list[Fault]]:
    """Pair the marks of one block with a stack."""
    marks = list(_marks(report.text, block.span.start, block.span.end))
    closers_left = _closers_left(marks)
    pairing = _Pairing(report, number, block.span)
    for place, mark in enumerate(marks):
        if mark.style == "single":
            pairing.take_single(mark, closers_left[place])
        else:
            pairing.take_double(mark, closers_left[place])
    pairing.finish(following)
    return pairing.quotations, pairing.faults


def _closers_left(marks: list[_Mark]) -> list[dict[str, int]]:
    """For each mark, by how many the closing marks behind it in its block outnumber the opening ones, by style."""
    left: list[dict[str, int]] = []
    count = {"double": 0, "angle": 0, "single": 0, "strong": 0}
    for mark in reversed(marks):
        left.append(dict(count))
        if mark.closes and not mark.opens:
            count[mark.style] += 1
            count["strong"] += mark.style == "single" and mark.strong
        elif mark.opens and not mark.closes and mark.style != "single":
            count[mark.style] -= 1
    return left[::-1]


class _Pairing:
    """The stack of open marks while one block is read."""

    def __init__(self, report: Report, number: int, extent: Span) -> None:
        self.report, self.number, self.extent = report, number, extent
        self.sentence_ends = [found.end() for found in _SENTENCE_END.finditer(report.text, extent.start, extent.end)]
        self.stack: list[_Open] = []
        self.quotations: list[Quotation] = []
        self.faults: list[Fault] = []

    def take_double(self, mark: _Mark, left: dict[str, int]) -> None:
        """Open or close a double or angle mark."""
        standing = next((open_ for open_ in reversed(self.stack) if open_.mark.style == mark.style), None)
        if standing is None:
            turned = (
                mark.start == self.extent.start and left[mark.style] > 0
            )  # ”Yes,” she said: a mark set the wrong way round
            if mark.opens or turned:
                self.stack.append(_Open(mark, len(self.stack)))
            elif not self._is_inch(mark):
                self._fault(mark, "a closing quotation mark that nothing opened")
        elif mark.closes:
            self._close(standing, mark)
        elif left[mark.style] >= 2:  # enough closing marks follow for this one and the one around it
            self.stack.append(_Open(mark, len(self.stack)))
        else:
            self._give_up(standing, mark.start)
            self.stack.append(_Open(mark, len(self.stack)))

    def take_single(self, mark: _Mark, left: dict[str, int]) -> None:
        """Open or close a single mark; whatever does not clearly quote is taken for an apostrophe."""
        standing = self.stack[-1] if self.stack and self.stack[-1].mark.style == "single" else None
        if standing is None:
            if mark.opens and not (mark.closes and mark.sign == "’") and left["single"] > 0:
                self.stack.append(_Open(mark, len(self.stack)))
            elif mark.sign == "‘" and mark.opens:
                self._fault(mark, "an opening quotation mark that nothing closes")
        elif mark.closes and not (self._is_possessive(mark) and left["strong"] > 0):
            self._close(standing, mark)

    def finish(self, following: str | None) -> None:
        """Settle what is still open at the end of the block."""
        for open_ in self.stack:
            if open_.mark.style == "single":
                continue
            continues = following == open_.mark.style
            at_start = open_.mark.start == self.extent.start
            end = self.extent.end if continues or at_start else self._sentence_end(open_.mark.end)
            self._add(open_, end, end, closed=False, continues=continues)
            if not continues:
                self._fault(open_.mark, "an opening quotation mark that nothing closes")

    def _close(self, open_: _Open, mark: _Mark) -> None:
        while self.stack[-1] is not open_:
            lost = self.stack.pop()
            if lost.mark.style != "single":
                self._fault(lost.mark, "an opening quotation mark that nothing closes")
        self.stack.pop()
        if mark.start > open_.mark.end:
            self._add(open_, mark.start, mark.end)

    def _give_up(self, open_: _Open, before: int) -> None:
        """A mark opens again where one was open: the first was never closed, so its words end with their sentence."""
        del self.stack[self.stack.index(open_) :]
        self._fault(open_.mark, "an opening quotation mark that nothing closes before the next one opens")
        end = min(self._sentence_end(open_.mark.end), before)
        self._add(open_, end, end, closed=False)

    def _add(self, open_: _Open, inner_end: int, outer_end: int, closed: bool = True, continues: bool = False) -> None:
        text, start = self.report.text, open_.mark.end
        while inner_end > start and text[inner_end - 1].isspace():
            inner_end -= 1
        while start < inner_end and text[start].isspace():
            start += 1
        if start < inner_end:
            outer = self.report.span(open_.mark.start, max(outer_end if closed else inner_end, inner_end))
            self.quotations.append(
                Quotation(
                    outer,
                    self.report.span(start, inner_end),
                    open_.mark.style,
                    open_.depth,
                    self.number,
                    closed,
                    continues,
                )
            )

    def _fault(self, mark: _Mark, because: str) -> None:
        self.faults.append(Fault(self.report.span(mark.start, mark.end), because))

    def _sentence_end(self, start: int) -> int:
        place = bisect_right(self.sentence_ends, start)
        return self.sentence_ends[place] if place < len(self.sentence_ends) else self.extent.end

    def _is_inch(self, mark: _Mark) -> bool:
        return mark.sign in ('"', "''", "”") and self.report.text[mark.start - 1 : mark.start].isdigit()

    def _is_possessive(self, mark: _Mark) -> bool:
        """The workers’ rights: an apostrophe after s, before a small letter."""
        text = self.report.text
        return (
            text[mark.start - 1].casefold() == "s"
            and text[mark.end : mark.end + 1] == " "
            and text[mark.end + 1 : mark.end + 2].islower()
        )
