"""Names and words as findings compare them."""

from __future__ import annotations

import pytest

from onrecord.findings.names import key_of, name_key, same_name
from onrecord.findings.vocabulary import read_list

EXAMPLES = read_list("names")["examples"]


@pytest.mark.parametrize(("one", "other"), EXAMPLES["kin"])
def test_a_country_and_its_people_have_one_key(one: str, other: str) -> None:
    assert name_key(one) == name_key(other)


@pytest.mark.parametrize(("one", "other"), EXAMPLES["strangers"])
def test_strangers_have_different_keys(one: str, other: str) -> None:
    assert name_key(one) != name_key(other)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Ana Ruiz", "Ruiz", True),
        ("President Ana Ruiz", "Ana Ruiz", True),
        ("Ana Ruiz", "Joseph Okoye", False),
        ("Ana Ruiz", "Ivo Ruiz", False),
        ("the Harbour Board", "Harbour Board", True),
        *[(one, other, True) for one, other in read_list("names")["honorifics"]["examples"]],
    ],
)
def test_a_shorter_form_may_be_the_same_person(one: str, other: str, same: bool) -> None:
    assert same_name(one, other) is same_name(other, one) is same


@pytest.mark.parametrize(
    ("one", "other"), [("sanction", "sanctioned"), ("toll", "tolls"), ("negotiate", "negotiations")]
)
def test_words_of_one_kin_have_one_key(one: str, other: str) -> None:
    assert key_of(one) == key_of(other)
