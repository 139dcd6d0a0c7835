"""Builds that are killed, as a user sees it: the same command again ends in the same record. The long run is `evaluation.crash`."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="needs processes and signals of POSIX")


def test_killed_at_every_step_and_at_random_a_build_ends_in_the_same_record() -> None:
    command = [sys.executable, "-m", "evaluation.crash", "--quick", "--kills", "8"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=600, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "0 lost, 0 doubled, every record the undisturbed one, nothing left behind." in done.stdout


def test_when_the_disk_fails_a_build_says_so_and_ends_well_when_it_is_run_again() -> None:
    command = [sys.executable, "-m", "evaluation.disk", "--quick", "--moments", "6"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=600, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "exit 4" in done.stdout


def test_when_the_power_fails_what_is_on_the_disk_is_enough_to_end_in_the_same_record() -> None:
    command = [sys.executable, "-m", "evaluation.power", "--states", "30"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=600, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "30 tried" not in done.stdout and done.stdout.count("10 tried") == 3
