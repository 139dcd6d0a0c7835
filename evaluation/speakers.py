"""Who is behind each source: PolNeAR dev, whose 1,952 source spans were read by hand.

The sources are given (the annotators'), so that this measures who is meant by a source, not whether it was found.
"""

from __future__ import annotations

import json
import re
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

from evaluation.data import POLNEAR, digest, printed, scorer, table
from onrecord.language import parse_all
from onrecord.model import Attribution, Report, Span
from onrecord.read import read
from onrecord.speakers.answers import CONFIDENCE, Answer
from onrecord.speakers.resolve import explain

SPLIT = POLNEAR / "dev"
GOLD = POLNEAR / "dev_speakers.jsonl"

# Rows of the scorer's table that have floors, by what is floored in them.
FLOORED = {
    ("named", "name"): ("accuracy", "precision"),
    ("named", "nominal"): ("precision",),
    ("named", "pronoun"): ("precision", "recall"),
    ("named", "all"): ("accuracy", "precision"),
    ("unnamed", "all"): ("accuracy",),
}


def main() -> dict[str, Any]:
    """Print how often the right person or body is behind a source, and how often each kind of rule is right."""
    tool = scorer("score_speakers")
    answers = dict(answer_all())
    with tempfile.TemporaryDirectory() as folder:
        predictions = Path(folder) / "predictions.jsonl"
        predictions.write_text("".join(_line(name, *pair) for name, pair in answers.items()), encoding="utf-8")
        text = printed(tool, GOLD, SPLIT, predictions)
    print(text)
    by_rule(tool, answers)
    return {"data": digest([GOLD, *SPLIT.rglob("*.*")]), "at_least": _measures(text)}


def answer_all() -> Iterator[tuple[str, tuple[list[Attribution], list[Answer]]]]:
    """Resolve the annotators' sources of every article that has labels."""
    wanted = sorted({json.loads(line)["id"] for line in GOLD.read_text(encoding="utf-8").splitlines()})
    reports = read([SPLIT / "text" / f"{name}.txt" for name in wanted]).reports
    for parsed in parse_all(reports):
        attributions = list(annotated(parsed.report))
        yield parsed.report.name, (attributions, explain(parsed, attributions))


def annotated(report: Report) -> Iterator[Attribution]:
    """Give the attributions that people marked in an article, in the order of the text."""
    path = sorted((SPLIT / "attributions").glob(f"{report.name}_*.ann"))[0]
    lines = [line.partition("\t") for line in path.read_bytes().decode().split("\n")]
    pieces: dict[str, list[Span]] = {}
    for name, _, rest in lines:
        if name.startswith("T"):
            offsets = rest.split("\t")[0].split(" ", 1)[1]
            pieces[name] = [report.span(*map(int, piece.split())) for piece in offsets.split(";")]
    events: list[dict[str, list[Span]]] = [defaultdict(list) for name, _, _ in lines if name.startswith("E")]
    for event, (_, _, rest) in zip(events, (line for line in lines if line[0].startswith("E")), strict=True):
        for role, _, piece in (argument.partition(":") for argument in rest.split()):
            event[role.rstrip("0123456789")].extend(pieces[piece])
    events.sort(key=lambda event: min(event["Source"] + event["Cue"] + event["Content"], default=report.span(0, 0)))
    for number, event in enumerate(events):
        yield _attribution(report, str(number), event)


def _attribution(report: Report, number: str, event: dict[str, list[Span]]) -> Attribution:
    quoted = [
        report.span(span.start + match.start(1), span.start + match.end(1))
        for span in event["Content"]
        for match in re.finditer('[“"]([^”"]*)', span.text(report))
    ]
    return Attribution(
        id=number,
        report=report.id,
        source=tuple(sorted(event["Source"])),
        cue=tuple(sorted(event["Cue"])),
        content=tuple(sorted(event["Content"])),
        quoted=tuple(quoted),
        form="direct" if quoted else "indirect",
        type="speech",
        origin="annotator",
        confidence=1.0,
    )


def _line(name: str, attributions: list[Attribution], answers: list[Answer]) -> str:
    found = [
        {"source": [[span.start, span.end] for span in one.source], "speaker": answer.name}
        for one, answer in zip(attributions, answers, strict=True)
    ]
    return json.dumps({"id": name, "attributions": found}) + "\n"


def _measures(text: str) -> dict[str, float]:
    """Read the floored measures from the scorer's table."""
    heading, *rows = [line.split() for line in text.splitlines() if line.strip()]
    found = {(row[0], row[1]): dict(zip(heading[2:], row[2:], strict=True)) for row in rows}
    return {
        f"{gold}.{kind}.{measure}": float(found[gold, kind][measure])
        for (gold, kind), measures in FLOORED.items()
        for measure in measures
    }


def by_rule(tool: ModuleType, answers: dict[str, tuple[list[Attribution], list[Answer]]]) -> None:
    """Print for each kind of rule that gives a name how often the name was right; the confidences come from here."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for line in GOLD.read_text(encoding="utf-8").splitlines():
        gold = json.loads(line)
        spans = tool.spans(str(SPLIT), gold["id"]).get(gold["t"])
        pair = max(zip(*answers[gold["id"]], strict=True), key=lambda pair: _shared(tool, pair[0], spans or []))
        if spans and _shared(tool, pair[0], spans):
            named = gold["type"] in tool.NAMED and gold["speaker"]
            counts[pair[1].kind][(tool.compare if named else tool.compare_unnamed)(pair[1].name, gold["speaker"])] += 1
    rows = [
        (
            kind,
            sum(found.values()),
            found["right"],
            found["short"],
            found["wrong"],
            found["silent"],
            found["right"] / sum(found.values()),
            str(CONFIDENCE.get(kind, "")),
        )
        for kind, found in sorted(counts.items(), key=lambda item: (-sum(item[1].values()), item[0]))
    ]
    table(["rule", "n", "right", "short", "wrong", "silent", "share right", "confidence"], rows)


def _shared(tool: ModuleType, attribution: Attribution, spans: list[tuple[int, int]]) -> int:
    return int(tool.overlap([(span.start, span.end) for span in attribution.source], spans))


if __name__ == "__main__":
    main()
