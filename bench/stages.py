"""Where the time of a build goes: every stage function that `onrecord.build` calls, timed from outside."""

from __future__ import annotations

import sys
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from time import process_time
from types import FunctionType
from typing import Any


class Stopwatch:
    """CPU seconds by stage. A stage that runs inside another is counted once, under its own name."""

    def __init__(self) -> None:
        self.seconds: defaultdict[str, float] = defaultdict(float)
        self._running: list[str] = []
        self._since = 0.0

    @contextmanager
    def running(self, stage: str) -> Iterator[None]:
        """Give the time from here to the end of the block to this stage."""
        self._book()
        self._running.append(stage)
        try:
            yield
        finally:
            self._book()
            self._running.pop()

    def _book(self) -> None:
        now = process_time()
        if self._running:
            self.seconds[self._running[-1]] += now - self._since
        self._since = now

    def timed(self, stage: str, function: Callable[..., Any]) -> Callable[..., Any]:
        """Wrap a function so that its time is counted; what it yields later is counted too."""

        @wraps(function)
        def wrapped(*arguments: Any, **options: Any) -> Any:
            with self.running(stage):
                result = function(*arguments, **options)
            return self._each(stage, result) if isinstance(result, Iterator) else result

        return wrapped

    def _each(self, stage: str, iterator: Iterator[Any]) -> Iterator[Any]:
        while True:
            with self.running(stage):
                try:
                    value = next(iterator)
                except StopIteration:
                    return
            yield value


@contextmanager
def timed_build() -> Iterator[Stopwatch]:
    """Time every function that `onrecord.build` takes from another module of ours, while the block runs."""
    import onrecord.build  # noqa: F401

    module, watch = sys.modules["onrecord.build"], Stopwatch()
    stages = {
        name: value
        for name, value in vars(module).items()
        if isinstance(value, FunctionType)
        and value.__module__ != module.__name__
        and value.__module__.startswith("onrecord.")
    }
    vars(module).update({name: watch.timed(name, function) for name, function in stages.items()})
    try:
        yield watch
    finally:
        vars(module).update(stages)
