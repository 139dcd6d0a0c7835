"""A worker process as the program sees it: its pipes, the jobs it holds, and what it died of."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from collections import deque
from collections.abc import Hashable, Iterator
from contextlib import suppress
from pathlib import Path
from selectors import EVENT_READ, EVENT_WRITE, BaseSelector
from time import monotonic

import msgspec
from msgspec import Struct

from onrecord.workers.deaths import cause_of_death
from onrecord.workers.frames import (
    BEGUN,
    DONE,
    FAULT,
    JOB,
    MESSAGE,
    PIECE,
    READY,
    UNFIT,
    Frame,
    Garbled,
    Inbox,
    Told,
    frame,
)
from onrecord.workers.nouns import Cause, Limits

# The child looks for modules where we do, and nowhere else: not in the folder it happens to run in. Of the package it imports only
# what the task does: all that `import onrecord` offers takes half a second more of the processor, at each start.
_PROGRAM = """\
import sys
from importlib.util import module_from_spec, spec_from_file_location
sys.path[:] = sys.argv[3:]
sys.modules["onrecord"] = module_from_spec(spec_from_file_location("onrecord", sys.argv[2]))
from onrecord.workers.child import main
main(sys.argv[1])
"""
_PACKAGE = str(Path(__file__).parents[1] / "__init__.py")
# Neither where a report is read nor the order of a set may tell on the record; more threads than workers only get in each other's way.
_SURROUNDINGS = {
    "TZ": "UTC",
    "PYTHONHASHSEED": "0",
    "OMP_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
    "MKL_NUM_THREADS": "1",
}

# Of what a worker writes to stderr, so much is kept: the traceback of a crash, and no flood.
_LAST_WORDS, _DRAINED = 4_000, 16
# A process whose pipe has closed is ending; if it is not gone after so many seconds, it is made to. One that does not go even then is
# stuck in the system (a disk or a network drive that does not answer): nobody waits for it, and the system ends it when it can.
_ENDING = 2.0
_stuck: list[subprocess.Popen[bytes]] = []
# A message that comes in pieces must come this fast, in bytes a second; each second that it is slower counts as silence.
_SLOWEST = 1 << 20
# How much the last job counts in the pace of a worker, and the shortest time that a job is taken to need, in seconds.
_WEIGHT, _SHORTEST = 0.2, 1e-6


class Job(Struct, eq=False):
    """One job of a crew."""

    tag: Hashable
    content: bytes
    alone: bool = False


class Worker:
    """One worker process. `leased` are its jobs in order: the first is in hand when `begun`, the others wait in its pipe."""

    def __init__(self, task: str, limits: Limits, selector: BaseSelector) -> None:
        self.leased: deque[Job] = deque()
        self.ready = self.begun = self.spent = self.used = self.spoke = False
        self.steps = self._came = 0  # messages; bytes that came since its silence was last looked at
        self.unfit = ""  # why it could not load its task
        self.pace, self._since = 1.0, 0.0  # seconds that it took for a job lately; when it began the one in hand
        self.quiet = 0.0  # seconds without a word while it should say something
        self.waited: float | None = None  # seconds it had waited for a processor when it fell silent
        self._selector = selector
        self._inbox, self._unsent, self._words = Inbox(), bytearray(), b""
        self._process = _start(task, limits)
        self._pipes = [pipe for pipe in (self._process.stdin, self._process.stdout, self._process.stderr) if pipe]
        self._jobs, self._results, self._errors = (pipe.fileno() for pipe in self._pipes)
        for descriptor in (self._jobs, self._results, self._errors):
            os.set_blocking(descriptor, False)
        selector.register(self._results, EVENT_READ, (self, Worker.hear))
        selector.register(self._errors, EVENT_READ, (self, Worker.listen))

    @property
    def busy(self) -> bool:
        """Say whether it should be heard of soon."""
        return bool(self.leased) or not self.ready

    @property
    def number(self) -> int:
        """Give the number of the process."""
        return self._process.pid

    def lease(self, job: Job) -> None:
        """Hand over a job; what the pipe does not take now is sent later, and nothing waits for it."""
        self.leased.append(job)
        self._unsent += frame(JOB, job.content)
        if len(self.leased) == 1:
            self._heard()
        self.send()

    def send(self) -> Iterator[Frame]:
        """Send as much as the pipe takes."""
        try:
            while self._unsent:
                with memoryview(self._unsent) as view:
                    sent = os.write(self._jobs, view[:PIECE])
                del self._unsent[:sent]
        except BlockingIOError:
            pass
        except BrokenPipeError:
            self._unsent.clear()  # it is dying: its other pipes will tell
        self._watch_for_room()
        return iter(())

    def hear(self) -> Iterator[Frame]:
        """Read what it says, as far as it has come; raises EOFError when it is dead."""
        try:
            piece = os.read(self._results, PIECE)
        except BlockingIOError:
            return
        if not piece:
            raise EOFError
        self._came += len(piece)
        self._inbox.add(piece)
        yield from self.said()

    def hear_out(self) -> Iterator[Frame]:
        """Read all that is left in the pipe of a process that has ended, then raise EOFError."""
        before = -1
        while self._came != before:
            before = self._came
            yield from self.hear()
        raise EOFError

    def said(self) -> Iterator[Frame]:
        """Give what was read but not taken yet."""
        yield from self._inbox.frames()

    def listen(self) -> Iterator[Frame]:
        """Keep the end of what it writes to stderr."""
        try:
            piece = os.read(self._errors, PIECE)
        except BlockingIOError:
            return iter(())
        self._words = (self._words + piece)[-_LAST_WORDS:]
        if not piece:
            self._selector.unregister(self._errors)
        return iter(())

    def note(self, kind: bytes) -> None:
        """Keep count of what it has said. Raises Garbled when it was not its turn to say that."""
        starting = not self.ready
        turns = {READY: starting, UNFIT: starting, BEGUN: self.ready and bool(self.leased) and not self.begun}
        if not turns.get(kind, self.begun and kind in (MESSAGE, DONE, FAULT)):
            raise Garbled(f"{kind!r} out of turn")
        self._heard()
        if kind == READY:
            self.ready = True
        elif kind == BEGUN:
            self.begun = self.used = True
            self._since = monotonic()
        elif kind == MESSAGE:
            self.steps += 1
        elif kind in (DONE, FAULT):
            self.begun = False
            self.pace += _WEIGHT * (max(monotonic() - self._since, _SHORTEST) - self.pace)

    def pass_time(self, passed: float, listened: float) -> None:
        """Count its silence since the last look: the seconds that passed or, while a message is coming in, those spent waiting for more."""
        if not self.spoke:
            self.quiet += max(0.0, listened - self._came / _SLOWEST) if self._came else passed
        self.spoke, self._came = False, 0

    @property
    def gone(self) -> bool:
        """Say whether the process has ended, even if something that it started holds its pipes open."""
        return self._process.poll() is not None

    def waits_for_processor(self) -> float:
        """Give the seconds it could have run but had no processor, where Linux tells."""
        try:
            with open(f"/proc/{self.number}/schedstat", "rb") as file:
                return int(file.read().split()[1]) / 1e9
        except (OSError, IndexError, ValueError):
            return 0.0

    def kill(self) -> None:
        """Kill the process, and whatever it started."""
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(self.number, signal.SIGKILL)

    def end(self, at_once: bool = False) -> tuple[Cause, str]:
        """End the process if it has not ended, give back all it held, and tell what it died of, for people too.

        Takes a few seconds at most: a process that cannot be ended is left to the system.
        """
        if at_once:
            self.kill()
        self._drain()
        for descriptor in (self._jobs, self._results, self._errors):
            with suppress(KeyError):
                self._selector.unregister(descriptor)
        code = self._exit_code()
        self.kill()  # what it left behind, or itself
        if code is None and (at_once or self._exit_code() is None):
            _stuck.append(self._process)
        _stuck[:] = [one for one in _stuck if one.poll() is None]
        for pipe in self._pipes:
            pipe.close()
        if code is None:
            return "fault", "it closed its pipe to the program and did not end"
        return cause_of_death(code, self._words.decode("utf-8", "replace"))

    def _exit_code(self) -> int | None:
        """Wait for the process to end, but not for ever."""
        try:
            return self._process.wait(_ENDING)
        except subprocess.TimeoutExpired:
            return None

    def _heard(self) -> None:
        self.quiet, self.waited, self.spoke = 0.0, None, True

    def _watch_for_room(self) -> None:
        """Be told when the pipe takes more, but only while there is more."""
        watched = self._jobs in self._selector.get_map()
        if self._unsent and not watched:
            self._selector.register(self._jobs, EVENT_WRITE, (self, Worker.send))
        elif watched and not self._unsent:
            self._selector.unregister(self._jobs)

    def _drain(self) -> None:
        """Read what is left on stderr; what is dying writes no more than its pipe holds."""
        with suppress(BlockingIOError):
            for _ in range(_DRAINED):
                if not (piece := os.read(self._errors, PIECE)):
                    return
                self._words = (self._words + piece)[-_LAST_WORDS:]


def _start(task: str, limits: Limits) -> subprocess.Popen[bytes]:
    lasting = threading.current_thread() is threading.main_thread()  # the system means the thread when it says "parent"
    told = Told(task, limits, os.getpid(), lasting)
    path = [os.path.abspath(place) for place in sys.path if isinstance(place, str)]
    return subprocess.Popen(
        [sys.executable, "-P", "-c", _PROGRAM, msgspec.json.encode(told).decode(), _PACKAGE, *path],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        bufsize=0,
        env={**os.environ, **_SURROUNDINGS},
        process_group=0,  # so that what it starts, against all rules, can be ended with it
    )
