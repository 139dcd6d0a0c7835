"""The stages together: one report that a stage fails on costs the others nothing, and the order of files costs nobody anything."""

from __future__ import annotations

import sys
from pathlib import Path

import msgspec
import pytest

import onrecord
from onrecord import steps
from onrecord.analysis import NOT_ANALYSED
from onrecord.attributions import Found, find_attributions
from onrecord.build import WHY_NOT_ANALYSED
from onrecord.language import Parsed
from onrecord.manifest import ModelMissing
from onrecord.model import Attribution, Record
from onrecord.workers.tasks import load_task

SAFE = "“The bridge is safe,” Ann Hale said.\n\n“We looked at every bolt of it,” Bo Marsh told reporters on Monday.\n"
CURSED = (
    "“The bridge is cursed,” Cy Dent said.\n\n“We looked at every bolt of it,” Bo Marsh told reporters on Monday.\n"
)


@pytest.fixture
def pile(tmp_path: Path) -> list[Path]:
    paths = [tmp_path / "cursed.txt", tmp_path / "safe.txt"]
    for path, text in zip(paths, (CURSED, SAFE), strict=True):
        path.write_text(text, encoding="utf-8")
    return paths


@pytest.fixture
def faulty(monkeypatch: pytest.MonkeyPatch) -> None:
    """Make a stage fail on one of two reports."""

    def fail_on_curses(parsed: Parsed) -> Found:
        if "cursed" in parsed.report.text:
            raise IndexError("tuple index out of range")
        return find_attributions(parsed)

    monkeypatch.setattr(sys.modules["onrecord.analysis"], "find_attributions", fail_on_curses)


@pytest.fixture
def record(pile: list[Path], faulty: None) -> Record:
    with pytest.warns(UserWarning, match=r"'cursed' was not analysed: .*IndexError\('tuple index out of range'\)"):
        return onrecord.build(pile, workers=0)


def test_a_report_that_a_stage_fails_on_is_stored_without_attributions(record: Record) -> None:
    cursed, safe = record.reports
    assert (cursed.text, cursed.flags) == (CURSED, (NOT_ANALYSED,))
    assert {one.report for one in record.attributions} == {safe.id}


def test_the_reports_beside_it_lose_nothing(record: Record, pile: list[Path]) -> None:
    alone = onrecord.build(pile[1:])
    assert safe_attributions(record) == safe_attributions(alone)
    assert safe_attributions(alone)


def safe_attributions(record: Record) -> list[Attribution]:
    safe = next(report for report in record.reports if report.name == "safe")
    return [one for one in record.attributions if one.report == safe.id]


def test_a_person_is_told_why_it_is_empty(record: Record) -> None:
    reasons = {Path(one.locator).name: (one.state, one.reason, one.code) for one in record.inputs}
    assert reasons == {"cursed.txt": ("stored", WHY_NOT_ANALYSED, NOT_ANALYSED), "safe.txt": ("stored", "", "")}


def test_such_a_record_can_be_written_and_opened(record: Record, tmp_path: Path) -> None:
    assert onrecord.open_record(onrecord.write_record(record, tmp_path / "record")) == record


def test_a_list_of_attributions_goes_on_behind_such_a_report(pile: list[Path], faulty: None) -> None:
    with pytest.warns(UserWarning, match="'cursed' was not analysed"):
        found = {report.name: len(attributions) for report, attributions in onrecord.attributions(pile, workers=0)}
    assert found == {"cursed": 0, "safe": 2}


def test_a_missing_language_model_is_no_fault_of_a_report(pile: list[Path], monkeypatch: pytest.MonkeyPatch) -> None:
    def missing() -> None:
        raise ModelMissing("the language model is not installed")

    monkeypatch.setattr(sys.modules["onrecord.analysis"], "pipeline", missing)
    load_task.cache_clear()
    with pytest.raises(onrecord.OnRecordError, match="not installed"):
        onrecord.build(pile, workers=0)


def test_the_order_of_the_files_does_not_change_the_record(pile: list[Path]) -> None:
    one, other = onrecord.build(pile), onrecord.build(pile[::-1])
    assert msgspec.json.encode(one) == msgspec.json.encode(other)


def test_a_command_that_was_mistyped_takes_nothing_away(pile: list[Path], tmp_path: Path) -> None:
    out, ledger = tmp_path / "record", tmp_path / "record" / "work" / "ledger.sqlite"

    def stop(stage: str, done: int, of: int) -> None:
        if stage != "reading files":
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        onrecord.build(pile, stop, out=out, workers=0)
    kept = ledger.read_bytes()
    with pytest.raises(onrecord.OnRecordError, match="No report could be read"):
        onrecord.build([tmp_path / "mistyped"], out=out, workers=0)
    assert len(ledger.read_bytes()) >= len(kept)


def test_a_first_command_that_was_mistyped_leaves_nothing_behind(tmp_path: Path) -> None:
    with pytest.raises(onrecord.OnRecordError, match="No report could be read"):
        onrecord.build([tmp_path / "mistyped"], out=tmp_path / "record", workers=0)
    assert list(tmp_path.iterdir()) == []


def test_whoever_stops_before_anything_was_seen_is_not_told_of_nothing(
    pile: list[Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(sys.modules["onrecord.read.reading"], "_digest", stop)
    with pytest.raises(KeyboardInterrupt) as stopped:
        onrecord.build(pile, out=tmp_path / "record", workers=0)
    assert not getattr(stopped.value, "__notes__", [])


MORE = "The quay stays shut until every bolt of it has been tested, the council said on Friday.\n"


class Killed(BaseException):
    """The process is gone: no clause of the program is asked."""


def killed_at(step: str, paths: list[Path], out: Path, add: bool = False) -> None:
    """Build, and be cut short when a step is reached for the first time."""

    def reached(name: str) -> None:
        if name == step:
            raise Killed

    steps.watch(reached)
    try:
        with pytest.raises(Killed):
            onrecord.build(paths, out=out, workers=0, add=add)
    finally:
        steps.watch(None)


@pytest.fixture
def more(tmp_path: Path) -> Path:
    path = tmp_path / "more.txt"
    path.write_text(MORE, encoding="utf-8")
    return path


def names(record: Record) -> list[str]:
    return sorted(report.name for report in record.reports)


@pytest.mark.parametrize("step", ["asked-kept", "file-written", "items-written", "analyses-written", "members-kept"])
def test_what_is_added_before_the_first_record_stands_joins_what_that_was_to_be_made_of(
    step: str, pile: list[Path], more: Path, tmp_path: Path
) -> None:
    killed_at(step, pile, tmp_path / "record")
    record = onrecord.build([more], out=tmp_path / "record", workers=0, add=True)
    assert record == onrecord.build([*pile, more], workers=0)


def test_what_was_stopped_twice_is_not_forgotten_either(pile: list[Path], more: Path, tmp_path: Path) -> None:
    killed_at("items-kept", pile, tmp_path / "record")
    killed_at("asked-kept", [more], tmp_path / "record", add=True)
    last = tmp_path / "last.txt"
    last.write_text(f"Reopened.\n\n{MORE}", encoding="utf-8")
    record = onrecord.build([last], out=tmp_path / "record", workers=0, add=True)
    assert names(record) == ["cursed", "last", "more", "safe"]


def test_a_mistyped_command_in_between_does_not_make_a_stopped_build_forgotten(
    pile: list[Path], more: Path, tmp_path: Path
) -> None:
    killed_at("items-kept", pile, tmp_path / "record")
    with pytest.raises(onrecord.OnRecordError, match="No report could be read"):
        onrecord.build([tmp_path / "mistyped"], out=tmp_path / "record", workers=0)
    record = onrecord.build([more], out=tmp_path / "record", workers=0, add=True)
    assert names(record) == ["cursed", "more", "safe"]


def test_a_stopped_build_without_add_is_replaced_by_the_next_one_without_add(
    pile: list[Path], more: Path, tmp_path: Path
) -> None:
    killed_at("items-kept", pile, tmp_path / "record")
    assert names(onrecord.build([more], out=tmp_path / "record", workers=0)) == ["more"]


@pytest.mark.parametrize("add", [True, False])
def test_when_a_record_stands_what_a_stopped_build_leaves_out_is_said_once(
    add: bool, pile: list[Path], more: Path, tmp_path: Path
) -> None:
    out = tmp_path / "record"
    onrecord.build(pile[:1], out=out, workers=0)
    killed_at("items-kept", pile[1:], out, add=add)
    told = r"stopped before its reports were in this record: safe\.txt\. Name them again, with --add"
    with pytest.warns(UserWarning, match=told):
        record = onrecord.build([more], out=out, workers=0, add=True)
    assert names(record) == ["cursed", "more"]
    assert names(onrecord.build(pile[1:], out=out, workers=0, add=True)) == ["cursed", "more", "safe"]


def test_the_same_command_again_is_told_of_nothing(pile: list[Path], tmp_path: Path) -> None:
    onrecord.build(pile[:1], out=tmp_path / "record", workers=0)
    killed_at("items-kept", pile[1:], tmp_path / "record", add=True)
    assert names(onrecord.build(pile[1:], out=tmp_path / "record", workers=0, add=True)) == ["cursed", "safe"]


def test_what_was_never_there_is_said_not_to_be_there(pile: list[Path], more: Path, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    asked = [*pile, tmp_path / "mistyped.txt", tmp_path / "empty"]
    killed_at("asked-kept", asked, tmp_path / "record")
    record = onrecord.build([more], out=tmp_path / "record", workers=0, add=True)
    assert record == onrecord.build([*asked, more], workers=0)


def test_a_file_that_was_moved_is_not_said_to_be_left_out(pile: list[Path], tmp_path: Path) -> None:
    onrecord.build(pile, out=tmp_path / "record", workers=0)
    (tmp_path / "elsewhere").mkdir()
    moved = pile[0].rename(tmp_path / "elsewhere" / "cursed.txt")
    assert names(onrecord.build([moved], out=tmp_path / "record", workers=0, add=True)) == ["cursed", "safe"]


def test_a_file_that_is_named_by_its_folder_is_not_said_to_be_left_out(pile: list[Path], tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    inside = pile[1].rename(tmp_path / "folder" / "safe.txt")
    onrecord.build(pile[:1], out=tmp_path / "record", workers=0)
    killed_at("items-kept", [inside], tmp_path / "record", add=True)
    assert names(onrecord.build([inside.parent], out=tmp_path / "record", workers=0, add=True)) == ["cursed", "safe"]


def test_a_build_that_was_stopped_before_it_had_noted_anything_is_said(
    pile: list[Path], more: Path, tmp_path: Path
) -> None:
    killed_at("recipe-kept", pile, tmp_path / "record")
    with pytest.warns(UserWarning, match="it had not yet noted which"):
        onrecord.build([more], out=tmp_path / "record", workers=0, add=True)


def test_a_record_whose_database_was_deleted_is_added_to_from_its_ledger(
    pile: list[Path], more: Path, tmp_path: Path
) -> None:
    onrecord.build(pile, out=tmp_path / "record", workers=0)
    (tmp_path / "record" / "record.sqlite").unlink()
    record = onrecord.build([more], out=tmp_path / "record", workers=0, add=True)
    assert record == onrecord.build([*pile, more], workers=0)
