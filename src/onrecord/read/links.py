"""Links to other stories: lists under a heading such as “Related”, many headlines in a row, headlines at the very end."""

from __future__ import annotations

from onrecord.patterns import pattern
from onrecord.read.headlines import LONGEST_HEADLINE, SHORTEST_HEADLINE
from onrecord.read.lines import Line
from onrecord.read.page import FEWEST_FINISHED, Page, Verdict

# Links at the end of a page are headlines of at most so many words; longer lines are likelier sentences cut short.
SHORTEST_LINK, LONGEST_LINK = 4, 16
# Many headlines in a row are links to other stories. Captions of a gallery come in rows too, but they are longer (13
# to 16 words on average; headlines of links 9).
LONGEST_IN_RUN, SHORTEST_RUN = 13, 5
# A button “Read more” belongs to what stands before it as often as to what follows: then at least so many headlines must
# follow.
FEWEST_AFTER_BUTTON = 2
# At the end of a page a list of links may hold headlines with full stops; such a list has at most so many lines.
LONGEST_CLOSING_LIST = 10
# So many lines after a heading may belong to its list, furniture between them included.
LONGEST_LIST = 60

ROW = Verdict("list", "one of many short lines with figures in a row: a list or a table")
LINK_AMONG_LINKS = Verdict("teaser", "one of many headlines in a row: links to other stories")
CLOSING_LINK = Verdict("teaser", "a headline at the very end: the link to another story")
LISTED_LINK = Verdict("teaser", "a headline in a list of other stories")
# The reason that furniture.toml gives for the line over such a list.
HEADING = "a heading over links to other stories"
_BUTTONS = frozenset({"read more", "more", "see more"})
# A full stop, also before quotation marks, or a mark that leaves a sentence open; “?” and “!” end headlines too.
_ENDED = pattern(r"[.,;:…][\"'”’)]{0,3}$")
_PASSED_OVER = frozenset({"boilerplate", "teaser", "byline"})


def mark_links(page: Page, verdicts: list[Verdict | None]) -> None:
    """Mark all links to other stories among the lines that are not yet known for something else."""
    _mark_lists(page, verdicts)
    _mark_runs(page, verdicts)
    _mark_closing(page, verdicts)


def _mark_lists(page: Page, verdicts: list[Verdict | None]) -> None:
    """Mark the headlines under each heading, up to the next paragraph."""
    for number, line in enumerate(page.lines):
        needed = _needed_after(line, verdicts[number])
        if needed:
            links = _closing_list(page, verdicts, number + 1) or _list_from(page, verdicts, number + 1)
            if len(links) >= needed:
                for place in links:
                    verdicts[place] = LISTED_LINK


def _needed_after(line: Line, verdict: Verdict | None) -> int:
    """Say how many headlines must follow this line before they count as a list; 0 when it is no heading."""
    if verdict is None or verdict.kind != "boilerplate":
        return 0
    if verdict.because == HEADING:
        return 1
    words = line.text.lower()
    if words.rstrip(" :>»") not in _BUTTONS:
        return 0
    return 1 if words.endswith(":") else FEWEST_AFTER_BUTTON


def _list_from(page: Page, verdicts: list[Verdict | None], start: int) -> list[int]:
    links: list[int] = []
    for number in range(start, min(len(page.lines), start + LONGEST_LIST)):
        line, verdict = page.lines[number], verdicts[number]
        if verdict is not None and verdict.kind in _PASSED_OVER:
            continue
        if not (verdict is None or verdict.kind == "list") or not _is_listed(line):
            break
        links.append(number)
    return links


def _is_listed(line: Line) -> bool:
    """Say whether a line under a heading reads as a headline; there it may quote and begin with “The”."""
    if not SHORTEST_HEADLINE <= line.words <= LONGEST_HEADLINE or line.sentences > 1 or _ENDED.search(line.text):
        return False
    return not (line.lower_start or line.cut_short or (line.quotes and line.said))


def _closing_list(page: Page, verdicts: list[Verdict | None], start: int) -> list[int]:
    """Give all lines up to the end of the page when all are short and one at least is no sentence; else nothing."""
    if len(page.lines) > start + 3 * LONGEST_CLOSING_LIST:
        return []
    places = [
        number
        for number in range(start, len(page.lines))
        if (verdict := verdicts[number]) is None or verdict.kind not in _PASSED_OVER
    ]
    if not 2 <= len(places) <= LONGEST_CLOSING_LIST:
        return []
    lines = [page.lines[number] for number in places]
    short = all(
        SHORTEST_HEADLINE <= line.words <= LONGEST_HEADLINE and not (line.said or line.quotes) for line in lines
    )
    return places if short and any(_is_listed(line) and not line.finished for line in lines) else []


def _mark_runs(page: Page, verdicts: list[Verdict | None]) -> None:
    """Mark many headlines one after another, as in lists of other stories."""
    run: list[int] = []
    for number in range(len(page.lines) + 1):
        if number < len(page.lines) and verdicts[number] is None and _is_link(page.lines[number], LONGEST_IN_RUN):
            run.append(number)
            continue
        if len(run) >= SHORTEST_RUN and sum(line.finished for line in page.lines) >= FEWEST_FINISHED:
            rows = 2 * sum(page.lines[place].figures for place in run) > len(run)
            for place in run:
                verdicts[place] = ROW if rows else LINK_AMONG_LINKS
        run = []


def _mark_closing(page: Page, verdicts: list[Verdict | None]) -> None:
    """Mark headlines at the very end, passing over page furniture."""
    for number in reversed(range(len(verdicts))):
        verdict = verdicts[number]
        if verdict is not None and verdict.kind in _PASSED_OVER:
            continue
        if verdict is not None or not page.finished or not _is_link(page.lines[number], LONGEST_LINK):
            break
        verdicts[number] = CLOSING_LINK


def _is_link(line: Line, longest: int) -> bool:
    """Say whether a line reads as a headline and not as a sentence that was cut short."""
    if line.finished or not SHORTEST_LINK <= line.words <= longest or line.sentences > 1 or line.text[-1] in ",;:":
        return False
    if line.cut_short or line.lower_start or line.said or line.starts_as_prose:
        return False
    return line.title_case or not line.quotes
