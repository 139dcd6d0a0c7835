"""One entry of a list of reports (a JSON object, a row of a table) → a report, a page to be read for itself, or a refusal."""

from __future__ import annotations

import codecs
import io
from collections.abc import Mapping
from hashlib import sha256
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from onrecord.model import Input
from onrecord.read.fields import Field, Offered, bare_name
from onrecord.read.files import Unreadable
from onrecord.read.source import Source
from onrecord.read.taking import take_fields


class Entry(Struct, frozen=True):
    """Where an entry stands: its number in the file from 1 on (None for the only one), the byte it begins at, how it was decoded.

    `word` says what people call it: a line, an entry, a row.
    """

    number: int | None
    offset: int | None = None
    encoding: str = "utf-8"
    flags: tuple[str, ...] = ()
    word: str = "line"
    format: str = "json"
    digest: str | None = None

    def locator(self, source: Source) -> str:
        """Name the entry: the file's locator and its number."""
        return source.locator if self.number is None else f"{source.locator}:{self.number}"

    def byte(self, source: Source) -> int | None:
        """Give the byte of the outermost file where the entry begins; inside an archive, that of the archive's member."""
        return source.offset if source.depth or self.offset is None else self.offset


def offer_entry(record: Mapping[str, Any], source: Source, entry: Entry) -> Offered | Source | Input:
    """Give what one entry offers; one without a text becomes a rejected input."""
    try:
        taken = take_fields(record, source.asked.fields)
    except Unreadable as reason:
        return refuse(str(reason), reason.code, source, entry)
    fields = dict(taken.fields) if entry.number else {**taken.fields, **source.given}
    name = fields.pop("name", None) or Field("name", _numbered(source, entry))
    if taken.markup:
        return _page(taken.text.value, {**fields, "name": name}, source, entry)
    offer = Offered(
        locator=entry.locator(source),
        name=name.value,
        text=taken.text.value,
        offset=entry.byte(source),
        format=entry.format,
        digest=entry.digest or sha256(taken.text.value.encode()).hexdigest(),
        encoding=entry.encoding,
        flags=tuple(dict.fromkeys((*entry.flags, *taken.flags))),
    )
    return replace(offer, **fields)


def refuse(reason: str, code: str, source: Source, entry: Entry) -> Input:
    """Make the rejected input of an entry."""
    said = f"{entry.word} {entry.number}: {reason}" if entry.number else reason
    return Input(entry.locator(source), "rejected", said, code=code, offset=entry.byte(source), format=entry.format)


def _numbered(source: Source, entry: Entry) -> str:
    name = bare_name(source.name)
    return name if entry.number is None else f"{name}-{entry.number}"


def _page(markup: str, fields: Mapping[str, Field], source: Source, entry: Entry) -> Source:
    """Hand on a text that is HTML; the mark in front says UTF-8, whatever the page says of itself."""
    return source.member(
        entry.locator(source),
        source.name,
        io.BytesIO(codecs.BOM_UTF8 + markup.encode()),
        given=fields,
        offset=entry.byte(source),
        format="html",
        encoding="utf-8",
    )
