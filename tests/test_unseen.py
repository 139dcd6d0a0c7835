"""What a reader does not see: every character that hides, and marks in floods, told apart from what belongs to emoji and scripts."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.unseen import HIDDEN, MOST_MARKS, parted
from tests.timing import grows_at_most


def unseen(text: str) -> list[str]:
    """Give the stretches of a text that a reader does not see."""
    return [part for part, hidden in parted(text) if hidden]


@pytest.mark.parametrize(
    ("text", "hidden"),
    [
        ("a\u200bb", ["\u200b"]),
        ("a\u200b\u200b\u2060b", ["\u200b\u200b\u2060"]),
        ("x\u202egpj\u202c", ["\u202e", "\u202c"]),
        ("a\u200db", ["\u200d"]),
        ("a\ufe01\ufe02b", ["\ufe01\ufe02"]),
        ("😀\U000e0148\U000e0159", ["\U000e0148\U000e0159"]),
        ("a\U0001d173b", ["\U0001d173"]),
        ("\x1b[1m", ["\x1b"]),
    ],
)
def test_what_hides_is_found(text: str, hidden: list[str]) -> None:
    assert unseen(text) == hidden


@pytest.mark.parametrize(
    "text",
    [
        "👩\u200d🚀",
        "❤\ufe0f\u200d🔥",
        "1\ufe0f\u20e3",
        "葛\U000e0100",
        "می\u200cخواهم",
        "क्\u200dष",
        "שָׁלוֹם",
        "e\u0301",
        "tab\tand\r\nline",
    ],
)
def test_what_belongs_to_emoji_and_scripts_is_seen(text: str) -> None:
    assert unseen(text) == []


def test_marks_beyond_what_a_letter_bears_are_a_flood() -> None:
    assert unseen("a" + "\u0301" * MOST_MARKS) == []
    assert unseen("a" + "\u0301" * 300 + "b" + "\u0489\u0e49" * 9) == [
        "\u0301" * (300 - MOST_MARKS),
        ("\u0489\u0e49" * 9)[MOST_MARKS:],
    ]
    assert unseen("a" + "\u0301\u200d" * 9) == [("\u0301\u200d" * 9)[MOST_MARKS:]]


def test_signs_in_a_row_are_no_flood() -> None:
    for text in ("—" * 40, "🎉" * 40, "☆" * 40, "…" * 40, "。" * 40, "™" * 40):
        assert unseen(text) == []


@given(st.text(st.characters() | st.sampled_from("a1\u200b\u200d\ufe0f\u0301\U000e0100\u202e葛")))
def test_the_parts_are_the_text(text: str) -> None:
    assert "".join(part for part, _ in parted(text)) == text
    assert not any(
        HIDDEN.search(part) for part, hidden in parted(text) if not hidden and part[:1] not in "\u200c\u200d"
    )


@pytest.mark.parametrize("sign", ["\u200b", "a\u0301", "\u0301", "👩\u200d", "a\u200b", "\u0e49\u200d", "。"])
def test_parting_takes_time_in_proportion_to_the_text(sign: str) -> None:
    short, long = sign * 10_000, sign * 40_000
    assert grows_at_most(8, lambda: list(parted(short)), lambda: list(parted(long)))
