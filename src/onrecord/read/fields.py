"""The fields of a JSON record under the names that news data sets use, as one `Offered`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from msgspec import Struct

from onrecord.read.decoding import storable
from onrecord.read.files import LARGEST_TEXT, Unreadable

# The names a field goes by, the likeliest first; case, hyphens and underscores do not matter. Seen in: newsplease and
# newspaper (maintext, date_publish), schema.org (headline, articleBody, datePublished), RSS readers (pubDate, link),
# NewsAPI (content, publishedAt), data sets of reports (text, body, byline).
FIELDS: Mapping[str, tuple[str, ...]] = {
    "name": ("id", "uid"),
    "text": ("text", "maintext", "articlebody", "body", "content", "fulltext"),
    "title": ("title", "headline"),
    "outlet": ("outlet", "source", "publisher", "publication", "sitename", "sourcedomain"),
    "published": (
        "datepublished",
        "datepublish",
        "published",
        "publishedat",
        "publicationdate",
        "publishdate",
        "pubdate",
        "date",
    ),
    "byline": ("byline", "authors", "author"),
    "agency": ("agency", "newsagency"),
    "url": ("url", "link", "sourceurl"),
}


class Field(Struct, frozen=True):
    """One field as the input gave it: its own name there, and its value as text."""

    key: str
    value: str


class Offered(Struct, frozen=True, kw_only=True):
    """What one input offers as a report, before anything is looked for in its text."""

    locator: str
    order: tuple[str, int]
    name: str
    text: str
    encoding: str = "utf-8"
    flags: tuple[str, ...] = ()
    title: Field | None = None
    outlet: Field | None = None
    published: Field | None = None
    byline: Field | None = None
    agency: Field | None = None
    url: Field | None = None


def offered(
    record: Mapping[str, Any],
    locator: str,
    order: tuple[str, int],
    name: str,
    encoding: str = "utf-8",
    flags: tuple[str, ...] = (),
) -> Offered:
    """Take the known fields out of a JSON object. Raises Unreadable when it carries no text."""
    keys: dict[str, str] = {}
    for key in record:
        keys.setdefault(_plain(key), key)
    fields = {noun: _field(record, keys, names) for noun, names in FIELDS.items()}
    text, identity = fields.pop("text"), fields.pop("name")
    if text is None:
        raise Unreadable(_no_text(record))
    if len(text.value) > LARGEST_TEXT:
        raise Unreadable(f"its text is longer than {LARGEST_TEXT // 1_000_000} million characters; split it")
    return Offered(
        locator=locator,
        order=order,
        name=identity.value if identity else name,
        text=text.value,
        encoding=encoding,
        flags=flags,
        **fields,
    )


def _no_text(record: Mapping[str, Any]) -> str:
    if not record:
        return "the object is empty"
    if any(_plain(key) in FIELDS["text"] for key in record):
        return "its text is empty or is not a string"
    *some, last = FIELDS["text"]
    return f"it has no text; the text belongs into a field called {', '.join(some)} or {last}"


def _plain(key: str) -> str:
    return key.lower().replace("_", "").replace("-", "")


def _field(record: Mapping[str, Any], keys: Mapping[str, str], names: tuple[str, ...]) -> Field | None:
    """Take the first of these fields that says something. A text is kept to the letter, anything else is trimmed."""
    for name in names:
        key = keys.get(name)
        if key is None:
            continue
        value = record[key]
        if names is FIELDS["text"]:
            if isinstance(value, str) and value.strip("\ufeff\ufffd\x00 \t\r\n"):
                return Field(storable(key), storable(value))
            continue
        said = _as_text(value)
        if said:
            return Field(storable(key), storable(said))
    return None


def _as_text(value: Any) -> str:
    """Write a field value as text: a string, a number, an object's `name`, or several of these."""
    if isinstance(value, str):
        return " ".join(value.split())
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    if isinstance(value, Mapping):
        return _as_text(value.get("name"))
    if isinstance(value, list):
        return ", ".join(filter(None, (_as_text(one) for one in value if not isinstance(one, list))))
    return ""
