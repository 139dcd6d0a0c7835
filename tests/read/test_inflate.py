"""Unpacking step by step: all that was packed, and never much more than was asked for."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import zlib
from collections.abc import Callable

import pytest
from backports import zstd
from hypothesis import given
from hypothesis import strategies as st

from onrecord.read.files import Unreadable
from onrecord.read.inflate import BITE, MOST_BEGINNINGS, STEP, Damaged, Members, Unpacked, unpack

PACKERS: dict[str, Callable[[bytes], bytes]] = {
    "gzip": gzip.compress,
    "zstd": zstd.compress,
    "bzip2": bz2.compress,
    "xz": lzma.compress,
}


@pytest.mark.parametrize("kind", PACKERS)
@given(parts=st.lists(st.binary(max_size=2000), min_size=1, max_size=4), padding=st.integers(0, 600))
def test_all_members_are_unpacked_and_zeros_between_them_passed_over(
    kind: str, parts: list[bytes], padding: int
) -> None:
    packed = b"".join(PACKERS[kind](part) + bytes(padding) for part in parts)
    assert io.BufferedReader(Unpacked(Members(io.BytesIO(packed), kind))).read() == b"".join(parts)


@pytest.mark.parametrize("kind", PACKERS)
def test_a_step_makes_no_more_than_was_asked_for(kind: str) -> None:
    members = Members(io.BytesIO(PACKERS[kind](bytes(5_000_000))), kind)
    assert members.next()
    assert len(members.read(100)) <= 100
    assert len(members.read(10**9)) <= STEP


@pytest.mark.parametrize("kind", PACKERS)
def test_a_bomb_stops_after_the_first_million(kind: str) -> None:
    members = Members(io.BytesIO(PACKERS[kind](bytes(8_000_000))), kind)
    members.next()
    made = 0
    with pytest.raises(Damaged) as reason:
        while piece := members.read(BITE):
            made += len(piece)
    assert reason.value.code == "bomb"
    assert made <= 1_000_000 + BITE


@pytest.mark.parametrize(("kind", "bits"), [("gzip", 31), ("zlib", 15), ("deflate", -15)])
@given(data=st.binary(max_size=5000))
def test_what_is_in_memory_is_unpacked_at_once(kind: str, bits: int, data: bytes) -> None:
    packed = zlib.compress(data, wbits=bits)
    assert unpack(packed, kind, 10**6) == (data, True)
    start, whole = unpack(packed[: len(packed) // 2], kind, 10**6)
    assert data.startswith(start) and not whole


def test_more_than_was_allowed_is_refused() -> None:
    with pytest.raises(Unreadable) as reason:
        unpack(zlib.compress(bytes(range(256)) * 1000), "zlib", 100_000)
    assert reason.value.code == "too-large"


def test_what_comes_before_an_error_is_not_lost() -> None:
    packed = bytearray(gzip.compress(b"The mayor said no."))
    packed[-6] ^= 1
    members = Members(io.BytesIO(bytes(packed)), "gzip")
    members.next()
    assert members.read(100) == b"The mayor said no."
    with pytest.raises(Damaged, match="checksum"):
        members.read(100)


@pytest.mark.parametrize("kind", ["gzip", "zstd"])
def test_after_damage_the_next_member_that_fits_is_found(kind: str) -> None:
    pack = PACKERS[kind]
    damaged = bytearray(pack(b"first " * 50))
    damaged[12:16] = b"\xff\xff\xff\xff"
    data = bytes(damaged) + pack(b"other") + pack(b"wanted")
    members = Members(io.BytesIO(data), kind)
    members.next()
    assert members.look_for(lambda first: first == b"wanted", 100)
    assert members.begins == len(data) - len(pack(b"wanted"))
    assert members.read(100) == b"wanted"
    assert not members.look_for(lambda first: True, 100)


def test_many_false_beginnings_are_told_and_the_search_goes_on() -> None:
    false = b"\x1f\x8b\x08" * (MOST_BEGINNINGS + 5)
    members = Members(io.BytesIO(false + gzip.compress(b"wanted")), "gzip")
    members.next()
    with pytest.raises(Damaged):
        members.look_for(lambda first: first == b"wanted", 100)
    assert members.look_for(lambda first: first == b"wanted", 100)


def test_a_window_of_zstd_that_eats_the_memory_is_refused() -> None:
    options = {zstd.CompressionParameter.window_log: 28, zstd.CompressionParameter.enable_long_distance_matching: 1}
    squeeze = zstd.ZstdCompressor(options=options)
    packed = squeeze.compress(b"words ") + squeeze.flush()
    members = Members(io.BytesIO(packed), "zstd")
    members.next()
    with pytest.raises(Damaged):
        members.read(10)
