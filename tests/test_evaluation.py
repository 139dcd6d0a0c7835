"""Floors hold what was reached: they stop a fall, only rise, and never meet other data."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from bench.stages import Stopwatch
from evaluation import run, variants
from evaluation.data import digest

FLOORS = {"data": "d1", "at_least": {"F1": 0.7}, "at_most": {"merged": 2}}


def test_a_measure_under_its_floor_is_a_failure() -> None:
    assert run.compare("variants", {"data": "d1", "at_least": {"F1": 0.69}, "at_most": {"merged": 2}}, FLOORS) == [
        "BELOW ITS FLOOR  variants F1: 0.690, floor 0.700"
    ]


def test_a_measure_over_its_ceiling_is_a_failure() -> None:
    assert run.compare("variants", {"data": "d1", "at_least": {"F1": 0.7}, "at_most": {"merged": 3}}, FLOORS) == [
        "OVER ITS CEILING  variants merged: 3.000, ceiling 2.000"
    ]


def test_measures_on_the_right_side_pass() -> None:
    assert run.compare("variants", {"data": "d1", "at_least": {"F1": 0.7}, "at_most": {"merged": 2}}, FLOORS) == []


def test_a_measure_that_has_a_floor_cannot_go_missing() -> None:
    assert run.compare("variants", {"data": "d1", "at_least": {"other": 1.0}, "at_most": {"merged": 0}}, FLOORS) == [
        "variants F1: has a floor and was not measured"
    ]


def test_other_data_is_never_compared() -> None:
    assert run.compare("variants", {"data": "d2", "at_least": {"F1": 0.9}}, FLOORS) == [
        "variants: the data is not what the floors were measured on"
    ]


@pytest.mark.parametrize(("reached", "floor"), [(0.805, 0.795), (0.705, 0.7), (0.2, 0.7)])
def test_a_floor_rises_to_a_point_under_what_was_reached_and_never_falls(reached: float, floor: float) -> None:
    assert run.lift({"data": "d1", "at_least": {"F1": reached}}, FLOORS)["at_least"] == {"F1": floor}


@pytest.mark.parametrize(("reached", "ceiling"), [(0, 0), (2, 2), (5, 2)])
def test_a_ceiling_never_rises(reached: int, ceiling: int) -> None:
    assert run.lift({"data": "d1", "at_most": {"merged": reached}}, FLOORS)["at_most"] == {"merged": ceiling}


def test_the_measures_are_taken_from_what_the_scorer_prints() -> None:
    score = (
        "recall all          78 of  113 = 0.690\nrecall clipped       5 of    9 = 0.556\ngroups wholly joined 17 of 34\n"
        "precision 73 of 87 = 0.839   F1 = 0.757   merged hard negatives = 3\n"
    )
    assert variants.measures(score) == {
        "at_least": {"recall": 78 / 113, "precision": 0.839, "F1": 0.757},
        "at_most": {"merged": 3.0},
    }


def test_without_the_data_the_evaluation_says_so_and_passes(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(run, "present", lambda: False)
    assert run.main(["--floors"]) == 0
    assert capsys.readouterr().out == "Evaluation skipped: the data folder shared is not beside the project.\n"


def test_an_evaluation_that_does_not_exist_is_not_passed_over(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit, match="2"):
        run.main(["variant"])
    assert "there is no evaluation of variant" in capsys.readouterr().err


def test_every_floor_belongs_to_an_evaluation() -> None:
    floors = json.loads(run.FLOORS.read_text(encoding="utf-8"))
    assert set(floors) <= set(run.STAGES)
    assert all(set(floor) == {"data", "at_least", "at_most"} for floor in floors.values())


def test_a_digest_depends_on_what_the_files_hold_and_not_on_their_order(tmp_path: Path) -> None:
    one, two = tmp_path / "one", tmp_path / "two"
    one.write_text("a")
    two.write_text("b")
    before = digest([one, two])
    assert digest([two, one]) == before
    two.write_text("c")
    assert digest([one, two]) != before


def test_a_stopwatch_counts_a_stage_inside_another_once(monkeypatch: pytest.MonkeyPatch) -> None:
    clock = iter(range(100))
    monkeypatch.setattr("bench.stages.process_time", lambda: float(next(clock)))
    watch = Stopwatch()
    inner = watch.timed("inner", lambda: iter([1, 2]))
    assert watch.timed("outer", lambda: list(inner()))() == [1, 2]
    assert dict(watch.seconds) == {"outer": 5.0, "inner": 4.0}
