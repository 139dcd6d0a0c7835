"""How long work takes, told so that a busy machine does not matter.

Noise only ever adds to a time, so the shortest of several runs is nearest the truth.
"""

from __future__ import annotations

import gc
from collections.abc import Callable
from time import process_time

Work = Callable[[], object]

# The runs that are always made, and how often more are tried before a time is believed to be too long.
LEAST, MOST = 3, 15


def seconds(work: Work) -> float:
    """Take the CPU seconds of one run, without the collector, which looks at all that other tests left, too."""
    gc.disable()
    try:
        started = process_time()
        work()
        return process_time() - started
    finally:
        gc.enable()


def takes_at_most(most: float, work: Work) -> bool:
    """Say whether work can be done in so many CPU seconds."""
    return any(seconds(work) <= most for _ in range(LEAST))


def grows_at_most(times: float, work: Work, more_work: Work) -> bool:
    """Say whether more work takes at most so many times as long. The two take turns, so that both meet the same machine."""
    shorter = longer = float("inf")
    for turn in range(1, MOST + 1):
        shorter, longer = min(shorter, seconds(work)), min(longer, seconds(more_work))
        if turn >= LEAST and longer <= times * shorter:
            return True
    return False
