"""A date as a field, a page or a mail writes it, as ISO 8601."""

from __future__ import annotations

from datetime import date, datetime
from email.utils import parsedate_to_datetime

from onrecord.dates import MONTHS, WEEKDAYS, find_dates, is_day
from onrecord.patterns import pattern

# The dates of mails and feeds: RFC 2822, its elders RFC 822 and 850 (a year of two digits, hyphens), and that of the C library. No mail is
# older than 1900 (programs write the year 0001 for no date at all), and AM and PM are no zones.
_RFC_2822 = pattern(
    r"(?:[A-Z][a-z]{2,8},? ?)?\d{1,2}[ -][A-Z][a-z]{2,8}[ -](?:(?:19|20)\d\d|\d\d) \d{1,2}:\d\d(?::\d\d)?"
    r"(?: (?:(?![AP]M)[A-Z]{1,5}|[-+]\d\d:?\d\d))?"
)
_OF_C = pattern(r"[A-Z][a-z]{2} [A-Z][a-z]{2} \d{1,2} \d\d:\d\d:\d\d (?:[A-Z]{1,5} )?(?:19|20)\d\d")
_COLON_IN_ZONE = pattern(r"(?<= [-+]\d\d):(?=\d\d$)")
_ISO = pattern(r"((?:1[6-9]|20)\d\d)(?:[-/](\d{1,2})(?:[-/](\d{1,2})([T ]\d\d:\d\d.{0,24})?)?)?")
_EIGHT_DIGITS = pattern(r"((?:19|20)\d\d)(\d\d)(\d\d)(?:T(\d\d)(\d\d)(\d\d)(Z?))?")
_MONTH_IN_CAPITALS = pattern(rf"\b(?:{'|'.join(month.upper() for month in MONTHS)})\b")


def iso_date(written: str) -> str | None:
    """Turn a date as fields and pages write it into ISO 8601, no more precise than it is; None when in doubt."""
    plain = " ".join(written.split())
    digits = _ISO.fullmatch(plain)
    if digits:
        return _iso_parts(digits[1], digits[2], digits[3], digits[4])
    eight = _EIGHT_DIGITS.fullmatch(plain)
    if eight:
        time = f"T{eight[4]}:{eight[5]}:{eight[6]}{eight[7]}" if eight[4] else None
        return _iso_parts(eight[1], eight[2], eight[3], time)
    if _RFC_2822.fullmatch(plain) or _OF_C.fullmatch(plain):
        return _from_mail(_COLON_IN_ZONE.sub("", plain)) or _whole_day(_from_words(plain))
    return _from_words(plain)


def _whole_day(day: str | None) -> str | None:
    """Give a day that is one, not a month: of a 31 February nothing is left."""
    return day if day and len(day) == len("2024-03-05") else None


def _from_words(plain: str) -> str | None:
    """Take the one date of a few words."""
    found = find_dates(_MONTH_IN_CAPITALS.sub(lambda month: month.group().capitalize(), plain))
    if not found or found[0].kind != "date" or any(one.value != _weekday_of(found[0].value) for one in found[1:]):
        return None
    return found[0].value


def _weekday_of(day: str) -> str | None:
    """Give the weekday of a day, which may be written behind it: “March 5, 2024 Tuesday”. None for a month."""
    return WEEKDAYS[date.fromisoformat(day).weekday()] if _whole_day(day) else None


def _from_mail(written: str) -> str | None:
    try:
        return parsedate_to_datetime(written).isoformat()
    except ValueError:
        return None


def _iso_parts(year: str, month: str | None, day: str | None, time: str | None) -> str | None:
    """Put the parts together; a time that is none is left out."""
    if month is None:
        return year
    if not is_day(int(year), int(month), int(day or 1)):
        return None
    if day is None:
        return f"{year}-{int(month):02d}"
    whole = f"{year}-{int(month):02d}-{int(day):02d}"
    clock = "T" + "".join((time or " ")[1:].split())  # “10:00:00 +0200” has its zone behind a space
    return whole + clock if time and _is_time(clock) else whole


def _is_time(time: str) -> bool:
    try:
        datetime.fromisoformat("2000-01-01T" + time[1:])
    except ValueError:
        return False
    return True
