"""The nouns of one report: its text, the stretches of it, what it says of itself, where it came from."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from itertools import accumulate
from typing import Generic, Literal, TypeVar

from msgspec import Struct

Owner = TypeVar("Owner")
BlockKind = Literal["headline", "crosshead", "byline", "caption", "body", "list", "teaser", "boilerplate", "hidden"]
InputState = Literal["stored", "duplicate", "rejected", "quarantined", "pending"]

# The code of what an archive holds beside reports: pictures, scripts, redirects.
PASSED_OVER = "passed-over"


class Span(Struct, frozen=True, order=True):
    """A stretch of one report's text: the only way to point at words.

    `report` is `Report.id`; `start` and `end` are half-open code-point offsets into `Report.text`.
    """

    report: str
    start: int
    end: int

    def text(self, report: Report) -> str:
        """Cut the words out of the report. Raises ValueError when the span belongs to another report."""
        if report.id != self.report:
            raise ValueError(f"span of report {self.report} asked of report {report.id}")
        return report.text[self.start : self.end]

    def holds(self, other: Span) -> bool:
        """Say whether the other span lies wholly within this one."""
        return self.report == other.report and self.start <= other.start and other.end <= self.end

    def meets(self, other: Span) -> bool:
        """Say whether the two spans share at least one character."""
        return self.report == other.report and self.start < other.end and other.start < self.end


class Stretches(Generic[Owner]):
    """Stretches of one report, each with what it belongs to; those that meet a span are found without looking at all of them."""

    def __init__(self, stretches: Iterable[tuple[Span, Owner]]) -> None:
        self._all = sorted(stretches, key=lambda pair: pair[0])
        self._starts = [span.start for span, _ in self._all]
        self._reach = list(accumulate((span.end for span, _ in self._all), max))

    def meeting(self, span: Span) -> list[tuple[Span, Owner]]:
        """Give the stretches that share a character with a span, in their order."""
        last = bisect_left(self._starts, span.end)
        first = bisect_right(self._reach, span.start, hi=last)
        return [pair for pair in self._all[first:last] if pair[0].meets(span)]


class Stated(Struct, frozen=True):
    """Something a report says of itself (a date, an outlet, a byline), with where that was found.

    `basis` is a phrase for people, such as "field date_publish" or "dateline"; `span` is None when it is not in the text.
    """

    value: str
    basis: str
    span: Span | None = None


class Block(Struct, frozen=True):
    """A stretch of a report of one kind: headline, body paragraph, caption, page furniture. `because` names the rule.

    `hidden` is text of a page that its readers could not see.
    """

    span: Span
    kind: BlockKind
    because: str


class Report(Struct, frozen=True, kw_only=True):
    """One report as it is stored: its text untouched, its blocks marked, and what it says of itself.

    `id` is a digest of the text and of what the input stated about it, so spans cannot drift unnoticed; `name` is the
    id that the input gave (a file name without suffix, or the field `id`). `published` is ISO 8601 (a prefix such as
    `2016-09` when that is all). `language` is an ISO 639-1 code; None when the text is too short to tell.
    `flags` say what should be known before trusting it, such as `partial` (text was lost in reading) or `degraded` (read by the
    plainest means after the usual ones failed).
    """

    id: str
    name: str
    text: str
    blocks: tuple[Block, ...] = ()
    title: Stated | None = None
    outlet: Stated | None = None
    published: Stated | None = None
    byline: Stated | None = None
    agency: Stated | None = None
    url: Stated | None = None
    language: str | None = None
    encoding: str = "utf-8"
    flags: tuple[str, ...] = ()

    def span(self, start: int, end: int) -> Span:
        """Point at a stretch of this report's text."""
        return Span(self.id, start, end)


def in_order(reports: Iterable[Report]) -> tuple[Report, ...]:
    """Put reports in the order of their sigla: by publication date, undated last, then by name."""
    return tuple(
        sorted(reports, key=lambda r: (r.published is None, r.published.value if r.published else "", r.name, r.id))
    )


class Input(Struct, frozen=True):
    """One thing that was offered for reading and what became of it.

    seen = stored + duplicate + rejected + quarantined + pending. `locator` says where it came from (a path, the member of an archive, the
    number of a line or record), `offset` the byte where it begins in the file named first in it, None where that means nothing.
    `reason` says why it was not stored, or why a stored report could not be analysed; `code` is the same for programs
    (docs/reading.md lists them). Both are empty when all went well. `format` is what its content showed it to be, `digest` the sha256
    of its bytes (hex), None where it was not read.
    """

    locator: str
    state: InputState
    reason: str = ""
    report: str | None = None
    code: str = ""
    offset: int | None = None
    format: str | None = None
    digest: str | None = None

    @property
    def lost(self) -> bool:
        """Say whether something was lost here: not stored, or not analysed. What was passed over as no report is no loss."""
        return bool(self.reason) and self.state != "duplicate" and self.code != PASSED_OVER


def words_at(spans: Iterable[Span], report: Report) -> str:
    """Print several spans of one report with an ellipsis where something stands between them."""
    return " … ".join(span.text(report) for span in spans)
