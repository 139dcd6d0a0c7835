"""A reader's corrections: the form of the file, and a clear sentence for whatever does not fit; nothing is silently ignored."""

from __future__ import annotations

from pathlib import Path

import pytest

import onrecord
from onrecord.cli import run
from onrecord.corrections import FORM, Corrections, Decision, read_corrections, settle
from onrecord.errors import WRONG_USAGE, InputError
from onrecord.model import Report

GOOD = """
[[story]]
together = ["ferry", "reef"]
note = "the same ship"

[[story]]
apart = ["ferry", "mine", "tram"]
"""


def pile(*names: str) -> list[Report]:
    return [Report(id=f"id of {name} {number}", name=name, text=name) for number, name in enumerate(names)]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "corrections.toml"


def complaint(file: Path, content: str | bytes, *names: str) -> str:
    """Read and settle a file that does not fit, and give the sentence without the file's name."""
    file.write_bytes(content if isinstance(content, bytes) else content.encode())
    with pytest.raises(InputError) as raised:
        settle(read_corrections(file), pile(*names or ("ferry", "reef", "mine", "tram")))
    assert raised.value.exit_code == WRONG_USAGE
    assert str(raised.value).startswith(str(file))
    return str(raised.value).removeprefix(str(file))


def test_a_file_holds_decisions_with_the_reader_s_own_notes(file: Path) -> None:
    file.write_text(GOOD, encoding="utf-8")
    assert read_corrections(file) == Corrections(
        (Decision("together", ("ferry", "reef"), "the same ship"), Decision("apart", ("ferry", "mine", "tram"))),
        str(file),
    )


def test_an_editor_s_mark_at_the_beginning_and_windows_line_ends_do_no_harm(file: Path) -> None:
    file.write_bytes(b"\xef\xbb\xbf" + GOOD.replace("\n", "\r\n").encode())
    assert len(read_corrections(file).decisions) == 2


def test_no_file_is_no_decision() -> None:
    assert read_corrections(None) == Corrections()


def test_an_empty_file_is_no_decision(file: Path) -> None:
    file.write_text("# nothing yet\n", encoding="utf-8")
    assert read_corrections(file).decisions == ()


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        ("[[story]\n", ": this is no TOML file with corrections"),
        (b"\xff\xfe", ": this is no TOML file with corrections"),
        ("story = " + "[" * 5000, ": this is no TOML file with corrections"),
        ("[story]\ntogether = ['ferry', 'reef']\n", ": “story” must stand in double brackets."),
        ("story = 1\n", ": “story” must stand in double brackets."),
        ("[[storys]]\ntogether = ['ferry', 'reef']\n", ": “storys” is not known here."),
        ("[[story]]\ntogehter = ['ferry', 'reef']\n", ", story 1: “togehter” is not known here."),
        ("[[story]]\nnote = 'why'\n", ", story 1: it needs either together or apart, with at least two names."),
        ("[[story]]\ntogether = 'ferry'\n", ", story 1: it needs either together or apart, with at least two names."),
        (
            "[[story]]\ntogether = ['ferry', 7]\n",
            ", story 1: it needs either together or apart, with at least two names.",
        ),
        (
            "[[story]]\napart = ['ferry', 'ferry']\n",
            ", story 1: it needs either together or apart, with at least two names.",
        ),
        (
            "[[story]]\ntogether = ['ferry', 'reef']\napart = ['ferry', 'mine']\n",
            ", story 1: it needs either together or apart, with at least two names.",
        ),
    ],
)
def test_what_is_not_in_the_form_is_told_with_the_form(file: Path, content: str | bytes, sentence: str) -> None:
    told = complaint(file, content)
    assert told.startswith(sentence)
    assert told.endswith(FORM)


def test_a_note_must_be_text(file: Path) -> None:
    told = complaint(file, "[[story]]\ntogether = ['ferry', 'reef']\nnote = 3\n")
    assert told == ', story 1: the note must be text, such as note = "same bridge".'


def test_an_unknown_name_is_told_with_the_nearest_one(file: Path) -> None:
    told = complaint(file, "[[story]]\ntogether = ['ferry', 'reefs']\n")
    assert (
        told == ", story 1: no report of this pile is called “reefs” (a duplicate is not stored). Did you mean “reef”?"
    )


def test_an_unknown_name_that_is_like_no_other_is_told_with_what_to_do(file: Path) -> None:
    told = complaint(file, GOOD + "[[story]]\napart = ['mine', 'zeppelin']\n")
    assert told == (
        ", story 3: no report of this pile is called “zeppelin” (a duplicate is not stored). "
        "Give the report's name, or take the entry out."
    )


def test_a_name_of_two_reports_is_told_with_their_ids(file: Path) -> None:
    told = complaint(file, "[[story]]\ntogether = ['ferry', 'reef']\n", "ferry", "reef", "reef")
    assert told == (
        ", story 1: 2 reports are called “reef”. Name the one you mean by its id: id of reef 1 or id of reef 2."
    )


def test_a_report_can_be_named_by_its_id(file: Path) -> None:
    file.write_text("[[story]]\ntogether = ['ferry', 'id of reef 2']\n", encoding="utf-8")
    assert settle(read_corrections(file), pile("ferry", "reef", "reef")).together == (
        ("id of ferry 0", "id of reef 2"),
    )


@pytest.mark.parametrize(
    "others",
    ["together = ['ferry', 'reef']", "together = ['ferry', 'mine']\n[[story]]\ntogether = ['mine', 'reef']"],
    ids=["directly", "by way of a third report"],
)
def test_decisions_that_contradict_each_other_are_told(file: Path, others: str) -> None:
    told = complaint(file, f"[[story]]\napart = ['ferry', 'reef']\n[[story]]\n{others}\n")
    assert told == (
        ", story 1: “ferry” and “reef” are to be apart, but other entries put them together. Take one of these entries out."
    )


def test_one_report_named_in_two_ways_is_no_decision_and_that_is_told(file: Path) -> None:
    told = complaint(file, "[[story]]\napart = ['ferry', 'id of ferry 0']\n")
    assert told == f", story 1: all its names are one report. {FORM}"


def test_accents_may_be_stored_in_either_way() -> None:
    reports = pile("cafe\u0301", "reef")  # as some systems give the name of a file
    assert settle(Corrections((Decision("together", ("caf\u00e9", "reef")),)), reports).together


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"there is no such file or folder\. Name the file with the corrections\."):
        read_corrections(tmp_path / "none.toml")
    with pytest.raises(InputError, match="the corrections cannot be read"):
        read_corrections(tmp_path)


@pytest.fixture
def reports(tmp_path: Path) -> Path:
    folder = tmp_path / "reports"
    folder.mkdir()
    (folder / "ferry.txt").write_text("The ferry Lindisholm struck a reef off Skarvoe.\n", encoding="utf-8")
    (folder / "mine.txt").write_text("A conveyor burned in the Tallow pit at Brackenhurst.\n", encoding="utf-8")
    return folder


def test_a_build_keeps_to_the_file_every_time(reports: Path, file: Path) -> None:
    assert [len(story.reports) for story in onrecord.build([reports]).stories] == [1, 1]
    file.write_text("[[story]]\ntogether = ['ferry', 'mine']\n", encoding="utf-8")
    for corrections in (file, str(file), read_corrections(file)):
        story, *others = onrecord.build([reports], corrections=corrections).stories
        assert (len(story.reports), others) == (2, [])
        assert story.because.endswith("; a reader decided that “ferry” and “mine” belong together")


def test_a_name_that_is_misspelt_ends_the_command_with_one_sentence_and_writes_nothing(
    reports: Path, file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file.write_text("[[story]]\ntogether = ['ferry', 'mines']\n", encoding="utf-8")
    out = tmp_path / "record"
    assert run(["build", str(reports), "--out", str(out), "--corrections", str(file)]) == WRONG_USAGE
    printed = capsys.readouterr()
    assert printed.err == (
        f"onrecord: {file}, story 1: no report of this pile is called “mines” (a duplicate is not stored). Did you mean “mine”?\n"
    )
    assert (printed.out, out.exists()) == ("", False)


def test_where_nothing_can_be_read_that_is_what_is_told(
    tmp_path: Path, file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file.write_text(GOOD, encoding="utf-8")
    assert (
        run(["build", str(tmp_path / "none"), "--out", str(tmp_path / "record"), "--corrections", str(file)])
        == WRONG_USAGE
    )
    assert "No report could be read." in capsys.readouterr().err
