"""Files of our own that are made to hang, to crash or to fill the memory of whoever reads them, from small to large."""

from __future__ import annotations

import bz2
import gzip
import io
import json
import lzma
import random
import tarfile
import zipfile
from collections.abc import Callable, Iterator
from typing import Any, BinaryIO, cast

from evaluation.hostile.cases import Case

SIZES = (1_000, 10_000, 100_000, 1_000_000)
# So many sentences stand before and behind a bomb in a page; each must come through, or its page must say that something is missing.
MARKERS = tuple(
    f"The marker number {number} of the harbour stands in the text, the pilot said." for number in range(20)
)


def bombs() -> Iterator[Case]:
    """Give every bomb at every size."""
    for size in SIZES:
        for name, make in PAGES.items():
            yield _page(name, size, make)
        for suffix, several in FILES.items():
            for name, build in several.items():
                yield Case("bombs", f"{name}-{size}", suffix, build(size))
    for ratio in (1 << 20, 1 << 26, 1 << 28):
        yield from _packed(ratio)


def _page(name: str, size: int, make: Callable[[int], str]) -> Case:
    before = "".join(f"<p>{marker}</p>\n" for marker in MARKERS[:10])
    behind = "".join(f"<p>{marker}</p>\n" for marker in MARKERS[10:])
    page = f"<html><head><title>Pilots</title></head><body>{before}{make(size)}{behind}</body></html>"
    return Case("page bombs", f"{name}-{size}", ".html", page.encode("utf-8", "surrogatepass"), MARKERS)


PAGES: dict[str, Callable[[int], str]] = {
    "nested divisions": lambda n: "<div>" * n + "</div>" * n,
    "nested divisions, not closed": lambda n: "<div>" * n,
    "nested quotations": lambda n: "<blockquote>" * n + "deep" + "</blockquote>" * n,
    "nested tables": lambda n: "<table><tr><td>" * (n // 3) + "</td></tr></table>" * (n // 3),
    "nested lists": lambda n: "<ul><li>" * (n // 2) + "item" + "</li></ul>" * (n // 2),
    "misnested formatting": lambda n: "<a>" * (n // 3) + "<i>" * (n // 3) + "</a>" * (n // 3),
    "many bold": lambda n: "<p><b>" * (n // 2),
    "attributes": lambda n: "<p " + " ".join(f"a{k}=1" for k in range(n // 2)) + ">words</p>",
    "one attribute": lambda n: f'<p title="{"x" * n}">words</p>',
    "one word": lambda n: f"<p>{'x' * n}</p>",
    "paragraphs": lambda n: "<p>a" * (n // 4),
    "entities": lambda n: "<p>" + "&amp;&#x0;&#xD800;&notanentity" * (n // 16) + "</p>",
    "open comments": lambda n: "<!--" * (n // 4),
    "open comment at the end": lambda n: "<p>text</p><!-- " + "- " * (n // 2) + "-->",
    "open tags": lambda n: "<p " * (n // 3),
    "smaller-than": lambda n: "<" * n,
    "scripts": lambda n: "<script>if (a < b) {}</script>" * (n // 30),
    "open script": lambda n: "<script>" + "x = '</scrip';" * (n // 14) + "</script>",
    "styles": lambda n: "<style>" + ".a{display:none}" * (n // 16) + "</style>",
    "selects": lambda n: "<select><option>a" * (n // 16) + "</select>" * (n // 16),
    "forms": lambda n: "<form><input>" * (n // 13),
    "frames": lambda n: "<iframe srcdoc='<p>'></iframe>" * (n // 30),
    "drawings": lambda n: "<svg>" * (n // 5) + "</svg>" * (n // 5),
    "formulas": lambda n: "<math><mi>" * (n // 10),
    "templates": lambda n: "<template>" * (n // 10),
    "hidden": lambda n: "<div style='display:none'>" * (n // 26),
    "marks of bytes": lambda n: "<p>" + "\ufeff\u200b\u202e" * (n // 3) + "</p>",
    "combining": lambda n: "<p>a" + "\u0301" * n + "</p>",
    "line breaks": lambda n: "<br>" * (n // 4),
    "json of the page": lambda n: f'<script type="application/ld+json">{"[" * n}</script>',
}


def _xml(inside: str) -> bytes:
    return f'<?xml version="1.0"?><rss version="2.0"><channel><title>Feed</title>{inside}</channel></rss>'.encode()


def _laughs(size: int) -> bytes:
    entities = "".join(f'<!ENTITY l{k} "{f"&l{k - 1};" * 10 if k else "ha"}">' for k in range(10))
    item = f"<item><title>&l9;</title><description>{'&l9;' * (size // 1_000)}</description></item>"
    return f'<?xml version="1.0"?><!DOCTYPE r [{entities}]><rss version="2.0"><channel>{item}</channel></rss>'.encode()


def _mail(headers: str, body: str) -> bytes:
    return f"From: A <a@example.org>\nSubject: S\nMIME-Version: 1.0\n{headers}\n\n{body}".encode()


FILES: dict[str, dict[str, Callable[[int], bytes]]] = {
    ".json": {
        "deep lists": lambda n: b"[" * n,
        "deep objects": lambda n: b'{"a":' * n + b"1" + b"}" * n,
        "deep field": lambda n: b'{"text": "Words.", "more": ' + b"[" * n + b"]" * n + b"}",
        "digits": lambda n: b'{"text": "Words.", "id": ' + b"9" * n + b"}",
        "fields": lambda n: json.dumps({"text": "Words."} | {f"a{k}": k for k in range(n // 10)}).encode(),
        "surrogates": lambda n: b'{"text": "' + b"\\ud800" * (n // 6) + b'"}',
        "NaN": lambda n: b'{"text": "Words.", "id": NaN}' + b" " * n,
    },
    ".jsonl": {
        "empty objects": lambda n: b"{}\n" * (n // 30),
        "open quotation": lambda n: b'{"text": "' + b"\\" * n,
        "separators": lambda n: '{"text": "One.\u2028Two.\x85Three."}\n'.encode() * (n // 400),
    },
    ".txt": {
        "one line": lambda n: b"he said " * (n // 8),
        "quotation marks": lambda n: ("“" * (n // 3)).encode(),
        "capitals": lambda n: b"Aa " * (n // 3) + b"!",
        "control characters": lambda n: bytes(k % 32 for k in range(n)),
        "any bytes": lambda n: random.Random(n).randbytes(n),
        "wide": lambda n: ("words " * (n // 12)).encode("utf-16"),
        "turned": lambda n: ("\u202egnihton\u202c " * (n // 20)).encode(),
    },
    ".csv": {
        "columns": lambda n: b"title,text" + b",a" * (n // 2) + b"\nT,Words.\n",
        "open quotation": lambda n: b'title,text\nT,"' + b"x\n" * (n // 2),
        "quotation marks": lambda n: b"title,text\nT," + b'"' * n,
    },
    ".xml": {
        "laughs": _laughs,
        "deep": lambda n: _xml("<item>" + "<a>" * (n // 3)),
        "items": lambda n: _xml("<item><title>T</title></item>" * (n // 30)),
        "outside": lambda n: (
            b'<!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
            + _xml(f"<item><title>&x;{'a' * n}</title></item>")
        ),
        "marked sections": lambda n: _xml("<item><description>" + "<![CDATA[" * (n // 9)),
        "packed page": lambda n: _xml(
            f"<item><description>&lt;div&gt;{'&lt;div&gt;' * (n // 11)}</description></item>"
        ),
    },
    ".eml": {
        "parts": lambda n: _mail('Content-Type: multipart/mixed; boundary="b"', "--b\n\nx\n" * (n // 7)),
        "nested": lambda n: b"".join(
            _mail(f'Content-Type: multipart/mixed; boundary="b{k}"', f"--b{k}\n") for k in range(n // 100)
        ),
        "header": lambda n: _mail("X-Long: " + "a" * n, "Words."),
        "headers": lambda n: _mail("\n".join(f"X-{k}: a" for k in range(n // 8)), "Words."),
        "encoded words": lambda n: _mail("X: " + "=?utf-8?q?a?= " * (n // 14), "Words."),
        "soft breaks": lambda n: _mail("Content-Transfer-Encoding: quoted-printable", "=\n" * (n // 2)),
    },
    ".md": {
        "brackets": lambda n: b"# T\n\n" + b"[" * n,
        "stars": lambda n: b"# T\n\n" + b"*a " * (n // 3),
        "quotes": lambda n: b"# T\n\n" + b">" * n + b" a",
        "lists": lambda n: b"# T\n\n" + b"- " * (n // 2) + b"a",
        "backticks": lambda n: b"# T\n\n" + b"".join(b"`" * (k % 50) + b" " for k in range(n // 25)),
    },
    ".pdf": {
        "header only": lambda n: b"%PDF-1.7\n" + b"%" * n,
        "objects": lambda n: b"%PDF-1.7\n" + b"1 0 obj << /Kids [1 0 R] >> endobj\n" * (n // 35),
    },
    ".warc": {
        "headers only": lambda n: b"WARC/1.0\r\n" + b"X: y\r\n" * (n // 6),
        "length": lambda n: b"WARC/1.0\r\nWARC-Type: response\r\nContent-Length: 99999999999\r\n\r\n" + b"x" * n,
        "records": lambda n: b"WARC/1.0\r\nWARC-Type: warcinfo\r\nContent-Length: 0\r\n\r\n\r\n\r\n" * (n // 58),
    },
}


def _packed(size: int) -> Iterator[Case]:
    """Give files that unpack to so many bytes; they are packed piece by piece, so that this process stays small."""
    for suffix, opened in (("gz", _gzip), ("bz2", bz2.BZ2File), ("xz", _xz)):
        yield Case("packed bombs", f"bomb-{size}", f".{suffix}", _written(opened, size, b"\0"))
    page = _written(_gzip, size, b"<p>a ")
    yield Case("packed bombs", f"page-{size}", ".html.gz", page)
    yield Case("packed bombs", f"twice-{size}", ".txt.gz.gz", gzip.compress(_written(_gzip, size, b"\0"), 1))
    yield Case("packed bombs", f"bomb-{size}", ".zip", _zip(size))
    yield Case("packed bombs", f"bomb-{size}", ".tar.gz", _tar(size))
    head = b"WARC/1.0\r\nWARC-Type: resource\r\nContent-Type: text/html\r\nContent-Length: %d\r\n\r\n" % size
    yield Case("packed bombs", f"bomb-{size}", ".warc.gz", _written(_gzip, size, b"<p>a ", head))


def _gzip(file: BinaryIO, mode: str) -> BinaryIO:
    return cast(BinaryIO, gzip.GzipFile(fileobj=file, mode=mode, compresslevel=1, mtime=0))


def _xz(file: BinaryIO, mode: str) -> BinaryIO:
    return cast(BinaryIO, lzma.LZMAFile(file, mode, preset=0))  # type: ignore[arg-type]


def _written(opened: Callable[..., Any], size: int, unit: bytes, head: bytes = b"") -> bytes:
    """Pack a beginning and so many bytes of one unit over and over."""
    made = io.BytesIO()
    with opened(made, "wb") as file:
        file.write(head)
        _fill(file, size, unit)
    return made.getvalue()


def _fill(file: BinaryIO, size: int, unit: bytes) -> None:
    piece = unit * ((1 << 20) // len(unit))
    for start in range(0, size, len(piece)):
        file.write(piece[: size - start])


def _zip(size: int) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for number in range(3):
            with archive.open(f"../../{number}.txt", "w") as member:
                _fill(cast(BinaryIO, member), size, b"\0")
        archive.writestr("good.txt", "The pilot in the archive spoke, he said.")
    return made.getvalue()


def _tar(size: int) -> bytes:
    made = io.BytesIO()
    with tarfile.open(fileobj=made, mode="w:gz", compresslevel=1) as folder:
        for path, kind in (("/etc/passwd", tarfile.SYMTYPE), ("../up", tarfile.LNKTYPE), ("pipe", tarfile.FIFOTYPE)):
            member = tarfile.TarInfo(path)
            member.type, member.linkname = kind, "/etc/passwd"
            folder.addfile(member)
        large = tarfile.TarInfo("large.txt")
        large.size = size
        folder.addfile(large, cast(BinaryIO, Zeros(size)))
    return made.getvalue()


class Zeros(io.RawIOBase):
    """A file of so many zeros that takes no room."""

    def __init__(self, size: int) -> None:
        self._left = size

    def readable(self) -> bool:
        """Say that it can be read."""
        return True

    def readinto(self, buffer: Any) -> int:
        """Give as many as are asked for, until there are no more."""
        count = min(len(buffer), self._left)
        buffer[:count] = bytes(count)
        self._left -= count
        return count
