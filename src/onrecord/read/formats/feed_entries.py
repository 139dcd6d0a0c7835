"""The entries of a feed (RSS, Atom, JSON Feed), as what each says of itself and the text it carries."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator, Mapping
from functools import cached_property
from html import unescape
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from onrecord.patterns import pattern
from onrecord.read.decoding import storable
from onrecord.read.fields import Field, as_shown, author_named
from onrecord.read.files import Unreadable
from onrecord.read.formats.feed_scan import Item, Shape, batches, found_in
from onrecord.read.formats.stating import sender
from onrecord.read.formats.xml_tags import plain_text

# A feed is parsed in pieces of about this size, so that no more than a second goes by between two entries (feedparser reads 2 to 10 MB
# a second, less where there are many small elements).
BATCH = 500_000
# The title of a feed stands in the first lines; no more than this is looked through for it.
HEAD = 100_000
# An entry is parsed for itself together with the head of the feed, when that is no longer than this (they have a few hundred characters).
LONGEST_HEAD = 20_000
DEGRADED, PARTIAL = "degraded", "partial"
OF_THE_FEED = "title of the feed"
# Elements that some services write the whole text into, as feedparser names them (yandex:full-text, turbo:content).
_FULL_TEXTS = ("yandex_full-text", "full-text", "turbo_content")
_WEB = ("http://", "https://")
# How feedparser itself writes a name that had an element of its own.
_NAME_AND_ADDRESS = pattern(r"[^@()]{1,200} \([^@() ]{1,100}@[^@() ]{1,200}\)")


class Entry(Struct, frozen=True, kw_only=True):
    """One entry: `text` is HTML when `html` says so; `summary` that the feed calls it a summary or a description, not the content."""

    text: str
    html: bool
    summary: bool
    fields: Mapping[str, Field]
    flags: tuple[str, ...] = ()


def xml_entries(text: str, seen: Shape) -> Iterator[Entry]:
    """Give the entries of an RSS or Atom feed; where the parser gives not as many as there are, each is parsed for itself."""
    feed = _Feed(text, seen)
    for batch, items in batches(text, seen, BATCH):
        entries = _parsed(batch)
        if len(entries) == len(items):
            yield from (feed.with_text(entry, item) for entry, item in zip(entries, items, strict=True))
        else:
            yield from (feed.alone(item) for item in items)
    if seen.cut:
        yield feed.scanned(seen.items[-1])


def scanned_entries(text: str, seen: Shape) -> Iterator[Entry]:
    """Give the entries of an RSS or Atom feed by the plainest means, when it cannot be parsed or must not be."""
    return map(_Feed(text, seen).plainest, seen.items)


class _Feed:
    """A feed of which the entries are looked at one by one."""

    def __init__(self, text: str, seen: Shape) -> None:
        self.text, self.seen = text, seen
        self.head_ends = seen.items[0].start if seen.items else 0

    @cached_property
    def outlet(self) -> Field | None:
        """Give the title of the feed, looked for once: every entry asks for it."""
        title = found_in(self.text, 0, min(self.head_ends, HEAD)).get("title", "")
        return _shown(OF_THE_FEED, plain_text(title))

    def alone(self, item: Item) -> Entry:
        """Parse one entry apart from its neighbours, of which one may be broken so that it swallows others."""
        entries: list[Entry] = []
        if self.head_ends <= LONGEST_HEAD:
            head, own = self.text[: self.head_ends], self.text[item.start : item.end]
            entries = _parsed(f"{head}{own}{self.seen.tail}")
        return self.with_text(entries[0], item) if len(entries) == 1 else self.plainest(item)

    def with_text(self, entry: Entry, item: Item) -> Entry:
        """Look through an entry for its text when the parser found none."""
        if entry.text.strip():
            return entry
        plainest = self.plainest(item)
        return plainest if plainest.text.strip() else entry

    def plainest(self, item: Item) -> Entry:
        """Look through an entry without parsing it, and mark it for that."""
        entry = self.scanned(item)
        return replace(entry, flags=(DEGRADED, *entry.flags))

    def scanned(self, item: Item) -> Entry:
        """Look through an entry without parsing it."""
        found = found_in(self.text, item.start, item.end)
        content, summary = found.get("content", ""), found.get("summary", "")
        fields = {
            "title": _shown("title", plain_text(found.get("title", ""))),
            "url": _address("link", found.get("link")),
            "published": _words("published", found.get("published")) or _words("updated", found.get("updated")),
            "byline": _named("author", _person(found.get("author", ""))),
            "outlet": self.outlet,
        }
        kept = {noun: field for noun, field in fields.items() if field}
        cut = (PARTIAL,) if self.seen.cut and item is self.seen.items[-1] else ()
        longest = max(content, summary, key=len)
        return Entry(text=storable(longest), html=True, summary=len(summary) > len(content), fields=kept, flags=cut)


def _parsed(batch: str) -> list[Entry]:
    """Parse one feed; nothing comes of one that feedparser cannot parse."""
    import feedparser  # late: only a feed needs it

    try:
        # bytes in a stream, never a string: a string may be taken for an address and fetched
        parsed = feedparser.parse(io.BytesIO(batch.encode()), sanitize_html=False, resolve_relative_uris=False)
    except Exception:  # feedparser does not say what it may raise on a broken feed
        return []
    return [_parsed_entry(entry, parsed) for entry in parsed.entries]


def _parsed_entry(entry: Any, parsed: Any) -> Entry:
    bodies = [(one.get("value") or "", one.get("type") or "") for one in entry.get("content", ())]
    bodies += [(str(entry[name]), "text/html") for name in _FULL_TEXTS if entry.get(name)]
    content = max(bodies, key=lambda body: len(body[0]), default=("", ""))
    detail = entry.get("summary_detail") or {}
    teaser = (str(entry.get("summary") or ""), detail.get("type") or "text/html")
    summary = len(teaser[0]) > len(content[0])
    text, kind = teaser if summary else content
    return Entry(
        text=storable(text),
        html="html" in kind or (kind != "text/plain" and "</" in text),
        summary=summary,
        fields=_parsed_fields(entry, parsed),
    )


def _parsed_fields(entry: Any, parsed: Any) -> dict[str, Field]:
    # the plain dict below feedparser's own: that one answers a question for one date with another
    plain = {key: value for key, value in dict.items(entry) if isinstance(value, str)}
    source, feed = entry.get("source") or {}, parsed.feed
    # outside Atom feedparser calls `updated` what the feed calls its date (dc:date)
    changed = "updated" if str(parsed.version).startswith("atom") else "date"
    fields = {
        "title": _shown("title", _plain_title(entry)),
        "url": _address("feedburner:origLink", plain.get("feedburner_origlink")) or _address("link", plain.get("link")),
        "published": _words("published", plain.get("published")) or _words(changed, plain.get("updated")),
        "byline": _named("author", _authors(entry)),
        "outlet": _shown("source of the entry", source.get("title")) or _shown(OF_THE_FEED, feed.get("title")),
        "language": _words("language of the feed", feed.get("language")),
    }
    return {noun: field for noun, field in fields.items() if field}


def _plain_title(entry: Any) -> str:
    title, detail = str(entry.get("title") or ""), entry.get("title_detail") or {}
    return plain_text(title) if "html" in str(detail.get("type")) else title


def _authors(entry: Any) -> str:
    """Name the authors. Where feedparser takes an address apart it cuts long endings (`.london`), so that is done anew."""
    written = str(entry.get("author") or "")
    if "@" in written and not _NAME_AND_ADDRESS.fullmatch(written):
        return sender(written)
    names = [str(one.get("name") or "") for one in entry.get("authors", ()) if isinstance(one, Mapping)]
    return ", ".join(dict.fromkeys(filter(None, names))) or written


def _person(written: str) -> str:
    """Give the name out of what feeds write for an author: a name, an address with a name beside it, elements for both."""
    plain = plain_text(
        found_in(written, 0, len(written)).get("author", written) if "</" in written else unescape(written)
    )
    return sender(plain) if "@" in plain else plain


def _words(key: str, value: Any) -> Field | None:
    """Make a field of a value that says something."""
    said = " ".join(storable(value).split()) if isinstance(value, str) else ""
    return Field(key, said) if said else None


def _shown(key: str, value: Any) -> Field | None:
    """Make a field of a title, as its readers see it."""
    return _words(key, as_shown(value)) if isinstance(value, str) else None


def _named(key: str, value: str) -> Field | None:
    """Make a field of the names of authors."""
    return _words(key, author_named(value))


def _address(key: str, value: Any) -> Field | None:
    """Make a field of an address of the web; others are not followed and not shown."""
    field = _words(key, value)
    return field if field and field.value.lower().startswith(_WEB) else None


def json_entries(text: str) -> Iterator[Entry] | None:
    """Give the entries of a JSON Feed (jsonfeed.org); None when it is broken. Raises Unreadable when it is no feed."""
    try:
        feed = json.loads(text)
    except (ValueError, RecursionError):
        return None
    items = feed.get("items") if isinstance(feed, dict) else None
    if not isinstance(items, list):
        raise Unreadable("it has no list of items, so it is no JSON feed")
    return (_json_entry(item if isinstance(item, dict) else {}, feed) for item in items)


def _json_entry(item: Mapping[str, Any], feed: Mapping[str, Any]) -> Entry:
    bodies = ((item.get(key), key) for key in ("content_html", "content_text", "summary"))
    text, key = next(((value, key) for value, key in bodies if isinstance(value, str) and value.strip()), ("", ""))
    fields = {
        "title": _shown("title", item.get("title")),
        "url": _address("url", item.get("url")) or _address("external_url", item.get("external_url")),
        "published": _words("date_published", item.get("date_published")),
        "byline": _named("authors", _json_authors(item)),
        "outlet": _shown(OF_THE_FEED, feed.get("title")),
        "language": _words("language", item.get("language")) or _words("language of the feed", feed.get("language")),
    }
    kept = {noun: field for noun, field in fields.items() if field}
    return Entry(text=storable(text), html=key == "content_html", summary=key == "summary", fields=kept)


def _json_authors(item: Mapping[str, Any]) -> str:
    authors = item.get("authors") if isinstance(item.get("authors"), list) else [item.get("author")]
    names = (one.get("name") for one in authors or () if isinstance(one, Mapping))
    return ", ".join(name for name in names if isinstance(name, str))
