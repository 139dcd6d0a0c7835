"""Printing a report's own characters: escaped, never changed, with marks as runs that do not overlap."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from itertools import groupby
from urllib.parse import urlsplit

from markupsafe import Markup, escape
from msgspec import Struct

from onrecord.patterns import ASCII, pattern
from onrecord.shadow import latin
from onrecord.unseen import HIDDEN, parted

# Words of a report within a sentence of ours. Longer ones, and those that hold such marks themselves, stay unisolated but escaped.
_QUOTED = pattern("“[^“”]{1,2000}”")


class Mark(Struct, frozen=True, order=True):
    """A stretch of a report's text that stands for something: `name` is its CSS class, `target` where it leads, if anywhere."""

    start: int
    end: int
    name: str
    target: str = ""


# A host and its port, in ASCII: letters, figures, dots and hyphens, or an address of the newer internet in brackets.
_HOST = pattern(r"[\w.:\[\]-]{1,300}", ASCII)

# Hidden characters that a badge names one by one; more are only counted.
_NAMED_IN_BADGE = 3

# Browsers cut or refuse longer addresses.
LONGEST_LINK = 2_000


class Run(Struct, frozen=True):
    """A stretch of text under the same marks throughout."""

    start: int
    end: int
    marks: tuple[Mark, ...]


def shown(text: str) -> Markup:
    """Escape text for the page so that exactly its characters arrive, and give what is hidden in it a badge."""
    return Markup("").join(_badge(part) if unseen else _escaped(part) for part, unseen in parted(text))


def told(sentence: str) -> Markup:
    """Print a sentence of ours in which words of reports stand in quotation marks: each of those is isolated."""
    pieces, last = [], 0
    for found in _QUOTED.finditer(sentence):
        pieces += [shown(sentence[last : found.start()]), Markup("“{}”").format(name(found[0][1:-1]))]
        last = found.end()
    return Markup("").join([*pieces, shown(sentence[last:])])


def name(text: str) -> Markup:
    """Print a name or title that came from outside, isolated so that its direction cannot turn the words around it."""
    return Markup("<bdi>{}</bdi>").format(shown(text))


def one_line(text: str) -> str:
    """Put text on one line, for attributes and places where line breaks mean nothing."""
    return " ".join("".join(part for part, unseen in parted(text) if not unseen).split())


def safe_link(address: str) -> str | None:
    """Give an address that a page may link to, http or https with a host, and None for any other.

    Every address of a report that becomes a link comes through here. None, too, for one that does not lead where it looks as if it led:
    with characters that cannot be seen, with a backslash (browsers take it for a slash), with a user's name in front of the host
    (`http://bank.example@elsewhere.example`), or with a host that a browser or a reader takes for another.
    """
    if len(address) > LONGEST_LINK or HIDDEN.search(address) or any(map(_misleads, address)):
        return None
    try:
        parts = urlsplit(address)
    except ValueError:
        return None
    return address if parts.scheme.lower() in ("http", "https") and _is_plain(parts.netloc) else None


def _misleads(character: str) -> bool:
    return character == "\\" or character.isspace() or unicodedata.category(character) in ("Cc", "Cf", "Cs", "Co", "Cn")


def _is_plain(host: str) -> bool:
    """Say whether a host is what it looks like: no sign that a browser changes, no letter in disguise, none written leftwards."""
    if host.isascii():
        return bool(_HOST.fullmatch(host))
    plain = unicodedata.normalize("NFKC", host) == host and latin(host) == host
    return plain and all(map(_may_stand_in_host, host))


def _may_stand_in_host(character: str) -> bool:
    if character.isascii():
        return bool(_HOST.fullmatch(character))
    return unicodedata.category(character)[0] in "LMN" and unicodedata.bidirectional(character) not in ("R", "AL", "AN")


def runs(start: int, end: int, marks: Iterable[Mark], cuts: Iterable[int] = ()) -> list[Run]:
    """Split a stretch of text at every edge of a mark and at `cuts`, so that marks may nest and cross as they like."""
    inside = sorted(mark for mark in marks if mark.start < end and start < mark.end)
    edges = {start, end} | {cut for cut in cuts if start < cut < end}
    edges |= {edge for mark in inside for edge in (mark.start, mark.end) if start < edge < end}
    found, active, waiting = [], list[Mark](), iter([*inside, None])
    coming = next(waiting)
    ordered = sorted(edges)
    for left, right in zip(ordered, ordered[1:], strict=False):
        while coming is not None and coming.start <= left:
            active.append(coming)
            coming = next(waiting)
        active = [mark for mark in active if mark.end > left]
        found.append(Run(left, right, tuple(active)))
    return found


def printed(
    text: str, start: int, end: int, marks: Iterable[Mark] = (), anchors: Mapping[int, str] | None = None
) -> Markup:
    """Print `text[start:end]` with its marks. Strip the tags and decode the entities, and the very same characters come back.

    A mark of no length becomes an empty element at its place. `anchors` gives the id to set at an offset.
    """
    every = list(marks)
    places = {offset: identity for offset, identity in (anchors or {}).items() if start <= offset < end}
    empty: dict[int, list[Mark]] = {}
    for mark in every:
        if mark.start == mark.end:
            empty.setdefault(mark.start, []).append(mark)
    solid = [mark for mark in every if mark.start < mark.end]
    pieces: list[Markup] = []
    for target, together in groupby(runs(start, end, solid, [*places, *empty]), _target):
        members = list(together)
        inner = Markup("").join(_inner(text, members, places, empty, linked=bool(target)))
        pieces.append(_linked(inner, target, places.get(members[0].start), members) if target else inner)
    return Markup("").join([*pieces, *(_nothing(mark) for mark in empty.get(end, ()))])


def _target(run: Run) -> str:
    """Choose where a run leads: the shortest of the marks over it that lead anywhere, being the most particular."""
    leading = [mark for mark in run.marks if mark.target]
    return min(leading, key=lambda mark: (mark.end - mark.start, mark)).target if leading else ""


def _inner(
    text: str, members: list[Run], places: Mapping[int, str], empty: Mapping[int, list[Mark]], linked: bool
) -> Iterator[Markup]:
    for position, run in enumerate(members):
        yield from (_nothing(mark) for mark in empty.get(run.start, ()))
        names = " ".join(dict.fromkeys(mark.name for mark in run.marks if not mark.target))
        identity = None if linked and position == 0 else places.get(run.start)
        words = shown(text[run.start : run.end])
        if names or identity:
            tag = "mark" if names else "span"
            yield Markup("<{0}{1}{2}>{3}</{0}>").format(
                tag, _attribute("class", names), _attribute("id", identity), words
            )
        else:
            yield words


def _linked(inner: Markup, target: str, identity: str | None, members: list[Run]) -> Markup:
    names = " ".join(dict.fromkeys(mark.name for run in members for mark in run.marks if mark.target))
    return Markup('<a class="{}"{} href="{}">{}</a>').format(names, _attribute("id", identity), target, inner)


def _nothing(mark: Mark) -> Markup:
    return Markup('<span class="{}" role="img" aria-label="nothing here"></span>').format(mark.name)


def _attribute(key: str, value: str | None) -> Markup:
    return Markup(' {}="{}"').format(Markup(key), value) if value else Markup("")


def _escaped(text: str) -> Markup:
    """Escape text; a carriage return goes as an entity, since a browser would read a bare one as a line feed."""
    return Markup(str(escape(text)).replace("\r", "&#13;"))


@lru_cache(maxsize=1024)  # a text made of hidden characters has the same few again and again
def _badge(hidden: str) -> Markup:
    """Print what is hidden as itself, alone in an isolate, with a badge drawn by the style sheet; a run of it has one badge."""
    runs = [(character, sum(1 for _ in group)) for character, group in groupby(hidden)]
    noun = "hidden character" if len(hidden) == 1 else "hidden characters"
    if len(runs) <= _NAMED_IN_BADGE:
        code = " ".join(f"U+{ord(one):04X}{_times(many)}" for one, many in runs)
        names = (f"{unicodedata.name(one, 'control').lower()} U+{ord(one):04X}{_times(many)}" for one, many in runs)
        words = f"{noun} {', '.join(names)}"
    else:
        words = code = f"{len(hidden)} {noun}"
    return Markup(
        '<bdi class="hidden-character" role="img" aria-label="{0}" title="{0}" data-code="{1}">{2}</bdi>'
    ).format(words, code, _escaped(hidden))


def _times(many: int) -> str:
    return f" ×{many}" if many > 1 else ""
