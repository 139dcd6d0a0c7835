"""The page in headless Chromium: offline, accessible, on a phone, on paper, without a script, and deaf to what reports say."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from onrecord.model import Family, Record
from onrecord.record.page import write_page

from .desk import Desk, place, quarry, report
from .test_page import hostile_record

pytestmark = pytest.mark.browser

PAYLOADS = [
    "<script>window.broken=1</script>",
    "<img src=x onerror=window.broken=1>",
    '"><svg onload=window.broken=1>',
    "'-window.broken=1-'",
    "</script><script>window.broken=1</script>",
    "</style><script>window.broken=1</script>",
    "javascript:window.broken=1",
    "<a href=javascript:window.broken=1>x</a>",
    '" autofocus onfocus=window.broken=1 x="',
    "<iframe srcdoc='<script>parent.broken=1</script>'>",
    "<!--<script>window.broken=1</script>-->",
    "{{constructor.constructor('window.broken=1')()}}",
    "\u2028window.broken=1//",
    "<meta http-equiv=refresh content='0;url=javascript:window.broken=1'>",
    "<base href=//example.org>",
    "&lt;script&gt;window.broken=1",
]


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    chromium = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if chromium is None:
        pytest.skip("there is no Chromium on this machine")
    with playwright.sync_playwright() as started:
        running = started.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        yield running
        running.close()


@pytest.fixture(scope="module")
def page_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("page") / "record.html"
    file.write_text(write_page(quarry()), encoding="utf-8", newline="")
    return file


def opened(browser: Any, file: Path, **how: Any) -> Any:
    page = browser.new_context(**how).new_page()
    page.goto(file.as_uri())
    return page


def test_nothing_is_loaded_but_the_file_itself(browser: Any, page_file: Path) -> None:
    page = browser.new_context(offline=True).new_page()
    asked: list[str] = []
    said: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.goto(page_file.as_uri())
    assert asked == [page_file.as_uri()]
    assert said == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 390])
def test_axe_finds_no_violation(browser: Any, page_file: Path, width: int, scheme: str) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe-playwright-python is not installed")
    page = opened(browser, page_file, viewport={"width": width, "height": 900}, color_scheme=scheme)
    page.evaluate("document.querySelectorAll('details').forEach(each => { each.open = true })")
    found = axe.Axe().run(page).response["violations"]
    assert [(one["id"], one["nodes"][0]["html"]) for one in found] == []


@pytest.mark.parametrize("width", [1280, 700, 390, 320])
def test_nothing_runs_over_the_edge(browser: Any, page_file: Path, width: int) -> None:
    page = opened(browser, page_file, viewport={"width": width, "height": 844})
    page.evaluate("document.querySelectorAll('details').forEach(each => { each.open = true })")
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_long_unbroken_words_do_not_run_over_the_edge_of_a_phone(browser: Any, tmp_path: Path) -> None:
    one = report("x" * 90, ("headline", "y" * 200), ("body", "z" * 300))
    desk = Desk([one], title="t" * 200)
    desk.say("n" * 120, place(one, "z" * 300))
    (tmp_path / "record.html").write_text(write_page(desk.record()), encoding="utf-8")
    page = opened(browser, tmp_path / "record.html", viewport={"width": 390, "height": 844})
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_many_reports_do_not_run_over_the_edge_of_a_phone(browser: Any, tmp_path: Path) -> None:
    reports = [report(f"paper-{number}", ("body", f"We will stay {number} days, she said.")) for number in range(30)]
    desk = Desk(reports)
    statement = desk.say("Ada", *[one.span(0, len(one.text)) for one in reports])
    for one in reports:
        desk.find("altered", one, "Words differ.", one.span(0, 7), statement=statement)
    desk.families.append(Family("family-1", tuple(one.id for one in reports), True, "all share one passage"))
    (tmp_path / "record.html").write_text(write_page(desk.record()), encoding="utf-8")
    page = opened(browser, tmp_path / "record.html", viewport={"width": 390, "height": 844})
    page.evaluate("document.querySelectorAll('details').forEach(each => { each.open = true })")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_without_a_script_everything_is_there_but_find_and_copy(browser: Any, page_file: Path) -> None:
    page = opened(browser, page_file, java_script_enabled=False)
    text = page.locator("body").text_content()
    for words in (
        "Tomas Hale",
        "the trucks would stay",
        "Need a look",
        "duplicate",
        "Advertisement",
        "1–2 independent",
    ):
        assert words in text
    assert page.locator(".find").is_hidden()
    assert page.locator(".copy").first.is_hidden()


def test_it_prints_on_six_sheets_at_most(browser: Any, page_file: Path) -> None:
    printed = opened(browser, page_file).pdf(prefer_css_page_size=True)
    assert 1 <= len(re.findall(rb"/Type\s*/Page\b", printed)) <= 6


def test_on_paper_what_is_folded_is_open_and_nothing_asks_for_a_click(browser: Any, page_file: Path) -> None:
    page = opened(browser, page_file)
    page.emulate_media(media="print")
    for_clicks = page.locator(":is(.more, .matter, .apparatus) summary, .apparatus > summary").all()
    assert for_clicks and not any(one.is_visible() for one in for_clicks)
    folded = page.locator(".apparatus .edges, .more table, .matter details li, .notes details li").all()
    assert folded and all(one.is_visible() for one in folded)


def test_find_hides_what_does_not_fit_and_says_how_much_is_left(browser: Any, page_file: Path) -> None:
    page = opened(browser, page_file)
    page.get_by_label("Find").fill("brook NOISE")
    assert page.locator(".card:visible, .line:visible").evaluate_all("all => all.map(one => one.id)") == ["s3"]
    assert page.locator("#found").inner_text() == "1 of 5 statements"
    page.get_by_label("Find").press("Escape")
    assert page.locator(".card:visible, .line:visible").count() == 5


def test_a_link_to_a_hidden_statement_shows_it_again(browser: Any, page_file: Path) -> None:
    page = opened(browser, page_file)
    page.get_by_label("Find").fill("noise")
    page.locator("#who a[href='#s5']").click()
    page.wait_for_function("!document.querySelector('#s5').hidden")


@pytest.mark.parametrize(
    "end", ["#%", "#%E0%A4%A", "#__proto__", "#constructor", "#s5'\"]<b>", "#:~:text=noise", "#s999999999999"]
)
def test_no_end_of_an_address_troubles_the_script(browser: Any, page_file: Path, end: str) -> None:
    page, troubles = opened(browser, page_file), list[str]()
    page.on("pageerror", lambda trouble: troubles.append(str(trouble)))
    page.evaluate("end => { location.hash = end; }", end)
    page.get_by_label("Find").fill("noise")
    page.get_by_label("Find").fill("")
    assert troubles == []
    assert page.locator(".card:visible, .line:visible").count() == 5


def test_a_flood_of_marks_covers_no_line_of_ours(browser: Any, tmp_path: Path) -> None:
    pictures = []
    for name in ("Zed", "Z" + "\u0323" * 400 + "ed"):
        (tmp_path / "record.html").write_text(write_page(hostile_record(name)), encoding="utf-8", newline="")
        pictures.append(opened(browser, tmp_path / "record.html").locator(".facts").screenshot())
    assert pictures[0] == pictures[1]


def test_copy_takes_one_reports_words_with_their_source(browser: Any, page_file: Path) -> None:
    context = browser.new_context(permissions=["clipboard-read", "clipboard-write"])
    page = context.new_page()
    page.goto(page_file.as_uri())
    page.locator("#s1").get_by_role("button", name="Copy the words of B").click()
    page.wait_for_function("document.querySelector('#s1').textContent.includes('copied')")
    record = quarry()
    words, _, source = page.evaluate("navigator.clipboard.readText()").partition("\n")
    assert words == "“But given the gap in the plan, that is a hard road and we have not closed it.”"
    digest = record.reports[1].id
    assert (
        source
        == f"— outlet unknown, date unknown, “Quarry row drags on”, report ledger, characters 21–100, digest {digest}"
    )


def test_the_keyboard_reaches_the_statements_first(browser: Any, page_file: Path) -> None:
    page = opened(browser, page_file)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to the statements"
    page.keyboard.press("Enter")
    page.wait_for_function("location.hash === '#statements'", timeout=5_000)


def test_the_browser_has_each_reports_characters(browser: Any, tmp_path: Path) -> None:
    words = "a\r\nb\u202ec\u200bd 👩\u200d🚀 <b>&amp;</b> e\u0301 \u2028 “q”\x0b\x85"
    one = report("a", ("body", words))
    desk = Desk([one])
    desk.say("Ada", one.span(0, len(words)))
    (tmp_path / "record.html").write_text(write_page(desk.record()), encoding="utf-8", newline="")
    page = opened(browser, tmp_path / "record.html")
    assert page.locator("#s1 .words").first.text_content() == words
    assert page.locator(".text").first.text_content() == words


@pytest.mark.parametrize("payload", PAYLOADS)
def test_what_a_report_says_is_never_run(browser: Any, tmp_path: Path, payload: str) -> None:
    assert run_of(browser, tmp_path, write_page(hostile_record(payload))) is None


def test_even_with_escaping_broken_the_policy_runs_nothing(browser: Any, tmp_path: Path, record: Record) -> None:
    page = write_page(record)
    attacks = "".join(PAYLOADS)
    broken = page.replace("</h1>", f"</h1>{attacks}")
    assert run_of(browser, tmp_path, broken) is None
    control = re.sub(r'<meta http-equiv="Content-Security-Policy"[^>]*>', "", broken)
    assert run_of(browser, tmp_path, control) == 1


def run_of(browser: Any, folder: Path, text: str) -> object:
    """Open a page, click every link that is neither within it nor of the web, and give what a payload would have set."""
    (folder / "record.html").write_text(text, encoding="utf-8", newline="")
    page = opened(browser, folder / "record.html")
    page.evaluate(
        "for (const each of document.querySelectorAll('a')) if (!/^(#|http)/.test(each.getAttribute('href'))) each.click?.()"
    )
    page.wait_for_timeout(50)
    return page.evaluate("window.broken ?? null")
