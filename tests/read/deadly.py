"""A reader for tests that does what a text tells it to do: hang, die or fail, once or for good, unless it is read with care."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from onrecord.read import opening, task
from onrecord.read.fields import Offered
from onrecord.read.opening import Given
from onrecord.read.source import Source


def read_deadly(source: Source) -> Iterator[Given]:
    """Give a report for each line; a line that begins with `member` is a thing of its own, which does what it says."""
    for number, line in enumerate(source.whole().decode().split("\n"), start=1):
        place = f"{source.locator}:{number}"
        if line.startswith("member "):
            data = line.removeprefix("member ").encode()
            yield source.member(place, f"member-{number}", BytesIO(data), format="deadly", offset=number)
        else:
            _obey(line, source)
            yield Offered(locator=place, name=f"line-{number}", text=f"The pilot said: {line}.", format="deadly")


def _obey(line: str, source: Source) -> None:
    order, _, rest = line.partition(" ")
    if order == "once":  # only the first time that anybody comes by
        mark = Path(rest)
        if mark.exists():
            return
        mark.touch()
        order = "die"
    if source.careful and not order.endswith("always"):
        return
    match order.removesuffix("-always"):
        case "hang":
            while True:
                pass
        case "die":
            os.kill(os.getpid(), signal.SIGKILL)
        case "fail":
            raise KeyError(rest)
        case "eat":
            bytearray(1 << 40)


def work(job: bytes) -> Iterator[bytes]:
    """Read a file with the deadly reader."""
    opening.READERS["deadly"] = "tests.read.deadly:read_deadly"
    opening.recognise = lambda source: "deadly"  # type: ignore[attr-defined]
    yield from task.work(job)
