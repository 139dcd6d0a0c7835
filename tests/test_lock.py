"""The lock names packages and what they must hash to, and no place to get them from."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from importlib.metadata import PackageMetadata, PackageNotFoundError, distribution
from pathlib import Path

import pytest
from packaging.requirements import Requirement

ROOT = Path(__file__).resolve().parents[1]
LOCK = (ROOT / "requirements.lock").read_text(encoding="utf-8")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
EXTRAS = PROJECT["project"]["optional-dependencies"]
SHIPPED = PROJECT["project"]["dependencies"] + [line for extra in EXTRAS.values() for line in extra]
NAMED = SHIPPED + [line for group in PROJECT["dependency-groups"].values() for line in group]

# Licences that ask for no more than their own text: whoever ships On Record with its libraries owes nobody any source.
PERMISSIVE = re.compile(
    r"(?:the )?(?:3-clause )?(?:MIT|BSD|0BSD|Apache|PSF|ISC|Zlib|CC0|CNRI|Unlicense|Python Software Foundation)\b",
    re.IGNORECASE,
)
# Copyleft for their own files only, used unchanged: certificates; a progress bar of spaCy's; top-level domains (MPL of three).
OWN_FILES_ONLY = {"certifi", "tqdm", "tld"}

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
    locked = {plain(line.split("==")[0]) for line in requirements(LOCK)}
    wanted = {plain(Requirement(line).name) for line in NAMED}
    assert wanted - locked == set()
    assert len(locked) > len(wanted)


def plain(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def closure(lines: list[str], extras: tuple[str, ...] = ("",)) -> Iterator[str]:
    """Give every package that some requirements bring with them on this machine, theirs included."""
    waiting, seen = [(Requirement(line), extras) for line in lines], set[str]()
    while waiting:
        wanted, asked = waiting.pop()
        name = plain(wanted.name)
        if name in seen or (wanted.marker and not any(wanted.marker.evaluate({"extra": one}) for one in asked)):
            continue
        seen.add(name)
        yield name
        try:
            brings = distribution(name).requires or []
        except PackageNotFoundError:
            continue
        waiting += [(Requirement(line), ("", *wanted.extras)) for line in brings]


def licence(metadata: PackageMetadata) -> str:
    """Give what a package says of its licence: an SPDX expression, or words, or a classifier."""
    said = metadata.get("License-Expression") or (metadata.get("License") or "").strip().split("\n")[0]
    classified = [
        line.split(" :: ")[-1] for line in metadata.get_all("Classifier") or [] if line.startswith("License ::")
    ]
    return said or " OR ".join(classified)


LIBRARIES = sorted(closure(SHIPPED))


def test_every_extra_is_in_the_lock_with_all_it_brings() -> None:
    locked = {plain(line.split("==")[0]) for line in requirements(LOCK)}
    assert set(EXTRAS) == {"documents", "tables"}
    assert set(LIBRARIES) - locked == set()


@pytest.mark.parametrize("name", LIBRARIES)
def test_every_library_has_a_permissive_licence(name: str) -> None:
    try:
        said = licence(distribution(name).metadata)
    except PackageNotFoundError:
        pytest.skip(f"{name} is not installed here")
    parts = re.split(r" AND |, ", said)
    fine = [part for part in parts if PERMISSIVE.match(part) or part == "dependency licenses"]
    assert parts == fine or name in OWN_FILES_ONLY, said


@pytest.mark.parametrize(
    ("said", "fine"),
    [("MIT", True), ("The BSD 2-Clause License", True), ("GPL-3.0-only", False), ("LGPL-2.1", False), ("", False)],
)
def test_a_licence_that_asks_for_more_would_be_noticed(said: str, fine: bool) -> None:
    assert bool(PERMISSIVE.match(said)) is fine


def test_a_lock_with_an_address_would_be_noticed() -> None:
    assert ADDRESS.search("thing @ file:///somewhere") and ADDRESS.search("--index-url http://example.org/simple")
