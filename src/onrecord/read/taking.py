"""The fields of one record, a JSON object or the row of a table, under the nouns of `Offered`."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from html import unescape
from typing import Any

from msgspec import Struct

from onrecord.patterns import IGNORECASE, pattern
from onrecord.read.decoding import storable
from onrecord.read.fields import FIELDS, HTML_FIELDS, SUMMARIES, WRAPPERS, Field, as_shown, author_named, plain
from onrecord.read.files import LARGEST_TEXT, Unreadable
from onrecord.read.markup import looks_like_markup

# An id that is longer is no name to show; the report is then named for its file and its place there.
LONGEST_NAME = 200
# No field has a longer name than this; it is shown as the place where a value was found.
LONGEST_KEY = 100
# A title or a list of authors is never so long; what goes beyond is cut off and the report marked.
LONGEST_FIELD = 5_000
# What tables write where they have nothing (pandas: nan, NaT, None).
NOTHING = frozenset({"", "none", "nan", "nat", "null", "n/a"})
# Where an object that stands for one value has that value: an organisation its name, a title of WordPress its words, a headline of ninjs.
_VALUES = (
    "name",
    "value",
    "byline",
    "rendered",
    "main",
    "original",
    "@value",
    "$date",
    "$numberLong",
    "#text",
    "title",
)
_ADDRESSES = ("@id", "url", "href", "rendered")
# Objects and lists inside a field are looked into so deep: a list of people with names needs two.
_DEEPEST_VALUE = 4
PARTIAL = "partial"
# Tables write a list as JSON or as Python does: ['Ann Roe', "Mary O'Hara"]; some without quotation marks at all.
_IN_BRACKETS = pattern(r"""'([^'\\]{0,200})'|"([^"\\]{0,200})\"""")
_BETWEEN = frozenset("[], \n")
# Signs that no writer types and that stand for marks of quotation and the like: one may be spoken of, two were put there by a program.
# What is spoken of stands apart from the words.
_SIGN = r"&(?:quot|apos|[lr][sd]quo|nbsp|#(?:0?3[49]|82(?:1[67]|2[01])|160)|#x(?:2[27]|201[89cd]));"
_ESCAPED = pattern(rf"(?:(?<=[\w.,!?…;]){_SIGN}|{_SIGN}(?=\w))", IGNORECASE)
FEWEST_ESCAPED = 2
# NewsAPI and services like it give the first sentences and say how much is missing.
_CUT_OFF = pattern(r"\[\+\d{1,7} chars\]\s{0,20}\Z")


class Taken(Struct, frozen=True):
    """The fields that were found in one record, under the nouns of `Offered` and `name`; `markup` says that the text is HTML."""

    text: Field
    markup: bool
    fields: Mapping[str, Field]
    flags: tuple[str, ...] = ()


def take_fields(record: Mapping[str, Any], asked: Mapping[str, str] | None = None) -> Taken:
    """Take the known fields out of a record; `asked` names the field for a noun itself. Raises Unreadable when there is no text."""
    asked, look = asked or {}, _Look(record)
    text, markup = _text(look, asked.get("text"))
    if len(text.value) > LARGEST_TEXT:
        raise Unreadable(
            f"its text is longer than {LARGEST_TEXT // 1_000_000} million characters; split it", "too-large"
        )
    fields = _particulars(look, asked)
    too_long = any(len(one.value) > LONGEST_FIELD for one in fields.values())
    cut = {noun: Field(one.key, one.value[:LONGEST_FIELD]) for noun, one in fields.items()}
    lost = too_long or _CUT_OFF.search(text.value[-100:])
    return Taken(text, markup, cut, (PARTIAL,) if lost else ())


def take_particulars(record: Mapping[str, Any], asked: Mapping[str, str] | None = None) -> dict[str, Field]:
    """Take all fields but the text out of a record, under the nouns of `Offered` and `name`."""
    return {
        noun: Field(one.key, one.value[:LONGEST_FIELD])
        for noun, one in _particulars(_Look(record), asked or {}).items()
    }


def _particulars(look: _Look, asked: Mapping[str, str]) -> dict[str, Field]:
    fields: dict[str, Field] = {}
    for noun in FIELDS:
        if noun == "text":
            continue
        names = (asked[noun],) if noun in asked else FIELDS[noun]
        each = (_particular(noun, key, value) for key, value in look.each(names, noun in asked))
        found = next(filter(None, each), None)
        if found:
            fields[noun] = found
    return fields


def has_text(record: Mapping[str, Any], asked: Mapping[str, str] | None = None) -> bool:
    """Say whether a record has a text under one of the usual names, or the one that was asked for."""
    try:
        _text(_Look(record), (asked or {}).get("text"))
    except Unreadable:
        return False
    return True


class _Look:
    """The keys of a record in plain spelling, its own and those of the objects that wrap fields."""

    def __init__(self, record: Mapping[str, Any]) -> None:
        self.record = record
        self._levels: list[tuple[str, Mapping[str, Any], dict[str, str]]] = [("", record, _plain_keys(record))]
        own = self._levels[0][2]
        for wrapper in WRAPPERS:
            inner = record[own[wrapper]] if wrapper in own else None
            if isinstance(inner, dict):
                self._levels.append((own[wrapper] + ".", inner, _plain_keys(inner)))

    def each(self, names: tuple[str, ...], exact: bool = False) -> Iterator[tuple[str, Any]]:
        """Give the fields that have one of these names, the likeliest first, each with its full name."""
        for name in names:
            if exact and name in self.record:
                yield name, self.record[name]
                continue
            for prefix, record, keys in self._levels:
                found = _walk(record, keys, name)
                if found:
                    yield prefix + found[0], found[1]


def _walk(record: Mapping[str, Any], keys: Mapping[str, str], name: str) -> tuple[str, Any] | None:
    """Follow a dotted name into objects; the full name as it is spelt there, and the value."""
    first, _, rest = name.partition(".")
    key = keys.get(plain(first))
    if key is None:
        return None
    value = record[key]
    if not rest:
        return key, value
    if isinstance(value, list) and value:
        value = value[0]
    if not isinstance(value, dict):
        return None
    inner = _walk(value, _plain_keys(value), rest)
    return (f"{key}.{inner[0]}", inner[1]) if inner else None


def _plain_keys(record: Mapping[str, Any]) -> dict[str, str]:
    """Give the keys under their plain spelling; of several that are spelt alike the first, and none that is absurdly long."""
    keys: dict[str, str] = {}
    for key in record:
        if len(key) <= LONGEST_KEY:
            keys.setdefault(plain(key), key)
    return keys


def _text(look: _Look, asked: str | None) -> tuple[Field, bool]:
    """Find the text of a record, and say whether it is HTML. Raises Unreadable with what is the matter when there is none."""
    names = (asked,) if asked else FIELDS["text"]
    for key, value in look.each(names, bool(asked)):
        words = _words(value)
        if words:
            words = _unescaped(words)
            return Field(storable(key), storable(words)), looks_like_markup(words)
    if not asked:
        for key, value in look.each(HTML_FIELDS):
            words = _words(_body(value))
            if words:
                return Field(storable(key), storable(words)), not _is_plain_body(value) or looks_like_markup(words)
    raise Unreadable(_no_text(look, names, asked), "no-text-field")


def _words(value: Any) -> str:
    """Give a text to the letter; paragraphs that come as a list are put together with an empty line between."""
    if isinstance(value, list) and all(isinstance(one, str) for one in value):
        value = "\n\n".join(value)
    return value if isinstance(value, str) and value.strip("\ufeff\ufffd\x00 \t\r\n") else ""


def _unescaped(words: str) -> str:
    """Undo what was done to a text for a web page that it does not stand in: `&quot;No&quot;` is “No” in marks."""
    return unescape(words) if "&" in words and len(_ESCAPED.findall(words)) >= FEWEST_ESCAPED else words


def _body(value: Any) -> Any:
    """Take the words out of the `bodies` of a ninjs item: of the plain one, else of the first that has any."""
    if not isinstance(value, list):
        return value
    bodies = [one for one in value if isinstance(one, dict) and _words(one.get("value"))]
    plain_one = next((one for one in bodies if _is_plain_body([one])), None)
    return (plain_one or next(iter(bodies), {})).get("value")


def _is_plain_body(value: Any) -> bool:
    """Say whether there is a body that says of itself that it is plain text."""
    return isinstance(value, list) and any(
        isinstance(one, dict) and one.get("contenttype") == "text/plain" for one in value
    )


def _no_text(look: _Look, names: tuple[str, ...], asked: str | None) -> str:
    if not look.record:
        return "the object is empty"
    if any(look.each(names, bool(asked))):
        return "its text is empty or is not a string"
    if asked:
        return f"it has no field {asked}, which was to hold the text"
    summary = next(look.each(SUMMARIES), None)
    if summary:
        key = storable(summary[0])[:40]
        return f"it has no text, only a summary ({key}); if that is the report, say --field text={key}"
    *some, last = FIELDS["text"][:6]
    return f"it has no text; the text belongs into a field called {', '.join(some)} or {last}, or name its field with --field text=…"


def _particular(noun: str, key: str, value: Any) -> Field | None:
    """Write one field as text when its value can be what the noun says; None lets the next name have its turn."""
    if noun not in ("title", "name"):
        value = _unpacked(value)
    said = _as_text(value, _ADDRESSES if noun == "url" else _VALUES, noun == "title")
    if said.lower() in NOTHING:
        return None
    address = said.lower().startswith(("http://", "https://"))
    if noun == "url" and not address or noun == "outlet" and address:
        return None
    if noun == "byline" and not any(character.isalpha() for character in said):
        return None  # the number of a user (WordPress)
    if noun == "name" and (len(said) > LONGEST_NAME or address):
        return None
    if noun in ("title", "outlet"):
        said = as_shown(said)
    if noun == "byline":
        said = author_named(said)
    if noun == "published":
        said = _from_epoch(said)
    return Field(storable(key), storable(said))


def _unpacked(value: Any) -> Any:
    """Take a list or an object out of a cell in which it was written as text; nothing is left of an object that is not JSON."""
    said = value.strip() if isinstance(value, str) else ""
    if said[:1] + said[-1:] not in ("[]", "{}") or len(said) > LONGEST_FIELD:
        return value
    with suppress(ValueError, RecursionError):
        return json.loads(said)
    if said.startswith("{"):
        return None
    if not set(_IN_BRACKETS.sub("", said)) - _BETWEEN:
        return [one or other for one, other in _IN_BRACKETS.findall(said)]
    return said[1:-1]


def _as_text(value: Any, inside: tuple[str, ...], first: bool, depth: int = 0) -> str:
    """Write a value as text: a string, a number, what an object stands for, or several of these (or only the first)."""
    if isinstance(value, str):
        return " ".join(value.split())
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if depth >= _DEEPEST_VALUE:
        return ""
    if isinstance(value, Mapping):
        key = next((key for key in inside if value.get(key)), None)
        return _as_text(value[key], inside, first, depth + 1) if key else ""
    if isinstance(value, list):
        each = filter(None, (_as_text(one, inside, first, depth + 1) for one in value if not isinstance(one, list)))
        return next(each, "") if first else ", ".join(each)
    return ""


def _from_epoch(said: str) -> str:
    """Write a date that counts the seconds or milliseconds since 1970, as tables are often saved; any other is left as it is."""
    number = said.removesuffix(".0")
    if not (number.isascii() and number.isdigit() and len(number) in (10, 13)):
        return said
    moment = datetime(1970, 1, 1, tzinfo=UTC) + timedelta(seconds=int(number[:10]))
    return moment.isoformat()
