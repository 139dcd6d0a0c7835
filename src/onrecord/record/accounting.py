"""The account of everything that was offered for reading: nothing is lost in silence."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import get_args

from onrecord.model import Input, InputState


def accounting(inputs: Iterable[Input] | Mapping[str, int]) -> str:
    """Write how many inputs were seen and what became of them: seen = stored + duplicate + rejected + quarantined + pending.

    Takes the inputs, or how many there are in each state.
    """
    states = Counter(inputs) if isinstance(inputs, Mapping) else Counter(one.state for one in inputs)
    return f"seen {states.total()} = " + " + ".join(f"{state} {states[state]}" for state in get_args(InputState))
