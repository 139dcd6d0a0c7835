"""The hostile samples beside the project: test files of parsers and lists of payloads, each as files that a pile could hold."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

from evaluation.data import SHARED
from evaluation.hostile.cases import Case

FOLDER = SHARED / "data" / "hostile"


def samples() -> Iterator[Case]:
    """Give every sample as a case; nothing when the folder is not there."""
    if not FOLDER.is_dir():
        return
    for family in ("feeds", "json", "archives"):
        for path in sorted((FOLDER / family).iterdir()):
            yield Case(family, path.name, "".join(path.suffixes[-2:]), path.read_bytes())
    yield from _tokenizer()
    yield from _trees()
    yield from _payloads()
    yield from _naughty()


def _tokenizer() -> Iterator[Case]:
    for path in sorted((FOLDER / "html_tokenizer").iterdir()):
        tests = json.loads(path.read_text(encoding="utf-8"))
        for number, test in enumerate(tests.get("tests") or tests.get("xmlViolationTests") or ()):
            page = f"<!doctype html><p>{test['input']}</p>".encode("utf-8", "surrogatepass")
            yield Case("html tokenizer", f"{path.name}-{number}", ".html", page)


def _trees() -> Iterator[Case]:
    for path in sorted((FOLDER / "html_tree").iterdir()):
        for number, test in enumerate(path.read_bytes().split(b"#data\n")[1:]):
            yield Case("html trees", f"{path.name}-{number}", ".html", test.split(b"\n#errors")[0])


def _payloads() -> Iterator[Case]:
    lines = (FOLDER / "xss.txt").read_bytes().split(b"\n")
    for number, line in enumerate(lines):
        if number % 2:
            page = b"<html><head><title>%s</title></head><body><p>%s</p></body></html>" % (line, line)
            yield Case("payloads", f"xss-{number}", ".html", page)
        else:
            text = line.decode("utf-8", "replace")
            yield Case("payloads", f"xss-{number}", ".json", _record(text, title=text, source=text, author=text))
    for number, line in enumerate((FOLDER / "csv_injection.txt").read_text(encoding="utf-8").split("\n")):
        cell = line.replace('"', '""')
        yield Case("payloads", f"csv-{number}", ".csv", f'title,text\n"{cell}","{cell}"\n'.encode())


def _naughty() -> Iterator[Case]:
    strings = json.loads((FOLDER / "naughty_strings.json").read_text(encoding="utf-8"))
    for number, string in enumerate(strings):
        raw = string.encode("utf-8", "surrogatepass")
        yield Case("naughty strings", f"text-{number}", ".txt", raw)
        yield Case("naughty strings", f"field-{number}", ".json", _record(string, title=string, id=string))


def _record(text: str, **fields: str) -> bytes:
    return json.dumps({"text": text, **fields}).encode()


def pages() -> list[Path]:
    """Give the real pages beside the project, to be mutated."""
    folder = SHARED / "data" / "pages" / "html"
    return sorted(folder.iterdir()) if folder.is_dir() else []
