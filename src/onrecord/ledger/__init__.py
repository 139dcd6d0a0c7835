"""The ledger of a record: what was read and worked out so far, kept so that a build can be stopped anywhere and go on."""

from __future__ import annotations

from onrecord.ledger.book import Ledger
from onrecord.ledger.entries import Begun, Kept, Key, Member

__all__ = ["Begun", "Kept", "Key", "Ledger", "Member"]
