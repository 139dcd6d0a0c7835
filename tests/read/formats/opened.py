"""Bytes under a name, read as a file of that name would be: what each thing in it came to."""

from __future__ import annotations

import io
from collections.abc import Mapping

from onrecord.model import Input
from onrecord.read.fields import Offered
from onrecord.read.opening import Found, Plan, open_source
from onrecord.read.source import Asked, Source


def opened(
    content: str | bytes, name: str, fields: Mapping[str, str] | None = None, careful: bool = False
) -> list[Offered | Input]:
    """Read a file through whatever reader its content asks for."""
    data = content.encode() if isinstance(content, str) else content
    source = Source(name, name, io.BytesIO(data), asked=Asked(fields or {}), careful=careful)
    return [event.what for event in open_source(source, Plan()) if isinstance(event, Found)]


def offers(content: str | bytes, name: str, fields: Mapping[str, str] | None = None) -> list[Offered]:
    """Read a file in which everything is a report; a refusal fails the test."""
    found = opened(content, name, fields)
    assert [one for one in found if isinstance(one, Input)] == []
    return [one for one in found if isinstance(one, Offered)]


def refusals(content: str | bytes, name: str, fields: Mapping[str, str] | None = None) -> list[Input]:
    """Give what a file holds that is no report."""
    return [one for one in opened(content, name, fields) if isinstance(one, Input)]
