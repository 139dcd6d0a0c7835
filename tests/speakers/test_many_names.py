"""Piles with very many names, and odd ones: time grows with the names, what is left out is told, and nothing is too odd to read."""

from __future__ import annotations

import random
import string
from collections.abc import Callable, Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.findings.camps import is_one_name
from onrecord.model import Attribution, Report, Resolution, Story
from onrecord.speakers import unite_speakers
from onrecord.speakers.casts import LONGEST_LIST, Cast, Named, Title
from onrecord.speakers.naming import Names
from onrecord.speakers.persons import CROWD, Persons
from onrecord.speakers.spellings import one_person, spelled
from onrecord.speakers.unite import United
from tests.known import parse_with_names
from tests.speakers.marked import attributed
from tests.timing import grows_at_most

PERSON, SHORT, BODY = "the full name ", "the short name ", "the name "


def told(report: str, number: int, name: str, basis: str = PERSON) -> Attribution:
    return Attribution(
        id=str(number),
        report=report,
        source=(),
        cue=(),
        content=(),
        quoted=(),
        form="direct",
        type="speech",
        origin="a test",
        confidence=1.0,
        speaker=Resolution(name, basis + name, 0.9),
    )


def united(named: Sequence[tuple[str, str]], one_report: bool) -> United:
    """Unite names, each with the words that say what it is; all in one report, or each in a report of its own; one story."""
    ids = ["r"] if one_report else [f"r{at}" for at in range(len(named))]
    reports = [Report(id=one, name=one, text=f"Report {one}.") for one in ids]
    found = [told(ids[0] if one_report else ids[at], at, name, basis) for at, (name, basis) in enumerate(named)]
    return unite_speakers(
        found, reports, (), [Story(id="s", number=0, reports=tuple(ids), shares=(), because="a test")]
    )


def invented(count: int, words: int = 2) -> list[str]:
    """Give so many names of letters at random, always the same."""
    chance = random.Random(7)
    return [
        " ".join("".join(chance.choices(string.ascii_lowercase, k=6)).title() for _ in range(words))
        for _ in range(count)
    ]


# --- time


@pytest.mark.parametrize(
    ("names", "one_report"),
    [
        (lambda count: [(name, PERSON) for name in invented(count)], True),
        (lambda count: [(f"{name} Kolar", PERSON) for name in invented(count, 1)], True),
        (lambda count: [(name, BODY) for name in invented(count)], True),
        (lambda count: [("Irena Kolar", PERSON)] * count, False),
        (lambda count: [("Irena Kolar", PERSON), ("Kolar", SHORT)] * (count // 2), False),
    ],
    ids=["persons", "namesakes", "bodies", "reports of one name", "reports of a name and its short form"],
)
def test_time_grows_with_the_names_and_no_faster(
    names: Callable[[int], list[tuple[str, str]]], one_report: bool
) -> None:
    few, many = names(2_500), names(10_000)
    assert grows_at_most(6, lambda: united(few, one_report), lambda: united(many, one_report))


def offices_of(count: int) -> Names:
    """Read so many reports, each of which calls Irena Kolar president, and every other one only by her surname."""
    reports = [Report(id=f"r{at}", name=f"r{at}", text=f"Report {at}.") for at in range(count)]
    casts = []
    for at, report in enumerate(reports):
        name = "Kolar" if at % 2 else "Irena Kolar"
        title = Title(name, "president", frozenset({"president", "the", f"word{at}"}), True)
        casts.append(Cast(report.id, (Named(name, report.span(0, 1), None),), (title,), (), (), (), frozenset()))
    names = Names([], casts, reports)
    assert {names.of("Kolar", report.id, "person").name for report in reports} == {"Irena Kolar"}
    return names


def test_time_grows_with_the_reports_that_give_one_title_and_no_faster() -> None:
    assert grows_at_most(6, lambda: offices_of(2_000), lambda: offices_of(8_000))


# --- what is left out


def test_a_surname_of_a_crowd_is_nobodys_and_that_is_told() -> None:
    crowd = [(f"{name} Kolar", PERSON) for name in invented(CROWD + 1, 1)]
    found = united([*crowd, ("Kolar", SHORT)], one_report=False)
    assert found.attributions[-1].speaker.name == "Kolar"
    assert [(limit.stage, limit.because) for limit in found.limits] == [
        (
            "speakers",
            "1 name is borne, alike or nearly so, by more than 50 persons of one story (“kolar” by 51): nobody was looked "
            "up by such a name alone, and its bearers were not compared for other ways of writing one name.",
        )
    ]


def test_where_nothing_is_left_out_nothing_is_told() -> None:
    assert united([("Irena Kolar", PERSON), ("Kolar", SHORT), ("Halden Steel", BODY)], one_report=False).limits == ()


def test_a_report_that_lists_too_many_persons_tells_others_nothing_and_that_is_told() -> None:
    listed = " ".join(f"Ada {name} spoke." for name in invented(LONGEST_LIST + 20, 1))
    report, attributions = attributed(listed + " [[Ada Birch]] said so.", name="r")
    found = unite_speakers(attributions, [report], [parse_with_names(report)])
    assert len(found.limits) == 1
    assert found.limits[0].because.startswith("1 report names more than 400 persons (up to 4")


# --- odd names

MARKS = ["", ".", "..", "-", "--", '"', "“", "()", ",", "’s", "O’", "&", "#", "@a", "\u200b", "\u00a0"]
WORDS = [
    "Ada",
    "Birch",
    "A",
    "A.",
    "j",
    "7",
    "1990",
    "Jr",
    "Jr.",
    "III",
    "de",
    "van",
    "al-",
    "bin",
    "The",
    "of",
    "Inc.",
]
SCRIPTS = ["李", "明", "Ли", "ß", "İ", "ﬁ", "é", "Kim", "Jong-un", "www.", "x.com", ".com"]
ODD = st.one_of(
    st.lists(st.sampled_from(MARKS + WORDS + SCRIPTS), max_size=5).map(" ".join),
    st.lists(st.sampled_from(MARKS + WORDS + SCRIPTS), max_size=3).map("".join),
    st.text(max_size=8),
)
BASES = st.sampled_from([PERSON, SHORT, BODY, "together: ", "unnamed: ", "he: "])


@given(st.lists(st.tuples(ODD, BASES), max_size=6))
def test_no_name_is_too_odd_and_no_order_of_reports_matters(named: list[tuple[str, str]]) -> None:
    found, turned = united(named, one_report=False), turned_round(named)
    assert len(found.attributions) == len(named)
    assert found.speakers == turned.speakers
    assert [one.speaker.name for one in found.attributions] == [
        one.speaker.name for one in reversed(turned.attributions)
    ]


def turned_round(named: Sequence[tuple[str, str]]) -> United:
    """Unite the same names with the reports, each under its own id still, in the opposite order."""
    ids = [f"r{at}" for at in range(len(named))]
    reports = [Report(id=one, name=one, text=f"Report {one}.") for one in reversed(ids)]
    found = [told(ids[at], at, name, basis) for at, (name, basis) in enumerate(named)]
    story = Story(id="s", number=0, reports=tuple(ids), shares=(), because="a test")
    return unite_speakers(found[::-1], reports, (), [story])


@given(ODD, ODD)
def test_whether_two_names_are_one_does_not_depend_on_which_comes_first(one: str, other: str) -> None:
    assert one_person(spelled(one), spelled(other)) == one_person(spelled(other), spelled(one))
    assert is_one_name(one, other) == is_one_name(other, one)


@given(
    st.lists(
        st.tuples(
            st.sampled_from(["Ada", "Ida", "A.", "Bob", "Robert", "Yelena", "Elena"]),
            st.sampled_from(["Birch", "Byrch", "Kolar", "Kolár", "Gaddari", "Qadhari"]),
        ),
        max_size=8,
        unique=True,
    )
)
def test_looking_names_up_finds_whom_comparing_each_with_each_finds(named: list[tuple[str, str]]) -> None:
    names = sorted(" ".join(one) for one in named)
    persons = Persons(names, (), ())
    for name in names:
        alike = [other for other in names if persons.of(other, "r") == persons.of(name, "r")]
        assert all(one_person(spelled(one), spelled(other)) for one in alike for other in alike)
        single = [other for other in names if other != name and one_person(spelled(name), spelled(other))]
        if len(single) == 1 and [
            one for one in names if one != single[0] and one_person(spelled(single[0]), spelled(one))
        ] == [name]:
            assert persons.of(single[0], "r") == persons.of(name, "r")
