"""What a person may get wrong at the keyboard, each said in one sentence that tells what to do instead."""

from __future__ import annotations

import errno
from pathlib import Path

from cyclopts import CycloptsError
from cyclopts.exceptions import CoercionError, MissingArgumentError, UnusedCliTokensError

from onrecord.errors import NO_SUCH_PATH, WRONG_USAGE, InputError


def wrong_usage(error: CycloptsError) -> str:
    """Say what is wrong with a command as it was typed, and where its help is."""
    command = " ".join(error.command_chain or ())
    help_ = " ".join(filter(None, ("onrecord", command, "--help")))
    return f"{_usage(error, command)} See {help_}."


def _usage(error: CycloptsError, command: str) -> str:
    if isinstance(error, MissingArgumentError) and error.argument is not None:
        name = error.keyword or error.argument.name
        if error.keyword or (error.argument.tokens and name.startswith("-")):
            return f"{name} needs something after it."
        return f"{command} needs {name}: {error.argument.parameter.help}"
    if isinstance(error, UnusedCliTokensError) and error.unused_tokens:
        return f"{command} does not know what to do with “{error.unused_tokens[0]}”."
    if isinstance(error, CoercionError) and error.token is not None and error.target_type is int:
        return f"{error.token.keyword} needs a whole number, not “{error.token.value}”."
    return str(error)


def refused(error: OSError) -> str:
    """Say what the operating system refused, and where."""
    where = f"{error.filename}: " if error.filename else ""
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return f"{where}No space left. Free some and run the same command again."
    if isinstance(error, FileNotFoundError):
        return f"{where}there is no such folder. Make it first, or name another place."
    if isinstance(error, NotADirectoryError):
        return f"{where}a file stands where a folder should be. Name another place."
    if isinstance(error, IsADirectoryError):
        return f"{where}this is a folder. Name a file in it."
    if isinstance(error, PermissionError):
        return f"{where}there is no permission to write there. Name another place."
    return f"{where}{error.strerror or 'The operating system refused.'}"


def there(record: Path) -> Path:
    """Give the record's folder if there is anything of that name; a misspelt path is told as what it is."""
    try:
        if record.exists():
            return record
    except OSError as error:  # a name too long for any file, a folder that nobody may look into
        raise InputError(f"{record} cannot be looked into: {error.strerror or error}.", WRONG_USAGE) from error
    raise InputError(f"{record}: {NO_SUCH_PATH}. Name the folder that onrecord build wrote.", WRONG_USAGE)
