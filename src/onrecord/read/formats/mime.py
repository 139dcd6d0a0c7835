"""The parts of a mail, in time linear in its size whatever its boundaries: headers, bodies, attachments."""

from __future__ import annotations

import binascii
from collections.abc import Iterator
from contextlib import suppress
from email import message_from_bytes
from email.header import decode_header
from email.message import Message

from msgspec import Struct
from msgspec.structs import replace

from onrecord.patterns import IGNORECASE, pattern, pattern_of_bytes
from onrecord.read.decoding import Decoded, decode, storable

# Mails nest three deep (mixed, related, alternative) and one more for each forwarding; so deep is an attack, and each level is one more
# look at the bytes.
DEEPEST_PARTS = 12
# A newsletter has some ten parts, a saved page some hundred (its images); what comes after so many is not looked at.
MOST_PARTS = 2_000
# All headers of one part together, and one of them decoded: long ones are lists of receivers and traces of servers.
LONGEST_HEADERS, LONGEST_HEADER = 200_000, 2_000

_BOUNDARY_LINE = pattern_of_bytes(rb"(?m)^--([^\r\n-][^\r\n]{0,99})\r?\nContent-[A-Za-z-]{1,40}:")
_BLANK = pattern_of_bytes(rb"\r?\n\r?\n")
_RAW_BYTE = pattern_of_bytes(rb"\\udc([89a-f][0-9a-f])")
_BASE64 = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
_NO_BASE64 = bytes(set(range(256)) - set(_BASE64))
_UUENCODED = ("x-uuencode", "uuencode", "x-uue", "uue")
# By its first bytes a page is known, whatever the mail calls it.
_SIGN, _PAGE = 400, (b"<!doctype html", b"<html", b"<body")
# The marks of text/enriched (RFC 1896): `<bold>`, with what is no text between `<param>` and `</param>`; `<<` is an angle bracket.
_ENRICHED = pattern(r"<param>[^<>]{0,400}</param>|</?[A-Za-z][A-Za-z0-9-]{0,59}>", IGNORECASE)


class Part(Struct, frozen=True):
    """One part of a mail: its headers, the bytes of its body as they stand there, and the parts within it.

    `cut` says that the part ends without the boundary that should close it, or that not all of its parts were looked at.
    """

    headers: Message
    raw: bytes
    parts: tuple[Part, ...] = ()
    cut: bool = False

    @property
    def kind(self) -> str:
        """Give the media type in small letters, such as `text/html`."""
        return self.headers.get_content_type()

    @property
    def is_page(self) -> bool:
        """Say whether the part is a web page; some that are call themselves plain text."""
        if self.kind in ("text/html", "application/xhtml+xml"):
            return True
        return self.kind == "text/plain" and self._decoded(self.raw[:_SIGN]).lstrip().lower().startswith(_PAGE)

    @property
    def is_damaged(self) -> bool:
        """Say whether something in the body is no base64 although it should be: then part of it is lost."""
        letters = self.raw.translate(None, b" \t\r\n=") if self._transfer == "base64" else b""
        return len(letters) % 4 == 1 or bool(letters.translate(None, _BASE64))

    @property
    def is_attached(self) -> bool:
        """Say whether the part is meant to be kept as a file, not shown in the mail."""
        return self.headers.get_content_disposition() == "attachment"

    def header(self, name: str) -> str:
        """Give a header in words: encoded words decoded, white space tidied."""
        raw = (value for key, value in self.headers.raw_items() if key.lower() == name)
        return header_words(next(raw, ""))

    def parameter(self, name: str) -> str:
        """Give a parameter of the content type, such as `charset`."""
        try:
            value = self.headers.get_param(name, "")
        except Exception:  # the library fails on some damaged parameters
            return ""
        return str(value[2] if isinstance(value, tuple) else value)[:200]

    def payload(self) -> bytes:
        """Undo the transfer encoding; what is damaged is decoded as far as it goes."""
        return self._decoded(self.raw)

    @property
    def _transfer(self) -> str:
        return str(self.headers.get("content-transfer-encoding", "")).strip().lower()

    def _decoded(self, raw: bytes) -> bytes:
        how = self._transfer
        if how == "base64":
            return _from_base64(raw)
        if how in _UUENCODED:
            return _from_uuencode(raw)
        return binascii.a2b_qp(raw) if how == "quoted-printable" else raw

    def payload_begins(self, start: bytes) -> bool:
        """Say whether the body, as it stands in the mail, begins with these bytes."""
        return self.raw[:200].lstrip().startswith(start)

    def text(self) -> Decoded:
        """Decode the body of a part that is text, as its charset says or by a guess that is marked."""
        decoded = decode(self.payload(), self.parameter("charset"))
        return replace(decoded, text=_plain(decoded.text)) if self.kind == "text/enriched" else decoded


def split_mail(data: bytes) -> Part:
    """Split a mail into its parts."""
    data = data if b"\n" in data else data.replace(b"\r", b"\n")  # from a Macintosh of old
    return _split(data, 0, [0], "text/plain")


def _split(data: bytes, depth: int, count: list[int], default: str) -> Part:
    count[0] += 1
    blank = _BLANK.search(data)
    begins_blank = data.startswith((b"\n", b"\r\n"))
    head, body = (b"", data) if begins_blank else (data[: blank.start()], data[blank.end() :]) if blank else (data, b"")
    headers = message_from_bytes(head[:LONGEST_HEADERS].strip(b"\r\n") + b"\n\n")
    headers.set_default_type(default)
    for key in ("content-type", "content-disposition"):  # long ones have parameters without end
        if len(value := str(headers.get(key, ""))) > LONGEST_HEADER:
            headers.replace_header(key, value[:LONGEST_HEADER])
    if headers.get_content_maintype() != "multipart":
        return Part(headers, body)
    pieces, closed = _pieces(body, _boundary(headers))
    if not pieces:
        pieces, closed = _pieces(body, _likely_boundary(body))
    room = max(0, MOST_PARTS - count[0]) if depth < DEEPEST_PARTS else 0
    if room == 0 or not pieces:
        return Part(headers, body, cut=bool(body.strip()))
    inner = "message/rfc822" if headers.get_content_type() == "multipart/digest" else "text/plain"
    parts = []
    for piece in pieces:
        if count[0] >= MOST_PARTS:
            closed = False
            break
        parts.append(_split(piece, depth + 1, count, inner))
    return Part(headers, b"", tuple(parts), not closed)


def _likely_boundary(body: bytes) -> bytes:
    """Guess the boundary that a damaged header does not tell: a line with two hyphens in front, and headers of a part below it."""
    found = _BOUNDARY_LINE.search(body, 0, LONGEST_HEADERS)
    return found[1] if found else b""


def _boundary(headers: Message) -> bytes:
    try:
        return (headers.get_boundary() or "").encode("ascii", "surrogateescape")[:200]
    except Exception:  # the library fails on some damaged parameters
        return b""


def _pieces(body: bytes, boundary: bytes) -> tuple[list[bytes], bool]:
    """Cut at the boundary lines; say whether the last one, that closes, was there. Text before the first is no part."""
    mark, lines = b"--" + boundary, list[tuple[int, int, bool]]()
    position = body.find(mark) if boundary else -1
    while position >= 0:
        if position == 0 or body[position - 1 : position] == b"\n":
            end = body.find(b"\n", position)
            end = len(body) if end < 0 else end + 1
            rest = body[position + len(mark) : end].strip()
            if rest in (b"", b"--"):
                lines.append((position, end, rest == b"--"))
                if rest:
                    break
        position = body.find(mark, position + len(mark))
    pieces = [
        body[one[1] : after[0]].removesuffix(b"\n").removesuffix(b"\r")
        for one, after in zip(lines, lines[1:], strict=False)
    ]
    closed = bool(lines) and lines[-1][2]
    if lines and not closed:
        pieces.append(body[lines[-1][1] :])
    return pieces, closed


def _from_base64(raw: bytes) -> bytes:
    """Decode base64, leaving out what does not belong there; after a `=` a new piece may begin."""
    decoded = []
    for piece in raw.split(b"="):
        letters = piece.translate(None, _NO_BASE64)
        letters = letters[:-1] if len(letters) % 4 == 1 else letters  # one letter alone is no byte
        decoded.append(binascii.a2b_base64(letters + b"=" * (-len(letters) % 4)))
    return b"".join(decoded)


def _from_uuencode(raw: bytes) -> bytes:
    """Decode what stands between “begin” and “end”, line by line; a damaged line is left out. Without a “begin” it is none."""
    lines, decoded = raw.splitlines(), []
    if not any(line.startswith(b"begin ") for line in lines):
        return raw
    for line in lines:
        if line == b"end":
            break
        if not line.startswith(b"begin "):
            with suppress(binascii.Error):
                decoded.append(binascii.a2b_uu(line))
    return b"".join(decoded)


def _plain(enriched: str) -> str:
    """Leave out the marks of text/enriched."""
    return "<".join(_ENRICHED.sub("", piece) for piece in enriched.split("<<"))


def header_words(value: object) -> str:
    """Decode the encoded words of a header (`=?utf-8?q?…?=`) and tidy its white space."""
    raw = str(value or "")[:LONGEST_HEADER]
    try:
        pieces = [_decoded_word(word, charset) for word, charset in decode_header(raw)]
    except Exception:  # damaged base64 among others
        pieces = [raw]
    return " ".join(storable("".join(pieces)).split())


def _decoded_word(word: bytes | str, charset: str | None) -> str:
    if isinstance(word, str):
        return decode(word.encode("utf-8", "surrogateescape"), charset).text
    if charset is None:  # between encoded words the library writes raw bytes as `\udcc3`
        word = _RAW_BYTE.sub(lambda found: bytes.fromhex(found[1].decode()), word)
    return decode(word, charset).text


def leaves(part: Part) -> Iterator[Part]:
    """Give the parts that hold no others, in order."""
    if not part.parts:
        yield part
    for inner in part.parts:
        yield from leaves(inner)
