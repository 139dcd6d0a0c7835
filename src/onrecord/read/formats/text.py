"""Plain text → one report, its words to the letter."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec.structs import replace

from onrecord.read.decoding import decode
from onrecord.read.fields import Offered, bare_name
from onrecord.read.files import Unreadable
from onrecord.read.source import Source


def read_text(source: Source) -> Iterator[Offered]:
    """Give the one report that a plain text is. Raises Unreadable when nothing stands in it or it is too large."""
    decoded = decode(source.whole(), source.encoding)
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
    yield replace(offer, **fields)
