"""The steps at which a build changes what is on disk, each with a name: the tests stop a build at every one of them.

In a build of everyday nothing watches, and `reached` does nothing. The crash harness (evaluation/crash.py) sets a watcher that kills the
process at one step; whatever the step, the same command run again must end in the same record.
"""

from __future__ import annotations

from collections.abc import Callable

# In the order of a build. `…-written` stands inside a transaction, just before it is made lasting; `…-kept` just after.
STEPS = (
    "record-held",
    "recipe-written",
    "recipe-kept",
    "asked-written",
    "asked-kept",
    "file-written",
    "file-kept",
    "quarantine-written",
    "quarantine-named",
    "items-written",
    "items-kept",
    "analyses-written",
    "analyses-kept",
    "beside-made",
    "database-written",
    "page-written",
    "beside-settled",
    "members-written",
    "members-kept",
    "work-moved",
    "record-exchanged",
    "old-removed",
    "record-released",
)

_watcher: Callable[[str], None] | None = None


def watch(watcher: Callable[[str], None] | None) -> None:
    """Have every step told to this function; None: nobody watches any more."""
    global _watcher
    _watcher = watcher


def reached(step: str) -> None:
    """Say that a step is reached. Raises ValueError for one that is not in `STEPS`, when somebody watches."""
    if _watcher is None:
        return
    if step not in STEPS:
        raise ValueError(f"{step} is no step of a build")
    _watcher(step)
