"""What programs leave behind that reword texts, and what ordinary reports print."""

from __future__ import annotations

import tomllib
from importlib.resources import files
from pathlib import Path

import pytest

from onrecord.model import Report, in_order
from onrecord.read import read
from onrecord.reuse import find_reuse
from onrecord.reuse.fingerprints import Fingerprint, find_fingerprints
from tests.statements.piles import report

SHARED = Path(__file__).resolve().parents[2] / ".." / "shared"
VOCABULARY = tomllib.loads(files("onrecord.reuse").joinpath("fingerprints.toml").read_text(encoding="utf-8"))

BARE = "Talks with Russian Federation went on. The pact was backed by Russian Federation."
PLAIN = (
    "The council wants to help people who buy big houses near the harbour. The mayor began the work on the old bridge in spring "
    "and will end it before the autumn storms. Crews used a small boat to carry the tools across the river, and they hope to show "
    "the first arch to the town next week."
)
SPUN = (
    "The council wants to assist people who purchase sizeable houses near the harbour. The mayor commenced the work on the elderly "
    "bridge in spring and will conclude it before the autumn storms. Crews utilised a diminutive boat to transport the tools across the "
    "river, and they hope to exhibit the first arch to the town next week."
)


def left(*reports: Report) -> list[Fingerprint]:
    return list(find_fingerprints(reports, find_reuse(reports, ()).passages))


def printed(*reports: Report) -> list[tuple[str, str, str]]:
    return [(found.report, found.usual, found.printed) for found in left(*reports)]


def test_a_long_name_again_and_again_without_its_article() -> None:
    (found,) = left(report("a", BARE))
    assert (found.usual, found.printed) == ("Russia", "Russian Federation")
    assert [BARE[span.start : span.end] for span in found.spans] == ["Russian Federation"] * 2
    assert found.because == "“Russian Federation” lacks its “the” in 2 places, as if put in the place of “Russia”"


def test_a_name_no_list_holds_is_known_by_its_shape() -> None:
    text = "Talks with Moldavian Federation went on. The pact was backed by Moldavian Federation."
    assert printed(report("a", text)) == [("a", "Moldavian", "Moldavian Federation")]


@pytest.mark.parametrize("example", VOCABULARY["long_names"]["_examples"])
def test_once_is_a_slip_and_twice_is_none(example: str) -> None:
    assert printed(report("a", example)) == []
    assert len(printed(report("a", f"{example} {example}"))) == 1


@pytest.mark.parametrize(
    "text",
    [
        *(f"{one} {one} {one}" for one in VOCABULARY["shape"]["sound"]),
        "Talks with the Russian Federation went on. The pact was backed by the Russian Federation.",
        "Russia agreed, Russia said, and Russia left. Talks with Russian Federation went on, backed by Russian Federation.",
        "We can not cross. We can not wait.",
        "“The US will wait,” she said. The United States agreed.",
        PLAIN,
    ],
)
def test_ordinary_reports_leave_none(text: str) -> None:
    assert printed(report("a", text)) == []


@pytest.mark.parametrize(("usual", "example"), VOCABULARY["apart"]["_examples"])
def test_a_word_written_apart_counts_beside_another_mark(usual: str, example: str) -> None:
    assert ("a", usual, "can not") in printed(report("a", f"{BARE} {example}"))
    assert ("a", usual, "can not") not in printed(report("a", f"{BARE} {example} They {usual} wait."))


@pytest.mark.parametrize("example", VOCABULARY["forms"]["_examples"])
def test_a_name_in_three_forms_counts_beside_another_mark(example: str) -> None:
    assert printed(report("a", example)) == []
    assert [found[1] for found in printed(report("a", f"{example} We can not wait."))] == ["cannot", "United States"]


def test_words_exchanged_for_rarer_ones_mark_the_copy_and_not_its_model() -> None:
    (found,) = left(report("a", PLAIN), report("b", SPUN))
    assert found.report == "b"
    assert "“assist” for “help”" in found.because
    swapped = " ".join(SPUN[span.start : span.end] for span in found.spans).split()
    assert set(swapped) >= {"purchase", "sizeable", "commenced", "conclude", "transport"}


def test_two_desks_that_edit_one_text_leave_none() -> None:
    edited = PLAIN.replace("in spring", "in April").replace("next week", "on Monday").replace("wants", "wanted")
    assert printed(report("a", PLAIN), report("b", edited)) == []


@pytest.mark.shared
@pytest.mark.skipif(not SHARED.is_dir(), reason="the shared folder is not beside the project")
def test_both_seeds_are_marked_and_no_report_of_the_cluster_is() -> None:
    seeds = in_order(read([SHARED / "seeds"]).reports)
    cluster = in_order(read([SHARED / "data" / "newscluster.jsonl"]).reports)
    assert {found.report for found in find_fingerprints(seeds)} == {seed.id for seed in seeds}
    assert find_fingerprints(cluster) == ()
