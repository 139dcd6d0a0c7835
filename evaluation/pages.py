"""How much of the articles on web pages is read, and how much that is none: pages whose articles people marked.

The pages are a half of the article-extraction benchmark; its measure is kept: shingles of four words, precision and recall as means over
pages. A page is read as `onrecord read` reads it: its file, its blocks, the article's own text.
"""

from __future__ import annotations

import json
import tempfile
from io import BytesIO
from pathlib import Path
from typing import Any

from evaluation.data import SHARED, digest, printed, scorer, table
from onrecord.model import Report
from onrecord.read.body import body_text
from onrecord.read.formats.html import read_html
from onrecord.read.reports import make_report
from onrecord.read.source import Source

PAGES = SHARED / "data" / "pages"
TRUTH = PAGES / "truth.json"


def main() -> dict[str, Any]:
    """Print how well articles are read, alone and by halves of the pages, and what is said of the pages."""
    if not TRUTH.is_file():
        print(f"skipped: there is no {PAGES.name} folder in the data")
        return {}
    files = sorted((PAGES / "html").glob("*.html"))
    reports = {file.stem: read_page_file(file) for file in files}
    truth = json.loads(TRUTH.read_text(encoding="utf-8"))
    names = sorted(truth)
    rows = [
        (name, len(chosen), *scores({page: truth[page] for page in chosen}, reports))
        for name, chosen in (("all pages", names), ("first half", names[::2]), ("second half", names[1::2]))
    ]
    table(("articles of", "pages", "precision", "recall", "F1"), rows)
    degraded = [name for name, report in reports.items() if {"degraded", "partial"} & set(report.flags)]
    stated = ("title", "outlet", "published", "byline", "language")
    table(
        ("said of the pages", "pages"),
        [(noun, sum(getattr(one, noun) is not None for one in reports.values())) for noun in stated],
    )
    print(f"marked as degraded or partial: {len(degraded)} of {len(reports)}")
    return {
        "data": digest([TRUTH, *files]),
        "at_least": {"pages f1": rows[0][4]},
        "at_most": {"pages degraded": float(len(degraded))},
    }


def read_page_file(file: Path) -> Report:
    """Read one page as a file of a pile is read."""
    source = Source(file.name, file.name, BytesIO(file.read_bytes()))
    return make_report(next(iter(read_html(source))))


def scores(truth: dict[str, Any], reports: dict[str, Report]) -> tuple[float, float, float]:
    """Give precision, recall and F1 as the benchmark measures them."""
    with tempfile.TemporaryDirectory() as folder:
        true, read = Path(folder) / "truth.json", Path(folder) / "read.jsonl"
        true.write_text(json.dumps(truth), encoding="utf-8")
        lines = (json.dumps({"id": page, "text": body_text(reports[page])}) for page in truth if page in reports)
        read.write_text("\n".join(lines), encoding="utf-8")
        words = printed(scorer("score_pages"), true, read).splitlines()[-1].split()
    measured = dict(zip(words[::2], words[1::2], strict=False))
    return float(measured["precision"]), float(measured["recall"]), float(measured["F1"])


if __name__ == "__main__":
    main()
