"""What reading web pages costs beside the language work on the same pages: from HTML to marked blocks, workers included.

    ./run python -m bench.reading              the real pages beside the project, else the examples
    ./run python -m bench.reading FOLDER       any pages of your own

CPU seconds of all processes, in one run. Imports, starting workers and loading models are left out on all sides: each side does one
page before its time is taken. The language work is the parse, our network and the names, without the rules and the resolving of
speakers.
"""

from __future__ import annotations

import argparse
from pathlib import Path
from tempfile import TemporaryDirectory

import onrecord
from bench.children import Spent, spending
from bench.piles import PAGES, first_of
from bench.stages import timed_stages
from onrecord.analysis import analyse, prepare
from onrecord.model import Report
from onrecord.workers import close_crews

# What issue 5 asks for: reading, workers and all, costs at most so much of the language work.
ASKED = 1 / 5
FOREIGN = (
    "Der Rat der Stadt hat am Montag beschlossen, die Bücherei am Markt nicht zu schließen. Die Leiterin sagte, "
    "darüber habe man lange gestritten."
)
LANGUAGE_WORK = ("parse", "find_attributions", "with_names")


def main() -> None:
    """Read the pages in both ways, do the language work, and print the comparison."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("pile", nargs="?", type=Path, default=first_of(PAGES))
    pile = parser.parse_args().pile
    pages = sorted(path for path in pile.rglob("*") if path.is_file())
    here, reports = read(pages, 0)
    worker, _ = read(pages, 1)
    close_crews()
    language = search(reports)
    size = sum(page.stat().st_size for page in pages)
    words = sum(len(report.text.split()) for report in reports)
    print(
        f"{len(pages)} pages, {size / 1e6:.1f} MB; {len(reports)} reports, {words:,} words: {pile.resolve().parent.name}/{pile.name}"
    )
    print(f"\n{'':42}{'CPU s':>8}{'ms/page':>9}{'of the language work':>22}")
    for name, seconds in (
        ("the language work", language),
        ("reading, in this process", here.cpu),
        ("reading, with one worker", worker.cpu),
        ("  of it in this process", worker.here),
        ("  workers cost, against none", worker.cpu - here.cpu),
    ):
        print(f"{name:42}{seconds:8.2f}{1000 * seconds / len(pages):9.1f}{seconds / language:22.1%}")
    print(f"asked for: reading with workers at most {ASKED:.0%}")


def read(pages: list[Path], workers: int) -> tuple[Spent, tuple[Report, ...]]:
    """Read the pages, and before them, untimed, one of them and a foreign one: these bring all that is loaded once."""
    with TemporaryDirectory() as folder:
        first, foreign = Path(folder, f"first{pages[0].suffix}"), Path(folder, "foreign.txt")
        first.write_bytes(pages[0].read_bytes())
        foreign.write_text(FOREIGN, encoding="utf-8")
        onrecord.read([first, foreign], workers=workers)
    with spending() as spent:
        reading = onrecord.read(pages, workers=workers)
    return spent, reading.reports


def search(reports: tuple[Report, ...]) -> float:
    """Search the reports for who says what in this process; give the CPU seconds of the language work."""
    prepare()
    analyse(reports[0])
    with timed_stages("onrecord.analysis", "onrecord.attributions.find") as watch:
        for report in reports:
            analyse(report)
    return sum(watch.seconds[stage] for stage in LANGUAGE_WORK)


if __name__ == "__main__":
    main()
