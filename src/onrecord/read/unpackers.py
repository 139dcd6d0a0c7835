"""The unpackers of gzip, zstd, bzip2 and xz behind one face: so many packed bytes in, so many unpacked ones out."""

from __future__ import annotations

import bz2
import lzma
import zlib
from contextlib import suppress
from typing import Any, Protocol

# Memory that a packed stream may demand for its window: what `xz -9` and `zstd --ultra` ask for; above it is an attack or a mistake.
LARGEST_WINDOW = 1 << 27
MAGIC = {"gzip": b"\x1f\x8b\x08", "bzip2": b"BZh", "xz": b"\xfd7zXZ\x00", "zstd": b"\x28\xb5\x2f\xfd"}
# What the unpackers raise at bytes that are not theirs.
ERRORS = (zlib.error, lzma.LZMAError, OSError, EOFError, ValueError, MemoryError)


class Decompressor(Protocol):
    """What the unpackers of the standard library have in common."""

    @property
    def eof(self) -> bool:
        """Say whether the end of the member was reached."""

    @property
    def unused_data(self) -> bytes:
        """Give what was fed but lies behind the end."""

    @property
    def needs_input(self) -> bool:
        """Say whether nothing more comes without more packed bytes."""

    def decompress(self, data: bytes, max_length: int) -> bytes:
        """Unpack at most so many bytes."""


class Deflate:
    """The unpacker of zlib with the same face as the others; `bits` as zlib counts them: 31 gzip, 15 zlib, -15 bare.

    `salvage` asks it to give what comes before an error, which takes a second look at the bytes with the error in them.
    """

    def __init__(self, bits: int, salvage: bool = True) -> None:
        self._inner = zlib.decompressobj(bits)
        self._full, self._salvage = False, salvage
        self._error: zlib.error | None = None

    @property
    def eof(self) -> bool:
        """Say whether the end of the member was reached."""
        return self._inner.eof

    @property
    def unused_data(self) -> bytes:
        """Give what was fed but lies behind the end."""
        return self._inner.unused_data

    @property
    def needs_input(self) -> bool:
        """Say whether nothing more comes without more packed bytes."""
        return not self._full and not self._inner.unconsumed_tail

    def decompress(self, data: bytes, max_length: int) -> bytes:
        """Unpack at most so many bytes. What comes before an error is given first, and the error the next time."""
        if self._error:
            raise self._error
        before = self._inner.copy() if data and self._salvage else None
        data = self._inner.unconsumed_tail + data
        try:
            made = self._inner.decompress(data, max_length)
        except zlib.error as error:
            made, self._error = _up_to_error(before, data) if before else b"", error
            if not made:
                raise
        self._full = len(made) >= max_length or self._error is not None
        return made


def _up_to_error(unpacker: Any, data: bytes) -> bytes:
    """Unpack what comes before an error, which zlib throws away: again, byte by byte."""
    pieces: list[bytes] = []
    with suppress(zlib.error):
        for place in range(len(data)):
            pieces.append(unpacker.decompress(data[place : place + 1]))
    return b"".join(pieces)


class Zstd:
    """The unpacker of zstd with the same face as the others."""

    def __init__(self, dictionary: bytes | None) -> None:
        from onrecord.zstd import zstd  # late: hardly any pile has it

        limit: dict[int, int] = {zstd.DecompressionParameter.window_log_max: LARGEST_WINDOW.bit_length() - 1}
        self._inner = zstd.ZstdDecompressor(zstd.ZstdDict(dictionary) if dictionary else None, limit)
        self._error = zstd.ZstdError

    @property
    def eof(self) -> bool:
        """Say whether the end of the member was reached."""
        return self._inner.eof

    @property
    def unused_data(self) -> bytes:
        """Give what was fed but lies behind the end."""
        return self._inner.unused_data

    @property
    def needs_input(self) -> bool:
        """Say whether nothing more comes without more packed bytes."""
        return self._inner.needs_input

    def decompress(self, data: bytes, max_length: int) -> bytes:
        """Unpack at most so many bytes. Raises ValueError, as other readers of bytes do, where the original has an error of its own."""
        try:
            return self._inner.decompress(data, max_length)
        except self._error as error:
            raise ValueError(str(error)) from error


def decompressor(kind: str, dictionary: bytes | None = None, salvage: bool = True) -> Decompressor:
    """Make the unpacker of a kind: gzip, zlib, deflate, bzip2, xz or zstd. `salvage` asks for what comes before an error."""
    if kind in _DEFLATE_BITS:
        return Deflate(_DEFLATE_BITS[kind], salvage)
    if kind == "bzip2":
        return bz2.BZ2Decompressor()
    if kind == "xz":
        return lzma.LZMADecompressor(memlimit=LARGEST_WINDOW)
    return Zstd(dictionary)


_DEFLATE_BITS = {"gzip": 31, "zlib": 15, "deflate": -15}
