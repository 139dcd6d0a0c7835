"""The door for what a worker says of a file: only what is in the agreed form comes in, and nothing that touches another file.

A worker may be in the hands of the file it reads. It can then lie about that file, and no form tells a lie from the truth; but it
must not be able to stop this program, to fill it up, or to pass something off as part of another file.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from onrecord.model import Report, Span
from onrecord.read.fields import Field, Offered
from onrecord.read.files import LARGEST_TEXT
from onrecord.read.opening import Key
from onrecord.read.reports import report_identity
from onrecord.read.source import DEEPEST
from onrecord.read.task import AliveStill, ClosedAt, Message, NotInForm, OpenedAt, Told, behind

# The ledger and the record count in whole numbers of 64 bits with a sign.
_MOST = 1 << 63
# What follows the locator of a file in that of a thing in it: a name or a number.
_BEHIND_LOCATOR = ("", "/", ":")
_SHA256 = 64
# The lengths of a year and of a year with its month; anything longer begins with a whole day.
_YEAR, _MONTH, _DAY = 4, 7, 10


def check_turn(message: Message, after: Key | None, open_now: Sequence[Key]) -> None:
    """Raise NotInForm unless this may be said now: things are opened, told and closed in their order, and none of them twice.

    `after` is the place of the last thing told, `open_now` are the things that are open.
    """
    if isinstance(message, AliveStill):
        return
    key = message.key
    must(len(key) <= DEEPEST + 1 and all(0 <= number < _MOST for number in key), "a place that is none")
    must(after != (), "more after the end")
    match message:
        case OpenedAt():
            in_turn = key[:-1] == open_now[-1] if key and open_now else not key and not open_now
            must(in_turn and (_is_new(key, after) or _holds(key, after)), "a thing opened out of turn")
        case ClosedAt():
            must(not key or key in open_now, "a thing closed that was not open")
            must(_holds(key, after), "a thing closed of which nothing was told")
        case Told():
            in_turn = bool(open_now) and bool(key) and key[:-1] == open_now[-1] and _is_new(key, after)
            must(in_turn or key == behind(after), "a thing told out of turn")


def check_told(told: Told, locator: str, dropped: Mapping[Key, object]) -> None:
    """Raise NotInForm unless this can be true of a thing in the file with this locator; only what was `dropped` may be quarantined."""
    what, report = told.input, told.report
    must(what.locator.startswith(locator), "the locator of another file")
    must(what.locator[len(locator) :][:1] in _BEHIND_LOCATOR, "the locator of another file")
    must(what.offset is None or 0 <= what.offset < _MOST, "an offset that is none")
    must(what.digest is None or len(what.digest) == _SHA256 and what.digest.isalnum(), "a digest that is none")
    if report is None:
        must(what.report is None and bool(what.reason and what.code), "a refusal without a reason")
        must(what.state == "rejected" or what.state == "quarantined" and told.key[:-1] in dropped, f"{what.state!r}")
        must(told.payload is None or what.state == "quarantined", "bytes that nobody asked for")
        must(len(told.payload or b"") <= LARGEST_TEXT, "more bytes than are kept")
    else:
        must(
            what.state == "stored" and not what.reason and not what.code and told.payload is None, "a report not stored"
        )
        must(what.report == report.id == _identity(report, told.stated), "a report under a name that is not its own")
        _check_report(report)


def _identity(report: Report, stated: Sequence[str | None]) -> str:
    """Digest a report anew: under the name of another report it would pass for a copy of it, or the other for a copy of this."""
    title, outlet, published, url = (Field("", value) if value is not None else None for value in stated)
    return report_identity(
        Offered(locator="", name="", text=report.text, title=title, outlet=outlet, published=published, url=url)
    )


def _check_report(report: Report) -> None:
    """Raise NotInForm unless all that points into the text of a report stays in it, and its date is one."""
    must("\0" not in report.text, "a text with NUL")
    end = 0
    for block in report.blocks:
        check_span(block.span, report)
        must(end <= block.span.start, "blocks that overlap")
        end = block.span.end
    for stated in (report.title, report.outlet, report.published, report.byline, report.agency, report.url):
        if stated and stated.span:
            check_span(stated.span, report)
    must(report.published is None or _is_date(report.published.value), "a date that is none")
    must(report.language is None or len(report.language) <= 3 and report.language.isalpha(), "a language that is none")


def check_span(span: Span, report: Report) -> None:
    """Raise NotInForm unless a span lies in the text of this report and holds at least one character."""
    must(span.report == report.id, "a span of another report")
    must(0 <= span.start < span.end <= len(report.text), "a span that leaves the text")


def _is_date(value: str) -> bool:
    """Say whether this is ISO 8601: a year, a month, a day or a moment."""
    try:
        if len(value) in (_YEAR, _MONTH):
            date.fromisoformat(f"{value}-01-01"[:_DAY])
        else:
            date.fromisoformat(value[:_DAY])
            datetime.fromisoformat(value)
    except ValueError:
        return False
    return value.isascii()


def _is_new(key: Key, after: Key | None) -> bool:
    return after is None or key > after


def _holds(key: Key, after: Key | None) -> bool:
    """Say whether the last thing told lies in this one."""
    return after is not None and len(key) < len(after) and after[: len(key)] == key


def must(true: bool, what: str) -> None:
    """Raise NotInForm, saying what was found instead, unless this is true."""
    if not true:
        raise NotInForm(what)
