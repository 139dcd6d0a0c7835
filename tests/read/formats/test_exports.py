"""What a news database exports as text is taken apart: each document a report, its labels fields, never words of the report."""

from __future__ import annotations

import io
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.read.formats.opened import offers
from tests.timing import grows_at_most

from onrecord.read.fields import Offered
from onrecord.read.formats.exports import divided
from onrecord.read.reports import make_report

BODY = """The harbour board voted on Monday to close the north pier for two years, its chairwoman, Anna Able, said on the quay.

Fishermen said that the closure would cost them a third of what they earn. “Nobody asked us,” said Bob Baker.

The board meets again in April."""


def lexis(number: int, of: int, outlet: str, day: str, headline: str) -> str:
    return (
        f"\n                    {number} of {of} DOCUMENTS\n\n\n                    {outlet}\n\n                  {day}\n"
        f"                    Late Edition\n\n{headline}\n\nBYLINE: By DORA DREW\n\nSECTION: Section A; Pg. 1\n\nLENGTH: 342 words\n\n"
        f"{BODY}\n\nLOAD-DATE: March 9, 2024\n\nLANGUAGE: ENGLISH\n\nGRAPHIC: PHOTO: The north pier on Sunday.\n\n"
        f"                    Copyright 2024 {outlet} Company\n\n\n"
    )


NEXIS = f"""Board votes to close north pier
The Example Gazette (Port Example)
March 5, 2024 Tuesday 10:12 AM GMT

Copyright 2024 The Example Gazette Ltd All Rights Reserved

Section: NEWS; Pg. 7
Length: 342 words
Byline: Dora Drew
Highlight: The board says that the pier is no longer safe.

Body

{BODY}

Graphic

The north pier on Sunday, as it was seen from the old crane above the harbour by our photographer; Carla Cook

Load-Date: March 6, 2024

End of Document
"""

FACTIVA = f"""Board votes to close north pier

By Dora Drew
342 words
5 March 2024
The Example Gazette
EXGAZ
7
English
Copyright 2024. The Example Gazette. All rights reserved.

{BODY}

The Example Gazette Ltd.

Document EXGA000020240305ek350002x
"""

CODED = f"""SE  NEWS
HD  Board votes to close north pier
BY  Dora Drew
WC  342 words
PD  5 March 2024
SN  The Example Gazette (Port Example)
LA  English
CY  Copyright 2024 The Example Gazette

LP
{BODY}

NS  gports : Ports
AN  Document EXGA000020240305ek350002x
"""

PROQUEST = f"""____________________________________________________________

Report Information from ProQuest
10 March 2024
____________________________________________________________

Document 1 of 1

Board votes to close north pier

Author: Dora Drew

Publication info: The Example Gazette ; Port Example [Port Example]. 05 Mar 2024: A.7.

Full text: {BODY}

Subject: Harbours

Title: Board votes to close north pier

Publication title: The Example Gazette; Port Example

Publication date: Mar 5, 2024

ProQuest document ID: 123456789
"""

NEWSBANK = f"""Board votes to close north pier
The Example Gazette (Port Example, EX) - March 5, 2024
Author/Byline: Dora Drew
Edition: Main
Section: News
Page: A7

{BODY}

Caption: The north pier on Sunday.
Record: 20240305-EXG
"""

LABELLED = f"""Title: Board votes to close north pier
Source: The Example Gazette
Date: 2024-03-05
Author: Dora Drew

{BODY}
"""


def body_of(offer: Offered) -> str:
    report = make_report(offer)
    return "\n\n".join(block.span.text(report) for block in report.blocks if block.kind == "body")


OLDER = f"""                 Copyright 1998 The Example Gazette Company
                          The Example Gazette

                 March 5, 2024, Tuesday, Late Edition - Final

SECTION: Section A; Page 1

LENGTH: 342 words

HEADLINE: Board votes to
close north pier

BYLINE:  By DORA DREW

DATELINE: PORT EXAMPLE, March 4

BODY:
{BODY}

LOAD-DATE: March 5, 2024
"""

COVER = f"""User Name: Carla Cook
Date and Time: Sunday, March 10, 2024 9:12:00 AM CET
Job Number: 123456789

Documents (1)

1. Board votes to close north pier
Client/Matter: -None-
Search Terms: pier

{NEXIS}"""

RULED = PROQUEST.replace("Document 1 of 1\n\n", "") + "_" * 60 + "\n\nDatabase copyright ProQuest LLC\n"

EXPORTS = {
    "LexisNexis of old": lexis(1, 1, "The Example Gazette", "March 5, 2024 Tuesday", "Board votes to close north pier"),
    "LexisNexis of the last century": OLDER,
    "Nexis Uni": NEXIS,
    "Nexis Uni with a cover": COVER,
    "Factiva": FACTIVA,
    "Factiva with codes": CODED,
    "ProQuest": PROQUEST,
    "ProQuest with rules": RULED,
    "NewsBank": NEWSBANK,
    "labels": LABELLED,
}


@pytest.mark.parametrize("export", EXPORTS.values(), ids=EXPORTS)
def test_the_labels_of_a_news_database_are_fields_and_never_words_of_the_report(export: str) -> None:
    (offer,) = offers(export, "export.txt")
    report = make_report(offer)
    said = [stated and stated.value for stated in (report.title, report.outlet, report.published, report.byline)]
    said[3] = said[3] and said[3].title()
    assert said == ["Board votes to close north pier", "The Example Gazette", "2024-03-05", "Dora Drew"]
    assert body_of(offer) == BODY
    headline = " ".join(
        " ".join(block.span.text(report).split()) for block in report.blocks if block.kind == "headline"
    )
    assert headline.rpartition(": ")[2].removeprefix("HD ") == "Board votes to close north pier"


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_each_document_of_an_export_is_a_report_at_its_own_byte(end: str) -> None:
    days = [("The Example Gazette", "March 5, 2024 Tuesday"), ("Evening Sample", "March 6, 2024 Wednesday")]
    parts = [lexis(number, 2, *day, f"Böard votes {number} times") for number, day in enumerate(days, start=1)]
    data = "".join(parts).replace("\n", end).encode()
    found = offers(data, "export.txt")
    assert "".join(one.text for one in found).encode() == data
    assert [(one.locator, one.name) for one in found] == [("export.txt:1", "export-1"), ("export.txt:2", "export-2")]
    assert [data[one.offset :].lstrip()[:6] for one in found] == [b"1 of 2", b"2 of 2"]
    assert [one.title and one.title.value for one in found] == ["Böard votes 1 times", "Böard votes 2 times"]
    assert [one.outlet and one.outlet.value for one in found] == ["The Example Gazette", "Evening Sample"]


@pytest.mark.parametrize(("export", "titles"), [(NEXIS, 3), (FACTIVA, 3)])
def test_documents_that_are_not_numbered_are_told_apart_by_their_ends(export: str, titles: int) -> None:
    found = offers(export * titles, "export.txt")
    assert [one.title and one.title.value for one in found] == ["Board votes to close north pier"] * titles
    assert [body_of(one) for one in found] == [BODY] * titles


def test_the_same_export_in_a_word_document_is_taken_apart_as_well() -> None:
    paragraphs = "".join(f"<w:p><w:r><w:t>{line}</w:t></w:r></w:p>" for line in (NEXIS + NEXIS).split("\n"))
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", f"<w:document><w:body>{paragraphs}</w:body></w:document>")
    found = offers(packed.getvalue(), "export.docx")
    assert [(one.name, body_of(one)) for one in found] == [("export-1", BODY), ("export-2", BODY)]
    assert [one.outlet and one.outlet.value for one in found] == ["The Example Gazette"] * 2


@pytest.mark.parametrize(
    "text",
    [
        f"Archive gives up 3 of 20 documents\n\nBy Dora Drew\n\n{BODY}\n\n3 of 20 documents\n\n{BODY}",
        f"Board votes to close north pier\n\n{BODY}\n\nLength: the pier is 342 metres long.\n\nSection: the part by the crane.",
        f"{BODY}\n\nTitle: The Pier\n\nAuthor: Ann Roe\n\nPublisher: Example Books\n\nPages: 120",
        f"{BODY}\n\n{LABELLED}",
        f"Minister knows of nothing\n\nDocument 12 of 20 was missing, the inquiry heard.\n\n2 of 20 DOCUMENTS\n\n{BODY}\n\n"
        "Source: The Example Agency\n\nSection: Politics\n\nThe chair of the inquiry said that she would find them.",
        "Three papers\n\n"
        + "\n".join(
            f"Document {number} of 3\nTitle: a letter\nAuthor: Ann Roe\nIt says much.\n" for number in (1, 2, 3)
        ),
    ],
)
def test_a_report_that_only_writes_like_a_news_database_stays_as_it_is(text: str) -> None:
    (offer,) = offers(text, "report.txt")
    assert (offer.text, offer.marks, offer.title) == (text, (), None)


def test_a_label_inside_the_text_of_an_export_costs_no_word_of_it() -> None:
    long = BODY.replace(
        "The board meets",
        "Length: the pier is 342 metres long.\n\nEdition: it is the third.\n\nThe board, she said, meets",
    )
    long += " It will then decide, she said, how the work is to be paid for and who is to do it."
    (offer,) = offers(NEXIS.replace(BODY, long), "export.txt")
    assert body_of(offer) == long


def test_a_label_inside_the_text_of_an_export_names_nothing() -> None:
    said = BODY.replace(
        "The board meets",
        "Title: she has none.\n\nSource: a friend.\n\nURL: http://a.example\n\nThe board, she said, meets",
    )
    said += " It will then decide, she said, how the work is to be paid for and who is to do it."
    (offer,) = offers(NEXIS.replace(BODY, said), "export.txt")
    named = [field and field.value for field in (offer.title, offer.outlet, offer.url)]
    assert named == ["Board votes to close north pier", "The Example Gazette", None]


def test_a_line_over_the_day_is_no_outlet_where_nothing_else_is_of_a_database() -> None:
    head = (
        "Board votes to close north pier\nFishermen fear for their trade\n5 March 2024\nBy Dora Drew\nLength: 342 words"
    )
    (offer,) = offers(f"{head}\n\n{BODY}", "report.txt")
    assert (offer.published and offer.published.value, offer.outlet) == ("5 March 2024", None)


def test_words_that_go_on_behind_the_name_of_the_writer_are_no_name() -> None:
    text = LABELLED.replace("Author: Dora Drew\n", f"Author: Dora Drew\n{' '.join(BODY.split())}\n")
    (offer,) = offers(text, "report.txt")
    assert offer.byline is None


LINES = [line for export in EXPORTS.values() for line in export.split("\n") if len(line) < 60]


@given(st.lists(st.sampled_from([*LINES, "", "", BODY, "2 of 2 DOCUMENTS"]), max_size=40))
def test_no_word_of_an_export_is_lost_whatever_its_lines(written: list[str]) -> None:
    text = "\n".join(written)
    found = list(divided(Offered(locator="a.txt", name="a", text=text), text.encode()))
    assert "".join(one.text for one in found).split() == text.split()
    for one in found:
        places = [place for mark in one.marks for place in (mark.start, mark.end)]
        assert places == sorted(places) and places[-1:] <= [len(one.text)]


@pytest.mark.parametrize(
    "line",
    [
        "Title: x\n",
        "Title: x\n\nBody\n\n",
        "1 of 1 DOCUMENTS\n\n",
        "Length: 3 words\n\nEnd of Document\n",
        "Full text: x\n",
    ],
)
def test_twice_as_many_labels_take_twice_as_long(line: str) -> None:
    def work(times: int) -> None:
        list(divided(Offered(locator="a", name="a", text=line * times)))

    assert grows_at_most(2.6, lambda: work(3_000), lambda: work(6_000))
