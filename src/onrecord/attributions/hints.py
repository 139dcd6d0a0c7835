"""What quotation marks and rules tell the network about each word."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from onrecord.attributions.marks import Quotation
from onrecord.attributions.quoting import Quoting
from onrecord.language import Parsed
from onrecord.model import Attribution
from onrecord.tagger import Hints
from onrecord.tagger.labels import CLOSING, CONTENT, CUE, INSIDE, OPENING, OUTSIDE, SOURCE


def hints_for(parsed: Parsed, quotations: Iterable[Quotation], ruled: Iterable[Attribution]) -> Hints:
    """Say of each word where it stands to the marks, and what the rules take it for."""
    quoting = Quoting(parsed, quotations)
    count = len(parsed.words)
    role, owner = [0] * count, [0] * count
    for number, one in enumerate((one for one in ruled if not one.nested), start=1):
        for kind, spans in ((CONTENT, one.content), (SOURCE, one.source), (CUE, one.cue)):
            for span in spans:
                _mark(role, owner, quoting.within(span), kind, number)
    return Hints(_quoted(quoting, count), role, owner)


def _mark(role: list[int], owner: list[int], words: range, kind: int, number: int) -> None:
    for word in words:
        role[word] = 2 * kind if word > words.start else 2 * kind - 1
        owner[word] = number


def _quoted(quoting: Quoting, count: int) -> Sequence[int]:
    quoted = [OUTSIDE] * count
    for quotation in quoting.quotations:
        inside = quoting.words(quotation)
        whole = quoting.within(quotation.outer)
        for word in whole:
            quoted[word] = OPENING if word < inside.start else INSIDE if word < inside.stop else CLOSING
    return quoted
