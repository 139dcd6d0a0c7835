"""The words of a report's own text, in order: what is compared with other reports."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from onrecord.model import BlockKind, Report, Span, Stretches
from onrecord.tokens import Token, tokenise

# Kinds of block that carry a report's own words. Furniture and teasers are shared by all pages of a site and prove nothing.
OWN_WORDS: frozenset[BlockKind] = frozenset({"headline", "body", "caption", "list"})

# Paragraphs of these kinds read on: a copy that begins in one and ends in the next is one copy.
RUNNING: frozenset[BlockKind] = frozenset({"body", "list"})


class Text(NamedTuple):
    """The words of one report's own text, in order.

    `stretches` numbers for each word the stretch of running text it stands in: a headline, a caption, the paragraphs between
    two of them. `quoted` says for each word whether it stands in quotation marks.
    """

    report: Report
    words: tuple[Token, ...]
    stretches: tuple[int, ...]
    quoted: tuple[bool, ...]


def read_text(report: Report, quotations: Iterable[Span] = ()) -> Text:
    """Take the words of the blocks that are a report's own words; all of them when no block is marked.

    `quotations` are the stretches of the report in quotation marks.
    """
    words: list[Token] = []
    stretches: list[int] = []
    quoted: list[bool] = []
    marked = Stretches((span, None) for span in quotations)
    for number, part in _parts(report):
        found = [token for token in tokenise(report.text, part.start, part.end) if token.word]
        words += found
        stretches += [number] * len(found)
        quoted += _in_marks(found, [span for span, _ in marked.meeting(part)])
    return Text(report, tuple(words), tuple(stretches), tuple(quoted))


def _parts(report: Report) -> Iterator[tuple[int, Span]]:
    """Go through the blocks, each with the number of its stretch; a new one begins where something else stands between."""
    if not report.blocks:
        yield 0, report.span(0, len(report.text))
    number, before = 0, None
    for block in report.blocks:
        if block.kind not in OWN_WORDS:
            continue
        reads_on = before is not None and before.kind in RUNNING and block.kind in RUNNING
        if before is not None and not (reads_on and not report.text[before.span.end : block.span.start].strip()):
            number += 1
        yield number, block.span
        before = block


def _in_marks(words: Iterable[Token], quotations: Iterable[Span]) -> Iterator[bool]:
    """Say for each word whether one of the quotations, given in order, holds it."""
    waiting = iter(quotations)
    quotation = next(waiting, None)
    for word in words:
        while quotation is not None and quotation.end <= word.start:
            quotation = next(waiting, None)
        yield quotation is not None and quotation.start <= word.start
