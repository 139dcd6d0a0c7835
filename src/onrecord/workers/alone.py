"""The same work in this process: without workers, and without protection."""

from __future__ import annotations

from collections import deque
from collections.abc import Hashable, Iterable, Iterator
from typing import Self

from onrecord.workers.nouns import Died, Done, Message, Outcome
from onrecord.workers.tasks import cause_of, described, load_task, messages


class Alone:
    """Does what a `Crew` does, job after job in this process: whatever hangs or crashes takes the program with it."""

    def __init__(self, task: str) -> None:
        self._name = task
        self._jobs: deque[tuple[Hashable, bytes]] = deque()
        self._sources: deque[Iterator[tuple[Hashable, bytes]]] = deque()
        self._refused = ""

    def submit(self, tag: Hashable, job: bytes, *, alone: bool = False) -> None:
        """Add a job; its outcomes carry the tag."""
        self._jobs.append((tag, job))

    def feed(self, jobs: Iterable[tuple[Hashable, bytes]]) -> None:
        """Add jobs, tag and content, each asked for when the one before is done."""
        self._sources.append(iter(jobs))

    def outcomes(self) -> Iterator[Outcome]:
        """Give what becomes of the jobs, in their order, until none is left. Errors of loading the task are raised as they are."""
        work, self._refused = load_task(self._name), ""
        while (next_one := self._next()) is not None:
            tag, job = next_one
            given = messages(work, job)
            while True:
                try:
                    payload = next(given)
                except StopIteration:
                    yield Done(tag)
                    break
                except (Exception, SystemExit) as error:
                    yield Died(tag, cause_of(error), described(error))
                    break
                yield Message(tag, payload)
                if self._refused:
                    yield Died(tag, "fault", self._refused)
                    self._refused = ""
                    break

    def refuse(self, why: str) -> None:
        """Say of the message given last that it is not in the agreed form: its job goes no further, and Died follows."""
        self._refused = why

    @property
    def idle(self) -> bool:
        """Say whether nothing is left to do."""
        return not self._jobs and not self._sources

    def close(self) -> None:
        """Drop the jobs that are not done."""
        self._jobs.clear()
        self._sources.clear()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _next(self) -> tuple[Hashable, bytes] | None:
        while not self._jobs and self._sources:
            for tag, job in self._sources[0]:
                self.submit(tag, job)
                break
            else:
                self._sources.popleft()
        return self._jobs.popleft() if self._jobs else None
