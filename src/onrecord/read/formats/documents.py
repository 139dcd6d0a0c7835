"""PDF and Word documents → one report each: their words in reading order, without running heads and page numbers as body."""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import sha256
from html import unescape
from itertools import chain

from onrecord.model import BlockKind
from onrecord.patterns import pattern
from onrecord.read.decoding import storable
from onrecord.read.fields import Field, Mark, Offered, bare_name
from onrecord.read.files import LARGEST_TEXT, Unreadable
from onrecord.read.formats.exports import divided
from onrecord.read.formats.package import Package
from onrecord.read.formats.pdf_pages import PdfParagraph, paragraphs_of, read_lines
from onrecord.read.formats.stating import stated
from onrecord.read.formats.word_paragraphs import style_names, word_paragraphs
from onrecord.read.formats.xml_tags import tags
from onrecord.read.source import Source

# A document with its pictures; what mail servers take and more.
LARGEST_DOCUMENT = 100_000_000
PARTIAL = "partial"
# What lies in a Word document as a page of its own, for Word to fit in when it opens it.
_CHUNK = "<w:altChunk"
NO_WORDS = "it is a Word document without words"
ELSEWHERE = "its words lie in a page inside the Word document; open it in Word and save it once more"
# Where one part of the document says which other holds what: `<Relationship Type="…/footnotes" Target="footnotes.xml"/>`.
_RELATION = pattern(r"<(?:\w{1,20}:)?Relationship\s[^<>]{0,2000}>")
_TYPE = pattern(r"""\bType\s{0,5}=\s{0,5}["'][^"'<>]{0,300}/(officeDocument|styles|footnotes|endnotes)["']""")
_TARGET = pattern(r"""\bTarget\s{0,5}=\s{0,5}["']([^"'<>]{1,300})["']""")


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
    """Give the report of a Word document, or the several of an export, by a linear look at its XML: no macro runs, no link is followed."""
    data = source.whole(LARGEST_DOCUMENT)
    package = Package(data)
    main = _parts_of(package, "_rels/.rels", "").get("officeDocument", "word/document.xml")
    body = package.part(main)
    if not body:
        raise Unreadable("it is a damaged Word document: its words cannot be found", "malformed")
    folder, _, name = main.rpartition("/")
    others = _parts_of(package, f"{folder}/_rels/{name}.rels", folder)
    styles, *notes = (
        package.part(others.get(kind, f"word/{kind}.xml")) for kind in ("styles", "footnotes", "endnotes")
    )
    named = style_names(styles)
    paragraphs = chain(word_paragraphs(body, named), *(word_paragraphs(one, {}) for one in notes))
    text, marks = _joined(list(paragraphs))
    chunks = _CHUNK in body
    if not any(character.isalnum() for character in text):
        raise Unreadable(ELSEWHERE if chunks else NO_WORDS, "no-words")
    flags = (PARTIAL,) if package.damaged or chunks or len(text) > LARGEST_TEXT else ()
    about = _core(package.part("docProps/core.xml"))
    yield from divided(_offered(source, "docx", data, text[:LARGEST_TEXT], marks, _claims(about, text), flags))


def _parts_of(package: Package, name: str, folder: str) -> dict[str, str]:
    """Say which parts of a document are its body, its styles and its notes, as far as it tells."""
    relations = package.part(name)
    found: dict[str, str] = {}
    for relation in _RELATION.finditer(relations):
        kind, target = _TYPE.search(relation[0]), _TARGET.search(relation[0])
        if kind and target:
            path = target[1].removeprefix("/") if target[1].startswith("/") or not folder else f"{folder}/{target[1]}"
            found.setdefault(kind[1], path)
    return found


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


def _core(about: str) -> dict[str, str]:
    """Take title and author out of the properties of a Word document."""
    found: dict[str, str] = {}
    keys = {"dc:title": "Title", "dc:creator": "Author"}
    for tag in tags(about):
        if tag.kind == "open" and tag.name in keys:
            end = about.find("<", tag.end)
            found[keys[tag.name]] = unescape(about[tag.end : end])
    return found
