"""What `import onrecord` offers, and what it must not cost."""

from __future__ import annotations

import inspect
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

import onrecord
from onrecord.model import Report

ROOT = Path(__file__).resolve().parents[1]


def python(program: str) -> str:
    """Run a program in a Python of its own and give what it prints."""
    return subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True).stdout.strip()


def test_all_lists_every_public_name_in_order() -> None:
    names = {
        name
        for name, value in vars(onrecord).items()
        if not name.startswith("_")
        and not isinstance(value, ModuleType)
        and name not in {"annotations", "Iterable", "Iterator", "Path"}
    }
    assert onrecord.__all__ == sorted(names)


@pytest.mark.parametrize("name", onrecord.__all__)
def test_every_public_name_is_explained(name: str) -> None:
    assert inspect.getdoc(getattr(onrecord, name))


@pytest.mark.parametrize("name", onrecord.__all__)
def test_every_public_name_is_in_the_documentation(name: str) -> None:
    documented = (ROOT / "docs" / "python.md").read_text(encoding="utf-8")
    assert f"`{name}" in documented or f"onrecord.{name}(" in documented


@pytest.mark.parametrize("name", ["build", "read", "attributions", "show"])
def test_a_function_keeps_its_name_although_a_module_has_it_too(name: str) -> None:
    program = f"import onrecord; import onrecord.cli; from onrecord.{name} import __name__ as module\n"
    assert python(program + f"print(module, callable(onrecord.{name}))") == f"onrecord.{name} True"


def test_the_same_function_is_reached_both_ways() -> None:
    from onrecord.build import build
    from onrecord.read import read

    assert (onrecord.build, onrecord.read) == (build, read)


def test_importing_the_package_loads_no_language_model() -> None:
    assert python("import sys, onrecord.cli; print('spacy' in sys.modules, 'cyclopts' in sys.modules)") == "False True"


def test_the_package_is_typed() -> None:
    assert (Path(onrecord.__file__).parent / "py.typed").exists()


def test_attributions_take_paths_or_what_was_read(tmp_path: Path) -> None:
    (tmp_path / "quay.txt").write_text('"The quay is closed," said Mara Lind, the harbour master.\n', encoding="utf-8")
    by_path = list(onrecord.attributions([tmp_path]))
    by_reading = list(onrecord.attributions(onrecord.read([tmp_path])))
    assert by_path == by_reading
    [(report, [attribution])] = by_path
    assert isinstance(report, Report)
    assert attribution.quoted[0].text(report) == "The quay is closed,"
    assert attribution.speaker.name == "Mara Lind"


PROGRAMS = [
    pytest.param(block.removeprefix("python\n"), id=f"{page} {number}")
    for page in ("python.md", "commands.md")
    for number, block in enumerate((ROOT / "docs" / page).read_text(encoding="utf-8").split("```")[1::2])
    if block.startswith("python\n")
]


@pytest.mark.parametrize(
    "example",
    [
        *PROGRAMS,
        pytest.param(
            inspect.cleandoc((onrecord.__doc__ or "").split("changed.\n", 1)[1].split("\n`build`", 1)[0]),
            id="onrecord.__doc__",
        ),
    ],
)
def test_the_examples_of_the_documentation_run(
    example: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for folder in ("reports", "examples/harbour-bridge"):
        (tmp_path / folder).mkdir(parents=True)
        (tmp_path / folder / "quay.txt").write_text('"The quay is shut," said Mara Lind, a diver.\n', encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    exec(compile(example, "example", "exec"), {"onrecord": onrecord})
    assert "Mara Lind" in capsys.readouterr().out or (tmp_path / "record" / "record.html").exists()
