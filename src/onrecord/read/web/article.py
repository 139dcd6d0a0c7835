"""Which paragraphs of a page are its article: those the extractor took, those it lost between them, less what is plainly furniture."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from onrecord.read.web.strays import FEWEST_BESIDE, Home, container, home_of, leave_out
from onrecord.read.web.traits import AWAY, FURNITURE, HEADINGS, MOSTLY_LINKS, is_labelled_link, is_sentence, link_share
from onrecord.read.web.units import Unit

# The sentences around the headline are an article when they are so many paragraphs of so many letters in all.
FEWEST_AROUND, SHORTEST_AROUND = 3, 300
# They are it when they have at least this share of the letters that the extractor took elsewhere: the points in short, a note or a question
# of cookies beside the headline have less. Of what it took less than so many sentences may then stand beside others in one element: those
# of an article mostly do, comments stand each in a box of its own.
LEAST_AROUND, MOST_BESIDE = 0.25, 0.5

NOWHERE = Home()


def choose_article(
    units: Sequence[Unit], kept: Sequence[bool], stated: Sequence[bool] = (), headline: int | None = None
) -> list[bool]:
    """Say for each unit whether it is a part of the article.

    `kept` is what the extractor chose, `stated` what the page gives as its article in its data for search engines, `headline` the number
    of the unit that is the headline.
    """
    if headline is not None:
        kept = _around(units, kept, headline)
    chosen = [keep and not unit.hidden for unit, keep in zip(units, kept, strict=True)]
    home = home_of(units, chosen)
    for number, (unit, one) in enumerate(zip(units, stated, strict=False)):
        chosen[number] = chosen[number] or (one and not unit.hidden and is_sentence(unit) and _belongs(unit, home))
    leave_out(units, chosen, home)
    beside = Counter(container(unit) for unit, one in zip(units, chosen, strict=True) if one)
    sentences = Counter(container(unit) for unit in units if not unit.hidden and is_sentence(unit))
    for _ in range(2):  # a sentence put back behind the last paragraph may have more of the article before it
        _put_back(units, chosen, beside, sentences, home)
    return chosen


def _around(units: Sequence[Unit], kept: Sequence[bool], headline: int) -> Sequence[bool]:
    """Take the sentences around the headline instead of what was kept when these could be an article and what was kept is scattered."""
    elsewhere = [unit for unit, one in zip(units, kept, strict=True) if one and is_sentence(unit)]
    if not _scattered(elsewhere):
        return kept
    fewest = max(SHORTEST_AROUND, LEAST_AROUND * sum(len(unit.text) for unit in elsewhere))
    path = units[headline].place.around
    shared = [_common_depth(path, unit) for unit in units]
    reached = max((_common_depth(path, unit) for unit in elsewhere), default=0)
    inside = [depth > reached and _could_be_article(unit) for depth, unit in zip(shared, units, strict=True)]
    paragraphs, letters = Counter[int](), Counter[int]()
    for depth, unit, one in zip(shared, units, inside, strict=True):
        if one:
            paragraphs[depth] += 1
            letters[depth] += len(unit.text)
    # from the headline outward: what an element holds lies in all around it
    for depth in range(len(path), reached, -1):
        if paragraphs[depth] >= FEWEST_AROUND and letters[depth] >= fewest:
            return [one and place >= depth for place, one in zip(shared, inside, strict=True)]
        paragraphs[depth - 1] += paragraphs[depth]
        letters[depth - 1] += letters[depth]
    return kept


def _scattered(sentences: Sequence[Unit]) -> bool:
    """Say whether most sentences stand alone in their element, as comments do."""
    beside = Counter(map(container, sentences))
    return sum(count for count in beside.values() if count > 1) <= MOST_BESIDE * len(sentences)


def _common_depth(path: Sequence[int], unit: Unit) -> int:
    """Count the elements, from the outermost on, that a unit stands in as the headline does."""
    around = (*unit.place.around, unit.place.number)
    return next(
        (depth for depth, (one, other) in enumerate(zip(path, around, strict=False)) if one != other),
        min(len(path), len(around)),
    )


def _could_be_article(unit: Unit) -> bool:
    return not unit.hidden and "header" not in unit.place.zones and is_sentence(unit) and _belongs(unit)


def _put_back(
    units: Sequence[Unit], chosen: list[bool], beside: Counter[int], sentences: Counter[int], home: Home
) -> None:
    """Put back what stands among the article's paragraphs, in their element or in a box in it, and is nothing else.

    `beside` counts the paragraphs of the article in each element, `sentences` all sentences there: a box of many is a part of the article
    wherever it stands, one of few could be a note before or behind it.
    """
    inside = [number for number, one in enumerate(chosen) if one and units[number].place.tag not in HEADINGS]
    if not inside:
        return
    first, last = inside[0], inside[-1]
    for number, unit in enumerate(units):
        if chosen[number] or unit.hidden:
            continue
        within = first < number < last
        if beside[container(unit)] >= FEWEST_BESIDE:
            chosen[number] = (within or is_sentence(unit)) and _belongs(unit, home)
        elif within and "quote" in unit.place.zones:
            chosen[number] = AWAY.isdisjoint(unit.place.zones) and any(
                beside[one] >= FEWEST_BESIDE for one in unit.place.around
            )
        elif within and unit.place.tag in HEADINGS and _stands_over(units, chosen, number):
            chosen[number] = _belongs(unit, home)
        elif within or sentences[container(unit)] >= FEWEST_BESIDE:
            boxed = any(beside[one] >= FEWEST_BESIDE for one in unit.place.around[-2:-1])
            chosen[number] = boxed and is_sentence(unit) and _belongs(unit, home)


def _stands_over(units: Sequence[Unit], chosen: Sequence[bool], number: int) -> bool:
    """Say whether a heading stands right over a paragraph of the article."""
    return chosen[number + 1] and units[number + 1].place.tag not in HEADINGS


def choose_plainly(units: Sequence[Unit]) -> list[bool]:
    """Choose all that could be the article where nothing tells what is: whatever is seen, but for menus and rows of links."""
    seen = [not unit.hidden and link_share(unit) <= MOSTLY_LINKS for unit in units]
    away = AWAY - home_of(units, seen).zones
    return [one and away.isdisjoint(unit.place.zones) for unit, one in zip(units, seen, strict=True)]


def _belongs(unit: Unit, home: Home = NOWHERE) -> bool:
    """Say whether nothing speaks against a paragraph: neither where it stands, nor its name, nor its links."""
    if home.is_elsewhere(unit) or not FURNITURE.isdisjoint(unit.place.called):
        return False
    return unit.place.tag in HEADINGS or not (link_share(unit) > MOSTLY_LINKS or is_labelled_link(unit))
