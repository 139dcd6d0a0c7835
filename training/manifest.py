"""Write src/onrecord/manifest.toml anew from the files that are installed here. `python -m training.manifest`.

Only after a change that was meant: a new network, or another language model whose canary sentences and figures were looked at.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import Path

from onrecord.manifest import PartName, installed, manifest

TARGET = Path(__file__).resolve().parents[1] / "src" / "onrecord" / "manifest.toml"

OPENING = """\
# The files that decide what On Record finds, with the sha256 of each. They are compared before they are loaded, in every
# process; another file, a changed one or (where `closed`) one too many is refused with exit code 4.
# Written by `python -m training.manifest`.
"""


def main() -> None:
    """Write the digest of every file that a part has now."""
    parts = [_part("language-model", _model_files()), _part("network", manifest()["network"].files)]
    TARGET.write_text("\n".join([OPENING, *parts]), encoding="utf-8")


def _model_files() -> list[str]:
    folder = installed("language-model")
    every = (path.relative_to(folder) for path in folder.rglob("*") if path.is_file())
    return sorted(path.as_posix() for path in every if "__pycache__" not in path.parts)


def _part(key: PartName, names: Iterable[str]) -> str:
    part, folder = manifest()[key], installed(key)
    lines = [f"[{key}]", f'name = "{part.name}"', f'package = "{part.package}"', f'again = "{part.again}"']
    lines += [f"closed = {str(part.closed).lower()}", "", f"[{key}.files]"]
    lines += [f'"{name}" = "{hashlib.sha256((folder / name).read_bytes()).hexdigest()}"' for name in names]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    main()
