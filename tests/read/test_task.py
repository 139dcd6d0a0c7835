"""One file in a process of its own: what was told of it stands, whatever becomes of the file in the middle of reading."""

from __future__ import annotations

import errno
import io
import os
from pathlib import Path

import pytest

from onrecord.read.opening import Key, Plan
from onrecord.read.source import Asked
from onrecord.read.task import ClosedAt, Job, Told, read_file, stamp_of

LINES = "\n".join(f'{{"text": "The pilot said {number}."}}' for number in range(5))
FAILS_AT = 40  # in the second line


def told(path: Path, after: Key | None = None) -> list[tuple[Key, str, str]]:
    job = Job(str(path), path.name, Asked(), Plan(after=after))
    return [(one.key, one.input.state, one.input.code) for one in read_file(job) if isinstance(one, Told)]


class BadDisk(io.FileIO):
    """A file whose later part cannot be read."""

    def read(self, size: int | None = -1, /) -> bytes:
        if self.tell() >= FAILS_AT:
            raise OSError(errno.EIO, os.strerror(errno.EIO))
        return super().read(FAILS_AT if size is None or size < 0 else min(size, FAILS_AT))


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "a.jsonl"
    path.write_text(LINES, encoding="utf-8")
    return path


def test_every_thing_has_a_place_of_its_own(file: Path) -> None:
    assert told(file) == [((number,), "stored", "") for number in range(5)]


def test_a_file_that_is_gone_when_it_is_gone_on_with_keeps_what_it_gave(tmp_path: Path) -> None:
    assert told(tmp_path / "gone", after=(3, 1)) == [((4,), "rejected", "unreadable")]


def test_nothing_more_is_told_of_a_file_that_was_told_to_its_end(tmp_path: Path) -> None:
    assert told(tmp_path / "gone", after=()) == []


def test_a_disk_that_fails_in_the_middle_does_not_take_back_what_came_before(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from onrecord.read import source

    monkeypatch.setattr(source, "SAMPLE", FAILS_AT - 10)
    monkeypatch.setattr(os, "fdopen", lambda descriptor, mode: BadDisk(descriptor, mode))
    places = [place for place, _, _ in told(file)]
    assert places == sorted(set(places)) and len(places) > 1
    assert told(file)[-1][2] == "unreadable"


def test_bytes_that_came_after_the_digest_are_not_taken_for_those_before(file: Path) -> None:
    with open(file, "rb") as opened:
        job = Job(str(file), file.name, Asked(), stamp=stamp_of(opened))
    assert len(list(read_file(job))) == len(list(read_file(Job(str(file), file.name, Asked()))))
    file.write_text(LINES + "\n", encoding="utf-8")
    [one, end] = read_file(job)
    assert isinstance(one, Told) and (one.input.state, one.input.code) == ("rejected", "changed")
    assert end == ClosedAt(())


def test_a_file_that_changes_while_it_is_read_keeps_what_it_gave_and_says_so(file: Path) -> None:
    with open(file, "rb") as opened:
        job = Job(str(file), file.name, Asked(), stamp=stamp_of(opened))
    codes: list[str] = []
    for one in read_file(job):
        if isinstance(one, Told):
            codes.append(one.input.code)
            file.write_text(LINES + "\n" * len(codes), encoding="utf-8")
    assert codes == [""] * 5 + ["changed"]


def test_the_last_word_on_a_file_is_always_that_it_is_closed(file: Path, tmp_path: Path) -> None:
    """So a reader that says it is done and is not can be told from one that is."""
    for path, after in ((file, None), (file, (2,)), (tmp_path / "gone", None), (tmp_path, (3, 1))):
        said = list(read_file(Job(str(path), path.name, Asked(), Plan(after=after))))
        assert said[-1] == ClosedAt(())
        assert said.count(ClosedAt(())) == 1
