"""Whether a quotation that another report words otherwise was changed in meaning: real pairs read by hand, and changes planted.

`alterations/labels.jsonl` holds spans and judgements, no text. Its pairs were chosen by a rule: all quotations in marks of two
different reports of PolNeAR (train and dev) or of the news cluster that share 8 nats of rarity and 60 % of the shorter one's, and of
which a word within differs unmarked; each wording once; and all pairs that share four words and 70 % of the shorter one's, whatever
they are, on which an earlier state of the program claimed a change. One reader judged each pair in its two reports: `changed` (a reader
of the one is told something else than a reader of the other), `wording`, or `other utterance` (two occasions, a slogan, a paraphrase).
A claim is an *altered* finding of severity 2 or more, raised with these two reports as the whole pile. A claim on two utterances counts
as wrong, though the program would seldom have joined them. Planted changes measure recall only.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import Any, NamedTuple

from evaluation.data import CLUSTER, POLNEAR, digest, table
from evaluation.intervals import Share, with_interval
from onrecord.attributions import find_quotations
from onrecord.findings.pile import gather
from onrecord.findings.variants import find_altered
from onrecord.model import Bearing, Edit, Finding, Independence, Report, Resolution, Span, Statement, Witness
from onrecord.read import read
from onrecord.statements import classify_edits
from onrecord.statements.collate import Wordings, collate, read_words

LABELS = Path(__file__).with_name("alterations") / "labels.jsonl"

# From this severity on a finding claims that the meaning is changed.
CLAIM = 2

# Quotations of so many words are planted in; so many of each kind.
SHORTEST, LONGEST, PLANTED = 9, 60, 60

NOBODY = Resolution(None, "an evaluation asks for the words only")


class Planted(NamedTuple):
    """A change that is made to a quotation: how, what it must be called, what it must bear on (None where that does not matter)."""

    make: Callable[[str], str]
    kinds: tuple[str, ...]
    bearing: Bearing | None


def main() -> dict[str, Any]:
    """Print how often a claim of changed meaning is right, and which planted changes are seen for what they are."""
    labels = [json.loads(line) for line in LABELS.read_text(encoding="utf-8").splitlines()]
    reports = _reports(labels)
    precision, wrong = _real(labels, reports)
    shares, harmless = _planted(reports)
    return {
        "data": digest([CLUSTER, LABELS]),
        "at_least": {"claims that are right": precision}
        | {f"planted, {name}": share for name, share in shares.items()},
        "at_most": {"wrong claims on labelled pairs": float(wrong), "claims on harmless changes": float(harmless)},
    }


def _reports(labels: Sequence[dict[str, Any]]) -> dict[tuple[str, str], Report]:
    """Read the reports that the labels speak of: (collection, name) to report."""
    names = {label[side] for label in labels if label["data"] == "polnear" for side in ("a", "b")}
    paths = [path for part in ("train", "dev") for path in sorted((POLNEAR / part / "text").glob("*.txt"))]
    found = {("newscluster", report.name): report for report in read([CLUSTER]).reports}
    return found | {("polnear", one.name): one for one in read([path for path in paths if path.stem in names]).reports}


def _real(labels: Sequence[dict[str, Any]], reports: dict[tuple[str, str], Report]) -> tuple[float, int]:
    """Print the claims on labelled pairs; give the share that is right and the number that is wrong."""
    judged = Counter(label["judgement"] for label in labels)
    print(f"{len(labels)} pairs read: " + ", ".join(f"{count} {name}" for name, count in sorted(judged.items())))
    claims: list[Share] = []
    found: list[Share] = []
    by_class: dict[str, Counter[str]] = {}
    for label in labels:
        sides = [(reports[label["data"], label[side]], label[f"{side}_span"]) for side in ("a", "b")]
        _, findings = compare([report.span(*span) for report, span in sides], [report for report, _ in sides])
        gravest = max(findings, key=lambda finding: finding.severity, default=None)
        claimed, changed = gravest is not None and gravest.severity >= CLAIM, label["judgement"] == "changed"
        counts = by_class.setdefault(label.get("class", label["judgement"]), Counter())
        counts.update(pairs=1, claimed=int(claimed), raised=int(bool(findings)))
        claims += [(changed, 1)] if claimed else []
        found += [(claimed, 1)] if changed else []
    rows = [[name, held["pairs"], held["raised"], held["claimed"]] for name, held in sorted(by_class.items())]
    table(["of changed pairs the class, else the judgement", "pairs", "altered raised", "claims"], rows)
    scores = (("claims that are right", claims), ("changed pairs on which it is claimed", found))
    print()
    table(["", "of", "%", "95 %"], [[name, len(shares), *with_interval(shares)] for name, shares in scores])
    right = sum(hit for hit, _ in claims)
    return (right / len(claims) if claims else 0.0), len(claims) - int(right)


def compare(spans: Sequence[Span], reports: Sequence[Report]) -> tuple[tuple[Edit, ...], list[Finding]]:
    """Compare two quotations as one statement, the longer one as its base: its edits and what is found altered."""
    pairs = sorted(zip(spans, reports, strict=True), key=lambda pair: pair[0].start - pair[0].end)
    witnesses = tuple(
        Witness(report=one.id, attribution=None, spans=(span,), quoted=True, form="direct", speaker=NOBODY)
        for span, one in pairs
    )
    ordered = tuple(report for _, report in pairs)
    words = tuple(read_words(report, witness.spans) for report, witness in zip(ordered, witnesses, strict=True))
    statement = Statement(
        id="s",
        number=1,
        kind="quotation",
        witnesses=witnesses,
        columns=collate(Wordings(words, ordered)),
        edges=(),
        speaker=NOBODY,
        independence=Independence(1, 2, "not asked"),
    )
    edits = classify_edits(statement, ordered)
    return edits, list(find_altered(gather(ordered, (), (), (statement,), edits, ())))


def _planted(reports: dict[tuple[str, str], Report]) -> tuple[dict[str, float], int]:
    """Print for each kind of planted change how often it is called what it is, and for harmless ones how often they are claimed.

    Give the shares that have floors, and the number of claims on harmless changes.
    """
    quotations = [(report, span) for _, report in sorted(reports.items()) for span in _quotations(report)]
    rows, named, borne = [], [0, 0], [0, 0]
    for name, change in CHANGES.items():
        results = [_seen(change, *made) for made in islice(_made(change.make, quotations), PLANTED)]
        kinds, bearings, claims = (sum(seen) for seen in zip(*results, strict=True))
        bears = bearings / len(results) if change.bearing else ""
        rows.append([name, len(results), kinds / len(results), bears, claims / len(results)])
        named = [named[0] + kinds, named[1] + len(results)]
        borne = [borne[0] + bearings, borne[1] + len(results)] if change.bearing else borne
    print("\nplanted in real quotations, %")
    table(["", "planted", "kind right", "bearing right", "claimed"], rows)
    harmless = [
        [name, len(made), sum(any(finding.severity >= CLAIM for finding in _compared(*one)[1]) for one in made)]
        for name, make in HARMLESS.items()
        if (made := list(islice(_made(make, quotations), PLANTED)))
    ]
    print("\nharmless changes planted")
    table(["", "planted", "claims"], harmless)
    claims = sum(int(row[2]) for row in harmless)
    return {"kind right": named[0] / named[1], "bearing right": borne[0] / borne[1]}, claims


def _quotations(report: Report) -> Iterator[Span]:
    for quotation in find_quotations(report).quotations:
        if quotation.depth == 0 and SHORTEST <= len(quotation.inner.text(report).split()) <= LONGEST:
            yield quotation.inner


def _made(make: Callable[[str], str], quotations: Sequence[tuple[Report, Span]]) -> Iterator[tuple[Report, Span, str]]:
    """Make a change in all quotations that allow it, every seventh first, so that no collection stands for all."""
    for start in range(7):
        for report, span in quotations[start::7]:
            words = span.text(report)
            if (altered := make(words)) != words:
                yield report, span, altered


def _seen(change: Planted, report: Report, span: Span, altered: str) -> tuple[bool, bool, bool]:
    """Say whether a change is given the right kind and bearing, and whether a change of meaning is claimed."""
    edits, findings = _compared(report, span, altered)
    substantive = [edit for edit in edits if edit.substantive]
    kind = any(edit.kind in change.kinds for edit in substantive)
    right = any(change.bearing in edit.bears_on for edit in substantive)
    return kind, right, any(finding.severity >= CLAIM for finding in findings)


def _compared(report: Report, span: Span, altered: str) -> tuple[tuple[Edit, ...], list[Finding]]:
    planted = Report(id="planted", name="planted", text=f"“{altered}”")
    return compare([span, planted.span(1, 1 + len(altered))], [report, planted])


# ---- changes

_AUXILIARY = r"\b(is|are|was|were|will|would|should|could|can|do|does|did|have|has|had)\b"
_NUMBERS = "two three four five six seven eight nine ten twenty thirty forty fifty".split()


def _swap(pattern: str, pairs: dict[str, str]) -> Callable[[str], str]:
    """Put another word in place of the first that fits the pattern, not at the very beginning."""

    def make(words: str) -> str:
        return re.sub(pattern, lambda match: pairs[match[0]], words, count=1)

    return make


def _deny(words: str) -> str:
    if re.search(r"n['’]t\b|\bnot\b|\bno\b|\bnever\b", words):
        return words
    return re.sub(rf"(?<=\w ){_AUXILIARY} (?=\w)", r"\1 not ", words, count=1)


def _affirm(words: str) -> str:
    return re.sub(rf"(?<=\w ){_AUXILIARY} not (?!only)(?=\w)", r"\1 ", words, count=1)


def _figure(words: str) -> str:
    altered = re.sub(r"(?<=\w )\d(?=[\d,]* \w)", lambda match: str((int(match[0]) + 3) % 9 + 1), words, count=1)
    if altered != words:
        return altered
    pairs = dict(zip(_NUMBERS, [*_NUMBERS[1:], "sixty"], strict=True))
    return re.sub(rf"(?<=\w )({'|'.join(_NUMBERS)})(?= \w)", lambda match: pairs[match[0]], words, count=1)


def _rename(words: str) -> str:
    """Put another name for one that stands alone between words in small letters."""
    return re.sub(r"(?<=[a-z] )[A-Z][a-z]{3,}(?= [a-z])", "Lindqvist", words, count=1)


def _drop_middle(words: str) -> str:
    """Leave four words out of the middle of a sentence, where nothing but spaces stands around them and no denial among them."""
    parts = words.split(" ")
    middle = len(parts) // 2
    gone = parts[middle - 2 : middle + 2]
    plain = all(re.fullmatch(r"[A-Za-z]+", part) for part in parts[middle - 4 : middle + 4])
    distinct = len({part.lower() for part in parts}) == len(parts)
    return " ".join(parts[: middle - 2] + parts[middle + 2 :]) if plain and distinct and gone else words


def _clip_start(words: str) -> str:
    parts = words.split(" ")
    return " ".join(parts[5:]) if len(parts) > 2 * 5 and len(set(parts)) == len(parts) else words


def _clip_end(words: str) -> str:
    parts = words.split(" ")
    return " ".join(parts[:-5]) if len(parts) > 2 * 5 and len(set(parts)) == len(parts) else words


_MODALS = {
    "will": "might",
    "must": "could",
    "should": "must",
    "may": "will",
    "might": "will",
    "would": "must",
    "could": "will",
}
_TENSES = {"is": "was", "are": "were", "has": "had", "was": "is", "were": "are"}
_PERSONS = {"I": "they", "we": "they", "they": "we", "he": "we", "my": "their", "our": "their", "their": "our"}

# The kinds and bearings that a change must be given. To deny is to insert a word; the base is the longer of the two wordings.
CHANGES: dict[str, Planted] = {
    "negation put in": Planted(_deny, ("omitted", "inserted"), "negation"),
    "negation left out": Planted(_affirm, ("omitted", "inserted"), "negation"),
    "another number": Planted(_figure, ("substituted",), "number"),
    "another name": Planted(_rename, ("substituted",), "name"),
    "another modal": Planted(_swap(rf"(?<=\w )({'|'.join(_MODALS)})(?= \w)", _MODALS), ("substituted",), "modality"),
    "another tense": Planted(_swap(rf"(?<=\w )({'|'.join(_TENSES)})(?= \w)", _TENSES), ("substituted",), "tense"),
    "another person": Planted(_swap(rf"(?<=\w )({'|'.join(_PERSONS)})(?= \w)", _PERSONS), ("substituted",), "person"),
    "question mark lost": Planted(lambda words: words.replace("?", ".", 1), ("substituted",), "question"),
    "middle left out": Planted(_drop_middle, ("omitted",), None),
    "start clipped": Planted(_clip_start, ("clipped-start",), None),
    "end clipped": Planted(_clip_end, ("clipped-end",), None),
}

_FIGURES = dict(zip(_NUMBERS, "2 3 4 5 6 7 8 9 10 20 30 40 50".split(), strict=True))
_TWINS = {
    "although": "though",
    "everyone": "everybody",
    "toward": "towards",
    "people": "folks",
    "big": "large",
    "says": "said",
}


def _open_contraction(words: str) -> str:
    return re.sub(
        r"(?<=[a-z])n['’]t\b|['’]re\b|['’]ve\b|['’]ll\b",
        lambda match: _OPENED[match[0].replace("’", "'")],
        words,
        count=1,
    )


_OPENED = {"n't": " not", "'re": " are", "'ve": " have", "'ll": " will"}

# Changes that no reader is misled by.
HARMLESS: dict[str, Callable[[str], str]] = {
    "a contraction opened": _open_contraction,
    "a number in figures": _swap(rf"(?<=\w )({'|'.join(_NUMBERS)})(?= \w)", _FIGURES),
    "an article left out": lambda words: re.sub(r"(?<=\w) the(?= \w)", "", words, count=1),
    "“that” left out": lambda words: re.sub(r"(?<=\w) that(?= \w)", "", words, count=1),
    "“um” put in": lambda words: re.sub(r"^(\w+ \w+ \w+) (?=\w)", r"\1, um, ", words),
    "a stammer": lambda words: re.sub(r"(?<=\w )(\w+)(?= \w)", r"\1, \1", words, count=1),
    "a twin word": _swap(rf"(?<=\w )({'|'.join(_TWINS)})(?= \w)", _TWINS),
    "a comma left out": lambda words: words.replace(", ", " ", 1),
}

if __name__ == "__main__":
    main()
