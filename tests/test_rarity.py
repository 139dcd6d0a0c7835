"""How much a shared word proves."""

from __future__ import annotations

from onrecord.rarity import Rarity


def test_rare_words_prove_more_than_common_ones() -> None:
    rarity = Rarity()
    assert rarity("the") < rarity("bridge") < rarity("quokka")


def test_a_word_of_every_report_of_a_large_pile_proves_little() -> None:
    pile = [frozenset({"quokka", f"word{number}"}) for number in range(2000)]
    assert Rarity.of(pile)("quokka") < 2.0 < Rarity()("quokka")


def test_the_same_report_twice_counts_once() -> None:
    one, other = frozenset({"quokka"}), frozenset({"bridge"})
    assert Rarity.of([one, other, one])("quokka") == Rarity.of([one, other])("quokka")


def test_weights_add_up() -> None:
    rarity = Rarity()
    assert rarity.total(["bridge", "quokka"]) == rarity("bridge") + rarity("quokka")
