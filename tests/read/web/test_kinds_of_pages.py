"""Pages as they are made in the world: old ones, those of common programs, and those that say things in odd places."""

from __future__ import annotations

import pytest
from tests.read.web.pages import AFTER, BEFORE, UNSEEN, article, block_of, read, report_of

from onrecord.read.body import body_text

SENTENCES = (*BEFORE, UNSEEN, *AFTER)
MENU = ("Front page", "Weather", "Ferry times", "Letters")


def listed(pattern: str, texts: tuple[str, ...] = SENTENCES) -> str:
    return "".join(pattern.format(text) for text in texts)


OLD = {
    "a layout table": (
        "<html><title>Saltmere closes its pier</title><body bgcolor=white><table width=100%><tr><td width=120>"
        + listed("<a href=x>{}</a><br>", MENU)
        + "</td><td><h1>Saltmere closes its pier</h1>"
        + listed("<p><font face=arial size=2>{}</font></p>")
        + "</td></tr></table></body></html>"
    ),
    "breaks instead of paragraphs": (
        "<HTML><HEAD><TITLE>Saltmere closes its pier</TITLE></HEAD><BODY><CENTER><B>Saltmere closes its pier</B></CENTER>"
        + listed("{}<BR><BR>\n")
        + "</BODY></HTML>"
    ),
    "paragraphs that never end": (
        "<html><head><title>Saltmere closes its pier</title><body><h1>Saltmere closes its pier</h1>" + listed("<p>{}\n")
    ),
    "a page with frames and its text for browsers without": (
        "<html><head><title>Saltmere closes its pier</title></head><body><h1>Saltmere closes its pier</h1>"
        + listed("<p>{}</p>")
        + "<iframe src=ad.html>Your browser shows no frames here.</iframe></body></html>"
    ),
    "WordPress": (
        '<!DOCTYPE html><html lang=en><head><title>Saltmere closes its pier – The Bell</title></head><body class="single">'
        '<header id="masthead" class="site-header"><nav class="main-navigation"><ul class="menu">'
        + listed("<li class='menu-item'><a href=x>{}</a></li>", MENU)
        + '</ul></nav></header><div id="content"><article class="post hentry"><header class="entry-header">'
        '<h1 class="entry-title">Saltmere closes its pier</h1></header><div class="entry-content">'
        + listed("<p>{}</p>\n")
        + '<div class="sharedaddy"><h3>Share this:</h3><ul><li>Facebook</li><li>Email</li></ul></div></div></article>'
        '<div id="comments"><p>I never liked that pier anyway, it smells of fish, wrote a reader of the paper.</p></div>'
        "</div></body></html>"
    ),
    "AMP": (
        "<!doctype html><html ⚡ lang=en><head><meta charset=utf-8><title>Saltmere closes its pier</title>"
        "<style amp-boilerplate>body{animation:-amp-start 8s steps(1,end) 0s 1 normal both;visibility:hidden}</style>"
        "<noscript><style amp-boilerplate>body{animation:none}</style></noscript></head><body>"
        "<amp-sidebar id=s layout=nodisplay><ul>" + listed("<li><a href=x>{}</a></li>", MENU) + "</ul></amp-sidebar>"
        "<article><h1>Saltmere closes its pier</h1><amp-img src=pier.jpg width=2 height=1 layout=responsive></amp-img>"
        + listed("<p>{}</p>")
        + "</article></body></html>"
    ),
}


@pytest.mark.parametrize("careful", [False, True], ids=["usual", "careful"])
@pytest.mark.parametrize("kind", OLD)
def test_every_sentence_of_the_article_is_body(kind: str, careful: bool) -> None:
    report = report_of(OLD[kind], careful=careful)
    assert [text for text in SENTENCES if block_of(report, text).kind != "body"] == []
    assert report.title is not None and report.title.value == "Saltmere closes its pier"


@pytest.mark.parametrize("kind", OLD)
def test_menus_are_no_part_of_the_body(kind: str) -> None:
    text = body_text(report_of(OLD[kind]))
    assert [word for word in (*MENU, "Share this", "no frames here", "smells of fish") if word in text] == []


@pytest.mark.parametrize(
    "between",
    [
        "<svg><title>A drawing of the pier in a storm</title><path d=M0/></svg>",
        "<svg><symbol><title>A drawing of the pier in a storm</title></symbol></svg>",
    ],
)
def test_the_title_of_a_drawing_is_not_the_title_of_the_page(between: str) -> None:
    drawn = article(between, head=f"<!DOCTYPE html><html lang=en><body>{between}")
    title = report_of(drawn).title
    assert title is not None and title.value == "Saltmere closes its pier"


def test_a_title_in_the_midst_of_the_page_is_kept_as_something_no_browser_shows() -> None:
    assert block_of(read("<title>{}</title>"), UNSEEN).kind == "hidden"


FOREIGN = {
    "a formula left open": "<math><mi>" * 100,
    "a drawing left open": "<svg>" * 100,
    "notes of a formula": '<math><annotation-xml encoding="text/html"><p>Notes</p>',
    "text of a formula": "<math><mtext><p>Notes</p>",
    "a page in a drawing": "<svg><foreignObject><p>Notes</p>",
    "a description of a drawing": "<svg><desc>Notes",
    "a template in a table": "<table><template><tr><td>Notes",
    "a paragraph in a table": "<table><tr><p>Notes",
    "a form in a table": "<table><form><tr><td><input>",
    "a set of frames": "<frameset><frame src=x></frameset>",
    "for browsers without frames": "<noframes><p>Notes",
    "as it is written": "<xmp><b>Notes",
    "a listing": "<listing>Notes",
    "plain text": "<plaintext>",
    "for browsers without plugins": "<noembed><p>Notes",
    "a choice left open": "<select><option>One<option>Two",
    "a choice in a table": "<table><tr><td><select><table>",
    "an object": "<object><applet><marquee>",
    "the end of the page": "</body></html>",
    "another page": "<!DOCTYPE html><html><head><title>Other</title></head><body>",
}


@pytest.mark.parametrize("careful", [False, True], ids=["usual", "careful"])
@pytest.mark.parametrize("what", FOREIGN)
def test_what_stands_behind_something_foreign_is_kept_or_the_page_says_so(what: str, careful: bool) -> None:
    report = read(FOREIGN[what], careful)
    text = " ".join(report.text.split())
    assert {"partial", "degraded"} & set(report.flags) or not [
        words for words in (*BEFORE, *AFTER) if words not in text
    ]
