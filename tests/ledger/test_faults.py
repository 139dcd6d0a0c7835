"""When the disk, the file or another process is in the way of the ledger: a sentence, never a traceback, and nothing kept is lost."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from onrecord.errors import OutputError
from onrecord.ledger import Kept, Ledger
from onrecord.model import Input, Report


def fill(work: Path, count: int = 40) -> None:
    with Ledger.open(work, "recipe") as ledger:
        file = ledger.begin("a", "/a", "digest").file
        ledger.keep({file: [one(number) for number in range(count)]})


def one(number: int, text: str = "") -> Kept:
    report = Report(id=f"id {number}", name=f"name {number}", text=text or f"The pier closed {number} times.")
    return Kept((number,), Input(f"a:{number}", "stored", report=report.id), report)


def test_what_is_no_database_is_set_aside_with_a_warning(tmp_path: Path) -> None:
    (tmp_path / "ledger.sqlite").write_bytes(b"something else altogether" * 100)
    with pytest.warns(UserWarning, match=r"set aside as ledger\.damaged"):
        ledger = Ledger.open(tmp_path, "recipe")
    assert ledger.accounting() == {}
    ledger.close()
    assert (tmp_path / "ledger.damaged").read_bytes().startswith(b"something else")


def test_damage_found_on_the_way_is_a_sentence_and_the_next_run_begins_anew(tmp_path: Path) -> None:
    fill(tmp_path, 400)
    database = tmp_path / "ledger.sqlite"
    whole = bytearray(database.read_bytes())
    whole[8192:-8192] = b"\xa5" * (len(whole) - 16384)
    database.write_bytes(whole)
    with pytest.warns(UserWarning, match="damaged"), pytest.raises(OutputError, match="is damaged") as caught:
        with Ledger.open(tmp_path, "recipe") as ledger:
            list(ledger.kept(1))
    assert caught.value.exit_code == 4
    assert "Run the same command again" in str(caught.value)
    fill(tmp_path)


def test_one_flipped_bit_in_a_report_is_noticed(tmp_path: Path) -> None:
    fill(tmp_path, 1)
    connection = sqlite3.connect(tmp_path / "ledger.sqlite")
    (report,) = connection.execute("SELECT report FROM items").fetchone()
    broken = bytearray(report)
    broken[len(broken) // 2] ^= 1
    connection.execute("UPDATE items SET report = ?", (bytes(broken),))
    connection.commit()
    connection.close()
    with pytest.warns(UserWarning, match="damaged"), pytest.raises(OutputError, match="is damaged"):
        with Ledger.open(tmp_path, "recipe") as ledger:
            list(ledger.kept(1))


def test_a_ledger_of_a_newer_program_is_not_touched(tmp_path: Path) -> None:
    fill(tmp_path)
    connection = sqlite3.connect(tmp_path / "ledger.sqlite")
    connection.execute("PRAGMA user_version = 99")
    connection.close()
    before = (tmp_path / "ledger.sqlite").read_bytes()
    with pytest.raises(OutputError, match="is a ledger of format 99"):
        Ledger.open(tmp_path, "recipe")
    assert (tmp_path / "ledger.sqlite").read_bytes() == before


def test_a_database_of_somebody_else_is_not_touched(tmp_path: Path) -> None:
    connection = sqlite3.connect(tmp_path / "ledger.sqlite")
    connection.execute("PRAGMA user_version = 3")
    connection.close()
    with pytest.raises(OutputError, match="a database of something else"):
        Ledger.open(tmp_path, "recipe")


@pytest.mark.parametrize("kind", ["folder", "link that leads nowhere"])
def test_what_is_no_file_at_all_is_a_sentence_that_says_what_to_do(kind: str, tmp_path: Path) -> None:
    ledger = tmp_path / "ledger.sqlite"
    ledger.mkdir() if kind == "folder" else ledger.symlink_to(tmp_path / "nowhere" / "ledger")
    with pytest.raises(OutputError, match=r"ledger\.sqlite is no file\. Move it away and run the same command again"):
        Ledger.open(tmp_path, "recipe")


def test_a_folder_that_cannot_be_made_is_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("mine")
    with pytest.raises(OutputError, match="Nothing that was kept before is lost"):
        Ledger.open(tmp_path / "file" / "work", "recipe")


def test_a_batch_is_kept_whole_or_not_at_all(tmp_path: Path) -> None:
    class Pulled(Exception):
        """Somebody pulled the plug."""

    def stop(step: str) -> None:
        if step == "items-written":
            raise Pulled

    from onrecord import steps

    with Ledger.open(tmp_path, "recipe") as ledger:
        file = ledger.begin("a", "/a", "digest").file
        steps.watch(stop)
        try:
            with pytest.raises(Pulled):
                ledger.keep({file: [one(0), one(1)]}, finished=[file])
        finally:
            steps.watch(None)
        assert list(ledger.kept(file)) == []
        ledger.keep({file: [one(0), one(1)]}, finished=[file])
        assert len(list(ledger.kept(file))) == 2


# A file size limit is a full disk that needs no superuser: writing past it fails like a full disk does.
FILLING = """
import resource, sys
from pathlib import Path
resource.setrlimit(resource.RLIMIT_FSIZE, (400_000, 400_000))
from onrecord.ledger import Ledger
from ledger.test_faults import one
from onrecord.errors import OutputError
import random
chance = random.Random(5)
with Ledger.open(Path(sys.argv[1]), "recipe") as ledger:
    file = ledger.begin("a", "/a", "digest").file
    for number in range(200):
        try:
            ledger.keep({file: [one(number, "%x" % chance.getrandbits(40_000))]})
        except OutputError as error:
            print("told:", error)
            break
        print("kept", number, flush=True)
"""


@pytest.mark.skipif(os.name != "posix", reason="needs limits of POSIX")
def test_when_the_disk_is_full_all_that_was_acknowledged_is_there_and_the_rest_can_follow(tmp_path: Path) -> None:
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    done = subprocess.run(
        [sys.executable, "-c", FILLING, str(tmp_path)],
        cwd=Path(__file__).parents[1],
        env=environment,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    *kept, told = done.stdout.splitlines()
    assert told.startswith("told:") and "run the same command again" in told, done.stdout + done.stderr
    assert len(kept) > 5
    with Ledger.open(tmp_path, "recipe") as ledger:
        begun = ledger.begin("a", "/a", "digest")
        assert begun.after == (len(kept) - 1,)
        assert len(list(ledger.kept(begun.file))) == len(kept)
        ledger.keep({begun.file: [one(len(kept))]}, finished=[begun.file])


WRITING = """
import sys
from pathlib import Path
from onrecord.ledger import Ledger
from ledger.test_faults import one
who, rounds = sys.argv[2], int(sys.argv[3])
with Ledger.open(Path(sys.argv[1]), "recipe") as ledger:
    file = ledger.begin(who, "/" + who, "digest").file
    for number in range(rounds):
        ledger.keep({file: [one(number)]})
        ledger.keep_analyses([(f"{who} {number}", b"found")])
"""


def write_at_once(work: Path, writers: int, rounds: int) -> list[str]:
    """Let several processes write into one ledger at once; give what they complained of."""
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    processes = [
        subprocess.Popen(
            [sys.executable, "-c", WRITING, str(work), f"writer {number}", str(rounds)],
            cwd=Path(__file__).parents[1],
            env=environment,
            stderr=subprocess.PIPE,
            text=True,
        )
        for number in range(writers)
    ]
    return [process.communicate(timeout=500)[1] for process in processes]


def test_four_writers_at_once_lose_nothing_and_are_never_told_that_it_is_locked(tmp_path: Path) -> None:
    assert write_at_once(tmp_path, 4, 50) == ["", "", "", ""]
    with Ledger.open(tmp_path, "recipe") as ledger:
        assert ledger.accounting() == {"duplicate": 150, "pending": 4, "stored": 50}
        keys = [f"writer {who} {number}" for who in range(4) for number in range(50)]
        assert len(ledger.known_analyses(keys)) == 200
