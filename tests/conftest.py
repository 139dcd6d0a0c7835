"""What all tests share: where the data beside the project is, and which tests need something that may be absent."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

import pytest
from hypothesis import settings

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT / ".." / "shared"

sys.path.insert(
    0, str(ROOT)
)  # evaluation/ and bench/ are run from a checkout and not installed, but tested all the same

# Two busy cores make single runs slow, and a build must not fail by chance: no deadline, the same examples every time.
settings.register_profile("house", deadline=None, derandomize=True, max_examples=60)
settings.load_profile("house")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    absent = {
        "shared": (not SHARED.is_dir(), "needs the data folder ../shared beside the project"),
        "browser": (not any(map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), "needs Chromium"),
    }
    for item in items:
        for mark, (missing, reason) in absent.items():
            if missing and item.get_closest_marker(mark):
                item.add_marker(pytest.mark.skip(reason=reason))
