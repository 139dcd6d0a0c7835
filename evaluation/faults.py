"""A disk that fails: from one operation on, every write, sync and rename of this process is refused.

SQLite meets the failure in its own files (`evaluation.sqlite_files`); for Python, the few functions are replaced by which On Record changes
the disk. Only for the harness: a process that has installed it is of no other use.
"""

from __future__ import annotations

import errno
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

from evaluation.sqlite_files import WatchedFiles


class FailingDisk:
    """Counts what this process does to the disk, and refuses all of it from one operation on (0: never)."""

    def __init__(self, first: int = 0, number: int = errno.EIO) -> None:
        self.first, self.number, self.count = first, number, 0
        self._files = WatchedFiles(lambda what, path: self.number if self._refuses() else 0)
        for owner, names in ((Path, ("mkdir", "rename", "write_text")), (os, ("fsync", "rename", "replace"))):
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
