"""Crews that stay when their work is done, so that a program with a hundred small piles loads its models once."""

from __future__ import annotations

import atexit
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from threading import Lock

from onrecord.workers.alone import Alone
from onrecord.workers.crew import Crew
from onrecord.workers.nouns import Limits

# More workers than this hardly ever find a program fast enough to keep them busy.
MOST_BY_DEFAULT = 8
# So many crews without work are kept; each of their workers may hold 300 MB of models.
KEPT = 2

_Key = tuple[str, int, Limits, int]
_resting: list[tuple[_Key, Crew]] = []
_lock = Lock()


def default_workers() -> int:
    """Give the number of processors that this process may use, 8 at most; 0 where workers cannot be had (Windows)."""
    if sys.platform == "win32":
        return 0  # its pipes cannot be waited for together, and it knows none of the limits
    usable = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return min(usable, MOST_BY_DEFAULT)


@contextmanager
def crew_for(task: str, workers: int | None = None, limits: Limits | None = None) -> Iterator[Crew | Alone]:
    """Lend a crew for a task, one that has rested if there is one; it rests again if it is idle at the end, else it is closed.

    Without a number of workers there are as many as processors; with 0 the work is done in this process. No two callers, and
    no two threads, are lent the same crew at a time.
    """
    workers = default_workers() if workers is None else workers
    if workers == 0 or sys.platform == "win32":
        with Alone(task) as alone:
            yield alone
        return
    limits = limits or Limits()
    key = (task, workers, limits, os.getpid())  # a fork of the program has crews of its own
    crew = _take(key) or Crew(task, workers, limits)
    try:
        yield crew
    finally:
        _give_back(key, crew)


def close_crews() -> None:
    """End the workers of all crews that rest, and free their memory."""
    with _lock:
        crews, _resting[:] = [crew for _, crew in _resting], []
    for crew in crews:
        crew.close()


def _take(key: _Key) -> Crew | None:
    with _lock:
        for place, (known, crew) in enumerate(_resting):
            if known == key:
                del _resting[place]
                return crew
    return None


def _give_back(key: _Key, crew: Crew) -> None:
    leaving = [crew]
    with _lock:
        if crew.idle:
            _resting.append((key, crew))
            leaving = [crew for _, crew in _resting[:-KEPT]]
            del _resting[:-KEPT]
    for one in leaving:
        one.close()


@atexit.register
def _close_at_the_end() -> None:
    with suppress(KeyboardInterrupt):  # a second Ctrl-C has nothing left to stop: all are being killed already
        close_crews()
