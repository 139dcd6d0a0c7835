"""Who is given which words: PolNeAR dev, 84 political news articles that people annotated.

./run python -m evaluation.attributions              how well they are found
./run python -m evaluation.attributions --origins    how often each rule is right: the confidences come from here
"""

from __future__ import annotations

import sys
from typing import Any

import onrecord
from evaluation.articles import SPLIT, annotated, data, scores, tool
from evaluation.data import table
from evaluation.intervals import DRAWS, shown
from onrecord.attributions.confidence import BY_RULE

# Rows of the printed table; the scorer explains each (`score_attributions.py --help`).
ROWS = (
    "found.all",
    "full.all",
    "full50.all",
    "full50.direct",
    "full50.mixed",
    "full50.indirect",
    "token.source",
    "token.cue",
    "token.content",
    "token.macro",
    "overlap.content",
    "overlap.all",
    "exact.all",
)

# What has a floor: the F1 of these rows, by protocol. "statements" leaves wishes, beliefs and feelings uncounted.
FLOORED = {
    "full": (
        "found.all",
        "full50.all",
        "full50.direct",
        "full50.mixed",
        "full50.indirect",
        "token.macro",
        "overlap.content",
    ),
    "statements": ("full50.all",),
}


def main() -> dict[str, Any]:
    """Print how well attributions are found on PolNeAR dev, and give the measures that have floors."""
    results = {protocol: scores(protocol, DRAWS) for protocol in FLOORED}
    print(
        f"PolNeAR dev: {len(annotated())} articles; precision, recall, F1 and its 95 % interval over articles; "
        "mean over annotators"
    )
    for protocol, result in results.items():
        print(f"\nprotocol {protocol}: {result['n_gold']:.0f} gold, {result['n_pred']:.0f} found")
        table(["", "P", "R", "F1", "95 %"], [[row, *result[row], shown(result["ci95"].get(row))] for row in ROWS])
    measures = {f"{protocol}.{row}": results[protocol][row][2] for protocol, rows in FLOORED.items() for row in rows}
    return {"data": data(), "at_least": measures}


def origins() -> None:
    """Print how often an attribution of each origin has content and source right, outermost ones only.

    Right is what `full50` calls right: the source shares a word with the annotators' and the content half of its words.
    Found is right but for the source, and any shared word of the content will do. (The annotators left out what has no source,
    so a quotation without one is never right here.)
    """
    found: dict[str, dict[str, list[dict[str, Any]]]] = {}
    for report, attributions in onrecord.attributions([SPLIT / "text"]):
        for one in attributions:
            if not one.nested:
                roles = {role: [(s.start, s.end) for s in getattr(one, role)] for role in tool().ROLES}
                found.setdefault(one.origin, {}).setdefault(report.name, []).append(roles)
    rows = []
    for origin, predicted in sorted(found.items(), key=lambda pair: (-sum(map(len, pair[1].values())), pair[0])):
        score = tool().score(annotated(), predicted)
        right, touched = score["full50.all"][0], score["found.all"][0]
        rows.append((origin, sum(map(len, predicted.values())), right, touched, str(BY_RULE.get(origin, ""))))
    print("PolNeAR dev: share of each origin's attributions with content and source right; mean over annotators")
    table(["origin", "n", "% right", "% found", "confidence"], rows)


if __name__ == "__main__":
    origins() if sys.argv[1:] == ["--origins"] else main()
