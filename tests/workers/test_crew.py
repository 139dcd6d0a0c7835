"""A crew: every job ends with one Done or Died, whatever happens to the process that does it."""

from __future__ import annotations

import os
import resource
import signal
import sys
import time
from collections import Counter
from collections.abc import Hashable, Iterator
from pathlib import Path

import pytest

from onrecord.workers import Crew, Died, Done, Limits, Message, Outcome, WorkersFailed, process
from onrecord.workers.process import Worker

TASK = "tests.workers.tasks:work"
# Small, so that the tests are quick. The clock of the processor is the shorter one: what spins must not look as if it slept.
LIMITS = Limits(memory=1 << 28, seconds=0.4, silence=5.0, file_size=1 << 20)
IMPATIENT = Limits(memory=1 << 28, seconds=4.0, silence=0.5)


@pytest.fixture(scope="module")
def crew() -> Iterator[Crew]:
    """One crew for many tests: so it is seen, too, that no job leaves anything behind for the next."""
    with Crew(TASK, 1, LIMITS) as one:
        yield one


def outcomes(crew: Crew, *jobs: str) -> list[Outcome]:
    for job in jobs:
        crew.submit(job, job.encode())
    return list(crew.outcomes())


def fate(crew: Crew, job: str) -> str:
    """Do one job between two good ones, which must not be harmed, and say in a word what became of it."""
    ended = outcomes(crew, "echo before", job, "echo after")
    assert [one.tag for one in ended if isinstance(one, Done) and one.tag != job] == ["echo before", "echo after"]
    (last,) = (one for one in ended if one.tag == job and not isinstance(one, Message))
    return last.cause if isinstance(last, Died) else "done"


def payloads(outcomes: list[Outcome], tag: Hashable) -> list[bytes]:
    return [one.payload for one in outcomes if isinstance(one, Message) and one.tag == tag]


@pytest.mark.parametrize(
    ("job", "becomes"),
    [
        ("echo hello", "done"),
        ("nothing", "done"),
        ("count 1000", "done"),
        ("large 10000000", "done"),
        ("flood 3000000", "done"),
        ("steps 6", "done"),  # more than the clock allows in all, but not in one step
        ("spin", "cpu"),
        ("spin_in_c", "cpu"),
        ("fill", "memory"),
        ("huge", "memory"),
        ("no_memory_in_c", "memory"),
        ("kill SIGKILL", "killed"),
        ("kill SIGTERM", "killed"),
        ("crash", "fault"),
        ("exit 0", "fault"),
        ("exit 3", "fault"),
        ("leave 0", "fault"),
        ("raise oh", "fault"),
        ("recurse", "fault"),
        ("text", "fault"),
    ],
)
def test_whatever_a_job_does_costs_that_job_only(crew: Crew, job: str, becomes: str) -> None:
    assert fate(crew, job) == becomes


def test_a_job_without_a_word_for_too_long_is_ended() -> None:
    with Crew(TASK, 1, IMPATIENT) as crew:
        started = time.monotonic()
        assert fate(crew, "sleep 60") == "hung"
        assert time.monotonic() - started < 5


def test_what_a_job_gave_before_it_died_is_not_lost(crew: Crew) -> None:
    ended = outcomes(crew, "crash")
    assert payloads(ended, "crash") == [b"before"]
    assert [type(one) for one in ended] == [Message, Died]


def test_messages_of_a_job_come_whole_and_in_order(crew: Crew) -> None:
    assert payloads(outcomes(crew, "count 5000"), "count 5000") == [str(number).encode() for number in range(5000)]
    assert payloads(outcomes(crew, "large 10000000"), "large 10000000") == [b"x" * 10_000_000]


@pytest.mark.parametrize(
    ("job", "detail"),
    [
        ("raise oh", "ValueError('oh') (tasks.py:"),
        ("raise \x1b[31m", r"ValueError('\x1b[31m') (tasks.py:"),
        ("exit 3", "it ended by itself with exit code 3"),
        ("spin", "it was ended by SIGPROF"),
        ("last_words \x1b[2Jfarewell", r"it was ended by SIGTERM: \x1b[31m\x1b[2Jfarewell"),
        ("crash", "it was ended by SIGSEGV: Fatal Python error: Segmentation fault File "),
    ],
)
def test_a_death_is_told_in_one_line_that_cannot_drive_a_terminal(crew: Crew, job: str, detail: str) -> None:
    *_, death = outcomes(crew, job)
    assert isinstance(death, Died)
    assert death.detail.startswith(detail)
    assert death.detail.isprintable()


def test_an_error_does_not_cost_the_process(crew: Crew) -> None:
    ended = outcomes(crew, "process 1", "raise oh", "process 2")
    assert payloads(ended, "process 1") == payloads(ended, "process 2")


def test_a_process_without_memory_is_replaced(crew: Crew) -> None:
    ended = outcomes(crew, "process 1", "huge", "process 2")
    assert payloads(ended, "process 1") != payloads(ended, "process 2")


def test_a_worker_is_replaced_after_so_many_steps() -> None:
    with Crew(TASK, 1, Limits(recycle=10, lease=2)) as crew:
        for number in range(40):
            crew.submit(number, b"process")
        processes = Counter(one.payload for one in crew.outcomes() if isinstance(one, Message))
    assert len(processes) in (3, 4)  # those leased are still done by the old one
    assert max(processes.values()) <= 12


def test_a_job_that_died_may_be_added_again_while_others_go_on() -> None:
    ended: list[Outcome] = []
    with Crew(TASK, 2, LIMITS) as crew:
        for number in range(20):
            crew.submit(number, b"exit 1" if number == 7 else b"count 3")
        for outcome in crew.outcomes():
            ended.append(outcome)
            if isinstance(outcome, Died):
                crew.submit("again", b"count 3", alone=True)
    assert sorted(str(one.tag) for one in ended if isinstance(one, Done)) == sorted(
        [*map(str, range(7)), *map(str, range(8, 20)), "again"]
    )
    assert payloads(ended, "again") == [b"0", b"1", b"2"]


def test_a_job_alone_has_a_process_that_does_nothing_else() -> None:
    with Crew(TASK, 2) as crew:
        for number in range(30):
            crew.submit(number, b"process", alone=number in (3, 4, 5))
        ended = list(crew.outcomes())
        crew.submit("later", b"process")
        ended += crew.outcomes()
    shared = {payload for tag in (*range(3), *range(6, 30), "later") for payload in payloads(ended, tag)}
    apart = [payload for tag in (3, 4, 5) for payload in payloads(ended, tag)]
    assert len(set(apart)) == 3
    assert not shared & set(apart)


def test_ten_thousand_small_jobs_are_all_done_once() -> None:
    with Crew(TASK, 2) as crew:
        for number in range(10_000):
            crew.submit(number, b"echo %d" % number)
        ended = list(crew.outcomes())
    assert sorted(one.tag for one in ended if isinstance(one, Done)) == list(range(10_000))  # type: ignore[type-var]
    assert all(int(one.payload) == one.tag for one in ended if isinstance(one, Message))


def test_jobs_of_a_source_are_asked_for_only_as_they_are_needed() -> None:
    asked: list[int] = []

    def source() -> Iterator[tuple[int, bytes]]:
        for number in range(3_000):
            asked.append(number)
            yield number, b"echo x"

    ahead, done = [], 0
    with Crew(TASK, 1, Limits(lease=10)) as crew:
        crew.feed(source())
        for outcome in crew.outcomes():
            if isinstance(outcome, Done):
                done += 1
                ahead.append(len(asked) - done)
    assert done == 3_000
    assert max(ahead) <= 20  # those that wait, and those that a worker has


def test_large_jobs_and_large_messages_do_not_stop_each_other() -> None:
    """Both pipes full at once: whoever waited for one to empty would wait for ever."""
    with Crew(TASK, 2) as crew:
        for number in range(6):
            crew.submit(number, b"echo " + b"y" * 4_000_000)
        ended = list(crew.outcomes())
    assert [len(one.payload) for one in ended if isinstance(one, Message)] == [4_000_000] * 6


def test_a_slow_program_is_not_held_against_its_workers() -> None:
    """The worker cannot speak while its pipe is full; the program reads on only after longer than a silence may be."""
    with Crew(TASK, 1, IMPATIENT) as crew:
        crew.submit("job", b"count 100000")
        ended = 0
        for outcome in crew.outcomes():
            if ended == 0:
                time.sleep(1.5)
            ended += 1
            assert not isinstance(outcome, Died)
    assert ended == 100_001


@pytest.mark.parametrize(("waited", "becomes"), [(0.0, "hung"), (0.9, "done")])
def test_silence_is_no_fault_where_others_hold_the_processor(
    monkeypatch: pytest.MonkeyPatch, waited: float, becomes: str
) -> None:
    waits = (waited * count for count in range(1_000))
    monkeypatch.setattr(Worker, "waits_for_processor", lambda worker: next(waits))
    with Crew(TASK, 1, Limits(silence=1.2)) as crew:
        assert fate(crew, "sleep 2") == becomes


def test_but_nobody_is_waited_for_for_ever(monkeypatch: pytest.MonkeyPatch) -> None:
    waits = iter(range(1_000))
    monkeypatch.setattr(Worker, "waits_for_processor", lambda worker: next(waits))
    with Crew(TASK, 1, IMPATIENT) as crew:
        assert fate(crew, "sleep 60") == "hung"


def test_what_was_broken_off_goes_on_with_the_next_look() -> None:
    with Crew(TASK, 1, IMPATIENT) as crew:
        crew.submit("job", b"count 3000")
        first = next(crew.outcomes())
        time.sleep(0.2)
        rest = list(crew.outcomes())
    assert payloads([first, *rest], "job") == [str(number).encode() for number in range(3000)]


def test_workers_that_die_between_jobs_are_replaced_and_nothing_is_blamed() -> None:
    with Crew(TASK, 2) as crew:
        for _ in range(4):
            ended = outcomes(crew, *(f"process {number}" for number in range(10)))
            assert sum(isinstance(one, Done) for one in ended) == 10
            for process in {one.payload for one in ended if isinstance(one, Message)}:
                os.kill(int(process), signal.SIGKILL)
            time.sleep(0.05)


@pytest.mark.parametrize(
    ("task", "says"),
    [
        ("tests.workers.tasks:work:refuse", "ValueError('no model here')"),
        ("tests.workers.tasks:absent", "has no attribute 'absent'"),
        ("tests.workers.absent:work", "No module named 'tests.workers.absent'"),
        ("tests.workers.tasks:work:die", "exit code 9"),
    ],
)
def test_a_task_that_cannot_be_loaded_is_an_error_that_says_so(task: str, says: str) -> None:
    with Crew(task, 2) as crew, pytest.raises(WorkersFailed, match="Worker processes do not start") as raised:
        outcomes(crew, "echo a", "echo b", "echo c")
    assert says in str(raised.value)
    assert raised.value.exit_code == 70


def test_an_error_that_says_what_to_do_is_passed_on_as_it_is() -> None:
    with Crew("tests.workers.tasks:work:lack", 1) as crew, pytest.raises(WorkersFailed) as raised:
        outcomes(crew, "echo a")
    assert (str(raised.value), raised.value.exit_code) == ("the model is not installed; install it", 4)


def test_workers_killed_at_any_moment_cost_nothing_but_a_second_try() -> None:
    """Kill a worker after every so many messages: each job still ends once, with all its messages, the last time it is tried."""
    jobs = {number: number % 7 + 1 for number in range(600)}
    heard: dict[Hashable, list[bytes]] = {}
    done: list[Hashable] = []
    deaths = 0
    with Crew(TASK, 2) as crew:
        crew.feed((number, b"counted_by_process %d" % count) for number, count in jobs.items())
        for place, outcome in enumerate(crew.outcomes()):
            match outcome:
                case Message(tag, payload):
                    heard.setdefault(tag, []).append(payload.split()[0])
                    if place % 97 == 96 and deaths < 30:
                        os.kill(int(payload.split()[1]), signal.SIGKILL)
                case Done(tag):
                    done.append(tag)
                case Died(tag, cause, _):
                    assert cause == "killed"
                    deaths += 1
                    heard[tag] = []
                    crew.submit(tag, b"counted_by_process %d" % jobs[int(str(tag))], alone=deaths % 3 == 0)
    assert sorted(done, key=str) == sorted(jobs, key=str)
    assert {tag: len(said) for tag, said in heard.items()} == jobs


def test_whoever_is_told_of_a_silent_worker_may_close_the_crew() -> None:
    with Crew(TASK, 2, Limits(silence=60.0, lease=1)) as crew:
        for job in ("one", "other"):
            crew.submit(job, b"stop")
        ended = []
        for outcome in crew.outcomes():
            if isinstance(outcome, Died):
                ended.append(outcome.cause)
                crew.close()
            elif all(worker.steps for worker in crew._workers) and len(crew._workers) == 2:
                for worker in crew._workers:  # both have been silent for too long at one look
                    worker.quiet, worker.waited, worker.spoke = 1000.0, 0.0, False
        assert ended == ["hung"]


def test_a_closed_crew_takes_no_jobs() -> None:
    crew = Crew(TASK, 1)
    crew.close()
    with pytest.raises(ValueError, match="closed"):
        crew.submit("job", b"echo a")
    assert list(crew.outcomes()) == []


def test_a_job_too_large_for_a_worker_is_refused_at_once() -> None:
    with Crew(TASK, 1) as crew, pytest.raises(ValueError, match="at most 268,435,456"):
        crew.submit("job", bytes((1 << 28) + 1))


def test_nothing_is_left_behind() -> None:
    before, others = set(os.listdir("/proc/self/fd")), _children()
    for jobs in (["echo a"], ["spin", "kill SIGKILL", "echo a"], []):
        with Crew(TASK, 2, LIMITS) as crew:
            outcomes(crew, *jobs)
    with Crew(TASK, 2, LIMITS) as crew:  # closed in the middle of the work
        for number in range(100):
            crew.submit(number, b"sleep 60")
        next(iter(crew.outcomes()))
    assert set(os.listdir("/proc/self/fd")) == before
    assert _children() == others


def test_two_thousand_jobs_and_a_hundred_workers_leave_no_descriptor() -> None:
    before = len(os.listdir("/proc/self/fd"))
    with Crew(TASK, 2, Limits(recycle=20, lease=4)) as crew:
        held, processes = set(), set()
        for number in range(2_000):
            crew.submit(number, b"process")
        for outcome in crew.outcomes():
            if isinstance(outcome, Message):
                processes.add(outcome.payload)
            held.add(len(os.listdir("/proc/self/fd")))
    assert len(processes) >= 80
    assert max(held) <= before + 2 * 3 + 1  # three pipes of each worker, and what the crew waits with
    assert len(os.listdir("/proc/self/fd")) == before


def test_a_worker_stuck_in_the_system_is_not_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    """As when a disk does not answer: then not even SIGKILL ends the process at once."""
    monkeypatch.setattr(process, "_ENDING", 0.2)
    monkeypatch.setattr(Worker, "kill", lambda worker: None)
    crew = Crew(TASK, 1, IMPATIENT)
    crew.submit("job", b"sleep 60")
    crew.submit("another", b"sleep 60")
    deaths = (one for one in crew.outcomes() if isinstance(one, Died))
    assert next(deaths) == Died("job", "hung", "no word for 0.5 seconds")
    assert [type(one) for one, _ in zip(crew.outcomes(), range(1), strict=False)] == [Message]  # of another worker
    started = time.monotonic()
    crew.close()
    assert time.monotonic() - started < 3
    monkeypatch.undo()
    assert len(process._stuck) == 2
    for one in process._stuck:  # the disk answers again
        one.kill()
        one.wait()
    with Crew(TASK, 1) as other:
        outcomes(other, "nothing")
    assert process._stuck == []


def test_no_more_workers_are_started_than_there_is_work_for() -> None:
    others = len(_children().split())
    with Crew(TASK, 64) as crew:
        outcomes(crew, "process", "process")
        assert len(_children().split()) - others <= 2


@pytest.mark.skipif(sys.platform != "linux", reason="needs Linux")
def test_where_few_files_may_be_open_fewer_workers_do_the_work() -> None:
    limit = resource.getrlimit(resource.RLIMIT_NOFILE)
    held = len(os.listdir("/proc/self/fd"))
    resource.setrlimit(resource.RLIMIT_NOFILE, (held + 16, limit[1]))
    try:
        with Crew(TASK, 12) as crew:
            ended = outcomes(crew, *(f"echo {number}" for number in range(50)))
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, limit)
    assert sum(isinstance(one, Done) for one in ended) == 50


def _children() -> str:
    """Give the numbers of our child processes, zombies too."""
    return Path(f"/proc/self/task/{os.getpid()}/children").read_text()
