"""The house rules that a machine can measure, over everything we ship (../shared/design/style.md, section 2)."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from statistics import median, quantiles
from typing import Any

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


# A lazy quantifier without an end, or an endless repeat inside another, can take forever on a report made to do so. The
# second is safe when a character that the inner one cannot eat must stand between two rounds: `\d+(?:,\d+)*`.
@pytest.mark.parametrize(
    ("pattern", "fault"),
    [
        (r'"(.+?)" said', "an unbounded lazy quantifier"),
        (r"(?:[A-Z]\w+\s?)+ said", "an endless repeat inside another"),
        (r"(?:(?:a|b)*)*", "an endless repeat inside another"),
        (r'"([^"]{1,2000})"', None),
        (r"(?:\w++\s)*+said", None),
        (r"\d+(?:[.,]\d+)*", None),
    ],
)
def test_a_dangerous_pattern_is_known_when_seen(pattern: str, fault: str | None) -> None:
    assert danger(_parse(pattern)) == fault


@pytest.mark.parametrize("path", SHIPPED, ids=name)
def test_no_pattern_can_hang_on_a_report(path: Path) -> None:
    assert {pattern: fault for pattern in patterns(TREES[path]) if (fault := danger(_parse(pattern)))} == {}


def patterns(tree: ast.Module) -> Iterator[str]:
    """Give the literal patterns handed to a function of `re`."""
    for node in ast.walk(tree):
        if (
            isinstance(node, ast.Call)
            and ast.unparse(node.func).startswith("re.")
            and node.args
            and isinstance(node.args[0], ast.Constant)
            and isinstance(node.args[0].value, str)
        ):
            yield node.args[0].value


def _parse(pattern: str) -> list[Any]:
    return list(re._parser.parse(pattern, re.VERBOSE if "\n" in pattern else 0))  # type: ignore[attr-defined]


def danger(items: list[Any], barred: tuple[Any, ...] | None = None) -> str | None:
    """Say what makes a pattern slow on some text, or None. `barred` are the single characters that part two rounds."""
    for kind, arguments in items:
        if str(kind) not in {"MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT"}:
            found = next((fault for part in _parts(arguments) if (fault := danger(part, barred))), None)
        else:
            found = _danger_of_repeat(str(kind), *arguments, barred)
        if found:
            return found
    return None


def _danger_of_repeat(kind: str, _least: int, most: int, body: Any, barred: tuple[Any, ...] | None) -> str | None:
    endless = most == re._constants.MAXREPEAT  # type: ignore[attr-defined]
    if kind == "MIN_REPEAT" and endless:
        return "an unbounded lazy quantifier"
    if kind == "POSSESSIVE_REPEAT":
        return danger(list(body))  # gives nothing back, so nothing is tried twice
    if endless and barred is not None and not any(_apart(mark, list(body)) for mark in barred):
        return "an endless repeat inside another"
    single = tuple(item for item in body if str(item[0]) in {"LITERAL", "IN"})
    return danger(list(body), single if endless else barred)


def _parts(arguments: Any) -> Iterator[list[Any]]:
    """Give the pieces of pattern inside a group, a choice or a look-around."""
    if isinstance(arguments, re._parser.SubPattern):  # type: ignore[attr-defined]
        yield list(arguments)
    elif isinstance(arguments, tuple | list):
        for argument in arguments:
            yield from _parts(argument)


def _apart(mark: Any, body: list[Any]) -> bool:
    """Say whether a character that the mark matches can never be eaten by a repeat of this body."""
    if len(body) != 1 or str(body[0][0]) not in {"LITERAL", "NOT_LITERAL", "IN", "ANY"}:
        return False
    one, other = (_compiled(item) for item in (mark, body[0]))
    return not any(one.fullmatch(chr(code)) and other.fullmatch(chr(code)) for code in range(0x3000))


def _compiled(item: Any) -> re.Pattern[str]:
    state = re._parser.State()  # type: ignore[attr-defined]
    state.str = ""
    return re._compiler.compile(re._parser.SubPattern(state, [item]), re.DOTALL)  # type: ignore[attr-defined,no-any-return]
