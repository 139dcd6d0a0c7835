"""A format that no reader survives, so that a build of the harnesses has something to keep aside: a task in the place of the usual one."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from onrecord.read import opening, task
from onrecord.read.opening import Given
from onrecord.read.recognise import recognise
from onrecord.read.source import Source

TASK = "evaluation.unreadable:work"
_MARK = b"No reader survives this: "


def make(folder: Path, count: int) -> None:
    """Put a few such files into a folder."""
    for number in range(count):
        (folder / f"unreadable-{number}.bin").write_bytes(_MARK + str(number).encode())


def work(job: bytes) -> Iterator[bytes]:
    """Read a file as usual, but for the files that are made here."""
    opening.READERS["unreadable"] = "evaluation.unreadable:fail"
    opening.recognise = _recognised  # type: ignore[attr-defined]
    yield from task.work(job)


def fail(source: Source) -> Iterator[Given]:
    """Be a reader with a fault."""
    raise LookupError(source.locator)


def _recognised(source: Source) -> str:
    return "unreadable" if source.sample.startswith(_MARK) else recognise(source)
