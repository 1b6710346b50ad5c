"""How the time of linking grows with the case: generated stories, linked and graded whole, and one story more.

usage: python bench/growth.py [--add] [SIZES…]      (stories; 1000 3000 10000 unless given)

Stories come from bench/world.py, 200 incidents of one year to a world with towns and outlets of its own. Prints
seconds, milliseconds a story and the peak of memory for each size; with `--add` also the time that one story more takes
in a case on disk. Seconds are of processor time.
"""

from __future__ import annotations

import math
import resource
import sys
import tempfile
import time
from pathlib import Path

from world import World

from tidings.case import CaseStore
from tidings.grading import grade
from tidings.knowledge import Knowledge
from tidings.linking import link
from tidings.model import Document, Reading
from tidings.pipeline import relink

STORIES_AN_INCIDENT = 7.3  # of bench/world.py
SIZES = (1_000, 3_000, 10_000)


def stories(count: int) -> list[Reading]:
    """About so many stories; every 200 incidents are a world of their own, with towns and outlets of its own."""
    found: list[Reading] = []
    for seed in range(math.ceil(count / STORIES_AN_INCIDENT / 200)):
        left = count - len(found)
        world = World(seed, min(200, math.ceil(left / STORIES_AN_INCIDENT)))
        found += [reading for one in world.incidents for reading in one.told]
    return found[:count]


def linking(readings: list[Reading], know: Knowledge) -> float:
    """Seconds of processor time of linking and grading all readings."""
    start = time.process_time()
    grade(link(readings, (), know), readings, (), know)
    return time.process_time() - start


def one_more(readings: list[Reading], know: Knowledge) -> float:
    """Seconds of processor time of adding one story to a case on disk that holds and has linked the others."""
    with tempfile.TemporaryDirectory() as folder, CaseStore.open(Path(folder) / "a.case") as case:
        for reading in readings[:-1]:
            take(case, reading)
        relink(case, know)
        start = time.process_time()
        take(case, readings[-1])
        relink(case, know)
        return time.process_time() - start


def take(case: CaseStore, reading: Reading) -> None:
    doc = Document(reading.story.text.encode(), reading.story.source_id or "", "text/plain")
    with case.taking(doc):
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
