"""JSON Lines, a list and a single object: every good record is kept, every bad one is listed with its reason and its place."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.read.formats.opened import offers, opened, refusals

from onrecord.model import Input
from onrecord.read import read
from onrecord.read.fields import Field, Offered
from onrecord.read.files import LARGEST_TEXT
from onrecord.read.formats.records import NAME_COLUMNS

SHARED = Path(__file__).resolve().parents[3] / ".." / "shared" / "data" / "hostile" / "json"
GOOD = {"id": "good", "text": "The ferry will sail again."}
NO_TEXT = (
    "it has no text; the text belongs into a field called text, maintext, articlebody, body, content or fulltext, "
    "or name its field with --field text=…"
)


def record(**fields: Any) -> Offered:
    (offer,) = offers(json.dumps({**GOOD, **fields}), "pile.jsonl")
    return offer


@pytest.mark.parametrize(
    "key",
    [
        "text",
        "maintext",
        "articleBody",
        "body",
        "content",
        "Text",
        "main_text",
        "bodyText",
        "body_text",
        "page_content",
    ],
)
def test_the_text_is_found_under_its_usual_names(key: str) -> None:
    (offer,) = offers(json.dumps({key: "The ferry\r\nsails.\n"}), "pile.jsonl")
    assert offer.text == "The ferry\r\nsails.\n"


@pytest.mark.parametrize(
    ("noun", "key", "given", "value"),
    [
        ("title", "title", "Ferry sails", "Ferry sails"),
        ("title", "headline", " Ferry  sails ", "Ferry sails"),
        ("title", "webTitle", "Ferry sails", "Ferry sails"),
        ("title", "headline", {"main": "Ferry sails", "kicker": None}, "Ferry sails"),
        ("title", "headlines", [{"role": "main", "value": "Ferry sails"}, {"value": "It sails"}], "Ferry sails"),
        ("title", "title", {"rendered": "The ferry&#8217;s return"}, "The ferry’s return"),
        ("outlet", "source", "Harbour Post", "Harbour Post"),
        ("outlet", "source", {"id": None, "name": "Harbour Post"}, "Harbour Post"),
        ("outlet", "publisher", {"@type": "Organization", "name": "Harbour Post"}, "Harbour Post"),
        ("outlet", "infosources", [{"name": "Harbour Agency", "role": "supplier"}], "Harbour Agency"),
        ("published", "date_publish", "2016-09-05T10:00:00", "2016-09-05T10:00:00"),
        ("published", "pubDate", "Mon, 05 Sep 2016 10:00:00 GMT", "Mon, 05 Sep 2016 10:00:00 GMT"),
        ("published", "versioncreated", "2016-09-05T10:00:00Z", "2016-09-05T10:00:00Z"),
        ("published", "published", 1473069600, "2016-09-05T10:00:00+00:00"),
        ("published", "date", "1473069600000", "2016-09-05T10:00:00+00:00"),
        ("published", "date", 1473069600.0, "2016-09-05T10:00:00+00:00"),
        ("published", "date", "1473069600.0", "2016-09-05T10:00:00+00:00"),
        ("published", "date", {"$date": "2016-09-05T10:00:00Z"}, "2016-09-05T10:00:00Z"),
        ("byline", "authors", ["Anna Able", "Bob Baker"], "Anna Able, Bob Baker"),
        ("byline", "bylines", [{"byline": "Anna Able"}], "Anna Able"),
        ("byline", "authors", "['Anna Able', \"Bob O'Baker\"]", "Anna Able, Bob O'Baker"),
        ("byline", "authors", '["Anna Able", "Bob Baker"]', "Anna Able, Bob Baker"),
        ("byline", "authors", "[Anna Able, Bob Baker]", "Anna Able, Bob Baker"),
        ("outlet", "source", '{"name": "Harbour Post"}', "Harbour Post"),
        ("title", "title", "[Updated] Ferry sails [again]", "[Updated] Ferry sails [again]"),
        ("byline", "author", {"name": "Anna Able"}, "Anna Able"),
        ("byline", "author", [{"@type": "Person", "name": "Anna Able"}, {"name": "Bob Baker"}], "Anna Able, Bob Baker"),
        ("url", "link", "https://example.org/a", "https://example.org/a"),
        ("url", "mainEntityOfPage", {"@id": "https://example.org/a"}, "https://example.org/a"),
        ("language", "inLanguage", "en-GB", "en-GB"),
    ],
)
def test_a_field_keeps_its_value_and_where_it_came_from(noun: str, key: str, given: Any, value: str) -> None:
    assert getattr(record(**{key: given}), noun) == Field(key, value)


@pytest.mark.parametrize(
    ("noun", "key", "given"),
    [
        ("outlet", "source", "https://example.org/feed"),
        ("url", "link", "javascript:alert(1)"),
        ("url", "url", "/local/page"),
        ("byline", "author", "nan"),
        ("byline", "author", 4),
        ("byline", "authors", "[]"),
        ("outlet", "source", "{'name': Harbour Post}"),
        ("title", "title", None),
        ("title", "title", True),
        ("byline", "author", {"url": "https://example.org/anna"}),
    ],
)
def test_a_value_that_cannot_be_what_the_field_says_is_left_out(noun: str, key: str, given: Any) -> None:
    assert getattr(record(**{key: given}), noun) is None


def test_a_second_name_has_its_turn_when_the_first_says_nothing() -> None:
    assert record(source="https://example.org", publisher="Harbour Post").outlet == Field("publisher", "Harbour Post")


def test_fields_may_lie_one_object_down() -> None:
    offer = record(fields={"byline": "Anna Able", "bodyText": "Another."}, webTitle="Ferry sails")
    assert (offer.byline, offer.text) == (Field("fields.byline", "Anna Able"), GOOD["text"])


def test_the_user_may_name_the_field_for_anything() -> None:
    line = json.dumps({"text": "Not this.", "story": {"words": "This."}, "who": "Harbour Post", "source": "Other"})
    (offer,) = offers(line, "a.jsonl", {"text": "story.words", "outlet": "who"})
    assert (offer.text, offer.outlet) == ("This.", Field("who", "Harbour Post"))


def test_a_field_that_was_asked_for_and_is_not_there_is_said() -> None:
    (one,) = refusals('{"text": "Here."}', "a.jsonl", {"text": "story"})
    assert one.reason == "line 1: it has no field story, which was to hold the text"


def test_an_object_with_a_summary_only_is_no_report() -> None:
    (one,) = refusals('{"title": "Ferry", "description": "It sails."}', "a.jsonl")
    assert one.code == "no-text-field"
    assert one.reason == (
        "line 1: it has no text, only a summary (description); if that is the report, say --field text=description"
    )


def test_paragraphs_in_a_list_are_put_together() -> None:
    assert offers('{"text": ["One.", "Two."]}', "a.jsonl")[0].text == "One.\n\nTwo."


def test_a_text_that_the_service_cut_off_is_marked_as_partial() -> None:
    assert record(text="The ferry will sail… [+1234 chars]").flags == ("partial",)


def test_an_id_that_is_no_name_leaves_the_name_to_the_file() -> None:
    assert record(id="x" * 201).name == "pile-1"


@pytest.mark.parametrize(
    ("line", "reason", "code"),
    [
        ("{", "it is not JSON (Expecting property name enclosed in double quotes at character 2)", "truncated"),
        ("[1]", "it is a list, not an object with fields", "malformed"),
        ("null", "it is null, not an object with fields", "malformed"),
        ("{}", "the object is empty", "no-text-field"),
        ('{"text": ""}', "its text is empty or is not a string", "no-text-field"),
        ('{"text": 5}', "its text is empty or is not a string", "no-text-field"),
        ('{"title": "x"}', NO_TEXT, "no-text-field"),
        ('{"text": "x", "n": NaN}', "it holds NaN, which is not JSON", "malformed"),
        ('{"text": "x", "n": 1e999}', "it holds a number too large to read", "malformed"),
        ('{"text": "x", "n": ' + "9" * 5000 + "}", "it holds a number too large to read", "malformed"),
        ('{"text": "x", "text": "y"}', "the field “text” stands in it twice", "malformed"),
        ('{"a":' * 100_000, "its JSON is nested too deeply", "too-deep"),
        ('{"text": "x", "a": ' + "[" * 300 + "]" * 300 + "}", "its JSON is nested too deeply", "too-deep"),
        ('{"text": "x"', "it is not JSON (Expecting ',' delimiter at character 13)", "truncated"),
        ('{"text": "x', "it is not JSON (Unterminated string starting at character 10)", "truncated"),
        ('{"text": "x"} x', "it is not JSON (something stands after its end, at character 14)", "malformed"),
    ],
)
def test_a_bad_line_costs_nothing_but_itself(line: str, reason: str, code: str) -> None:
    before, after = json.dumps(GOOD), json.dumps({"id": "after", "text": "It sails."})
    first, bad, last = opened(f"{before}\n{line}\n{after}\n", "pile.jsonl")
    assert isinstance(first, Offered) and isinstance(last, Offered) and isinstance(bad, Input)
    assert (first.name, last.name) == ("good", "after")
    assert (bad.locator, bad.reason, bad.code, bad.offset) == (
        "pile.jsonl:2",
        f"line 2: {reason}",
        code,
        len(before) + 1,
    )


@pytest.mark.parametrize("separator", ["\u2028", "\u2029", "\x85", "\x0b", "\x0c", "\x1c"])
def test_a_line_ends_at_a_newline_only(separator: str) -> None:
    text = f"The ferry{separator}sails."
    content = json.dumps({"text": text}, ensure_ascii=separator < " ") + "\n" + json.dumps(GOOD)
    assert [offer.text for offer in offers(content, "a.jsonl")] == [text, GOOD["text"]]


def test_a_lone_surrogate_is_replaced() -> None:
    (offer,) = offers('{"id": "a", "text": "The \\ud800 ferry", "title": "\\udfff"}', "a.jsonl")
    assert (offer.text, offer.title) == ("The \ufffd ferry", Field("title", "\ufffd"))


@pytest.mark.parametrize(
    ("name", "content", "locators", "names", "offsets"),
    [
        ("a.jsonl", '{"text": "One."}\n\n{"text": "Two."}', ["a.jsonl:1", "a.jsonl:3"], ["a-1", "a-3"], [0, 18]),
        ("a.jsonl", '{"text": "One."}', ["a.jsonl:1"], ["a-1"], [0]),
        ("a.jsonl", '{"text": "One."},\n{"text": "Two."},\n', ["a.jsonl:1", "a.jsonl:2"], ["a-1", "a-2"], [0, 18]),
        (
            "a.jsonl",
            '\x1e{"text": "One."}\n\x1e{"text": "Two."}\n',
            ["a.jsonl:1", "a.jsonl:2"],
            ["a-1", "a-2"],
            [0, 18],
        ),
        ("a.json", '{\n  "text": "One."\n}', ["a.json"], ["a"], [0]),
        ("a.json", '{"text": "One."}', ["a.json"], ["a"], [0]),
        ("a.json", '[{"text": "é."}, {"id": 7, "text": "Two."}]', ["a.json:1", "a.json:2"], ["a-1", "7"], [1, 18]),
        ("a.unknown", '{"text": "One."}\n{"text": "Two."}', ["a.unknown:1", "a.unknown:2"], ["a-1", "a-2"], [0, 17]),
        ("a.txt", '[\n{"text": "One."},\n{"text": "Two."}]', ["a.txt:1", "a.txt:2"], ["a-1", "a-2"], [2, 20]),
        ("a.json", '{\n"text": "1"\n}\n{\n"text": "2"\n}', ["a.json:1", "a.json:2"], ["a-1", "a-2"], [0, 16]),
    ],
)
def test_json_comes_in_lines_in_a_list_or_as_one_object(
    name: str, content: str, locators: list[str], names: list[str], offsets: list[int]
) -> None:
    found = offers(content, name)
    assert [one.locator for one in found] == locators
    assert [one.name for one in found] == names
    assert [one.offset for one in found] == offsets


@pytest.mark.parametrize(
    "content",
    [
        '{"status": "ok", "articles": [%s]}',
        '{"response": {"status": "ok", "results": [%s]}}',
        '{"response": {"docs": [%s]}}',
        '{"data": [%s], "meta": {"count": 1}}',
        '{"took": 2, "hits": {"total": 1, "hits": [{"_id": "x", "_source": %s}]}}',
        '{"@context": "https://schema.org", "@graph": [{"@type": "WebSite", "name": "Post"}, %s]}',
    ],
)
def test_the_list_of_reports_is_found_inside_an_object(content: str) -> None:
    (offer,) = offers(content % '{"title": "Ferry", "text": "It sails."}', "answer.json")
    assert (offer.text, offer.title) == ("It sails.", Field("title", "Ferry"))


def test_a_record_with_a_text_is_one_report_whatever_lists_it_holds() -> None:
    (offer,) = offers('{"items": [{"text": "A comment."}], "text": "The report."}', "a.json")
    assert offer.text == "The report."


def test_an_article_of_a_graph_gets_the_names_that_stand_in_other_nodes() -> None:
    graph = [
        {"@type": "Organization", "@id": "#post", "name": "Harbour Post"},
        {"@type": "Person", "@id": "#anna", "name": "Anna Able"},
        {
            "@type": ["NewsArticle"],
            "articleBody": "It sails.",
            "publisher": {"@id": "#post"},
            "author": [{"@id": "#anna"}],
        },
    ]
    (offer,) = offers(json.dumps({"@graph": graph}), "a.json")
    assert (offer.outlet, offer.byline) == (Field("publisher", "Harbour Post"), Field("author", "Anna Able"))


@pytest.mark.parametrize(
    "content",
    [
        '{"title": {"0": "A", "1": "B"}, "text": {"0": "One.", "1": "Two."}}',
        '{"title": ["A", "B"], "text": ["One.", "Two."]}',
        '{"first": {"title": "A", "text": "One."}, "second": {"title": "B", "text": "Two."}}',
    ],
)
def test_columns_and_named_records_are_several_reports(content: str) -> None:
    found = offers(content, "a.json")
    assert [(one.text, one.title) for one in found] == [("One.", Field("title", "A")), ("Two.", Field("title", "B"))]


def test_a_ninjs_item_is_a_report() -> None:
    item = {
        "uri": "https://agency.example/item/7",
        "type": "text",
        "versioncreated": "2016-09-05T10:00:00Z",
        "byline": "Anna Able",
        "headline": "Ferry sails",
        "body_text": "The ferry sails.",
        "body_xhtml": "<p>The ferry sails.</p>",
        "located": "Port",
        "language": "en",
        "copyrightholder": "Harbour Agency",
    }
    (offer,) = offers(json.dumps(item), "item.json")
    assert (offer.text, offer.url, offer.outlet, offer.name) == (
        "The ferry sails.",
        Field("uri", "https://agency.example/item/7"),
        Field("copyrightholder", "Harbour Agency"),
        "item",
    )


def test_of_the_bodies_of_a_ninjs_item_the_plain_one_is_taken() -> None:
    bodies = [
        {"contenttype": "text/html", "value": "<p>The ferry</p><p>sails.</p>"},
        {"contenttype": "text/plain", "value": "The ferry sails."},
    ]
    assert offers(json.dumps({"bodies": bodies}), "item.json")[0].text == "The ferry sails."


@pytest.mark.parametrize(
    "fields",
    [
        {"content": {"rendered": "<p>The ferry sails.</p>\n<p>It sails.</p>"}},
        {"body_html": "<p>The ferry sails.</p><p>It sails.</p>"},
        {"text": "<div><p>The ferry sails.</p><p>It sails.</p></div>"},
        {"bodies": [{"contenttype": "text/html", "value": "<p>The ferry sails.</p><p>It sails.</p>"}]},
    ],
)
def test_a_text_that_is_html_is_read_as_a_page(fields: dict[str, Any]) -> None:
    (offer,) = offers(json.dumps({"id": "a", "title": "Ferry", **fields}), "a.json")
    assert (offer.format, offer.name, offer.locator) == ("html", "a", "a.json")
    assert "<" not in offer.text and "The ferry sails.\n\nIt sails." in offer.text
    assert offer.title == Field("title", "Ferry")


@pytest.mark.parametrize(
    "text", ["He wrote <b>no</b> twice.", "<script>alert(1)</script> she said", "a < b > c", "<p> is a tag"]
)
def test_a_text_with_a_tag_in_it_is_kept_to_the_letter(text: str) -> None:
    assert record(text=text).text == text


LAID_OUT = '[\n  {"text": "One."},\n  {"text": "Bro,\n  {"text": "Three."}\n]'


@pytest.mark.parametrize(
    ("content", "texts", "reasons"),
    [
        (LAID_OUT, ["One.", "Three."], ["entry 2: it is not JSON (Invalid control character at character 15)"]),
        (
            '[{"text": "One."}, {"n": NaN}, {"text": "Three."}]',
            ["One.", "Three."],
            ["entry 2: it holds NaN, which is not JSON"],
        ),
        (
            '[{"text": "1"}, {"a" 1}, {"text": "3"}]',
            ["1", "3"],
            ["entry 2: it is not JSON (Expecting ':' delimiter at character 6)"],
        ),
        ('[{"text": "1"},, {"text": "3"}]', ["1", "3"], ["entry 2: it is not JSON (two commas with nothing between)"]),
        ('[{"text": "1"}, 5, {"text": "3"}]', ["1", "3"], ["entry 2: it is a number, not an object with fields"]),
        (
            '[{"text": "1"}, {"text": "2"},',
            ["1", "2"],
            ["entry 3: the list is cut off here; what may have followed is lost"],
        ),
        (
            '[{"text": "1"}, {"text": "2',
            ["1"],
            ["entry 2: it is not JSON (Unterminated string starting at character 10)"],
        ),
        (
            '{"items": [{"text": "1"}, {"te',
            ["1"],
            ["entry 2: it is not JSON (Unterminated string starting at character 2)"],
        ),
        (
            '[{"text": "1"}, {"a": [1}, {"text": "3"}]',
            ["1"],
            [
                "entry 2: it is not JSON (Expecting ',' delimiter at character 9)",
                "entry 3: what follows the broken entry cannot be told apart from it and is lost",
            ],
        ),
    ],
)
def test_a_list_that_is_broken_keeps_its_good_entries(content: str, texts: list[str], reasons: list[str]) -> None:
    found = opened(content, "a.json")
    assert [one.text for one in found if isinstance(one, Offered)] == texts
    assert [one.reason for one in found if isinstance(one, Input)] == reasons


def test_what_stands_after_the_end_is_said() -> None:
    offer, more = opened('{"text": "One."} and more', "a.json")
    assert isinstance(offer, Offered) and isinstance(more, Input)
    assert more.reason == "entry 2: something stands after the end of its JSON that does not belong there"


def test_a_list_of_more_than_one_piece_is_read_entry_by_entry() -> None:
    entry = json.dumps({"text": "The ferry sails again, é. " * 4_000}, ensure_ascii=False)
    broken = '  {"text" oops}'
    content = '{"status": "ok", "articles": [\n  ' + ",\n  ".join([entry] * 200) + f",\n{broken},\n  {entry}\n]}}"
    data = content.encode()
    assert len(data) > LARGEST_TEXT
    found = opened(data, "big.json")
    assert len(found) == 202
    assert [one.locator for one in found if isinstance(one, Input)] == ["big.json:201"]
    last = found[-1]
    assert last.offset is not None and data[last.offset :].startswith(b'{"text"')
    assert last.offset == data.rindex(b'{"text"')


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-be", "utf-32"])
def test_json_may_come_in_utf_16_or_with_a_mark(encoding: str) -> None:
    records = [json.dumps({"id": name, "text": f"“{name}” sails."}, ensure_ascii=False) for name in "ab"]
    for content, name in (("\n".join(records), "a.jsonl"), ("[" + ",".join(records) + "]", "a.json")):
        assert [one.text for one in offers(content.encode(encoding), name)] == ["“a” sails.", "“b” sails."]


@pytest.mark.parametrize("text", ["[Editor’s note: this is prose.]\nThe ferry sails.", "{sic} The ferry sails."])
def test_prose_that_begins_with_a_bracket_is_prose(text: str) -> None:
    assert [(one.text, one.format) for one in offers(text, "a.txt")] == [(text, "text")]


@pytest.mark.parametrize(
    ("content", "name"), [("\n \n", "a.jsonl"), (" ", "a.json"), ("[]", "a.json"), ("{}", "a.json")]
)
def test_an_empty_json_file_says_so(content: str, name: str) -> None:
    (one,) = refusals(content, name)
    assert one.reason in ("it is empty", "the list in it is empty", "the object is empty")


def test_one_broken_object_over_many_lines_is_one_rejected_input() -> None:
    (one,) = refusals('{\n  "id": "a"\n  "text": "One."\n}\n', "a.json")
    assert (one.locator, one.state) == ("a.json", "rejected")
    assert one.reason == "it is not JSON (Expecting ',' delimiter at character 17)"


def test_a_field_wins_over_the_text_and_a_strange_date_is_marked(tmp_path: Path) -> None:
    lines = [
        {"id": "a", "text": "Published: 4 May 2015\n\nThe ferry sails.", "published": "2016-09-05"},
        {"id": "b", "text": "The ferry sails.", "date": "05/06/2016"},
        {"id": "c", "text": "... --- ..."},
    ]
    (tmp_path / "pile.jsonl").write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    result = read([tmp_path / "pile.jsonl"])
    found = {report.name: (report.published, report.flags) for report in result.reports}
    assert found["a"][0] is not None and found["a"][0].value == "2016-09-05"
    assert found["b"] == (None, ("date-not-understood",))
    assert [one.state for one in result.inputs] == ["stored", "stored", "rejected"]


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=12,
)
TEXTS = st.text(alphabet=st.characters(exclude_categories=["Cs"], exclude_characters="\0<"), min_size=1).filter(
    lambda text: bool(text.strip("\ufeff\ufffd \t\r\n"))
)


@given(st.lists(st.tuples(TEXTS, st.dictionaries(st.text(max_size=8), VALUES, max_size=4)), min_size=1, max_size=4))
def test_texts_come_back_to_the_letter_from_lines_and_from_a_list(pairs: list[tuple[str, dict[str, Any]]]) -> None:
    records = [{**{f"x{key}": value for key, value in more.items()}, "text": text} for text, more in pairs]
    texts = [text for text, _ in pairs]
    lines = "\n".join(map(json.dumps, records))
    assert [one.text for one in opened(lines, "a.jsonl") if isinstance(one, Offered)] == texts
    for indent in (None, 1):
        data = json.dumps(records, ensure_ascii=indent is None, indent=indent).encode("utf-8", "replace")
        found = [one for one in opened(data, "a.json") if isinstance(one, Offered)]
        assert [one.text for one in found] == texts
        assert [data[one.offset : one.offset + 1] for one in found] == [b"{"] * len(found)


@given(st.binary(max_size=200), st.sampled_from(["a.json", "a.jsonl"]))
def test_a_bad_line_never_costs_its_neighbours(bad: bytes, name: str) -> None:
    good = json.dumps(GOOD).encode()
    middle = bad.replace(b"\n", b" ")
    found = opened(good + b"\n" + middle + b"\n" + good + b"\n", name)
    assert [one.locator for one in found if isinstance(one, Offered) and one.text == GOOD["text"]][:1] == [f"{name}:1"]
    assert found[-1].locator == f"{name}:3" and isinstance(found[-1], Offered)


@pytest.mark.shared
def test_every_hostile_sample_is_answered_with_a_report_or_a_reason() -> None:
    paths = sorted(SHARED.iterdir())
    assert len(paths) > 100
    for path in paths:
        assert opened(path.read_bytes(), path.name), path.name


# Tables as pandas writes them

ROWS = [
    {"id": "a", "title": "Ferry sails", "text": "It sails again."},
    {"id": "b", "title": "Ferry rests", "text": "It rests."},
]
COLUMNS, VALUES = list(ROWS[0]), [list(row.values()) for row in ROWS]


@pytest.mark.parametrize(
    "table",
    [
        ROWS,
        {"columns": COLUMNS, "index": [0, 1], "data": VALUES},
        {"columns": COLUMNS, "index": [0, 1], "data": VALUES, "index_names": [None], "column_names": [None]},
        {"0": ROWS[0], "1": ROWS[1]},
        {name: {"0": ROWS[0][name], "1": ROWS[1][name]} for name in COLUMNS},
        {name: {"first": ROWS[0][name], "second": ROWS[1][name]} for name in COLUMNS},
        {name: [row[name] for row in ROWS] for name in COLUMNS},
        {"schema": {"fields": [{"name": name} for name in COLUMNS]}, "data": ROWS},
        {"rows": ROWS},
        [COLUMNS, *VALUES],
    ],
    ids=["records", "split", "tight", "index", "columns", "labels", "lists", "table", "rows", "header"],
)
def test_a_table_of_pandas_is_read_whatever_its_orient(table: Any) -> None:
    found = offers(json.dumps(table), "table.json")
    assert [(one.name, one.title and one.title.value, one.text) for one in found] == [tuple(row) for row in VALUES]


def test_a_table_without_the_names_of_its_columns_is_refused_with_what_to_do() -> None:
    said = f"it is a list, not an object with fields{NAME_COLUMNS}"
    assert [one.reason for one in refusals(json.dumps(VALUES), "table.json")] == [
        f"entry 1: {said}",
        f"entry 2: {said}",
    ]


def test_names_with_their_values_beside_them_are_no_table() -> None:
    assert len(refusals(json.dumps([["text", VALUES[0][2] * 9], ["title", "Ferry sails"]]), "pairs.json")) == 2


def test_a_row_that_has_lost_a_value_costs_only_itself() -> None:
    found = opened(json.dumps({"columns": COLUMNS, "data": [VALUES[0], VALUES[1][:2]]}), "table.json")
    assert [type(one) for one in found] == [Offered, Input]


def test_one_record_whose_fields_are_objects_is_no_table() -> None:
    (offer,) = offers('{"title": {"rendered": "Ferry sails"}, "content": {"rendered": "It sails."}}', "page.json")
    assert (offer.title and offer.title.value, offer.text) == ("Ferry sails", "It sails.")


def test_objects_with_commas_between_them_are_all_read() -> None:
    content = json.dumps(ROWS[0], indent=1) + ",\n" + json.dumps(ROWS[1], indent=1) + ",\n"
    assert [one.name for one in offers(content, "pile.json")] == ["a", "b"]


@pytest.mark.parametrize(
    ("text", "read_as"),
    [
        ("&quot;No,&quot; she said. It&#8217;s late.", '"No," she said. It’s late.'),
        ("&ldquo;No,&rdquo; she said.", "“No,” she said."),
        (
            "The sign &quot; is written in letters; so are R&amp;D and AT&T.",
            "The sign &quot; is written in letters; so are R&amp;D and AT&T.",
        ),
        ("Write &quot; for a mark and &nbsp; for a blank.", "Write &quot; for a mark and &nbsp; for a blank."),
    ],
)
def test_marks_that_were_written_for_a_web_page_are_marks_again(text: str, read_as: str) -> None:
    assert record(text=text).text == read_as


@pytest.mark.parametrize(
    ("key", "given", "noun", "value"),
    [
        ("title", "Ferry &amp; bridge: it&#8217;s <b>late</b>", "title", "Ferry & bridge: it’s late"),
        ("title", "Why 3 < 4", "title", "Why 3 < 4"),
        ("title", "Use <b> for bold, <p> for a<i>b", "title", "Use <b> for bold, <p> for a<i>b"),
        ("title", "Ferry<br>and <B>bridge</b>", "title", "Ferry and bridge"),
        ("byline", "By Ann Writer", "byline", "Ann Writer"),
        ("source", "Bridge &amp; Co", "outlet", "Bridge & Co"),
        ("date", {"$date": {"$numberLong": "1473069600000"}}, "published", "2016-09-05T10:00:00+00:00"),
    ],
)
def test_a_field_keeps_nothing_that_belongs_to_the_way_it_was_stored(
    key: str, given: Any, noun: str, value: str
) -> None:
    found = getattr(record(**{key: given}), noun)
    assert found and found.value == value
