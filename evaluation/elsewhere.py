"""Who is given which words, away from US politics: ten reports of the news cluster, labelled by hand as PolNeAR is.

Technology, show business, space, settlements, an accident, money, astronomy, sport, a bird on board, crime. The labels, in
`elsewhere/*.jsonl`, are spans and names without the texts, which stay with their publishers: each label file names its reports by id
and by the digest of the text that was read, and on any other text nothing is measured.
"""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from types import ModuleType
from typing import Any

from msgspec import Struct

from evaluation.attributions import ROWS
from evaluation.data import CLUSTER, SHARED, digest, present, scorer, table
from evaluation.intervals import Share, interval, share, shown

LABELS = Path(__file__).with_name("elsewhere")

# Rows of `evaluation.attributions` that say too little on ten reports.
TOO_FINE = {"full.all", "overlap.content", "overlap.all", "exact.all"}

# What has a floor: the F1 of these rows, by protocol. The kinds are left out: 24 direct and 19 mixed ones decide nothing.
FLOORED = {"full": ("found.all", "full50.all", "token.macro"), "statements": ("full50.all",)}

# A prediction answers a label when their contents share so much (Dice), as in `full50`.
ENOUGH = 0.5

PRONOUNS = frozenset("i he him his she her it its they them their we us who which that u".split())

Found = dict[str, list[dict[str, Any]]]  # what was found, by report


class Labelled(Struct, frozen=True):
    """One report with its labels: the outermost attributions, and the spans that are page furniture and count for nothing.

    An attribution is what the scorer takes, with a `speaker`: the full name of who it is, or None where the report does not name
    who it is. `forms`, where it is there, lists what else the report calls that body by: an abbreviation, a capital.
    """

    id: str
    text: str
    attributions: list[dict[str, Any]]
    furniture: list[tuple[int, int]]


class Verdict(Struct, frozen=True):
    """How the name given to one labelled attribution compares: right, short, wrong or open; given or open where there is none."""

    named: bool
    pronoun: bool
    answer: str | None  # None when the attribution was not found


def main() -> dict[str, Any]:
    """Print how well attributions and their speakers are found in the ten reports, and give the measures that have floors."""
    if not present():
        print(f"Evaluation skipped: the data folder {SHARED.name} is not beside the project.")
        return {}
    reports = labelled()
    found = predicted(reports)
    print(
        f"{len(reports)} reports away from US politics; precision, recall, F1 and its 95 % interval over reports; "
        "outermost attributions"
    )
    measures = _attributions(reports, found) | _speakers(reports, found)
    return {"data": digest(LABELS.glob("*.jsonl")), "at_least": measures}


def labels() -> list[dict[str, Any]]:
    """Read the label files: a list of reports, each with its id, the digest of its text and its attributions."""
    files = sorted(LABELS.glob("*.jsonl"))
    return [json.loads(line) for path in files for line in _lines(path.read_text(encoding="utf-8"))]


def _lines(text: str) -> list[str]:
    """Split at line feeds alone: a string in JSON may hold other line breaks."""
    return [line for line in text.split("\n") if line]


def labelled() -> list[Labelled]:
    """Put the labels to their texts in the news cluster; end the run when a text is not the one that was labelled."""
    cluster = map(json.loads, _lines(CLUSTER.read_text(encoding="utf-8")))
    texts = {report["id"]: report["text"] for report in cluster}
    return [_labelled(one, texts.get(one["id"], "")) for one in labels()]


def _labelled(one: dict[str, Any], text: str) -> Labelled:
    if hashlib.sha256(text.encode()).hexdigest() != one["sha256"]:
        raise SystemExit(f"the text of report {one['id']} in {CLUSTER.name} is not the one that was labelled")
    outer = [attribution for attribution in one["attributions"] if not attribution["nested"]]
    furniture = [(start, end) for start, end in one.get("discard", [])]
    return Labelled(one["id"], text, outer, furniture)


def predicted(reports: Sequence[Labelled]) -> Found:
    """Give what `onrecord attributions` prints for each report, nested ones left out."""
    with tempfile.TemporaryDirectory() as folder:
        paths = [Path(folder) / f"{report.id}.txt" for report in reports]
        for path, report in zip(paths, reports, strict=True):
            path.write_bytes(report.text.encode())
        command = [sys.executable, "-m", "onrecord", "attributions", *map(str, paths)]
        done = subprocess.run(command, stdout=subprocess.PIPE, check=False)
    if done.returncode:
        raise SystemExit(f"onrecord attributions answered {done.returncode}; see above")
    return {line["id"]: line["attributions"] for line in map(json.loads, _lines(done.stdout.decode()))}


def _attributions(reports: Sequence[Labelled], found: Found) -> dict[str, float]:
    """Print the scorer's table for each protocol, and give the measures that have floors."""
    tool = scorer("score_attributions")
    measures: dict[str, float] = {}
    for protocol, floored in FLOORED.items():
        counts = [_counted(tool, report, found[report.id], protocol) for report in reports]
        result = _result(tool, counts)
        print(f"\nprotocol {protocol}: {result['n_gold']:.0f} gold, {result['n_pred']:.0f} found")
        rows = [row for row in ROWS if row not in TOO_FINE]
        table(["", "P", "R", "F1", "95 %"], [[row, *result[row], _bounds(tool, counts, row)] for row in rows])
        measures |= {f"{protocol}.{row}": result[row][2] for row in floored}
    return measures


def _counted(tool: ModuleType, report: Labelled, found: list[dict[str, Any]], protocol: str) -> dict[Any, float]:
    """Count what the scorer counts in one report."""
    roles = [{role: tool.norm(one[role], report.text) for role in tool.ROLES} for one in report.attributions]
    marked = {"reader": (roles, report.furniture)}
    return tool.score_article(report.text, marked, found, "mean", protocol)  # type: ignore[no-any-return]


def _result(tool: ModuleType, counts: Sequence[dict[Any, float]]) -> dict[str, Any]:
    together: Counter[Any] = Counter()
    for one in counts:
        tool.add(together, one)
    return tool.results(together)  # type: ignore[no-any-return]


def _bounds(tool: ModuleType, counts: Sequence[dict[Any, float]], row: str) -> str:
    return shown(interval(counts, lambda drawn: float(_result(tool, drawn)[row][2])))


def _speakers(reports: Sequence[Labelled], found: Found) -> dict[str, float]:
    """Print whom the found attributions are given to, and give the measures that have floors.

    Unlike `evaluation.speakers`, from the plain text to the name: a wrong source found costs a name as well.
    """
    pair, name = scorer("score_attributions"), scorer("score_speakers")
    judged = [judge(pair, name, report, found[report.id]) for report in reports]
    named = [[one for one in report if one.named] for report in judged]
    pronouns = [[one for one in report if one.pronoun] for report in named]
    unnamed = [[one for one in report if not one.named] for report in judged]
    print("\nspeakers of the attributions that were found (half of the content's words); 95 % interval over reports")
    heading = ["", "labels", "found", "right", "short", "wrong", "open", "right of found", "", "right of named", ""]
    table(heading, [_named_row("named", named), _named_row("of them pronouns", pronouns)])
    print()
    table(["", "labels", "found", "left open", "given a name", "left open of found", ""], [_unnamed_row(unnamed)])
    return {
        "speakers.named.accuracy": share(_accuracy(named)) or 0.0,
        "speakers.named.precision": share(_precision(named)) or 0.0,
        "speakers.unnamed.open": share(_left_open(unnamed)) or 0.0,
    }


def judge(pair: ModuleType, name: ModuleType, report: Labelled, found: list[dict[str, Any]]) -> list[Verdict]:
    """Compare the speaker of each label with that of the prediction whose content is most like its own."""
    article = pair.Art(report.text)
    answers = [(article.att(one)["w"]["content"], one["speaker"]) for one in found]
    verdicts = []
    for label in report.attributions:
        wanted = article.att(label)["w"]["content"]
        likeness = [(pair.dice(content, wanted), given or "") for content, given in answers]
        alike, given = max(likeness, key=lambda answer: answer[0], default=(0.0, ""))
        source = " ".join(report.text[start:end] for start, end in label["source"])
        answer = _compare(name, given, label) if alike >= ENOUGH else None
        verdicts.append(Verdict(label["speaker"] is not None, source.casefold() in PRONOUNS, answer))
    return verdicts


def _compare(name: ModuleType, given: str, label: dict[str, Any]) -> str:
    """Say how a name compares with the label's: as the scorer of speakers does, but another form of a body's name is short."""
    if not given:
        return "open"
    if label["speaker"] is None:
        return "given"
    if any(name.compare(given, form) == "right" for form in label.get("forms", [])):
        return "short"
    return str(name.compare(given, label["speaker"]))


def _named_row(heading: str, reports: list[list[Verdict]]) -> list[object]:
    answers = Counter(one.answer for report in reports for one in report)
    accuracy, precision = _accuracy(reports), _precision(reports)
    return [
        heading,
        answers.total(),
        answers.total() - answers[None],
        *(answers[answer] for answer in ("right", "short", "wrong", "open")),
        *(cell for shares in (accuracy, precision) for cell in (_cell(shares), shown(interval(shares, share)))),
    ]


def _unnamed_row(reports: list[list[Verdict]]) -> list[object]:
    answers = Counter(one.answer for report in reports for one in report)
    shares = _left_open(reports)
    found = answers.total() - answers[None]
    bounds = shown(interval(shares, share))
    return ["unnamed", answers.total(), found, answers["open"], answers["given"], _cell(shares), bounds]


def _accuracy(reports: list[list[Verdict]]) -> list[Share]:
    """Count, by report, the right names of all attributions found."""
    return [_share(report, ("right",), ("right", "short", "wrong", "open")) for report in reports]


def _precision(reports: list[list[Verdict]]) -> list[Share]:
    """Count, by report, the right names of all names given."""
    return [_share(report, ("right",), ("right", "short", "wrong")) for report in reports]


def _left_open(reports: list[list[Verdict]]) -> list[Share]:
    """Count, by report, those left without a name of all found whose speaker the report does not name."""
    return [_share(report, ("open",), ("open", "given")) for report in reports]


def _share(verdicts: list[Verdict], right: Sequence[str], counted: Sequence[str]) -> Share:
    return sum(one.answer in right for one in verdicts), sum(one.answer in counted for one in verdicts)


def _cell(shares: Sequence[Share]) -> object:
    found = share(shares)
    return "" if found is None else found


if __name__ == "__main__":
    main()
