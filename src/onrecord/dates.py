"""Dates in words: where they stand in a text, and what day they come to when the day of publication is known."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from datetime import date, timedelta
from typing import Literal

from msgspec import Struct

from onrecord.model import Report, Span, When
from onrecord.patterns import Match, Pattern, pattern

Kind = Literal["date", "month-day", "weekday", "relative", "unclear"]

MONTHS = (
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
)
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
DAYS_AWAY = {
    "today": 0,
    "tonight": 0,
    "this morning": 0,
    "this afternoon": 0,
    "this evening": 0,
    "yesterday": -1,
    "last night": -1,
    "tomorrow": 1,
}

# A date without a year is taken to lie within half a year of publication, on whichever side is nearer.
HALF_A_YEAR = timedelta(days=183)
# A word that puts a day into the future or at an end stands at most so far before it.
AHEAD_WITHIN = 80
# What divides "Monday" from "September 5" when both name one day.
APPOSITION = (" ", ", ", " (")

_AHEAD = pattern(
    r"(?:\b(?:will|would|due|scheduled|expected|plans?|planned|planning|until|before|by|next|coming|upcoming)\b|['’]ll\b)"
    r"[^.,;]{0,60}$"
)
_MONTH = (
    r"(?P<month>Jan(?:uary|\.)?|Feb(?:ruary|\.)?|Mar(?:ch|\.)?|Apr(?:il|\.)?|May|June?\.?|July?\.?|Aug(?:ust|\.)?"
    r"|Sept?(?:ember|\.)?|Oct(?:ober|\.)?|Nov(?:ember|\.)?|Dec(?:ember|\.)?)"
)
_DAY, _YEAR = r"(?P<day>[0-3]?[0-9])(?:st|nd|rd|th)?", r"(?P<year>(?:19|20)[0-9]{2})"
_NAMES = "|".join(day.capitalize() for day in WEEKDAYS)
_PATTERNS: tuple[tuple[Kind, Pattern[str]], ...] = (
    ("date", pattern(r"(?<![\d-])(?P<year>(?:19|20)[0-9]{2})-(?P<month>[01][0-9])-(?P<day>[0-3][0-9])(?!\d)")),
    ("date", pattern(rf"\b{_MONTH} {_DAY}(?:,? {_YEAR})?(?![\w:])")),
    ("date", pattern(rf"(?<![\d:.,])\b{_DAY}(?: of)? {_MONTH}(?:,? {_YEAR})?(?!\w)")),
    ("date", pattern(rf"\b{_MONTH},? {_YEAR}(?!\d)")),
    ("unclear", pattern(rf"(?<![\d/.])(?P<first>[0-3]?[0-9])[/.](?P<second>[0-3]?[0-9])[/.]{_YEAR}(?![\d/]|\.\d)")),
    ("weekday", pattern(rf"\b(?P<turn>(?:[Ll]ast|[Nn]ext|[Tt]his) )?(?P<weekday>{_NAMES})\b(?!['’]s\b)")),
    (
        "relative",
        pattern(
            r"\b(?P<word>[Tt]oday|[Tt]onight|[Yy]esterday|[Tt]omorrow|[Tt]his (?:morning|afternoon|evening)|[Ll]ast night"
            r"|(?:[Ll]ast|[Nn]ext|[Tt]his) (?:week|month|year))\b(?!['’]s\b)"
        ),
    ),
)
_DOUBLE_MARK = pattern('[“”"]')


class DateExpression(Struct, frozen=True, order=True):
    """Words that name a day, a month or a week. `start` and `end` are offsets into the text that was searched.

    `value` is ISO 8601 as far as the words go: "2016-09-05", "2016-09", "--09-05" without a year; else the
    words, in small letters.
    """

    start: int
    end: int
    kind: Kind
    value: str


def find_dates(text: str, start: int = 0, end: int | None = None) -> list[DateExpression]:
    """Find all date expressions between two offsets, in order; of two that overlap, the longer."""
    stop = len(text) if end is None else end
    matches = ((kind, match) for kind, form in _PATTERNS for match in form.finditer(text, start, stop))
    found = filter(None, (_expression(kind, match) for kind, match in matches))
    kept: list[DateExpression] = []
    for one in sorted(found, key=lambda one: (one.start, -one.end)):
        if not kept or one.start >= kept[-1].end:
            kept.append(one)
    following: list[DateExpression | None] = [*kept, None]
    return [
        one for one, after in zip(kept, following[1:], strict=True) if not (after and _names_same_day(text, one, after))
    ]


def _names_same_day(text: str, one: DateExpression, after: DateExpression) -> bool:
    """Say whether a weekday is followed by its date: “Monday, September 5”."""
    pair = one.kind == "weekday" and after.kind in ("date", "month-day")
    return pair and text[one.end : after.start] in APPOSITION


def _expression(kind: Kind, match: Match[str]) -> DateExpression | None:
    parts = match.groupdict()
    if kind == "date":
        return _calendar(match, parts)
    if kind == "unclear":
        return _numeric(match)
    words = (parts["turn"] or "") + parts["weekday"] if kind == "weekday" else parts["word"]
    return DateExpression(match.start(), match.end(), kind, words.lower())


def _calendar(match: Match[str], parts: dict[str, str | None]) -> DateExpression | None:
    """Read year, month and day as far as they are given; None when there is no such day."""
    month, day, year = month_number(parts["month"] or ""), parts.get("day"), parts.get("year")
    if month is None or (day and not is_day(int(year or 2000), month, int(day))):  # 2000 has a 29 February
        return None
    value = f"{year or '-'}-{month:02d}" + (f"-{int(day):02d}" if day else "")
    return DateExpression(match.start(), match.end(), "date" if year else "month-day", value)


def _numeric(match: Match[str]) -> DateExpression | None:
    """Read 05/13/2016 and 13.05.2016; 05/06/2016 has two readings and stays unclear."""
    first, second, year = int(match["first"]), int(match["second"]), int(match["year"])
    days = {(month, day) for month, day in ((first, second), (second, first)) if is_day(year, month, day)}
    if not days:
        return None
    if len(days) > 1:
        return DateExpression(match.start(), match.end(), "unclear", match.group())
    month, day = days.pop()
    return DateExpression(match.start(), match.end(), "date", f"{year}-{month:02d}-{day:02d}")


def month_number(name: str) -> int | None:
    """Give 1 to 12 for a month's name, its first letters or its number; None for anything else."""
    plain = name.lower().rstrip(".")
    if plain.isdigit():
        return int(plain) if 1 <= int(plain) <= 12 else None
    if len(plain) < 3:
        return None
    return next((number for number, month in enumerate(MONTHS, start=1) if month.startswith(plain)), None)


def is_day(year: int, month: int, day: int) -> bool:
    """Say whether the calendar has this day."""
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True


def resolve(expression: DateExpression, published: str | None) -> tuple[str | None, str]:
    """Give the day an expression comes to (ISO 8601, as precise as its words) and how; None with the reason if it is open."""
    if expression.kind == "date":
        return expression.value, "the date is written out"
    if expression.kind == "unclear":
        return None, f"“{expression.value}” may be day/month or month/day"
    if published is None:
        return None, "no publication date to count from"
    anchor = _day_of(published)
    if anchor is None:
        return None, f"the publication date is known as {published} only, not to the day"
    if expression.kind == "month-day":
        return _nearest_year(expression.value, anchor)
    return _count(expression.value, anchor)


def _nearest_year(value: str, anchor: date) -> tuple[str | None, str]:
    """Give a day without a year the year that puts it nearest to publication."""
    month, day = int(value[2:4]), int(value[5:])
    years = [year for year in (anchor.year, anchor.year - 1, anchor.year + 1) if is_day(year, month, day)]
    near = [date(year, month, day) for year in years if abs(date(year, month, day) - anchor) <= HALF_A_YEAR]
    if not near:
        return None, "the year is not given"
    return near[0].isoformat(), f"the year is the one that puts it nearest to publication on {anchor.isoformat()}"


def _count(words: str, anchor: date) -> tuple[str | None, str]:
    """Count from the day of publication: “yesterday”, “Monday” (the nearest one past, the same day included)."""
    if words in DAYS_AWAY:
        return _counted(anchor, DAYS_AWAY[words], words)
    *turn, name = words.split()
    if name not in WEEKDAYS:
        return None, f"“{words}” names no day"
    back = (anchor.weekday() - WEEKDAYS.index(name)) % 7
    if turn == ["this"]:
        return None, f"“{words}” may lie before or after publication"
    if turn == ["next"]:
        return _counted(anchor, 7 - back, words)
    return _counted(anchor, -7 if turn and not back else -back, words)


def _counted(anchor: date, days: int, words: str) -> tuple[str | None, str]:
    try:
        day = anchor + timedelta(days=days)
    except OverflowError:
        return None, "the publication date is out of range"
    said = " ".join(word.capitalize() if word in WEEKDAYS else word for word in words.split())
    return day.isoformat(), f"{said}, counted from publication on {anchor.isoformat()}"


def _day_of(published: str) -> date | None:
    try:
        return date.fromisoformat(published[:10])
    except ValueError:
        return None


def said_when(report: Report, spans: Iterable[Span]) -> When | None:
    """Say when something was said, from the dates in these stretches of narration; None when no date stands there.

    Dates in quotation marks and dates that lie ahead ("will meet on Friday") do not count. When several different days
    stand there, the first is pointed at and the date stays open.
    """
    found = [
        one
        for span in spans
        for one in find_dates(report.text, span.start, span.end)
        if not _lies_ahead(report.text, span, one) and not _in_quotation_marks(report, one.start)
    ]
    if not found:
        return None
    results = [resolve(one, report.published.value if report.published else None) for one in found]
    place = report.span(found[0].start, found[0].end)
    if len({day for day, _ in results}) > 1 or (results[0][0] is None and len({one.value for one in found}) > 1):
        words = ", ".join(report.text[one.start : one.end] for one in found)
        return When(place, None, f"several dates stand beside it: {words}")
    return When(place, *results[0])


def _lies_ahead(text: str, span: Span, one: DateExpression) -> bool:
    if one.value.startswith("next ") or one.value == "tomorrow":
        return True
    return bool(_AHEAD.search(text, max(span.start, one.start - AHEAD_WITHIN), one.start))


def _in_quotation_marks(report: Report, offset: int) -> bool:
    """Say whether a place lies inside double quotation marks, counting from the start of its paragraph."""
    block = bisect_right(report.blocks, offset, key=lambda block: block.span.start) - 1
    start = report.blocks[block].span.start if block >= 0 else 0
    inside = False
    for mark in _DOUBLE_MARK.finditer(report.text, start, offset):
        inside = {"“": True, "”": False}.get(mark.group(), not inside)
    return inside
