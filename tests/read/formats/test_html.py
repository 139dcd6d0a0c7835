"""One page is one report, with what its container said of it, or a reason why it is none."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.read.web.pages import BEFORE, article, given, report_of, source_of

from onrecord.read.files import Unreadable
from onrecord.read.formats.html import read_html

SHARED = Path(__file__).resolve().parents[3] / ".." / "shared"


def test_a_page_is_one_report_named_for_its_file() -> None:
    (offer,) = read_html(source_of(article()))
    assert (offer.locator, offer.name, offer.format, offer.flags) == ("pile/page.html", "page", "html", ())
    assert offer.digest and len(offer.digest) == 64
    assert BEFORE[0] in offer.text


def test_marks_cover_every_paragraph_of_the_text_in_order() -> None:
    (offer,) = read_html(source_of(article("<h2>More</h2><p hidden>Unseen words are kept here.</p>")))
    assert "\n\n".join(offer.text[mark.start : mark.end] for mark in offer.marks) == offer.text


def test_the_id_of_an_entry_names_the_report() -> None:
    (offer,) = read_html(source_of(article(), given=given(name="entry-7", title="From the feed")))
    assert offer.name == "entry-7"
    assert offer.title and offer.title.value == "From the feed"


@pytest.mark.parametrize("page", ["", "<html></html>", "<script>say('hello')</script>", "<p>…</p>", "<!-- words -->"])
@pytest.mark.parametrize("careful", [False, True])
def test_a_page_without_words_is_no_report(page: str, careful: bool) -> None:
    with pytest.raises(Unreadable, match="page without words") as refused:
        list(read_html(source_of(page, careful=careful)))
    assert refused.value.code == "no-words"


def test_the_same_page_gives_the_same_report() -> None:
    assert report_of(article()) == report_of(article())


def test_a_page_that_a_parser_choked_on_is_read_plainly_and_marked() -> None:
    report = report_of(article(), careful=True)
    assert "degraded" in report.flags
    assert BEFORE[0] in report.text


def test_a_declaration_of_its_encoding_does_not_stop_an_xhtml_page() -> None:
    page = '<?xml version="1.0" encoding="iso-8859-1"?>' + article("<p>Das Café öffnet heute wieder.</p>")
    assert "Das Café öffnet" in report_of(page.encode("iso-8859-1")).text


@pytest.mark.shared
@pytest.mark.parametrize("careful", [False, True])
def test_pages_made_to_confuse_parsers_are_reports_or_are_refused_with_a_reason(careful: bool) -> None:
    samples = [
        part.split(b"\n#errors")[0]
        for file in sorted((SHARED / "data" / "hostile" / "html_tree").glob("*.dat"))
        for part in file.read_bytes().split(b"#data\n")[1:]
    ]
    assert len(samples) > 500
    for sample in samples:
        try:
            report = report_of(sample, careful=careful)
        except Unreadable as refused:
            assert refused.code == "no-words"
        else:
            assert report.text.strip()
