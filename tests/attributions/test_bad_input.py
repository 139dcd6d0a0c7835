"""Whatever is read, the answer is honest and bounded: spans within the text, the same every time, in time that grows with the text."""

from __future__ import annotations

import json
from collections.abc import Sequence
from importlib.resources import files
from pathlib import Path

import numpy as np
import onnxruntime
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.attributions import find_attributions
from onrecord.attributions.find import Found
from onrecord.attributions.hints import hints_for
from onrecord.cli import run
from onrecord.language import LONGEST_RUN, LONGEST_SENTENCE, Parsed, parse
from onrecord.model import Report, Span
from onrecord.read.blocks import mark_blocks
from onrecord.tagger import Hints, decode
from onrecord.tagger.network import FILE, Network, load_network
from onrecord.tagger.pieces import pieces
from onrecord.tagger.windows import LENGTH, windows
from tests.timing import seconds, takes_at_most

SAID = "Ann Hale said the old pier would close on Friday because it had moved. "
QUOTED = "“We have looked at every bolt of the pier, and it is not safe,” said Ann Hale.\n"

# Each is repeated until the text is long enough; what begins with a bar stands once, before that.
BAD_INPUT = {
    "one line": SAID,
    "one line without spaces": SAID.replace(" ", ""),
    "one word": "a",
    "quotation marks in pairs": "Ann said |“a” ",
    "a chain of quotations": "She said |“a” and ",
    "quotations that touch": "“We go,” she said. |“We go.” ",
    "opening marks without a space": "Ann said |“",
    "closing marks alone": "x” ",
    "straight marks": 'Ann said |" ',
    "marks of all kinds": '“a «b ‘c "d ',
    "marks of all kinds without a space": "Ann said |“«‘\"'`„",
    "a quotation never closed, taken up by every paragraph": "“We go,” she said. “We stay\n|“We go home\n",
    "no quotation mark": "Ann Hale walked home. The pier was old. ",
    "Greek": "Η δήμαρχος είπε ότι η γέφυρα θα κλείσει την Παρασκευή. ",
    "Chinese": "市长说，这座桥星期五将关闭，因为它已经移动了。",
    "Arabic": "قالت رئيسة البلدية إن الجسر سيغلق يوم الجمعة. ",
    "languages mixed": "The mayor said 桥将关闭 and قالت إن الجسر «θα κλείσει» on Friday. ",
    "capitals": SAID.upper(),
    "words without a sentence": "pier quay bridge harbour rope ",
    "numbers": "12 4.5 1,000 37% 2016 ",
    "a table": "Pier | 12 | 4.5 | open\n",
    "tiny paragraphs": "“Go,” he said.\n\n",
    "brackets": "Ann said |(",
    "slashes": "Ann said |a/b-c.",
    "zero-width signs": "An\u200bn Ha\u200dle sa\ufeffid it would close. ",
    "control characters": "Ann\0 Hale said\x1b it would close. ",
    "combining signs": "e" + "\u0301" * 40 + " said ",
    "emoji": "Ann said |😀👩‍👩‍👧🇬🇧👍🏽",
    "syllables that part into many pieces": "Ann said |" + "한" * 33 + "§",
    "clause in clause": "she said that ",
}


def bad_input(name: str, length: int) -> str:
    once, _, again = BAD_INPUT[name].rpartition("|")
    return once + (again * (length // len(again) + 1))[:length]


def report_of(text: str) -> Report:
    """Read a text as a report, as `onrecord attributions` does with a file."""
    return Report(id="r", name="r", text=text, blocks=mark_blocks(text, "r"))


def found(text: str) -> Found:
    return find_attributions(parse(report_of(text)))


def silent(parsed: Parsed) -> Hints:
    nothing = [0] * len(parsed.words)
    return Hints(nothing, nothing, nothing)


def assert_in_order(spans: Sequence[Span], text: str) -> None:
    """Each span holds something, and stands in the text behind the one before it."""
    edges = [edge for span in spans for edge in (span.start, span.end)]
    assert edges == sorted(edges) and all(0 <= span.start < span.end <= len(text) for span in spans)


def assert_honest(text: str, got: Found) -> None:
    for one in got.attributions:
        for spans in (one.source, one.cue, one.content, one.quoted):
            assert_in_order(spans, text)
        assert one.content and one.report == "r" and 0 <= one.confidence <= 1
        assert all(any(whole.holds(part) for whole in one.content) for part in one.quoted)
    for name in got.parsed.names:
        sentence = got.parsed.sentence_of(name.first)
        assert sentence.first <= name.first < name.last <= sentence.last
    assert len(got.attributions) <= len(got.parsed.words)


# ---------------------------------------------------------------- time and bounds


@pytest.mark.parametrize("name", BAD_INPUT)
def test_four_times_the_text_takes_about_four_times_as_long(name: str) -> None:
    found(SAID)  # what is loaded and remembered once is no cost of the text
    short, long = bad_input(name, 1_000), bad_input(name, 4_000)
    assert_honest(long, found(long))
    once = min(seconds(lambda: found(short)) for _ in range(2))
    assert takes_at_most(8 * once + 0.25, lambda: found(long))


@pytest.mark.parametrize("signs", ["(", "“", "'s", "a/b-c.", "!?", "桥"])
def test_a_run_of_signs_is_parsed_in_slices_and_none_is_lost(signs: str) -> None:
    text = "Ann said " + signs * 2_000 + " and left."
    parsed = parse(report_of(text))
    assert "".join(word.text for word in parsed.words) == text.replace(" ", "")
    assert all(len(word.text) <= LONGEST_RUN for word in parsed.words)


@pytest.mark.parametrize(
    "name", ["words without a sentence", "clause in clause", "numbers", "quotation marks in pairs"]
)
def test_no_sentence_is_longer_than_a_sentence_can_be(name: str) -> None:
    parsed = parse(report_of(bad_input(name, 8_000)))
    assert [word for one in parsed.sentences for word in range(one.first, one.last)] == list(range(len(parsed.words)))
    assert all(one.last - one.first <= LONGEST_SENTENCE for one in parsed.sentences)
    for word in parsed.words:
        assert parsed.words[word.head].sentence == word.sentence


@given(st.text(min_size=1, max_size=6), st.integers(1, 400))
def test_no_word_takes_up_a_window(signs: str, times: int) -> None:
    assert 1 <= len(pieces().of(signs * times)) <= 100


@settings(max_examples=20)
@given(st.lists(st.text(alphabet="한桥“(/'§é😀a\u0301\u200b ", max_size=60).map(lambda text: text * 12), max_size=4))
def test_no_window_is_longer_than_the_network_was_trained_on(parts: list[str]) -> None:
    parsed = parse(report_of("Ann said " + "\n".join(parts)))
    made = list(windows(parsed, silent(parsed)))
    assert [word for one in made for word in one.words.tolist()] == list(range(len(parsed.words)))
    assert all(one.features.shape[1] <= LENGTH for one in made)


# ---------------------------------------------------------------- promises

PARTS = st.one_of(
    st.sampled_from([*BAD_INPUT.values(), SAID, QUOTED, "\n", "“", "”", '"', "HOLT: ", "According to Ann, ", "\n\n"]),
    st.text(max_size=20),
)
TEXTS = st.lists(PARTS, min_size=1, max_size=8).map("".join)


@settings(max_examples=40)
@given(TEXTS)
def test_spans_lie_in_the_text_in_order_and_names_in_a_sentence(text: str) -> None:
    assert_honest(text, found(text))


@settings(max_examples=12)
@given(TEXTS, TEXTS)
def test_what_was_read_before_changes_nothing(text: str, other: str) -> None:
    first = found(text)
    found(other)
    assert found(text) == first


def scored(reader: Network, parsed: Parsed, group: int) -> list[list[bytes]]:
    """Score a report's windows, so many at a time, as bytes."""
    made = list(windows(parsed, silent(parsed)))
    groups = [made[start : start + group] for start in range(0, len(made), group)]
    answers = [one for some in groups for one in reader.score(some)]
    return [[np.ascontiguousarray(x).tobytes() for x in (a.roles, a.names, a.cues, a.sources)] for a in answers]


def test_windows_are_read_the_same_in_any_grouping_and_on_any_number_of_threads() -> None:
    parsed = parse(report_of((SAID + QUOTED) * 20))
    expected = scored(load_network(), parsed, 1)
    assert len(expected) >= 4
    assert scored(load_network(), parsed, 3) == scored(load_network(), parsed, 99) == expected
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 3
    content = files("onrecord.tagger").joinpath(FILE).read_bytes()
    session = onnxruntime.InferenceSession(content, options, providers=["CPUExecutionProvider"])
    assert scored(Network(session), parsed, 2) == expected


def test_a_report_is_decoded_the_same_however_many_windows_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    parsed = parse(report_of((SAID + QUOTED) * 20))
    hints = hints_for(parsed, (), ())
    whole = decode.look(load_network(), parsed, hints)
    assert whole.attributions and whole.names
    monkeypatch.setattr(decode, "_AT_ONCE", 1)
    assert decode.look(load_network(), parsed, hints) == whole


# ---------------------------------------------------------------- the command


def test_the_command_answers_for_every_file_and_a_good_one_beside_bad_ones_is_read(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for number, name in enumerate(BAD_INPUT):
        (tmp_path / f"bad-{number:02}.txt").write_text(bad_input(name, 300), encoding="utf-8", newline="")
    (tmp_path / "empty.txt").write_text("“” “”\n", encoding="utf-8")
    (tmp_path / "good.txt").write_text(QUOTED, encoding="utf-8")
    assert run(["attributions", str(tmp_path)]) == 3
    printed, error = capsys.readouterr()
    lines = {line["id"]: line for line in map(json.loads, printed.splitlines())}
    refused = [line for line in error.splitlines() if line.startswith("rejected: ")]
    assert len(lines) + len(refused) == len(BAD_INPUT) + 2
    assert any("empty.txt: it holds no words" in line for line in refused)
    [said] = lines["good"]["attributions"]
    assert said["speaker"] == "Ann Hale"
    assert [QUOTED[start:end] for start, end in said["content"]] == [QUOTED.partition(" said")[0]]
