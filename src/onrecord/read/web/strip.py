"""A page without a parser: one pass over its tags, for pages that no parser can be trusted with. Nothing of its text is left out."""

from __future__ import annotations

from collections import Counter
from html import unescape

from onrecord.patterns import pattern
from onrecord.read.web.sheets import Sheets
from onrecord.read.web.tags import BLOCKS, RAW, VOID, Tag, attributes_of, find_tags
from onrecord.read.web.units import TOP, Unit, Units

# With more tags than this they are not looked at one by one: all are cut out at once, and as nobody can say what readers saw of
# such a page, all of it is marked hidden. Pages of newspapers have some 3,000, a whole book in one page 60,000 (tried 200,000: six
# seconds).
MOST_TAGS = 75_000
# So many elements are followed inward; what lies deeper is taken for the text of the last of them.
DEEPEST = 60
# So many open elements are looked through for the one that an end tag means; blocks are found by their count at any depth.
LOOKED_THROUGH = 30
NEVER_SHOWN = "it stands behind a tag or comment that never ends, so no browser shows it"
UNTOLD = "the page holds more tags than are looked at one by one, so what its readers saw cannot be told"

_ANY_TAG = pattern(r"<[^<>]{0,4000}>")
# Elements that end when one of the same group begins beside them.
_SIBLINGS = {
    "li": ("li",),
    "dt": ("dt", "dd"),
    "dd": ("dt", "dd"),
    "td": ("td", "th"),
    "th": ("td", "th"),
    "tr": ("tr", "td", "th"),
    "option": ("option",),
}


def strip(html: str, sheets: Sheets) -> list[Unit]:
    """Give the units of a page in their order; of one that is nearly nothing but tags its bare words as one."""
    if html.count("<") > MOST_TAGS:
        words = " ".join(_ANY_TAG.sub(" ", html).split())
        return [Unit(words, TOP, hidden=UNTOLD)] if words else []
    walk = _Walk(sheets)
    for tag in find_tags(html):
        walk.take(tag)
    walk.units.end_paragraph()
    return walk.units.found


class _Walk:
    """Follows the tags of a page with a list of open elements; an end tag that fits none is passed over."""

    def __init__(self, sheets: Sheets) -> None:
        self.units = Units(sheets)
        self._open: list[str] = []
        self._count: Counter[str] = Counter()
        self._raw = ""

    def take(self, tag: Tag) -> None:
        """Take the text before a tag and then the tag."""
        if tag.closing and not tag.name:
            self.units.end_paragraph()
            if tag.attributes not in ("script", "style"):
                self.units.conceal(unescape(_ANY_TAG.sub(" ", tag.before)), NEVER_SHOWN)
            return
        if tag.before and self._raw != "title":
            self.units.say(unescape(_ANY_TAG.sub(" ", tag.before) if self._raw else tag.before))
        if tag.name in RAW:
            self._raw = "" if tag.closing else tag.name
        if tag.name == "br":
            self.units.break_line()
        elif tag.closing:
            self._close(tag.name)
        elif tag.name and tag.name not in VOID:
            self._begin(tag)

    def _begin(self, tag: Tag) -> None:
        if tag.name in BLOCKS:
            self._end_implied(tag.name)
        elif tag.name == "a":
            self._close("a")
        self._open.append(tag.name)
        self._count[tag.name] += 1
        if len(self._open) <= DEEPEST:
            self.units.enter(tag.name, attributes_of(tag.attributes))
        elif tag.name in BLOCKS:
            self.units.end_paragraph()

    def _end_implied(self, name: str) -> None:
        """End a paragraph before a block, a list item before the next, and so on."""
        ended = _SIBLINGS.get(name, ("p",))
        for place in range(len(self._open) - 1, max(-1, len(self._open) - LOOKED_THROUGH), -1):
            if self._open[place] in ended:
                self._leave(place)
                return
            if self._open[place] in BLOCKS and not (ended != ("p",) and self._open[place] == "p"):
                return

    def _close(self, name: str) -> None:
        """End the element that an end tag means, with all that is open in it; formatting does not reach out of its block."""
        if not self._count[name]:
            if name in BLOCKS:
                self.units.end_paragraph()
            return
        lowest = -1 if name in BLOCKS else max(-1, len(self._open) - 1 - LOOKED_THROUGH)
        for place in range(len(self._open) - 1, lowest, -1):
            if self._open[place] == name:
                self._leave(place)
                return
            if name not in BLOCKS and self._open[place] in BLOCKS:
                return

    def _leave(self, place: int) -> None:
        while len(self._open) > place:
            name = self._open.pop()
            self._count[name] -= 1
            if len(self._open) < DEEPEST:
                self.units.leave(name)
            elif name in BLOCKS:
                self.units.end_paragraph()
