"""The shadow of a text: what it looks like, with the way back to the characters that stand there."""

from __future__ import annotations

import pytest
from evaluation.disguised import DISGUISES, measure, plain
from hypothesis import given
from hypothesis import strategies as st

from onrecord.attributions import find_quotations
from onrecord.model import Span
from onrecord.shadow import latin, shadow
from onrecord.tokens import norms, words
from tests.attributions.conftest import report_of

SENTENCE = "“The quay isn’t safe,” Mara Lind of the U.S. Coast Union told reporters on 3 May; 25 people OPPOSE it."


@pytest.mark.parametrize("disguise", DISGUISES, ids=lambda disguise: disguise.__name__)
def test_every_disguise_has_the_words_of_the_original(disguise: object) -> None:
    disguised = disguise(SENTENCE)  # type: ignore[operator]
    assert (disguised == SENTENCE) is (disguise is plain)
    assert norms(words(disguised)) == norms(words(SENTENCE))
    assert shadow(disguised).text == SENTENCE


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("рrоmisе", "promise"),  # Cyrillic letters among Latin ones
        ("сор", "cop"),  # Cyrillic letters only, each the twin of a Latin one
        ("Москва", "Москва"),
        ("он сказал", "он сказал"),
        ("και το", "και το"),
        ("α-helix, 5 μm", "α-helix, 5 μm"),
        ("naïve São Łódź", "naïve São Łódź"),
        ("ＡＢＣ－１２", "ABC-12"),
        ("𝐁𝐫𝐢𝐝𝐠𝐞", "Bridge"),
        ("so\u00adft hy\u00adphen", "soft hyphen"),
        ("zero\u200bwidth", "zerowidth"),
        ("👩\u200d🚀", "👩\u200d🚀"),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("wo\u200drd", "word"),
        ("a\u202eb\u202c", "ab"),
        ("x² ½ ﬁne", "x² ½ ﬁne"),
    ],
)
def test_a_shadow_is_what_a_reader_sees(text: str, seen: str) -> None:
    assert shadow(text).text == seen


_TEXTS = st.text(st.sampled_from("ab Z9.,“”'\u200b\u200d\u00ad\ufeff\u202eаоѕ𝐁Ａ🚀é"), max_size=30)


@given(_TEXTS, st.data())
def test_the_way_back_leads_to_the_characters_that_stand_there(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    cast = shadow(text, start)
    for first in range(len(cast.text)):
        one, after = cast.back(first, first + 1)
        assert after == one + 1
        assert shadow(text[one]).text in (cast.text[first], text[one])
        stop = cast.back(first, len(cast.text))[1]
        assert shadow(text, one, stop).text.endswith(cast.text[-1]) or not cast.text
    places = [cast.back(at, at + 1)[0] for at in range(len(cast.text))]
    assert places == sorted(set(places)) and all(start <= place < len(text) for place in places)


@given(_TEXTS, st.data())
def test_there_and_back_is_the_same_stretch(text: str, data: st.DataObject) -> None:
    cast = shadow(text)
    first = data.draw(st.integers(0, len(cast.text)))
    last = data.draw(st.integers(first, len(cast.text)))
    span = Span("r", first, last)
    if first < last:
        assert cast.shade(cast.light(span)) == span


@given(st.text())
def test_unmasking_letters_keeps_the_length(text: str) -> None:
    assert len(latin(text)) == len(text)


def test_quotation_marks_are_found_beside_what_nobody_sees() -> None:
    plainly = report_of("‘You couldn’t make it up,’ she said. “No.”")
    hidden = report_of(
        "‘\u200bY\u200bo\u200bu\u200b c\u200bo\u200bu\u200bl\u200bd\u200bn\u200b’\u200bt make it up,\u200b’ she said. “\ufeffNo.\ufeff”"
    )
    assert [shadow(one.inner.text(hidden)).text for one in find_quotations(hidden).quotations] == [
        one.inner.text(plainly) for one in find_quotations(plainly).quotations
    ]


STORY = """\
Ferry licence withdrawn after winter of delays

Mara Lind, the harbour master of Aldwick, withdrew the licence of the north ferry on Monday.

“The boat has failed four inspections since October, and I will not wait for a fifth,” Ms Lind said.

Owen Tarrant, who runs the ferry, called the decision an outrage. “Nobody at the harbour office has set foot on my deck this year,” \
he told the Gazette.

The council meets on 12 March. “We are going to ask for every paper there is,” said its chairwoman, Ruth Adeyemi.
"""


@pytest.mark.parametrize("disguise", DISGUISES, ids=lambda disguise: disguise.__name__)
def test_a_copy_in_disguise_is_one_family_with_its_original_and_its_quotations_join(disguise: object) -> None:
    told = measure([STORY], disguise)  # type: ignore[arg-type]
    assert (told.pairs, told.together) == (1, 1)
    assert (told.quotations, told.joined) == (3, 3)
