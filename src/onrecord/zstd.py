"""zstd: part of Python from 3.14 on, and before that the same code as a package."""

from __future__ import annotations

import sys

if sys.version_info >= (3, 14):
    from compression import zstd as zstd
else:
    from backports import zstd as zstd

__all__ = ["zstd"]
