"""A search for tests that needs no models: it finds nothing, and some reports kill its process."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Iterator
from pathlib import Path

import msgspec

from onrecord.analysis import Analysis
from onrecord.model import Report

NOTHING = msgspec.msgpack.encode(Analysis((), (), (), (), (), ()))


def work(job: bytes) -> Iterator[bytes]:
    """Search a report that says `deadly`, and die; `once FILE`, and die the first time; `late`, and die when all is told."""
    words = msgspec.msgpack.decode(job, type=Report).text.split()
    if "deadly" in words:
        os.kill(os.getpid(), signal.SIGKILL)
    if "once" in words and not (mark := Path(words[words.index("once") + 1])).exists():
        mark.touch()
        os.kill(os.getpid(), signal.SIGKILL)
    yield NOTHING
    if "late" in words:
        time.sleep(0.2)  # until the message is out
        os.kill(os.getpid(), signal.SIGKILL)
