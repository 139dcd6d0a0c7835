"""Plain text is one report, to the letter."""

from __future__ import annotations

import io
from hashlib import sha256

from tests.read.formats.opened import offers, refusals

from onrecord.read.fields import Field, Offered
from onrecord.read.formats.text import read_text
from onrecord.read.source import Source


def test_a_text_is_one_report_to_the_letter() -> None:
    data = "The ferry\r\nsails.\n\n“Again,” he said. ".encode()
    (offer,) = offers(data, "folder/report v1.2.txt")
    assert offer.text == data.decode()
    assert (offer.name, offer.locator, offer.format) == ("report v1.2", "folder/report v1.2.txt", "text")
    assert offer.digest == sha256(data).hexdigest()


def test_what_the_container_says_of_it_is_kept() -> None:
    source = Source(
        "a.zip/b.txt",
        "b.txt",
        io.BytesIO(b"It sails."),
        given={"title": Field("name", "Ferry"), "name": Field("id", "x7")},
    )
    assert list(read_text(source)) == [
        Offered(
            locator="a.zip/b.txt",
            name="x7",
            text="It sails.",
            title=Field("name", "Ferry"),
            digest=sha256(b"It sails.").hexdigest(),
        )
    ]


def test_an_encoding_that_a_header_names_is_believed_where_the_bytes_bear_it_out() -> None:
    data = "Паром пошёл.".encode("koi8-r")
    (offer,) = read_text(Source("a", "a", io.BytesIO(data), encoding="KOI8-R"))
    assert (offer.text, offer.encoding, offer.flags) == ("Паром пошёл.", "koi8-r", ())
    (offer,) = read_text(Source("a", "a", io.BytesIO("Café".encode()), encoding="iso-8859-1"))
    assert (offer.text, offer.encoding) == ("Café", "utf-8")


def test_an_empty_text_says_so() -> None:
    assert [(one.reason, one.code) for one in refusals(" \n", "a.txt")] == [("it is empty", "empty")]
