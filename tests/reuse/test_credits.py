"""Where a report says it has something from, in the manners that reports have."""

from __future__ import annotations

import re
import tomllib
from importlib.resources import files

import pytest

from onrecord.model import Block, Report, Span, Stated
from onrecord.reuse.credits import find_credits
from tests.statements.piles import report
from tests.timing import takes_at_most

CUES = tomllib.loads(files("onrecord.reuse").joinpath("credits.toml").read_text(encoding="utf-8"))


def credited(text: str, outlet: str | None = None) -> list[tuple[str, str]]:
    return [(credit.manner, credit.title) for credit in find_credits(report("a", text, outlet))]


@pytest.mark.parametrize(("manner", "example"), [(manner, one) for manner in CUES for one in CUES[manner]["examples"]])
def test_each_group_of_cues_finds_its_examples(manner: str, example: str) -> None:
    text = example.replace("{", "").replace("}", "")
    named = re.sub(r"^[Tt]he ", "", re.findall(r"\{(.*?)\}", example)[0])
    found = [credit for credit in find_credits(report("a", text)) if credit.manner == manner]
    assert [re.sub(r"^The ", "", text[credit.span.start : credit.span.end]) for credit in found] == [named]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“It holds,” she told the Kelmouth Gazette.", [("told", "Kelmouth Gazette")]),
        ("The pier cracked, AP reported.", [("reported", "Associated Press")]),
        ("According to the BBC and The Wend Herald, it holds.", [("reported", "BBC"), ("reported", "The Wend Herald")]),
        ("In Britain, the state news agency Xinhua reported, it rained.", [("reported", "Xinhua")]),
        ("She told Ines Ruiz that it holds. He reported a theft.", []),
        ("He told reporters in the Herald of the crash.", []),
        ("The Gazette costs one crown. Reuters is based in London.", []),
    ],
)
def test_a_credit_needs_a_cue_and_the_name_of_an_outlet(text: str, expected: list[tuple[str, str]]) -> None:
    assert credited(text) == expected


def test_a_short_name_is_the_longer_one_before_it() -> None:
    found = credited("He wrote for the Wend Times. “It holds,” he told the Times.")
    assert found == [("told", "Wend Times")]


def test_the_longer_name_is_the_last_one_before_the_credit() -> None:
    text = "He wrote for the Wend Times. It holds, according to the Times. She reads The Kelmouth Times. It fell, according to the Times."
    assert credited(text) == [("reported", "Wend Times"), ("reported", "The Kelmouth Times")]


def test_many_credits_to_a_short_name_are_read_in_a_straight_line() -> None:
    text = "He wrote for the Wend Times. " + "It holds, according to the Times. " * 4_000
    assert (
        len(credited(text)) == 4_000
    )  # a fifth of a second; a quarter of a minute when each reads all that stands before
    assert takes_at_most(5, lambda: credited(text))


def test_an_outlet_does_not_credit_itself() -> None:
    assert credited("“It holds,” she told the Kelmouth Gazette.", "kelmouthgazette.com") == []


def test_the_name_of_an_outlet_in_the_pile_is_known() -> None:
    one = report("a", "“It holds,” she told Quayside.")
    assert find_credits(one) == ()
    assert [credit.outlet for credit in find_credits(one, frozenset({"quayside"}))] == ["quayside"]


def test_a_credit_in_passing_covers_its_sentence() -> None:
    text = "The bridge shut. Two piers cracked, Reuters reported. Nobody knows why."
    (credit,) = find_credits(report("a", text))
    assert text[credit.sentence.start : credit.sentence.end].strip() == "Two piers cracked, Reuters reported."


def test_an_agency_at_the_dateline_signs_the_report() -> None:
    assert credited("") == []
    signed = report("a", "KELMOUTH (Halcyon) – The bridge shut.", agency="Halcyon")
    assert [(credit.manner, credit.title) for credit in find_credits(signed)] == [("signed", "Halcyon")]


def test_captions_and_links_to_other_stories_credit_others_for_themselves() -> None:
    text = "Crews at work, Reuters reported.\nThe bridge shut."
    end = text.index("\n")
    blocks = (
        Block(Span("a", 0, end), "caption", "a caption"),
        Block(Span("a", end + 1, len(text)), "body", "a paragraph"),
    )
    assert find_credits(Report(id="a", name="a", text=text, blocks=blocks, outlet=Stated("Herald", "test"))) == ()
