"""The SQLite file of the ledger: opened, changed in whole transactions only, and every fault of it told in a sentence."""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import Event
from warnings import warn

from onrecord.errors import OutputError
from onrecord.ledger.folders import make_folder
from onrecord.steps import reached

LEDGER = "ledger.sqlite"
DAMAGED = "ledger.damaged"

APPLICATION_ID = 0x4F6E4C65  # "OnLe"
FORMAT = 1  # counts up whenever a table below changes

_TABLES = """
CREATE TABLE about (name TEXT PRIMARY KEY, value TEXT NOT NULL);
CREATE TABLE files (
    file INTEGER PRIMARY KEY, locator TEXT NOT NULL, path BLOB NOT NULL, digest TEXT NOT NULL, finished INTEGER NOT NULL DEFAULT 0,
    UNIQUE (locator, path, digest)
);
CREATE TABLE items (
    file INTEGER NOT NULL REFERENCES files ON DELETE CASCADE, place BLOB NOT NULL, state TEXT NOT NULL, digest TEXT,
    input BLOB NOT NULL, report BLOB, PRIMARY KEY (file, place)
);
CREATE TABLE analyses (key TEXT PRIMARY KEY, body BLOB NOT NULL);
CREATE TABLE members (
    record TEXT NOT NULL, position INTEGER NOT NULL, file INTEGER NOT NULL REFERENCES files, PRIMARY KEY (record, position)
);
CREATE INDEX members_by_file ON members (file);
"""

# How long one writer waits for another, in seconds. A transaction takes milliseconds; a minute is for a disk that is being slept on.
PATIENCE = 60.0
# Turning a new file into one with a write-ahead log cannot wait by itself; it is tried again so often, so many seconds apart.
TRIES, PAUSE = 600, 0.05

# A file system with less space than this is full, whatever the error calls it: SQLite writes 4 KiB pages, 32 KiB for its shared memory.
NO_SPACE = 64 << 10

_DAMAGE = frozenset({sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB})
_BUSY = frozenset({sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED})

GO_ON = "Nothing that was kept before is lost"


class Damaged(Exception):
    """The file of the ledger is not what it was when it was written."""


class Database:
    """One connection to the ledger's file, or to memory when there is none."""

    def __init__(self, path: Path | None) -> None:
        self._path = path
        self._connection = self._open()

    def _open(self) -> sqlite3.Connection:
        with self.faults():
            try:
                return _prepared(self._path)
            except sqlite3.DatabaseError as error:
                if self._path is None or not _is_damage(error):
                    raise
                _set_aside(self._path)
                return _prepared(self._path)

    @contextmanager
    def change(self, step: str, lasting: bool = True) -> Iterator[sqlite3.Connection]:
        """Make changes that last together or not at all; not `lasting`: they may wait for the next lasting ones to reach the disk.

        Raises OutputError when they cannot be made.
        """
        with self.faults():
            self._connection.execute(f"PRAGMA synchronous = {'FULL' if lasting else 'NORMAL'}")
            # Not a deferred one: where two writers meet, that gives up at once, whatever the timeout.
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                yield self._connection
                reached(f"{step}-written")
                self._connection.execute("COMMIT")
            except BaseException:
                with suppress(sqlite3.Error):  # SQLite has undone it by itself when the disk is full
                    self._connection.execute("ROLLBACK")
                raise
        reached(f"{step}-kept")

    @contextmanager
    def look(self) -> Iterator[sqlite3.Connection]:
        """Read from the ledger. Raises OutputError when it cannot be read."""
        with self.faults():
            yield self._connection

    @contextmanager
    def faults(self) -> Iterator[None]:
        """Turn every fault of the disk or the file into an OutputError that says what to do."""
        try:
            yield
        except sqlite3.Error as error:
            raise self._told(error) from error
        except Damaged as error:
            raise self._damaged(error) from error
        except OSError as error:
            where = error.filename or (self._path and self._path.parent) or "work"
            raise OutputError(
                f"{where}: {error.strerror or error}. {GO_ON}; put that right and run the same command again."
            ) from error

    def close(self) -> None:
        """Write everything into the one file and let go of it."""
        with self.faults():
            self._connection.close()

    def _told(self, error: sqlite3.Error) -> OutputError:
        code = getattr(error, "sqlite_errorcode", 0) & 0xFF
        if _is_damage(error):
            return self._damaged(error)
        folder = self._path.parent if self._path else Path.cwd()
        if code == sqlite3.SQLITE_FULL or (code == sqlite3.SQLITE_IOERR and _is_full(folder)):
            return OutputError(
                f"There is no space left for {folder}. {GO_ON}: free some and run the same command again."
            )
        return OutputError(
            f"{self._path or 'The ledger'} cannot be used ({error}). {GO_ON}; put that right and run the same command again."
        )

    def _damaged(self, error: Exception) -> OutputError:
        aside = ""
        if self._path:
            with suppress(sqlite3.Error):
                self._connection.close()
            with suppress(OSError):
                _set_aside(self._path)
                aside = f" It was set aside as {DAMAGED}."
        return OutputError(
            f"{self._path} is damaged ({error}).{aside} Run the same command again: what it held is read anew."
        )


def _prepared(path: Path | None) -> sqlite3.Connection:
    """Open the file, make it when it is new, and see that it is ours. Raises sqlite3.Error, OutputError, OSError."""
    if path:
        make_folder(path.parent)
        if os.path.lexists(path) and not path.is_file():
            raise OutputError(f"{path} is no file. Move it away and run the same command again.")
    connection = sqlite3.connect(path or ":memory:", timeout=PATIENCE, isolation_level=None)
    try:
        _set_up(connection, path)
    except BaseException:
        connection.close()
        raise
    return connection


def _set_up(connection: sqlite3.Connection, path: Path | None) -> None:
    _log_ahead(connection)
    connection.execute("PRAGMA foreign_keys = ON")
    if _version(connection) == (0, 0):
        connection.execute("BEGIN IMMEDIATE")
        if _version(connection) == (0, 0):  # nobody else made it while we waited
            for statement in filter(str.strip, _TABLES.split(";")):
                connection.execute(statement)
            connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
            connection.execute(f"PRAGMA user_version = {FORMAT}")
        connection.execute("COMMIT")
    mark, version = _version(connection)
    if mark != APPLICATION_ID:
        raise OutputError(f"{path} is a database of something else. Move it away and run the same command again.")
    if version != FORMAT:
        raise OutputError(
            f"{path} is a ledger of format {version}, and this version of On Record keeps format {FORMAT}. "
            "Use the version that began this build, or remove that file to read everything anew."
        )


def _version(connection: sqlite3.Connection) -> tuple[int, int]:
    mark, version = (connection.execute(f"PRAGMA {name}").fetchone()[0] for name in ("application_id", "user_version"))
    return mark, version


def _log_ahead(connection: sqlite3.Connection) -> None:
    """Have changes written to a log first, so that a stop in the middle of one never harms the file."""
    for attempt in range(TRIES):
        try:
            connection.execute("PRAGMA journal_mode = WAL")
            return
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & 0xFF not in _BUSY or attempt == TRIES - 1:
                raise
            Event().wait(PAUSE)


def _is_damage(error: sqlite3.Error) -> bool:
    return getattr(error, "sqlite_errorcode", 0) & 0xFF in _DAMAGE


def _is_full(folder: Path) -> bool:
    with suppress(OSError):
        return shutil.disk_usage(folder).free < NO_SPACE
    return False


def _set_aside(path: Path) -> None:
    """Put a damaged ledger out of the way, in the place of an earlier one; the record itself is another file and stays."""
    warn(f"{path} was damaged; it was set aside as {DAMAGED}, and everything is read anew", stacklevel=2)
    with suppress(FileNotFoundError):
        os.replace(path, path.with_name(DAMAGED))
    for ending in ("-wal", "-shm"):
        with suppress(FileNotFoundError):
            path.with_name(path.name + ending).unlink()
