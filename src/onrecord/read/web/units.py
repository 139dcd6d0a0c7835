"""The paragraphs of a page as units: each with its words, the element it stands in, and whether a reader could see it."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct

from onrecord.patterns import pattern
from onrecord.read.web.sheets import Names, Sheets, names_of
from onrecord.read.web.tags import BLOCKS
from onrecord.read.web.visibility import UNSEEN_TAGS, Look, look

# Elements that say what part of the page they hold.
ZONES = {
    "nav": "nav",
    "menu": "nav",
    "footer": "footer",
    "header": "header",
    "aside": "aside",
    "figure": "figure",
    "figcaption": "caption",
    "caption": "caption",
    "blockquote": "quote",
    "form": "form",
    "button": "form",
    "select": "form",
    "textarea": "form",
    "fieldset": "form",
    "option": "form",
    "label": "form",
}
# What an element holds that is called a caption; its name alone says less than its tag would.
CAPTIONED = "called caption"
_ROLES = {
    "navigation": "nav",
    "banner": "header",
    "contentinfo": "footer",
    "complementary": "aside",
    "search": "form",
    "menu": "nav",
}
_WORD = pattern(r"[a-z]{1,40}")
# After one of these a line break ends a paragraph; elsewhere it only wraps a line.
_ENDS = frozenset('.!?:…"”’)]*')


class Place(Struct, frozen=True):
    """Where a unit stands: the element, those around it (by their numbers, outermost first), and what these say of it."""

    number: int
    tag: str
    around: tuple[int, ...] = ()
    zones: tuple[str, ...] = ()
    called: frozenset[str] = frozenset()
    inside: frozenset[str] = frozenset()
    names: tuple[Names, ...] = ()
    look: Look = Look()


class Unit(Struct, frozen=True):
    """A paragraph of a page: its words with single spaces, its place, how many letters are links, and why it is hidden, if it is."""

    text: str
    place: Place
    linked: int = 0
    hidden: str = ""


TOP = Place(0, "body")


class Units:
    """Puts units together while a page is walked through: `enter` and `leave` elements, `say` the text between.

    `found` are the units so far, `taken` all text as it was said.
    """

    def __init__(self, sheets: Sheets) -> None:
        self.found: list[Unit] = []
        self.taken: list[str] = []
        self._sheets = sheets
        self._places = [Place(0, "body", look=Look(inks=sheets.inks))]
        self._said: list[str] = []
        self._unseen: list[str] = []
        self._why = ""
        self._linked, self._links = 0, 0
        self._number = 0
        self._known: dict[tuple[str, str, str], tuple[frozenset[str], Names, str]] = {}

    def enter(self, tag: str, attributes: Mapping[str, str]) -> None:
        """Begin an element."""
        if tag in BLOCKS:
            self.end_paragraph()
        self._links += tag == "a"
        here = self._places[-1]
        if tag in BLOCKS or attributes or tag in ZONES:
            here = self._go_into(here, tag, attributes)
        self._places.append(here)

    def pass_by(self, tag: str) -> None:
        """Take an element without content: a picture, a line, an empty box."""
        if tag in BLOCKS:
            self.end_paragraph()

    def leave(self, tag: str) -> None:
        """End the element that was begun last."""
        if tag in BLOCKS:
            self.end_paragraph()
        self._links -= tag == "a"
        self._places.pop()

    def say(self, text: str) -> None:
        """Add text where the walk stands."""
        self.taken.append(text)
        if self._places[-1].look.hidden:
            if not self._unseen:
                self._why = self._places[-1].look.hidden
            self._unseen.append(text)
        else:
            self._said.append(text)
            if self._links:
                self._linked += len("".join(text.split()))

    def conceal(self, text: str, why: str) -> None:
        """Add a unit that no reader could see."""
        if words := " ".join(text.split()):
            self.found.append(Unit(words, self._places[-1], 0, why))

    def break_line(self) -> None:
        """Take a line break: the end of a paragraph after the end of a sentence or another break, else a space."""
        said = "".join(self._said[-3:]).rstrip(" \t")
        if not said or said[-1] in _ENDS or said[-1] == "\n":
            self.end_paragraph()
        else:
            self.say("\n")

    def end_paragraph(self) -> None:
        """Finish the unit in hand; what could not be seen in it becomes a unit of its own."""
        place = self._places[-1]
        if self._said:
            text = " ".join("".join(self._said).split())
            if text:
                self.found.append(Unit(text, place, self._linked))
            self._said.clear()
            self._linked = 0
        if self._unseen:
            text = " ".join("".join(self._unseen).split())
            if text:
                self.found.append(Unit(text, place, 0, self._why))
            self._unseen.clear()

    def _go_into(self, here: Place, tag: str, attributes: Mapping[str, str]) -> Place:
        block = tag in BLOCKS
        zone = _ROLES.get(attributes["role"], "") if "role" in attributes else ""
        called, names, shown = self._named(tag, attributes)
        zone = zone or ZONES.get(tag, shown)
        seen = here.look
        if not seen.hidden and (attributes or names or tag in UNSEEN_TAGS or tag == "dialog"):
            seen = look(tag, attributes, names, self._sheets, here.names, seen.inks)
        self._number += block
        return Place(
            self._number if block else here.number,
            tag if block else here.tag,
            (*here.around, here.number) if block else here.around,
            (*here.zones, zone) if zone else here.zones,
            called,
            here.inside | here.called if here.called else here.inside,
            (*here.names, names) if names else here.names,
            seen,
        )

    def _named(self, tag: str, attributes: Mapping[str, str]) -> tuple[frozenset[str], Names, str]:
        """Give the words of an element's classes and id, its names that a style sheet knows, and the part of a page the words tell of.

        Many elements share them.
        """
        classes, own = attributes.get("class", ""), attributes.get("id", "")
        key = (tag, classes, own)
        known = self._known.get(key)
        if known is None:
            words = frozenset(_WORD.findall(f"{classes} {own}".lower()[:400])) if classes or own else _NOTHING
            captions = tag not in _LARGE and any(word.endswith("caption") for word in words)
            names = names_of(tag, attributes) & self._sheets.names
            known = self._known[key] = words, names, CAPTIONED if captions else ""
        return known


# What these are called makes no caption of all that they hold.
_LARGE = frozenset({"html", "body", "main", "article", "section"})
_NOTHING: frozenset[str] = frozenset()
