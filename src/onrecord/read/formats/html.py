"""A web page, or a piece of one out of a feed or a mail → one report."""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import sha256

from onrecord.read.fields import Offered, bare_name
from onrecord.read.files import Unreadable
from onrecord.read.source import Source
from onrecord.read.web.encoding import decode_page
from onrecord.read.web.page import read_page


def read_html(source: Source) -> Iterator[Offered]:
    """Give the one report that a page is. Raises Unreadable when it is too large or holds no words."""
    data = source.whole()
    decoded = decode_page(data, source.encoding)
    page = read_page(decoded.text, careful=source.careful)
    fields = page.fields({noun: field for noun, field in source.given.items() if noun != "name"})
    composed = page.compose(fields)
    if not any(character.isalnum() for character in composed.text):
        raise Unreadable(
            "it is a web page without words; perhaps a script fills it in: save it from a browser", "no-words"
        )
    name = source.given.get("name")
    yield Offered(
        locator=source.locator,
        name=name.value if name else bare_name(source.name),
        text=composed.text,
        offset=source.offset,
        format="html",
        digest=sha256(data).hexdigest(),
        encoding=decoded.encoding,
        flags=(*decoded.flags, *page.doubts(fields)),
        marks=composed.marks,
        **fields,
    )
