"""What happens to a quotation as a whole: two printed as one, its marks lost, another speaker named."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from onrecord.model import Edit, EditKind, Resolution, Witness
from onrecord.patterns import pattern
from onrecord.statements.bearing import DRESS, MISLEADS, OTHERWISE, WORDING
from onrecord.statements.sides import Difference, Side, is_marked
from onrecord.statements.speaker import SURE_OF_SPEAKER, names_alike
from onrecord.statements.steps import Range, Step
from onrecord.tokens import words

# When more words of its own than this stand between two quotations of a report, they were not said in one breath: a source, its
# verb and what she did meanwhile take fewer.
BETWEEN_WORDS = 20

# So many words on either side of the join are pointed at.
POINTED_AT = 3

# A phrase of fewer words may be told in anybody's words.
ABSORBED_WORDS = 8

_ENDS = pattern(r"[.?!…]")
# What shows that words without marks are somebody's all the same: a mark right beside them, the signature of a post.
_MARKED_OFF = pattern(r"[\"'“”‘’«»]\s{0,4}$")
_SIGNED = pattern(r"^[\s.!?…\"'“”‘’»]{0,8}[—–―@]")
_OWN_WORDS = frozenset("i me my we us our myself ourselves".split())


def find_transfers(
    statement: str, base: Side, other: Side, witnesses: tuple[Witness, Witness], path: Sequence[Step]
) -> Iterator[Edit]:
    """Give the edits that concern the quotation and not its words. `path` leads from the base's words to the other's."""

    def edit(kind: EditKind, one: Range, two: Range, because: str, severity: int, marked: bool = False) -> Edit:
        return Edit(
            statement=statement,
            base_report=base.report.id,
            other_report=other.report.id,
            base=base.span(one),
            other=other.span(two),
            kind=kind,
            marked=marked,
            substantive=False,  # the words are the same
            because=because,
            severity=severity,
        )

    for one, two, told in _joins(base, other, path):
        because = f"{base.siglum} prints two quotations, with {_between(told)} between them; {other.siglum} prints them as one."
        severity = MISLEADS if told > BETWEEN_WORDS else WORDING
        marked = is_marked(base, other, Difference((one[1], one[1]), (one[1] - one[0] + two[0],) * 2))
        yield edit("joined", one, two, because, WORDING if marked else severity, marked)
    ends = _first_pieces(base, other, path)
    if ends and base.quoted and not other.quoted:
        voice = "its own voice" if witnesses[1].attribution is None else "reported speech"
        because = f"{base.siglum} prints these words in quotation marks, {other.siglum} without, as {voice}."
        yield edit("marks-lost", *ends, because, _lost(other, witnesses[1]))
    names = tuple(witness.speaker for witness in witnesses)
    if ends and all(map(_is_sure, names)) and not names_alike(names[0].name, names[1].name):
        because = f"{base.siglum} gives the words to {names[0].name}, {other.siglum} to {names[1].name}."
        yield edit("speaker-changed", *ends, because, OTHERWISE)


def _joins(base: Side, other: Side, path: Sequence[Step]) -> Iterator[tuple[Range, Range, int]]:
    """Find where two quotations of the base follow each other without a break in the other: the words around, how many are told between.

    “We shut it,” he said, “and left” is one sentence in two parts and no join.
    """
    for before, after in zip(path, path[1:], strict=False):
        i, j = after.base[0], after.other[0]
        if before.kind != "equal" or after.kind != "equal" or base.words[i - 1].piece == base.words[i].piece:
            continue
        if other.words[j - 1].piece != other.words[j].piece:
            continue
        start, end = base.words[i - 1].token.end, base.words[i].token.start
        gap = base.report.text[start:end] if start < end else ""
        if _ENDS.search(gap):
            first, last = max(0, i - POINTED_AT), min(len(other.words), j + POINTED_AT)
            first = next(place for place in range(first, i) if base.words[place].piece == base.words[i - 1].piece)
            yield (first, i), (max(0, j - (i - first)), last), len(words(gap))


def _between(told: int) -> str:
    """Say how many words of its own a report has between two quotations."""
    return f"{told} words of its own" if told > 1 else "one word of its own" if told else "nothing"


def _first_pieces(base: Side, other: Side, path: Sequence[Step]) -> tuple[Range, Range] | None:
    """Give the first words that both share and all that follow them in the same span of each, as far as they are shared."""
    equal = [step for step in path if step.kind == "equal"]
    if not equal:
        return None
    ones, twos = base.words[equal[0].base[0]].piece, other.words[equal[0].other[0]].piece
    last_base = max(step.base[1] for step in equal if base.words[step.base[0]].piece == ones)
    last_other = max(step.other[1] for step in equal if other.words[step.other[0]].piece == twos)
    return (equal[0].base[0], last_base), (equal[0].other[0], last_other)


def _lost(other: Side, witness: Witness) -> int:
    """Judge lost marks: to tell in reported speech is plain; to print a sentence as one's own misleads.

    A post or a line of speech whose marks the page makers dropped is still seen to be somebody's: it speaks of itself, or is signed.
    """
    if witness.attribution is not None:
        return DRESS
    text, first, last = other.report.text, witness.spans[0].start, witness.spans[-1].end
    if _MARKED_OFF.search(text[max(0, first - 4) : first]) or _SIGNED.match(text[last : last + 8]):
        return WORDING
    norms = {word.token.norm for word in other.words}
    return WORDING if len(other.words) < ABSORBED_WORDS or norms & _OWN_WORDS else MISLEADS


def _is_sure(speaker: Resolution) -> bool:
    return speaker.name is not None and speaker.confidence >= SURE_OF_SPEAKER
