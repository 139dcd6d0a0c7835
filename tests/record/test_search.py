"""Search: whatever a person types finds words or nothing, and never raises."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from onrecord.model import Record
from onrecord.record.search import find
from onrecord.record.store import write_record
from tests.timing import takes_at_most

from .desk import quarry


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_record(quarry(), tmp_path_factory.mktemp("search") / "record")


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("noise", [("statement", "3"), ("report", "A")]),
        ("NOISE stop", [("statement", "3"), ("report", "A")]),
        (["noise to stop"], [("statement", "3"), ("report", "A")]),
        (["stop to noise"], []),
        ("quar*", [("report", "A"), ("report", "B")]),
        ("tomas hale", [("statement", "5"), ("speaker", "Tomas Hale"), ("report", "B")]),
        ("unheard", []),
        ("", []),
        ("!!! ---", []),
        ('"', []),
    ],
)
def test_words_find_statements_then_speakers_then_reports(
    words: str | list[str], expected: list[tuple[str, str]], folder: Path
) -> None:
    found = [(hit.kind, hit.key) for hit in find(folder, words)]
    assert sorted(found) == sorted(expected)
    assert [kind for kind, _ in found] == sorted(
        (kind for kind, _ in found), key=["statement", "speaker", "report"].index
    )


def test_a_changed_reading_is_found_too(folder: Path) -> None:
    assert [hit.key for hit in find(folder, "gaps")] == ["1", "A"]
    assert [hit.key for hit in find(folder, "gap")] == ["1", "B"]


def test_the_excerpt_shows_the_words(folder: Path) -> None:
    assert "noise to stop" in find(folder, "noise")[0].excerpt
    assert str(find(folder, "noise")[0]) == "statement 3: unknown: “We want the noise to stop,”"


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.one_of(
        st.text(),
        st.lists(
            st.sampled_from(  # what FTS5 would read as syntax
                ["AND", "OR", "NOT", "NEAR(", "(", ")", '"', "*", "a*", "words:", "^", "-", "\0", "gap"]
            )
        ),
    )
)
def test_nothing_that_is_typed_raises(folder: Path, words: str | list[str]) -> None:
    find(folder, words)


def test_accents_may_be_left_out(record: Record, tmp_path: Path) -> None:
    import msgspec

    from onrecord.model import Speaker

    accented = msgspec.structs.replace(record, speakers=(Speaker("s", "Zoë São", "person"),))
    assert [hit.key for hit in find(write_record(accented, tmp_path / "r"), "zoe sao")] == ["Zoë São"]


def test_the_same_word_many_times_over_is_looked_for_once(folder: Path) -> None:
    assert takes_at_most(2, lambda: find(folder, ["noise"] * 2_000))
    assert find(folder, ["noise"] * 2_000) == find(folder, "noise")
