"""From pages in the shape of those that widely used systems make exactly the article is read."""

from __future__ import annotations

import json

import pytest
from tests.read.web.pages import report_of
from tests.read.web.templates import AROUND, DEKS, H1, SENTENCES, TALK, TEMPLATES, TITLE, each, page

from onrecord.read.body import body_text


@pytest.mark.parametrize("kind", TEMPLATES)
def test_the_body_is_the_article_and_nothing_else(kind: str) -> None:
    assert body_text(report_of(TEMPLATES[kind])) == "\n\n".join(SENTENCES)


@pytest.mark.parametrize("kind", TEMPLATES)
def test_the_headline_is_found(kind: str) -> None:
    title = report_of(TEMPLATES[kind]).title
    assert title is not None and title.value == TITLE


@pytest.mark.parametrize("kind", TEMPLATES)
def test_nothing_of_the_article_is_lost_where_a_page_is_read_with_care(kind: str) -> None:
    text = report_of(TEMPLATES[kind], careful=True).text
    assert [sentence for sentence in SENTENCES if sentence not in text] == []


def test_what_stands_around_the_articles_comes_from_somewhere() -> None:
    assert [text for text in AROUND if not any(text in template for template in TEMPLATES.values())] == []


FOREIGN = {
    "de": ("Der Rat hat die alte Brücke am Montag gesperrt.", "Anzeige", "Lesen Sie auch", "Bäcker am Kai gewinnen Preis"),
    "es": ("El ayuntamiento cerró el lunes el puente viejo.", "Publicidad", "Lea también", "Los panaderos ganan un premio"),
    "ru": ("Городской совет решил закрыть старый мост до весны.", "Реклама", "Читайте также", "Пекари получили приз за хлеб"),
    "hi": ("नगर परिषद ने सोमवार को पुराने पुल को बंद करने का फैसला किया।", "विज्ञापन", "यह भी पढ़ें", "घाट के बेकर को इनाम मिला"),
    "ja": ("市議会は月曜日、古い橋を春まで閉鎖することを決めた。", "広告", "関連記事", "波止場のパン屋が賞を受ける"),
}  # fmt: skip


@pytest.mark.parametrize("language", FOREIGN)
def test_marks_of_advertisements_and_labelled_links_are_no_part_of_an_article_in_other_languages(language: str) -> None:
    sentence, mark, label, headline = FOREIGN[language]
    texts = [f"{number}. {sentence}" for number in range(1, 7)]
    between = f"<div class=x>{mark}</div><p><b>{label}:</b> <a href=/x>{headline}</a></p>"
    body = f"<article>{H1}<div>{each('<p>{}</p>', texts[:3])}{between}{each('<p>{}</p>', texts[3:])}</div></article>"
    text = body_text(report_of(page(body, lang=language)))
    assert mark not in text and headline not in text
    assert all(one in text for one in texts)


def test_an_article_is_taken_from_around_its_headline_and_not_from_comments_alone() -> None:
    text = body_text(report_of(TEMPLATES["a discussion that is longer than the article"]))
    assert "gulls" not in text


@pytest.mark.parametrize("around", ["<ul>{}</ul>", "<div>{}</div>"])
def test_points_in_short_beside_the_headline_do_not_stand_for_the_article(around: str) -> None:
    points = around.format(each("<li>{}</li>" if "ul" in around else "<p>{}</p>", DEKS))
    text = body_text(report_of(page(f"<div class=head>{H1}{points}</div><div class=content>{each('<p>{}</p>')}</div>")))
    assert [one for one in SENTENCES if one not in text] == []


def test_boxes_of_single_sentences_are_the_article_where_the_headline_has_little_beside_it() -> None:
    told = each("<div><p>{}</p></div>", [*SENTENCES, *TALK])
    text = body_text(report_of(page(f"<div class=head>{H1}{each('<p>{}</p>', DEKS)}</div><div>{told}</div>")))
    assert [one for one in SENTENCES if one not in text] == []


def test_the_name_of_the_site_at_the_end_of_the_title_is_no_headline() -> None:
    site = "The Saltmere Evening Bell Online"
    html = page(f"<h3>{site}</h3><div class=content>{each('<p>{}</p>')}</div>").replace(
        f"{TITLE} | The Bell", f"Pier - {site}"
    )
    report = report_of(html)
    assert not [block for block in report.blocks if block.kind == "headline"]


def test_entries_under_headings_that_are_links_are_the_article_where_they_stand_in_it() -> None:
    entry = "<div class=deal><h3><a href=/{0}>Lamp number {0}</a></h3><p>{1}</p></div>"
    entries = "".join(entry.format(number, text) for number, text in enumerate(SENTENCES[3:]))
    before, after = (each("<p>{}</p>", part) for part in (SENTENCES[:3], SENTENCES[:2]))
    text = body_text(report_of(page(f"<article>{H1}<div class=text>{before}{entries}{after}</div></article>")))
    assert [number for number in range(3) if f"Lamp number {number}\n\n{SENTENCES[3 + number]}" not in text] == []


DATA = {"@type": "NewsArticle", "headline": TITLE, "articleBody": "\n\n".join(SENTENCES * 2)}


def test_an_article_that_a_script_shows_is_read_from_the_data() -> None:
    head = f'<script type="application/ld+json">{json.dumps(DATA)}</script>'
    report = report_of(page("<div id=root></div>", head=head))
    assert body_text(report) == "\n\n".join(SENTENCES * 2)
    assert "text-from-data" in report.flags
