"""A feed is read entry by entry: what each says of itself is kept, nothing it names is fetched, one that is broken is not lost."""

from __future__ import annotations

import io
import json
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.read.formats.opened import offers, opened, refusals
from tests.timing import takes_at_most

from onrecord.model import Input
from onrecord.read.fields import Field, Offered
from onrecord.read.files import Unreadable
from onrecord.read.formats import feed_entries
from onrecord.read.formats.feed_scan import shape
from onrecord.read.formats.feeds import is_teaser, read_feed
from onrecord.read.formats.xml_tags import plain_text, tags
from onrecord.read.opening import Found, open_source
from onrecord.read.source import Source

SHARED = Path(__file__).resolve().parents[3] / ".." / "shared" / "data" / "hostile" / "feeds"
LONG = "The mayor said that the bridge would stay open, and that the city had the money for it. " * 8


def read(feed: str | bytes, **options: object) -> list[Offered | Input | Source]:
    data = feed.encode() if isinstance(feed, str) else feed
    return list(read_feed(Source("world.xml", "world.xml", io.BytesIO(data), offset=0, **options)))  # type: ignore[arg-type]


def rss(*items: str, head: str = "<title>The Daily Bridge</title>") -> str:
    return f'<?xml version="1.0"?><rss version="2.0"><channel>{head}{"".join(items)}</channel></rss>'


def item(text: str, more: str = "") -> str:
    return f"<item><title>Bridge stays open</title>{more}<description>{text}</description></item>"


def text_of(entry: Offered | Input | Source) -> str:
    """The words of an entry, whether it is handed on as a page or given as a report."""
    if isinstance(entry, Source):
        return plain_text(entry.whole().decode())
    return entry.text if isinstance(entry, Offered) else ""


def fields_of(entry: Offered | Input | Source) -> dict[str, str]:
    nouns = ("title", "outlet", "published", "byline", "url", "language")
    fields = entry.given if isinstance(entry, Source) else {noun: getattr(entry, noun, None) for noun in nouns}
    return {noun: field.value for noun, field in fields.items() if field and noun in nouns}


ATOM = f"""<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en"><title>The Daily Bridge</title>
<entry><title type="html">Bridge &amp;lt;stays&amp;gt; &lt;b&gt;open&lt;/b&gt;</title><link href="https://bridge.example/1"/>
<published>2016-09-05T10:00:00+02:00</published><updated>2016-09-06T10:00:00Z</updated><author><name>Ann Writer</name></author>
<content type="html">&lt;p&gt;{LONG}&lt;/p&gt;</content></entry></feed>"""
RDF = f"""<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel rdf:about="x"><title>The Daily Bridge</title></channel><item rdf:about="y"><title>Bridge stays open</title>
<link>https://bridge.example/1</link><dc:date>2016-09-05</dc:date><dc:creator>Ann Writer</dc:creator>
<description>{LONG}</description></item></rdf:RDF>"""
JSON = {
    "version": "https://jsonfeed.org/version/1.1",
    "title": "The Daily Bridge",
    "language": "en",
    "items": [
        {
            "id": "1",
            "url": "https://bridge.example/1",
            "title": "Bridge stays open",
            "date_published": "2016-09-05T10:00:00+02:00",
            "authors": [{"name": "Ann Writer"}, {"name": "Ben Editor"}],
            "content_html": f"<p>{LONG}</p>",
        },
        {"id": "2", "content_text": LONG, "author": {"name": "Ann Writer"}},
        {"id": "3", "summary": "The bridge stays open."},
        "no entry",
    ],
}


def test_an_entry_of_rss_says_what_it_is() -> None:
    more = "<link>https://bridge.example/1</link><pubDate>Mon, 05 Sep 2016 10:00:00 +0200</pubDate><author>Ann Writer</author>"
    (entry,) = read(
        rss(item(f"<![CDATA[<p>{LONG}</p>]]>", more), head="<title>The Daily Bridge</title><language>en-gb</language>")
    )
    assert isinstance(entry, Source)
    assert (entry.locator, entry.format, entry.given["name"].value) == ("world.xml:1", "html", "world-1")
    assert fields_of(entry) == {
        "title": "Bridge stays open",
        "outlet": "The Daily Bridge",
        "published": "Mon, 05 Sep 2016 10:00:00 +0200",
        "byline": "Ann Writer",
        "url": "https://bridge.example/1",
        "language": "en-gb",
    }
    assert entry.given["outlet"].key == "title of the feed"


def test_an_entry_of_atom_says_what_it_is() -> None:
    (entry,) = read(ATOM)
    assert fields_of(entry) == {
        "title": "Bridge <stays> open",
        "outlet": "The Daily Bridge",
        "published": "2016-09-05T10:00:00+02:00",
        "byline": "Ann Writer",
        "url": "https://bridge.example/1",
        "language": "en",
    }


def test_an_entry_of_rss_1_0_says_what_it_is() -> None:
    (entry,) = read(RDF)
    assert isinstance(entry, Offered)
    assert (entry.published, entry.byline) == (Field("date", "2016-09-05"), Field("author", "Ann Writer"))
    assert entry.text == LONG.strip()


def test_a_json_feed_is_read() -> None:
    page, plain, teaser, none = read(json.dumps(JSON))
    assert fields_of(page) == {
        "title": "Bridge stays open",
        "outlet": "The Daily Bridge",
        "published": "2016-09-05T10:00:00+02:00",
        "byline": "Ann Writer, Ben Editor",
        "url": "https://bridge.example/1",
        "language": "en",
    }
    assert isinstance(plain, Offered) and (plain.text, plain.flags) == (LONG, ())
    assert isinstance(teaser, Offered) and teaser.flags == ("teaser-only",)
    assert isinstance(none, Input) and none.code == "no-words"


@pytest.mark.parametrize(
    ("author", "name"),
    [
        ("Ann Writer", "Ann Writer"),
        ("Ann Writer and Ben Editor", "Ann Writer and Ben Editor"),
        ("ann@bridge.london (Ann Writer)", "Ann Writer"),
        ("Ann Writer &lt;ann@bridge.example&gt;", "Ann Writer"),
        ("news@bridge.example", None),
        ("<name>Ann Writer</name><email>ann@bridge.example</email>", "Ann Writer"),
    ],
)
@pytest.mark.parametrize("careful", [False, True])
def test_an_author_is_named_without_the_address(author: str, name: str | None, careful: bool) -> None:
    (entry,) = read(rss(item(LONG, f"<author>{author}</author>")), careful=careful)
    assert fields_of(entry).get("byline") == name


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "latin-1"])
def test_an_entry_says_at_which_byte_it_begins(encoding: str) -> None:
    head = f'<?xml version="1.0" encoding="{encoding}"?><!DOCTYPE rss [<!ENTITY nbsp "&#160;"><!ENTITY two "&nbsp;&nbsp;">]>'
    feed = rss(item(f"Café. {LONG}"), item("Bare", "").replace("Bare", ""), item(f"Zürich. {LONG}"))
    data = (head + feed.removeprefix('<?xml version="1.0"?>')).encode(encoding)
    entries = read(data)
    sign = "<item>".encode(encoding).removeprefix("".encode(encoding))
    begins = [place for place in range(len(data)) if data.startswith(sign, place)]
    assert [entry.offset for entry in entries] == begins


def test_an_entry_of_an_aggregator_is_by_the_source_it_names() -> None:
    (entry,) = read(rss(item(LONG, '<source url="https://kelmouth.example/rss">Kelmouth Post</source>')))
    assert isinstance(entry, Offered) and entry.outlet == Field("source of the entry", "Kelmouth Post")


def test_the_content_is_taken_rather_than_the_summary() -> None:
    encoded = f'<content:encoded xmlns:content="http://purl.org/rss/1.0/modules/content/"><![CDATA[<p>{LONG}</p>]]></content:encoded>'
    (entry,) = read(rss(item("The bridge stays open.", encoded)))
    assert LONG.strip() in text_of(entry) and not entry.flags  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("words", "summary", "teaser"),
    [
        ("The bridge stays open.", True, True),
        ("The bridge stays open.", False, False),
        (LONG, True, False),
        (LONG + "The mayor…", True, True),
        (LONG + "The mayor [...]", False, True),
        (LONG + "The mayor [&hellip;]", False, True),
        (LONG + "Read more", False, True),
        (LONG + "Continue reading Bridge stays open →", False, True),
        (LONG + "The mayor [...] The post Bridge stays open appeared first on The Daily Bridge.", False, True),
        (LONG + "The post Bridge stays open appeared first on The Daily Bridge.", False, False),
        ("“Wait …” he said. " + LONG, True, False),
        (LONG + "They want to read more books.", False, False),
        (LONG + "They want to read more.", False, False),
        (LONG + "It was a letter, which she read on.", True, False),
    ],
)
def test_a_teaser_is_told_from_a_report(words: str, summary: bool, teaser: bool) -> None:
    assert is_teaser(words, summary) is teaser


def test_a_teaser_is_kept_and_flagged() -> None:
    (entry,) = read(
        rss(
            item(
                "&lt;p&gt;The &lt;b&gt;bridge&lt;/b&gt; stays open &amp;amp; free.&lt;/p&gt;&lt;p&gt;Read more&lt;/p&gt;"
            )
        )
    )
    assert isinstance(entry, Offered)
    assert (entry.text, entry.flags) == ("The bridge stays open & free.\n\nRead more", ("teaser-only",))
    assert [(entry.text[mark.start : mark.end], mark.kind) for mark in entry.marks] == [("Read more", "boilerplate")]


def test_an_entry_with_a_headline_alone_is_refused_with_its_address() -> None:
    (entry,) = read(rss("<item><title>Bridge stays open</title><link>https://bridge.example/1</link></item>"))
    assert isinstance(entry, Input)
    assert (entry.locator, entry.code) == ("world.xml:1", "no-words")
    assert "https://bridge.example/1" in entry.reason


def test_a_link_that_is_no_address_of_the_web_is_not_kept() -> None:
    (entry,) = read(rss(item(LONG, "<link>javascript:alert(1)</link>")))
    assert isinstance(entry, Offered) and entry.url is None


@pytest.mark.parametrize("feed", ["<rss></rss>", rss(), '{"items": []}', "<feed xmlns='http://www.w3.org/2005/Atom'/>"])
def test_a_feed_without_entries_is_refused(feed: str) -> None:
    with pytest.raises(Unreadable, match="without entries") as refused:
        read(feed)
    assert refused.value.code == "empty"


def test_other_xml_is_refused() -> None:
    with pytest.raises(Unreadable, match="<urlset>") as refused:
        read("<urlset><url><loc>https://bridge.example/</loc></url></urlset>")
    assert refused.value.code == "unsupported"


VERSION = '"version": "https://jsonfeed.org/version/1"'


@pytest.mark.parametrize(
    "feed", ["{" + VERSION, f'{{{VERSION}, "items": 5}}', f'{{{VERSION}, "items": ' + "[" * 100_000]
)
def test_a_broken_json_feed_is_refused(feed: str) -> None:
    assert [one.state for one in refusals(feed, "feed.json")] == ["rejected"]


def test_an_entry_of_nothing_but_a_link_is_kept() -> None:
    entry = "<entry><title>Bridge stays open</title><content type='html'>&lt;a href='/1'&gt;Comments&lt;/a&gt;</content></entry>"
    feed = f"<feed xmlns='http://www.w3.org/2005/Atom'>{entry}</feed>"
    assert [(one.title and one.title.value, one.text) for one in offers(feed, "world.xml")] == [
        ("Bridge stays open", "Comments")
    ]


def test_of_a_broken_json_feed_the_sound_entries_are_read() -> None:
    feed = f'{{{VERSION}, "items": [{{"content_text": "It stays open."}}, {{"content_text": bad}}, {{"content_text": "It sails."}},]}}'
    found = opened(feed, "feed.json")
    assert [one.text for one in found if isinstance(one, Offered)] == ["It stays open.", "It sails."]
    assert [one.code for one in found if isinstance(one, Input)] == ["malformed"]


# What is found in the wild


@pytest.mark.parametrize(
    "title",
    [
        "&lt;b&gt;Bridge&lt;/b&gt; &amp;amp; ferry",
        "<![CDATA[<a href='x'>Bridge</a> &amp; ferry]]>",
        "Bridge &amp;amp;amp; ferry",
        "<i>Bridge</i>&nbsp;&amp; ferry",
        "Bridge &amp; &lt;script&gt;alert(1)&lt;/script&gt;ferry",
        "&lt;tt&gt;Bridge&lt;/tt&gt; &lt;img src='x' onerror='y'&gt;&amp; ferry&lt;script&gt;alert(1)&lt;/script&gt;",
    ],
)
def test_a_title_keeps_no_tag_and_no_entity(title: str) -> None:
    (entry,) = read(rss(f"<item><title>{title}</title><description>{LONG}</description></item>"))
    assert fields_of(entry)["title"] == "Bridge & ferry"


def test_titles_of_atom_and_json_feeds_keep_no_tag_either() -> None:
    old = "<feed version='0.3' xmlns='http://purl.org/atom/ns#'><entry><title mode='escaped'>Bridge &lt;b&gt;open&lt;/b&gt;</title>"
    (entry,) = read(f"{old}<content>{LONG}</content></entry></feed>")
    assert fields_of(entry)["title"] == "Bridge open"
    (entry,) = read(
        json.dumps({"title": "Bridge &amp; Co", "items": [{"title": "It&#8217;s <b>open</b>", "content_text": LONG}]})
    )
    assert fields_of(entry) == {"title": "It’s open", "outlet": "Bridge & Co"}


def test_html_that_was_escaped_twice_is_still_html() -> None:
    (entry,) = read(
        rss(item("&amp;lt;p&amp;gt;It stays open.&amp;lt;/p&amp;gt;&amp;lt;p&amp;gt;It sails.&amp;lt;/p&amp;gt;"))
    )
    assert text_of(entry) == "It stays open.\n\nIt sails."


def test_a_tag_that_an_entry_speaks_of_is_a_word_of_it() -> None:
    (entry,) = read(rss(item(f"Write &amp;lt;p&amp;gt; for a paragraph, she said. {LONG}")))
    assert text_of(entry).startswith("Write <p> for a paragraph, she said.")


@pytest.mark.parametrize("name", ["yandex:full-text", "turbo:content", "content:encoded"])
def test_the_whole_text_is_taken_wherever_a_service_writes_it(name: str) -> None:
    (entry,) = read(rss(item("A teaser.", f"<{name}>{LONG}</{name}>")))
    assert text_of(entry) == LONG.strip()


def test_a_complaint_before_a_feed_costs_nothing() -> None:
    feed = "Warning: no such file<br />\n" + rss(item(LONG))
    (entry,) = [one for one in opened(feed, "world.xml") if isinstance(one, Offered)]
    assert (entry.text, entry.offset) == (LONG.strip(), feed.index("<item>"))


def test_entities_that_a_feed_declares_are_resolved_behind_a_comment_too() -> None:
    feed = rss(item(f"&co; said. {LONG}")).replace(
        "?>", "?><!-- made by hand --><!DOCTYPE rss [<!ENTITY co 'Bridge Company'>]>", 1
    )
    (entry,) = read(feed)
    assert text_of(entry).startswith("Bridge Company said.")


def test_an_entry_that_stands_alone_is_read() -> None:
    alone = f"<?xml version='1.0'?><entry xmlns='http://www.w3.org/2005/Atom'><title>Bridge</title><content>{LONG}</content></entry>"
    (entry,) = offers(alone, "bridge.xml")
    assert (entry.text, entry.title) == (LONG.strip(), Field("title", "Bridge"))


@pytest.mark.parametrize("size", [20_000, 90_000])
def test_the_head_of_a_feed_is_looked_at_once_and_not_for_each_entry(size: int) -> None:
    head = "<a>b</a>" * (size // 8)

    def work(entries: int) -> None:
        assert len(read(rss("<item><title>T</title></item>" * entries, head=head))) == entries

    assert takes_at_most(4.0, lambda: work(1_500))


def test_a_feed_from_a_large_machine_is_read() -> None:
    feed = '<?xml version="1.0" encoding="ebcdic-cp-us"?>' + rss(item(LONG)).partition("?>")[2]
    (entry,) = offers(feed.encode("cp037"), "world.xml")
    assert (entry.text, entry.encoding) == (LONG.strip(), "cp037")


@pytest.mark.parametrize(
    ("author", "name"),
    [
        ("By Ann Writer", "Ann Writer"),
        ("&lt;a href='x'&gt;Ann Writer&lt;/a&gt;", "Ann Writer"),
        ("Byron Writer", "Byron Writer"),
    ],
)
def test_an_author_is_named_without_what_stands_around(author: str, name: str) -> None:
    (entry,) = read(rss(item(LONG, f"<author>{author}</author>")))
    assert fields_of(entry)["byline"] == name


# The encodings


@pytest.mark.parametrize(
    ("encoding", "declared"),
    [
        ("utf-8", "utf-8"),
        ("utf-8", None),
        ("utf-8-sig", None),
        ("utf-8", "iso-8859-1"),  # as many feeds lie
        ("cp1252", "windows-1252"),
        ("cp1252", "iso-8859-1"),
        ("utf-16", "utf-16"),
        ("utf-16-le", "utf-16"),
        ("utf-16-be", None),
        ("utf-32", "utf-32"),
        ("utf-32-be", None),
    ],
)
def test_a_feed_is_decoded(encoding: str, declared: str | None) -> None:
    words = f"“The café stays open,” she said. {LONG}".strip()
    declaration = f'<?xml version="1.0" encoding="{declared}"?>' if declared else ""
    (entry,) = read((declaration + rss(item(words))[21:]).encode(encoding))
    assert text_of(entry) == words


@pytest.mark.parametrize(
    ("encoding", "declared"),
    [("gb18030", "gb2312"), ("euc-kr", "euc-kr"), ("shift-jis", "shift_jis"), ("koi8-r", "koi8-r")],
)
def test_a_feed_of_another_script_is_decoded_as_it_declares(encoding: str, declared: str) -> None:
    words = {"gb18030": "市长说", "euc-kr": "시장은", "shift-jis": "市長は", "koi8-r": "Мэр сказал"}[encoding]
    (entry,) = read((f'<?xml version="1.0" encoding="{declared}"?>' + rss(item(words))[21:]).encode(encoding))
    assert text_of(entry) == words


def test_the_header_of_the_server_comes_before_the_declaration() -> None:
    (entry,) = read(
        ('<?xml version="1.0" encoding="koi8-r"?>' + rss(item("café “open”"))[21:]).encode("cp1252"),
        encoding="windows-1252",
    )
    assert text_of(entry) == "café “open”"


# Broken and hostile feeds


@pytest.mark.parametrize(
    ("broken", "words"),
    [
        (rss(item("Bread & butter"), item("The second")), ["Bread & butter", "The second"]),
        (rss(item("a &nbsp;caf&eacute;"), item("The second")), ["a\xa0café", "The second"]),
        (rss(item("The <b>first"), item("The second")), ["The first", "The second"]),
        (rss(item("The first"), item("The second"))[:-37], ["The first", "The second"]),
        (rss(item("The first")) + rss(item("The second")), ["The first", "The second"]),
        (rss(item("The \x01first"), item("The second")), ["The \x01first", "The second"]),
        (rss(item("5 &lt; 6 &#0; &#xD800; &#99999999;"), item("The second")), ["5 < 6 � � �", "The second"]),
        ("\n\n  " + rss(item("The first"), item("The second")), ["The first", "The second"]),
    ],
)
def test_broken_xml_loses_no_entry(broken: str, words: list[str]) -> None:
    found = [" ".join(text_of(entry).split()) for entry in read(broken)]
    assert [" ".join(one.split()) for one in words] == found


BROKEN_ENTRIES = (
    "<![CDATA[",
    "<!--",
    "]]>",
    "-->",
    "<description>",
    "</description>",
    "<item>",
    "</item>",
    "</channel>",
    "</rss>",
    "<content",
    "&bridge;",
    "&#xD800;",
    '<a href="',
    "<?php",
    "<!DOCTYPE",
    "<entry>",
    "<title>",
    "\x00",
)


@given(st.lists(st.sampled_from(BROKEN_ENTRIES), min_size=1, max_size=4))
@pytest.mark.parametrize("good", [LONG, f"<![CDATA[<p>{LONG}</p><!-- a note -->]]>"])
def test_a_broken_entry_costs_no_other(good: str, broken: list[str]) -> None:
    feed = rss(item(good.replace("mayor", "minister")), f"<item><title>{''.join(broken)}</title></item>", item(good))
    for careful in (False, True):
        found = [text_of(entry) for entry in read(feed, careful=careful)]
        for words in (LONG.strip(), LONG.strip().replace("mayor", "minister")):
            assert any(words in text for text in found)


def test_a_feed_that_breaks_off_is_partial_from_there() -> None:
    first, second = read(rss(item("The first"), item(f"<![CDATA[<p>{LONG}"))[:-300])
    assert isinstance(first, Offered) and "partial" not in first.flags
    assert "partial" in second.flags  # type: ignore[union-attr]
    assert LONG[:200] in text_of(second)


HOSTILE = {
    "deep": rss("<a>" * 30_000 + item(LONG) + "</a>" * 30_000),
    "attributes": rss("<a " + "".join(f'b{number}="c" ' for number in range(30_000)) + "/>", item(LONG)),
    "entities": '<!DOCTYPE rss [<!ENTITY a0 "ha">'
    + "".join(f'<!ENTITY a{n + 1} "{f"&a{n};" * 10}">' for n in range(9))
    + "]>"
    + rss(item(LONG), item("&a9; he laughed")),
    "one large entity": f'<!DOCTYPE rss [<!ENTITY a "{"ha" * 50_000}">]>' + rss(item(LONG), item("&a;" * 50_000)),
    "comments": rss(item(LONG), "<!--" * 50_000),
    "sections": rss(item(LONG), "<![CDATA[" * 50_000),
    "brackets": rss(item(LONG), "<" * 100_000),
    "entries": rss(item(LONG), "<item>" * 20_000),
    "declarations": "<!DOCTYPE rss " * 20_000 + rss(item(LONG)),
    "quotes": rss(item(LONG), '<a "' * 50_000),
}


@pytest.mark.parametrize("kind", sorted(HOSTILE))
@pytest.mark.parametrize("careful", [False, True])
def test_a_good_entry_is_found_in_a_hostile_feed(kind: str, careful: bool) -> None:
    assert LONG.strip() in {text_of(entry).strip() for entry in read(HOSTILE[kind], careful=careful)}


@pytest.mark.parametrize("kind", ["deep", "attributes"])
def test_a_feed_made_to_keep_a_parser_busy_is_not_parsed(kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("feedparser.parse", lambda *_, **__: pytest.fail("it was parsed"))
    assert all("degraded" in entry.flags for entry in read(HOSTILE[kind]))  # type: ignore[union-attr]


def test_nothing_that_a_feed_names_is_opened(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("the secret words")
    doctype = f'<!DOCTYPE rss [<!ENTITY a SYSTEM "file://{secret}"><!ENTITY % b SYSTEM "file://{secret}"> %b;]>'
    entries = read(doctype + rss(item(f"He said &a; and {LONG}")))
    assert len(entries) == 1 and "secret words" not in text_of(entries[0])


@pytest.mark.parametrize("address", ["http://127.0.0.1:9/feed", "/etc/passwd", "feed:http://127.0.0.1:9/"])
def test_a_file_that_holds_an_address_alone_is_not_taken_for_one(address: str) -> None:
    with pytest.raises(Unreadable):
        read(address)


def test_when_feedparser_fails_the_entries_are_looked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> None:
        raise RecursionError

    monkeypatch.setattr("feedparser.parse", fail)
    assert [text_of(entry) for entry in read(rss(item("The first"), item("The second")))] == ["The first", "The second"]


@pytest.mark.parametrize(
    "feed", [ATOM, RDF, rss(item(f"<![CDATA[<p>{LONG}</p>]]>", "<link>https://bridge.example/1</link>"))]
)
def test_the_careful_way_finds_what_the_usual_one_finds(feed: str) -> None:
    (usual,), (careful,) = read(feed), read(feed, careful=True)
    assert text_of(careful).split("\n\n")[-1].strip() == text_of(usual).split("\n\n")[-1].strip()
    assert {**fields_of(usual), "language": ""} == {**fields_of(careful), "language": ""}


def test_a_large_feed_is_cut_into_small_ones_that_say_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    feed = rss(*(item(f"Number {number}. {LONG}", "<![CDATA[</item><item>]]>") for number in range(60)))
    whole = read(feed)
    monkeypatch.setattr(feed_entries, "BATCH", 5_000)
    assert [(text_of(one), fields_of(one)) for one in read(feed)] == [(text_of(one), fields_of(one)) for one in whole]
    assert len(whole) == 60


@given(st.text(alphabet="<>/!-[]CDAT&;'\"=? item", max_size=200))
def test_no_markup_stops_the_look_at_it(markup: str) -> None:
    found = list(tags(markup))
    assert all(0 <= tag.start <= tag.end <= len(markup) for tag in found)
    assert [tag.start for tag in found] == sorted(tag.start for tag in found)
    shape(markup)
    plain_text(markup)


@given(
    st.lists(
        st.text(alphabet=st.characters(codec="utf-8", exclude_categories=("Cc", "Cs")), min_size=1, max_size=60),
        max_size=5,
    )
)
def test_the_words_of_every_entry_come_through(texts: list[str]) -> None:
    words = [" ".join(text.split()) for text in texts]
    feed = json.dumps({"version": "https://jsonfeed.org/version/1", "items": [{"content_text": one} for one in words]})
    kept = [one for one in words if any(character.isalnum() for character in one)]
    if words:
        assert [entry.text for entry in read(feed) if isinstance(entry, Offered)] == kept


def test_an_entry_becomes_a_report_with_its_own_name() -> None:
    source = Source("a.b.xml", "a.b.xml", io.BytesIO(rss(item(f"<![CDATA[<p>{LONG}</p>]]>")).encode()))
    (found,) = [event.what for event in open_source(source) if isinstance(event, Found)]
    assert isinstance(found, Offered)
    assert (found.name, found.locator) == ("a.b-1", "a.b.xml:1")
    assert LONG.strip() in found.text


# What feedparser's own tests say of its files, where they speak of the text of the first entry.

EXPECTED = re.compile(
    r"Expect:\s+(?:not bozo and )?entries\[0\]\['(description|summary|content)'\](?:\[0\]\['value'\])? == (.{1,2000})"
)
# Where we mean to differ: scripts are no words, the content comes before the summary, and `<!'` says nothing.
DIFFERENT = ("_crazy", "content_and_summary", "not_a_doctype")


@pytest.mark.shared
@pytest.mark.parametrize("careful", [False, True])
def test_no_hostile_feed_fails_in_another_way_than_with_a_reason(careful: bool) -> None:
    for path in sorted(SHARED.iterdir()):
        try:
            read(path.read_bytes(), careful=careful)
        except Unreadable as refused:
            assert refused.code in ("empty", "unsupported")


@pytest.mark.shared
def test_the_texts_are_those_that_feedparser_expects() -> None:
    right, wrong = 0, []
    for path in sorted(SHARED.iterdir()):
        data = path.read_bytes()
        found = EXPECTED.search(data.decode("utf-8", "replace"))
        if not found or any(name in path.name for name in DIFFERENT):
            continue
        try:
            expected = eval(found[2].split(" and entries")[0])
        except SyntaxError:
            continue
        header = re.search(rb"Header:\s*Content-type:[^\n]*charset\s*=\s*[\"']?([\w.-]+)", data, re.IGNORECASE)
        text = text_of(read(data, encoding=header[1].decode() if header else None)[0])
        if " ".join(text.split()).endswith((" ".join(expected.split()), " ".join(plain_text(expected).split()))):
            right += 1
        else:
            wrong.append((path.name, expected, text))
    assert wrong == [] and right > 290
