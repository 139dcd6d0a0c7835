"""Folders and their names are on the disk before anything counts, on disks that can do that."""

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path

import pytest

from onrecord.ledger.folders import make_folder, settle


@pytest.fixture
def refused(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Refuse to sync folders, with the error put into the list, and files, with the second."""
    numbers: list[int] = []
    sync = os.fsync

    def refuse(handle: int) -> None:
        is_folder = stat.S_ISDIR(os.fstat(handle).st_mode)
        for number in numbers[:1] if is_folder else numbers[1:]:
            raise OSError(number, os.strerror(number))
        sync(handle)

    monkeypatch.setattr(os, "fsync", refuse)
    return numbers


@pytest.mark.parametrize("number", [errno.EINVAL, errno.ENOTSUP])
def test_where_folders_cannot_be_synced_they_can_be_made(tmp_path: Path, refused: list[int], number: int) -> None:
    refused.append(number)
    make_folder(tmp_path / "a" / "b")
    assert (tmp_path / "a" / "b").is_dir()


def test_a_disk_that_fails_is_not_passed_over(tmp_path: Path, refused: list[int]) -> None:
    refused.append(errno.EIO)
    with pytest.raises(OSError, match="Input/output"):
        settle(tmp_path)


def test_a_file_that_cannot_be_synced_is_told(tmp_path: Path, refused: list[int]) -> None:
    refused += [errno.EIO, errno.EINVAL]
    (tmp_path / "a").write_bytes(b"a")
    with pytest.raises(OSError, match="Invalid"):
        settle(tmp_path / "a")
