"""What each paragraph of a report is. When in doubt it is body: losing a sentence is worse than keeping furniture."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.read import mark_blocks
from onrecord.read.fields import Mark

BODY = [
    "The ferry will sail again on Monday, the harbour master said.",
    "Tickets will cost the same as before the storm.",
    "“We are glad of it”, the mayor told the council.",
    "Passengers had waited for three weeks.",
]


def kinds(lines: list[str], title: str | None = None) -> list[str]:
    return [block.kind for block in mark_blocks("\n".join(lines), title=title)]


def kind_among_body(line: str) -> str:
    """Give the kind of a line that stands in the middle of a report whose headline the input gave."""
    return kinds([*BODY[:2], line, *BODY[2:]], title="Ferry sails again")[2]


def test_a_report_as_a_site_prints_it() -> None:
    page = [
        ("Share", "boilerplate"),
        ("Ferry ‘will sail again’ with old tickets after storm", "headline"),
        ("By Anna Able, Staff Writer | 5 Sept 2016", "byline"),
        ("Mayor Bob Baker (L) meets harbour master Carla Cook at the dock in Ostport on September 5.", "caption"),
        (BODY[0], "body"),
        ("Advertisement", "boilerplate"),
        (BODY[1], "body"),
        ("A long wait", "crosshead"),
        (BODY[2], "body"),
        ("Read more: Why the old bridge was never built", "teaser"),
        ("• The morning ferry leaves at seven.", "list"),
        (BODY[3], "body"),
        ("Reporting by Anna Able; Editing by Dan Drake", "byline"),
        ("Sign up for our evening newsletter.", "boilerplate"),
        ("Why Ostport shouldn't wait for the bridge", "teaser"),
    ]
    assert kinds([line for line, _ in page]) == [kind for _, kind in page]


@pytest.mark.parametrize(
    "line",
    [
        "“Read more, talk less”, the mayor advised the council.",
        "“Share what you have,” she said.",
        "The mayor said: “Follow us, and you will see the harbour.”",
        "“We will rebuild the dock”, Baker said",
        "“We will rebuild the dock” — Bob Baker, mayor",
        "The mayor told reporters he would never again agree to the",
        "and the ferry sailed on.",
        "Sen. Jane Example (R) voted against the bill.",
        "Photos of the session show the two leaders at a table.",
        "Bob Baker and Carla Cook, who met in May, reject the plan.",
        "Comments are welcome, the office said.",
        "She writes:",
        "The office released a statement on Monday evening:",
        "The mayor was pictured on the dock after the storm.",
        "The report gives a grim picture: Ostport may lose its ferry.",
        "The council (reporting by the end of May) will pay.",
    ],
)
def test_a_sentence_stays_body(line: str) -> None:
    assert kind_among_body(line) == "body"


@pytest.mark.parametrize(
    "line",
    [
        "Ferries wait in the harbour. Anna Able/AP",
        "The dock pictured before the storm. Picture: File",
        "Ferries wait “for ever” in the harbour. Photograph: Anna Able/Harbour Pictures",
        "Workers mend the hull. Pictured, the ferry in the dock.",
        "The funnel is pictured in May.",
        "FILE - In this May 5, 2015, file photo, ferries wait in the harbour.",
        "Mayor Bob Baker arrives at the dock ahead of the talks in Ostport on September 5.",
        "Bob Baker and Carla Cook, two old friends of the harbour.",
        "Anna Able/Harbour Pictures",
        "The ferry lies in the dock while workers mend the hull and paint the funnel",
        "Photos: Storm in Ostport The mayor says “wait” to the crowd. Hide Caption 4 of 12",
    ],
)
def test_words_beside_a_picture_are_a_caption(line: str) -> None:
    assert kind_among_body(line) == "caption"


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("RELATED: Storm nears the coast", "teaser"),
        ("READ MORE: ‘We are ready’, says the mayor of Ostport", "teaser"),
        ("[Five things to know about the ferry]", "teaser"),
        ("Storm nears the coast Read more", "teaser"),
        ("___", "boilerplate"),
        ("Scroll down for video", "boilerplate"),
        ("© 2016 The Harbour Post. All rights reserved.", "boilerplate"),
        ("- ‘A long wait’ -", "crosshead"),
        ("1. Ostport, with forty ferries.", "list"),
        ("5 September 2016", "byline"),
        ("September 5, 2016 Monday 10:12 AM GMT", "byline"),
        ("5th of September 2016", "byline"),
        ("2016-09-05T10:30:00+02:00", "byline"),
        ("— With assistance by Anna Able", "byline"),
    ],
)
def test_other_lines_of_a_page(line: str, kind: str) -> None:
    assert kind_among_body(line) == kind


def test_headlines_in_a_row_are_links_to_other_stories() -> None:
    links = [
        "Storm nears the coast",
        "Mayor opens new harbour office",
        "Why ferries rust in winter",
        "Bridge plan stalls once more",
        "Ostport wins regional cup",
    ]
    assert kinds([*BODY[:2], *links, *BODY[2:]], title="T")[2:7] == ["teaser"] * 5


def test_rows_of_a_table_are_a_list() -> None:
    rows = [f"Route {number} Ostport to Westport {number * 7} minutes" for number in range(1, 7)]
    assert kinds([*BODY[:2], *rows, *BODY[2:]], title="T")[2:8] == ["list"] * 6


@pytest.mark.parametrize(
    "last",
    [
        "The ferry will be mended by workers who live in",
        "He hopes the ferry sails on Monday",
        "“We wait for the ferry” Baker says",
        "Baker said the ferry sails on Monday",
    ],
)
def test_a_last_sentence_cut_short_is_not_a_link(last: str) -> None:
    assert kinds([*BODY, last], title="T")[-1] == "body"


@pytest.mark.parametrize(
    ("lines", "kind"),
    [
        (["Ferry sails again", *BODY], "headline"),
        (["Ferry Sails Again After Three Long Weeks.", *BODY], "headline"),
        (["Ferry sails again.", "By Anna Able", *BODY], "headline"),
        (["Ferry sails again.", "OSTPORT (AP) — " + BODY[0], *BODY[1:]], "headline"),
        (BODY, "body"),
        (["Ferry sails again"], "body"),
    ],
)
def test_the_first_line_is_a_headline_only_if_it_reads_as_one(lines: list[str], kind: str) -> None:
    assert kinds(lines)[0] == kind


def test_with_a_title_from_the_input_only_its_repetition_is_a_headline() -> None:
    assert kinds(["Ferry sails again", *BODY], title="Ferry Sails Again")[0] == "headline"
    assert kinds(["Ferry sails again after the storm", *BODY], title="Harbour news")[0] == "crosshead"


def test_lines_without_full_stops_say_nothing_when_no_line_has_one() -> None:
    assert set(kinds([line.rstrip(".") for line in BODY], title="T")) == {"body"}


def test_a_block_of_wrapped_text_holds_its_newlines() -> None:
    text = (
        "The ferry that links the two banks of the river will sail again\n"
        "on Monday after three weeks in the dock, the harbour master told\n"
        "the council, and tickets will cost as much as they did before,\n"
        "if the storm does not return.\n\nIt sails at seven.\n"
    )
    assert [block.kind for block in mark_blocks(text)] == ["body", "body"]
    assert "\n" in text[mark_blocks(text)[0].span.start : mark_blocks(text)[0].span.end]


def kinds_and_words(text: str) -> list[tuple[str, str]]:
    return [(block.kind, text[block.span.start : block.span.end]) for block in mark_blocks(text, title="T")]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        (
            "Image copyright Harbour Pictures Image caption Workers mend the ferry.",
            [("boilerplate", "Image copyright Harbour Pictures Image caption"), ("caption", "Workers mend the ferry.")],
        ),
        ("Image copyright Harbour Pictures", [("boilerplate", "Image copyright Harbour Pictures")]),
        (
            "Media playback is unsupported on your device Media caption ‘We wait’, say passengers",
            [
                ("boilerplate", "Media playback is unsupported on your device Media caption"),
                ("caption", "‘We wait’, say passengers"),
            ],
        ),
        (
            "The ferry is back. I am so glad! — Anna Able (@annaable) May 5, 2016",
            [("body", "The ferry is back. I am so glad!"), ("byline", "— Anna Able (@annaable) May 5, 2016")],
        ),
        (
            "A new funnel A post shared by Ostport Ferries (@ferries) on May 5, 2016 at 2:57pm",
            [
                ("body", "A new funnel"),
                ("byline", "A post shared by Ostport Ferries (@ferries) on May 5, 2016 at 2:57pm"),
            ],
        ),
        (
            "It sails on Monday. (Reporting by Anna Able in Ostport; Editing by Bob Baker.)",
            [("body", "It sails on Monday."), ("byline", "(Reporting by Anna Able in Ostport; Editing by Bob Baker.)")],
        ),
        ("The mayor (@mayor) wrote on May 5, 2016.", [("body", "The mayor (@mayor) wrote on May 5, 2016.")]),
    ],
)
def test_two_things_in_one_paragraph_are_two_blocks(line: str, expected: list[tuple[str, str]]) -> None:
    assert kinds_and_words("\n".join([*BODY[:2], line, *BODY[2:]]))[2:-2] == expected


def test_the_line_over_a_signature_is_the_words_of_the_post() -> None:
    lines = [
        *BODY[:2],
        "So glad that the ferry is back with us again at last",
        "— Anna Able (@annaable) 5 May 2016",
        *BODY[2:],
    ]
    assert kinds(lines, title="T")[2:4] == ["body", "byline"]


@pytest.mark.parametrize(
    "heading", ["You may also like", "RELATED STORIES", "More on this story:", "Most read", "Read more:"]
)
def test_all_headlines_under_a_heading_are_links(heading: str) -> None:
    links = [
        "Why Ostport shouldn’t wait for the bridge",
        "The storm is gone",
        "Mayor: ‘We are ready’",
        "Will the ferry sail?",
    ]
    assert kinds([*BODY[:2], heading, *links, *BODY[2:]], title="T")[2:8] == ["boilerplate", *["teaser"] * 4, "body"]


def test_a_paragraph_under_a_heading_stays_body() -> None:
    assert kinds([*BODY[:2], "Related stories", *BODY[2:]], title="T") == [
        "body",
        "body",
        "boilerplate",
        "body",
        "body",
    ]


def test_a_button_read_more_does_not_make_a_link_of_one_subheading() -> None:
    assert kinds([*BODY[:2], "Read more", "A long wait", *BODY[2:]], title="T")[3] == "crosshead"


def test_a_list_of_links_at_the_end_may_hold_sentences() -> None:
    links = ["The old bridge is gone. Nobody misses it.", "Five ferries that never sailed"]
    assert kinds([*BODY, "Read more:", *links], title="T")[4:] == ["boilerplate", "teaser", "teaser"]


HEADLINE = "‘I never left the dock’: the night of the storm"


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (["The Ostport Courier", HEADLINE, "By Anna Able"], ["boilerplate", "headline", "byline"]),
        (["The Ostport Courier | Harbour", HEADLINE], ["boilerplate", "headline"]),
        (["OSTPORT GAZETTE", "5 May 2016", HEADLINE], ["boilerplate", "byline", "headline"]),
        (["RADIO OSTPORT – Ostport at Noon", "5 May 2016"], ["boilerplate", "byline"]),
        # a headline that only looks like the name of an outlet
        (["The Last Post", "An essay on the harbour and its bugles", "By Anna Able"], ["headline"]),
        (["Man Bites Courier", "Police look for a dog without a lead"], ["headline"]),
        (["The Ostport Courier", "By Anna Able"], ["headline", "byline"]),
    ],
)
def test_a_masthead_stands_above_the_headline(lines: list[str], expected: list[str]) -> None:
    assert kinds([*lines, *BODY])[: len(expected)] == expected


@pytest.mark.parametrize(
    "proof", ["anna@ostportpost.example", "© 2016 Ostport Post", "“I was there”, she told the Post on Monday."]
)
def test_a_name_that_may_be_anything_needs_proof_elsewhere_on_the_page(proof: str) -> None:
    page = ["The Ostport Post", HEADLINE, *BODY]
    assert kinds([*page, proof])[:2] == ["boilerplate", "headline"]
    assert kinds(page)[0] == "headline"


LONG = (
    "The harbour council of Ostport rejects the plan for a bridge, which would have cost the town more than it earns in"
    " two whole years, its clerk said."
)


@pytest.mark.parametrize(
    ("first", "kind"),
    [
        ("Harbour council rejects bridge plan.", "headline"),
        ("Harbour council rejects bridge plan;", "headline"),
        ("The council rejects the bridge plan.", "body"),  # prose has articles
        ("Ostport has rejected plans for bridge.", "body"),  # and auxiliaries
        ("Council rejects bridge on Tuesday.", "body"),  # and days
        ("Dogs chase cats across gardens.", "body"),  # its words do not come again
        ("‘Harbour council rejects bridge plan.’", "body"),
    ],
)
def test_a_headline_with_a_full_stop_is_told_by_its_style(first: str, kind: str) -> None:
    assert kinds([first, LONG, *BODY])[0] == kind


def test_a_headline_with_a_full_stop_may_have_a_second_line() -> None:
    assert kinds(["Harbour council rejects bridge plan.", "Clerk points to the cost.", LONG, *BODY])[:3] == [
        "headline",
        "body",
        "body",
    ]
    assert kinds(["Harbour council rejects bridge plan.", *BODY])[0] == "body"


@pytest.mark.parametrize("line", ["anna.able@ostportpost.example", "Email: anna@ostport.example"])
def test_a_mail_address_alone_is_a_byline(line: str) -> None:
    assert kind_among_body(line) in ("byline", "boilerplate")


def test_many_headings_cost_linear_time() -> None:
    assert len(mark_blocks("Related\n" * 3000)) == 3000


LINES = st.sampled_from(
    [
        *BODY,
        "Share",
        "Ferry sails again",
        "Read more: Storm nears",
        "•",
        "[x]",
        "",
        "  ",
        "Anna Able/AP",
        "“",
        "By",
        "___",
    ]
)


@given(st.one_of(st.text(max_size=200), st.lists(LINES, max_size=30).map("\n".join)), st.none() | st.text(max_size=20))
def test_blocks_cover_all_but_white_space_once_and_in_order(text: str, title: str | None) -> None:
    position = 0
    for block in mark_blocks(text, "r", title):
        assert block.span.report == "r" and block.because
        assert not text[position : block.span.start].strip()
        assert block.span.start < block.span.end
        position = block.span.end
    assert not text[position:].strip()


ARTICLE = "The pier stays shut.\n\nWhat it costs\n\nRead more: Saltmere mourns its pier\n\nIt will open again in the spring, they said."


def marked(*kinds: str) -> list[str]:
    """Mark the four paragraphs as a format would, and give what becomes of each."""
    marks, place = [], 0
    for paragraph, kind in zip(ARTICLE.split("\n\n"), kinds, strict=True):
        marks.append(Mark(place, place + len(paragraph), kind, "the format says so"))  # type: ignore[arg-type]
        place += len(paragraph) + 2
    return [block.kind for block in mark_blocks(ARTICLE, marks=marks)]


def test_a_mark_decides_what_a_paragraph_is() -> None:
    assert marked("headline", "crosshead", "caption", "hidden") == ["headline", "crosshead", "caption", "hidden"]


def test_a_paragraph_that_is_a_link_by_its_own_words_is_no_body_whatever_the_mark() -> None:
    assert marked("body", "crosshead", "body", "body") == ["body", "crosshead", "teaser", "body"]


def test_a_short_line_is_body_where_the_format_says_so() -> None:
    assert marked("body", "body", "boilerplate", "body") == ["body", "body", "boilerplate", "body"]


def test_marks_without_a_headline_leave_the_text_without_one() -> None:
    assert "headline" not in marked("body", "body", "body", "body")


def test_only_the_first_ten_thousand_paragraphs_are_judged_one_by_one() -> None:
    kinds = [block.kind for block in mark_blocks("Share this story\n" * 10_002)]
    assert (kinds[9_999], kinds[10_000], len(kinds)) == ("boilerplate", "body", 10_002)
