"""From units that are one utterance to the witnesses of a statement: which report carries it, where, in whose voice."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from onrecord.model import Attribution, Report, Resolution, Stretches, Witness
from onrecord.statements.collate import read_words
from onrecord.statements.units import SCRAP_WORDS, Unit

# A quoted phrase of so many words at most, in a content of which it is less than this share, is a detail of what is told.
PHRASE_WORDS = 6  # tried 4 to 8
SMALL_SHARE = 0.25  # tried 0.2 to 0.33

STRAY = Resolution(None, "the words stand in quotation marks without a source")

Draft = list[Witness]


def draft_witnesses(units: Sequence[Unit]) -> Draft:
    """Turn a group of units into witnesses, one for each attribution. A nested attribution never stands alone."""
    pieces: dict[str, list[Unit]] = defaultdict(list)
    for unit in units:
        pieces[unit.carrier].append(unit)
    nested = {
        carrier for carrier, held in pieces.items() if held[0].attribution is not None and held[0].attribution.nested
    }
    outer = [_witness(held) for carrier, held in pieces.items() if carrier not in nested]
    inner = [_witness(pieces[carrier]) for carrier in pieces if carrier in nested]
    if len({unit.span.report for unit in units}) > 1:
        return [*outer, *_beyond(inner, outer)]
    return outer if any(witness.attribution is not None for witness in outer) else []


def _beyond(inner: Iterable[Witness], outer: Iterable[Witness]) -> Draft:
    """Leave out witnesses whose words all stand within those of others."""
    places: dict[str, list[tuple[Witness, int]]] = defaultdict(list)
    for witness in outer:
        places[witness.report] += ((witness, number) for number in range(len(witness.spans)))
    held = {
        report: Stretches((witness.spans[number], None) for witness, number in found)
        for report, found in places.items()
    }
    return [
        witness
        for witness in inner
        if witness.report not in held
        or not all(any(other.holds(span) for other, _ in held[witness.report].meeting(span)) for span in witness.spans)
    ]


def _witness(pieces: Sequence[Unit]) -> Witness:
    attribution = pieces[0].attribution
    return Witness(
        report=pieces[0].span.report,
        attribution=attribution.id if attribution else None,
        spans=tuple(unit.span for unit in pieces),
        quoted=pieces[0].quoted,
        form=attribution.form if attribution else "direct",
        speaker=attribution.speaker if attribution else STRAY,
    )


def told(attribution: Attribution) -> Witness:
    """Read an attribution as reported speech, whatever of it stands in quotation marks."""
    return Witness(
        report=attribution.report,
        attribution=attribution.id,
        spans=attribution.content,
        quoted=False,
        form=attribution.form,
        speaker=attribution.speaker,
    )


def without_context(
    drafts: Sequence[Draft], reports: Mapping[str, Report], attributions: Mapping[str, Attribution]
) -> list[Draft]:
    """Give a mixed attribution of which nothing but scraps is quoted its whole content as its reading, once.

    “He was ‘very’ pleased” is reported speech with a word in marks, not the quotation “very”. Scraps beside longer quoted
    pieces of the same attribution are context.
    """
    scraps = [_scrap(draft, reports, attributions) for draft in drafts]
    carried: dict[str, list[int]] = defaultdict(list)
    for number, draft in enumerate(drafts):
        for witness in draft:
            if witness.attribution is not None:
                carried[witness.attribution].append(number)
    wholly = {name for name, numbers in carried.items() if all(scraps[number] is not None for number in numbers)}
    out: list[Draft] = []
    for number, (draft, scrap) in enumerate(zip(drafts, scraps, strict=True)):
        if scrap is None:
            out.append(list(draft))
        elif scrap.id in wholly and number == carried[scrap.id][0] and scrap.type == "speech":
            out.append([told(scrap)])
    return out


def _scrap(draft: Draft, reports: Mapping[str, Report], attributions: Mapping[str, Attribution]) -> Attribution | None:
    """Give the mixed attribution of which a draft is but a scrap that nobody else has."""
    attribution = attributions.get(draft[0].attribution or "")
    if len(draft) > 1 or attribution is None or attribution.form != "mixed":
        return None
    return attribution if _is_scrap(draft[0], attribution, reports[draft[0].report]) else None


def _is_scrap(witness: Witness, attribution: Attribution, report: Report) -> bool:
    """Say whether all that is quoted are single words, or a phrase that is but a small share of what the report tells."""
    words = read_words(report, witness.spans)
    if len(words) <= PHRASE_WORDS and len(words) < SMALL_SHARE * len(read_words(report, attribution.content)):
        return True
    held = [0] * len(witness.spans)
    for word in words:
        held[word.piece] += 1
    return all(count < SCRAP_WORDS for count in held)


def beyond_captions(drafts: Iterable[Draft], reports: Iterable[Report]) -> list[Draft]:
    """Leave out what only captions tell: it is written about a picture, often years old.

    A caption's quotation of words that a report's body carries too stays beside them as a witness.
    """
    captions = {r.id: Stretches((b.span, None) for b in r.blocks if b.kind == "caption") for r in reports}
    return [draft for draft in drafts if any(not captions[one.report].meeting(one.spans[0]) for one in draft)]
