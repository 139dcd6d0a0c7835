"""Invented paragraphs for the tests of who drew on whom."""

from __future__ import annotations

COPY = (
    "The port of Kelmouth shut its harbour bridge to lorries on Tuesday after divers found cracks in the granite piers."
)
OWN = (
    "At dawn the fishmongers stood in the drizzle by the locked gates, swapping rumours and thermos coffee, while a constable in a "
    "borrowed oilskin turned back one van after another and promised nothing to anybody, least of all a date."
)
ELSEWHERE = (
    "Traders upriver expect a fat winter: every barrow that cannot cross must come to them, and the chandlers have already marked up "
    "rope, lamp oil and tarpaulin, as a walk along the quay on Wednesday evening showed."
)
FURTHER = (
    "Engineers lowered a lamp into the third pier shortly before noon and brought up a handful of crumbling mortar, which the surveyor "
    "wrapped in a handkerchief and carried, without a word to the crowd, into the customs house across the square."
)
QUOTED = "“We shall weep for our granite piers until the spring tides have washed the mortar out of every joint,” the mayor said."
