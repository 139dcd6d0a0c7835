"""One thing to read, a file or a member of an archive: its bytes, where they come from, and what its container said of it."""

from __future__ import annotations

import hashlib
import io
import tempfile
from collections.abc import Mapping
from typing import BinaryIO, cast

from msgspec import Struct, field

from onrecord.read.fields import Field
from onrecord.read.files import LARGEST_TEXT, Unreadable

# How much of a source is looked at to tell what it is.
SAMPLE = 65_536
# Containers may stand in containers so deep; an honest pile needs two (a web archive in a zip), an attack as many as it can get.
DEEPEST = 4
# A member that must be at hand as a whole file (a zip in a zip) may be so large; it lies on disk, not in memory, above the second figure.
LARGEST_SPOOLED, IN_MEMORY = 1_000_000_000, 20_000_000


class Asked(Struct, frozen=True):
    """How the user asked for reading: `fields` maps a noun (text, title …) to the name of the field that holds it."""

    fields: Mapping[str, str] = field(default_factory=dict)


class Source:
    """One thing to read. `stream` stands at its beginning and gives its bytes once; `sample` shows the first of them without taking any.

    `given` are fields that the container stated (the entry of a feed: title, url …), under the nouns of `Offered`. `format` is set
    when the container knows what it holds, else the content tells. `encoding` is what a protocol header claimed. `careful` asks for
    the plain linear way, after the usual one hung or crashed. `offset` is the byte of the outermost file where this begins, if that is
    known. `flags` go to every report read from here. `digest` is the sha256 of the bytes, once all have been read by `whole`.
    """

    def __init__(
        self,
        locator: str,
        name: str,
        stream: BinaryIO,
        *,
        size: int | None = None,
        asked: Asked | None = None,
        given: Mapping[str, Field] | None = None,
        offset: int | None = None,
        format: str | None = None,
        encoding: str | None = None,
        flags: tuple[str, ...] = (),
        careful: bool = False,
        depth: int = 0,
    ) -> None:
        self.locator, self.name, self.size, self.offset = locator, name, size, offset
        self.asked, self.given = asked or Asked(), dict(given or {})
        self.format, self.encoding, self.careful, self.depth = format, encoding, careful, depth
        self.flags = flags
        self.digest: str | None = None
        self._whole: bytes | None = None
        self._raw = stream
        self.sample = _fill(stream, SAMPLE)

    @property
    def stream(self) -> BinaryIO:
        """Give the bytes from the beginning on: `read(n)` and `readline(n)`; it cannot seek. Ask for it once."""
        return cast(BinaryIO, io.BufferedReader(_Rejoined(self.sample, self._raw), SAMPLE))

    def first(self, most: int) -> bytes:
        """Read so many bytes, or all there are."""
        return _fill(self.stream, most)

    def whole(self, largest: int = LARGEST_TEXT) -> bytes:
        """Read everything; a second time gives the same. Raises Unreadable when there is more than `largest` bytes."""
        data = self.first(largest + 1) if self._whole is None else self._whole
        if len(data) > largest:
            raise Unreadable(
                f"it is larger than {largest // 1_000_000} MB, too large for one report; split it", "too-large"
            )
        self._whole, self.digest = data, hashlib.sha256(data).hexdigest()
        return data

    def seekable(self) -> BinaryIO:
        """Give a stream that can seek, at its beginning: the file itself, or a copy in memory or on disk. The caller lets go of it.

        Raises Unreadable when a copy would be larger than `LARGEST_SPOOLED`.
        """
        if self._raw.seekable():
            self._raw.seek(0)
            return self._raw
        copy = tempfile.SpooledTemporaryFile(max_size=IN_MEMORY)
        stream, size = self.stream, 0
        while piece := stream.read(1 << 20):
            size += len(piece)
            if size > LARGEST_SPOOLED:
                copy.close()
                raise Unreadable(f"it unpacks to more than {LARGEST_SPOOLED // 1_000_000} MB", "too-large")
            copy.write(piece)
        copy.seek(0)
        return cast(BinaryIO, copy)

    def let_go(self, stream: BinaryIO) -> None:
        """Close a copy that `seekable` gave. The file itself stays open: whoever opened it still looks at it."""
        if stream is not self._raw:
            stream.close()

    def member(
        self,
        locator: str,
        name: str,
        stream: BinaryIO,
        *,
        size: int | None = None,
        given: Mapping[str, Field] | None = None,
        offset: int | None = None,
        format: str | None = None,
        encoding: str | None = None,
        flags: tuple[str, ...] = (),
    ) -> Source:
        """Make the source of something that lies in this one. Raises Unreadable when containers are nested too deeply."""
        if self.depth >= DEEPEST:
            raise Unreadable(f"archives are nested in it more than {DEEPEST} deep; unpack them first", "too-deep")
        return Source(
            locator,
            name,
            stream,
            size=size,
            asked=self.asked,
            given={**self.given, **(given or {})},
            offset=self.offset if offset is None else offset,
            format=format,
            encoding=encoding,
            flags=(*self.flags, *flags),
            depth=self.depth + 1,
        )


def _fill(stream: BinaryIO, wanted: int) -> bytes:
    """Read so many bytes, or all there are: a stream may give fewer at a time."""
    pieces: list[bytes] = []
    while wanted > 0 and (piece := stream.read(wanted)):
        pieces.append(piece)
        wanted -= len(piece)
    return b"".join(pieces)


class _Rejoined(io.RawIOBase):
    """The sample and what follows it, as one stream again."""

    def __init__(self, sample: bytes, rest: BinaryIO) -> None:
        self._sample, self._rest = io.BytesIO(sample), rest

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        piece = self._sample.read(len(buffer)) or self._rest.read(len(buffer))
        buffer[: len(piece)] = piece
        return len(piece)
