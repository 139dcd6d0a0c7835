"""The bytes of a web page → text, decoded once: by its byte-order mark, the protocol, the page's own claim, or by looking."""

from __future__ import annotations

import codecs

from onrecord.patterns import IGNORECASE, pattern_of_bytes
from onrecord.read.decoding import DOUBTFUL, DOUBTFUL_SHARE, MEANT, Decoded, decode, storable

# A page names its encoding within its first bytes: browsers look at 1,024; some real pages are late by a few thousand.
HEAD = 8_192
MARKS = (codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)

_META = pattern_of_bytes(
    rb"""<meta\s[^>]{0,300}?charset\s{0,9}=\s{0,9}["']?\s{0,9}([\w:.-]{2,40})|<\?xml\s[^>]{0,200}?encoding\s{0,9}=\s{0,9}["']([\w:.-]{2,40})""",
    IGNORECASE,
)
# Encodings in which plain ASCII bytes may stand for other letters: there the claim is taken before UTF-8 is tried.
_ESCAPED = frozenset({"iso2022_jp", "hz"})
# What a page may claim: codecs of Python that are encodings of text on the web.
_KNOWN = frozenset(
    "utf-8 cp1252 gb18030 big5 big5hkscs cp949 cp932 euc_jp iso2022_jp hz koi8-r koi8-u mac-roman cp866 cp874 "
    "cp1250 cp1251 cp1253 cp1254 cp1255 cp1256 cp1257 cp1258 iso8859-2 iso8859-3 iso8859-4 iso8859-5 iso8859-6 iso8859-7 "
    "iso8859-8 iso8859-10 iso8859-13 iso8859-14 iso8859-15 iso8859-16 tis-620".split()
)


def decode_page(data: bytes, claimed: str | None = None) -> Decoded:
    """Turn the bytes of a page into text. `claimed` is the encoding that a protocol header named.

    What is valid UTF-8 is read as UTF-8 whatever is claimed: text in another encoding is valid by chance hardly ever.
    """
    if data.startswith(MARKS):
        return decode(data)
    names = [name for name in (_known(claimed), _known(_in_head(data[:HEAD]))) if name]
    if names and names[0] in _ESCAPED:
        return _decoded(data, names[0])
    try:
        return Decoded(storable(data.decode("utf-8")), "utf-8") if b"\x00" not in data[:HEAD] else decode(data)
    except UnicodeDecodeError:
        pass
    other = next((name for name in names if name != "utf-8"), None)
    return _decoded(data, other) if other else decode(data)


def _decoded(data: bytes, encoding: str) -> Decoded:
    text = storable(data.decode(encoding, "replace"))
    return Decoded(text, encoding, (DOUBTFUL,) if text.count("\ufffd") > DOUBTFUL_SHARE * len(text) else ())


def _in_head(head: bytes) -> str | None:
    found = _META.search(head)
    return (found[1] or found[2]).decode("ascii", "replace") if found else None


def _known(label: str | None) -> str | None:
    """Give Python's name for an encoding that a page may claim; None for what is unknown or no encoding of text."""
    try:
        name = codecs.lookup(label.strip().strip("\"'")).name if label else ""
    except (LookupError, ValueError):
        return None
    name = MEANT.get(name, name)
    return name if name in _KNOWN else None
