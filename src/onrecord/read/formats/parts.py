"""A part of a file as a stream of its own, and the check of a checksum at its end."""

from __future__ import annotations

import io
import zlib
from collections.abc import Callable
from typing import BinaryIO

from onrecord.read.inflate import altered


class Part(io.RawIOBase):
    """The bytes of a file from one place to another. Several parts of one file can be read in turn."""

    def __init__(self, file: BinaryIO, start: int, end: int) -> None:
        self._file, self._at, self._end = file, start, end

    def readable(self) -> bool:
        """Say yes."""
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        """Read as much as fits."""
        self._file.seek(self._at)
        piece = self._file.read(min(len(buffer), max(self._end - self._at, 0)))
        buffer[: len(piece)] = piece
        self._at += len(piece)
        return len(piece)


class Checked(io.RawIOBase):
    """Bytes that must have a known CRC-32 when they end. Reading the end raises Damaged when they have another."""

    def __init__(self, read: Callable[[int], bytes], crc: int) -> None:
        self._read, self._wanted, self._crc = read, crc, 0

    def readable(self) -> bool:
        """Say yes."""
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        """Read as much as fits."""
        piece = self._read(len(buffer))
        self._crc = zlib.crc32(piece, self._crc)
        if not piece and self._crc != self._wanted:
            raise altered()
        buffer[: len(piece)] = piece
        return len(piece)
