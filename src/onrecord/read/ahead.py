"""Reading a member of an archive to its end before anything is made of it, where memory allows: then it is known whether it is sound."""

from __future__ import annotations

import io
from typing import BinaryIO, cast

from onrecord.read.files import Unreadable
from onrecord.read.source import IN_MEMORY

_PIECE = 1 << 18


class Ahead:
    """The first bytes of a stream, all of them if there are at most `IN_MEMORY`; `fault` is what ended them before their time."""

    def __init__(self, stream: BinaryIO) -> None:
        self.data, self.fault = b"", cast(Unreadable | None, None)
        self._rest = stream
        pieces: list[bytes] = []
        size, piece = 0, b"-"
        while piece and size <= IN_MEMORY:
            try:
                piece = stream.read(_PIECE)
            except Unreadable as reason:
                piece, self.fault = b"", reason
            pieces.append(piece)
            size += len(piece)
        self.data, self.whole = b"".join(pieces), not piece

    @property
    def size(self) -> int | None:
        """Give the number of bytes, None when there are more than were read ahead."""
        return len(self.data) if self.whole else None

    @property
    def stream(self) -> BinaryIO:
        """Give all bytes from the beginning, once."""
        return io.BytesIO(self.data) if self.whole else cast(BinaryIO, io.BufferedReader(_Both(self.data, self._rest)))


class _Both(io.RawIOBase):
    """What was read ahead, and then the rest."""

    def __init__(self, data: bytes, rest: BinaryIO) -> None:
        self._data, self._rest = io.BytesIO(data), rest

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        piece = self._data.read(len(buffer)) or self._rest.read(len(buffer))
        buffer[: len(piece)] = piece
        return len(piece)
