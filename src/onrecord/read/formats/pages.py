"""Which records of a web archive hold a page to read, and what the others are."""

from __future__ import annotations

from onrecord.read.fields import FIELDS, HTML_FIELDS
from onrecord.read.files import Unreadable
from onrecord.read.formats.http import Answer, parse_answer
from onrecord.read.formats.web_records import Record
from onrecord.read.recognise import recognise
from onrecord.read.source import Source

# Records that hold something a reader saw; the others are notes of the crawler (metadata, warcinfo) or point to one of these.
_WITH_PAGES = {"response", "resource", "conversion"}
_WITHOUT = {"request": "requests", "revisit": "pages that came again unchanged"}
_NOTES = "notes of the crawler"
DATA = "data"
# Where pages come from. Crawlers keep notes of their own under other schemes (metadata:, dns:, urn:).
_SCHEMES = ("http:", "https:", "ftp:", "file:")
# Media types that hold no report, by their beginning or by a part of them. Whatever is not named here is read: its content tells.
_BY_BEGINNING = {"image/": "pictures", "font/": "fonts", "audio/": "sound and film", "video/": "sound and film"}
_BY_PART = {
    "scripts and styles": ("javascript", "ecmascript", "text/css", "wasm", "manifest", "event-stream"),
    "fonts": ("x-font", "font-", "fontobject"),
    DATA: ("protobuf", "grpc", "x-shockwave", "application/zip", "application/gzip", "text/dns", "ocsp", "pkix"),
}
# Types that claim to be something to read.
_CLAIMS = {
    "",
    "text/html",
    "application/xhtml+xml",
    "text/plain",
    "text/markdown",
    "application/pdf",
    "application/rss+xml",
    "application/atom+xml",
    "application/feed+json",
    "message/rfc822",
}
# What the name of a member should end in, so that its content and its name can be weighed together.
_SUFFIXES = {
    "text/html": ".html",
    "application/xhtml+xml": ".html",
    "text/csv": ".csv",
    "text/markdown": ".md",
    "message/rfc822": ".eml",
    "text/plain": ".txt",
}


def look_at(record: Record) -> Answer | str:
    """Give the answer of a web server that a record holds, or say what it is instead (a request, a picture …). Raises Unreadable."""
    sort = record.headers.get("warc-type", "").lower()
    if sort not in _WITH_PAGES:
        return _WITHOUT.get(sort, _NOTES)
    address = record.headers.get("warc-target-uri", "").strip("<> ").lower()
    if ":" in address and not address.startswith(_SCHEMES) or address.endswith("/robots.txt"):
        return _NOTES
    answer = parse_answer(record.block, record.headers.get("content-type", ""))
    if answer.status is not None and not 200 <= answer.status < 300:
        return "redirects" if 300 <= answer.status < 400 else "error pages"
    return _by_type(answer.type) or answer


def is_data(answer: Answer, page: Source, body: bytes) -> bool:
    """Say whether an answer is data that a page fetched for itself and not something to read.

    That is JSON without any of the fields a text stands in, and what cannot be read and does not claim to be a page or document either.
    Whatever claims to be one is read or refused by name.
    """
    if answer.status is None or answer.type in _CLAIMS:
        return False
    if "json" in answer.type and not any(field in _plain(body) for field in _text_fields(page)):
        return True
    try:
        recognise(page)
    except Unreadable:
        return True
    return False


def _text_fields(page: Source) -> list[bytes]:
    names = [name.rpartition(".")[2] for name in (*FIELDS["text"], *HTML_FIELDS, *page.asked.fields.values())]
    return [f'"{name}"'.encode().lower() for name in (*names, "contenttext")]


def _plain(body: bytes) -> bytes:
    """Write JSON so that the names of its fields can be found in it however they are spelt."""
    return body.lower().replace(b"_", b"").replace(b"-", b"").replace(b"\x00", b"")


def _by_type(kind: str) -> str | None:
    for beginning, what in _BY_BEGINNING.items():
        if kind.startswith(beginning):
            return what
    for what, parts in _BY_PART.items():
        if any(part in kind for part in parts):
            return what
    return None


def suffix_of(kind: str) -> str:
    """Give the suffix that goes with a media type, empty for one that tells nothing."""
    if kind in _SUFFIXES:
        return _SUFFIXES[kind]
    if kind.endswith("json"):
        return ".json"
    return ".xml" if kind.endswith("xml") else ""
