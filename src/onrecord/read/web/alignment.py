"""Finds the units of a page again in a text that was made from them, in order, at a cost that grows with the length only."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter

from onrecord.patterns import pattern

# So many letters and figures of a unit are enough to find it again; shorter units are looked for between longer ones only.
ANCHOR = 24
# A short unit stands within so many characters behind what was found before it.
REACH = 200


# Letters and figures of all writings: what `str.isalnum` says yes to.
_ALIKE = pattern(r"[^\W_]{1,200}")


def squeeze(text: str) -> str:
    """Leave only the letters and figures of a text: all that two ways of writing down one page have in common."""
    return "".join(_ALIKE.findall(text))


def find_again(units: list[str], text: str) -> list[bool]:
    """Say for each unit whether it stands in the text, in their order; both are squeezed."""
    places = _places(units, text)
    sure = _in_order(_sure(units, places))
    kept = [False] * len(units)
    behind = 0
    bounds = _next_starts(sure, len(units), len(text))
    for number, words in enumerate(units):
        start = sure[number] if number in sure else _between(words, text, places, behind, bounds[number])
        if start is not None and start >= behind:
            kept[number], behind = True, start + len(words)
    return kept


def _places(units: list[str], text: str) -> dict[str, list[int]]:
    """Find where in the text the beginnings of the longer units stand."""
    wanted = {words[:ANCHOR] for words in units if len(words) >= ANCHOR}
    places: dict[str, list[int]] = {}
    for start in range(len(text) - ANCHOR + 1):
        if (head := text[start : start + ANCHOR]) in wanted:
            places.setdefault(head, []).append(start)
    return places


def _sure(units: list[str], places: dict[str, list[int]]) -> list[tuple[int, int]]:
    """Give number and place of the units whose beginning stands once on the page and once in the text."""
    heads = Counter(words[:ANCHOR] for words in units if len(words) >= ANCHOR)
    return [
        (number, places[words[:ANCHOR]][0])
        for number, words in enumerate(units)
        if heads[words[:ANCHOR]] == 1 and len(places.get(words[:ANCHOR], ())) == 1
    ]


def _in_order(pairs: list[tuple[int, int]]) -> dict[int, int]:
    """Keep the most pairs whose places rise with their numbers (the longest rising run, by patience sorting)."""
    ends: list[int] = []  # the smallest last place of a rising run of each length
    which: list[int] = []
    before: list[int] = []
    for number, (_, place) in enumerate(pairs):
        length = bisect_left(ends, place)
        before.append(which[length - 1] if length else -1)
        ends[length : length + 1] = [place]
        which[length : length + 1] = [number]
    chosen: dict[int, int] = {}
    number = which[-1] if which else -1
    while number >= 0:
        chosen[pairs[number][0]] = pairs[number][1]
        number = before[number]
    return chosen


def _next_starts(sure: dict[int, int], count: int, end: int) -> list[int]:
    """Give for each unit where the next sure one begins."""
    bounds = [end] * count
    for number in range(count - 2, -1, -1):
        bounds[number] = sure.get(number + 1, bounds[number + 1])
    return bounds


def _between(words: str, text: str, places: dict[str, list[int]], behind: int, bound: int) -> int | None:
    """Find a unit between what was found before it and the next sure one."""
    if len(words) >= ANCHOR:
        known = places.get(words[:ANCHOR], [])
        number = bisect_left(known, behind)
        return known[number] if number < len(known) and known[number] < bound else None
    start = text.find(words, behind, min(bound, behind + REACH)) if words else -1
    return start if start >= 0 else None
