"""A linear look at XML and HTML that no input can slow down: tags one after another, the words between them."""

from __future__ import annotations

from collections.abc import Iterator
from html import unescape
from typing import Literal, NamedTuple

from onrecord.patterns import pattern

TagKind = Literal["open", "close", "empty", "text", "comment"]

# After a name of a tag so long comes nothing that anyone means.
_MARKUP = pattern(r"<(?:!--|!\[CDATA\[|\?|!|/?[A-Za-z_][^\s<>/\"'=]{0,100})")
_ENDS = {"<!--": "-->", "<![CDATA[": "]]>", "<?": "?>", "<!": ">"}
_LONG_ENDS = frozenset(("-->", "]]>"))  # of what may hold tags
# What stands in these is nothing to read.
_UNREAD = frozenset(("script", "style"))
# These end a paragraph; all others stand within one.
_PARAGRAPHS = frozenset(
    "p div br hr h1 h2 h3 h4 h5 h6 li ul ol dl dt dd table tr td th blockquote section article header footer aside nav figure figcaption "
    "pre form address main body html".split()
)


class Tag(NamedTuple):
    """A tag, a comment or the like, or CDATA (`text`: then what stands in it); `start` and `end` are offsets into the markup."""

    kind: TagKind
    name: str
    start: int
    end: int


def tags(markup: str, start: int = 0, end: int | None = None) -> Iterator[Tag]:
    """Give the tags and CDATA sections between two offsets, in order."""
    stop = len(markup) if end is None else end
    position, ends = start, dict[str, int]()
    while found := _MARKUP.search(markup, position, stop):
        opening = found.group()
        closing = _ENDS.get(opening)
        if closing is None:
            tag = _tag(markup, found.start(), found.end(), stop)
            position = tag.end
            yield tag
            continue
        position = found.end()
        # where the next end of this kind stands is remembered: each of many beginnings would look for it again
        if ends.get(closing, 0) < position:
            last = markup.find(closing, position, stop)
            ends[closing] = stop + 1 if last < 0 else last
        last = ends[closing]
        within = opening if closing in _LONG_ENDS else "<"
        if last > stop or markup.find(within, position, last) >= 0:
            continue  # it has no end, or another begins within it, so that the end is not its own
        position = last + len(closing)
        yield Tag("text", "", found.end(), last) if closing == "]]>" else Tag("comment", "", found.start(), position)


def _tag(markup: str, start: int, named: int, stop: int) -> Tag:
    """Find where a tag ends: at `>`, not counting one between quotation marks, or where the next one begins."""
    following = markup.find("<", named, stop)
    limit = stop if following < 0 else following
    end = markup.find(">", named, limit)
    if end >= 0 and markup.count('"', named, end) % 2:
        quote = markup.find('"', end, limit)
        end = markup.find(">", quote, limit) if quote >= 0 else end
    end = limit if end < 0 else end + 1
    name = markup[start + 1 : named].lower()
    if name.startswith("/"):
        return Tag("close", name[1:], start, end)
    return Tag("empty" if markup[end - 2 : end] == "/>" else "open", name, start, end)


def plain_text(markup: str) -> str:
    """Give the words of a piece of HTML, paragraphs divided by an empty line; scripts and styles are left out."""
    pieces: list[str] = []
    position, unread = 0, ""
    for tag in tags(markup):
        if not unread:
            pieces.append(unescape(markup[position : tag.start - (len("<![CDATA[") if tag.kind == "text" else 0)]))
        position = tag.end
        if unread:
            unread = "" if tag.kind == "close" and tag.name == unread else unread
        elif tag.kind == "open" and tag.name in _UNREAD:
            unread = tag.name
        elif tag.kind == "text":
            pieces.append(markup[tag.start : tag.end])
            position = tag.end + len("]]>")
        elif tag.name in _PARAGRAPHS:
            pieces.append("\n\n")
    if not unread:
        pieces.append(unescape(markup[position:]))
    return paragraphs("".join(pieces))


def paragraphs(text: str) -> str:
    """Tidy white space: within a paragraph one space, between two an empty line."""
    parts = (" ".join(part.split()) for part in text.replace("\r", "").split("\n\n"))
    return "\n\n".join(part for part in parts if part)
