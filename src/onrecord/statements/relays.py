"""Words that one source passes on from another: “the mayor said ‘…’, the agency reported”."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from msgspec import structs

from onrecord.model import Attribution, Span
from onrecord.speakers.answers import kind_of
from onrecord.statements.units import SCRAP_WORDS, quoted_words


def tell_relays(attributions: Sequence[Attribution]) -> tuple[tuple[Attribution, ...], tuple[Attribution, ...]]:
    """Give the attributions whose words are to be compared, and apart from them those that only relay another's words.

    A relay is a body, such as a news agency, whose content holds a person who is said to have spoken just the words that
    stand in quotation marks. Those words are that person's own, who therefore no longer counts as nested. What one person
    tells of another's words may be the teller's: it stays with the teller.
    """
    nested: dict[tuple[Span, ...], list[Attribution]] = defaultdict(list)
    for one in attributions:
        if one.nested and one.source and one.type == "speech" and quoted_words(one) > SCRAP_WORDS and _is_person(one):
            nested[one.quoted].append(one)
    spoken_by = {
        one.id: inner.id
        for one in attributions
        if not one.nested and one.form == "mixed" and one.type == "speech" and _is_body(one)
        for inner in nested.get(one.quoted, ())
        if _holds(one, inner)
    }
    spoken = frozenset(spoken_by.values())
    compared = [structs.replace(one, nested=False) if one.id in spoken else one for one in attributions]
    return (
        tuple(one for one in compared if one.id not in spoken_by),
        tuple(one for one in compared if one.id in spoken_by),
    )


def _is_person(attribution: Attribution) -> bool:
    return attribution.speaker.name is not None and kind_of(attribution.speaker) == "person"


def _is_body(attribution: Attribution) -> bool:
    return attribution.speaker.name is not None and kind_of(attribution.speaker) in ("organization", "document")


def _holds(outer: Attribution, inner: Attribution) -> bool:
    """Say whether the inner source is named in the content of the outer one, outside the quotation marks."""
    return all(
        any(content.holds(span) for content in outer.content) and not any(span.meets(quoted) for quoted in outer.quoted)
        for span in inner.source
    )
