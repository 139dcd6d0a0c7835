"""What a container and the thing in it say of a report, put together as the fields of an `Offered`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from onrecord.read.fields import Field


def stated(*fields: Mapping[str, Field]) -> dict[str, Any]:
    """Join fields, the later winning. The name is left out: each reader chooses it."""
    return {noun: field for some in fields for noun, field in some.items() if noun != "name"}


def sender(value: str) -> str:
    """Give the name of a sender (`Name <address>` or `address (Name)`) without the address; nothing when there is only an address."""
    name, _, address = value.rpartition("<")
    if not address.endswith(">"):
        name = value[value.find("(") + 1 : -1] if value.endswith(")") and "(" in value else ""
    name = name.strip("\"'“” ")
    return "" if "@" in name else name
