"""Signs of formats that are text and carry no mark: mail, JSON, tables, Markdown. Each needs strong signs; in doubt it is prose."""

from __future__ import annotations

import csv
import json

from onrecord.patterns import IGNORECASE, MULTILINE, pattern
from onrecord.read.fields import FIELDS, plain

# How much of a text is looked at for these signs, and how many of its lines.
LOOKED_AT, LINES_LOOKED_AT = 16_384, 200
# How many lines are tried before a file that starts like JSON, but has no JSON suffix, counts as plain text.
LINES_TRIED = 20
DELIMITERS = (",", ";", "\t", "|")
# The headers of a mail: two of these, one of which no report would begin with by chance.
_HEADERS = frozenset(
    "from to cc subject date sender reply-to message-id received return-path delivered-to mime-version content-type "
    "content-transfer-encoding list-id list-unsubscribe dkim-signature x-mailer snapshot-content-location".split()
)
_SURE_HEADERS = frozenset("from mime-version message-id received return-path delivered-to content-type".split())
_FRONT_MATTER = frozenset("title date author authors source tags layout description url outlet published".split())
_HEADER = pattern(r"([A-Za-z][A-Za-z0-9-]{0,60}):")
_MBOX = pattern(r"From \S{1,300} {1,3}[A-Z][a-z]{2} [A-Z][a-z]{2} [ \d]\d ")
_JSON_OBJECT = pattern(r'\{\s{0,200}"(?:[^"\\\n]|\\.){0,200}"\s{0,200}:|\[\s{0,200}\{\s{0,200}["}]')
_HEADING = pattern(r"^#{1,6} \S", MULTILINE)
_LINK = pattern(r"\[[^\[\]\n]{1,200}\]\((?:https?:|/|#)[^()\s]{0,500}\)", IGNORECASE)


def is_mail(text: str, named: bool) -> bool:
    """Say whether a text begins with the headers of a mail; `named` when the file's name says so, then one sure header is enough."""
    if _MBOX.match(text):
        return True
    found: set[str] = set()
    for line in text[:LOOKED_AT].lstrip("\r\n").split("\n")[:LINES_LOOKED_AT]:
        if not line.strip():
            break
        header = _HEADER.match(line)
        if header:
            found.add(header[1].lower())
        elif not found or line[0] not in " \t":
            return named and bool(found & _SURE_HEADERS)
    return bool(found & _SURE_HEADERS) and (named or len(found & _HEADERS) >= 2)


def starts_json(start: str) -> bool:
    """Say whether a text is JSON: it begins as an object with fields or a list of such, or one of its first lines is an object."""
    if not start.startswith(("{", "[")):
        return False
    return bool(_JSON_OBJECT.match(start)) or any(is_object(line) for line in start.split("\n")[:LINES_TRIED])


def is_object(line: str) -> bool:
    """Say whether a line is a JSON object."""
    if not line.lstrip().startswith("{"):
        return False
    try:
        return isinstance(json.loads(line), dict)
    except (ValueError, RecursionError):
        return False


def is_table(text: str) -> bool:
    """Say whether a text is a table, its name aside: its first line names a text column and another known one."""
    line = text[:LOOKED_AT].lstrip("\ufeff").partition("\n")[0]
    return any(_is_header(line, delimiter) for delimiter in DELIMITERS)


def _is_header(line: str, delimiter: str) -> bool:
    if delimiter not in line:
        return False
    try:
        names = {plain(cell) for cell in next(csv.reader([line], delimiter=delimiter), [])}
    except csv.Error:
        return False
    known = {name for noun in FIELDS.values() for name in noun}
    return bool(names & set(FIELDS["text"])) and len(names & known) >= 2


def has_front_matter(text: str) -> bool:
    """Say whether a text begins with fields between two lines of dashes, as Markdown files of websites do."""
    lines = text[:LOOKED_AT].lstrip("\ufeff").split("\n", LINES_LOOKED_AT)
    if lines[0].rstrip() != "---":
        return False
    end = next((number for number, line in enumerate(lines[1:], start=1) if line.rstrip() in ("---", "...")), None)
    names = {line.partition(":")[0].strip().lower() for line in lines[1:end] if ":" in line}
    return end is not None and bool(names & _FRONT_MATTER)


def is_markdown(text: str) -> bool:
    """Say whether a text without a telling name is Markdown: two headings and a link."""
    start = text[:LOOKED_AT]
    return len(_HEADING.findall(start)) >= 2 and bool(_LINK.search(start))
