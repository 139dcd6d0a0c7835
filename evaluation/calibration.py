"""Does a confidence mean what it says? Of what is printed with .9, nine in ten should be right (PolNeAR dev)."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from typing import Any

from evaluation.alignment import judge
from evaluation.articles import SPLIT, annotated, predicted
from evaluation.data import digest, table
from evaluation.intervals import interval, shown, with_interval
from evaluation.speakers import GOLD, labels, verdicts
from onrecord.speakers.answers import CONFIDENCE

# Where a bin of confidence begins. Below .5 there is little, and it is all one: more likely wrong than right.
BOUNDS = (0.0, 0.5, 0.6, 0.7, 0.8, 0.9)

# What was said with a confidence, whether it was right, and how much it counts.
Claim = tuple[float, bool, float]


def main() -> dict[str, Any]:
    """Print confidence against the share that is right, for attributions and for speakers, and give the calibration errors."""
    print("PolNeAR dev, attributions: right is content and source (full50); mean over annotators")
    attributions = report(attribution_claims())
    print("\nPolNeAR dev, speakers of the annotators' sources that have a name: right is the full name")
    speakers = report(speaker_claims())
    return {
        "data": digest([GOLD, *SPLIT.rglob("*.*")]),
        "at_most": {"attributions.ece": attributions, "speakers.ece": speakers},
    }


def attribution_claims() -> list[list[Claim]]:
    """Give for each article the confidences of the attributions found in it, outermost ones, and whether each is right."""
    claims: dict[str, list[Claim]] = {name: [] for name in annotated()}
    for article in judge(predicted()):
        claims[article.name] += [(one["confidence"], right, article.weight) for one, right in article.found]
    return list(claims.values())


def speaker_claims() -> list[list[Claim]]:
    """Give for each article the confidences of the names given to sources that have one, and whether each is right."""
    claims: dict[str, list[Claim]] = {name: [] for name in labels()}
    for one in verdicts():
        if one.answer and one.answer.name and one.label.named:
            claims[one.label.article].append((CONFIDENCE[one.answer.kind], one.verdict == "right", 1.0))
    return list(claims.values())


def report(articles: Sequence[Sequence[Claim]]) -> float:
    """Print the table of confidence against share right, and give the expected calibration error."""
    rows = []
    for place, least in enumerate(BOUNDS):
        held = [[claim for claim in article if bin_of(claim[0]) == place] for article in articles]
        count = sum(weight for article in held for _, _, weight in article)
        if count:
            stated = sum(confidence * weight for article in held for confidence, _, weight in article) / count
            most = (*BOUNDS[1:], 1.0)[place]
            parts = [(sum(w for _, right, w in article if right), sum(w for _, _, w in article)) for article in held]
            rows.append([f"{least:.1f}–{most:.1f}", f"{count:.0f}", stated, *with_interval(parts)])
    table(["confidence", "n", "mean", "% right", "95 %"], rows)
    error = calibration_error(articles)
    print(f"expected calibration error {100 * error:.1f}, 95 % {shown(interval(articles, calibration_error))}")
    return error


def bin_of(confidence: float) -> int:
    """Say in which bin a confidence falls; a bin holds its lower bound, the last one 1.0 too."""
    return bisect_right(BOUNDS, confidence) - 1


def calibration_error(articles: Iterable[Iterable[Claim]]) -> float:
    """Give how far stated confidence lies from the share that is right, bin by bin, each bin weighed by what it holds (Naeini 2015).

    Chance makes it larger, never smaller: a perfect confidence has an error above 0 in any sample, and so have the draws.
    """
    gaps, total = [0.0] * len(BOUNDS), 0.0
    for article in articles:
        for confidence, right, weight in article:
            gaps[bin_of(confidence)] += weight * (confidence - right)
            total += weight
    return sum(map(abs, gaps)) / total if total else 0.0


if __name__ == "__main__":
    main()
