"""What can go wrong for the person at the keyboard: a sentence that says what to do, and the exit code it leads to."""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.model import Input

# The exit codes of the project.
DONE = 0
FINDINGS = 1  # there are findings, and --strict was asked for
WRONG_USAGE = 2  # also: no such path
NOT_ALL_GOOD = 3  # not every input could be used
NO_OUTPUT = 4  # no space, or the output cannot be written

# The reason given for a path that is not there; `nothing_readable` tells it from the other reasons by this beginning.
NO_SUCH_PATH = "there is no such file or folder"

# How many inputs a message names one by one; more would push the sentence that matters off the screen.
NAMED_IN_MESSAGE = 5


class OnRecordError(Exception):
    """Something that a person can put right; its text is a sentence that names the thing and says what to do."""

    exit_code: int = NOT_ALL_GOOD


class InputError(OnRecordError):
    """What was offered for reading cannot be used."""

    def __init__(self, sentence: str, exit_code: int = NOT_ALL_GOOD) -> None:
        super().__init__(sentence)
        self.exit_code = exit_code


class OutputError(OnRecordError):
    """The record cannot be written."""

    exit_code = NO_OUTPUT


class Unreadable(Exception):
    """A file or a part of it cannot be used; the text is the reason as a sentence, `code` the same for programs.

    It never ends a command: whoever catches it lists the input with its reason.
    """

    def __init__(self, reason: str, code: str = "malformed") -> None:
        super().__init__(reason)
        self.code = code


def nothing_readable(inputs: Sequence[Input]) -> InputError:
    """Say why there is no record: nothing that was offered could be read. Exit code 2."""
    rejected = [one for one in inputs if one.lost]
    if not rejected:
        return InputError(
            "Nothing to read: there is no report in what was named. Name at least one file or folder with reports.",
            WRONG_USAGE,
        )
    lines = [f"{one.locator}: {one.reason}" for one in rejected[:NAMED_IN_MESSAGE]]
    if len(rejected) > NAMED_IN_MESSAGE:
        lines.append(f"and {len(rejected) - NAMED_IN_MESSAGE} more")
    return InputError("No report could be read. " + "; ".join(lines), WRONG_USAGE)
