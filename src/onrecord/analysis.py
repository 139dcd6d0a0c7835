"""Who says what in each report by itself: parsed and searched in worker processes, and never twice for the same words."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Sequence
from typing import cast
from warnings import warn

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from onrecord.attributions import find_attributions
from onrecord.language import Name, Parsed, Sentence, Word, first_part, parse, pipeline
from onrecord.ledger import Ledger
from onrecord.model import Attribution, Report, Span
from onrecord.read.form import check_span, must
from onrecord.read.task import NotInForm
from onrecord.speakers import resolve_speakers
from onrecord.workers import Alone, Crew, Died, Limits, Message, crew_for

Progress = Callable[[str, int, int], None]  # stage, done, of how many

TASK = "onrecord.analysis:work"
# The longest report that is parsed whole takes about seven seconds of a processor; a machine may be three times slower.
LIMITS = Limits(seconds=25.0, silence=60.0)
# What was found is kept in the ledger when so many reports are done: all that a crash can cost.
BATCH = 20
# Analyses are taken from the ledger so many at a time.
FETCHED = 500
# No analysis has more bytes: one of 25,000 words, the most that are analysed, has 4 million when half of its sentences quote somebody.
LARGEST = 1 << 24

NOT_ANALYSED = "not-analysed"
NOT_COVERED = "language-not-covered"


class Analysis(Struct, frozen=True):
    """All that is found in one report by itself; the report's text and name are left out, since its digest names them."""

    flags: tuple[str, ...]
    words: tuple[Word, ...]
    sentences: tuple[Sentence, ...]
    names: tuple[Name, ...]
    children: tuple[tuple[int, ...], ...]
    attributions: tuple[Attribution, ...]


_REPORT = msgspec.msgpack.Decoder(Report)
_ANALYSIS = msgspec.msgpack.Decoder(Analysis)
_ENCODER = msgspec.msgpack.Encoder()


def analyse_all(
    reports: Sequence[Report],
    progress: Progress | None = None,
    *,
    workers: int | None = None,
    ledger: Ledger | None = None,
) -> Iterator[tuple[Parsed, tuple[Attribution, ...]]]:
    """Parse each report and find what it attributes to whom, several at once; the answers come in the order of the reports.

    A report in a language that is not covered, or one that brought its worker down twice, comes back without words and attributions; the
    second has the flag `not-analysed`. What the `ledger` holds already is not done again. Raises ModelMissing when there is no model.
    """
    if ledger is None:
        with Ledger.open(None, "") as kept:
            yield from _analyse(reports, progress, workers, kept)
    else:
        yield from _analyse(reports, progress, workers, ledger)


def _analyse(
    reports: Sequence[Report], progress: Progress | None, workers: int | None, kept: Ledger
) -> Iterator[tuple[Parsed, tuple[Attribution, ...]]]:
    keys = [analysis_key(report) for report in reports]
    reports = tuple(map(first_part, reports))  # what is too long is searched and compared in its first part only
    covered = {key: report for key, report in zip(keys, reports, strict=True) if NOT_COVERED not in report.flags}
    known = kept.known_analyses(covered)
    missing = {key: report for key, report in covered.items() if key not in known}
    if missing:
        _search(missing, kept, len(reports), progress, workers)
    for start in range(0, len(reports), FETCHED):
        some = keys[start : start + FETCHED]
        found = dict(kept.analyses(key for key in some if key in covered))
        for key, report in zip(some, reports[start : start + FETCHED], strict=True):
            yield _together(report, _ANALYSIS.decode(found[key])) if key in found else _without(report, key in covered)


def analysis_key(report: Report) -> str:
    """Digest all of a report but its name, which depends on what other reports are called."""
    return hashlib.sha256(_ENCODER.encode(replace(report, name=""))).hexdigest()


def prepare() -> None:
    """Load the models, before the clock of a worker runs. Raises ModelMissing when they are not there."""
    from onrecord.tagger.network import load_network  # late, as in attributions/find.py

    pipeline(), load_network()


def work(job: bytes) -> Iterator[bytes]:
    """Search one report (see `onrecord.workers`)."""
    yield _ENCODER.encode(analyse(_REPORT.decode(job)))


def analyse(report: Report) -> Analysis:
    """Parse one report and find what it attributes to whom."""
    found = find_attributions(parse(report))
    parsed = found.parsed
    attributions = resolve_speakers(parsed, found.attributions)
    more = tuple(flag for flag in parsed.report.flags if flag not in report.flags)
    return Analysis(more, parsed.words, parsed.sentences, parsed.names, parsed.children, attributions)


def _search(
    missing: dict[str, Report], ledger: Ledger, of: int, progress: Progress | None, workers: int | None
) -> None:
    """Search the reports that nobody searched before, and keep what is found; of one that could not be searched nothing is kept."""
    done = of - len(missing)
    waiting: list[tuple[str, bytes]] = []
    with crew_for(TASK, workers, LIMITS) as crew:
        for key, outcome in _outcomes(missing, crew):
            if isinstance(outcome, Died):
                warn(f"{missing[key].name!r} was not analysed: {outcome.detail or outcome.cause!r}", stacklevel=3)
            else:
                waiting.append((key, _ENCODER.encode(outcome)))
            done += 1
            if progress:
                progress("reading reports", done, of)
            if len(waiting) >= BATCH:
                ledger.keep_analyses(waiting)
                waiting = []
    ledger.keep_analyses(waiting)


def _outcomes(missing: dict[str, Report], crew: Crew | Alone) -> Iterator[tuple[str, Analysis | Died]]:
    """Give one answer for each report; one that brought its worker down before it had answered is tried once more, alone.

    An answer that is not in the agreed form counts as a fault of the worker, and so does none, or a second one.
    """
    crew.feed((key, _ENCODER.encode(report)) for key, report in missing.items())
    again: set[str] = set()
    answered: set[str] = set()
    for outcome in crew.outcomes():
        key = cast(str, outcome.tag)
        if isinstance(outcome, Message):
            try:
                found = read_answer(outcome.payload, missing[key], first=key not in answered)
            except NotInForm as why:
                crew.refuse(str(why))
            else:
                answered.add(key)
                yield key, found
        elif key not in answered:
            if key not in again:
                again.add(key)
                crew.submit(key, _ENCODER.encode(missing[key]), alone=True)
                continue
            answered.add(key)
            yield key, outcome if isinstance(outcome, Died) else Died(key, "fault", "there was no answer")


def read_answer(payload: bytes, report: Report, first: bool = True) -> Analysis:
    """Unpack what a worker found in a report. Raises NotInForm unless it is the first answer and all of it lies in the report.

    Worker processes read hostile text: what they find is believed only as far as it can do no harm to the rest of the record.
    """
    must(first, "a second answer")
    must(len(payload) <= LARGEST, f"an answer of {len(payload):,} bytes")
    try:
        found: Analysis = _ANALYSIS.decode(payload)
    except (msgspec.MsgspecError, ValueError, RecursionError) as error:
        raise NotInForm(str(error)) from error
    _check_words(found, report)
    _check_tree(found)
    ids = {one.id for one in found.attributions}
    must(len(ids) == len(found.attributions), "two attributions under one name")
    for one in found.attributions:
        _check_attribution(one, report)
    return found


def _check_words(found: Analysis, report: Report) -> None:
    """See that words follow each other in the text, and sentences in the words, none left out."""
    at, first = 0, 0
    for index, word in enumerate(found.words):
        must(word.index == index and at <= word.start <= word.end <= len(report.text), "a word out of place")
        at = word.start
    for number, sentence in enumerate(found.sentences):
        must(sentence.first == first < sentence.last <= len(found.words), "a sentence out of place")
        must(0 <= sentence.block < len(report.blocks), "a sentence in a block that is not there")
        must(all(word.sentence == number for word in found.words[first : sentence.last]), "a word in two sentences")
        first = sentence.last
    must(first == len(found.words), "a word in no sentence")
    must(all(0 <= name.first < name.last <= first for name in found.names), "a name without words")


def _check_tree(found: Analysis) -> None:
    """See that every word hangs on another in the end on one that hangs on nothing: whoever follows a circle never comes back."""
    children: list[list[int]] = [[] for _ in found.words]
    waiting = []
    for word in found.words:
        must(0 <= word.head < len(children), "a word that hangs on none")
        if word.head == word.index:
            waiting.append(word.index)
        else:
            children[word.head].append(word.index)
    must(found.children == tuple(map(tuple, children)), "words that hang on each other one way only")
    reached = 0
    while waiting:
        reached += 1
        waiting.extend(children[waiting.pop()])
    must(reached == len(children), "words that hang on each other in a circle")


def _check_attribution(one: Attribution, report: Report) -> None:
    must(one.report == report.id and one.id.startswith(f"{report.id}:"), "an attribution of another report")
    must(bool(one.content), "an attribution without content")
    places: tuple[Span | None, ...] = (*one.source, *one.cue, *one.content, *one.quoted, one.speaker.named_at)
    for span in places:
        if span is not None:
            check_span(span, report)
    must(0 <= one.confidence <= 1 and 0 <= one.speaker.confidence <= 1, "a confidence that is none")


def _together(report: Report, found: Analysis) -> tuple[Parsed, tuple[Attribution, ...]]:
    flagged = replace(report, flags=(*report.flags, *found.flags)) if found.flags else report
    return Parsed(flagged, found.words, found.sentences, found.names, found.children), found.attributions


def _without(report: Report, lost: bool) -> tuple[Parsed, tuple[Attribution, ...]]:
    flagged = replace(report, flags=(*report.flags, NOT_ANALYSED)) if lost else report
    return Parsed(flagged, (), (), (), ()), ()
