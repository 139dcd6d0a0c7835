"""Bytes become text: the encoding is found, doubt is marked, and what is no text is refused."""

from __future__ import annotations

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.read.decoding import Decoded, deceptive, decode, refuse_controls, storable
from onrecord.read.files import Unreadable

RUSSIAN = (
    "Паром снова пойдёт в понедельник, сказал начальник порта. Пассажиры ждали этого три недели, и город тоже. " * 4
)


@pytest.mark.parametrize(
    ("data", "decoded"),
    [
        (b"plain", Decoded("plain", "utf-8")),
        ("“Café”".encode(), Decoded("“Café”", "utf-8")),
        (codecs.BOM_UTF8 + b"marked", Decoded("marked", "utf-8")),
        (codecs.BOM_UTF16_LE + "“marked”".encode("utf-16-le"), Decoded("“marked”", "utf-16-le")),
        (codecs.BOM_UTF16_BE + "“marked”".encode("utf-16-be"), Decoded("“marked”", "utf-16-be")),
        (codecs.BOM_UTF32_LE + "marked".encode("utf-32-le"), Decoded("marked", "utf-32-le")),
        ("no mark at all".encode("utf-16-le"), Decoded("no mark at all", "utf-16-le", ("encoding-guessed",))),
        ("no mark at all".encode("utf-16-be"), Decoded("no mark at all", "utf-16-be", ("encoding-guessed",))),
        ("“It’s late”, she said".encode("cp1252"), Decoded("“It’s late”, she said", "cp1252", ("encoding-guessed",))),
        ("Café in Zürich".encode("latin-1"), Decoded("Café in Zürich", "cp1252", ("encoding-guessed",))),
        (
            "“It’s late”, she said".encode("mac_roman"),
            Decoded("“It’s late”, she said", "mac-roman", ("encoding-guessed",)),
        ),
        (
            "She said, “It is late.”".encode("mac_roman"),
            Decoded("She said, “It is late.”", "mac-roman", ("encoding-guessed",)),
        ),
    ],
)
def test_the_encoding_is_found(data: bytes, decoded: Decoded) -> None:
    assert decode(data) == decoded


@pytest.mark.parametrize("encoding", ["cp1251", "koi8-r"])
def test_another_alphabet_is_guessed_and_marked(encoding: str) -> None:
    found = decode(RUSSIAN.encode(encoding))
    assert (found.text, found.encoding) == (RUSSIAN, encoding)
    assert "encoding-guessed" in found.flags


def test_newlines_are_left_as_they_are() -> None:
    assert decode(b"one\r\ntwo\rthree\n").text == "one\r\ntwo\rthree\n"


def test_utf_8_with_a_broken_byte_stays_utf_8() -> None:
    data = "“One”, “two” and “three”, he said. ".encode() * 9
    found = decode(data[:40] + b"\xff" + data[40:])
    assert (found.encoding, found.flags, found.text.count("\ufffd")) == ("utf-8", ("encoding-guessed",), 1)


def test_many_broken_characters_make_a_text_doubtful() -> None:
    assert decode("“é” ".encode() * 9 + b"\xff\xfe\xff").flags == ("encoding-guessed", "encoding-doubtful")


@pytest.mark.parametrize(("text", "stored"), [("a\0b", "a\ufffdb"), ("a\ud800b", "a\ufffdb"), ("a😀b", "a😀b")])
def test_what_no_store_can_hold_is_replaced_one_for_one(text: str, stored: str) -> None:
    assert storable(text) == stored


@pytest.mark.parametrize(
    "data", [b"a < b", b"", b"with a\0nul", b"\x0cpage", "wide".encode("utf-16"), "wide".encode("utf-32-be")]
)
def test_text_is_not_refused(data: bytes) -> None:
    refuse_controls(data)


def test_control_characters_are_refused() -> None:
    with pytest.raises(Unreadable, match="it is no text"):
        refuse_controls(bytes(range(32)) * 40)


@pytest.mark.parametrize(
    ("claimed", "data", "text", "encoding"),
    [
        ("windows-1251", "Паром".encode("cp1251"), "Паром", "cp1251"),
        ("Shift_JIS", "渡船①".encode("cp932"), "渡船①", "cp932"),
        ("gb2312", "渡船鎔".encode("gbk"), "渡船鎔", "gb18030"),
        ("ks_c_5601-1987", "나룻배".encode("cp949"), "나룻배", "cp949"),
        ("iso-8859-8-i", "מעבורת".encode("iso8859-8"), "מעבורת", "iso8859-8"),
        ("csKOI8R", "Паром".encode("koi8-r"), "Паром", "koi8-r"),
        ("hz-gb-2312", "渡船 sails".encode("hz"), "渡船 sails", "hz"),
        ("iso-2022-jp", "渡船".encode("iso-2022-jp"), "渡船", "iso2022_jp"),
        ("iso-8859-1", "“Café”".encode("cp1252"), "“Café”", "cp1252"),
        ("iso-8859-1", "“Café”".encode(), "“Café”", "utf-8"),
        ("utf-8", "“Café”".encode("cp1252"), "“Café”", "cp1252"),
        ("rot13", b"plain", "plain", "utf-8"),
        ("zlib", b"plain", "plain", "utf-8"),
        ("utf-16", "“Café” now".encode("cp1252"), "“Café” now", "cp1252"),
        ("utf-16-be", "渡船 sails\x00".encode("utf-16-be"), "渡船 sails\ufffd", "utf-16-be"),
        ("ebcdic-cp-us", "“Café”".encode("cp1252"), "“Café”", "cp1252"),
        ("utf-7", b"caf+AOk-", "café", "utf-7"),
        ("unicode_escape", rb"caf\u00e9", r"caf\u00e9", "utf-8"),
        ("no such thing", b"plain", "plain", "utf-8"),
    ],
)
def test_a_claimed_encoding_is_believed_where_the_bytes_bear_it_out(
    claimed: str, data: bytes, text: str, encoding: str
) -> None:
    found = decode(data, claimed)
    assert (found.text, found.encoding) == (text, encoding)


@pytest.mark.parametrize(
    "text",
    [
        "It \u202eslias\u202c.",
        "It \u2067sails\u2069 again.",
        "The fer\u200bry sails.",
        "The fer\u2060ry sails.",
        "The fer\u200dry sails.",
        "The fer\ufeffry sails.",
        "It sails\U000e0041\U000e0042.",
        "It sails\ufe01\ufe02\ufe03.",
        "It s" + "\u0301" * 9 + "ails.",
    ],
)
def test_text_that_is_not_what_it_seems_is_deceptive(text: str) -> None:
    assert deceptive(text)


@pytest.mark.parametrize(
    "text",
    [
        "It sails.",
        "Café, naïve, Nguyễn, Việt Nam, ǖ",
        "Nguye\u0302\u0303n (decomposed)",
        "Fähr\u00admann",
        "\u2066@ferry\u2069 sails",
        "אמר \u202bהנמל\u202c",
        "می\u200cخواهم",
        "क्\u200dष",
        "\U0001f468\u200d\U0001f469\u200d\U0001f467 aboard",
        "\U0001f3f4\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f won",
        "❤\ufe0f \u200bit sails",
    ],
)
def test_what_honest_texts_have_is_not_deceptive(text: str) -> None:
    assert not deceptive(text)


@given(st.binary(max_size=300))
def test_any_bytes_decode_and_can_be_stored(data: bytes) -> None:
    decode(data).text.encode("utf-8")
    assert "\0" not in decode(data).text


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"], exclude_characters="\0\ufeff"), min_size=40))
def test_utf_8_comes_back_to_the_letter(text: str) -> None:
    assert decode(codecs.BOM_UTF8 + text.encode()).text == text
