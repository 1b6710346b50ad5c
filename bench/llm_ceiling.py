"""What a language model that quotes as people do would score: gold's own quotes, located and valued as a model's are.

    python bench/llm_ceiling.py GOLD

The figures bound `tidings score GOLD --reader llm` from above: what they lack is lost by Tidings' own readers of days,
places, names and numbers, not by the model. Gold has no words for status and method, so the trigger stands for them.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from functools import partial
from pathlib import Path
from typing import Any

from tidings import pipeline
from tidings.evaluate import score_gold
from tidings.knowledge import Knowledge
from tidings.model import Reading, Story
from tidings.reading.language import parse
from tidings.reading.llm.grounding import Ground, Grounding
from tidings.reading.reader import mentions

Json = dict[str, Any]


class Oracle:
    """A reader that quotes what people marked."""

    name = "llm:people/1"

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.located, self.dropped = 0, Counter[str]()

    def read(self, story: Story, know: Knowledge) -> Reading:
        """Return the accounts that gold's quotes lead to."""
        told = json.loads((self._folder / f"{story.source_id}.json").read_text(encoding="utf-8"))
        gold = json.loads((self._folder / "gold" / f"{story.source_id}.json").read_text(encoding="utf-8"))
        doc = parse(story.text)
        starts = [sent.start_char for sent in doc.sents]

        def asked(part: Json, key: str = "quote") -> Json | None:
            if part.get(key) is None or part.get("s") is None:
                return None
            first, last = told["sentences"][part["s"]]
            at = told["text"].find(part[key], first, last) - story.start
            if not 0 <= at < len(story.text):  # the file was cut into several stories, and this is of another
                return None
            return {"quote": part[key], "s": max(0, sum(start <= at for start in starts) - 1)}

        found = mentions(doc, story, know)
        grounding = Grounding(Ground(story, doc, found, know), self.name, "gold")
        records = [_record(one, asked) for one in gold["events"]]
        accounts = tuple(grounding.accounts([one for one in records if one["mentions"]]))
        self.located += grounding.kept.located
        self.dropped += grounding.kept.dropped
        return Reading(story, found, accounts, self.name)


def _record(gold: Json, asked: Any) -> Json:
    triggers = [one for one in (asked(mention, "trigger") for mention in gold["mentions"]) if one]
    first = triggers[0] if triggers else {}
    return {
        "kind": gold["kind"],
        "mentions": triggers,
        "status": {"value": gold["status"], **first},
        "method": {"value": gold["method"], **first} if gold.get("method") else None,
        "sources": [one for one in map(asked, gold.get("sources") or []) if one],
        "time": asked(gold.get("time") or {}),
        "place": asked(gold.get("place") or {}),
        "roles": {r: [one for one in map(asked, x) if one] for r, x in (gold.get("roles") or {}).items()},
        "numbers": {n: asked(one) for n, one in (gold.get("numbers") or {}).items()},
    }


def main(folder: Path) -> None:
    """Print the figures, and what became of the quotes."""
    oracle = Oracle(folder)
    scores = score_gold(folder, partial(pipeline.read, know=Knowledge(), reader=oracle))
    for name, value in scores.ratios().items():
        print(f"{name:12} {value:.3f}" if isinstance(value, float) else f"{name:12} {value}")
    print(f"{oracle.located} quotes located; dropped: {dict(oracle.dropped)}")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
