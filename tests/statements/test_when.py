"""When something was said, by the sentence in which a report tells of it."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from onrecord.model import Form, Report, Stated, Witness
from onrecord.statements.when import draw_date
from tests.known import parse_with_names
from tests.statements.piles import Said, attribution, report

DATELINE = "13 July 2024"


def written(text: str) -> Report:
    """Make a report that bears its date at its head."""
    one = report("a", f"KELM, {DATELINE} — {text}")
    start = one.text.index(DATELINE)
    return replace(one, published=Stated("2024-07-13", "dateline", one.span(start, start + len(DATELINE))))


@pytest.mark.parametrize(
    ("text", "content", "date"),
    [
        ("The fair is off, Ann Abel said on Friday.", "The fair is off", "2024-07-12"),
        ("The fair is off, Ann Abel said.", "The fair is off", None),  # the dateline says when the report was written
        ("The fair was off on Friday, Ann Abel said.", "The fair was off on Friday", None),
    ],
)
def test_the_day_is_read_beside_the_words_and_not_in_them_nor_in_the_dateline(
    text: str, content: str, date: str | None
) -> None:
    form: Form = "indirect"
    one = written(text)
    said = attribution(one, Said([content], "Ann Abel", form))
    witness = Witness(
        report="a", attribution=said.id, spans=said.content, quoted=False, form=form, speaker=said.speaker
    )
    when = draw_date([witness], {"a": parse_with_names(one)}, {said.id: said})
    assert (when and when.date) == date
