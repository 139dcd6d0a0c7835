"""A report is cut into windows of whole paragraphs that hold each of its words once."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.language import Parsed, parse
from onrecord.tagger import Hints
from onrecord.tagger.labels import CAPITAL, CAPITALS, CLAUSES, DEPENDENCIES, LOWER, NAMES, OTHER, ROLES, TAGS
from onrecord.tagger.pieces import pieces
from onrecord.tagger.windows import FEATURES, LENGTH, windows
from tests.attributions.conftest import report_of

PARAGRAPH = "The harbour master said the pier would close on Friday because the span had moved. "


def silent(parsed: Parsed) -> Hints:
    """No hints at all."""
    nothing = [0] * len(parsed.words)
    return Hints(nothing, nothing, nothing)


def test_a_window_holds_as_many_paragraphs_as_go_in() -> None:
    parsed = parse(report_of("\n".join([PARAGRAPH] * 30)))
    made = list(windows(parsed, silent(parsed)))
    assert all(one.features.shape[1] <= LENGTH for one in made)
    assert 3 <= len(made) <= 4
    ends = [parsed.sentence_of(int(one.words[-1])).block for one in made]
    begins = [parsed.sentence_of(int(one.words[0])).block for one in made]
    assert begins[1:] == [end + 1 for end in ends[:-1]]


@settings(max_examples=25, deadline=None)
@given(
    st.lists(
        st.sampled_from([PARAGRAPH, "“Yes.”", "\n", "a " * 400, "x" * 300, "€%&/()=?" * 60, "Ann Hale"]), max_size=8
    )
)
def test_every_word_stands_in_one_window_and_no_window_outgrows_the_network(parts: list[str]) -> None:
    parsed = parse(report_of("".join(parts) or "a"))
    made = list(windows(parsed, silent(parsed)))
    assert [int(word) for one in made for word in one.words] == list(range(len(parsed.words)))
    assert all(one.features.shape[0] == len(FEATURES) and one.features.shape[1] <= 512 for one in made)
    opening = pieces().opening
    assert all(one.features[0, 0] == opening for one in made)


def test_the_network_is_told_of_case_parse_and_clause() -> None:
    parsed = parse(report_of("NATO said Ann paid 7 pounds."))
    (window,) = windows(parsed, silent(parsed))
    told = dict(zip(FEATURES, window.features[:, window.first], strict=True))
    assert told["case"].tolist() == [CAPITALS, LOWER, CAPITAL, LOWER, OTHER, LOWER, OTHER]
    assert [TAGS[tag] for tag in told["tag"]] == [word.tag for word in parsed.words]
    assert [DEPENDENCIES[label] for label in told["dependency"]] == [word.role for word in parsed.words]
    assert [DEPENDENCIES[label] for label in told["clause"]][:5] == ["ROOT", "ROOT", "ccomp", "ccomp", "ccomp"]


@pytest.mark.parametrize(("listed", "count"), [(ROLES, 7), (NAMES, 13), (TAGS, 50), (DEPENDENCIES, 46)])
def test_the_lists_a_trained_network_knows_by_place_have_not_grown(listed: tuple[str, ...], count: int) -> None:
    assert len(listed) == len(set(listed)) == count


def test_every_label_that_begins_a_clause_is_a_label() -> None:
    assert set(DEPENDENCIES) >= CLAUSES
