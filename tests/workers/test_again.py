"""Crews that rest between two uses: the models are loaded once."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator

import pytest

from onrecord.workers import Alone, Crew, Limits, Message, again, close_crews, crew_for, default_workers

TASK = "tests.workers.tasks:work"


@pytest.fixture(autouse=True)
def afterwards() -> Iterator[None]:
    yield
    close_crews()


def process(crew: Crew | Alone) -> bytes:
    """Give the number of the process that does a job."""
    crew.submit("job", b"process")
    (found,) = (one.payload for one in crew.outcomes() if isinstance(one, Message))
    return found


def test_a_second_use_finds_the_same_workers() -> None:
    with crew_for(TASK, 1) as crew:
        first = process(crew)
    with crew_for(TASK, 1) as crew:
        assert process(crew) == first


@pytest.mark.parametrize(
    ("task", "limits"), [("tests.workers.tasks:work:prepare", Limits()), (TASK, Limits(seconds=3.0))]
)
def test_another_task_or_other_limits_have_workers_of_their_own(task: str, limits: Limits) -> None:
    with crew_for(TASK, 1) as crew:
        first = process(crew)
    with crew_for(task, 1, limits) as crew:
        assert process(crew) != first


def test_two_uses_at_once_never_share_a_worker() -> None:
    with crew_for(TASK, 1) as one, crew_for(TASK, 1) as other:
        assert process(one) != process(other)


def test_a_crew_with_work_left_is_not_used_again() -> None:
    with crew_for(TASK, 1) as crew:
        first = process(crew)
        crew.submit("never done", b"echo")
    with crew_for(TASK, 1) as crew:
        assert process(crew) != first


def test_a_crew_is_closed_when_its_user_fails() -> None:
    with pytest.raises(ZeroDivisionError), crew_for(TASK, 1) as crew:
        crew.submit("job", b"sleep 60")
        for _ in crew.outcomes():
            raise ZeroDivisionError
    assert isinstance(crew, Crew)
    assert not crew.idle


def test_no_more_than_a_few_crews_are_kept() -> None:
    crews = []
    for seconds in (1.0, 2.0, 3.0):
        with crew_for(TASK, 1, Limits(seconds=seconds)) as crew:
            process(crew)
            crews.append(crew)
    assert [crew.idle for crew in crews] == [False, True, True]


def test_a_second_ctrl_c_at_the_end_shows_no_traceback(monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted() -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(again, "close_crews", interrupted)
    again._close_at_the_end()


def test_without_workers_the_work_is_done_here() -> None:
    with crew_for(TASK, 0) as crew:
        assert process(crew) == str(os.getpid()).encode()


def test_there_are_as_many_workers_as_processors_but_no_crowd(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "sched_getaffinity", lambda process: {0, 3}, raising=False)
    assert default_workers() == 2
    monkeypatch.setattr(os, "sched_getaffinity", lambda process: set(range(64)), raising=False)
    assert default_workers() == 8


def test_on_windows_there_are_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "win32")
    assert default_workers() == 0
    with crew_for(TASK, 2) as crew:
        assert isinstance(crew, Alone)
