"""What a file does to the process that reads it costs that thing and nothing else: tried again, tried plainly, kept aside, told."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import cast

import msgspec
import pytest

from onrecord.model import Input
from onrecord.read import reading
from onrecord.read.opening import Key
from onrecord.read.reading import Reading, read
from onrecord.read.source import Asked
from onrecord.read.supervision import MOST_STRIKES, read_files
from onrecord.read.task import ClosedAt, Job, OpenedAt, Told
from onrecord.workers import Crew, Died, Limits, Message, Outcome, close_crews

pytestmark = pytest.mark.skipif(os.name != "posix", reason="needs worker processes")


@pytest.fixture(autouse=True)
def deadly(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(reading, "TASK", "tests.read.deadly:work")
    monkeypatch.setattr(reading, "LIMITS", Limits(seconds=0.4, silence=1.5))
    yield
    close_crews()


def given(folder: Path, *lines: str) -> Reading:
    """Read a file with these lines between two good files."""
    for name, text in (("a.txt", "good"), ("b.txt", "\n".join(lines)), ("c.txt", "good too")):
        (folder / name).write_text(text, encoding="utf-8")
    return read([folder], workers=2)


def told(result: Reading) -> list[tuple[str, str, str]]:
    """Give what became of the file in the middle; its neighbours must be stored."""
    states = [(one.locator.split("/")[-1], one.state, one.code) for one in result.inputs]
    assert states[0] == ("a.txt:1", "stored", "") and states[-1] == ("c.txt:1", "stored", "")
    return states[1:-1]


@pytest.mark.parametrize("order", ["hang", "die", "fail", "eat"])
def test_what_brings_its_reader_down_twice_is_read_the_plain_way(tmp_path: Path, order: str) -> None:
    result = given(tmp_path, "before", f"member {order} now", "behind")
    assert told(result) == [("b.txt:1", "stored", ""), ("b.txt:2:1", "stored", ""), ("b.txt:3", "stored", "")]
    flags = {report.text: report.flags for report in result.reports}
    assert flags[f"The pilot said: {order} now."] == ("degraded",)
    assert flags["The pilot said: behind."] == ()


@pytest.mark.parametrize(
    ("order", "code"),
    [("hang-always", "hung"), ("die-always", "killed"), ("fail-always", "fault"), ("eat-always", "memory")],
)
def test_what_nobody_can_read_is_quarantined(tmp_path: Path, order: str, code: str) -> None:
    result = given(tmp_path, "before", f"member {order} now", "behind")
    assert told(result) == [("b.txt:1", "stored", ""), ("b.txt:2", "quarantined", code), ("b.txt:3", "stored", "")]
    [one] = [one for one in result.inputs if one.state == "quarantined"]
    assert one.offset == 2 and one.digest and one.reason


def test_an_accident_costs_nothing(tmp_path: Path) -> None:
    result = given(tmp_path, "before", f"member once {tmp_path / 'mark'}", "behind")
    assert [state for _, state, _ in told(result)] == ["stored"] * 3
    assert all(report.flags == () for report in result.reports)


def test_a_container_that_kills_gives_what_came_before(tmp_path: Path) -> None:
    result = given(tmp_path, "before", "die-always", "behind")
    assert told(result) == [("b.txt:1", "stored", ""), ("b.txt", "quarantined", "killed")]


def test_everything_is_accounted_for_however_many_kill(tmp_path: Path) -> None:
    lines = [f"member die-always {number}" for number in range(6)]
    result = given(tmp_path, *lines, "behind")
    assert [state for _, state, _ in told(result)] == ["quarantined"] * 6 + ["stored"]


class Notes:
    """Notes down what it is told."""

    def __init__(self) -> None:
        self.heard: list[tuple[Key, str]] = []
        self.ended = 0

    def told(self, file: int, told: Told) -> None:
        self.heard.append((told.key, told.input.state))

    def finished(self, file: int) -> None:
        self.ended += 1


class Rehearsed:
    """A crew whose workers do what the test says."""

    def __init__(self, *outcomes: Outcome) -> None:
        self._outcomes = outcomes

    def feed(self, jobs: object) -> None:
        """Take the jobs, and do none of them."""

    def submit(self, tag: object, job: bytes, *, alone: bool) -> None:
        """Take a job again."""

    def outcomes(self) -> Iterator[Outcome]:
        """Give what was rehearsed."""
        yield from self._outcomes


def heard_of(path: Path, *outcomes: Outcome) -> Notes:
    reader = Notes()
    read_files({1: Job(str(path), "a", Asked())}, cast(Crew, Rehearsed(*outcomes)), reader, lambda: None)
    return reader


def say(message: object) -> Message:
    return Message(1, msgspec.msgpack.encode(message))


STORED = Told((0,), Input("a", "stored"))
DIED = Died(1, "killed", "SIGKILL")


def test_a_worker_killed_with_its_work_done_costs_nothing(tmp_path: Path) -> None:
    reader = heard_of(tmp_path, say(OpenedAt(())), say(STORED), say(ClosedAt(())), DIED)
    assert (reader.heard, reader.ended) == ([((0,), "stored")], 1)


def test_a_file_that_is_given_up_may_be_gone_by_then(tmp_path: Path) -> None:
    reader = heard_of(tmp_path / "gone", say(OpenedAt(())), say(STORED), *[DIED] * (MOST_STRIKES + 1))
    assert (reader.heard, reader.ended) == ([((0,), "stored"), ((1,), "quarantined")], 1)


def test_a_file_that_became_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    reader = heard_of(tmp_path / "pipe", *[DIED] * (MOST_STRIKES + 1))
    assert reader.heard == [((0,), "quarantined")]
