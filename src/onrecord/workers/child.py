"""A worker process from within: it loads one task and works on job after job until its pipe closes.

Started by `process.py` and by nobody else. What the task prints goes nowhere; what it writes to stderr is kept by the program for
the case that this process dies.
"""

from __future__ import annotations

import os
import traceback
from contextlib import suppress
from typing import NoReturn

import msgspec

from onrecord.errors import OnRecordError
from onrecord.workers import confine
from onrecord.workers.frames import BEGUN, DONE, FAULT, MESSAGE, PIECE, READY, UNFIT, Fault, Inbox, Told, frame
from onrecord.workers.tasks import Task, cause_of, described, load_task, messages


class _Gone(BaseException):
    """The program does not listen any more: there is nobody to tell."""


def main(told: str) -> NoReturn:
    """Be a worker until the program has no more jobs."""
    code = 0
    try:
        _work(msgspec.json.decode(told, type=Told), _Pipes())
    except _Gone:
        code = 1
    except BaseException:
        code = 1
        with suppress(Exception):
            traceback.print_exc()
    os._exit(code)  # what is loaded need not be taken down piece by piece


def _work(told: Told, pipes: _Pipes) -> None:
    confine.set_signals()
    dies_with_parent = told.lasting and confine.outlive_nobody(told.parent)
    confine.shut_out_network()
    try:
        task = load_task(told.task)
    except Exception as error:
        pipes.tell(UNFIT, _unfit(error))
        return
    clock = confine.Clock(told.limits, dies_with_parent)
    confine.set_limits(told.limits)
    pipes.tell(READY)
    while (job := pipes.next_job()) is not None:
        fault = _run(task, job, pipes, clock)
        clock.stop()
        if fault is None:
            pipes.tell_later(DONE)
            continue
        pipes.tell(FAULT, msgspec.json.encode(fault))
        if fault.cause == "memory":
            return  # what filled it may still be there


def _run(task: Task, job: bytes, pipes: _Pipes, clock: confine.Clock) -> Fault | None:
    """Do one job and send its messages; the clock starts anew with each. Give the fault if there was one."""
    try:
        clock.start()
        for message in messages(task, job):
            clock.stop()
            pipes.tell(MESSAGE, message)
            clock.start()
    except _Gone:
        raise
    except BaseException as error:
        return Fault(cause_of(error), described(error))
    return None


def _unfit(error: Exception) -> bytes:
    if isinstance(error, OnRecordError):
        return msgspec.json.encode(Fault("fault", str(error), error.exit_code))
    return msgspec.json.encode(Fault(cause_of(error), described(error)))


class _Pipes:
    """The two pipes to the program, moved away from where print() and stray C code would write into them."""

    def __init__(self) -> None:
        self._jobs, self._results = os.dup(0), os.dup(1)
        nowhere = os.open(os.devnull, os.O_RDWR)
        os.dup2(nowhere, 0)
        os.dup2(nowhere, 1)
        os.close(nowhere)
        self._inbox = Inbox()
        self._unsent = b""

    def next_job(self) -> bytes | None:
        """Wait for the next job; None when there will be none. The program is told at once that the job has begun."""
        begun = False
        while (job := self._inbox.take()) is None:
            if self._inbox.head() and not begun:
                begun = self._begin()
            self._send(self._unsent)
            piece = os.read(self._jobs, PIECE)
            if not piece:
                return None
            self._inbox.add(piece)
        if not begun:
            self._begin()
        return job[1]

    def _begin(self) -> bool:
        self._send(self._unsent + frame(BEGUN))
        return True

    def tell(self, kind: bytes, content: bytes = b"") -> None:
        """Send a frame, and before it what was to be sent later."""
        self._send(self._unsent + frame(kind, content))

    def tell_later(self, kind: bytes) -> None:
        """Send a frame together with the next one, or before waiting."""
        self._unsent += frame(kind)

    def _send(self, content: bytes) -> None:
        self._unsent = b""
        with memoryview(content) as view:
            sent = 0
            try:
                while sent < len(view):
                    sent += os.write(self._results, view[sent:])
            except BrokenPipeError:
                raise _Gone from None
