"""A feed (RSS, Atom, JSON Feed) → its entries, each a report. A feed is read from its bytes alone: nothing it names is fetched."""

from __future__ import annotations

import io
from collections.abc import Iterator
from hashlib import sha256
from html import escape, unescape
from itertools import chain, repeat

from msgspec.structs import replace

from onrecord.model import Input
from onrecord.patterns import pattern
from onrecord.read.decoding import Decoded, decode
from onrecord.read.fields import Field, Mark, Offered, bare_name
from onrecord.read.files import Unreadable
from onrecord.read.formats.feed_entries import Entry, json_entries, scanned_entries, xml_entries
from onrecord.read.formats.feed_scan import Shape, decode_xml, local, shape, tidy_prolog
from onrecord.read.formats.stating import stated
from onrecord.read.formats.xml_tags import plain_text, tags
from onrecord.read.markup import looks_like_markup
from onrecord.read.recognise import FEED_SIGN, FEED_WITHIN
from onrecord.read.source import Source

TEASER = "teaser-only"
# A year of a busy feed with full texts; the look at its shape takes under two seconds even when it is nothing but tags.
LARGEST_FEED = 20_000_000
# A summary of so many words may be the whole report; a shorter one stands for a longer text elsewhere. (Teasers of news sites have 10 to
# 60 words, the shortest reports of agencies about 100.)
SHORTEST_REPORT = 100
_ROOTS = frozenset(("rss", "feed", "rdf", "channel", "item", "entry"))
# How a text ends that goes on elsewhere, and the line that blogs put below it.
# With a capital: people also “want to read more”.
_ON = r"(?:Continue reading|CONTINUE READING|R(?:ead|EAD) (?:more|MORE|on|the full (?:story|article))|Full story)"
_CUT = pattern(
    rf"(?:…|\.\.\.|&hellip;|\b{_ON}|\b(?:{_ON}|[Mm]ore)\b[^.!?]{{0,150}}[→»>]|\bContinue reading\b[^.!?]{{0,150}})[\s.…»→>)\]]{{0,8}}$"
)
_POSTED = pattern(r"\bThe post .{1,300} (?:appeared first on|first appeared on) .{1,200}$")
_SENDS_ON = pattern(rf"{_ON}\b[^.!?]{{0,150}}")
_TAIL = 800
# So many characters of an entry must stand at the byte at which it is said to begin.
_SIGN = 5
# The lines at the end of an entry that send the reader on are few and short (a title may stand in them).
MOST_LINES, LONGEST_SENDING_ON = 3, 40


def read_feed(source: Source) -> Iterator[Offered | Input | Source]:
    """Give every entry of a feed that carries text; one with a headline alone is refused by name."""
    data = source.whole(LARGEST_FEED)
    offsets: Iterator[int | None] = repeat(source.offset)
    if data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{"):
        decoded = decode(data, source.encoding)
        items = json_entries(decoded.text)
        if items is None:  # what is sound in it can be read as any list of records
            yield source.member(source.locator, source.name, io.BytesIO(data), format="json")
            return
        entries = items
    else:
        decoded = decode_xml(data, source.encoding)
        text = tidy_prolog(_without_rubbish(decoded.text))
        seen = shape(text)
        entries = _entries_of_xml(text, seen, source.careful)
        if not source.depth:
            offsets = chain(_offsets(data, text, seen, decoded.encoding), offsets)
    number = 0
    for number, (entry, offset) in enumerate(zip(entries, offsets, strict=False), start=1):
        yield _given(entry, source, number, offset, decoded)
    if not number:
        raise Unreadable("it is a feed without entries", "empty")


def _offsets(data: bytes, text: str, seen: Shape, encoding: str) -> Iterator[int | None]:
    """Give the byte at which each entry begins, counted from the end: the prolog may have been shortened. None where bytes are broken."""
    at = len(text)
    places = [item.start for item in seen.items]
    byte = len(data) - (len(text[places[0] :].encode(encoding, "replace")) if places else 0)
    for number, place in enumerate(places):
        byte += len(text[at:place].encode(encoding, "replace")) if number else 0
        at = place
        yield byte if data.startswith(text[place : place + _SIGN].encode(encoding, "replace"), byte) else None


def _entries_of_xml(text: str, seen: Shape, careful: bool) -> Iterator[Entry]:
    """Choose how a feed is read: parsed, or looked through when it was made to keep a parser busy or has done so."""
    if local(seen.root) not in _ROOTS:
        raise Unreadable(
            f"it is XML, but no feed (its root is <{seen.root[:40]}>); save its text instead", "unsupported"
        )
    return scanned_entries(text, seen) if careful or seen.strained else xml_entries(text, seen)


def _given(entry: Entry, source: Source, number: int, offset: int | None, decoded: Decoded) -> Offered | Input | Source:
    """Turn an entry into a page, a plain report, or a refusal."""
    locator, name = f"{source.locator}:{number}", f"{bare_name(source.name)}-{number}"
    tagged = entry.html and "<" in entry.text
    if entry.html and not tagged:  # text that is marked as HTML and has no tag is plain but for its entities
        entry = replace(entry, text=unescape(entry.text))
    is_page = tagged or looks_like_markup(entry.text)  # some escape it twice over
    words = plain_text(entry.text) if is_page else entry.text
    if not any(character.isalnum() for character in words):
        return Input(locator, "rejected", _no_words(entry), code="no-words", offset=offset, format="feed")
    teaser = is_teaser(words, entry.summary)
    flags = (*decoded.flags, *entry.flags)
    if is_page and not teaser:
        page = io.BytesIO(_as_page(entry).encode())
        return source.member(
            locator,
            name,
            page,
            given={**entry.fields, "name": Field("number of the entry", name)},
            offset=offset,
            format="html",
            encoding="utf-8",
            flags=flags,
        )
    return Offered(
        locator=locator,
        name=name,
        text=words,
        offset=offset,
        format="feed",
        digest=sha256(words.encode()).hexdigest(),
        encoding=decoded.encoding,
        flags=(*flags, TEASER) if teaser else flags,
        marks=_sending_on(words),
        **stated(source.given, entry.fields),
    )


def _without_rubbish(text: str) -> str:
    """Leave out what a server wrote before a feed, the complaint of a script, say."""
    begins = FEED_SIGN.search(text, 0, FEED_WITHIN)
    root = next((tag.name for tag in tags(text, 0, FEED_WITHIN) if tag.kind in ("open", "empty")), "")
    if begins is None or local(root) in _ROOTS:
        return text
    declared = text.rfind("<?xml", 0, begins.start())
    return text[declared if declared >= 0 else begins.start() :]


def is_teaser(words: str, summary: bool) -> bool:
    """Say whether a text only announces a report: it is short and called a summary, or says that it goes on elsewhere."""
    end = _POSTED.sub("", " ".join(words[-_TAIL:].split())).rstrip()
    return bool(_CUT.search(end)) or (summary and len(words.split()) < SHORTEST_REPORT)


def _sending_on(words: str) -> tuple[Mark, ...]:
    """Mark the lines at the end of a text that only send the reader on."""
    marks: list[Mark] = []
    end = len(words.rstrip())
    while end and len(marks) < MOST_LINES:
        start = words.rfind("\n", 0, end) + 1
        line = words[start:end].strip()
        if len(line.split()) > LONGEST_SENDING_ON or not (_POSTED.fullmatch(line) or _SENDS_ON.fullmatch(line)):
            break
        marks.append(Mark(start, end, "boilerplate", "it sends the reader on"))
        end = len(words[:start].rstrip())
    return tuple(reversed(marks))


def _no_words(entry: Entry) -> str:
    address = entry.fields.get("url")
    where = f" (its page is {address.value[:500]}: save that, or read it with --fetch)" if address else ""
    return f"the entry carries no text beyond its headline{where}"


def _as_page(entry: Entry) -> str:
    title = entry.fields.get("title")
    head = f'<head><meta charset="utf-8"><title>{escape(title.value) if title else ""}</title></head>'
    return f"<!DOCTYPE html><html>{head}<body><article>{entry.text}</article></body></html>"
