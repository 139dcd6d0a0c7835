from __future__ import annotations

import pytest

from onrecord.model import Record

from .desk import quarry


@pytest.fixture
def record() -> Record:
    """The record of two invented papers on a quarry."""
    return quarry()
