"""Which files are meant by the paths that were given, and their bytes. Nothing but regular files is ever opened."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable, Iterator
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from onrecord.errors import NO_SUCH_PATH
from onrecord.errors import Unreadable as Unreadable

# The longest text that is read: 20 MB is some 3 million words, far above any report and the limit other readers use
# (trafilatura).
LARGEST_TEXT = 20_000_000
# The file that makes a folder a record, and the one that makes it an unfinished one: what a build wrote is no report.
RECORD, UNFINISHED = "record.sqlite", "work/ledger.sqlite"
A_RECORD = "the folder is a record that onrecord made, not reports; name the folder of the reports"
EMPTY_FOLDER = "the folder holds nothing to read; put reports into it or name another folder"


class Found(Struct, frozen=True, order=True):
    """A file to read, or with a `reason` (and its `code`) why it is not read.

    `locator` is shown in the record, `path` is where it lies.
    """

    locator: str
    path: str
    reason: str = ""
    code: str = ""


def find_files(paths: Iterable[str | Path]) -> list[Found]:
    """List the files under the paths in a fixed order, each with its locator; hidden files in folders are passed over."""
    found: set[Found] = set()
    for path in paths:
        given = Path(os.path.abspath(path))
        found.update(_look(given, given.parent, given))
    return sorted(found)


def look_again(locator: str, path: str) -> Found:
    """Look at one file anew, under the locator that it had. What a folder holds is not looked for, only why it could not be used."""
    given = Path(path)
    found = next(_look(given, given.parent, given), None)
    return replace(found, locator=locator) if found and found.path == path else Found(locator, path)


def open_regular(path: str) -> int:
    """Open a regular file for reading and give its descriptor. Raises Unreadable with the reason."""
    try:
        descriptor = os.open(
            path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)
        )
    except OSError as error:
        raise Unreadable(*_cannot_open(error)) from error
    if not stat.S_ISREG(os.fstat(descriptor).st_mode):
        os.close(descriptor)
        raise Unreadable("it is no regular file; only files and folders are read", "special-file")
    return descriptor


def _cannot_open(error: OSError) -> tuple[str, str]:
    """Say why a file or folder cannot be opened, with the code."""
    if isinstance(error, PermissionError):
        return "there is no permission to read it; change its permissions or leave it out", "no-permission"
    return f"it cannot be opened ({error.strerror or type(error).__name__})", "unreadable"


def _look(path: Path, start: Path, given: Path) -> Iterator[Found]:
    """Give the files at one path: itself, or all that a folder holds, however deep."""
    waiting = [path]
    while waiting:
        here = waiting.pop()
        locator = _locator(here, start)
        try:
            mode = here.lstat().st_mode
        except OSError as error:
            yield Found(locator, str(here), *_cannot_see(error))
            continue
        if stat.S_ISLNK(mode):
            yield from _follow(here, given, locator)
        elif stat.S_ISDIR(mode):
            inside = _look_inside(here, given, locator)
            if isinstance(inside, Found):
                yield inside
            else:
                waiting += inside
        elif stat.S_ISREG(mode):
            yield Found(locator, str(here))
        else:
            yield Found(locator, str(here), f"it is {_special(mode)}; only files and folders are read", "special-file")


def _cannot_see(error: OSError) -> tuple[str, str]:
    if isinstance(error, FileNotFoundError | NotADirectoryError):
        return f"{NO_SUCH_PATH}; check the spelling of the path", "missing"
    return _cannot_open(error)


def _look_inside(folder: Path, given: Path, locator: str) -> list[Path] | Found:
    """List what a folder holds; one that cannot be opened, or is empty or a record and was itself given, is one find."""
    try:
        names = sorted(name for name in os.listdir(folder) if not name.startswith("."))
    except OSError as error:
        return Found(locator, str(folder), *_cannot_open(error))
    if (
        RECORD in names or (folder / UNFINISHED).is_file()
    ):  # `onrecord build . --out record`, run twice, must not read its own record
        return Found(locator, str(folder), A_RECORD, "a-record") if folder == given else []
    if not names and folder == given:
        return Found(locator, str(folder), EMPTY_FOLDER, "empty")
    return [folder / name for name in names]


def _follow(path: Path, given: Path, locator: str) -> Iterator[Found]:
    """Follow a link to a file that stays inside the folder given, or any link that was itself given."""
    try:
        target = path.resolve(strict=True)
    except (OSError, RuntimeError):  # RuntimeError: a loop, before Python 3.13
        yield Found(locator, str(path), "it is a link that leads nowhere or in a circle", "link")
        return
    if path == given:
        for one in _look(target, target.parent, target):
            rest = _locator(Path(one.path), target)
            yield Found(locator if rest == "." else f"{locator}/{rest}", one.path, one.reason, one.code)
    elif target.is_dir():
        why = "it is a link to a folder and may lead in circles; name that folder itself"
        yield Found(locator, str(path), why, "link")
    elif not target.is_relative_to(given.resolve()):
        why = "it is a link that leads out of the folder given; name that file itself"
        yield Found(locator, str(path), why, "link")
    else:
        for one in _look(target, target.parent, target):
            yield Found(locator, one.path, one.reason, one.code)


def _special(mode: int) -> str:
    kinds = (
        (stat.S_ISFIFO, "a pipe"),
        (stat.S_ISSOCK, "a socket"),
        (stat.S_ISBLK, "a device"),
        (stat.S_ISCHR, "a device"),
    )
    return next((name for test, name in kinds if test(mode)), "no regular file")


def _locator(path: Path, start: Path) -> str:
    """Write a path without anything that tells of this machine; bytes that are no text become U+FFFD."""
    shown = path.relative_to(start).as_posix() or path.as_posix()
    return shown.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
