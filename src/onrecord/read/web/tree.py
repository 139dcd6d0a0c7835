"""A page through lxml → its tree, and the units in it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from onrecord.read.web.units import Units
from onrecord.read.web.visibility import Sheets

if TYPE_CHECKING:
    from lxml.html import HtmlElement

# Elements whose content is no text of the page.
SKIPPED = frozenset({"script", "style", "head", "title"})


def parse(html: str) -> HtmlElement | None:
    """Parse a page; None when nothing in it is an element."""
    from lxml import etree
    from lxml.html import HTMLParser, document_fromstring

    try:
        return document_fromstring(
            html.encode("utf-8"), parser=HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
        )
    except (etree.ParserError, ValueError):
        return None


def units_of(tree: HtmlElement, sheets: Sheets) -> Units:
    """Give the units of a page in their order, hidden ones too."""
    units = Units(sheets)
    waiting: list[tuple[Any, bool]] = [(tree, False)]
    while waiting:
        element, done = waiting.pop()
        tag = element.tag if isinstance(element.tag, str) else ""
        if done:
            units.leave(tag)
        elif tag and tag not in SKIPPED:
            _begin(units, element, tag, waiting)
            continue
        if element.tail and element is not tree:
            units.say(element.tail)
    units.end_paragraph()
    return units


def _begin(units: Units, element: Any, tag: str, waiting: list[tuple[Any, bool]]) -> None:
    if tag == "br":
        units.break_line()
    units.enter(tag, {name: value for name, value in element.attrib.items() if isinstance(name, str)})
    if element.text:
        units.say(element.text)
    waiting.append((element, True))
    waiting.extend((child, False) for child in reversed(element))
