"""One speaker across the reports of a pile, and never two persons of one surname."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.model import Attribution, Report, Resolution, Speaker, Story
from onrecord.speakers import resolve_speakers, unite_speakers
from onrecord.speakers.organizations import plain_body
from onrecord.speakers.unite import SMALL_PILE
from tests.known import parse_with_names
from tests.speakers.marked import attributed


def pile(*marked: str) -> tuple[tuple[Speaker, ...], tuple[Attribution, ...]]:
    return told(marked)


def told(
    marked: Sequence[str], stories: Sequence[Sequence[int]] = ()
) -> tuple[tuple[Speaker, ...], tuple[Attribution, ...]]:
    """Unite the speakers of some marked texts; `stories` groups them by their numbers."""
    reports, parsed, found = [], [], []
    for number, text in enumerate(marked):
        report, attributions = attributed(text, name=f"r{number}")
        reports.append(report)
        parsed.append(parse_with_names(report))
        found.extend(resolve_speakers(parsed[-1], attributions))
    grouped = [
        Story(id=str(at), number=at, reports=tuple(f"r{one}" for one in group), shares=(), because="a test")
        for at, group in enumerate(stories)
    ]
    return unite_speakers(found, reports, parsed, grouped)[:2]


def spoken(*marked: str) -> list[str | None]:
    return [one.speaker.name for one in pile(*marked)[1]]


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("[[Irena Kolar]] said so.", "[[President Kolar]] said so.", ["Irena Kolar", "Irena Kolar"]),
        ("[[Recep Özdoğan]] said so.", "[[Recep Ozdogan]] said so.", ["Recep Özdoğan", "Recep Özdoğan"]),
        ("[[Sergei Orlov]] said so.", "[[Sergey Orlov]] said so.", ["Sergey Orlov", "Sergey Orlov"]),
        ("[[Bob Marsh]] said so.", "[[Robert Marsh]] said so.", ["Robert Marsh", "Robert Marsh"]),
        ("[[The United States]] said so.", "[[The USA]] said so.", ["United States", "United States"]),
        ("[[The Russian Federation]] said so.", "[[Russia]] said so.", ["Russia", "Russia"]),
        ("[[Halden Steel Inc.]] said so.", "[[Halden Steel]] said so. [[Halden Steel]] left.", ["Halden Steel"] * 3),
        # the legal form makes a company of what looks like a person elsewhere
        ("[[Mortimer Vane Ltd.]] said so.", "[[Mortimer Vane]] said so. He left.", ["Mortimer Vane"] * 2),
        ("[[Human Rights Watch]] said so.", "[[HRW]] said so.", ["Human Rights Watch", "Human Rights Watch"]),
    ],
)
def test_two_forms_are_one_speaker(one: str, other: str, expected: list[str]) -> None:
    assert spoken(one, other) == expected


@pytest.mark.parametrize(
    ("one", "other", "third"),
    [
        ("[[Irena Kolar]] said so.", "[[Pavel Kolar]] said so.", "[[President Kolar]] said so."),
        ("[[Irena Kolar]] said so.", "She was met by Pavel Kolar.", "[[President Kolar]] said so."),
    ],
)
def test_a_surname_of_two_persons_joins_neither(one: str, other: str, third: str) -> None:
    assert spoken(one, other, third)[-1] == "Kolar"


def test_persons_who_share_a_surname_stay_two() -> None:
    assert spoken("[[Irena Kolar]] said so.", "[[Pavel Kolar]] said so.") == ["Irena Kolar", "Pavel Kolar"]


def test_what_was_united_is_said() -> None:
    _, attributions = pile("[[Irena Kolar]] said so.", "[[President Kolar]] said so.")
    assert attributions[1].speaker.basis.endswith("; Kolar is Irena Kolar, as report A has it")


def test_the_table_of_speakers_has_kinds_and_aliases() -> None:
    speakers, _ = pile(
        "[[Irena Kolar]] said so.", "[[President Kolar]] said so. [[The U.S.]] said so. [[Human Rights Watch]] said so."
    )
    assert [(one.name, one.kind, one.aliases) for one in speakers] == [
        ("Human Rights Watch", "organization", ()),
        ("Irena Kolar", "person", ("Kolar",)),
        ("United States", "government", ("U.S.",)),
    ]


def test_those_named_together_are_speakers_one_by_one() -> None:
    speakers, attributions = pile("Irena Kolar met Anton Reiter. [[Kolar and Reiter]] said so.")
    assert [one.name for one in speakers] == ["Anton Reiter", "Irena Kolar"]
    assert attributions[0].speaker.name == "Irena Kolar and Anton Reiter"


def test_the_order_of_reports_changes_no_speaker() -> None:
    texts = (
        "[[Irena Kolar]] said so. [[The U.S.]] said so.",
        "[[President Kolar]] said so. [[The USA]] said so. [[Sergei Orlov]] left.",
        "[[Sergey Orlov]] said so. [[Kolar spokesman Ivo Marsh]] left.",
    )
    assert len({pile(*order)[0] for order in permutations(texts)}) == 1


def test_an_identity_comes_from_the_name_alone() -> None:
    assert pile("[[Irena Kolar]] said so.")[0][0].id == pile("[[Pavel Reiter]] left. [[Irena Kolar]] said so.")[0][0].id


# --- what the other reports of the story say


@pytest.mark.parametrize(
    ("source", "elsewhere"),
    [
        ("The Japanese prime minister", "Japanese Prime Minister Kenji Mori met the crew."),
        ("Japan's leader", "Kenji Mori, the prime minister of Japan, met the crew."),
        ("Japan's prime minister", "The Japanese premier, Kenji Mori, met the crew."),
        ("The Halden mayor", "Halden Mayor Kenji Mori met the crew."),
        ("The mayor of Halden", "Kenji Mori, the mayor of Halden, met the crew."),
        ("Verdan Airlines' chief executive", "Verdan Airlines CEO Kenji Mori met the crew."),
        ("The South Korean president", "South Korean President Kenji Mori met the crew."),
    ],
)
def test_a_description_is_whom_another_report_calls_so(source: str, elsewhere: str) -> None:
    _, (one,) = pile(f"[[{source}]] said so.", elsewhere)
    assert one.speaker.name == "Kenji Mori"
    assert one.speaker.basis == f"“{source}”: Kenji Mori, of that office by report B"
    assert one.speaker.confidence < 0.95


@pytest.mark.parametrize(
    ("source", "elsewhere", "why"),
    [
        ("The Japanese foreign minister", "Japanese Prime Minister Kenji Mori met the crew.", "another ministry"),
        ("The deputy mayor of Halden", "Halden Mayor Kenji Mori met the crew.", "another rank"),
        ("The former mayor of Halden", "Halden Mayor Kenji Mori met the crew.", "another time"),
        ("The mayor of Verna", "Halden Mayor Kenji Mori met the crew.", "another town"),
        ("The mayor", "Halden Mayor Kenji Mori met the crew.", "of no town"),
        ("A Halden mayor", "Halden Mayor Kenji Mori met the crew.", "any mayor"),
        ("The Halden mayor's wife", "Halden Mayor Kenji Mori met the crew.", "not the mayor"),
    ],
)
def test_a_description_that_does_not_fit_stays_open(source: str, elsewhere: str, why: str) -> None:
    assert spoken(f"[[{source}]] said so.", elsewhere) == [None], why


def test_a_description_alone_is_somebody_whom_its_own_report_names() -> None:
    elsewhere = "The actress Dana Reyes met the crew."
    _, attributions = pile(
        "Ms. Reyes left early. The crew stayed. [[The actress]] said so.", "Dana Reyes left.", elsewhere
    )
    assert attributions[0].speaker.name == "Dana Reyes"
    assert attributions[0].speaker.basis == "“The actress”: Dana Reyes, who is called so by report C"
    assert spoken("The crew stayed. [[The actress]] said so.", elsewhere) == [None]
    assert spoken("Dana Reyes met an actress. [[The actress]] said so.", elsewhere) == [None]
    assert spoken(
        "Dana Reyes left. The crew stayed. [[The actress]] said so.", elsewhere, "The actress Ada Birch left."
    ) == [None]


def test_a_description_that_fits_two_stays_open_with_both() -> None:
    _, (one,) = pile(
        "[[The Halden mayor]] said so.", "Halden Mayor Kenji Mori met the crew.", "Halden Mayor Irena Kolar left early."
    )
    assert one.speaker.name is None
    assert one.speaker.candidates == ("Irena Kolar", "Kenji Mori")
    assert one.speaker.basis.endswith("; by report B and C that may be Irena Kolar or Kenji Mori")


def test_another_story_answers_no_description() -> None:
    texts = ("[[The Halden mayor]] said so.", "Halden Mayor Kenji Mori met the crew.")
    assert told(texts, [[0, 1]])[1][0].speaker.name == "Kenji Mori"
    assert told(texts, [[0], [1]])[1][0].speaker.name is None


def test_one_surname_in_two_stories_is_two_speakers() -> None:
    speakers, attributions = told(
        ["[[Mr. Kolar]] said so.", "[[Mr. Kolar]] said so.", "Pavel Kolar left."], [[0], [1, 2]]
    )
    assert [one.speaker.name for one in attributions] == ["Kolar", "Pavel Kolar"]
    speakers, _ = told(["[[Mr. Kolar]] said so.", "[[Mr. Kolar]] said so."], [[0], [1]])
    assert [one.name for one in speakers] == ["Kolar", "Kolar"]
    assert len({one.id for one in speakers}) == 2


def test_a_full_name_is_one_speaker_in_every_story() -> None:
    speakers, _ = told(["[[Irena Kolar]] said so.", "[[Irena Kolar]] said so."], [[0], [1]])
    assert [one.name for one in speakers] == ["Irena Kolar"]


def test_a_name_in_full_may_come_from_a_report_in_which_that_person_says_nothing() -> None:
    assert spoken("[[President Kolar]] said so.", "The crew met President Irena Kolar.") == ["Irena Kolar"]


@pytest.mark.parametrize(
    ("short", "others", "expected"),
    [
        ("[[President Kolar]] said so.", "President Irena Kolar and Pavel Kolar met.", "Irena Kolar"),
        ("[[Mrs. Kolar]] said so.", "Irena Kolar and Pavel Kolar met.", "Irena Kolar"),
        ("[[Mr. Kolar]] said so.", "Irena Kolar and Pavel Kolar met.", "Pavel Kolar"),
        ("[[Mr. Kolar]] said so.", "Irena Kolar left.", "Kolar"),
        ("[[Sheriff Kolar]] said so.", "President Irena Kolar left.", "Kolar"),
        # two presidents of one name
        ("[[President Kolar]] said so.", "President Irena Kolar met former President Pavel Kolar.", "Kolar"),
    ],
)
def test_a_surname_of_two_persons_is_told_apart_by_title_alone(short: str, others: str, expected: str) -> None:
    assert spoken(short, others) == [expected]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Viktor Zelenko-Tarsky", "Viktor Zelenko-Tarskiy"),
        ("Mohammed Karimi", "Mohammad Karimi"),
        ("Muammar Gaddari", "Moammar Qadhari"),
        ("Ri Sang-ok", "Ri Sang Ok"),
        ("Samir al-Darra", "Samir Darra"),
        ("Gabriel Ortega Vila", "Gabriel Ortega"),
        ("J. Martin Holloway", "Martin Holloway"),
    ],
)
def test_two_spellings_are_one_person(one: str, other: str) -> None:
    first, second = spoken(f"[[{one}]] said so.", f"[[{other}]] said so.")
    assert first == second


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Donald Marsh", "Donald Marsh Jr."),
        ("Daniel Marsh", "Danielle Marsh"),
        ("Ada Marsh", "Ida Marsh"),
        ("Peter Hansen", "Peter Jansen"),
    ],
)
def test_two_persons_of_like_names_stay_two(one: str, other: str) -> None:
    first, second = spoken(f"[[{one}]] said so.", f"[[{other}]] said so.")
    assert first != second


def test_a_surname_that_comes_first() -> None:
    assert spoken("[[Mr. Ri]] said so.", "The crew met Ri Sang-ok of Halden.") == ["Ri Sang-ok"]


def test_a_given_name_is_somebody_whom_its_report_also_knows_by_surname() -> None:
    full = "Quillon Farrow met the crew."
    assert spoken("Mr. Farrow was late. [[Quillon]] said so.", full) == ["Quillon Farrow"]


def test_an_abbreviation_that_another_report_spells_out() -> None:
    full = "National Harbour Safety Board"
    assert spoken("[[The NHSB]] said so.", f"[[The {full}]] said so. The {full} (NHSB) left.") == [full, full]
    assert spoken("[[The NHSB]] said so.", f"The {full} (NHSB) left.") == [full]
    stories = [[0], [1]]
    assert told(["[[The NHSB]] said so.", f"[[The {full}]] said so."], stories)[1][0].speaker.name == "NHSB"


def test_a_name_that_another_report_writes_with_capitals() -> None:
    assert spoken("[[Irena Kolar]] said so.", "[[Irena kolar]] said so.") == ["Irena Kolar"] * 2
    one, other = "[[The Halden Harbour Agency]] said so.", "[[The Halden harbour agency]] said so."
    assert spoken(one, other) == ["Halden Harbour Agency"] * 2
    assert spoken(other) == [None]


def test_the_full_stop_of_a_sentence_is_no_part_of_a_name() -> None:
    assert spoken("[[SolarWerk]] said so.", "Prices fell, according to [[SolarWerk.]]") == ["SolarWerk"] * 2
    assert bare_names("SolarWerk", "SolarWerk.") == ["SolarWerk", "SolarWerk"]


@pytest.mark.parametrize(
    ("name", "plain"),
    [
        ("Verdanrates.com", "verdanrates"),
        ("www.verdan.org", "verdan"),
        ("The Halden Steel Inc.", "halden steel"),
        (".com", ".com"),
    ],
)
def test_what_is_no_part_of_the_name_of_a_body(name: str, plain: str) -> None:
    assert plain_body(name) == plain


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Irena Kolar, an economist also known as Dr Gloom, left. [[Dr Gloom]] said so.", "Irena Kolar"),
        ("Irena Kolar drew the chart also known as Dr Gloom. [[Dr Gloom]] said so.", "Gloom"),
        ("Irena Kolar left. [[Dr Gloom]] said so.", "Gloom"),
    ],
)
def test_a_nickname_counts_where_a_report_explains_it(text: str, expected: str) -> None:
    assert spoken(text) == [expected]


# --- those who speak for others


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("[[Verna House spokeswoman Ada Birch]] said so.", "Verna House"),
        ("[[Ada Birch, a spokeswoman for Irena Kolar]], said so.", "Irena Kolar"),
        ("[[Ada Birch]] said so. Kolar's spokeswoman, Ada Birch, left. Irena Kolar stayed.", "Irena Kolar"),
        ("[[Defence ministry spokeswoman Ada Birch]] said so.", "Defence ministry"),
        ("[[Ada Birch, a spokeswoman for the organisers of Halden's feast,]] said so.", None),
        ("[[Ada Birch, a spokeswoman for Verdan's parent company Halden Steel,]] said so.", "Halden Steel"),
        ("[[Airline spokeswoman Ada Birch]] said so.", None),
        ("[[Ada Birch]] said so.", None),
    ],
)
def test_for_whom_somebody_speaks(text: str, expected: str | None) -> None:
    speakers, _ = pile(text)
    assert {one.name: one.speaks_for for one in speakers}["Ada Birch"] == expected


def test_any_report_of_the_story_may_say_for_whom() -> None:
    speakers, _ = pile("[[Ada Birch]] said so.", "The crew met Verna House spokeswoman Ada Birch.")
    assert speakers[0].speaks_for == "Verna House"


def test_an_unnamed_spokesman_is_nobody_by_name() -> None:
    speakers, attributions = pile(
        "[[A spokesman for Irena Kolar]] said so. [[The Kolar spokesman]] left.", "Kolar spokesman Ivo Marsh left."
    )
    assert [one.speaker.name for one in attributions] == [None, None]
    assert speakers == ()
    assert attributions[1].speaker.candidates == ("Ivo Marsh",)


# --- promises


def test_without_stories_a_large_pile_is_not_taken_for_one() -> None:
    texts = ["[[President Kolar]] said so.", "[[President Irena Kolar]] said so."]
    rest = [f"The bridge {number} was shut." for number in range(SMALL_PILE - 1)]
    assert told(texts + rest[:-1])[1][0].speaker.name == "Irena Kolar"
    assert told(texts + rest)[1][0].speaker.name == "Kolar"


def test_a_copy_of_a_report_changes_no_name() -> None:
    one, other = "[[Sergei Orlov]] said so. [[Orlov]] left.", "[[Sergey Orlov]] said so."
    assert {one.name for one in pile(one, other)[0]} == {one.name for one in pile(one, other, one, one)[0]}


@given(st.lists(st.sampled_from(["Ada Birch", "Birch", "Adda Birch", "Ivo Birch", "Kenji Mori", "NHSB"]), max_size=8))
def test_whatever_is_united_each_source_keeps_a_speaker_of_the_table(named: list[str]) -> None:
    speakers, attributions = bare(named)
    known = {speaker.name for speaker in speakers}
    assert len(attributions) == len(named)
    assert all(one.speaker.name in known for one in attributions)
    assert {alias for speaker in speakers for alias in (speaker.name, *speaker.aliases)} >= set(named)


@given(st.lists(st.sampled_from(["Ada Birch", "Birch", "Ivo Birch", "Ida Birch"]), min_size=1, max_size=8))
def test_two_full_names_of_one_surname_are_never_one(named: list[str]) -> None:
    full = {name for name in named if " " in name}
    assert {speaker.name for speaker in bare(named)[0]} >= full
    if len(full) > 1 and "Birch" in named:
        assert "Birch" in {speaker.name for speaker in bare(named)[0]}


def bare_names(*named: str) -> list[str | None]:
    return [one.speaker.name for one in bare(named)[1]]


def bare(named: Sequence[str]) -> tuple[tuple[Speaker, ...], tuple[Attribution, ...]]:
    """Unite names that are given as they are, each by a report of its own; the reports are not parsed."""
    reports = [Report(id=f"r{at}", name=f"r{at}", text=f"{name} said so.") for at, name in enumerate(named)]
    found = [
        Attribution(
            id=report.id,
            report=report.id,
            source=(report.span(0, len(name)),),
            cue=(),
            content=(),
            quoted=(),
            form="indirect",
            type="speech",
            origin="a test",
            confidence=1.0,
            speaker=Resolution(name, f"{'the full name' if ' ' in name else 'the short name'} {name}", 0.95),
        )
        for report, name in zip(reports, named, strict=True)
    ]
    return unite_speakers(found, reports)[:2]
