"""Where the time goes: every stage function that a module of ours calls, timed from outside."""

from __future__ import annotations

import sys
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from importlib import import_module
from time import process_time
from types import FunctionType, ModuleType
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
def timed_stages(*modules: str) -> Iterator[Stopwatch]:
    """Time every function that these modules take from other modules of ours, while the block runs."""
    watch = Stopwatch()
    replaced = {name: _foreign(import_module(name)) for name in modules}
    for name, stages in replaced.items():
        vars(sys.modules[name]).update({stage: watch.timed(stage, function) for stage, function in stages.items()})
    try:
        yield watch
    finally:
        for name, stages in replaced.items():
            vars(sys.modules[name]).update(stages)


def _foreign(module: ModuleType) -> dict[str, FunctionType]:
    return {
        name: value
        for name, value in vars(module).items()
        if isinstance(value, FunctionType)
        and value.__module__ != module.__name__
        and value.__module__.startswith("onrecord.")
    }
