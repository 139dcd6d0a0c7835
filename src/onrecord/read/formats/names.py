"""The names of members of archives, made harmless: they are shown in locators and never used as the path of a file."""

from __future__ import annotations

import unicodedata

# A name that is longer is cut; file systems take at most 255 bytes for one folder or file, and paths of a few hundred are long.
LONGEST_NAME = 500
# Files that systems put into archives for themselves.
_OF_SYSTEMS = {"thumbs.db", "desktop.ini", "__macosx", "icon\r"}
# Characters without a shape of their own: control characters, marks that turn or hide the text around them, line ends, lone surrogates.
_SHAPELESS = {"Cc", "Cf", "Cs", "Zl", "Zp"}


def clean_name(name: str) -> str:
    """Give a name that can be shown: no absolute path, no way up, nothing invisible. `../../x` becomes `(..)/(..)/x`."""
    shown = "".join("\ufffd" if unicodedata.category(char) in _SHAPELESS else char for char in name[: 2 * LONGEST_NAME])
    parts = [
        f"({part})" if part == ".." else part for part in shown.replace("\\", "/").split("/") if part not in {"", "."}
    ]
    clean = "/".join(parts) or "(no name)"
    return clean if len(clean) <= LONGEST_NAME else clean[:LONGEST_NAME] + "…"


def is_hidden(name: str) -> bool:
    """Say whether a name is one that folders hide (`.DS_Store`, `.git/config`) or that a system made for itself."""
    parts = name.replace("\\", "/").split("/")
    return any(part.startswith(".") and part not in {".", ".."} or part.lower() in _OF_SYSTEMS for part in parts)


def last_part(name: str) -> str:
    """Give a name without its folders."""
    return name.rpartition("/")[2]
