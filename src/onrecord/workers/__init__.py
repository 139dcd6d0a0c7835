"""Processes that do the dangerous and the long work, so that whatever a report does to them, the program lives on."""

from __future__ import annotations

from onrecord.workers.again import close_crews, crew_for, default_workers
from onrecord.workers.alone import Alone
from onrecord.workers.crew import Crew
from onrecord.workers.nouns import Cause, Died, Done, Limits, Message, Outcome, WorkersFailed

__all__ = [
    "Alone",
    "Cause",
    "Crew",
    "Died",
    "Done",
    "Limits",
    "Message",
    "Outcome",
    "WorkersFailed",
    "close_crews",
    "crew_for",
    "default_workers",
]
