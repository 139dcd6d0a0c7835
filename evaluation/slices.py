"""Where attributions are lost: the share of the annotated ones that is found right, by kind of attribution (PolNeAR dev)."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator
from functools import cache

from msgspec import Struct

from evaluation import speakers
from evaluation.alignment import Annotation, Judged, Marked, judge
from evaluation.articles import Found, annotated, parsed, predicted, tool
from evaluation.data import table
from evaluation.intervals import Share, with_interval
from evaluation.peers import WAYS, textacy
from evaluation.speakers import Pieces
from onrecord.language import Parsed

# A stop with its closing marks, then a capital or a figure; no stop of a title, an initial or "U.S.".
_NEXT_SENTENCE = re.compile(
    r"(?<!\bMr)(?<!\bMs)(?<!\bMrs)(?<!\bDr)(?<!\bSt)(?<!\bSen)(?<!\bRep)(?<!\bGov)(?<!\b[A-Z])"
    r"[.?!…][”\"’')\]]*\s+[“\"‘'(\[]*[A-Z0-9]"
)
_RELATIVE = {"who", "which", "that", "whom", "whose"}
LONG_CUE = 3


class Case(Struct, frozen=True):
    """One annotated attribution with what the slices ask about it.

    `source`, `cue` and `content` are pieces in the order of the text, [start, end) of the article. `kind` is the hand label of
    the source (name, nominal, pronoun; None without source), `tags` the Penn tags of the cue's words.
    """

    text: str
    source: Pieces
    cue: Pieces
    content: Pieces
    kind: str | None
    tags: tuple[str, ...]
    form: str
    attitude: bool
    quoted_paragraphs: int

    def words(self, role: str) -> str:
        """Give the words of the source, the cue or the content."""
        return " ".join(self.text[start:end] for start, end in getattr(self, role))


def colon_or_dash(case: Case) -> bool:
    """Cue without a word: NAME: …, or … ― NAME."""
    return bool(case.cue) and not re.search(r"\w", case.words("cue"))


def sourceless(case: Case) -> bool:
    """Nobody is named: it was reported that …"""
    return not case.source


def named_last_by_noun(case: Case) -> bool:
    """A common noun after all that is said: …, officials said."""
    return common_noun(case) and case.content[-1][1] <= case.source[0][0]


def common_noun(case: Case) -> bool:
    """A common noun for the source: officials, the campaign, a new poll."""
    return case.kind == "nominal"


def pronoun(case: Case) -> bool:
    """A pronoun for the source, relative ones aside: he, she, they, it."""
    return case.kind == "pronoun" and not relative(case)


def relative(case: Case) -> bool:
    """A relative pronoun for the source: the engineer who said …"""
    return case.words("source").casefold() in _RELATIVE


def name_with_role(case: Case) -> bool:
    """A name and what it is, behind the cue: said Ada Moor, an engineer."""
    behind = bool(case.source and case.cue) and case.source[0][0] >= case.cue[-1][1]
    return behind and case.kind == "name" and "," in case.words("source").rstrip(",")


def long_cue(case: Case) -> bool:
    """A cue of three words or more: has made it clear."""
    return len(re.findall(r"\w+", case.words("cue"))) >= LONG_CUE


def noun_cue(case: Case) -> bool:
    """A noun and no verb for the cue: her claim that …"""
    return any(tag.startswith("NN") for tag in case.tags) and not any(tag.startswith(("VB", "MD")) for tag in case.tags)


def attitude(case: Case) -> bool:
    """A wish, a belief, a feeling; what the protocol `statements` leaves uncounted: wants, hopes to."""
    return case.attitude


def several_sentences(case: Case) -> bool:
    """A new sentence begins inside one piece of the content."""
    return any(_NEXT_SENTENCE.search(case.text, start, end) for start, end in case.content)


def in_pieces(case: Case) -> bool:
    """Content in several pieces."""
    return len(case.content) > 1


def on_both_sides(case: Case) -> bool:
    """Content before the cue and after it: "…," she said. "…" """
    return bool(case.cue) and case.content[0][1] <= case.cue[0][0] and case.content[-1][0] >= case.cue[-1][1]


def several_paragraphs(case: Case) -> bool:
    """Words in quotation marks in more than one paragraph."""
    return case.quoted_paragraphs > 1


SLICES: dict[str, Callable[[Case], bool]] = {
    "all": lambda case: True,
    "direct": lambda case: case.form == "direct",
    "mixed": lambda case: case.form == "mixed",
    "indirect": lambda case: case.form == "indirect",
    "colon or dash for a cue": colon_or_dash,
    "no source": sourceless,
    "…, officials said": named_last_by_noun,
    "common noun for a source": common_noun,
    "pronoun for a source": pronoun,
    "relative pronoun for a source": relative,
    "said Name, role": name_with_role,
    "cue of three words or more": long_cue,
    "noun for a cue": noun_cue,
    "attitude": attitude,
    "several sentences in a piece": several_sentences,
    "content in several pieces": in_pieces,
    "going on after the cue": on_both_sides,
    "quotation over paragraphs": several_paragraphs,
}


def main() -> None:
    """Print for each slice of the annotated attributions the share that is found right, beside textacy's. It has no floors."""
    systems = {"On Record": predicted()} | {WAYS[way]: one["attributions"] for way, one in textacy().items()}
    print(
        "PolNeAR dev: share of the annotated attributions that is found right (full50), by slice; mean over annotators"
    )
    ours, *others = [measure(found) for found in systems.values()]
    rows = [
        [
            name,
            f"{sum(count for _, count in parts):.0f}",
            *with_interval(parts),
            *(with_interval(other[name])[0] for other in others),
        ]
        for name, parts in ours.items()
    ]
    first, *rest = systems
    table(["", "n", first, "95 %", *rest], rows)


def measure(found: Found) -> dict[str, list[Share]]:
    """Give for each slice and article how many of its attributions were found right, of how many."""
    shares: dict[str, dict[str, Share]] = {name: dict.fromkeys(annotated(), (0.0, 0.0)) for name in SLICES}
    for article, cases in zip(judge(found), all_cases(), strict=True):
        for case, (_, _, right) in zip(cases, article.gold, strict=True):
            for parts in (shares[name] for name, belongs in SLICES.items() if belongs(case)):
                before, count = parts[article.name]
                parts[article.name] = (before + article.weight * right, count + article.weight)
    return {name: list(parts.values()) for name, parts in shares.items()}


@cache
def all_cases() -> list[list[Case]]:
    """Give the annotated attributions that count, one list for each article and annotator, as `judge` gives them."""
    return [[_case(article, one, marked) for one, marked, _ in article.gold] for article in judge({})]


def _case(article: Judged, one: Annotation, marked: Marked) -> Case:
    words = article.words
    quoted = (words.toks[place][0] for place in marked["content"] & words.q)
    return Case(
        text=article.text,
        source=one["source"],
        cue=one["cue"],
        content=one["content"],
        kind=_kind(article.name, one["source"]),
        tags=tuple(_tags(parsed()[article.name], one["cue"])),
        form=marked["kind"],
        attitude=not tool().is_statement(words, marked),
        quoted_paragraphs=len({article.text.rfind("\n", 0, start) for start in quoted}),
    )


def _kind(name: str, source: Pieces) -> str | None:
    """Give the hand label of the labelled source that shares most with this one (labels are for one annotator's sources)."""
    shared = [(speakers.tool().overlap(source, one.source), one.kind) for one in speakers.labels().get(name, [])]
    most, kind = max(shared, default=(0, None), key=lambda one: one[0])
    return kind if most else None


def _tags(article: Parsed, pieces: Pieces) -> Iterator[str]:
    for start, end in pieces:
        word = bisect_left(article.words, start, key=lambda one: one.start)
        while word < len(article.words) and article.words[word].start < end:
            yield article.words[word].tag
            word += 1


if __name__ == "__main__":
    main()
