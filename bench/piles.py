"""The reports that are measured when nobody names others: real ones where they lie beside the project, else the examples."""

from __future__ import annotations

from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
DATA = ROOT / ".." / "shared" / "data"
PILES = (DATA / "polnear" / "dev" / "text", ROOT / "examples")
# Real web pages, as they were served.
PAGES = (DATA / "pages" / "html", ROOT / "examples")


def first_of(piles: tuple[Path, ...]) -> Path:
    """Give the first pile that is there."""
    return next(pile for pile in piles if pile.is_dir())
