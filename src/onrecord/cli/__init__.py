"""The command line: run one command, and turn what goes wrong on the user's side into one sentence and an exit code."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Sequence

from cyclopts import CycloptsError

from onrecord.cli.commands import app
from onrecord.cli.mistakes import refused, wrong_usage
from onrecord.errors import DONE, NO_OUTPUT, WRONG_USAGE, OnRecordError
from onrecord.read import STANDARD_INPUT
from onrecord.terminal import print_fault, print_warnings_safely, visible

# As every program: 128 + the signal. Ctrl-C; a reader such as `head` that left before the end (not 0, or `onrecord build
# --strict … | head` would pass a record that has something to look at); an order to end.
INTERRUPTED, READER_LEFT = 130, 141

# A fault of the program itself, as in sysexits.h: Python's own 1 would pass for "something to look at".
OUR_FAULT = 70


def main() -> None:
    """Run the command that was typed and leave with its exit code."""
    _answer_signals()
    sys.exit(run(sys.argv[1:]))


def run(arguments: Sequence[str]) -> int:
    """Run one command and give its exit code. A user's mistake never shows a traceback; a mistake of ours does."""
    _print_anything()
    print_warnings_safely()
    if "" in arguments:  # a path would mean the folder one is in; it is more likely a shell variable that is not set
        return _complain(
            "An empty argument names nothing; perhaps a variable is not set. See onrecord --help.", WRONG_USAGE
        )
    try:
        code = app(_with_standard_input(arguments), exit_on_error=False, print_error=False)
        sys.stdout.flush()
        return code if isinstance(code, int) else DONE
    except CycloptsError as error:
        return _complain(wrong_usage(error), WRONG_USAGE)
    except OnRecordError as error:
        _say_notes(error)
        return _complain(str(error), error.exit_code)
    except BrokenPipeError:
        _give_up_output()
        return READER_LEFT
    except OSError as error:
        _give_up_output()
        return _complain(refused(error), WRONG_USAGE if isinstance(error, FileNotFoundError) else NO_OUTPUT)
    except KeyboardInterrupt as error:
        _say_notes(error)
        return _complain("Stopped before the end; no record was changed, and what was done is kept.", INTERRUPTED)
    except SystemExit as error:
        _say_notes(error)
        raise
    except Exception:
        print_fault()
        return _complain("This is a fault of On Record, not yours. Please report it with the lines above.", OUR_FAULT)


def _answer_signals() -> None:
    """Clear away a half-written record when told to end or when the terminal closes; learn how our workers ended."""
    for name in ("SIGTERM", "SIGHUP"):
        number = getattr(signal, name, None)  # Windows has not all of them
        if number is not None and signal.getsignal(number) is not signal.SIG_IGN:  # as `nohup` asks
            signal.signal(number, lambda number, _: sys.exit(128 + number))
    if hasattr(signal, "SIGCHLD"):  # a program that ignores it hands that on, and then nobody is told
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)


def _with_standard_input(arguments: Sequence[str]) -> list[str]:
    """Put a lone `-` behind `--`: the library that reads the command line would take it for an option without a name.

    The order of paths means nothing.
    """
    others = [one for one in arguments if one != STANDARD_INPUT]
    if len(others) == len(arguments) or "--" in others:
        return list(arguments)
    return [*others, "--", STANDARD_INPUT]


def _print_anything() -> None:
    """Let a terminal that has no “ or é print its code, and no output at all take everything, instead of ending the program."""
    sys.stdout = sys.stdout or open(os.devnull, "w")  # Python has None there when a program is started without one
    sys.stderr = sys.stderr or open(os.devnull, "w")
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")


def _give_up_output() -> None:
    """Drop what could not be printed, or Python tries once more as it ends and complains."""
    try:
        sys.stdout.flush()
    except OSError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _say_notes(error: BaseException) -> None:
    """Print what a command that was cut short had noted: how far it got."""
    for note in getattr(error, "__notes__", ()):
        print(visible(note), file=sys.stderr)


def _complain(sentence: str, code: int) -> int:
    print(f"onrecord: {visible(sentence)}", file=sys.stderr)
    return code
