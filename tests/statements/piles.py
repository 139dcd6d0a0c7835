"""Small piles of reports made for tests: the text says who spoke, and the attributions are written from it by hand."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from onrecord.language import Parsed
from onrecord.model import Attribution, Block, Form, Report, Resolution, Span, Stated, Statement
from onrecord.reuse import find_derivations, find_reuse, group_families
from onrecord.statements import group_statements


class Said(NamedTuple):
    """Words that a report ascribes to somebody: quoted pieces, or, when `indirect`, content without marks."""

    pieces: Sequence[str]
    speaker: str | None = None
    form: Form = "direct"
    nested: bool = False


def report(
    name: str, text: str, outlet: str | None = None, published: str | None = None, agency: str | None = None
) -> Report:
    """Make a report of one body block for each paragraph."""
    blocks, start = [], 0
    for paragraph in text.split("\n"):
        if paragraph:
            blocks.append(Block(Span(name, start, start + len(paragraph)), "body", "a paragraph"))
        start += len(paragraph) + 1
    stated = [Stated(value, "test") if value else None for value in (outlet, published, agency)]
    return Report(
        id=name, name=name, text=text, blocks=tuple(blocks), outlet=stated[0], published=stated[1], agency=stated[2]
    )


def attribution(source: Report, said: Said, number: int = 0) -> Attribution:
    """Find the pieces in the report, one after the other, and ascribe them."""
    spans, start = [], 0
    for piece in said.pieces:
        start = source.text.index(piece, start)
        spans.append(source.span(start, start + len(piece)))
        start += len(piece)
    quoted = () if said.form == "indirect" else tuple(spans)
    named = said.speaker and source.text.find(said.speaker.split()[-1])
    where = (source.span(named, named + 1),) if named is not None and isinstance(named, int) and named >= 0 else ()
    content = tuple(spans) if said.form != "mixed" else (source.span(max(0, spans[0].start - 1), spans[-1].end + 1),)
    return Attribution(
        id=f"{source.id}-{number}-{spans[0].start}",
        report=source.id,
        source=where,
        cue=(),
        content=content,
        quoted=quoted,
        form=said.form,
        type="speech",
        origin="test",
        confidence=1.0,
        nested=said.nested,
        speaker=Resolution(said.speaker, "test", 1.0) if said.speaker else Resolution(None, "test"),
    )


def statements(pile: Sequence[tuple[Report, Sequence[Said]]]) -> tuple[Statement, ...]:
    """Group what a pile says into statements, families included."""
    reports = [one for one, _ in pile]
    attributions = [attribution(one, said, number) for one, all_said in pile for number, said in enumerate(all_said)]
    families = group_families(
        reports, find_derivations(reports, find_reuse(reports, attributions).passages).derivations
    )
    parsed = [Parsed(one, (), (), (), ()) for one in reports]
    return group_statements(reports, parsed, attributions, families).statements


def readings(pile: Sequence[tuple[Report, Sequence[Said]]]) -> list[list[str]]:
    """Give for each statement its witnesses as `report: words`, pieces with a stroke between them."""
    by_id = {one.id: one for one, _ in pile}
    return [
        [f"{w.report}: " + " / ".join(span.text(by_id[w.report]) for span in w.spans) for w in statement.witnesses]
        for statement in statements(pile)
    ]
