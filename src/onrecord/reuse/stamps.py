"""Evidence of time stamps, with their precision and whether the text bears them out. It only ever adds to other evidence."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from functools import lru_cache

from onrecord.dates import find_dates, resolve
from onrecord.model import Report
from onrecord.reuse.witnessed import Evidence, Pair, Witnessed, drawn_from

# What a later stamp weighs beside other evidence.
LATER = 0.4
# Times nearer than this say nothing: a desk's clock, a time zone, a later edition (hours).
NEAR_HOURS = 12
# The same for stamps exact to the day only.
DAY_HOURS = 48
# Dates in a report's opening that lie further from its metadata than this cast doubt on the metadata (days).
FAR_DAYS = 21
# Characters in which dates are looked for.
_OPENING = 2000


def by_time(known: Witnessed, pair: Pair, beside: bool) -> Iterator[Evidence]:
    """Evidence of time stamps, with their precision. It only ever adds to other evidence."""
    stamps = [_stamp(known.reports[one]) for one in pair]
    if stamps[0] is None or stamps[1] is None:
        return
    hours = (stamps[1][0] - stamps[0][0]).total_seconds() / 3600
    exact = stamps[0][1] and stamps[1][1]
    if abs(hours) < (NEAR_HOURS if exact else DAY_HOURS):
        return
    first, last = pair if hours > 0 else pair[::-1]
    doubts = [_conflict(known.reports[one]) for one in pair]
    doubt = next((doubt for doubt in doubts if doubt), None)
    says = (
        f"{known.called(last, first)} is dated {abs(hours) / 24:.0f} days later"
        if abs(hours) >= DAY_HOURS
        else f"{known.called(last, first)} is stamped {abs(hours):.0f} hours later"
    )
    if doubt:
        yield Evidence(
            drawn_from(first, pair), LATER / 4 if beside else 0.0, f"{says}, but the dates are in doubt: {doubt}"
        )
    else:
        yield Evidence(drawn_from(first, pair), LATER if beside else 0.0, f"{says}; by itself that proves nothing")


def stamped_later(one: Report, other: Report) -> bool:
    """Say whether the first report is stamped clearly later than the second, and neither text speaks against its stamp."""
    ours, theirs = _stamp(one), _stamp(other)
    if not ours or not theirs or _conflict(one) or _conflict(other):
        return False
    return (ours[0] - theirs[0]).total_seconds() / 3600 >= (NEAR_HOURS if ours[1] and theirs[1] else DAY_HOURS)


def _stamp(report: Report) -> tuple[datetime, bool] | None:
    """Give when a report says it was published, and whether to the hour. Midnight to the second is no time of day."""
    if not report.published or len(report.published.value) < 10:
        return None
    try:
        stamp = datetime.fromisoformat(report.published.value)
        if stamp.tzinfo:
            stamp = stamp.astimezone(UTC).replace(tzinfo=None)
    except (ValueError, OverflowError):  # no date at all; or the first day of the calendar, east of Greenwich
        return None
    return stamp, len(report.published.value) > 10 and (stamp.hour, stamp.minute, stamp.second) != (0, 0, 0)


def _conflict(report: Report) -> str | None:
    """Say it when all the days that a report's opening names lie far from its metadata."""
    stamp = _stamp(report)
    published = report.published.value if report.published else None
    days = _days_named(report.text[:_OPENING], published)
    if not stamp or not days:
        return None
    nearest = min(days, key=lambda day: (abs(datetime.fromisoformat(day[:10]) - stamp[0]), day))
    if abs(datetime.fromisoformat(nearest[:10]) - stamp[0]).days <= FAR_DAYS:
        return None
    return f"a text dated {published[:10] if published else ''} speaks of {nearest[:10]}"


@lru_cache(maxsize=4096)  # a report stands in many pairs, and its opening is the same in all of them
def _days_named(opening: str, published: str | None) -> tuple[str, ...]:
    """Give the days that a report's opening names."""
    named = [one for one in find_dates(opening) if one.kind in ("date", "month-day")]
    return tuple(day for day in (resolve(one, published)[0] for one in named) if day and len(day) >= 10)
