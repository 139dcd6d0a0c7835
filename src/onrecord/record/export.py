"""Any table of a record as CSV or JSON Lines, row for row what the page counts."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from typing import Any, Literal

import msgspec

from onrecord.model import Record
from onrecord.record.rows import rows
from onrecord.record.tables import TABLE, TABLES

ExportForm = Literal["csv", "jsonl"]
TableName = Literal[
    "reports",
    "blocks",
    "attributions",
    "speakers",
    "statements",
    "witnesses",
    "edits",
    "reuse",
    "derivations",
    "families",
    "stories",
    "findings",
    "inputs",
    "limits",
    "provenance",
]

# A spreadsheet runs a cell that begins with one of these as a formula. An apostrophe in front stops that; cells that
# already begin with apostrophes before such a character get one more, so that taking one away always gives the original.
_FORMULA = re.compile(r"'*[=+\-@\t\r]")

# Control characters can drive a terminal. CSV has no escapes, so each is written as one visible character, which keeps
# lengths and offsets: C0 as its control picture (␛), DEL as ␡, C1 as U+FFFD. JSON escapes C0 itself and stays raw.
_VISIBLE = {code: 0x2400 + code for code in range(32) if chr(code) not in "\t\n\r"} | {127: 0x2421}
_VISIBLE |= {code: 0xFFFD for code in range(128, 160)}


def export(record: Record, table: TableName | str, form: ExportForm = "jsonl") -> Iterator[str]:
    """Write one table of a record, piece by piece, each piece ending its own line.

    JSON Lines gives one object a row with sorted keys, lists as lists; CSV gives a header first, lists as JSON, null as an
    empty cell and true and false as such. Raises KeyError for a table that does not exist.
    """
    if table not in TABLE:
        raise KeyError(f"there is no table {table}; there are {', '.join(each.name for each in TABLES)}")
    return _as_csv(record, table) if form == "csv" else _as_jsonl(record, table)


def _as_jsonl(record: Record, table: str) -> Iterator[str]:
    for row in rows(record, table):
        yield msgspec.json.encode(row, order="sorted").decode() + "\n"


def _as_csv(record: Record, table: str) -> Iterator[str]:
    names = [column.name for column in TABLE[table].columns]
    yield _line(names)
    for row in rows(record, table):
        yield _line([_cell(row[name]) for name in names])


def _line(cells: list[str]) -> str:
    written = io.StringIO(newline="")
    csv.writer(written).writerow(cells)
    return written.getvalue()


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        value = msgspec.json.encode(value).decode()
    if not isinstance(value, str):
        return str(value)
    safe = value.translate(_VISIBLE)
    return f"'{safe}" if _FORMULA.match(safe) else safe
