"""Who is behind each source: PolNeAR dev, whose 1,952 source spans were read by hand.

The sources are given (the annotators'), so that this measures who is meant by a source, not whether it was found.
"""

from __future__ import annotations

import json
import re
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any

from msgspec import Struct

from evaluation.articles import SPLIT, parsed
from evaluation.data import POLNEAR, digest, printed, scorer, table
from evaluation.intervals import Share, with_interval
from onrecord.model import Attribution, Report, Span
from onrecord.speakers.answers import CONFIDENCE, Answer
from onrecord.speakers.resolve import explain

GOLD = POLNEAR / "dev_speakers.jsonl"

Pieces = list[tuple[int, int]]

# Rows of the scorer's table that have floors, by what is floored in them.
FLOORED = {
    ("named", "name"): ("accuracy", "precision"),
    ("named", "nominal"): ("precision",),
    ("named", "pronoun"): ("precision", "recall"),
    ("named", "all"): ("accuracy", "precision"),
    ("unnamed", "all"): ("accuracy",),
}


class Label(Struct, frozen=True):
    """One source read by hand: where it stands, what kind of words it is (name, nominal, pronoun) and whom it stands for.

    `named` says whether that is someone with a name; `speaker` is None, or a phrase, where it is not.
    """

    article: str
    source: Pieces
    kind: str
    speaker: str | None
    named: bool


class Verdict(Struct, frozen=True):
    """What the scorer says of one answer: right, short, wrong, silent (no answer given) or missed (source not found)."""

    label: Label
    answer: Answer | None
    verdict: str


def main() -> dict[str, Any]:
    """Print how often the right person or body is behind a source, and how often each kind of rule is right."""
    with tempfile.TemporaryDirectory() as folder:
        predictions = Path(folder) / "predictions.jsonl"
        predictions.write_text("".join(_line(name, *pair) for name, pair in answers().items()), encoding="utf-8")
        text = printed(tool(), GOLD, SPLIT, predictions)
    print(text)
    by_chance()
    print()
    by_rule()
    return {"data": digest([GOLD, *SPLIT.rglob("*.*")]), "at_least": _measures(text)}


@cache
def tool() -> ModuleType:
    """Load the scorer of speakers."""
    return scorer("score_speakers")


@cache
def labels() -> dict[str, list[Label]]:
    """Read the labels, by article; one whose source is not marked in the article is left out, as the scorer does."""
    found: dict[str, list[Label]] = {}
    for label in map(json.loads, GOLD.read_text(encoding="utf-8").splitlines()):
        article = label["id"]
        source = _marked(article).get(label["t"])
        if source:
            named = bool(label["type"] in tool().NAMED and label["speaker"])
            found.setdefault(article, []).append(Label(article, source, label["kind"], label["speaker"], named))
    return dict(sorted(found.items()))


@cache
def _marked(article: str) -> dict[str, Pieces]:
    return tool().spans(str(SPLIT), article)  # type: ignore[no-any-return]


@cache
def answers() -> dict[str, tuple[list[Attribution], list[Answer]]]:
    """Resolve the annotators' sources of every article that has labels."""
    found = {}
    for name in labels():
        attributions = list(annotated(parsed()[name].report))
        found[name] = (attributions, explain(parsed()[name], attributions))
    return found


@cache
def verdicts() -> list[Verdict]:
    """Judge for every label the answer given to the source that shares most with it."""
    return [_verdict(label) for article in labels().values() for label in article]


def _verdict(label: Label) -> Verdict:
    best, answer = max(zip(*answers()[label.article], strict=True), key=lambda pair: _shared(pair[0], label.source))
    if not _shared(best, label.source):
        return Verdict(label, None, "missed")
    compare = tool().compare if label.named else tool().compare_unnamed
    return Verdict(label, answer, compare(answer.name, label.speaker))


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


def by_chance() -> None:
    """Print how far chance may move accuracy (right of found) and precision (right of answered), by kind of source."""
    print("share right of the sources found, and of those given a name, each with its 95 % interval over articles")
    rows = []
    for named, gold in ((True, "named"), (False, "unnamed")):
        for kind in ("name", "nominal", "pronoun", "all"):
            row = [one for one in verdicts() if one.label.named == named and kind in (one.label.kind, "all")]
            found, said = (_shares(row, unsaid) for unsaid in ({"missed"}, {"missed", "silent"}))
            # For the unnamed the scorer takes silence as right, so there is no precision to speak of.
            rows.append([f"{gold} {kind}", *with_interval(found), *(with_interval(said) if named else ("", ""))])
    table(["", "accuracy", "95 %", "precision", "95 %"], rows)


def _shares(row: list[Verdict], uncounted: set[str]) -> list[Share]:
    """Give for each article how many of these are right, of how many that count."""
    parts: dict[str, Counter[str]] = {name: Counter() for name in labels()}
    for one in row:
        if one.verdict not in uncounted:
            parts[one.label.article][one.verdict] += 1
    return [(found["right"], found.total()) for found in parts.values()]


def by_rule() -> None:
    """Print for each kind of rule that gives a name how often the name was right; the confidences come from here."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for one in verdicts():
        if one.answer:
            counts[one.answer.kind][one.verdict] += 1
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


def _shared(attribution: Attribution, spans: Pieces) -> int:
    return int(tool().overlap([(span.start, span.end) for span in attribution.source], spans))


if __name__ == "__main__":
    main()
