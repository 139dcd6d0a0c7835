"""Passages that two reports share, with their place in both."""

from __future__ import annotations

import tomllib
from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from onrecord.model import Block, Report, Reuse, Span
from onrecord.reuse import find_reuse
from onrecord.reuse.rows import PAIRED
from tests.statements.piles import report

LEAD = (
    "The port of Kelmouth shut its harbour bridge to lorries on Tuesday after divers found cracks in the granite piers"
)
FERRIES = "Ferries will carry the fishmongers and their barrows across the estuary until the engineers have finished"
WEEP = "we shall weep for our granite piers until the spring tides have washed the mortar away"


def shared(one: str, other: str) -> list[tuple[str, str, str]]:
    reports = {name: report(name, text) for name, text in (("a", one), ("b", other))}
    found = find_reuse(list(reports.values()), ()).passages
    return [(r.kind, r.a.text(reports["a"]), r.b.text(reports["b"])) for r in found]


def test_a_copied_sentence_is_found_with_its_exact_place() -> None:
    assert shared(f"Bad news. {LEAD}. More soon.", f"{LEAD}, we hear.") == [("verbatim", LEAD, LEAD)]


def test_a_sentence_with_a_changed_word_is_one_edited_passage() -> None:
    changed = LEAD.replace("lorries", "trucks")
    assert shared(LEAD, changed) == [("edited", LEAD, changed)]


@pytest.mark.parametrize(
    ("copy", "kind"),
    [
        ("divers found cracks in the granite piers", "verbatim"),
        ("divers found cracks in the western granite piers", "edited"),
        ("divers found some cracks in the granite piers", "edited"),
        ("divers found cracks in many granite piers", "edited"),
        ("frogmen found cracks in the granite piers", "verbatim"),
    ],
)
def test_eight_words_with_one_changed_are_found(copy: str, kind: str) -> None:
    other = f"A clerk heard it early. Nobody believed that {copy}, but it was so."
    found = shared(f"{LEAD}.", other)
    assert [passage[0] for passage in found] == [kind]
    assert len(found[0][2]) >= len(copy) / 2 and found[0][2] in f"that {copy}"


def test_a_sentence_put_through_a_synonym_machine_is_one_reworded_passage() -> None:
    spun = "The port of Kelmouth closed its harbour bridge to trucks on Tuesday after frogmen found cracks in the granite columns"
    kind, one, other = shared(LEAD, spun)[0]
    assert kind == "reworded"
    assert LEAD.startswith(one) and spun.startswith(other) and other.endswith("cracks in the granite")


def test_a_word_exchanged_for_two_is_bridged() -> None:
    one = "The mayor and Odile also deplored the quarrel in Kelmouth."
    other = "She said he and Odile also deplored the security situation in Kelmouth."
    assert [(kind, words) for kind, _, words in shared(one, other)] == [
        ("reworded", "and Odile also deplored the security situation in Kelmouth")
    ]


def test_words_in_quotation_marks_are_no_sign_of_copying() -> None:
    words = "the granite piers are cracked from the keel stones to the roadway"
    assert [kind for kind, _, _ in shared(f"“{words},” she said.", f"It is bad: “{words}.”")] == ["quotation"]
    assert [kind for kind, _, _ in shared(f"“{words},” she said.", f"It is bad: {words}.")] == ["quotation"]


def test_a_copy_that_holds_a_quotation_is_one_passage() -> None:
    text = f"{LEAD}, and the mayor said “{WEEP}” on Friday"
    assert shared(f"{text}.", f"Much later: {text}!") == [("verbatim", text, text)]


def test_a_copy_that_begins_in_front_of_a_quotation_is_found_though_each_part_is_short() -> None:
    words = "divers said the piers “crumble like oatcake”"
    assert shared(f"At dawn {words} again.", f"Their chief {words}, no less.") == [
        ("verbatim", words.rstrip("”"), words.rstrip("”"))
    ]


def test_a_copy_goes_on_in_the_next_paragraph() -> None:
    assert shared(f"{LEAD}.\n{FERRIES}.", f"{LEAD}. {FERRIES}.") == [
        ("verbatim", f"{LEAD}.\n{FERRIES}", f"{LEAD}. {FERRIES}")
    ]


def test_a_copy_ends_where_something_else_stands_between() -> None:
    text = f"{LEAD}\nAdvertisement\n{FERRIES}"
    kinds = ("body", "boilerplate", "body")
    starts = (0, len(LEAD) + 1, len(LEAD) + 15)
    ends = (len(LEAD), len(LEAD) + 14, len(text))
    blocks = tuple(
        Block(Span("a", start, end), kind, "test")  # type: ignore[arg-type]
        for start, end, kind in zip(starts, ends, kinds, strict=True)
    )
    one, other = Report(id="a", name="a", text=text, blocks=blocks), report("b", f"{LEAD}. {FERRIES}.")
    assert [row.a.text(one) for row in find_reuse([one, other], ()).passages] == [LEAD, FERRIES]


def test_two_copied_passages_in_another_order_are_two() -> None:
    assert [words for _, words, _ in shared(f"{LEAD}. {FERRIES}.", f"{FERRIES}. {LEAD}.")] == [LEAD, FERRIES]


def test_words_that_stand_twice_in_one_report_are_found_twice() -> None:
    assert len(shared(f"{LEAD}.\nNothing else is known so far.\n{LEAD}.", f"{LEAD}.")) == 2


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (
            "She told reporters at a news conference on Tuesday that it was over.",
            "He told reporters at a news conference on Tuesday nothing.",
        ),
        (
            "It is one of the most important things that we have to do this year.",
            "That is one of the most popular things that they have.",
        ),
        (
            "The harbour board did not immediately respond to a request for comment.",
            "A dyer in the upper town did not immediately reply to a request for comment.",
        ),
        (
            "He saw Kelmouth Harbour Board Chairwoman Odile Brackwater there.",
            "On Friday Kelmouth Harbour Board Chairwoman Odile Brackwater slept.",
        ),
        (
            "They work for the Royal Society of Granite Masons in Kelmouth now.",
            "He left the Royal Society of Granite Masons in Kelmouth.",
        ),
    ],
)
def test_stock_wording_and_names_are_not_reuse(one: str, other: str) -> None:
    assert shared(one, other) == []


def test_no_formula_of_the_trade_is_reuse() -> None:
    groups = tomllib.loads(files("onrecord.reuse").joinpath("formulas.toml").read_text(encoding="utf-8"))
    for group in groups.values():
        for phrase in group["phrases"]:
            one, other = f"A granite mason {phrase} eels.", f"Their bishop often {phrase} whelks."
            assert shared(one, other) == []
        assert shared(group["_example"], f"Whelks! {group['phrases'][0]} eels.") == []


def test_a_phrase_of_the_day_that_very_many_have_is_not_reuse() -> None:
    phrase = "her use of a leaky ferry for smuggling eels"
    beginnings = "Aldermen Bakers Coopers Dyers Eelers Fullers Glaziers Hatters".split()
    pile = [report(name, f"{name} {name.lower()} deplored {phrase} {name[::-1]}.") for name in beginnings]
    assert find_reuse(pile, ()).passages == ()
    assert len(find_reuse(pile[:2], ()).passages) == 1


def test_page_furniture_is_not_compared() -> None:
    texts = [
        Report(id=name, name=name, text=LEAD, blocks=(Block(Span(name, 0, len(LEAD)), "boilerplate", "test"),))
        for name in "ab"
    ]
    assert find_reuse(texts, ()).passages == ()


@pytest.mark.parametrize(
    "disguise",
    [
        lambda text: text.upper(),
        lambda text: text.replace("a", "\u0430"),  # a Cyrillic letter
        lambda text: text.replace("i", "i\u200b").replace("t", "\u00adt"),  # letters that cannot be seen
        lambda text: text.replace(" ", "\u00a0"),
        lambda text: text.replace("its", "it’s").replace("harbour", "harbor"),
        lambda text: text.replace(" ", "\n"),
    ],
    ids=["capitals", "look-alike letters", "invisible characters", "hard spaces", "other spelling", "line ends"],
)
def test_a_disguised_copy_is_found(disguise: object) -> None:
    assert callable(disguise)
    one = Report(id="a", name="a", text=f"So it is. {LEAD}.")
    other = Report(id="b", name="b", text=disguise(LEAD))
    (row,) = find_reuse([one, other], ()).passages
    assert row.a.text(one) == LEAD and row.b.text(other) == other.text


def test_very_many_reports_of_the_same_words_are_each_paired_with_the_first_and_that_is_told() -> None:
    pile = [report(f"r{number:03}", LEAD) for number in range(PAIRED + 2)]
    found = find_reuse(pile, ())
    assert {(row.a.report, row.b.report) for row in found.passages} == {("r000", other.id) for other in pile[1:]}
    assert [limit.because.split(" have")[0] for limit in found.limits] == ["82 reports"]


WORDS = "granite piers cracked “the divers” found. Kelmouth’s bridge, shut – lorries".split()
PIECES = [LEAD, FERRIES, f"“{WEEP}”", LEAD.replace("on Tuesday ", ""), *WORDS]
TEXTS = st.lists(st.sampled_from(PIECES), max_size=25).map(" ".join)
PILES = st.lists(TEXTS, min_size=2, max_size=5, unique=True).map(
    lambda texts: [report(f"r{number}", text) for number, text in enumerate(texts)]
)


@given(PILES)
def test_spans_lie_within_both_reports_and_hold_words(pile: list[Report]) -> None:
    by_id = {one.id: one for one in pile}
    for row in find_reuse(pile, ()).passages:
        assert row.a.report < row.b.report
        for span in (row.a, row.b):
            words = span.text(by_id[span.report])
            assert words == words.strip() and words[0].isalnum() and len(words.split()) <= row.words * 2 + 8


@given(PILES, st.randoms(use_true_random=False))
def test_the_order_of_the_reports_does_not_matter(pile: list[Report], chance: object) -> None:
    found = find_reuse(pile, ())
    assert find_reuse(pile[::-1], ()) == found
    assert find_reuse(sorted(pile, key=lambda one: one.text), ()) == found


@given(PILES)
def test_a_report_that_comes_twice_changes_nothing_else(pile: list[Report]) -> None:
    before = find_reuse(pile, ()).passages
    double = replace(
        pile[0], id="z", blocks=tuple(replace(block, span=replace(block.span, report="z")) for block in pile[0].blocks)
    )
    after = find_reuse([*pile, double], ()).passages
    assert [row for row in after if "z" not in (row.a.report, row.b.report)] == list(before)
    mirrored = [_with_double(row) for row in before if pile[0].id in (row.a.report, row.b.report)]
    others = [row for row in after if row.b.report == "z" and row.a.report != pile[0].id]
    assert sorted(mirrored, key=_place) == sorted(others, key=_place)


def _with_double(row: Reuse) -> Reuse:
    """Say what a row of the first report must be for its double, whose id comes last."""
    return Reuse(row.b, replace(row.a, report="z"), row.kind, row.words, row.weight, row.because)


def _place(row: Reuse) -> tuple[Span, Span]:
    return row.a, row.b
