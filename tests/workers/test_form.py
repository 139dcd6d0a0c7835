"""What a worker says that is not in the agreed form costs the job in hand, and never the program."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from onrecord.workers import Alone, Crew, Died, Done, Limits, Message
from onrecord.workers.frames import BEGUN, DONE, FAULT, JOB, MESSAGE, READY, UNFIT, frame
from onrecord.workers.process import Worker
from tests.workers.test_crew import IMPATIENT, LIMITS, TASK, fate, outcomes, payloads


@pytest.fixture(scope="module")
def crew() -> Iterator[Crew]:
    with Crew(TASK, 1, LIMITS) as one:
        yield one


OUT_OF_FORM = {
    "what is no frame": b"Printed by mistake",
    "zeros": bytes(100),
    "a message longer than any": MESSAGE + (1 << 29).to_bytes(4, "little"),
    "a job": frame(JOB, b"echo x"),
    "that it is ready, again": frame(READY),
    "that it has begun, again": frame(BEGUN),
    "that it cannot begin, long after": frame(UNFIT, b'{"cause": "fault", "detail": "give up", "exit_code": 4}'),
    "a fault that is no JSON": frame(FAULT, b"oh"),
    "a fault of no known kind": frame(FAULT, b'{"cause": "boredom", "detail": "oh"}'),
    "a fault as long as a novel": frame(FAULT, b" " * 100_000),
    "DONE with a speech": frame(DONE, b"and thank you all"),
}


@pytest.mark.parametrize("said", OUT_OF_FORM.values(), ids=OUT_OF_FORM)
@pytest.mark.parametrize("word", ["say", "say_for_ever"])
def test_what_is_not_in_the_form_costs_that_job_only(crew: Crew, word: str, said: bytes) -> None:
    assert fate(crew, f"{word} {said.hex()}") == "fault"


def test_an_end_told_twice_harms_no_other_job(crew: Crew) -> None:
    assert fate(crew, f"say {frame(DONE).hex()}") == "done"


def test_the_reader_of_a_message_may_refuse_it(crew: Crew) -> None:
    """Without that a worker could send messages for ever."""
    heard = 0
    ended: dict[object, str] = {}
    crew.submit("before", b"echo x")
    crew.submit("flood", f"say_for_ever {frame(MESSAGE, b'x' * 1000).hex()}".encode())
    crew.submit("behind", b"echo x")
    for outcome in crew.outcomes():
        if isinstance(outcome, Message) and outcome.tag == "flood":
            heard += 1
            if heard == 1000:
                crew.refuse("too many \x1b[31m")
        elif not isinstance(outcome, Message):
            ended[outcome.tag] = outcome.detail if isinstance(outcome, Died) else "done"
    assert heard == 1000
    assert ended == {
        "before": "done",
        "flood": r"what it answered is not in the agreed form: too many \x1b[31m",
        "behind": "done",
    }


def test_a_refusal_holds_for_one_message() -> None:
    with Crew(TASK, 1, LIMITS) as crew:
        crew.submit("job", b"count 3")
        for _ in crew.outcomes():
            crew.refuse("no")
            break
        crew.submit("next", b"count 3")
        assert payloads(list(crew.outcomes()), "next") == [b"0", b"1", b"2"]


def test_without_workers_a_message_can_be_refused_too() -> None:
    with Alone(TASK) as alone:
        alone.submit("job", b"count 1000000")
        alone.submit("next", b"count 1")
        ended = []
        for outcome in alone.outcomes():
            ended.append(outcome)
            if outcome.tag == "job" and isinstance(outcome, Message):
                alone.refuse("one is enough")
    assert ended == [Message("job", b"0"), Died("job", "fault", "one is enough"), Message("next", b"0"), Done("next")]


def test_a_message_that_comes_byte_by_byte_is_silence() -> None:
    with Crew(TASK, 1, IMPATIENT) as crew:
        started = time.monotonic()
        assert fate(crew, "dribble 0.05") == "hung"
        assert time.monotonic() - started < 6


@pytest.mark.parametrize(
    ("came", "quiet"),
    [(0, 1.0), (1, 0.2), (1 << 20, 0.0)],
    ids=["nothing came", "a byte came: only the time spent waiting counts", "a megabyte came"],
)
def test_silence_is_reckoned_by_what_came(came: int, quiet: float) -> None:
    """One second passed, of which the program waited for its workers a fifth, and was busy itself for the rest."""
    worker = Worker.__new__(Worker)
    worker.spoke, worker.quiet, worker._came = False, 0.0, came
    worker.pass_time(1.0, 0.2)
    assert round(worker.quiet, 3) == quiet


def test_a_worker_that_closes_its_pipe_and_stays_is_ended(crew: Crew) -> None:
    started = time.monotonic()
    [*_, death] = outcomes(crew, "go_deaf")
    assert death == Died("go_deaf", "fault", "it closed its pipe to the program and did not end")
    assert time.monotonic() - started < 6


def test_a_worker_that_was_stopped_is_hung() -> None:
    with Crew(TASK, 1, IMPATIENT) as crew:
        assert fate(crew, "stop") == "hung"


def test_a_process_that_a_worker_left_behind_neither_hides_its_death_nor_outlives_it() -> None:
    with Crew(TASK, 1, Limits(silence=60.0)) as crew:
        started = time.monotonic()
        ended = outcomes(crew, "leave_a_child")
        [child] = payloads(ended, "leave_a_child")
        assert isinstance(ended[-1], Died) and ended[-1].detail.startswith("it was ended by SIGSEGV")
        assert time.monotonic() - started < 30
    until = time.monotonic() + 5
    while _runs(int(child)) and time.monotonic() < until:
        time.sleep(0.02)
    assert not _runs(int(child))


def _runs(process: int) -> bool:
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False
