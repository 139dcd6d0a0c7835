"""The files that decide what On Record finds, each with the digest it must have: checked before any of them is loaded."""

from __future__ import annotations

import hashlib
import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from importlib.util import find_spec
from pathlib import Path
from typing import Literal

from msgspec import Struct

from onrecord.errors import NO_OUTPUT, OnRecordError

PartName = Literal["language-model", "network"]

# Python writes compiled modules here by itself; we never load any from a model's folder, so they are no part of it.
_COMPILED = "__pycache__"
# Files named in a message; the rest is counted.
_NAMED = 3


class ModelMissing(OnRecordError):
    """The language model is not installed, so no record can be made."""

    exit_code = NO_OUTPUT


class ModelDamaged(OnRecordError):
    """A file of a model is missing, or is not the one this version was tested with; nothing of it was loaded."""

    exit_code = NO_OUTPUT


class Part(Struct, frozen=True, kw_only=True):
    """One set of files: what people call it, the package that holds it, and what to do when it is not as it should be.

    `closed` means that no other file may stand among them. `files` gives the sha256 (hex) for each path below the package's folder.
    """

    name: str
    package: str
    again: str
    closed: bool
    files: Mapping[str, str]


class Fault(Struct, frozen=True):
    """One file that is not as the manifest has it."""

    file: str
    what: Literal["missing", "unreadable", "changed", "unknown"]


@cache
def manifest() -> dict[str, Part]:
    """Read the manifest that ships with this version."""
    told = tomllib.loads(files("onrecord").joinpath("manifest.toml").read_text(encoding="utf-8"))
    return {key: Part(**part) for key, part in told.items()}


def installed(part: PartName) -> Path:
    """Give the folder of a part's package without running any of its code. Raises ModelMissing when it is not installed."""
    wanted = manifest()[part]
    found = find_spec(wanted.package)
    if found is None or found.origin is None:
        raise ModelMissing(f"{wanted.name} is not installed. {wanted.again}")
    return Path(found.origin).parent


def faults(part: PartName, folder: Path) -> Iterator[Fault]:
    """Compare every file of a part with the manifest, and give those that differ, in the manifest's order."""
    wanted = manifest()[part]
    for file, digest in wanted.files.items():
        content = _content(folder / file)
        if content is None:
            yield _absent(folder, file)
        elif hashlib.sha256(content).hexdigest() != digest:
            yield Fault(file, "changed")
    if wanted.closed:
        there = (path.relative_to(folder) for path in folder.rglob("*") if path.is_file() or path.is_symlink())
        for path in sorted(path.as_posix() for path in there if _COMPILED not in path.parts):
            if path not in wanted.files:
                yield Fault(path, "unknown")


def verified(part: PartName, folder: Path | None = None) -> Path:
    """Give the folder of a part when every file in it is the one that was tested.

    Raises ModelMissing when it is not installed, and ModelDamaged, with what to do, when a file differs.
    """
    place = folder or installed(part)
    found = list(faults(part, place))
    if found:
        raise _damaged(part, found)
    return place


def checked(part: PartName, file: str, folder: Path | None = None) -> bytes:
    """Give the bytes of one file: the very bytes that were compared. Raises ModelDamaged when they are not the expected ones."""
    place = folder or installed(part)
    content = _content(place / file)
    if content is None:
        raise _damaged(part, [_absent(place, file)])
    if hashlib.sha256(content).hexdigest() != manifest()[part].files[file]:
        raise _damaged(part, [Fault(file, "changed")])
    return content


def _content(path: Path) -> bytes | None:
    """Read a file; None when there is none, or none that can be read."""
    try:
        return path.read_bytes() if path.is_file() else None
    except OSError:
        return None


def _absent(folder: Path, file: str) -> Fault:
    """Say why a file has no content: it is not there, or what is there cannot be read."""
    try:
        (folder / file).stat()
    except (FileNotFoundError, NotADirectoryError):
        return Fault(file, "missing")
    except OSError:
        pass
    return Fault(file, "unreadable")


def _damaged(part: PartName, found: list[Fault]) -> ModelDamaged:
    told = {
        "missing": "is missing",
        "unreadable": "cannot be read",
        "changed": "is not the file this version was tested with",
        "unknown": "does not belong to it",
    }
    lines = [f"{fault.file} {told[fault.what]}" for fault in found[:_NAMED]]
    if len(found) > _NAMED:
        lines.append(f"and {len(found) - _NAMED} more")
    wanted = manifest()[part]
    return ModelDamaged(f"{wanted.name} is damaged, and nothing of it was loaded: {'; '.join(lines)}. {wanted.again}")
