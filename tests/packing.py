"""Archives made for tests, and what reading them gives."""

from __future__ import annotations

import io
import struct
import zlib
from importlib import import_module
from typing import Any

from msgspec import Struct

from onrecord.model import Input
from onrecord.read.files import Unreadable
from onrecord.read.opening import READERS
from onrecord.read.recognise import recognise
from onrecord.read.source import Source

CONTAINERS = {"warc", "arc", "gzip", "zstd", "bzip2", "xz", "zip", "tar"}


class Got(Struct, frozen=True):
    """What reading gave: the things to be read for themselves, by locator, and the refusals, by locator and code."""

    things: list[tuple[str, bytes]]
    refused: list[tuple[str, str]]
    sources: list[Source]
    inputs: list[Input]

    def codes(self) -> list[str]:
        """Give the codes of all refusals but what was passed over."""
        return [code for _, code in self.refused if code != "passed-over"]

    def bodies(self) -> list[bytes]:
        """Give the bytes of all things."""
        return [body for _, body in self.things]


def read_pile(data: bytes, name: str = "pile", kind: str | None = None) -> Got:
    """Take an archive apart, however deep, down to the things that are no archives; `kind` for one that is not recognised."""
    got = Got([], [], [], [])
    _take_apart(Source(name, name, io.BytesIO(data), offset=0, format=kind), got)
    return got


def _take_apart(source: Source, got: Got) -> None:
    try:
        kind = source.format or recognise(source)
        if kind not in CONTAINERS:
            got.things.append((source.locator, source.whole()))
            got.sources.append(source)
            return
        module, function = READERS[kind].split(":")
        for given in getattr(import_module(module), function)(source):
            if isinstance(given, Source):
                _take_apart(given, got)
            else:
                assert isinstance(given, Input)
                _refuse(given, got)
    except Unreadable as reason:
        _refuse(Input(source.locator, "rejected", str(reason), code=reason.code), got)


def _refuse(given: Input, got: Got) -> None:
    assert given.reason and given.code and given.state == "rejected"
    got.refused.append((given.locator, given.code))
    got.inputs.append(given)


def page(number: int, words: str = "The mayor said no to the plan") -> bytes:
    """Make a web page that is unlike any other by its number."""
    return f"<!doctype html><html><body><h1>Report {number}</h1><p>{words}, {number}.</p></body></html>".encode()


def answer(body: bytes, *headers: str, status: str = "200 OK", kind: str = "text/html") -> bytes:
    """Make the answer of a web server."""
    return "\r\n".join([f"HTTP/1.1 {status}", f"Content-Type: {kind}", *headers, "", ""]).encode() + body


def record(block: bytes, *headers: str, sort: str = "response", length: int | None = None) -> bytes:
    """Make one record of a WARC file."""
    said = [f"WARC-Type: {sort}", *headers, f"Content-Length: {len(block) if length is None else length}"]
    if not any(header.startswith("WARC-Target-URI") for header in headers):
        said.insert(1, "WARC-Target-URI: http://news.example/report")
    return "\r\n".join(["WARC/1.0", *said, "", ""]).encode() + block + b"\r\n\r\n"


def overlapping_zip(times: int) -> bytes:
    """Make a zip whose directory names one and the same bytes many times over."""
    words = b"The mayor said no. " * 1000
    squeezed, crc = zlib.compress(words, wbits=-15), zlib.crc32(words)
    fields: tuple[Any, ...] = (20, 0, 8, 0, 0, crc, len(squeezed), len(words), 5)
    held = struct.pack("<4s5H3L2H", b"PK\x03\x04", *fields, 0) + b"a.txt" + squeezed
    entry = struct.pack("<4s6H3L5H2L", b"PK\x01\x02", 20, *fields, 0, 0, 0, 0, 0, 0) + b"a.txt"
    end = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, times, times, len(entry) * times, len(held), 0)
    return held + entry * times + end
