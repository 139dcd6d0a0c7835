"""Worker processes that do jobs side by side; one that dies or hangs costs the job in hand and nothing else."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Hashable, Iterable, Iterator
from selectors import DefaultSelector
from time import monotonic
from typing import Self

from onrecord.workers.frames import DONE, FAULT, LARGEST, MESSAGE, UNFIT, Fault, Frame, Garbled, read_fault
from onrecord.workers.nouns import Died, Done, Limits, Message, Outcome, WorkersFailed
from onrecord.workers.process import Job, Worker
from onrecord.workers.tasks import cut, printable

# So often the crew looks whether a worker has fallen silent, in seconds. It cannot have been silent for longer than this (and a bit)
# between two looks: a program that was itself asleep must not blame its workers.
ROUND, LONGEST_ROUND = 0.25, 1.0
# Loading a task may take so long, in seconds: the models take 3 on a free processor.
START = 120.0
# A worker that dies before it has begun a job is started again; so many in a row mean that none ever will.
STARTS = 3
# A worker whose silence is explained by other programs on the processor is waited for; not for ever, but so many times as long.
PATIENCE = 3.0
# A worker has two jobs, so that it need not wait for the second, and more when they are small: what it did lately in so many seconds,
# and no more than so many bytes. Behind a long job few others are stuck then. (Jobs of no length run at 26,000 a second this way.)
AT_LEAST, LEASED_SECONDS, LEASED_BYTES = 2, 0.05, 1 << 20
# From a source of jobs no more is taken ahead at once, unless a single job is larger.
FETCHED_BYTES = 1 << 24


class Crew:
    """So many workers for one task, a function named "package.module:function" that takes bytes and yields bytes.

    Workers start when there is work for them. For one thread at a time. Close it, or use it in a `with`, or processes are left.
    """

    def __init__(self, task: str, workers: int, limits: Limits | None = None) -> None:
        if workers < 1:
            raise ValueError("a crew needs a worker; `Alone` does without")
        self._task, self._most, self._limits = task, workers, limits or Limits()
        self._selector = DefaultSelector()
        self._workers: list[Worker] = []
        self._waiting: deque[Job] = deque()
        self._apart: deque[Job] = deque()
        self._sources: deque[Iterator[tuple[Hashable, bytes]]] = deque()
        self._failed_starts = 0
        self._refused = ""
        self._owner = os.getpid()
        self._open = True

    def submit(self, tag: Hashable, job: bytes, *, alone: bool = False) -> None:
        """Add a job; its outcomes carry the tag. `alone`: in a fresh process that has no other job before, beside or after it.

        Raises ValueError when the job is too large for a pipe, or the crew is closed.
        """
        if not self._open:
            raise ValueError("the crew is closed")
        if len(job) > LARGEST:
            raise ValueError(f"a job of {len(job):,} bytes; at most {LARGEST:,} go to a worker")
        (self._apart if alone else self._waiting).append(Job(tag, job, alone))

    def feed(self, jobs: Iterable[tuple[Hashable, bytes]]) -> None:
        """Add jobs, tag and content, that are asked for only when workers run out of them: for more than memory holds."""
        self._sources.append(iter(jobs))

    def outcomes(self) -> Iterator[Outcome]:
        """Give what becomes of the jobs, as it comes, until none is left; each job ends with one Done or Died.

        Jobs may be added meanwhile. The messages of one job come in order; jobs overtake each other. Raises WorkersFailed.
        """
        looked, self._refused = monotonic(), ""
        for worker in tuple(self._workers):  # what an earlier look, broken off, had left
            yield from self._hear(worker, worker.said())
        while self._open and self._anything_left():
            self._staff()
            began = monotonic()
            heard = self._selector.select(ROUND)
            listened = min(monotonic() - began, LONGEST_ROUND)
            for key, _ in heard:
                worker, act = key.data
                if self._open and worker in self._workers:
                    yield from self._hear(worker, act(worker))
            now = monotonic()
            passed, looked = min(now - looked, LONGEST_ROUND), now
            yield from self._look_for_silence(passed, listened)

    def refuse(self, why: str) -> None:
        """Say of the message given last that it is not in the agreed form: its worker is ended, and Died follows for its job.

        For the loop over `outcomes`, before it asks for the next one. The cause is "fault".
        """
        self._refused = why

    @property
    def idle(self) -> bool:
        """Say whether nothing is left to do."""
        return self._open and not self._anything_left()

    def close(self) -> None:
        """End all workers, whatever they are doing; jobs that are not done are dropped."""
        if self._open and self._owner == os.getpid():  # a fork of the program must leave its workers alone
            self._open = False
            for worker in self._workers:
                worker.kill()  # all first: so they end at the same time
            for worker in self._workers:
                worker.end(at_once=True)
            self._selector.close()
        self._workers = []

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _anything_left(self) -> bool:
        return bool(self._waiting or self._apart or self._sources or any(worker.leased for worker in self._workers))

    def _hear(self, worker: Worker, frames: Iterator[Frame]) -> Iterator[Outcome]:
        """Act on what a worker says, as far as it has come."""
        try:
            for kind, content in frames:
                yield from self._take(worker, kind, content)
                if not self._open:
                    return
        except EOFError:
            yield from self._bury(worker)
        except Garbled as error:
            yield from self._bury(worker, garbled=str(error))

    def _take(self, worker: Worker, kind: bytes, content: bytes) -> Iterator[Outcome]:
        """Act on one frame of a worker. Raises Garbled when it is not in the agreed form."""
        fault = read_fault(content) if kind in (FAULT, UNFIT) else None
        worker.note(kind)
        if worker.used:
            self._failed_starts = 0
        if kind == MESSAGE:
            yield Message(worker.leased[0].tag, content)
            if self._refused:
                why, self._refused = self._refused, ""
                raise Garbled(why)
        elif kind == DONE:
            yield Done(worker.leased.popleft().tag)
        elif fault and kind == FAULT:
            worker.spent |= fault.cause == "memory"
            yield Died(worker.leased.popleft().tag, fault.cause, printable(fault.detail))
        elif fault:
            self._give_up_if_told(fault, worker)

    def _staff(self) -> None:
        """Let workers go that have done their share, hand out jobs, and start as many workers as there is work left for."""
        for worker in [one for one in self._workers if one.spent and not one.leased]:
            self._dismiss(worker)
        self._fetch()
        self._hand_out_apart()
        for worker in self._workers:
            if worker.ready and not worker.spent:
                self._hand_out(worker)
        starting = sum(not worker.ready and not worker.spent for worker in self._workers)
        for _ in range(len(self._waiting) - starting):
            if self._start() is None:
                break

    def _fetch(self) -> None:
        """Take jobs from the sources until every worker could have its fill."""
        fill = self._most * self._limits.lease
        if not self._sources or len(self._waiting) >= fill:
            return
        size = sum(len(job.content) for job in self._waiting)
        while self._sources and len(self._waiting) < fill and size < FETCHED_BYTES:
            for tag, job in self._sources[0]:
                self.submit(tag, job)
                size += len(job)
                break
            else:
                self._sources.popleft()

    def _hand_out(self, worker: Worker) -> None:
        """Give a worker its share of what waits; at the end single jobs, so that no worker waits for another."""
        if worker.steps >= self._limits.recycle:
            worker.spent = True
            return
        share = min(max(AT_LEAST, round(LEASED_SECONDS / worker.pace)), self._limits.lease)
        share = min(share, 1 + len(self._waiting) // self._most)
        size = sum(len(job.content) for job in worker.leased)
        while self._waiting and len(worker.leased) < share and (len(worker.leased) < AT_LEAST or size < LEASED_BYTES):
            job = self._waiting.popleft()
            size += len(job.content)
            worker.lease(job)

    def _hand_out_apart(self) -> None:
        """Give each job that is to be alone a process of its own, and make room for the next one."""
        while self._apart:
            worker = next((one for one in self._workers if not (one.used or one.leased or one.spent)), None)
            worker = worker or self._start()
            if worker is None:
                break
            worker.spent = True
            worker.lease(self._apart.popleft())
        staying = sorted((one for one in self._workers if not one.spent), key=lambda one: len(one.leased))
        for worker in staying[: len(self._apart) - (len(self._workers) - len(staying))]:
            worker.spent = True

    def _start(self) -> Worker | None:
        """Start a worker; None when there are as many as there may be. Where the system allows fewer than were asked for, those do."""
        if len(self._workers) >= self._most:
            return None
        try:
            worker = Worker(self._task, self._limits, self._selector)
        except OSError as error:
            if not self._workers:
                raise WorkersFailed(f"Worker processes cannot be started: {error}. Ask for fewer workers.") from error
            self._most = len(self._workers)
            return None
        self._workers.append(worker)
        return worker

    def _dismiss(self, worker: Worker) -> None:
        self._workers.remove(worker)
        worker.end(at_once=True)

    def _bury(self, worker: Worker, *, hung: bool = False, garbled: str = "") -> Iterator[Outcome]:
        """See to it that a dead worker is gone; blame the job in hand and put the others back to where they were."""
        self._workers.remove(worker)
        cause, detail = worker.end(at_once=hung or bool(garbled))
        if hung:
            cause, detail = "hung", f"no word for {self._limits.silence:g} seconds"
        elif garbled:
            cause, detail = "fault", f"what it answered is not in the agreed form: {cut(printable(garbled))}"
        in_hand = worker.leased.popleft() if worker.begun else None
        for job in reversed(worker.leased):
            (self._apart if job.alone else self._waiting).appendleft(job)
        if not worker.used and (worker.leased or not worker.ready):
            self._count_failed_start(worker.unfit or detail)
        if in_hand is not None:
            yield Died(in_hand.tag, cause, detail)

    def _look_for_silence(self, passed: float, listened: float) -> Iterator[Outcome]:
        for worker in [one for one in self._workers if one.busy]:
            if not self._open:  # closed by whoever was told of the one before
                return
            worker.pass_time(passed, listened)
            if worker.quiet >= ROUND and worker.gone:
                yield from self._hear(worker, worker.hear_out())
            elif self._is_hung(worker):
                yield from self._bury(worker, hung=True)

    def _is_hung(self, worker: Worker) -> bool:
        """Say whether a worker has been silent for too long, though it had a processor."""
        if worker.waited is None and worker.quiet > LONGEST_ROUND:
            worker.waited = worker.waits_for_processor()
        longest = self._limits.silence if worker.ready else START
        if worker.quiet < longest or worker.waited is None:
            return worker.quiet >= longest
        crowded_out = worker.waits_for_processor() - worker.waited
        return worker.quiet >= min(longest + crowded_out, PATIENCE * longest)

    def _count_failed_start(self, detail: str) -> None:
        self._failed_starts += 1
        if self._failed_starts >= STARTS:
            self.close()
            raise WorkersFailed(
                f"Worker processes do not start, {STARTS} in a row: {detail}. `onrecord doctor` looks for what is missing."
            )

    def _give_up_if_told(self, fault: Fault, worker: Worker) -> None:
        """Raise at once what no second start would mend; else wait for the worker to end."""
        if fault.exit_code:
            self.close()
            raise WorkersFailed(fault.detail, fault.exit_code)
        worker.unfit = fault.detail
