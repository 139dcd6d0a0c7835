"""Attacks on the page in real Chromium: none runs, none asks the network; with escaping turned off they do, unless the policy holds."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from evaluation.attacks import BEACONS, CONTROLS
from evaluation.hostile_record import BENIGN, hostile_record
from evaluation.injection import PAYLOADS, Outcome, Watch, built, chromium, decoded, escaped, unescaped, without_policy

from onrecord.record.page import write_page

pytestmark = pytest.mark.browser

# With escaping turned off each attack needs a page of its own: every so many of them, of every sort (`evaluation.injection` tries all).
SOME_CONTROLS = CONTROLS[::8]
SLICE = 300


@pytest.fixture(scope="module")
def watch(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Watch]:
    """A browser that knows what a page usually holds."""
    pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    try:
        with chromium() as browser:
            watching = Watch(browser, tmp_path_factory.mktemp("page"))
            watching.know(write_page(hostile_record([BENIGN] * 5)))
            yield watching
            watching.close()
    except LookupError as missing:
        pytest.skip(str(missing))


def test_none_of_our_own_attacks_comes_to_anything_though_there_were_no_policy(watch: Watch) -> None:
    assert escaped(watch, CONTROLS + BEACONS, policy=False) == Outcome(pages=2)


def test_an_attack_comes_to_nothing_on_the_way_through_a_build(watch: Watch) -> None:
    page, found = write_page(built(SOME_CONTROLS)), Outcome()
    watch.look(without_policy(page), found)
    assert (found.ran, found.asked, found.addresses) == ([], [], set())


def test_with_escaping_turned_off_they_run(watch: Watch) -> None:
    ran, _ = unescaped(watch, SOME_CONTROLS, policy=False)
    still = [one for one in SOME_CONTROLS if one not in ran]
    assert len(still) <= 0.1 * len(SOME_CONTROLS), still


def test_with_escaping_turned_off_the_policy_still_holds(watch: Watch) -> None:
    ran, found = unescaped(watch, [" ".join(SOME_CONTROLS), " ".join(BEACONS)], policy=True)
    assert (ran, found.asked) == ([], [])
    assert found.held and found.strange


def test_with_escaping_turned_off_and_no_policy_they_ask_the_network(watch: Watch) -> None:
    _, found = unescaped(watch, [" ".join(BEACONS[:4])], policy=False)
    assert found.asked


@pytest.mark.shared
@pytest.mark.skipif(not PAYLOADS.exists(), reason="the data folder ../shared is not here")
def test_none_of_a_slice_of_the_collected_attacks_comes_to_anything(watch: Watch) -> None:
    listed = decoded(Path(PAYLOADS).read_text(encoding="utf-8", errors="replace").rstrip("\n").split("\n"))
    some = listed[:: len(listed) // SLICE][:SLICE]
    assert len(some) == SLICE
    assert escaped(watch, some) == Outcome(pages=5)
