"""Spans of a report: which meet a place, found without looking at each."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from onrecord.language import parse
from onrecord.model import Block, Report, Span, Stretches

spans = st.builds(lambda start, length: Span("r", start, start + length), st.integers(0, 40), st.integers(1, 15))


@given(st.lists(spans, max_size=20), spans)
def test_stretches_find_what_a_search_of_all_finds(held: list[Span], place: Span) -> None:
    found = Stretches((span, number) for number, span in enumerate(held)).meeting(place)
    assert found == [(span, number) for span, number in sorted(zip(held, range(20), strict=False)) if span.meets(place)]


def test_sentences_are_found_by_any_character_in_them() -> None:
    text = "The pier is shut. The ferry sails.  Nobody came."
    report = Report(id="r", name="r", text=text, blocks=(Block(Span("r", 0, len(text)), "body", "a line"),))
    parsed = parse(report)
    starts = {
        at: [parsed.words[s.first].text for s in parsed.sentences_with([Span("r", at, at + 1)])]
        for at in (0, 16, 17, 18)
    }
    assert starts == {0: ["The"], 16: ["The"], 17: [], 18: ["The"]}
    assert len(parsed.sentences_with([Span("r", 10, 40)])) == 3
    assert parsed.sentences_with([]) == []
