"""Plain text → one report, its words to the letter; of what a news database exported, each document."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec.structs import replace

from onrecord.read.decoding import decode
from onrecord.read.fields import Offered, bare_name
from onrecord.read.files import Unreadable
from onrecord.read.formats.exports import divided
from onrecord.read.source import Source


def read_text(source: Source) -> Iterator[Offered]:
    """Give the report that a plain text is, or the several of an export. Raises Unreadable when nothing stands in it or it is too large."""
    data = source.whole()
    decoded = decode(data, source.encoding)
    if not decoded.text.strip():
        raise Unreadable("it is empty", "empty")
    fields = dict(source.given)
    name = fields.pop("name", None)
    offer = Offered(
        locator=source.locator,
        name=name.value if name else bare_name(source.name),
        text=decoded.text,
        offset=source.offset,
        digest=source.digest,
        encoding=decoded.encoding,
        flags=decoded.flags,
    )
    yield from divided(replace(offer, **fields), b"" if source.depth else data)
