"""Watches over the processes that read: what one of them was doing when it died is tried again alone, then plainly, then kept aside."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from contextlib import suppress
from typing import Protocol, cast

from msgspec import Struct, field
from msgspec.structs import replace

from onrecord.model import Input
from onrecord.read.files import LARGEST_TEXT, Unreadable, open_regular
from onrecord.read.opening import Key
from onrecord.read.task import AliveStill, ClosedAt, Job, OpenedAt, Told, behind, decode_message, encode_job
from onrecord.workers import Alone, Crew, Died, Message

# What a person is told of a thing that no way of reading survived, and the code of it. Which of the two clocks rings first, that of the
# processor or that on the wall, depends on what else the machine has to do, and none of that may show in a record.
HUNG = ("reading it did not end and was stopped", "hung")
WHY = {
    "hung": HUNG,
    "cpu": HUNG,
    "memory": ("reading it took too much memory", "memory"),
    "killed": ("the process that read it was killed", "killed"),
    "fault": ("a fault in the reader of its format", "fault"),
}

# The same thing may bring its reader down so often: once among others, once alone, once read plainly, once left out.
MOST_STRIKES = 3
# After so many deaths over one file (an archive made to kill) nothing is tried twice any more; after so many its rest is kept aside.
PATIENT, MOST_DEATHS = 10, 100


class Watched(Struct):
    """A file that is being read: what is open in it now, the last thing told, and how often each thing brought its reader down.

    A thing is blamed at one place: a container that got further since is not the same culprit.
    """

    job: Job
    open: list[Key] = field(default_factory=list)
    strikes: dict[tuple[Key, Key | None], int] = field(default_factory=dict)
    deaths: int = 0


class Listener(Protocol):
    """What is told of each file as it is read."""

    def told(self, file: int, told: Told) -> None:
        """Take one thing that was found."""

    def finished(self, file: int) -> None:
        """All of this file has been told."""


def read_files(jobs: Mapping[int, Job], crew: Crew | Alone, listener: Listener, each: Callable[[], None]) -> None:
    """Read all files, several at once; `listener` is told everything in the order of each file, `each` when a file is done."""
    watched = {file: Watched(job) for file, job in jobs.items()}
    crew.feed((file, encode_job(one.job)) for file, one in watched.items())
    for outcome in crew.outcomes():
        file = cast(int, outcome.tag)
        one = watched[file]
        match outcome:
            case Message(_, payload):
                _hear(one, file, payload, listener)
            case Died(_, cause, _) if one.job.plan.after != ():  # (): it died with its work done
                if _try_again(one, cause):
                    crew.submit(file, encode_job(one.job), alone=True)
                    continue
                _give_up(one, file, cause, listener)
        if not isinstance(outcome, Message):
            listener.finished(file)
            each()


def _hear(one: Watched, file: int, payload: bytes, listener: Listener) -> None:
    """Follow what is open in a file, and pass on what was found."""
    message = decode_message(payload)
    match message:
        case OpenedAt(key):
            one.open.append(key)
            return
        case ClosedAt(key):
            one.open.remove(key)
        case Told(key):
            listener.told(file, message)
        case AliveStill():
            return
    one.job = replace(one.job, plan=replace(one.job.plan, after=key))


def _try_again(one: Watched, cause: str) -> bool:
    """Plan the next try after the thing in hand brought its reader down: alone, then plainly, then without it. False: give up."""
    plan = one.job.plan
    culprit = one.open[-1] if one.open else ()
    one.open.clear()
    one.deaths += 1
    strikes = one.strikes[culprit, plan.after] = one.strikes.get((culprit, plan.after), 0) + 1
    if culprit in plan.careful and culprit not in plan.dropped:
        plan = replace(plan, dropped={**plan.dropped, culprit: WHY[cause]})
    elif strikes > 1 or one.deaths > PATIENT:
        plan = replace(plan, careful=plan.careful | {culprit})
    one.job = replace(one.job, plan=plan)
    return strikes <= MOST_STRIKES and one.deaths <= MOST_DEATHS


def _give_up(one: Watched, file: int, cause: str, listener: Listener) -> None:
    """Quarantine all of a file that has not been told yet, as much of its bytes as one thing may have."""
    payload = None
    with suppress(Unreadable, OSError):  # it may be gone by now, or be another
        with os.fdopen(open_regular(one.job.path), "rb") as stream:
            payload = stream.read(LARGEST_TEXT)
    reason, code = WHY[cause]
    what = Input(one.job.locator, "quarantined", reason, code=code, offset=0)
    listener.told(file, Told(behind(one.job.plan.after), what, payload=payload))
