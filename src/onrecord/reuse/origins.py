"""Whether two reports come from one outlet or agency, say that they are its, or rest on it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Literal, NamedTuple

from onrecord.model import Report
from onrecord.reuse.copying import TRACE, Ground, copied_words
from onrecord.reuse.credits import WHOLE, Credit
from onrecord.reuse.witnessed import Pair, Witnessed

# A report rests on another outlet when sentences credited to it hold this share of its words; from the lower share on it leans on it.
# One credit among twenty sentences says nothing of the whole report.
RESTS, LEANS = 1 / 3, 0.10

# What two reports share, in short: a few words of narration are traces, from `TRACE` on it is telling.
_Sharing = Literal["nothing", "quotations", "traces", "telling"]


class _Part(NamedTuple):
    """What an outlet is to a report: the report is its own, says it is its, rests on it or leans on it."""

    sure: bool
    own: bool
    says: str


def _parts(known: Witnessed) -> dict[str, dict[str, _Part]]:
    """Give for each outlet or agency the reports that come from it, by any sign, and which sign."""
    groups: dict[str, dict[str, _Part]] = defaultdict(dict)
    for one, report in known.reports.items():
        for outlet in sorted(known.outlets[one]):
            groups[outlet][one] = _Part(True, True, "comes from")
        for outlet, credits in _by_outlet(known.credits[one]).items():
            part = _part(report, credits)
            if part and one not in groups[outlet]:
                groups[outlet][one] = part
    return groups


def _by_outlet(credits: Iterable[Credit]) -> dict[str, list[Credit]]:
    grouped: dict[str, list[Credit]] = defaultdict(list)
    for credit in credits:
        grouped[credit.outlet].append(credit)
    return grouped


def _part(report: Report, credits: Sequence[Credit]) -> _Part | None:
    """Weigh the credits to one outlet as an editor would: a sign for the whole report, or by how much of it they cover."""
    if any(credit.manner in WHOLE for credit in credits):
        return _Part(True, False, "is signed by or taken from")
    covered = sum(len(sentence.text(report).split()) for sentence in {credit.sentence for credit in credits})
    share = covered / max(1, _length(report))
    if share >= RESTS:
        return _Part(True, False, f"rests for {share:.0%} of its words on")
    contributed = any(credit.manner in ("contributed", "first") for credit in credits)
    return _Part(False, False, "leans on") if contributed or share >= LEANS else None


def _length(report: Report) -> int:
    told = [block.span for block in report.blocks if block.kind in ("body", "list")]
    return sum(len(span.text(report).split()) for span in told) or len(report.text.split())


def by_origin(known: Witnessed) -> Iterator[tuple[Pair, Ground]]:
    """Join reports on one matter that come from one outlet or agency, are signed by it or rest on it."""
    groups = _parts(known)
    sharing: dict[str, set[str]] = defaultdict(set)
    for one, two in known.passages:
        sharing[one].add(two)
    for outlet in sorted(groups):
        parts = groups[outlet]
        shared = {(one, two) for one in parts for two in sharing.get(one, ()) if two in parts}
        alike = known.matters.pairs(parts) if len(parts) > 1 else {}
        for pair in sorted(shared | alike.keys()):
            ground = _ground(
                known.titles[outlet], (parts[pair[0]], parts[pair[1]]), alike.get(pair), _sharing(known, pair)
            )
            if ground:
                yield pair, ground


def _sharing(known: Witnessed, pair: Pair) -> _Sharing:
    if pair not in known.passages:
        return "nothing"
    if known.only_quoted(pair):
        return "quotations" if any(passage.kind == "quotation" for passage in known.passages[pair]) else "traces"
    return "telling" if copied_words(known, pair).share >= TRACE else "traces"


def _ground(title: str, parts: tuple[_Part, _Part], alike: bool | None, sharing: _Sharing) -> Ground | None:
    """Say whether two reports are one origin by what an outlet is to both.

    `alike` is None when nothing but the outlet says that they are on one matter, False when their openings may be.
    """
    one, two = parts
    if one.own and two.own:
        if alike is None and sharing != "quotations":
            return None  # what two pages of one site share on different matters is the site's own furniture
        return Ground(bool(alike) or sharing in ("telling", "quotations"), f"both come from {title}")
    if not (one.sure or two.sure):
        return None
    says = sorted({one.says, two.says})
    because = f"each {says[0]} {title}" if len(says) == 1 else f"one {says[0]} {title}, the other {says[1]} it"
    return Ground(one.sure and two.sure and (bool(alike) or sharing != "nothing"), because)
