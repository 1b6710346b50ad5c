"""How the time of linking grows with the case: generated stories in batches, and one story more.

usage: python bench/growth.py [--whole] [SIZES…]      (stories; 1000 3000 10000 unless given)

Stories come from bench/world.py, 60 incidents to a world. As in the real one, more stories are not more stories of the
same days and towns: every world has a year, towns and outlets of its own, and shares with the others the words that
tell a deed. One case on disk grows through the sizes. Prints for each the processor time of linking and grading so far,
in seconds and in milliseconds a story, the peak of memory with all stories in it, and what one story more costs that
lies between the others, the median and the most of some. `--whole` links all at once in memory, by the definition.
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
from tidings.pipeline import link_waiting

INCIDENTS = 60  # of one world, some 430 stories in 360 days
DAYS = 360  # over which bench/world.py spreads them
MIDDLES = [a + b for a in "aeiou" for b in "bdfgklmnprstvz"]  # syllables in the names of one world and no other
ONE_BY_ONE = 15  # stories of each size that are held back and added singly
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


def grow(sizes: list[int], folder: Path) -> None:
    """Grow one case on disk through the sizes, and after each add some stories that were held back, one by one."""
    know, seconds, start = Knowledge(), 0.0, time.perf_counter()
    every = stories(max(sizes))
    with CaseStore.open(folder / "a.case") as case:
        held = 0
        for size in sorted(sizes):
            late = list(range(held, size, max(1, (size - held) // ONE_BY_ONE)))[:ONE_BY_ONE]
            for n in sorted(set(range(held, size)) - set(late)):
                take(case, every[n], n)
            spent = time.process_time()
            link_waiting(case, know)
            seconds += time.process_time() - spent
            singles = [one_more(case, every[n], n, know) for n in late]
            held = size
            peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
            disk = (folder / "a.case").stat().st_size / size / 1024
            wall = time.perf_counter() - start
            print(
                f"{size:>7} stories: {seconds:7.1f} s, {1000 * seconds / size:6.2f} ms a story, {peak:6.0f} MB, "
                f"{disk:.1f} KB a story on disk; one more: {told(singles)} (all so far: {wall:.0f} s of wall time)",
                flush=True,
            )


def one_more(case: CaseStore, reading: Reading, n: int, know: Knowledge) -> tuple[float, float]:
    """Seconds, of processor and of wall time, of adding one story to the case and linking it."""
    spent, start = time.process_time(), time.perf_counter()
    take(case, reading, n)
    link_waiting(case, know)
    return time.process_time() - spent, time.perf_counter() - start


def told(singles: list[tuple[float, float]]) -> str:
    spent, waited = (sorted(each) for each in zip(*singles, strict=True))
    middle = len(singles) // 2
    return (
        f"{spent[middle]:.3f} s in the middle, {spent[-1]:.3f} at most; by the clock {waited[middle]:.3f}, "
        f"{waited[-1]:.3f}, of {len(singles)}"
    )


def whole(size: int) -> None:
    """Link and grade so many stories at once, by the definition."""
    know, readings = Knowledge(), stories(size)
    start = time.process_time()
    grade(link(readings, (), know), readings, (), know)
    seconds = time.process_time() - start
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{size:>7} at once: {seconds:7.1f} s, {1000 * seconds / size:6.2f} ms a story, {peak:6.0f} MB", flush=True)


def take(case: CaseStore, reading: Reading, n: int) -> None:
    with case.taking(document(reading.story.text, n)):
        case.put(reading)


if __name__ == "__main__":
    numbers = [int(size) for size in sys.argv[1:] if size.isdigit()] or list(SIZES)
    if "--whole" in sys.argv:
        for number in numbers:
            whole(number)
    else:
        with tempfile.TemporaryDirectory() as scratch:
            grow(numbers, Path(scratch))
