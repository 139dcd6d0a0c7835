"""Words in a normal form, and the way back to exact characters."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.tokens import normal_forms, norms, stem, tokenise, words


def alike(one: str, other: str) -> bool:
    return norms(words(one)) == norms(words(other))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("That’s it", "that is it"),
        ("we haven’t yet", "We have not yet"),
        ("can't", "can not"),
        ("cannot", "can not"),
        ("they won't", "they will not"),
        ("the U.S. army", "the United States army"),
        ("the USA", "the US"),
        ("the U.S.-backed side", "the USA -backed side"),
        ("a no-fly zone", "a no fly zone"),
        ("twenty-five boats", "25 boats"),
        ("1,500 people", "1500 people"),
        ("two hundred lorries", "200 lorries"),
        ("the 3rd pier", "the third pier"),
        ("3bn", "three billion"),
        ("12 per cent", "12%"),
        ("a café", "a cafe\u0301"),
        ("har\u00adbour", "harbour"),
        ("zero\u200bwidth", "zerowidth"),
        ("\u0440\u043ert", "port"),  # Cyrillic er and o
        ("ﬁnal oﬀer", "final offer"),
        ("“quoted”", '"quoted"'),
        ("the colour", "the color"),
    ],
)
def test_the_same_words_in_different_dress_come_out_alike(one: str, other: str) -> None:
    assert alike(one, other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("he told us", "he told the US"),
        ("he can", "he can't"),
        ("the mayor's car", "the mayor is car"),
        ("fifteen", "fifty"),
        ("1.5 million", "15 million"),
        ("10,5", "105"),
        ("Москва", "Mockba"),
    ],
)
def test_different_words_stay_different(one: str, other: str) -> None:
    assert not alike(one, other)


@pytest.mark.parametrize(
    ("group", "one", "other"),
    [(group, one, other) for group, table in normal_forms().items() for one, other in table["_examples"]],
)
def test_every_group_of_the_list_does_what_its_examples_say(group: str, one: str, other: str) -> None:
    assert alike(one, other), group


def test_a_contraction_points_at_its_two_halves() -> None:
    text = "It didn’t."
    assert [(text[t.start : t.end], t.norm, t.clitic) for t in words(text)] == [
        ("It", "it", False),
        ("did", "did", False),
        ("n’t", "not", True),
    ]


def test_a_name_of_several_words_is_one_token() -> None:
    text = "in the United States today"
    assert [text[t.start : t.end] for t in words(text)] == ["in", "the", "United States", "today"]


def test_a_combining_accent_stays_with_its_letter() -> None:
    text = "cafe\u0301 shut"
    assert text[words(text)[0].start : words(text)[0].end] == "cafe\u0301"


def test_offsets_count_from_the_beginning_of_the_text() -> None:
    text = "He said “no money” twice."
    assert [(t.start, t.end) for t in words(text, 9, 17)] == [(9, 11), (12, 17)]


@pytest.mark.parametrize(
    ("one", "other"), [("gap", "gaps"), ("exist", "exists"), ("city", "cities"), ("close", "closed")]
)
def test_stems_bring_endings_together(one: str, other: str) -> None:
    assert stem(one) == stem(other)


@pytest.mark.parametrize("ending", ["'s", "'t", "n't", "'ll"])
def test_endings_on_endings_without_end_are_one_word(ending: str) -> None:
    assert [token.norm for token in words("gull" + ending * 3_000)] == ["gull" + ending * 3_000]


@given(st.text(st.sampled_from("aZé\u0301’'\u200b.-—“”$5,% \nUS\u0440ﬁ½"), max_size=40) | st.text(max_size=40))
def test_tokens_are_in_order_apart_and_cover_every_letter(text: str) -> None:
    tokens = tokenise(text)
    assert all(token.start < token.end and token.norm for token in tokens)
    assert all(one.end <= other.start for one, other in zip(tokens, tokens[1:], strict=False))
    covered = {offset for token in tokens for offset in range(token.start, token.end)}
    assert {offset for offset, character in enumerate(text) if character.isascii() and character.isalnum()} <= covered


@given(st.text(max_size=30), st.text(max_size=30))
def test_a_stretch_gives_the_same_words_as_the_same_text_alone(before: str, text: str) -> None:
    alone = [(t.start + len(before) + 1, t.norm) for t in words(text)]
    assert [(t.start, t.norm) for t in words(before + " " + text, len(before) + 1)] == alone
