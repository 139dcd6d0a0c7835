"""The word lists: each example in them holds."""

from __future__ import annotations

import tomllib
from importlib.resources import files
from typing import Any

import pytest

from onrecord.language import parse
from onrecord.speakers.phrases import find_head
from onrecord.speakers.vocabulary import aliases, fold, given_names, roles, titles
from tests.speakers.marked import names, report_of


def table(name: str) -> dict[str, Any]:
    return tomllib.loads(files("onrecord.speakers").joinpath(name).read_text("utf-8"))


@pytest.mark.parametrize("group", ["offices", "address", "before"])
def test_a_title_is_no_part_of_a_name(group: str) -> None:
    example = table("titles.toml")[f"{group}_example"]
    assert names(f"[[{example['text']}]] said it was cold.") == [example["name"]]


def test_an_office_tells_a_man_from_a_woman() -> None:
    example = table("titles.toml")["gender_example"]
    assert titles().gender[example["text"].split()[0].lower()] == example["gender"]


@pytest.mark.parametrize(
    "group",
    [
        "person",
        "described",
        "kin",
        "gender",
        "body",
        "like_bodies",
        "body_again",
        "document",
        "company",
        "utterance",
        "named_after",
    ],
)
def test_a_role_is_found_as_what_a_phrase_turns_on(group: str) -> None:
    example = table("roles.toml")[group]["example"]
    parsed = parse(report_of(f"{example['text'].capitalize()} said it was cold."))
    head = find_head(parsed, range(len(example["text"].replace("'s", " 's").split())))
    assert head is not None
    assert parsed.words[head].lemma.lower() == example["head"]


def test_a_body_is_known_by_its_last_word() -> None:
    example = table("roles.toml")["body_name"]["example"]
    assert fold(example["text"]).split()[-1] in roles().body_name


@pytest.mark.parametrize("group", ["country", "office", "organization"])
def test_an_alias_leads_to_the_name(group: str) -> None:
    example = table("aliases.toml")[f"{group}_example"]
    assert aliases().body[fold(example["text"])] == example["name"]


def test_no_name_is_listed_for_men_and_for_women_only() -> None:
    listed = table("given_names.toml")
    assert set(listed["man"].split()) & set(listed["woman"].split()) <= set(listed["either"].split())


def test_a_name_for_both_tells_no_gender() -> None:
    assert given_names().gender["leslie"] is None


@pytest.mark.parametrize(
    ("text", "expected"), [("Erdoğan", "erdogan"), ("O’Neill", "o'neill"), ("Łukasz", "lukasz"), ("Straße", "strasse")]
)
def test_names_are_compared_without_accents(text: str, expected: str) -> None:
    assert fold(text) == expected
