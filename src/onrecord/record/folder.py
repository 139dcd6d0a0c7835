"""The record folder while a build has it: who may write, how a new record takes the place of the old one, what a killed build left.

Beside a record NAME stand, only while a build works on it or after it was killed:

    .NAME.lock   held by the build; the system lets go of it when the process ends
    .NAME.next   the new record, half made; and once `work` lies in it, whole
    .NAME.old    the old record, where the system cannot exchange two folders in one step

A new record is put in place so: it is written into `.NAME.next` and synced to the disk; `work` is moved from NAME into it; the two folders
are exchanged. The next build clears up by one rule: a `.NAME.next` that has `work` is whole, so the exchange is done; without `work` it is
not, and is removed. Whoever has the old record open keeps it, whole, until they close it.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from onrecord.errors import OutputError
from onrecord.ledger.folders import make_folder, settle
from onrecord.record.lock import release, take
from onrecord.record.replace import put_in_place
from onrecord.steps import reached

DATABASE = "record.sqlite"
PAGE = "record.html"
WORK = "work"
LEDGER = f"{WORK}/ledger.sqlite"

# What may lie in a record folder without being somebody's own work: what is written here, and what viewers leave behind.
OURS = frozenset(
    {
        DATABASE,
        PAGE,
        WORK,
        f"{DATABASE}-journal",
        f"{DATABASE}-wal",
        f"{DATABASE}-shm",
        ".DS_Store",
        "Thumbs.db",
        "desktop.ini",
    }
)


GO_ON = "The record that stood there is not harmed, and what was kept is not lost: put that right and run the same command again."


def _say(line: str) -> None:
    print(f"onrecord: {line}", file=sys.stderr, flush=True)


@contextmanager
def hold(record: str | Path, *, wait: bool = True, tell: Callable[[str], None] = _say) -> Iterator[Place]:
    """Have a record folder to oneself, and what a killed build left behind cleared up; the folder itself need not be there yet.

    A second build waits until the first one ends, and `tell` gets a line that says for whom. Raises RecordBusy instead when `wait` is
    False, and OutputError when the disk refuses. When the work inside raises, an older record is as it was, and what `work` holds stays.
    """
    destination = Path(record).resolve()
    place = Place(destination)
    with _refusals(destination):
        made = make_folder(destination.parent)
        handle = take(place.beside("lock"), destination, wait, tell)
    is_new = False
    try:
        with _refusals(destination):
            place.clear_up()
        is_new = not destination.exists()
        reached("record-held")
        yield place
    finally:
        with suppress(OSError, OutputError):
            place.clear_up()
        _remove_empty((place.work, destination) if is_new else ())
        release(handle, place.beside("lock"))
        _remove_empty(made)
    reached("record-released")


def _remove_empty(folders: Iterable[Path]) -> None:
    """Remove the folders that hold nothing; the others stay."""
    for folder in folders:
        with suppress(OSError):
            folder.rmdir()


class Place:
    """Where a record stands, or will stand, held by one build. `work` is the folder for what makes it safe to stop and go on."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    @property
    def work(self) -> Path:
        """Give the folder for what a build keeps; it may not be there yet."""
        return self.folder / WORK

    def standing(self) -> str | None:
        """Give the digest of the database that stands here now; None when there is none."""
        return digest_of(self.folder / DATABASE) if (self.folder / DATABASE).is_file() else None

    @contextmanager
    def new_record(self) -> Iterator[Path]:
        """Give an empty folder for the new record; on leaving, what was put into it is on the disk. When that fails it is removed."""
        aside = self.beside("next")
        with _refusals(self.folder):
            _remove(aside)
            aside.mkdir()
            reached("beside-made")
            try:
                yield aside
                for file in (*sorted(aside.iterdir()), aside, aside.parent):
                    settle(file)
            except BaseException:
                with suppress(OSError, OutputError):
                    _remove(aside)
                raise
        reached("beside-settled")

    def publish(self) -> None:
        """Put the new record in the place of the old one; `work` goes with it, so the ledger must be closed. Raises OutputError."""
        aside = self.beside("next")
        with _refusals(self.folder):
            try:
                if self.work.is_dir():
                    self.work.rename(aside / WORK)
                    settle(aside)
                    reached("work-moved")
                put_in_place(aside, self.folder, self.beside("old"))
            except OSError:
                if (aside / WORK).exists() and self.folder.exists():
                    (aside / WORK).rename(self.work)
                raise
            settle(self.folder.parent)
            reached("record-exchanged")
            self.clear_up()
        reached("old-removed")

    def forget_work(self) -> None:
        """Remove what the build kept: there is nothing to go on with. Raises OutputError."""
        with _refusals(self.folder):
            if self.work.is_dir():
                shutil.rmtree(self.work)

    def beside(self, kind: str) -> Path:
        """Give the path of what stands beside the record during a build: `lock`, `next` or `old`."""
        return self.folder.with_name(f".{self.folder.name}.{kind}")

    def clear_up(self) -> None:
        """Complete or undo what a killed build left half done (the rule is at the top). Raises OSError, OutputError."""
        aside, old = self.beside("next"), self.beside("old")
        if (aside / WORK).is_dir() and not self.work.exists():
            put_in_place(aside, self.folder, old)
            settle(self.folder.parent)
        elif old.is_dir() and not self.folder.exists():
            old.rename(self.folder)
        for leftover in (aside, old):
            _remove(leftover)


def digest_of(file: Path) -> str:
    """Give the sha256 of a file. Raises OSError."""
    with open(file, "rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()


def is_unfinished(folder: str | Path) -> bool:
    """Say whether this is the folder of a build that was stopped before its first record was written."""
    return (Path(folder) / WORK).is_dir() and not (Path(folder) / DATABASE).exists()


def _remove(folder: Path) -> None:
    """Remove a folder of ours that stands beside a record. Raises OutputError when somebody put something of their own into it."""
    if not folder.exists():
        return
    foreign = sorted(set(os.listdir(folder)) - OURS)
    if foreign:
        raise OutputError(
            f"{folder} is in the way of a build and holds {foreign[0]}, which would be lost. Move it away first."
        )
    shutil.rmtree(folder)


@contextmanager
def _refusals(record: Path) -> Iterator[None]:
    """Say in a sentence what the system refused."""
    try:
        yield
    except OSError as error:
        where = f" ({error.filename})" if error.filename else ""
        raise OutputError(
            f"The record could not be written to {record}: {error.strerror or error}{where}. {GO_ON}"
        ) from error
