"""Putting a finished folder in the place of an old one: whole or not at all, whatever happens on the way."""

from __future__ import annotations

import ctypes
import errno
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

_AT_CWD = -100  # AT_FDCWD: paths are read as usual
_EXCHANGE = 2  # RENAME_EXCHANGE of renameat2(2): two paths swap places in one step
_NOT_HERE = frozenset({errno.ENOSYS, errno.EINVAL, errno.ENOTSUP, errno.EPERM})


@contextmanager
def replace_folder(destination: Path) -> Iterator[Path]:
    """Give an empty folder beside the destination; on leaving it takes the destination's place, and an old folder goes.

    When the work inside raises, the new folder goes and the destination is as it was. Raises OSError.
    """
    made = _make_parents(destination.parent)
    aside = destination.with_name(f".{destination.name}.new-{os.getpid()}")
    try:
        shutil.rmtree(aside, ignore_errors=True)  # a killed process of the same number may have left one
        aside.mkdir()
        yield aside
        settle(aside)
        _put_in_place(aside, destination)
        settle(destination.parent)
    except BaseException:
        shutil.rmtree(aside, ignore_errors=True)
        for folder in made:
            with suppress(OSError):
                folder.rmdir()
        raise


def settle(path: Path) -> None:
    """Make sure that a file or folder has reached the disk. Folders cannot be synced everywhere; then this does nothing."""
    try:
        handle = os.open(path, os.O_RDONLY)
    except OSError:
        if path.is_dir():
            return
        raise
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _make_parents(folder: Path) -> list[Path]:
    """Make missing folders above the destination, and give them, innermost first."""
    missing = [each for each in (folder, *folder.parents) if not each.exists()]
    folder.mkdir(parents=True, exist_ok=True)
    return missing


def _put_in_place(new: Path, destination: Path) -> None:
    if not destination.exists():
        new.rename(destination)
    elif _swap(new, destination):
        shutil.rmtree(new, ignore_errors=True)
    else:
        _step_aside(new, destination)


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


def _step_aside(new: Path, destination: Path) -> None:
    """Move the old folder away, the new one in, and the old one back should that fail."""
    old = destination.with_name(f".{destination.name}.old-{os.getpid()}")
    destination.rename(old)
    try:
        new.rename(destination)
    except OSError:
        old.rename(destination)
        raise
    shutil.rmtree(old, ignore_errors=True)
