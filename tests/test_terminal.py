"""Nothing that a report, a file name or a library says drives a terminal: in every command's output, errors and warnings."""

from __future__ import annotations

import io
import json
import unicodedata
import warnings
from pathlib import Path

import pytest
from evaluation.hostile_record import hostile_record
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from rich.console import Console

import onrecord
from onrecord.cli import run
from onrecord.terminal import print_fault, print_warnings_safely, visible
from tests.timing import takes_at_most

# Orders to a terminal (colours, titles, the clipboard, links, clearing), changes of direction, and what nobody sees.
ORDERS = [
    "\x1b[31mred\x1b[0m",
    "\x1b]0;title\x07",
    "\x1b]52;c;Y2xpcA==\x07",
    "\x1b]8;;http://elsewhere.invalid\x1b\\link\x1b]8;;\x1b\\",
    "\x9b2J",
    "\x90q\x9c",
    "\r\x1b[2Kover",
    "\x08\x08\x08",
    "\x7f\x00",
    "\u202egnihton\u202c",
    "\u2066x\u2069",
    "a\u200bb\ufeffc\u00add\u2060e",
    "a\u200db",
    "\u2028\u2029\x85",
    "\U000e0041\U000e007f",
]

_DRIVING = {"Cc", "Cs", "Zl", "Zp"}


def driving(text: str) -> set[str]:
    """Give the characters of an output that a terminal would obey or a reader not see; lines may end, joiners stand in emoji."""
    return {
        sign
        for sign in text
        if sign != "\n"
        and (
            unicodedata.category(sign) in _DRIVING
            or (unicodedata.category(sign) == "Cf" and sign not in "\u200c\u200d")
        )
    }


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("\x1b[31mred", "\\x1b[31mred"),
        ("\u202egnihton", "\\u202egnihton"),
        ("two\r\nlines\tand\x85one", "two  lines and one"),
        ("a\u200bb\u00adc", "a\\u200bb\\xadc"),
        ("a\u200db", "a\\u200db"),
        ("👩\u200d🚀 می\u200cخواهم", "👩\u200d🚀 می\u200cخواهم"),
        ("é “q” שלום", "é “q” שלום"),
        ("\udc80", "\\udc80"),
        ("Z" + "\u0301" * 9, "Z" + "\u0301" * 6 + "\\u0301\\u0301\\u0301"),
        ("a" + "\u200b" * 500 + "b", "a[500 hidden characters]b"),
        ("first" + "\n" * 400 + "last", "first [400 blanks] last"),
        ("a\ufe01b😀\U000e0101", "a\\ufe01b😀\\U000e0101"),
    ],
)
def test_what_a_terminal_would_obey_becomes_its_code(text: str, shown: str) -> None:
    assert visible(text) == shown


@given(st.text(st.characters() | st.sampled_from("".join(ORDERS))))
def test_nothing_visible_drives(text: str) -> None:
    assert driving(visible(text)) == set()
    assert visible(visible(text)) == visible(text)


@given(st.text(st.characters(categories=["L", "N", "P", "Zs"]), max_size=80))
def test_plain_words_stay_as_they_are(text: str) -> None:
    assert visible(text) == text


# ---------------------------------------------------------------- every command, on a record made of orders


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A record in whose every field an order to the terminal stands."""
    made = hostile_record([f"{order} quay" for order in ORDERS])
    return onrecord.write_record(made, tmp_path_factory.mktemp("orders") / "record")


@pytest.mark.parametrize(
    "command",
    [
        ["show"],
        ["find", "quay"],
        ["export", "--table", "reports", "--as", "jsonl"],
        ["export", "--table", "inputs", "--as", "jsonl"],
        ["export", "--table", "findings"],
    ],
    ids=" ".join,
)
def test_no_command_lets_a_record_drive_the_terminal(
    command: list[str], record: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run([command[0], str(record), *command[1:]]) == 0
    printed, error = capsys.readouterr()
    assert "quay" in printed
    kept = (
        set("\t\r") if command[-1] == "findings" else set()
    )  # a table may hold tabs; a terminal gets it another way, below
    found = driving(printed) - kept
    assert {sign for sign in found if unicodedata.category(sign) in ("Cc", "Cs")} == set()
    assert found == set() or command[0] == "export"
    assert driving(error) == set()


def test_a_table_on_a_terminal_drives_nothing(
    record: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdout.isatty", lambda: True)
    assert run(["export", str(record), "--table", "findings"]) == 0
    assert driving(capsys.readouterr().out) == set()


@pytest.mark.parametrize("sign", [" ", "\n", "\u200b", "\u0301", "👩\u200d", "漢", "“”"])
def test_a_flood_of_one_sign_is_shown_in_time(sign: str) -> None:
    record = hostile_record([f"a{sign * 5_000}b"])
    out = Console(file=io.StringIO(), width=100, markup=False, emoji=False, highlight=False)
    assert takes_at_most(5, lambda: onrecord.show(record, out))


# ---------------------------------------------------------------- file names, arguments, faults, warnings


NAMES = [order.replace("/", "").replace("\x00", "")[:60] for order in ORDERS]


@pytest.mark.parametrize("first", range(0, len(NAMES), 5))
def test_no_file_name_drives_the_terminal(first: int, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for name in NAMES[first : first + 5]:
        (tmp_path / f"{name}.bin").write_bytes(b"\x00\x01\x02\x03" * 64)
        (tmp_path / f"{name}.jsonl").write_text(json.dumps({"title": name}), encoding="utf-8")
    for command in (["read"], ["attributions"], ["build", "--out", str(tmp_path / "record")]):
        assert run([command[0], str(tmp_path), *command[1:]]) != 70
        printed, error = capsys.readouterr()
        assert driving(printed + error) == set()
        assert error or printed


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    arguments=st.lists(
        st.sampled_from([*ORDERS, "show", "find", "--table", "export", "--as", "-x"]), min_size=1, max_size=4
    )
)
def test_no_argument_drives_the_terminal(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    try:
        run([one.replace("\x00", "") for one in arguments])
    except ValueError as fault:
        assert "surrogates" in str(fault)
    printed, error = capsys.readouterr()
    assert driving(printed + error) == set()


def test_a_fault_of_ours_is_told_without_driving_the_terminal(
    record: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError(ORDERS[0] + ORDERS[9])

    monkeypatch.setattr(onrecord, "open_record", broken)
    assert run(["show", str(record)]) == 70
    error = capsys.readouterr().err
    assert "RuntimeError: \\x1b[31mred" in error
    assert driving(error) == set()


def test_a_warning_of_a_library_is_told_without_driving_the_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("always")
        print_warnings_safely()
        warnings.warn(ORDERS[1], stacklevel=1)
    assert capsys.readouterr().err == "onrecord: \\x1b]0;title\\x07\n"


def test_print_fault_says_where_it_came_from(capsys: pytest.CaptureFixture[str]) -> None:
    try:
        raise ValueError("\x9b")
    except ValueError:
        print_fault()
    error = capsys.readouterr().err
    assert error.endswith("ValueError: \\x9b\n") and "test_terminal.py" in error
