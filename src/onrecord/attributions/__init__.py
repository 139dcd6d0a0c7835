"""Which words each report ascribes to whom: quotation marks, the grammar of the clause, and the network, as one."""

from __future__ import annotations

from onrecord.attributions.find import Found, find_attributions
from onrecord.attributions.marks import Fault, Quotation, Quotations, find_quotations

__all__ = ["Fault", "Found", "Quotation", "Quotations", "find_attributions", "find_quotations"]
