"""A small pile of reports in many formats, invented here: what the crash and determinism harnesses build records of.

Whatever a build can meet is in it: reports that quote the same people, copies, feeds, tables, archives, and things that are broken.
"""

from __future__ import annotations

import csv
import gzip
import io
import json
import zipfile
from collections.abc import Callable
from pathlib import Path
from random import Random

TOWNS = ("Arlen", "Brackwater", "Corrie", "Dunmere", "Eastholm", "Farrow")
PEOPLE = (
    ("Mara Tolland", "harbour master", "She"),
    ("Piers Okoye", "council leader", "He"),
    ("Ines Varga", "chief engineer", "She"),
    ("Tom Aldous", "union secretary", "He"),
)
WORKS = ("the sea wall", "the ferry ramp", "the grain store", "the lifeboat station")
SAID = (
    "We will not open it again before every bolt has been tested",
    "Nobody told this town what the repairs would cost",
    "I have seen the drawings and they are plainly wrong",
    "The money was there in spring and it is there now",
    "There is no danger to anybody who lives beside the water",
)


def report(number: int) -> tuple[str, list[str]]:
    """Invent a report: its headline and its paragraphs. Every fourth one goes back to the same words of the same person."""
    chance = Random(number // 4 if number % 4 < 2 else number)
    town, work, (name, office, pronoun) = chance.choice(TOWNS), chance.choice(WORKS), chance.choice(PEOPLE)
    first, second = chance.sample(SAID, 2)
    day = 1 + number % 27
    return f"{town} waits for {work.removeprefix('the ')}", [
        f"{town.upper()}, {day} March 2024 — Work on {work} in {town} stopped for the {number + 2}th time this year on Monday.",
        f"“{first},” {office} {name} told reporters at the quay. “{second}.”",
        f"{pronoun} added that {town} had waited long enough and that {work} would be ready by day {day} of next month.",
        f"Residents of {town} gathered beside {work} in the evening, {20 + number} of them with lamps.",
    ]


def make(folder: Path, texts: int = 24, others: bool = True) -> Path:
    """Write the pile into a folder that is not there yet, and give it: `texts` plain reports and one of them again, and `others`: a few of
    each other format, and broken ones."""
    folder.mkdir(parents=True)
    for number in range(texts):
        (folder / f"report-{number:03}.txt").write_text(_text(number), encoding="utf-8")
    (folder / "again.txt").write_text(_text(0), encoding="utf-8")
    for name, content in _OTHERS.items() if others else ():
        (folder / name).write_bytes(content(texts))
    return folder


def _text(number: int) -> str:
    headline, paragraphs = report(number)
    return "\n\n".join((headline, *paragraphs)) + "\n"


def _page(number: int) -> str:
    headline, paragraphs = report(number)
    body = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    return (
        f"<!doctype html><html lang=en><head><title>{headline}</title></head>"
        f"<body><article><h1>{headline}</h1>{body}</article></body></html>"
    )


def _entry(number: int) -> dict[str, str]:
    headline, paragraphs = report(number)
    return {"id": f"entry-{number}", "title": headline, "text": "\n\n".join(paragraphs), "date": "2024-03-05"}


def _lines(start: int) -> bytes:
    lines = [json.dumps(_entry(start + number)) for number in range(10)]
    return "\n".join((*lines[:5], '{"title": "cut off', *lines[5:], "[]")).encode() + b"\n"


def _table(start: int) -> bytes:
    told = io.StringIO()
    writer = csv.DictWriter(told, ["id", "title", "text", "date"])
    writer.writeheader()
    writer.writerows(_entry(start + 10 + number) for number in range(4))
    return told.getvalue().encode()


def _feed(start: int) -> bytes:
    items = "".join(
        f"<item><title>{report(number)[0]}</title><guid>item-{number}</guid><pubDate>Tue, 05 Mar 2024 09:00:00 GMT</pubDate>"
        f"<description><![CDATA[{''.join(f'<p>{one}</p>' for one in report(number)[1])}]]></description></item>"
        for number in range(start + 14, start + 18)
    )
    return f'<?xml version="1.0"?><rss version="2.0"><channel><title>Quay Post</title>{items}</channel></rss>'.encode()


def _letter(start: int) -> bytes:
    headline, paragraphs = report(start + 18)
    body = "\r\n\r\n".join(paragraphs)
    head = f"From: Quay Post <desk@quay.example>\r\nSubject: {headline}\r\nDate: Tue, 05 Mar 2024 09:00:00 +0000\r\n"
    return f"{head}Content-Type: text/plain; charset=utf-8\r\n\r\n{body}\r\n".encode()


def _archive(start: int) -> bytes:
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w") as archive:
        for number in range(start + 19, start + 23):
            member = zipfile.ZipInfo(f"pages/page-{number}.html", (2024, 3, 5, 9, 0, 0))
            archive.writestr(member, _page(number))
        archive.writestr(zipfile.ZipInfo("empty.txt", (2024, 3, 5, 9, 0, 0)), "")
    return whole.getvalue()


def _warc(start: int) -> bytes:
    records = []
    for number in range(start + 23, start + 27):
        answer = f"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n{_page(number)}".encode()
        head = (
            f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:00000000-0000-0000-0000-{number:012}>\r\n"
            f"WARC-Date: 2024-03-05T09:00:00Z\r\nWARC-Target-URI: https://quay.example/{number}\r\n"
            f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(answer)}\r\n\r\n"
        )
        records.append(gzip.compress(head.encode() + answer + b"\r\n\r\n", mtime=0))
    return b"".join(records)


_OTHERS: dict[str, Callable[[int], bytes]] = {
    "archive.zip": _archive,
    "crawl.warc.gz": _warc,
    "cut-off.json.gz": lambda start: gzip.compress(json.dumps(_entry(start)).encode(), mtime=0)[:-40],
    "empty.txt": lambda start: b"",
    "entries.jsonl": _lines,
    "feed.xml": _feed,
    "letter.eml": _letter,
    "noise.bin": lambda start: Random(start).randbytes(4000),
    "page.html": lambda start: _page(start + 27).encode(),
    "packed.txt.gz": lambda start: gzip.compress(_text(start + 28).encode(), mtime=0),
    "table.csv": _table,
}
