"""Mastheads: the name of the newspaper or station on the first line of a page, before the headline (mastheads.toml)."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files

from msgspec import Struct

from onrecord.patterns import any_of, pattern
from onrecord.read.page import Page, Verdict

MASTHEAD = Verdict("boilerplate", "the name of the outlet above the report")
# “The Example and District Weekly Advertiser” is about as long as names of outlets get.
LONGEST_NAME = 6
# A shorter name, letters run together, stands by chance within other words.
SHORTEST_ADDRESS = 6

# What divides the outlet from its section, programme or day: “RADIO EXAMPLE – Example at Noon”.
_DIVIDER = pattern(r"(?<!\s)\s{1,99}[–—|•·:-]{1,99}\s{1,99}|(?<!\s)\s{0,99}\|\s*|\|\s*|:\s+")
_WORD = pattern(r"[^\W_]+(?:['’.&-][^\W_]+)*|&")
_SMALL = frozenset({"of", "the", "and", "&", "for", "on", "in"})


class Names(Struct, frozen=True):
    """The words by which names of outlets are known: see the comments in mastheads.toml."""

    last: frozenset[str]
    common: frozenset[str]
    first: frozenset[str]
    examples: tuple[str, ...]


@cache
def names() -> Names:
    """Load the vocabulary."""
    source = files("onrecord.read").joinpath("mastheads.toml").read_text(encoding="utf-8")
    entry = tomllib.loads(source)["names"]
    return Names(
        last=frozenset(entry["last"]),
        common=frozenset(entry["common"]),
        first=frozenset(entry["first"]),
        examples=tuple(entry["examples"]),
    )


def outlet_on(line: str) -> str:
    """Cut a masthead down to the outlet: section, programme and day after a divider are left off."""
    return _DIVIDER.split(line, maxsplit=1)[0]


def could_be_masthead(page: Page, number: int) -> bool:
    """Say whether a line reads as the name of an outlet, by its own words or by what the rest of the page says."""
    name = outlet_on(page.lines[number].text)
    words = _WORD.findall(name)
    if not _is_name(page, number, words):
        return False
    return _is_sure(name, words) or vouched_for(page, number)


def vouched_for(page: Page, number: int) -> bool:
    """Say whether the page says elsewhere that this is its outlet: in an address, a copyright notice, or “told the …”."""
    name = outlet_on(page.lines[number].text)
    words = [word.lower() for word in _WORD.findall(name)]
    bare = words[1:] if words[:1] == ["the"] else words
    address, called = "".join(bare), " ".join(bare)
    for place, line in enumerate(page.lines):
        lower = line.text.lower()
        if place != number and (
            _in_address(address, lower)
            or (lower.startswith(("©", "copyright", "(c)")) and called in lower)
            or (len(bare) > 1 and any_of(called, bare[-1], before=r"\btold (?:the )?").search(lower))
        ):
            return True
    return False


def _in_address(address: str, lower: str) -> bool:
    """Say whether a name, letters run together, stands in a web or mail address or after an @."""
    return len(address) >= SHORTEST_ADDRESS and any(
        f"{before}{address}" in lower for before in ("@", "www.", "://", "@the", "www.the")
    )


def _is_name(page: Page, number: int, words: list[str]) -> bool:
    line = page.lines[number]
    if line.finished or line.said or line.quotes or line.sentences > 1 or not 1 <= len(words) <= LONGEST_NAME:
        return False
    return all(word[0].isupper() or word[0].isdigit() or word in _SMALL for word in words) and words[0][0].isupper()


def _is_sure(name: str, words: list[str]) -> bool:
    """Say whether the name alone tells: “The … Courier”, “EXAMPLE GAZETTE”, “RADIO EXAMPLE”.

    Words that are as common in headlines (“Post”, “Times”) tell nothing alone; nor does “Man Bites Courier”.
    """
    known, lower = names(), [word.lower() for word in words]
    if len(words) < 2 or lower[-1] in known.common:
        return False
    capitals = name.isupper()
    return (lower[-1] in known.last and (lower[0] == "the" or capitals)) or (lower[0] in known.first and capitals)
