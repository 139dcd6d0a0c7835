"""What a reader decided: which reports belong together and which do not. Kept in a file, and applied again on every build."""

from __future__ import annotations

import tomllib
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from difflib import get_close_matches
from itertools import combinations
from pathlib import Path
from typing import Any, Literal, NamedTuple

from msgspec import Struct

from onrecord.errors import NO_SUCH_PATH, WRONG_USAGE, InputError
from onrecord.model import Report

# What to write; every complaint ends with it or with what to change.
FORM = 'Write for each decision [[story]] and then together = ["name", "name"] or apart = ["name", "name"].'

_KINDS = ("together", "apart")


class Decision(Struct, frozen=True):
    """One decision of a reader: the reports of these names are one story, or no two of them are. `note` is the reader's own reason."""

    kind: Literal["together", "apart"]
    names: tuple[str, ...]
    note: str = ""


class Corrections(Struct, frozen=True):
    """All decisions of a reader, in the order of the file. `source` names the file in a complaint."""

    decisions: tuple[Decision, ...] = ()
    source: str = "corrections"


class Settled(NamedTuple):
    """The same decisions for the reports of one pile, by `Report.id`: those that are one, and the pairs that are not."""

    together: tuple[tuple[str, ...], ...]
    apart: tuple[tuple[str, str], ...]
    named: tuple[tuple[str, ...], ...]


def read_corrections(path: str | Path | None) -> Corrections:
    """Read a file of corrections; no file, no corrections.

    Raises InputError (exit code 2) with a sentence when the file is not there or not in the form.
    """
    if path is None:
        return Corrections()
    source = str(path)
    try:
        content = tomllib.loads(Path(path).read_bytes().decode("utf-8-sig").replace("\r\n", "\n"))
    except FileNotFoundError:
        raise InputError(f"{source}: {NO_SUCH_PATH}. Name the file with the corrections.", WRONG_USAGE) from None
    except OSError as error:
        raise InputError(f"{source}: the corrections cannot be read ({error.strerror}).", WRONG_USAGE) from None
    except (ValueError, RecursionError) as error:
        raise InputError(f"{source}: this is no TOML file with corrections ({error}). {FORM}", WRONG_USAGE) from None
    entries = content.pop("story", [])
    if content:
        raise InputError(f"{source}: “{sorted(content)[0]}” is not known here. {FORM}", WRONG_USAGE)
    if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
        raise InputError(f"{source}: “story” must stand in double brackets. {FORM}", WRONG_USAGE)
    return Corrections(tuple(_decision(entry, _place(source, n)) for n, entry in enumerate(entries)), source)


def _place(source: str, position: int) -> str:
    return f"{source}, story {position + 1}"


def _decision(entry: Mapping[str, Any], place: str) -> Decision:
    """Read one entry of the file."""
    unknown = sorted(set(entry) - {*_KINDS, "note"})
    if unknown:
        raise InputError(f"{place}: “{unknown[0]}” is not known here. {FORM}", WRONG_USAGE)
    kinds = [kind for kind in _KINDS if kind in entry]
    names, note = entry.get(kinds[0]) if len(kinds) == 1 else None, entry.get("note", "")
    if not isinstance(names, list) or not all(isinstance(name, str) for name in names) or len(set(names)) < 2:
        raise InputError(f"{place}: it needs either together or apart, with at least two names. {FORM}", WRONG_USAGE)
    if not isinstance(note, str):
        raise InputError(f'{place}: the note must be text, such as note = "same bridge".', WRONG_USAGE)
    return Decision("together" if kinds[0] == "together" else "apart", tuple(names), note)


def settle(corrections: Corrections, reports: Sequence[Report]) -> Settled:
    """Find the reports that the decisions name.

    Raises InputError (exit code 2) when a name is unknown or that of several reports, when all names of a decision are one
    report, or when two decisions contradict each other.
    """
    if not reports:  # nothing could be read, and that is the thing to be told
        return Settled((), (), ())
    known = _by_name(reports)
    named = tuple(
        tuple(dict.fromkeys(_report(name, known, _place(corrections.source, n)) for name in decision.names))
        for n, decision in enumerate(corrections.decisions)
    )
    for n, ids in enumerate(named):
        if len(ids) < 2:
            raise InputError(f"{_place(corrections.source, n)}: all its names are one report. {FORM}", WRONG_USAGE)
    kinds = [decision.kind for decision in corrections.decisions]
    together = _closed(ids for ids, kind in zip(named, kinds, strict=True) if kind == "together")
    group = {identity: number for number, ids in enumerate(together) for identity in ids}
    apart: set[tuple[str, str]] = set()
    for n, (ids, kind) in enumerate(zip(named, kinds, strict=True)):
        for one, other in combinations(ids, 2) if kind == "apart" else ():
            if one in group and group[one] == group.get(other):
                raise _contradiction(_place(corrections.source, n), one, other, reports)
            apart.add((min(one, other), max(one, other)))
    return Settled(together, tuple(sorted(apart)), named)


def _by_name(reports: Iterable[Report]) -> dict[str, list[str]]:
    """List the reports of each name; a `Report.id` names its report too."""
    known: dict[str, list[str]] = {}
    for report in reports:
        for name in dict.fromkeys((_plain(report.name), report.id)):
            known.setdefault(name, []).append(report.id)
    return known


def _plain(name: str) -> str:
    """Write accents in one way: some systems store “é” in a file name as two characters."""
    return unicodedata.normalize("NFC", name)


def _report(name: str, known: Mapping[str, Sequence[str]], place: str) -> str:
    found = known.get(_plain(name), ())
    if len(found) == 1:
        return found[0]
    if found:
        sentence = (
            f"{len(found)} reports are called “{name}”. Name the one you mean by its id: {' or '.join(sorted(found))}."
        )
    else:
        near = get_close_matches(_plain(name), known, n=1)
        hint = f"Did you mean “{near[0]}”?" if near else "Give the report's name, or take the entry out."
        sentence = f"no report of this pile is called “{name}” (a duplicate is not stored). {hint}"
    raise InputError(f"{place}: {sentence}", WRONG_USAGE)


def _closed(groups: Iterable[Sequence[str]]) -> tuple[tuple[str, ...], ...]:
    """Put groups that share a report together: a with b and b with c make one story of three."""
    closed: list[set[str]] = []
    for ids in groups:
        touched = [group for group in closed if not group.isdisjoint(ids)]
        closed = [group for group in closed if group.isdisjoint(ids)] + [set(ids).union(*touched)]
    return tuple(sorted(tuple(sorted(group)) for group in closed))


def _contradiction(place: str, one: str, other: str, reports: Iterable[Report]) -> InputError:
    names = {report.id: report.name for report in reports}
    return InputError(
        f"{place}: “{names[one]}” and “{names[other]}” are to be apart, but other entries put them together. "
        "Take one of these entries out.",
        WRONG_USAGE,
    )
