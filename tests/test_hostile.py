"""Hostile files between good reports: a slice of `python -m evaluation.hostile`, and that its judge would notice."""

from __future__ import annotations

from collections.abc import Callable
from itertools import islice
from pathlib import Path

import msgspec
import pytest
from evaluation.hostile.bombs import bombs
from evaluation.hostile.cases import Case
from evaluation.hostile.documents import documents
from evaluation.hostile.mutations import mutations
from evaluation.hostile.samples import FOLDER, samples
from evaluation.hostile.trial import attempt

import onrecord
from onrecord.read import Reading


def in_lots(cases: list[Case]) -> list[tuple[str, str]]:
    """Give the faults of these cases, read twenty at a time."""
    return [fault for start in range(0, len(cases), 20) for fault in attempt(cases[start : start + 20]).faults]


def test_small_bombs_cost_nothing_but_themselves() -> None:
    assert in_lots([case for case in bombs() if case.name.endswith("-1000")]) == []


def test_mutated_documents_of_every_format_cost_nothing_but_themselves() -> None:
    assert in_lots(list(mutations(160, 3, documents(), []))) == []


@pytest.mark.shared
@pytest.mark.skipif(not FOLDER.is_dir(), reason="the hostile samples are not beside the project")
def test_samples_of_other_projects_cost_nothing_but_themselves() -> None:
    assert in_lots(list(islice(samples(), 0, None, 97))) == []


def test_a_sound_document_of_every_format_is_stored() -> None:
    cases = [Case("sound", suffix, suffix, data) for suffix, data in documents().items()]
    for case in cases:
        assert attempt([case]).ended == {"stored": 1}, case.suffix


def without_last_report(reading: Reading) -> Reading:
    return msgspec.structs.replace(reading, reports=reading.reports[:-1])


def without_the_case(reading: Reading) -> Reading:
    return msgspec.structs.replace(reading, inputs=tuple(one for one in reading.inputs if "case" not in one.locator))


def without_reasons(reading: Reading) -> Reading:
    bare = (msgspec.structs.replace(one, reason="", code="") for one in reading.inputs)
    return msgspec.structs.replace(reading, inputs=tuple(bare))


def with_a_nul(reading: Reading) -> Reading:
    reports = (msgspec.structs.replace(one, text=one.text + "\0") for one in reading.reports)
    return msgspec.structs.replace(reading, reports=tuple(reports))


@pytest.mark.parametrize(
    ("harm", "data", "fault"),
    [
        (without_last_report, b"{", "lost good report"),
        (without_the_case, b"{", "unaccounted"),
        (without_reasons, b"{", "unaccounted"),
        (with_a_nul, b'{"text": "Words of a report."}', "unsound text"),
    ],
)
def test_the_judge_notices(
    harm: Callable[[Reading], Reading], data: bytes, fault: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    read = onrecord.read
    monkeypatch.setattr(onrecord, "read", lambda *given, **named: harm(read(*given, **named)))
    assert fault in {kind for kind, _ in attempt([Case("harmed", "harmed", ".json", data)]).faults}


def test_the_judge_notices_a_crash_and_a_lost_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    lost = Case("lost", "lost", ".txt", b"Some words that stay here.", markers=("Words that went.",))
    assert attempt([lost]).faults == [("lost in silence", "lost")]

    def crash(*_: object, **__: object) -> Reading:
        raise RuntimeError("down")

    monkeypatch.setattr(onrecord, "read", crash)
    assert attempt([lost]).faults == [("crash", "lost: RuntimeError('down')")]


def test_the_judge_notices_a_crash_that_comes_of_reading_many_together(monkeypatch: pytest.MonkeyPatch) -> None:
    read = onrecord.read

    def crash_on_many(paths: list[Path], **named: int) -> Reading:
        if len(list(paths[0].iterdir())) > 3:
            raise RuntimeError("down")
        return read(paths, **named)

    monkeypatch.setattr(onrecord, "read", crash_on_many)
    pair = [Case("sound", name, ".txt", f"Words of {name}.".encode()) for name in ("one", "two")]
    assert attempt(pair).faults == [("crash", "one: RuntimeError('down')")]
