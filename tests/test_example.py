"""The record of the example story against its truth, which was written by hand: examples/truth/harbour-bridge.toml.

Promises must hold for every item. Recall is counted for each kind of item and may not fall under the floors beside the
truth; each known miss is listed there by name, and one that is found fails its xfail, so that the list stays true.
`.venv/bin/python tests/test_example.py` prints the floors and misses as they are now, with the reasons given before.
"""

from __future__ import annotations

import itertools
import json
import re
import tomllib
from collections.abc import Callable, Iterable, Iterator
from functools import cache, cached_property
from pathlib import Path
from typing import Any

import pytest

from onrecord.build import build
from onrecord.model import Attribution, Edit, Finding, Record, Report, Span, Witness

EXAMPLES = Path(__file__).resolve().parents[1] / "examples"
STORY = EXAMPLES / "harbour-bridge"
TRUTH = tomllib.loads((EXAMPLES / "truth" / "harbour-bridge.toml").read_text(encoding="utf-8"))
FLOORS = tomllib.loads((EXAMPLES / "truth" / "harbour-bridge.floors.toml").read_text(encoding="utf-8"))

SAID = {item["id"]: item for item in TRUTH["attribution"]}
ALL_WORDS = SAID | {item["id"]: item for item in TRUTH["passage"]}
NAMES = {report["key"]: report["name"] for report in TRUTH["report"]}
PARTICULARS = ("outlet", "published", "byline", "agency")

GAP = " [...] "  # stands for everything between the words before and after it

Item = dict[str, Any]
Place = tuple[int, int]


# ---- The truth, with offsets ---------------------------------------------------------------------------------------


@cache
def texts() -> dict[str, str]:
    """Read each report's text from its file, without the program's help, by its key in the truth."""
    rows = map(json.loads, (STORY / "collected.jsonl").read_text(encoding="utf-8").splitlines())
    named = {row["id"]: row["text"] for row in rows}
    named |= {file.stem: file.read_text(encoding="utf-8") for file in STORY.glob("*.txt")}
    return {key: named[name] for key, name in NAMES.items()}


def find(text: str, words: str, nth: int | None = None) -> Place:
    """Find words in a text. Raises ValueError unless they stand there exactly once, or `nth` says which is meant."""
    first, _, last = words.partition(GAP)
    starts = [match.start() for match in re.finditer(re.escape(first), text)]
    if not starts or (nth is None and len(starts) > 1):
        raise ValueError(f"{words!r} stands {len(starts)} times")
    start = starts[(nth or 1) - 1]
    return start, (text.index(last, start + len(first)) + len(last) if last else start + len(first))


def places(item: Item, report: str) -> list[Place]:
    """Give the offsets of an item's words, piece by piece."""
    pieces = item["words"] if isinstance(item["words"], list) else [item["words"]]
    full = [piece if isinstance(piece, dict) else {"words": piece, "nth": item.get("nth")} for piece in pieces]
    return [find(texts()[report], piece["words"], piece["nth"]) for piece in full]


def key_of(reference: str) -> str:
    """Give the report's key in a reference such as "halcyon/money#2"."""
    return reference.split("/")[0]


def whole(reference: str) -> str:
    """Take the number of the piece off a reference."""
    return reference.split("#")[0]


def pieces(reference: str) -> list[Place]:
    """Give the offsets of an attribution or passage; "id#2" is its second piece alone."""
    found = places(ALL_WORDS[whole(reference)], key_of(reference))
    return [found[int(reference.split("#")[1]) - 1]] if "#" in reference else found


def distance(a: Place, b: Place) -> int:
    return max(a[0] - b[1], b[0] - a[1])


def source_place(item: Item) -> Place:
    """Find the mention that is the source: the one nearest to the words and outside them, unless `nth_source` says."""
    name, words = item["source"], pieces(item["id"])
    pattern = rf"(?<!\w){re.escape(name)}(?!\w)"
    mentions = [match.span() for match in re.finditer(pattern, texts()[key_of(item["id"])])]
    if "nth_source" in item:
        return mentions[item["nth_source"] - 1]
    outside = [mention for mention in mentions if all(distance(mention, word) >= 0 for word in words)]
    return min(outside, key=lambda mention: min(distance(mention, word) for word in words))


def accepted(item: Item) -> set[str | None]:
    """List what may be given as the speaker: no speaker is never wrong."""
    return {None, item.get("speaker"), *item.get("also", [])}


def carriers(statement: Item) -> list[str]:
    """List all references of a statement: those that must be joined and those that may."""
    return statement.get("carried_by", []) + statement.get("may", [])


# ---- The record, seen through the truth's keys ---------------------------------------------------------------------


def size(spans: Iterable[Place]) -> int:
    return sum(end - start for start, end in spans)


def shared(a: Iterable[Place], b: Iterable[Place]) -> int:
    b = list(b)
    return sum(max(0, min(x[1], y[1]) - max(x[0], y[0])) for x in a for y in b)


def covers(a: list[Place], b: list[Place]) -> bool:
    """Say whether two stretches share at least half of the shorter one."""
    return 0 < min(size(a), size(b)) <= 2 * shared(a, b)


def within(a: list[Place], b: list[Place]) -> bool:
    """Say whether more than half of the first stretch lies in the second."""
    return size(a) < 2 * shared(a, b)


def alike(text: str, wanted: str) -> bool:
    """Say whether two wordings share half the words of the shorter; no words are like no words only."""
    a, b = (set(re.findall(r"\w+", words.casefold())) for words in (text, wanted))
    return a == b or (bool(a and b) and 2 * len(a & b) >= min(len(a), len(b)))


class Seen:
    """A record that answers in the truth's keys and offsets."""

    def __init__(self, record: Record) -> None:
        self.record = record
        keys = {name: key for key, name in NAMES.items()}
        self.keys = {report.id: keys[report.name] for report in record.reports}

    def report(self, key: str) -> Report:
        return next(report for report in self.record.reports if self.keys[report.id] == key)

    def at(self, spans: Iterable[Span], report: str) -> list[Place]:
        """Give the offsets of those spans that lie in a report."""
        return [(span.start, span.end) for span in spans if self.keys[span.report] == report]

    def words(self, spans: Iterable[Span | None]) -> str:
        return " … ".join(span.text(self.record.report(span.report)) for span in spans if span)

    def attributions(self, report: str) -> Iterator[tuple[Attribution, list[Place]]]:
        for attribution in self.record.attributions:
            if self.keys[attribution.report] == report:
                yield attribution, self.at(attribution.content, report)

    def witnesses(self) -> Iterator[tuple[str, Witness]]:
        for statement in self.record.statements:
            for witness in statement.witnesses:
                yield statement.id, witness

    def best(self, item: Item) -> Attribution | None:
        """Find the program's attribution for one of the truth: the most alike content, with Dice at least a half."""
        words = pieces(item["id"])
        scored = [
            (2 * shared(words, mine) / (size(words) + size(mine)), attribution.id, attribution)
            for attribution, mine in self.attributions(key_of(item["id"]))
        ]
        score, _, found = max(scored, key=lambda one: one[:2], default=(0, "", None))
        return found if score >= 0.5 else None

    @cached_property
    def carried(self) -> dict[str, set[str]]:
        """Say which references each statement carries, by statement id."""
        references = {*ALL_WORDS, *itertools.chain.from_iterable(map(carriers, TRUTH["statement"]))}
        carried: dict[str, set[str]] = {statement.id: set() for statement in self.record.statements}
        for (statement, witness), reference in itertools.product(self.witnesses(), references):
            if covers(self.at(witness.spans, key_of(reference)), pieces(reference)):
                carried[statement].add(reference)
        return carried

    def joined(self, a: str, b: str) -> bool:
        return any({a, b} <= references for references in self.carried.values())


@pytest.fixture(scope="module")
def seen() -> Seen:
    return Seen(build([STORY]))


# ---- What is looked for: for each kind of item, a question for each of its names -----------------------------------

Question = Callable[[Seen], bool]


def stated(seen: Seen, item: Item, field: str) -> str | None:
    value = getattr(seen.report(item["key"]), field)
    return value and value.value[: len("2025-10-14") if field == "published" else None]


def particular_right(item: Item, field: str) -> Question:
    return lambda seen: stated(seen, item, field) in (item[field], *item.get(f"also_{field}", []))


def block_marked(item: Item) -> Question:
    place = places(item, item["report"])
    return lambda seen: any(
        covers(place, seen.at([block.span], item["report"])) and block.kind in item["kinds"]
        for block in seen.report(item["report"]).blocks
    )


def attributed(item: Item, right: Callable[[Attribution], bool] = lambda found: True) -> Question:
    def question(seen: Seen) -> bool:
        found = seen.best(item)
        return found is not None and right(found)

    return question


def source_right(item: Item) -> Question:
    key = key_of(item["id"])

    def question(seen: Seen) -> bool:
        found = seen.best(item)
        return found is not None and shared([source_place(item)], seen.at(found.source, key)) > 0

    return question


def speaker_right(item: Item) -> Question:
    wanted = accepted(item) if "unknown" in item else accepted(item) - {None}
    return attributed(item, lambda found: found.speaker.name in wanted)


def left_alone(item: Item) -> Question:
    place = places(item, item["report"])
    return lambda seen: not any(within(mine, place) for _, mine in seen.attributions(item["report"]))


def sides(seen: Seen, edit: Edit, report: str) -> tuple[str, str]:
    """Give the words of an edit as the other report and as this report has them."""
    base, other = seen.words([edit.base]), seen.words([edit.other])
    return (base, other) if seen.keys[edit.other_report] == report else (other, base)


def edit_found(item: Item) -> Question:
    def is_it(seen: Seen, edit: Edit) -> bool:
        base, other = seen.keys[edit.base_report], seen.keys[edit.other_report]
        if item["report"] not in (base, other) or edit.kind not in item["kinds"]:
            return False
        was, now = sides(seen, edit, item["report"])
        return (
            edit.marked == item.get("marked", edit.marked)
            and edit.substantive == item["substantive"]
            and alike(was, item["was"])
            and alike(now, item.get("now", ""))
        )

    return lambda seen: any(is_it(seen, edit) for edit in seen.record.edits)


def finding_found(item: Item) -> Question:
    def is_it(seen: Seen, finding: Finding) -> bool:
        if "words" not in item:
            return seen.keys[finding.report] == item["report"]
        return shared(seen.at(finding.spans, item["report"]), places(item, item["report"])) > 0

    return lambda seen: any(f.kind in item["kinds"] and is_it(seen, f) for f in seen.record.findings)


def pair_joined(a: str, b: str) -> Question:
    return lambda seen: seen.joined(a, b)


def family_joined(a: str, b: str) -> Question:
    return lambda seen: any({a, b} <= {seen.keys[r] for r in family.reports} for family in seen.record.families)


def across(references: Iterable[str]) -> list[tuple[str, str]]:
    """Pair references of different reports."""
    return [(a, b) for a, b in itertools.combinations(references, 2) if key_of(a) != key_of(b)]


def label(item: Item) -> str:
    return f"{item['report']}: {item['words']}" + (f" ({item['nth']})" if "nth" in item else "")


WANTED: dict[str, dict[str, Question]] = {
    "particulars": {
        f"{item['key']} {field}": particular_right(item, field)
        for item in TRUTH["report"]
        for field in PARTICULARS
        if item.get(field, "unknown") != "unknown"
    },
    "blocks": {label(item): block_marked(item) for item in TRUTH["block"]},
    "attributions": {key: attributed(item) for key, item in SAID.items()},
    "forms": {key: attributed(item, lambda found, item=item: found.form == item["form"]) for key, item in SAID.items()},
    "sources": {key: source_right(item) for key, item in SAID.items() if "source" in item},
    "speakers": {key: speaker_right(item) for key, item in SAID.items()},
    "reserve": {
        key: attributed(item, lambda found, item=item: found.cue_sense == item["sense"])
        for key, item in SAID.items()
        if "sense" in item
    },
    "left alone": {label(item): left_alone(item) for item in TRUTH["never"]},
    "pairs": {
        f"{item['id']}: {a} = {b}": pair_joined(a, b)
        for item in TRUTH["statement"]
        for a, b in across(item.get("carried_by", []))
    },
    "edits": {item["id"]: edit_found(item) for item in TRUTH["edit"]},
    "families": {f"{a} = {b}": family_joined(a, b) for item in TRUTH["family"] for a, b in across(item["reports"])},
    "findings": {item["id"]: finding_found(item) for item in TRUTH["finding"]},
}


def known_miss(kind: str, name: str) -> list[pytest.MarkDecorator]:
    reason = FLOORS.get("misses", {}).get(kind, {}).get(name)
    return [pytest.mark.xfail(reason=reason, strict=True)] if reason else []


# ---- The truth itself ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("reference", ALL_WORDS)
def test_the_words_of_the_truth_stand_in_the_report(reference: str) -> None:
    assert all(start < end for start, end in pieces(reference))


@pytest.mark.parametrize("item", [item for item in SAID.values() if "source" in item], ids=lambda item: item["id"])
def test_the_source_of_the_truth_stands_outside_the_words(item: Item) -> None:
    start, end = source_place(item)
    assert texts()[key_of(item["id"])][start:end] == item["source"]
    assert shared([(start, end)], pieces(item["id"])) == 0


def test_the_truth_refers_only_to_what_it_has() -> None:
    named = {*itertools.chain.from_iterable(map(carriers, TRUTH["statement"]))}
    named |= {pair[side] for pair in TRUTH["apart"] for side in "ab"}
    assert {whole(reference) for reference in named} <= set(ALL_WORDS)
    for kind, misses in FLOORS.get("misses", {}).items():
        assert set(misses) <= set(WANTED[kind])


# ---- Promises: each must hold for every item -----------------------------------------------------------------------


def test_every_report_is_stored_with_its_text_untouched(seen: Seen) -> None:
    assert {report.name: report.text for report in seen.record.reports} == {NAMES[k]: t for k, t in texts().items()}
    assert [one.state for one in seen.record.inputs] == ["stored"] * len(NAMES)


@pytest.mark.parametrize("field", PARTICULARS)
def test_no_report_is_given_a_wrong(seen: Seen, field: str) -> None:
    given = {item["key"]: (stated(seen, item, field), item) for item in TRUTH["report"]}
    assert {
        key: value
        for key, (value, item) in given.items()
        if value not in (None, item.get(field), *item.get(f"also_{field}", []))
    } == {}


def said_there(mine: list[Place], report: str) -> Item | None:
    """Find the attribution of the truth that most of a stretch of a report lies in."""
    here = [item for item in SAID.values() if key_of(item["id"]) == report]
    item = max(here, key=lambda item: shared(mine, pieces(item["id"])))
    return item if within(mine, pieces(item["id"])) else None


@pytest.mark.parametrize("report", NAMES)
def test_no_attribution_has_a_wrong_speaker(seen: Seen, report: str) -> None:
    wrong = []
    for attribution, mine in seen.attributions(report):
        item = None if attribution.nested else said_there(mine, report)
        if item and attribution.speaker.name not in accepted(item):
            wrong.append(f"{item['id']}: {seen.words(attribution.content)!r}: {attribution.speaker}")
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("report", NAMES)
def test_no_witness_has_a_wrong_speaker(seen: Seen, report: str) -> None:
    nested = {attribution.id for attribution in seen.record.attributions if attribution.nested}
    wrong = []
    for identity, witness in seen.witnesses():
        item = said_there(seen.at(witness.spans, report), report) if seen.keys[witness.report] == report else None
        if item and witness.attribution not in nested and witness.speaker.name not in accepted(item):
            wrong.append(f"{item['id']} in {identity}: {seen.words(witness.spans)!r}: {witness.speaker}")
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("item", TRUTH["statement"], ids=lambda item: item["id"])
def test_no_joined_statement_has_a_wrong_speaker(seen: Seen, item: Item) -> None:
    for statement in seen.record.statements:
        here = seen.carried[statement.id] & set(carriers(item))
        if len(set(map(key_of, here))) > 1:
            assert statement.speaker.name in accepted(item), (sorted(here), statement.speaker)


def test_every_reading_is_cut_from_its_own_report(seen: Seen) -> None:
    for statement in seen.record.statements:
        for number, witness in enumerate(statement.witnesses):
            text = seen.record.report(witness.report).text
            assert all(s.report == witness.report and 0 <= s.start < s.end <= len(text) for s in witness.spans)
            readings = [column.readings[number] for column in statement.columns]
            assert all(any(span.holds(reading) for span in witness.spans) for reading in readings if reading)


@pytest.mark.parametrize("item", TRUTH["never"], ids=label)
def test_it_is_nobodys_statement(seen: Seen, item: Item) -> None:
    place = places(item, item["report"])
    assert [
        identity for identity, witness in seen.witnesses() if within(seen.at(witness.spans, item["report"]), place)
    ] == [], item["why"]


FURNITURE = [item for item in TRUTH["block"] if not {"headline", "caption"} & set(item["kinds"])]


@pytest.mark.parametrize("item", FURNITURE, ids=label)
def test_no_statement_holds_page_furniture(seen: Seen, item: Item) -> None:
    place = places(item, item["report"])
    assert [
        identity for identity, witness in seen.witnesses() if shared(seen.at(witness.spans, item["report"]), place)
    ] == []


@pytest.mark.parametrize("pair", TRUTH["apart"], ids=lambda pair: f"{pair['a']} and {pair['b']}")
def test_look_alikes_stay_apart(seen: Seen, pair: Item) -> None:
    assert not seen.joined(pair["a"], pair["b"]), pair["why"]


def test_no_statement_joins_what_was_not_one_utterance(seen: Seen) -> None:
    groups = [set(map(whole, carriers(item))) for item in TRUTH["statement"]]
    # Two statements of the truth that share an attribution are parts of one utterance.
    utterances = [set().union(*(other for other in groups if other & group)) for group in groups]
    found = [sorted(set(map(whole, references)) & set(SAID)) for references in seen.carried.values()]
    wrong = [
        f"{a} = {b}"
        for references in found
        for a, b in across(references)
        if not any({a, b} <= utterance for utterance in utterances)
    ]
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("item", TRUTH["dress"], ids=lambda item: f"{item['was']} and {item['now']}")
def test_a_difference_of_dress_is_no_substantive_edit(seen: Seen, item: Item) -> None:
    for edit in seen.record.edits:
        for one, other in itertools.permutations([seen.words([edit.base]), seen.words([edit.other])]):
            same = item["was"] in one and one.replace(item["was"], item["now"]) == other
            assert not (same and edit.substantive), edit


@pytest.mark.parametrize("item", TRUTH["no_edit"], ids=lambda item: f"{item['report']}: {item['was']}")
def test_nothing_was_changed_there(seen: Seen, item: Item) -> None:
    for edit in seen.record.edits:
        if item["report"] in (seen.keys[edit.base_report], seen.keys[edit.other_report]) and not edit.marked:
            assert sides(seen, edit, item["report"]) != (item["was"], ""), item["why"]


def test_own_reporting_is_laid_at_nobody_elses_door(seen: Seen) -> None:
    families = [
        (sorted(seen.keys[r] for r in family.reports), family.because)
        for family in seen.record.families
        if family.certain and len(family.reports) > 1
    ]
    assert [family for family in families if set(family[0]) & set(TRUTH["independence"]["never_with"])] == []


def test_the_count_of_independent_reports_allows_the_true_one(seen: Seen) -> None:
    count, truth = seen.record.independence, TRUTH["independence"]
    assert count.low <= truth["high"] and truth["low"] <= count.high < len(NAMES), count


def false_finding(item: Item) -> str:
    return " or ".join(item["kinds"]) + " in " + ", ".join(item["reports"])


@pytest.mark.parametrize("item", TRUTH["no_finding"], ids=false_finding)
def test_there_is_no_false_finding(seen: Seen, item: Item) -> None:
    there = [f for f in seen.record.findings if f.kind in item["kinds"] and seen.keys[f.report] in item["reports"]]
    if "words" in item:
        [report] = item["reports"]
        there = [f for f in there if shared(seen.at(f.spans, report), places(item, report))]
    wrong = [f"{seen.keys[f.report]} {f.kind}: {seen.words(f.spans[:1])!r}: {f.because}" for f in there]
    assert not wrong, "\n".join(wrong)


# ---- Recall: floors, and each known miss by name -------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "name"),
    [pytest.param(kind, name, marks=known_miss(kind, name)) for kind, names in WANTED.items() for name in names],
)
def test_the_record_has(seen: Seen, kind: str, name: str) -> None:
    assert WANTED[kind][name](seen)


@pytest.mark.parametrize("kind", WANTED)
def test_recall_keeps_its_floor(seen: Seen, kind: str) -> None:
    missed = [name for name, question in WANTED[kind].items() if not question(seen)]
    found, of = len(WANTED[kind]) - len(missed), len(WANTED[kind])
    assert found >= FLOORS["floors"][kind], "\n".join([f"{kind}: {found} of {of}", *(f"missed: {m}" for m in missed)])


def print_floors(seen: Seen) -> None:
    """Print the floors and the known misses as they are now, keeping the reasons given before."""
    missed = {kind: [name for name, question in names.items() if not question(seen)] for kind, names in WANTED.items()}
    print("# What the program finds of harbour-bridge.toml, and what it is known to miss. Floors only rise.")
    print("# Printed by `.venv/bin/python tests/test_example.py`; the reasons are written by hand.\n\n[floors]")
    for kind, names in missed.items():
        print(f'"{kind}" = {len(WANTED[kind]) - len(names)}  # of {len(WANTED[kind])}')
    for kind, names in missed.items():
        print(f'\n[misses."{kind}"]' if names else "", end="\n" if names else "")
        for name in names:
            reason = FLOORS.get("misses", {}).get(kind, {}).get(name, "not found yet")
            print(f"{json.dumps(name, ensure_ascii=False)} = {json.dumps(reason, ensure_ascii=False)}")


if __name__ == "__main__":
    print_floors(Seen(build([STORY])))
