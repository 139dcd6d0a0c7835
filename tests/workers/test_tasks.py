"""Tasks by their names, and errors in a line."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as some

from onrecord.workers.tasks import LONGEST_DETAIL, cause_of, cut, described, load_task, messages, printable
from tests.workers import tasks


def test_a_task_is_found_by_its_name_and_made_ready_once() -> None:
    before = len(tasks.LOADED)
    for _ in range(3):
        assert load_task("tests.workers.tasks:work:prepare") is tasks.work
    assert len(tasks.LOADED) == before + 1


def test_what_a_task_gives_must_be_bytes() -> None:
    def work(job: bytes) -> Iterator[bytes]:
        yield job
        yield "text"  # type: ignore[misc]

    given_so_far = messages(work, b"job")
    assert next(given_so_far) == b"job"
    with pytest.raises(TypeError, match="a task yields bytes, not str"):
        next(given_so_far)


@pytest.mark.parametrize(
    ("error", "cause"), [(MemoryError(), "memory"), (ValueError(), "fault"), (SystemExit(), "fault")]
)
def test_an_error_has_a_cause(error: BaseException, cause: str) -> None:
    assert cause_of(error) == cause


@given(some.text())
def test_an_error_is_told_in_a_line_that_cannot_drive_a_terminal(text: str) -> None:
    told = described(ValueError(text))
    assert told.isprintable()
    assert len(told) <= LONGEST_DETAIL


@given(some.text())
def test_what_is_printed_is_printable(text: str) -> None:
    assert printable(text).isprintable()
    assert all(sign in text or not sign.isalpha() or sign.isascii() for sign in printable(text))


def test_a_long_text_is_cut() -> None:
    assert cut("x" * LONGEST_DETAIL) == "x" * LONGEST_DETAIL
    assert cut("x" * 10_000) == "x" * (LONGEST_DETAIL - 1) + "…"
