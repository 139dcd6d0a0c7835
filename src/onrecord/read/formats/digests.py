"""Whether a record of a web archive still is what the crawler wrote."""

from __future__ import annotations

import hashlib
from base64 import b32decode, b64decode
from binascii import Error

from onrecord.read.formats.http import split_head
from onrecord.read.formats.web_records import Record

# Digests that crawlers write; others are not checked. (They guard against damage here, not against forgers.)
_KNOWN = ("md5", "sha1", "sha256", "sha512", "blake2b")


def has_its_digest(record: Record, body: bytes) -> bool | None:
    """Say whether the bytes of a record have the digest that it states; None when it states none that can be checked.

    The digest of the whole content decides; without it that of the payload, which tools take of the body as it was sent or unpacked.
    """
    if not record.whole or "warc-truncated" in record.headers:
        return None
    if block := record.headers.get("warc-block-digest"):
        return _fits(block, record.block)
    payload = record.headers.get("warc-payload-digest", "")
    parts = split_head(record.block) if record.block.startswith(b"HTTP/") else None
    fits = [_fits(payload, form) for form in (parts[1] if parts else record.block, body)]
    return None if None in fits else any(fits)


def _fits(stated: str, data: bytes) -> bool | None:
    """Say whether bytes have the digest that is stated; None for a digest that cannot be checked."""
    name, _, value = stated.strip().partition(":")
    name = name.lower().replace("-", "")
    if name not in _KNOWN:
        return None
    digest = hashlib.new(name, data, usedforsecurity=False).digest()
    readings = {reading for reading in _values(value) if len(reading) == len(digest)}
    return digest in readings if readings else None


def _values(value: str) -> set[bytes]:
    """Read a digest written in base 16, 32 or 64, as crawlers do without saying in which."""
    found: set[bytes] = set()
    for read in (
        bytes.fromhex,
        lambda text: b32decode(text.upper()),
        lambda text: b64decode(text.translate(_URL_SAFE)),
    ):
        try:
            found.add(read(value))
        except (ValueError, Error):
            continue
    return found


_URL_SAFE = str.maketrans("-_", "+/")
