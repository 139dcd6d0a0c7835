"""What a reader of one report would take a quotation to say, where another report has it otherwise: one sentence."""

from __future__ import annotations

from onrecord.findings.pile import listed
from onrecord.findings.wordings import Wordings
from onrecord.model import Bearing, Edit

# How the two readings part, by what of the meaning is touched.
BEARS: dict[Bearing, str] = {
    "negation": "the one denies what the other says",
    "modality": "they are not equally sure of it",
    "number": "the figures differ",
    "name": "another name stands there",
    "tense": "they put it at another time",
    "person": "another person is meant",
    "question": "the one asks what the other states",
}
# When nothing but the place of the words differs.
TURNED = "who does it to whom is turned around"


def mislead(wordings: Wordings, base: int, other: int, odd: int, edit: Edit, sigla: tuple[str, str]) -> str:
    """Say what a reader of the odd one out would take it that was said, in the words of both reports around the edit."""
    passages = (
        wordings.around(base, other, edit.base, edit.other),
        wordings.around(other, base, edit.other, edit.base),
    )
    ours, theirs = (f"“{words}”" for words in passages)
    parting = TURNED if edit.kind == "reordered" else listed([BEARS[bearing] for bearing in edit.bears_on])
    (reader, reads), (elsewhere, has) = (sigla[0], ours), (sigla[1], theirs)
    if odd == other:
        (reader, reads), (elsewhere, has) = (elsewhere, has), (reader, reads)
    tail = f": {parting}" if parting else ""
    return f"A reader of {reader} would take it that {reads} was said, where {elsewhere} quotes {has}{tail}."
