"""Text that no reader of a page could see is kept, marked, and never taken for something said."""

from __future__ import annotations

import pytest
from tests.read.web.pages import UNSEEN, block_of, read

from onrecord.language import READ

# Each page hides the second sentence in its own way.
HIDING = {
    "the attribute": "<p hidden>{}</p>",
    "the attribute with a value": '<p hidden="until-found">{}</p>',
    "display": '<p style="display:none">{}</p>',
    "display, shouted": '<p style="DISPLAY : None !important">{}</p>',
    "visibility": '<p style="visibility:hidden">{}</p>',
    "opacity": '<p style="opacity:0">{}</p>',
    "hardly opaque": '<p style="opacity:.01">{}</p>',
    "letters of no size": '<p style="font-size:0">{}</p>',
    "letters of a pixel": '<p style="font-size:1px">{}</p>',
    "a box of no height": '<div style="height:0;overflow:hidden"><p>{}</p></div>',
    "a box of one pixel": '<div style="width:1px;height:1px;overflow:hidden"><p>{}</p></div>',
    "left of the screen": '<p style="position:absolute;left:-9999px">{}</p>',
    "above the screen": '<p style="position:fixed;top:-100em">{}</p>',
    "an indent": '<p style="text-indent:-9999px">{}</p>',
    "a clip": '<p style="position:absolute;clip:rect(0,0,0,0)">{}</p>',
    "shrunk": '<p style="transform:scale(0)">{}</p>',
    "white on white": '<p style="color:#fff;background:#ffffff">{}</p>',
    "nearly white on white": '<p style="color:#fdfdfd;background-color:white">{}</p>',
    "white on a page of no colour": '<p style="color:white">{}</p>',
    "white in a white box": '<div style="background:rgb(255, 255, 255)"><p style="color:#fff">{}</p></div>',
    "an old attribute": '<p><font color="#ffffff">{}</font></p>',
    "transparent letters": '<p style="color:rgba(0,0,0,0)">{}</p>',
    "a class": "<style>.x1{display:none}</style><p class='note x1'>{}</p>",
    "an id": "<style>/* none */ #secret { visibility: hidden }</style><p id=secret>{}</p>",
    "an element in an element": "<style>div.box p{display:none}</style><div class=box><p>{}</p></div>",
    "a later rule": "<style>.a{display:block}</style><style>.a{display:none}</style><p class=a>{}</p>",
    "a child": "<div style='display:none'><div><section><p>{}</p></section></div></div>",
    "a template": "<template><p>{}</p></template>",
    "for browsers without scripts": "<noscript><p>{}</p></noscript>",
    "only read aloud": '<p class="sr-only">{}</p>',
    "in a closed dialogue": "<dialog><p>{}</p></dialog>",
    "in an old frame": "<iframe src=x><p>{}</p></iframe>",
    "in a film": "<video><p>{}</p></video>",
    "in the midst of a sentence": "<p>The harbour office gave no reason <span hidden>{}</span> for the delay on Monday.</p>",
}
SHOWN = {
    "plain": "<p>{}</p>",
    "hidden from readers of screens only": '<p aria-hidden="true">{}</p>',
    "small": '<p style="font-size:11px">{}</p>',
    "indented": '<p style="text-indent:2em">{}</p>',
    "white on black": '<p style="color:#fff;background:#000">{}</p>',
    "white on a picture": '<p style="color:#fff;background:#fff url(sea.jpg)">{}</p>',
    "white where a sheet may say more": '<link rel="stylesheet" href="x.css"><p style="color:#fff">{}</p>',
    "a rule for print": "<style media=print>.y{display:none}</style><p class=y>{}</p>",
    "a rule under a condition": "<style>@media (max-width:1px){.y{display:none}}</style><p class=y>{}</p>",
    "a rule for browsers without scripts": "<style>.no-js .y{display:none}</style><p class=y>{}</p>",
    "a rule that a later one takes back": "<style>.y{display:none}.y{display:block}</style><p class=y>{}</p>",
    "a rule for other elements": "<style>.box .y{display:none}</style><p class=y>{}</p>",
    "a page that hides itself till its script has run": "<style>body{display:none}</style><p>{}</p>",
    "no film, after all": "<video></video><p>{}</p>",
    "in details that can be opened": "<details><summary>More</summary><p>{}</p></details>",
}


@pytest.mark.parametrize("careful", [False, True], ids=["usual", "careful"])
@pytest.mark.parametrize("way", HIDING)
def test_what_cannot_be_seen_is_kept_and_is_nobodys_words(way: str, careful: bool) -> None:
    page = read(HIDING[way], careful)
    assert UNSEEN in " ".join(page.text.split())
    block = block_of(page, UNSEEN)
    assert block.kind == "hidden"
    assert block.kind not in READ


@pytest.mark.parametrize("careful", [False, True], ids=["usual", "careful"])
@pytest.mark.parametrize("way", SHOWN)
def test_what_can_be_seen_is_not_hidden(way: str, careful: bool) -> None:
    assert block_of(read(SHOWN[way], careful), UNSEEN).kind == "body"


def test_an_open_dialogue_is_seen() -> None:
    assert block_of(read("<dialog open><p>{}</p></dialog>"), UNSEEN).kind != "hidden"


@pytest.mark.parametrize(
    "end",
    ["<!-- <p>{}</p>", '<p title="<p>{}</p>', "<title>{}", "<textarea>{}"],
    ids=["a comment", "a tag", "a title", "a text field"],
)
def test_what_stands_behind_something_that_never_ends_is_not_shown_by_browsers(end: str) -> None:
    page = read(end)
    assert "partial" in page.flags
    assert block_of(page, UNSEEN).kind == "hidden"


def test_a_page_that_is_nothing_but_tags_has_no_visible_words() -> None:
    page = read("<b></b>" * 130_000 + "<p>{}</p>")
    assert "degraded" in page.flags
    assert block_of(page, UNSEEN).kind == "hidden"


def test_more_style_rules_than_can_be_followed_leave_untold_what_was_seen() -> None:
    classes = [f"k{number}" for number in range(50)]
    rules = "".join(f".{classes[number % 50]}.z{{display:none}}" for number in range(4_500))
    rules += "".join(f".u{number}{{color:red}}" for number in range(400))
    paragraphs = "".join(f'<p class="u{number} {" ".join(classes[1:])}">The pier is shut.</p>' for number in range(400))
    page = read(f"<style>{rules}</style>{paragraphs}<p class=k1>{{}}</p>")
    assert block_of(page, UNSEEN).kind == "hidden"


def test_many_rules_are_followed_on_an_ordinary_page() -> None:
    rules = "".join(f".card{number} p, .wide .card{number} > p{{display:none}}" for number in range(2_000))
    assert block_of(read(f"<style>{rules}</style><p class=note>{{}}</p>"), UNSEEN).kind == "body"
