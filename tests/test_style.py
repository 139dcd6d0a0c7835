"""The house rules that a machine can measure, over everything we ship (../shared/design/style.md, section 2)."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path
from statistics import median, quantiles

import pytest

ROOT = Path(__file__).resolve().parents[1]
SHIPPED = sorted(
    path for folder in ("src", "evaluation", "bench", "training") for path in (ROOT / folder).rglob("*.py")
)
TREES = {path: ast.parse(path.read_text(encoding="utf-8")) for path in SHIPPED}

LONGEST_MODULE, MEDIAN_FUNCTION, NEARLY_ALL_FUNCTIONS, LONGEST_FUNCTION = 300, 10, 35, 80

# Names that say nothing about what a thing is.
EMPTY_NAMES = {"util", "utils", "helper", "helpers", "manager", "base", "core", "common", "misc"}

Function = ast.FunctionDef | ast.AsyncFunctionDef


def name(path: Path) -> str:
    return str(path.relative_to(ROOT))


def functions(tree: ast.Module) -> Iterator[Function]:
    return (node for node in ast.walk(tree) if isinstance(node, Function))


def length(function: Function) -> int:
    """Count the lines of a function, its docstring left out: explaining more must never cost."""
    whole = (function.end_lineno or function.lineno) - function.lineno + 1
    first = function.body[0]
    if ast.get_docstring(function) is None:
        return whole
    return whole - ((first.end_lineno or first.lineno) - first.lineno + 1)


def undocumented(tree: ast.Module) -> Iterator[str]:
    """Name the public things without a docstring: the module, its classes, functions and methods."""
    if tree.body and ast.get_docstring(tree) is None:
        yield "the module"
    waiting: list[ast.AST] = [tree]
    while waiting:
        for node in ast.iter_child_nodes(waiting.pop()):
            if isinstance(node, Function | ast.ClassDef) and not node.name.startswith("_"):
                if ast.get_docstring(node) is None:
                    yield node.name
                if isinstance(node, ast.ClassDef):
                    waiting.append(node)


@pytest.mark.parametrize("path", SHIPPED, ids=name)
def test_a_module_is_at_most_300_lines(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").split("\n")) - 1 <= LONGEST_MODULE


@pytest.mark.parametrize("path", SHIPPED, ids=name)
def test_every_public_name_says_what_it_is(path: Path) -> None:
    assert list(undocumented(TREES[path])) == []


@pytest.mark.parametrize("path", SHIPPED, ids=name)
def test_a_module_is_named_for_what_it_does(path: Path) -> None:
    assert not set(path.with_suffix("").parts) & EMPTY_NAMES


def test_functions_are_short() -> None:
    lengths = {
        f"{name(path)} {function.name}": length(function) for path in SHIPPED for function in functions(TREES[path])
    }
    assert median(lengths.values()) <= MEDIAN_FUNCTION
    assert quantiles(lengths.values(), n=20)[-1] <= NEARLY_ALL_FUNCTIONS
    assert {key: value for key, value in lengths.items() if value > LONGEST_FUNCTION} == {}


def test_the_measures_see_what_they_should() -> None:
    tree = ast.parse('class Thing:\n    def act(self):\n        """Act.\n\n        Now.\n        """\n        return 1')
    assert list(undocumented(tree)) == ["the module", "Thing"]
    assert [length(function) for function in functions(tree)] == [2]
