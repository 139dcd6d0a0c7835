"""How near sentences are in subject, by the network's list of word pieces."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.manifest import ModelDamaged
from onrecord.tagger import subjects
from onrecord.tagger.subjects import nearness

WORDS = st.sampled_from("ferry quay captain goal referee penalty court judge verdict".split())


def plain(*sentences: str) -> list[dict[str, float]]:
    return [dict.fromkeys(sentence.split(), 1.0) for sentence in sentences]


def test_the_odd_one_out_is_the_farthest() -> None:
    found = nearness(plain("ferry quay", "captain boat", "referee penalty", "harbour ship", "sailor vessel"))
    assert min(found, key=lambda one: one.nearest) == min(found, key=lambda one: one.beside) == found[2]


def test_a_sentence_printed_twice_is_as_near_as_can_be() -> None:
    first, _, last = nearness(plain("ferry quay", "referee penalty", "ferry quay"))
    assert first.nearest == last.nearest == pytest.approx(1.0, abs=1e-3)


@pytest.mark.parametrize("sentences", [[], [{}], [{}, {}], [{"ferry": 1.0}]])
def test_what_has_nothing_to_compare_with_is_answered_all_the_same(sentences: list[dict[str, float]]) -> None:
    assert len(nearness(sentences)) == len(sentences)


@given(st.lists(st.dictionaries(WORDS, st.floats(0.5, 3), max_size=4), min_size=2, max_size=9))
def test_the_nearest_is_the_largest_cosine_with_another(sentences: list[dict[str, float]]) -> None:
    rows = subjects._unit(subjects._rows(sentences)) if any(sentences) else np.zeros((len(sentences), 1))
    slow = [max(float(rows[a] @ rows[b]) for b in range(len(rows)) if a != b) for a in range(len(rows))]
    assert [one.nearest for one in nearness(sentences)] == pytest.approx(slow, abs=1e-3)


def test_in_a_long_report_those_beside_a_sentence_are_always_compared(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(subjects, "MOST_COMPARED", 2)
    found = nearness(plain("ferry quay", "judge court", "goal referee", "verdict", "verdict", "penalty", "captain"))
    assert found[3].nearest == found[4].nearest == pytest.approx(1.0, abs=1e-3)


def test_a_file_without_the_list_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(subjects, "_TABLE", "another name")
    with pytest.raises(ModelDamaged, match="no list of word pieces"):
        subjects._table.__wrapped__()
