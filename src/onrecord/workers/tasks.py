"""The function that a worker runs, found by its name, and how its errors are told."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache
from importlib import import_module
from os.path import basename
from traceback import walk_tb

from onrecord.workers.nouns import Cause

# A task takes a job and gives messages.
Task = Callable[[bytes], Iterator[bytes]]

# So much of an error's text is kept: some repeat their whole input.
LONGEST_DETAIL = 500


@cache
def load_task(name: str) -> Task:
    """Import a task by name, "package.module:function", and make it ready, once in each process.

    A third name, "package.module:function:load_models", is a function that is called once before the first job and before any
    limit holds; without a third name it is the module's `prepare`, if there is one.
    """
    module_name, function, *before = name.split(":")
    module = import_module(module_name)
    task: Task = getattr(module, function)
    prepare = getattr(module, before[0]) if before else getattr(module, "prepare", None)
    if prepare is not None:
        prepare()
    return task


def messages(task: Task, job: bytes) -> Iterator[bytes]:
    """Do a job. Raises TypeError when what the task gives is no bytes."""
    for message in task(job):
        if not isinstance(message, bytes):
            raise TypeError(f"a task yields bytes, not {type(message).__name__}")
        yield message


def cause_of(error: BaseException) -> Cause:
    """Say what kind of bad end an error is."""
    return "memory" if isinstance(error, MemoryError) else "fault"


def described(error: BaseException) -> str:
    """Tell an error in a line: what it is and the line of code it comes from."""
    place = ""
    for frame, line in walk_tb(error.__traceback__):
        place = f" ({basename(frame.f_code.co_filename)}:{line})"
    return cut(printable(repr(error))) + place


def printable(text: str) -> str:
    """Write signs that a terminal would act on as their numbers."""
    return "".join(sign if sign.isprintable() else ascii(sign)[1:-1] for sign in text)


def cut(text: str) -> str:
    """Shorten a long text."""
    return text if len(text) <= LONGEST_DETAIL else text[: LONGEST_DETAIL - 1] + "…"
