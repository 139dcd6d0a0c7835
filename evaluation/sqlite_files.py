"""SQLite's files while they are written: whoever watches is asked before each write, cut, sync and deletion.

This goes through SQLite's own interface to the system (`sqlite3_vfs` and `sqlite3_io_methods`, sqlite3.h, version 3 of both), reached with
ctypes. Only for the harnesses: it holds for a whole process and for good.
"""

from __future__ import annotations

import _sqlite3
import ctypes
import errno
import os
from collections.abc import Callable
from typing import Any

# What is asked: what is about to be done ("write", "cut", "sync", "delete", "sync-folder") and to which path. The answer is 0 to go on,
# or the number of a system error that SQLite shall meet.
Watcher = Callable[[str, str], int]

WRITE, CUT, SYNC, DELETE, SYNC_FOLDER = "write", "cut", "sync", "delete", "sync-folder"
# The codes of SQLite for what goes wrong there; a full disk has one of its own, but only when something is written.
_CODES = {WRITE: 778, CUT: 1546, SYNC: 1034, DELETE: 2570}
_FULL, _CANNOT_OPEN = 13, 14

# The name is passed on as the address it is: SQLite keeps it.
_OPEN = ctypes.CFUNCTYPE(
    ctypes.c_int, ctypes.c_void_p, ctypes.c_void_p, ctypes.c_void_p, ctypes.c_int, ctypes.POINTER(ctypes.c_int)
)
_DELETE = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_char_p, ctypes.c_int)
_REPLACE = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_char_p, ctypes.c_void_p)
_WRITE = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_void_p, ctypes.c_int, ctypes.c_int64)
_CUT = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_int64)
_SYNC = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_int)
_OPEN_FOLDER = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_char_p, ctypes.POINTER(ctypes.c_int))


class _System(ctypes.Structure):
    """`sqlite3_vfs`."""

    _fields_ = [
        *((name, ctypes.c_int) for name in ("iVersion", "szOsFile", "mxPathname")),
        *((name, ctypes.c_void_p) for name in ("pNext", "zName", "pAppData", "xOpen", "xDelete", "xAccess")),
        *((name, ctypes.c_void_p) for name in ("xFullPathname", "xDlOpen", "xDlError", "xDlSym", "xDlClose")),
        *((name, ctypes.c_void_p) for name in ("xRandomness", "xSleep", "xCurrentTime", "xGetLastError")),
        ("xCurrentTimeInt64", ctypes.c_void_p),
        ("xSetSystemCall", _REPLACE),
    ]


class _Acts(ctypes.Structure):
    """`sqlite3_io_methods`."""

    _fields_ = [
        ("iVersion", ctypes.c_int),
        *((name, ctypes.c_void_p) for name in ("xClose", "xRead", "xWrite", "xTruncate", "xSync", "xFileSize")),
        *((name, ctypes.c_void_p) for name in ("xLock", "xUnlock", "xCheckReservedLock", "xFileControl")),
        *((name, ctypes.c_void_p) for name in ("xSectorSize", "xDeviceCharacteristics", "xShmMap", "xShmLock")),
        *((name, ctypes.c_void_p) for name in ("xShmBarrier", "xShmUnmap", "xFetch", "xUnfetch")),
    ]


class WatchedFiles:
    """Has a watcher asked before anything happens to a file that this process opens with SQLite from now on."""

    def __init__(self, watcher: Watcher) -> None:
        self._watcher = watcher
        self._paths: dict[int, str] = {}
        self._acts: dict[int, _Acts] = {}
        self._alive: list[Any] = []  # what SQLite calls must not be collected
        library = ctypes.CDLL(_sqlite3.__file__)
        library.sqlite3_vfs_find.restype = ctypes.c_void_p
        place = library.sqlite3_vfs_find(None)
        system = _System.from_address(place)
        self._open_for_sqlite, self._delete_for_sqlite = _OPEN(system.xOpen), _DELETE(system.xDelete)
        system.xOpen, system.xDelete = self._called(_OPEN, self._open), self._called(_DELETE, self._delete)
        if system.xSetSystemCall(place, b"openDirectory", self._called(_OPEN_FOLDER, self._open_folder)):
            raise RuntimeError("this SQLite opens folders in another way")

    def _called(self, kind: Any, act: Callable[..., int]) -> int | None:
        self._alive.append(kind(act))
        return ctypes.cast(self._alive[-1], ctypes.c_void_p).value

    def _asked(self, what: str, path: str) -> int:
        """Ask the watcher, and give the code of SQLite for its answer."""
        number = self._watcher(what, path)
        full = number == errno.ENOSPC and what == WRITE
        return (_FULL if full else _CODES[what]) if number else 0

    def _open(self, system: int, name: int | None, file: int, flags: int, given: Any) -> int:
        code = int(self._open_for_sqlite(system, name, file, flags, given))
        if not code and name:
            acts = ctypes.c_void_p.from_address(file)
            self._paths[file] = os.fsdecode(ctypes.string_at(name))
            acts.value = ctypes.addressof(self._watched(acts.value or 0))
        return code

    def _watched(self, place: int) -> _Acts:
        """Give the acts of a kind of file, those that change it replaced by ours."""
        if place in self._acts:
            return self._acts[place]
        acts = _Acts.from_buffer_copy(_Acts.from_address(place))
        write, cut, sync = _WRITE(acts.xWrite), _CUT(acts.xTruncate), _SYNC(acts.xSync)
        acts.xWrite = self._called(
            _WRITE, lambda file, start, size, at: self._asked(WRITE, self._paths[file]) or write(file, start, size, at)
        )
        acts.xTruncate = self._called(_CUT, lambda file, size: self._asked(CUT, self._paths[file]) or cut(file, size))
        acts.xSync = self._called(_SYNC, lambda file, how: self._asked(SYNC, self._paths[file]) or sync(file, how))
        self._acts[place] = acts
        return acts

    def _delete(self, system: int, name: bytes, and_sync: int) -> int:
        return self._asked(DELETE, os.fsdecode(name)) or int(self._delete_for_sqlite(system, name, and_sync))

    def _open_folder(self, name: bytes, handle: Any) -> int:
        """Open the folder of a file; SQLite does so only to sync it."""
        folder = os.path.dirname(os.fsdecode(name))
        handle[0] = -1
        if self._watcher(SYNC_FOLDER, folder):
            return _CANNOT_OPEN
        handle[0] = os.open(folder, os.O_RDONLY)
        return 0
