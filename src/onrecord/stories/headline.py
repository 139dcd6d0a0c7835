"""Which headline names a story, or a record: the one that the reports bear out best."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence

from onrecord.model import Report
from onrecord.patterns import pattern
from onrecord.rarity import Rarity

_LONG_WORD = pattern(r"\w{4,}")


def best_headline(reports: Sequence[Report], unsupported: Collection[str] = ()) -> str | None:
    """Choose the headline whose telling words the other reports share most; the earliest of equals; None when there is none.

    One that its own report does not bear out (`unsupported` holds the `Report.id`) is taken only when there is no other.
    """
    titled = sorted((report for report in reports if report.title), key=_earliest)
    sound = [report for report in titled if report.id not in unsupported] or titled
    if len(sound) < 2:
        return _headline(sound[0]) if sound else None
    held = Counter(word for report in reports for word in set(_LONG_WORD.findall(report.text.casefold())))
    rarity = Rarity()

    def shared(headline: str) -> float:
        own = _LONG_WORD.findall(headline.casefold())
        return sum((held[word] - 1) * rarity(word) for word in own) / (len(own) + 1)

    return max(map(_headline, sound), key=shared)


def _headline(report: Report) -> str:
    return report.title.value if report.title else ""


def _earliest(report: Report) -> tuple[bool, str, str]:
    """Order reports by date, then by what they say, never by the name of a file."""
    return report.published is None, report.published.value if report.published else "", report.id
