"""One small sound document of our own in every format that is read: what mutations start from."""

from __future__ import annotations

import gzip
import io
import json
import tarfile
import zipfile

PARAGRAPHS = (
    "The ferry was taken out of service on Monday after an inspector found cracks in its hull.",
    "“We have looked at every bolt of that ship, and it is not safe,” said Mara Lind, the harbour master.",
    "The company that runs the ferry said it would bring in a boat from the islands until the repair is done.",
)
TITLE = "Ferry taken out of service"
TEXT = "\n\n".join((TITLE, *PARAGRAPHS))


def documents() -> dict[str, bytes]:
    """Give a document for each suffix."""
    page = _page()
    record = json.dumps(
        {"title": TITLE, "text": "\n\n".join(PARAGRAPHS), "datePublished": "2026-03-02", "source": "The Quay"}
    )
    return {
        ".txt": TEXT.encode(),
        ".md": f"---\ntitle: {TITLE}\n---\n\n# {TITLE}\n\n".encode() + "\n\n".join(PARAGRAPHS).encode(),
        ".html": page,
        ".json": record.encode(),
        ".jsonl": f"{record}\n{record.replace('Monday', 'Tuesday')}\n".encode(),
        ".csv": f'title,text,date\n"{TITLE}","{" ".join(PARAGRAPHS)}",2026-03-02\n'.encode(),
        ".xml": _feed(),
        ".atom": _atom(),
        ".eml": _mail(page),
        ".warc": _warc(page),
        ".warc.gz": gzip.compress(_warc(page), mtime=0),
        ".html.gz": gzip.compress(page, mtime=0),
        ".zip": _zip({"one.html": page, "two.txt": TEXT.encode()}),
        ".tar": _tar({"one.html": page, "two.txt": TEXT.encode()}),
        ".docx": _word(),
        ".pdf": _pdf(),
    }


def _page() -> bytes:
    paragraphs = "".join(f"<p>{one}</p>\n" for one in PARAGRAPHS)
    meta = '<meta charset="utf-8"><meta property="article:published_time" content="2026-03-02T10:00:00Z">'
    head = f"<head>{meta}<title>{TITLE} | The Quay</title></head>"
    body = f"<nav><a href='/'>Home</a></nav><article><h1>{TITLE}</h1>{paragraphs}</article><footer>All rights reserved</footer>"
    return f"<!doctype html><html lang='en'>{head}<body>{body}</body></html>".encode()


def _feed() -> bytes:
    inside = "".join(f"<p>{one}</p>" for one in PARAGRAPHS)
    item = f"<item><title>{TITLE}</title><link>https://example.org/1</link><description><![CDATA[{inside}]]></description></item>"
    return (
        f'<?xml version="1.0"?><rss version="2.0"><channel><title>The Quay</title>{item}{item}</channel></rss>'.encode()
    )


def _atom() -> bytes:
    inside = "".join(f"&lt;p&gt;{one}&lt;/p&gt;" for one in PARAGRAPHS)
    entry = f"<entry><title>{TITLE}</title><updated>2026-03-02T10:00:00Z</updated><content type='html'>{inside}</content></entry>"
    return f'<feed xmlns="http://www.w3.org/2005/Atom"><title>The Quay</title>{entry}</feed>'.encode()


def _mail(page: bytes) -> bytes:
    head = f"From: The Quay <news@example.org>\nDate: Mon, 02 Mar 2026 10:00:00 +0000\nSubject: {TITLE}\nMIME-Version: 1.0\n"
    parts = (
        f'Content-Type: multipart/alternative; boundary="b"\n\n--b\nContent-Type: text/plain; charset=utf-8\n\n{TEXT}\n'
    )
    return (head + parts).encode() + b"--b\nContent-Type: text/html; charset=utf-8\n\n" + page + b"\n--b--\n"


def _warc(page: bytes) -> bytes:
    http = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" + page
    head = "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://example.org/1\r\nWARC-Date: 2026-03-02T10:00:00Z\r\n"
    rest = f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(http)}\r\n\r\n"
    return (head + rest).encode() + http + b"\r\n\r\n"


def _zip(members: dict[str, bytes]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(zipfile.ZipInfo(name), data)
    return made.getvalue()


def _tar(members: dict[str, bytes]) -> bytes:
    made = io.BytesIO()
    with tarfile.open(fileobj=made, mode="w") as archive:
        for name, data in members.items():
            member = tarfile.TarInfo(name)
            member.size = len(data)
            archive.addfile(member, io.BytesIO(data))
    return made.getvalue()


def _word() -> bytes:
    space = "http://schemas.openxmlformats.org"
    paragraphs = "".join(f"<w:p><w:r><w:t>{one}</w:t></w:r></w:p>" for one in (TITLE, *PARAGRAPHS))
    body = f'<w:document xmlns:w="{space}/wordprocessingml/2006/main"><w:body>{paragraphs}</w:body></w:document>'
    kinds = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    return _zip(
        {
            "[Content_Types].xml": f'<Types xmlns="{space}/package/2006/content-types"><Default Extension="rels" '
            'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            f'<Override PartName="/word/document.xml" ContentType="{kinds}"/></Types>'.encode(),
            "_rels/.rels": f'<Relationships xmlns="{space}/package/2006/relationships"><Relationship Id="r" '
            f'Type="{space}/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>'.encode(),
            "word/document.xml": body.encode(),
        }
    )


def _pdf() -> bytes:
    words = "".join(f"({one.encode('ascii', 'replace').decode()}) Tj 0 -20 Td " for one in (TITLE, *PARAGRAPHS))
    stream = f"BT /F 12 Tf 40 700 Td {words}ET".encode()
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 900 800] /Contents 4 0 R /Resources << /Font << /F 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n" % len(stream) + stream + b"\nendstream",
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    made, places = b"%PDF-1.4\n", []
    for number, one in enumerate(objects, start=1):
        places.append(len(made))
        made += b"%d 0 obj\n" % number + one + b"\nendobj\n"
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    return (
        made
        + b"xref\n0 6\n0000000000 65535 f \n"
        + table
        + b"trailer << /Size 6 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF" % len(made)
    )
