"""How sure an attribution is: how often others like it had both content and source right, measured on PolNeAR's dev split."""

from __future__ import annotations

from bisect import bisect_right

from onrecord.attributions.draft import Draft

NETWORK = "network"
# How often an attribution of each origin has both content and source right, on PolNeAR dev (`python -m evaluation.attributions
# --rules`): rounded down to .05, at most .8 or .6 for origins that were seen fewer than 20 or 10 times there.
BY_RULE = {
    "clause": 0.85,
    "according": 0.85,
    "for": 0.9,
    "quotation-first": 0.8,
    "passive": 0.8,
    "naming": 0.65,
    "infinitive": 0.6,
    "turn": 0.6,
    "signed": 0.6,
    "colon": 0.6,
    "of": 0.6,
    "announced": 0.6,
    "hearsay": 0.6,
    "adjective": 0.6,
    "on": 0.6,
    "quotation-last": 0.55,
    "object": 0.55,
    "about": 0.55,
    "noun": 0.55,
    "to": 0.55,
}
# A quotation without a cue: nine in ten are somebody's words there too, but whose stays open. Also for an origin never seen there.
UNSOURCED = 0.5
# Nobody has marked attributions within others' words, so none of them is said to be surer than this.
NESTED = 0.5
# For the network's attributions: the share of right ones by how sure it was of its least sure part (`python -m evaluation.calibration`),
# where rules read the same cue, and where they do not.
STEPS = (0.0, 0.5, 0.6, 0.7, 0.8)
AGREED = (0.7, 0.8, 0.85, 0.9, 0.95)
ALONE = (0.5, 0.55, 0.7, 0.8, 0.8)


def confidence(draft: Draft) -> float:
    """Give the confidence of an attribution, from 0 to 1."""
    if draft.origin != NETWORK:
        return BY_RULE.get(draft.origin, UNSOURCED)
    return (AGREED if draft.agreed else ALONE)[bisect_right(STEPS, draft.sure) - 1]
