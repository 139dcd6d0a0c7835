"""What an input offers → `Report`: its blocks marked, its particulars found; fields of the input win over the text."""

from __future__ import annotations

import hashlib

import msgspec

from onrecord.model import Report, Stated
from onrecord.read.blocks import mark_blocks
from onrecord.read.decoding import deceptive
from onrecord.read.fields import Field, Offered
from onrecord.read.languages import COVERED, name_language
from onrecord.read.particulars import basis_of, find_particulars, published_field

# Half a sha256: two of a million different reports share it with a chance of 1 in 37 million.
DIGITS = 16
NOT_COVERED = "language-not-covered"
DECEPTIVE = "deceptive-text"


def report_identity(offer: Offered) -> str:
    """Digest the text and what the input stated about it; the name and what is found in the text do not count."""
    stated = [field.value if field else None for field in (offer.title, offer.outlet, offer.published, offer.url)]
    return hashlib.sha256(msgspec.json.encode([offer.text, *stated])).hexdigest()[:DIGITS]


def make_report(offer: Offered) -> Report:
    """Mark the blocks of one offered report and find what it says of itself."""
    identity = report_identity(offer)
    blocks = mark_blocks(offer.text, identity, offer.title.value if offer.title else None, offer.marks)
    bare = Report(id=identity, name=offer.name, text=offer.text, blocks=blocks, encoding=offer.encoding)
    found = find_particulars(bare)
    published = published_field(offer.published)
    language = name_language(offer.text, offer.language.value if offer.language else None)
    return msgspec.structs.replace(
        bare,
        title=_stated(offer.title) or found.title,
        outlet=_stated(offer.outlet) or found.outlet,
        published=published or found.published,
        byline=_stated(offer.byline) or found.byline,
        agency=_stated(offer.agency) or found.agency,
        url=_stated(offer.url),
        language=language,
        flags=(*offer.flags, *_flags(offer, bare, published, language)),
    )


def _flags(offer: Offered, report: Report, published: Stated | None, language: str | None) -> list[str]:
    """Name what should be known of a report before it is trusted."""
    flags = []
    if offer.published and not published:
        flags.append("date-not-understood")
    if not any(block.kind == "body" for block in report.blocks):
        flags.append("no-body-text")
    if language is not None and language not in COVERED:
        flags.append(NOT_COVERED)
    if deceptive(offer.text):
        flags.append(DECEPTIVE)
    return flags


def _stated(field: Field | None) -> Stated | None:
    return Stated(field.value, basis_of(field)) if field else None
