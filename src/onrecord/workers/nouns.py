"""What goes in and out of worker processes: the limits they work under, and what becomes of each job."""

from __future__ import annotations

from collections.abc import Hashable
from typing import Literal

from msgspec import Struct

from onrecord.errors import OnRecordError

# Why a job ended badly. "hung": no word for too long; "cpu": a step took too much of the processor; "memory": there was no more;
# "killed": something outside ended the process; "fault": an error, a crash in C code, or the process ended by itself.
Cause = Literal["hung", "cpu", "memory", "killed", "fault"]

# What sysexits.h calls an internal fault of the software.
INTERNAL_FAULT = 70


class Limits(Struct, frozen=True):
    """What a worker may use. A step is the work from one message to the next: usually one report.

    `memory` is in bytes of address space above what the process has when its task is loaded; `seconds` of the processor are for one
    step; after `silence` seconds without a message the worker is killed; `file_size` is in bytes. A worker holds at most `lease` jobs
    at a time and is replaced after `recycle` steps. The figures are those that readers of the web's archives work with (Tika,
    trafilatura); a real page takes under a second and 200 MB. Files may be as large as the largest copy of an archive's member.
    """

    memory: int = 1 << 30
    seconds: float = 4.0
    silence: float = 10.0
    file_size: int = 1 << 30
    lease: int = 50
    recycle: int = 2000


class Message(Struct, frozen=True):
    """One piece of the result of a job, sent while the job goes on."""

    tag: Hashable
    payload: bytes


class Done(Struct, frozen=True):
    """The job is finished: all its messages have come."""

    tag: Hashable


class Died(Struct, frozen=True):
    """The job ended badly; the messages that came before are good. `detail` is for people and never the same twice."""

    tag: Hashable
    cause: Cause
    detail: str


Outcome = Message | Done | Died


class WorkersFailed(OnRecordError):
    """Worker processes cannot be started, so no job can be done."""

    def __init__(self, sentence: str, exit_code: int = INTERNAL_FAULT) -> None:
        super().__init__(sentence)
        self.exit_code = exit_code
