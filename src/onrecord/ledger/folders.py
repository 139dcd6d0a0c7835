"""Folders and the lists of names in them, so that they are still there when the power fails."""

from __future__ import annotations

import errno
import os
from pathlib import Path

# What file systems answer that cannot sync a list of names (network drives, some that programs provide).
_CANNOT = frozenset({errno.EINVAL, errno.ENOSYS, errno.ENOTSUP, errno.EBADF})


def settle(path: Path) -> None:
    """Make sure that a file, or the list of names in a folder, has reached the disk. Raises OSError.

    Folders cannot be synced everywhere; then this does nothing.
    """
    try:
        handle = os.open(path, os.O_RDONLY)
    except OSError:
        if path.is_dir():
            return
        raise
    try:
        os.fsync(handle)
    except OSError as error:
        if error.errno not in _CANNOT or not path.is_dir():
            raise
    finally:
        os.close(handle)


def make_folder(folder: Path) -> list[Path]:
    """Make a folder and whatever is missing above it, for good; give what was missing, innermost first. Raises OSError."""
    missing = [each for each in (folder, *folder.parents) if not each.exists()]
    folder.mkdir(parents=True, exist_ok=True)
    for each in missing:
        settle(each.parent)
    return missing
