"""PDF and Word documents → one report each: their words in reading order, without running heads and page numbers as body."""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import sha256
from html import unescape

from onrecord.model import BlockKind
from onrecord.patterns import pattern
from onrecord.read.decoding import storable
from onrecord.read.fields import Field, Mark, Offered, bare_name
from onrecord.read.files import LARGEST_TEXT, Unreadable
from onrecord.read.formats.package import Package
from onrecord.read.formats.pdf_pages import PdfParagraph, paragraphs_of, read_lines
from onrecord.read.formats.stating import stated
from onrecord.read.formats.xml_tags import Tag, tags
from onrecord.read.source import Source

# A document with its pictures; what mail servers take and more.
LARGEST_DOCUMENT = 100_000_000
PARTIAL = "partial"
_VALUE = pattern(r"""\bw:val\s{0,5}=\s{0,5}["']([^"'<>]{1,200})["']""")
_STYLE = pattern(r"""\bw:styleId\s{0,5}=\s{0,5}["']([^"'<>]{1,200})["']""")
_KINDS_OF_STYLES: tuple[tuple[str, BlockKind], ...] = (
    ("title", "headline"),
    ("heading", "crosshead"),
    ("caption", "caption"),
)
_HIDDEN: tuple[BlockKind, str] = ("hidden", "the document hides it from its readers")
# What was moved away or deleted, and the second form of a drawing for programs that do not know the first.
_LEFT_OUT = frozenset(("w:del", "w:movefrom", "mc:fallback"))
_SPACES = {"w:tab": "\t", "w:br": "\n", "w:cr": "\n", "w:nobreakhyphen": "\u2011"}


def read_pdf(source: Source) -> Iterator[Offered]:
    """Give the one report of a PDF document. Raises Unreadable when it is encrypted, holds pictures of words only, or is broken."""
    if source.careful:
        raise Unreadable("the PDF could not be read; save its text as a text file first", "malformed")
    data = source.whole(LARGEST_DOCUMENT)
    lines, about, whole = read_lines(data)
    paragraphs = paragraphs_of(lines)
    if not any(one.text.strip() for one in paragraphs):
        advice = (
            "it is a PDF without any words in it, a scan perhaps; run OCR over it (ocrmypdf, say) and read the result"
        )
        raise Unreadable(advice, "no-words")
    text, marks = _joined([(one.text, _mark_of(one)) for one in paragraphs])
    flags = () if whole and len(text) <= LARGEST_TEXT else (PARTIAL,)
    yield _offered(source, "pdf", data, text[:LARGEST_TEXT], marks, _claims(about, text), flags)


def _mark_of(paragraph: PdfParagraph) -> tuple[BlockKind, str] | None:
    return ("boilerplate", "it stands on most pages of the document") if paragraph.running else None


def _claims(about: dict[str, str], text: str) -> dict[str, Field]:
    """Take from what a document says of itself only what its first words bear out: most such claims are left over from other documents."""
    start = " ".join(text[:3_000].lower().split())
    fields = {}
    for noun, key in (("title", "Title"), ("byline", "Author")):
        value = " ".join(storable(about.get(key, "")).split())
        if len(value) > 3 and value.lower() in start:
            fields[noun] = Field(f"{key.lower()} in the properties of the document", value)
    return fields


def read_docx(source: Source) -> Iterator[Offered]:
    """Give the one report of a Word document, by a linear look at its XML: no macro runs, no link is followed."""
    data = source.whole(LARGEST_DOCUMENT)
    package = Package(data)
    body = package.part("word/document.xml")
    if not body:
        raise Unreadable("it is a damaged Word document: its words cannot be found", "malformed")
    styles, notes, about = (package.part(one) for one in ("word/styles.xml", "word/footnotes.xml", "docProps/core.xml"))
    named = _style_names(styles)
    parts = [*_paragraphs(body, named), *_paragraphs(notes, {})]
    text, marks = _joined(parts)
    if not any(character.isalnum() for character in text):
        raise Unreadable("it is a Word document without words", "no-words")
    flags = (PARTIAL,) if package.damaged or len(text) > LARGEST_TEXT else ()
    yield _offered(source, "docx", data, text[:LARGEST_TEXT], marks, _claims(_core(about), text), flags)


def _offered(
    source: Source,
    kind: str,
    data: bytes,
    text: str,
    marks: tuple[Mark, ...],
    fields: dict[str, Field],
    flags: tuple[str, ...],
) -> Offered:
    return Offered(
        locator=source.locator,
        name=bare_name(source.name),
        text=text,
        format=kind,
        digest=sha256(data).hexdigest(),
        flags=flags,
        marks=tuple(mark for mark in marks if mark.end <= len(text)),
        **stated(fields, source.given),
    )


def _joined(paragraphs: list[tuple[str, tuple[BlockKind, str] | None]]) -> tuple[str, tuple[Mark, ...]]:
    """Put paragraphs below each other, an empty line between two, with the marks of those whose kind is known."""
    marks: list[Mark] = []
    position = 0
    kept = [(text.strip(), mark) for text, mark in paragraphs if text.strip()]
    for text, mark in kept:
        if mark:
            marks.append(Mark(position, position + len(text), *mark))
        position += len(text) + 2
    return "\n\n".join(text for text, _ in kept), tuple(marks)


def _style_names(styles: str) -> dict[str, str]:
    """Give the name of each style: documents point to them by identifiers that differ from language to language."""
    named: dict[str, str] = {}
    identity = ""
    for tag in tags(styles):
        if tag.name == "w:style" and tag.kind == "open":
            found = _STYLE.search(styles, tag.start, tag.end)
            identity = found[1] if found else ""
        elif tag.name == "w:name" and identity:
            named.setdefault(identity, _value(styles, tag).lower())
    return named


def _paragraphs(xml: str, named: dict[str, str]) -> Iterator[tuple[str, tuple[BlockKind, str] | None]]:
    """Give the paragraphs of a part of a Word document; what was deleted or stands there twice for older programs is left out."""
    words: list[str] = []
    unseen: list[str] = []
    style, without, begun, hidden = "", "", -1, False
    for tag in tags(xml):
        if without:
            without = "" if tag.kind == "close" and tag.name == without else without
        elif tag.kind == "open" and tag.name in _LEFT_OUT:
            without = tag.name
        elif tag.name == "w:t":
            if tag.kind == "close" and begun >= 0:
                (unseen if hidden else words).append(unescape(xml[begun : tag.start]))
            begun = tag.end if tag.kind == "open" else -1
        elif tag.name in _SPACES and tag.kind != "close":
            words.append(_SPACES[tag.name])
        elif tag.name == "w:pstyle":
            style = _value(xml, tag)
        elif tag.name == "w:r":
            hidden = False
        elif tag.name == "w:vanish" and tag.kind == "empty":
            hidden = _value(xml, tag) not in ("0", "false", "off")
        elif tag.name == "w:p" and (tag.kind == "close" or words):
            yield storable("".join(words)), _kind_of(named.get(style, style.lower()))
            yield storable("".join(unseen)), _HIDDEN
            words, unseen, style, hidden = [], [], "", False
    yield storable("".join(words)), None
    yield storable("".join(unseen)), _HIDDEN


def _value(xml: str, tag: Tag) -> str:
    found = _VALUE.search(xml, tag.start, tag.end)
    return found[1] if found else ""


def _kind_of(style: str) -> tuple[BlockKind, str] | None:
    for beginning, kind in _KINDS_OF_STYLES:
        if style.startswith(beginning):
            return kind, f"its style in the document is “{style[:40]}”"
    return None


def _core(about: str) -> dict[str, str]:
    """Take title and author out of the properties of a Word document."""
    found: dict[str, str] = {}
    keys = {"dc:title": "Title", "dc:creator": "Author"}
    for tag in tags(about):
        if tag.kind == "open" and tag.name in keys:
            end = about.find("<", tag.end)
            found[keys[tag.name]] = unescape(about[tag.end : end])
    return found
