"""Markdown → one report: its words as they are meant to be read, headings and lists marked, the fields at its top taken.

The text of the report is the rendered text, as with a web page, not the source with its signs: quotations are compared between reports, and
stars and brackets in the middle of a sentence are not its words. Every offset counts in the rendered text; the digest is that of the file.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from msgspec.structs import replace

from onrecord.model import BlockKind
from onrecord.patterns import IGNORECASE, pattern
from onrecord.read.decoding import decode
from onrecord.read.fields import Mark, Offered, bare_name
from onrecord.read.files import Unreadable
from onrecord.read.formats.text import read_text
from onrecord.read.layouts import has_front_matter
from onrecord.read.source import Source
from onrecord.read.taking import take_particulars

if TYPE_CHECKING:
    from markdown_it.token import Token

# Lists and quotations may lie in each other so deep; what is deeper is plain text. No report needs more than three.
DEEPEST = 20
# Brackets and stars cost the reader ten microseconds each; a file with more than this is no text with some emphasis, and is read as it is.
MOST_SIGNS, _SIGNS = 100_000, (b"[", b"*", b"_")
_TAG = pattern(r"<[!/?]?[A-Za-z-][^<>]{0,2000}>")
_BREAK = pattern(r"<br\s{0,5}/?>", IGNORECASE)
_UNSEEN = ("<script", "<style", "<!--", "<template")
_HEADLINE: tuple[BlockKind, str] = ("headline", "the first heading of the Markdown file")
_CROSSHEAD: tuple[BlockKind, str] = ("crosshead", "a heading of the Markdown file")
_ITEM: tuple[BlockKind, str] = ("list", "an item of a list in the Markdown file")
_ROW: tuple[BlockKind, str] = ("list", "a row of a table in the Markdown file")
_CODE: tuple[BlockKind, str] = ("boilerplate", "a block of code in the Markdown file")


def read_markdown(source: Source) -> Iterator[Offered]:
    """Give the one report that a Markdown file is. Raises Unreadable when nothing stands in it or it is too large."""
    data = source.whole()
    source.careful = source.careful or sum(map(data.count, _SIGNS)) > MOST_SIGNS
    if source.careful:
        yield from read_text(source)
        return
    decoded = decode(data, source.encoding)
    matter, text = _front_matter(decoded.text)
    fields = {**take_particulars(matter, source.asked.fields), **source.given}
    name = fields.pop("name", None)
    rendered = _Rendered()
    rendered.add(_parse(text))
    words = "".join(rendered.pieces)
    if not words.strip():
        raise Unreadable("it is empty", "empty")
    offer = Offered(
        locator=source.locator,
        name=name.value if name else bare_name(source.name),
        text=words,
        offset=source.offset,
        format="markdown",
        digest=source.digest,
        encoding=decoded.encoding,
        flags=decoded.flags,
        marks=tuple(rendered.marks),
    )
    yield replace(offer, **fields)


def _parse(text: str) -> list[Token]:
    from markdown_it import MarkdownIt  # late: only Markdown files need it

    return MarkdownIt("commonmark", {"maxNesting": DEEPEST}).enable(["table", "strikethrough"]).parse(text)


def _front_matter(text: str) -> tuple[dict[str, str | list[str]], str]:
    """Take the fields between two lines of dashes from the top: `key: value`, or a list under the key, one `- value` a line."""
    if not has_front_matter(text):
        return {}, text
    matter: dict[str, str | list[str]] = {}
    lines, key = text.split("\n"), ""
    for number, line in enumerate(lines[1:], start=1):
        if line.rstrip() in ("---", "..."):
            return matter, "\n".join(lines[number + 1 :])
        if line.lstrip().startswith("- ") and key:
            listed = matter.setdefault(key, [])
            if isinstance(listed, list):
                listed.append(_unquoted(line.lstrip()[2:]))
        elif ":" in line and line[:1].strip():
            name, _, value = line.partition(":")
            key = name.strip()
            if value.strip():
                matter.setdefault(key, _listed(value.strip()))
    return {}, text


def _listed(value: str) -> str | list[str]:
    if value.startswith("[") and value.endswith("]"):
        return [_unquoted(one) for one in value[1:-1].split(",")]
    return _unquoted(value)


def _unquoted(value: str) -> str:
    value = value.strip()
    return value[1:-1] if len(value) > 1 and value[0] == value[-1] and value[0] in "\"'" else value


class _Rendered:
    """The words of the blocks so far, an empty line between two, and what each is."""

    def __init__(self) -> None:
        self.pieces: list[str] = []
        self.marks: list[Mark] = []
        self._length, self._headed = 0, False

    def add(self, tokens: Sequence[Token]) -> None:
        """Render all blocks."""
        inside: list[str] = []
        row: list[str] = []
        for token in tokens:
            if token.nesting > 0:
                inside.append(token.type)
            elif token.nesting < 0:
                inside.pop()
                if token.type == "tr_close":
                    self._block(" | ".join(row), _ROW)
                    row = []
            elif token.type == "inline":
                if "tr_open" in inside:
                    row.append(_words(token.children or []))
                else:
                    self._block(_words(token.children or []), self._kind(inside, token))
            elif token.type in ("fence", "code_block"):
                self._block(token.content.rstrip("\n"), _CODE)
            elif token.type == "html_block":
                self._block(_seen(token.content), None)

    def _kind(self, inside: list[str], token: Token) -> tuple[BlockKind, str] | None:
        if "heading_open" in inside:
            first, self._headed = not self._headed, True
            return _HEADLINE if first and not self.marks else _CROSSHEAD
        return _ITEM if "list_item_open" in inside else None

    def _block(self, words: str, kind: tuple[BlockKind, str] | None) -> None:
        words = words.strip()
        if not words:
            return
        if self.pieces:
            self.pieces.append("\n\n")
            self._length += 2
        if kind:
            self.marks.append(Mark(self._length, self._length + len(words), *kind))
        self.pieces.append(words)
        self._length += len(words)


def _words(tokens: Sequence[Token]) -> str:
    """Render what stands in a line: the words of links, emphasis and code; pictures and tags are no words."""
    words: list[str] = []
    for token in tokens:
        if token.type in ("text", "code_inline"):
            words.append(token.content)
        elif token.type == "softbreak":
            words.append(" ")
        elif token.type == "hardbreak" or (token.type == "html_inline" and _BREAK.match(token.content)):
            words.append("\n")
    return "".join(words)


def _seen(markup: str) -> str:
    """Take the words out of a block of HTML in the Markdown."""
    if markup.lstrip().lower().startswith(_UNSEEN):
        return ""
    return _TAG.sub("", _BREAK.sub("\n", markup))
