"""The trained network as it is shipped: checked by its digest, run by onnxruntime, one window at a time."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from msgspec import Struct

from onrecord.manifest import checked
from onrecord.tagger.windows import Window

Scores = npt.NDArray[np.float32]
FILE = "network.onnx"


class Scored(Struct, frozen=True):
    """What the network answers for one window: scores of the roles and names of its words; which piece each piece points at.

    `cues` scores, for each piece of an attribution, where its cue begins; `sources`, for each piece of a cue, where its source
    begins (the window's opening, column 0, stands for none).
    """

    window: Window
    roles: Scores
    names: Scores
    cues: Scores
    sources: Scores


class Network:
    """A loaded network. `transitions` scores which role may follow which (rows: before, columns: after)."""

    def __init__(self, session: Any) -> None:
        self._session = session
        told = session.get_modelmeta().custom_metadata_map
        self.transitions = np.array(json.loads(told["transitions"]), dtype=np.float32)

    def score(self, windows: Iterable[Window]) -> Iterator[Scored]:
        """Score windows one by one: the scale of its eight-bit numbers is taken from all that is read at once, so what a window
        is read with would change its answer."""
        for window in windows:
            roles, names, cues, sources = self._session.run(None, {"features": window.features[None]})
            yield Scored(window, roles[0, window.first], names[0, window.first], cues[0], sources[0])


@cache
def load_network() -> Network:
    """Load the shipped network once for each process. Raises ModelDamaged when its bytes are not the ones expected."""
    return Network(_session(checked("network", FILE)))


def opened(file: Path) -> Network:
    """Load a network from a file that is not the shipped one: for training and measuring."""
    return Network(_session(file.read_bytes()))


def _session(content: bytes) -> Any:
    import onnxruntime  # late: `--help` needs none of it

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1  # more reports at once go faster than more threads
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    return onnxruntime.InferenceSession(content, options, providers=["CPUExecutionProvider"])
