"""What a web server answered, as archives keep it: status and headers, and the body unpacked with the same caps as everything else."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct

from onrecord.patterns import pattern_of_bytes
from onrecord.read.files import LARGEST_TEXT, Unreadable
from onrecord.read.formats.passing import looks_like_text
from onrecord.read.inflate import Damaged, unpack

# Headers of one answer or record; real ones have a few thousand bytes, servers refuse more than 8 to 64 thousand.
LONGEST_HEAD = 1 << 16
# A body is packed once, by mistake twice; more layers are an attack.
MOST_CODINGS = 3
_PACKINGS = {"gzip": "gzip", "x-gzip": "gzip", "deflate": "zlib", "zstd": "zstd"}
_NO_CODING = {"", "identity", "none", "binary", "8bit", "utf-8", "chunked"}
# How an answer begins: `HTTP/1.1 200 OK`, `ICY 200 OK`; or with its headers, where the archive has lost that line.
_STATUS, _HEADER = (
    pattern_of_bytes(rb"HTTP/|[A-Za-z]{3,5}(?:/[0-9.]{1,5})?[ \t]{1,9}[1-5][0-9]{2}[ \r\n]"),
    pattern_of_bytes(rb"[A-Za-z][A-Za-z0-9-]{1,60}:[ \t]"),
)
# “100 Continue” and the like may stand before the answer itself, once or twice.
MOST_ANNOUNCED = 5
_CHUNK = pattern_of_bytes(rb"\s{0,4}([0-9A-Fa-f]{1,8})[ \t]{0,16}(?:;[^\r\n]{0,200})?\r?\n")


class Answer(Struct, frozen=True):
    """One answer of a web server: its status (None when the body stands alone), what it says its body is, and the body as it was sent.

    `type` is a media type in lower case without parameters, empty when nothing is said.
    """

    status: int | None
    type: str
    charset: str | None
    headers: Mapping[str, str]
    sent: bytes


def parse_headers(lines: bytes) -> dict[str, str]:
    """Read `Name: value` lines; names in lower case, of doubled ones the first, a line that begins with a space goes on with the last."""
    headers: dict[str, str] = {}
    name = ""
    for line in lines.split(b"\n"):
        text = _decoded(line).rstrip("\r")
        if text[:1] in " \t" and name:
            headers[name] += " " + text.strip()
            continue
        left, colon, right = text.partition(":")
        name = left.strip().lower() if colon else ""
        if name in headers:
            name = ""
        elif name:
            headers[name] = right.strip()
    return headers


def split_head(block: bytes) -> tuple[bytes, bytes] | None:
    """Part headers from what follows the first empty line; None when there is no such line near enough."""
    ends = [(place, len(end)) for end in (b"\n\r\n", b"\n\n") if (place := block.find(end, 0, LONGEST_HEAD)) >= 0]
    if not ends:
        return None
    place, length = min(ends)
    return block[:place], block[place + length :]


def media_type(header: str) -> tuple[str, str | None]:
    """Read a Content-Type: the type in lower case, and the charset if one is named."""
    kind, *parameters = header.split(";")
    for parameter in parameters:
        name, _, value = parameter.partition("=")
        if name.strip().lower() == "charset":
            return kind.strip().lower(), value.strip().strip("\"'").lower() or None
    return kind.strip().lower(), None


def parse_answer(block: bytes, stated: str = "") -> Answer:
    """Read an answer with its headers, or a body alone, of which the archive states the type. Raises Unreadable for endless headers."""
    kind, charset = media_type(stated)
    if not (block.startswith(b"HTTP/") or kind == "application/http"):
        return Answer(None, kind, charset, {}, block)
    if not (_STATUS.match(block) or (_HEADER.match(block) and split_head(block))):
        return Answer(None, "", None, {}, block)  # the first servers sent nothing but the page
    answer = _with_headers(block)
    for _ in range(MOST_ANNOUNCED):
        if answer.status is None or not 100 <= answer.status < 200 or not answer.sent.startswith(b"HTTP/"):
            break
        answer = _with_headers(answer.sent)
    return answer


def _with_headers(block: bytes) -> Answer:
    """Read an answer; one that has lost its first line has no status."""
    head, sent = split_head(block) or (block, b"")
    if len(head) > LONGEST_HEAD:
        raise Unreadable("the headers of the web server's answer never end")
    first, _, lines = head.partition(b"\n")
    begun = _STATUS.match(block)
    headers = parse_headers(lines if begun else head)
    return Answer(_status(first) if begun else None, *media_type(headers.get("content-type", "")), headers, sent)


def is_proved(answer: Answer) -> bool:
    """Say whether the server announced how long the body is, and all of it is there: then nothing is lost, whatever the archive says."""
    return _stated_length(answer.headers) is not None and not _is_short(answer.sent, answer.headers)


def body_of(answer: Answer) -> tuple[bytes, bool]:
    """Undo the chunks and packings of a body, and say whether all of it is there. Raises Unreadable when it cannot be unpacked."""
    body, complete = answer.sent, not _is_short(answer.sent, answer.headers)
    if "chunked" in answer.headers.get("transfer-encoding", "").lower():
        body, all_chunks = _unchunked(body)
        complete = complete and all_chunks
    body, ended = _decoded_body(body, answer.headers)
    return body, complete and ended


def _status(line: bytes) -> int | None:
    words = line.split()
    return int(words[1]) if len(words) > 1 and words[1].isdigit() and len(words[1]) == 3 else None


def _is_short(body: bytes, headers: Mapping[str, str]) -> bool:
    """Say whether there is less than the server announced, who counts the body as it was sent: packed, if he packed it."""
    length = _stated_length(headers)
    if headers.get("content-encoding", "").strip().lower() not in _NO_CODING and looks_like_text(body):
        return False
    return length is not None and len(body) < length


def _stated_length(headers: Mapping[str, str]) -> int | None:
    length = headers.get("content-length", "")
    return int(length) if length.isascii() and length.isdigit() and len(length) < 15 else None


def _unchunked(body: bytes) -> tuple[bytes, bool]:
    """Put chunks together, and say whether all are there; a body that is not in chunks, as many archives store it, stays as it is."""
    pieces: list[bytes] = []
    place = 0
    while chunk := _CHUNK.match(body, place):
        size = int(chunk[1], 16)
        if not size:
            return b"".join(pieces), True
        pieces.append(body[chunk.end() : chunk.end() + size])
        place = chunk.end() + size
        if len(pieces) == 1 and body[place : place + 1] not in {b"\r", b"\n", b""}:
            return body, True
    return (b"".join(pieces), False) if pieces else (body, True)


def _decoded_body(body: bytes, headers: Mapping[str, str]) -> tuple[bytes, bool]:
    """Undo the Content-Encodings, the last first, and say whether the body came to its end."""
    codings = [coding.strip().lower() for coding in headers.get("content-encoding", "").split(",")]
    if len(codings) > MOST_CODINGS:
        raise Unreadable(f"its body is packed more than {MOST_CODINGS} times over", "bomb")
    ended = True
    for coding in reversed(codings):
        if coding in _NO_CODING or not body:
            continue
        if coding in _PACKINGS:
            body, complete = _unpacked(body, _PACKINGS[coding])
            ended = ended and complete
        elif not looks_like_text(body):
            raise Unreadable(f"its body is packed in a way that is not read ({coding[:20]})", "unsupported")
    return body, ended


def _unpacked(body: bytes, kind: str) -> tuple[bytes, bool]:
    """Unpack a body; one that is text already, since the archive stored it so and kept the header, stays as it is."""
    if (
        kind == "gzip"
        and not body.startswith(b"\x1f\x8b")
        or kind == "zstd"
        and not body.startswith(b"\x28\xb5\x2f\xfd")
    ):
        if looks_like_text(body):
            return body, True
        raise Damaged("its body is not packed as its header says", "malformed")
    if kind != "zlib":
        return unpack(body, kind, LARGEST_TEXT)
    if looks_like_text(body):
        return body, True
    try:
        return unpack(body, "zlib", LARGEST_TEXT)
    except Damaged as reason:  # servers have always confused zlib with bare deflate
        if reason.code not in {"malformed", "checksum"}:
            raise
        return unpack(body, "deflate", LARGEST_TEXT)


def _decoded(line: bytes) -> str:
    try:
        return line.decode("utf-8")
    except UnicodeDecodeError:
        return line.decode("latin-1")
