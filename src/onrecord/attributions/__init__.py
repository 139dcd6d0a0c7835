"""Which words each report ascribes to whom: quotation marks first, then the grammar of the clause, then both together."""

from __future__ import annotations

from onrecord.attributions.assemble import find_attributions
from onrecord.attributions.marks import Fault, Quotation, Quotations, find_quotations

__all__ = ["Fault", "Quotation", "Quotations", "find_attributions", "find_quotations"]
