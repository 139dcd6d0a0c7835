"""One speaker across the reports of a pile, and never two persons of one surname."""

from __future__ import annotations

import pytest

from onrecord.model import Attribution, Speaker
from onrecord.speakers import resolve_speakers, unite_speakers
from tests.known import parse_with_names
from tests.speakers.marked import attributed


def pile(*marked: str) -> tuple[tuple[Speaker, ...], tuple[Attribution, ...]]:
    reports, found = [], []
    for number, text in enumerate(marked):
        report, attributions = attributed(text, name=f"r{number}")
        reports.append(report)
        found.extend(resolve_speakers(parse_with_names(report), attributions))
    return unite_speakers(found, reports)


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
        ("[[Mortimer Vane Ltd.]] said so.", "[[Mortimer Vane]] said so. He left.", ["Mortimer Vane Ltd."] * 2),
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
    assert attributions[1].speaker.basis.endswith("; Kolar is Irena Kolar in this pile")


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
    one, other = "[[Irena Kolar]] said so. [[The U.S.]] said so.", "[[President Kolar]] said so. [[The USA]] said so."
    assert pile(one, other)[0] == pile(other, one)[0]


def test_an_identity_comes_from_the_name_alone() -> None:
    assert pile("[[Irena Kolar]] said so.")[0][0].id == pile("[[Pavel Reiter]] left. [[Irena Kolar]] said so.")[0][0].id
