"""Text → paragraphs: each line one, unless the text is hard-wrapped, where a paragraph runs over several lines."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from msgspec import Struct

from onrecord.patterns import pattern

# What ends a line. U+0085 and the separators U+001C to U+001E are left alone: in damaged texts they stand inside
# sentences.
_ENDS = "\n\r\x0b\x0c\u2028\u2029"
_LINE_END = pattern(f"\r\n|[{_ENDS}]")
_LINE = pattern(rf"\S[^{_ENDS}]*+")
# So many lines are told apart, and what follows is one paragraph: the longest reports have 500, and a million would take ten seconds.
MOST_LINES = 100_000

# Hard-wrapped text: the longest line is between these (72 to 80 is usual; e-mail and terminals give 60 to 100) …
NARROWEST, WIDEST = 45, 110
# … there are at least this many lines that run on …
FEWEST_WRAPPED = 3
# … most of them are full: the next word would not have fitted (paragraphs of three lines give 0.67, lists stay under 0.4) …
FULL_SHARE = 0.65
# … and most end without a full stop (unwrapped lines of a report nearly all end with one).
OPEN_SHARE = 0.6
# Slack in columns for a wrapped line: some programs wrap a little early.
SLACK = 4


class Paragraph(Struct, frozen=True):
    """A stretch of text without white space at its ends."""

    start: int
    end: int


class _Line(Struct, frozen=True):
    start: int
    end: int
    gap: bool
    indented: bool


def find_paragraphs(text: str) -> list[Paragraph]:
    """Split a text into paragraphs; together they cover every character that is not white space."""
    lines = list(islice(_lines(text), MOST_LINES))
    width = _wrap_width(text, lines)
    paragraphs: list[Paragraph] = []
    for number, line in enumerate(lines):
        if width and number and not line.gap and not line.indented and _is_full(text, lines[number - 1], line, width):
            last = paragraphs.pop()
            paragraphs.append(Paragraph(last.start, line.end))
        else:
            paragraphs.append(Paragraph(line.start, line.end))
    if len(lines) == MOST_LINES and (rest := text[lines[-1].end :].strip()):
        end = len(text.rstrip())
        paragraphs.append(Paragraph(end - len(rest), end))
    return paragraphs


def _lines(text: str) -> Iterator[_Line]:
    """Give the lines that are not empty, trimmed."""
    before = 0
    for line in _LINE.finditer(text):
        start = line.start()
        gap, lead = _between(text, before, start)
        yield _Line(start, start + len(line[0].rstrip()), gap or not before, lead >= 2)
        before = line.end()


def _between(text: str, start: int, end: int) -> tuple[bool, int]:
    """Say whether an empty line stands in the white space between two lines, and by how many columns the second is indented."""
    blank = text[start:end]
    if blank in ("\n", "\n\n"):  # nearly always
        return blank == "\n\n", 0
    ends = list(islice(_LINE_END.finditer(blank), 2))
    return len(ends) > 1, len(blank) - 1 - max(map(blank.rfind, _ENDS))


def _wrap_width(text: str, lines: list[_Line]) -> int | None:
    """Give the column at which a text is wrapped; None when its lines are whole paragraphs."""
    pairs = [(one, other) for one, other in zip(lines, lines[1:], strict=False) if not other.gap]
    width = max((line.end - line.start for line in lines), default=0)
    if len(pairs) < FEWEST_WRAPPED or not NARROWEST <= width <= WIDEST:
        return None
    ends_open = sum(text[one.end - 1] not in '.!?:”"' for one, _ in pairs)
    full = sum(_is_full(text, one, other, width) for one, other in pairs)
    return width if full >= FULL_SHARE * len(pairs) and ends_open >= OPEN_SHARE * len(pairs) else None


def _is_full(text: str, line: _Line, following: _Line, width: int) -> bool:
    """Say whether the first word of the following line would not have fitted on this one."""
    word = text[following.start : min(following.end, following.start + width)].split(None, 1)[0]
    return line.end - line.start + 1 + len(word) > width - SLACK
