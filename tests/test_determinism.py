"""The same reports give the same bytes, however they are built. All ways are in `evaluation.determinism`; some of them here."""

from __future__ import annotations

import sys

import pytest
from evaluation.determinism import WAYS, differences

TRIED = ("one worker", "killed in the middle and gone on with", "one folder, then the others added", "locale C")


@pytest.mark.skipif(sys.platform == "win32", reason="needs processes and signals of POSIX")
def test_neither_workers_nor_order_nor_a_kill_nor_the_locale_change_a_byte() -> None:
    assert differences([way for way in WAYS if way.name in TRIED], texts=3, others=False) == []


def test_there_are_enough_ways() -> None:
    assert len({way.name for way in WAYS}) == len(WAYS) >= 24
