"""Reading into a ledger: what it holds is not read again, what changed is, and what a record is made of is never lost."""

from __future__ import annotations

import errno
import io
import os
import sys
from collections.abc import Mapping
from pathlib import Path
from types import SimpleNamespace

import pytest

from onrecord import steps
from onrecord.ledger import Ledger, Member
from onrecord.model import Report
from onrecord.read import opening, reading, task
from onrecord.read.reading import Reading, gather, settle
from onrecord.read.supervision import read_files
from onrecord.read.task import Job
from onrecord.workers import Alone, Crew

ROWS = 5


class Pile:
    """A ledger in a folder, what was read into it lately, and which files were opened for that."""

    def __init__(self, work: Path) -> None:
        self.work = work
        self.opened: list[str] = []
        self.files: list[int] = []

    def read(
        self, *paths: Path | str, add: bool = False, recipe: str = "one", fields: Mapping[str, str] | None = None
    ) -> Reading:
        """Read into the ledger, as a build of a record does, and publish."""
        self.opened.clear()
        self.files = []
        with Ledger.open(self.work, recipe) as ledger:
            before: list[Member] = ledger.members("record") if add else []
            gather(paths, ledger, self.files, also=before, fields=fields, workers=0)
            ledger.publish(self.files, "record")
            return settle(ledger, self.files)


@pytest.fixture
def pile(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Pile:
    made = Pile(tmp_path / "work")

    def noted(jobs: Mapping[int, Job], crew: Crew | Alone, *rest: object) -> None:
        made.opened += sorted(job.locator for job in jobs.values())
        read_files(jobs, crew, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(reading, "read_files", noted)
    return made


def write(path: Path, text: str = "The pilot said yes.") -> Path:
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def texts(result: Reading) -> list[str]:
    return [report.text for report in result.reports]


def states(result: Reading) -> list[tuple[str, str, str]]:
    return [(one.locator, one.state, one.code) for one in result.inputs]


def test_only_what_is_new_is_read(pile: Pile, tmp_path: Path) -> None:
    one, two = write(tmp_path / "a.txt", "One said so."), write(tmp_path / "b.txt", "Two said so.")
    assert texts(pile.read(one)) == ["One said so."]
    assert pile.opened == ["a.txt"]
    assert texts(pile.read(one, two)) == ["One said so.", "Two said so."]
    assert pile.opened == ["b.txt"]


def test_what_is_added_ends_as_if_all_had_been_read_at_once(pile: Pile, tmp_path: Path) -> None:
    one, two = write(tmp_path / "b" / "x.txt", "One said so."), write(tmp_path / "a" / "x.txt", "Two said so.")
    pile.read(one.parent)
    added = pile.read(two.parent, add=True)
    assert pile.opened == ["a/x.txt"]
    assert added == Pile(tmp_path / "other").read(one.parent, two.parent)


def test_what_is_named_no_more_is_gone_and_with_add_it_stays(pile: Pile, tmp_path: Path) -> None:
    one, two = write(tmp_path / "a.txt", "One said so."), write(tmp_path / "b.txt", "Two said so.")
    pile.read(one)
    assert texts(pile.read(two, add=True)) == ["One said so.", "Two said so."]
    assert texts(pile.read(two)) == ["Two said so."]


def test_a_file_that_is_gone_stays_in_the_record_it_was_added_to(pile: Pile, tmp_path: Path) -> None:
    one, two = write(tmp_path / "a.txt", "One said so."), write(tmp_path / "b.txt", "Two said so.")
    pile.read(one)
    one.unlink()
    assert texts(pile.read(two, add=True)) == ["One said so.", "Two said so."]


def test_a_folder_that_was_moved_and_named_again_is_not_read_twice(pile: Pile, tmp_path: Path) -> None:
    pile.read(write(tmp_path / "here" / "a.txt").parent)
    write(tmp_path / "here" / "b.txt", "Two said so.")
    (tmp_path / "there").mkdir()
    moved = (tmp_path / "here").rename(tmp_path / "there" / "here")
    assert states(pile.read(moved, add=True)) == [("here/a.txt", "stored", ""), ("here/b.txt", "stored", "")]


def test_a_copy_of_a_folder_is_read_beside_the_first(pile: Pile, tmp_path: Path) -> None:
    here, there = write(tmp_path / "here" / "a.txt"), write(tmp_path / "there" / "a.txt")
    pile.read(here)
    assert states(pile.read(there, add=True)) == [("a.txt", "stored", ""), ("a.txt", "duplicate", "duplicate")]


def test_a_file_that_changed_counts_as_it_is_when_it_is_named_again(pile: Pile, tmp_path: Path) -> None:
    one = write(tmp_path / "a.txt", "One said so.")
    pile.read(one)
    write(one, "One said otherwise.")
    assert texts(pile.read(one, add=True)) == ["One said otherwise."]


def test_a_file_that_is_gone_and_named_again_is_told(pile: Pile, tmp_path: Path) -> None:
    one, two = write(tmp_path / "a.txt", "One said so."), write(tmp_path / "b.txt", "Two said so.")
    pile.read(one, two)
    one.unlink()
    assert states(pile.read(one, add=True)) == [("a.txt", "rejected", "missing"), ("b.txt", "stored", "")]


def test_another_version_reads_everything_again(pile: Pile, tmp_path: Path) -> None:
    one, two = write(tmp_path / "a.txt", "One said so."), write(tmp_path / "b.txt", "Two said so.")
    before = pile.read(one, two)
    assert pile.read(two, add=True, recipe="two") == before
    assert pile.opened == ["a.txt", "b.txt"]


def test_another_version_finds_a_file_changed_and_takes_it_as_it_is(pile: Pile, tmp_path: Path) -> None:
    one, two = write(tmp_path / "a.txt", "One said so."), write(tmp_path / "b.txt", "Two said so.")
    pile.read(one)
    write(one, "One said otherwise.")
    assert texts(pile.read(two, add=True, recipe="two")) == ["One said otherwise.", "Two said so."]
    write(one, "One said so.")  # the words of old must not be taken for these
    assert texts(pile.read(one, add=True, recipe="two")) == ["One said so.", "Two said so."]


def test_another_version_that_misses_a_file_says_so(pile: Pile, tmp_path: Path) -> None:
    one, two = write(tmp_path / "a.txt", "One said so."), write(tmp_path / "b.txt", "Two said so.")
    pile.read(one)
    one.unlink()
    assert states(pile.read(two, add=True, recipe="two")) == [("a.txt", "rejected", "missing"), ("b.txt", "stored", "")]


def test_another_version_asks_for_standard_input_again(
    pile: Pile, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(b"One said so.")))
    monkeypatch.chdir(tmp_path)
    assert texts(pile.read("-")) == ["One said so."]
    write(tmp_path / "-", "A file of that name said so.")
    result = pile.read(write(tmp_path / "b.txt", "Two said so."), add=True, recipe="two")
    assert states(result) == [("b.txt", "stored", ""), ("standard-input", "rejected", "missing")]
    assert "name it again" in result.inputs[1].reason


def test_other_fields_are_another_reading(pile: Pile, tmp_path: Path) -> None:
    one = write(tmp_path / "a.jsonl", '{"text": "One said so.", "story": "Two said so."}')
    assert texts(pile.read(one)) == ["One said so."]
    assert texts(pile.read(one, fields={"text": "story"})) == ["Two said so."]


def test_a_reading_that_was_cut_off_goes_on_behind_what_was_kept(
    pile: Pile, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    one = write(tmp_path / "a.jsonl", "\n".join(f'{{"text": "Pilot {number} said so."}}' for number in range(ROWS)))
    monkeypatch.setattr(reading, "BATCH", 1)
    monkeypatch.setattr(reading, "monotonic", StopAfter(ROWS // 2))
    with pytest.raises(KeyboardInterrupt):
        pile.read(one)
    monkeypatch.undo()
    kept = ROWS // 2 - 1  # the last thing that was told waits for the next one, or for the end of its file
    with Ledger.open(pile.work, "one") as ledger:
        assert ledger.accounting() == {"pending": 1, "stored": kept}
    made = made_reports(monkeypatch)
    assert len(texts(Pile(tmp_path / "work").read(one))) == ROWS
    assert len(made) == ROWS - kept


class Killed(BaseException):
    """The process is gone: no clause of the program is asked."""


@pytest.mark.parametrize("end", ["fail-always", "member fail-always", "no more"])
@pytest.mark.parametrize("time", [1, 2, 3])
def test_cut_off_beside_what_no_reader_survives_nothing_is_told_twice_or_lost(
    end: str, time: int, pile: Pile, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    one = write(tmp_path / "a.txt", f"One said so.\nTwo said so.\n{end}")
    monkeypatch.setattr(reading, "TASK", "tests.read.deadly:work")
    monkeypatch.setattr(reading, "BATCH", 1)
    monkeypatch.setattr(opening, "recognise", opening.recognise)  # the deadly reader puts another in its place
    undisturbed = Pile(tmp_path / "other").read(one)
    left = [time]

    def reached(step: str) -> None:
        left[0] -= step == "items-kept"
        if not left[0]:
            raise Killed

    steps.watch(reached)
    try:
        with pytest.raises(Killed):
            pile.read(one)
    finally:
        steps.watch(None)
    assert pile.read(one) == undisturbed


class StopAfter:
    """A clock that is asked when something was kept, and presses Ctrl-C the so-manieth time."""

    def __init__(self, times: int) -> None:
        self.left = times + 1

    def __call__(self) -> float:
        self.left -= 1
        if self.left < 0:
            raise KeyboardInterrupt
        return 0.0


def made_reports(monkeypatch: pytest.MonkeyPatch) -> list[Report]:
    """Note down every report that is made from now on."""
    from onrecord.read import task

    made: list[Report] = []
    make = task.make_report

    def noted(offer: object) -> Report:
        made.append(make(offer))  # type: ignore[arg-type]
        return made[-1]

    monkeypatch.setattr(task, "make_report", noted)
    return made


def test_files_of_one_name_stand_in_the_order_of_their_bytes_wherever_they_lie(pile: Pile, tmp_path: Path) -> None:
    one, two = write(tmp_path / "a" / "x.txt", "One said so."), write(tmp_path / "b" / "x.txt", "Two said so.")
    there = pile.read(one, two)
    one.write_text("Two said so.", encoding="utf-8")
    two.write_text("One said so.", encoding="utf-8")
    assert Pile(tmp_path / "other").read(one, two) == there


def test_trouble_of_the_moment_is_not_remembered(pile: Pile, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(path: str) -> int:
        raise OSError(errno.EMFILE, os.strerror(errno.EMFILE))

    one = write(tmp_path / "a.txt", "One said so.")
    with monkeypatch.context() as trouble:
        trouble.setattr(task, "open_regular", refuse)
        assert states(pile.read(one)) == [("a.txt", "rejected", "unreadable")]
    assert states(pile.read(one)) == [("a.txt", "stored", "")]


def test_what_was_read_before_trouble_stays_in_the_record_when_the_file_is_gone(
    pile: Pile, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    records = write(tmp_path / "a.jsonl", '{"text": "One said so."}\n{"text": "Two said so."}\n')
    stamps = iter(
        [(1, 1, 1), (1, 1, 1), (2, 2, 2)]
    )  # of the bytes that are digested, when reading begins, when it ends
    with monkeypatch.context() as trouble:
        for module in (reading, task):
            trouble.setattr(module, "stamp_of", lambda stream: next(stamps))
        begun = pile.read(records)
    assert states(begun)[-1] == ("a.jsonl", "rejected", "changed")
    records.unlink()
    added = pile.read(write(tmp_path / "b.txt", "Three said so."), add=True)
    assert texts(added) == ["One said so.", "Two said so.", "Three said so."]
    assert states(added)[:-1] == states(begun)
