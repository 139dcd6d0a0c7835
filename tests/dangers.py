"""What makes a pattern slow on text that is made against it: read off the pattern itself, without running it.

A search tries the pattern at every character. It takes time in proportion to the text when no try runs on over a stretch that the
next try runs over again, and no try takes a stretch apart in one way after the other.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Any, NamedTuple

# A repeat that may go on for longer than this is as good as endless. (The longest that a pattern needs is 450: a credit line.)
ENDLESS = 512
# So many ways of sharing a stretch between repeats in a row are no burden: two of up to 30 signs each have 900.
SHARED = 1_000

LAZY = "an endless lazy repeat"
FAILS = "an endless repeat after which it can fail"
TWO = "two endless repeats after which it can fail"
INSIDE = "a repeat inside another that nothing parts"
IN_A_ROW = "long repeats in a row that share what they match"

_REPEATS = ("MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT")
_SINGLE = ("LITERAL", "NOT_LITERAL", "IN", "ANY")
_LOOKS = ("ASSERT", "ASSERT_NOT")
_CODES = 0x3000  # letters, marks and signs of all the scripts that patterns name

Item = Any  # (kind, arguments), as Python's own parser of patterns gives it


def danger(text: str | bytes, flags: int = 0) -> str | None:
    """Say what makes a pattern slow on some text, or None when a search takes time in proportion to the text.

    Slow are: an endless lazy repeat, and an endless repeat after which the pattern can still fail; unless it repeats one sign, cannot be
    begun again within what it repeats (a sign that it cannot match must stand before it, or the text or line must begin), and there is
    only one such; a repeat inside another when nothing must part two rounds; long repeats in a row that can share what they match.
    """
    tree = re._parser.parse(text, flags)  # type: ignore[attr-defined]
    lint = _Lint(tree.state.flags, isinstance(text, bytes))
    if lint.row(list(tree), _Around(before=(), sure=True)) > 1:
        lint.faults.append(TWO)
    return lint.faults[0] if lint.faults else None


class _Around(NamedTuple):
    """What stands around a part: the items before it, nearest last, and whether nothing after it can fail."""

    before: tuple[Item, ...]
    sure: bool


class _Lint:
    """Goes through a parsed pattern, gathers its faults and counts the endless repeats that are borne, on the way that has most."""

    def __init__(self, flags: int, of_bytes: bool) -> None:
        self.flags, self.of_bytes = flags, of_bytes
        self.faults: list[str] = []

    def row(self, items: Sequence[Item], around: _Around) -> int:
        """Look at items in a row."""
        borne = 0
        for place, (kind, arguments) in enumerate(items):
            rest = items[place + 1 :]
            here = _Around((*around.before, *items[:place]), around.sure and all(map(_may_lack, rest)))
            if str(kind) in _REPEATS:
                borne += self.repeat(str(kind), arguments, here)
                self.share(items[place], rest)
            else:  # what is only looked at is not eaten, so it is looked at again
                inner = _Around(here.before, here.sure and str(kind) not in _LOOKS)
                borne += max((self.row(part, inner) for part in _parts(arguments)), default=0)
        return borne

    def repeat(self, kind: str, arguments: Any, around: _Around) -> int:
        """Look at one repeat."""
        _, most, body = arguments
        body, borne = list(body), 0
        if most > ENDLESS and (kind == "MIN_REPEAT" or not around.sure):
            if len(body) != 1 or not _is_single(body[0]) or not self.begins_once(around.before, body[0]):
                self.faults.append(LAZY if kind == "MIN_REPEAT" else FAILS)
            borne = int(kind != "POSSESSIVE_REPEAT" or not self.at_start(around.before))
        if most > 2 and kind != "POSSESSIVE_REPEAT" and not around.sure:
            self.part(body)
        before = around.before if most == 1 else ()
        return borne + self.row(body, _Around(before, around.sure))

    def begins_once(self, before: Sequence[Item], sign: Item) -> bool:
        """Say whether what stands before a repeat keeps it from being begun again within a run of its own sign."""
        if self.at_start(before):
            return True
        if before and self.keeps_out(*before[-1], sign):
            return True
        if before and str(before[0][0]) == "AT" and str(before[0][1]) == "AT_BEGINNING":
            return ord("\n") not in self.signs(sign)  # each line is tried but once
        ends = (_ends(item) for item in before)
        return any(last and all(self.signs(one).isdisjoint(self.signs(sign)) for one in last) for last in ends)

    def keeps_out(self, kind: Any, arguments: Any, sign: Item) -> bool:
        """Say whether something of no length just before a repeat holds only where a run of its sign begins."""
        if str(kind) == "AT" and str(arguments) == "AT_BOUNDARY":
            return self.signs(sign) <= _word_signs() or self.signs(sign).isdisjoint(_word_signs())
        if str(kind) != "ASSERT_NOT" or arguments[0] > 0:
            return False
        looked = list(arguments[1])
        return len(looked) == 1 and _is_single(looked[0]) and self.signs(sign) <= self.signs(looked[0])

    def at_start(self, before: Sequence[Item]) -> bool:
        """Say whether the pattern matches only where the text begins, and so is tried but once."""
        starts = ("AT_BEGINNING_STRING", *([] if self.flags & re.MULTILINE else ["AT_BEGINNING"]))
        return bool(before) and str(before[0][0]) == "AT" and str(before[0][1]) in starts

    def part(self, body: Sequence[Item]) -> None:
        """Ask that a sign which no repeat inside can match must stand between two rounds."""
        must = [signs for item in _flat(body) for signs in (_starts(item), _ends(item)) if signs]
        for sign in _repeated(body):
            if not any(all(self.signs(one).isdisjoint(self.signs(sign)) for one in ends) for ends in must):
                self.faults.append(INSIDE)

    def share(self, item: Item, rest: Sequence[Item]) -> None:
        """Ask that repeats in a row cannot share a long stretch in many ways."""
        sign, ways = _sign_of(item), _ways(item)
        for other in rest:
            also = _sign_of(other)
            if sign and also and _ways(other) > 1 and not self.signs(sign).isdisjoint(self.signs(also)):
                ways *= _ways(other)
                if ways > SHARED:
                    self.faults.append(IN_A_ROW)
            if not _may_lack(other):
                return

    def signs(self, item: Item) -> frozenset[int]:
        """Give the code points that a single item matches."""
        return _signs(_Printed(item), self.flags, self.of_bytes)


class _Printed(tuple):  # type: ignore[type-arg]
    """An item known by how it prints, so that it can be remembered."""

    def __new__(cls, item: Item) -> _Printed:
        return super().__new__(cls, (repr(item),))

    def __init__(self, item: Item) -> None:
        self.item = item


@cache
def _signs(printed: _Printed, flags: int, of_bytes: bool) -> frozenset[int]:
    state = re._parser.State()  # type: ignore[attr-defined]
    state.str, state.flags = b"" if of_bytes else "", flags
    one = re._compiler.compile(re._parser.SubPattern(state, [printed.item]), flags)  # type: ignore[attr-defined]
    codes = range(256 if of_bytes else _CODES)
    return frozenset(code for code in codes if one.fullmatch(bytes([code]) if of_bytes else chr(code)))


@cache
def _word_signs() -> frozenset[int]:
    return frozenset(code for code in range(_CODES) if re.match(r"\w", chr(code)))


def _is_single(item: Item) -> bool:
    return str(item[0]) in _SINGLE


def _parts(arguments: Any) -> Iterator[list[Item]]:
    """Give the pieces of pattern inside a group, a choice or a look-around."""
    if isinstance(arguments, re._parser.SubPattern):  # type: ignore[attr-defined]
        yield list(arguments)
    elif isinstance(arguments, tuple | list):
        for argument in arguments:
            yield from _parts(argument)


def _may_lack(item: Item) -> bool:
    """Say whether an item matches everywhere, if only nothing: what may stand but need not."""
    kind, arguments = str(item[0]), item[1]
    if kind in _REPEATS:
        return arguments[0] == 0 or all(map(_may_lack, arguments[2]))
    if kind == "BRANCH":
        return any(all(map(_may_lack, choice)) for choice in arguments[1])
    return kind in ("SUBPATTERN", "ATOMIC_GROUP") and all(all(map(_may_lack, part)) for part in _parts(arguments))


def _flat(items: Sequence[Item]) -> Iterator[Item]:
    """Open the groups that must match."""
    for item in items:
        if str(item[0]) in ("SUBPATTERN", "ATOMIC_GROUP"):
            for part in _parts(item[1]):
                yield from _flat(part)
        else:
            yield item


def _sign_of(item: Item) -> Item | None:
    """Give the single item that an item is or repeats."""
    if _is_single(item):
        return item
    if str(item[0]) in _REPEATS and len(item[1][2]) == 1 and _is_single(item[1][2][0]):
        return item[1][2][0]
    return None


def _ends(item: Item) -> list[Item]:
    """Give the single items one of which must stand at the end of an item; none when it may end otherwise."""
    kind, arguments = str(item[0]), item[1]
    if _may_lack(item):
        return []
    if kind == "BRANCH":
        choices = [_ends(choice[-1]) if choice else [] for choice in arguments[1]]
        return [] if [] in choices else [one for choice in choices for one in choice]
    if kind in ("SUBPATTERN", "ATOMIC_GROUP"):
        parts = list(_parts(arguments))
        return _ends(parts[0][-1]) if parts and parts[0] else []
    sign = _sign_of(item)
    return [sign] if sign is not None else []


def _starts(item: Item) -> list[Item]:
    """Give the single items one of which must stand at the beginning of an item; none when it may begin otherwise."""
    kind, arguments = str(item[0]), item[1]
    if kind == "BRANCH":
        choices = [_starts(choice[0]) if choice else [] for choice in arguments[1]]
        return [] if [] in choices else [one for choice in choices for one in choice]
    return _ends(item) if _sign_of(item) is not None else []


def _ways(item: Item) -> int:
    """Count the lengths that a repeat of a single item may have; 1 for anything else."""
    kind, arguments = str(item[0]), item[1]
    if kind in ("MAX_REPEAT", "MIN_REPEAT") and _sign_of(item) is not None:
        return min(int(arguments[1]) - int(arguments[0]), ENDLESS) + 1
    return 1


def _repeated(items: Sequence[Item]) -> Iterator[Item]:
    """Give the single items that are repeated, in a number that may differ, anywhere inside."""
    for item in items:
        sign = _sign_of(item)
        if sign is not None and _ways(item) > 2:
            yield sign
        elif sign is None:
            for part in _parts(item[1]):
                yield from _repeated(part)
