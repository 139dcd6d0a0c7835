"""Frames: what goes into a pipe comes out of it, however the system cuts it up."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as some

from onrecord.workers.frames import DONE, MESSAGE, Garbled, Inbox, frame


@given(some.lists(some.binary(max_size=40)), some.integers(1, 50))
def test_frames_come_out_as_they_went_in(contents: list[bytes], cut: int) -> None:
    sent = b"".join(frame(MESSAGE, content) for content in contents)
    inbox, received = Inbox(), []
    for start in range(0, len(sent), cut):
        inbox.add(sent[start : start + cut])
        received += inbox.frames()
    assert received == [(MESSAGE, content) for content in contents]


def test_the_head_of_a_frame_is_known_before_its_end() -> None:
    inbox = Inbox()
    inbox.add(frame(MESSAGE, b"0123456789")[:7])
    assert (inbox.head(), inbox.take()) == ((MESSAGE, 10), None)


def test_a_frame_without_content_is_whole() -> None:
    inbox = Inbox()
    inbox.add(frame(DONE))
    assert inbox.take() == (DONE, b"")


def test_a_length_that_no_frame_has_is_noticed() -> None:
    inbox = Inbox()
    inbox.add(b"Printed by mistake")
    with pytest.raises(Garbled):
        inbox.take()
