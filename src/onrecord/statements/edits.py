"""Name every difference between the base witness of a statement and each other witness."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import structs

from onrecord.model import Bearing, Edit, EditKind, Report, Span, Statement, Witness, siglum
from onrecord.statements.bearing import MISLEADS, WORDING
from onrecord.statements.collate import read_words
from onrecord.statements.differences import find_differences, is_substantive, kind_of
from onrecord.statements.sides import Difference, Side, is_marked
from onrecord.statements.steps import Step, counterpart, steps
from onrecord.statements.transfers import find_transfers
from onrecord.statements.weights import Weight, weigh_all

# What an edit bears on, for its sentence.
BEARS_ON: dict[Bearing, str] = {
    "negation": "whether it is so",
    "modality": "how surely it is said",
    "number": "how many or how much",
    "name": "who or where is named",
    "tense": "when it is",
    "person": "who is meant",
    "question": "whether it is asked or stated",
}


def classify_edits(statement: Statement, reports: Sequence[Report]) -> tuple[Edit, ...]:
    """List the differences of each witness from the base, witness by witness, in the order of the base's words.

    What concerns a witness as a whole (quotations joined, marks lost, another speaker) follows its words. A witness of which hardly
    anything stands in the base is compared with the one that shares most with it. `reports` stand in the order of their sigla.
    Raises KeyError when a witness's report is not among them.
    """
    place = {report.id: number for number, report in enumerate(reports)}
    sides = [
        _side(witness, reports[place[witness.report]], siglum(place[witness.report])) for witness in statement.witnesses
    ]
    wordings = [[word.token for word in side.words] for side in sides]
    norms = [tuple((token.norm, token.clitic) for token in wording) for wording in wordings]
    paths: dict[tuple[object, object], list[Step]] = {}  # hundreds of reports may print the very same words
    partners: dict[object, int] = {}
    found: list[Edit] = []
    for number in range(1, len(sides)):
        if norms[number] not in partners:
            partners[norms[number]] = counterpart(wordings, number)
        partner = partners[norms[number]]
        partner = norms.index(norms[number]) if partner == number else partner  # its twin, that came first
        key = norms[partner], norms[number]
        path = paths[key] = paths.get(key) or steps(wordings[partner], wordings[number])
        base, other = sides[partner], sides[number]
        found += _edits(statement.id, base, other, path)
        found += find_transfers(
            statement.id, base, other, (statement.witnesses[partner], statement.witnesses[number]), path
        )
    return tuple(found)


def _side(witness: Witness, report: Report, letter: str) -> Side:
    return Side(report, read_words(report, witness.spans), letter, witness.quoted, witness.form != "direct")


def _edits(statement: str, base: Side, other: Side, path: Sequence[Step]) -> list[Edit]:
    """Name the differences between two witnesses, in the order of the base's words."""
    parts = find_differences(path, base, other)
    kinds = [kind_of(part) for part in parts]
    weights = weigh_all(base, other, path, parts, kinds)
    return [
        _named(statement, base, other, part, kind, weight)
        for part, kind, weight in zip(parts, kinds, weights, strict=True)
    ]


def _named(statement: str, base: Side, other: Side, part: Difference, kind: EditKind, weight: Weight) -> Edit:
    """Turn a difference into an edit: its kind, its spans without the punctuation around them, its sentence."""
    substantive = is_substantive(base, other, part)
    dressed = part.asked or not substantive
    one, two = base.span(part.base, dressed), other.span(part.other, dressed)
    marked = not part.asked and is_marked(base, other, part)
    severity = min(weight.severity, WORDING) if marked else weight.severity
    edit = Edit(
        statement=statement,
        base_report=base.report.id,
        other_report=other.report.id,
        base=one,
        other=two,
        kind=kind,
        marked=marked,
        substantive=substantive,
        because=_because(kind, substantive, base, other, one, two),
        bears_on=weight.bears_on if substantive else (),
        severity=severity,
    )
    return structs.replace(edit, because=edit.because + _bearing(edit))


def _bearing(edit: Edit) -> str:
    """Add what of the meaning an edit touches, where that matters."""
    told = [BEARS_ON[bearing] for bearing in edit.bears_on] if edit.severity >= MISLEADS else []
    return f" This bears on {' and on '.join(told)}." if told else ""


def _because(kind: EditKind, substantive: bool, base: Side, other: Side, one: Span | None, two: Span | None) -> str:
    """Write the sentence for people. It quotes each report's own words only."""
    ours = f"“{one.text(base.report)}”" if one else ""
    theirs = f"“{two.text(other.report)}”" if two else ""
    if not substantive and one and two:
        return f"{base.siglum} prints {ours}, {other.siglum} prints {theirs}: the same words in different dress."
    if kind == "reordered":
        return f"{other.siglum} has {theirs} in another place than {base.siglum}."
    if kind == "substituted":
        return f"{base.siglum} has {ours} where {other.siglum} has {theirs}."
    if kind.startswith("clipped"):
        shorter, longer, words = (other, base, ours) if one else (base, other, theirs)
        verb = "starts after" if kind == "clipped-start" else "stops before"
        return f"{shorter.siglum} {verb} {words}, which {longer.siglum} carries."
    return f"{other.siglum} leaves out {ours}." if one else f"{other.siglum} has {theirs}, which {base.siglum} has not."
