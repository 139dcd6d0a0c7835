"""Every difference between two witnesses, named, with spans and a sentence."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from onrecord.model import Edit, Form, Independence, Report, Resolution, Statement, Witness
from onrecord.statements import classify_edits
from onrecord.statements.steps import steps
from onrecord.tokens import alike, words
from tests.timing import grows_at_most

NOBODY = Resolution(None, "test")


def witnessed(base: str, other: str, form: Form = "direct") -> tuple[Statement, tuple[Report, Report]]:
    """Make a statement of two reports; the words between strokes are the pieces of a witness, without strokes the whole text."""
    one, two = (Report(id=name, name=name, text=text.replace("|", " ")) for name, text in (("a", base), ("b", other)))
    witnesses = []
    for report, marked in ((one, base), (two, other)):
        cuts = [place for place, character in enumerate(marked) if character == "|"] or [-1, len(marked)]
        spans = tuple(report.span(start + 1, end) for start, end in zip(cuts[::2], cuts[1::2], strict=True))
        witnesses.append(
            Witness(report=report.id, attribution=None, spans=spans, quoted=True, form=form, speaker=NOBODY)
        )
    statement = Statement(
        id="s",
        number=1,
        kind="quotation",
        witnesses=tuple(witnesses),
        columns=(),
        edges=(),
        speaker=NOBODY,
        independence=Independence(1, 2, "test"),
    )
    return statement, (one, two)


def edits_between(base: str, other: str, form: Form = "direct") -> tuple[tuple[Edit, ...], tuple[Report, Report]]:
    """Classify the edits between two wordings."""
    statement, reports = witnessed(base, other, form)
    return classify_edits(statement, reports), reports


def told(base: str, other: str, form: Form = "direct") -> list[tuple[str, str, str]]:
    """Give the substantive edits as kind, words of the base, words of the other."""
    edits, (one, two) = edits_between(base, other, form)
    return [
        (e.kind, e.base.text(one) if e.base else "", e.other.text(two) if e.other else "")
        for e in edits
        if e.substantive
    ]


@pytest.mark.parametrize(
    ("base", "other", "expected"),
    [
        ("We shut the bridge at noon.", "We shut the tunnel at noon.", [("substituted", "bridge", "tunnel")]),
        ("We shut the old bridge.", "We shut the bridge.", [("omitted", "old", "")]),
        ("We shut the bridge.", "We shut the iron bridge.", [("inserted", "", "iron")]),
        ("We will not open it before spring comes.", "We will open it before spring comes.", [("omitted", "not", "")]),
        ("I never said we would shut the bridge.", "we would shut the bridge.", [("omitted", "I never said", "")]),
        (
            "The harbour master said we would shut it tonight.",
            "we would shut it tonight.",
            [("clipped-start", "The harbour master said", "")],
        ),
        (
            "We shut the bridge until the engineers say otherwise.",
            "We shut the bridge.",
            [("clipped-end", "until the engineers say otherwise", "")],
        ),
        (
            "We shut the bridge.",
            "We shut the bridge until the engineers say otherwise.",
            [("clipped-end", "", "until the engineers say otherwise")],
        ),
        (
            "close the gaps in a way that works",
            "close the gap",
            [("substituted", "gaps", "gap"), ("clipped-end", "in a way that works", "")],
        ),
        ("Yesterday we shut the bridge.", "We shut the bridge yesterday.", [("reordered", "Yesterday", "yesterday")]),
        (
            "We have lost forty lorries, not ten.",
            "We have lost fifty lorries, not ten.",
            [("substituted", "forty", "fifty")],
        ),
        (
            "Not one red cent was paid.",
            "Not two brown pennies was paid.",
            [("substituted", "one red cent", "two brown pennies")],
        ),
    ],
)
def test_a_change_of_words_is_named(base: str, other: str, expected: list[tuple[str, str, str]]) -> None:
    assert told(base, other) == expected


@pytest.mark.parametrize(
    ("base", "other", "printed"),
    [
        ("That’s it for now.", "That is it for now.", ("That’s", "That is")),
        ("We have not gone.", "We haven’t gone.", ("have not", "haven’t")),
        ("ten boats went", "10 boats went", ("ten", "10")),
        ("Boats went, slowly", "boats went slowly", ("Boats went,", "boats went")),
        ("the cease-fire held", "the ceasefire held", ("cease-fire", "ceasefire")),
    ],
)
def test_a_change_of_dress_is_accidental_and_still_pointed_at(base: str, other: str, printed: tuple[str, str]) -> None:
    (edit, *_), (one, two) = edits_between(base, other)
    assert told(base, other) == []
    assert edit.base and edit.other and (edit.base.text(one), edit.other.text(two)) == printed


@pytest.mark.parametrize(
    ("base", "other", "marked"),
    [
        ("tell me it could fail", "tell [her] it could fail", True),
        ("We shut it, as you know, at noon.", "We shut it … at noon.", True),
        ("We shut it, as you know, at noon.", "We shut it at noon.", False),
        ("|We shut it as you know at noon.|", "|We shut it| she said |at noon.|", True),
        ("We shut it – as you know – at noon.", "We shut it – as they know – at noon.", False),
    ],
)
def test_an_edit_is_marked_when_the_reader_is_told(base: str, other: str, marked: bool) -> None:
    assert [edit.marked for edit in edits_between(base, other)[0] if edit.substantive] == [marked]


def test_a_few_words_told_by_the_report_itself_are_no_omission() -> None:
    assert told("I will not go there again.", "not go there again.", "mixed") == []
    assert told("I will not go there again.", "not go there again.", "direct") == [("omitted", "I will", "")]


def test_an_edit_never_reaches_over_a_break_in_the_quotation() -> None:
    edits, (one, _) = edits_between("|We shut it| she said |at noon today.|", "|We opened the gates at dusk today.|")
    assert all("she said" not in edit.base.text(one) for edit in edits if edit.base)


def test_the_sentence_quotes_each_report_in_its_own_words() -> None:
    (edit,), _ = edits_between("We shut the bridge at noon.", "We shut the tunnel at noon.")
    assert edit.because == "A has “bridge” where B has “tunnel”."


TEXTS = (
    st.lists(st.sampled_from("We shut didn’t the [old] bridge, – now. … 10 it's".split()), min_size=1, max_size=9)
    .map(" ".join)
    .filter(lambda text: any(map(str.isalnum, text)))
)


@given(TEXTS)
def test_one_wording_twice_has_no_edit(text: str) -> None:
    assert edits_between(text, text)[0] == ()


@given(TEXTS, TEXTS)
def test_the_spans_of_edits_do_not_lie_on_each_other(one: str, other: str) -> None:
    edits, _ = edits_between(one, other)
    for side in (
        [e.base for e in edits if e.base and e.substantive],
        [e.other for e in edits if e.other and e.substantive],
    ):
        ordered = sorted(side)
        assert all(a.end <= b.start for a, b in zip(ordered, ordered[1:], strict=False))


def marks(base: str, other: str) -> list[bool]:
    return [edit.marked for edit in edits_between(base, other)[0] if edit.substantive]


@pytest.mark.parametrize(
    ("base", "other", "expected"),
    [
        # brackets in either report tell the reader
        ("We will reach out to [the two players and the coach].", "We will reach out to them.", [True, True]),
        ("[The Wend Ferry Company] will sail today", "WFC will sail today", [True]),
        # the words that go on may be taken to stand before the gap or behind it
        (
            "|It is there since April, and I wrote to them, and they came|",
            "|It is there since April,| |and they came|",
            [True],
        ),
        # a hyphen is no dash
        ("It is two miles long", "It is two-mile long", [False]),
    ],
)
def test_what_tells_the_reader_of_a_change(base: str, other: str, expected: list[bool]) -> None:
    assert marks(base, other) == expected


def test_a_bracket_is_shown_with_its_partner() -> None:
    edits, (base, _) = edits_between("[The Wend Ferry Company] is glad to sail today", "We sail today")
    assert [edit.base.text(base) for edit in edits if edit.base][0].startswith("[The Wend Ferry Company]")


@given(TEXTS, TEXTS)
def test_what_no_edit_points_at_is_the_same_in_both(one: str, other: str) -> None:
    edits, reports = edits_between(one, other)
    rest = []
    for report, spans in zip(reports, ([e.base for e in edits], [e.other for e in edits]), strict=True):
        changed = [span for span, edit in zip(spans, edits, strict=True) if span and edit.substantive]
        rest.append(
            [t for t in words(report.text) if not any(span.start <= t.start and t.end <= span.end for span in changed)]
        )
    assert "".join(t.norm for t in rest[0]) == "".join(t.norm for t in rest[1]) or all(
        map(alike, *rest)
    )  # spaced or hyphenated in another way, letter by letter


@given(TEXTS, TEXTS)
def test_every_edit_says_where_it_stands_and_how_much_it_matters(one: str, other: str) -> None:
    for edit in edits_between(one, other)[0]:
        assert edit.base or edit.other
        assert 0 <= edit.severity <= (1 if edit.marked else 3)
        assert edit.substantive or not edit.bears_on


def test_hundreds_of_reports_that_print_the_same_words_are_compared_once(monkeypatch: pytest.MonkeyPatch) -> None:
    compared = Counter[int]()
    monkeypatch.setattr("onrecord.statements.edits.steps", lambda *both: compared.update([1]) or steps(*both))
    reports = [
        Report(id=f"r{n}", name=f"r{n}", text="We shut the old bridge." if n else "We shut the bridge.")
        for n in range(300)
    ]
    statement, _ = witnessed("We shut the bridge.", "We shut the old bridge.")
    witnesses = tuple(replace(statement.witnesses[0], report=r.id, spans=(r.span(0, len(r.text)),)) for r in reports)
    edits = classify_edits(replace(statement, witnesses=witnesses), reports)
    assert (len(edits), compared[1]) == (299, 1)


def test_a_long_quotation_is_compared_in_a_straight_line() -> None:
    def compare(sentences: int) -> None:
        text = " ".join(
            f"The {n}th lorry of that year did not cross the bridge at {n % 97} past noon." for n in range(sentences)
        )
        edits, _ = edits_between(text, text.replace("did not", "did").replace("lorry", "wagon"))
        assert len(edits) == 2 * sentences

    assert grows_at_most(8, lambda: compare(200), lambda: compare(800))  # 12,000 words; four times as many
