"""Cells for spreadsheets: no text runs as a formula, however a spreadsheet parts the cells, and every text can be had back."""

from __future__ import annotations

import csv
import io
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.cells import defuse, restore

# What spreadsheets trim before they look for a formula, and what they then take for one.
_FORMULA = re.compile(r"[\s\"\ufeff\u200b\ufffd␀-␟]*[=+\-@＝＋－＠]")


@pytest.mark.parametrize(
    ("text", "cell"),
    [
        ("=1", "'=1"),
        ("-5.2", "'-5.2"),
        ('"=1"', '\'"=1"'),
        ("“=1”", "'“=1”"),
        ("\u3000=1", "'\u3000=1"),
        ("\nA report", "'\nA report"),
        ("it stays; it sails", "it stays; it sails"),
        ("a - b, c = d", "a - b, c = d"),
        ("well-known", "well-known"),
    ],
)
def test_a_cell_that_begins_a_formula_gets_an_apostrophe(text: str, cell: str) -> None:
    assert defuse(text) == cell


@pytest.mark.parametrize(
    ("text", "cell"),
    [
        ("a;=1+1;b", "a;'=1+1;b"),
        ('a; "=1"', 'a;\' "=1"'),
        ("a\t@x", "a\t'@x"),
        ("a|+1", "a|'+1"),
        ("first:\n- one\r\n- two", "first:\n'- one\r\n'- two"),
    ],
)
def test_so_does_what_begins_one_where_a_spreadsheet_parts_cells_at_semicolons(text: str, cell: str) -> None:
    assert defuse(text) == cell


_TEXTS = st.text(st.sampled_from("=+-@＝＠'\";|,\t\r\n \ufeff\u200b\x00\x9fax")) | st.text()


@given(_TEXTS)
def test_taking_the_apostrophes_away_gives_the_text(text: str) -> None:
    assert restore(defuse(text)) == pictured(text)
    assert len(pictured(text)) == len(text)


@given(_TEXTS, st.sampled_from([";", "\t", "|"]))
def test_no_cell_is_run_whatever_parts_the_cells(text: str, parting: str) -> None:
    marked = defuse(text).replace('"', '""')
    (whole, *_), *_ = csv.reader(io.StringIO(f'"{marked}"\r\n', newline=""))
    assert not _FORMULA.match(whole) and not whole.startswith(("\t", "\r", "\n"))
    told_wrong = [
        cell for row in csv.reader(io.StringIO(f's,"{marked}"\r\n', newline=""), delimiter=parting) for cell in row
    ]
    assert not [cell for cell in told_wrong if _FORMULA.match(cell)]


def pictured(text: str) -> str:
    """Give a text with its control characters, but for tab and line ends, as the one sign each that a cell shows for them."""
    return "".join(map(_pictured, text))


def _pictured(character: str) -> str:
    if character in "\t\r\n" or not (ord(character) < 32 or 127 <= ord(character) < 160):
        return character
    return "␡" if character == "\x7f" else chr(0x2400 + ord(character)) if ord(character) < 32 else "\ufffd"
