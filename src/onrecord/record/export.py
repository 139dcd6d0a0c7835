"""Any table of a record as CSV or JSON Lines, row for row what the page counts."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Literal

import msgspec

from onrecord.cells import defuse, restore
from onrecord.model import Record
from onrecord.patterns import pattern
from onrecord.record.rows import rows
from onrecord.record.tables import TABLE, TABLES

__all__ = ["ExportForm", "TableName", "export", "restore"]

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

# What makes a cell stand in quotation marks: a comma, marks and line ends as ever; other signs that some spreadsheets split at.
_QUOTED = pattern(r'[,;\t|"\r\n]|\A\s|\s\Z')

# JSON can escape what a terminal would obey without losing it: DEL, C1, directions, separators, the byte-order mark.
_ESCAPED = {
    code: f"\\u{code:04x}"
    for code in (*range(0x7F, 0xA0), 0x061C, 0x200E, 0x200F, *range(0x2028, 0x202F), *range(0x2066, 0x206A), 0xFEFF)
}


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
        yield msgspec.json.encode(row, order="sorted").decode().translate(_ESCAPED) + "\n"


def _as_csv(record: Record, table: str) -> Iterator[str]:
    names = [column.name for column in TABLE[table].columns]
    yield _line(names)
    for row in rows(record, table):
        yield _line([_cell(row[name]) for name in names])


def _line(cells: list[str]) -> str:
    return ",".join(map(_quoted, cells)) + "\r\n"


def _quoted(cell: str) -> str:
    return '"' + cell.replace('"', '""') + '"' if _QUOTED.search(cell) else cell


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        value = msgspec.json.encode(value).decode()
    if not isinstance(value, str):
        return str(value)
    return defuse(value)
