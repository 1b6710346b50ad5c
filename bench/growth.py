"""How the time of linking grows with the case: generated stories in batches, and one story more.

usage: python bench/growth.py [--whole] [SIZES…]      (stories; 1000 3000 10000 unless given)

Stories come from bench/world.py, 60 incidents to a world. As in the real one, more stories are not more stories of the
same days and towns: every world has a year, towns, outlets, groups and incidental sentences of its own, and shares with
the others the words that tell a deed. So a story has the same number of others near it in a case of any size.

One case on disk grows through the sizes. Prints for each the processor time of linking and grading so far, in seconds
and in milliseconds a story, also of the stories since the last size alone, the peak of memory of the program, and what
one story more costs that lies between the others, the median and the most of some. In the end the milliseconds a story
are fitted by a power of the size and by a line in its logarithm. `--whole` links all at once in memory, by the
definition.
"""

from __future__ import annotations

import datetime as dt
import itertools
import resource
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
from world import START, World

from tidings.case import CaseStore
from tidings.grading import grade
from tidings.knowledge import Knowledge
from tidings.linking import link
from tidings.model import Document, Reading, sha256
from tidings.pipeline import link_waiting

INCIDENTS = 60  # of one world, some 430 stories in 360 days
DAYS = 360  # over which bench/world.py spreads them
MIDDLES = [a + b for a in "aeiou" for b in "bdfgklmnprstvz"]  # syllables in the names of one world and no other
TOGETHER = 200  # stories of one document
ONE_BY_ONE = 15  # stories of each size that are held back and added singly
SIZES = (1_000, 3_000, 10_000)


def stories() -> Iterator[Reading]:
    """Stories without end; every 60 incidents are a world of their own, in a year of their own."""
    for seed in itertools.count():
        later, here = divmod(seed, len(MIDDLES))
        middle = MIDDLES[here] + (MIDDLES[later - 1] if later else "")
        world = World(seed, INCIDENTS, START + dt.timedelta(days=DAYS * seed), middle)
        yield from (reading for one in world.incidents for reading in one.told)


def put(case: CaseStore, some: list[tuple[int, Reading]]) -> None:
    """Put stories into the case, each with its number, as one document; no two worlds hold one story twice."""
    told = "\n".join(f"{n}\n{one.story.text}" for n, one in some)
    with case.taking(Document(told.encode(), f"w{some[0][0]}", "text/plain")):
        case.put(*(of(one, told, n) for n, one in some))


def of(reading: Reading, document: str, n: int) -> Reading:
    """The reading as that of the n-th story, which stands in this document."""
    story = replace(reading.story, document=sha256(document.encode()), source_id=f"w{n}")
    return Reading(story, reading.mentions, tuple(replace(one, story=story.id) for one in reading.accounts))


def grow(sizes: list[int], folder: Path) -> None:
    """Grow one case on disk through the sizes, and after each add some stories that were held back, one by one."""
    know, seconds, start, every = Knowledge(), 0.0, time.perf_counter(), stories()
    means: list[float] = []
    with CaseStore.open(folder / "a.case") as case:
        for held, size in itertools.pairwise([0, *sizes]):
            late = range(held, size, max(1, (size - held) // ONE_BY_ONE))[:ONE_BY_ONE]
            kept = lay(case, enumerate(itertools.islice(every, size - held), held), late)
            spent = time.process_time()
            link_waiting(case, know)
            spent = time.process_time() - spent
            singles = [one_more(case, one, n, know) for n, one in kept.items()]
            seconds += spent
            means.append(1000 * seconds / size)
            peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
            disk = (folder / "a.case").stat().st_size / size / 1024
            print(
                f"{size:>7} stories: {seconds:7.1f} s, {means[-1]:6.2f} ms a story, "
                f"{1000 * spent / (size - held - len(kept)):.2f} of the last {size - held}, {peak:4.0f} MB, "
                f"{disk:.1f} KB a story on disk; one more: {told(singles)} "
                f"(all so far: {time.perf_counter() - start:.0f} s of wall time)",
                flush=True,
            )
    if len(sizes) > 1:
        print(fitted(sizes, means))


def lay(case: CaseStore, some: Iterator[tuple[int, Reading]], late: range) -> dict[int, Reading]:
    """Put the stories into the case but for the late ones, and return these."""
    kept = dict[int, Reading]()
    while part := list(itertools.islice(some, TOGETHER)):
        kept |= {n: one for n, one in part if n in late}
        put(case, [(n, one) for n, one in part if n not in late])
    return kept


def fitted(sizes: list[int], means: list[float]) -> str:
    """Say how the time of a story grows: as a power of the number of stories, and by their logarithm."""
    logs = np.log(sizes)
    power, _ = np.polyfit(logs, np.log(means), 1)
    slope, rest = np.polyfit(logs, means, 1)
    growth = (rest + slope * logs[-1]) / (rest + slope * logs[0])
    return (
        f"ms a story: as n^{power:.3f}; or {rest:.2f} + {slope:.2f} log n, {growth:.2f} times from {sizes[0]} to "
        f"{sizes[-1]} stories, where log n grows {logs[-1] / logs[0]:.2f} times"
    )


def one_more(case: CaseStore, reading: Reading, n: int, know: Knowledge) -> tuple[float, float]:
    """Seconds, of processor and of wall time, of adding one story to the case and linking it."""
    spent, start = time.process_time(), time.perf_counter()
    put(case, [(n, reading)])
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
    some = enumerate(itertools.islice(stories(), size))
    know, readings = Knowledge(), [of(one, one.story.text, n) for n, one in some]
    start = time.process_time()
    grade(link(readings, (), know), readings, (), know)
    seconds = time.process_time() - start
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{size:>7} at once: {seconds:7.1f} s, {1000 * seconds / size:6.2f} ms a story, {peak:6.0f} MB", flush=True)


if __name__ == "__main__":
    numbers = sorted(int(size) for size in sys.argv[1:] if size.isdigit()) or list(SIZES)
    if "--whole" in sys.argv:
        for number in numbers:
            whole(number)
    else:
        with tempfile.TemporaryDirectory() as scratch:
            grow(numbers, Path(scratch))
