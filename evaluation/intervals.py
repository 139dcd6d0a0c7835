"""How far chance alone may move a figure: the articles are drawn anew many times, and the middle 95 % of the results kept."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from random import Random
from typing import TypeVar

# As many as the scorer of attributions is asked for; the interval of one run moves by about half a point with 300.
DRAWS = 300

Article = TypeVar("Article")
# What one article gives towards a share: how much was right, of how much.
Share = tuple[float, float]


def interval(
    articles: Sequence[Article], figure: Callable[[Sequence[Article]], float | None]
) -> tuple[float, float] | None:
    """Give the 95 % interval of a figure over articles, or None when it can be had from no draw. The draws are the same every time."""
    chance = Random(0)
    draws = [figure(chance.choices(articles, k=len(articles))) for _ in range(DRAWS)] if articles else []
    values = sorted(value for value in draws if value is not None)
    return (values[int(0.025 * len(values))], values[int(0.975 * len(values))]) if values else None


def share(articles: Sequence[Share]) -> float | None:
    """Give the share that was right, or None where there was nothing to be right about."""
    count = sum(count for _, count in articles)
    return sum(right for right, _ in articles) / count if count else None


def shown(bounds: tuple[float, float] | None) -> str:
    """Write an interval in points of a hundred: "62.7–69.3"."""
    return "" if bounds is None else f"{100 * bounds[0]:.1f}–{100 * bounds[1]:.1f}"


def with_interval(articles: Sequence[Share]) -> tuple[object, str]:
    """Give the two cells of a table that show a share and its interval; empty ones where there is none."""
    right = share(articles)
    return ("" if right is None else right), shown(interval(articles, share))
