"""What is measured: each side takes a pile of reports and gives the CPU seconds it took, without loading."""

from __future__ import annotations

import resource
import sys
import tempfile
from collections.abc import Callable
from contextlib import redirect_stdout
from io import StringIO
from pathlib import Path
from time import perf_counter, process_time
from typing import Any

import spacy

import onrecord
from bench.stages import timed_stages
from onrecord.attributions.hints import hints_for
from onrecord.attributions.marks import find_quotations
from onrecord.attributions.rules import find_by_rules
from onrecord.cli import run
from onrecord.language import MODEL, READ, parse, pipeline
from onrecord.model import Report
from onrecord.tagger.network import load_network
from onrecord.tagger.windows import windows

Result = dict[str, Any]
# The modules whose stages are timed. All of it runs in one process (`workers=0`): what workers cost and bring is `bench.crew`'s matter.
STAGES = ("onrecord.build", "onrecord.analysis", "onrecord.attributions.find")


def bare_pipeline(pile: Path) -> Result:
    """Run spaCy's small pipeline, whole, over the text that we parse, block by block, and nothing else."""
    blocks = _blocks(_reports(pile))
    model = spacy.load(MODEL)
    model("One sentence to begin with.")
    started = process_time()
    words = sum(sum(not token.is_space for token in document) for document in model.pipe(blocks, batch_size=32))
    return {"cpu": process_time() - started, "words": words, "peak": _peak()}


def bare_models(pile: Path) -> Result:
    """Run the parts of spaCy's pipeline that we use, and our network, and nothing else."""
    _load()
    reports = _reports(pile)
    blocks = _blocks(reports)
    cut = []
    for parsed in map(parse, reports):
        hints = hints_for(parsed, find_quotations(parsed.report).quotations, find_by_rules(parsed))
        cut += list(windows(parsed, hints))
    started = process_time()
    for _ in pipeline().pipe(blocks, batch_size=32):
        pass
    for _ in load_network().score(cut):
        pass
    return {"cpu": process_time() - started, "peak": _peak()}


def attributions(pile: Path) -> Result:
    """Run the command `onrecord attributions`, its output written to memory."""
    _load()
    started = process_time()
    with timed_stages(*STAGES) as watch, redirect_stdout(StringIO()):
        run(["attributions", str(pile), "--workers", "0"])
    return {"cpu": process_time() - started, "peak": _peak(), "stages": dict(watch.seconds)}


def whole_build(pile: Path) -> Result:
    """Build and write the record, with the CPU seconds of each stage."""
    load, network = _load()
    started, clock = process_time(), perf_counter()
    with timed_stages(*STAGES) as watch, tempfile.TemporaryDirectory() as folder:
        record = onrecord.build([pile], workers=0)
        with watch.running("write_record"):
            written = onrecord.write_record(record, Path(folder) / "record")
        sizes = {path.name: path.stat().st_size for path in sorted(written.iterdir())}
    return {
        "cpu": process_time() - started,
        "wall": perf_counter() - clock,
        "load": load,
        "network": network,
        "peak": _peak(),
        "sizes": sizes,
        "stages": dict(watch.seconds),
        "reports": len(record.reports),
        "found": {noun: len(getattr(record, noun)) for noun in ("attributions", "statements", "reuse", "findings")},
    }


SIDES: dict[str, Callable[[Path], Result]] = {
    "bare": bare_pipeline,
    "models": bare_models,
    "attributions": attributions,
    "whole": whole_build,
}


def _reports(pile: Path) -> tuple[Report, ...]:
    return tuple(onrecord.read([pile], workers=0).reports)


def _blocks(reports: tuple[Report, ...]) -> list[str]:
    return [block.span.text(report) for report in reports for block in report.blocks if block.kind in READ]


def _load() -> tuple[float, float]:
    """Load both models, and let them run once, so that neither is counted; give the CPU seconds of both and of the network."""
    started = process_time()
    pipeline()("One sentence to begin with.")
    between = process_time()
    load_network()
    return process_time() - started, process_time() - between


def _peak() -> float:
    """Give this process's peak memory in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1024 if sys.platform != "darwin" else 1024 * 1024)
