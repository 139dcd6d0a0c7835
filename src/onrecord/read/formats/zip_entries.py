"""The members of a zip file: from its directory, or found one by one where the directory is broken."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator
from typing import BinaryIO, cast

from msgspec import Struct

from onrecord.read.files import Unreadable
from onrecord.read.formats.parts import Checked, Part
from onrecord.read.inflate import Damaged, Member, altered
from onrecord.read.unpackers import decompressor
from onrecord.read.window import Window

_LOCAL, _CENTRAL, _END, _END_64, _LOCATOR_64, _DESCRIPTOR = (
    b"PK\x03\x04",
    b"PK\x01\x02",
    b"PK\x05\x06",
    b"PK\x06\x06",
    b"PK\x06\x07",
    b"PK\x07\x08",
)
# The fixed parts of the headers (APPNOTE.TXT 4.3.7, 4.3.12, 4.3.16, 4.3.14).
_LOCAL_HEADER, _CENTRAL_HEADER = struct.Struct("<4s5H3L2H"), struct.Struct("<4s6H3L5H2L")
_END_RECORD, _END_RECORD_64 = struct.Struct("<4s4H2LH"), struct.Struct("<4sQ2H2L4Q")
# The end record may be followed by a comment of 65,535 bytes; so far from the end it is looked for.
_TAIL = _END_RECORD.size + (1 << 16)
_FULL = 0xFFFFFFFF
_ENCRYPTED, _LATER, _UTF_8 = 1, 8, 1 << 11
_METHODS = {8: "deflate", 12: "bzip2", 93: "zstd"}
_STORED, _AES = 0, 99
_OVERLAP = "its members overlap, so that the same bytes would be unpacked many times over; that is a bomb"
# What stands behind a member whose size is right: the next one, the directory, or what is told of it only there.
_AFTER_A_MEMBER = {_LOCAL, _CENTRAL, _DESCRIPTOR}
# Without a directory, damaged members may seem to reach into their neighbours; together they may claim so many times the bytes of the file.
MOST_CLAIMED = 4
_LONGEST_HEADER = _LOCAL_HEADER.size + 2 * (1 << 16)
_ZIP_64, _UNICODE_PATH = 0x0001, 0x7075


class Entry(Struct, frozen=True):
    """One member as the zip describes it: `offset` is the byte where its own header begins, `packed` and `size` are in bytes.

    `fault` says what cannot be true of the description.
    """

    name: str
    raw: bytes
    method: int
    flags: int
    crc: int
    packed: int
    size: int
    offset: int
    is_link: bool = False
    fault: str = ""

    @property
    def is_folder(self) -> bool:
        """Say whether this is a folder, which holds nothing of its own."""
        return self.name.endswith("/") and not self.size


class Overlapping(Unreadable):
    """The members of a zip claim more bytes than there are: the same are to be unpacked many times over, as only bombs do."""


def find_entries(file: BinaryIO, size: int) -> Iterator[Entry | Unreadable]:
    """Give the members in the order of the directory; where it is missing or breaks off, look for them in the file itself.

    Raises Unreadable when the members overlap.
    """
    known: set[int] = set()
    try:
        for entry in _directory(file, size):
            known.add(entry.offset)
            yield entry
    except Overlapping:
        raise
    except Unreadable as reason:
        yield reason
        yield from (entry for entry in _search(file, size) if entry.offset not in known)


def open_entry(file: BinaryIO, size: int, entry: Entry) -> BinaryIO:
    """Give the bytes of a member, unpacked and checked while they are read. Raises Unreadable when they cannot be had."""
    if entry.fault:
        raise Unreadable(entry.fault)
    if entry.flags & _ENCRYPTED or entry.method == _AES:
        raise Unreadable("it is encrypted; unpack the archive with its password first", "encrypted")
    if entry.method != _STORED and entry.method not in _METHODS:
        raise Unreadable(
            f"it is packed in a way that is not read (method {entry.method}); unpack the archive first", "unsupported"
        )
    start = _data_start(file, entry)
    end = start + entry.packed
    fault = altered() if end <= size else Damaged("it ends in the middle", "truncated")
    if entry.method == _STORED:
        read = Part(file, start, end).read if end <= size else _Held(Part(file, start, size), fault).read
    else:
        held = _Held(Part(file, start, min(end, size)), fault)
        read = Member(Window(held.read), decompressor(_METHODS[entry.method])).read
    return cast(BinaryIO, Checked(read, entry.crc))


class _Held:
    """The bytes that a file holds of a member; whoever wants more is told what is wrong with it."""

    def __init__(self, part: Part, fault: Damaged) -> None:
        self._part, self._fault = part, fault

    def read(self, size: int) -> bytes:
        """Read what is there. Raises Damaged at its end."""
        if piece := self._part.read(size):
            return piece
        raise self._fault


def _data_start(file: BinaryIO, entry: Entry) -> int:
    """Find where the bytes of a member begin, behind its own header. Raises Unreadable when that header is another's or none."""
    header = _bytes_at(file, entry.offset, _LOCAL_HEADER.size)
    if len(header) < _LOCAL_HEADER.size or not header.startswith(_LOCAL):
        raise Unreadable("the archive does not hold it where its directory says")
    *_, name, extra = _LOCAL_HEADER.unpack(header)
    start = entry.offset + _LOCAL_HEADER.size
    if _bytes_at(file, start, name) != entry.raw:
        raise Unreadable("the archive holds something else where its directory says that it is")
    return cast(int, start + name + extra)


def _directory(file: BinaryIO, size: int) -> Iterator[Entry]:
    """Read the directory at the end of the file. Raises Unreadable where it is missing or breaks off."""
    start, length, shift = _find_directory(file, size)
    window, claimed = Window(Part(file, start, start + length).read), 0
    while header := window.take(_CENTRAL_HEADER.size):
        if len(header) < _CENTRAL_HEADER.size or not header.startswith(_CENTRAL):
            raise Unreadable("the directory of the archive is broken; what could be found without it was read")
        _, _, _, flags, method, _, _, crc, packed, real, name, extra, comment, _, _, outside, offset = (
            _CENTRAL_HEADER.unpack(header)
        )
        raw, more = window.take(name), window.take(extra)
        window.take(comment)
        real, packed, offset = _large_values(more, real, packed, offset)
        within = offset + shift + packed <= start
        claimed += (_LOCAL_HEADER.size + name + packed) * within
        if claimed > start:
            raise Overlapping(_OVERLAP, "bomb")
        is_link = (outside >> 16) & 0o170000 == 0o120000
        fault = "" if within else "the directory of the archive gives it a size or place that cannot be"
        yield Entry(_name(raw, flags, more), raw, method, flags, crc, packed, real, offset + shift, is_link, fault)


def _find_directory(file: BinaryIO, size: int) -> tuple[int, int, int]:
    """Give where the directory begins, its length, and by how much all offsets in it are off since something stands before the zip."""
    tail_start = max(size - _TAIL, 0)
    tail = _bytes_at(file, tail_start, _TAIL)
    place = tail.rfind(_END)
    if place < 0 or len(tail) - place < _END_RECORD.size:
        raise Unreadable(
            "the archive is cut: its directory is missing; what could be found without it was read", "truncated"
        )
    *_, length, offset, _ = _END_RECORD.unpack_from(tail, place)
    end = tail_start + place
    locator = tail[max(place - 20, 0) : place]
    if locator.startswith(_LOCATOR_64):
        end, length, offset = _end_64(file, end, length, offset)
    start = end - length
    if start < 0 or start < offset:
        raise Unreadable("the directory of the archive is broken; what could be found without it was read")
    return start, length, start - offset


def _end_64(file: BinaryIO, end: int, length: int, offset: int) -> tuple[int, int, int]:
    """Read the end record of a large zip, which stands before its locator and the plain one."""
    start = end - 20 - _END_RECORD_64.size
    record = _bytes_at(file, max(start, 0), _END_RECORD_64.size)
    if start < 0 or not record.startswith(_END_64):
        return end, length, offset
    *_, length, offset = _END_RECORD_64.unpack(record)
    return start, length, offset


def _search(file: BinaryIO, size: int) -> Iterator[Entry]:
    """Find the members by their own headers, from the beginning of the file to its end. Raises Unreadable when they overlap."""
    window, budget = Window(Part(file, 0, size).read, _LONGEST_HEADER), MOST_CLAIMED * size
    while window.seek(_LOCAL):
        offset = window.position
        header = window.take(_LOCAL_HEADER.size)
        if len(header) < _LOCAL_HEADER.size:
            return
        _, _, flags, method, _, _, crc, packed, real, name, extra = _LOCAL_HEADER.unpack(header)
        raw, more = window.take(name), window.take(extra)
        real, packed, _ = _large_values(more, real, packed, 0)
        end = window.position + packed
        whole = end == size or end < size and _bytes_at(file, end, 4) in _AFTER_A_MEMBER
        if flags & _LATER and not packed:
            crc, packed, whole = _measure(file, window.position, min(size, window.position + budget), method)
        budget -= min(packed, size - offset)
        if budget < 0:
            raise Overlapping(_OVERLAP, "bomb")
        yield Entry(_name(raw, flags, more), raw, method, flags, crc, packed, real, offset)
        if whole:
            window.skip(packed)
        else:
            window.back_to(offset + len(_LOCAL))


def _measure(file: BinaryIO, start: int, end: int, method: int) -> tuple[int, int, bool]:
    """Find the end of a member whose size is told only behind it: its checksum, its packed size, and whether it is sound."""
    window = Window(Part(file, start, end).read)
    if method == _STORED:
        while window.seek(_DESCRIPTOR):
            stated = window.peek(16)
            if int.from_bytes(stated[8:12], "little") == window.position:
                return int.from_bytes(stated[4:8], "little"), window.position, True
            window.take(1)
        return -1, window.position, False
    if method not in _METHODS:
        return 0, 0, False
    member = Member(window, decompressor(_METHODS[method]))
    try:
        while member.read(1 << 18):
            pass
    except Damaged:
        return -1, window.position, False
    packed, after = window.position, window.take(8)
    stated = after[4:] if after.startswith(_DESCRIPTOR) else after[:4]
    return int.from_bytes(stated, "little"), packed, True


def _large_values(extra: bytes, real: int, packed: int, offset: int) -> tuple[int, int, int]:
    """Take the values that do not fit into 32 bits from the extra field of zip64."""
    field = _extra(extra, _ZIP_64)
    values = iter([int.from_bytes(field[at : at + 8], "little") for at in range(0, len(field) - 7, 8)])
    real, packed, offset = (next(values, value) if value == _FULL else value for value in (real, packed, offset))
    return real, packed, offset


def _extra(extra: bytes, wanted: int) -> bytes:
    """Give the content of one extra field, empty when it is not there."""
    place = 0
    while place + 4 <= len(extra):
        number, length = struct.unpack_from("<2H", extra, place)
        if number == wanted:
            return extra[place + 4 : place + 4 + length]
        place += 4 + length
    return b""


def _name(raw: bytes, flags: int, extra: bytes) -> str:
    """Read a name: UTF-8 where the zip says so or where it can be nothing else, else the code page of DOS, as the format has it."""
    unicode_path = _extra(extra, _UNICODE_PATH)
    if len(unicode_path) > 5 and int.from_bytes(unicode_path[1:5], "little") == zlib.crc32(raw):
        raw, flags = unicode_path[5:], flags | _UTF_8
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return raw.decode("utf-8", "replace") if flags & _UTF_8 else raw.decode("cp437")


def _bytes_at(file: BinaryIO, place: int, length: int) -> bytes:
    file.seek(place)
    return file.read(length)
