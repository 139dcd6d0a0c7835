"""Sound documents with a few bytes deleted, flipped, put in, swapped or cut off, as Apache Tika's fuzzing does it; the same for a seed."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from evaluation.hostile.cases import Case

# What is put in: bytes that mean something to one of the readers.
TOKENS = (
    b"<", b">", b"&", b'"', b"\x00", b"\xff\xfe", b"\xed\xa0\x80", b"</", b"<!--", b"-->", b"<![CDATA[", b"]]>", b"<script>", b"<!DOCTYPE",
    b"<svg>",
    b"<table>", b"&#x0;", b"&#xD800;", b"{", b"[", b'\\ud800', b"\r\n", b"\n\n", b",", b"--b", b"Content-Length: -1", b"WARC/1.0\r\n",
    b"PK\x03\x04",
    b"\x1f\x8b", b"%PDF", b"1e999", b"NaN", b"=cmd|", b"\xe2\x80\xae", b"\xef\xbb\xbf", b"\x1b[2J",
)  # fmt: skip
# A page is mutated as a whole file of real size; more than this only makes the run slow.
LONGEST = 400_000
# A real page is ten times the work of a document of ours, so only each so-manieth is one.
PAGES_ARE = 5


def mutations(count: int, seed: int, documents: dict[str, bytes], pages: Sequence[Path]) -> Iterator[Case]:
    """Give so many mutations: every fifth one of a real page when there are any, the others of each format of ours in turn."""
    chance = random.Random(seed)
    suffixes = sorted(documents)
    for number in range(count):
        if pages and number % PAGES_ARE == 0:
            path = pages[chance.randrange(len(pages))]
            family, suffix, data = "mutated pages", path.suffix, path.read_bytes()[:LONGEST]
        else:
            suffix = suffixes[number % len(suffixes)]
            family, data = "mutated documents", documents[suffix]
        kind = sorted(KINDS)[chance.randrange(len(KINDS))]
        for _ in range(1 + chance.randrange(4)):
            data = KINDS[kind](data, chance)
        yield Case(family, f"{kind}-{number}", suffix, data)


def _place(data: bytes, chance: random.Random) -> int:
    return chance.randrange(len(data) + 1)


def _delete(data: bytes, chance: random.Random) -> bytes:
    start = _place(data, chance)
    return data[:start] + data[start + chance.randrange(1, 64) :]


def _flip(data: bytes, chance: random.Random) -> bytes:
    changed = bytearray(data)
    for _ in range(min(len(changed), chance.randrange(1, 9))):
        changed[chance.randrange(len(changed))] ^= 1 << chance.randrange(8)
    return bytes(changed)


def _put_in(data: bytes, chance: random.Random) -> bytes:
    start = _place(data, chance)
    return data[:start] + TOKENS[chance.randrange(len(TOKENS))] * chance.choice((1, 1, 1, 3, 300)) + data[start:]


def _swap(data: bytes, chance: random.Random) -> bytes:
    one, other, three = sorted(_place(data, chance) for _ in range(3))
    return data[:one] + data[other:three] + data[one:other] + data[three:]


def _cut_off(data: bytes, chance: random.Random) -> bytes:
    return data[: _place(data, chance)]


def _double(data: bytes, chance: random.Random) -> bytes:
    one, other = sorted(_place(data, chance) for _ in range(2))
    return data[:other] + data[one:other] + data[other:]


KINDS: dict[str, Callable[[bytes, random.Random], bytes]] = {
    "cut": _cut_off,
    "delete": _delete,
    "double": _double,
    "flip": _flip,
    "insert": _put_in,
    "swap": _swap,
}
