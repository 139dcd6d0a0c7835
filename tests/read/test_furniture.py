"""Every example in furniture.toml is what its group says, and ordinary sentences are not."""

from __future__ import annotations

import pytest

from onrecord.read.furniture import furniture, groups
from onrecord.read.lines import look_at
from onrecord.read.links import HEADING
from onrecord.read.mastheads import could_be_masthead, names
from onrecord.read.page import make_page

EXAMPLES = [(group.because, group.kind, example) for group in groups() for example in group.examples]


@pytest.mark.parametrize(("because", "kind", "example"), EXAMPLES, ids=[example for _, _, example in EXAMPLES])
def test_an_example_is_what_its_group_says(because: str, kind: str, example: str) -> None:
    found = furniture(example, look_at(example).finished)
    assert found is not None
    assert found.kind == kind


def test_every_group_has_an_example() -> None:
    assert all(group.examples for group in groups())


def test_every_group_is_reached_by_one_of_its_examples() -> None:
    reached = {found.because for _, _, example in EXAMPLES if (found := furniture(example, look_at(example).finished))}
    assert {group.because for group in groups()} == reached


@pytest.mark.parametrize(
    "sentence",
    [
        "Shareholders voted on Monday.",
        "Share prices fell after the news.",
        "The advertisement showed a ferry in a storm.",
        "Related companies will pay the fine.",
        "Follow the money, the auditor advised the council.",
        "More than 40 people were on board.",
        "Watch makers went on strike on Tuesday.",
        "Photos of the storm were passed round the council chamber.",
        "Sen. Jane Example (R) voted against the bill.",
        "The council signed up for the scheme in May.",
        "Comments by the mayor caused anger.",
        "Video shows the ferry leaving the harbour.",
        "The pictures were published by Reuters on Monday.",
        "He reads more than he writes.",
        "By Monday the harbour was empty.",
        "Updated figures will be out in May, the office said.",
        "Next the mayor will visit the harbour.",
        "The mayor did not return a call. Jane Example contributed to this report.",
        "She said that her brother had contributed to this article.",
    ],
)
def test_a_sentence_is_not_furniture(sentence: str) -> None:
    assert furniture(sentence, finished=True) is None


@pytest.mark.parametrize("example", names().examples)
def test_an_example_of_a_masthead_is_one_without_more_evidence(example: str) -> None:
    page = make_page((look_at(example), look_at("The ferry sails.")), None)
    assert could_be_masthead(page, 0)


@pytest.mark.parametrize(
    "line", ["The Last Post", "Mayor Slams Gazette", "Storm nears the coast", "The harbour courier"]
)
def test_other_lines_are_no_mastheads_without_more_evidence(line: str) -> None:
    assert not could_be_masthead(make_page((look_at(line), look_at("The ferry sails.")), None), 0)


def test_the_heading_over_links_is_a_group_of_the_vocabulary() -> None:
    assert HEADING in {group.because for group in groups()}
