"""The recipe: whatever can change an answer is named in it, so that kept work is never mixed with work of another kind."""

from __future__ import annotations

import platform
import tomllib
from pathlib import Path

import pytest

from onrecord import recipe

# Dependencies that change nothing of what is kept: the command line, the terminal, the page, the packing of bytes (checked at unpacking).
ONLY_SHOWN = {"backports.zstd", "cyclopts", "jinja2", "rich"}


def test_every_dependency_is_part_of_the_recipe_or_only_shows_what_was_found() -> None:
    project = tomllib.loads((Path(__file__).parents[1] / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    lines = [*project["dependencies"], *(line for extra in project["optional-dependencies"].values() for line in extra)]
    names = {line.split(">")[0].split("=")[0].split("[")[0].strip() for line in lines}
    assert names - ONLY_SHOWN <= set(recipe.PACKAGES)


def test_another_version_of_a_package_or_of_python_is_another_recipe(monkeypatch: pytest.MonkeyPatch) -> None:
    usual = recipe.recipe.__wrapped__()
    assert recipe.recipe.__wrapped__() == usual
    monkeypatch.setattr(recipe, "_version", lambda package: "0.0" if package == "lxml" else "1")
    other = recipe.recipe.__wrapped__()
    monkeypatch.setattr(platform, "python_version", lambda: "3.99.0")
    assert len({usual, other, recipe.recipe.__wrapped__()}) == 3
