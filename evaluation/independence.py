"""How many reports are independent: disguised copies of real reports must never raise the count; families are printed for reading."""

from __future__ import annotations

import json
import random
import re
import tempfile
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from itertools import accumulate
from pathlib import Path
from typing import Any

import onrecord
from evaluation.data import CLUSTER, digest, table
from onrecord.model import Derivation, Family, Independence, Report, Reuse, in_order
from onrecord.reuse import count_independent, find_derivations, find_reuse, group_families

# The judgements of a reader, pair by pair: ids of reports and right or wrong, never their text.
LABELS = Path(__file__).with_name("families") / "labels.jsonl"

# A copy that is cut keeps at least so many words: below, nobody could tell it for a copy.
FEWEST_WORDS = 60
# So many reports of the cluster are copied in each disguise: every one that is long enough, in turn.
OF_EACH_HAPPENING = 2

_LOOKALIKES = str.maketrans("aceopxyABCEHKMOPTX", "асеорхуАВСЕНКМОРТХ")
_TYPOGRAPHY = str.maketrans({"“": '"', "”": '"', "’": "'", "‘": "'", "–": "-", "—": "--", "…": "..."})
_AROUND = (
    "Share\nTweet\nSign up to our newsletter and never miss a story\n",
    "\nAdvertisement\nAbout the author: Sam Example has written for us since last spring and keeps bees.\nFollow us on Facebook\nRead more",
)


def _invisible(text: str, chance: random.Random) -> str:
    """Put zero-width spaces and soft hyphens into one word in three."""
    return re.sub(
        r"\w{4,}",
        lambda m: m[0][:2] + chance.choice("\u200b\u00ad\u2060") + m[0][2:] if chance.random() < 0.33 else m[0],
        text,
    )


def _first_paragraphs(text: str, chance: random.Random) -> str:
    """Cut a report after the paragraph that brings it over the fewest words."""
    lines = text.split("\n")
    longs = accumulate(len(line.split()) for line in lines)
    return "\n".join(lines[: next((n for n, words in enumerate(longs, 1) if words >= FEWEST_WORDS), len(lines))])


def _straight(text: str, chance: random.Random) -> str:
    """Change typographic marks for those of a typewriter, or, where there are none, straight ones for typographic ones."""
    changed = text.translate(_TYPOGRAPHY)
    return changed if changed != text else re.sub(r'(^|\s)"', r"\1“", text).replace('"', "”").replace("'", "’")


DISGUISES: dict[str, Callable[[str, random.Random], str]] = {
    "as it is": lambda text, chance: text,
    "invisible characters": _invisible,
    "look-alike letters": lambda text, chance: re.sub(
        r"\w+", lambda m: m[0].translate(_LOOKALIKES) if chance.random() < 0.5 else m[0], text
    ),
    "all capitals": lambda text, chance: text.upper(),
    "all small": lambda text, chance: text.lower(),
    "other marks": _straight,
    "boilerplate around": lambda text, chance: _AROUND[0] + text + _AROUND[1],
    "first paragraphs": _first_paragraphs,
}


def main() -> dict[str, Any]:
    """Print how often a disguised copy is counted as independent, the families of each happening, and what a reader said of joins."""
    items = [json.loads(line) for line in CLUSTER.read_text(encoding="utf-8").splitlines()]
    planted, risen, moved = disguised(items)
    rows = [(name, planted[name], risen[name], moved[name]) for name in planted]
    table(["disguise", "copies", "counted as independent", "low end moved"], rows)
    reports = read_all(items)
    families, derivations = compare(reports)
    _print_happenings(items, reports, families, derivations)
    right, wrong, missed = judged(reports, families)
    print(f"joins judged by a reader: {right} right, {wrong} wrong, {missed} missing")
    return {
        "data": digest([CLUSTER, LABELS]),
        "at_least": {"joins right": right / max(1, right + wrong), "joins found": right / max(1, right + missed)},
        "at_most": {"copies counted": float(sum(risen.values()))},
    }


def read_all(items: Iterable[dict[str, Any]]) -> tuple[Report, ...]:
    """Read items of the cluster as a file of JSON Lines is read."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "reports.jsonl"
        path.write_text("".join(json.dumps(item) + "\n" for item in items), encoding="utf-8")
        return in_order(onrecord.read([path]).reports)


def compare(reports: tuple[Report, ...]) -> tuple[tuple[Family, ...], tuple[Derivation, ...]]:
    """Give the families of a pile, and what they rest on."""
    derivations = find_derivations(reports, shared(reports)).derivations
    return group_families(reports, derivations), derivations


def shared(reports: tuple[Report, ...]) -> tuple[Reuse, ...]:
    """Find the passages; quotations are found by their marks alone, for nothing here needs a parse."""
    return find_reuse(reports, ()).passages


def disguised(items: list[dict[str, Any]]) -> tuple[Counter[str], Counter[str], Counter[str]]:
    """Add a copy of one report to its happening, in each disguise: count the copies, and how often one raises the count.

    The low end is told apart: it also moves when a doubt between two other reports falls, because a passage at the edge of what is
    telling weighs less in the larger pile.
    """
    chance = random.Random(4)
    happenings: dict[int, list[dict[str, Any]]] = defaultdict(list)
    for item in items:
        happenings[item["event_id"]].append(item)
    planted: Counter[str] = Counter()
    risen: Counter[str] = Counter()
    moved: Counter[str] = Counter()
    for held in happenings.values():
        before = count(held)
        long = [item for item in held if _told(item) >= FEWEST_WORDS]
        for item in chance.sample(long, min(OF_EACH_HAPPENING, len(long))):
            for name, disguise in DISGUISES.items():
                after = count([*held, copied(item, disguise(item["text"], chance))])
                planted[name] += 1
                risen[name] += after.high > before.high
                moved[name] += after.low > before.low
    return planted, risen, moved


def _told(item: dict[str, Any]) -> int:
    """Count the words of an item's paragraphs; what the reader takes for the page's furniture is no report."""
    (report,) = read_all([item])
    return sum(len(block.span.text(report).split()) for block in report.blocks if block.kind == "body")


def copied(item: dict[str, Any], text: str) -> dict[str, Any]:
    """Make a copy of an item under another name, another headline and another site, a day later."""
    return {
        "id": item["id"] + "-copy",
        "title": "What we know so far",
        "text": text,
        "source": "www.examplecopies.com",
        "date_publish": "2019-01-01T10:00:00",
        "url": "http://www.examplecopies.com/a",
    }


def count(items: Iterable[dict[str, Any]]) -> Independence:
    """Count the independent reports among some items."""
    reports = read_all(items)
    families, derivations = compare(reports)
    return count_independent(families, [report.id for report in reports], derivations)


def judged(reports: Iterable[Report], families: Iterable[Family]) -> tuple[int, int, int]:
    """Count the pairs that a reader judged: joined and rightly, joined and wrongly, apart though they are one origin."""
    names = {report.id: report.name for report in reports}
    family = {names[one]: family.id for family in families for one in family.reports}
    labels = [json.loads(line) for line in LABELS.read_text(encoding="utf-8").splitlines()]
    found = Counter((label["right"], family[label["a"]] == family[label["b"]]) for label in labels)
    return found[True, True], found[False, True], found[True, False]


def _print_happenings(
    items: Iterable[dict[str, Any]],
    reports: tuple[Report, ...],
    families: tuple[Family, ...],
    derivations: tuple[Derivation, ...],
) -> None:
    happening = {item["id"]: item["event"] for item in items}
    by_event: dict[str, list[str]] = defaultdict(list)
    for report in reports:
        by_event[happening[report.name]].append(report.id)
    rows = []
    for event, held in sorted(by_event.items()):
        counted = count_independent(families, held, derivations)
        rows.append((event[:60], len(held), f"{counted.low}–{counted.high}"))
    table(["happening", "reports", "independent"], rows)
    across = sum(len({happening[r.name] for r in reports if r.id in family.reports}) > 1 for family in families)
    print(f"families: {len(families)} of {len(reports)} reports; {across} hold reports of two happenings")


if __name__ == "__main__":
    main()
