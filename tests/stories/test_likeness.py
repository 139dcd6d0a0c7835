"""How alike two reports are: the index gives what comparing every pair word by word gives."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.rarity import Rarity
from onrecord.stories import likeness
from onrecord.stories.likeness import FADING, FAINT, PROMISING, SHORT, TELLING, compare
from onrecord.stories.telling import Telling

WORDS = [f"telling{number}" for number in range(30)] + ["the", "said", "bridge", "water"]


def text(words: Sequence[str], head: int = 3, days: tuple[int, int] | None = None) -> Telling:
    return Telling(Counter(words[:head]), Counter(words), {}, {}, frozenset(), days)


def compare_slowly(texts: Sequence[Telling]) -> dict[tuple[int, int], float]:
    """Compare every pair, word by word, as the documentation says it."""
    rarity = Rarity.of(frozenset(one.whole) for one in texts)

    def weights(counts: Counter[str]) -> dict[str, float]:
        nats = {w: rarity(w) * (1 + math.log(c)) for w, c in counts.items() if rarity(w) > TELLING}
        length = max(SHORT, math.sqrt(sum(value**2 for value in nats.values())))
        return {word: value / length for word, value in nats.items()}

    def words(one: Telling, other: Telling) -> dict[str, float]:
        found: Counter[str] = Counter()
        for a, b in ((weights(one.whole), weights(other.whole)), (weights(one.head), weights(other.head))):
            for word in a.keys() & b.keys():
                found[word] += a[word] * b[word] / 2
        return dict(found)

    pairs = {}
    for first, one in enumerate(texts):
        for second in range(first + 1, len(texts)):
            shared = words(one, texts[second])
            value = sum(shared.values()) - max(shared.values(), default=0.0)
            if value >= FAINT:
                pairs[first, second] = value
    return pairs


@given(st.lists(st.lists(st.sampled_from(WORDS), min_size=1, max_size=25).map(text), max_size=8))
def test_the_index_finds_what_comparing_every_pair_finds(texts: list[Telling]) -> None:
    assert PROMISING <= FAINT / 2
    fast, slow = compare(texts, {}).pairs, compare_slowly(texts)
    assert {pair: pytest.approx(value, abs=1e-5) for pair, value in slow.items()} == {
        pair: value for pair, value in fast.items() if pair in slow
    }
    assert all(value < FAINT + 1e-5 for pair, value in fast.items() if pair not in slow)


def test_the_word_that_adds_most_does_not_count() -> None:
    one = text(["skarvoe"] * 9 + [f"this{number}" for number in range(20)], 9)
    other = text(["skarvoe"] * 9 + [f"that{number}" for number in range(20)], 9)
    assert compare([one, other], {}).pairs == {}


@pytest.mark.parametrize(
    ("days", "left"), [(0, 1.0), (1, 0.994), (30, 0.858), (90, 0.684), (365, 0.509), (3650, 0.5)], ids=str
)
def test_a_date_takes_away_half_at_most(days: int, left: float) -> None:
    words = [f"telling{number}" for number in range(10)]
    same = compare([text(words, 3, (700_000, 700_000)), text([*words, "water"], 3, (700_000, 700_000))], {}).pairs[0, 1]
    later = compare(
        [text(words, 3, (700_000, 700_000)), text([*words, "water"], 3, (700_000 + days, 700_000 + days))], {}
    ).pairs[0, 1]
    assert later / same == pytest.approx(left, abs=0.001)
    assert FADING == 90


def test_an_unknown_date_takes_nothing_away() -> None:
    words = [f"telling{number}" for number in range(10)]
    dated = compare([text(words, 3, (700_000, 700_000)), text(words, 3)], {}).pairs
    assert dated == compare([text(words), text(words)], {}).pairs


def test_a_word_in_many_reports_proposes_nobody_but_counts_where_reports_have_met(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    hot, rare = [f"hot{number}" for number in range(8)], [f"rare{number}" for number in range(4)]
    texts = [text([*hot, *rare]), text([*hot, *rare]), text([*hot, "alone1", "alone2"]), text([*hot, "alone3"])]
    unbounded = compare(texts, {}).pairs
    monkeypatch.setattr(likeness, "HOT_WORD", 3)
    bounded = compare(texts, {})
    assert (bounded.hot, set(bounded.pairs)) == (8, {(0, 1)})
    assert bounded.pairs[0, 1] == unbounded[0, 1]
