"""The disks of the harnesses: what is said to be on one is there, and a failing one fails SQLite too."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from random import Random

from evaluation.power import disks
from evaluation.seen_disk import Durable, Moment, Seen

ROOT = Path(__file__).resolve().parents[1]

# A folder `.` (0) in which the folder `a` (1) stands; in it the file `f` (2), or beside it (3).
TOP, FOLDER, FILE = 0, 1, 2


def durable(*moments: Moment) -> Durable:
    made = Durable(Moment({TOP: {}}, {}))
    for moment in moments:
        made.follow(moment)
    return made


def test_bytes_last_as_they_were_when_they_were_synced() -> None:
    there = {TOP: {"f": FILE}}
    made = durable(Moment(there, {FILE: "one"}, synced=FILE), Moment(there, {FILE: "two"}, step="later"))
    assert made.files == {FILE: "one"}


def test_a_name_lasts_only_when_its_folder_is_synced() -> None:
    there = {TOP: {"a": FOLDER}, FOLDER: {"f": FILE}}
    inner = durable(Moment(there, {FILE: "one"}, synced=FOLDER))
    assert (inner.folders[TOP], inner.folders[FOLDER]) == ({}, {"f": FILE})
    outer = durable(Moment(there, {FILE: "one"}, synced=TOP))
    assert (outer.folders[TOP], outer.folders.get(FOLDER)) == ({"a": FOLDER}, None)


def test_a_rename_is_done_or_not_done_whichever_folder_is_synced() -> None:
    before = {TOP: {"a": FOLDER, "f": FILE}, FOLDER: {}}
    after = {TOP: {"a": FOLDER}, FOLDER: {"f": FILE}}
    for synced in (TOP, FOLDER):
        made = durable(Moment(before, {FILE: "one"}, synced=TOP), Moment(after, {FILE: "one"}, synced=synced))
        assert (made.folders[TOP], made.folders[FOLDER]) == ({"a": FOLDER}, {"f": FILE})


def test_every_loss_that_the_power_may_cause_is_tried() -> None:
    there = {TOP: {"f": FILE}}
    seen = Seen(
        [Moment({TOP: {}}, {}), Moment(there, {FILE: "d"}, synced=FILE), Moment(there, {FILE: "d"})], {"d": b"bytes"}
    )
    trees = [dict(disk.tree) for disk in disks(seen, Random(1))]
    assert {} in trees and {"f": b""} in trees and {"f": b"bytes"} in trees


COUNTING = """
import sqlite3, sys
from evaluation.faults import FailingDisk
disk = FailingDisk()
connection = sqlite3.connect(sys.argv[1], isolation_level=None)
connection.execute(f"PRAGMA synchronous = {sys.argv[2]}")
connection.execute("CREATE TABLE thing (name)")
print(disk.count)
"""


def test_a_sync_by_sqlite_is_refused_like_everything_else(tmp_path: Path) -> None:
    def operations(synchronous: str) -> int:
        command = [sys.executable, "-c", COUNTING, str(tmp_path / synchronous), synchronous]
        return int(subprocess.run(command, cwd=ROOT, capture_output=True, check=True, timeout=60).stdout)

    assert operations("FULL") > operations("OFF") > 0
