"""From scores to attributions: the best path of roles, whole stretches, each with the cue it belongs to."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.language import Name, parse
from onrecord.tagger import Seen
from onrecord.tagger.decode import allowed, best_paths, look
from onrecord.tagger.labels import CONTENT, CUE, NAMES, ROLES, SOURCE
from onrecord.tagger.network import Network
from tests.attributions.conftest import report_of
from tests.tagger.test_windows import silent

COUNT = len(ROLES)


def slow_best(scores: np.ndarray, transitions: np.ndarray) -> float:
    """Try every path there is."""
    barred = allowed(transitions)
    opening = [-1e9 if role.startswith("I-") else 0.0 for role in ROLES]
    return max(
        opening[path[0]]
        + sum(float(scores[place, role]) for place, role in enumerate(path))
        + sum(float(barred[before, after]) for before, after in zip(path, path[1:], strict=False))
        for path in product(range(COUNT), repeat=len(scores))
    )


@settings(max_examples=20, deadline=None)
@given(st.integers(0, 10_000), st.lists(st.integers(1, 4), min_size=1, max_size=3))
def test_the_best_path_is_as_good_as_trying_them_all(seed: int, lengths: list[int]) -> None:
    chance = np.random.default_rng(seed)
    transitions = chance.normal(size=(COUNT, COUNT)).astype(np.float32)
    scores = [chance.normal(size=(length, COUNT)).astype(np.float32) for length in lengths]
    barred = allowed(transitions)
    for path, rows in zip(best_paths(scores, transitions), scores, strict=True):
        worth = sum(float(rows[place, role]) for place, role in enumerate(path))
        worth += sum(float(barred[before, after]) for before, after in zip(path, path[1:], strict=False))
        assert not ROLES[path[0]].startswith("I-")
        assert worth == pytest.approx(slow_best(rows, transitions), abs=1e-3)


class Answering:
    """Stands in for onnxruntime: answers what it is given, for one window."""

    def __init__(self, roles: list[int], names: list[int], cue_of: dict[int, int], source_of: dict[int, int]) -> None:
        self.roles, self.names, self.cue_of, self.source_of = roles, names, cue_of, source_of

    def get_modelmeta(self) -> object:
        return type("Told", (), {"custom_metadata_map": {"transitions": str(np.zeros((COUNT, COUNT)).tolist())}})()

    def run(self, _: None, inputs: dict[str, np.ndarray]) -> list[np.ndarray]:
        length = inputs["features"].shape[2]
        roles, names = np.zeros((1, length, COUNT)), np.zeros((1, length, 1 + 2 * len(NAMES)))
        cues, sources = np.zeros((1, length, length)), np.zeros((1, length, length))
        for word, (role, name) in enumerate(zip(self.roles, self.names, strict=True)):
            roles[0, word + 1, role] = names[0, word + 1, name] = 9
        for word, cue in self.cue_of.items():
            cues[0, word + 1, cue + 1] = 9
        for cue, source in self.source_of.items():
            sources[0, cue + 1, source + 1] = 9
        return [roles, names, cues, sources]


def seen(
    text: str, roles: list[int], cue_of: dict[int, int], source_of: dict[int, int], names: list[int] | None = None
) -> Seen:
    parsed = parse(report_of(text))
    assert len(parsed.words) == len(roles)
    answering = Answering(roles, names or [0] * len(roles), cue_of, source_of)
    return look(Network(answering), parsed, silent(parsed))


def spans(got: Seen) -> list[list[tuple[int, int, int]]]:
    return [
        [(part.role, part.first, part.last) for part in (*one.source, *one.cue, *one.content)]
        for one in got.attributions
    ]


NONE = -1  # the window's opening


def test_stretches_go_to_the_cue_they_point_at() -> None:
    roles = [1, 3, 5, 6, 0, 1, 3, 5]
    got = seen("Ann said ships leave and Ben wants ships", roles, {1: 1, 2: 1, 3: 1, 6: 6, 7: 6}, {1: 0, 6: 5})
    assert spans(got) == [
        [(SOURCE, 0, 1), (CUE, 1, 2), (CONTENT, 2, 4)],
        [(SOURCE, 5, 6), (CUE, 6, 7), (CONTENT, 7, 8)],
    ]
    assert all(0.9 < one.linked <= 1 for one in got.attributions)


def test_two_cues_may_share_one_source_and_a_cue_may_have_none() -> None:
    roles = [1, 3, 5, 0, 3, 5, 0, 3, 5]
    links = {1: 1, 2: 1, 4: 4, 5: 4, 7: 7, 8: 7}
    got = seen("Ann likes ships and wants boats ; reportedly trains", roles, links, {1: 0, 4: 0, 7: NONE})
    assert spans(got) == [
        [(SOURCE, 0, 1), (CUE, 1, 2), (CONTENT, 2, 3)],
        [(SOURCE, 0, 1), (CUE, 4, 5), (CONTENT, 5, 6)],
        [(CUE, 7, 8), (CONTENT, 8, 9)],
    ]


def test_a_cue_may_come_in_pieces() -> None:
    got = seen("has Ann said that ships leave", [3, 1, 3, 5, 6, 6], {0: 0, 2: 0, 3: 0, 4: 0, 5: 0}, {0: 1, 2: 1})
    assert spans(got) == [[(SOURCE, 1, 2), (CUE, 0, 1), (CUE, 2, 3), (CONTENT, 3, 6)]]


def test_a_cue_without_content_ascribes_nothing() -> None:
    assert seen("Ann said ships leave", [1, 3, 0, 0], {1: 1}, {1: 0}).attributions == ()


def test_names_end_with_their_sentence_and_a_loose_end_begins_a_new_one() -> None:
    person = 1 + 2 * NAMES.index("PERSON")
    names = [person, person + 1, 0, 0, person + 1, person + 1, 0]
    got = seen("Ann Hale left . Ben Moss stayed", [0] * 7, {}, {}, names)
    assert got.names == (Name(0, 2, "PERSON"), Name(4, 6, "PERSON"))
