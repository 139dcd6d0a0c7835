"""What goes into the network and what comes out of it, in words and attributions; free of the libraries that run it."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from onrecord.language import Name


class Hints(Struct, frozen=True):
    """What rules and quotation marks say of each word: its place to the marks, its role, and which attribution it is part of.

    `owner` counts attributions from 1; 0 is none.
    """

    quoted: Sequence[int]
    role: Sequence[int]
    owner: Sequence[int]


class Stretch(Struct, frozen=True):
    """Words `first` to `last` (half-open) in one role. `sure` is the mean probability of that role over the words."""

    role: int
    first: int
    last: int
    sure: float


class Tagged(Struct, frozen=True):
    """One attribution as the network sees it: stretches for each role, and how sure it is that they belong together."""

    source: tuple[Stretch, ...]
    cue: tuple[Stretch, ...]
    content: tuple[Stretch, ...]
    linked: float


class Seen(Struct, frozen=True):
    """What the network sees in a report: attributions in the order of their windows, and names in text order."""

    attributions: tuple[Tagged, ...]
    names: tuple[Name, ...]


class Nearness(Struct, frozen=True):
    """How near a sentence is in subject to others of its report.

    `beside` compares it with the sentences around it, in spreads above or below what is usual in this report; `nearest` is the cosine
    with the one most like it.
    """

    beside: float
    nearest: float
