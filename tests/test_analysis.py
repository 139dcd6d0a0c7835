"""What is found in one report by itself: never searched for twice, and a report that kills its worker costs only itself."""

from __future__ import annotations

import gc
import os
import warnings
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest
from msgspec.structs import replace

import onrecord
from onrecord import analysis
from onrecord.analysis import NOT_ANALYSED, NOT_COVERED, Analysis, analyse_all, analysis_key, read_answer
from onrecord.build import WHY_NOT_ANALYSED
from onrecord.cli import run
from onrecord.errors import NOT_ALL_GOOD
from onrecord.language import Parsed
from onrecord.ledger import Ledger
from onrecord.model import Attribution, Block, Report, Span
from onrecord.workers import close_crews
from onrecord.workers.tasks import load_task
from tests.deadly import lies, truth

SAFE = "“The bridge is safe,” Ann Hale said.\n"

Found = list[tuple[Parsed, tuple[Attribution, ...]]]


def report(name: str = "a", text: str = SAFE) -> Report:
    return Report(id=f"id-{text}", name=name, text=text, language="en")


@pytest.fixture
def ledger() -> Iterator[Ledger]:
    with Ledger.open(None, "") as opened:
        yield opened


@pytest.fixture
def searched(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """Note down which reports are searched; nothing is found in them, and no model is loaded."""
    names: list[str] = []

    def noted(report: Report) -> Analysis:
        names.append(report.name)
        return Analysis((), (), (), (), (), ())

    monkeypatch.setattr(analysis, "analyse", noted)
    monkeypatch.setattr(analysis, "prepare", lambda: None)
    load_task.cache_clear()
    yield names
    load_task.cache_clear()


def search(ledger: Ledger | None, *reports: Report, workers: int = 0) -> Found:
    return list(analyse_all(reports, workers=workers, ledger=ledger))


def flags(found: Found) -> list[tuple[str, ...]]:
    return [parsed.report.flags for parsed, _ in found]


def test_what_was_searched_is_not_searched_again(ledger: Ledger, searched: list[str]) -> None:
    first = search(ledger, report())
    assert search(ledger, report(), report("b", "Another.")) == [*first, *search(ledger, report("b", "Another."))]
    assert searched == ["a", "b"]


def test_a_report_of_another_name_is_the_same_report(ledger: Ledger, searched: list[str]) -> None:
    search(ledger, report())
    [(parsed, _)] = search(ledger, report("a-2"))
    assert (parsed.report.name, searched) == ("a-2", ["a"])


@pytest.mark.parametrize("change", [{"language": None}, {"text": "Other words."}, {"flags": ("partial",)}])
def test_everything_but_its_name_makes_it_another(change: dict[str, object]) -> None:
    assert analysis_key(replace(report(), **change)) != analysis_key(report())
    assert analysis_key(replace(report(), name="other")) == analysis_key(report())


def test_a_language_that_is_not_covered_is_not_searched(ledger: Ledger, searched: list[str]) -> None:
    foreign = replace(report("f", "Die Brücke hält."), flags=(NOT_COVERED,))
    assert flags(search(ledger, foreign, report())) == [(NOT_COVERED,), ()]
    assert searched == ["a"]


def test_the_answers_come_in_the_order_of_the_reports(ledger: Ledger, searched: list[str]) -> None:
    search(ledger, report("c", "Third."))
    names = ["d", "c", "b", "a"]
    found = search(ledger, *(report(name, {"c": "Third."}.get(name, name)) for name in names))
    assert [parsed.report.name for parsed, _ in found] == names


def test_progress_ends_with_all(ledger: Ledger, searched: list[str]) -> None:
    search(ledger, report())
    told: list[tuple[str, int, int]] = []
    list(
        analyse_all(
            [report(), report("b", "B."), report("c", "C.")], lambda *step: told.append(step), workers=0, ledger=ledger
        )
    )
    assert told == [("reading reports", 2, 3), ("reading reports", 3, 3)]


def test_an_answer_that_went_missing_is_told(
    ledger: Ledger, searched: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ledger, "keep_analyses", lambda analyses: None)
    assert flags(search(ledger, report())) == [(NOT_ANALYSED,)]


def test_nothing_is_left_open_when_nobody_asks_for_the_rest(searched: list[str]) -> None:
    with warnings.catch_warnings(record=True) as told:
        warnings.simplefilter("always", ResourceWarning)
        next(iter(analyse_all([report(), report("b", "B.")], workers=0)))
        search(None, report())
        gc.collect()
    assert [one for one in told if issubclass(one.category, ResourceWarning)] == []


def test_what_is_too_long_to_search_whole_is_kept_under_the_name_that_the_record_knows(
    ledger: Ledger, searched: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(analysis, "first_part", lambda report: replace(report, flags=(*report.flags, "in-part")))
    assert flags(search(ledger, report())) == [("in-part",)]
    assert ledger.known_analyses([analysis_key(report())])


@pytest.fixture
def deadly(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    if os.name != "posix":
        pytest.skip("needs worker processes")
    monkeypatch.setattr(analysis, "TASK", "tests.deadly:work")
    yield
    close_crews()


def test_what_kills_its_worker_once_is_searched_again(deadly: None, ledger: Ledger, tmp_path: Path) -> None:
    assert flags(search(ledger, report("a", f"once {tmp_path / 'mark'} only"), workers=1)) == [()]


def test_an_answer_counts_though_its_worker_died_behind_it(deadly: None, ledger: Ledger) -> None:
    told: list[tuple[str, int, int]] = []
    found = list(analyse_all([report("a", "too late")], lambda *step: told.append(step), workers=1, ledger=ledger))
    assert (flags(found), told) == ([()], [("reading reports", 1, 1)])


EXAMPLE = Report(
    id="r", name="lying", text="a b c d", blocks=(Block(Span("r", 0, 7), "body", "because"),), language="en"
)


def test_what_is_true_of_a_report_is_believed() -> None:
    assert read_answer(msgspec.msgpack.encode(truth(EXAMPLE)), EXAMPLE) == truth(EXAMPLE)


@pytest.mark.parametrize("lie", lies(EXAMPLE))
def test_an_answer_that_is_not_in_the_form_costs_that_report_only(deadly: None, ledger: Ledger, lie: str) -> None:
    """(No lie here harms the process that tells it: it needs no other.)"""
    with pytest.warns(UserWarning, match="'lying' was not analysed"):
        found = search(ledger, report(), replace(EXAMPLE, text=f"lie {lie}"), report("b", "Another."))
    assert flags(found) == [(), (NOT_ANALYSED,), ()]
    assert len(ledger.known_analyses(analysis_key(parsed.report) for parsed, _ in found)) == 2


def test_a_worker_that_lies_is_believed_no_more(deadly: None, ledger: Ledger) -> None:
    with pytest.warns(
        UserWarning, match="'lying' was not analysed: 'what it answered is not in the agreed form: .* place'"
    ):
        found = search(ledger, report(), replace(EXAMPLE, text="lie words in disorder"), workers=1)
    assert flags(found) == [(), (NOT_ANALYSED,)]


@pytest.mark.parametrize(("text", "flag"), [("endless", ()), ("silent", (NOT_ANALYSED,))])
def test_one_answer_is_asked_for_not_more_and_not_less(
    deadly: None, ledger: Ledger, text: str, flag: tuple[str, ...]
) -> None:
    with warnings.catch_warnings(record=True) as told:
        warnings.simplefilter("always")
        assert flags(search(ledger, report("a", text), report("b"), workers=1)) == [flag, ()]
    assert [str(one.message) for one in told] == ["'a' was not analysed: 'there was no answer'"] * bool(flag)


def test_what_kills_its_worker_twice_is_stored_and_told(
    deadly: None, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    pile, out = tmp_path / "pile", tmp_path / "record"
    pile.mkdir()
    (pile / "deadly.txt").write_text("A deadly report came in today.\n", encoding="utf-8")
    (pile / "good.txt").write_text("A good report came in today.\n", encoding="utf-8")
    with pytest.warns(UserWarning, match="'deadly' was not analysed"):
        record = onrecord.build([pile], out=out, workers=2)
    assert {one.name: one.flags for one in record.reports}["deadly"][-1:] == (NOT_ANALYSED,)
    told = {one.locator: (one.state, one.reason, one.code) for one in record.inputs}
    assert told == {"pile/deadly.txt": ("stored", WHY_NOT_ANALYSED, NOT_ANALYSED), "pile/good.txt": ("stored", "", "")}
    with warnings.catch_warnings():
        warnings.simplefilter("always")
        assert run(["build", str(pile), "--out", str(out), "--quiet"]) == NOT_ALL_GOOD
    assert "'deadly' was not analysed" in capsys.readouterr().err


def test_the_next_build_tries_it_again_and_nothing_else(
    searched: list[str], deadly: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("deadly", "good"):
        (tmp_path / f"{name}.txt").write_text(f"A {name} report came in today.\n", encoding="utf-8")
    paths, out = [tmp_path / "deadly.txt", tmp_path / "good.txt"], tmp_path / "record"
    with pytest.warns(UserWarning, match="'deadly' was not analysed"):
        onrecord.build(paths, out=out, workers=1)
    monkeypatch.setattr(analysis, "TASK", "onrecord.analysis:work")
    record = onrecord.build(paths, out=out, workers=0)
    assert searched == ["deadly"]
    assert all(NOT_ANALYSED not in one.flags for one in record.reports)
    assert all(not one.lost for one in record.inputs)
