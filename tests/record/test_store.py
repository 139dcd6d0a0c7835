"""The record folder: what goes in comes out, the same bytes every time, replaced whole or not at all."""

from __future__ import annotations

import hashlib
import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import msgspec
import pytest

from onrecord.errors import OutputError
from onrecord.model import Record
from onrecord.record import replace, store
from onrecord.record.export import export
from onrecord.record.store import NoRecord, check_output, is_record, open_record, write_record
from onrecord.record.tables import TABLES


def everything(folder: Path) -> dict[str, bytes]:
    """All that lies in and beside a folder."""
    return {
        str(path.relative_to(folder.parent)): path.read_bytes()
        for path in sorted(folder.parent.rglob("*"))
        if path.is_file()
    }


def test_a_record_comes_back_as_it_was(record: Record, tmp_path: Path) -> None:
    write_record(record, tmp_path / "out")
    assert open_record(tmp_path / "out") == record
    assert open_record(tmp_path / "out" / "record.sqlite") == record


def test_the_folder_holds_the_database_and_the_page(record: Record, tmp_path: Path) -> None:
    write_record(record, tmp_path / "deep" / "out")
    assert sorted(os.listdir(tmp_path / "deep")) == ["out"]
    assert sorted(os.listdir(tmp_path / "deep" / "out")) == ["record.html", "record.sqlite"]


def test_the_same_record_gives_the_same_bytes(record: Record, tmp_path: Path) -> None:
    for name in ("one", "two"):
        write_record(record, tmp_path / name)
    for file in ("record.sqlite", "record.html"):
        assert (tmp_path / "one" / file).read_bytes() == (tmp_path / "two" / file).read_bytes()


def test_neither_hash_seed_nor_locale_nor_clock_changes_a_byte(tmp_path: Path) -> None:
    digests = set()
    for seed, zone in (("0", "UTC"), ("1", "Asia/Tokyo"), ("4242", "America/Lima")):
        environment = {
            **os.environ,
            "PYTHONHASHSEED": seed,
            "TZ": zone,
            "LC_ALL": "C",
            "PYTHONPATH": os.pathsep.join(sys.path),
        }
        imports = "from record.desk import quarry; from onrecord.record import write_record"
        script = f"{imports}; write_record(quarry(), {str(tmp_path / seed)!r})"
        subprocess.run([sys.executable, "-c", script], env=environment, cwd=Path(__file__).parents[1], check=True)
        digests.add(
            tuple(
                hashlib.sha256((tmp_path / seed / file).read_bytes()).hexdigest()
                for file in ("record.sqlite", "record.html")
            )
        )
    assert len(digests) == 1


def test_every_table_is_in_the_database_with_its_documented_columns(record: Record, tmp_path: Path) -> None:
    database = sqlite3.connect(write_record(record, tmp_path / "out") / "record.sqlite")
    for table in TABLES:
        found = [name for _, name, *_ in database.execute(f"PRAGMA table_info({table.name})")]
        assert found == [column.name for column in table.columns]
        (count,) = database.execute(f"SELECT count(*) FROM {table.name}").fetchone()
        assert count == len(list(export(record, table.name)))
    database.close()


def test_the_database_says_that_it_is_a_record(record: Record, tmp_path: Path) -> None:
    database = sqlite3.connect(write_record(record, tmp_path / "out") / "record.sqlite")
    assert database.execute("PRAGMA application_id").fetchone() == (0x4F6E5265,)
    assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    database.close()


def test_an_older_record_is_replaced_whole(record: Record, tmp_path: Path) -> None:
    write_record(record, tmp_path / "out")
    write_record(msgspec.structs.replace(record, title="Another"), tmp_path / "out")
    assert open_record(tmp_path / "out").title == "Another"
    assert sorted(os.listdir(tmp_path)) == ["out"]


def test_where_the_system_cannot_swap_folders_the_old_one_steps_aside(
    record: Record, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(replace, "_swap", lambda one, other: False)
    for title in ("one", "two"):
        write_record(msgspec.structs.replace(record, title=title), tmp_path / "out")
    assert open_record(tmp_path / "out").title == "two"
    assert sorted(os.listdir(tmp_path)) == ["out"]


@pytest.mark.parametrize(
    "failing", ["store._write_database", "store.write_page", "folder.settle", "store.digest_of", "folder.put_in_place"]
)
@pytest.mark.parametrize("older", [True, False])
def test_when_the_disk_is_full_the_older_record_stays_and_nothing_is_left_behind(
    failing: str, older: bool, record: Record, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if older:
        write_record(record, tmp_path / "out")
    before = everything(tmp_path / "out")

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(f"onrecord.record.{failing}", full)
    with pytest.raises(OutputError, match="No space left on device") as caught:
        write_record(msgspec.structs.replace(record, title="Another"), tmp_path / "out")
    assert caught.value.exit_code == 4
    assert everything(tmp_path / "out") == before
    assert sorted(os.listdir(tmp_path)) == (["out"] if older else [])


def test_when_the_last_rename_fails_the_older_record_stays(
    record: Record, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_record(record, tmp_path / "out")
    before = everything(tmp_path / "out")

    def fail(self: Path, target: Path) -> Path:
        if self.name.startswith(".out.next"):
            raise OSError(5, "Input/output error")
        os.rename(self, target)
        return target

    monkeypatch.setattr(replace, "_swap", lambda one, other: False)
    monkeypatch.setattr(Path, "rename", fail)
    with pytest.raises(OutputError):
        write_record(msgspec.structs.replace(record, title="Another"), tmp_path / "out")
    assert everything(tmp_path / "out") == before


def test_an_interrupt_leaves_nothing_behind(record: Record, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def stop(_: Record) -> str:
        raise KeyboardInterrupt

    monkeypatch.setattr(store, "write_page", stop)
    with pytest.raises(KeyboardInterrupt):
        write_record(record, tmp_path / "deep" / "out")
    assert os.listdir(tmp_path) == []


def test_an_empty_folder_is_a_fine_place(record: Record, tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    write_record(record, tmp_path / "out")
    assert is_record(tmp_path / "out")


def test_a_file_or_a_folder_with_other_things_is_refused(record: Record, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("mine")
    (tmp_path / "folder").mkdir()
    (tmp_path / "folder" / "notes.txt").write_text("mine")
    (tmp_path / "database").mkdir()
    sqlite3.connect(tmp_path / "database" / "record.sqlite").execute("CREATE TABLE mine (a)").connection.close()
    for name in ("file", "folder", "database"):
        before = everything(tmp_path / name)
        with pytest.raises(NoRecord, match=name) as caught:
            write_record(record, tmp_path / name)
        assert caught.value.exit_code == 2
        assert everything(tmp_path / name) == before


def test_the_folder_one_stands_in_is_not_replaced(
    record: Record, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "here" / "below").mkdir(parents=True)
    monkeypatch.chdir(tmp_path / "here" / "below")
    for place in (".", "..", tmp_path / "here"):
        with pytest.raises(NoRecord, match="the folder you are in"):
            write_record(record, place)


def test_a_place_where_a_disk_is_mounted_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "volume").mkdir()
    monkeypatch.setattr(Path, "is_mount", lambda self: self.name == "volume")
    with pytest.raises(NoRecord, match="where a disk is mounted and cannot be replaced whole"):
        check_output(tmp_path / "volume")
    check_output(tmp_path / "volume" / "record")


def test_a_place_below_a_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("mine")
    with pytest.raises(NoRecord, match="is a file, so no record can be put into it"):
        check_output(tmp_path / "file" / "out")


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="the superuser may write anywhere")
def test_a_place_where_nothing_may_be_written_is_refused(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    with pytest.raises(OutputError, match="Nothing may be written"):
        check_output(tmp_path / "out")


def test_a_record_with_somebodys_notes_in_it_is_not_replaced(record: Record, tmp_path: Path) -> None:
    write_record(record, tmp_path / "out")
    (tmp_path / "out" / "notes.txt").write_text("mine")
    with pytest.raises(NoRecord, match="notes.txt"):
        check_output(tmp_path / "out")


def test_what_is_no_record_or_is_damaged_is_refused_with_a_sentence(record: Record, tmp_path: Path) -> None:
    (tmp_path / "text.sqlite").write_text("not a database")
    for path in (tmp_path / "nowhere", tmp_path, tmp_path / "text.sqlite"):
        with pytest.raises(NoRecord, match="is not a record"):
            open_record(path)
    database = write_record(record, tmp_path / "out") / "record.sqlite"
    connection = sqlite3.connect(database)
    connection.execute("DELETE FROM whole WHERE noun = 'title'")
    connection.commit()
    connection.close()
    with pytest.raises(NoRecord, match="damaged"):
        open_record(database)


@pytest.mark.parametrize("damage", [b"", b"not a database"])
def test_a_damaged_record_with_its_ledger_is_not_replaced_but_the_way_out_is_told(
    damage: bytes, tmp_path: Path
) -> None:
    (tmp_path / "out" / "work").mkdir(parents=True)
    (tmp_path / "out" / "work" / "ledger.sqlite").touch()
    (tmp_path / "out" / "record.sqlite").write_bytes(damage)
    with pytest.raises(NoRecord, match=r"record\.sqlite is damaged or cannot be read\. Move it away"):
        check_output(tmp_path / "out")
    (tmp_path / "out" / "record.sqlite").unlink()
    check_output(tmp_path / "out")


def test_a_record_of_another_format_is_refused(record: Record, tmp_path: Path) -> None:
    database = write_record(record, tmp_path / "out") / "record.sqlite"
    connection = sqlite3.connect(database)
    connection.execute("PRAGMA user_version = 99")
    connection.commit()
    connection.close()
    with pytest.raises(NoRecord, match="format 99"):
        open_record(database)
