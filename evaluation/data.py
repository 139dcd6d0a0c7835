"""Where the data and the scorers are, and how the scorers are called."""

from __future__ import annotations

import hashlib
import importlib.util
import io
import json
from collections.abc import Iterable, Sequence
from contextlib import redirect_stdout
from pathlib import Path
from types import ModuleType

# Beside the project, never in it: the texts belong to their publishers.
SHARED = Path(__file__).resolve().parents[1] / ".." / "shared"
POLNEAR = SHARED / "data" / "polnear"
CLUSTER = SHARED / "data" / "newscluster.jsonl"
VARIANTS = SHARED / "data" / "newscluster_variants.jsonl"


def present() -> bool:
    """Say whether the data is there."""
    return SHARED.is_dir()


def happenings() -> dict[str, str]:
    """Give the happening of each report of the news cluster, by its id."""
    with CLUSTER.open(encoding="utf-8", newline="\n") as file:
        return {row["id"]: row["event"] for row in map(json.loads, file)}


def scorer(name: str) -> ModuleType:
    """Load one of the shared scorers, such as `score_variants`, by its path."""
    specification = importlib.util.spec_from_file_location(name, SHARED / "tools" / f"{name}.py")
    assert specification and specification.loader
    module = importlib.util.module_from_spec(specification)
    specification.loader.exec_module(module)
    return module


def printed(tool: ModuleType, *arguments: object) -> str:
    """Run a scorer that prints its result, and give what it printed."""
    out = io.StringIO()
    with redirect_stdout(out):
        tool.main(*map(str, arguments))
    return out.getvalue()


def digest(paths: Iterable[Path]) -> str:
    """Digest the bytes of files, so that a floor is never compared with a score on other data."""
    together = hashlib.sha256()
    for path in sorted(paths):
        together.update(hashlib.sha256(path.read_bytes()).digest())
    return together.hexdigest()[:16]


def table(heading: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """Print a table: the first column to the left, numbers to the right, shares as percentages with one decimal."""
    lines = [list(heading), *([_cell(cell) for cell in row] for row in rows)]
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    for first, *rest in lines:
        cells = (cell.rjust(width) for cell, width in zip(rest, widths[1:], strict=True))
        print("  ".join([first.ljust(widths[0]), *cells]))


def _cell(value: object) -> str:
    return f"{100 * value:.1f}" if isinstance(value, float) else str(value)
