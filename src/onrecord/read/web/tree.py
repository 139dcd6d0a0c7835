"""A page through lxml → its tree, and the units in it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from onrecord.read.web.sheets import Sheets
from onrecord.read.web.units import Units

if TYPE_CHECKING:
    from lxml.html import HtmlElement

# Elements whose content is no text of the page.
SKIPPED = frozenset({"script", "style", "head", "title"})
STRAY_TITLE = "it stands in <title> in the midst of the page, which browsers do not show"


def parse(html: str) -> HtmlElement | None:
    """Parse a page; None when nothing in it is an element."""
    from lxml import etree
    from lxml.html import HtmlElement, HTMLParser, document_fromstring

    parser = HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
    # All elements are of one class: to look one up for each by its name costs more than parsing.
    parser.set_element_class_lookup(etree.ElementDefaultClassLookup(element=HtmlElement))
    try:
        return document_fromstring(html.encode("utf-8"), parser=parser)
    except (etree.ParserError, ValueError):
        return None


def units_of(tree: HtmlElement, sheets: Sheets) -> Units:
    """Give the units of a page in their order, hidden ones too."""
    units = Units(sheets)
    own = next(tree.iter("title"), None)  # the page's, wherever its author or the parser put it
    waiting: list[tuple[Any, bool]] = [(tree, False)]
    while waiting:
        element, done = waiting.pop()
        tag = element.tag if isinstance(element.tag, str) else ""
        if done:
            units.leave(tag)
        elif tag and tag not in SKIPPED:
            if tag == "br" or element.text or len(element):
                _begin(units, element, tag, waiting)
                continue
            units.pass_by(tag)
        elif tag == "title" and element is not own and next(element.iterancestors("head", "svg"), None) is None:
            units.conceal(str(element.text_content()), STRAY_TITLE)
        if element.tail and element is not tree:
            units.say(element.tail)
    units.end_paragraph()
    return units


def _begin(units: Units, element: Any, tag: str, waiting: list[tuple[Any, bool]]) -> None:
    if tag == "br":
        units.break_line()
    units.enter(tag, dict(element.items()))
    if element.text:
        units.say(element.text)
    waiting.append((element, True))
    waiting.extend((child, False) for child in reversed(element))
