"""How much of a report is analysed, and that its spans stay right whatever is left out."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord import language
from onrecord.language import (
    IN_PART,
    LONGEST_ANALYSED,
    MOST_ANALYSED,
    READ,
    WHY_LEFT_OUT,
    analysed_until,
    first_part,
    parse,
)
from onrecord.model import Block, Report, Span

SENTENCE = "The ferry across the sound stops for a week, the harbour board said. "


def report_of(*paragraphs: str) -> Report:
    """Make a report whose every paragraph is a block of its body."""
    blocks, start = [], 0
    for paragraph in paragraphs:
        blocks.append(Block(Span("r", start, start + len(paragraph)), "body", "a paragraph of the report"))
        start += len(paragraph) + 1
    return Report(id="r", name="r", text="\n".join(paragraphs), blocks=tuple(blocks))


def kinds(report: Report) -> list[str]:
    return [block.kind for block in report.blocks]


def test_a_report_of_usual_length_is_analysed_whole() -> None:
    report = report_of(*[SENTENCE * 3] * 100)
    assert first_part(report) is report


def test_of_a_very_long_report_the_paragraphs_that_fit_are_analysed() -> None:
    paragraph = (SENTENCE * 4).strip()
    part = first_part(report_of(*[paragraph] * 1_000))
    analysed = kinds(part).count("body")
    words = analysed * 4 * 15  # each sentence has thirteen words, a comma and a full stop
    assert MOST_ANALYSED - 4 * 15 < words <= MOST_ANALYSED
    assert kinds(part) == ["body"] * analysed + ["boilerplate"] * (1_000 - analysed)
    assert part.blocks[-1].because == WHY_LEFT_OUT
    assert part.flags == (IN_PART,)


def test_one_endless_paragraph_is_cut_where_a_sentence_ends() -> None:
    part = first_part(report_of((SENTENCE * 10_000).strip()))
    first, rest = (block.span.text(part) for block in part.blocks)
    assert first.endswith("the harbour board said.")
    assert rest.startswith("The ferry")
    assert kinds(part) == ["body", "boilerplate"]


def test_a_report_of_usual_length_is_analysed_to_its_end() -> None:
    report = report_of(SENTENCE)
    assert analysed_until(first_part(report)) == len(report.text)


def test_a_very_long_report_is_analysed_to_where_its_rest_was_set_aside() -> None:
    part = first_part(report_of("a" * 400_000))
    assert analysed_until(part) == LONGEST_ANALYSED


def test_one_endless_word_is_cut_where_it_must_be() -> None:
    part = first_part(report_of("a" * 400_000))
    assert [block.span for block in part.blocks] == [
        Span("r", 0, LONGEST_ANALYSED),
        Span("r", LONGEST_ANALYSED, 400_000),
    ]


def test_what_comes_after_the_first_part_stays_as_it_was_if_it_is_not_read_anyway() -> None:
    report = report_of((SENTENCE * 5_000).strip(), "Read more: bridges", SENTENCE)
    teaser = Block(report.blocks[1].span, "teaser", "a link")
    part = first_part(Report(id="r", name="r", text=report.text, blocks=(report.blocks[0], teaser, report.blocks[2])))
    assert kinds(part) == ["body", "boilerplate", "teaser", "boilerplate"]


def test_the_flag_reaches_the_parsed_report(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(language, "MOST_ANALYSED", 30)
    parsed = parse(report_of(SENTENCE.strip(), SENTENCE.strip(), SENTENCE.strip()))
    assert parsed.report.flags == (IN_PART,)
    assert len(parsed.sentences) == 2
    assert all(word.text == parsed.report.text[word.start : word.end] for word in parsed.words)


@given(
    paragraphs=st.lists(st.text(alphabet="ab .“”\t\u2028", min_size=1, max_size=90), min_size=1, max_size=8),
    characters=st.integers(1, 120),
    words=st.integers(1, 40),
)
def test_nothing_but_white_space_falls_between_the_blocks(paragraphs: list[str], characters: int, words: int) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(language, "LONGEST_ANALYSED", characters)
        patch.setattr(language, "MOST_ANALYSED", words)
        patch.setattr(language, "LONGEST", 20)
        part = first_part(report_of(*paragraphs))
        spans = [block.span for block in part.blocks]
        covered = {offset for span in spans for offset in range(span.start, span.end)}
        assert all(part.text[offset].isspace() for offset in set(range(len(part.text))) - covered)
        assert spans == sorted(spans) and sum(span.end - span.start for span in spans) == len(covered)
        assert sum(block.span.end - block.span.start for block in part.blocks if block.kind in READ) <= characters
        assert first_part(part) == part, "what was left out once stays out, and nothing more"
