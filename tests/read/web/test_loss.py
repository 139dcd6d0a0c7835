"""No text of a page is lost in silence: it is in the report, or the report says that it is partial or degraded."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.read.web.pages import article
from tests.timing import takes_at_most

from onrecord.read.web.page import read_page

MARKERS = [f"Marker number {number} of the twenty tells of word{number}unique at sea." for number in range(20)]
SAID_SO = {"partial", "degraded"}

# What comes before the markers in the middle, and what after: made to exhaust parsers or to confuse them.
BOMBS: dict[str, Callable[[int], tuple[str, str]]] = {
    "nested divisions": lambda n: ("<div>" * n, "</div>" * n),
    "divisions that never end": lambda n: ("<div>" * n, ""),
    "paragraphs": lambda n: ("<p>Hear, hear.</p>" * n, ""),
    "crossed formatting": lambda n: ("<a>" * n + "<i>" * n, "</a>" * n),
    "bold over paragraphs": lambda n: ("<b><p>" * n, ""),
    "nested tables": lambda n: ("<table><tr><td>" * n, "</table>" * n),
    "nested lists": lambda n: ("<ul><li>" * n, ""),
    "nested forms": lambda n: ("<form>" * n, "</form>" * n),
    "nested drawings": lambda n: ("<svg>" * n, "</svg>" * n),
    "nested templates": lambda n: ("<template>" * n, "</template>" * n),
    "attributes": lambda n: ("<p " + " ".join(f"a{i}=1" for i in range(n)) + ">", "</p>"),
    "attributes with quotation marks": lambda n: ("<p " + " ".join(f'a{i}=">"' for i in range(n)) + ">", "</p>"),
    "an attribute": lambda n: (f'<p title="{"x" * 50 * n}">', "</p>"),
    "classes": lambda n: ('<p class="' + " ".join(f"c{i}" for i in range(n)) + '">', "</p>"),
    "a line": lambda n: ("<p>" + "word " * 20 * n, "</p>"),
    "open comments": lambda n: ("<!-- x " * n, ""),
    "comments": lambda n: ("<!-- x -->" * n, ""),
    "entities": lambda n: ("<p>" + "&amp;&#x0;&#xD800;" * n + "</p>", ""),
    "open quotation marks": lambda n: ('<a href="x' * n, ""),
    "angles": lambda n: ("<" * n, ""),
    "declarations": lambda n: ("<!" * n, ""),
    "scripts": lambda n: ("<script>" * n, ""),
    "titles": lambda n: ("<title>" * n, ""),
    "plain text": lambda n: ("<plaintext>" * n, ""),
    "headings": lambda n: ("<h1>" * n, ""),
    "framesets": lambda n: ("<frameset>" * n, "</frameset>" * n),
    "selections": lambda n: ("<select>" * n, "</select>" * n),
    "line breaks": lambda n: ("<br>" * n, ""),
    "end tags": lambda n: ("</p></div>" * n, ""),
    "links": lambda n: ("<p><a href=x>Go there</a> and see</p>" * n, ""),
    "style rules": lambda n: ("<style>" + "".join(f".c{i} p{{display:none}}" for i in range(n)) + "</style>", ""),
    "data": lambda n: ('<script type="application/ld+json">' + "[" * n + "</script>", ""),
    "rows of data": lambda n: ('<script type="application/ld+json">' * n, ""),
}


def paragraphs(markers: list[str]) -> str:
    return "".join(f"<p>{marker}</p>" for marker in markers)


def page_with(bomb: str, size: int) -> str:
    before, after = BOMBS[bomb](size)
    return article(paragraphs(MARKERS[:7]) + before + paragraphs(MARKERS[7:14]) + after + paragraphs(MARKERS[14:]))


def lost(html: str, careful: bool = False) -> tuple[list[int], set[str]]:
    page = read_page(html, careful)
    text = page.compose(page.fields({})).text
    return [number for number in range(20) if f"word{number}unique" not in text], set(page.flags)


@pytest.mark.parametrize("size", [30, 300, 3_000])
@pytest.mark.parametrize("bomb", BOMBS)
def test_markers_before_in_and_after_a_bomb_are_kept_or_the_page_says_so(bomb: str, size: int) -> None:
    missing, flags = lost(page_with(bomb, size))
    assert not missing or flags & SAID_SO


@pytest.mark.parametrize("bomb", sorted(BOMBS.keys() - {"scripts", "rows of data"}))
def test_the_careful_way_loses_nothing_but_scripts(bomb: str) -> None:
    missing, flags = lost(page_with(bomb, 1_000), careful=True)
    assert missing == []
    assert "degraded" in flags


@pytest.mark.parametrize("bomb", BOMBS)
def test_no_page_keeps_the_reader_busy(bomb: str) -> None:
    page = page_with(bomb, 40_000)
    assert takes_at_most(3, lambda: lost(page))


def test_a_sound_page_is_neither_partial_nor_degraded() -> None:
    assert lost(article(paragraphs(MARKERS))) == ([], set())


def test_a_page_whose_download_broke_off_in_a_tag_is_partial() -> None:
    assert lost(article(paragraphs(MARKERS)) + "<p>More to read in the evening pa<img src=") == ([], {"partial"})


def test_text_deeper_than_the_parser_goes_is_read_another_way() -> None:
    missing, flags = lost(article("<section>" * 300 + paragraphs(MARKERS)))
    assert (missing, flags) == ([], {"degraded"})


TAGS = "p div b i a span table tr td ul li h1 h2 blockquote section form select option button nav aside footer br script title".split()


@given(
    st.lists(
        st.one_of(
            st.sampled_from(TAGS).map("<{}>".format),
            st.sampled_from(TAGS).map("</{}>".format),
            st.sampled_from(MARKERS),
            st.sampled_from(
                [
                    "<",
                    ">",
                    "&amp;",
                    "&lt",
                    "<!--",
                    "-->",
                    "<![CDATA[",
                    "]]>",
                    '<p title="',
                    '">',
                    "\x00",
                    "</",
                    "<p hidden>",
                ]
            ),
        ),
        max_size=40,
    )
)
def test_whatever_stands_between_tags_is_kept_or_the_page_says_so(parts: list[str]) -> None:
    html = article("<p>" + " ".join(parts))
    for careful in (False, True):
        page = read_page(html, careful)
        text = page.compose(page.fields({})).text
        gone = [marker for marker in MARKERS if marker in parts and marker not in text]
        assert not gone or set(page.flags) & SAID_SO
