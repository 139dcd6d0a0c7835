"""The record page: one self-contained HTML file that opens anywhere, with no network and without JavaScript."""

from __future__ import annotations

import base64
import hashlib
from functools import cache
from pathlib import Path
from typing import Any

import msgspec
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from onrecord.findings import KINDS
from onrecord.model import Record
from onrecord.record.accounting import accounting
from onrecord.record.page import cards, drawing, kinds, overview, reports, sources, stories, voices
from onrecord.record.page.printing import name, one_line, shown, told
from onrecord.record.places import Places
from onrecord.record.rows import rows

_TEMPLATES = Path(__file__).parent / "templates"

# What the data block of the page holds of each table: enough to take the record along. The words are in the page itself.
_DATA = {
    "reports": ("siglum", "name", "id", "story", "title", "outlet", "published", "url"),
    "statements": (
        "number",
        "kind",
        "speaker",
        "speaker_basis",
        "reports",
        "independent_low",
        "independent_high",
        "said",
    ),
    "witnesses": ("number", "siglum", "start", "end", "quoted", "form", "speaker"),
    "findings": ("kind", "severity", "siglum", "start", "end", "because", "number"),
}


def write_page(record: Record) -> str:
    """Print a record as one HTML page. The same record gives the same page."""
    places = Places(record)
    style, script = _part("record.css"), _part("record.js")
    return (
        _environment()
        .get_template("record.html.jinja")
        .render(
            record=record,
            style=Markup(style),
            script=Markup(script),
            policy=Markup(_policy(style, script)),
            data=_data(record),
            facts=overview.facts(record),
            titled_by=overview.titled_by(record, places),
            bars=overview.bars(record, places),
            matters=overview.matters(record, places),
            timeline=overview.timeline(record, places),
            groups=cards.groups(record, places),
            sigla=[(places.siglum(report.id), cards.headline(report)) for report in record.reports],
            stories=stories.told(record, places),
            voices=voices.voices(record, places, _signs(record, places)),
            families=drawing.kin(record, places),
            drawing=drawing.draw(record, places),
            pairs=sources.pairs(record, places),
            sheets=reports.sheets(record, places),
            kinds=KINDS,
            edits=kinds.EDITS,
            accounting=accounting(record.inputs),
            places=places,
        )
    )


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(_TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters |= {"shown": shown, "told": told, "name": name, "one_line": one_line, "grouped": "{:,}".format}
    return environment


def _part(file: str) -> str:
    return (_TEMPLATES / file).read_text(encoding="utf-8")


def _policy(style: str, script: str) -> str:
    """Write the content security policy: this one style sheet and this one script, by their digests, and nothing else.

    Nothing is loaded or sent; no address of the page, form or frame can be changed; no script can turn text into markup.
    """
    return (
        f"default-src 'none'; style-src '{_digest(style)}'; script-src '{_digest(script)}'; base-uri 'none'; "
        "form-action 'none'; require-trusted-types-for 'script'; trusted-types 'none'"
    )


def _digest(part: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(part.encode()).digest()).decode()


def _data(record: Record) -> Markup:
    """Give the data block; every `<` is written as an escape, so that no text can end the block."""
    data: dict[str, Any] = {
        table: [{column: row[column] for column in columns} for row in rows(record, table)]
        for table, columns in _DATA.items()
    }
    written = msgspec.json.encode({"title": record.title, **data}).decode()
    return Markup(written.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026"))


def _signs(record: Record, places: Places) -> dict[str, list[tuple[str, str, str]]]:
    notes = cards.notes_by_statement(record, places)
    return {
        statement: [(each.siglum, each.kind.sign, each.kind.word) for each in found]
        for statement, found in notes.items()
    }
