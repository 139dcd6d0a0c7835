"""Who is given which words: PolNeAR dev, 84 political news articles that people annotated.

./run python -m evaluation.attributions              how well they are found
./run python -m evaluation.attributions --origins    how often what each origin finds is right
./run python -m evaluation.attributions --rules      the same for the rules by themselves: their confidences come from here
"""

from __future__ import annotations

import sys
from collections.abc import Iterable
from typing import Any

import onrecord
from evaluation.articles import SPLIT, annotated, data, parsed, scores, tool
from evaluation.data import table
from evaluation.intervals import DRAWS, shown
from onrecord.attributions.confidence import BY_RULE
from onrecord.attributions.rules import find_by_rules
from onrecord.model import Attribution

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
    print_scores(results)
    measures = {f"{protocol}.{row}": results[protocol][row][2] for protocol, rows in FLOORED.items() for row in rows}
    return {"data": data(), "at_least": measures}


def print_scores(results: dict[str, Any]) -> None:
    """Print a table for each protocol."""
    print(
        f"PolNeAR dev: {len(annotated())} articles; precision, recall, F1 and its 95 % interval over articles; "
        "mean over annotators"
    )
    for protocol, result in results.items():
        print(f"\nprotocol {protocol}: {result['n_gold']:.0f} gold, {result['n_pred']:.0f} found")
        table(["", "P", "R", "F1", "95 %"], [[row, *result[row], shown(result["ci95"].get(row))] for row in ROWS])


def rules() -> None:
    """Print how well the rules do by themselves, and how often each of them is right."""
    found = [(name, find_by_rules(one)) for name, one in parsed().items()]
    predicted = {name: [_roles(one) for one in attributions if not one.nested] for name, attributions in found}
    print_scores({protocol: tool().score(annotated(), predicted, "mean", protocol, DRAWS) for protocol in FLOORED})
    origins(found)


def origins(attributed: Iterable[tuple[str, Iterable[Attribution]]]) -> None:
    """Print how often an attribution of each origin has content and source right, outermost ones only.

    Right is what `full50` calls right: the source shares a word with the annotators' and the content half of its words.
    Found is right but for the source, and any shared word of the content will do. (The annotators left out what has no source,
    so a quotation without one is never right here.)
    """
    found: dict[str, dict[str, list[dict[str, Any]]]] = {}
    for name, attributions in attributed:
        for one in attributions:
            if not one.nested:
                found.setdefault(one.origin, {}).setdefault(name, []).append(_roles(one))
    rows = []
    for origin, predicted in sorted(found.items(), key=lambda pair: (-sum(map(len, pair[1].values())), pair[0])):
        score = tool().score(annotated(), predicted)
        right, touched = score["full50.all"][0], score["found.all"][0]
        rows.append((origin, sum(map(len, predicted.values())), right, touched, str(BY_RULE.get(origin, ""))))
    print("PolNeAR dev: share of each origin's attributions with content and source right; mean over annotators")
    table(["origin", "n", "% right", "% found", "confidence"], rows)


def _roles(one: Attribution) -> dict[str, Any]:
    return {role: [(span.start, span.end) for span in getattr(one, role)] for role in tool().ROLES}


if __name__ == "__main__":
    if sys.argv[1:] == ["--origins"]:
        origins((report.name, found) for report, found in onrecord.attributions([SPLIT / "text"]))
    elif sys.argv[1:] == ["--rules"]:
        rules()
    else:
        main()
