"""The members of a tar file, one after the other, and how to go on after a damaged one."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import BinaryIO, cast

from msgspec import Struct

from onrecord.patterns import pattern_of_bytes
from onrecord.read.files import Unreadable
from onrecord.read.inflate import Damaged
from onrecord.read.source import IN_MEMORY
from onrecord.read.window import Window

_BLOCK = 512
_EMPTY = bytes(_BLOCK)
# The sign of a header, and how far from the header's beginning it stands.
_SIGN, _SIGN_AT = b"ustar", 257
# So many false signs are looked at in a row before something is said: a tenth of a second of work.
MOST_SIGNS = 10_000
# Names and other particulars of one member may take so much; real ones take less than a thousand bytes.
LONGEST_PARTICULARS = 1 << 20
_PARTICULAR = pattern_of_bytes(rb"([0-9]{1,8}) ([^=\n]{1,200})=")
_FILES, _FOLDER, _LINKS, _DEVICES = b"0\x007", b"5", b"12", b"346"
_LONG_NAME, _NEXT, _SPARSE = b"L", b"x", b"S"
# Headers that tell of the next member (long names of GNU, the extended ones of POSIX), of all, or of links.
_PARTICULARS = b"LxgKX"


class TarEntry(Struct, frozen=True):
    """One member: its name, what it is (`file`, `folder`, `link`, `device`, `sparse`), where its header begins, and its bytes."""

    name: str
    kind: str
    offset: int
    stream: BinaryIO


def find_tar_entries(stream: BinaryIO) -> Iterator[TarEntry | tuple[int, Unreadable]]:
    """Give the members in their order, and where something is none, its offset and the reason. Read each before asking for the next."""
    window = Window(stream.read, 2 * _BLOCK)
    said: dict[str, str] = {}
    while header := _next_header(window):
        offset = window.position
        if (size := _checked_size(header)) is None:
            yield offset, _rubbish(header, _to_next(window))
            said.clear()
            continue
        window.take(_BLOCK)
        if header[156:157] in _PARTICULARS:
            said.update(_particulars(window, header[156:157], size))
            continue
        data = _Data(window, int(said.get("size", size)))
        sort = "sparse" if any(key.startswith("GNU.sparse") for key in said) else _sort(header)
        yield TarEntry(said.get("path") or _plain_name(header), sort, offset, cast(BinaryIO, data))
        said.clear()
        data.skip_rest()
    if window.fault or not window.ends_with(_EMPTY):
        yield (
            window.position,
            window.fault or Unreadable("the archive ends without the mark of its end; it may be cut", "truncated"),
        )


def _rubbish(header: bytes, passed: int) -> Unreadable:
    if len(header) < _BLOCK:
        return Unreadable("the archive ends in the middle", "truncated")
    return Unreadable(f"{passed:,} bytes stand here that belong to no member of the archive")


class _Data(io.RawIOBase):
    """The bytes of one member."""

    def __init__(self, window: Window, size: int) -> None:
        self._window = window
        self._left, self._padding = _room(window, size)
        self._missing = size - self._left

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        piece = self._window.take(min(len(buffer), self._left, 1 << 16))
        if not piece and (self._left or self._missing):
            raise self._window.fault or Damaged("it ends in the middle", "truncated")
        buffer[: len(piece)] = piece
        self._left -= len(piece)
        return len(piece)

    def skip_rest(self) -> None:
        """Go to the next header."""
        self._window.skip(self._left + self._padding)
        self._left = 0


def _room(window: Window, size: int) -> tuple[int, int]:
    """Say how many bytes of a member stand here, and how many up to the next header: bytes may be missing, and that header come early."""
    whole = size + -size % _BLOCK
    ahead = window.peek(whole + 2 * _BLOCK) if size <= IN_MEMORY else b""
    after = ahead[whole : whole + _BLOCK]
    if not ahead or after == _EMPTY or _checked_size(after) is not None:
        return size, whole - size
    sign = ahead.find(_SIGN)
    for _ in range(MOST_SIGNS):
        if sign < 0:
            break
        start = sign - _SIGN_AT
        if 0 <= start < whole and _checked_size(ahead[start : start + _BLOCK]) is not None:
            return min(start, size), max(start - size, 0)
        sign = ahead.find(_SIGN, sign + 1)
    return size, whole - size


def _next_header(window: Window) -> bytes:
    """Go past empty blocks to the next header, which is shown and not taken; empty at the end of the archive."""
    while (block := window.peek(_BLOCK)) == _EMPTY:
        window.take(_BLOCK)
    return b"" if not block.strip(b"\x00") else block


def _checked_size(header: bytes) -> int | None:
    """Give the size that a header states; None when it is no header: its checksum is wrong or it is cut."""
    if len(header) < _BLOCK:
        return None
    stated = _number(header[148:156])
    signed = sum(header[:148]) + sum(header[156:]) + 8 * 32
    if stated != signed:
        return None
    size = _number(header[124:136])
    return 0 if header[156:157] in _LINKS + _DEVICES + _FOLDER else size


def _number(field: bytes) -> int | None:
    """Read a number in octal digits, or in base 256 when its first bit is set."""
    if field[:1] == b"\x80":
        return int.from_bytes(field[1:], "big")
    digits = field.strip(b" \x00")
    return int(digits, 8) if digits and not digits.strip(b"01234567") else None


def _to_next(window: Window) -> int:
    """Go to the next header that is sound, or to the end, and say how many bytes that was."""
    start = window.position
    window.take(_SIGN_AT + 1)
    for _ in range(MOST_SIGNS):
        if not window.seek(_SIGN):
            break
        sign = window.position
        window.back_to(sign - _SIGN_AT)
        if _checked_size(window.peek(_BLOCK)) is not None:
            break
        window.back_to(sign + 1)
    return window.position - start


def _particulars(window: Window, kind: bytes, size: int) -> dict[str, str]:
    """Take what stands before a member: its long name, its size if that is large, whether it has holes."""
    data = window.take(min(size, LONGEST_PARTICULARS))
    window.skip(max(size - LONGEST_PARTICULARS, 0) + -size % _BLOCK)
    if kind == _LONG_NAME:
        return {"path": _text(data.partition(b"\x00")[0])}
    found: dict[str, str] = {}
    place = 0
    while kind == _NEXT and (record := _PARTICULAR.match(data, place)):
        end = place + int(record[1])
        if end <= record.end():
            break
        found[_text(record[2])] = _text(data[record.end() : end - 1])
        place = end
    size_said = found.get("size", "")
    if not (size_said.isascii() and size_said.isdigit() and len(size_said) < 19):
        found.pop("size", None)
    return found


def _plain_name(header: bytes) -> str:
    name, prefix = (_text(field.partition(b"\x00")[0]) for field in (header[:100], header[345:500]))
    return f"{prefix}/{name}" if prefix and header[257:263] == b"ustar\x00" else name


def _sort(header: bytes) -> str:
    kind = header[156:157]
    if kind == _FOLDER or kind in _FILES and _plain_name(header).endswith("/"):
        return "folder"
    if kind in _LINKS:
        return "link"
    if kind in _DEVICES:
        return "device"
    return "sparse" if kind == _SPARSE else "file"


def _text(raw: bytes) -> str:
    return raw.decode("utf-8", "replace")
