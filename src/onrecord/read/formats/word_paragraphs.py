"""The paragraphs of a Word document, by a linear look at its XML: as its readers see them once all changes are accepted."""

from __future__ import annotations

from collections.abc import Iterator
from html import unescape

from msgspec import Struct, field

from onrecord.model import BlockKind
from onrecord.patterns import pattern
from onrecord.read.decoding import storable
from onrecord.read.formats.xml_tags import Tag, tags

# A paragraph and what the document says that it is, with the reason.
Kind = tuple[BlockKind, str]
Paragraph = tuple[str, Kind | None]

_VALUE = pattern(r"""\b(?:\w{1,20}:)?val\s{0,5}=\s{0,5}["']([^"'<>]{1,200})["']""")
_STYLE = pattern(r"""\b(?:\w{1,20}:)?styleId\s{0,5}=\s{0,5}["']([^"'<>]{1,200})["']""")
# The name that a document gives the elements of Word: `w:`, nearly always; programs other than Word may choose another or none.
_NAMED = pattern(r"""\bxmlns(?::(\w{1,20}))?\s{0,5}=\s{0,5}["'][^"'<>]{0,200}/wordprocessingml/(?:2006/)?main["']""")
_UNNAMED = pattern(r"(</?)(?=[A-Za-z]{1,40}[\s/>])")
_HEAD = 8_192
_KINDS_OF_STYLES: tuple[tuple[str, BlockKind], ...] = (
    ("title", "headline"),
    ("heading", "crosshead"),
    ("caption", "caption"),
)
_HIDDEN: Kind = ("hidden", "the document hides it from its readers")
# What was moved away or deleted, the second form of a drawing for programs that do not know the first, the reading set over a word.
_LEFT_OUT = frozenset(("w:del", "w:movefrom", "mc:fallback", "w:rt"))
_WORDS = frozenset(("w:t", "m:t"))
_SPACES = {"w:tab": "\t", "w:br": "\n", "w:cr": "\n", "w:nobreakhyphen": "\u2011"}


class _Held(Struct):
    """What was seen of a paragraph so far; `goes_on` says that its end was deleted, so that the next one is part of it."""

    words: list[str] = field(default_factory=list)
    unseen: list[str] = field(default_factory=list)
    style: str = ""
    goes_on: bool = False


def style_names(styles: str) -> dict[str, str]:
    """Give the name of each style: documents point to them by identifiers that differ from language to language."""
    styles = _usual(styles)
    named: dict[str, str] = {}
    identity = ""
    for tag in tags(styles):
        if tag.name == "w:style" and tag.kind == "open":
            found = _STYLE.search(styles, tag.start, tag.end)
            identity = found[1] if found else ""
        elif tag.name == "w:name" and identity:
            named.setdefault(identity, _value(styles, tag).lower())
    return named


def word_paragraphs(xml: str, named: dict[str, str]) -> Iterator[Paragraph]:
    """Give the paragraphs of a part of a Word document; what was deleted or stands there twice for older programs is left out.

    The words of a text box stand behind the paragraph it is tied to, which it would else cut in two.
    """
    return _Parts(_usual(xml), named).read()


class _Parts:
    """One part of a document that is being read."""

    def __init__(self, xml: str, named: dict[str, str]) -> None:
        self.xml, self.named = xml, named
        self.held, self.around = _Held(), list[_Held]()
        self.boxes: list[Paragraph] = []
        self.begun, self.hidden = -1, False

    def read(self) -> Iterator[Paragraph]:
        """Give the paragraphs."""
        without = ""
        for tag in tags(self.xml):
            if without:
                without = "" if tag.kind == "close" and tag.name == without else without
            elif tag.kind == "open" and tag.name in _LEFT_OUT:
                without = tag.name
            elif tag.name == "w:p":
                yield from self._paragraph(tag)
            elif tag.name == "w:txbxcontent" and tag.kind != "empty":
                self._box(tag)
            else:
                self._within(tag)
        while self.around:
            self._leave()
        yield from self._end()

    def _paragraph(self, tag: Tag) -> Iterator[Paragraph]:
        """End a paragraph where it ends, or where another begins that should not."""
        if self.held.goes_on:
            self.held.goes_on = tag.kind == "close"
        elif tag.kind == "close" or self.held.words:
            yield from self._end()

    def _end(self) -> Iterator[Paragraph]:
        held, self.held, self.hidden = self.held, _Held(), False
        given = [(storable("".join(held.words)), self._kind(held.style)), (storable("".join(held.unseen)), _HIDDEN)]
        if self.around:
            self.boxes += given
            return
        yield from given
        yield from self.boxes
        self.boxes = []

    def _box(self, tag: Tag) -> None:
        """Set the paragraph aside that a text box lies in, or take it up again behind the box."""
        if tag.kind == "open":
            self.around.append(self.held)
            self.held = _Held()
        elif self.around:
            self._leave()

    def _leave(self) -> None:
        self.boxes += self._end()
        self.held = self.around.pop()

    def _within(self, tag: Tag) -> None:
        """Take what stands in a paragraph."""
        if tag.name in _WORDS:
            if tag.kind == "close" and self.begun >= 0:
                (self.held.unseen if self.hidden else self.held.words).append(_said(self.xml[self.begun : tag.start]))
            self.begun = tag.end if tag.kind == "open" else -1
        elif tag.name in _SPACES and tag.kind != "close":
            self.held.words.append(_SPACES[tag.name])
        elif tag.name == "w:pstyle":
            self.held.style = _value(self.xml, tag)
        elif tag.name == "w:r":
            self.hidden = False
        elif tag.name == "w:vanish" and tag.kind == "empty":
            self.hidden = _value(self.xml, tag) not in ("0", "false", "off")
        elif tag.name in _LEFT_OUT and tag.kind == "empty":
            self.held.goes_on = True

    def _kind(self, style: str) -> Kind | None:
        name = self.named.get(style, style.lower())
        kind = next((kind for beginning, kind in _KINDS_OF_STYLES if name.startswith(beginning)), None)
        return (kind, f"its style in the document is “{name[:40]}”") if kind else None


def _usual(xml: str) -> str:
    """Write the elements of Word with the name they nearly always have."""
    found = _NAMED.search(xml, 0, _HEAD)
    if found is None or found[1] == "w":
        return xml
    if found[1] is None:
        return _UNNAMED.sub(r"\1w:", xml)
    return xml.replace(f"<{found[1]}:", "<w:").replace(f"</{found[1]}:", "</w:")


def _said(xml: str) -> str:
    """Read the words of an element: what is escaped, and what stands there as it is."""
    escaped, *plain = xml.split("<![CDATA[")
    parts = [piece.partition("]]>") for piece in plain]
    return unescape(escaped) + "".join(inside + unescape(after) for inside, _, after in parts)


def _value(xml: str, tag: Tag) -> str:
    found = _VALUE.search(xml, tag.start, tag.end)
    return found[1] if found else ""
