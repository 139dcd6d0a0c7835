"""Which names and addresses belong to one outlet: “The Associated Press”, “AP” and apnews.com (outlets.toml)."""

from __future__ import annotations

import tomllib
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

from onrecord.model import Report
from onrecord.patterns import IGNORECASE, pattern
from onrecord.read.mastheads import names as masthead_words
from onrecord.read.particulars import AGENCIES

# A name of one word that ends as names of papers end (“Herald”) is nobody's until “the” or another word makes it one.
# An address that a report prints; a name of a site is at most 253 characters long.
_ADDRESS = pattern(r"(?:https?://|www\.)[\w.-]{1,253}\.\w{2,63}", IGNORECASE)
_THE = pattern(r"^the(?=.)")
_NOT_LETTERS = pattern(r"[^\w]|_")
_SITE = pattern(
    r"^(?:[a-z]{1,20}://)?(?:[^/@\s]{0,253}@)?([\w-]{1,253}(?:\.[\w-]{1,253}){1,60})(?::\d{1,9})?(?:[/?#]|$)",
    IGNORECASE,
)
# What papers of many towns carry before their name; it tells none of them apart.
_EVERYWHERE = pattern(r"^(?:the|daily|sunday|my|new|online){1,9}")


@cache
def _vocabulary() -> dict[str, Any]:
    return tomllib.loads(files("onrecord.reuse").joinpath("outlets.toml").read_text(encoding="utf-8"))


@cache
def _titles() -> dict[str, str]:
    """Give for each known name or site, letters run together, what the outlet is called."""
    titles = {_letters(sign): name for sign, name in AGENCIES.items()}
    for name, others in _vocabulary()["called"].items():
        if name != "_examples":
            titles |= {_key(called): name for called in (name, *others)}
    return titles


def _letters(name: str) -> str:
    return _THE.sub("", _NOT_LETTERS.sub("", name.casefold()))


def _key(called: str) -> str:
    """Sites are known by their whole address, names by their letters."""
    return called.casefold() if _SITE.match(called) and " " not in called else _letters(called)


def outlet_key(name: str) -> str:
    """Level the name of an outlet or agency: “AP”, “The Associated Press” and apnews.com come out alike."""
    if " " not in name.strip() and _SITE.match(name.strip()):
        return site_key(name.strip()) or ""
    letters = _letters(name)
    return _letters(_titles().get(letters, letters))


@lru_cache(maxsize=65536)
def site_key(address: str) -> str | None:
    """Level the address of a page to its outlet: money.cnn.com is CNN. None for sites that print what others wrote."""
    match = _SITE.match(address)
    if not match:
        return None
    parts = match[1].casefold().removeprefix("www.").split(".")
    above = [".".join(parts[place:]) for place in range(len(parts))]
    if any(site in _vocabulary()["aggregators"]["sites"] for site in above):
        return None
    known = next((site for site in above if site in _titles()), None)
    if known:
        return _letters(_titles()[known])
    if any(site in _vocabulary()["platforms"]["sites"] for site in above):
        return above[0]
    return _own_part(parts)


def _own_part(parts: list[str]) -> str:
    """Take the part of an address that names the site; with its ending when that part alone may be anybody's (herald.ie)."""
    ending = 2 if len(parts) > 2 and len(parts[-1]) == 2 and parts[-2] in _vocabulary()["second_level"]["words"] else 1
    own = parts[-ending - 1] if len(parts) > ending else parts[0]
    words = masthead_words()
    if _EVERYWHERE.sub("", own) in {"", *words.last, *words.common, *(word + "s" for word in words.common)}:
        return ".".join(parts[-ending - 1 :])
    letters = _letters(own)
    return _letters(_titles().get(letters, letters))


def linked_sites(text: str) -> frozenset[str]:
    """Give the keys of the outlets to whose sites a text prints an address."""
    return frozenset(site for found in _ADDRESS.finditer(text) if (site := site_key(found[0])))


def outlets_of(report: Report) -> frozenset[str]:
    """Give the keys of the outlets that a report is said to come from, by its outlet and its address."""
    found = {outlet_key(report.outlet.value)} if report.outlet else set()
    if report.url:
        found.add(site_key(report.url.value) or "")
    return frozenset(found - {""})


def is_known(name: str) -> bool:
    """Say whether a name in a text is that of an outlet: a known one, or one that ends as names of newspapers end."""
    if _letters(name) in _titles():
        return True
    words = name.split()
    ending = words[-1].casefold() if words else ""
    return len(words) > 1 and any(ending in (one, f"{one}s") for one in masthead_words().last | masthead_words().common)


def title_of(key: str, printed: str) -> str:
    """Give the name people know an outlet by; as it was printed when it is not a known one."""
    return _known_titles().get(key, printed)


@cache
def _known_titles() -> dict[str, str]:
    return {_letters(title): title for title in _titles().values()}
