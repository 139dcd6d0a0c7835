"""Which found attribution answers which annotated one, pair by pair, as the scorer pairs them (it prints only totals)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from msgspec import Struct

from evaluation.articles import Found, annotated, tool

# What the scorer asks of `full50`: content words shared, as Dice.
ENOUGH = 0.5

Annotation = dict[str, Any]  # an attribution as pieces of text by role
Marked = dict[str, Any]  # the same in the scorer's form: sets of words by role


class Judged(Struct, frozen=True):
    """One article as one annotator sees it.

    `gold` and `found` hold attributions that count, each with whether it was found right or is right (`full50`). `weight` makes
    all annotators of an article count as one; `words` is the article as the scorer cuts it.
    """

    name: str
    text: str
    weight: float
    gold: list[tuple[Annotation, Marked, bool]]
    found: list[tuple[dict[str, Any], bool]]
    words: Any


def judge(found: Found) -> Iterator[Judged]:
    """Compare what a system found with what each annotator marked, article by article."""
    for name, (text, annotators) in sorted(annotated().items()):
        article = tool().Art(text)
        answers = [(one, article.att(one)) for one in found.get(name, [])]
        for _, (attributions, discarded) in sorted(annotators.items()):
            left_out = article.set(discarded)
            gold = _counted([(one, article.att(one)) for one in attributions], left_out)
            tried = _counted(answers, left_out)
            right = {(i, j) for i, j, good in pair([one for _, one in tried], [one for _, one in gold]) if good}
            found_right, gold_right = {i for i, _ in right}, {j for _, j in right}
            yield Judged(
                name,
                text,
                1 / len(annotators),
                [(one, marked, j in gold_right) for j, (one, marked) in enumerate(gold)],
                [(one, i in found_right) for i, (one, _) in enumerate(tried)],
                article,
            )


def pair(found: list[Marked], gold: list[Marked]) -> list[tuple[int, int, bool]]:
    """Pair found with annotated attributions, one to one, the best first, and say of each pair whether it is right.

    The better pair shares more of the content's words, then of the cue's, then of the source's. Gives places in both lists.
    """
    alike = tool().dice
    candidates = sorted(
        (*(-alike(one["w"][role], other["w"][role]) for role in ("content", "cue", "source")), j, i)
        for i, one in enumerate(found)
        for j, other in enumerate(gold)
        if one["w"]["content"] & other["w"]["content"]
    )
    pairs: list[tuple[int, int, bool]] = []
    used_found: set[int] = set()
    used_gold: set[int] = set()
    for content, _, _, j, i in candidates:
        if i not in used_found and j not in used_gold:
            used_found.add(i)
            used_gold.add(j)
            pairs.append((i, j, -content >= ENOUGH and same_source(found[i], gold[j])))
    return pairs


def same_source(one: Marked, other: Marked) -> bool:
    """Say whether two attributions name the same source: a shared word, or none in both."""
    first, second = one["w"]["source"], other["w"]["source"]
    return bool(first & second) or not (first or second)


def _counted(
    attributions: list[tuple[dict[str, Any], Marked]], left_out: frozenset[int]
) -> list[tuple[dict[str, Any], Marked]]:
    return [(one, marked) for one, marked in attributions if marked["content"] and not marked["content"] <= left_out]
