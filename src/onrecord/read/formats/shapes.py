"""The shapes in which JSON holds several reports: a list under a usual name, a graph, objects under their names, columns, rows."""

from __future__ import annotations

from typing import Any

from onrecord.read.fields import is_text_field, plain
from onrecord.read.taking import has_text

# The fields that hold the list of reports in the answer of a service, and those in which such a list may lie one level down
# (The Guardian: response.results; Solr: response.docs; Elasticsearch: hits.hits).
LISTS = frozenset(
    "articles items results data documents docs hits entries news stories records reports posts value values list rows".split()
)
INSIDE = frozenset("response result data hits feed search searchresults".split())
DEEPEST_LIST = 3
# Kinds of schema.org that are reports; the others in a graph (the site, its crumbs, the picture) are parts of the same page.
_REPORTS = ("article", "posting", "report")
# Fields of a node in which only the name of another node may stand.
_REFERRING = ("author", "publisher", "creator", "mainEntityOfPage", "isPartOf", "sourceOrganization")

# No column has a longer name; the first of two values side by side may be called “text” as well.
LONGEST_COLUMN = 60
# A record under its name, if it has one; a row that is no record is given as it is, to be refused.
Row = tuple[str | None, Any]


def holds_list(value: dict[str, Any], depth: int = 0) -> bool:
    """Say whether an object holds a list of objects under a usual name, itself or in one of the usual objects in it."""
    for key, inner in value.items():
        name = plain(key)
        if name in LISTS and isinstance(inner, list) and inner and isinstance(inner[0], dict):
            return True
        if name in INSIDE and isinstance(inner, dict) and depth < DEEPEST_LIST and holds_list(inner, depth + 1):
            return True
    return False


def records_in(value: dict[str, Any]) -> list[Row] | None:
    """Give the records of an object that is a graph, a table by columns or a set of records under their names; None when it is none."""
    return _graph(value) or _columns(value) or _split(value) or _named(value)


def _graph(value: dict[str, Any]) -> list[Row] | None:
    """Take the articles out of a JSON-LD graph, with the names of authors and publishers that stand in other nodes."""
    nodes = value.get("@graph")
    if not isinstance(nodes, list):
        return None
    known = {node["@id"]: node for node in nodes if isinstance(node, dict) and isinstance(node.get("@id"), str)}
    return [
        (None, _resolved(node, known))
        for node in nodes
        if isinstance(node, dict) and (_is_report(node) or has_text(node))
    ] or None


def _is_report(node: dict[str, Any]) -> bool:
    kinds = node.get("@type")
    each = kinds if isinstance(kinds, list) else [kinds]
    return any(isinstance(kind, str) and kind.lower().endswith(_REPORTS) for kind in each)


def _resolved(node: dict[str, Any], known: dict[str, dict[str, Any]]) -> dict[str, Any]:
    resolved = dict(node)
    for field in _REFERRING:
        inner = node.get(field)
        if isinstance(inner, dict) and set(inner) == {"@id"}:
            resolved[field] = known.get(str(inner["@id"]), inner)
        elif isinstance(inner, list):
            resolved[field] = [known.get(str(one.get("@id")), one) if isinstance(one, dict) else one for one in inner]
    return resolved


def is_columns(value: dict[str, Any]) -> bool:
    """Say whether an object is a table by columns."""
    return _columns(value) is not None


def _columns(value: dict[str, Any]) -> list[Row] | None:
    """Turn columns side by side into records, as pandas writes them: a list, or an object of numbered cells, for each field."""
    texts = next((cells for key, cells in value.items() if is_text_field(key)), None)
    if isinstance(texts, dict) and ("0" in texts or len(texts) > 1):
        same = all(isinstance(cells, dict) and cells.keys() == texts.keys() for cells in value.values())
        if not same or (len(value) == 1 and "0" not in texts):
            return None
        rows = ((label, {key: cells[label] for key, cells in value.items()}) for label in texts)
        return [(None if label.isdigit() else label, row) for label, row in rows]
    if isinstance(texts, list) and len(value) > 1 and len(texts) > 1:
        same = all(isinstance(cells, list) and len(cells) == len(texts) for cells in value.values())
        return (
            [(None, {key: cells[number] for key, cells in value.items()}) for number in range(len(texts))]
            if same
            else None
        )
    return None


def _split(value: dict[str, Any]) -> list[Row] | None:
    """Turn rows that stand apart from the names of their columns into records (pandas: orient="split")."""
    columns, rows = value.get("columns"), value.get("data")
    if not isinstance(columns, list) or not isinstance(rows, list) or not names_text(columns):
        return None
    return [(None, in_columns(columns, row)) for row in rows] or None


def names_text(columns: list[Any]) -> bool:
    """Say whether a list names columns of which one holds a text."""
    short = all(isinstance(name, str) and len(name) <= LONGEST_COLUMN for name in columns)
    return len(columns) > 1 and short and any(map(is_text_field, columns))


def in_columns(columns: list[str], row: Any) -> Any:
    """Give each value of a row the name of its column; a row that has not as many values stays as it is."""
    fits = isinstance(row, list) and len(row) == len(columns)
    return dict(zip(columns, row, strict=True)) if fits else row


def _named(value: dict[str, Any]) -> list[Row] | None:
    """Give the records of an object in which each stands under its name."""
    if (
        value
        and all(isinstance(record, dict) for record in value.values())
        and any(has_text(record) for record in value.values())
    ):
        return list(value.items())
    return None
