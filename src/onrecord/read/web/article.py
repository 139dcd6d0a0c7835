"""Which paragraphs of a page are its article: those the extractor took, those it lost between them, less what is plainly furniture."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from onrecord.patterns import pattern
from onrecord.read.furniture import furniture
from onrecord.read.web.units import Unit

# A paragraph with more of its letters in links than this leads somewhere else (tried .4 to .9: sentences of articles have up to .5,
# teasers over .8).
MOSTLY_LINKS = 0.7
# A paragraph that was lost is put back when so many kept ones stand in the same element, which then is the article's own.
FEWEST_BESIDE = 3
# So many units in a row that are links through and through, of so many words, are links to other stories.
FEWEST_IN_ROW, ALL_LINK, LINK_WORDS = 3, 0.9, 4
# Outside the first and last paragraph kept, only sentences of so many words are put back.
SENTENCE_WORDS = 8

# What people call the parts of a page that are not the article.
FURNITURE = frozenset(
    "share sharing social related recommended recommendations promo promos promotion newsletter subscribe signup sidebar "
    "breadcrumb breadcrumbs nav navigation menu footer cookie cookies consent advert advertisement sponsored taboola "
    "outbrain trending popular comment comments disqus tags toolbar masthead paywall widget carousel".split()
)
HEADINGS = frozenset("h1 h2 h3 h4 h5 h6".split())
_AWAY = frozenset({"nav", "footer", "aside"})
_SENTENCE = pattern(r"[.!?…。！？][\"'”’)\]]{0,3}$")


def choose_article(units: Sequence[Unit], kept: Sequence[bool], stated: Sequence[bool] = ()) -> list[bool]:
    """Say for each unit whether it is a part of the article.

    `kept` is what the extractor chose, `stated` what the page gives as its article in its data for search engines.
    """
    chosen = [keep and not unit.hidden and not _is_away(unit) for unit, keep in zip(units, kept, strict=True)]
    for number, (unit, one) in enumerate(zip(units, stated, strict=False)):
        chosen[number] = chosen[number] or (one and not unit.hidden and is_sentence(unit) and _belongs(unit))
    _leave_out_rows(units, chosen)
    _leave_out_edges(units, chosen)
    beside = Counter(_container(unit) for unit, one in zip(units, chosen, strict=True) if one)
    for _ in range(2):  # a sentence put back behind the last paragraph may have more of the article before it
        _put_back(units, chosen, beside)
    return chosen


def _put_back(units: Sequence[Unit], chosen: list[bool], beside: Counter[int]) -> None:
    """Put back what stands among the article's paragraphs, in their element, and is nothing else."""
    inside = [number for number, one in enumerate(chosen) if one]
    if not inside:
        return
    first, last = inside[0], inside[-1]
    for number, unit in enumerate(units):
        if chosen[number] or unit.hidden:
            continue
        within = first < number < last
        if beside[_container(unit)] >= FEWEST_BESIDE:
            chosen[number] = _belongs(unit) and (within or is_sentence(unit))
        elif within and "quote" in unit.place.zones:
            chosen[number] = any(beside[one] >= FEWEST_BESIDE for one in unit.place.around)


def _leave_out_rows(units: Sequence[Unit], chosen: list[bool]) -> None:
    """Leave out links to other stories that stand in a row, as lists under an article do."""
    row: list[int] = []
    for number in [number for number, one in enumerate(chosen) if one] + [-1]:
        if number >= 0 and _is_link(units[number]):
            row.append(number)
            continue
        if len(row) >= FEWEST_IN_ROW:
            for place in row:
                chosen[place] = False
        row = []


def _leave_out_edges(units: Sequence[Unit], chosen: list[bool]) -> None:
    """Leave out what is links through and through before the first paragraph and behind the last: old pages run their menus together."""
    inside = [number for number, one in enumerate(chosen) if one]
    for numbers in (inside, reversed(inside)):
        for number in numbers:
            if units[number].place.tag in HEADINGS or not _is_link(units[number]):
                break
            chosen[number] = False


def _is_link(unit: Unit) -> bool:
    return link_share(unit) > ALL_LINK and len(unit.text.split()) >= LINK_WORDS and not is_sentence(unit)


def choose_plainly(units: Sequence[Unit]) -> list[bool]:
    """Choose all that could be the article where nothing tells what is: whatever is seen, but for menus and rows of links."""
    return [
        not unit.hidden and _AWAY.isdisjoint(unit.place.zones) and link_share(unit) <= MOSTLY_LINKS for unit in units
    ]


def link_share(unit: Unit) -> float:
    """Say how much of a unit's letters are links."""
    return unit.linked / max(1, len("".join(unit.text.split()))) if unit.linked else 0.0


def _container(unit: Unit) -> int:
    """Give the element around the paragraph; for text that stands in the article's own element that element itself."""
    return unit.place.around[-1] if unit.place.around else 0


def _is_away(unit: Unit) -> bool:
    """Say whether a unit stands in a part of the page that no article stands in, and reads so too."""
    if unit.place.tag in HEADINGS or link_share(unit) > MOSTLY_LINKS:
        return not _AWAY.isdisjoint(unit.place.zones) or not FURNITURE.isdisjoint(unit.place.called)
    return False


def _belongs(unit: Unit) -> bool:
    if not FURNITURE.isdisjoint(unit.place.called) or not _AWAY.isdisjoint(unit.place.zones):
        return False
    if unit.place.tag not in HEADINGS and link_share(unit) > MOSTLY_LINKS:
        return False
    found = furniture(unit.text, bool(_SENTENCE.search(unit.text[-8:])))
    return found is None or found.kind not in ("boilerplate", "teaser")


def is_sentence(unit: Unit) -> bool:
    """Say whether a unit reads as at least one whole sentence."""
    return len(unit.text.split()) >= SENTENCE_WORDS and bool(_SENTENCE.search(unit.text[-8:]))
