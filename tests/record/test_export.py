"""Exports: stable columns, one row for each thing the page counts, and nothing a spreadsheet or a terminal would obey."""

from __future__ import annotations

import csv
import io
import json
import re
import sqlite3
from pathlib import Path
from typing import Any, get_args

import msgspec
import pytest
from evaluation.hostile_record import hostile_record
from hypothesis import given
from hypothesis import strategies as st

from onrecord.cells import defuse, restore
from onrecord.model import Input, Limit, Record
from onrecord.record.export import TableName, export
from onrecord.record.rows import rows
from onrecord.record.store import write_record
from onrecord.record.tables import TABLE, TABLES

from .desk import Desk

SHARED = Path(__file__).resolve().parents[2] / ".." / "shared" / "data" / "hostile" / "csv_injection.txt"


def lines(record: Record, table: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in export(record, table, "jsonl")]


def cells(record: Record, table: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO("".join(export(record, table, "csv")), newline="")))


@pytest.mark.parametrize("table", [table.name for table in TABLES])
def test_every_row_has_exactly_the_documented_columns(table: str, record: Record) -> None:
    names = [column.name for column in TABLE[table].columns]
    assert rows(record, table)
    for row in lines(record, table):
        assert list(row) == sorted(names)
    assert [list(row) for row in cells(record, table)] == [names] * len(rows(record, table))


@pytest.mark.parametrize("table", [table.name for table in TABLES])
def test_values_have_the_documented_types(table: str, record: Record) -> None:
    types = {"text": str, "integer": int, "real": float, "boolean": bool, "list": list}
    for row in lines(record, table):
        for column in TABLE[table].columns:
            assert row[column.name] is None or type(row[column.name]) is types[column.type], column.name


def test_the_table_names_offered_are_those_there_are() -> None:
    assert get_args(TableName) == tuple(table.name for table in TABLES)


def test_a_table_that_does_not_exist_is_named_with_those_that_do(record: Record) -> None:
    with pytest.raises(KeyError, match="no table wittnesses; there are reports, blocks"):
        export(record, "wittnesses")


def test_witnesses_are_one_line_for_each_span(record: Record) -> None:
    found = lines(record, "witnesses")
    assert len(found) == sum(len(witness.spans) for statement in record.statements for witness in statement.witnesses)
    second = {
        name: found[1][name] for name in ("statement", "report", "start", "end", "quoted", "form", "speaker", "siglum")
    }
    assert second == {
        "statement": "statement-1",
        "report": "ledger",
        "start": 21,
        "end": 100,
        "quoted": True,
        "form": "direct",
        "speaker": None,
        "siglum": "B",
    }


@pytest.mark.parametrize(
    ("table", "prefix", "report", "text"),
    [
        ("witnesses", "", "report", "text"),
        ("blocks", "", "report", "text"),
        ("findings", "", "report", "text"),
        ("edits", "base_", "base_report", "base_text"),
        ("edits", "other_", "other_report", "other_text"),
        ("reuse", "a_", "a_report", "a_text"),
        ("reuse", "b_", "b_report", "b_text"),
    ],
)
def test_words_are_cut_from_the_report_at_the_offsets_beside_them(
    table: str, prefix: str, report: str, text: str, record: Record
) -> None:
    texts = {row["name"]: row["text"] for row in lines(record, "reports")}
    for row in lines(record, table):
        start, end = row[f"{prefix}start"], row[f"{prefix}end"]
        assert row[text] == (None if start is None else texts[row[report]][start:end])


def test_attributions_give_their_parts_as_words_and_as_places(record: Record) -> None:
    row = lines(record, "attributions")[0]
    text = next(report.text for report in record.reports if report.name == row["report"])
    assert [text[start:end] for start, end in row["content_spans"]] == [row["content"]]
    assert (row["source"], row["source_spans"], row["form"], row["speaker"]) == (None, [], "direct", "Ada Brook")


def test_findings_point_at_their_first_place(record: Record) -> None:
    row = lines(record, "findings")[0]
    assert {name: row[name] for name in ("kind", "report", "start", "end", "because", "number")} == {
        "kind": "altered",
        "report": "ledger",
        "start": 36,
        "end": 39,
        "number": 1,
        "because": "Both reports use quotation marks, yet words differ.",
    }


def test_statements_count_reports_and_keep_the_range(record: Record) -> None:
    row = lines(record, "statements")[0]
    assert (row["reports"], row["sigla"], row["independent_low"], row["independent_high"]) == (2, ["A", "B"], 1, 2)
    assert row["text"].startswith("“Given the gaps in the plan")


def test_the_database_holds_what_the_export_gives(record: Record, tmp_path: Path) -> None:
    database = sqlite3.connect(write_record(record, tmp_path / "out") / "record.sqlite")
    for table in TABLES:
        stored = database.execute(
            f"SELECT {', '.join(column.name for column in table.columns)} FROM {table.name} ORDER BY rowid"
        )
        for kept, row in zip(stored, rows(record, table.name), strict=True):
            exported = [
                json.dumps(value, ensure_ascii=False, separators=(",", ":")) if isinstance(value, list) else value
                for value in row.values()
            ]
            assert sorted(map(repr, kept)) == sorted(
                repr(int(value) if isinstance(value, bool) else value) for value in exported
            )
    database.close()


@pytest.mark.parametrize(
    ("reason", "cell"),
    [
        ("=1+1", "'=1+1"),
        ("+1", "'+1"),
        ("-1", "'-1"),
        ("@x", "'@x"),
        ("\tx", "'\tx"),
        ("\rx", "'\rx"),
        ("'=1", "''=1"),
        ("'quoted'", "'quoted'"),
        ("1=1", "1=1"),
        (" =1+1", "' =1+1"),
        ("\n=1+1", "'\n'=1+1"),
        ("\n\nA report.", "'\n\nA report."),
        ("\ufeff=1+1", "'\ufeff=1+1"),
        ("\u200b@SUM(A1)", "'\u200b@SUM(A1)"),
        ("\xa0+1", "'\xa0+1"),
        ("\x00=1", "'␀=1"),
        ("\x85=1", "'\ufffd=1"),
        ("＝1+1", "'＝1+1"),
        ("＋1", "'＋1"),
        ("－1", "'－1"),
        ("＠x", "'＠x"),
        ("=cmd|' /C calc'!A0", "'=cmd|' /C calc'!A0"),
        ("— a dash", "— a dash"),
        ("a\x1b[31mb\x07", "a␛[31mb␇"),
        ("a\x9bb\x7f", "a\ufffdb␡"),
        ('two\nlines, "and marks"', 'two\nlines, "and marks"'),
        ("a\rb", "a\rb"),
    ],
)
def test_a_cell_is_never_a_formula_nor_an_order_to_the_terminal(reason: str, cell: str, record: Record) -> None:
    one = msgspec.structs.replace(record, inputs=(Input("x", "rejected", reason),))
    assert cells(one, "inputs")[0]["reason"] == cell
    assert lines(one, "inputs")[0]["reason"] == reason


_STARTS = st.sampled_from(["", "'", "''", " ", "\n", "\ufeff", "\u200b", "\x00", "\x9f", "\t", "\r", "\xa0"])
_SIGNS = st.sampled_from(["=", "+", "-", "@", "＝", "＋", "－", "＠", "x", "é", "'", '"', ",", ";"])
_CELLS = st.tuples(_STARTS, _STARTS, _SIGNS, st.text(max_size=6)).map("".join) | st.text(max_size=8)

# What spreadsheets trim before they look for a formula, and what they then take for one.
_RUN = re.compile(r"[\s\ufeff\u200b\ufffd␀-␟]*[=+\-@＝＋－＠]|[\t\r]")


@given(st.lists(_CELLS, min_size=4, max_size=4))
def test_whatever_the_cells_hold_a_table_keeps_its_columns(texts: list[str]) -> None:
    record = msgspec.structs.replace(Desk().record(), limits=tuple(map(Limit, texts, reversed(texts))))
    table = cells(record, "limits")
    assert [(restore(row["stage"]), restore(row["because"])) for row in table] == [
        (restore(defuse(one)), restore(defuse(other))) for one, other in zip(texts, reversed(texts), strict=True)
    ]


@pytest.mark.parametrize("text", ["a;b", "a\tb", "a|b", "two\nlines", 'a "mark"', " a", "a "])
def test_a_cell_that_another_spreadsheet_would_split_stands_in_marks(text: str) -> None:
    record = msgspec.structs.replace(Desk().record(), limits=(Limit("s", text),))
    written = "".join(export(record, "limits", "csv")).partition("\r\n")[2]
    marked = text.replace('"', '""')
    assert written == f's,"{marked}"\r\n'


_FORMULAS = [
    "=1+1",
    '"=1+1"',
    "+1",
    "-1",
    "@SUM(A1)",
    "\t=1",
    "\r\n=1",
    "a;=1;b",
    'a";=1;"b',
    "a\n=1\nb",
    "a\r@x",
    "a|-1",
    "＝1",
    "\ufeff=1",
    "x\t+1",
]


@pytest.mark.parametrize("table", [table.name for table in TABLES])
@pytest.mark.parametrize("parting", [",", ";", "\t", "|"])
def test_no_table_of_formulas_holds_one_however_its_cells_are_parted(table: str, parting: str) -> None:
    written = "".join(export(hostile_record(_FORMULAS), table, "csv"))
    for row in csv.reader(io.StringIO(written, newline=""), delimiter=parting):
        assert [cell for cell in row if re.match(r"[\s\"\ufeff]*[=+\-@＝＋－＠]", cell)] == []


@pytest.mark.shared
@pytest.mark.skipif(not SHARED.exists(), reason="the data folder ../shared is not here")
def test_every_formula_of_the_collection_is_defused() -> None:
    for line in SHARED.read_text(encoding="utf-8", errors="replace").split("\n"):
        for text in (line, f" {line}", f"\n{line}", f"\ufeff{line}"):
            assert not _RUN.match(defuse(text))
            assert restore(defuse(text)) == text


def test_json_lines_hold_nothing_a_terminal_obeys_and_lose_nothing(record: Record) -> None:
    text = "a\x1b\x7f\x9b\u202e\u2028\ufeff\U000e0041b"
    one = msgspec.structs.replace(record, inputs=(Input("x", "rejected", text),))
    (line,) = export(one, "inputs", "jsonl")
    assert not {"\x1b", "\x7f", "\x9b", "\u202e", "\u2028", "\ufeff"} & set(line)
    assert json.loads(line)["reason"] == text
