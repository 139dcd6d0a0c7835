"""A file is known by what stands in it; its name decides only where the content leaves two readings."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import tarfile
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.read.formats.opened import opened

from onrecord.model import Input
from onrecord.read.fields import Offered
from onrecord.read.files import Unreadable
from onrecord.read.opening import READERS
from onrecord.read.recognise import recognise
from onrecord.read.source import Source


def known(content: str | bytes, name: str = "a") -> str:
    data = content.encode() if isinstance(content, str) else content
    return recognise(Source(name, name, io.BytesIO(data)))


def zipped(*names: str) -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as archive:
        for name in names:
            archive.writestr(name, "x")
    return written.getvalue()


def tarred(form: int) -> bytes:
    written = io.BytesIO()
    with tarfile.open(fileobj=written, mode="w", format=form) as archive:
        archive.addfile(tarfile.TarInfo("a.txt"))
    return written.getvalue()


PAGE = "<!DOCTYPE html>\n<html><head><title>Ferry</title></head><body><p>It sails.</p></body></html>"


@pytest.mark.parametrize(
    "content",
    [
        PAGE,
        "\ufeff" + PAGE,
        "\n\n  <!-- saved from a browser --><!-- twice -->\n" + PAGE,
        '<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Strict//EN" "x.dtd"><html>',
        "<HTML><BODY>",
        "<p>It sails.</p><p>Again.</p>",
        '<div class="story">It sails.</div>',
        "<!-- a comment alone",
        "<h1>Ferry</h1>It sails.",
        PAGE.encode("utf-16"),
        PAGE.encode("utf-16-be"),
        PAGE.encode("utf-32"),
    ],
)
def test_a_page_is_known_whatever_its_name(content: str | bytes) -> None:
    assert {known(content, name) for name in ("a", "a.txt", "a.json", "a.html")} == {"html"}


@pytest.mark.parametrize(
    "content",
    [
        '<?xml version="1.0"?><rss version="2.0"><channel>',
        '<rss version="0.91"><channel>',
        '<?xml version="1.0"?>\n<!-- made by hand -->\n<?xml-stylesheet href="a.xsl"?>\n<feed xmlns="http://www.w3.org/2005/Atom">',
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/">',
        '<!DOCTYPE rss PUBLIC "-//Netscape//DTD RSS 0.91//EN" "x.dtd">\n<rss>',
        '<atom:feed xmlns:atom="http://www.w3.org/2005/Atom">',
        '{"version": "https://jsonfeed.org/version/1.1", "title": "Post", "items": []}',
        '{"version": "https:\\/\\/jsonfeed.org\\/version\\/1", "items": []}',
    ],
)
def test_a_feed_is_known_whatever_its_name(content: str) -> None:
    assert {known(content, name) for name in ("a", "a.txt", "a.html", "a.xml")} == {"feed"}


@pytest.mark.parametrize(
    "content",
    [
        "From: Anna Able <anna@post.example>\nSubject: Ferry\nDate: Mon, 05 Sep 2016 10:00:00 +0000\n\nIt sails.",
        "Received: from a by b;\n\tMon, 05 Sep 2016\nMIME-Version: 1.0\n\nIt sails.",
        "From: <Saved by Blink>\nSnapshot-Content-Location: https://post.example/\nSubject: Ferry\n\n",
        "From anna@post.example Mon Sep  5 10:00:00 2016\nSubject: Ferry\n\nIt sails.",
    ],
)
def test_a_mail_is_known_by_its_headers(content: str) -> None:
    assert known(content) == known(content.replace("\n", "\r\n"), "a.txt") == "mail"


@pytest.mark.parametrize(
    ("content", "key"),
    [
        (b"%PDF-1.7\n", "pdf"),
        (b"WARC/1.0\r\nWARC-Type: response\r\n", "warc"),
        (b"filedesc://a.arc 0.0.0.0 20160905100000 text/plain 76\n", "arc"),
        (gzip.compress(b"x"), "gzip"),
        (bz2.compress(b"x"), "bzip2"),
        (bz2.compress(b""), "bzip2"),
        (lzma.compress(b"x"), "xz"),
        (b"\x28\xb5\x2f\xfd\x20\x01\x09\x00\x00x", "zstd"),
        (b"PAR1\x15\x04\x15", "parquet"),
        (zipped("a.txt", "b.html"), "zip"),
        (zipped(), "zip"),
        (zipped("[Content_Types].xml", "_rels/.rels", "word/document.xml"), "docx"),
        (zipped("word/document.xml", "[Content_Types].xml"), "docx"),
        (tarred(tarfile.USTAR_FORMAT), "tar"),
        (tarred(tarfile.PAX_FORMAT), "tar"),
        (tarred(tarfile.GNU_FORMAT), "tar"),
    ],
)
def test_an_archive_or_document_is_known_by_its_sign(content: bytes, key: str) -> None:
    assert {known(content, name) for name in ("a", "a.txt", "a.html")} == {key}


def test_the_oldest_tar_archives_have_only_a_checksum() -> None:
    archive = bytearray(tarred(tarfile.USTAR_FORMAT))
    archive[257:265] = bytes(8)
    archive[148:156] = b"%06o\x00 " % (sum(archive[:148]) + sum(archive[156:512]) + 8 * 32)
    assert known(bytes(archive)) == "tar"
    archive[148:156] = b"000000\x00 "
    with pytest.raises(Unreadable, match="no text"):
        known(bytes(archive))


@pytest.mark.parametrize(
    ("content", "name", "key"),
    [
        ('{"text": "It sails."}', "a.txt", "json"),
        ('[{"text": "It sails."}]', "a", "json"),
        ('{\n  "text": "It sails."\n}', "a.csv", "json"),
        ("not JSON", "a.jsonl", "json"),
        ("", "a.json", "json"),
        ("id,text,source\n1,It sails.,Post\n", "a.txt", "csv"),
        ("id;headline;body\n1;Ferry;It sails.\n", "a", "csv"),
        ("url\ttext\nhttps://post.example\tIt sails.\n", "a", "csv"),
        ("words\nIt sails.\n", "a.csv", "csv"),
        ("# Ferry\n\nIt sails.", "a.md", "markdown"),
        ("---\ntitle: Ferry\ndate: 2016-09-05\n---\nIt sails.", "a.txt", "markdown"),
        ("# Ferry\n\nIt [sails](https://post.example).\n\n## More\n", "a.txt", "markdown"),
        ("It sails.", "a.html", "text"),
        ("Words <b>in bold</b> and <i>others</i>.", "a.html", "html"),
        ("rubbish\n<rss version='2.0'>", "a.xml", "feed"),
        ("see %PDF-1.4 below", "a.pdf", "pdf"),
    ],
)
def test_the_name_decides_between_two_readings(content: str, name: str, key: str) -> None:
    assert known(content, name) == key


@pytest.mark.parametrize(
    "content",
    [
        "It sails.",
        "",
        "<sighs> It sails, he said.",
        "< 5 pounds a ticket, the port says.",
        "<3 the ferry",
        "{sic} The ferry sails.",
        "[Editor’s note: It sails.]",
        "Date: 5 September 2016\n\nIt sails.",
        "Note: it sails.\nFrom: the port\n",
        "Title, text and pictures by Anna Able\nIt sails.",
        "#1 on the list\n#2 as well\n\nIt sails.",
        "---\nIt sails.\n---\n",
        "BZh9 was painted on the bow.",
        "PK is short for peacekeeper.",
        "He wrote “%PDF-1.4” on the wall.",
        "ID3 and RIFF are no words.",
        "It <b>sails</b>.",
        "with a\0nul",
        "\x0cnew page",
        "It sails.".encode("utf-16"),
        "Der Fährmann fährt.".encode("latin-1"),
    ],
)
def test_prose_is_plain_text(content: str | bytes) -> None:
    assert known(content, "a.txt") == known(content, "a") == "text"


@pytest.mark.parametrize(
    ("content", "what"),
    [
        (b"\x89PNG\r\n\x1a\n", "it is an image"),
        (b"\xff\xd8\xff\xe0", "it is an image"),
        (b"RIFF\x00\x00\x00\x00WEBP", "it is a sound, film or image file"),
        (b"\x00\x00\x00\x18ftypmp42", "it is a sound, film or image file"),
        (b"\x7fELF\x02\x01", "it is a program"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "it is an old Office document or mail"),
        (b"SQLite format 3\x00", "it is a database"),
        (b"{\\rtf1\\ansi It sails.}", "it is an RTF document"),
        (b"7z\xbc\xaf\x27\x1c", "it is a 7z archive; unpack it first"),
        (zipped("[Content_Types].xml", "xl/workbook.xml"), "it is an Excel workbook; save its sheet as CSV first"),
        (zipped("[Content_Types].xml", "ppt/presentation.xml"), "it is a PowerPoint presentation"),
        (b'<svg xmlns="http://www.w3.org/2000/svg"><text>x</text></svg>', "it is an image (SVG)"),
        (b'<?xml version="1.0"?><nitf><body/></nitf>', "it is an XML document of a kind that is not read (nitf)"),
        (
            b'<?xml version="1.0"?><nitf><body>' + b"<p>It sails.</p>" * 9 + b"</body></nitf>",
            "it is an XML document of a kind",
        ),
    ],
)
def test_what_is_not_read_is_named(content: bytes, what: str) -> None:
    with pytest.raises(Unreadable) as refusal:
        known(content, "a.txt")
    assert str(refusal.value).startswith(what)
    assert refusal.value.code == "unsupported"


def test_a_mail_as_apple_mail_keeps_it_is_named() -> None:
    with pytest.raises(Unreadable, match="save it as .eml first"):
        known("88\nFrom: a@b.example\nSubject: Ferry\n\nIt sails.", "a.emlx")


def test_control_characters_are_no_text() -> None:
    with pytest.raises(Unreadable, match="it is no text") as refusal:
        known(bytes(range(32)) * 40)
    assert refusal.value.code == "not-text"


NAMES = st.sampled_from(["a", "a.txt", "a.md", "a.json", "a.jsonl", "a.csv", "a.tsv", "a.parquet", "a.json.gz"])
STARTS = st.sampled_from(
    [
        b"",
        b"{",
        b'{"text":',
        b'[{"text":',
        b'{"articles":[{"text":',
        b"PAR1",
        b"id,text\n",
        b"text\tid\n",
        b"---\ntitle: x\n---\n",
        b"# ",
        b"\xff\xfe",
    ]
)
OURS = {"text", "markdown", "json", "csv", "parquet"}


@given(STARTS, st.binary(max_size=300), NAMES, st.booleans())
def test_any_bytes_are_read_or_refused_with_a_reason(start: bytes, rest: bytes, name: str, careful: bool) -> None:
    data = start + rest
    try:
        key = known(data, name)
    except Unreadable as reason:
        assert reason.code in ("unsupported", "not-text")
        return
    assert key in READERS
    if key in OURS:
        found = opened(data, name, careful=careful)
        assert found
        for one in found:
            assert (one.code and one.reason) if isinstance(one, Input) else isinstance(one, Offered)
