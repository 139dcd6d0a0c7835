"""Hostile input: whatever is put between two good reports, both must come through, and everything must be accounted for.

./run python -m evaluation.hostile                     5,000 cases, as CI runs them
./run python -m evaluation.hostile --cases 50000       the long run: the same cases and more mutations
./run python -m evaluation.hostile --cases 500 --seed 7
"""

from __future__ import annotations

from evaluation.hostile.run import main

__all__ = ["main"]
