"""The shapes in which a JSON object holds several reports: a list under a usual name, a graph, objects under their names, columns."""

from __future__ import annotations

from typing import Any

from onrecord.read.fields import is_text_field, plain
from onrecord.read.taking import has_text

# The fields that hold the list of reports in the answer of a service, and those in which such a list may lie one level down
# (The Guardian: response.results; Solr: response.docs; Elasticsearch: hits.hits).
LISTS = frozenset(
    "articles items results data documents docs hits entries news stories records reports posts value values list".split()
)
INSIDE = frozenset("response result data hits feed search searchresults".split())
DEEPEST_LIST = 3
# Kinds of schema.org that are reports; the others in a graph (the site, its crumbs, the picture) are parts of the same page.
_REPORTS = ("article", "posting", "report")
# Fields of a node in which only the name of another node may stand.
_REFERRING = ("author", "publisher", "creator", "mainEntityOfPage", "isPartOf", "sourceOrganization")

Row = tuple[str | None, dict[str, Any]]


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
    return _graph(value) or _columns(value) or _named(value)


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
    if isinstance(texts, dict) and "0" in texts:
        same = all(isinstance(cells, dict) and cells.keys() == texts.keys() for cells in value.values())
        return [(None, {key: cells[number] for key, cells in value.items()}) for number in texts] if same else None
    if isinstance(texts, list) and len(value) > 1 and len(texts) > 1:
        same = all(isinstance(cells, list) and len(cells) == len(texts) for cells in value.values())
        return (
            [(None, {key: cells[number] for key, cells in value.items()}) for number in range(len(texts))]
            if same
            else None
        )
    return None


def _named(value: dict[str, Any]) -> list[Row] | None:
    """Give the records of an object in which each stands under its name."""
    if (
        value
        and all(isinstance(record, dict) for record in value.values())
        and any(has_text(record) for record in value.values())
    ):
        return list(value.items())
    return None
