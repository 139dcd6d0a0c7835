"""JSON Lines, a list and a single object: every good record is kept, every bad one is listed with its reason."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from onrecord.model import Report, Stated
from onrecord.read import Reading, read

GOOD = {"id": "good", "text": "The ferry will sail again."}


def reading(folder: Path, content: str | bytes, name: str = "pile.jsonl") -> Reading:
    data = content.encode() if isinstance(content, str) else content
    (folder / name).write_bytes(data)
    return read([folder / name])


def record(folder: Path, **fields: Any) -> Report:
    (report,) = reading(folder, json.dumps({**GOOD, **fields})).reports
    return report


@pytest.mark.parametrize("key", ["text", "maintext", "articleBody", "body", "content", "Text", "main_text"])
def test_the_text_is_found_under_its_usual_names(tmp_path: Path, key: str) -> None:
    (report,) = reading(tmp_path, json.dumps({key: "The ferry\r\nsails.\n"})).reports
    assert report.text == "The ferry\r\nsails.\n"


@pytest.mark.parametrize(
    ("noun", "key", "given", "value"),
    [
        ("title", "title", "Ferry sails", "Ferry sails"),
        ("title", "headline", " Ferry  sails ", "Ferry sails"),
        ("outlet", "source", "Harbour Post", "Harbour Post"),
        ("outlet", "publisher", {"name": "Harbour Post"}, "Harbour Post"),
        ("published", "date_publish", "2016-09-05T10:00:00", "2016-09-05T10:00:00"),
        ("published", "pubDate", "Mon, 05 Sep 2016 10:00:00 GMT", "2016-09-05T10:00:00+00:00"),
        ("published", "date", "5 September 2016", "2016-09-05"),
        ("byline", "authors", ["Anna Able", "Bob Baker"], "Anna Able, Bob Baker"),
        ("byline", "author", {"name": "Anna Able"}, "Anna Able"),
        ("url", "link", "https://example.org/a", "https://example.org/a"),
    ],
)
def test_a_field_keeps_its_value_and_where_it_came_from(
    tmp_path: Path, noun: str, key: str, given: Any, value: str
) -> None:
    assert getattr(record(tmp_path, **{key: given}), noun) == Stated(value, f"field {key}")


def test_a_field_wins_over_the_text(tmp_path: Path) -> None:
    report = record(tmp_path, text="Published: 4 May 2015\n\nThe ferry sails.", published="2016-09-05")
    assert report.published == Stated("2016-09-05", "field published")


def test_a_date_that_cannot_be_read_is_unknown_and_marked(tmp_path: Path) -> None:
    report = record(tmp_path, date="05/06/2016")
    assert (report.published, report.flags) == (None, ("date-not-understood",))


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("{", "it is not JSON (Expecting property name enclosed in double quotes at character 2)"),
        ("[1]", "it is a list, not an object with fields"),
        ("null", "it is null, not an object with fields"),
        ("{}", "the object is empty"),
        ('{"text": ""}', "its text is empty or is not a string"),
        ('{"text": 5}', "its text is empty or is not a string"),
        (
            '{"title": "x"}',
            "it has no text; the text belongs into a field called text, maintext, articlebody, body, content or fulltext",
        ),
        ('{"text": "x", "n": NaN}', "it holds NaN, which is not JSON"),
        ('{"text": "x", "n": 1e999}', "it holds a number too large to read"),
        ('{"text": "x", "n": ' + "9" * 5000 + "}", "it holds a number too large to read"),
        ('{"text": "x", "text": "y"}', "the field “text” stands in it twice"),
        ('{"a":' * 100_000, "its JSON is nested too deeply"),
        ('{"text": "... --- ..."}', "it holds no words"),
    ],
)
def test_a_bad_line_costs_nothing_but_itself(tmp_path: Path, line: str, reason: str) -> None:
    before, after = json.dumps(GOOD), json.dumps({"id": "after", "text": "It sails."})
    result = reading(tmp_path, f"{before}\n{line}\n{after}\n")
    assert [report.name for report in result.reports] == ["good", "after"]
    assert [one.state for one in result.inputs] == ["stored", "rejected", "stored"]
    assert result.inputs[1].locator == "pile.jsonl:2"
    assert result.inputs[1].reason in (reason, f"line 2: {reason}")


@pytest.mark.parametrize("separator", ["\u2028", "\u2029", "\x85", "\x0b", "\x0c", "\x1c"])
def test_a_line_ends_at_a_newline_only(tmp_path: Path, separator: str) -> None:
    text = f"The ferry{separator}sails."
    content = json.dumps({"text": text}, ensure_ascii=separator < " ") + "\n" + json.dumps(GOOD)
    assert [report.text for report in reading(tmp_path, content).reports] == [text, GOOD["text"]]


def test_a_lone_surrogate_is_replaced(tmp_path: Path) -> None:
    (report,) = reading(tmp_path, '{"id": "a", "text": "The \\ud800 ferry", "title": "\\udfff"}').reports
    assert (report.text, report.title) == ("The \ufffd ferry", Stated("\ufffd", "field title"))


@pytest.mark.parametrize(
    ("name", "content", "locators", "names"),
    [
        ("a.jsonl", '{"text": "One."}\n\n{"text": "Two."}', ["a.jsonl:1", "a.jsonl:3"], ["a-1", "a-3"]),
        ("a.jsonl", '{"text": "One."}', ["a.jsonl:1"], ["a-1"]),
        ("a.json", '{\n  "text": "One."\n}', ["a.json"], ["a"]),
        ("a.json", '[{"text": "One."}, {"id": 7, "text": "Two."}]', ["a.json:1", "a.json:2"], ["a-1", "7"]),
        ("a.unknown", '{"text": "One."}\n{"text": "Two."}', ["a.unknown:1", "a.unknown:2"], ["a-1", "a-2"]),
    ],
)
def test_json_comes_in_lines_in_a_list_or_as_one_object(
    tmp_path: Path, name: str, content: str, locators: list[str], names: list[str]
) -> None:
    result = reading(tmp_path, content, name)
    assert [one.locator for one in result.inputs] == locators
    assert sorted(report.name for report in result.reports) == sorted(names)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-be"])
def test_json_lines_may_come_in_utf_16_or_with_a_mark(tmp_path: Path, encoding: str) -> None:
    content = "\n".join(json.dumps({"id": name, "text": f"“{name}” sails."}, ensure_ascii=False) for name in "ab")
    assert [report.text for report in reading(tmp_path, content.encode(encoding)).reports] == [
        "“a” sails.",
        "“b” sails.",
    ]


@pytest.mark.parametrize("text", ["[Editor’s note: this is prose.]\nThe ferry sails.", "{sic} The ferry sails."])
def test_prose_that_begins_with_a_bracket_is_prose(tmp_path: Path, text: str) -> None:
    (report,) = reading(tmp_path, text, "a.txt").reports
    assert report.text == text


def test_an_empty_json_file_says_so(tmp_path: Path) -> None:
    assert [one.reason for one in reading(tmp_path, "\n \n").inputs] == ["it is empty"]


def test_one_broken_object_over_many_lines_is_one_rejected_input(tmp_path: Path) -> None:
    (one,) = reading(tmp_path, '{\n  "id": "a"\n  "text": "One."\n}\n', "a.json").inputs
    assert (one.locator, one.state) == ("a.json", "rejected")
    assert one.reason == "it is not JSON (Expecting ',' delimiter at character 17)"
