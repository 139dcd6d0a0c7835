"""The record folder while it is built: one build at a time, stopped anywhere and cleared up, never half a record to a reader."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from itertools import count
from pathlib import Path
from traceback import print_exc

import msgspec
import pytest

from onrecord import steps
from onrecord.errors import OutputError
from onrecord.model import Record
from onrecord.record import NoRecord, RecordBusy, check_output, hold, open_record, prepare, write_record
from onrecord.record import replace as replacing
from onrecord.record.folder import is_unfinished

from .desk import quarry

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="needs processes and signals of POSIX")

OF_THE_FOLDER = [
    step for step in steps.STEPS if step.startswith(("record", "beside", "database", "page", "work", "old"))
]


def apart(act: Callable[[], None]) -> int:
    """Do something in a process of its own, begun here; give its number."""
    child = os.fork()
    if child:
        return child
    try:
        act()
        os._exit(0)
    except BaseException:
        print_exc()
        os._exit(1)


def end(child: int) -> int:
    """Wait for a process; give its exit status, or the signal that killed it as a negative number."""
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def build(folder: Path, title: str, stop: str = "", exchange: str = "in one step") -> int:
    """Build a record in another process, which is killed at the step `stop`; give its exit status. `work/kept` is its ledger."""

    def act() -> None:
        if exchange == "in two steps":
            replacing._swap = lambda one, other: False
        steps.watch(lambda step: os.kill(os.getpid(), signal.SIGKILL) if step == stop else None)
        with hold(folder) as place:
            place.work.mkdir(parents=True, exist_ok=True)
            (place.work / "kept").write_text(title)
            prepare(msgspec.structs.replace(quarry(), title=title), place)
            place.publish()

    return end(apart(act))


@pytest.mark.parametrize("exchange", ["in one step", "in two steps"])
@pytest.mark.parametrize("older", [True, False], ids=["an older record", "no record yet"])
@pytest.mark.parametrize("stop", OF_THE_FOLDER)
def test_killed_at_any_step_there_is_a_whole_record_and_the_next_build_ends_well(
    stop: str, older: bool, exchange: str, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    if older:
        assert build(out, "old") == 0
    assert build(out, "new", stop, exchange) == -signal.SIGKILL
    if older:
        assert open_record(out).title in ("old", "new")
    assert build(out, "newest") == 0
    assert open_record(out).title == "newest"
    assert sorted(os.listdir(tmp_path)) == ["out"]
    assert sorted(os.listdir(out)) == ["record.html", "record.sqlite", "work"]


@pytest.mark.parametrize("exchange", ["in one step", "in two steps"])
@pytest.mark.parametrize("stop", OF_THE_FOLDER)
def test_killed_at_any_step_what_was_kept_is_not_lost(stop: str, exchange: str, tmp_path: Path) -> None:
    assert build(tmp_path / "out", "old") == 0
    build(tmp_path / "out", "new", stop, exchange)
    with hold(tmp_path / "out") as place:
        assert (place.work / "kept").read_text() == ("old" if stop == "record-held" else "new")


def test_a_new_record_takes_the_work_along(record: Record, tmp_path: Path) -> None:
    with hold(tmp_path / "out") as place:
        place.work.mkdir(parents=True)
        (place.work / "kept").write_text("kept")
        prepare(record, place)
        place.publish()
    write_record(msgspec.structs.replace(record, title="Another"), tmp_path / "out")
    assert open_record(tmp_path / "out").title == "Another"
    assert (tmp_path / "out" / "work" / "kept").read_text() == "kept"


def test_preparing_gives_the_digest_of_the_record_that_stands_afterwards(record: Record, tmp_path: Path) -> None:
    with hold(tmp_path / "out") as place:
        assert place.standing() is None
        digest = prepare(record, place)
        assert place.standing() is None
        place.publish()
        assert place.standing() == digest


def test_a_build_that_keeps_nothing_leaves_nothing(tmp_path: Path) -> None:
    with pytest.raises(KeyError), hold(tmp_path / "deep" / "out") as place:
        place.work.mkdir(parents=True)
        raise KeyError
    assert os.listdir(tmp_path) == []


def test_a_build_that_kept_something_can_be_gone_on_with(tmp_path: Path) -> None:
    with pytest.raises(KeyError), hold(tmp_path / "out") as place:
        place.work.mkdir(parents=True)
        (place.work / "kept").write_text("kept")
        raise KeyError
    assert os.listdir(tmp_path / "out") == ["work"]
    assert is_unfinished(tmp_path / "out")
    check_output(tmp_path / "out")
    with pytest.raises(NoRecord, match="unfinished build. Run the same build again"):
        open_record(tmp_path / "out")


def test_a_build_with_nothing_to_go_on_with_can_forget_its_work(tmp_path: Path) -> None:
    with hold(tmp_path / "out") as place:
        (place.work / "quarantine").mkdir(parents=True)
        (place.work / "quarantine" / "thing").write_text("thing")
        place.forget_work()
    assert os.listdir(tmp_path) == []


def test_what_somebody_put_beside_a_record_is_not_removed(record: Record, tmp_path: Path) -> None:
    (tmp_path / ".out.next").mkdir()
    (tmp_path / ".out.next" / "notes.txt").write_text("mine")
    with pytest.raises(OutputError, match="notes.txt, which would be lost"):
        write_record(record, tmp_path / "out")
    assert (tmp_path / ".out.next" / "notes.txt").read_text() == "mine"


@pytest.mark.parametrize("older", [True, False])
def test_when_the_folders_cannot_be_exchanged_record_and_work_stay(
    older: bool, record: Record, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if older:
        write_record(record, tmp_path / "out")

    def refuse(*_: object) -> bool:
        raise OSError(5, "Input/output error")

    monkeypatch.setattr(replacing, "_swap", refuse)
    with pytest.raises(OutputError, match="Input/output error"), hold(tmp_path / "out") as place:
        place.work.mkdir(parents=True)
        (place.work / "kept").write_text("kept")
        prepare(msgspec.structs.replace(record, title="Another"), place)
        place.publish()
    assert (tmp_path / "out" / "work" / "kept").read_text() == "kept"
    assert is_unfinished(tmp_path / "out") != older
    assert os.listdir(tmp_path) == ["out"]


def test_whoever_has_a_record_open_keeps_it_whole(record: Record, tmp_path: Path) -> None:
    write_record(record, tmp_path / "out")
    reader = sqlite3.connect(f"file:{tmp_path / 'out' / 'record.sqlite'}?mode=ro", uri=True)
    (before,) = reader.execute("SELECT title FROM provenance").fetchone()
    write_record(msgspec.structs.replace(record, title="Another"), tmp_path / "out")
    assert reader.execute("SELECT title FROM provenance").fetchone() == (before,)
    assert reader.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    reader.close()


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux exchanges two folders in one step")
def test_a_reader_never_sees_half_a_record(record: Record, tmp_path: Path) -> None:
    titles = [msgspec.structs.replace(record, title=f"title {number}") for number in range(2)]
    write_record(titles[0], tmp_path / "out")

    def keep_reading() -> None:
        for rounds in count(1):
            assert open_record(tmp_path / "out").title in ("title 0", "title 1")
            assert (tmp_path / "out" / "record.html").read_text(encoding="utf-8").rstrip().endswith("</html>")
            if rounds > 20 and (tmp_path / "stop").exists():
                return

    reader = apart(keep_reading)
    for number in range(100):
        write_record(titles[number % 2], tmp_path / "out")
    (tmp_path / "stop").touch()
    assert end(reader) == 0


def test_two_builds_of_one_record_at_once_are_refused_or_wait(tmp_path: Path) -> None:
    with hold(tmp_path / "out"):
        with pytest.raises(RecordBusy, match=rf"is being built by process {os.getpid()} \(since \d\d:\d\d\)") as caught:
            with hold(tmp_path / "out", wait=False):
                pass
        assert caught.value.exit_code == 4
        with hold(tmp_path / "another", wait=False):
            pass
    with hold(tmp_path / "out", wait=False):
        pass


WAITING = """
import sys
from onrecord.record import hold
with hold(sys.argv[1]):
    print("my turn", flush=True)
"""


def test_who_waits_says_for_whom_and_has_its_turn(tmp_path: Path) -> None:
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    with hold(tmp_path / "out"):
        waiting = [
            subprocess.Popen(
                [sys.executable, "-c", WAITING, str(tmp_path / "out")],
                env=environment,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                text=True,
            )
            for _ in range(2)
        ]
        for process in waiting:
            assert process.stderr is not None
            assert process.stderr.readline().startswith(f"onrecord: waiting for process {os.getpid()} (since ")
    for process in waiting:
        assert process.communicate(timeout=60) == ("my turn\n", "")
    assert os.listdir(tmp_path) == []


def test_the_lock_of_a_dead_process_is_in_nobodys_way(tmp_path: Path) -> None:
    (tmp_path / ".out.lock").write_text("999999\n")
    with hold(tmp_path / "out", wait=False):
        pass
    assert os.listdir(tmp_path) == []


def test_a_link_in_the_place_of_the_lock_does_not_lead_to_somebodys_file(tmp_path: Path) -> None:
    (tmp_path / "theirs.txt").write_text("theirs")
    (tmp_path / ".out.lock").symlink_to(tmp_path / "theirs.txt")
    with pytest.raises(OutputError, match=r"\.out\.lock"), hold(tmp_path / "out"):
        pass
    assert (tmp_path / "theirs.txt").read_text() == "theirs"


@pytest.mark.skipif(sys.platform != "linux", reason="asks Linux which file a handle belongs to")
def test_everything_is_on_the_disk_before_it_counts(
    record: Record, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    done: list[str] = []
    sync, swap, rename = os.fsync, replacing._swap, Path.rename

    def synced(handle: int) -> None:
        done.append(f"sync {Path(os.readlink(f'/proc/self/fd/{handle}')).relative_to(tmp_path)}")
        sync(handle)

    def exchanged(one: Path, other: Path) -> bool:
        done.append("exchange")
        return swap(one, other)

    def renamed(self: Path, target: Path) -> Path:
        done.append(f"rename {self.relative_to(tmp_path)}")
        return rename(self, target)

    write_record(record, tmp_path / "out")
    (tmp_path / "out" / "work").mkdir()
    monkeypatch.setattr(os, "fsync", synced)
    monkeypatch.setattr(replacing, "_swap", exchanged)
    monkeypatch.setattr(Path, "rename", renamed)
    write_record(record, tmp_path / "out")
    assert done == [
        "sync .out.next/record.html",
        "sync .out.next/record.sqlite",
        "sync .out.next",
        "sync .",
        "rename out/work",
        "sync .out.next",
        "exchange",
        "sync .",
    ]
