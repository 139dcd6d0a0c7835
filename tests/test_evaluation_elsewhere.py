"""The labels of reports away from US politics: whole, orderly and without text; and how names are compared with them."""

from __future__ import annotations

import json
from itertools import pairwise
from typing import Any

import pytest
from evaluation import elsewhere
from evaluation.data import scorer

ROLES = ("source", "cue", "content")
LABELS = elsewhere.labels()

report = pytest.mark.parametrize("report", LABELS, ids=[one["id"][:8] for one in LABELS])


def spans(report: dict[str, Any]) -> list[list[int]]:
    every = [span for one in report["attributions"] for role in ROLES for span in one[role]]
    return every + report.get("discard", [])


def test_each_report_is_labelled_once() -> None:
    assert len(LABELS) == 10
    assert len({one["id"] for one in LABELS}) == 10


@report
def test_a_report_is_known_by_its_id_and_the_digest_of_its_text(report: dict[str, Any]) -> None:
    assert set(report) - {"discard"} == {"id", "sha256", "attributions"}
    assert len(bytes.fromhex(report["sha256"])) == 32


@report
def test_every_attribution_has_all_roles_a_type_and_a_speaker_or_none(report: dict[str, Any]) -> None:
    for one in report["attributions"]:
        assert set(one) - {"forms"} == {*ROLES, "type", "nested", "speaker"}
        assert one["content"] and (one["source"] or one["cue"])
        assert one["type"] in ("speech", "attitude") and isinstance(one["nested"], bool)


@report
def test_spans_are_not_empty_and_the_pieces_of_a_role_follow_one_another(report: dict[str, Any]) -> None:
    assert all(0 <= start < end for start, end in spans(report))
    for one in report["attributions"]:
        assert all(first[1] < second[0] for role in ROLES for first, second in pairwise(one[role]))


@report
def test_nothing_is_labelled_twice(report: dict[str, Any]) -> None:
    keys = [json.dumps([one[role] for role in ROLES]) for one in report["attributions"]]
    assert len(set(keys)) == len(keys)


@report
def test_a_speaker_is_a_name_and_no_piece_of_text(report: dict[str, Any]) -> None:
    for one in report["attributions"]:
        for name in [one["speaker"] or "Nobody", *one.get("forms", [])]:
            assert name == name.strip() and name.isprintable() and len(name) <= 60
        assert one["speaker"] or "forms" not in one


def test_without_the_data_nothing_is_measured_and_that_is_said(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(elsewhere, "present", lambda: False)
    assert elsewhere.main() == {}
    assert capsys.readouterr().out == "Evaluation skipped: the data folder shared is not beside the project.\n"


@pytest.mark.shared
def test_a_text_that_was_not_labelled_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    changed = [LABELS[0] | {"sha256": "0" * 64}]
    monkeypatch.setattr(elsewhere, "labels", lambda: changed)
    with pytest.raises(SystemExit, match="is not the one that was labelled"):
        elsewhere.labelled()


@pytest.mark.shared
@report
def test_labels_begin_and_end_at_the_edges_of_words(report: dict[str, Any]) -> None:
    text = text_of(report)
    for start, end in spans(report):
        label = text[start:end]
        assert label == label.strip()
        assert not (text[max(0, start - 1) : start + 1].isalnum() and 0 < start), label
        assert not (text[end - 1 : end + 1].isalnum() and end < len(text)), label


@pytest.mark.shared
@report
def test_a_nested_attribution_stands_in_the_content_of_another(report: dict[str, Any]) -> None:
    def extent(one: dict[str, Any]) -> tuple[int, int]:  # with cue and source where they stand between the pieces
        return one["content"][0][0], one["content"][-1][1]

    outermost = [extent(one) for one in report["attributions"] if not one["nested"]]
    for start, end in (extent(one) for one in report["attributions"] if one["nested"]):
        assert any(first <= start and end <= last for first, last in outermost)


@pytest.mark.shared
@report
def test_a_speaker_is_named_in_the_report(report: dict[str, Any]) -> None:
    text = text_of(report).casefold()
    for one in report["attributions"]:
        for name in [one["speaker"] or "", *one.get("forms", [])]:
            assert all(word in text for word in name.casefold().split()), name


def text_of(report: dict[str, Any]) -> str:
    return next(one.text for one in elsewhere.labelled() if one.id == report["id"])


TEXT = "The ferry is late, said Ana Ruiz of the Port Authority. Rain is likely, she said. It may snow."
SAID = {"source": [[24, 32]], "cue": [[19, 23]], "content": [[0, 17]]}


@pytest.mark.shared
@pytest.mark.parametrize(
    ("labelled", "given", "answer"),
    [
        ({"speaker": "Ana Ruiz"}, "Ana Ruiz", "right"),
        ({"speaker": "Ana Ruiz"}, "Ruiz", "short"),
        ({"speaker": "Ana Ruiz"}, "Bea Soto", "wrong"),
        ({"speaker": "Ana Ruiz"}, None, "open"),
        ({"speaker": "Port Authority", "forms": ["PA"]}, "PA", "short"),
        ({"speaker": None}, "Ana Ruiz", "given"),
        ({"speaker": None}, None, "open"),
    ],
)
def test_a_name_is_compared_with_the_label(labelled: dict[str, Any], given: str | None, answer: str) -> None:
    one = elsewhere.Labelled("ferry", TEXT, [SAID | labelled], [])
    tools = scorer("score_attributions"), scorer("score_speakers")
    (verdict,) = elsewhere.judge(*tools, one, [SAID | {"speaker": given}])
    assert verdict.answer == answer


@pytest.mark.shared
def test_a_name_counts_for_nothing_when_the_words_were_not_found() -> None:
    one = elsewhere.Labelled("ferry", TEXT, [SAID | {"speaker": "Ana Ruiz"}], [])
    elsewhere_found = SAID | {"content": [[56, 70]], "speaker": "Ana Ruiz"}
    (verdict,) = elsewhere.judge(scorer("score_attributions"), scorer("score_speakers"), one, [elsewhere_found])
    assert verdict == elsewhere.Verdict(named=True, pronoun=False, answer=None)
