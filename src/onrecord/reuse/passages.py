"""Find the passages that two reports share, with their exact place in both."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from onrecord.attributions import find_quotations
from onrecord.model import Attribution, Limit, Report, Reuse, Span
from onrecord.reuse.runs import Text, read_text


class Compared(NamedTuple):
    """The passages that reports share, and what was left out to keep the work in bounds."""

    passages: tuple[Reuse, ...]
    limits: tuple[Limit, ...]


def find_reuse(reports: Sequence[Report], attributions: Sequence[Attribution]) -> Compared:
    """List the passages that any two reports share, by report and place.

    Only headlines, body text, captions and lists are compared; a passage may hold quotations and go on in the next paragraph.
    One of which nearly all stands in quotation marks in either report is of kind "quotation": two reporters may have heard the
    same words, so it is no sign of copying.
    """
    # late: numpy is not needed to print a help text
    from onrecord.reuse.join import join
    from onrecord.reuse.limits import limits
    from onrecord.reuse.pile import make_pile
    from onrecord.reuse.rows import rows
    from onrecord.reuse.seeds import find_seeds

    ordered = sorted(reports, key=lambda report: report.id)
    pile, places = make_pile(_texts(ordered, attributions))
    seeds = find_seeds(pile)
    found = rows(pile, places, ordered, join(pile, seeds))
    return Compared(tuple(sorted(found, key=lambda row: (row.a, row.b))), tuple(limits(pile, seeds)))


def _texts(reports: Iterable[Report], attributions: Iterable[Attribution]) -> Iterator[Text]:
    """Read the reports one at a time, with what stands in quotation marks, whether it is ascribed to somebody or not."""
    ascribed: dict[str, list[Span]] = defaultdict(list)
    for attribution in attributions:
        ascribed[attribution.report] += attribution.quoted
    for report in reports:
        yield read_text(report, [*_in_marks(report), *ascribed[report.id]])


def _in_marks(report: Report) -> list[Span]:
    return [quotation.inner for quotation in find_quotations(report).quotations if quotation.depth == 0]
