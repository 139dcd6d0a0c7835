"""A disk that fails: from one operation on, every write, sync and rename of this process is refused.

SQLite is told to write through a function of ours (its own test interface, `xSetSystemCall`, reached with ctypes); for Python, the few
functions are replaced by which On Record changes the disk. Only for the harness: a process that has installed it is of no other use.
"""

from __future__ import annotations

import _sqlite3
import ctypes
import errno
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

# The fields of `struct sqlite3_vfs` up to the function that replaces a system call (sqlite3.h, version 3 of the structure).
_NUMBERS = ("iVersion", "szOsFile", "mxPathname")
_POINTERS = ("pNext", "zName", "pAppData", "xOpen", "xDelete", "xAccess", "xFullPathname", "xDlOpen", "xDlError")
_MORE = ("xDlSym", "xDlClose", "xRandomness", "xSleep", "xCurrentTime", "xGetLastError", "xCurrentTimeInt64")
_REPLACE = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_char_p, ctypes.c_void_p)


class _Files(ctypes.Structure):
    _fields_ = [
        *((name, ctypes.c_int) for name in _NUMBERS),
        *((name, ctypes.c_void_p) for name in (*_POINTERS, *_MORE)),
        ("xSetSystemCall", _REPLACE),
    ]


_WRITE = ctypes.CFUNCTYPE(
    ctypes.c_ssize_t, ctypes.c_int, ctypes.c_void_p, ctypes.c_size_t, ctypes.c_int64, use_errno=True
)
_SYNC = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_int, use_errno=True)


class FailingDisk:
    """Counts what this process does to the disk, and refuses all of it from one operation on (0: never)."""

    def __init__(self, first: int = 0, number: int = errno.EIO) -> None:
        self.first, self.number, self.count = first, number, 0
        self._sync = os.fsync
        self._calls = (_WRITE(self._write_for_sqlite), _SYNC(self._sync_for_sqlite))
        library = ctypes.CDLL(_sqlite3.__file__)
        library.sqlite3_vfs_find.restype = ctypes.c_void_p
        files = library.sqlite3_vfs_find(None)
        for name, call in ((b"pwrite", 0), (b"pwrite64", 0), (b"fsync", 1)):
            _Files.from_address(files).xSetSystemCall(files, name, ctypes.cast(self._calls[call], ctypes.c_void_p))
        os.fsync = self._refusing(os.fsync)
        for owner, names in ((Path, ("mkdir", "rename", "write_text")), (os, ("rename", "replace"))):
            for each in names:
                setattr(owner, each, self._refusing(getattr(owner, each)))

    def _refuses(self) -> bool:
        self.count += 1
        return bool(self.first) and self.count >= self.first

    def _refusing(self, act: Callable[..., Any]) -> Callable[..., Any]:
        def acted(*arguments: Any, **named: Any) -> Any:
            if self._refuses():
                raise OSError(self.number, os.strerror(self.number))
            return act(*arguments, **named)

        return acted

    def _write_for_sqlite(self, file: int, start: int, length: int, offset: int) -> int:
        if self._refuses():
            ctypes.set_errno(self.number)
            return -1
        return os.pwrite(file, ctypes.string_at(start, length), offset)

    def _sync_for_sqlite(self, file: int) -> int:
        if self._refuses():
            ctypes.set_errno(self.number)
            return -1
        self._sync(file)
        return 0
