"""The same work without workers: the same outcomes, for all that does not end the process."""

from __future__ import annotations

import pytest

from onrecord.workers import Alone, Crew, Died, Limits, Outcome

TASK = "tests.workers.tasks:work"
HARMLESS = ("echo hello", "count 3", "nothing", "raise oh", "recurse", "leave 3", "text", "prepared")


def ends(crew: Alone | Crew) -> list[Outcome]:
    for job in HARMLESS:
        crew.submit(job, job.encode())
    crew.feed((number, b"echo fed") for number in range(3))
    with crew:
        ended = list(crew.outcomes())
    return [Died(one.tag, one.cause, one.detail.split("(")[0]) if isinstance(one, Died) else one for one in ended]


def test_callers_see_no_difference() -> None:
    assert ends(Alone(TASK)) == ends(Crew(TASK, 1, Limits()))


def test_a_task_that_cannot_be_loaded_raises_its_own_error() -> None:
    with Alone("tests.workers.tasks:work:refuse") as alone, pytest.raises(ValueError, match="no model here"):
        alone.submit("job", b"echo")
        list(alone.outcomes())


def test_jobs_may_be_added_meanwhile() -> None:
    with Alone(TASK) as alone:
        alone.submit("first", b"raise oh")
        tags = []
        for outcome in alone.outcomes():
            tags.append(outcome.tag)
            if isinstance(outcome, Died):
                alone.submit("second", b"echo x", alone=True)
        assert tags == ["first", "first", "second", "second"]
        assert alone.idle


def test_ctrl_c_is_not_a_fault_of_a_job() -> None:
    with Alone(TASK) as alone, pytest.raises(KeyboardInterrupt):
        alone.submit("job", b"interrupt")
        list(alone.outcomes())
