"""Dates as people read them, the same in every locale, as exact as they are known."""

from __future__ import annotations

from datetime import datetime

_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def readable(date: str) -> str:
    """Print an ISO 8601 date: `2016-09-05` as Mon 5 Sep 2016, `2016-09` as Sep 2016. What is no such date stays as it is."""
    try:
        if len(date) == 4:
            return str(int(date))
        if len(date) == 7:
            return f"{_MONTHS[int(date[5:7]) - 1]} {int(date[:4])}"
        moment = datetime.fromisoformat(date)
    except (ValueError, IndexError):
        return date
    day = f"{_DAYS[moment.weekday()]} {moment.day} {_MONTHS[moment.month - 1]} {moment.year}"
    timed = len(date) > 10 and (moment.hour or moment.minute)
    return f"{day}, {moment:%H:%M}{_zone(moment)}" if timed else day


def _zone(moment: datetime) -> str:
    offset = moment.strftime("%z")
    return "" if not offset else " UTC" if offset in ("+0000", "-0000") else f" {offset[:3]}:{offset[3:5]}"
