"""What a file is, told by its first bytes; its name only breaks ties."""

from __future__ import annotations

from pathlib import PurePosixPath

from onrecord.patterns import IGNORECASE, pattern, pattern_of_bytes
from onrecord.read.decoding import refuse_controls, sample_text
from onrecord.read.fields import PACKINGS
from onrecord.read.files import Unreadable
from onrecord.read.layouts import has_front_matter, is_mail, is_markdown, is_table, starts_json
from onrecord.read.markup import FEWEST_TAGS, count_tags, first_element, is_element
from onrecord.read.source import Source

_ADVICE = "save its text as plain text, HTML, PDF or DOCX first"
_MAGIC = (
    (b"\x1f\x8b", "gzip"),
    (b"\x28\xb5\x2f\xfd", "zstd"),
    (b"\x5d\x2a\x4d\x18", "zstd"),  # a dictionary stands first: web archives packed by the rules of the IIPC
    (b"\xfd7zXZ\x00", "xz"),
    (b"PAR1", "parquet"),
)
# A web archive, whatever empty lines or byte-order mark stand before it; one of the old kind may have lost the record that names it.
_WARC = pattern_of_bytes(rb"(?:\xef\xbb\xbf)?\s{0,99}WARC/[0-9]")
_ARC = pattern_of_bytes(
    rb"(?:\xef\xbb\xbf)?\s{0,99}(?:filedesc://|https?://[^\n]{4,500} [0-9A-Fa-f.:]{2,45} [0-9]{14} [^\n]{1,400} [0-9]{1,12}\r?\n)"
)
# The indexes of web archives: the older form, and that of which each line ends in JSON.
_INDEX = pattern_of_bytes(rb"[ ]CDX |[a-z0-9,:-]{1,300}\)/[^ \n]{0,400} [0-9]{14} \{|!meta [0-9]{14} \{")
# The first block of a bzip2 archive, or its end when it holds nothing: “BZh” alone may begin a word.
_BZIP2_BLOCKS = (b"1AY&SY", b"\x17rE8P\x90")
# What is known and not read: a plain name for it.
_NOT_READ = (
    (b"\x89PNG", "an image"),
    (b"\xff\xd8\xff", "an image"),
    (b"GIF87a", "an image"),
    (b"GIF89a", "an image"),
    (b"II*\x00", "an image"),
    (b"MM\x00*", "an image"),
    (b"\x00\x00\x01\x00", "an image"),
    (b"OggS\x00", "a sound file"),
    (b"ID3\x02", "a sound file"),
    (b"ID3\x03", "a sound file"),
    (b"ID3\x04", "a sound file"),
    (b"fLaC", "a sound file"),
    (b"\x1aE\xdf\xa3", "a film"),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive; unpack it first"),
    (b"Rar!\x1a\x07", "a RAR archive; unpack it first"),
    (b"\x1f\x9d", "a compress archive; unpack it first"),
    (b"\x04\x22\x4d\x18", "an LZ4 archive; unpack it first"),
    (b"MSCF\x00", "a cabinet archive; unpack it first"),
    (b"\x7fELF", "a program"),
    (b"\xca\xfe\xba\xbe", "a program"),
    (b"\x00asm", "a program"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1", "an old Office document or mail"),
    (b"SQLite format 3\x00", "a database; export its table as CSV or JSON Lines first"),
    (b"{\\rtf", "an RTF document"),
    (b"%!PS", "a PostScript document"),
    (b"\x78\x9f\x3e\x22", "a parcel of Outlook (winmail.dat); save the mail from Outlook as plain text first"),
    (b"wOFF", "a font"),
    (b"wOF2", "a font"),
    (b"ARROW1", "an Arrow table; save it as Parquet or CSV first"),
    (b"Obj\x01", "an Avro table; save it as JSON Lines first"),
    (b"ORC\x00", "an ORC table; save it as Parquet first"),
)
# A PDF may have some bytes in front of its sign; readers look for it in the first kilobyte. We do where the name says so too: a report
# may write of “%PDF-”.
_PDF, _PDF_WITHIN = pattern_of_bytes(rb"%PDF-[0-9]"), 1024
_FEEDS = frozenset({"rss", "feed", "rdf", "channel", "newsfeed"})
_ATOM = "http://www.w3.org/2005/Atom"
# Some feeds have rubbish in front; a name that says so lets the sign stand a little way in.
FEED_WITHIN = 4_096
FEED_SIGN = pattern(r"<(?:\w{1,20}:)?(?:rss|feed|RDF)[\s>]", IGNORECASE)
_JSON_FEED = pattern(r'"version"\s{0,20}:\s{0,20}"https?:\\?/\\?/(?:www\.)?jsonfeed\.org\\?/', IGNORECASE)
_OPENDOCUMENT = b"mimetypeapplication/vnd.oasis"
_HTML = frozenset({".html", ".htm", ".xhtml", ".shtml"})
_JSON = frozenset({".json", ".jsonl", ".ndjson", ".jsonlines"})
_TABLES = frozenset({".csv", ".tsv", ".tab", ".psv"})
_MARKDOWN = frozenset({".md", ".markdown", ".mdown", ".mkd"})
_MAIL = frozenset({".eml", ".mbox", ".mht", ".mhtml"})
# XML of the news trade and of search engines: it may hold the elements of a page, and its headlines and dates stand elsewhere.
_OTHER_XML = frozenset({"nitf", "newsitem", "newsmessage", "newsml", "urlset", "sitemapindex", "opml"})
_XML = frozenset({".xml", ".rss", ".atom", ".rdf"})


def recognise(source: Source) -> str:
    """Say of what format a source is: a key of `opening.READERS`. Raises Unreadable for what is known not to be readable."""
    sample = source.sample
    suffix = _suffix(source.name)
    return _binary(sample, suffix == ".pdf") or _textual(sample, suffix)


def web_archive(sample: bytes) -> str | None:
    """Say whether a web archive begins with these bytes, and of which kind: warc or arc."""
    return "warc" if _WARC.match(sample) else "arc" if _ARC.match(sample) else None


def _suffix(name: str) -> str:
    path = PurePosixPath(name)
    return (path.with_suffix("") if path.suffix.lower() in PACKINGS else path).suffix.lower()


def _binary(sample: bytes, named_pdf: bool) -> str | None:
    """Tell formats by their signs; None when no sign is there."""
    for sign, key in _MAGIC:
        if sample.startswith(sign):
            return key
    if kind := web_archive(sample):
        return kind
    if _INDEX.match(sample):
        raise Unreadable("it is an index of a web archive; give the archive itself (.warc.gz)", "unsupported")
    if sample.startswith(b"BZh") and sample[4:10] in _BZIP2_BLOCKS:
        return "bzip2"
    if sample.startswith(b"PK"):
        return _zipped(sample)
    if _PDF.match(sample.lstrip()) or (named_pdf and b"%PDF-" in sample[:_PDF_WITHIN]):
        return "pdf"
    for sign, what in _NOT_READ:
        if sample.startswith(sign):
            raise Unreadable(f"it is {what}" if ";" in what else f"it is {what}; {_ADVICE}", "unsupported")
    if sample[4:8] == b"ftyp" or (sample.startswith(b"RIFF") and sample[8:12] in (b"WAVE", b"AVI ", b"WEBP")):
        raise Unreadable(f"it is a sound, film or image file; {_ADVICE}", "unsupported")
    return "tar" if _is_tar(sample) else None


def _zipped(sample: bytes) -> str | None:
    """Tell a Word document from other Office documents and from plain archives, by the names of the first members."""
    if not sample.startswith((b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")):
        return None
    names = _member_names(sample)
    if b"word/document.xml" in names:
        return "docx"
    if any(name in (b"[Content_Types].xml", b"_rels/.rels") or name.startswith(b"docProps/") for name in names):
        for folder, what in (
            (b"xl/", "an Excel workbook; save its sheet as CSV first"),
            (b"ppt/", "a PowerPoint presentation"),
        ):
            if any(name.startswith(folder) for name in names):
                raise Unreadable(f"it is {what}" if ";" in what else f"it is {what}; {_ADVICE}", "unsupported")
        return "docx"
    if sample[30:60].startswith(_OPENDOCUMENT):
        raise Unreadable("it is an OpenDocument file; save it as DOCX first", "unsupported")
    if sample[30:58].startswith(b"mimetypeapplication/epub"):
        raise Unreadable(f"it is an e-book; {_ADVICE}", "unsupported")
    return "zip"


def _member_names(sample: bytes) -> list[bytes]:
    """List the names in the local headers of a zip that lie in the sample."""
    names: list[bytes] = []
    place = sample.find(b"PK\x03\x04")
    while 0 <= place <= len(sample) - 30:
        length = int.from_bytes(sample[place + 26 : place + 28], "little")
        names.append(sample[place + 30 : place + 30 + length])
        place = sample.find(b"PK\x03\x04", place + 30)
    return names


def _is_tar(sample: bytes) -> bool:
    """Say whether a tar archive begins here: its sign, or in the oldest form a header whose checksum is right."""
    header = sample[:512]
    if len(header) < 512 or not header[0]:
        return False
    if header[257:262] == b"ustar":
        return True
    digits = header[148:156].strip(b" \x00")
    if not digits or digits.strip(b"01234567"):
        return False
    return sum(header[:148]) + sum(header[156:]) + 8 * 32 == int(digits, 8)


def _textual(sample: bytes, suffix: str) -> str:
    """Tell the formats that are text."""
    text = sample_text(sample)
    start = text.lstrip("\ufeff\x1e \t\r\n\x0b\x0c")
    if start.startswith("<"):
        found = _marked_up(start, suffix)
        if found:
            return found
    if suffix in _XML and FEED_SIGN.search(text, 0, FEED_WITHIN):
        return "feed"
    if suffix == ".emlx":
        raise Unreadable("it is a mail as Apple Mail keeps it; save it as .eml first", "unsupported")
    if is_mail(text, suffix in _MAIL):
        return "mail"
    refuse_controls(sample)
    if suffix in _HTML and (count_tags(text) or start.startswith("<")):
        return "html"
    if starts_json(start) or suffix in _JSON:
        return "feed" if start.startswith("{") and _JSON_FEED.search(start) else "json"
    if suffix in _TABLES or is_table(text):
        return "csv"
    return "markdown" if suffix in _MARKDOWN or has_front_matter(text) or is_markdown(text) else "text"


def _marked_up(start: str, suffix: str) -> str | None:
    """Tell pages, feeds and other XML apart; None for prose that begins with an angle bracket."""
    name = first_element(start)
    if name in _FEEDS or (name == "entry" and _ATOM in start[:FEED_WITHIN]):
        return "feed"
    if is_element(name) and name != "svg" or name == "" and not start.startswith("<?xml"):
        return "html"
    if name == "svg":
        raise Unreadable(f"it is an image (SVG); {_ADVICE}", "unsupported")
    if FEED_SIGN.search(start, 0, FEED_WITHIN) and (suffix in _XML or start.startswith("<?xml")):
        return "feed"
    if name not in _OTHER_XML and (suffix in _HTML or count_tags(start) >= FEWEST_TAGS):
        return "html"
    if start.startswith("<?xml") or suffix in _XML:
        what = f" ({name[:40]})" if name else ""
        raise Unreadable(f"it is an XML document of a kind that is not read{what}; {_ADVICE}", "unsupported")
    return None
