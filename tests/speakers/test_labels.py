"""Who speaks does not hang on the label that the network gives a name: better evidence outweighs it."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from onrecord.language import with_names
from onrecord.speakers import resolve_speakers
from tests.known import parse_with_names
from tests.speakers.marked import attributed


def labelled(marked: str, label: str | None) -> list[str | None]:
    """Name the speakers of a text when every name in it has one label, or none is found at all."""
    report, attributions = attributed(marked)
    parsed = parse_with_names(report)
    names = [replace(name, label=label) for name in parsed.names] if label else []
    return [one.speaker.name for one in resolve_speakers(with_names(parsed, names), attributions)]


@pytest.mark.parametrize("label", [None, "PERSON", "ORG", "GPE", "NORP"])
@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # a given name, and its last name later
        ("Irena Kolar spoke on Monday. [[Kolar]] said it was time.", ["Irena Kolar"]),
        ("Irena Kolar spoke on Monday. [[She]] said it was time.", ["Irena Kolar"]),
        # a title before a full name that no list knows
        ("Senator Glyndyr Varro spoke on Monday. [[Varro]] said it was time.", ["Glyndyr Varro"]),
        # what somebody is, before or after the name
        ("The lawyer Glyndyr Varro spoke on Monday. [[Varro]] said it was time.", ["Glyndyr Varro"]),
        ("Glyndyr Varro, a retired teacher, spoke on Monday. [[Varro]] said it was time.", ["Glyndyr Varro"]),
        # a lone name that only says which senator is meant
        ("Irena Kolar left early. [[The Verna senator]] was cold.", ["Irena Kolar"]),
    ],
)
def test_a_label_changes_no_speaker(text: str, expected: list[str], label: str | None) -> None:
    assert labelled(text, label) == expected


@pytest.mark.parametrize("label", [None, "ORG", "GPE", "WORK_OF_ART"])
@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # the last word of a body's name
        ("[[The Halden Bridge Commission]] said it was time.", "Halden Bridge Commission"),
        ("[[The Commission on Harbour Safety]] said it was time.", "Commission on Harbour Safety"),
        ("[[The Committee for a Dry Harbour]] said it was time.", "Committee for a Dry Harbour"),
        ("[[Citizens for Fair Harbours]] said it was time.", "Citizens for Fair Harbours"),
        ("[[The Russian government]] said it was time.", "Russian government"),
        ("Glyndyr Varro spoke. His wife, Orla-Mae Varro, was late. [[Orla-Mae Varro]] said so.", "Orla-Mae Varro"),
        ("The Alliance to Reopen Our Docks (AROD) met. [[AROD]] said so.", "Alliance to Reopen Our Docks"),
        ("[[The city of Halden]] said it was time.", "city of Halden"),
    ],
)
def test_a_name_needs_no_right_label_to_be_given_in_full(text: str, expected: str, label: str | None) -> None:
    assert labelled(text, label) == [expected]
