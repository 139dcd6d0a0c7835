"""The passages that reports share, pair by pair, and which of the two drew on which."""

from __future__ import annotations

from collections import defaultdict

from markupsafe import Markup
from msgspec import Struct

from onrecord.model import Derivation, Record, Reuse, ReuseKind, Span
from onrecord.record.page.collation import plain
from onrecord.record.places import Places
from onrecord.record.rows import drew_on

_Shared = tuple[Reuse, Span, Span]

# Passages listed for each pair before the rest is folded away.
FIRST_PASSAGES = 3

_KINDS: dict[ReuseKind, str] = {
    "verbatim": "word for word",
    "edited": "edited",
    "reworded": "reworded",
    "quotation": "both quote the same speech",
}


class Passage(Struct, frozen=True):
    """A passage that two reports share, in the words of each."""

    kind: str
    count: int
    because: str
    a: Markup
    b: Markup
    a_anchor: str
    b_anchor: str


class Pair(Struct, frozen=True):
    """Two reports that share passages or have one origin: why they count as one, and who drew on whom.

    `certain` is None where nothing makes them one; `drew` is empty where nothing is known of who drew on whom.
    """

    a: str
    b: str
    certain: bool | None
    because: tuple[str, ...]
    drew: str
    evidence: tuple[str, ...]
    words: int
    passages: tuple[Passage, ...]
    folded: tuple[Passage, ...]


def pairs(record: Record, places: Places) -> list[Pair]:
    """Give the pairs of reports that share passages or an origin, in the order of the sigla, the rarest words first."""
    order = {report.id: position for position, report in enumerate(record.reports)}
    together: dict[tuple[int, int], list[_Shared]] = defaultdict(list)
    for reuse in record.reuse:
        a, b = sorted((reuse.a, reuse.b), key=lambda span: order[span.report])
        together[order[a.report], order[b.report]].append((reuse, a, b))
    joined = {tuple(sorted((order[one.a], order[one.b]))): one for one in record.derivations}
    sigla = [places.siglum(report.id) for report in record.reports]
    return [
        _pair((sigla[a], sigla[b]), together.get((a, b), []), joined.get((a, b)), places)
        for a, b in sorted({*together, *joined})
    ]


def _pair(sigla: tuple[str, str], shared: list[_Shared], derivation: Derivation | None, places: Places) -> Pair:
    shared.sort(key=lambda member: (-member[0].weight, member[1], member[2]))
    passages = [_passage(reuse, a, b, places) for reuse, a, b in shared]
    return Pair(
        *sigla,
        derivation.certain if derivation and derivation.because else None,
        derivation.because if derivation else (),
        drew_on(derivation, places.siglum) if derivation else "",
        derivation.evidence if derivation else (),
        sum(reuse.words for reuse, _, _ in shared),
        tuple(passages[:FIRST_PASSAGES]),
        tuple(passages[FIRST_PASSAGES:]),
    )


def _passage(reuse: Reuse, a: Span, b: Span, places: Places) -> Passage:
    return Passage(
        _KINDS[reuse.kind],
        reuse.words,
        reuse.because,
        plain(a, places),
        plain(b, places),
        _anchor(a, places),
        _anchor(b, places),
    )


def _anchor(span: Span, places: Places) -> str:
    return f"{places.siglum(span.report)}-{span.start}"
