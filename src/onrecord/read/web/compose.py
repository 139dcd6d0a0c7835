"""The units of a page → the text of a report and its marks: the article, and whatever else on the page reads like sentences."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from onrecord.model import BlockKind
from onrecord.read.fields import Mark
from onrecord.read.page import AMONG, ELSEWHERE
from onrecord.read.web.alignment import squeeze
from onrecord.read.web.traits import HEADINGS, MOSTLY_LINKS, is_sentence, link_share
from onrecord.read.web.units import CAPTIONED, Unit

# Text outside of the article is kept when it has so many words; shorter pieces are buttons and menus.
FEWEST_WORDS = 4
# A headline has at least so many words and at most so many characters. Of its words at least this share stands in what the page gives
# as its title: titles for search engines and for friends are reworded (tried .4 to .8 on 91 pages).
SHORTEST_HEADLINE, LONGEST_HEADLINE, NEARLY = 3, 400, 0.5
# The element that text stands in which the page has only in its data.
DATA = "data"
GAP = "\n\n"


class Composed(Struct, frozen=True):
    """The text of a page as a report stores it, and what the page shows each paragraph of it to be."""

    text: str
    marks: tuple[Mark, ...]


def compose(units: Sequence[Unit], chosen: Sequence[bool], headline: int | None, everything: bool = False) -> Composed:
    """Put the paragraphs of a page together, in their order, each with its mark.

    `headline` is the number of the unit that is the headline. `everything` leaves out nothing, menus neither: for pages of which it
    cannot be told well what is what.
    """
    inside = [number for number, one in enumerate(chosen) if one]
    first, last = (inside[0], inside[-1]) if inside else (0, -1)
    begin = min(first, headline if headline is not None else first)
    pieces: list[str] = []
    marks: list[Mark] = []
    place = 0
    for number, unit in enumerate(units):
        kind, because = _judge(unit, chosen[number], number == headline, begin <= number <= last)
        if not everything and not _is_kept(unit, kind, begin <= number <= last):
            continue
        marks.append(Mark(place, place + len(unit.text), kind, because))
        pieces.append(unit.text)
        place += len(unit.text) + len(GAP)
    return Composed(GAP.join(pieces), tuple(marks))


def _judge(unit: Unit, chosen: bool, headline: bool, inside: bool) -> tuple[BlockKind, str]:
    """Say what the page shows a unit to be."""
    tag = unit.place.tag
    if unit.hidden:
        return "hidden", unit.hidden
    if headline:
        return "headline", "the heading of the page"
    if "caption" in unit.place.zones or (not chosen and CAPTIONED in unit.place.zones):
        return "caption", "the page shows it as the caption of a picture or a table"
    if tag == DATA:
        return "body", "the page states it as its article in its data (JSON-LD); a script shows it"
    if not chosen:
        kind: BlockKind = "teaser" if link_share(unit) > MOSTLY_LINKS else "boilerplate"
        return kind, AMONG if inside else ELSEWHERE
    if tag in HEADINGS:
        return "crosshead", f"it stands in <{tag}>"
    return ("list", "it stands in a list") if tag in ("li", "dd", "dt") else ("body", "a paragraph of the article")


def _is_kept(unit: Unit, kind: BlockKind, inside: bool) -> bool:
    """Say whether text that is no part of the article is kept.

    All is that stands between its paragraphs but for menus, and all sentences wherever they stand; other links are not.
    """
    if kind == "hidden":
        return len(unit.text.split()) >= FEWEST_WORDS
    if kind not in ("boilerplate", "teaser"):
        return True
    if is_sentence(unit):
        return True
    if "nav" in unit.place.zones:
        return False
    return inside or (link_share(unit) <= MOSTLY_LINKS and len(unit.text.split()) >= FEWEST_WORDS)


def headline_of(units: Sequence[Unit], claims: Sequence[str]) -> int | None:
    """Find the headline on the page: the heading of the first rank that says what the page claims as its title, word for word or nearly.

    Without any claim the only heading of the first rank is the headline.
    """
    headings = [
        number
        for number, unit in enumerate(units)
        if unit.place.tag in HEADINGS and not unit.hidden and len(unit.text) <= LONGEST_HEADLINE
    ]
    wanted = {squeeze(claim).lower() for claim in claims} - {""}
    same = [number for number in headings if squeeze(units[number].text).lower() in wanted]
    if same:
        return next((number for number in same if units[number].place.tag == "h1"), same[0])
    first = [
        number
        for number in headings
        if units[number].place.tag == "h1" and len(units[number].text.split()) >= SHORTEST_HEADLINE
    ]
    if not claims:
        return first[0] if len(first) == 1 else None
    close = [number for number in first if any(_shared(units[number].text, claim) >= NEARLY for claim in claims)]
    part = [number for number in headings if _is_part(units[number].text, wanted)]
    return next(iter([*close, *part]), None)


def _is_part(heading: str, titles: set[str]) -> bool:
    """Say whether a title begins with a heading, and has the name of the site besides; it may end with that name alone."""
    words = squeeze(heading).lower()
    long = [title for title in titles if NEARLY * len(title) <= len(words)]
    return len(heading.split()) >= SHORTEST_HEADLINE and any(title.startswith(words) for title in long)


def _shared(one: str, other: str) -> float:
    """Say how many of the words of the shorter of two titles stand in the other."""
    words, others = ({squeeze(word).lower() for word in text.split()} - {""} for text in (one, other))
    return len(words & others) / max(1, min(len(words), len(others)))
