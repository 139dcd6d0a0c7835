"""Everything a build has done so far, in one SQLite file: one transaction is the whole rule of what survives a crash.

The design weighed Parquet parts beside a ledger of them (../shared/design/reliability.md, section 6). All in SQLite was chosen: with the
reports in the same transaction as the note that they are kept there is no part without a note, no note without a part, and nothing to
clear up after a crash. Nothing here is asked analytical questions; those go to the record.
"""

from __future__ import annotations

import os
import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from pathlib import Path
from types import TracebackType
from typing import Self

from onrecord.errors import WRONG_USAGE, InputError
from onrecord.ledger.database import LEDGER, Damaged, Database
from onrecord.ledger.entries import Begun, Kept, Member, packed, place, placed, unpacked, unpacked_as
from onrecord.ledger.quarantine import QUARANTINE, clear, named, put_aside
from onrecord.model import Input, Report

UNKNOWN_MEMBERS = (
    "Nothing can be added to this record: its work folder is missing, was damaged or belongs to another record, so it is "
    "not known what the record is made of. Build it again from all of its reports, then add."
)

# Codes of what a disk or another program did at one moment. A file whose reading ended so is begun anew: the next moment may be better.
MOMENTARY = frozenset({"unreadable", "changed"})

# How many keys are looked up at once.
LOOKED_UP = 500

# Beside the members of records, named by digest, stand under this name the files that the last build was asked for.
ASKED = "asked"


class Ledger:
    """What a build has read and worked out so far. Every method raises OutputError when the disk or the file fails."""

    def __init__(self, database: Database, quarantine: Path | None) -> None:
        self._database, self._quarantine = database, quarantine

    @classmethod
    def open(cls, work: Path | None, recipe: str) -> Self:
        """Open the ledger in a folder, or make it; None keeps everything in memory only, and only until it is closed.

        `recipe` names all that decides what reading and analysing give (versions, models, options): when it is another than before,
        everything is read and analysed anew, and only the list of files stays. A damaged file is set aside, with a warning.
        """
        ledger = cls(Database(work / LEDGER if work else None), work / QUARANTINE if work else None)
        try:
            ledger._follow(recipe)
        except BaseException:
            ledger.close()
            raise
        return ledger

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the file. A ledger in memory is gone."""
        self._database.close()

    def begin(self, locator: str, path: str, digest: str, at_hand: bool = True) -> Begun:
        """Begin a file, or go on with it: the same bytes in the same place as before. Other bytes are another file.

        What was kept of other bytes in that place is forgotten, unless a record is made of it; and what was kept of these, when trouble of
        the moment had put an end to it and they are still `at_hand`.
        """
        named_so = (locator, os.fsencode(path), digest)
        with self._database.look() as look:
            known = look.execute("SELECT file, finished FROM files WHERE (locator, path, digest) = (?, ?, ?)", named_so)
            if row := known.fetchone():
                file, finished = row
                last = look.execute(_LAST, (file,)).fetchone()
                if not (at_hand and finished and last and _was_momentary(last[1])):
                    return Begun(file, placed(last[0]) if last else None, bool(finished))
                with self._database.change("file", lasting=False) as change:
                    change.execute("DELETE FROM items WHERE file = ?", (file,))
                    change.execute("UPDATE files SET finished = 0 WHERE file = ?", (file,))
                return Begun(file)
        with self._database.change("file", lasting=False) as change:
            change.execute(f"DELETE FROM files WHERE (locator, path) = (?, ?) AND {_NO_MEMBER}", named_so[:2])
            change.execute("INSERT OR IGNORE INTO files (locator, path, digest) VALUES (?, ?, ?)", named_so)
            found = change.execute("SELECT file FROM files WHERE (locator, path, digest) = (?, ?, ?)", named_so)
            return Begun(found.fetchone()[0])

    def ask(self, named: Iterable[tuple[str, str, str]]) -> None:
        """Note what a build is asked for: locator, path and digest of each file, "" for bytes that nobody has looked at yet.

        Until another build asks for something else, none of these files is forgotten, whatever cuts this one short.
        """
        rows = [(locator, os.fsencode(path), digest) for locator, path, digest in dict.fromkeys(named)]
        with self._database.change("asked") as change:
            change.executemany("INSERT OR IGNORE INTO files (locator, path, digest) VALUES (?, ?, ?)", rows)
            change.execute("DELETE FROM members WHERE record = ?", (ASKED,))
            change.executemany(
                f"INSERT INTO members SELECT '{ASKED}', ?, file FROM files WHERE (locator, path, digest) = (?, ?, ?)",
                ((position, *row) for position, row in enumerate(rows)),
            )
            change.execute(f"DELETE FROM files WHERE digest = '' AND {_NO_MEMBER}")

    def asked(self) -> list[Member]:
        """Give what the last build was asked for, whether it came to its end or not."""
        return self._members(ASKED)

    def keep(self, kept: Mapping[int, Sequence[Kept]], finished: Iterable[int] = ()) -> None:
        """Keep what files gave, and note which of them are finished: all of it or, when that fails, nothing."""
        items = [_item(file, one) for file, several in kept.items() for one in several]
        over = [(file,) for file in finished]
        if not items and not over:
            return
        with self._database.change("items") as change:
            change.executemany("INSERT OR REPLACE INTO items VALUES (?, ?, ?, ?, ?, ?)", items)
            change.executemany("UPDATE files SET finished = 1 WHERE file = ?", over)

    def kept(self, file: int) -> Iterator[Kept]:
        """Give what was kept of a file, in the order in which the file has it."""
        with self._database.look() as look:
            rows = look.execute("SELECT place, input, report FROM items WHERE file = ? ORDER BY place", (file,))
            for where, item, report in rows:
                try:
                    told = unpacked_as(item, Input), None if report is None else unpacked_as(report, Report)
                except ValueError as error:
                    raise Damaged(str(error)) from error
                yield Kept(placed(where), *told)

    def quarantine(self, payload: bytes) -> str:
        """Put the bytes of something that no reader survived aside, 20 MB at most, and give the name they are kept under.

        The name is for `Input.digest`: bytes that no kept input names are cleared away by `publish`.
        """
        if self._quarantine:
            with self._database.faults():
                put_aside(payload, self._quarantine)
        return named(payload)

    def known_analyses(self, keys: Iterable[str]) -> set[str]:
        """Say which of these analyses are kept."""
        with self._database.look() as look:
            return {key for some in _some(keys) for (key,) in look.execute(_asking("key", some), some)}

    def analyses(self, keys: Iterable[str]) -> Iterator[tuple[str, bytes]]:
        """Give the analyses under these keys, in the order of the keys; one that is not kept is passed over."""
        with self._database.look() as look:
            for some in _some(keys):
                bodies = dict(look.execute(_asking("key, body", some), some))
                for key in some:
                    if key in bodies:
                        try:
                            yield key, unpacked(bodies[key])
                        except ValueError as error:
                            raise Damaged(str(error)) from error

    def keep_analyses(self, analyses: Iterable[tuple[str, bytes]]) -> None:
        """Keep analyses, each under a key that names all it was made from: all of them or, when that fails, none."""
        rows = [(key, packed(body)) for key, body in analyses]
        if rows:
            with self._database.change("analyses") as change:
                change.executemany("INSERT OR REPLACE INTO analyses VALUES (?, ?)", rows)

    def publish(
        self, files: Iterable[int], record: str, standing: str | None = None, analyses: Iterable[str] | None = None
    ) -> None:
        """Note of which files a record is made, and forget every file and analysis that is needed no more.

        `record` is the digest of the database about to take its place, `standing` of the one that is there now: as long as both could be
        found after a crash, the members of both are known. `analyses` are the keys still needed (None: all).
        """
        with self._database.change("members") as change:
            change.execute(
                "DELETE FROM members WHERE record NOT IN (?, ?) OR record = ?", (standing or record, ASKED, record)
            )
            change.executemany(
                "INSERT INTO members VALUES (?, ?, ?)",
                ((record, position, file) for position, file in enumerate(dict.fromkeys(files))),
            )
            change.execute(f"DELETE FROM files WHERE {_NO_MEMBER}")
            if analyses is not None:
                _forget_analyses(change, analyses)
        if self._quarantine:
            with self._database.look() as look, self._database.faults():
                needed = {name for (name,) in look.execute("SELECT digest FROM items WHERE state = 'quarantined'")}
                clear(self._quarantine, needed)

    def members(self, record: str | None) -> list[Member]:
        """Give the files that a record (named by the digest of its database) is made of; none for None, no record.

        Raises InputError when that record was not published from this ledger: its members are not known, and must not be lost.
        """
        members = self._members(record)
        if record is not None and not members:
            raise InputError(UNKNOWN_MEMBERS, WRONG_USAGE)
        return members

    def _members(self, record: str | None) -> list[Member]:
        with self._database.look() as look:
            rows = look.execute(
                "SELECT file, locator, path, digest FROM members JOIN files USING (file) WHERE record = ? ORDER BY position",
                (record,),
            )
            return [Member(file, locator, os.fsdecode(path), digest) for file, locator, path, digest in rows]

    def accounting(self, files: Iterable[int] | None = None) -> dict[str, int]:
        """Count what became of everything seen in these files (None: in all); a file that is not finished is one thing pending.

        A report that was seen before counts as a duplicate, as in the record.
        """
        wanted = None if files is None else set(files)
        counts: Counter[str] = Counter()
        reports: set[str] = set()
        with self._database.look() as look:
            for file, state, item in look.execute(_STATES):
                if wanted is None or file in wanted:
                    counts["duplicate" if state == "stored" and _is_known(item, reports) else state] += 1
        return dict(sorted(counts.items()))

    def _follow(self, recipe: str) -> None:
        """Empty everything that another recipe made; the members stay, to be read again."""
        with self._database.look() as look:
            row = look.execute("SELECT value FROM about WHERE name = 'recipe'").fetchone()
        if row == (recipe,):
            return
        with self._database.change("recipe") as change:
            for table in ("items", "analyses"):
                change.execute(f"DELETE FROM {table}")
            change.execute(f"DELETE FROM files WHERE {_NO_MEMBER}")
            change.execute("UPDATE files SET finished = 0")
            change.execute("INSERT OR REPLACE INTO about VALUES ('recipe', ?)", (recipe,))


_NO_MEMBER = "file NOT IN (SELECT file FROM members)"
_LAST = "SELECT place, input FROM items WHERE file = ? ORDER BY place DESC LIMIT 1"
_STATES = "SELECT file, state, input FROM items UNION ALL SELECT file, 'pending', x'' FROM files WHERE NOT finished"


def _is_known(item: bytes, reports: set[str]) -> bool:
    """Say whether a stored thing is one of these reports, and make it one of them. Raises Damaged."""
    report = _input(item).report or ""
    is_known = report in reports
    reports.add(report)
    return is_known


def _was_momentary(item: bytes) -> bool:
    """Say whether a thing was refused for what may be over by now. Raises Damaged."""
    return _input(item).code in MOMENTARY


def _input(item: bytes) -> Input:
    try:
        return unpacked_as(item, Input)
    except ValueError as error:
        raise Damaged(str(error)) from error


def _item(file: int, one: Kept) -> tuple[int, bytes, str, str | None, bytes, bytes | None]:
    report = None if one.report is None else packed(one.report)
    return file, place(one.key), one.input.state, one.input.digest, packed(one.input), report


def _forget_analyses(change: sqlite3.Connection, needed: Iterable[str]) -> None:
    change.execute("CREATE TEMP TABLE needed (key TEXT PRIMARY KEY)")
    change.executemany("INSERT OR IGNORE INTO needed VALUES (?)", ((key,) for key in needed))
    change.execute("DELETE FROM analyses WHERE key NOT IN (SELECT key FROM needed)")
    change.execute("DROP TABLE needed")


def _some(keys: Iterable[str]) -> Iterator[list[str]]:
    """Cut keys into lots that one question can hold."""
    waiting = iter(keys)
    while some := list(islice(waiting, LOOKED_UP)):
        yield some


def _asking(columns: str, keys: Sequence[str]) -> str:
    return f"SELECT {columns} FROM analyses WHERE key IN ({', '.join('?' * len(keys))})"
