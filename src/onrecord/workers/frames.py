"""What goes through the pipes between the program and a worker: a byte that says what it is, the length, the bytes."""

from __future__ import annotations

import struct
from collections.abc import Iterator

import msgspec
from msgspec import Struct

from onrecord.workers.nouns import Cause, Limits

# From the program to the worker.
JOB = b"J"
# From the worker to the program. Each job: BEGUN, any number of MESSAGEs, then DONE or FAULT.
READY, UNFIT, BEGUN, MESSAGE, DONE, FAULT = b"R", b"U", b"B", b"M", b"D", b"F"

HEADER = struct.Struct("<cI")
# No job and no message may be larger: a report has at most 20 MB, and what is found in it is some ten times as much. What went wrong is
# told in a line or two, the rest in no words at all.
LARGEST = 1 << 28
_LARGEST = {JOB: LARGEST, MESSAGE: LARGEST, UNFIT: 1 << 16, FAULT: 1 << 13, READY: 0, BEGUN: 0, DONE: 0}
# So much is read from a pipe at once; a pipe holds 64 KiB unless it is told otherwise.
PIECE = 1 << 18

Frame = tuple[bytes, bytes]


class Told(Struct):
    """What a worker is started with. `parent` is the process that started it, `lasting` says that its thread lasts as long."""

    task: str
    limits: Limits
    parent: int
    lasting: bool


class Fault(Struct):
    """How a job, or the start of a worker, ended badly; `exit_code` is that of an error that says what to do."""

    cause: Cause
    detail: str
    exit_code: int = 0


class Garbled(Exception):
    """What came through a pipe is not in the agreed form."""


def frame(kind: bytes, content: bytes = b"") -> bytes:
    """Put bytes into a frame. Raises ValueError when there are too many."""
    if len(content) > LARGEST:
        raise ValueError(f"{len(content):,} bytes at once; at most {LARGEST:,} go through a pipe to or from a worker")
    return HEADER.pack(kind, len(content)) + content


def read_fault(content: bytes) -> Fault:
    """Read what FAULT or UNFIT says. Raises Garbled."""
    try:
        return msgspec.json.decode(content, type=Fault)
    except (msgspec.MsgspecError, ValueError, RecursionError) as error:
        raise Garbled(f"a fault told in no known words ({error})") from error


class Inbox:
    """Bytes as they come out of a pipe, cut into frames."""

    def __init__(self) -> None:
        self._bytes = bytearray()

    def add(self, piece: bytes) -> None:
        """Take what was read."""
        self._bytes += piece

    def head(self) -> tuple[bytes, int] | None:
        """Give kind and length of the next frame, as soon as that much is there. Raises Garbled when it is no frame."""
        if len(self._bytes) < HEADER.size:
            return None
        kind, length = HEADER.unpack_from(self._bytes)
        if length > _LARGEST.get(kind, -1):
            raise Garbled(f"a frame of kind {kind!r} and {length:,} bytes")
        return kind, length

    def take(self) -> Frame | None:
        """Take the next frame out, if all of it is there."""
        if (head := self.head()) is None or len(self._bytes) < HEADER.size + head[1]:
            return None
        kind, length = head
        with memoryview(self._bytes) as view:
            content = bytes(view[HEADER.size : HEADER.size + length])
        del self._bytes[: HEADER.size + length]
        return kind, content

    def frames(self) -> Iterator[Frame]:
        """Take out all frames that are complete."""
        while (whole := self.take()) is not None:
            yield whole
