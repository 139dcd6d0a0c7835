"""Full-text search over a record's statements, speakers and reports."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Literal

from msgspec import Struct

from onrecord.model import Record
from onrecord.record.places import Places
from onrecord.record.rows import rows

# Diacritics and case are folded, so that "Sao" finds "São"; the words themselves are kept for the excerpt.
SEARCH = (
    "CREATE VIRTUAL TABLE search USING fts5"
    "(kind UNINDEXED, key UNINDEXED, name, words, tokenize = 'unicode61 remove_diacritics 2')"
)

HitKind = Literal["statement", "speaker", "report"]

_EXCERPT = 24  # words around what was found: about two lines in a terminal

# Statements first: they are what the record is for. Within a kind the best match comes first (BM25), then page order.
_FIND = """
    SELECT kind, key, name, snippet(search, -1, '', '', '…', ?) FROM search WHERE search MATCH ?
    ORDER BY CASE kind WHEN 'statement' THEN 0 WHEN 'speaker' THEN 1 ELSE 2 END, rank, rowid
"""


class Hit(Struct, frozen=True):
    """One place where the words were found.

    `key` is the number of a statement, the name of a speaker or the siglum of a report; `name` is the speaker of a statement,
    the speaker, or the title of a report; `excerpt` shows the words found with those around them.
    """

    kind: HitKind
    key: str
    name: str
    excerpt: str

    def __str__(self) -> str:
        """Print the hit as one line."""
        place = f"{self.kind} {self.key}" if self.kind != "speaker" else self.kind
        return f"{place}: {self.name}: {' '.join(self.excerpt.split())}" if self.excerpt else f"{place}: {self.name}"


def find(record: str | Path, words: str | Iterable[str]) -> list[Hit]:
    """Find statements, speakers and reports that have all the words.

    One string is taken word by word; in a list, an entry of several words is looked for as it stands. A word that ends in `*` stands
    for all that begin so. `record` is a record folder or its SQLite file. Raises NoRecord when there is none.
    """
    from onrecord.record.store import reading  # late: the store writes this module's table

    query = _query(words.split() if isinstance(words, str) else words)
    if not query:
        return []
    with reading(record) as connection:
        return _hits(connection, query)


def search_rows(record: Record) -> Iterator[tuple[str, str, str, str]]:
    """Give what can be found: kind, key, name and words of each statement (every reading), speaker and report."""
    places = Places(record)
    for statement in record.statements:
        readings = dict.fromkeys(places.words(witness.spans) or "" for witness in statement.witnesses)
        yield "statement", str(statement.number), statement.speaker.name or "unknown", "\n".join(readings)
    for speaker in record.speakers:
        yield "speaker", speaker.name, speaker.name, ", ".join(speaker.aliases)
    for row in rows(record, "reports"):
        yield "report", row["siglum"], row["title"] or row["name"], row["text"]


def _query(words: Iterable[str]) -> str:
    """Quote every word, so that nothing a person types is read as search syntax."""
    quoted = []
    for word in words:
        bare = word.strip().replace("\0", " ")
        if any(character.isalnum() for character in bare):
            prefix = "*" if bare.endswith("*") else ""
            quoted.append('"' + bare.rstrip("*").replace('"', '""') + '"' + prefix)
    return " AND ".join(dict.fromkeys(quoted))  # the same word many times over would only take longer


def _hits(connection: sqlite3.Connection, query: str) -> list[Hit]:
    return [Hit(kind, key, name, excerpt) for kind, key, name, excerpt in connection.execute(_FIND, (_EXCERPT, query))]


def full_text_search() -> tuple[str, bool]:
    """Give the version of SQLite, and whether it can search: without FTS5 no record can be written."""
    database = sqlite3.connect(":memory:")
    try:
        database.execute(SEARCH)
    except sqlite3.OperationalError:
        return sqlite3.sqlite_version, False
    finally:
        database.close()
    return sqlite3.sqlite_version, True
