"""The bytes of a page become text once: by its mark, as UTF-8 where they are that, by what protocol and page claim, or by a guess."""

from __future__ import annotations

import codecs

import pytest

from onrecord.read.web.encoding import decode_page

SAID = "Das Café in Łódź öffnet"


@pytest.mark.parametrize(
    ("data", "header", "text", "encoding"),
    [
        (codecs.BOM_UTF8 + "é".encode(), "iso-8859-1", "é", "utf-8"),
        (codecs.BOM_UTF16_LE + "é".encode("utf-16-le"), None, "é", "utf-16-le"),
        ("é".encode(), "windows-1252", "é", "utf-8"),
        ("“é”".encode("cp1252"), "iso-8859-1", "“é”", "cp1252"),
        ("é".encode("cp1252"), "utf-8", "é", "cp1252"),
        ("Москва".encode("cp1251"), "windows-1251", "Москва", "cp1251"),
        (b'<meta charset="koi8-r">' + "Москва".encode("koi8-r"), None, '<meta charset="koi8-r">Москва', "koi8-r"),
        (b"<meta charset=koi8-r>" + "Москва".encode("cp1251"), "cp1251", "<meta charset=koi8-r>Москва", "cp1251"),
        ("東京".encode("iso2022_jp"), "iso-2022-jp", "東京", "iso2022_jp"),
        ("東京".encode("euc_jp"), "euc-jp", "東京", "euc_jp"),
    ],
)
def test_a_page_is_decoded_by_what_is_surest(data: bytes, header: str | None, text: str, encoding: str) -> None:
    decoded = decode_page(data, header)
    assert (decoded.text, decoded.encoding) == (text, encoding)


@pytest.mark.parametrize(
    "claim", ["rot13", "base64", "utf-7", "unicode_escape", "idna", "x" * 500, "", "\x00", "nonsense"]
)
def test_a_claim_that_is_no_encoding_of_the_web_is_passed_over(claim: str) -> None:
    assert decode_page(b"plain words", claim).text == "plain words"


def test_what_no_store_can_hold_is_replaced() -> None:
    assert decode_page(b"one\x00two").text == "one\ufffdtwo"
