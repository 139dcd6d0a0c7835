"""Fifty invented sentences whose tags, heads and names are frozen: `python -m tests.canary` freezes them anew, after a look."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from onrecord.attributions import find_attributions
from onrecord.language import parse
from tests.attributions.conftest import report_of

FROZEN = Path(__file__).with_suffix(".jsonl")

SENTENCES = """\
The harbour master closed the north quay on Monday.
“We had no choice,” said Mara Lind, who runs the port of Aldwick.
Officials in Norway did not answer questions about the ferry.
The council will vote on the plan in March, its chairman said.
Two divers were hurt when the crane fell into the basin.
Thomas Hale, the mayor, told reporters that the bridge was safe.
Nobody has explained why the trucks were still on the road.
The company denied on Thursday that it had sold the land.
According to the ministry, 43 people have left the valley.
She asked whether the money would come before winter.
Germany and France signed the treaty in Lisbon last year.
“It is not a retreat,” Colonel Adair insisted.
The report, which runs to 300 pages, blames the contractor.
Prices rose by 4.5 percent in the three months to June.
If the river rises again, the school will have to move.
The union called the offer an insult and walked out.
Judge Ellen Marsh refused to hear the case in public.
Fishermen from Brook Bay say the nets were cut at night.
The minister resigned after the vote, but he kept his seat.
More than a thousand letters were found in the attic.
Police arrested a man of 34 near the station on Tuesday evening.
“Why did they wait?” asked Ruth Adeyemi, a nurse at the clinic.
The film was shown in Toronto, where it won two prizes.
Engineers are testing the pumps that failed in the storm.
Neither side would say how long the talks might last.
The bank, founded in 1904, has branches in nine countries.
He was born in Kerala and moved to London as a boy.
The spokeswoman said the airline regretted the delay.
Farmers who had lost their crops were promised 2 million euros.
The old mill burned down on 3 May 2011.
“Our members are angry, and they have reason to be,” he added.
The court found that the law had been broken twice.
Heavy rain is expected over Scotland on Sunday.
The museum has bought a painting that was thought to be lost.
A dozen witnesses saw the car turn before it hit the wall.
The opposition accused the prime minister of hiding the figures.
Scientists at the University of Aldwick doubt the result.
The strike began at dawn and ended eleven hours later.
Anna Petrov wrote that she had never met the senator.
They will not be paid until the audit is complete.
The tunnel, built for trams, now carries bicycles.
Three of the five members voted against the budget.
It was the first goal that Brazil had conceded in six matches.
The doctor warned that the children were drinking from the canal.
Reuters reported that the pipeline would reopen within a week.
Both brothers deny that they knew the driver.
The village elects a new headman every four years.
Not one of the windows had been locked, the inspector noted.
The judges gave the prize to a novel about the sea.
Residents were told to boil their water until further notice.
""".rstrip("\n").split("\n")


def seen(sentence: str) -> dict[str, Any]:
    """Give what the language model and the network see in a sentence: words, tags, heads, roles, names."""
    parsed = find_attributions(parse(report_of(sentence))).parsed
    return {
        "words": [word.text for word in parsed.words],
        "tags": [word.tag for word in parsed.words],
        "heads": [word.head for word in parsed.words],
        "roles": [word.role for word in parsed.words],
        "names": [[parsed.span(name.first, name.last).text(parsed.report), name.label] for name in parsed.names],
    }


if __name__ == "__main__":
    FROZEN.write_text("".join(json.dumps(seen(one), ensure_ascii=False) + "\n" for one in SENTENCES), encoding="utf-8")
