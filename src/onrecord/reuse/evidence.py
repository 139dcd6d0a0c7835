"""Evidence of who drew on whom: credits, links, what surrounds the shared words, the words themselves, and third reports."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from onrecord.patterns import IGNORECASE, pattern
from onrecord.reuse.credits import WHOLE, Credit
from onrecord.reuse.stamps import stamped_later
from onrecord.reuse.witnessed import Evidence, Pair, Witnessed, both_ways, drawn_from

# What a piece of evidence weighs. 1 alone makes a confidence of .63, 2 of .86, 3 of .95; set by hand on pairs of the news cluster.
TAKEN, SIGNED, CREDITED, LINKED = 3.0, 3.0, 1.2, 1.0
# Added when the one that credits the other also tells much in its words.
AND_COPIED = 1.0
SAME_SIGN = 3.0
EXCHANGED, ALTERED_ALONE = 2.0, 0.8
BROKEN_OFF, CUT, RICHER = 2.0, 0.8, 0.4
UNDER_SIGN, CARRIED_ELSEWHERE, QUOTED_ONLY = 1.8, 0.9, 0.7
# All of a report's shared passages lie in the other and make up so much of its own narration.
CONTAINED = 0.8
# The other is so much longer.
LONGER = 1.3
# A report differs alone when at least so many words are its own where the other two agree.
ALONE = 3
# A third report carries what two share when so much of it stands there too.
CARRIED, FEWEST_CARRIED = 0.9, 12
# A credit in passing is the source of what two share when sentences under it hold so much of that.
COVERED = 1 / 3
# From this much of its narration on a report tells in another's words.
MUCH, SOME = 0.3, 0.05
# Words at the very end that say that the rest is elsewhere (characters looked at).
_BROKEN = pattern(
    r"(?:(?:…|\.\.\.|\[…\]|\[\.\.\.\])\s{0,9}(?:\(?(?:read|continue|full|more)\b[^\n]{0,40})?"
    r"|\b(?:continue reading|read more at|read the (?:full|whole|rest))\b[^\n]{0,60})\s{0,9}$",
    IGNORECASE,
)
_END = 160


def _credits(known: Witnessed, pair: Pair) -> Iterator[Evidence]:
    """Evidence of credits: one names the other's outlet, or both are signed by one agency."""
    for one, other in both_ways(pair):
        named = [credit for credit in known.credits[one] if credit.outlet in known.outlets[other]]
        if named:
            best = max(named, key=lambda credit: (_credit_weight(credit), -credit.span.start))
            yield _named(known, pair, (one, other), best)
    signs = [{c.outlet: c.title for c in known.credits[one] if c.manner in WHOLE} for one in pair]
    for outlet in sorted(signs[0].keys() & signs[1].keys()):
        yield Evidence("common-source", SAME_SIGN, f"both are signed by or taken from {signs[0][outlet]}")


def _named(known: Witnessed, pair: Pair, way: Pair, credit: Credit) -> Evidence:
    """Weigh that the first of two reports names the outlet of the second."""
    one, other = way
    manner = "is signed by or taken from" if credit.manner in WHOLE else "credits"
    says = f"{known.called(one, other)} {manner} {credit.title}"
    if known.told_share(one, other) >= MUCH:
        return Evidence(
            drawn_from(other, pair), _credit_weight(credit) + AND_COPIED, f"{says} and tells much in its words"
        )
    if credit.manner not in WHOLE and stamped_later(known.reports[other], known.reports[one]):
        return Evidence("unknown", 0.0, f"{says}, but the one at hand is stamped later: it may mean another report")
    return Evidence(drawn_from(other, pair), _credit_weight(credit), says)


def _credit_weight(credit: Credit) -> float:
    return TAKEN if credit.manner == "taken" else SIGNED if credit.manner == "signed" else CREDITED


def _partial_credits(known: Witnessed, pair: Pair) -> Iterator[Evidence]:
    """Evidence that both lean on one third outlet for what they share."""
    if known.credit_between(pair):
        return
    leaning = [{c.outlet: c.title for c in known.credits[one] if _covers(known, pair, one, c.outlet)} for one in pair]
    for outlet in sorted(leaning[0].keys() & leaning[1].keys()):
        yield Evidence("common-source", CREDITED, f"both credit {leaning[0][outlet]} with what they share")


def _covers(known: Witnessed, pair: Pair, one: str, outlet: str) -> bool:
    """Say whether sentences that credit an outlet in passing hold a good part of what the two share."""
    spans = [passage.a if one == pair[0] else passage.b for passage in known.passages.get(pair, ())]
    said = [c.sentence for c in known.credits[one] if c.outlet == outlet and c.manner not in WHOLE]
    length = sum(span.end - span.start for span in spans)
    under = sum(
        max(0, min(span.end, sentence.end) - max(span.start, sentence.start))
        for span in spans
        for sentence in set(said)
    )
    return bool(said) and under >= COVERED * length


def _links(known: Witnessed, pair: Pair) -> Iterator[Evidence]:
    """Evidence of an address: one prints a link to the other's site."""
    for one, other in both_ways(pair):
        if (known.linked[one] - known.outlets[one]) & known.outlets[other]:
            yield Evidence(
                drawn_from(other, pair), LINKED, f"{known.called(one, other)} links to the site of the other"
            )


def _containment(known: Witnessed, pair: Pair) -> Iterator[Evidence]:
    """Evidence of what surrounds the shared words: the whole of one stands in the other, from its beginning, or broken off."""
    if not known.laid.get(pair):
        return
    sizes = [len(known.told[one]) for one in pair]
    places = [known.told[one].told_at(known.equal(one, other)) for one, other in both_ways(pair)]
    for small, large in ((0, 1), (1, 0)):
        one, other = pair[small], pair[large]
        if len(places[small]) < CONTAINED * sizes[small] or sizes[large] < LONGER * sizes[small]:
            continue
        at_start = known.told[other].words_before(max(places[large])) <= LONGER * len(places[large])
        text = known.reports[one].text.rstrip()
        if _BROKEN.search(text[-_END:]):
            says = f"nearly all of {known.called(one, other)} stands in the other, and it breaks off"
            yield Evidence(drawn_from(other, pair), BROKEN_OFF, says)
        elif at_start:
            says = f"nearly all of {known.called(one, other)} is the beginning of the other, which goes on"
            yield Evidence(drawn_from(other, pair), CUT, says)
        else:
            says = f"nearly all of {known.called(one, other)} stands in the other, which holds more around it"
            yield Evidence(drawn_from(other, pair), RICHER, says)


def _wording(known: Witnessed, pair: Pair) -> Iterator[Evidence]:
    """Evidence of the words: exchanged throughout in one, or changed in one alone where others agree with the other."""
    marked = [one for one in pair if one in known.exchanged]
    if len(marked) == 1 and max(known.told_share(*way) for way in both_ways(pair)) >= SOME:
        other = pair[1] if marked[0] == pair[0] else pair[0]
        says = f"the wording of {known.called(marked[0], other)} was exchanged throughout"
        yield Evidence(drawn_from(other, pair), EXCHANGED, says)
    alone = [_alone(known, other, one) for one, other in both_ways(pair)]
    for place, (one, other) in enumerate(both_ways(pair)):
        if alone[place] >= ALONE and alone[1 - place] == 0 and known.told_share(one, other) >= SOME:
            says = f"{alone[place]} wordings of {known.called(one, other)} stand in no other report, where the other agrees with a third"
            yield Evidence(drawn_from(other, pair), ALTERED_ALONE, says)
    if min(alone) >= ALONE and max(known.told_share(*way) for way in both_ways(pair)) >= SOME:
        yield Evidence("common-source", ALTERED_ALONE, "each changed words that the other shares with a third report")


def _alone(known: Witnessed, model: str, changed: str) -> int:
    """Count the words of `model` that `changed` prints otherwise and a third report prints as `model` does."""
    places = known.differing(model, changed)
    if len(places) < ALONE:
        return 0
    thirds = [third for third in known.partners.get(model, ()) if third != changed]
    return len({place for third in thirds for place in places & known.equal(model, third)})


def _elsewhere(known: Witnessed, pair: Pair) -> Iterator[Evidence]:
    """Evidence of a source behind both: only what somebody said is shared, or a third or an agency carries what is."""
    if known.outlets[pair[0]] & known.outlets[pair[1]] or known.credit_between(pair):
        return
    if known.only_quoted(pair):
        says = "they share only quotations, which both may have heard or been sent"
        yield Evidence("common-source", QUOTED_ONLY, says)
        return
    for one, other in both_ways(pair):
        signs = sorted({c.title for c in known.credits[one] if c.manner == "signed"})
        much = max(known.told_share(one, other), known.told_share(other, one)) >= MUCH
        if signs and much and not any(c.manner == "signed" for c in known.credits[other]):
            says = f"{known.called(one, other)} prints what they share under the sign of {signs[0]}"
            yield Evidence("common-source", UNDER_SIGN, says)
            return
    yield from _third(known, pair)


def _third(known: Witnessed, pair: Pair) -> Iterator[Evidence]:
    """Evidence that a third report of the pile carries what two share."""
    shared = known.equal(*pair)
    carriers = [
        third
        for third in known.partners.get(pair[0], ())
        if third != pair[1]
        and not known.outlets[third] & (known.outlets[pair[0]] | known.outlets[pair[1]])
        and len(shared) >= FEWEST_CARRIED
        and len(shared & known.equal(pair[0], third)) >= CARRIED * len(shared)
    ]
    signs = sorted({c.title for third in carriers for c in known.credits[third] if c.manner == "signed"})
    if signs:
        says = f"a third report carries what they share under the sign of {signs[0]}"
        yield Evidence("common-source", UNDER_SIGN, says)
    elif carriers:
        yield Evidence("common-source", CARRIED_ELSEWHERE, "what they share stands in a third report as well")


SOURCES: tuple[Callable[[Witnessed, Pair], Iterator[Evidence]], ...] = (
    _credits,
    _partial_credits,
    _links,
    _containment,
    _wording,
    _elsewhere,
)
