"""No stage takes the square of the text: on reports made to slow them, twice the text is at most 2.3 times the work.

Work is counted in lines of our code that run, which no busy machine can change; `python -m evaluation.growth` takes the times.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from types import FrameType
from typing import Any

import pytest
from evaluation import growth
from evaluation.growth import GOAL, GOOD, ODD, Course

import onrecord

# The characters of the smaller text, and the lines below which a stage's work at it tells nothing.
SIZE, LEAST_LINES = 3_000, 4_000


class Lines:
    """Counts the lines of our own code that run in each stage; stands in for the clock."""

    source = str(Path(onrecord.__file__).parent)

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}

    def __call__(self, stage: str, function: Callable[..., Any], *given: Any) -> Any:
        count = 0

        def line(frame: FrameType, event: str, argument: object) -> Any:
            nonlocal count
            count += 1
            return line

        def call(frame: FrameType, event: str, argument: object) -> Any:
            return line if frame.f_code.co_filename.startswith(self.source) else None

        before = sys.gettrace()
        sys.settrace(call)
        try:
            return function(*given)
        finally:
            sys.settrace(before)
            self.seconds[stage] = count


@pytest.fixture(scope="module", autouse=True)
def warm() -> None:
    """Load the models and read the vocabularies, which are not counted."""
    growth.analysis(GOOD[0])
    growth.reading(GOOD[0])


@pytest.mark.parametrize("text", ["opening marks, a word each", "bullets, each a line", "days in quotations", "bars"])
def test_reading_is_in_proportion_to_the_text(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    assert steeper(growth.reading, text, monkeypatch) == {}


@pytest.mark.parametrize("text", ["offices", "quotations, all different", "quotations, a speaker far before"])
def test_analysis_is_in_proportion_to_the_text(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    assert steeper(growth.analysis, text, monkeypatch) == {}


def steeper(run: Callable[[str], dict[str, float]], text: str, monkeypatch: pytest.MonkeyPatch) -> dict[str, float]:
    """Give the stages whose work grows faster than it may."""
    monkeypatch.setattr(growth, "_Clock", Lines)
    one, two = (run(ODD[text](size)) for size in (SIZE, 2 * SIZE))
    return {
        stage: two[stage] / one[stage] for stage in two if one[stage] > LEAST_LINES and two[stage] > GOAL * one[stage]
    }


def test_the_count_shows_work_that_grows_with_the_square() -> None:
    def alike(names: list[str]) -> bool:
        return any(one == other for one in names for other in names if one is not other)

    lines = Lines()
    lines.source = __file__
    for size in (100, 200):
        lines(str(size), alike, [str(number) for number in range(size)])
    assert lines.seconds["200"] / lines.seconds["100"] > 3.9


def test_growth_is_the_steepest_step_long_enough_to_judge() -> None:
    assert Course("bars", "blocks", (1, 2, 4), (0.1, 0.2, 0.5)).growth == 2.5
    assert Course("bars", "blocks", (1, 2, 4), (0.001, 0.002, 0.005)).growth is None


def test_odd_texts_are_about_as_long_as_asked() -> None:
    assert {name for name, made in ODD.items() if not 900 <= len(made(1_000)) <= 1_100} == set()
    assert len(set(ODD["words, all different"](1_000).split())) == 200
