"""Addresses of pages: their domain, whether they may be linked to, and the day that many sites put into them."""

from __future__ import annotations

from urllib.parse import urlsplit

from onrecord.patterns import IGNORECASE, pattern
from onrecord.written_dates import iso_date

_IN_ADDRESS = pattern(
    r"/((?:19|20)\d\d)[/-](0?[1-9]|1[0-2]|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[/-](0?[1-9]|[12]\d|3[01])(?=[/-]|$)",
    IGNORECASE,
)
_AT_END = pattern(r"-((?:19|20)\d\d)(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])(?:/|\.html?)?$")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


def domain_of(address: str | None) -> str:
    """Give the domain of an address without "www."; "" when there is none."""
    try:
        return (urlsplit(address or "").hostname or "").removeprefix("www.")
    except ValueError:
        return ""


def address_of(address: str) -> str:
    """Give a whole http or https address as it may be linked to; "" for anything else."""
    try:
        parts = urlsplit(address)
        fits = parts.scheme in ("http", "https") and bool(parts.hostname) and len(address) <= 2_000
    except ValueError:
        return ""
    return address if fits and not any(sign.isspace() or sign in "<>\"'`\\" for sign in address) else ""


def day_in(address: str) -> str | None:
    """Read the day that many sites put into their addresses: /2019/11/18/, or -20191118 at the end."""
    path = urlsplit(address).path
    found = _IN_ADDRESS.search(path) or _AT_END.search(path)
    if not found:
        return None
    month = found[2].lower()
    number = _MONTHS.index(month) + 1 if month in _MONTHS else int(month)
    return iso_date(f"{found[1]}-{number:02d}-{int(found[3]):02d}")
