"""The article of a page is found whole: what the extractor loses between its paragraphs is put back, furniture is not."""

from __future__ import annotations

import pytest
from tests.read.web.pages import AFTER, BEFORE, HEAD, article, block_of, report_of

from onrecord.read.body import body_text

POST = '<blockquote class="twitter-tweet"><p>We are shut until spring.</p>— Saltmere Pier (@saltmerepier) February 3, 2031</blockquote>'


def kind_of(between: str, words: str) -> str:
    return block_of(report_of(article(between)), words).kind


def test_an_article_is_its_paragraphs_and_nothing_else() -> None:
    assert body_text(report_of(article())) == "\n\n".join(BEFORE + AFTER)


@pytest.mark.parametrize(
    ("between", "words"),
    [
        ("<p>Work began.</p>", "Work began."),
        (
            '<p class="intro">The deck is closed, <a href=/rules>under the new rules</a>, to all.</p>',
            "The deck is closed",
        ),
        ('<div class="paragraph">Two of the planks fell onto the beach.</div>', "Two of the planks"),
        (POST, "We are shut until spring."),
        ("<blockquote><p>“It will be dear,” one of them wrote.</p></blockquote>", "It will be dear"),
    ],
)
def test_a_paragraph_among_the_others_is_part_of_the_article(between: str, words: str) -> None:
    assert kind_of(between, words) == "body"


def test_the_signature_of_a_quoted_post_is_read_with_it() -> None:
    report = report_of(article(POST))
    assert block_of(report, "(@saltmerepier)").kind == "byline"
    assert "We are shut until spring.\n\n— Saltmere Pier" in body_text(report)


@pytest.mark.parametrize(
    ("between", "words", "kind"),
    [
        ("<h2>What it costs</h2>", "What it costs", "crosshead"),
        ("<ul><li>Two million for the deck;</li><li>one for the lamps.</li></ul>", "one for the lamps", "list"),
        ("<figure><img src=x><figcaption>The pier at dawn</figcaption></figure>", "The pier at dawn", "caption"),
        ('<p><a href="/x">Read more: Saltmere mourns its pier</a></p>', "mourns its pier", "teaser"),
        ('<div class="newsletter"><p>Get the Bell by mail each day of the week.</p></div>', "Get the Bell", "boilerplate"),
    ],
)  # fmt: skip
def test_what_the_page_shows_of_a_paragraph_is_believed(between: str, words: str, kind: str) -> None:
    assert kind_of(between, words) == kind


def test_the_headline_is_marked_and_no_part_of_the_body() -> None:
    report = report_of(article())
    assert block_of(report, "Saltmere closes its pier").kind == "headline"


def test_menus_are_left_out_and_sentences_elsewhere_are_kept_apart() -> None:
    report = report_of(
        article() + "</article><footer><p>The Bell is printed in Saltmere by the Bell Press each day.</p></footer>"
    )
    assert "Home" not in report.text
    assert block_of(report, "The Bell is printed").kind == "boilerplate"


def test_links_in_a_row_under_an_article_are_no_part_of_it() -> None:
    links = "".join(f"<li><a href=/{n}>The {n} best walks along our coast</a></li>" for n in ("six", "seven", "eight"))
    assert "best walks" not in body_text(report_of(article() + f"<ul>{links}</ul>"))


def test_a_piece_of_a_page_is_all_article() -> None:
    report = report_of("<p>One of the ships is late.</p><p>The other <b>came</b> in.<br>It was full.</p>")
    assert body_text(report) == "One of the ships is late.\n\nThe other came in.\n\nIt was full."


def test_an_article_that_only_its_data_holds_is_read_from_there_and_said_to_be() -> None:
    body = " ".join(["The council voted to close the pier for the winter, it said."] * 12)
    data = f'<script type="application/ld+json">{{"@type":"Article","headline":"Pier","articleBody":"{body}"}}</script>'
    report = report_of(HEAD + data + "<div id=app>Loading</div>")
    assert "text-from-data" in report.flags
    assert body_text(report).endswith(body)


def test_an_article_that_its_page_hides_is_said_to_be_hidden() -> None:
    hidden = "".join(f"<p>{text}</p>" for text in BEFORE + AFTER)
    report = report_of(
        HEAD + f"<style>.c{{opacity:0}}</style><article class=c>{hidden}</article><p>Wait here a moment.</p>"
    )
    assert all(block_of(report, text).kind == "hidden" for text in BEFORE + AFTER)
