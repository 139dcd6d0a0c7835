"""What stands in quotation marks, and where the marks are broken."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.attributions import find_quotations
from tests.attributions.conftest import report_of
from tests.timing import seconds, takes_at_most


def inner(text: str) -> list[str]:
    report = report_of(text)
    return [q.inner.text(report) for q in find_quotations(report).quotations]


def faults(text: str) -> list[str]:
    return [fault.because for fault in find_quotations(report_of(text)).faults]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("He said “we go” and left.", ["we go"]),
        ('"We go," she said. "Now."', ["We go,", "Now."]),
        ("''We go,'' she said, ``now''.", ["We go,", "now"]),
        ("„Wir gehen“, sagte sie. «On y va», »Los«.", ["Wir gehen", "On y va", "Los"]),
        ("The mayor sees ‘some progress’ on the workers’ demands.", ["some progress"]),
        ("'I don't know the workers' plan,' she said. 'No.'", ["I don't know the workers' plan,", "No."]),
        ("“She said ‘never’ twice,” he recalled.", ["She said ‘never’ twice,", "never"]),
        ("a “no entry zone ” in the harbour", ["no entry zone"]),
        ('He is 6\'2" tall and the screen is 19" wide.', []),
        ("Rock ’n’ roll in the ’90s wasn’t ours.", []),
        ("”Yes,” she said, with the first mark set the wrong way round.", ["Yes,"]),
    ],
)
def test_every_style_of_mark_is_read(text: str, expected: list[str]) -> None:
    assert inner(text) == expected


def test_a_quotation_reopened_at_each_paragraph_goes_on_without_fault() -> None:
    report = report_of("“The first day was calm.\n“The second was not.”")
    found = find_quotations(report)
    assert [(q.inner.text(report), q.closed, q.continues) for q in found.quotations] == [
        ("The first day was calm.", False, True),
        ("The second was not.", True, False),
    ]
    assert found.faults == ()


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("“We go. She left the room.", "an opening quotation mark that nothing closes"),
        ("We go” she said.", "a closing quotation mark that nothing opened"),
        (
            '"one. Then he said "no" and left.',
            "an opening quotation mark that nothing closes before the next one opens",
        ),
    ],
)
def test_a_mark_that_does_not_pair_is_a_fault(text: str, reason: str) -> None:
    assert faults(text) == [reason]


def test_an_unclosed_mark_inside_a_paragraph_takes_no_more_than_its_sentence() -> None:
    assert inner("She said “we go. Then she left. The rain went on.") == ["we go."]


@pytest.mark.parametrize("piece", ['" ', "“a ", "'a ", "‘“", "“”", "''", "”“ "])
def test_a_hundred_thousand_marks_take_linear_time(piece: str) -> None:
    quarter, whole = report_of(piece * 25_000), report_of(piece * 100_000)
    least = seconds(lambda: find_quotations(quarter))
    assert takes_at_most(max(12 * least, 1.5), lambda: find_quotations(whole))


@settings(max_examples=200, deadline=None)
@given(st.text(alphabet="ab .,“”‘’\"'«»„\n5", max_size=80))
def test_whatever_the_marks_quotations_stay_within_their_block_and_within_one_another(text: str) -> None:
    report = report_of(text)
    found = find_quotations(report).quotations
    for quotation in found:
        assert report.blocks[quotation.block].span.holds(quotation.outer) and quotation.outer.holds(quotation.inner)
        assert quotation.inner.text(report).strip() == quotation.inner.text(report) != ""
    outermost = [q for q in found if q.depth == 0]
    assert all(not a.outer.meets(b.outer) for a, b in zip(outermost, outermost[1:], strict=False))
