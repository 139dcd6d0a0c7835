"""The word lists of the findings, read from the TOML files beside this module."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def read_list(name: str) -> dict[str, Any]:
    """Read one file of word lists, such as `seams`."""
    return tomllib.loads(files("onrecord.findings").joinpath(f"{name}.toml").read_text(encoding="utf-8"))


@cache
def words_of(name: str, group: str) -> frozenset[str]:
    """Give the words of one group of a file. Raises KeyError when there is no such group."""
    return frozenset(read_list(name)[group]["words"])
