"""The documents say what the page and the tables say."""

from __future__ import annotations

import re
from pathlib import Path
from typing import get_args

from onrecord.findings import KINDS
from onrecord.model import BlockKind, EditKind, FindingKind
from onrecord.record.page.kinds import BLOCKS, EDITS
from onrecord.record.tables import TABLES

DOCUMENTS = Path(__file__).resolve().parents[2] / "docs"


def test_every_table_and_column_is_documented() -> None:
    document = (DOCUMENTS / "data-format.md").read_text(encoding="utf-8")
    for table in TABLES:
        _, _, section = document.partition(f"\n### `{table.name}`\n")
        section = section.partition("\n### ")[0].partition("\n## ")[0]
        assert section.strip().startswith(table.about)
        documented = re.findall(r"^\| `(\w+)` \| (\w+) \| (.+) \|$", section, re.MULTILINE)
        assert documented == [(column.name, column.type, column.about) for column in table.columns], table.name


def test_every_sign_is_documented_with_its_word_and_meaning() -> None:
    document = (DOCUMENTS / "reading-a-record.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| (\S) \| (.+?) \| (.+) \|$", document, re.MULTILINE)
    assert rows == [(kind.sign, kind.word, kind.about) for kind in KINDS.values()]


def test_every_kind_has_its_sign_and_word_and_no_two_share_a_sign() -> None:
    assert set(KINDS) == set(get_args(FindingKind))
    assert set(EDITS) == set(get_args(EditKind))
    assert set(BLOCKS) == set(get_args(BlockKind))
    assert len({kind.sign for kind in KINDS.values()}) == len(KINDS)
