"""How the time of linking grows with the case: generated stories, linked and graded whole, and one story more.

usage: python bench/growth.py [--add] [SIZES…]      (stories; 1000 3000 10000 unless given)

Stories come from bench/world.py, 60 incidents to a world. As in the real one, more stories are not more stories of the
same days and towns: every world has a year, towns and outlets of its own, and shares with the others the words that
tell a deed. Prints seconds, milliseconds a story and the peak of memory for each size; with `--add` also the time that
one story more takes in a case on disk. Seconds are of processor time.
"""

from __future__ import annotations

import datetime as dt
import itertools
import resource
import sys
import tempfile
import time
from dataclasses import replace
from pathlib import Path

from world import START, World

from tidings.case import CaseStore
from tidings.grading import grade
from tidings.knowledge import Knowledge
from tidings.linking import link
from tidings.model import Document, Reading
from tidings.pipeline import relink

INCIDENTS = 60  # of one world, some 430 stories in 360 days
DAYS = 360  # over which bench/world.py spreads them
MIDDLES = [a + b for a in "aeiou" for b in "bdfgklmnprstvz"]  # syllables in the names of one world and no other
SIZES = (1_000, 3_000, 10_000)


def stories(count: int) -> list[Reading]:
    """So many stories; every 60 incidents are a world of their own, in a year of their own.

    The number of a story is part of its bytes, so that two worlds never hold one story twice.
    """
    found: list[Reading] = []
    for seed in itertools.count():
        later, here = divmod(seed, len(MIDDLES))
        middle = MIDDLES[here] + (MIDDLES[later - 1] if later else "")
        world = World(seed, INCIDENTS, START + dt.timedelta(days=DAYS * seed), middle)
        told = [reading for one in world.incidents for reading in one.told]
        found += [numbered(reading, n) for n, reading in enumerate(told, len(found))]
        if len(found) >= count:
            return found[:count]
    raise AssertionError


def numbered(reading: Reading, n: int) -> Reading:
    """The reading as that of a document of its own, the n-th."""
    story = replace(reading.story, document=document(reading.story.text, n).sha256, source_id=f"w{n}")
    return Reading(story, reading.mentions, tuple(replace(one, story=story.id) for one in reading.accounts))


def document(text: str, n: int) -> Document:
    return Document(f"{n}\n{text}".encode(), f"w{n}", "text/plain")


def linking(readings: list[Reading], know: Knowledge) -> float:
    """Seconds of processor time of linking and grading all readings."""
    start = time.process_time()
    grade(link(readings, (), know), readings, (), know)
    return time.process_time() - start


def one_more(readings: list[Reading], know: Knowledge) -> float:
    """Seconds of processor time of adding one story to a case on disk that holds and has linked the others."""
    with tempfile.TemporaryDirectory() as folder, CaseStore.open(Path(folder) / "a.case") as case:
        for n, reading in enumerate(readings[:-1]):
            take(case, reading, n)
        relink(case, know)
        start = time.process_time()
        take(case, readings[-1], len(readings) - 1)
        relink(case, know)
        return time.process_time() - start


def take(case: CaseStore, reading: Reading, n: int) -> None:
    with case.taking(document(reading.story.text, n)):
        case.put(reading)


def main(sizes: list[int], *, adds: bool) -> None:
    know = Knowledge()
    for size in sizes:
        readings = stories(size)
        seconds = linking(readings, know)
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        rate = 1000 * seconds / len(readings)
        print(f"{len(readings):>7} stories: {seconds:7.1f} s, {rate:6.2f} ms a story, {peak:6.0f} MB", flush=True)
        if adds:
            print(f"        one story more: {one_more(readings, know):.1f} s", flush=True)


if __name__ == "__main__":
    numbers = [int(size) for size in sys.argv[1:] if size.isdigit()]
    main(numbers or list(SIZES), adds="--add" in sys.argv)
