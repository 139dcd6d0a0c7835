"""The tags of a page in one pass whose cost grows with its length only, whatever stands in it."""

from __future__ import annotations

from collections.abc import Iterator
from html import unescape
from typing import NamedTuple

from onrecord.patterns import IGNORECASE, pattern

# Elements without content, and elements whose content is not markup.
VOID = frozenset(
    "area base basefont bgsound br col embed frame hr img input keygen link meta param source track wbr".split()
)
RAW = frozenset("script style xmp iframe noembed noframes textarea title".split())
# Elements that begin and end a paragraph.
BLOCKS = frozenset(
    "address article aside blockquote body button caption center dd details dialog dir div dl dt fieldset figcaption figure footer form "
    "frameset h1 h2 h3 h4 h5 h6 head header hgroup hr html legend li main menu nav ol optgroup option p picture pre search section select "
    "summary table tbody td template tfoot th thead title tr ul video audio object iframe noscript script style textarea svg".split()
)
# So much of a tag is kept for its attributes; styles and classes that matter come early.
LONGEST_ATTRIBUTES = 20_000

_OPENING = pattern(r"<(?:(/?)([a-zA-Z][^\s/>]{0,80})|[!?/])")
# A quotation mark guards ">" only behind an equals sign, as in browsers.
_STOP = pattern(r"""=[ \t\r\n\f]{0,100}["']|>""")
FARTHEST_EQUALS = 101
_ATTRIBUTE = pattern(
    r"""([a-zA-Z_:@][^\s=/>"'<]{0,80})(?:[ \t\r\n\f]{0,20}=[ \t\r\n\f]{0,20}(?:"([^"]{0,20000})"|'([^']{0,20000})'|([^\s"'>]{1,4000})))?"""
)
_QUOTED = pattern(r"""=[ \t\r\n\f]{0,100}(?:"[^"]*+"|'[^']*+')""")
_ENDS = {name: pattern(rf"</{name}(?=[\s/>])", IGNORECASE) for name in sorted(RAW)}


class Tag(NamedTuple):
    """A tag and the text that stands before it. `name` is "" at the end of the page; `attributes` is what stands behind the name."""

    before: str
    name: str
    closing: bool
    attributes: str


def find_tags(html: str) -> Iterator[Tag]:
    """Give every tag with the text before it; comments and declarations are passed over, scripts and styles are skipped.

    The last ones have no name and carry the text at the end. What lies behind a tag, comment or script that never ends comes in one with
    `closing`, and `attributes` names which: no browser shows it.
    """
    scanner = _Scanner(html)
    pieces: list[str] = []
    place: int | None = 0
    unended = ""
    while place is not None and (found := _OPENING.search(html, place)) is not None:
        start, behind = found.span()
        slash, name = found.groups()
        pieces.append(html[place:start])
        place = scanner.end_of_tag(behind) if name else scanner.after_comment(start)
        unended = "tag" if name else "comment"
        if not name or place is None:
            continue
        unended = name = name.lower()
        yield Tag("".join(pieces), name, slash == "/", html[behind : place - 1])
        pieces = []
        if name in RAW and not slash:
            start = place
            place = scanner.end_of_raw(name, start)
            if place is not None and name not in ("script", "style"):
                pieces = [html[start:place]]
    yield Tag("".join([*pieces, html[place:]] if place is not None else pieces), "", False, "")
    if place is None:
        yield Tag(html[start:], "", True, unended)


def count_attributes(written: str) -> int:
    """Count the attributes of a tag, or a few more."""
    return len(_QUOTED.sub("=", written).split())


def attributes_of(written: str) -> dict[str, str]:
    """Read the attributes of a tag; the first of two with one name counts."""
    read: dict[str, str] = {}
    for name, double, single, bare in _ATTRIBUTE.findall(written[:LONGEST_ATTRIBUTES]):
        read.setdefault(name.lower(), unescape(double or single or bare))
    return read


class _Scanner:
    """Finds where things end. What was once not found behind a place is never looked for again: that keeps the cost linear."""

    def __init__(self, html: str) -> None:
        self._html, self._missing = html, set[str]()

    def _find(self, what: str, start: int) -> int:
        place = -1 if what in self._missing else self._html.find(what, start)
        if place < 0:
            self._missing.add(what)
        return place

    def end_of_tag(self, place: int) -> int | None:
        """Give the place behind the “>” that ends a tag; None when the page ends first."""
        if "tag" in self._missing:
            return None
        end = self._html.find(">", place)
        if end < 0 or not self._is_in_value(place, end):
            if end < 0:
                self._missing.add("tag")
            return end + 1 or None
        return self._end_behind_values(place)

    def _is_in_value(self, start: int, end: int) -> bool:
        """Say whether the “>” at the end may stand in a quoted value: then the last mark of its kind before it opens that value."""
        for mark in "\"'":
            last = self._html.rfind(mark, start, end)
            if last > start and self._html[max(start, last - FARTHEST_EQUALS) : last].rstrip(" \t\r\n\f").endswith("="):
                return True
        return False

    def _end_behind_values(self, place: int) -> int | None:
        """Go from quoted value to quoted value to the “>” behind them."""
        while (stop := _STOP.search(self._html, place)) is not None:
            if stop[0] == ">":
                return stop.end()
            place = self._find(stop[0][-1], stop.end()) + 1
            if not place:
                break
        self._missing.add("tag")
        return None

    def after_comment(self, start: int) -> int | None:
        """Give the place behind a comment, declaration or stray “</”; None when the page ends first."""
        html = self._html
        if not html.startswith("<!--", start):
            return self._find(">", start) + 1 or None
        if html.startswith((">", "->"), start + 4):
            return html.index(">", start) + 1
        end = self._find("-->", start + 4)
        return end + 3 if end >= 0 else None

    def end_of_raw(self, name: str, start: int) -> int | None:
        """Give the place of the end tag of a script, style or title; None when it has none."""
        found = _ENDS[name].search(self._html, start) if name not in self._missing else None
        if found is None:
            self._missing.add(name)
            return None
        return found.start()
