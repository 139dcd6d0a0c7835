"""The progress bar: on standard error, only when that is a terminal, and only for work that takes a while."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from time import monotonic
from typing import TYPE_CHECKING

from onrecord.terminal import visible

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID

# Seconds of work before the bar appears: shorter work is over before a bar is read.
PATIENCE = 2.0


class Bar:
    """A progress bar that waits to be needed; call it with the stage, how much is done and of how much."""

    def __init__(self) -> None:
        self._since = monotonic()
        self._bar: Progress | None = None
        self._task: TaskID | None = None

    def __call__(self, stage: str, done: int, of: int) -> None:
        """Show how far the work is, once it has taken longer than `PATIENCE`."""
        if self._bar is None and monotonic() - self._since >= PATIENCE:
            self._open()
        if self._bar is not None and self._task is not None:
            # a stage told as a single step has nothing to count: the bar moves without filling
            self._bar.update(self._task, description=visible(stage), completed=done, total=of if of > 1 else None)

    def _open(self) -> None:
        from rich.console import Console
        from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

        columns = (
            TextColumn("{task.description}", markup=False),
            BarColumn(),
            MofNCompleteColumn(),
            TimeRemainingColumn(),
        )
        # not redirected: rich would send what a command prints to standard error, where the bar is
        self._bar = Progress(*columns, console=Console(stderr=True), transient=True, redirect_stdout=False)
        self._bar.start()
        self._task = self._bar.add_task("", total=None)

    def close(self) -> None:
        """Take the bar away."""
        if self._bar is not None:
            self._bar.stop()


class Silence:
    """No progress bar at all."""

    def __call__(self, stage: str, done: int, of: int) -> None:
        """Say nothing."""


@contextmanager
def progress(wanted: bool = True) -> Iterator[Bar | Silence]:
    """Show a progress bar while the block runs, if it is wanted and there is a terminal to show it on."""
    if not (wanted and sys.stderr.isatty()):
        yield Silence()
        return
    bar = Bar()
    try:
        yield bar
    finally:
        bar.close()
