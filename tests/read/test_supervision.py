"""What a file does to the process that reads it costs that thing and nothing else: tried again, tried plainly, kept aside, told."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import cast

import msgspec
import pytest

from onrecord.model import Input
from onrecord.read import reading, supervision
from onrecord.read.opening import Key
from onrecord.read.reading import Reading, read
from onrecord.read.source import Asked
from onrecord.read.supervision import MOST_COST, MOST_STRIKES, PATIENT, Watched, read_files
from onrecord.read.supervision import _further as further
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


@pytest.fixture
def deaths(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Note down what every reader died of."""
    causes: list[str] = []
    again = supervision._try_again

    def noted(one: Watched, cause: str) -> bool:
        causes.append(cause)
        return again(one, cause)

    monkeypatch.setattr(supervision, "_try_again", noted)
    return causes


def test_an_archive_made_to_hang_its_reader_costs_little_and_loses_nothing(tmp_path: Path, deaths: list[str]) -> None:
    lines = [f"{word} {number}" for number in range(20) for word in ("member hang", "member fine", "line")]
    result = given(tmp_path, *lines)
    assert [state for _, state, _ in told(result)] == ["stored"] * 60
    assert len(deaths) <= MOST_COST // 2


def test_an_archive_of_which_every_other_member_is_too_much_loses_no_member(tmp_path: Path, deaths: list[str]) -> None:
    lines = [f"member {word} {number}" for number in range(150) for word in ("fail", "fine")]
    result = given(tmp_path, *lines)
    assert [state for _, state, _ in told(result)] == ["stored"] * 300
    assert len(deaths) <= PATIENT + 1


def test_an_archive_that_kills_every_reader_is_given_up_and_told(tmp_path: Path, deaths: list[str]) -> None:
    result = given(tmp_path, *[f"member die-always {number}" for number in range(100)], "behind")
    places = [place for place, _, _ in told(result)]
    assert {state for _, state, _ in told(result)} == {"quarantined"}
    assert places[-1] == "b.txt" and len(places) == len(set(places)) > 5
    assert [one.reason for one in result.inputs if one.locator.endswith("b.txt")] == [
        "the process that read it was killed, again and again; the rest of it was not read"
    ]
    assert len(deaths) <= MOST_COST + 1


def test_in_a_large_archive_more_may_go_wrong(
    tmp_path: Path, deaths: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(supervision, "MAKE_UP", 5)
    lines = [f"member {'fail' if number % 20 == 9 else 'fine'} {number}" for number in range(200)]
    result = given(tmp_path, *lines)
    assert [state for _, state, _ in told(result)] == ["stored"] * 200
    assert sum("degraded" in report.flags for report in result.reports) == 10
    assert len(deaths) == 20


@pytest.mark.parametrize(
    ("culprit", "before"),
    [
        ((7,), (17,)),
        ((0,), (10,)),
        ((0, 7), (0, 17)),  # a tar in a gzip
        ((3, 7), (13,)),  # a zip in a zip: the next zips are read plainly, too
        ((0, 0), (0, 10)),
        ((), ()),
    ],
)
def test_what_is_read_plainly_are_the_next_things_of_the_archive(culprit: Key, before: Key) -> None:
    assert further(culprit, 10) == before


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
        self.refused: list[str] = []

    def feed(self, jobs: object) -> None:
        """Take the jobs, and do none of them."""

    def submit(self, tag: object, job: bytes, *, alone: bool) -> None:
        """Take a job again."""

    def outcomes(self) -> Iterator[Outcome]:
        """Give what was rehearsed."""
        for outcome in self._outcomes:
            yield outcome
            if self.refused:
                return

    def refuse(self, why: str) -> None:
        """Note down why a message was refused."""
        self.refused.append(why)


def heard_of(path: Path, *outcomes: Outcome) -> Notes:
    reader = Notes()
    read_files({1: Job(str(path), "a", Asked())}, cast(Crew, Rehearsed(*outcomes)), reader, lambda: None)
    return reader


def say(message: object) -> Message:
    return Message(1, msgspec.msgpack.encode(message))


HEARD = Told((0,), Input("a", "rejected", "it holds no words", code="no-words"))
DIED = Died(1, "killed", "SIGKILL")


def test_a_worker_killed_with_its_work_done_costs_nothing(tmp_path: Path) -> None:
    reader = heard_of(tmp_path, say(OpenedAt(())), say(HEARD), say(ClosedAt(())), DIED)
    assert (reader.heard, reader.ended) == ([((0,), "rejected")], 1)


def test_a_file_that_is_given_up_may_be_gone_by_then(tmp_path: Path) -> None:
    reader = heard_of(tmp_path / "gone", say(OpenedAt(())), say(HEARD), *[DIED] * (MOST_STRIKES + 1))
    assert (reader.heard, reader.ended) == ([((0,), "rejected"), ((1,), "quarantined")], 1)


def test_a_file_that_became_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    reader = heard_of(tmp_path / "pipe", *[DIED] * (MOST_STRIKES + 1))
    assert reader.heard == [((0,), "quarantined")]
