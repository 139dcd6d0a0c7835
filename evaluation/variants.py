"""Which quotations of different reports are the same words: happenings of the news cluster, read by hand.

Eight happenings came with the project. Twice ten more were labelled for it by readers who had not seen what the program does
(`variants_more.md`). The rules were changed in the light of the first ten; the second ten were labelled after that, and measured once
before anybody read what was missed there.
"""

from __future__ import annotations

import json
import re
import tempfile
from collections import Counter
from pathlib import Path
from typing import Any

import onrecord
from evaluation.data import CLUSTER, VARIANTS, digest, printed, scorer

MORE, BLIND = (Path(__file__).with_name(f"variants_{name}.jsonl") for name in ("more", "blind"))
SETS = {"": VARIANTS, "ten more, ": MORE, "ten blind, ": BLIND}

_RECALL = re.compile(r"recall (\w+) +(\d+) of +(\d+)")
_TOTALS = re.compile(r"precision (\d+) of (\d+) = ([\d.]+) +F1 = ([\d.]+) +merged hard negatives = (\d+)")


def main() -> dict[str, Any]:
    """Print how well statements are joined across reports, and give the measures that have floors."""
    measured: dict[str, Any] = {"data": digest([CLUSTER, *SETS.values()]), "at_least": {}, "at_most": {}}
    for name, labels in SETS.items():
        score = _score(labels)
        for side, values in measures(score).items():
            measured[side] |= {f"{name}{measure}": value for measure, value in values.items()}
    return measured


def _score(labels: Path) -> str:
    """Build the labelled happenings as one pile, print what the scorer says of it, and give that."""
    events = {json.loads(line)["event"] for line in _lines(labels)}
    pile = [line for line in _lines(CLUSTER) if json.loads(line)["event_id"] in events]
    with tempfile.TemporaryDirectory() as folder:
        reports, witnesses = Path(folder) / "reports.jsonl", Path(folder) / "witnesses.jsonl"
        reports.write_text("".join(pile), encoding="utf-8")
        record = onrecord.build([reports])
        witnesses.write_text("".join(onrecord.export(record, "witnesses", "jsonl")), encoding="utf-8")
        score = printed(scorer("score_variants"), labels, witnesses)
    states = Counter(one.state for one in record.inputs)
    print(f"{labels.name}: {len(pile)} reports of {len(events)} happenings as one pile; {dict(sorted(states.items()))}")
    print(score, end="")
    return score


def measures(score: str) -> dict[str, dict[str, float]]:
    """Take the numbers that have floors (or, for wrong joins, a ceiling) out of what the scorer printed."""
    recall = {name: int(found) / int(of) for name, found, of in _RECALL.findall(score)}
    totals = _TOTALS.search(score)
    assert totals, "the scorer prints its totals in another form"
    return {
        "at_least": {"recall": recall["all"], "precision": float(totals[3]), "F1": float(totals[4])},
        "at_most": {"merged": float(totals[5])},
    }


def _lines(path: Path) -> list[str]:
    with path.open(encoding="utf-8", newline="\n") as file:
        return list(file)


if __name__ == "__main__":
    main()
