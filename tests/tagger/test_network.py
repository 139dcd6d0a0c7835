"""The network that ships: its bytes are checked, and its answer to a window depends on that window alone."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import onnxruntime
import pytest

import onrecord.manifest as shipped
from onrecord.language import parse
from onrecord.manifest import ModelDamaged, checked
from onrecord.tagger.network import FILE, Network, load_network
from onrecord.tagger.windows import Window, windows
from tests.attributions.conftest import report_of
from tests.tagger.test_windows import silent

TEXT = "\n".join(
    f"The harbour master said on Friday that pier {number} would close. “It is not safe,” Ann Hale said."
    for number in range(40)
)
LARGEST = 30_000_000  # bytes, as issue 3 asks


@pytest.fixture(scope="module")
def cut() -> list[Window]:
    parsed = parse(report_of(TEXT))
    return list(windows(parsed, silent(parsed)))


@pytest.fixture
def fresh() -> Iterator[None]:
    """Load anew, and leave nothing behind."""
    load_network.cache_clear()
    yield
    load_network.cache_clear()


def test_the_shipped_file_is_small_and_is_the_one_the_manifest_names() -> None:
    assert len(checked("network", FILE)) <= LARGEST


def test_a_window_gets_the_same_answer_alone_and_among_others(cut: list[Window]) -> None:
    together = list(load_network().score(cut))
    assert len(together) > 3
    for window, answer in reversed(list(zip(cut, together, strict=True))):
        (alone,) = load_network().score([window])
        for name in ("roles", "names", "cues", "sources"):
            assert np.array_equal(getattr(alone, name), getattr(answer, name))


def test_more_threads_change_no_answer(cut: list[Window]) -> None:
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 3
    content = checked("network", FILE)
    many = Network(onnxruntime.InferenceSession(content, options, providers=["CPUExecutionProvider"]))
    for one, other in zip(load_network().score(cut), many.score(cut), strict=True):
        assert np.array_equal(one.roles, other.roles)
        assert np.array_equal(one.cues, other.cues)
        assert np.array_equal(one.sources, other.sources)


@pytest.mark.usefixtures("fresh")
@pytest.mark.parametrize(
    ("content", "sentence"), [(b"not the network", "network.onnx is not the file"), (None, "network.onnx is missing")]
)
def test_a_damaged_or_missing_file_is_refused(
    content: bytes | None, sentence: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if content is not None:
        (tmp_path / FILE).write_bytes(content)
    monkeypatch.setattr(shipped, "installed", lambda _: tmp_path)
    with pytest.raises(ModelDamaged, match=sentence):
        load_network()
