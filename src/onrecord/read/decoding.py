"""Bytes → text, with the name of the encoding and how sure that is."""

from __future__ import annotations

import codecs
import re

from msgspec import Struct

from onrecord.read.files import Unreadable

GUESSED = "encoding-guessed"
DOUBTFUL = "encoding-doubtful"

# How much of a file is looked at to tell what it is; the rest adds nothing to the answer.
SAMPLE = 65_536
# Above this share of replacement characters the text is marked as doubtful (a hundredth: one broken character in a
# line or two).
DOUBTFUL_SHARE = 0.01
# A file is no text when more than this share of a sample are control characters, and more than a handful in number,
# so that a text with one stray NUL is still read (tried 0.5 % to 10 %: plain texts have none, images and programs
# over 10 %).
CONTROL_SHARE = 0.02
CONTROL_FEW = 8
# Below this share of bytes above 127, a text is Western with some accents and curly quotation marks: Windows-1252
# unless that makes no sense. English has under 2 %, French and German under 6 %, Polish about 7 %, Russian over 70 %.
WESTERN_SHARE = 0.06
# charset-normalizer calls a guess above this "chaos" a poor one (its own cut-off is 0.2).
CHAOS_DOUBTFUL = 0.1

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_ADVICE = "this version reads plain text and JSON Lines, so save its text first"
_MAGIC = (
    (b"%PDF-", "a PDF document"),
    (b"PK\x03\x04", "a ZIP archive or an Office document"),
    (b"PK\x05\x06", "a ZIP archive"),
    (b"\x89PNG", "an image"),
    (b"\xff\xd8\xff", "an image"),
    (b"GIF87a", "an image"),
    (b"GIF89a", "an image"),
    (b"RIFF", "a sound, film or image file"),
    (b"OggS", "a sound file"),
    (b"ID3", "a sound file"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"BZh9", "a bzip2 archive"),
    (b"\xfd7zXZ", "an xz archive"),
    (b"7z\xbc\xaf", "a 7z archive"),
    (b"Rar!", "a RAR archive"),
    (b"\x28\xb5\x2f\xfd", "a zstd archive"),
    (b"\x7fELF", "a program"),
    (b"\xd0\xcf\x11\xe0", "an old Office document"),
    (b"SQLite format 3\x00", "a database"),
    (b"PAR1", "a Parquet table"),
    (b"{\\rtf", "an RTF document"),
    (b"WARC/", "a web archive"),
)
_MARKUP = re.compile(rb"\s*<(?:!--|(?:!doctype|html|head|body|\?xml|rss|feed|svg)\b)", re.IGNORECASE)
_CONTROLS = bytes(set(range(32)) - {9, 10, 11, 12, 13, 27}) + b"\x7f"
_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")
_CAPITAL_INSIDE = re.compile("[a-z][À-ÖØ-Þ]|[À-ÖØ-Þ][À-ÖØ-Þ]?[a-z]*[À-ÖØ-Þ]")


class Decoded(Struct, frozen=True):
    """Text as it can be stored, the encoding it came in, and the flags `encoding-guessed` and `encoding-doubtful`."""

    text: str
    encoding: str
    flags: tuple[str, ...] = ()


def decode(data: bytes) -> Decoded:
    """Turn bytes into text: by a byte-order mark, as UTF-16 by its zeros, as UTF-8, or by a guess that is marked as one."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _finish(data[len(mark) :].decode(encoding, "replace"), encoding)
    wide = _wide_encoding(data[:SAMPLE])
    if wide:
        return _finish(data.decode(wide, "replace"), wide, GUESSED)
    try:
        return _finish(data.decode("utf-8"), "utf-8")
    except UnicodeDecodeError:
        return _guess(data)


def storable(text: str) -> str:
    """Replace one for one by U+FFFD what no store can hold: NUL and lone surrogates."""
    return _UNSTORABLE.sub("\ufffd", text)


def refuse_binary(data: bytes) -> None:
    """Raise Unreadable, saying what the file is, when these first bytes are no text."""
    for magic, what in _MAGIC:
        if data.startswith(magic):
            raise Unreadable(f"it is {what}; {_ADVICE}")
    if _MARKUP.match(data):
        raise Unreadable(f"it is a web page or a feed (HTML or XML); {_ADVICE}")
    if data.startswith(tuple(mark for mark, _ in _MARKS)) or _wide_encoding(data):
        return
    controls = len(data) - len(data.translate(None, _CONTROLS))
    if controls > CONTROL_FEW and controls > CONTROL_SHARE * len(data):
        raise Unreadable("it is no text (too many control characters); save it as plain text first")


def is_wide(data: bytes) -> bool:
    """Say whether these first bytes are UTF-16 or UTF-32, where a newline is more than one byte."""
    marks = tuple(mark for mark, encoding in _MARKS if encoding != "utf-8")
    return data.startswith(marks) or _wide_encoding(data) is not None


def _wide_encoding(data: bytes) -> str | None:
    """Name UTF-16 without a byte-order mark: in Western text every other byte is zero and hardly any of the rest."""
    pairs = len(data) // 2
    if pairs < 2:
        return None
    first, second = data[0 : 2 * pairs : 2].count(0) / pairs, data[1 : 2 * pairs : 2].count(0) / pairs
    if second > 0.4 and first < 0.05:
        return "utf-16-le"
    return "utf-16-be" if first > 0.4 and second < 0.05 else None


def _guess(data: bytes) -> Decoded:
    """Decode what is not UTF-8: damaged UTF-8, Windows-1252, or what charset-normalizer makes of it."""
    repaired = data.decode("utf-8", "replace")
    broken = repaired.count("\ufffd")
    sound = sum(character > "\x7f" for character in repaired) - broken
    if sound > 3 * broken:  # three good sequences for each bad one cannot be chance in another encoding
        return _finish(repaired, "utf-8", GUESSED)
    high = len(data) - len(data.translate(None, bytes(range(128, 256))))
    if high < WESTERN_SHARE * len(data) or len(data) < 64:
        return _finish(*_western(data), GUESSED)
    return _ask_charset_normalizer(data)


def _western(data: bytes) -> tuple[str, str]:
    """Choose between Windows-1252 and Mac Roman: the wrong one puts capitals inside words (itÕs)."""
    windows, mac = data.decode("cp1252", "replace"), data.decode("mac_roman")
    amiss = len(_CAPITAL_INSIDE.findall(windows)) + windows.count("\ufffd")
    return (mac, "mac_roman") if amiss > 2 * len(_CAPITAL_INSIDE.findall(mac)) and amiss > 0 else (windows, "cp1252")


def _ask_charset_normalizer(data: bytes) -> Decoded:
    from charset_normalizer import from_bytes  # late: rarely needed, and slow to import

    best = from_bytes(data[:SAMPLE], steps=5, chunk_size=512, preemptive_behaviour=False).best()
    if best is None:
        return _finish(data.decode("cp1252", "replace"), "cp1252", GUESSED, DOUBTFUL)
    doubt = (DOUBTFUL,) if best.chaos > CHAOS_DOUBTFUL else ()
    return _finish(data.decode(best.encoding, "replace"), best.encoding, GUESSED, *doubt)


def _finish(text: str, encoding: str, *flags: str) -> Decoded:
    text = storable(text.removeprefix("\ufeff"))
    if text.count("\ufffd") > DOUBTFUL_SHARE * len(text):
        flags = (*flags, DOUBTFUL)
    return Decoded(text, encoding, tuple(dict.fromkeys(flags)))
