"""What a page says of itself is taken where it is certain, with the place where it says so; in doubt nothing is."""

from __future__ import annotations

import json

import pytest
from tests.read.web.pages import article, given, report_of

from onrecord.read.web.page import read_page


def head(*elements: str, title: str = "Saltmere closes its pier | The Saltmere Bell") -> str:
    return f"<html lang=en-GB><head><title>{title}</title>{''.join(elements)}</head><body>"


def meta(name: str, content: str) -> str:
    return f'<meta property="{name}" content="{content}">'


def data(**fields: object) -> str:
    written = json.dumps({"@type": "NewsArticle", "headline": "Saltmere closes its pier"} | fields)
    return f'<script type="application/ld+json">{written}</script>'


def said(noun: str, *elements: str, url: str | None = None, **more: str) -> tuple[str, str] | None:
    page = read_page(article(head=head(*elements, **more)))
    field = page.fields(given(url=url) if url else {}).get(noun)
    return (field.value, field.key) if field else None


@pytest.mark.parametrize(
    ("elements", "value", "key"),
    [
        ([data(datePublished="2031-02-03T04:05:06Z")], "2031-02-03T04:05:06Z", "the page's JSON-LD (datePublished)"),
        ([meta("article:published_time", "2031-02-03")], "2031-02-03", "meta element article:published_time"),
        (['<meta itemprop="datePublished" content="2031-02">'], "2031-02", "meta element datepublished"),
        (["<time pubdate datetime=2031-02-03>Monday</time>"], "2031-02-03", "the page's own mark (time)"),
        (["<time itemprop=datePublished>3 February 2031</time>"], "3 February 2031", "the page's own mark (time)"),
        (['<time class="entry-date published" datetime=2031-02-03>Monday</time>'], "2031-02-03", "the page's own mark (published)"),
        (["<abbr class=published title=2031-02-03T10:15:00Z>10:15</abbr>"], "2031-02-03T10:15:00Z", "the page's own mark (published)"),
        ([data(datePublished="2031-02-03T23:30"), meta("date", "2031-02-04")], "2031-02-03T23:30", "the page's JSON-LD (datePublished)"),
    ],
)  # fmt: skip
def test_the_day_of_publication_is_taken_from_where_it_is_stated(elements: list[str], value: str, key: str) -> None:
    assert said("published", *elements) == (value, key)


@pytest.mark.parametrize(
    "elements",
    [
        [meta("article:modified_time", "2031-02-03")],
        [data(dateModified="2031-02-03")],
        ["<time datetime=2031-02-03>the day of another story</time>"],
        [data(datePublished="2031-02-03"), meta("article:published_time", "2029-02-03")],
        [data(datePublished="soon")],
        [data(datePublished=20310203)],
        ["<time class=published datetime=2031-02-03>", "<time class=published datetime=2031-01-03>"],
        ["<time class=updated datetime=2031-02-03>"],
        ["<ul class=related-posts><li><time class=published datetime=2031-02-03>"],
    ],
    ids=[
        "changed",
        "changed, in data",
        "some time",
        "two days apart by years",
        "no day",
        "a number",
        "marks of several entries",
        "a mark of a change",
        "a mark among other stories",
    ],
)
def test_no_day_is_better_than_a_wrong_one(elements: list[str]) -> None:
    assert said("published", *elements) is None


def test_days_that_cannot_all_be_right_are_reported() -> None:
    differ = article(head=head(meta("article:published_time", "2029-02-03"), meta("date", "2031-02-03")))
    assert "dates-differ" in report_of(differ).flags
    assert report_of(differ, given=given(published="2031-02-03")).flags == ()


@pytest.mark.parametrize(
    ("url", "day"),
    [
        ("https://bell.example/news/2031/02/03/pier", "2031-02-03"),
        ("https://bell.example/2031/feb/3/pier", "2031-02-03"),
        ("https://bell.example/pier-closes-20310203/", "2031-02-03"),
        ("https://bell.example/2031/13/03/pier", None),
        ("https://bell.example/2031/02/pier", None),
        ("https://bell.example/pier-14848164.html", None),
    ],
)
def test_many_sites_put_the_day_into_the_address(url: str, day: str | None) -> None:
    assert said("published", url=url) == (None if day is None else (day, "the address of the page"))


@pytest.mark.parametrize(
    ("elements", "names"),
    [
        ([data(author={"@type": "Person", "name": "Ada Lund"})], "Ada Lund"),
        ([data(author=[{"name": "Ada Lund"}, {"name": "Bo de Wit"}])], "Ada Lund, Bo de Wit"),
        ([meta("author", "By Ada Lund and Bo Wit")], "Ada Lund, Bo Wit"),
        ([meta("author", "Ada Lund, The Saltmere Bell"), meta("og:site_name", "The Saltmere Bell")], "Ada Lund"),
        (["<a rel=author href=/ada>Ada Lund</a>"], "Ada Lund"),
        (["<span itemprop=author><a href=/ada rel=author><b itemprop=name>Ada Lund</b></a></span>"], "Ada Lund"),
        (['<span class="author vcard"><a class=fn href=/author/ada>Ada Lund</a></span>'], "Ada Lund"),
        (['<i class="author vcard">Ada Lund</i><i class="author vcard">Bo de Wit</i>'], None),
        (['<cite class="comment-author vcard">Ada Lund</cite>'], None),
        (['<div class=comments><i class="author vcard">Ada Lund</i></div>'], None),
        ([meta("author", "admin")], None),
        ([meta("author", "Newsroom Staff")], None),
        ([meta("article:author", "https://facebook.example/saltmere")], None),
        ([data(author={"@type": "Organization", "name": "Saltmere Bell"})], None),
        ([meta("author", "The Saltmere Bell"), meta("og:site_name", "The Saltmere Bell")], None),
    ],
)
def test_a_byline_names_people_only(elements: list[str], names: str | None) -> None:
    found = said("byline", *elements)
    assert (found and found[0]) == names


def test_an_agency_that_is_named_as_the_author_is_the_agency() -> None:
    elements = data(author={"@type": "Organization", "name": "Reuters"})
    assert said("agency", elements) == ("Reuters", "the page's JSON-LD (author)")
    assert said("byline", elements) is None


@pytest.mark.parametrize(
    ("elements", "url", "expected"),
    [
        ([meta("og:site_name", "The Saltmere Bell")], None, ("The Saltmere Bell", "the page's own claim (og:site_name)")),
        ([meta("og:site_name", "@saltmerebell")], None, ("saltmerebell", "the page's own claim (og:site_name)")),
        ([meta("og:site_name", "Bell | News, Sport | Tides")], None, ("Bell", "the page's own claim (og:site_name)")),
        ([data(publisher={"name": "Bell Press"})], None, ("Bell Press", "the page's own claim (JSON-LD publisher)")),
        ([], "https://www.bell.example/x", ("bell.example", "domain of the address it was given with")),
        ([], None, None),
    ],
)  # fmt: skip
def test_an_outlet_is_the_pages_claim_or_the_domain_it_came_from(
    elements: list[str], url: str | None, expected: tuple[str, str] | None
) -> None:
    assert said("outlet", *elements, url=url) == expected


@pytest.mark.parametrize(
    ("elements", "expected"),
    [
        (['<link rel=canonical href="https://bell.example/pier">'], "https://bell.example/pier"),
        (['<link rel=canonical href="/pier">'], "https://fetched.example/pier"),
        (['<link rel=canonical href="javascript:alert(1)">'], "https://fetched.example/a/b"),
        (
            ['<link rel=canonical href="data:text/html,x">', meta("og:url", "http://bell.example/p")],
            "http://bell.example/p",
        ),
        ([meta("og:url", "https://bell.example/<script>")], "https://fetched.example/a/b"),
        ([], "https://fetched.example/a/b"),
    ],
)
def test_an_address_is_one_that_can_be_linked_to(elements: list[str], expected: str) -> None:
    from onrecord.read.web.claims import Claims
    from onrecord.read.web.linked_data import find_article
    from onrecord.read.web.prescan import survey

    html = head(*elements)
    found = Claims(survey(html), find_article(html), "https://fetched.example/a/b").url()
    assert found is not None and found.value == expected


@pytest.mark.parametrize(
    ("title", "elements", "heading", "expected"),
    [
        ("Pier shut | The Bell", [], "", "Pier shut | The Bell"),
        ("Pier shut | The Bell", [meta("og:site_name", "The Bell")], "", "Pier shut"),
        ("The Bell: Pier shut", [meta("og:site_name", "The Bell")], "", "The Bell: Pier shut"),
        ("Home", [meta("og:title", "Pier shut for the winter")], "", "Pier shut for the winter"),
        ("Pier shut", [], "<h1>Pier shut for the whole winter</h1>", "Pier shut for the whole winter"),
        ("Pier shut", [], "<h1>Sign up for our letter</h1>", "Pier shut"),
        ("Pier shut", [], "<h1 hidden>Pier shut for the whole winter</h1>", "Pier shut"),
    ],
)
def test_the_title_is_the_headline_on_the_page_or_else_what_the_page_claims(
    title: str, elements: list[str], heading: str, expected: str
) -> None:
    page = (
        head(*elements, title=title)
        + heading
        + "<p>The pier stays shut until the spring, the council said on Monday.</p>"
    )
    assert read_page(page).fields({})["title"].value == expected


def test_what_the_container_gave_wins_over_what_the_page_claims() -> None:
    report = report_of(
        article(head=head(meta("og:site_name", "The Bell"), data(datePublished="2031-02-03"))),
        given=given(title="From the feed", outlet="Feed of the Bell", published="2030-01-01"),
    )
    assert report.title and report.title.value == "From the feed"
    assert report.outlet and report.outlet.value == "Feed of the Bell"
    assert report.published and report.published.value == "2030-01-01"


@pytest.mark.parametrize(
    "broken", ["{", "[" * 5_000, '{"@type": "NewsArticle", "author": {"name": {"name": 7}}}', "\x00", '{"a": 1e999}']
)
def test_broken_data_is_passed_over(broken: str) -> None:
    assert said("byline", f'<script type="application/ld+json">{broken}</script>', meta("author", "Ada Lund")) == (
        "Ada Lund",
        "meta element author",
    )


def test_two_articles_in_the_data_are_none() -> None:
    assert (
        said("published", data(datePublished="2031-02-03"), data(headline="Another story", datePublished="2031-02-03"))
        is None
    )


def test_what_no_store_can_hold_is_replaced_in_claims_too() -> None:
    broken = '{"@type": "Article", "headline": "Pier\\ud800 shut\\u0000", "publisher": {"name": "Be\\udfffll"}}'
    assert said("outlet", f'<script type="application/ld+json">{broken}</script>') == (
        "Be\ufffdll",
        "the page's own claim (JSON-LD publisher)",
    )
