"""A build that can be stopped at any step: one process of the crash harness.

`python -m evaluation.stopped JSON` takes {"paths", "out", "log", "workers", "add", "batch", "fail", "stop", "seen"}; "stop" is a step,
the how many-th time it is reached, and how many seconds after that; "fail" is what `FailingDisk` takes; "seen" is the file for what
`evaluation.power` records of the disk; "in_two_steps" lets no two folders be exchanged at once. A line is written into the log for
every step that is reached and for every report that is searched.
"""

from __future__ import annotations

import json
import os
import signal
import sys
from collections.abc import Mapping
from pathlib import Path
from threading import Timer
from typing import Any

import onrecord
from evaluation import unreadable
from evaluation.faults import FailingDisk
from evaluation.seen_disk import SeenDisk
from onrecord import analysis
from onrecord.errors import OnRecordError
from onrecord.read import reading
from onrecord.record import replace
from onrecord.steps import watch


def build(told: Mapping[str, Any]) -> int:
    """Build, and be killed on the way if that was asked for. Gives the exit code that the command line would give."""
    step, times, after = told.get("stop") or ("", 0, 0.0)
    left = [times]
    with open(told["log"], "a", encoding="utf-8", buffering=1) as log:

        def reached(name: str) -> None:
            log.write(f"{name}\n")
            if seen:
                seen.step(name)
            if name == step:
                left[0] -= 1
                if left[0] == 0:
                    _end(after)

        def progress(stage: str, done: int, of: int) -> None:
            if stage == "reading reports":
                log.write("searched\n")

        if told.get("batch"):
            reading.BATCH = analysis.BATCH = told["batch"]
        reading.TASK = unreadable.TASK
        if told.get("in_two_steps"):
            replace._swap = lambda one, other: False
        disk = FailingDisk(*told["fail"]) if told.get("fail") else None
        seen = SeenDisk(Path(told["out"]).parent) if told.get("seen") else None
        watch(reached)
        try:
            onrecord.build(
                told["paths"], progress, out=told["out"], workers=told.get("workers", 2), add=told.get("add", False)
            )
        except OnRecordError as error:
            print(error, file=sys.stderr)
            return error.exit_code
    if disk:
        print(disk.count, file=sys.stderr)
    if seen:
        seen.write(Path(told["seen"]))
    return 0


def _end(after: float) -> None:
    """Kill this process, now or in a moment."""
    if after:
        Timer(after, os.kill, (os.getpid(), signal.SIGKILL)).start()
    else:
        os.kill(os.getpid(), signal.SIGKILL)


if __name__ == "__main__":
    sys.exit(build(json.loads(sys.argv[1])))
