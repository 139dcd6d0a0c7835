"""Paths → reports, and for everything that was offered what became of it."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path, PurePosixPath

import msgspec
from msgspec import Struct

from onrecord.model import Input, Report, Stated
from onrecord.read.blocks import mark_blocks
from onrecord.read.decoding import SAMPLE, decode, refuse_binary
from onrecord.read.fields import Field, Offered
from onrecord.read.files import LARGEST_TEXT, Found, Unreadable, find_files, open_regular
from onrecord.read.particulars import find_particulars, published_field
from onrecord.read.records import looks_like_records, read_records

Progress = Callable[[str, int, int], None]  # stage, done, of how many

# Half a sha256: two of a million different reports share it with a chance of 1 in 37 million.
DIGITS = 16
NO_WORDS = "it holds no words"


class Reading(Struct, frozen=True):
    """The reports that were read, and what became of every input: seen = stored + duplicate + rejected."""

    reports: tuple[Report, ...]
    inputs: tuple[Input, ...]


def read(paths: Iterable[str | Path] | str | Path, progress: Progress | None = None) -> Reading:
    """Read all reports in these files and folders; what cannot be used is listed with its reason and stops nothing.

    Never raises for a bad input, a missing path included: `errors.nothing_readable` is for when nothing was left.
    """
    files = find_files([paths] if isinstance(paths, str | Path) else paths)
    offers: list[Offered | Input] = []
    for done, file in enumerate(files, start=1):
        offers.extend(_open(file))
        if progress:
            progress("reading files", done, len(files))
    return _store(offers)


def _open(file: Found) -> Iterator[Offered | Input]:
    """Give what one file offers. Whatever is wrong with it becomes a rejected input."""
    try:
        if file.reason:
            raise Unreadable(file.reason)
        with os.fdopen(open_regular(file.path), "rb") as stream:
            size = os.fstat(stream.fileno()).st_size
            sample = stream.read(SAMPLE)
            refuse_binary(sample)
            stream.seek(0)
            if looks_like_records(file.locator, sample):
                yield from read_records(file.locator, stream, size)
            else:
                yield _plain_text(file.locator, stream.read(LARGEST_TEXT + 1))
    except Unreadable as reason:
        yield Input(file.locator, "rejected", str(reason))
    except OSError as error:
        why = error.strerror or type(error).__name__
        yield Input(file.locator, "rejected", f"it could not be read to its end ({why})")


def _plain_text(locator: str, data: bytes) -> Offered:
    if len(data) > LARGEST_TEXT:
        raise Unreadable(f"it is larger than {LARGEST_TEXT // 1_000_000} MB, too large for one report; split it")
    decoded = decode(data)
    return Offered(
        locator=locator,
        order=(locator, 0),
        name=PurePosixPath(locator).stem,
        text=decoded.text,
        encoding=decoded.encoding,
        flags=decoded.flags,
    )


def _store(offers: list[Offered | Input]) -> Reading:
    """Turn offers into reports with unique names; the same report a second time is a duplicate of the first."""
    first: dict[str, Offered] = {}
    inputs: list[Input] = []
    for offer in offers:
        if isinstance(offer, Input):
            inputs.append(offer)
        elif not any(character.isalnum() for character in offer.text):
            inputs.append(Input(offer.locator, "rejected", NO_WORDS))
        else:
            identity = report_identity(offer)
            earlier = first.setdefault(identity, offer)
            same = earlier is not offer
            inputs.append(
                Input(
                    offer.locator,
                    "duplicate" if same else "stored",
                    f"the same report as {earlier.locator}" if same else "",
                    identity,
                )
            )
    names = _unique_names({identity: offer.name for identity, offer in first.items()})
    reports = tuple(make_report(offer, identity, names[identity]) for identity, offer in first.items())
    return Reading(reports, tuple(inputs))


def report_identity(offer: Offered) -> str:
    """Digest the text and what the input stated about it; the name and what is found in the text do not count."""
    stated = [field.value if field else None for field in (offer.title, offer.outlet, offer.published, offer.url)]
    return hashlib.sha256(msgspec.json.encode([offer.text, *stated])).hexdigest()[:DIGITS]


def make_report(offer: Offered, identity: str, name: str) -> Report:
    """Mark the blocks of one offered report and find what it says of itself; fields of the input win over the text."""
    blocks = mark_blocks(offer.text, identity, offer.title.value if offer.title else None)
    bare = Report(id=identity, name=name, text=offer.text, blocks=blocks, encoding=offer.encoding)
    found = find_particulars(bare)
    published = published_field(offer.published)
    flags = list(offer.flags)
    if offer.published and not published:
        flags.append("date-not-understood")
    if not any(block.kind == "body" for block in blocks):
        flags.append("no-body-text")
    return msgspec.structs.replace(
        bare,
        title=_stated(offer.title) or found.title,
        outlet=_stated(offer.outlet) or found.outlet,
        published=published or found.published,
        byline=_stated(offer.byline) or found.byline,
        agency=_stated(offer.agency) or found.agency,
        url=_stated(offer.url),
        flags=tuple(flags),
    )


def _stated(field: Field | None) -> Stated | None:
    return Stated(field.value, f"field {field.key}") if field else None


def _unique_names(names: dict[str, str]) -> dict[str, str]:
    """Give each report a name of its own: of several with one name the smallest digest keeps it, in any order of files."""
    taken = set(names.values())
    chosen: dict[str, str] = {}
    last: dict[str, int] = {}
    for name, identity in sorted((name, identity) for identity, name in names.items()):
        unique, number = name, last.get(name, 0) + 1
        if number > 1:
            while (unique := f"{name}-{number}") in taken:
                number += 1
            taken.add(unique)
        last[name] = number
        chosen[identity] = unique
    return chosen
