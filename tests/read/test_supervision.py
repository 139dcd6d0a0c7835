"""What a file does to the process that reads it costs that thing and nothing else: tried again, tried plainly, kept aside, told."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from onrecord.read import reading
from onrecord.read.reading import Reading, read
from onrecord.workers import Limits, close_crews

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
    [("hang-always", "cpu"), ("die-always", "killed"), ("fail-always", "fault"), ("eat-always", "memory")],
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
