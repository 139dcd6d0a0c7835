"""The record as one SQLite file, and the record folder that is replaced whole or not at all."""

from __future__ import annotations

import errno
import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any, get_origin
from urllib.parse import quote

import msgspec

from onrecord.errors import WRONG_USAGE, OnRecordError, OutputError
from onrecord.model import Record, Report
from onrecord.record.folder import DATABASE, GO_ON, LEDGER, OURS, PAGE, Place, digest_of, hold, is_unfinished
from onrecord.record.page import write_page
from onrecord.record.rows import rows
from onrecord.record.search import SEARCH, search_rows
from onrecord.record.tables import TABLES
from onrecord.steps import reached

APPLICATION_ID = 0x4F6E5265  # "OnRe": SQLite and `file` can tell a record from any other database
FORMAT = 3  # counts up whenever a table changes, so that an older program does not misread a newer record

# Every noun as JSON, exactly as the program holds it: the record is opened from here. The other tables are for people and tools.
_WHOLE = "CREATE TABLE whole (noun TEXT, position INTEGER, json TEXT, PRIMARY KEY (noun, position)) WITHOUT ROWID"


class NoRecord(OnRecordError):
    """The path is not a record, or something that is not a record stands where one should go."""

    exit_code = WRONG_USAGE


def write_record(record: Record, folder: str | Path) -> Path:
    """Write a record as a folder with `record.sqlite` and `record.html`, and give the folder.

    Both are made aside and put in place in one step: an older record stays untouched until then, and its `work` is kept. The same record
    gives the same bytes. A build of the same record in another process is waited for. Raises NoRecord when something else is in the
    way, OutputError when there is no space or the disk fails; nothing is left behind then.
    """
    check_output(folder)
    with hold(folder) as place:
        prepare(record, place)
        place.publish()
    return Path(folder)


def prepare(record: Record, place: Place) -> str:
    """Write a record beside the place where it will stand, and give the digest of its database. `Place.publish` puts it there.

    Raises NoRecord when something else is in the way, OutputError when there is no space or the disk fails.
    """
    check_output(place.folder)
    try:
        with place.new_record() as aside:
            _write_database(record, aside / DATABASE)
            reached("database-written")
            (aside / PAGE).write_text(write_page(record), encoding="utf-8", newline="")
            reached("page-written")
            return digest_of(aside / DATABASE)
    except sqlite3.Error as error:
        full = getattr(error, "sqlite_errorcode", 0) == sqlite3.SQLITE_FULL
        why = os.strerror(errno.ENOSPC) if full else error
        raise OutputError(f"The record could not be written to {place.folder}: {why}. {GO_ON}") from error


def check_output(folder: str | Path) -> None:
    """Refuse a place where a record cannot go, before any work is done. A record or an empty folder is replaced.

    Raises NoRecord with a sentence that says what is in the way, OutputError when nothing may be written there.
    """
    folder = Path(folder)
    try:
        if folder.is_dir():
            _check_folder(folder)
        elif folder.exists() or folder.is_symlink():
            raise NoRecord(f"{folder} is a file, and a record is a folder. Name another place for the record.")
        above = next(each for each in folder.absolute().parents if each.exists())
        if not above.is_dir():
            raise NoRecord(f"{above} is a file, so no record can be put into it. Name another place for the record.")
        if not os.access(above, os.W_OK | os.X_OK):
            raise OutputError(f"Nothing may be written to {above}. Name another place for the record.")
    except OSError as error:
        raise NoRecord(f"{folder} cannot be looked into: {error.strerror or error}.") from error


def _check_folder(folder: Path) -> None:
    if Path.cwd().is_relative_to(folder.resolve()):
        raise NoRecord(
            f"{folder} is the folder you are in, and a record replaces its folder whole. Name a folder inside it."
        )
    if folder.is_mount():
        raise NoRecord(f"{folder} is where a disk is mounted and cannot be replaced whole. Name a folder inside it.")
    inside = sorted(entry.name for entry in folder.iterdir())
    if DATABASE in inside and (folder / LEDGER).is_file() and not is_record(folder):
        raise NoRecord(
            f"{folder / DATABASE} is damaged or cannot be read. Move it away and run the same command again: "
            "what the record was made of is kept beside it, in work."
        )
    if inside and not is_record(folder) and not is_unfinished(folder):
        raise NoRecord(f"{folder} holds {_some(inside)} and is not a record. Name an empty or a new folder.")
    foreign = [name for name in inside if name not in OURS]
    if foreign:
        raise NoRecord(
            f"{folder} is the folder of a record, but it also holds {_some(foreign)}, which would be lost. Move that away first."
        )


def _some(names: list[str]) -> str:
    return names[0] if len(names) == 1 else f"{names[0]} and {len(names) - 1} more"


def is_record(path: str | Path) -> bool:
    """Say whether this is a record: a folder with a `record.sqlite`, or such a file itself, that bears our mark."""
    database = _database(path)
    try:
        if not database.is_file():
            return False
        with closing(_connect(database)) as connection:
            return bool(connection.execute("PRAGMA application_id").fetchone()[0] == APPLICATION_ID)
    except (OSError, sqlite3.Error):
        return False


def open_record(path: str | Path) -> Record:
    """Read a record back from its folder or its SQLite file, exactly as it was written.

    Raises NoRecord when there is none, when a newer program wrote it, or when it is damaged.
    """
    with reading(path) as connection:
        return _read(connection)


@contextmanager
def reading(path: str | Path) -> Iterator[sqlite3.Connection]:
    """Open a record's database for reading only. Raises NoRecord when there is none, or when it cannot be read."""
    if is_unfinished(path):
        raise NoRecord(f"{path} is an unfinished build. Run the same build again: it goes on where it stopped.")
    if not is_record(path):
        raise NoRecord(f"{path} is not a record: it has no {DATABASE} made by On Record.")
    with closing(_connect(_database(path))) as connection:
        try:
            (written,) = connection.execute("PRAGMA user_version").fetchone()
            if written != FORMAT:
                raise NoRecord(
                    f"{path} is a record of format {written}; this version reads format {FORMAT}. Build it again."
                )
            yield connection
        except (sqlite3.Error, msgspec.MsgspecError, LookupError, ValueError) as error:
            raise NoRecord(f"{path} is a damaged record ({error}). Build it again.") from error


def _database(path: str | Path) -> Path:
    return Path(path) / DATABASE if Path(path).is_dir() else Path(path)


def _connect(database: Path) -> sqlite3.Connection:
    return sqlite3.connect(f"file:{quote(str(database.resolve()))}?mode=ro&immutable=1", uri=True)


def _write_database(record: Record, path: Path) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        for pragma in (
            "page_size = 4096",
            "journal_mode = MEMORY",
            "auto_vacuum = NONE",
            "encoding = 'UTF-8'",
            f"application_id = {APPLICATION_ID}",
            f"user_version = {FORMAT}",
        ):
            connection.execute(f"PRAGMA {pragma}")
        connection.execute("BEGIN IMMEDIATE")
        connection.execute(_WHOLE)
        connection.executemany("INSERT INTO whole VALUES (?, ?, ?)", _nouns(record))
        for table in TABLES:
            connection.execute(table.sql)
            marks = ", ".join(f":{column.name}" for column in table.columns)
            connection.executemany(
                f"INSERT INTO {table.name} VALUES ({marks})", map(_storable, rows(record, table.name))
            )
        connection.execute(SEARCH)
        connection.executemany("INSERT INTO search VALUES (?, ?, ?, ?)", search_rows(record))
        connection.execute("INSERT INTO search (search) VALUES ('optimize')")
        connection.execute("COMMIT")
        connection.execute("VACUUM")


def _storable(row: dict[str, Any]) -> dict[str, Any]:
    return {
        name: msgspec.json.encode(value).decode() if isinstance(value, list) else value for name, value in row.items()
    }


def _nouns(record: Record) -> Iterator[tuple[str, int, str]]:
    """Take a record apart, noun by noun. A report's text is left out: the table `reports` has it."""
    for noun in record.__struct_fields__:
        value = getattr(record, noun)
        for position, one in enumerate(value if isinstance(value, tuple) else (value,)):
            bare = msgspec.structs.replace(one, text="") if isinstance(one, Report) else one
            yield noun, position, msgspec.json.encode(bare).decode()


def _read(connection: sqlite3.Connection) -> Record:
    parts: dict[str, list[Any]] = {noun: [] for noun in Record.__struct_fields__}
    for noun, json in connection.execute("SELECT noun, json FROM whole ORDER BY noun, position"):
        parts[noun].append(msgspec.json.decode(json))
    texts = [text for (text,) in connection.execute("SELECT text FROM reports ORDER BY rowid")]
    for report, text in zip(parts["reports"], texts, strict=True):
        report["text"] = text
    for field in msgspec.structs.fields(Record):
        if get_origin(field.type) is not tuple:
            parts[field.name] = parts[field.name][0]
    return msgspec.convert(parts, Record)
