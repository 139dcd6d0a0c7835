"""Which attributions are one statement, and which are not."""

from __future__ import annotations

import pytest
from msgspec import structs

from onrecord.attributions import find_attributions
from onrecord.language import Parsed, parse
from onrecord.model import AttributionType, Block, Report
from onrecord.statements import group_statements
from tests.statements.piles import Said, attribution, readings, report, statements

FULL = report(
    "a", "“We will not open the bridge before the engineers have looked at every pin,” Dana Reyes said on Monday."
)
CHANGED = report(
    "b",
    "The mayor, Dana Reyes, was firm. “We won't open the bridge until engineers have looked at every pin,” she said.",
)
CLIPPED = report("c", "It stays shut. “We will not open the bridge,” Reyes told the council, to groans.")
FULL_WORDS = "We will not open the bridge before the engineers have looked at every pin,"
CHANGED_WORDS = "We won't open the bridge until engineers have looked at every pin,"

THREE = [
    (FULL, [Said([FULL_WORDS], "Dana Reyes")]),
    (CHANGED, [Said([CHANGED_WORDS], "Dana Reyes")]),
    (CLIPPED, [Said(["We will not open the bridge,"])]),
]


def test_changed_and_clipped_wordings_of_one_utterance_are_one_statement() -> None:
    assert readings(THREE) == [[f"a: {FULL_WORDS}", f"b: {CHANGED_WORDS}", "c: We will not open the bridge,"]]


def test_a_name_from_another_report_is_taken_and_said_to_be() -> None:
    (statement,) = statements(THREE)
    assert statement.speaker.name == "Dana Reyes"
    assert statement.speaker.basis == "A and B name Dana Reyes; C gives no speaker."


def test_conflicting_names_leave_the_speaker_open() -> None:
    words = "The inquiry into the pins and the bolts will be held in public, whatever it costs us"
    pile = [
        (report(name, f"“{words},” {who} said."), [Said([words], who)])
        for name, who in (("a", "Ann Abel"), ("b", "Bo Bern"))
    ]
    (statement,) = statements(pile)
    assert statement.speaker.name is None
    assert statement.speaker.candidates == ("Ann Abel", "Bo Bern")
    assert statement.speaker.basis == "The reports differ: A names Ann Abel; B names Bo Bern."


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("no comment", "no comment"),
        ("Safety comes first", "Safety comes first"),
        ("our thoughts and prayers", "thoughts and prayers"),
        (
            "The faster we can bring some boats to people over there",
            "to bring some second-hand boats to traders, porters and clerks",
        ),
        ("the issue is not with us", "the issue of the day is the ferry"),
        ("I will be there", "I will not be there tomorrow"),
    ],
)
def test_stock_phrases_and_look_alikes_stay_apart(one: str, other: str) -> None:
    pile = [
        (report("a", f"“{one},” said Ann Abel of the port."), [Said([one], "Ann Abel")]),
        (report("b", f"Asked on Friday, Bo Bern shrugged: “{other}.”"), [Said([other], "Bo Bern")]),
    ]
    assert len(readings(pile)) == 2


def test_a_scrap_by_the_same_speaker_is_joined() -> None:
    said = [Said(["utterly preposterous"], "Ann Abel", "mixed")]
    pile = [
        (report("a", "Ann Abel called the plan “utterly preposterous” on Friday."), said),
        (report("b", "Utter nonsense? Abel said it was “utterly preposterous”, no less."), said),
    ]
    assert readings(pile) == [["a: utterly preposterous", "b: utterly preposterous"]]


def test_a_title_in_capitals_is_not_joined() -> None:
    said = [Said(["Steel and Salt"], "Ann Abel", "mixed")]
    pile = [
        (report("a", "Ann Abel, who wrote “Steel and Salt” as a girl, laughed."), said),
        (report("b", "Her book “Steel and Salt” is out of print, Ann Abel said."), said),
    ]
    assert all(len(witnesses) == 1 for witnesses in readings(pile))


def test_a_crosshead_in_marks_joins_the_quotation_it_is_taken_from() -> None:
    pile = [
        (
            report(
                "a",
                "Ann Abel spoke on Friday.\n‘Corroded girders’\nThere were “corroded girders” all over, Ann Abel said.",
            ),
            [Said(["corroded girders"], "Ann Abel", "mixed")],
        ),
        (report("b", "Ann Abel saw “corroded girders” all over."), [Said(["corroded girders"], "Ann Abel", "mixed")]),
    ]
    assert [sorted(witnesses) for witnesses in readings(pile)] == [
        ["a: Corroded girders", "a: corroded girders", "b: corroded girders"]
    ]


def test_a_word_in_marks_needs_like_surroundings_even_by_the_same_speaker() -> None:
    near = "Ann Abel pledged a “sizeable” breakup fee to the ferry line if regulators veto the merger by spring."
    like = "They would pay the ferry line a “sizeable” fee should regulators veto the merger, Ann Abel pledged."
    other = "Of the school roof Ann Abel said in a letter to parents that it was a “sizeable” one."
    said = [Said(["sizeable"], "Ann Abel", "mixed")]
    fillers = [
        (report(name, f"At {name} Bo Bern said that “{words}” and left."), [Said([words], "Bo Bern")])
        for name, words in {
            "c": "the gulls are back",
            "d": "my boots let water in",
            "e": "bread is dearer here",
        }.items()
    ]
    assert ["a: sizeable", "b: sizeable"] in readings([(report("a", near), said), (report("b", like), said), *fillers])
    apart = readings([(report("a", near), said), (report("b", other), said), *fillers])
    assert all(len(witnesses) == 1 for witnesses in apart)


def test_a_scrap_that_nobody_else_has_is_reported_speech_with_a_word_in_marks() -> None:
    one = report("a", "Ann Abel said the pins were “technical” matters.")
    pile = [(one, [Said(["technical"], "Ann Abel", "mixed")])]
    (statement,) = statements(pile)
    assert (statement.kind, statement.witnesses[0].quoted) == ("reported", False)


def test_pieces_of_one_quotation_stay_together() -> None:
    one = report("a", "“We shut it at four,” she said. “Nobody had slept.”")
    assert readings([(one, [Said(["We shut it at four,", "Nobody had slept."])])]) == [
        ["a: We shut it at four, / Nobody had slept."]
    ]


def test_pieces_that_other_reports_carry_apart_are_two_statements() -> None:
    first, second = (
        "The pins were cracked right through on Sunday",
        "Every lorry in the county was still driving over them",
    )
    pile = [
        (report("a", f"“{first},” Abel said. “{second}.”"), [Said([first, second], "Ann Abel")]),
        (report("b", f"Ann Abel was blunt. “{first}.”"), [Said([first], "Ann Abel")]),
        (report("c", f"Abel was angry as well: “{second}.”"), [Said([second], "Ann Abel")]),
    ]
    assert readings(pile) == [[f"a: {first}", f"b: {first}"], [f"a: {second}", f"c: {second}"]]


def test_a_report_that_repeats_the_words_points_at_each_place() -> None:
    words = "The pins were cracked right through on Sunday"
    one = report("a", f"“{words},” Abel said.\nLater, asked again: “{words}.”")
    first, second = one.text.index(words), one.text.rindex(words)
    (statement,) = statements([(one, [Said([words], "Ann Abel"), Said([f"{words}."], "Ann Abel")])])
    assert [witness.spans[0].start for witness in statement.witnesses] == [second, first] or [
        witness.spans[0].start for witness in statement.witnesses
    ] == [first, second]


def test_words_without_their_marks_are_found_in_a_report_s_own_voice() -> None:
    own = report(
        "b",
        "The town woke to bad news. We will not open the bridge before the engineers have looked at every pin. So it was.",
    )
    (statement,) = statements([(FULL, [Said([FULL_WORDS], "Dana Reyes")]), (own, [])])
    witness = statement.witnesses[1]
    assert (witness.attribution, witness.quoted) == (None, False)
    assert witness.spans[0].text(own) == "We will not open the bridge before the engineers have looked at every pin"


def test_words_turned_into_reported_speech_are_one_statement_with_the_quotation() -> None:
    told = report(
        "b",
        "Reyes said the city would not yield and that the engineers have looked at every pin of the old iron bridge twice.",
    )
    quote = report("a", "“The engineers have looked at every pin of the old iron bridge twice,” Dana Reyes said.")
    said = Said(["the engineers have looked at every pin of the old iron bridge twice"], "Dana Reyes", "indirect")
    pile = [
        (quote, [Said(["The engineers have looked at every pin of the old iron bridge twice,"], "Dana Reyes")]),
        (told, [said]),
    ]
    (statement,) = statements(pile)
    assert [(w.report, w.quoted, w.form) for w in statement.witnesses] == [
        ("a", True, "direct"),
        ("b", False, "indirect"),
    ]
    assert statement.witnesses[1].attribution == attribution(told, said).id


def test_a_nested_attribution_is_no_statement_of_its_own() -> None:
    one = report("a", "Abel said that Bern had said the bridge was safe.")
    pile = [
        (
            one,
            [
                Said(["that Bern had said the bridge was safe"], "Ann Abel", "indirect"),
                Said(["the bridge was safe"], "Bo Bern", "indirect", nested=True),
            ],
        )
    ]
    assert readings(pile) == [["a: that Bern had said the bridge was safe"]]


def test_the_order_of_the_reports_changes_nothing_but_the_sigla() -> None:
    straight, turned = statements(THREE), statements(THREE[::-1])
    assert [(s.id, s.number, s.witnesses, s.columns) for s in straight] == [
        (s.id, s.number, s.witnesses, s.columns) for s in turned
    ]
    assert turned[0].speaker.basis == "B and C name Dana Reyes; A gives no speaker."


def test_a_doubled_report_only_adds_its_witness() -> None:
    double = structs.replace(FULL, id="z", name="z", blocks=())
    (statement,) = statements([*THREE, (double, [Said([FULL_WORDS], "Dana Reyes")])])
    assert [w.report for w in statement.witnesses] == ["a", "b", "c", "z"]
    assert [w for w in statement.witnesses if w.report != "z"] == list(statements(THREE)[0].witnesses)


def test_every_attribution_of_speech_is_in_a_statement() -> None:
    pile = [
        *THREE,
        (
            report("d", "Bo Bern said it would rain. He wants “a very long holiday”."),
            [Said(["it would rain"], "Bo Bern", "indirect"), Said(["a very long holiday"], "Bo Bern", "mixed")],
        ),
    ]
    made = {attribution(one, said, number).id for one, all_said in pile for number, said in enumerate(all_said)}
    assert {w.attribution for s in statements(pile) for w in s.witnesses} == made


def test_an_edge_says_what_is_shared() -> None:
    edge = statements(THREE)[0].edges[1]
    assert edge.because == (
        "6 of the 6 words in C stand in A in the same order; the longest run is “We will not open the bridge”; "
        "around both stand: reyes."
    )
    assert edge.weight > 0


def test_a_quoted_phrase_that_is_a_small_share_of_what_is_told_is_no_quotation() -> None:
    told = "that the president had come up with a “no boats zone” in the north of the bay, to be kept by all of its harbours"
    one = report("a", f"Wend Radio reports {told}.")
    found = structs.replace(
        attribution(one, Said(["no boats zone"], "Wend Radio", "mixed")),
        content=(one.span(one.text.index(told), one.text.index(told) + len(told)),),
    )
    (statement,) = group_statements([one], [], [found], []).statements
    assert (statement.kind, statement.witnesses[0].spans[0].text(one)) == ("reported", told)


@pytest.mark.parametrize(("kind", "count"), [("attitude", 0), ("speech", 2)])
def test_a_term_in_marks_is_an_utterance_only_where_somebody_spoke(kind: AttributionType, count: int) -> None:
    pile = [
        report(name, f"{words} a “quiet corner” for the ferry crews, Ann Hale.")
        for name, words in (("a", "They set up"), ("b", "Behind the pier there is"))
    ]
    found = [structs.replace(attribution(one, Said(["quiet corner"], "Ann Hale")), type=kind) for one in pile]
    statements = group_statements(pile, [Parsed(one, (), (), (), ()) for one in pile], found, []).statements
    assert len(statements) == count


def test_a_reworded_report_is_read_against_those_that_agree() -> None:
    words = "Our members were driving over the span at five this morning and nobody told them"
    reworded = "Our members were steering over the span at five this morning and no one informed them"
    pile = [
        (report(name, f"“{said},” Dana Reyes {verb}."), [Said([f"{said},"], "Dana Reyes")])
        for name, said, verb in (("a", reworded, "said"), ("b", words, "said"), ("c", words, "told the council"))
    ]
    (statement,) = statements(pile)
    assert [witness.report for witness in statement.witnesses] == ["b", "a", "c"]


def test_what_only_a_caption_says_is_no_statement() -> None:
    text = "Ann Hale said “the pier is safe and sound” in 2009.\n“We will rebuild the pier by spring,” Ann Hale said.\n"
    end = text.index("\n")
    bare = Report(id="r", name="r", text=text)
    blocks = (
        Block(bare.span(0, end), "caption", "a picture"),
        Block(bare.span(end + 1, len(text) - 1), "body", "a line"),
    )
    one = Report(id="r", name="r", text=text, blocks=blocks)
    known = find_attributions(parse(one))
    found = group_statements([one], [known.parsed], known.attributions, []).statements
    assert [statement.witnesses[0].spans[0].text(one) for statement in found] == ["We will rebuild the pier by spring,"]
