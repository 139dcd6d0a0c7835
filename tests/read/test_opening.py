"""What a file holds comes out once, thing by thing, wherever reading it was cut off and begun again."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.model import Input
from onrecord.read import opening
from onrecord.read.fields import Offered
from onrecord.read.files import Unreadable
from onrecord.read.opening import FLOOD, MOST_ALIKE, Closed, Event, Found, Given, Opened, Plan, open_source
from onrecord.read.source import DEEPEST, Source

# A file of these tests is a list: a word is a report, "!" a refusal, "?" a fault of the container, a list a thing inside.
Tree = list["Tree | str"]


def read_tree(source: Source) -> Iterator[Given]:
    tree: Tree = eval(source.whole().decode())  # our own literals, a few lines further down
    for number, one in enumerate(tree):
        place = f"{source.locator}/{number}"
        if one == "?":
            raise Unreadable("it is broken here")
        if one == "!":
            yield Input(place, "rejected", "it is bad", code="malformed")
        elif isinstance(one, str):
            yield Offered(locator=place, name=one, text=one)
        else:
            yield source.member(place, "inside", BytesIO(repr(one).encode()))


@pytest.fixture(autouse=True, scope="module")
def trees() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(opening.READERS, "tree", f"{__name__}:read_tree")
        patch.setattr(opening, "recognise", lambda source: "tree")
        yield


def events(tree: Tree, plan: Plan | None = None) -> list[Event]:
    return list(open_source(Source("f", "f", BytesIO(repr(tree).encode())), plan))


def found(given: list[Event]) -> list[tuple[tuple[int, ...], str]]:
    return [(one.key, one.what.locator) for one in given if isinstance(one, Found)]


def test_what_comes_before_a_place_is_read_the_plain_way_but_not_what_holds_the_last_thing_given() -> None:
    tree: Tree = [["a", "b"], ["c"], ["d", ["e"]], ["f"]]
    given = [one for one in events(tree, Plan(after=(0, 0), plain_before=(2, 1))) if isinstance(one, Found)]
    plain = {one.what.name: "degraded" in one.what.flags for one in given if isinstance(one.what, Offered)}
    assert plain == {"b": False, "c": True, "d": True, "e": False, "f": False}


leaves = st.sampled_from(["word", "other", "!"])
trees_of_words = st.recursive(
    st.lists(leaves, max_size=4), lambda inner: st.lists(leaves | inner, max_size=4), max_leaves=12
)


@given(trees_of_words, st.integers(0, 40))
def test_what_was_cut_off_anywhere_goes_on_with_the_next_thing(tree: Tree, cut: int) -> None:
    whole = events(tree)
    first = whole[:cut]
    last = next((one.key for one in reversed(first) if not isinstance(one, Opened)), None)
    rest = events(tree, Plan(after=last))
    assert found(first) + found(rest) == found(whole)


@given(trees_of_words)
def test_every_thing_has_a_place_of_its_own_in_the_order_of_the_file(tree: Tree) -> None:
    keys = [key for key, _ in found(events(tree))]
    assert keys == sorted(set(keys))


def test_a_fault_in_one_thing_costs_that_thing_only() -> None:
    told = [one.what for one in events(["a", ["b", "?", "c"], "d"]) if isinstance(one, Found)]
    assert [(one.locator, one.state if isinstance(one, Input) else "report") for one in told] == [
        ("f/0", "report"),
        ("f/1/0", "report"),
        ("f/1", "rejected"),
        ("f/2", "report"),
    ]


def test_a_thing_that_gives_nothing_is_told_too() -> None:
    told = [one.what for one in events([[], "a"]) if isinstance(one, Found)]
    assert [(one.locator, getattr(one, "code", "")) for one in told] == [("f/0", "empty"), ("f/1", "")]


def test_archives_in_archives_end_somewhere() -> None:
    tree: Tree = ["deep"]
    for _ in range(DEEPEST + 1):
        tree = [tree]
    [one] = [one.what for one in events(tree) if isinstance(one, Found)]
    assert isinstance(one, Input) and (one.state, one.code) == ("rejected", "too-deep")


def test_what_is_read_with_care_says_so_and_its_neighbours_do_not() -> None:
    told = [one.what for one in events(["a", ["b"], "c"], Plan(careful=frozenset({(1,)}))) if isinstance(one, Found)]
    assert [one.flags for one in told if isinstance(one, Offered)] == [(), ("degraded",), ()]


def test_what_is_left_out_is_quarantined_with_its_bytes() -> None:
    plan = Plan(dropped={(1,): ("it kills", "killed")})
    [kept] = [one for one in events(["a", ["b"], "c"], plan) if isinstance(one, Found) and one.payload]
    assert isinstance(kept.what, Input) and (kept.what.state, kept.what.code) == ("quarantined", "killed")
    assert kept.payload == b"['b']"


def test_a_flood_of_refusals_is_told_by_its_count() -> None:
    more = 2 * FLOOD + 7
    told = [one for one in events(["a", *["!"] * (MOST_ALIKE + more), "b"]) if isinstance(one, Found)]
    assert len(told) == 2 + MOST_ALIKE + 3
    assert told[-2].what.reason == f"it is bad (and 6 more of the same kind, up to f/{MOST_ALIKE + more})"  # type: ignore[union-attr]
    assert [one.key for one in told] == sorted({one.key for one in told})


def test_a_flood_that_breaks_off_is_told_before_the_break() -> None:
    told = [one for one in events(["a", *["!"] * (MOST_ALIKE + 7), "?"]) if isinstance(one, Found)]
    assert [one.what.code for one in told[-2:]] == ["malformed", "malformed"]  # type: ignore[union-attr]
    assert told[-2].what.reason == f"it is bad (and 6 more of the same kind, up to f/{MOST_ALIKE + 7})"  # type: ignore[union-attr]
    assert [one.key for one in told] == sorted({one.key for one in told})


def test_everything_that_is_opened_is_closed() -> None:
    opened: list[tuple[int, ...]] = []
    for one in events([["a", ["b"]], "c", []]):
        if isinstance(one, Opened):
            opened.append(one.key)
        elif isinstance(one, Closed):
            assert opened.pop() == one.key
        else:
            assert opened[-1] == one.key[: len(opened[-1])]
    assert opened == []


@pytest.mark.parametrize(
    ("tree", "after", "told"),
    [
        (["a", "?"], (4,), [((5,), "f")]),
        (["a", "?"], (3, 2), [((4,), "f")]),
        (["a", "?"], (1, 2), [((2,), "f")]),
        (["a", "?"], (1,), []),
        (["a", "b", "?"], (1,), [((2,), "f")]),
        ([["a", "?"], "b"], (0, 4), [((0, 5), "f/0"), ((1,), "f/1")]),
    ],
    ids=["before", "before, in a thing", "in that thing", "there, as was told", "behind", "before, in an archive"],
)
def test_a_container_that_is_given_up_is_told_wherever_an_earlier_try_had_come_to(
    tree: Tree, after: tuple[int, ...], told: list[tuple[tuple[int, ...], str]]
) -> None:
    assert found(events(tree, Plan(after=after))) == told
