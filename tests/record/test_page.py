"""The page: it prints reports' own characters, counts what the exports count, and obeys nothing that a report says."""

from __future__ import annotations

import json
import re
from pathlib import Path

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from onrecord.model import Column, Derivation, Edit, Finding, Record, Report, Reuse, Span, Speaker, Stated, Story
from onrecord.record.page import write_page
from onrecord.record.page.collation import compact
from onrecord.record.page.dates import readable
from onrecord.record.page.printing import Mark, printed, runs, safe_link, shown
from onrecord.record.rows import drew_on, rows

from .desk import Desk, place, quarry, report
from .reading import Element, elements

TEMPLATES = Path(write_page.__code__.co_filename).parent / "templates"

# Letters, and all that has ever broken a page: markup, entities, line ends, directions, nothings, joined emoji, stacked accents.
_CHARACTERS = st.sampled_from(
    [
        "a",
        "b",
        "the ",
        "the ",
        " ",
        "\n",
        "\r",
        "\r\n",
        "<",
        ">",
        "&",
        "&amp;",
        '"',
        "'",
        "“",
        "”",
        "</script>",
        "<!--",
        "]]>",
        "{{",
        "\t",
        "\u202e",
        "\u2066",
        "\u200b",
        "\u200d",
        "\ufeff",
        "\u2028",
        "👩\u200d🚀",
        "𝒜",
        "e\u0301\u0302",
        "שלום",
        "\x1b",
        "\x85",
        "\x0c",
        "\xa0",
    ]
)
_TEXTS = st.lists(_CHARACTERS, min_size=2, max_size=25).map("".join)


@st.composite
def _records(draw: st.DrawFn) -> Record:
    """Draw a record over two or three hostile texts with nested, crossing and repeated places."""
    reports = [
        report(f"r{number}", ("body", draw(_TEXTS)), ("boilerplate", draw(_TEXTS)), title=Stated(draw(_TEXTS), "drawn"))
        for number in range(draw(st.integers(2, 3)))
    ]
    desk = Desk(reports, title=draw(_TEXTS))
    for _ in range(draw(st.integers(1, 5))):
        witnesses = [_pieces(draw, one) for one in draw(st.permutations(reports))[: draw(st.integers(1, len(reports)))]]
        speaker = draw(st.none() | _TEXTS)
        desk.say(
            speaker,
            *witnesses,
            columns=_columns(draw, witnesses),
            kind=draw(st.sampled_from(["quotation", "reported"])),
            basis=draw(_TEXTS),
            candidates=tuple(draw(st.lists(_TEXTS, max_size=2))),
        )
    for one in reports:
        desk.findings.append(Finding("garbled", one.id, (draw(_spans(one)), draw(_spans(one))), draw(_TEXTS)))
    desk.reuse.append(Reuse(*sorted((draw(_spans(reports[0])), draw(_spans(reports[1])))), "edited", 3, 2.5, "drawn"))
    return desk.record()


@st.composite
def _spans(draw: st.DrawFn, report: Report) -> Span:
    start = draw(st.integers(0, len(report.text) - 1))
    return report.span(start, draw(st.integers(start + 1, len(report.text))))


def _pieces(draw: st.DrawFn, report: Report) -> tuple[Span, ...]:
    """Cut one or two pieces out of a report, one after the other."""
    edges = sorted(draw(st.sets(st.integers(0, len(report.text)), min_size=2, max_size=4)))
    return tuple(report.span(start, end) for start, end in zip(edges[::2], edges[1::2], strict=False))


def _columns(draw: st.DrawFn, witnesses: list[tuple[Span, ...]]) -> tuple[Column, ...]:
    """Lay the characters of the witnesses side by side at random."""
    cells = [
        [Span(piece.report, at, at + 1) for piece in pieces for at in range(piece.start, piece.end)]
        for pieces in witnesses
    ]
    chance = draw(st.randoms(use_true_random=False))
    columns = []
    while any(cells):
        readings = tuple(rest.pop(0) if rest and chance.random() < 0.7 else None for rest in cells)
        if any(readings):
            columns.append(Column(readings, chance.choice(["same", "accidental", "substantive"])))
    return tuple(columns)


def words_on(page: str, record: Record) -> list[tuple[str, str]]:
    """Give each stretch of words on the page with what the report has at the place beside it."""
    texts = {row["siglum"]: row["text"] for row in rows(record, "reports")}
    found = []
    for element in elements(page):
        if "words" in element.classes:
            siglum, start, end = (element.attributes["data-at"] or "").split()
            found.append((element.text, texts[siglum][int(start) : int(end)]))
    return found


def with_class(page: str, name: str) -> list[Element]:
    return [element for element in elements(page) if name in element.classes]


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(_records())
def test_whatever_stands_as_a_reports_words_is_cut_from_that_report(record: Record) -> None:
    page = write_page(record)
    shown_words = words_on(page, record)
    assert [printed for printed, _ in shown_words] == [kept for _, kept in shown_words]
    witnesses = {element.attributes["data-at"] for element in with_class(page, "words")}
    assert witnesses >= {
        f"{row['siglum']} {row['start']} {row['end']}"
        for row in rows(record, "witnesses")
        if _is_first_of_its_reading(record, row)
    }
    blocks = [element.text for element in with_class(page, "text")]
    assert [text for text in blocks if text != "\n\n"] == [
        row["text"] for row in rows(record, "blocks") if row["text"] != "\n\n"
    ]
    _check_links(page)


def _is_first_of_its_reading(record: Record, row: dict[str, object]) -> bool:
    """Say whether this row's witness is printed itself; equal readings share a row, printed from the first."""
    same = [other for other in rows(record, "witnesses") if other["number"] == row["number"]]
    return sum(other["text"] == row["text"] for other in same) == 1


def _check_links(page: str) -> None:
    every = elements(page)
    identities = [element.attributes["id"] for element in every if "id" in element.attributes]
    assert len(identities) == len(set(identities))
    targets = {
        (element.attributes["href"] or "")
        for element in every
        if (element.attributes.get("href") or "").startswith("#")
    }
    assert {target[1:] for target in targets} <= set(identities)


def test_every_link_leads_somewhere(record: Record) -> None:
    _check_links(write_page(record))


def test_the_same_record_gives_the_same_page(record: Record) -> None:
    assert write_page(record) == write_page(quarry())


def test_the_five_numbers_are_those_of_the_exports(record: Record) -> None:
    numbers = [element.text for element in elements(write_page(record)) if element.tag == "dd"][:5]
    findings = [row for row in rows(record, "findings") if row["kind"] != "boilerplate-removed"]
    counts = [
        len(rows(record, "reports")),
        "1–2",
        len(rows(record, "statements")),
        len(rows(record, "speakers")),
        len(findings),
    ]
    assert numbers == [str(count) for count in counts]


def test_a_range_of_independence_is_a_range_in_head_card_and_export(record: Record) -> None:
    page = write_page(record)
    assert "1–2 independent</a>" in page and "<b>1–2 independent reports</b>" in page
    row = rows(record, "statements")[0]
    assert (row["independent_low"], row["independent_high"]) == (1, 2)


def test_each_statement_has_one_card_and_those_in_several_reports_come_first(record: Record) -> None:
    articles = [
        element
        for element in elements(write_page(record))
        if element.tag == "article" and "report" not in element.classes
    ]
    assert [element.attributes["id"] for element in articles] == ["s1", "s2", "s3", "s4", "s5"]
    assert [element.classes[0] for element in articles] == ["card", "line", "line", "line", "line"]


def test_the_merged_line_says_that_nobody_printed_it(record: Record) -> None:
    assert "collation of A B, printed by nobody" in with_class(write_page(record), "collated")[0].text


def test_an_accidental_change_adds_no_variation_but_is_counted(record: Record) -> None:
    page = write_page(record)
    variations = [element.text for element in with_class(page, "variation")]
    assert variations == ["A nothingB But", "A gapsB gap", "A themB it", "A in a way that will last,”B stops here"]
    assert "5 of case, punctuation or spelling only" in page


def test_a_cut_of_four_words_at_an_end_is_drawn_as_a_cut() -> None:
    a, b = report("a", ("body", "We go now because they said so")), report("b", ("body", "We go now"))
    desk = Desk([a, b])
    long = [place(a, word) for word in a.text.split()]
    short = [place(b, word) for word in b.text.split()]
    columns = tuple(
        Column((left, short[at] if at < 3 else None), "same" if at < 3 else "substantive")
        for at, left in enumerate(long)
    )
    desk.say("Ada", a.span(0, len(a.text)), b.span(0, len(b.text)), columns=columns)
    cut = with_class(write_page(desk.record()), "variation")
    assert [element.text for element in cut] == ["A because they said soB stops here"]


def test_a_moved_word_is_shown_as_moved_not_as_lost_and_added() -> None:
    a, b = report("a", ("body", "We have not yet closed it")), report("b", ("body", "We have not closed it yet"))
    desk = Desk([a, b])
    columns = (
        Column((place(a, "We have not"), place(b, "We have not")), "same"),
        Column((place(a, "yet"), None), "substantive"),
        Column((place(a, "closed it"), place(b, "closed it")), "same"),
        Column((None, place(b, "yet")), "substantive"),
    )
    statement = desk.say("Ada", a.span(0, len(a.text)), b.span(0, len(b.text)), columns=columns)
    desk.edits.append(
        Edit(
            statement=statement.id,
            base_report=a.id,
            other_report=b.id,
            base=place(a, "yet"),
            other=place(b, "yet"),
            kind="reordered",
            marked=False,
            substantive=True,
            because="“yet” stands elsewhere",
        )
    )
    page = write_page(desk.record())
    assert [element.text for element in with_class(page, "variation")] == ["A yetB moved", "A movedB yet"]


def test_where_some_of_many_stop_or_start_the_merged_line_says_so_once() -> None:
    whole = "We close the bridge tonight, because the pins have cracked, and it stays shut."
    texts = {"a": whole, "b": whole[:27], "c": whole[29:], "d": whole}
    reports = [report(name, ("body", text)) for name, text in texts.items()]
    desk = Desk(reports)
    halves = (whole[:28], whole[29:])
    cells = [
        [None if half.rstrip(",") not in one.text else place(one, half.rstrip(",")) for one in reports]
        for half in halves
    ]
    desk.say(
        "Ada",
        *[one.span(0, len(one.text)) for one in reports],
        columns=tuple(Column(tuple(each), "same") for each in cells),
    )
    page = write_page(desk.record())
    assert with_class(page, "variation") == []
    assert [element.text for element in with_class(page, "edge")] == ["B stops", "C starts"]
    assert with_class(page, "merged")[0].text == (
        "We close the bridge tonight B stops C starts because the pins have cracked, and it stays shut."
    )


def test_words_that_stand_twice_are_each_linked_to_their_own_place() -> None:
    a = report("a", ("body", "“We will stay.” Later: “We will stay.”"))
    desk = Desk([a])
    desk.say("Ada", place(a, "We will stay.", 0))
    desk.say("Bea", place(a, "We will stay.", 1))
    page = write_page(desk.record())
    assert [element.attributes["data-at"] for element in with_class(page, "words")] == [
        "A 0 1",
        "A 1 14",
        "A 14 15",
        "A 23 24",
        "A 24 37",
        "A 37 38",
    ]
    assert [element.attributes.get("id") for element in with_class(page, "said")] == ["A-1", "A-24"]


def test_equal_readings_share_a_row_with_their_sigla_counted() -> None:
    reports = [
        report(f"r{number}", ("body", "We will stay." if number != 1 else "We shall stay.")) for number in range(7)
    ]
    desk = Desk(reports)
    desk.say("Ada", *[one.span(0, len(one.text)) for one in reports])
    page = write_page(desk.record())
    heads = [element.text for element in elements(page) if element.tag == "th" and "witnesses" in element.within]
    assert heads == ["A C–G (6)", "B"]


def test_readings_after_the_fifth_are_folded() -> None:
    reports = [report(f"r{number}", ("body", f"We will stay {number} days.")) for number in range(8)]
    desk = Desk(reports)
    desk.say("Ada", *[one.span(0, len(one.text)) for one in reports])
    assert [element.text.splitlines()[0] for element in with_class(write_page(desk.record()), "more")] == [
        "3 more readings"
    ]


def test_an_unknown_speaker_is_said_to_be_unknown_with_reason_and_candidates(record: Record) -> None:
    page = write_page(record)
    card = next(element for element in elements(page) if element.attributes.get("id") == "s3")
    assert "unknown perhaps Ada Brook or Vera Dunn" in card.text
    assert "“she” may be more than one woman" in card.text


def test_a_speaker_that_only_one_report_names_is_told(record: Record) -> None:
    card = next(element for element in elements(write_page(record)) if element.attributes.get("id") == "s1")
    assert "named right after the words in A; B leaves it open" in card.text


def test_what_a_report_does_not_say_of_itself_is_unknown(record: Record) -> None:
    ledger = next(element for element in elements(write_page(record)) if element.attributes.get("id") == "rB")
    assert "outlet: unknown (the report does not say) · date: unknown" in ledger.text


def test_inputs_that_were_not_used_are_listed_and_counted(record: Record) -> None:
    page = write_page(record)
    assert "Seen 4 = stored 2 + duplicate 1 + rejected 1 + quarantined 0 + pending 0." in page
    assert "the file is a picture, not text" in page and "the same text as in/ledger.txt" in page


def test_every_finding_is_told_by_a_word_beside_its_sign(record: Record) -> None:
    told = {element.text for element in with_class(write_page(record), "matter")}
    for word in ("altered", "clipped", "unattributed", "spliced", "headline unsupported"):
        assert any(word in text for text in told)


def test_the_findings_about_one_statement_stand_together_under_its_words() -> None:
    one = report("one", ("body", "We stay. We go now."))
    desk = Desk([one])
    statement = desk.say("Ada", place(one, "We stay."))
    desk.find("altered", one, "First reason.", place(one, "stay"), statement=statement)
    desk.find("altered", one, "Second reason.", place(one, "We"), statement=statement)
    desk.find("altered", one, "Third reason.", place(one, "go now"))
    page = write_page(desk.record())
    [matter] = with_class(page, "matter")
    assert matter.text.split("\n")[1:] == [
        "≠ altered 3",
        "",
        "statement 1 We stay.First reason.Second reason.",
        "A go nowThird reason.",
        "",
        "",
    ]


def test_the_gravest_findings_come_first_and_are_called_grave() -> None:
    one = report("one", ("body", "We stay. We go now."))
    desk = Desk([one])
    desk.find("altered", one, "A word differs.", place(one, "stay"))
    desk.find("garbled", one, "A word is lost.", place(one, "We"))
    desk.find("garbled", one, "Nobody can follow this.", place(one, "go now"))
    desk.findings[2] = msgspec.structs.replace(desk.findings[2], severity=3)
    garbled, altered = with_class(write_page(desk.record()), "matter")
    assert garbled.text.split() == "~ garbled 2 A go nowgrave Nobody can follow this. A WeA word is lost.".split()
    assert altered.text.split() == "≠ altered 1 A stayA word differs.".split()


def test_an_edit_says_what_of_the_meaning_it_touches(record: Record) -> None:
    edits = (msgspec.structs.replace(record.edits[0], bears_on=("number",), severity=2), *record.edits[1:])
    told = [element.text for element in with_class(write_page(msgspec.structs.replace(record, edits=edits)), "how")]
    assert told[0] == "other words, touches number: “gaps” became “gap”"


def test_a_pair_of_reports_says_why_it_is_one_and_who_drew_on_whom(record: Record) -> None:
    [pair] = with_class(write_page(record), "pair")
    assert "A–B: 1 shared passage, 4 words · perhaps one origin" in pair.text
    assert "Perhaps one origin: they share 8% of the shorter report's words outside quotation marks." in pair.text
    assert "Direction: B drew on A (confidence 0.4): the passages that they share stand in a fuller text" in pair.text


@pytest.mark.parametrize(
    ("direction", "told"),
    [
        ("a-to-b", "B drew on A (confidence 0.7)"),
        ("b-to-a", "A drew on B (confidence 0.7)"),
        ("common-source", "A and B have a common source (confidence 0.7)"),
        ("unknown", "nothing tells which of them drew on which"),
    ],
)
def test_a_direction_is_told_in_words(direction: str, told: str) -> None:
    one = Derivation(
        a="x", b="y", share=0.5, certain=True, because=("half is shared",), direction=direction, confidence=0.7
    )
    assert drew_on(one, {"x": "A", "y": "B"}.__getitem__) == told


def test_two_reports_of_one_origin_without_a_shared_passage_are_listed_too() -> None:
    a, b = report("a", ("body", "We go.")), report("b", ("body", "They stay."))
    desk = Desk([a, b])
    one, two = sorted((a.id, b.id))
    desk.derivations.append(Derivation(a=one, b=two, share=0.0, certain=True, because=("both come from The Echo",)))
    [pair] = with_class(write_page(desk.record()), "pair")
    assert "A–B: no shared passage · one origin" in pair.text
    assert "One origin: both come from The Echo. Direction: nothing tells which of them drew on which." in pair.text


def test_stories_are_listed_when_there_are_several_the_larger_before_the_lonely() -> None:
    a, b, c = (report(name, ("body", words)) for name, words in (("a", "Rain."), ("b", "We go."), ("c", "We went.")))
    desk = Desk([a, b, c])
    desk.stories.append(Story(id="s1", number=1, reports=(a.id,), shares=(), because="It shares too little."))
    assert with_class(write_page(desk.record()), "stories") == []
    together = Story(id="s2", number=2, reports=(b.id, c.id), shares=("We",), because="2 reports.", title="Going")
    desk.stories.append(together)
    [listed] = with_class(write_page(desk.record()), "stories")
    assert listed.text.split() == "story 2 Going BC 2 reports. story 1 a A It shares too little.".split()


def test_a_spokesman_is_listed_with_whom_he_speaks_for(record: Record) -> None:
    brook = Speaker("speaker-1", "Ada Brook", "person", speaks_for="The Lowland Council")
    page = write_page(msgspec.structs.replace(record, speakers=(brook,)))
    assert [element.text for element in with_class(page, "for")] == ["speaks for The Lowland Council"]


def test_what_was_left_out_to_keep_the_work_in_bounds_is_told(record: Record) -> None:
    assert "comparing reports: 3 runs of words stand in more than 80 reports" in write_page(record)


def test_words_that_a_reason_quotes_itself_are_not_printed_twice() -> None:
    one = report("one", ("body", "They can not stay."))
    desk = Desk([one])
    desk.find("garbled", one, "“can not” is written apart.", place(one, "can not"))
    [matter] = with_class(write_page(desk.record()), "matter")
    assert matter.text.split() == "~ garbled 1 A “can not” is written apart.".split()


def test_the_title_says_whose_headline_it_is_and_that_its_own_report_may_not_bear_it_out(record: Record) -> None:
    assert [element.text for element in with_class(write_page(record), "titled")] == ["the headline of A"]
    doubt = Finding("headline-unsupported", record.reports[0].id, (), "Nothing in the report says so.")
    doubted = msgspec.structs.replace(record, findings=(*record.findings, doubt))
    [titled] = with_class(write_page(doubted), "titled")
    assert titled.text == "the headline of A · ! headline unsupported"


def test_an_empty_record_has_a_page() -> None:
    page = write_page(Desk().record())
    assert "No report ascribes words to anybody." in page
    _check_links(page)


@pytest.mark.parametrize(
    "hostile",
    [
        "<script>alert(1)</script>",
        '"><img src=x onerror=alert(1)>',
        "' autofocus onfocus=alert(1) x='",
        "</title><svg onload=alert(1)>",
        "</script><script>alert(1)</script>",
        "{{ 7 * 7 }}",
        "javascript:alert(1)",
        "--><iframe srcdoc='<script>alert(1)</script>'>",
    ],
)
def test_hostile_words_stay_words(hostile: str) -> None:
    page = write_page(hostile_record(hostile))
    found = elements(page)
    assert sum(element.tag == "script" for element in found) == 2
    assert not {element.tag for element in found} & {"img", "iframe", "object", "embed", "form", "base"}
    assert not [name for element in found for name in element.attributes if name.startswith("on")]
    for element in found:
        assert (element.attributes.get("href") or "#").startswith(("#", "https://example.org/"))
    assert [printed for printed, _ in words_on(page, hostile_record(hostile))] == ["“", hostile, "”"]


def hostile_record(hostile: str) -> Record:
    """Put the same hostile words wherever words from outside can stand."""
    said = Stated(hostile, hostile)
    one = report(
        hostile,
        ("body", f"“{hostile}” he said."),
        title=said,
        outlet=said,
        published=said,
        byline=said,
        agency=said,
        url=said,
    )
    desk = Desk([msgspec.structs.replace(one, flags=(hostile,), encoding=hostile)], title=hostile)
    statement = desk.say(hostile, place(one, hostile), basis=hostile, candidates=(hostile,))
    desk.find("garbled", one, hostile, place(one, hostile), statement=statement)
    desk.find("garbled", one, hostile, place(one, "he said"))
    return desk.record()


def test_the_data_block_cannot_be_closed_by_a_report() -> None:
    page = write_page(hostile_record("</script>"))
    data = next(element for element in elements(page) if element.attributes.get("id") == "record")
    assert "<" not in data.text
    assert json.loads(data.text)["title"] == "</script>"


def test_the_policy_forbids_everything_but_the_one_script(record: Record) -> None:
    page = write_page(record)
    policy = re.search(r'http-equiv="Content-Security-Policy" content="([^"]+)"', page)
    assert policy is not None
    assert re.fullmatch(
        r"default-src 'none'; style-src 'sha256-[\w+/]+='; script-src 'sha256-[\w+/]+='; base-uri 'none'; form-action 'none'; "
        r"require-trusted-types-for 'script'; trusted-types 'none'",
        policy[1],
    )


def test_templates_quote_every_attribute() -> None:
    for template in sorted(TEMPLATES.glob("*.jinja")):
        text = re.sub(r"\{#.*?#\}|\{%.*?%\}", "", template.read_text(encoding="utf-8"), flags=re.DOTALL)
        bare = re.sub(r'"[^"]*"', '""', text)
        assert not re.search(r"<[a-z][^<>]*=(?!\")", bare), template.name
        assert "|safe" not in text.replace(" ", ""), template.name


def test_the_script_is_small() -> None:
    assert len((TEMPLATES / "record.js").read_bytes()) < 5000


@pytest.mark.parametrize(
    ("address", "link"),
    [
        ("https://example.org/a?b=1", True),
        ("http://example.org", True),
        ("HTTPS://EXAMPLE.ORG/", True),
        ("javascript:alert(1)", False),
        ("java\nscript:alert(1)", False),
        ("data:text/html,x", False),
        ("//example.org", False),
        ("https:///x", False),
        ("ftp://x.org", False),
        ("https://exa mple.org", False),
        ("http://[x", False),
        ("", False),
    ],
)
def test_only_web_addresses_become_links(address: str, link: bool) -> None:
    assert safe_link(address) == (address if link else None)


@pytest.mark.parametrize(
    ("text", "badges"),
    [
        ("plain “words” — naïve", []),
        ("pay\u202epal", ["U+202E"]),
        ("zero\u200bwidth", ["U+200B"]),
        ("a\u200db", ["U+200D"]),
        ("👩\u200d🚀", []),
        ("می\u200cخواهم", []),
        ("soft\xadhyphen", ["U+00AD"]),
        ("bell\x07", ["U+0007"]),
        ("line\r\nend\t", []),
        ("a\u200b\u200b\u200bb\u202ec\u2066\u2069", ["U+200B ×3", "U+202E", "U+2066 U+2069"]),
        ("a\u200b\u200c\u200b\u200cb", ["4 hidden characters"]),
        ("Z" + "\u0301" * 200, ["U+0301 ×194"]),
    ],
)
def test_hidden_characters_get_a_badge_and_stay_in_the_text(text: str, badges: list[str]) -> None:
    found = elements(f"<p>{shown(text)}</p>")
    assert [element.attributes["data-code"] for element in found[1:]] == badges
    assert found[0].text == text


@given(st.integers(1, 30), st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30), st.sampled_from("xyz"))))
def test_runs_cover_the_text_once_and_carry_every_mark(length: int, drawn: list[tuple[int, int, str]]) -> None:
    marks = [Mark(min(start, end), max(start, end), name) for start, end, name in drawn if start != end]
    found = runs(0, length, marks)
    assert [run.start for run in found] == [0, *(run.end for run in found[:-1])] and found[-1].end == length
    for run in found:
        for offset in range(run.start, run.end):
            assert sorted(run.marks) == sorted(mark for mark in marks if mark.start <= offset < mark.end)


def test_crossing_marks_become_runs_with_both_classes() -> None:
    assert printed("abcd", 0, 4, [Mark(0, 3, "x"), Mark(1, 4, "y")]) == (
        '<mark class="x">a</mark><mark class="x y">bc</mark><mark class="y">d</mark>'
    )


def test_a_mark_that_leads_somewhere_is_one_link_whatever_stands_in_it() -> None:
    assert printed("abcd", 0, 4, [Mark(0, 4, "said", "#s1"), Mark(1, 2, "flaw")], {0: "A-0", 1: "A-1"}) == (
        '<a class="said" id="A-0" href="#s1">a<mark class="flaw" id="A-1">b</mark>cd</a>'
    )


@pytest.mark.parametrize(
    ("sigla", "expected"),
    [(["A"], "A"), (["A", "B"], "A B"), (["A", "B", "C"], "A–C"), (["K", "C", "D", "E", "A"], "A C–E K")],
)
def test_neighbouring_sigla_are_written_as_a_range(sigla: list[str], expected: str) -> None:
    assert compact(sigla, list("ABCDEFGHIJK")) == expected


@pytest.mark.parametrize(
    ("date", "expected"),
    [
        ("2016-09-05", "Mon 5 Sep 2016"),
        ("2016-09", "Sep 2016"),
        ("2016", "2016"),
        ("2016-09-05T08:30:00Z", "Mon 5 Sep 2016, 08:30 UTC"),
        ("2016-09-05T08:30:00+02:00", "Mon 5 Sep 2016, 08:30 +02:00"),
        ("2016-09-05T00:00:00", "Mon 5 Sep 2016"),
        ("last week", "last week"),
        ("2016-13", "2016-13"),
    ],
)
def test_dates_read_as_people_write_them(date: str, expected: str) -> None:
    assert readable(date) == expected
