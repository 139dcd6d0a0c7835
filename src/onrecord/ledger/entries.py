"""What stands in the ledger, and how it is written as bytes."""

from __future__ import annotations

import struct
from collections.abc import Mapping
from typing import TypeVar
from zlib import crc32

import msgspec
from msgspec import Struct

from onrecord.model import Input, Report
from onrecord.zstd import zstd

# The place of a thing in its file: the number of each thing on the way to it (as in onrecord.read.opening).
Key = tuple[int, ...]

Entry = TypeVar("Entry")

# Level 3 is zstd's own choice: half the size of a report at some 300 MB a second. The checksum (4 bytes) tells damage of the disk from a
# report that was odd to begin with; SQLite has none.
_PACKED: Mapping[int, int] = {
    zstd.CompressionParameter.compression_level: 3,
    zstd.CompressionParameter.checksum_flag: 1,
}


class Kept(Struct, frozen=True):
    """One thing that a file gave: its place in the file, what became of it, and the report if it gave one."""

    key: Key
    input: Input
    report: Report | None = None


class Begun(Struct, frozen=True):
    """A file that is in the ledger: its number there, the place of the last thing kept of it, and whether that was all."""

    file: int
    after: Key | None = None
    finished: bool = False


# Packing less than this costs more time than it saves room: a table of a million bad rows gives a million such entries.
SHORT = 1_000
PLAIN = b"\0"  # no zstd frame begins with it


class Member(Struct, frozen=True):
    """A file that a record is made of: its number in the ledger, how the record calls it, where it lay and the digest of its bytes."""

    file: int
    locator: str
    path: str
    digest: str


def place(key: Key) -> bytes:
    """Write the place of a thing so that the order of the bytes is the order of the places."""
    return struct.pack(f">{len(key)}Q", *key)


def placed(place: bytes) -> Key:
    """Read back what `place` wrote."""
    return struct.unpack(f">{len(place) // 8}Q", place)


def packed(entry: object) -> bytes:
    """Write a noun, or bytes, as few bytes; what is short stays as it is, behind a mark and a checksum."""
    plain = entry if isinstance(entry, bytes) else msgspec.msgpack.encode(entry)
    return zstd.compress(plain, options=_PACKED) if len(plain) > SHORT else PLAIN + crc32(plain).to_bytes(4) + plain


def unpacked(data: bytes) -> bytes:
    """Read back bytes that `packed` wrote. Raises ValueError when they are damaged."""
    if data.startswith(PLAIN):
        if crc32(data[5:]).to_bytes(4) != data[1:5]:
            raise ValueError("the checksum is another")
        return data[5:]
    try:
        return zstd.decompress(data)
    except zstd.ZstdError as error:
        raise ValueError(str(error)) from error


def unpacked_as(data: bytes, noun: type[Entry]) -> Entry:
    """Read back a noun that `packed` wrote. Raises ValueError when it is damaged."""
    return msgspec.msgpack.decode(unpacked(data), type=noun)  # msgspec's errors are ValueErrors
