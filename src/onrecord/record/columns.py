"""What a table of a record is made of, as data."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

ColumnType = Literal["text", "integer", "real", "boolean", "list"]

# SQLite has no booleans and no lists: the first are kept as 0 and 1, the second as JSON.
SQL_TYPES: dict[ColumnType, str] = {
    "text": "TEXT",
    "integer": "INTEGER",
    "real": "REAL",
    "boolean": "INTEGER",
    "list": "TEXT",
}


class Column(Struct, frozen=True):
    """One column of a table: its name, what type its values have, and what they mean."""

    name: str
    type: ColumnType
    about: str


class Table(Struct, frozen=True):
    """One table of a record: its name, what one row stands for, and its columns in order."""

    name: str
    about: str
    columns: tuple[Column, ...]

    @property
    def sql(self) -> str:
        """Give the statement that makes this table."""
        columns = ", ".join(f"{column.name} {SQL_TYPES[column.type]}" for column in self.columns)
        return f"CREATE TABLE {self.name} ({columns})"
