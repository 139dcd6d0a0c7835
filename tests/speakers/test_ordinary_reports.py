"""What ordinary reports of ordinary happenings taught: names that run into other words, relatives, pairs."""

from __future__ import annotations

import pytest

from onrecord.speakers.spellings import one_person, sound, spelled
from tests.speakers.marked import names


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("[[Her ambassador to the United Nations Ada Birch]] said so.", "Ada Birch"),
        ("[[The head of the World Bank Ada Birch]] said so.", "Ada Birch"),
        ("[[HARBOUR BOAST Ada Birch]] said so.", "Ada Birch"),
        ("[[South Korean President Moon Ha-in]] said so.", "Moon Ha-in"),
        ("Ada Birch and Pavel Kolar met, during which [[both]] said so.", "Ada Birch and Pavel Kolar"),
        ("Ada Birch met Pavel Kolar. [[Both]] said so.", None),
        ("[[Photos]]: Harbour shut Ada Birch called the plan “a shame” at noon.", "Ada Birch"),
        ("[[Photos]]: Harbour shut for the winter.", None),
        ("[[President \u00adAda Bir\u00adch]] said so.", "Ada Birch"),
        # the office says which minister, not who
        ("Pavel Kolar makes pumps. He was late. [[The prime minister]] said so.", None),
    ],
)
def test_who_a_source_is(text: str, expected: str | None) -> None:
    assert names(text) == [expected]


def test_a_relative_named_once_is_not_meant_by_the_surname() -> None:
    report = "Ms. Kolar came in late. Her father, Pavel Kolar, is a scholar.\nMs. Kolar made tea. [[Kolar]] said so."
    assert names(report) == ["Kolar"]


@pytest.mark.parametrize(
    ("one", "other"),
    [("zelenskiy", "zelensky"), ("mohammed", "muhamad"), ("qadhari", "gaddari"), ("philippov", "filipov")],
)
def test_two_ways_of_writing_the_same_sounds(one: str, other: str) -> None:
    assert sound(one) == sound(other)


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("Noor Mohammad Fariz", "Noor Mohammad Farez", True),
        ("Noor Fariz", "Noor Mohammad Fariz", True),
        ("Ada Fay", "Ada Fey", False),
        ("Andrea Holloway", "Andrew Holloway", False),
    ],
)
def test_two_spellings_of_a_full_name(one: str, other: str, expected: bool) -> None:
    assert one_person(spelled(one), spelled(other)) is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # somebody told by age, and a place told of, are no speaker by name
        ("[[The 46-year-old South African]] said so.", None),
        # nothing joins what the commas part
        ("[[Ada Birch, CTO, Harbour Services, Halden Steel]], said so.", "Ada Birch"),
        # who passes words on, who asks, and what only lends its name, is not the company that goes on speaking
        ("“Shut,” Verdanwerk said, as cited by Harbour Wire. [[The company]] said so.", None),
        ("Prices fell, according to analysts polled by Harbour Wire Inc. [[The company]] said so.", None),
        ("The Halden Post contacted the harbour. [[The airline]] said so.", None),
        ("Crowds stood under the Microsoft-inspired roof. [[The firm]] said so.", None),
        ("Microsoft shut its roof. [[The firm]] said so.", "Microsoft"),
        ("After the race in [[Halden]] said: “Never.”", None),
    ],
)
def test_a_description_is_taken_for_no_name(text: str, expected: str | None) -> None:
    assert names(text) == [expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("[[Homeowner]] Questions Exceedingly High Water Bill\nThe bill was paid on Monday.", None),
        ("[[Microsoft]] Questions Exceedingly High Water Bill\nThe bill was sent to Microsoft.", "Microsoft"),
    ],
)
def test_a_word_that_only_a_headline_writes_with_a_capital_is_no_name(text: str, expected: str | None) -> None:
    assert names(text, headline=True) == [expected]
