"""Which files are read: regular ones, found in a fixed order; everything else is listed with its reason."""

from __future__ import annotations

import os
import socket
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from onrecord.read import read
from onrecord.read.files import Found, find_files

STORY = "The ferry will sail again, the harbour master said.\n"


def write(path: Path, text: str = STORY) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def states(*paths: Path) -> list[tuple[str, str]]:
    return [(one.locator, one.state) for one in read(paths).inputs]


def reasons(*paths: Path) -> dict[str, str]:
    return {one.locator: one.reason for one in read(paths).inputs if one.state == "rejected"}


def test_a_folder_is_read_with_all_folders_in_it(tmp_path: Path) -> None:
    write(tmp_path / "pile" / "b.txt", STORY + "b")
    write(tmp_path / "pile" / "deep" / "er" / "a.report", STORY + "a")
    assert states(tmp_path / "pile") == [("pile/b.txt", "stored"), ("pile/deep/er/a.report", "stored")]


def test_hidden_files_in_a_folder_are_passed_over_but_may_be_named(tmp_path: Path) -> None:
    write(tmp_path / "pile" / ".hidden" / "a.txt")
    named = write(tmp_path / "pile" / ".draft.txt")
    write(tmp_path / "pile" / "b.txt", STORY + "b")
    assert states(tmp_path / "pile") == [("pile/b.txt", "stored")]
    assert states(named) == [(".draft.txt", "stored")]


def test_the_order_of_the_paths_does_not_matter(tmp_path: Path) -> None:
    one, other = write(tmp_path / "one.txt"), write(tmp_path / "other.txt", STORY + "more")
    assert read([one, other]) == read([other, one])


def test_a_locator_tells_nothing_of_this_machine(tmp_path: Path) -> None:
    write(tmp_path / "pile" / "a.txt")
    assert find_files([tmp_path / "pile"]) == [Found("pile/a.txt", str(tmp_path / "pile" / "a.txt"))]


@pytest.mark.skipif(sys.platform != "linux", reason="only there may the name of a file be no text")
def test_the_name_of_a_file_need_not_be_text(tmp_path: Path) -> None:
    folder = tmp_path / "pile"
    write(folder / "good.txt")
    (folder / os.fsdecode(b"caf\xe9.txt")).write_text(STORY + "more", encoding="utf-8")
    (tmp_path / "link").symlink_to(folder)
    assert [one.locator for one in read(folder).inputs] == ["pile/caf\ufffd.txt", "pile/good.txt"]
    assert [one.locator for one in read(tmp_path / "link").inputs] == ["link/caf\ufffd.txt", "link/good.txt"]
    assert [one.state for one in read(folder, workers=1).inputs] == ["stored", "stored"]


def test_a_single_path_may_be_given_as_it_is(tmp_path: Path) -> None:
    assert len(read(str(write(tmp_path / "a.txt"))).reports) == 1


def test_a_missing_path_does_not_cost_its_neighbours(tmp_path: Path) -> None:
    good = write(tmp_path / "good.txt")
    reading = read([tmp_path / "gone.txt", good])
    assert [report.name for report in reading.reports] == ["good"]
    assert reasons(tmp_path / "gone.txt", good) == {
        "gone.txt": "there is no such file or folder; check the spelling of the path"
    }


def test_an_empty_folder_is_listed(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    assert reasons(tmp_path / "empty") == {
        "empty": "the folder holds nothing to read; put reports into it or name another folder"
    }


def test_a_pipe_is_never_opened(tmp_path: Path) -> None:
    write(tmp_path / "pile" / "good.txt")
    os.mkfifo(tmp_path / "pile" / "pipe.txt")
    assert reasons(tmp_path / "pile") == {"pile/pipe.txt": "it is a pipe; only files and folders are read"}


def test_a_pipe_that_was_itself_named_is_never_opened(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    assert reasons(tmp_path / "pipe.txt") == {"pipe.txt": "it is a pipe; only files and folders are read"}


def test_folders_that_link_to_each_other_are_each_read_once(tmp_path: Path) -> None:
    write(tmp_path / "pile" / "one" / "a.txt")
    write(tmp_path / "pile" / "other" / "b.txt", STORY + "b")
    (tmp_path / "pile" / "one" / "link").symlink_to("../other")
    (tmp_path / "pile" / "other" / "link").symlink_to("../one")
    reason = "it is a link to a folder and may lead in circles; name that folder itself"
    assert states(tmp_path / "pile") == [
        ("pile/one/a.txt", "stored"),
        ("pile/one/link", "rejected"),
        ("pile/other/b.txt", "stored"),
        ("pile/other/link", "rejected"),
    ]
    assert reasons(tmp_path / "pile") == {"pile/one/link": reason, "pile/other/link": reason}


@pytest.fixture
def deepest(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Go down into 1,100 folders, deeper than Python calls itself; they are taken away step by step, as they were made."""
    monkeypatch.chdir(tmp_path)
    for _ in range(1100):
        os.mkdir("d")
        os.chdir("d")
    yield Path("a.txt")
    os.remove("a.txt")
    for _ in range(1100):
        os.chdir("..")
        os.rmdir("d")


def test_folders_may_lie_very_deep(tmp_path: Path, deepest: Path) -> None:
    write(deepest)
    assert states(tmp_path / "d") == [("d/" * 1100 + "a.txt", "stored")]


def test_a_socket_is_never_opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    with socket.socket(socket.AF_UNIX) as door:
        door.bind("door")
        assert reasons(tmp_path / "door") == {"door": "it is a socket; only files and folders are read"}


def test_a_device_is_never_opened() -> None:
    assert reasons(Path("/dev/zero")) == {"zero": "it is a device; only files and folders are read"}


@pytest.mark.parametrize(
    ("target", "reason"),
    [
        ("loop", "it is a link that leads nowhere or in a circle"),
        ("gone", "it is a link that leads nowhere or in a circle"),
        ("..", "it is a link to a folder and may lead in circles; name that folder itself"),
        ("../outside.txt", "it is a link that leads out of the folder given; name that file itself"),
    ],
)
def test_a_link_that_is_not_followed_says_why(tmp_path: Path, target: str, reason: str) -> None:
    write(tmp_path / "outside.txt")
    write(tmp_path / "pile" / "good.txt")
    (tmp_path / "pile" / "loop").symlink_to(target)
    assert reasons(tmp_path / "pile") == {"pile/loop": reason}


def test_a_link_within_the_folder_is_the_same_report_again(tmp_path: Path) -> None:
    write(tmp_path / "pile" / "good.txt")
    (tmp_path / "pile" / "same.txt").symlink_to("good.txt")
    assert states(tmp_path / "pile") == [("pile/good.txt", "stored"), ("pile/same.txt", "duplicate")]


def test_a_link_that_was_itself_named_is_followed(tmp_path: Path) -> None:
    write(tmp_path / "elsewhere" / "good.txt")
    (tmp_path / "pile").symlink_to("elsewhere")
    assert states(tmp_path / "pile") == [("pile/good.txt", "stored")]


@pytest.mark.skipif(os.geteuid() == 0, reason="the root user may read everything")
def test_a_file_without_permission_is_listed(tmp_path: Path) -> None:
    write(tmp_path / "secret.txt").chmod(0)
    assert reasons(tmp_path / "secret.txt") == {
        "secret.txt": "there is no permission to read it; change its permissions or leave it out"
    }


def test_a_record_among_the_reports_is_passed_over(tmp_path: Path) -> None:
    write(tmp_path / "reports" / "a.txt")
    write(tmp_path / "reports" / "record" / "record.sqlite", "no report")
    reading = read([tmp_path / "reports"])
    assert [(one.locator, one.state) for one in reading.inputs] == [("reports/a.txt", "stored")]
    assert "not reports" in read([tmp_path / "reports" / "record"]).inputs[0].reason
