"""A table gives a report for each row, by the names of its columns; a broken row costs only itself."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.read.formats.opened import offers, opened, refusals

from onrecord.cells import defuse
from onrecord.model import Input
from onrecord.read.fields import Field, Offered
from onrecord.read.formats import parquet

duckdb = pytest.importorskip("duckdb")


def texts(content: str | bytes, name: str = "a.csv") -> list[str]:
    return [one.text for one in offers(content, name)]


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_each_row_is_a_report(delimiter: str, newline: str) -> None:
    rows = [
        ["id", "headline", "body", "date"],
        ["x7", "Ferry", "It sails.", "2016-09-05"],
        ["", "Port", "It waits.", ""],
    ]
    content = newline.join(delimiter.join(row) for row in rows) + newline
    first, second = offers(content, "pile.csv")
    assert (first.locator, first.name, first.text) == ("pile.csv:1", "x7", "It sails.")
    assert (first.title, first.published) == (Field("headline", "Ferry"), Field("date", "2016-09-05"))
    assert (second.locator, second.name, second.published) == ("pile.csv:2", "pile-2", None)
    assert second.offset == content.encode().index(delimiter.encode() + b"Port")


def test_a_cell_in_quotation_marks_may_hold_anything() -> None:
    assert texts('id,text\n1,"It ""sails"",\r\nhe said; again."\n') == ['It "sails",\r\nhe said; again.']


def test_excel_names_the_delimiter_itself() -> None:
    assert texts("sep=;\nid;text\n1;It sails, again.\n") == ["It sails, again."]


def test_empty_lines_and_empty_cells_at_the_end_are_no_fault() -> None:
    assert texts("text,id\n\nIt sails.,1,,\n\n") == ["It sails."]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_a_table_may_come_in_any_encoding(encoding: str) -> None:
    assert texts("id,text\n1,“It’s late”, \n".replace(", \n", "\n").encode(encoding)) == ["“It’s late”"]


def test_rows_may_differ_in_encoding() -> None:
    first, second = offers("id,text\n1,Café\n".encode() + "2,Zürich\n".encode("latin-1"), "a.csv")
    assert (first.text, first.flags, second.text, second.flags) == ("Café", (), "Zürich", ("encoding-guessed",))


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("2,It sails.,more", "it has 3 cells where the header has 2; a delimiter or a quotation mark may be amiss"),
        ("2", "it has 1 cell where the header has 2; a delimiter or a quotation mark may be amiss"),
        ('2,"It" sails.', "a quotation mark in one of its cells is not doubled"),
        ('2,"It sails.', "a quotation mark in one of its cells is not doubled"),
        ("2,", "its text is empty or is not a string"),
    ],
)
def test_a_broken_row_costs_nothing_but_itself(row: str, reason: str) -> None:
    first, bad, last = opened(f'id,text\n1,"It sails."\n{row}\n3,"It waits."\n', "a.csv")
    assert isinstance(first, Offered) and isinstance(last, Offered) and isinstance(bad, Input)
    assert (first.text, last.text, last.locator) == ("It sails.", "It waits.", "a.csv:3")
    assert (bad.locator, bad.reason, bad.offset) == ("a.csv:2", f"row 2: {reason}", 22)


def test_a_quotation_mark_may_have_a_backslash_before_it() -> None:
    table = 'id,text\n1,"He said \\"no\\" to it,\nand left: \\"Never.\\""\n2,"A path, C:\\temp, and ""no""."\n'
    assert texts(table) == ['He said "no" to it,\nand left: "Never."', 'A path, C:\\temp, and "no".']


def test_a_broken_row_with_a_backslash_costs_only_itself_too() -> None:
    found = opened('id,text\n1,"a \\" b" c\n2,"open \\" never\n3,It sails.\n', "a.csv")
    assert [one.text for one in found if isinstance(one, Offered)] == ["It sails."]
    assert [one.code for one in found if isinstance(one, Input)] == ["malformed"] * 2


def test_a_quotation_mark_that_is_never_closed_does_not_swallow_the_rest() -> None:
    content = 'id,text\n1,"It sails.\n' + "".join(f"{number},It waits.\n" for number in range(2, 9))
    bad, *good = opened(content, "a.csv")
    assert isinstance(bad, Input) and len(good) == 7
    assert bad.reason == "row 1: a quotation mark is opened in it and never closed"


def test_a_soundly_quoted_row_with_a_cell_too_many_gives_no_report_of_its_inner_lines() -> None:
    content = 'id,text,day\n1,"It sails.\n“We, all of us, wait.”\nSoon.",,more\n2,"It\nwaits.",\n'
    bad, good = opened(content, "a.csv")
    assert isinstance(bad, Input) and bad.locator == "a.csv:1"
    assert isinstance(good, Offered) and (good.locator, good.text) == ("a.csv:2", "It\nwaits.")


def test_a_quotation_mark_that_is_never_closed_costs_a_table_with_tabs_one_row() -> None:
    bad, first, second = opened('id\ttext\n1\t"Never closed.\tmore\n2\tIt sails.\n3\tIt waits.\n', "a.tsv")
    assert isinstance(bad, Input)
    assert [one.text for one in (first, second) if isinstance(one, Offered)] == ["It sails.", "It waits."]


def test_tables_with_tabs_often_do_not_quote() -> None:
    assert texts('id\ttext\n1\t"Yes," he said.\n2\t"Never closed.\n3\tPlain.\n', "a.tsv") == [
        '"Yes," he said.',
        '"Never closed.',
        "Plain.",
    ]


@pytest.mark.parametrize(
    "content", ["It sails.\nIt waits.\n", "id,headline\n1,Ferry\n", "1,It sails.\n2,It waits.\n", ""]
)
def test_a_table_without_a_column_for_the_text_is_refused_whole(content: str) -> None:
    (one,) = refusals(content, "a.csv")
    assert one.code == "no-text-field"
    assert one.reason.startswith("its first row names no column with the text, such as text or body (it begins: ")


def test_the_user_may_name_the_columns() -> None:
    (offer,) = offers("nr,words,who\n1,It sails.,Post\n", "a.csv", {"text": "words", "outlet": "who"})
    assert (offer.text, offer.outlet) == ("It sails.", Field("who", "Post"))


def test_the_apostrophe_of_our_own_export_is_taken_away_again() -> None:
    ours = "siglum,title_basis,text,title\nA,field title,'=1+1,'-5\n"
    assert [(one.text, one.title) for one in offers(ours, "a.csv")] == [("=1+1", Field("title", "-5"))]
    assert texts("id,text\n1,'=1+1\n") == ["'=1+1"]


def test_whatever_our_export_does_to_a_cell_is_undone() -> None:
    words = "It sails; -5 boats.\n- One\n=1+1"
    ours = f'siglum,title_basis,text,title\nA,field title,"{defuse(words)}",It sails\n'
    assert [one.text for one in offers(ours, "a.csv")] == [words]


CELLS = st.text(alphabet=st.characters(exclude_categories=["Cs"], exclude_characters="\0\r\x1f<"), min_size=1).filter(
    lambda cell: bool(cell.strip("\ufeff\ufffd \t\r\n"))
)


@given(st.lists(CELLS, min_size=1, max_size=5), st.sampled_from([",", ";", "|"]))
def test_what_a_table_was_written_from_comes_back(cells: list[str], delimiter: str) -> None:
    written = io.StringIO(newline="")
    writer = csv.writer(written, delimiter=delimiter, quoting=csv.QUOTE_ALL)
    writer.writerow(["number", "text"])
    writer.writerows([number, cell] for number, cell in enumerate(cells))
    found = opened(written.getvalue(), "a.csv")
    assert [one.text for one in found if isinstance(one, Offered)] == cells


@given(st.text(alphabet='a",;\n\r\t', max_size=80))
def test_any_rows_are_read_or_refused_and_the_next_is_kept(rows: str) -> None:
    found = opened(f'id,text\n{rows}\n8,"It sails."\n9,"It sails again."\n', "a.csv")
    assert isinstance(found[-1], Offered) and found[-1].text == "It sails again."


def table(folder: Path, query: str) -> bytes:
    with duckdb.connect() as database:
        database.execute(f"COPY ({query}) TO '{folder / 'a.parquet'}' (FORMAT parquet)")
    return (folder / "a.parquet").read_bytes()


def test_a_parquet_table_gives_a_report_for_each_row(tmp_path: Path) -> None:
    data = table(
        tmp_path,
        """SELECT 7 AS id, 'It sails.' AS text, {'name': 'Harbour Post'} AS source, TIMESTAMP '2016-09-05 10:00:00' AS published,
        ['Anna Able', 'Bob Baker'] AS authors, [0.5, 0.25] AS embedding
        UNION ALL SELECT 8, NULL, NULL, NULL, NULL, NULL""",
    )
    first, second = opened(data, "pile.parquet")
    assert isinstance(first, Offered) and isinstance(second, Input)
    assert (first.locator, first.name, first.text, first.format) == ("pile.parquet:1", "7", "It sails.", "parquet")
    assert (first.outlet, first.byline, first.published) == (
        Field("source", "Harbour Post"),
        Field("authors", "Anna Able, Bob Baker"),
        Field("published", "2016-09-05 10:00:00"),
    )
    assert second.reason == "row 2: its text is empty or is not a string"


def test_a_moment_with_a_zone_is_given_in_universal_time(tmp_path: Path) -> None:
    (offer,) = offers(
        table(tmp_path, "SELECT 'It sails.' AS body, TIMESTAMPTZ '2016-09-05 10:00:00+02' AS date"), "a.parquet"
    )
    assert offer.published == Field("date", "2016-09-05T08:00:00+00:00")


def test_a_parquet_table_without_a_known_column_is_refused(tmp_path: Path) -> None:
    (one,) = refusals(table(tmp_path, "SELECT 1 AS a, 2 AS b"), "a.parquet")
    assert one.reason == "none of its columns is known (a, b); name the text with --field text=…"


def test_a_damaged_parquet_table_is_refused_with_a_reason(tmp_path: Path) -> None:
    data = table(tmp_path, "SELECT 'It sails.' AS text")
    for damaged in (data[:-20], data[:40], data[: len(data) // 2] + bytes(40) + data[len(data) // 2 :]):
        (one,) = refusals(damaged, "a.parquet")
        assert one.reason.startswith("it is a Parquet table that is damaged")
        assert str(tmp_path) not in one.reason and "/tmp" not in one.reason


def test_without_duckdb_the_reason_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "duckdb", None)
    (one,) = refusals(b"PAR1\x15\x04\x15", "a.parquet")
    assert (one.code, one.reason) == ("extra-missing", parquet.MISSING)
    assert "pip install 'onrecord[tables]'" in one.reason
