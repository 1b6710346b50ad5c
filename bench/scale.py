"""Speed on news of which one story in twenty tells incidents, beside spaCy alone on the same texts in the same run.

python bench/scale.py [--stories N]     # default 80

Relevant stories are of gold/dev, the others are of ordinary.tsv and of the dev parts of conll2003 and n3_linking, all
cut to the same number of words, so that neither sort is the longer one. CPU seconds of one thread: the pipeline of
spaCy that Tidings uses, as it comes; the whole reading of every story; and the reading after a first look.
"""

from __future__ import annotations

import argparse
import json
import time
from collections.abc import Callable, Iterable
from itertools import islice

from ordinary import stories as ordinary
from ordinary import story_of
from speed import BATCH
from triage import gold_dev, rows

from tidings.knowledge import Knowledge
from tidings.model import Story
from tidings.reading.language import bare
from tidings.reading.readers import Rules
from tidings.reading.triage_reader import FirstLook, is_passed_over

SHARE = 20  # one story in so many is relevant
WORDS = 300  # of each story


def cut(text: str) -> str:
    """The first words of a text, in its own lines."""
    left, out = WORDS, []
    for line in text.splitlines():
        words = line.split(" ")
        out.append(" ".join(words[:left]))
        left -= len(words)
        if left <= 0:
            break
    return "\n".join(out)


def story(text: str) -> Story:
    return Story("0" * 64, 0, len(text), text, language="en")


def mixed(number: int) -> list[Story]:
    relevant = (text for _, text, records in gold_dev() if records)
    others = [story_of(row).text for row in ordinary()]
    others += [row["text"] for name in ("conll2003", "n3_linking") for row in rows(name)]
    few = number // SHARE
    return [story(cut(text)) for text in (*islice(relevant, few), *others[: number - few])]


def timed(what: Callable[[], Iterable[object]]) -> float:
    began = time.process_time()
    for _ in what():
        pass
    return time.process_time() - began


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--stories", type=int, default=80)
    given = asked.parse_args()
    some, know, whole = mixed(given.stories), Knowledge(), Rules()
    look = FirstLook(whole)
    nlp = bare()
    nlp("Gunmen attacked a police post near Mora on Monday.")
    for reader in (whole, look):
        reader.read(story("Gunmen attacked a police post near Mora on Monday."), know)
    alone = timed(lambda: nlp.pipe((one.text for one in some), batch_size=BATCH))
    everything = timed(lambda: (whole.read(one, know) for one in some))
    looked = timed(lambda: (look.read(one, know) for one in some))
    over = sum(is_passed_over(one.text, know) for one in some)
    words = sum(len(one.text.split()) for one in some)
    sides = {"spaCy alone": alone, "whole reading": everything, "after a first look": looked}
    print(f"{len(some)} stories, {words:,} words, {over} passed over")
    for name, took in sides.items():
        print(
            f"{name:20} {took:7.2f} CPU s {len(some) / took:8.1f} stories/s, speed {alone / took:5.2f} of spaCy alone"
        )
    print(json.dumps({name: round(took, 3) for name, took in sides.items()}))


if __name__ == "__main__":
    main()
