"""Words that one source passes on from another."""

from __future__ import annotations

import pytest
from msgspec import structs

from onrecord.model import Attribution, Resolution
from onrecord.statements.relays import tell_relays
from tests.statements.piles import report

WORDS = "to shut the bridge and send everybody home"
TEXT = f"The mayor Dana Reyes said that they were sent “{WORDS}”, the agency reported."


def said(source: str, content: str, name: str | None, nested: bool, basis: str = "the full name ") -> Attribution:
    """Attribute the quotation of the text to a source in it."""
    one = report("a", TEXT)
    span = {words: one.span(TEXT.index(words), TEXT.index(words) + len(words)) for words in (source, content, WORDS)}
    return Attribution(
        id=source,
        report="a",
        source=(span[source],),
        cue=(),
        content=(span[content],),
        quoted=(span[WORDS],),
        form="mixed",
        type="speech",
        origin="test",
        confidence=1.0,
        nested=nested,
        speaker=Resolution(name, basis + (name or ""), 0.9),
    )


OUTER = said("the agency", TEXT[: TEXT.index(", the agency")], "Halcyon", nested=False, basis="the name ")
INNER = said(
    "The mayor Dana Reyes", TEXT[TEXT.index("that they") : TEXT.index(", the agency")], "Dana Reyes", nested=True
)


def test_quoted_words_are_the_one_s_who_spoke_them() -> None:
    compared, relays = tell_relays([OUTER, INNER])
    assert ([one.id for one in compared], [one.id for one in relays]) == (["The mayor Dana Reyes"], ["the agency"])
    assert compared[0].nested is False


@pytest.mark.parametrize(
    "inner",
    [
        structs.replace(INNER, speaker=Resolution(None, "unnamed: the mayor")),
        structs.replace(INNER, speaker=Resolution("Wend", "the name Wend", 0.9)),
        structs.replace(INNER, quoted=()),
    ],
)
def test_nobody_else_takes_the_words_over(inner: Attribution) -> None:
    assert tell_relays([OUTER, inner]) == ((OUTER, inner), ())
