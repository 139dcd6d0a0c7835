"""The parts of a Word document, which is a zip archive: found in its table of contents, or without it when that is damaged."""

from __future__ import annotations

import io
import zipfile
import zlib

from onrecord.read.decoding import decode
from onrecord.read.files import LARGEST_TEXT, Unreadable

# The words of a Word document in their XML take some ten times the room of the words alone.
LARGEST_XML = 10 * LARGEST_TEXT
# A part is unpacked in pieces; where it is damaged in small ones, since a fault costs all that stands in its piece.
_PIECE, _SMALL = 1 << 20, 256
_HEADER, _HEADER_LENGTH = b"PK\x03\x04", 30


class Package:
    """A Word document in the form it is sent in. `damaged` says whether anything of what was asked for was lost."""

    def __init__(self, data: bytes) -> None:
        self.damaged = False
        self._data = data
        try:
            self._archive: zipfile.ZipFile | None = zipfile.ZipFile(io.BytesIO(data))
        except (zipfile.BadZipFile, NotImplementedError, OSError, ValueError):
            self._archive = None

    def part(self, name: str) -> str:
        """Give a part as far as it can be read, "" when there is none. Raises Unreadable when it unpacks to too much."""
        if self._archive is None:
            return decode(self._salvaged(name)).text
        given = bytearray()
        try:
            with self._archive.open(name) as stream:
                while piece := stream.read(_PIECE):
                    _add(given, piece)
        except KeyError:
            return ""
        except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError, ValueError, zlib.error):
            self.damaged = True
        return decode(max(bytes(given), self._salvaged(name), key=len) if self.damaged else bytes(given)).text

    def _salvaged(self, name: str) -> bytes:
        """Find a part by the header that stands right before it, and unpack as much of it as is sound."""
        start = self._data.find(name.encode()) - _HEADER_LENGTH
        if start < 0 or self._data[start : start + 4] != _HEADER:
            return b""
        self.damaged = True
        packed = start + _HEADER_LENGTH + len(name) + int.from_bytes(self._data[start + 28 : start + 30], "little")
        unpacking, given = zlib.decompressobj(-zlib.MAX_WBITS), bytearray()
        try:
            for begin in range(packed, len(self._data), _SMALL):
                _add(given, unpacking.decompress(self._data[begin : begin + _SMALL]))
                if unpacking.eof:
                    break
        except zlib.error:
            pass
        return bytes(given)


def _add(given: bytearray, piece: bytes) -> None:
    given += piece
    if len(given) > LARGEST_XML:
        raise Unreadable(f"it unpacks to more than {LARGEST_XML // 1_000_000} MB of text", "bomb")
