"""The small network of our own that reads a report word by word: source, cue or content, which cue each belongs to, and names.

Only its nouns are imported here; `decode.look`, `network.load_network` and `subjects.nearness` bring numpy and onnxruntime with them.
"""

from __future__ import annotations

from onrecord.tagger.nouns import Hints, Nearness, Seen, Stretch, Tagged

__all__ = ["Hints", "Nearness", "Seen", "Stretch", "Tagged"]
