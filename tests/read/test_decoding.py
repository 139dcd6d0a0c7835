"""Bytes become text: the encoding is found, doubt is marked, and what is no text is refused."""

from __future__ import annotations

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.read.decoding import Decoded, decode, refuse_binary, storable
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
            Decoded("“It’s late”, she said", "mac_roman", ("encoding-guessed",)),
        ),
    ],
)
def test_the_encoding_is_found(data: bytes, decoded: Decoded) -> None:
    assert decode(data) == decoded


@pytest.mark.parametrize("encoding", ["cp1251", "koi8-r"])
def test_another_alphabet_is_guessed_and_marked(encoding: str) -> None:
    found = decode(RUSSIAN.encode(encoding))
    assert found.text == RUSSIAN
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
    ("data", "what"),
    [
        (b"%PDF-1.7\n", "a PDF document"),
        (b"PK\x03\x04rest", "a ZIP archive or an Office document"),
        (b"\x89PNG\r\n", "an image"),
        (b"\x1f\x8b\x08", "a gzip archive"),
        (b"<!DOCTYPE html><p>Hello", "a web page or a feed (HTML or XML)"),
        (b"  <?xml version='1.0'?><rss>", "a web page or a feed (HTML or XML)"),
        (b"{\\rtf1 Hello}", "an RTF document"),
        (bytes(range(32)) * 40, "no text"),
    ],
)
def test_what_is_no_text_is_refused_by_name(data: bytes, what: str) -> None:
    with pytest.raises(Unreadable, match="it is " + what.replace("(", r"\(").replace(")", r"\)")):
        refuse_binary(data)


@pytest.mark.parametrize("data", [b"a < b", b"", b"with a\0nul", b"\x0cpage", "wide".encode("utf-16")])
def test_text_is_not_refused(data: bytes) -> None:
    refuse_binary(data)


@given(st.binary(max_size=300))
def test_any_bytes_decode_and_can_be_stored(data: bytes) -> None:
    decode(data).text.encode("utf-8")
    assert "\0" not in decode(data).text


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"], exclude_characters="\0\ufeff"), min_size=40))
def test_utf_8_comes_back_to_the_letter(text: str) -> None:
    assert decode(codecs.BOM_UTF8 + text.encode()).text == text
