"""Who wrote a page: the names of people in what it gives as its authors; desks, papers and agencies are none."""

from __future__ import annotations

from collections.abc import Iterable
from html import unescape
from typing import Any

from onrecord.patterns import pattern
from onrecord.read.particulars import AGENCIES
from onrecord.read.web.alignment import squeeze
from onrecord.read.web.linked_data import kinds_of, text_of

# A byline names at most so many people.
MOST_WRITERS = 8

_AND = pattern(r" and | & |[,;|]|(?<=[a-z]{2})\. ")
_PERSON = pattern(r"[^\W\d_][\w'’.-]{0,30}(?: [^\W\d_(][\w'’.,()-]{0,30}){1,5}")
_NO_PERSON = frozenset(
    "staff editor editors desk team newsroom news admin administrator editorial agency agencies press reporter reporters correspondent "
    "service bureau online magazine times post herald tribune journal gazette guardian reuters afp media network company inc ltd llc "
    "contributor contributors writer writers wire wires report reports board radio tv television university institute association "
    "international global business insider group".split()
)


def people_in(said: Iterable[str], outlet: str) -> list[str]:
    """Take the names of people out of what a page gives as its authors, up to the first that is not one."""
    names: list[str] = []
    for text in said:
        plain = unescape(text).strip()
        for part in _AND.split(plain[3:] if plain.lower().startswith("by ") else plain):
            name = part.strip(" .")
            if name and not _is_person(name, outlet, first=not names):
                return names
            if name and name not in names:
                names.append(name)
    return names if len(names) <= MOST_WRITERS else []


def name_of(author: Any) -> str:
    """Give the name of an author; of an organization only when it is an agency."""
    name = text_of(author)
    organized = isinstance(author, dict) and any("organization" in kind for kind in kinds_of(author))
    return "" if organized and name.lower() not in AGENCIES else name


def _is_person(name: str, outlet: str, first: bool) -> bool:
    """Say whether this reads as the name of a person; behind a name the name of the paper is no second person."""
    words = name.lower().replace(".", " ").split()
    if not _PERSON.fullmatch(name) or not name[0].isupper() or not _NO_PERSON.isdisjoint(words):
        return False
    paper = set(outlet.lower().replace(".", " ").split())
    return squeeze(name).lower() not in squeeze(outlet).lower() and (first or paper.isdisjoint(words))
