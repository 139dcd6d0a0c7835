"""Parquet tables → each row a report, by the names of its columns."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from typing import Any

from onrecord.model import Input
from onrecord.read.fields import FIELDS, SUMMARIES, WRAPPERS, Offered, plain
from onrecord.read.files import Unreadable
from onrecord.read.formats.entries import Entry, offer_entry
from onrecord.read.source import Source

# What the database may take while it reads, well under a worker's limit, and how many rows it gives at a time.
MEMORY, ROWS_AT_A_TIME = "400MB", 50
MISSING = (
    "it is a Parquet table, and what reads these is not installed; install it with: pip install 'onrecord[tables]'"
)

Given = Offered | Input | Source


def read_parquet(source: Source) -> Iterator[Given]:
    """Give every row of a Parquet table. Raises Unreadable when it is damaged or DuckDB is not installed."""
    try:
        import duckdb  # late: an extra, and slow to import
    except ImportError:
        raise Unreadable(MISSING, "extra-missing") from None
    with tempfile.NamedTemporaryFile(suffix=".parquet") as copy:
        stream = source.seekable()
        while piece := stream.read(1 << 20):
            copy.write(piece)
        copy.flush()
        try:
            with _closed_database(duckdb, copy.name) as database:
                yield from _rows(database, copy.name, source)
        except duckdb.Error as error:
            raise Unreadable(f"it is a Parquet table that is damaged ({_told(error)})") from None


def _closed_database(duckdb: Any, path: str) -> Any:
    """Open a database in memory that can see one file and nothing else."""
    database = duckdb.connect(":memory:", config={"threads": 1, "memory_limit": MEMORY})
    database.execute("SET allowed_paths = [?]", [path])
    for setting in (
        "SET enable_external_access = false",
        "SET autoinstall_known_extensions = false",
        "SET autoload_known_extensions = false",
        "SET allow_community_extensions = false",
        "SET preserve_insertion_order = true",
        "SET lock_configuration = true",
    ):
        database.execute(setting)
    return database


def _rows(database: Any, path: str, source: Source) -> Iterator[Given]:
    described = database.execute("DESCRIBE SELECT * FROM read_parquet(?)", [path]).fetchall()
    wanted = [(name, kind) for name, kind, *_ in described if _is_known(name, source)]
    if not wanted:
        names = ", ".join(name for name, *_ in described[:8])
        raise Unreadable(
            f"none of its columns is known ({names[:200]}); name the text with --field text=…", "no-text-field"
        )
    columns = ", ".join(_column(name, kind) for name, kind in wanted)
    answer = database.execute(f"SELECT {columns} FROM read_parquet(?)", [path])
    number = 0
    while rows := answer.fetchmany(ROWS_AT_A_TIME):
        for row in rows:
            number += 1
            record = {name: cell for (name, _), cell in zip(wanted, row, strict=True)}
            yield offer_entry(record, source, Entry(number, None, word="row", format="parquet"))


def _is_known(name: str, source: Source) -> bool:
    """Say whether a column may hold a field of a report; others, such as rows of numbers, need not be read."""
    known = {plain(each.partition(".")[0]) for names in FIELDS.values() for each in names} | {*SUMMARIES, *WRAPPERS}
    asked = {each for path in source.asked.fields.values() for each in (path, path.partition(".")[0])}
    return plain(name) in known or name in asked


def _column(name: str, kind: str) -> str:
    """Write a column for the query: dates and times as text, the same in every zone."""
    quoted = '"' + name.replace('"', '""') + '"'
    if kind in ("VARCHAR", "INTEGER", "BIGINT", "BOOLEAN") or kind.endswith(("]", ")")):
        return quoted
    if kind == "TIMESTAMP WITH TIME ZONE":
        return f"strftime(epoch_ms(epoch_ms({quoted})), '%Y-%m-%dT%H:%M:%S+00:00')"
    return f"CAST({quoted} AS VARCHAR)"


def _told(error: Exception) -> str:
    """Give the first sentence of an error without the path of the copy."""
    return (
        str(error)
        .partition("\n")[0]
        .partition(": ")[2]
        .replace('"', "“")[:120]
        .partition(" in file ")[0]
        .partition(" file ")[0]
        or type(error).__name__
    )
