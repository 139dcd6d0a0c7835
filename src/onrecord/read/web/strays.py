"""What the extractor took with an article and what is plainly none of it: links to other stories, boxes, headings of nothing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from onrecord.read.web.traits import (
    ALL_LINK,
    AWAY,
    FURNITURE,
    HEADINGS,
    MOSTLY_LINKS,
    is_heading_link,
    is_labelled_link,
    is_sentence,
    is_stamp,
    link_share,
)
from onrecord.read.web.units import Unit

# So many units in a row that are links through and through, of so many words, are links to other stories.
FEWEST_IN_ROW, LINK_WORDS = 3, 4
# An element is the article's own when so many of its paragraphs stand right in it.
FEWEST_BESIDE = 3
# A teaser has at most so many characters; entries of live blogs and of lists of goods, whose headings may be links too, have more.
LONGEST_TEASER = 400
# Names and parts of the page that so much of the article stands in say nothing against a paragraph (.25 to .7 make no difference).
ENOUGH = 0.25


def leave_out(units: Sequence[Unit], chosen: list[bool], home: Home) -> None:
    """Take back what was chosen and is none of the article."""
    _leave_out_parts(units, chosen, home)
    _leave_out_teasers(units, chosen)
    _leave_out_rows(units, chosen)
    _leave_out_edges(units, chosen)
    _leave_out_headings(units, chosen)


def container(unit: Unit) -> int:
    """Give the element around the paragraph; for text that stands in the article's own element that element itself."""
    return unit.place.around[-1] if unit.place.around else 0


class Home(NamedTuple):
    """What much of an article stands in, so that it says nothing against a paragraph: what elements are called, and parts of the page."""

    names: frozenset[str] = frozenset()
    zones: frozenset[str] = frozenset()

    def is_elsewhere(self, unit: Unit) -> bool:
        """Say whether a unit stands in a part of the page that no article stands in, by its element or by what that is called.

        Quotations stand in boxes of all names: posts of others are put into “social” ones.
        """
        if not (AWAY - self.zones).isdisjoint(unit.place.zones):
            return True
        return "quote" not in unit.place.zones and not FURNITURE.isdisjoint(unit.place.inside - self.names)


def home_of(units: Sequence[Unit], chosen: Sequence[bool]) -> Home:
    """Give what much of the article stands in."""
    sentences = [unit for unit, one in zip(units, chosen, strict=True) if one and is_sentence(unit)]
    return Home(
        _shared((unit.place.inside, unit) for unit in sentences),
        _shared((unit.place.zones, unit) for unit in sentences),
    )


def _shared(named: Iterable[tuple[Iterable[str], Unit]]) -> frozenset[str]:
    """Give the names that hold for enough of the letters in the units."""
    letters: Counter[str] = Counter()
    whole = 0
    for names, unit in named:
        whole += len(unit.text)
        for name in set(names):
            letters[name] += len(unit.text)
    return frozenset(name for name, count in letters.items() if count >= ENOUGH * whole)


def _leave_out_parts(units: Sequence[Unit], chosen: list[bool], home: Home) -> None:
    """Leave out what stands in another part of the page, and headings and links that are called furniture themselves."""
    for number, unit in enumerate(units):
        if chosen[number]:
            leads_away = unit.place.tag in HEADINGS or link_share(unit) > MOSTLY_LINKS
            called = leads_away and not FURNITURE.isdisjoint(unit.place.called)
            chosen[number] = not called and not home.is_elsewhere(unit)


def _leave_out_teasers(units: Sequence[Unit], chosen: list[bool]) -> None:
    """Leave out little text under a heading that is a link, in a box outside of the article's own element: the teaser of another story."""
    boxes = {container(unit) for unit in units if is_heading_link(unit)}
    if not boxes:
        return
    beside: Counter[int] = Counter()
    letters: Counter[int] = Counter()
    for unit, one in zip(units, chosen, strict=True):
        if one and is_sentence(unit):
            beside[container(unit)] += 1
            letters[container(unit)] += len(unit.text)
    main = max(
        (one for one in letters if beside[one] >= FEWEST_BESIDE and one not in boxes),
        key=letters.__getitem__,
        default=None,
    )
    if main is None:
        return
    teasers = {box for box in boxes if letters[box] <= LONGEST_TEASER}
    for number, unit in enumerate(units):
        if chosen[number] and not teasers.isdisjoint((unit.place.number, container(unit))):
            chosen[number] = main in unit.place.around


def _leave_out_rows(units: Sequence[Unit], chosen: list[bool]) -> None:
    """Leave out links to other stories that stand in a row, as lists under an article do, and single ones behind a label."""
    row: list[int] = []
    for number in [number for number, one in enumerate(chosen) if one] + [-1]:
        if number >= 0 and _is_link(units[number]):
            row.append(number)
            continue
        for place in row:
            chosen[place] = len(row) < FEWEST_IN_ROW and not _is_single(units[place])
        row = []


def _leave_out_edges(units: Sequence[Unit], chosen: list[bool]) -> None:
    """Leave out links and stamps of the day before the first paragraph and behind the last: old pages run their menus together."""
    inside = [number for number, one in enumerate(chosen) if one]
    for numbers in (inside, reversed(inside)):
        for number in numbers:
            if units[number].place.tag in HEADINGS:
                continue
            if not (_is_all_link(units[number]) or is_stamp(units[number])):
                break
            chosen[number] = False


def _leave_out_headings(units: Sequence[Unit], chosen: list[bool]) -> None:
    """Leave out a heading when of all that follows in its element nothing is the article's, and some of it leads away."""
    for number, unit in enumerate(units):
        if not chosen[number] or unit.place.tag not in HEADINGS:
            continue
        below = number + 1
        leads_away = False
        while below < len(units) and container(unit) in units[below].place.around and not chosen[below]:
            leads_away = leads_away or link_share(units[below]) > MOSTLY_LINKS or "form" in units[below].place.zones
            below += 1
        ends = below == len(units) or container(unit) not in units[below].place.around
        chosen[number] = not (ends and leads_away)


def _is_single(unit: Unit) -> bool:
    """Say whether a link to another story needs no others beside it to be told; in lists and tables links may be the article's."""
    return is_labelled_link(unit) and unit.place.tag not in ("li", "dd", "td")


def _is_link(unit: Unit) -> bool:
    """Say whether a unit could be the headline of another story."""
    return is_labelled_link(unit) or (_is_all_link(unit) and len(unit.text.split()) >= LINK_WORDS)


def _is_all_link(unit: Unit) -> bool:
    return link_share(unit) > ALL_LINK and not is_sentence(unit)
