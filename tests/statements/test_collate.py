"""Wordings side by side: every cell a slice of its own report."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.model import Column, Report
from onrecord.statements.collate import Wordings, collate, read_words
from onrecord.tokens import norms, words

TEXTS = (
    st.lists(
        st.sampled_from(
            [
                "the",
                "bridge,",
                "bridges",
                "isn’t",
                "is",
                "not",
                "(now)",
                "shut.",
                "We",
                "it's",
                "—",
                "…",
                "cease-fire",
                "ceasefire",
                "10",
            ]
        ),
        min_size=1,
        max_size=10,
    )
    .map(" ".join)
    .filter(lambda text: bool(words(text)))
)


def laid(*texts: str) -> tuple[tuple[Report, ...], tuple[Column, ...]]:
    reports = tuple(Report(id=f"r{number}", name=f"r{number}", text=text) for number, text in enumerate(texts))
    return reports, collate(Wordings(tuple(read_words(r, [r.span(0, len(r.text))]) for r in reports), reports))


def table(*texts: str) -> list[tuple[str, list[str | None]]]:
    reports, columns = laid(*texts)
    return [(c.kind, [s and s.text(r) for s, r in zip(c.readings, reports, strict=True)]) for c in columns]


def test_a_changed_word_stands_against_the_word_it_replaces() -> None:
    assert table("We shut the bridge tonight", "We shut the tunnel tonight") == [
        ("same", ["We shut the", "We shut the"]),
        ("substantive", ["bridge", "tunnel"]),
        ("same", ["tonight", "tonight"]),
    ]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("that’s shut", "that is shut"),
        ("it is not open", "it isn’t open"),
        ("ten boats", "10 boats"),
        ("The bridge, then.", "the bridge then"),
        ("a cease-fire now", "a ceasefire now"),
        ("a co-operation", "a cooperation"),
    ],
)
def test_a_change_of_dress_is_accidental(one: str, other: str) -> None:
    assert {kind for kind, _ in table(one, other)} <= {"same", "accidental"}
    assert "accidental" in {kind for kind, _ in table(one, other)}


def test_a_contraction_is_not_cut_in_two() -> None:
    assert table("We haven’t gone", "We have not gone")[1] == ("accidental", ["haven’t", "have not"])


def test_a_clipped_tail_is_apart_from_the_changed_word_before_it() -> None:
    assert table("close the gaps in a way that works", "close the gap") == [
        ("same", ["close the", "close the"]),
        ("substantive", ["gaps", "gap"]),
        ("substantive", ["in a way that works", None]),
    ]


def test_a_short_witness_does_not_turn_all_columns_substantive() -> None:
    rows = table("we shut the bridge at nine tonight", "we shut the bridge at nine tonight", "the bridge")
    assert rows[0] == ("same", ["we shut", "we shut", None])
    assert ("substantive", "at nine tonight") not in [(kind, cells[0]) for kind, cells in rows]


def test_insertions_of_several_witnesses_are_aligned_with_each_other() -> None:
    rows = table("the bridge is shut", "the old iron bridge is shut", "the iron bridge is shut")
    assert ("substantive", [None, "old", None]) in rows
    assert ("substantive", [None, "iron", "iron"]) in rows


def test_a_column_never_reaches_from_one_piece_into_the_next() -> None:
    whole = Report(id="a", name="a", text="We shut the bridge.")
    parted = Report(id="b", name="b", text="“We shut” – so she said – “the bridge.”")
    words_of = read_words(whole, [whole.span(0, 19)]), read_words(parted, [parted.span(1, 8), parted.span(27, 38)])
    columns = collate(Wordings(words_of, (whole, parted)))
    assert [span and span.text(parted) for span in (c.readings[1] for c in columns)] == ["We shut", "the bridge."]


@given(st.lists(TEXTS, min_size=2, max_size=4))
def test_read_back_each_witness_gives_all_its_words_in_order(texts: list[str]) -> None:
    reports, columns = laid(*texts)
    for number, report in enumerate(reports):
        spans = [c.readings[number] for c in columns if c.readings[number]]
        assert all(one.end <= two.start for one, two in zip(spans, spans[1:], strict=False) if one and two)
        assert [n for s in spans if s for n in norms(words(s.text(report)))] == list(norms(words(report.text)))


@given(st.lists(TEXTS, min_size=3, max_size=4))
def test_the_order_of_the_witnesses_after_the_base_does_not_matter(texts: list[str]) -> None:
    base, *others = texts
    turned = others[::-1]
    straight = [(kind, cells[0], sorted(c or "" for c in cells[1:])) for kind, cells in table(base, *others)]
    assert straight == [(kind, cells[0], sorted(c or "" for c in cells[1:])) for kind, cells in table(base, *turned)]


@given(TEXTS)
def test_one_wording_twice_is_all_the_same(text: str) -> None:
    assert {kind for kind, _ in table(text, text)} == {"same"}


PIECES = st.lists(TEXTS, min_size=1, max_size=3)


@given(st.lists(PIECES, min_size=2, max_size=4))
def test_quotations_in_pieces_read_back_word_by_word(witnesses: list[list[str]]) -> None:
    reports, spans = [], []
    for number, pieces in enumerate(witnesses):
        text = " – she said – ".join(pieces)
        starts = [text.index(piece, sum(len(p) + 14 for p in pieces[:n])) for n, piece in enumerate(pieces)]
        reports.append(Report(id=f"r{number}", name=f"r{number}", text=text))
        spans.append([reports[-1].span(at, at + len(piece)) for at, piece in zip(starts, pieces, strict=True)])
    columns = collate(Wordings(tuple(map(read_words, reports, spans)), tuple(reports)))
    for number, report in enumerate(reports):
        cells = [span for column in columns if (span := column.readings[number])]
        assert all(any(piece.holds(cell) for piece in spans[number]) for cell in cells)
        assert all(one.end <= two.start for one, two in zip(cells, cells[1:], strict=False))
        read_back, printed = (
            "".join(filter(str.isalnum, "".join(span.text(report) for span in held))) for held in (cells, spans[number])
        )
        assert read_back == printed


@given(st.lists(TEXTS, min_size=2, max_size=3))
def test_a_report_that_prints_the_same_words_once_more_has_the_same_cells(texts: list[str]) -> None:
    doubled = [(kind, cells[: len(texts)]) for kind, cells in table(*texts, *texts[1:])]
    twins = [cells[len(texts) :] for _, cells in table(*texts, *texts[1:])]
    assert twins == [cells[1:] for _, cells in doubled]
    assert [cells for _, cells in doubled] == [cells for _, cells in table(*texts)] or len(texts) == 2
