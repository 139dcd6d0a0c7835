"""A mail is read as its reader would see it: the page rather than the plain form, the documents it carries, the headers in words."""

from __future__ import annotations

import base64
import io
import quopri

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.read.formats.opened import refusals

from onrecord.model import Input
from onrecord.read.fields import Field, Offered
from onrecord.read.files import Unreadable
from onrecord.read.formats.mail import SIGNED, read_mail
from onrecord.read.formats.stating import sender
from onrecord.read.opening import Found, open_source
from onrecord.read.source import DEEPEST, Source

HEAD = """From: The Daily Bridge <news@bridge.example>
To: reader@kelmouth.example
Subject: Bridge stays open
Date: Mon, 05 Sep 2016 10:00:00 +0200
MIME-Version: 1.0
"""
PLAIN = "Content-Type: text/plain; charset=utf-8\n\nThe mayor said that the bridge would stay open.\n"
PAGE = "Content-Type: text/html; charset=utf-8\n\n<p>The mayor said that the bridge would <b>stay open</b>.</p>\n"
PDF = (
    'Content-Type: application/pdf\nContent-Disposition: attachment; filename="plan.pdf"\n'
    "Content-Transfer-Encoding: base64\n\nJVBERi0xLjQK\n"
)


def read(mail: str | bytes, name: str = "letter.eml", **options: object) -> list[Offered | Input | Source]:
    data = mail.encode() if isinstance(mail, str) else mail
    return list(read_mail(Source(name, name, io.BytesIO(data), offset=0, **options)))  # type: ignore[arg-type]


def multipart(kind: str, *parts: str, boundary: str = "cut", head: str = HEAD) -> str:
    inner = "".join(f"--{boundary}\n{part}\n" for part in parts)
    return f'{head}Content-Type: multipart/{kind}; boundary="{boundary}"\n\nThis is a mail in parts.\n{inner}--{boundary}--\n'


def text_of(thing: Offered | Input | Source) -> str:
    return thing.text if isinstance(thing, Offered) else thing.whole().decode() if isinstance(thing, Source) else ""


def test_a_plain_mail_says_what_it_is() -> None:
    (letter,) = read(HEAD + PLAIN)
    assert isinstance(letter, Offered)
    assert (letter.name, letter.locator, letter.format) == ("letter", "letter.eml", "mail")
    assert letter.text == "The mayor said that the bridge would stay open.\n"
    assert letter.title == Field("subject of the mail", "Bridge stays open")
    assert letter.outlet == Field("sender of the mail", "The Daily Bridge")
    assert letter.published == Field("date of the mail", "Mon, 05 Sep 2016 10:00:00 +0200")


def test_the_zone_in_words_is_left_out_of_the_date() -> None:
    (letter,) = read(HEAD.replace("+0200", "+0000 (UTC)") + PLAIN)
    assert isinstance(letter, Offered) and letter.published == Field(
        "date of the mail", "Mon, 05 Sep 2016 10:00:00 +0000"
    )


def test_a_mail_that_is_a_page_is_handed_on_as_one() -> None:
    (page,) = read(HEAD + PAGE)
    assert isinstance(page, Source)
    assert (page.locator, page.format, page.encoding) == ("letter.eml", "html", "utf-8")
    assert page.given["outlet"].value == "The Daily Bridge"


@pytest.mark.parametrize("forms", [(PLAIN, PAGE), (PAGE, PLAIN)])
def test_of_two_forms_of_a_text_the_page_is_read(forms: tuple[str, str]) -> None:
    (page,) = read(multipart("alternative", *forms))
    assert "<b>stay open</b>" in text_of(page)


def test_an_empty_page_gives_way_to_the_plain_form() -> None:
    (letter,) = read(multipart("alternative", PLAIN, "Content-Type: text/html\n\n  \n"))
    assert isinstance(letter, Offered) and "stay open" in letter.text


def test_a_page_with_its_pictures_is_one_report() -> None:
    picture = "Content-Type: image/png\nContent-ID: <a>\nContent-Transfer-Encoding: base64\n\niVBORw0KGgo=\n"
    (page,) = read(multipart("related", PAGE, picture))
    assert "<b>stay open</b>" in text_of(page)


def test_the_documents_of_a_mail_are_read_on_their_own() -> None:
    inner = "Content-Type: message/rfc822\n\nSubject: forwarded\n\nThe older letter.\n"
    letter, plan, older = read(multipart("mixed", PLAIN, PDF, inner))
    assert isinstance(plan, Source) and isinstance(older, Source)
    assert (plan.locator, plan.whole()) == ("letter.eml/plan.pdf", b"%PDF-1.4\n")
    assert (older.locator, older.format) == ("letter.eml/attachment-2", "mail")
    assert not {"title", "outlet", "published"} & set(older.given)


@pytest.mark.parametrize(
    ("named", "kept"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\\\temp\\\\plan.pdf", "plan.pdf"),
        ("=?utf-8?q?caf=C3=A9.pdf?=", "café.pdf"),
        ("..", "attachment-1"),
        ("", "attachment-1"),
    ],
)
def test_the_name_of_an_attached_file_has_no_folder(named: str, kept: str) -> None:
    _, plan = read(multipart("mixed", PLAIN, PDF.replace("plan.pdf", named)))
    assert isinstance(plan, Source) and plan.locator == f"letter.eml/{kept}"


def test_two_files_of_one_name_have_two_locators() -> None:
    _, *plans = read(multipart("mixed", PLAIN, PDF, PDF))
    assert [plan.locator for plan in plans] == ["letter.eml/plan.pdf", "letter.eml/2-plan.pdf"]


def test_pieces_of_a_text_around_a_picture_are_one_text() -> None:
    picture = "Content-Type: image/png\n\nx\n"
    (letter,) = read(multipart("mixed", PLAIN, picture, PLAIN.replace("mayor", "minister")))
    assert isinstance(letter, Offered)
    assert [line for line in letter.text.split("\n") if line] == [
        "The mayor said that the bridge would stay open.",
        "The minister said that the bridge would stay open.",
    ]


def test_pages_and_plain_pieces_are_put_together_as_a_page() -> None:
    (page,) = read(multipart("mixed", PAGE, PLAIN.replace("mayor", "<minister>")))
    assert "<b>stay open</b>" in text_of(page) and "&lt;minister&gt;" in text_of(page)


@pytest.mark.parametrize(
    ("header", "words"),
    [
        ("Bridge stays open", "Bridge stays open"),
        ("=?utf-8?q?Br=C3=BCcke_bleibt_offen?=", "Brücke bleibt offen"),
        ("=?utf-8?b?QnLDvGNrZSA=?= =?utf-8?b?YmxlaWJ0IG9mZmVu?=", "Brücke bleibt offen"),
        ("=?iso-8859-1?q?Caf=E9?= stays open", "Café stays open"),
        ("Bridge\n stays\n\topen", "Bridge stays open"),
        ("=?utf-8?b?not base64!?=", "=?utf-8?b?not base64!?="),
        ("=?nonsense?q?Bridge?=", "Bridge"),
        ("Café in raw bytes", "Café in raw bytes"),
        ("=?utf-8?q?Caf=C3=A9?= in été", "Café in été"),
        ("=?utf-8?q?a=00b=0D=0ABcc:_x?=", "a\ufffdb Bcc: x"),
    ],
)
def test_a_header_is_given_in_words(header: str, words: str) -> None:
    (letter,) = read(HEAD.replace("Bridge stays open", header) + PLAIN)
    assert isinstance(letter, Offered) and letter.title and letter.title.value == words


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("The Daily Bridge <news@bridge.example>", "The Daily Bridge"),
        ('"The Daily Bridge" <news@bridge.example>', "The Daily Bridge"),
        ("news@bridge.example (The Daily Bridge)", "The Daily Bridge"),
        ("news@bridge.example", ""),
        ("<news@bridge.example>", ""),
        ('"news@bridge.example" <news@bridge.example>', ""),
        ("(" * 50_000, ""),
        ("", ""),
    ],
)
def test_a_sender_is_named_without_the_address(written: str, name: str) -> None:
    assert sender(written) == name


@pytest.mark.parametrize("encoding", ["utf-8", "iso-8859-1", "windows-1252", "koi8-r", "utf-16"])
@pytest.mark.parametrize("transfer", ["8bit", "quoted-printable", "base64"])
def test_a_text_is_decoded(encoding: str, transfer: str) -> None:
    words = "Мост открыт." if encoding == "koi8-r" else "The café stays open."
    body = words.encode(encoding)
    if transfer != "8bit":
        body = quopri.encodestring(body) if transfer == "quoted-printable" else base64.encodebytes(body)
    head = f"{HEAD}Content-Type: text/plain; charset={encoding}\nContent-Transfer-Encoding: {transfer}\n\n"
    (letter,) = read(head.encode() + body)
    assert text_of(letter).strip() == words


@pytest.mark.parametrize(
    ("transfer", "body", "text"),
    [
        ("base64", "VGhlIGJyaWRnZSBzdGF5cyBvcGVu", "The bridge stays open"),
        ("base64", "VGhl!IGJy\n aWRn\tZSBzdGF5cyBvcGVuZ", "The bridge stays open"),
        ("base64", "VGhlIGJyaWRnZQ==\nIHN0YXlzIG9wZW4=", "The bridge stays open"),
        ("quoted-printable", "The bridge=\nstays=20open=2", "The bridgestays open=2"),
        ("quoted-printable", "The bridge =ZZ stays open", "The bridge =ZZ stays open"),
        ("x-uuencode", "begin 644 a.txt\n0=&AE(&)R:61G92!S=&%Y<P  \n`\nend\n", "the bridge stays"),
        ("uuencode", "The bridge stays open\nat the end", "The bridge stays open\nat the end"),
        ("nonsense", "The bridge stays open", "The bridge stays open"),
    ],
)
def test_a_damaged_body_is_decoded_as_far_as_it_goes(transfer: str, body: str, text: str) -> None:
    (letter,) = read(f"{HEAD}Content-Type: text/plain\nContent-Transfer-Encoding: {transfer}\n\n{body}")
    assert text_of(letter) == text


def test_lines_that_were_broken_for_sending_are_joined() -> None:
    head = HEAD + "Content-Type: text/plain; charset=utf-8; format=flowed\n\n"
    (letter,) = read(
        head + "The mayor said \nthat the bridge \nwould stay open.\n\nNobody objected.\n-- \nThe Daily Bridge\n"
    )
    assert (
        text_of(letter)
        == "The mayor said that the bridge would stay open.\n\nNobody objected.\n-- \nThe Daily Bridge\n"
    )


def test_lines_of_a_quotation_are_joined_without_their_signs() -> None:
    head = HEAD + "Content-Type: text/plain; charset=utf-8; format=flowed\n\n"
    (letter,) = read(head + "He wrote: \n> It would \n> stay open.\n>> Would \n>> it?\nIt did.\n")
    assert text_of(letter) == "He wrote: \n> It would stay open.\n>> Would it?\nIt did.\n"


def test_other_lines_are_left_alone() -> None:
    (letter,) = read(HEAD + "Content-Type: text/plain\n\nThe mayor said \nthat it would stay open.\n")
    assert text_of(letter) == "The mayor said \nthat it would stay open.\n"


@pytest.mark.parametrize("kind", ["text/plain", "application/x-nothing-said"])
def test_a_page_is_a_page_whatever_the_mail_calls_it(kind: str) -> None:
    head = HEAD if kind.startswith("application") else f"{HEAD}Content-Type: {kind}\n"
    (page,) = read(f"{head}\n<!DOCTYPE html><html><p>It stays open.</p></html>")
    assert isinstance(page, Source) and page.format == "html"


def test_the_marks_of_an_enriched_text_are_no_words() -> None:
    (letter,) = read(f"{HEAD}Content-Type: text/enriched\n\n<color><param>red</param>It</color> stays <<open>, 3 << 4.")
    assert text_of(letter) == "It stays <open>, 3 < 4."


def test_a_mail_with_the_line_ends_of_the_first_macintosh_is_read() -> None:
    (letter,) = read((HEAD + PLAIN).replace("\n", "\r"))
    assert text_of(letter) == "The mayor said that the bridge would stay open.\n"


@pytest.mark.parametrize("extra", ["text/x-amp-html", "text/watch-html"])
def test_a_form_for_one_program_only_is_no_report_of_its_own(extra: str) -> None:
    (page,) = read(
        multipart("alternative", PLAIN, f"Content-Type: {extra}\n\n<html><p>It stays open.</p></html>", PAGE)
    )
    assert "<b>stay open</b>" in text_of(page)


def test_a_page_without_a_word_gives_way_to_the_plain_form() -> None:
    (letter,) = read(
        multipart("alternative", PLAIN, "Content-Type: text/html\n\n<html><body> <img src=x></body></html>")
    )
    assert text_of(letter).strip() == "The mayor said that the bridge would stay open."


# Damaged and hostile mails


def test_a_mail_that_names_another_boundary_than_it_has_is_read() -> None:
    (page,) = read(multipart("alternative", PLAIN, PAGE).replace('boundary="cut"', 'boundary="other"'))
    assert "<b>stay open</b>" in text_of(page)


@pytest.mark.parametrize("body", ["VGhlIGJyaWRnZSBzdGF5cyBvcGVuZ", "VGhlIGJy!aWRnZQ=="])
def test_a_mail_that_lost_a_letter_of_its_base64_is_partial(body: str) -> None:
    (letter,) = read(f"{HEAD}Content-Type: text/plain\nContent-Transfer-Encoding: base64\n\n{body}")
    assert isinstance(letter, Offered) and letter.flags == ("partial",)


def test_a_mail_packed_into_its_signature_is_refused_with_what_to_do() -> None:
    (refused,) = read(f"{HEAD}Content-Type: application/pkcs7-mime; smime-type=signed-data\n\nMIAG")
    assert isinstance(refused, Input) and (refused.code, refused.reason) == ("unsupported", SIGNED)


def test_a_parcel_of_outlook_is_refused_by_name() -> None:
    parcel = base64.b64encode(b"\x78\x9f\x3e\x22words of it").decode()
    part = f"Content-Type: application/ms-tnef; name=winmail.dat\nContent-Transfer-Encoding: base64\n\n{parcel}"
    assert [one.code for one in refusals(multipart("mixed", part), "letter.eml")] == ["unsupported"]


def test_a_mail_that_breaks_off_is_partial() -> None:
    (letter,) = read(multipart("mixed", PLAIN)[:-20])
    assert isinstance(letter, Offered) and letter.flags == ("partial",)
    assert letter.text == "The mayor said that the bridge would "


def test_a_boundary_that_the_header_does_not_tell_is_found() -> None:
    (page,) = read(multipart("alternative", PLAIN, PAGE).replace('; boundary="cut"', ""))
    assert "<b>stay open</b>" in text_of(page)


def test_a_mail_without_its_boundaries_is_read_as_it_stands() -> None:
    (letter,) = read(f'{HEAD}Content-Type: multipart/mixed; boundary="cut"\n\nThe bridge stays open.\n')
    assert isinstance(letter, Offered) and letter.text == "The bridge stays open.\n"


@pytest.mark.parametrize(
    "mail",
    [
        f"{HEAD}Content-Type: application/pkcs7-mime; smime-type=enveloped-data\n\nMIAG",
        multipart(
            "encrypted",
            "Content-Type: application/pgp-encrypted\n\nVersion: 1",
            "Content-Type: application/octet-stream\n\nx",
        ),
        f"{HEAD}Content-Type: text/plain\n\n-----BEGIN PGP MESSAGE-----\n\nhQEM\n",
    ],
)
def test_an_encrypted_mail_is_refused(mail: str) -> None:
    (refused,) = read(mail)
    assert isinstance(refused, Input) and refused.code == "encrypted"


def test_a_signed_mail_is_read_without_its_signature() -> None:
    (letter,) = read(
        multipart(
            "signed",
            PLAIN,
            "Content-Type: application/pgp-signature; name=signature.asc\n\n-----BEGIN PGP SIGNATURE-----\n",
        )
    )
    assert text_of(letter).strip() == "The mayor said that the bridge would stay open."


@pytest.mark.parametrize(
    "mail", [HEAD, HEAD + "Content-Type: text/plain\n\n \n", HEAD + "Content-Type: image/png\n\nx"]
)
def test_a_mail_without_words_is_refused(mail: str) -> None:
    with pytest.raises(Unreadable, match="no words") as refused:
        read(mail)
    assert refused.value.code == "no-words"


HOSTILE = {
    "parts": multipart("mixed", *[PLAIN] * 20_000),
    "nested parts": HEAD
    + "".join(f'Content-Type: multipart/mixed; boundary="b{n}"\n\n--b{n}\n' for n in range(20_000))
    + PLAIN,
    "headers": "".join(f"X-{number}: y\n" for number in range(50_000)) + HEAD + PLAIN,
    "a long header": HEAD.replace("Bridge stays open", "=?utf-8?q?" * 50_000) + PLAIN,
    "a sender in brackets": HEAD.replace("The Daily Bridge", "(" * 50_000) + PLAIN,
    "parameters": HEAD + "Content-Type: text/plain" + "; a*0=b" * 20_000 + "\n\nThe bridge would stay open.",
    "boundaries": HEAD
    + 'Content-Type: multipart/mixed; boundary="-"\n\n'
    + "-" * 200_000
    + "\nThe bridge would stay open.",
    "a header that goes on": HEAD + "X: y\n" + " z\n" * 50_000 + PLAIN,
}


@pytest.mark.parametrize("kind", sorted(HOSTILE))
def test_a_hostile_mail_is_read_as_far_as_it_goes(kind: str) -> None:
    assert "would stay open" in text_of(read(HOSTILE[kind])[0])


def test_mails_in_mails_are_read_so_deep_and_no_deeper() -> None:
    mail = HEAD + PLAIN
    for _ in range(DEEPEST + 2):
        mail = multipart("mixed", PLAIN, f"Content-Type: message/rfc822\n\n{mail}", boundary=f"b{len(mail)}")
    found = [
        event.what
        for event in open_source(Source("a.eml", "a.eml", io.BytesIO(mail.encode())))
        if isinstance(event, Found)
    ]
    letters, refused = found[:-1], found[-1]
    assert len(letters) == DEEPEST + 1 and all(isinstance(letter, Offered) for letter in letters)
    assert isinstance(refused, Input) and refused.code == "too-deep"


@given(st.text(alphabet='-cut\n:;= "Content-Type: multipart/mixed boundary text/plain', max_size=300))
def test_no_mail_fails_in_another_way_than_with_a_reason(rest: str) -> None:
    for mail in (rest, HEAD + rest, multipart("mixed", PLAIN, rest)):
        try:
            read(mail)
        except Unreadable as refused:
            assert refused.code == "no-words"


# Pages saved as mails, and mailboxes


SAVED = multipart(
    "related",
    "Content-Type: text/html\nContent-Location: https://bridge.example/1\nContent-Transfer-Encoding: quoted-printable\n\n"
    '<html><head><meta charset=3D"utf-8"></head><p>The caf=C3=A9 stays open.</p></html>',
    "Content-Type: text/html\nContent-Location: https://adverts.example/frame\n\n<p>Buy bread!</p>",
    "Content-Type: text/css\n\np {color: red}",
    head="From: <Saved by Blink>\nSnapshot-Content-Location: https://bridge.example/1\nSubject: Bridge stays open\n"
    "Date: Thu, 01 Jan 2026 10:00:00 +0000\nMIME-Version: 1.0\n",
)


def test_a_page_that_was_saved_as_a_mail_is_that_page() -> None:
    (page,) = read(SAVED, name="saved.mhtml")
    assert isinstance(page, Source) and "café" in text_of(page)
    assert page.given == {"url": Field("address it was saved from", "https://bridge.example/1")}


def test_a_saved_page_of_an_older_browser_is_known_by_its_parts() -> None:
    older = SAVED.replace("Snapshot-Content-Location: https://bridge.example/1\n", "").replace(
        "Blink", "Windows Internet Explorer 8"
    )
    (page,) = read(older)
    assert isinstance(page, Source) and set(page.given) == {"url"}


def test_a_saved_page_in_one_piece_is_not_dated_by_the_day_of_saving() -> None:
    alone = (
        "From: <Saved by Microsoft Internet Explorer 11>\nSubject: Bridge stays open\nDate: Thu, 01 Jan 2026 10:00:00 +0000\n"
        "MIME-Version: 1.0\nContent-Type: text/html\nContent-Location: https://bridge.example/1\n\n<p>The bridge stays open.</p>"
    )
    for saved in (alone, alone.replace("<Saved by Microsoft Internet Explorer 11>", "")):
        (page,) = read(saved, name="saved.mht")
        assert isinstance(page, Source) and set(page.given) == {"url"}


def test_a_page_that_was_saved_from_a_disk_is_no_mail_either() -> None:
    (page,) = read(SAVED.replace("https://bridge.example/1", "file:///C:/bridge.html"), name="saved.mhtml")
    assert isinstance(page, Source) and "café" in text_of(page) and page.given == {}


MAILBOX = "".join(
    f"From news@bridge.example Mon Sep  5 10:00:0{number} 2016\n{HEAD}{PLAIN}>From the start it was clear. Number {number}.\n\n"
    for number in range(3)
)


def test_a_mailbox_holds_its_mails() -> None:
    mails = read(MAILBOX, name="all.mbox")
    assert [(mail.locator, mail.name, mail.format) for mail in mails if isinstance(mail, Source)] == [
        ("all.mbox:1", "all-1", "mail"),
        ("all.mbox:2", "all-2", "mail"),
        ("all.mbox:3", "all-3", "mail"),
    ]
    assert [MAILBOX[mail.offset :].startswith("From news") for mail in mails] == [True] * 3  # type: ignore[misc]
    assert "\nFrom the start it was clear. Number 1." in text_of(mails[1])


def test_a_line_that_begins_with_from_within_a_paragraph_begins_no_mail() -> None:
    assert len(read(MAILBOX.replace(">From the start", "and\nFrom the start"), name="all.mbox")) == 3


def test_a_mailbox_is_read_to_its_reports() -> None:
    source = Source("all.mbox", "all.mbox", io.BytesIO(MAILBOX.encode()), offset=0)
    found = [event.what for event in open_source(source) if isinstance(event, Found)]
    assert [one.name for one in found if isinstance(one, Offered)] == ["all-1", "all-2", "all-3"]
