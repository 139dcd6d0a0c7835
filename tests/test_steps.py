"""The named steps of a build: told to whoever watches, and to nobody else."""

from __future__ import annotations

import pytest

from onrecord import steps


def test_a_watcher_is_told_of_every_step_until_nobody_watches() -> None:
    seen: list[str] = []
    steps.watch(seen.append)
    try:
        steps.reached("items-kept")
        with pytest.raises(ValueError, match="tea-made is no step of a build"):
            steps.reached("tea-made")
    finally:
        steps.watch(None)
    steps.reached("items-kept")
    assert seen == ["items-kept"]


def test_no_step_has_two_names() -> None:
    assert len(set(steps.STEPS)) == len(steps.STEPS)
