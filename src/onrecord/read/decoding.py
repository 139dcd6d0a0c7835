"""Bytes → text, with the name of the encoding and how sure that is."""

from __future__ import annotations

import codecs

from msgspec import Struct

from onrecord.patterns import pattern
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
_WIDE = frozenset(f"utf-{bits}{end}" for bits in (16, 32) for end in ("", "-le", "-be"))
# How XML begins in the encodings of IBM's large machines (EBCDIC), in which the letters stand elsewhere than in all others.
EBCDIC_XML, EBCDIC = "<?xml".encode("cp037"), "cp037"
_CONTROLS = bytes(set(range(32)) - {9, 10, 11, 12, 13, 27}) + b"\x7f"
# The encodings that a header may name: those in which these ASCII bytes mean themselves, none of Python's other codecs.
_NAMED = pattern(r"[a-z][a-z\d.:-]{1,39}")
_ASCII = b"<?az AZ 09=>"
_NO_ENCODINGS = frozenset("charmap idna mbcs oem palmos punycode raw-unicode-escape undefined unicode-escape".split())
# Names that Python does not know (WHATWG Encoding Standard).
_OTHER_NAMES = {
    "iso-8859-8-i": "iso-8859-8",
    "iso-8859-8-e": "iso-8859-8",
    "x-sjis": "shift-jis",
    "x-gbk": "gbk",
    "x-euc-jp": "euc-jp",
}
# Names that mean a larger encoding on the web than they do elsewhere (the same standard).
MEANT = {
    "iso8859-1": "cp1252",
    "ascii": "cp1252",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "euc_kr": "cp949",
    "shift_jis": "cp932",
    "iso8859-9": "cp1254",
}
# How encodings in seven bits begin what is not ASCII.
_ESCAPES = {"hz": b"~{", "utf-7": b"+"}
_UNSTORABLE = pattern("[\x00\ud800-\udfff]")
# What makes a text deceptive: overrides of the writing direction; embeddings to the left where nothing is written that way.
_OVERRIDE = pattern("[\u202d\u202e]")
_TURNED = pattern("[\u202b\u2067]")
_RIGHT_TO_LEFT = pattern("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]")
# Invisible characters between two letters of an alphabet that has no use for them there: Latin, Greek, Cyrillic.
_ALPHABETS = "A-Za-z\u00c0-\u024f\u0370-\u052f\u1e00-\u1fff"
_INVISIBLE = pattern(
    f"[{_ALPHABETS}][\u034f\u115f\u1160\u180b-\u180e\u200b-\u200f\u202a\u202c\u2060-\u2066\u2068-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0]{{1,50}}[{_ALPHABETS}]"
)
# So many accents on one letter; the most that a language needs is three (polytonic Greek), in phonetic writing as well.
_HEAP = pattern("[\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]{5}")
# Tag characters outside the flags of regions, and selectors that choose no form of any letter but can spell a hidden message.
_TAGS = pattern("[\U000e0000-\U000e007f]|[\ufe00-\ufe0f\U000e0100-\U000e01ef]{2}")
_FLAG = pattern("\U0001f3f4[\U000e0030-\U000e0039\U000e0061-\U000e007a]{1,7}\U000e007f")
# Capitals inside words, or right behind the end of a sentence: the curly quotation marks of Mac Roman read as Windows-1252 (itÕs, “No,Ó).
_CAPITAL_AMISS = pattern("[a-z][À-ÖØ-Þ]|[,.!?][ÒÓ]|[À-ÖØ-Þ][À-ÖØ-Þ]?[a-z]*[À-ÖØ-Þ]")


class Decoded(Struct, frozen=True):
    """Text as it can be stored, the encoding it came in, and the flags `encoding-guessed` and `encoding-doubtful`."""

    text: str
    encoding: str
    flags: tuple[str, ...] = ()


def decode(data: bytes, claimed: str | None = None) -> Decoded:
    """Turn bytes into text: by a byte-order mark, as UTF-16 by its zeros, as UTF-8, as `claimed`, or by a guess marked as one.

    `claimed` is the encoding that a header names. It is believed only where the bytes bear it out: what is sound UTF-8 beyond ASCII is
    UTF-8 whatever the header says.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _finish(data[len(mark) :].decode(encoding, "replace"), encoding)
    wide = _wide_encoding(data[:SAMPLE])
    if wide:
        return _finish(data.decode(wide, "replace"), wide, GUESSED)
    believed = _believed(claimed)
    if believed and data.isascii() and _ESCAPES.get(believed, b"\x1b") in data:
        return _as_claimed(data, believed) or _finish(data.decode("utf-8"), "utf-8")
    try:
        return _finish(data.decode("utf-8"), "utf-8")
    except UnicodeDecodeError:
        return (_as_claimed(data, believed) if believed else None) or _guess(data)


def _believed(claimed: str | None) -> str | None:
    """Give the codec for an encoding that a header names; None for one we do not know. Latin-1 means Windows-1252 on the web."""
    name = (claimed or "").strip().strip("\"'").lower().replace("_", "-")
    name = _OTHER_NAMES.get(name, name)
    if not _NAMED.fullmatch(name) or name in _NO_ENCODINGS:
        return None
    try:
        found = codecs.lookup(name).name
        # what could be read so far was ASCII: no encoding in which these letters mean others can be meant
        known = found in _WIDE or _ASCII.decode(found) == _ASCII.decode("ascii")
    except (LookupError, ValueError):
        return None
    return MEANT.get(found, found) if known else None


def _as_claimed(data: bytes, encoding: str) -> Decoded | None:
    if encoding in _WIDE and b"\x00" not in data:
        return None
    try:
        return _finish(data.decode(encoding), encoding)
    except (UnicodeError, ValueError):
        return None


def sample_text(sample: bytes) -> str:
    """Give the beginning of a text well enough to see its markup and layout, at little cost: only ASCII can be relied on."""
    for mark, encoding in _MARKS:
        if sample.startswith(mark):
            return sample[len(mark) :].decode(encoding, "replace")
    if sample.startswith(EBCDIC_XML):
        return sample.decode(EBCDIC)
    return sample.decode(_wide_encoding(sample) or "utf-8", "replace")


def storable(text: str) -> str:
    """Replace one for one by U+FFFD what no store can hold: NUL and lone surrogates."""
    return _UNSTORABLE.sub("\ufffd", text)


def refuse_controls(data: bytes) -> None:
    """Raise Unreadable when these first bytes hold so many control characters that they are no text."""
    if data.startswith(tuple(mark for mark, _ in _MARKS)) or _wide_encoding(data):
        return
    controls = len(data) - len(data.translate(None, _CONTROLS))
    if controls > CONTROL_FEW and controls > CONTROL_SHARE * len(data):
        raise Unreadable("it is no text (too many control characters); save it as plain text first", "not-text")


def is_wide(data: bytes) -> bool:
    """Say whether these first bytes are UTF-16 or UTF-32, where a newline is more than one byte."""
    marks = tuple(mark for mark, encoding in _MARKS if encoding != "utf-8")
    return data.startswith(marks) or _wide_encoding(data) is not None


def _wide_encoding(data: bytes) -> str | None:
    """Name UTF-16 or UTF-32 without a byte-order mark: in Western text every other byte is zero and hardly any of the rest."""
    fours = len(data) // 4
    if fours >= 2:
        zeros = [data[place : 4 * fours : 4].count(0) / fours for place in range(4)]
        if min(zeros[1:]) > 0.4 and min(zeros[2:]) > 0.9 and zeros[0] < 0.05:
            return "utf-32-le"
        if min(zeros[:3]) > 0.4 and min(zeros[:2]) > 0.9 and zeros[3] < 0.05:
            return "utf-32-be"
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
    """Choose between Windows-1252 and Mac Roman: the wrong one puts capitals where none can be."""
    windows, mac = data.decode("cp1252", "replace"), data.decode("mac_roman")
    amiss = len(_CAPITAL_AMISS.findall(windows)) + windows.count("\ufffd")
    return (mac, "mac_roman") if amiss > 2 * len(_CAPITAL_AMISS.findall(mac)) and amiss > 0 else (windows, "cp1252")


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
    return Decoded(text, codecs.lookup(encoding).name, tuple(dict.fromkeys(flags)))


def deceptive(text: str) -> bool:
    """Say whether a text is made to read differently from what it is: for people, for searches, or for both.

    Characters that turn the writing direction around where nothing needs it, invisible characters inside words, letters of the invisible
    tag alphabet, heaps of accents on one letter. What honest texts have is not counted: marks of direction in Arabic or Hebrew, the joiners
    of Persian and Indian scripts and of emoji, the isolates that Twitter puts around names, soft hyphens, the flags of England and Wales.
    """
    if text.isascii():
        return False
    if _OVERRIDE.search(text) or (_TURNED.search(text) and not _RIGHT_TO_LEFT.search(text)):
        return True
    if _INVISIBLE.search(text) or _HEAP.search(text):
        return True
    return bool(_TAGS.search(_FLAG.sub("", text)))
