"""Packed files: what is in them is read as if it lay there unpacked, and a damaged one says what was lost."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import tarfile
from base64 import b64encode
from collections.abc import Callable
from random import Random

import pytest
from backports import zstd
from hypothesis import given
from hypothesis import strategies as st
from tests.packing import page, read_pile

PACKERS: dict[str, Callable[[bytes], bytes]] = {
    "gz": gzip.compress,
    "zst": zstd.compress,
    "bz2": bz2.compress,
    "xz": lzma.compress,
}
LINES = b"".join(b'{"id": %d, "text": "The mayor said no %d times."}\n' % (number, number) for number in range(2000))


@pytest.mark.parametrize("ending", PACKERS)
@given(words=st.text(st.characters(categories=["L", "N", "P", "Zs"]), min_size=1, max_size=200))
def test_what_is_packed_comes_out_as_it_was(ending: str, words: str) -> None:
    body = ("The mayor said: " + words).encode()
    got = read_pile(PACKERS[ending](body), f"report.txt.{ending}")
    assert got.things == [(f"report.txt.{ending}", body)]
    assert (got.sources[0].name, got.sources[0].offset, got.refused) == ("report.txt", 0, [])


@pytest.mark.parametrize("ending", PACKERS)
def test_several_packed_parts_are_one_file(ending: str) -> None:
    pack = PACKERS[ending]
    assert read_pile(pack(page(1)[:50]) + pack(page(1)[50:])).bodies() == [page(1)]


@pytest.mark.parametrize(
    ("name", "unpacked"),
    [
        ("report.html.gz", "report.html"),
        ("pile.TGZ", "pile.tar"),
        ("pile.tar.xz", "pile.tar"),
        ("report", "report"),
        (".gz", ".gz"),
        ("report.html", "report.html"),
    ],
)
def test_the_name_loses_the_ending_of_the_packing(name: str, unpacked: str) -> None:
    assert read_pile(gzip.compress(page(1)), name).sources[0].name == unpacked


@pytest.mark.parametrize("ending", ["gz", "zst", "bz2", "xz"])
def test_a_report_that_is_cut_is_read_as_far_as_it_goes_and_marked(ending: str) -> None:
    words = b64encode(Random(1).randbytes(1_000_000))
    packed = PACKERS[ending](words)
    got = read_pile(packed[: len(packed) * 3 // 4], f"report.txt.{ending}")
    assert words.startswith(got.bodies()[0])
    assert len(got.bodies()[0]) > 100_000
    assert got.sources[0].flags == ("partial",)
    assert got.refused == [(f"report.txt.{ending}", "truncated")]


def test_of_a_list_of_reports_that_is_cut_the_reports_before_the_cut_are_not_marked() -> None:
    got = read_pile(gzip.compress(LINES)[:-100], "reports.jsonl.gz")
    assert LINES.startswith(got.bodies()[0])
    assert (got.sources[0].flags, got.codes()) == ((), ["truncated"])


@pytest.mark.parametrize("place", [-1, -6, -200])
def test_what_was_altered_is_marked_as_damaged(place: int) -> None:
    packed = bytearray(gzip.compress(LINES))
    packed[place] ^= 1
    got = read_pile(bytes(packed))
    assert got.sources[0].flags == ("damaged",)
    assert got.codes()[0] in {"checksum", "malformed"}
    assert got.inputs[0].reason.endswith("; what could be unpacked was read")


def test_rubbish_behind_the_packed_part_is_told_and_harms_nothing() -> None:
    got = read_pile(gzip.compress(page(1)) + b"rubbish")
    assert (got.bodies(), got.sources[0].flags, got.codes()) == ([page(1)], (), ["malformed"])


def test_the_zeros_of_a_tape_are_no_damage() -> None:
    assert read_pile(gzip.compress(page(1)) + bytes(10_000)).refused == []


@pytest.mark.parametrize("ending", PACKERS)
def test_a_bomb_is_refused(ending: str) -> None:
    assert read_pile(PACKERS[ending](bytes(5_000_000))).refused == [("pile", "bomb")]


def test_many_small_parts_that_swell_are_a_bomb_together() -> None:
    assert read_pile(gzip.compress(bytes(900_000)) * 20).refused == [("pile", "bomb")]


def test_a_small_file_of_one_letter_is_no_bomb() -> None:
    assert read_pile(gzip.compress(b"a" * 900_000)).refused == []


def test_a_file_too_large_to_be_read_ahead_is_streamed() -> None:
    words = b64encode(Random(1).randbytes(16_000_000))
    got = read_pile(gzip.compress(words, 1))
    assert got.codes() == ["too-large"]  # for one report; the reader of a table would go on


def test_packings_in_packings_end_somewhere() -> None:
    data = page(1)
    for depth in range(1, 7):
        data = gzip.compress(data)
        got = read_pile(data)
        assert (got.bodies(), got.codes()) == (([page(1)], []) if depth <= 4 else ([], ["too-deep"]))


@pytest.mark.parametrize("ending", PACKERS)
def test_a_packed_folder_is_read_through(ending: str) -> None:
    file = io.BytesIO()
    with tarfile.open(fileobj=file, mode="w") as tar:
        member = tarfile.TarInfo("a/report.html")
        member.size = len(page(1))
        tar.addfile(member, io.BytesIO(page(1)))
    got = read_pile(PACKERS[ending](file.getvalue()), f"pile.tar.{ending}")
    assert got.things == [(f"pile.tar.{ending}/a/report.html", page(1))]


@pytest.mark.parametrize("ending", PACKERS)
@given(place=st.integers(0, 10**6), noise=st.binary(max_size=20), taken=st.integers(0, 20))
def test_nothing_but_a_refusal_comes_of_damage(ending: str, place: int, noise: bytes, taken: int) -> None:
    packed = PACKERS[ending](page(1))
    place = 3 + place % (len(packed) - 3)
    got = read_pile(packed[:place] + noise + packed[place + taken :])
    assert got.things or got.refused
