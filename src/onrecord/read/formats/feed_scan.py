"""The shape of a feed, found by one linear look: how deep it is nested, where its entries stand, what they hold."""

from __future__ import annotations

import codecs
from base64 import b64decode
from collections.abc import Iterator
from html import unescape

from msgspec import Struct

from onrecord.patterns import IGNORECASE, pattern
from onrecord.read.decoding import EBCDIC, EBCDIC_XML, GUESSED, Decoded, decode, storable
from onrecord.read.formats.xml_tags import Tag, tags

# Elements that hold one entry: RSS, Atom.
_ENTRIES = frozenset(("item", "entry"))
# What an entry may hold that we want, by the local name of the element, and what it is for us.
_WANTED = {
    "title": "title",
    "link": "link",
    "guid": "id",
    "id": "id",
    "pubdate": "published",
    "published": "published",
    "issued": "published",
    "date": "published",
    "updated": "updated",
    "modified": "updated",
    "creator": "author",
    "author": "author",
    "name": "author",
    "description": "summary",
    "summary": "summary",
    "abstract": "summary",
    "encoded": "content",
    "content": "content",
    "fullitem": "content",
    "body": "content",
}
# The prefixes that these elements come with; other modules use the same words for other things (`media:title` is that of a picture).
_PREFIXES = frozenset(("", "rss", "atom", "atom10", "dc", "dcterms", "content", "xhtml"))
_ENCODING = pattern(r"""<\?xml[^<>]{0,200}?\bencoding\s{0,5}=\s{0,5}["']([A-Za-z0-9._:-]{1,40})["']""", IGNORECASE)
_DECLARATION = pattern(r"\s{0,100}<\?xml\b[^<>]{0,1000}?\?>", IGNORECASE)
_DOCTYPE = "<!DOCTYPE"
_ENTITY = pattern(
    r"""<!ENTITY\s{1,10}([A-Za-z][\w.-]{0,40})\s{1,10}(?:"([^"&<%]{0,200})"|'([^'&<%"]{0,200})')\s{0,10}>"""
)
_HREF = pattern(r"""\bhref\s{0,5}=\s{0,5}(?:"([^"<>]{1,2000})"|'([^'<>]{1,2000})')""", IGNORECASE)
_WIDE_MARKS = (b"\xff\xfe", b"\xfe\xff", b"\x00\x00\xfe\xff")
# Honest feeds nest to about 40 (XHTML tables in an entry) and have some 20 attributes (the namespaces of the first element); feedparser
# slows down with the square of both (2e5 deep: 12 s; 4e4 attributes: 15 s).
DEEPEST_FEED, MOST_ATTRIBUTES = 400, 1_000
# A feed declares a handful of entities for special characters, if any; an attack builds large ones of many small.
_MOST_ENTITIES, _LONGEST_DOCTYPE = 300, 100_000


class Item(Struct, frozen=True):
    """Where one entry stands: offsets into the XML."""

    start: int
    end: int


class Shape(Struct, frozen=True):
    """What a linear look at a feed shows: its root element, the entries, the elements around the first of them.

    `strained` says that it is made to keep a parser busy: nested far too deeply, or with far too many attributes. `cut` says that it
    breaks off in the middle of its last entry.
    """

    root: str
    items: tuple[Item, ...]
    around: tuple[str, ...]
    strained: bool
    cut: bool

    @property
    def tail(self) -> str:
        """Give the end tags of the elements around the entries."""
        return "".join(f"</{name}>" for name in reversed(self.around))


def decode_xml(data: bytes, claimed: str | None = None) -> Decoded:
    """Turn the bytes of XML into text: by its byte-order mark, as the server or the XML itself declares, or by a guess that is marked."""
    if b"\x00" in data[:4] and not data.startswith(_WIDE_MARKS):
        return _wide(data)
    if data.startswith(EBCDIC_XML):
        return _of_large_machines(data)
    found = _ENCODING.search(data[:4_000].decode("latin-1"))
    declared = found[1] if found else None
    decoded = decode(data, claimed or declared)
    return decode(data, declared) if claimed and GUESSED in decoded.flags else decoded


def _wide(data: bytes) -> Decoded:
    """Decode what a byte-order mark or the zeros among its first bytes show to be UTF-16 or UTF-32."""
    starts = (
        (b"\x00\x00\x00<", "utf-32-be"),
        (b"<\x00\x00\x00", "utf-32-le"),
        (b"\x00<", "utf-16-be"),
        (b"<\x00", "utf-16-le"),
    )
    for start, name in starts:
        if data.startswith(start):
            return Decoded(storable(data.decode(name, "replace")), name)
    return decode(data)


def _of_large_machines(data: bytes) -> Decoded:
    """Decode EBCDIC as the XML declares it, or as its commonest form where it declares what it cannot be."""
    found = _ENCODING.search(data[:400].decode(EBCDIC))
    name = found[1] if found else EBCDIC
    try:
        fits = EBCDIC_XML.decode(name) == "<?xml"
    except (LookupError, ValueError):
        fits = False
    name = codecs.lookup(name).name if fits else EBCDIC
    return Decoded(storable(data.decode(name, "replace").replace("\x85", "\n")), name, () if fits else (GUESSED,))


def tidy_prolog(text: str) -> str:
    """Leave out the XML declaration (the text is decoded already) and all of the document type but plain entities, and what stands before.

    Entities made of other entities, and those that name a file or an address, are thus never resolved.
    """
    declared = _DECLARATION.match(text)
    text = text[declared.end() :] if declared else text
    first = next((tag.start for tag in tags(text) if tag.kind in ("open", "empty")), len(text))
    start = text.find(_DOCTYPE, 0, first)
    if start < 0:
        return text
    end = _end_of_doctype(text, start)
    entities: list[str] = []
    for entity in _ENTITY.finditer(text, start, min(end, start + _LONGEST_DOCTYPE)):
        if len(entities) < _MOST_ENTITIES:
            entities.append(f'<!ENTITY {entity[1]} "{entity[2] or entity[3] or ""}">')
    kept = f"<!DOCTYPE feed [\n{chr(10).join(entities)}\n]>" if entities else ""
    return kept + text[end:]


def _end_of_doctype(text: str, start: int) -> int:
    """Find where a document type ends: after `]>` when it has a part in brackets before its first `>`."""
    plain, bracket = text.find(">", start), text.find("[", start)
    if 0 <= bracket < plain:
        close = text.find("]", bracket)
        plain = text.find(">", close) if close >= 0 else plain
    return plain + 1 if plain >= 0 else start + len(_DOCTYPE)


def shape(text: str) -> Shape:
    """Look through a feed once."""
    stack: list[Tag] = []
    items: list[Item] = []
    around: tuple[str, ...] = ()
    root, kind, begun, strained = "", "", -1, False
    for tag in tags(text):
        strained = strained or (
            tag.end - tag.start > MOST_ATTRIBUTES and text.count("=", tag.start, tag.end) > MOST_ATTRIBUTES
        )
        if tag.kind == "open" or tag.kind == "empty":
            root = root or tag.name
            if tag.kind == "open" and local(tag.name) in _ENTRIES and tag.name == (kind or tag.name):
                if begun >= 0:
                    items.append(Item(begun, tag.start))
                if not kind:
                    kind, around = (
                        tag.name,
                        tuple(text[open.start + 1 : open.start + 1 + len(open.name)] for open in stack),
                    )
                begun = tag.start
            if tag.kind == "open":
                stack.append(tag)
                strained = strained or len(stack) > DEEPEST_FEED
        elif tag.kind == "close":
            if begun >= 0 and tag.name == kind:
                items.append(Item(begun, tag.end))
                begun = -1
            if stack:
                stack.pop()
    if begun >= 0:
        items.append(Item(begun, len(text)))
    cut = begun >= 0 and not text.rstrip().lower().endswith(f"</{root}>")
    return Shape(root, tuple(items), around, strained, cut)


def local(name: str) -> str:
    """Leave out the prefix of an element's name."""
    return name.rsplit(":", 1)[-1]


def found_in(text: str, start: int, end: int) -> dict[str, str]:
    """Collect what stands in one entry (or in the head of a feed), the first of each kind, by the plainest means."""
    fields: dict[str, str] = {}
    noun, name, begun, packed = "", "", 0, False
    for tag in tags(text, start, end):
        if noun:
            if tag.kind == "close" and tag.name == name:
                inside = _inside(text, begun, tag.start)
                _keep(fields, noun, _from_base64(inside) if packed else inside)
                noun = ""
        elif tag.kind in ("open", "empty") and (wanted := _wanted(tag.name)):
            href = _HREF.search(text, tag.start, tag.end) if wanted == "link" else None
            if href:
                _keep(fields, "link", unescape(href[1] or href[2]))
            elif tag.kind == "open":
                noun, name, begun = wanted, tag.name, tag.end
                packed = "base64" in text[tag.start : tag.end]
    if noun:
        _keep(fields, noun, _inside(text, begun, end))
    return fields


def _from_base64(packed: str) -> str:
    """Unpack what an element says is base64; nothing is left of what is not."""
    try:
        return decode(b64decode("".join(packed.split()), validate=True)).text
    except ValueError:
        return ""


def _wanted(name: str) -> str | None:
    """Say which noun an element of this name holds."""
    return _WANTED.get(local(name)) if name.rpartition(":")[0] in _PREFIXES else None


def _keep(fields: dict[str, str], noun: str, value: str) -> None:
    """Keep the first value of each noun, of the text the longest."""
    longer = noun in ("content", "summary") and len(value) > len(fields.get(noun, ""))
    if value.strip() and (noun not in fields or longer):
        fields[noun] = value


def _inside(text: str, start: int, end: int) -> str:
    """Give what stands in an element: CDATA as it is, entities resolved once, elements as the markup they are."""
    pieces: list[str] = []
    position = start
    for tag in tags(text, start, end):
        if tag.kind == "text":
            pieces += (unescape(text[position : tag.start - len("<![CDATA[")]), text[tag.start : tag.end])
            position = tag.end + len("]]>")
        elif tag.kind != "comment":
            pieces += (unescape(text[position : tag.start]), text[tag.start : tag.end])
            position = tag.end
    pieces.append(unescape(text[position:end]))
    return "".join(pieces)


def batches(text: str, seen: Shape, size: int) -> Iterator[tuple[str, tuple[Item, ...]]]:
    """Cut a large feed into feeds of about so many characters, each with the head of the whole; gives also the entries in each.

    The last entry of a feed that breaks off is in none of them.
    """
    items = seen.items[:-1] if seen.cut else seen.items
    if not items:
        return
    first = items[0].start
    if not seen.cut and (len(text) <= size or first > size):
        yield text, items
        return
    held: list[Item] = []
    for item in items:
        held.append(item)
        if item.end - held[0].start >= size:
            yield f"{text[:first]}{text[held[0].start : item.end]}{seen.tail}", tuple(held)
            held = []
    if held:
        yield (
            text[:first] + text[held[0].start : held[-1].end] + (seen.tail if seen.cut else text[held[-1].end :]),
            tuple(held),
        )
