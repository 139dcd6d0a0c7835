"""Why two reports count as one origin, or may."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.model import Derivation, Report, Stated
from onrecord.reuse import find_derivations, find_reuse
from onrecord.reuse.matter import HOT_WORD
from tests.reuse.telling import COPY, ELSEWHERE, FURTHER, OWN, QUOTED
from tests.statements.piles import report

DUTIES = (
    "The Kelmouth harbour board met behind closed doors about the granite bridge, and its chairman Hesketh Orme left by the coal stairs "
    "without his hat."
)
FINES = (
    "Chairman Hesketh Orme of the Kelmouth harbour board has refused to say what the granite bridge will cost, or who lost the coal "
    "stairs key."
)


def derived(*pile: Report) -> list[Derivation]:
    return [one for one in find_derivations(pile, find_reuse(pile, ()).passages).derivations if one.because]


def joined(*pile: Report) -> list[tuple[str, bool]]:
    return [(one.a + one.b, one.certain) for one in derived(*pile)]


def because(*pile: Report) -> tuple[str, ...]:
    (one,) = derived(*pile)
    return one.because


def test_shared_narration_joins_for_certain() -> None:
    pile = report("a", f"{COPY} {OWN}", "Herald"), report("b", f"{COPY} {ELSEWHERE}", "Ledger")
    (one,) = derived(*pile)
    assert (one.a, one.b, one.certain) == ("a", "b", True)
    assert one.share == pytest.approx(20 / 57, abs=0.02)


def test_a_little_shared_narration_is_a_doubt() -> None:
    long = f"{OWN} {FURTHER}\n" + "\n".join(
        f"On day {day} the ferryman carried {day * 7} baskets of eels over the flooded meadow to the inn."
        for day in range(2, 12)
    )
    other = f"{ELSEWHERE}\n" + "\n".join(
        f"In week {week} the choir sang {week * 3} psalms beneath the leaking roof of the old chapel."
        for week in range(2, 14)
    )
    assert joined(report("a", f"{COPY} {long}", "Herald"), report("b", f"{COPY} {other}", "Ledger")) == [("ab", False)]


def test_the_names_and_figures_of_one_event_are_no_copy() -> None:
    one = report("a", f"{OWN} The Kelmouth harbour bridge was shut on Tuesday.", "Herald")
    two = report("b", f"{ELSEWHERE} The Kelmouth harbour bridge was shut on Tuesday.", "Ledger")
    assert joined(one, two) == []


def test_a_quotation_that_one_prints_without_marks_is_no_copy() -> None:
    bare = QUOTED.replace("“", "").replace("”", "")
    assert joined(report("a", f"{OWN}\n{QUOTED}", "Herald"), report("b", f"{ELSEWHERE}\n{bare}", "Ledger")) == []


def test_a_report_that_holds_nothing_but_the_others_words_is_no_origin_of_its_own() -> None:
    pile = report("a", f"{OWN}\n{QUOTED}\n{ELSEWHERE}", "Herald"), report("b", QUOTED, "Ledger")
    assert joined(*pile) == [("ab", True)]
    assert because(*pile)[0].endswith("it tells nothing of its own")


@pytest.mark.parametrize(
    ("outlets", "expected"),
    [
        (("The Herald", "Herald"), [("ab", True)]),
        (("www.quaynews.com", "sport.quaynews.com"), [("ab", True)]),
        (("quaynews.com", "quaynews.ca"), [("ab", True)]),
        (("Herald", "Ledger"), []),
        (("first.substack.com", "second.substack.com"), []),
        (("news.yahoo.com", "news.yahoo.com"), []),
    ],
)
def test_one_outlet_is_one_voice_on_one_matter(outlets: tuple[str, str], expected: list[tuple[str, bool]]) -> None:
    assert joined(report("a", DUTIES, outlets[0]), report("b", FINES, outlets[1])) == expected


def test_one_outlet_on_two_matters_is_not_joined_though_the_day_is_the_same() -> None:
    pile = report("a", OWN, "Herald", "2025-10-14"), report("b", ELSEWHERE, "Herald", "2025-10-14")
    assert joined(*pile) == []


def test_like_words_of_one_outlet_years_apart_are_another_matter() -> None:
    assert joined(report("a", DUTIES, "Herald", "2019-10-14"), report("b", FINES, "Herald", "2025-10-14")) == []


def test_a_notice_that_a_site_prints_under_every_page_joins_none() -> None:
    notice = "Do you have a story for our news desk? Ring the bell at the lamp shop in Pump Street, or send a pigeon to the tower."
    stories = (OWN, ELSEWHERE, FURTHER)
    pile = [report(name, f"{text}\n{notice}", "quaynews.com") for name, text in zip("abc", stories, strict=True)]
    assert joined(*pile) == []


def test_two_reports_signed_by_one_agency_on_one_matter_are_one() -> None:
    pile = report("a", DUTIES, "Herald", agency="AP"), report("b", FINES, "Ledger", agency="Associated Press")
    assert joined(*pile) == [("ab", True)]
    assert because(*pile) == ("each is signed by or taken from Associated Press",)


def test_two_reports_signed_by_one_agency_on_two_matters_are_two() -> None:
    assert joined(report("a", OWN, "Herald", agency="AP"), report("b", ELSEWHERE, "Ledger", agency="AP")) == []


@pytest.mark.parametrize(
    "declared",
    [
        "This article originally appeared in the Quay Herald.",
        "It was republished from the Quay Herald with permission.",
    ],
)
def test_a_report_that_says_where_it_was_taken_from_belongs_there(declared: str) -> None:
    pile = report("a", DUTIES, "Quay Herald"), report("b", f"{FINES}\n{declared}", "Ledger")
    assert joined(*pile) == [("ab", True)]


def test_a_report_that_rests_on_another_for_most_of_its_words_belongs_there() -> None:
    resting = f"{FINES[:-1]}, the Quay Herald reported."
    pile = report("a", DUTIES, "Quay Herald"), report("b", resting, "Ledger")
    assert joined(*pile) == [("ab", True)]
    assert "rests for" in because(*pile)[0]


def test_one_credit_among_many_sentences_does_not_join() -> None:
    leaning = f"{FINES}\n{ELSEWHERE}\n{OWN}\n{FURTHER}\nIt rained, the Quay Herald reported."
    assert joined(report("a", DUTIES, "Quay Herald"), report("b", leaning, "Ledger")) == []


def test_an_agency_that_contributed_is_a_doubt() -> None:
    pile = (
        report("a", DUTIES, "Herald", agency="AP"),
        report("b", f"{FINES}\nThe Associated Press contributed to this report.", "Ledger"),
    )
    assert joined(*pile) == [("ab", False)]


def test_every_sentence_that_joins_two_is_told() -> None:
    pile = report("a", f"{COPY} {OWN}", "Quay Herald"), report("b", f"{COPY} {FURTHER}", "quayherald.com")
    assert [one.split()[0] for one in because(*pile)] == ["they", "both"]


@settings(max_examples=25, deadline=None)
@given(st.permutations("abcd"), st.permutations([COPY, f"{COPY} {OWN}", f"{QUOTED} {FURTHER}", f"{COPY}\n{ELSEWHERE}"]))
def test_neither_order_nor_names_of_files_change_anything(order: list[str], texts: list[str]) -> None:
    pile = [
        report(name, text, f"{name}news.com", "2025-10-14") for name, text in zip(order, sorted(texts), strict=True)
    ]
    renamed = [
        Report(
            id=one.id, name=f"x{one.name}", text=one.text, blocks=one.blocks, outlet=one.outlet, published=one.published
        )
        for one in pile
    ]
    assert derived(*pile) == derived(*sorted(pile, key=lambda one: one.id)) == derived(*renamed)


def test_a_pile_of_reports_that_share_nothing_has_no_derivations() -> None:
    pile = [report(name, text, "Herald" + name) for name, text in zip("abc", (OWN, ELSEWHERE, FURTHER), strict=True)]
    assert find_derivations(pile, ()).derivations == ()


def test_the_address_of_a_page_says_whose_it_is() -> None:
    one, two = report("a", DUTIES), report("b", FINES)
    pile = [
        Report(
            id=r.id,
            name=r.name,
            text=r.text,
            blocks=r.blocks,
            url=Stated(f"https://www.quaynews.com/{r.id}", "field url"),
        )
        for r in (one, two)
    ]
    assert joined(*pile) == [("ab", True)]


def test_words_that_open_too_many_reports_of_an_outlet_are_told() -> None:
    words = "Kelmouth harbour bridge girders corroded inspectors ferry timetable lighthouse winter dredging"
    pile = [report(f"r{n}", f"{words} {n}.", outlet="The Courier") for n in range(HOT_WORD + 1)]
    found = find_derivations(pile, ())
    assert found.derivations == ()
    assert [limit.stage for limit in found.limits] == ["reuse"]
    assert f"telling words open more than {HOT_WORD} reports" in found.limits[0].because
