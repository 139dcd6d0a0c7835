"""What the doctor found, for people and for programs."""

from __future__ import annotations

import json
from itertools import groupby

import msgspec
from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from onrecord.doctor import Health
from onrecord.terminal import visible

# A word for each state, never only a colour; a blank for what is as it should be, so that the rest stands out.
_WORDS = {"good": "", "optional": "missing", "doubtful": "look", "wrong": "WRONG"}


def told(health: Health) -> RenderableType:
    """Set out what was found: a line for each thing, and below it what to do."""
    parts: list[RenderableType] = []
    for about, group in groupby(health.checks, key=lambda check: check.about):
        grid = Table.grid(padding=(0, 2, 0, 0))
        for _ in range(3):
            grid.add_column()
        for check in group:
            grid.add_row(_WORDS[check.state], Text(visible(check.name)), Text(visible(check.found)))
            if check.advice:
                grid.add_row("", "", Text(visible(check.advice), style="dim"))
        parts += [Text(about, style="bold"), Padding(grid, (0, 0, 0, 2))]
    return Group(*parts, Text(""), Text(_verdict(health)))


def as_json(health: Health) -> str:
    """Write the same as JSON, in ASCII."""
    return json.dumps({"exit_code": health.exit_code, "checks": msgspec.to_builtins(health.checks)}, indent=1)


def _verdict(health: Health) -> str:
    wrong = sum(check.state == "wrong" for check in health.checks)
    doubtful = sum(check.state == "doubtful" for check in health.checks)
    if wrong:
        return f"{wrong} thing{'s' * (wrong > 1)} must be put right before a record can be made."
    if doubtful:
        return f"Records can be made; {doubtful} thing{'s' * (doubtful > 1)} to look at."
    return "All is well."
