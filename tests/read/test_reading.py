"""From paths to reports: identity, duplicates, names, and the accounting that nothing is lost in silence."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import pytest

from onrecord.errors import WRONG_USAGE, nothing_readable
from onrecord.read import read, reading

STORY = "Ferry sails again\n\nThe ferry will sail again on Monday, the harbour master said.\n"


def write(path: Path, text: str = STORY) -> Path:
    path.write_text(text, encoding="utf-8", newline="")
    return path


def test_the_text_of_a_report_is_the_file_to_the_letter(tmp_path: Path) -> None:
    (report,) = read([write(tmp_path / "a.txt", "One.\r\n\r\n  Two.\t\n")]).reports
    assert (report.name, report.text, report.encoding) == ("a", "One.\r\n\r\n  Two.\t\n", "utf-8")


def test_identity_is_the_text_and_what_the_input_said_of_it(tmp_path: Path) -> None:
    rows = [{"id": "a", "text": "Same."}, {"id": "b", "text": "Same."}, {"id": "c", "text": "Same.", "title": "T"}]
    write(tmp_path / "a.jsonl", "\n".join(map(json.dumps, rows)))
    one, two, three = read([tmp_path]).inputs
    assert one.report == two.report != three.report
    assert len(one.report or "") == 16


def test_the_same_report_again_is_a_duplicate_of_the_first(tmp_path: Path) -> None:
    one, two = write(tmp_path / "b.txt"), write(tmp_path / "a.txt")
    reading = read([one, two])
    assert [report.name for report in reading.reports] == ["a"]
    assert [(one.locator, one.state, one.reason) for one in reading.inputs] == [
        ("a.txt", "stored", ""),
        ("b.txt", "duplicate", "the same report as a.txt"),
    ]


def test_reports_with_one_name_are_told_apart_in_any_order(tmp_path: Path) -> None:
    rows = [json.dumps({"id": "x", "text": f"Report {number}."}) for number in range(4)] + [
        '{"id": "x-2", "text": "Taken."}'
    ]
    forward = {report.text: report.name for report in read([write(tmp_path / "a.jsonl", "\n".join(rows))]).reports}
    backward = {
        report.text: report.name for report in read([write(tmp_path / "a.jsonl", "\n".join(rows[::-1]))]).reports
    }
    assert forward == backward
    assert sorted(forward.values()) == ["x", "x-2", "x-3", "x-4", "x-5"]
    assert forward["Taken."] == "x-2"


@pytest.mark.parametrize(
    ("text", "reason", "code"),
    [
        ("", "it is empty", "empty"),
        (" \n\t\n", "it is empty", "empty"),
        ("\ufeff", "it is empty", "empty"),
        ("*** --- ***", "it holds no words", "no-words"),
        ("\0\0\0", "it holds no words", "no-words"),
    ],
)
def test_a_file_without_words_is_rejected(tmp_path: Path, text: str, reason: str, code: str) -> None:
    (one,) = read([write(tmp_path / "a.txt", text)]).inputs
    assert (one.state, one.reason, one.code) == ("rejected", reason, code)


def test_a_file_over_the_limit_is_rejected(tmp_path: Path) -> None:
    (one,) = read([write(tmp_path / "a.txt", "ferry " * 3_400_000)]).inputs
    assert (one.state, one.reason) == ("rejected", "it is larger than 20 MB, too large for one report; split it")


def test_seen_is_stored_and_duplicate_and_rejected(tmp_path: Path) -> None:
    write(tmp_path / "a.txt")
    write(tmp_path / "b.txt")
    (tmp_path / "c.txt").write_bytes(b"%PDF-1.7")
    write(tmp_path / "d.jsonl", '{"text": "One."}\n{\n{"text": "Two."}\n')
    reading = read([tmp_path, tmp_path / "gone"])
    assert Counter(one.state for one in reading.inputs) == {"stored": 3, "duplicate": 1, "rejected": 3}
    assert {one.report for one in reading.inputs if one.state == "stored"} == {report.id for report in reading.reports}
    assert all(one.reason for one in reading.inputs if one.state != "stored")


def test_the_headline_of_a_plain_text_is_its_title(tmp_path: Path) -> None:
    (report,) = read([write(tmp_path / "a.txt")]).reports
    assert report.title is not None and report.title.span is not None
    assert (report.title.value, report.title.basis) == ("Ferry sails again", "headline in the text")
    assert report.title.span.text(report) == "Ferry sails again"


def test_a_page_without_a_paragraph_is_marked(tmp_path: Path) -> None:
    (report,) = read([write(tmp_path / "a.txt", "Share\n\nAdvertisement\n")]).reports
    assert report.flags == ("no-body-text",)


def test_progress_is_told_file_by_file(tmp_path: Path) -> None:
    write(tmp_path / "a.txt")
    write(tmp_path / "b.txt", STORY + "More.")
    told: list[tuple[str, int, int]] = []
    read([tmp_path], lambda *step: told.append(step))
    assert told == [("reading files", 1, 2), ("reading files", 2, 2)]


def test_progress_shows_life_while_a_large_file_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "BATCH", 2)
    write(tmp_path / "a.jsonl", "\n".join(f'{{"text": "Report {number}."}}' for number in range(4)))
    told: list[tuple[str, int, int]] = []
    read([tmp_path], lambda *step: told.append(step), workers=0)
    assert told == [("reading files", 0, 1), ("reading files", 0, 1), ("reading files", 1, 1)]


def test_when_nothing_was_readable_the_sentence_names_the_path(tmp_path: Path) -> None:
    error = nothing_readable(read([tmp_path / "gone"]).inputs)
    assert (
        str(error) == "No report could be read. gone: there is no such file or folder; check the spelling of the path"
    )
    assert error.exit_code == WRONG_USAGE


@pytest.mark.shared
def test_reports_of_many_outlets_are_read_whole() -> None:
    data = Path(__file__).resolve().parents[2] / ".." / "shared" / "data" / "newscluster.jsonl"
    if not data.exists():
        pytest.skip("the shared data folder is not beside the project")
    rows = [json.loads(line) for line in data.read_text(encoding="utf-8").split("\n") if line]
    reading = read([data])
    assert [report.text for report in reading.reports] == [row["text"] for row in rows]
    assert [report.name for report in reading.reports] == [row["id"] for row in rows]
    assert all(report.published and report.published.basis == "field date_publish" for report in reading.reports)
