"""The lock names packages and what they must hash to, and no place to get them from."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
LOCK = (ROOT / "requirements.lock").read_text(encoding="utf-8")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
NAMED = PROJECT["project"]["dependencies"] + [line for group in PROJECT["dependency-groups"].values() for line in group]

ADDRESS = re.compile(r"[a-z]+://|--(extra-)?index-url|--find-links| @ ")


def requirements(lock: str) -> list[str]:
    """Give each requirement of a lock as one line, comments left out."""
    bare = re.sub(r"(?m)^\s*#.*\n|\s+#.*$", "", lock)
    return [line.strip() for line in bare.replace("\\\n", " ").split("\n") if line.strip()]


def test_the_lock_holds_no_address() -> None:
    assert [line for line in LOCK.split("\n") if ADDRESS.search(line)] == []


def test_no_dependency_line_holds_an_address() -> None:
    assert [line for line in NAMED if ADDRESS.search(line)] == []


def test_every_line_of_the_lock_is_pinned_and_hashed() -> None:
    pinned = re.compile(r"[a-z0-9][a-z0-9._-]*==[^\s;]+( ; [^#]+?)?(\s+--hash=sha256:[0-9a-f]{64})+")
    assert [line for line in requirements(LOCK) if not pinned.fullmatch(line)] == []


def test_every_dependency_is_in_the_lock() -> None:
    locked = {line.split("==")[0] for line in requirements(LOCK)}
    wanted = {re.split(r"[^a-z0-9-]", line.lower())[0] for line in NAMED}
    assert wanted - locked == set()
    assert len(locked) > len(wanted)


def test_a_lock_with_an_address_would_be_noticed() -> None:
    assert ADDRESS.search("thing @ file:///somewhere") and ADDRESS.search("--index-url http://example.org/simple")
