"""Looking ahead in a stream and going back in it, without holding all of it."""

from __future__ import annotations

import io
from re import compile as pattern

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.read.files import Unreadable
from onrecord.read.window import PIECE, Window


@given(
    size=st.integers(0, 5 * PIECE),
    kept=st.integers(0, 2 * PIECE),
    steps=st.lists(
        st.tuples(st.sampled_from(["peek", "take", "skip", "back"]), st.integers(0, 2 * PIECE)), max_size=20
    ),
)
def test_a_window_shows_what_the_stream_holds(size: int, kept: int, steps: list[tuple[str, int]]) -> None:
    data = bytes(place % 251 for place in range(size))
    window = Window(io.BytesIO(data).read, kept)
    place = 0
    for step, count in steps:
        if step == "peek":
            assert window.peek(count) == data[place : place + count]
        elif step == "back":
            place = max(place - min(count, kept), 0)
            window.back_to(place)
        else:
            passed = window.skip(count) if step == "skip" else len(window.take(count))
            assert passed == len(data[place : place + count])
            place += passed
        assert window.position == place


@pytest.mark.parametrize("mark", [b"MARK", pattern(b"M[A]RK")])
@pytest.mark.parametrize("before", [0, 10, PIECE - 2, PIECE, 3 * PIECE + 1])
def test_a_mark_is_found_wherever_it_stands(mark: bytes, before: int) -> None:
    window = Window(io.BytesIO(bytes(before) + b"MARK" + bytes(100)).read)
    assert window.seek(mark)
    assert (window.position, window.take(4)) == (before, b"MARK")
    assert not window.seek(mark)
    assert window.peek(1) == b""


def test_what_an_anchor_holds_can_be_gone_back_to() -> None:
    data = bytes(place % 251 for place in range(10 * PIECE))
    window = Window(io.BytesIO(data).read)
    window.take(3 * PIECE)
    window.anchor = window.position
    window.take(5 * PIECE)
    window.back_to(window.anchor)
    assert window.take(100) == data[3 * PIECE : 3 * PIECE + 100]


def test_a_stream_that_cannot_be_read_on_ends_and_says_why() -> None:
    pieces = iter([b"some words"])

    def read(_: int) -> bytes:
        for piece in pieces:
            return piece
        raise Unreadable("it is damaged", "checksum")

    window = Window(read)
    assert window.take(100) == b"some words"
    assert (window.peek(1), str(window.fault), window.is_at_end) == (b"", "it is damaged", True)
