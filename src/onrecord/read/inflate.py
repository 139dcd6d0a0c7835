"""Unpacking that no file can turn against the machine: step by step, with a cap on how far packed bytes may swell."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import BinaryIO

from onrecord.read.files import Unreadable
from onrecord.read.unpackers import ERRORS, MAGIC, Decompressor, decompressor
from onrecord.read.window import Window

# Packed bytes that swell more than this many times are a bomb: real pages and tables shrink 3 to 30 times (the advice of reliability.md
# and of Apache Tika, which both look only after the first million, so that a small file of one letter is no bomb).
LARGEST_RATIO, RATIO_AFTER = 100, 1_000_000
# How many unpacked bytes are made at a time, and how many packed ones are fed: few at first, since most members are small.
STEP, FIRST_BITE, BITE = 1 << 18, 1 << 12, 1 << 16
# So much of the packed stream is kept, to look again for the beginning of a member in what a damaged one has swallowed.
KEPT = 1 << 20
# So many false beginnings are tried in a row: a second of work.
MOST_BEGINNINGS = 50_000
# The dictionary of a zstd web archive; real ones have 100 kB.
LARGEST_DICTIONARY = 1 << 24

_BOMB = f"it swells to more than {LARGEST_RATIO} times its size when it is unpacked; that is a bomb"
_SKIPPABLE, _DICTIONARY = 0x184D2A5, 0x184D2A5D


class Damaged(Unreadable):
    """Packed bytes that cannot be unpacked to their end; the code tells whether they are cut, altered or a bomb."""


class Rubbish(Damaged):
    """Bytes behind or between packed members that are none; what was unpacked before them is whole."""


def check_ratio(made: int, packed: int) -> None:
    """Raise Damaged when so many unpacked bytes came out of so few packed ones that it is a bomb."""
    if made > RATIO_AFTER and made > LARGEST_RATIO * packed:
        raise Damaged(_BOMB, "bomb")


class Member:
    """One packed member that begins where the window stands: its bytes, unpacked as far as they are asked for."""

    def __init__(self, packed: Window, unpacker: Decompressor) -> None:
        self._packed, self._unpacker = packed, unpacker
        self._made = self._fed = 0
        self.ended = False

    def read(self, size: int) -> bytes:
        """Unpack at most `size` bytes; none at the end, where the window then stands. Raises Damaged: cut, altered or a bomb."""
        made = b""
        while not self.ended and not made:
            self.ended = True  # unless all goes well
            bite = self._bite()
            try:
                made = self._unpacker.decompress(bite, min(size, STEP))
            except ERRORS as error:
                raise _damage(error) from error
            self._made += len(made)
            check_ratio(self._made, self._fed)
            self.ended = self._unpacker.eof
            if self.ended:
                self._packed.back_to(self._packed.position - len(self._unpacker.unused_data))
        return made

    def _bite(self) -> bytes:
        """Take the next packed bytes, if the unpacker has use for them. Raises Damaged at the end of the stream."""
        if not self._unpacker.needs_input:
            return b""
        bite = self._packed.take(min(BITE, max(FIRST_BITE, self._fed)))
        if not bite:
            raise self._packed.fault or Damaged("it ends in the middle", "truncated")
        self._fed += len(bite)
        return bite


class Members:
    """The members of a packed stream (gzip members, zstd frames …), unpacked one after the other.

    `begins` is the byte of the packed stream where the present member begins.
    """

    def __init__(self, stream: BinaryIO, kind: str) -> None:
        self.kind, self.begins = kind, 0
        self._packed = Window(stream.read, KEPT)
        self._member: Member | None = None
        self._dictionary: bytes | None = None

    @property
    def taken(self) -> int:
        """Give how many packed bytes were taken so far."""
        return self._packed.position

    def next(self) -> bool:
        """Go to the next member. False at the end of the stream; raises Damaged when what stands here is none."""
        self._skip_padding()
        self.begins = self._packed.position
        if not (here := self._packed.peek(len(MAGIC[self.kind]))):
            if self._packed.fault:
                raise self._packed.fault
            return False
        if here != MAGIC[self.kind]:
            raise Rubbish(f"bytes stand in it that are not packed with {self.kind}", "malformed")
        self._begin()
        return True

    def read(self, size: int) -> bytes:
        """Unpack some bytes, at most `size`; none at the end of the member. Raises Damaged when it is cut, altered or a bomb."""
        return self._member.read(size) if self._member else b""

    def look_for(self, fits: Callable[[bytes], bool], enough: int) -> bool:
        """After damage, go to the next member that begins with bytes that fit, in what the damaged one has swallowed and beyond it.

        Raises Damaged after many beginnings that are none, so that whoever waits gets a sign of life; asked again, it goes on.
        """
        self._packed.back_to(self.begins + 1)
        for _ in range(MOST_BEGINNINGS):
            if not self._packed.seek(MAGIC[self.kind]):
                self._member = None
                return False
            self.begins = self._packed.position
            if fits(self._first(enough)):
                self._begin()
                return True
            self._packed.take(1)
        raise Damaged(f"{MOST_BEGINNINGS:,} beginnings of packed members stand in it that are none")

    def _first(self, enough: int) -> bytes:
        """Unpack the first bytes of what may be a member, without taking them."""
        try:
            unpacker = decompressor(self.kind, self._dictionary, salvage=False)
            return unpacker.decompress(self._packed.peek(FIRST_BITE), enough)
        except ERRORS:
            return b""

    def _begin(self) -> None:
        self._member = Member(self._packed, decompressor(self.kind, self._dictionary))

    def _skip_padding(self) -> None:
        """Pass over the zeros that tapes leave behind, and over the frames of zstd that carry no content; keep their dictionary."""
        while self._packed.peek(1) == b"\x00":
            zeros = self._packed.peek(BITE)
            self._packed.take(len(zeros) - len(zeros.lstrip(b"\x00")))
        if self.kind == "zstd":
            while int.from_bytes(self._packed.peek(4), "little") >> 4 == _SKIPPABLE:
                self._skip_frame()

    def _skip_frame(self) -> None:
        head = self._packed.take(8)
        number, size = int.from_bytes(head[:4], "little"), int.from_bytes(head[4:], "little")
        if number == _DICTIONARY and size <= LARGEST_DICTIONARY:
            self._dictionary = _unpacked_dictionary(self._packed.take(size))
        else:
            self._packed.skip(size)


class Unpacked(io.RawIOBase):
    """All members of a packed stream as one stream of bytes. Reading raises Damaged where it is cut, altered or a bomb."""

    def __init__(self, members: Members) -> None:
        self._members, self._made = members, 0
        self._more = members.next()

    def readable(self) -> bool:
        """Say yes."""
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        """Unpack as much as fits."""
        while self._more:
            if piece := self._members.read(len(buffer)):
                self._made += len(piece)
                check_ratio(self._made, self._members.taken)
                buffer[: len(piece)] = piece
                return len(piece)
            self._more = self._members.next()
        return 0


def unpack(data: bytes, kind: str, largest: int) -> tuple[bytes, bool]:
    """Unpack what is in memory, at most `largest` bytes, and say whether it is complete. Raises Damaged when it is altered or a bomb."""
    unpacker, packed, pieces, made = decompressor(kind), io.BytesIO(data), list[bytes](), 0
    while not unpacker.eof:
        bite = packed.read(BITE) if unpacker.needs_input else b""
        if unpacker.needs_input and not bite:
            return b"".join(pieces), False
        try:
            pieces.append(unpacker.decompress(bite, STEP))
        except ERRORS as error:
            raise _damage(error) from error
        made += len(pieces[-1])
        check_ratio(made, len(data))
        if made > largest:
            raise Damaged(f"it unpacks to more than {largest // 1_000_000} MB, too large for one report", "too-large")
    return b"".join(pieces), True


def _unpacked_dictionary(data: bytes) -> bytes:
    """Give the dictionary of a zstd web archive, which may itself be packed."""
    return unpack(data, "zstd", LARGEST_DICTIONARY)[0] if data.startswith(MAGIC["zstd"]) else data


def altered() -> Damaged:
    """Say that bytes are not what was packed."""
    return Damaged("its checksum does not match its bytes: it was altered or damaged", "checksum")


def _damage(error: BaseException) -> Damaged:
    if "check" in str(error).lower():
        return altered()
    return Damaged("it is damaged: its packed bytes cannot be unpacked from here on", "malformed")
