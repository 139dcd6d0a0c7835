"""Putting one folder in the place of another, in one step where the system can."""

from __future__ import annotations

import ctypes
import errno
import os
from pathlib import Path

_AT_CWD = -100  # AT_FDCWD: paths are read as usual
_EXCHANGE = 2  # RENAME_EXCHANGE of renameat2(2): two paths swap places in one step
_NOT_HERE = frozenset({errno.ENOSYS, errno.EINVAL, errno.ENOTSUP, errno.EPERM})


def put_in_place(new: Path, destination: Path, aside: Path) -> None:
    """Put a folder in the place of another, which then stands in the place of the new one, or `aside` where that takes two steps.

    When it fails, everything is as it was. Raises OSError.
    """
    if not destination.exists():
        new.rename(destination)
    elif not _swap(new, destination):
        destination.rename(aside)
        try:
            new.rename(destination)
        except OSError:
            aside.rename(destination)
            raise


def _swap(one: Path, other: Path) -> bool:
    """Exchange two folders in one step where the system can (Linux); say whether it did."""
    try:
        rename = ctypes.CDLL(None, use_errno=True).renameat2
    except (AttributeError, OSError, TypeError):
        return False
    if rename(_AT_CWD, os.fsencode(one), _AT_CWD, os.fsencode(other), _EXCHANGE) == 0:
        return True
    number = ctypes.get_errno()
    if number in _NOT_HERE:
        return False
    raise OSError(number, os.strerror(number))
