"""What holds for any text: nothing lost, nothing invented, the same result every time."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.model import Attribution
from onrecord.speakers import resolve_speakers
from onrecord.speakers.answers import CONFIDENCE
from onrecord.speakers.resolve import explain
from tests.conftest import SHARED
from tests.known import parse_with_names
from tests.speakers.marked import attributed, report_of
from tests.timing import Work, grows_at_most

_WORDS = st.sampled_from(
    [
        "Irena Kolar",
        "Pavel Kolar",
        "President Kolar",
        "Mr. Reiter",
        "he",
        "She",
        "who",
        "it",
        "I",
        "the president",
        "a spokesman",
        "said",
        "told",
        "“",
        "”",
        ".",
        ",",
        "\n",
        "and",
        "'s",
        "The World Bank",
        "the bank",
        "U.S.",
        "Beijing",
        "campaign",
        "her",
        "is",
        "(",
        ")",
        "-",
        "de",
        "al-Hadidi",
    ]
)


@given(st.lists(_WORDS, min_size=1, max_size=30), st.data())
@settings(max_examples=60)
def test_every_source_is_answered_and_names_come_from_the_report(words: list[str], data: st.DataObject) -> None:
    text = " ".join(words)
    report = report_of(text)
    start = data.draw(st.integers(0, len(text) - 1))
    spans = [(start, data.draw(st.integers(start, len(text)))), (0, 0)]
    attributions = [
        Attribution(
            id=str(at),
            report="r",
            source=(report.span(*span),) if span[0] < span[1] else (),
            cue=(),
            content=(report.span(0, len(text)),),
            quoted=(report.span(0, len(text)),),
            form="direct",
            type="speech",
            origin="continuation",
            confidence=1.0,
        )
        for at, span in enumerate(spans)
    ]
    parsed = parse_with_names(report)
    resolved = resolve_speakers(parsed, attributions)
    assert [one.id for one in resolved] == [one.id for one in attributions]
    assert resolved == resolve_speakers(parsed, attributions)
    for one, answer in zip(resolved, explain(parsed, attributions), strict=True):
        assert one.speaker.basis
        assert (one.speaker.name is None) == (one.speaker.confidence == 0.0)
        assert answer.name is None or answer.kind in CONFIDENCE
        if one.speaker.named_at:
            assert one.speaker.named_at.text(report).strip()


def test_a_report_without_words_has_no_speakers() -> None:
    assert resolve_speakers(parse_with_names(report_of("")), []) == ()


def resolving(paragraphs: int) -> Work:
    line = "Irena Kolar{0} met Anton Reiter of Halden{0} University. [[He]] said it was cold. [[The senator]] left."
    lines = [line.format(at) for at in range(paragraphs)]
    report, attributions = attributed("\n".join(lines))
    parsed = parse_with_names(report)
    return lambda: resolve_speakers(parsed, attributions)


def test_time_grows_with_the_text_and_no_faster() -> None:
    assert grows_at_most(2.6, resolving(200), resolving(400))


@pytest.mark.shared
def test_the_reports_that_began_it_all_leave_open_what_they_leave_open() -> None:
    from onrecord.attributions import find_attributions
    from onrecord.language import parse
    from onrecord.read import read

    said: dict[str, set[str | None]] = {}
    for report in read([SHARED / "seeds"]).reports:
        found = find_attributions(parse(report))
        for one in resolve_speakers(found.parsed, found.attributions):
            for span in one.source:
                said.setdefault(span.text(report).lower(), set()).add(one.speaker.name)
    assert said["the president"] == {None}
    assert said["the official"] == {None}
    assert said["obama"] == {"Barack Obama"}
    assert said["putin"] == {"Vladimir Putin"}
