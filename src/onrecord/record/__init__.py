"""The record on disk: one SQLite file, exports, search, and the page."""

from __future__ import annotations

from onrecord.record.columns import Column, Table
from onrecord.record.export import ExportForm, TableName, export
from onrecord.record.folder import DATABASE, PAGE, Place, hold, is_unfinished
from onrecord.record.lock import RecordBusy
from onrecord.record.page import write_page
from onrecord.record.rows import drew_on, need_a_look
from onrecord.record.search import Hit, find
from onrecord.record.store import NoRecord, check_output, is_record, open_record, prepare, write_record
from onrecord.record.tables import TABLE, TABLES

__all__ = [
    "DATABASE",
    "PAGE",
    "TABLE",
    "TABLES",
    "Column",
    "ExportForm",
    "Hit",
    "NoRecord",
    "Place",
    "RecordBusy",
    "Table",
    "TableName",
    "check_output",
    "drew_on",
    "export",
    "find",
    "hold",
    "is_record",
    "is_unfinished",
    "need_a_look",
    "open_record",
    "prepare",
    "write_page",
    "write_record",
]
