"""The option --field noun=name: which field of a table or of JSON holds what."""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.errors import WRONG_USAGE, InputError
from onrecord.read import FIELDS


def asked_fields(pairs: Sequence[str]) -> dict[str, str]:
    """Take the pairs apart. Raises InputError for one that is none, or that asks for something that no report has."""
    fields: dict[str, str] = {}
    for pair in pairs:
        noun, mark, name = pair.partition("=")
        if not (noun and mark and name):
            raise InputError(f"--field needs a pair such as text=story, not “{pair}”.", WRONG_USAGE)
        if noun not in FIELDS:
            raise InputError(f"--field does not know “{noun}”; a report has {', '.join(FIELDS)}.", WRONG_USAGE)
        fields[noun] = name
    return fields
