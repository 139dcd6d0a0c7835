"""The bytes of what could not be read by any means, kept so that somebody can look into it."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Set
from contextlib import suppress
from pathlib import Path

from onrecord.ledger.folders import make_folder, settle
from onrecord.steps import reached

QUARANTINE = "quarantine"

# The most that is kept of one thing: no report is larger (read.files.LARGEST_TEXT), and a bomb is not worth more.
MOST_KEPT = 20_000_000


def named(payload: bytes) -> str:
    """Give the name under which a payload is kept: the sha256 of what is kept of it."""
    return hashlib.sha256(payload[:MOST_KEPT]).hexdigest()


def put_aside(payload: bytes, folder: Path) -> None:
    """Write a payload under its name: beside it first, then renamed, so that no half of one is ever found. Raises OSError."""
    make_folder(folder)
    place = folder / named(payload)
    if not place.exists():
        beside = place.with_name(f".{place.name}")
        with open(beside, "wb") as file:
            file.write(payload[:MOST_KEPT])
            file.flush()
            os.fsync(file.fileno())
        reached("quarantine-written")
        beside.replace(place)
    settle(folder)  # also when it was there: whoever named it may have been killed before this
    reached("quarantine-named")


def clear(folder: Path, needed: Set[str]) -> None:
    """Remove what nothing in the ledger names any more. Raises OSError."""
    with suppress(FileNotFoundError):
        for path in folder.iterdir():
            if path.name not in needed:
                path.unlink()
