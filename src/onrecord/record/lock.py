"""One build at a time for each record: the second waits, or says who is building."""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from onrecord.errors import NO_OUTPUT, OnRecordError

# The byte that Windows locks: far behind what is written into the file, so that who holds it can be read.
_FAR = 1 << 20


class RecordBusy(OnRecordError):
    """Another process is building this record, and waiting for it was not wanted."""

    exit_code = NO_OUTPUT


def take(lock: Path, record: Path, wait: bool, tell: Callable[[str], None]) -> int:
    """Take the lock of a record and give its handle. The system lets go of it when the process ends, however that happens.

    Raises RecordBusy when another process has it and `wait` is not wanted; otherwise `tell` gets a line, once, and this process waits.
    """
    told = False
    while True:
        lock.parent.mkdir(parents=True, exist_ok=True)  # a build that failed may just have removed it
        # never through a link: what is there is written over
        handle = os.open(lock, os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0), 0o666)
        try:
            if not _try(handle):
                holder = _holder(handle)
                if not wait:
                    raise RecordBusy(
                        f"{record} is being built by {holder}. Wait for it to end and run the same command again."
                    )
                if not told:
                    tell(f"waiting for {holder}, which is building this record (Ctrl-C to stop)")
                told = True
                _wait(handle)
            if _is_still(handle, lock):
                os.ftruncate(handle, 0)
                os.write(handle, f"{os.getpid()}\n".encode())
                return handle
        except BaseException:
            os.close(handle)
            raise
        os.close(handle)


def release(handle: int, lock: Path) -> None:
    """Let go of a lock. Its file is removed while it is held: who waits for it finds that the name is gone, and begins again."""
    with suppress(OSError):
        lock.unlink()
    os.close(handle)


def _is_still(handle: int, lock: Path) -> bool:
    """Say whether the lock that was taken is the one that others will find: its last holder may have removed it meanwhile."""
    try:
        return os.path.samestat(os.fstat(handle), os.stat(lock))
    except FileNotFoundError:
        return False


def _holder(handle: int) -> str:
    """Say who holds the lock, and since when: it was written when it was taken."""
    number = os.read(handle, 32).decode("ascii", "replace").strip()
    since = datetime.fromtimestamp(os.fstat(handle).st_mtime).strftime("%H:%M")
    return f"process {number} (since {since})" if number.isdigit() else f"another process (since {since})"


if sys.platform == "win32":
    import msvcrt

    def _try(handle: int) -> bool:
        os.lseek(handle, _FAR, os.SEEK_SET)
        try:
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

    def _wait(handle: int) -> None:
        while True:
            os.lseek(handle, _FAR, os.SEEK_SET)
            with suppress(OSError):  # gives up after ten seconds; we do not
                return msvcrt.locking(handle, msvcrt.LK_LOCK, 1)

else:
    import fcntl

    # A file system that knows no locks (some network drives): there the care of the person at the keyboard has to do.
    _NO_LOCKS = frozenset({errno.ENOLCK, errno.EOPNOTSUPP, errno.ENOSYS})

    def _try(handle: int) -> bool:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        except OSError as error:
            if error.errno not in _NO_LOCKS:
                raise
        return True

    def _wait(handle: int) -> None:
        fcntl.flock(handle, fcntl.LOCK_EX)
