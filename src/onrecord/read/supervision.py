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
from onrecord.read.form import check_told, check_turn
from onrecord.read.opening import SIGN_OF_LIFE, Key, Plan
from onrecord.read.task import AliveStill, ClosedAt, Job, NotInForm, OpenedAt, Told, behind, decode_message, encode_job
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
REST = ", again and again; the rest of it was not read"

# The same thing may bring its reader down so often: once among others, once alone, once read plainly, once left out.
MOST_STRIKES = 3
# What deaths over one file (an archive made to kill) may cost, so that the whole of them takes half a minute: one by a clock or by memory
# takes up to four seconds of a processor and counts twice. (Counted, not measured: no record may depend on how fast a machine is.)
# Up to the first sum each thing has all its tries; then the things that come next are read the plain way from the start, first so
# many, then ten times as many, and so on; beyond the second sum the rest of the file is kept aside. (It was 100 deaths: 400 seconds.)
COSTS_TWICE = frozenset({"hung", "cpu", "memory"})
PATIENT, MOST_COST = 8, 12
PLAIN_STRETCH, LONGER = 1_000, 10
# In a large archive more may go wrong: so many things that were told make up for one death. (Reading them took some seconds, too.)
MAKE_UP = 2_500
# What is told of a file takes so many bytes at most, and so many times the file's own. (Text is told with what its parts are, twice its
# size for a real page; packed, it is 3 to 30 times smaller, and a bomb is refused at 100 times.) A message counts for so many at least.
MOST_TOLD, TIMES_TOLD, LEAST_TOLD = 1 << 28, 1_000, 200
# And one message at most so many, since what it unpacks to may take sixteen times as much memory. (A real page: twice its size.)
MOST_AT_ONCE, TIMES_AT_ONCE = 1 << 26, 16


class Watched(Struct):
    """A file that is being read: what is open in it now, the last thing told, and how often each thing brought its reader down.

    A thing is blamed at one place: a container that got further since is not the same culprit. `cost` is that of all deaths so far,
    `told` how many things were told since it was last reckoned up, `stretch` how many are read plainly after the next. `room` is how many
    bytes may still be told, `largest` how many at once, `signs` how many signs of life without news.
    """

    job: Job
    room: int
    largest: int
    open: list[Key] = field(default_factory=list)
    strikes: dict[tuple[Key, Key | None], int] = field(default_factory=dict)
    cost: int = 0
    told: int = 0
    stretch: int = PLAIN_STRETCH
    signs: int = 0


class Listener(Protocol):
    """What is told of each file as it is read."""

    def told(self, file: int, told: Told) -> None:
        """Take one thing that was found."""

    def finished(self, file: int) -> None:
        """All of this file has been told."""


def read_files(jobs: Mapping[int, Job], crew: Crew | Alone, listener: Listener, each: Callable[[], None]) -> None:
    """Read all files, several at once; `listener` is told everything in the order of each file, `each` when a file is done."""
    watched = {file: _watch(job) for file, job in jobs.items()}
    crew.feed((file, encode_job(one.job)) for file, one in watched.items())
    for outcome in crew.outcomes():
        file = cast(int, outcome.tag)
        one = watched[file]
        if isinstance(outcome, Message):
            try:
                _hear(one, file, outcome.payload, listener)
            except NotInForm as why:
                crew.refuse(str(why))
            continue
        if one.job.plan.after != ():  # (): all was told, whatever became of its reader then
            cause = outcome.cause if isinstance(outcome, Died) else "fault"  # it says it is done, and is not
            if _try_again(one, cause):
                crew.submit(file, encode_job(one.job), alone=True)
                continue
            _give_up(one, file, cause, listener)
        listener.finished(file)
        each()


def _watch(job: Job) -> Watched:
    size = job.stamp[1] if job.stamp else 0
    room, largest = MOST_TOLD + TIMES_TOLD * size, MOST_AT_ONCE + TIMES_AT_ONCE * size
    return Watched(job, room, largest, signs=_signs(job.plan))


def _signs(plan: Plan) -> int:
    """Count the signs of life that a reader gives while it passes over what was told before: it has no other reason for them."""
    return sum(number // SIGN_OF_LIFE + 1 for number in plan.after or ())


def _hear(one: Watched, file: int, payload: bytes, listener: Listener) -> None:
    """Follow what is open in a file, and pass on what was found. Raises NotInForm, and then nothing is passed on."""
    one.room -= max(len(payload), LEAST_TOLD)
    if one.room < 0 or len(payload) > one.largest:
        raise NotInForm("more than any file of this size holds")
    message = decode_message(payload)
    plan = one.job.plan
    check_turn(message, plan.after, one.open)
    match message:
        case OpenedAt(key):
            one.open.append(key)
            return
        case ClosedAt(key):
            one.open = one.open[: one.open.index(key)] if one.open else []
        case Told(key):
            check_told(message, one.job.locator, plan.dropped)
            listener.told(file, message)
            one.told += 1
        case AliveStill():
            one.signs -= 1
            if one.signs < 0:
                raise NotInForm("signs of life without end")
            return
    one.job = replace(one.job, plan=replace(plan, after=key))


def _try_again(one: Watched, cause: str) -> bool:
    """Plan the next try after the thing in hand brought its reader down: alone, then plainly, then without it. False: give up."""
    plan = one.job.plan
    culprit = one.open[-1] if one.open else ()
    one.open.clear()
    one.cost = max(0, one.cost - one.told // MAKE_UP) + (2 if cause in COSTS_TWICE else 1)
    one.told = 0
    strikes = one.strikes[culprit, plan.after] = one.strikes.get((culprit, plan.after), 0) + 1
    if plan.is_plain(culprit) and culprit not in plan.dropped:
        plan = replace(plan, dropped={**plan.dropped, culprit: WHY[cause]})
    elif strikes > 1 or one.cost > PATIENT:
        plan = replace(plan, careful=plan.careful | {culprit})
    if one.cost > PATIENT:
        plan = replace(plan, plain_before=_further(culprit, one.stretch))
        one.stretch *= LONGER
    one.job, one.signs = replace(one.job, plan=plan), _signs(plan)
    return strikes <= MOST_STRIKES and one.cost <= MOST_COST


def _further(key: Key, things: int) -> Key:
    """Give the place so many things further on, in the outermost container that has come to its second thing."""
    level = next((level for level, number in enumerate(key) if number), len(key) - 1)
    return (*key[:level], key[level] + things) if key else ()


def _give_up(one: Watched, file: int, cause: str, listener: Listener) -> None:
    """Quarantine all of a file that has not been told yet, as much of its bytes as one thing may have."""
    payload = None
    with suppress(Unreadable, OSError):  # it may be gone by now, or be another
        with os.fdopen(open_regular(one.job.path), "rb") as stream:
            payload = stream.read(LARGEST_TEXT)
    reason, code = WHY[cause]
    if one.job.plan.after:
        reason += REST
    what = Input(one.job.locator, "quarantined", reason, code=code, offset=0)
    listener.told(file, Told(behind(one.job.plan.after), what, payload=payload))
