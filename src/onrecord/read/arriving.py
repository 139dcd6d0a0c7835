"""What was asked for that is no file yet: standard input and, only on request, addresses. Both become files for the time of reading."""

from __future__ import annotations

import hashlib
import os
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

from msgspec import Struct, field

from onrecord.fetch import Fetched
from onrecord.read.fields import Field
from onrecord.read.files import Found, Unreadable, find_files

STANDARD_INPUT = "-"
NOT_ASKED = "it is an address, and nothing is fetched unless asked for; add --fetch or save the page and name the file"

Fetch = Callable[[str], Fetched]


class Arrival(Struct, frozen=True):
    """A file to read, with what is known of it besides its bytes: the address it was fetched from, the encoding its server named.

    `identity` is where it came from, the same in every run, even when the bytes lie in a file for the time of reading only.
    """

    found: Found
    identity: str
    given: Mapping[str, Field] = field(default_factory=dict)
    encoding: str | None = None


@contextmanager
def arrivals(paths: Iterable[str | Path], fetch: Fetch | None) -> Iterator[list[Arrival]]:
    """Give everything to read, in a fixed order; what had to be put into a file is gone when the block ends.

    `fetch` gets an address; None refuses all of them.
    """
    named = [str(path) for path in paths]
    addresses = sorted({path for path in named if is_address(path)})
    files = [path for path in named if path != STANDARD_INPUT and not is_address(path)]
    with tempfile.TemporaryDirectory(prefix="onrecord-") as folder:
        came = [Arrival(found, found.path) for found in find_files(files)]
        if STANDARD_INPUT in named:
            came.append(_standard_input(Path(folder)))
        came += [_fetched(address, Path(folder, str(number)), fetch) for number, address in enumerate(addresses)]
        yield sorted(came, key=lambda one: (one.found.locator, one.identity))


def is_address(path: str) -> bool:
    """Say whether this is an address rather than a path: it has a scheme and `://`."""
    scheme, mark, _ = path.partition("://")
    return bool(mark) and scheme.isascii() and scheme.isalpha()


def _standard_input(folder: Path) -> Arrival:
    """Put standard input into a file: bytes only, nothing in it is looked at. A program started without one gets an empty file."""
    path = folder / "input"
    with path.open("wb") as file:
        if sys.stdin is not None:
            shutil.copyfileobj(sys.stdin.buffer, file)
    return Arrival(Found("standard-input", str(path)), STANDARD_INPUT)


def _fetched(address: str, path: Path, fetch: Fetch | None) -> Arrival:
    """Get what an address holds into a file, or the reason why not."""
    identity = f"address {hashlib.sha256(os.fsencode(address)).hexdigest()}"  # a key in it must not lie on the disk
    try:
        if fetch is None:
            raise Unreadable(NOT_ASKED, "fetch-refused")
        got = fetch(address)
    except Unreadable as reason:
        return Arrival(Found(_locator(address), str(path), str(reason), reason.code), identity)
    path.write_bytes(got.data)
    given = {"url": Field("address", got.url)}
    return Arrival(Found(_locator(address), str(path)), identity, given, got.charset)


def _locator(address: str) -> str:
    """Write an address for the record: what could be a password or a key in it is left out, but two addresses stay two."""
    parts = urlsplit(address)
    query = f"?…{hashlib.sha256(os.fsencode(parts.query)).hexdigest()[:8]}" if parts.query else ""
    return f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}{parts.path}{query}"
