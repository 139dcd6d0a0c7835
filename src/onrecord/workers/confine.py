"""What a worker does to itself before the first job: it takes its own freedoms away, as far as the system allows."""

from __future__ import annotations

import ctypes
import faulthandler
import os
import signal
import sys
from contextlib import suppress
from math import isfinite
from typing import Any

from onrecord.workers.nouns import Limits

# Numbers of the kernel's interface (linux/prctl.h, linux/sched.h).
_SET_DEATH_SIGNAL, _SET_NO_NEW_PRIVILEGES = 1, 38
_NEW_USERS, _NEW_NETWORK = 0x10000000, 0x40000000

# Whoever reads a report has no business with the network or with other programs.
_FORBIDDEN = frozenset(
    {
        "socket.bind",
        "socket.connect",
        "socket.getaddrinfo",
        "socket.gethostbyaddr",
        "socket.gethostbyname",
        "socket.sendmsg",
        "socket.sendto",
        "os.exec",
        "os.fork",
        "os.forkpty",
        "os.posix_spawn",
        "os.spawn",
        "os.system",
        "subprocess.Popen",
    }
)

# The address space that a worker with all models takes, at most: some 400 MiB were measured. Counts where /proc is not there to tell.
_MOST_TAKEN = 1 << 30

# Where the system does not end a worker with the program that started it, the worker ends itself after a step of so many silences:
# the program, if it lives, has killed it long before.
_OVERLONG = 6


def outlive_nobody(parent: int) -> bool:
    """Ask the system to end this process together with the one that started it; say whether it will."""
    if sys.platform != "linux":
        return False
    asked: int = ctypes.CDLL(None).prctl(_SET_DEATH_SIGNAL, signal.SIGKILL)
    if os.getppid() != parent:  # it was gone before we asked
        os._exit(1)
    return asked == 0


def shut_out_network() -> None:
    """Leave the network for good, C code included, where Linux lets us; must come before the first thread."""
    if sys.platform != "linux":
        return
    libc = ctypes.CDLL(None)
    user, group = os.geteuid(), os.getegid()
    # Root needs no users of its own for this, and with them it could no longer read every file.
    if libc.unshare(_NEW_NETWORK) != 0 and libc.unshare(_NEW_USERS | _NEW_NETWORK) == 0:
        for name, line in (("uid_map", f"{user} {user} 1"), ("setgroups", "deny"), ("gid_map", f"{group} {group} 1")):
            with suppress(OSError), open(f"/proc/self/{name}", "w", encoding="ascii") as file:
                file.write(line)
    libc.prctl(_SET_NO_NEW_PRIVILEGES, 1, 0, 0, 0)


def set_signals() -> None:
    """Leave Ctrl-C to the program that started us; let the clocks end us; tell on stderr where a crash in C code came from."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    for number in (signal.SIGPROF, signal.SIGALRM, signal.SIGXCPU):
        signal.signal(number, signal.SIG_DFL)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGPROF, signal.SIGALRM, signal.SIGXCPU})
    faulthandler.enable()


def set_limits(limits: Limits) -> None:
    """Set the limits of memory and files, and forbid the network and other programs to all Python code. Cannot be undone."""
    import resource  # late: Windows has none

    _lower(resource, "RLIMIT_CORE", 0)
    _lower(resource, "RLIMIT_FSIZE", limits.file_size)
    _lower(resource, "RLIMIT_AS", _address_space() + limits.memory)
    sys.addaudithook(_refuse)


class Clock:
    """Ends the process when one step takes too long.

    The kernel's profiling timer counts the processor time of all our threads and kills at its end, also within C code that never
    comes back to Python. (RLIMIT_CPU does the same in whole seconds only.)
    """

    def __init__(self, limits: Limits, dies_with_parent: bool) -> None:
        self._timers = [(signal.ITIMER_PROF, limits.seconds)]
        if not dies_with_parent:
            self._timers.append((signal.ITIMER_REAL, _OVERLONG * limits.silence))
        self._timers = [(timer, seconds) for timer, seconds in self._timers if isfinite(seconds)]

    def start(self) -> None:
        """Begin a step."""
        for timer, seconds in self._timers:
            signal.setitimer(timer, seconds)

    def stop(self) -> None:
        """End the step: waiting for jobs, or for the program to take a message, costs nothing."""
        for timer, _ in self._timers:
            signal.setitimer(timer, 0)


def _lower(resource: Any, name: str, wanted: int) -> None:
    """Lower a limit of the system; one that is lower already stays, one that it does not know is left out."""
    number = getattr(resource, name, None)
    if number is None:
        return
    now = [limit for limit in resource.getrlimit(number) if limit != resource.RLIM_INFINITY]
    lowest = min([wanted, *now])
    with suppress(OSError, ValueError):
        resource.setrlimit(number, (lowest, lowest))


def _address_space() -> int:
    """Give the bytes of address space in use; where the system does not tell, more than any task of ours takes."""
    try:
        with open("/proc/self/statm", "rb") as file:
            return int(file.read().split()[0]) * os.sysconf("SC_PAGE_SIZE")
    except OSError:
        return _MOST_TAKEN


def _refuse(event: str, arguments: tuple[object, ...]) -> None:
    if event in _FORBIDDEN:
        raise PermissionError(f"{event} is not allowed to a worker")
