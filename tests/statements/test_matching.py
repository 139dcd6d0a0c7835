"""The fast search for equal words, held against the slow and obvious one; what the search promises; what it leaves out and says so."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.language import MOST_ANALYSED, analysed_until, first_part
from onrecord.model import Report, Story
from onrecord.statements.group import in_rank
from onrecord.statements.judging import LONG_RUN_NATS, has_words_of, may_be_same, shorter_first
from onrecord.statements.matching import FEW_EACH, MANY_ALIKE, Match, Matcher, crowded, hot_runs
from onrecord.statements.proposing import (
    AROUND_NATS,
    COVERED_NATS,
    COVERED_SHARE,
    GRAMS,
    HOT_GRAM,
    VERY_BRIEF_WORDS,
    lay_out,
    propose,
)
from onrecord.statements.units import ReportWords, Unit, Vocabulary, cut_units
from onrecord.statements.unmarked import hot_wordings
from tests.statements.piles import Said, attribution, readings, report, statements

Pile = Sequence[tuple[Report, Sequence[Said]]]

# Few and telling words, so that quotations often share some.
WORDS = (
    "the bridge will not open before engineers have looked at every pin cracked rivets corroded girders ferry harbour mayor "
    "we shut it tonight council inquiry public lorry"
).split()
QUOTATIONS = st.lists(st.sampled_from(WORDS), min_size=1, max_size=12).map(" ".join)
SPEAKERS = st.sampled_from([None, "Ann Abel", "Bo Bern", "Dana Reyes"])


def cut(pile: Pile, stories: Sequence[Story] = ()) -> tuple[tuple[Unit, ...], Vocabulary]:
    words = [ReportWords(one) for one in in_rank([one for one, _ in pile])]
    vocabulary = Vocabulary(words)
    said = [attribution(one, quoted, number) for one, held in pile for number, quoted in enumerate(held)]
    return cut_units(words, said, vocabulary, stories), vocabulary


def quoting(name: str, *quotations: tuple[str, str | None], day: str | None = None) -> tuple[Report, list[Said]]:
    """Make a report with quotations, each in a paragraph of its own."""
    text = "\n".join(f"“{words},” {speaker or 'somebody'} said in report {name}." for words, speaker in quotations)
    return report(name, text, published=day), [Said([words], speaker) for words, speaker in quotations]


PILES = st.lists(st.lists(st.tuples(QUOTATIONS, SPEAKERS), min_size=1, max_size=3), min_size=1, max_size=5).map(
    lambda pile: [quoting(f"r{number}", *quotations) for number, quotations in enumerate(pile)]
)


def slow_matches(units: Sequence[Unit], vocabulary: Vocabulary) -> list[Match]:
    """Compare each with each, by the same judge, where they share words enough to be proposed."""
    matcher = Matcher(units, vocabulary)
    found = []
    for a, b in combinations(range(len(units)), 2):
        if units[a].bare or units[b].bare or not slow_proposed(units[a], units[b]):
            continue
        shared = matcher.shared(a, b)
        if shared is not None:
            found.append(Match(a, b, shared))
    return found


def slow_proposed(one: Unit, other: Unit) -> bool:
    """Cover the shorter wording with the runs that both have, word by word."""
    if one.stems == other.stems:
        return True
    short, long = sorted((one, other), key=lambda unit: len(unit.stems))
    both = (
        [covered(short, long)] if len(short.stems) != len(long.stems) else [covered(short, long), covered(long, short)]
    )
    lighter = min(one.weight, other.weight)
    brief = len(one.stems) == len(other.stems) <= 9
    return any(
        places and (brief or nats >= COVERED_SHARE * lighter or nats >= COVERED_NATS)
        for places, nats in (
            (held, sum(unit.weights[n] for n in held)) for held, unit in zip(both, (short, long), strict=False)
        )
    )


def covered(unit: Unit, other: Unit) -> set[int]:
    places: set[int] = set()
    for length, nats in GRAMS:
        theirs = {other.stems[n : n + length] for n in range(len(other.stems) - length + 1)}
        for n in range(len(unit.stems) - length + 1):
            if unit.stems[n : n + length] in theirs and sum(unit.weights[n : n + length]) >= nats - 1e-9:
                places |= set(range(n, n + length))
    if max(len(unit.stems), len(other.stems)) <= VERY_BRIEF_WORDS:
        around = set(zip(other.stems, other.stems[2:], strict=False))
        for n, pair in enumerate(zip(unit.stems, unit.stems[2:], strict=False)):
            if pair in around and unit.weights[n] + unit.weights[n + 2] >= AROUND_NATS - 1e-9:
                places.add(n)
    return places


@settings(max_examples=150, deadline=None)
@given(PILES)
def test_the_index_finds_what_comparing_each_with_each_finds(pile: Pile) -> None:
    units, vocabulary = cut(pile)
    assert Matcher(units, vocabulary).find() == slow_matches(units, vocabulary)


@settings(max_examples=150, deadline=None)
@given(PILES)
def test_what_is_put_aside_early_is_never_the_same(pile: Pile) -> None:
    units, vocabulary = cut(pile)
    matcher = Matcher(units, vocabulary)
    for a, b in combinations(range(len(units)), 2):
        short, long = shorter_first(units[a], units[b])
        if not (has_words_of(short, long) and may_be_same(short, long, matcher.likeness(short, long))):
            assert matcher.shared(a, b) is None


def partition(pile: Pile) -> set[frozenset[str]]:
    """Say which words of which reports are one statement, whatever the statements are called and in whichever order they come."""
    return {frozenset(witnesses) for witnesses in readings(pile)}


def bases(pile: Pile) -> set[str]:
    return {witnesses[0] for witnesses in readings(pile)}


@settings(max_examples=40, deadline=None)
@given(PILES, st.randoms(use_true_random=False))
def test_the_order_of_the_reports_changes_nothing(pile: Pile, random: object) -> None:
    shuffled = list(pile)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert (partition(shuffled), bases(shuffled)) == (partition(pile), bases(pile))


@settings(max_examples=40, deadline=None)
@given(PILES)
def test_what_the_reports_are_called_changes_nothing(pile: Pile) -> None:
    import msgspec

    renamed = [(msgspec.structs.replace(one, name=f"z{len(pile) - n}"), said) for n, (one, said) in enumerate(pile)]
    assert (partition(renamed), bases(renamed)) == (partition(pile), bases(pile))


@settings(max_examples=40, deadline=None)
@given(PILES)
def test_a_doubled_report_joins_what_the_first_joined(pile: Pile) -> None:
    first, said = pile[0]
    double = report("twin", first.text), said
    before, after = partition(pile), partition([*pile, double])
    without = {frozenset(one for one in group if not one.startswith("twin: ")) for group in after}
    assert {group for group in before if len(group) > 1} <= without


SHARED = "the corroded girders were cracked right through on both sides of the harbour"


def test_likeness_is_not_handed_on_from_one_to_the_next() -> None:
    one = "We saw the rotten timbers of the northern pier give way beneath the ferry, and twelve children went into the black water at once"
    middle = "We saw the rotten timbers of the northern pier while the lorry drivers were asleep in their cabins"
    other = "Nobody woke while the lorry drivers were asleep in their cabins near the customs shed"
    pile = [quoting(name, (words, "Ann Abel")) for name, words in (("a", one), ("b", middle), ("c", other))]
    assert [[witness[0] for witness in group] for group in readings(pile)] == [["a", "b"], ["c"]]


def test_a_hot_phrase_joins_nobody() -> None:
    pile = [quoting(f"r{n}", ("I have no comment on that", f"Given{n} Family{n * 7919}")) for n in range(30)]
    assert all(len(group) == 1 for group in readings(pile))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (f"We were told that {SHARED}", SHARED),
        (f"{SHARED}, and nobody had said a word", SHARED),
        (SHARED, SHARED.replace("both sides", "two sides")),
        (SHARED, SHARED.replace("harbour", "harbor")),
        ("Nobody isn't sleeping on the rotten pier", "Nobody is not sleeping on the rotten pier"),
        ("non-violent protest on the rotten pier", "nonviolent protest on the rotten pier"),
        ("The rotten pier's a danger to us all", "The rotten pier is a danger to us all"),
    ],
)
def test_clipped_extended_and_lightly_changed_wordings_are_found(one: str, other: str) -> None:
    assert len(readings([quoting("a", (one, None)), quoting("b", (other, None))])) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Forty lorries were lost", "Fifty lorries were lost"),
        ("Reyes has betrayed the harbour", "Bern has betrayed the harbour"),
        ("We shall shut the ferry", "We will shut the ferry"),
    ],
)
def test_a_brief_quotation_with_one_word_changed_needs_the_speaker_and_the_surroundings(one: str, other: str) -> None:
    others = [
        quoting(f"r{n}", (f"{word} {word}s", "Bo Bern"))
        for n, word in enumerate("oak elm ash yew fir bay box fig pear plum".split())
    ]

    def pile(speaker: str | None, beside: str) -> Pile:
        who = speaker or "Somebody"
        return [
            *others,
            (
                report("a", f"After the girders cracked on the northern span {who} was blunt: “{one}.”"),
                [Said([one], speaker)],
            ),
            (report("b", f"{beside} {who} was blunt: “{other}.”"), [Said([other], speaker)]),
        ]

    assert len(readings(pile("Ann Abel", "Of the girders that cracked on the northern span"))) == 1 + len(others)
    assert len(readings(pile(None, "It rained."))) == 2 + len(others)


@pytest.mark.parametrize("speaker", ["Ann Abel", None])
def test_another_story_must_share_many_rare_words(speaker: str | None) -> None:
    slogan, speech = "we will mend the harbour", f"I say to all of you that {SHARED}"
    pile = [quoting("a", (slogan, speaker), (speech, speaker)), quoting("b", (slogan, speaker), (SHARED, speaker))]
    apart = [Story(id=r, number=n, reports=(r,), shares=(), because="") for n, r in enumerate("ab")]
    units, vocabulary = cut(pile, apart)
    found = Matcher(units, vocabulary).find()
    assert [sorted(len(units[n].words) for n in (m.a, m.b)) for m in found] == [[13, 20]]


def test_reports_that_came_out_far_apart_need_more_evidence() -> None:
    words = "we shut it tonight"
    near = [quoting("a", (words, "Ann Abel"), day="2024-03-01"), quoting("b", (words, "Ann Abel"), day="2024-03-02")]
    far = [near[0], quoting("b", (words, "Ann Abel"), day="2024-09-01")]
    assert (len(readings(near)), len(readings(far))) == (1, 2)


def test_two_halves_that_another_report_prints_in_one_breath_are_one() -> None:
    first, second = "The girders were cracked right through", "Nobody had told the lorry drivers a word"
    pile = [
        quoting("a", (f"{first}. {second}", "Ann Abel")),
        quoting(
            "b", (first, "Ann Abel"), (f"{second} about it, which I call a scandal of the first order", "Ann Abel")
        ),
    ]
    assert len(readings(pile)) == 1


def test_every_witness_but_the_base_has_its_evidence() -> None:
    pile = [
        quoting("a", (f"We know that {SHARED}", "Ann Abel")),
        quoting("b", (SHARED, None)),
        quoting("c", (SHARED, "Ann Abel")),
    ]
    (statement,) = statements(pile)
    assert [edge.a.report for edge in statement.edges] == ["a", "a"]
    assert [edge.b.report for edge in statement.edges] == [witness.report for witness in statement.witnesses[1:]]
    assert all(edge.weight > LONG_RUN_NATS for edge in statement.edges)
    assert "; both name Ann Abel" in statement.edges[-1].because


def test_runs_in_too_many_wordings_are_compared_with_the_fullest_only_and_counted() -> None:
    stems = [(1, 2, 3, 100 + n) for n in range(HOT_GRAM)] + [(1, 2, 3, 100, 101)]
    found = propose(lay_out(stems, [3.0] * 1000))
    assert found.hot == 4  # 1 2, 2 3, 1 2 3, and 1 … 3 around a third
    assert (found.a.tolist(), set(found.b.tolist())) == (list(range(HOT_GRAM)), {HOT_GRAM})


def test_a_quotation_that_everybody_ends_in_another_way_is_one_statement() -> None:
    words = "Corroded girders, rusted rivets and barnacled pontoons will outlive every harbour inspector from"
    towns = [f"{chr(97 + n % 26)}{chr(97 + n // 26)}ton" for n in range(HOT_GRAM + 20)]
    pile = [quoting(f"r{n:03}", (f"{words} {town} are done", "Ann Abel")) for n, town in enumerate(towns)]
    assert len(readings(pile)) == 1


def test_very_brief_wordings_with_a_changed_word_in_the_middle_are_proposed() -> None:
    wordings = lay_out([(1, 2, 3), (1, 4, 3), (5, 6, 7)], [3.0] * 10)
    found = propose(wordings)
    assert (found.a.tolist(), found.b.tolist()) == ([0], [1])


def test_wordings_in_many_places_are_compared_by_their_first_places_and_it_is_said() -> None:
    words = "We will never give up the corroded girders of the old iron bridge"
    pile = [quoting(f"r{n:03}", (words, "Ann Abel")) for n in range(MANY_ALIKE + 5)]
    units, vocabulary = cut(pile)
    matcher = Matcher(units, vocabulary)
    assert len(matcher.find()) == MANY_ALIKE + 4
    assert [limit.because for limit in matcher.limits] == [
        f"1 wording stands in more than {MANY_ALIKE} places each (the most frequent in {MANY_ALIKE + 5}): "
        f"only the first place of each speaker and story, {MANY_ALIKE} at most, was compared with other wordings."
    ]


def test_like_wordings_in_many_places_each_meet_by_the_first_of_each_speaker_and_it_is_said() -> None:
    words = "We will never give up the corroded girders of the old iron bridge"
    speakers = [f"{chr(97 + n)}na Abel".title() for n in range(FEW_EACH + 5)]
    pile = [quoting(f"r{n:03}", (words, who), (f"{words}, ever", who)) for n, who in enumerate(speakers)]
    units, vocabulary = cut(pile)
    matcher = Matcher(units, vocabulary)
    found = {(match.a, match.b) for match in matcher.find()}
    both = {(n, n + 1) for n in range(0, 2 * len(speakers), 2)}
    assert both <= found  # whoever else was left out
    assert [limit.because for limit in matcher.limits] == [
        "1 pair of like wordings stands in so many places that only the first place of each speaker and story was compared, "
        f"and {FEW_EACH} at most of either wording with those of other speakers."
    ]


def test_beyond_the_part_that_is_analysed_there_are_no_words_to_compare() -> None:
    part = first_part(report("r", "We shut it tonight. " * (MOST_ANALYSED // 4)))
    words = ReportWords(part).all
    assert words[-1].end <= analysed_until(part) < len(part.text)
    assert len(words) < len(ReportWords(report("r", part.text)).all)


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        (crowded(2), "2 pairs of like wordings stand in so many places that only the first place of each speaker "),
        (
            hot_runs(1),
            "1 short run of words stands in so many different quotations that each of these was compared with the",
        ),
        (
            hot_runs(2),
            "2 short runs of words stand in so many different quotations that each of these was compared with the",
        ),
        (hot_wordings(1), "1 run of 3 words stands in more than 60 quotations and was not used to look for "),
        (hot_wordings(2), "2 runs of 3 words stand in more than 60 quotations each and were not used to look for "),
    ],
)
def test_what_was_not_compared_with_all_is_told(said: str, expected: str) -> None:
    assert said.startswith(expected)
