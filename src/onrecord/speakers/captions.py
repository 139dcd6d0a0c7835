"""Labels of picture galleries: in "Photos: harbour shut Ada Birch called it “a shame”" it is not the photos that speak."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from onrecord.model import Attribution
from onrecord.speakers.answers import Answer
from onrecord.speakers.evidence import SPEAKING
from onrecord.speakers.named import name_at
from onrecord.speakers.scene import Scene

_LABELS = frozenset(
    {"photo", "photos", "picture", "pictures", "image", "images", "gallery", "video", "videos", "watch"}
)
# What else a caption says with words in quotation marks.
_CALLING = SPEAKING | {"call", "describe", "tweet", "condemn", "praise", "dub", "brand"}
# So far before the quotation marks the name may stand: "Ada Birch called the long row over the harbour “a shame”".
_REACH = 12


def answer_caption(scene: Scene, words: Sequence[int], attribution: Attribution) -> Answer | None:
    """Answer for a label that was taken for a source: the person who, right before the quotation, is the one said to speak."""
    after = words[-1] + 1
    if len(words) > 1 or scene.parsed.words[words[0]].text.lower() not in _LABELS or after >= len(scene.parsed.words):
        return None
    quoted = scene.words_in(attribution.quoted[:1])
    if scene.parsed.words[after].text != ":" or not quoted:
        return None
    for at in range(quoted[0] - 1, max(after, quoted[0] - 1 - _REACH), -1):
        mention = scene.people.at.get(at - 1)
        verb = scene.parsed.words[at]
        if mention and mention.last == at and verb.lemma in _CALLING and verb.tag.startswith("VB"):
            answer = name_at(scene, at - 1)
            label = scene.text(words)
            named = answer is not None and answer.name is not None
            return (
                replace(answer, kind="relation", basis=f"{answer.basis}, behind the label “{label}”")
                if answer and named
                else None
            )
    return None
