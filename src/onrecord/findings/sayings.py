"""Quoted words that a crowd is said to have spoken: a saying is nobody's own, and no two who repeat it are at odds."""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.model import Limit, Statement
from onrecord.speakers.answers import UNNAMED
from onrecord.statements.speaker import SURE_OF_SPEAKER

# Words given to more speakers than this are a saying, and no conflict; every camp is compared with every other, too.
MOST_SPEAKERS = 24


def is_saying(statement: Statement) -> bool:
    """Say whether quoted words are given to so many speakers that they are nobody's own."""
    told = [witness.speaker for witness in statement.witnesses if witness.quoted]
    named = {speaker.name for speaker in told if speaker.name and speaker.confidence >= SURE_OF_SPEAKER}
    unnamed = {speaker.basis for speaker in told if not speaker.name and speaker.basis.startswith(UNNAMED)}
    return len(named) + len(unnamed) > MOST_SPEAKERS


def uncompared(statements: Sequence[Statement]) -> tuple[Limit, ...]:
    """Tell of the statements that were not searched for speaker conflicts because they are sayings."""
    sayings = sum(map(is_saying, statements))
    if not sayings:
        return ()
    many = f"{sayings:,} statements are" if sayings > 1 else "1 statement is"
    because = (
        f"{many} given to more than {MOST_SPEAKERS} different speakers: taken for sayings, they were not searched for "
        f"speaker conflicts."
    )
    return (Limit("findings", because),)
