"""What one case is: a file made to break a reader, with what must not be lost of it."""

from __future__ import annotations

from msgspec import Struct


class Case(Struct, frozen=True):
    """One hostile file. `family` is what the table counts it under; `markers` are sentences that must come through, or be told as lost."""

    family: str
    name: str
    suffix: str
    data: bytes
    markers: tuple[str, ...] = ()
