"""A worker in the hands of its file may say what it likes: nothing comes in but what is in the form, and no other file is harmed."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as some
from tests.read.lying import FLOODS, GOOD, GOOD_PLACE, LIES, NO_MESSAGES, REPORT, stored

from onrecord.ledger import Ledger
from onrecord.read import reading, supervision
from onrecord.read.form import check_told, check_turn
from onrecord.read.reading import Reading, gather, read, settle
from onrecord.read.task import NotInForm, Told, decode_message
from onrecord.workers import Limits, close_crews

pytestmark = pytest.mark.skipif(os.name != "posix", reason="needs worker processes")


@pytest.fixture(scope="module", autouse=True)
def lying() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(reading, "TASK", "tests.read.lying:work")
        patch.setattr(reading, "LIMITS", Limits(seconds=2.0, silence=5.0))
        yield
    close_crews()


def states(result: Reading) -> list[tuple[str, str, str]]:
    return [(one.locator, one.state, one.code) for one in result.inputs]


def beside(folder: Path, lie: str, workers: int = 0) -> Reading:
    """Read a file that lies between two good files. (No lie here harms the process that tells it.)"""
    for name, text in (("a.txt", "The mayor said no."), ("b.txt", f"lie {lie}"), (GOOD_PLACE, GOOD)):
        (folder / name).write_text(text, encoding="utf-8")
    return read([folder / name for name in ("a.txt", "b.txt", GOOD_PLACE)], workers=workers)


@pytest.mark.parametrize("lie", [*LIES, *NO_MESSAGES])
def test_what_is_not_in_the_form_costs_the_file_that_it_is_said_of(tmp_path: Path, lie: str) -> None:
    result = beside(tmp_path, lie)
    told = states(result)
    assert (told[0], told[-1]) == (("a.txt", "stored", ""), (GOOD_PLACE, "stored", ""))
    assert told[-2] == ("b.txt", "quarantined", "fault")
    assert {report.text for report in result.reports} == {"The mayor said no.", GOOD}
    assert all(one[0] == "b.txt" for one in told[1:-1])


def test_worker_processes_are_believed_no_more(tmp_path: Path) -> None:
    told = states(beside(tmp_path, "a span that leaves the text", workers=2))
    assert told == [("a.txt", "stored", ""), ("b.txt", "quarantined", "fault"), (GOOD_PLACE, "stored", "")]


def test_what_is_said_after_the_end_is_not_heard() -> None:
    with pytest.raises(NotInForm, match="more after the end"):
        check_turn(stored(REPORT), (), [])


@pytest.mark.parametrize("flood", FLOODS)
def test_a_flood_comes_to_its_end(tmp_path: Path, flood: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(supervision, "MOST_TOLD", 1 << 18)
    monkeypatch.setattr(supervision, "MOST_AT_ONCE", 1_000)
    told = states(beside(tmp_path, flood))
    assert (told[0], told[-1]) == (("a.txt", "stored", ""), (GOOD_PLACE, "stored", ""))
    assert told[-2] == ("b.txt", "quarantined", "fault")
    assert Counter(state for _, state, _ in told)["rejected"] < 2_000


def test_what_is_true_comes_in() -> None:
    check_told(stored(REPORT), "b.txt", {})


def test_the_ledger_keeps_nothing_that_cannot_be_read_again(tmp_path: Path) -> None:
    (tmp_path / "b.txt").write_text("lie a span that leaves the text", encoding="utf-8")
    files: list[int] = []
    with Ledger.open(tmp_path / "work", "") as ledger:
        gather([tmp_path / "b.txt"], ledger, files, workers=0)
        assert states(settle(ledger, files)) == [("b.txt", "quarantined", "fault")]


TRUE = msgspec.msgpack.encode(stored(REPORT))


@given(some.integers(0, len(TRUE) - 1), some.binary(min_size=1, max_size=6))
def test_altered_bytes_are_a_message_or_are_refused(place: int, bytes_: bytes) -> None:
    try:
        message = decode_message(TRUE[:place] + bytes_ + TRUE[place + len(bytes_) :])
        if isinstance(message, Told):
            check_told(message, "b.txt", {})
    except NotInForm:
        return
    assert isinstance(message, Told) and message.report and message.report.text == REPORT.text
