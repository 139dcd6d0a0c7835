"""Documents are read in the order that people read them: paragraphs whole, running heads apart, nothing run and nothing followed."""

from __future__ import annotations

import io
import re
import sys
import zipfile
from collections.abc import Mapping
from xml.sax.saxutils import escape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.read.fields import Field, Offered
from onrecord.read.files import Unreadable
from onrecord.read.formats import package, pdf_pages
from onrecord.read.formats.documents import read_docx, read_pdf
from onrecord.read.formats.pdf_pages import PdfLine, paragraphs_of
from onrecord.read.source import Source

Placed = tuple[int, int, str]  # points from the left, points from below, words


def pdf_of(*pages: list[Placed], about: str = "", size: int = 10) -> bytes:
    """Make a PDF whose pages hold these lines, in one font."""
    objects = [b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>"]
    parent = 2 + 2 * len(pages)
    for lines in pages:
        drawn = (
            b"BT /F1 %d Tf " % size
            + b" ".join(b"1 0 0 1 %d %d Tm (%s) Tj" % (x, y, _escaped(words)) for x, y, words in lines)
            + b" ET"
        )
        objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(drawn), drawn))
        fonts = b"/MediaBox [0 0 595 842] /Resources << /Font << /F1 1 0 R >> >>"
        objects.append(b"<< /Type /Page /Parent %d 0 R /Contents %d 0 R %s >>" % (parent, len(objects), fonts))
    kids = b" ".join(b"%d 0 R" % (3 + 2 * number) for number in range(len(pages)))
    objects.append(b"<< /Type /Pages /Count %d /Kids [%s] >>" % (len(pages), kids))
    objects.append(b"<< /Type /Catalog /Pages %d 0 R >>" % parent)
    objects.append(b"<< %s >>" % about.encode())
    written, places = b"%PDF-1.4\n", []
    for number, one in enumerate(objects, start=1):
        places.append(len(written))
        written += b"%d 0 obj\n%s\nendobj\n" % (number, one)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    trailer = b"trailer << /Size %d /Root %d 0 R /Info %d 0 R >>" % (len(objects) + 1, len(objects) - 1, len(objects))
    return written + b"xref\n0 %d\n0000000000 65535 f \n%s%s\nstartxref\n%d\n%%%%EOF\n" % (
        len(objects) + 1,
        table,
        trailer,
        len(written),
    )


def _escaped(words: str) -> bytes:
    return words.encode("cp1252").replace(b"\\", b"\\\\").replace(b"(", b"\\(").replace(b")", b"\\)")


def lines(*words: str, left: int = 72, top: int = 740, leading: int = 12) -> list[Placed]:
    """Set lines below each other; an empty one leaves a gap."""
    return [(left, top - leading * number, one) for number, one in enumerate(words) if one]


def read(data: bytes, name: str = "plan.pdf", **options: object) -> Offered:
    source = Source(name, name, io.BytesIO(data), **options)  # type: ignore[arg-type]
    (document,) = (read_pdf if name.endswith("pdf") else read_docx)(source)
    return document


def paragraphs(data: bytes, name: str = "plan.pdf") -> list[str]:
    return read(data, name).text.split("\n\n")


FIRST = (
    "The mayor said on Monday that the old harbour bridge",
    "would stay open for a year, and that the city council",
    "had agreed to pay for it.",
)
SECOND = ("Her opponents on the council were not impressed, and", "asked for the figures.")


def test_lines_are_joined_to_paragraphs() -> None:
    assert paragraphs(pdf_of(lines(*FIRST, "", *SECOND))) == [" ".join(FIRST), " ".join(SECOND)]


def test_a_paragraph_ends_with_a_short_line_too() -> None:
    assert paragraphs(pdf_of(lines(*FIRST, *SECOND))) == [" ".join(FIRST), " ".join(SECOND)]


def test_a_name_below_a_headline_stands_alone() -> None:
    assert paragraphs(pdf_of(lines("By Ann Writer", *FIRST))) == ["By Ann Writer", " ".join(FIRST)]


def test_a_paragraph_that_is_indented_begins_there() -> None:
    full = "had agreed to pay for it, as everybody had expected it."
    indented = [(72, 740, FIRST[0]), (72, 728, FIRST[1]), (72, 716, full), (90, 704, SECOND[0]), (72, 692, SECOND[1])]
    assert paragraphs(pdf_of(indented)) == [f"{FIRST[0]} {FIRST[1]} {full}", " ".join(SECOND)]


def test_a_paragraph_goes_on_in_the_next_column_and_on_the_next_page() -> None:
    first = pdf_of(lines(*FIRST[:2]) + lines(FIRST[2], "", *SECOND[:1], left=340), lines(SECOND[1]))
    assert paragraphs(first) == [" ".join(FIRST), " ".join(SECOND)]


COLUMNS = (
    ("The mayor said that the", "bridge would stay open and", "that the city had the", "money for all of it."),
    ("The council objected to", "that on the same evening", "and asked for a vote in", "the next week, it said."),
)
READ = [" ".join(column) for column in COLUMNS]


def test_columns_that_were_drawn_row_by_row_are_read_one_after_the_other() -> None:
    left, right = lines(*COLUMNS[0]), lines(*COLUMNS[1], left=320)
    by_row = [line for row in zip(left, right, strict=True) for line in row]
    title = lines("What the mayor of the town of Bridge said, and what was objected to it", top=780)
    assert paragraphs(pdf_of(title + by_row)) == [title[0][2], *READ]
    longer = lines("She would not say when,", "and left.", top=692)
    assert paragraphs(pdf_of(by_row + longer)) == [READ[0], "She would not say when, and left.", READ[1]]


def test_a_table_is_read_row_by_row() -> None:
    rows = [("Bridge", "1911"), ("Tunnel", "1954"), ("Ferry", "1870"), ("Pier", "1890"), ("Crane", "1923")]
    drawn = [
        line
        for number, row in enumerate(rows)
        for line in ((72, 740 - 12 * number, row[0]), (320, 740 - 12 * number, row[1]))
    ]
    words = " ".join(paragraphs(pdf_of(drawn))).split()
    assert words == [word for row in rows for word in row]


@pytest.mark.parametrize(
    "rows",
    [
        [
            ("ANN ROE:", "We close the bridge today, and that is that."),
            ("BO DOE:", "Who told you that the steel is rotten?"),
            ("ANN ROE:", "The engineer did, in a letter of last week."),
            ("BO DOE:", "Can we see that letter at some time?"),
        ],
        [
            ("The old bridge", "closed until next spring"),
            ("The north pier", "open on working days"),
            ("The south pier", "closed for two weeks"),
            ("The town lock", "opens on Monday morning"),
        ],
    ],
    ids=["speakers", "places"],
)
def test_what_stands_beside_a_name_is_read_with_it(rows: list[tuple[str, str]]) -> None:
    left, right = lines(*(row[0] for row in rows)), lines(*(row[1] for row in rows), left=320)
    drawn = [line for row in zip(left, right, strict=True) for line in row]
    assert " ".join(paragraphs(pdf_of(drawn))) == " ".join(" ".join(row) for row in rows)


def turned(data: bytes) -> bytes:
    """Draw every line upwards, as on a page that is to be turned."""
    return re.sub(
        rb"1 0 0 1 (\d+) (\d+) Tm", lambda found: b"0 1 -1 0 %d %d Tm" % (842 - int(found[2]), int(found[1])), data
    )


@pytest.mark.parametrize("sideways", [True, False], ids=["the page is turned", "the page lies as it was drawn"])
@pytest.mark.parametrize("upwards", [True, False], ids=["drawn upwards", "drawn across"])
def test_a_page_that_lies_on_its_side_is_read_like_any_other(sideways: bool, upwards: bool) -> None:
    data = pdf_of(lines(*COLUMNS[0], "", *COLUMNS[1]))
    data = turned(data) if upwards else data
    data = data.replace(b"/MediaBox", b"/Rotate 90 /MediaBox") if sideways else data
    assert paragraphs(data) == READ


def test_pages_of_one_line_each_are_not_taken_for_heads() -> None:
    document = read(pdf_of(*[lines(f"Page {number} says what the mayor said.") for number in range(5)]))
    assert document.marks == ()


def test_points_of_a_list_stand_alone() -> None:
    assert paragraphs(pdf_of(lines("• the old bridge", "• the new bridge"))) == ["• the old bridge", "• the new bridge"]


@pytest.mark.parametrize(
    ("first", "second", "joined"),
    [
        ("the city coun-", "cil had agreed to pay", "council"),
        ("the well-", "known report of the council", "well-known"),
        ("the Harris-", "Barnes report of the council", "Harris-Barnes"),
    ],
)
def test_a_word_that_is_broken_at_a_line_is_put_together(first: str, second: str, joined: str) -> None:
    text = read(
        pdf_of(lines(f"The mayor of Kelmouth said that {first}", second, "", "It is a well-known report."))
    ).text
    assert joined in text


def test_heads_and_feet_of_the_pages_are_marked() -> None:
    whole = [(72, 800, "THE DAILY BRIDGE"), (290, 30, "Page 1 of 2"), *lines(*FIRST[:2])]
    rest = [(72, 800, "THE DAILY BRIDGE"), (290, 30, "Page 2 of 2"), *lines(FIRST[2])]
    document = read(pdf_of(whole, rest))
    assert " ".join(FIRST) in document.text.split("\n\n")
    assert {document.text[mark.start : mark.end]: mark.kind for mark in document.marks} == {
        "THE DAILY BRIDGE": "boilerplate",
        "Page 1 of 2": "boilerplate",
        "Page 2 of 2": "boilerplate",
    }


def test_a_document_says_of_itself_only_what_its_words_bear_out() -> None:
    about = "/Title (The Mayor Said on Monday) /Author (jsmith) /CreationDate (D:20160905101500Z)"
    document = read(pdf_of(lines(*FIRST), about=about))
    assert document.title == Field("title in the properties of the document", "The Mayor Said on Monday")
    assert (document.byline, document.published) == (None, None)


def test_what_the_container_says_comes_first() -> None:
    document = read(
        pdf_of(lines(*FIRST), about="/Title (The mayor said)"), given={"title": Field("title", "Bridge stays open")}
    )
    assert document.title == Field("title", "Bridge stays open")


def test_a_document_without_words_is_refused_with_advice() -> None:
    with pytest.raises(Unreadable, match="OCR") as refused:
        read(pdf_of([]))
    assert refused.value.code == "no-words"


@pytest.mark.parametrize("data", [b"%PDF-1.4\n", b"%PDF-1.4\n1 0 obj\n" + b"<<" * 50_000, pdf_of(lines(*FIRST))[:200]])
def test_a_broken_document_is_refused(data: bytes) -> None:
    with pytest.raises(Unreadable) as refused:
        read(data)
    assert refused.value.code in ("malformed", "no-words")


def test_an_encrypted_document_is_refused() -> None:
    locked = b"/Encrypt << /Filter /Standard /V 1 /R 2 /P -4 /O <%s> /U <%s> >> /ID [<00> <00>] /Root" % (
        b"11" * 32,
        b"22" * 32,
    )
    with pytest.raises(Unreadable) as refused:
        read(pdf_of(lines(*FIRST)).replace(b"/Root", locked))
    assert refused.value.code == "encrypted"


def test_a_long_document_is_read_in_part(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf_pages, "MOST_PAGES", 2)
    document = read(pdf_of(*[lines(f"This is the sentence of page {word}.") for word in ("one", "two", "three")]))
    assert "page two." in document.text and "page three." not in document.text
    assert document.flags == ("partial",)


def test_a_document_with_too_many_letters_is_read_in_part(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf_pages, "MOST_CHARACTERS", 40)
    document = read(pdf_of(*[lines(f"This is the sentence of page {word}.") for word in ("one", "two", "three")]))
    assert "page two." in document.text and "page three." not in document.text
    assert document.flags == ("partial",)


def test_a_damaged_page_costs_no_other() -> None:
    pages = pdf_of(*[lines(f"This is the sentence of page {word}.") for word in ("one", "two", "three")])
    document = read(
        pages.replace(b"/Type /Page /Parent 8 0 R /Contents 4 0 R", b"/Type /Paga /Parent 8 0 R /Contents 4 0 R")
    )
    assert "page one." in document.text and "page three." in document.text


def test_without_its_library_the_reader_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pypdfium2", None)
    with pytest.raises(Unreadable, match=r"pip install 'onrecord\[documents\]'") as refused:
        read(pdf_of(lines(*FIRST)))
    assert refused.value.code == "extra-missing"


def test_a_pdf_that_failed_before_is_not_tried_again() -> None:
    with pytest.raises(Unreadable, match="save its text"):
        read(pdf_of(lines(*FIRST)), careful=True)


@given(
    st.lists(
        st.tuples(st.text(alphabet="ab-. \x02", max_size=8), st.integers(0, 3), st.floats(0, 600), st.floats(0, 800)),
        max_size=12,
    )
)
def test_no_letter_is_lost_between_lines_and_paragraphs(drawn: list[tuple[str, int, float, float]]) -> None:
    placed = [
        PdfLine(text.strip(), page, left, left + 5 * len(text), base, 10.0)
        for text, page, left, base in drawn
        if text.strip()
    ]
    letters = sorted(letter for line in placed for letter in line.text if letter.isalpha())
    assert sorted(letter for one in paragraphs_of(placed) for letter in one.text if letter.isalpha()) == letters


# Word documents


SPACE = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def run(words: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{escape(words)}</w:t></w:r>'


def paragraph(*runs: str, style: str = "") -> str:
    return f"<w:p>{f'<w:pPr><w:pStyle w:val={style!r}/></w:pPr>' if style else ''}{''.join(runs)}</w:p>"


STYLES = f"""<w:styles {SPACE}><w:style w:type="paragraph" w:styleId="Titel"><w:name w:val="Title"/></w:style>
<w:style w:type="paragraph" w:styleId="berschrift2"><w:name w:val="heading 2"/></w:style>
<w:style w:type="paragraph" w:styleId="Beschriftung"><w:name w:val="caption"/></w:style></w:styles>"""


def docx_of(*body: str, **parts: str) -> bytes:
    """Make a Word document of these paragraphs; further parts by name, as `notes`."""
    names = {"styles": "word/styles.xml", "notes": "word/footnotes.xml", "about": "docProps/core.xml"}
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("[Content_Types].xml", "<Types/>")
        package.writestr("word/document.xml", f"<w:document {SPACE}><w:body>{''.join(body)}</w:body></w:document>")
        for name, xml in {"styles": STYLES, **parts}.items():
            package.writestr(names[name], xml)
    return made.getvalue()


def test_the_paragraphs_of_a_word_document_are_read() -> None:
    table = (
        f"<w:tbl><w:tr><w:tc>{paragraph(run('Old bridge'))}</w:tc><w:tc>{paragraph(run('1911'))}</w:tc></w:tr></w:tbl>"
    )
    data = docx_of(
        paragraph(run("“We will not "), run("close it,” she said & left.")), "<w:p/>", table, paragraph(run("The end."))
    )
    assert paragraphs(data, "plan.docx") == [
        "“We will not close it,” she said & left.",
        "Old bridge",
        "1911",
        "The end.",
    ]


def test_styles_tell_what_a_paragraph_is_in_any_language() -> None:
    document = read(
        docx_of(
            paragraph(run("Bridge stays open"), style="Titel"),
            paragraph(run("The mayor said so.")),
            paragraph(run("What comes next"), style="berschrift2"),
            paragraph(run("The old bridge on Monday"), style="Beschriftung"),
        ),
        "plan.docx",
    )
    assert [(document.text[mark.start : mark.end], mark.kind) for mark in document.marks] == [
        ("Bridge stays open", "headline"),
        ("What comes next", "crosshead"),
        ("The old bridge on Monday", "caption"),
    ]


@pytest.mark.parametrize(
    ("inside", "text"),
    [
        (f"<w:ins>{run(' not')}</w:ins>", "We will not close it."),
        (f"<w:del><w:r><w:delText> never</w:delText></w:r></w:del>{run(' not')}", "We will not close it."),
        (f"<w:moveFrom>{run(' never')}</w:moveFrom>{run(' not')}", "We will not close it."),
        (f"<w:hyperlink>{run(' not')}</w:hyperlink>", "We will not close it."),
        (f"<w:r><w:instrText> DATE </w:instrText></w:r>{run(' not')}", "We will not close it."),
        ("<w:r><w:tab/></w:r>" + run("not"), "We will\tnot close it."),
        ("<w:r><w:br/></w:r>" + run("not"), "We will\nnot close it."),
        ("<w:r><w:t><![CDATA[ not & never]]></w:t></w:r>", "We will not & never close it."),
        ("<w:r><w:ruby><w:rt><w:r><w:t>noht</w:t></w:r></w:rt></w:ruby></w:r>" + run(" not"), "We will not close it."),
        ("<m:oMath><m:r><m:t> x = 1</m:t></m:r></m:oMath>", "We will x = 1 close it."),
        (
            f"<mc:AlternateContent><mc:Choice>{run(' not')}</mc:Choice><mc:Fallback>{run(' not')}</mc:Fallback></mc:AlternateContent>",
            "We will not close it.",
        ),
    ],
)
def test_a_paragraph_says_what_is_seen_on_paper(inside: str, text: str) -> None:
    assert read(docx_of(paragraph(run("We will"), inside, run(" close it."))), "plan.docx").text == text


def test_a_text_box_does_not_cut_its_paragraph_in_two() -> None:
    box = f"<w:r><w:drawing><w:txbxContent>{paragraph(run('Inside'))}{paragraph(run('the box.'))}</w:txbxContent></w:drawing></w:r>"
    data = docx_of(paragraph(run("We will "), box, run("not close it.")), paragraph(run("The end.")))
    assert paragraphs(data, "plan.docx") == ["We will not close it.", "Inside", "the box.", "The end."]


def test_a_paragraph_whose_end_was_deleted_goes_on_in_the_next() -> None:
    mark = '<w:pPr><w:rPr><w:del w:id="1"/></w:rPr></w:pPr>'
    data = docx_of(paragraph(mark, run("We will ")), paragraph(run("not close it.")), paragraph(run("The end.")))
    assert paragraphs(data, "plan.docx") == ["We will not close it.", "The end."]


TRANSITIONAL, STRICT = (
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "http://purl.oclc.org/ooxml/wordprocessingml/main",
)


@pytest.mark.parametrize("space", [TRANSITIONAL, STRICT])
@pytest.mark.parametrize("prefix", ["w:", "ns0:", ""])
def test_a_word_document_is_read_whatever_its_program_calls_the_elements(space: str, prefix: str) -> None:
    body = f"<w:body>{paragraph(run('It stays open.'), style='Titel')}</w:body>".replace("w:", prefix)
    declared = f'xmlns:{prefix[:-1]}="{space}"' if prefix else f'xmlns="{space}"'
    xml = f"<{prefix}document {declared}>{body}</{prefix}document>"
    document = read(
        packed({"[Content_Types].xml": "<Types/>", "word/document.xml": xml, "word/styles.xml": STYLES}), "plan.docx"
    )
    assert (document.text, [mark.kind for mark in document.marks]) == ("It stays open.", ["headline"])


def packed(parts: Mapping[str, str]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as package:
        for name, xml in parts.items():
            package.writestr(name, xml)
    return made.getvalue()


def test_the_parts_of_a_word_document_are_found_under_the_names_it_gives_them() -> None:
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    note = f"<w:endnotes {SPACE}><w:endnote>{paragraph(run('A note.'))}</w:endnote></w:endnotes>"
    parts = {
        "[Content_Types].xml": "<Types/>",
        "_rels/.rels": f'<Relationships><Relationship Type="{office}/officeDocument" Target="/word/document2.xml"/></Relationships>',
        "word/document2.xml": f"<w:document {SPACE}><w:body>{paragraph(run('It stays.'), style='Titel')}</w:body></w:document>",
        "word/_rels/document2.xml.rels": f'<Relationships><Relationship Target="styles2.xml" Type="{office}/styles"/>'
        f'<Relationship Target="endnotes2.xml" Type="{office}/endnotes"/></Relationships>',
        "word/styles2.xml": STYLES,
        "word/endnotes2.xml": note,
    }
    document = read(packed(parts), "plan.docx")
    assert (document.text, [mark.kind for mark in document.marks]) == ("It stays.\n\nA note.", ["headline"])


def test_a_page_inside_a_word_document_is_not_lost_in_silence() -> None:
    chunk = '<w:altChunk r:id="c1"/>'
    assert read(docx_of(paragraph(run("It stays open.")), chunk), "plan.docx").flags == ("partial",)
    with pytest.raises(Unreadable, match="a page inside the Word document"):
        read(docx_of(chunk), "plan.docx")


def test_hidden_words_are_kept_apart_and_marked() -> None:
    secret = "<w:r><w:rPr><w:vanish/></w:rPr><w:t>“We lied,” said the mayor.</w:t></w:r>"
    shown = '<w:r><w:rPr><w:vanish w:val="0"/></w:rPr><w:t> So she said.</w:t></w:r>'
    document = read(
        docx_of(paragraph(run("The bridge stays open."), secret, shown), paragraph(run("The end."))), "plan.docx"
    )
    assert document.text.split("\n\n") == [
        "The bridge stays open. So she said.",
        "“We lied,” said the mayor.",
        "The end.",
    ]
    assert [(document.text[mark.start : mark.end], mark.kind) for mark in document.marks] == [
        ("“We lied,” said the mayor.", "hidden")
    ]


def test_footnotes_follow_the_text() -> None:
    notes = f"<w:footnotes {SPACE}><w:footnote>{paragraph(run('The report is of 2015.'))}</w:footnote></w:footnotes>"
    assert paragraphs(docx_of(paragraph(run("It is safe.")), notes=notes), "plan.docx") == [
        "It is safe.",
        "The report is of 2015.",
    ]


def test_a_word_document_says_of_itself_only_what_its_words_bear_out() -> None:
    about = (
        "<cp:coreProperties><dc:title>Bridge &amp; tunnel</dc:title><dc:creator>jsmith</dc:creator></cp:coreProperties>"
    )
    document = read(docx_of(paragraph(run("Bridge & tunnel stay open")), about=about), "plan.docx")
    assert document.title == Field("title in the properties of the document", "Bridge & tunnel")
    assert document.byline is None


def test_the_careful_way_is_the_usual_one() -> None:
    data = docx_of(paragraph(run("The bridge stays open.")))
    assert read(data, "plan.docx", careful=True) == read(data, "plan.docx")


def test_a_word_document_without_words_is_refused() -> None:
    with pytest.raises(Unreadable) as refused:
        read(docx_of("<w:p/>"), "plan.docx")
    assert refused.value.code == "no-words"


def test_a_word_document_that_unpacks_without_end_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(package, "LARGEST_XML", 1_000_000)
    with pytest.raises(Unreadable) as refused:
        read(docx_of(paragraph(run("bridge " * 1_000_000))), "plan.docx")
    assert refused.value.code == "bomb"


@pytest.mark.parametrize(
    "data", [b"PK\x03\x04", b"PK\x03\x04" + bytes(1_000), zipfile.__doc__.encode() if zipfile.__doc__ else b""]
)
def test_a_broken_word_document_is_refused(data: bytes) -> None:
    with pytest.raises(Unreadable) as refused:
        read(data, "plan.docx")
    assert refused.value.code == "malformed"


def test_a_word_document_that_breaks_off_is_read_as_far_as_it_goes() -> None:
    data = docx_of(*[paragraph(run(f"This is sentence number {number} of the report.")) for number in range(500)])
    document = read(data[: data.index(b"word/styles.xml") - 200], "plan.docx")
    assert document.text.startswith("This is sentence number 0 of the report.\n\nThis is sentence number 1 of")
    assert document.flags == ("partial",)


@given(st.integers(0, 2_000), st.binary(min_size=1, max_size=8))
def test_a_damaged_word_document_fails_with_a_reason_or_not_at_all(place: int, junk: bytes) -> None:
    data = docx_of(paragraph(run("The bridge stays open.")), paragraph(run("Nobody objected.")))
    try:
        read(data[:place] + junk + data[place + len(junk) :], "plan.docx")
    except Unreadable as refused:
        assert refused.code in ("malformed", "no-words")
