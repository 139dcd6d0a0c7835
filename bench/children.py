"""The CPU seconds of the processes that this one has started and that still run, workers that rest among them (Linux)."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from time import perf_counter, process_time

from msgspec import Struct

_TICKS = os.sysconf("SC_CLK_TCK")


class Spent(Struct):
    """Seconds of a stretch of work: by the clock, of the processor in this process, and in each child of it."""

    wall: float = 0.0
    here: float = 0.0
    children: tuple[float, ...] = ()

    @property
    def cpu(self) -> float:
        """Give the CPU seconds of this process and its children together."""
        return self.here + sum(self.children)


@contextmanager
def spending() -> Iterator[Spent]:
    """Take the time of what is done in the block. A child that ends in the block is not counted, nor are its starts."""
    spent, before = Spent(), _by_child()
    clock, here = perf_counter(), process_time()
    yield spent
    spent.wall, spent.here = perf_counter() - clock, process_time() - here
    spent.children = tuple(now - before.get(child, 0.0) for child, now in sorted(_by_child().items()))


def _by_child() -> dict[int, float]:
    """Give the CPU seconds of each child so far."""
    found = {}
    for thread in Path("/proc/self/task").iterdir():
        for child in map(int, (thread / "children").read_text().split()):
            used = Path(f"/proc/{child}/stat").read_text().rpartition(")")[2].split()
            found[child] = (int(used[11]) + int(used[12])) / _TICKS
    return found
