"""A record in the terminal, from records made by hand: what is printed, to the letter."""

from __future__ import annotations

import io
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console

from onrecord.model import (
    Derivation,
    Edit,
    Family,
    Finding,
    Independence,
    Input,
    Limit,
    Provenance,
    Record,
    Report,
    Resolution,
    Speaker,
    Stated,
    Statement,
    Story,
    When,
    Witness,
)
from onrecord.show import WIDTH, Trimmed, counted, show, speaker, spread, summarise, terminal, visible

DAWN = Report(
    id="r1",
    name="dawn",
    text="On Friday she said: “The dam holds.”",
    title=Stated("Dam holds", "headline in the text"),
    published=Stated("2024-03-08", "dateline"),
)
DUSK = Report(id="r2", name="dusk", text="“The dam will hold,” the mayor said.")

LIND = Resolution("Mara Lind", "report A names her in full")
OPEN = Resolution(None, "two women are named before", candidates=("Ada Voss", "Mara Lind"))


def witness(report: Report, words: str, who: Resolution) -> Witness:
    start = report.text.index(words)
    return Witness(
        report=report.id,
        attribution=None,
        spans=(report.span(start, start + len(words)),),
        quoted=True,
        form="direct",
        speaker=who,
    )


STATEMENT = Statement(
    id="s1",
    number=1,
    kind="quotation",
    witnesses=(witness(DAWN, "The dam holds.", LIND), witness(DUSK, "The dam will hold,", OPEN)),
    columns=(),
    edges=(),
    speaker=LIND,
    independence=Independence(1, 2, "dates are unknown"),
    said=When(DAWN.span(3, 9), "2024-03-08", "the Friday of the report's date"),
)
EDIT = Edit(
    statement="s1",
    base_report="r1",
    other_report="r2",
    base=DAWN.span(29, 34),
    other=DUSK.span(9, 18),
    kind="substituted",
    marked=False,
    substantive=True,
    because="words differ",
)
FINDINGS = tuple(Finding("altered", "r2", (DUSK.span(start, 18),), f"reason {start}") for start in range(1, 6))


def record(**changes: Any) -> Record:
    whole = Record(
        title="Dam holds",
        reports=(DAWN, DUSK),
        inputs=(Input("dawn.txt", "stored", "", "r1"), Input("dusk.txt", "stored", "", "r2")),
        attributions=(),
        speakers=(),
        statements=(STATEMENT,),
        edits=(EDIT,),
        reuse=(),
        families=(Family("f1", ("r1", "r2"), False, "nothing tells them apart"),),
        independence=Independence(1, 2, "one report gives no date"),
        findings=(),
        provenance=Provenance("0", "none"),
    )
    return msgspec.structs.replace(whole, **changes)


def printed(render: Any, *arguments: Any) -> list[str]:
    """Give the lines that a function prints to a console of the usual width."""
    out = io.StringIO()
    render(*arguments, Console(file=Trimmed(out), width=WIDTH, highlight=False, markup=False, emoji=False))  # type: ignore[arg-type]
    return out.getvalue().split("\n")


def test_show_prints_every_part_of_a_record() -> None:
    assert printed(show, record()) == [
        "Dam holds",
        "2 reports · 1–2 independent · 1 statement · 0 speakers · 0 to look at",
        "",
        "1  Mara Lind · quotation · 2 of 2 reports · 1–2 independent · said 2024-03-08 (“Friday”)",
        "A  The dam holds.  21–35",
        "B  The dam will hold,  1–19",
        "   A “holds” → B “will hold” (substituted)",
        "   speaker: report A names her in full",
        "",
        "Who said what",
        "Mara Lind  1",
        "",
        "Reports",
        "A  dawn · 2024-03-08 · outlet unknown · Dam holds · 36 characters",
        "B  dusk · date unknown · outlet unknown · no headline · 36 characters",
        "   A B may derive from one origin: nothing tells them apart",
        "   1–2 independent: one report gives no date",
        "",
        "Findings",
        "none",
        "seen 2 = stored 2 + duplicate 0 + rejected 0 + quarantined 0 + pending 0",
        "",
    ]


def test_a_witness_that_lost_its_quotation_marks_says_so() -> None:
    bare = msgspec.structs.replace(STATEMENT.witnesses[1], quoted=False)
    lines = printed(
        show, record(statements=(msgspec.structs.replace(STATEMENT, witnesses=(STATEMENT.witnesses[0], bare)),))
    )
    assert lines[4:6] == ["A  The dam holds.  21–35", "B  The dam will hold,  1–19, not in quotation marks"]


def test_stories_derivations_spokesmen_and_limits_are_printed() -> None:
    lines = printed(
        show,
        record(
            stories=(
                Story(
                    id="t1", number=1, reports=("r1",), shares=(), because="It shares too little.", title="Dam holds"
                ),
                Story(id="t2", number=2, reports=("r2",), shares=(), because="Nothing comes close."),
            ),
            speakers=(Speaker("p1", "Mara Lind", "person", speaks_for="Ada Voss"),),
            derivations=(
                Derivation(
                    a="r1",
                    b="r2",
                    share=0.4,
                    certain=True,
                    because=("they share 40% of the shorter report's words",),
                    direction="a-to-b",
                    confidence=0.8,
                    evidence=("B names A's outlet",),
                ),
            ),
            limits=(Limit("comparing reports", "2 runs of words were hot."),),
        ),
    )
    assert lines[8:15] == [
        "",
        "Stories",
        "1  A · Dam holds",
        "   It shares too little.",
        "2  B · no headline",
        "   Nothing comes close.",
        "",
    ]
    assert "Mara Lind (speaks for Ada Voss)  1" in lines
    assert lines[lines.index("Reports") :] == [
        "Reports",
        "A  dawn · 2024-03-08 · outlet unknown · Dam holds · 36 characters",
        "B  dusk · date unknown · outlet unknown · no headline · 36 characters",
        "   A B may derive from one origin: nothing tells them apart",
        "   A–B one origin: they share 40% of the shorter report's words; B drew on A (confidence 0.8); B",
        "   names A's outlet",
        "   1–2 independent: one report gives no date",
        "",
        "Findings",
        "none",
        "seen 2 = stored 2 + duplicate 0 + rejected 0 + quarantined 0 + pending 0",
        "left out while comparing reports: 2 runs of words were hot.",
        "",
    ]


def test_a_summary_prints_the_first_findings_of_a_kind_and_counts_the_rest() -> None:
    assert printed(summarise, record(findings=FINDINGS)) == [
        "2 reports · 1–2 independent · 1 statement · 0 speakers · 5 to look at",
        "≠ altered 5",
        "  B-1  reason 1",
        "  B-2  reason 2",
        "  B-3  reason 3",
        "       and 2 more",
        "",
    ]


def test_show_prints_all_findings() -> None:
    lines = printed(show, record(findings=FINDINGS))
    assert sum("reason" in line for line in lines) == 5


def test_removed_page_furniture_is_told_but_nobody_need_look_at_it() -> None:
    removed = Finding("boilerplate-removed", "r1", (), "one line of page furniture")
    lines = printed(summarise, record(findings=(removed,)))
    assert lines[:3] == [
        "2 reports · 1–2 independent · 1 statement · 0 speakers · 0 to look at",
        "− boilerplate-removed 1",
        "  A  one line of page furniture",
    ]


def test_what_was_not_stored_is_listed_with_its_reason() -> None:
    inputs = (
        Input("a.txt", "stored", "", "r1"),
        Input("b.txt", "duplicate", "the same report as a.txt", "r1"),
        Input("c.txt", "rejected", "it holds no words"),
    )
    assert printed(show, record(inputs=inputs))[-4:] == [
        "  duplicate: b.txt: the same report as a.txt",
        "  rejected: c.txt: it holds no words",
        "seen 3 = stored 1 + duplicate 1 + rejected 1 + quarantined 0 + pending 0",
        "",
    ]


def test_words_that_look_like_markup_are_printed_as_they_are() -> None:
    lines = printed(summarise, record(findings=(Finding("garbled", "r1", (), "[bold red]x[/] :smile: [link=a]b"),)))
    assert lines[2] == "  A  [bold red]x[/] :smile: [link=a]b"


@pytest.mark.parametrize(
    ("name", "candidates", "shown"),
    [
        ("Mara Lind", (), "Mara Lind"),
        (None, (), "unknown"),
        (None, ("Ada Voss", "Mara Lind"), "unknown (Ada Voss or Mara Lind?)"),
    ],
)
def test_an_unknown_speaker_is_never_given_a_name(name: str | None, candidates: tuple[str, ...], shown: str) -> None:
    assert speaker(name, candidates) == shown


@pytest.mark.parametrize(("low", "high", "shown"), [(1, 1, "1"), (1, 3, "1–3")])
def test_a_range_is_printed_as_a_range(low: int, high: int, shown: str) -> None:
    assert spread(Independence(low, high, "")) == shown


@pytest.mark.parametrize(("number", "shown"), [(0, "0 reports"), (1, "1 report"), (2, "2 reports")])
def test_a_number_goes_with_its_noun(number: int, shown: str) -> None:
    assert counted(number, "report") == shown


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("plain “text”, naïve 🙂", "plain “text”, naïve 🙂"),
        ("one\nline\ttwo\r", "one line two "),
        ("\x1b[31mred", "\\x1b[31mred"),
        ("\x9b2J", "\\x9b2J"),
        ("a\u202eb", "a\\u202eb"),
        ("a\ud800b", "a\\ud800b"),
        ("a\U000e0041b", "a\\U000e0041b"),
        ("nul\0", "nul\\x00"),
    ],
)
def test_what_a_terminal_would_obey_is_made_visible(text: str, shown: str) -> None:
    assert visible(text) == shown


@given(st.text())
def test_no_text_keeps_a_character_that_a_terminal_obeys(text: str) -> None:
    shown = visible(text)
    assert all(character.isprintable() or ord(character) >= 0xA0 for character in shown)
    shown.encode("utf-8")


def test_off_a_terminal_the_width_is_fixed(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "40")
    assert terminal().width == 100
