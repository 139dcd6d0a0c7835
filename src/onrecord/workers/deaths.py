"""What a process died of, as far as its exit code and its last words on stderr tell."""

from __future__ import annotations

import signal

from onrecord.workers.nouns import Cause
from onrecord.workers.tasks import cut, printable

# Libraries in C end the process when they get no memory, and say so only on stderr.
_NO_MEMORY = ("MemoryError", "bad_alloc", "memory allocation of", "out of memory", "Cannot allocate memory")
_CRASHES = {"SIGSEGV", "SIGABRT", "SIGBUS", "SIGILL", "SIGFPE", "SIGSYS", "SIGTRAP"}


def cause_of_death(code: int, words: str) -> tuple[Cause, str]:
    """Tell from the exit code, and from the last words on stderr, what a worker died of."""
    last = _last_line(words)
    if code >= 0:
        name, cause = f"it ended by itself with exit code {code}", _crash(words)
    else:
        name = _signal_name(-code)
        cause = _cause_of_signal(name, words)
        name = f"it was ended by {name}"
    return cause, f"{name}: {last}" if last else name


def _last_line(words: str) -> str:
    """Give what is worth telling of the last words: the innermost line of a crash in C code, else the last line."""
    lines = [line.strip() for line in words.split("\n") if line.strip()]
    for number, line in enumerate(lines):
        if line.startswith("Fatal Python error"):
            return printable(" ".join((line, *[step for step in lines[number:] if step.startswith("File ")][:1])))
    return cut(printable(lines[-1])) if lines else ""


def _cause_of_signal(name: str, words: str) -> Cause:
    if name in ("SIGPROF", "SIGXCPU"):
        return "cpu"
    if name == "SIGALRM":
        return "hung"
    return _crash(words) if name in _CRASHES else "killed"


def _crash(words: str) -> Cause:
    return "memory" if any(sign in words for sign in _NO_MEMORY) else "fault"


def _signal_name(number: int) -> str:
    try:
        return signal.Signals(number).name
    except ValueError:
        return f"signal {number}"
