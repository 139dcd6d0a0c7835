from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from onrecord.ledger import Ledger


@pytest.fixture(params=["in a folder", "in memory"])
def ledger(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Ledger]:
    """A new ledger; what it promises holds on disk and in memory alike."""
    with Ledger.open(tmp_path / "work" if request.param == "in a folder" else None, "recipe") as opened:
        yield opened
