"""The tables of the evaluation: pairs as the scorer's, honest intervals and calibration, slices, and peers that may be absent."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from evaluation import alignment, articles, calibration, peers, run, slices
from evaluation.intervals import interval, share, shown, with_interval
from evaluation.slices import SLICES, Case
from evaluation.textacy_quotations import find, find_all, paragraphs, whole

# Intervals


def test_a_share_is_of_all_articles_together_and_not_the_mean_of_theirs() -> None:
    assert share([(1, 1), (0, 3)]) == 0.25


def test_where_there_is_nothing_there_is_no_share_and_no_interval() -> None:
    assert with_interval([(0.0, 0.0)]) == ("", "")


def test_an_interval_is_of_the_middle_of_many_draws_and_the_same_every_time() -> None:
    parts = [(1.0, 1.0)] * 50 + [(0.0, 1.0)] * 50
    low, high = interval(parts, share) or (0, 0)
    assert (low, high) == interval(parts, share)
    assert 0.37 <= low <= 0.43 and 0.57 <= high <= 0.63


def test_articles_that_are_all_alike_leave_nothing_to_chance() -> None:
    assert interval([(3.0, 4.0)] * 9, share) == (0.75, 0.75)


def test_an_interval_is_written_in_points() -> None:
    assert shown((0.6271, 0.6934)) == "62.7–69.3"


# Calibration


@pytest.mark.parametrize(
    ("confidence", "place"), [(0.0, 0), (0.49, 0), (0.5, 1), (0.59, 1), (0.6, 2), (0.89, 4), (0.9, 5), (1.0, 5)]
)
def test_a_confidence_falls_into_the_bin_that_begins_at_or_under_it(confidence: float, place: int) -> None:
    assert calibration.bin_of(confidence) == place


def test_the_error_is_the_gap_of_each_bin_weighed_by_what_it_holds() -> None:
    sure = [[(0.9, True, 1.0), (0.9, False, 1.0)]]  # .9 stated, .5 right
    doubtful = [[(0.5, True, 1.0), (0.5, False, 1.0)]]  # as stated
    assert calibration.calibration_error(sure) == pytest.approx(0.4)
    assert calibration.calibration_error(doubtful) == 0.0
    assert calibration.calibration_error(sure + doubtful) == pytest.approx(0.2)


def test_too_little_and_too_much_trust_in_one_bin_make_up_for_each_other() -> None:
    assert calibration.calibration_error([[(0.9, True, 1.0)] * 9, [(0.9, False, 1.0)]]) == pytest.approx(0.0)


def test_an_annotator_among_five_counts_a_fifth() -> None:
    assert calibration.calibration_error([[(1.0, False, 0.2)], [(1.0, True, 0.8)]]) == pytest.approx(0.2)


def test_the_table_shows_each_bin_that_holds_something(capsys: pytest.CaptureFixture[str]) -> None:
    calibration.report([[(0.95, True, 1.0), (0.5, False, 1.0)]])
    assert [line.split()[:4] for line in capsys.readouterr().out.splitlines()[1:3]] == [
        ["0.5–0.6", "1", "50.0", "0.0"],
        ["0.9–1.0", "1", "95.0", "100.0"],
    ]


# Slices: {content}, <cue>, [source]

_PIECE = re.compile(r"[{<\[]([^}>\]]+)[}>\]]")
_ROLES = {"{": "content", "<": "cue", "[": "source"}


def case(marked: str, **known: Any) -> Case:
    text, pieces = "", {"content": [], "cue": [], "source": []}  # type: ignore[var-annotated]
    done = 0
    for match in _PIECE.finditer(marked):
        text += marked[done : match.start()]
        pieces[_ROLES[match[0][0]]].append((len(text), len(text) + len(match[1])))
        text, done = text + match[1], match.end()
    facts = {"kind": None, "tags": (), "form": "indirect", "attitude": False, "quoted_paragraphs": 0} | known
    return Case(text=text + marked[done:], **pieces, **facts)


@pytest.mark.parametrize(
    ("marked", "known", "slice_"),
    [
        ("[MOOR]<:> {The quay will close.}", {"kind": "name"}, "colon or dash for a cue"),
        ("{The quay will close.} <―> [Ada Moor]", {"kind": "name"}, "colon or dash for a cue"),
        ("It was <rumoured> {that the quay would close}.", {}, "no source"),
        ("{The quay will close,} [officials] <said>.", {"kind": "nominal"}, "…, officials said"),
        ("{The quay will close,} <said> [a clerk].", {"kind": "nominal"}, "…, officials said"),
        ("[A new poll] <found> {most want the quay}.", {"kind": "nominal"}, "common noun for a source"),
        ("[She] <said> {the quay would close}.", {"kind": "pronoun"}, "pronoun for a source"),
        ("Moor, [who] <says> {the quay is safe}", {"kind": "pronoun"}, "relative pronoun for a source"),
        ("{“It is safe,”} <said> [Ada Moor, an engineer].", {"kind": "name"}, "said Name, role"),
        ("[Moor] <has made it clear> {that the quay is safe}.", {"kind": "name"}, "cue of three words or more"),
        ("[Moor]’s <claim> {that the quay is safe}", {"tags": ("NN",)}, "noun for a cue"),
        ("[Moor] <wants> {a new quay}.", {"attitude": True}, "attitude"),
        ("{“It is safe. It was tested,”} [Moor] <said>.", {}, "several sentences in a piece"),
        ("{“It is safe.” “Was it tested?”} [Moor] <said>.", {}, "several sentences in a piece"),
        ("{The quay}, [Moor] <said>, {is safe}.", {}, "content in several pieces"),
        ("{“It is safe,”} [Moor] <said>. {“It was tested.”}", {}, "going on after the cue"),
        ("[Moor] <said>: {“It is safe.\n“It was tested.”}", {"quoted_paragraphs": 2}, "quotation over paragraphs"),
        ("{“It is safe,”} [Moor] <said>.", {"form": "direct"}, "direct"),
    ],
)
def test_an_attribution_belongs_to_a_slice(marked: str, known: dict[str, Any], slice_: str) -> None:
    assert SLICES[slice_](case(marked, **known))


@pytest.mark.parametrize(
    ("marked", "known", "slice_"),
    [
        ("[Moor] <said:> {“It is safe.”}", {"kind": "name"}, "colon or dash for a cue"),
        ("[Moor] {“It is safe.”}", {"kind": "name"}, "colon or dash for a cue"),
        ("[Officials] <said> {the quay would close}.", {"kind": "nominal"}, "…, officials said"),
        ("{The quay will close,} [Moor] <said>.", {"kind": "name"}, "…, officials said"),
        ("Moor, [who] <says> {the quay is safe}", {"kind": "pronoun"}, "pronoun for a source"),
        ("[Ada Moor, an engineer,] <said> {it was safe}.", {"kind": "name"}, "said Name, role"),
        ("{“It is safe,”} <said> [Ada Moor].", {"kind": "name"}, "said Name, role"),
        ("[Moor] <made clear> {that the quay is safe}.", {}, "cue of three words or more"),
        ("[Moor] <made the claim> {that it is safe}", {"tags": ("VBD", "DT", "NN")}, "noun for a cue"),
        ("<according to> [Moor], {it is safe}", {"tags": ("VBG", "IN")}, "noun for a cue"),
        ("{Dr. Moor of St. Ives and Mr. J. Reed are safe}, [he] <said>.", {}, "several sentences in a piece"),
        ("{It is safe.} {It was tested.} [Moor] <said>.", {}, "several sentences in a piece"),
        ("{The quay is safe}, [Moor] <said>.", {}, "content in several pieces"),
        ("[Moor] <said> {it} was {safe}.", {}, "going on after the cue"),
        ("{“It is safe”} {“and sound”}", {}, "going on after the cue"),
    ],
)
def test_an_attribution_does_not_belong_to_a_slice(marked: str, known: dict[str, Any], slice_: str) -> None:
    assert not SLICES[slice_](case(marked, **known))


def test_every_slice_has_a_sentence_on_what_it_is() -> None:
    described = [
        belongs.__doc__ for name, belongs in SLICES.items() if name not in {"all", "direct", "mixed", "indirect"}
    ]
    assert all(described) and len(described) == 14


# The pairs are the scorer's

FEW = 6


@pytest.fixture
def few(monkeypatch: pytest.MonkeyPatch) -> articles.Annotated:
    """Give six articles, one of which several people annotated, to all that asks for the articles."""
    every = articles.annotated()
    names = sorted(every, key=lambda name: (-len(every[name][1]), name))[:FEW]
    chosen = {name: every[name] for name in names}
    assert len(chosen[names[0]][1]) > 1
    for module in (alignment, slices):
        monkeypatch.setattr(module, "annotated", lambda: chosen)
    return chosen


def blurred(annotated: articles.Annotated) -> articles.Found:
    """Give what a poor system would find: some gold lost, some sources and some contents wrong, and a few found twice."""
    found: articles.Found = {}
    for name, (_, annotators) in annotated.items():
        gold = annotators[min(annotators)][0]
        kept = [dict(one) for number, one in enumerate(gold) if number % 7]
        for number, one in enumerate(kept):
            if number % 4 == 0:
                one["source"] = kept[number - 1]["source"]
            if number % 5 == 0:
                (start, end), *_ = one["content"]
                one["content"] = [(start, start + (end - start) // 3)]
        found[name] = kept + kept[:3]
    return found


@pytest.mark.shared
def test_what_is_right_pair_by_pair_adds_up_to_the_scorer_s_totals(few: articles.Annotated) -> None:
    found = blurred(few)
    totals = articles.tool().score(few, found)
    judged = list(alignment.judge(found))
    gold = [(one.weight * right, one.weight) for one in judged for _, _, right in one.gold]
    tried = [(one.weight * right, one.weight) for one in judged for _, right in one.found]
    precision, recall, _ = totals["full50.all"]
    assert (share(tried), share(gold)) == (pytest.approx(precision), pytest.approx(recall))
    assert 0.3 < recall < 0.9
    assert sum(count for _, count in gold) == pytest.approx(totals["n_gold"], abs=0.01)


@pytest.mark.shared
def test_the_slice_of_all_is_the_scorer_s_recall(few: articles.Annotated, monkeypatch: pytest.MonkeyPatch) -> None:
    unread: dict[str, Any] = defaultdict(lambda: SimpleNamespace(words=()))
    monkeypatch.setattr(slices, "parsed", lambda: unread)
    monkeypatch.setattr(slices.speakers, "labels", dict)
    slices.all_cases.cache_clear()
    found = blurred(few)
    measured = slices.measure(found)
    slices.all_cases.cache_clear()
    totals = articles.tool().score(few, found)
    for kind in ("all", "direct", "mixed", "indirect"):
        assert share(measured[kind]) == pytest.approx(totals[f"full50.{kind}"][1])
    attitudes = sum(count for _, count in measured["attitude"])
    statements = articles.tool().score(few, found, protocol="statements")["n_gold"]
    assert sum(count for _, count in measured["all"]) - attitudes == pytest.approx(statements, abs=0.01)


# Peers


def test_a_paragraph_is_a_line_with_something_on_it_and_knows_where_it_starts() -> None:
    assert paragraphs("One.\n\n  \nTwo.\n") == [(0, "One."), (9, "Two.")]
    assert whole("One.\n\nTwo.") == [(0, "One.\n\nTwo.")]


class Token(SimpleNamespace):
    def __len__(self) -> int:
        return int(self.length)


def said(text: str) -> Iterable[SimpleNamespace]:
    """Stand in for textacy: it gives up on an odd number of marks, and takes the last two words for source and cue."""
    if text.count('"') % 2:
        raise ValueError("an unclosed quotation")
    source, cue = (match for match in list(re.finditer(r"\w+", text))[-2:])
    tokens = [Token(idx=match.start(), length=len(match[0])) for match in (source, cue)]
    yield SimpleNamespace(
        speaker=tokens[:1], cue=tokens[1:], content=SimpleNamespace(start_char=0, end_char=text.rindex('"') + 1)
    )


def test_what_is_found_in_a_paragraph_stands_where_it_does_in_the_article() -> None:
    assert find('"No," Moor said.', 10, said) == [{"source": [[16, 20]], "cue": [[21, 25]], "content": [[10, 15]]}]


def test_an_error_finds_nothing_and_is_counted() -> None:
    texts = {"a": '"No," Moor said.\n"Yes, Reed said.', "b": '"No," Moor said.'}
    as_published, by_paragraph = (find_all(texts, pieces, said) for pieces in (whole, paragraphs))
    assert (as_published["failed"], as_published["pieces"]) == (1, 2)
    assert (by_paragraph["failed"], by_paragraph["pieces"]) == (1, 3)
    assert as_published["attributions"] == {"a": [], "b": find('"No," Moor said.', 0, said)}
    assert by_paragraph["attributions"] == {
        "a": find('"No," Moor said.', 0, said),
        "b": find('"No," Moor said.', 0, said),
    }


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give the peers an empty home, and one article."""
    article = tmp_path / "article.txt"
    article.write_text("“No,” Moor said.", encoding="utf-8")
    monkeypatch.setattr(peers, "HOME", tmp_path)
    monkeypatch.setattr(peers, "texts", lambda: [article])
    peers.textacy.cache_clear()
    return tmp_path


def unavailable() -> None:
    raise peers.Unavailable("it could not be installed (no network)")


def test_where_textacy_cannot_be_had_a_sentence_says_so_and_all_goes_on(
    home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(peers, "set_up", unavailable)
    assert peers.textacy() == {}
    assert capsys.readouterr().out == "textacy is left out: it could not be installed (no network)\n"


def test_what_textacy_found_is_kept_until_the_texts_change(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[list[Any]] = []

    def answer(command: list[Any], **_: Any) -> SimpleNamespace:
        asked.append(command)
        return SimpleNamespace(returncode=0, stdout=json.dumps({"published": len(asked)}).encode())

    monkeypatch.setattr(peers, "set_up", lambda: None)
    monkeypatch.setattr("evaluation.peers.subprocess.run", answer)
    answers = []
    for text in ("“No,” Moor said.", "“No,” Moor said.", "“Yes,” Moor said."):
        (home / "article.txt").write_text(text, encoding="utf-8")
        peers.textacy.cache_clear()
        answers.append(peers.textacy())
    assert answers == [{"published": 1}, {"published": 1}, {"published": 2}]


def test_textacy_s_own_failure_is_told_in_its_own_words(
    home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(peers, "set_up", lambda: None)
    failed = SimpleNamespace(returncode=1, stdout=b"", stderr=b"Traceback\nOSError: no such model\n")
    monkeypatch.setattr("evaluation.peers.subprocess.run", lambda *_, **__: failed)
    assert peers.textacy() == {}
    assert capsys.readouterr().out == "textacy is left out: it failed (OSError: no such model)\n"


# Stages without floors


def test_what_has_no_floors_is_not_run_to_compare_floors(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    floors = tmp_path / "floors.json"
    floors.write_text(
        json.dumps({"variants": {"data": "d1", "at_least": {"F1": 0.7}, "at_most": {}}}), encoding="utf-8"
    )
    monkeypatch.setattr(run, "FLOORS", floors)
    monkeypatch.setattr(run, "present", lambda: True)
    measured: list[str] = []

    def measure(stage: str, quiet: bool = False) -> run.Measured:
        measured.append(stage)
        return {"data": "d1", "at_least": {"F1": 0.8}}

    monkeypatch.setattr(run, "measure", measure)
    assert run.main(["--floors"]) == 0
    assert measured == ["variants"]
    assert run.main([]) == 0
    assert measured[1:] == list(run.STAGES)


def test_a_stage_that_measures_nothing_gets_no_floors(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    floors = tmp_path / "floors.json"
    floors.write_text("{}", encoding="utf-8")
    monkeypatch.setattr(run, "FLOORS", floors)
    monkeypatch.setattr(run, "present", lambda: True)
    monkeypatch.setattr(run, "measure", lambda stage, quiet=False: {})
    assert run.main(["slices", "--raise"]) == 0
    assert json.loads(floors.read_text(encoding="utf-8")) == {}


def test_the_ceiling_of_a_rate_leaves_a_point_and_that_of_a_count_nothing() -> None:
    assert run.lift({"data": "d1", "at_most": {"ece": 0.0412, "merged": 2.0}}, {})["at_most"] == {
        "ece": 0.052,
        "merged": 2,
    }
