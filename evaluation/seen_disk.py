"""What a build does to a folder, seen from the disk: what stood there at every moment, and what of it had been synced.

`SeenDisk` looks at everything in the folder before each operation that changes a list of names, before each sync and at each step of
the build. Only for the harness: it holds for a whole process and for good.
"""

from __future__ import annotations

import hashlib
import os
import stat
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import msgspec
from msgspec import Struct, field

from evaluation.sqlite_files import DELETE, SYNC, SYNC_FOLDER, WatchedFiles

_CHANGES = frozenset({"os.rename", "os.mkdir", "os.remove", "os.rmdir"})


class Moment(Struct):
    """What stands in a folder at a moment: for each folder its names, for each file the digest of its bytes, both by number.

    `synced` is the file or folder that is synced right after; `step` the step of the build that was reached.
    """

    folders: dict[int, dict[str, int]]
    files: dict[int, str]
    synced: int | None = None
    step: str = ""


class Seen(Struct):
    """All moments of a build, in their order, and the bytes of all files that stood there; 0 is the folder itself."""

    moments: list[Moment] = field(default_factory=list)
    contents: dict[str, bytes] = field(default_factory=dict)


class SeenDisk:
    """Watches what this process does to a folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._seen = Seen()
        self._numbers: dict[int, int] = {}
        self._next = 1
        self._looking = False
        self._sync = os.fsync
        self._files = WatchedFiles(self._asked)
        sys.addaudithook(self._audited)
        os.fsync = self._synced
        self._look()

    def step(self, name: str) -> None:
        """Note that a step of the build is reached."""
        self._look(step=name)

    def write(self, place: Path) -> None:
        """Write down all that was seen, and look no more."""
        self._look()
        self._looking = True
        place.write_bytes(msgspec.msgpack.encode(self._seen))

    def _asked(self, what: str, path: str) -> int:
        if what in (SYNC, SYNC_FOLDER):
            self._look(os.stat(path).st_ino)
        elif what == DELETE:
            self._look()
        return 0

    def _audited(self, event: str, arguments: tuple[Any, ...]) -> None:
        if event in _CHANGES:
            self._look()

    def _synced(self, handle: int) -> None:
        self._look(os.fstat(handle).st_ino)
        self._sync(handle)

    def _look(self, synced: int | None = None, step: str = "") -> None:
        """Look at everything that stands in the folder now."""
        if self._looking:
            return
        self._looking = True
        try:
            moment = Moment({}, {}, step=step)
            there: dict[int, int] = {self._folder.stat().st_ino: 0}
            self._enter(self._folder, 0, moment, there)
            self._numbers = there  # the system may give the number of a file that is gone to another one
            moment.synced = there.get(synced) if synced else None
            last = self._seen.moments[-1] if self._seen.moments else None
            if step or moment.synced is not None or last is None or not _are_alike(moment, last):
                self._seen.moments.append(moment)
        finally:
            self._looking = False

    def _enter(self, folder: Path, number: int, moment: Moment, there: dict[int, int]) -> None:
        names = moment.folders[number] = {}
        for name in sorted(os.listdir(folder)):
            path = folder / name
            status = path.lstat()
            names[name] = there[status.st_ino] = self._number(status.st_ino)
            if stat.S_ISDIR(status.st_mode):
                self._enter(path, names[name], moment, there)
            else:
                content = path.read_bytes()
                digest = hashlib.sha256(content).hexdigest()
                self._seen.contents.setdefault(digest, content)
                moment.files[names[name]] = digest

    def _number(self, on_disk: int) -> int:
        if on_disk not in self._numbers:
            self._numbers[on_disk], self._next = self._next, self._next + 1
        return self._numbers[on_disk]


def _are_alike(one: Moment, other: Moment) -> bool:
    return one.folders == other.folders and one.files == other.files


def read_seen(place: Path) -> Seen:
    """Read what `SeenDisk.write` wrote."""
    return msgspec.msgpack.decode(place.read_bytes(), type=Seen)


class Durable:
    """What of a folder is on the disk for sure: what was synced, as it was then. Folders move as a whole, from one place to one other."""

    def __init__(self, first: Moment) -> None:
        self.folders = {number: dict(names) for number, names in first.folders.items()}
        self.files = dict(first.files)

    def follow(self, moment: Moment) -> None:
        """Let the sync of a moment happen."""
        number = moment.synced
        if number is None:
            return
        if number in moment.files:
            self.files[number] = moment.files[number]
            return
        before, now = self.folders.get(number, {}), moment.folders.get(number, {})
        self.folders[number] = dict(now)
        for _, one in before.items() ^ now.items():
            self._settle(one, moment.folders)

    def _settle(self, one: int, folders: Mapping[int, Mapping[str, int]]) -> None:
        """Have a thing where it stands now, and nowhere else: a rename is done or not done, never half."""
        for names in self.folders.values():
            for name in [name for name, each in names.items() if each == one]:
                del names[name]
        for number, names in folders.items():
            for name, each in names.items():
                if each == one:
                    self.folders.setdefault(number, {})[name] = one
