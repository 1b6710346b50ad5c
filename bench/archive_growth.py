"""How the cost of an archive grows with it: mixed news in one archive through several sizes.

usage: python bench/archive_growth.py [SIZES…] [--share 20] [--months 24]

Stories are generated, so that no two are alike however many there are: one in SHARE is a report of bench/world.py, and
the others are sport, markets and local life of some 130 words whose names and numbers are drawn by chance. They come as
files of JSON lines, 5,000 stories each, spread over so many months. The archive grows through the sizes as it would day
by day: each run is given all files so far and reads those that are new, with both looks and one process.

Prints for each size the processor time of the run, of all its threads, in milliseconds a new story; the time of its
start, in which it finds out what the archive holds; the program's peak of memory; and the archive's size on disk. In
the end the milliseconds a story are fitted by a power of the size. bench/chart.py draws them.
"""

from __future__ import annotations

import argparse
import json
import random
import resource
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice, pairwise
from pathlib import Path

import numpy as np
from growth import stories as reports
from world import FIRST, LAST

from tidings.scale import Settings
from tidings.scale.archive import Archive
from tidings.scale.archiving import Job, read_to, unread

SIZES = (3_000, 10_000, 30_000)
FILE = 5_000  # stories of one input
SENTENCES = 12  # of a story that tells no incident
TOPICS = (
    (
        "{a} beat {b} {n}-{m} on Saturday before {n}{m} spectators at the {c} ground.",
        "The {c} midfielder {a} scored twice in the second half.",
        "Coach {a} said his team had trained well for the match.",
        "{b} stays in place {n} of the table with {m} points.",
        "{a} won the {n} kilometres in {m} minutes, a personal best.",
        "The next game is against {c} at home on Wednesday.",
        "Goalkeeper {b} will miss {n} weeks with a knee that needs rest.",
        "{a} signed for {c} until 20{n} for a fee that was not told.",
    ),
    (
        "Shares of {a} rose by {n}.{m} percent in early trading in {c}.",
        "The company expects sales of {n}{m} million crowns this year.",
        "Analyst {b} of {c} Capital keeps her advice to buy.",
        "Prices of wheat fell for the {n}th week as harvests came in.",
        "The central bank left its rate at {m}.{n} percent.",
        "{a} and {b} agreed to merge their dairies in {c}.",
        "Exports of furniture grew by {n} percent, imports by {m}.",
        "Its board will propose a dividend of {m} crowns a share.",
    ),
    (
        "The {c} library opens again on Monday after {n} months of repairs.",
        "Mayor {a} thanked {m} volunteers for planting trees along the river.",
        "The choir of {c} sings works by {b} on Sunday evening.",
        "A new bridge for cyclists is to cost {n} million crowns.",
        "Teacher {a} showed the children how bread was baked {m}0 years ago.",
        "The museum of {c} had {n}{m} visitors in the spring.",
        "{b} has grown apples near {c} for {n} years.",
        "Tickets for the flower show cost {m} crowns at the door.",
    ),
)
NAMES = tuple(a + b for a in FIRST for b in LAST)


@dataclass(frozen=True, slots=True)
class Size:
    """What was measured at one size of the archive."""

    stories: int
    ms: float  # of processor time, a story that the last run read
    start: float  # seconds until it knew what was to be read
    peak: float  # MB
    disk: float  # KB a story
    passed: float  # share of the last run's stories


def ordinary(chance: random.Random) -> str:
    """A story that tells no incident."""
    topic = chance.choice(TOPICS)
    fills = ({**dict(zip("abc", chance.sample(NAMES, 3), strict=True)), "n": chance.randrange(2, 40),
              "m": chance.randrange(1, 10)} for _ in range(SENTENCES))  # fmt: skip
    return " ".join(chance.choice(topic).format(**one) for one in fills)


def mixed(share: int, months: int) -> Iterator[dict[str, str]]:
    """Rows without end."""
    chance, told = random.Random(1), reports()
    for n, _ in enumerate(iter(int, 1)):
        month = n // FILE % months
        day = f"{2015 + month // 12}-{1 + month % 12:02}-{1 + n % 28:02}"
        text = next(told).story.text if n % share == 0 else ordinary(chance)
        yield {"id": str(n), "text": text, "published": day, "publisher": f"{NAMES[n % 40]} Courier"}


def written(rows: Iterator[dict[str, str]], folder: Path, first: int, last: int) -> list[Path]:
    """Write the next rows as files."""
    out = []
    for at in range(first, last, FILE):
        path = folder / f"{at:09}.jsonl"
        path.write_text("".join(json.dumps(row) + "\n" for row in islice(rows, min(FILE, last - at))), encoding="utf-8")
        out.append(path)
    return out


def spent() -> float:
    """Seconds of processor time of this process and its threads."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


def grown(sizes: Sequence[int], share: int, months: int) -> Iterator[Size]:
    """Grow one archive through the sizes."""
    settings, rows, files = Settings(looks_first=True), mixed(share, months), list[Path]()
    with tempfile.TemporaryDirectory() as scratch:
        inputs, archive = Path(scratch) / "in", Archive(Path(scratch) / "archive")
        inputs.mkdir()
        read_to(Job(Archive(Path(scratch) / "first"), settings), written(rows, Path(scratch), 0, 50))  # loads all
        for held, size in pairwise([0, *sizes]):
            files += written(rows, inputs, held, size)
            began = spent()
            if held:
                unread(Job(archive, settings), files)
            start, began = spent() - began, spent()
            tally = read_to(Job(archive, settings), files)
            ms = 1000 * (spent() - began) / (size - held)
            peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
            lies = sum(path.stat().st_size for path in Path(archive.where).rglob("*") if path.is_file())
            yield Size(size, ms, start, peak, lies / size / 1024, tally.passed / tally.stories)


def power(sizes: Sequence[int], values: Sequence[float]) -> float:
    """The power of the size by which the values grow."""
    return float(np.polyfit(np.log(sizes), np.log(values), 1)[0])


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("sizes", nargs="*", type=int)
    asked.add_argument("--share", type=int, default=20)
    asked.add_argument("--months", type=int, default=24)
    given = asked.parse_args()
    sizes, began, found = sorted(given.sizes) or list(SIZES), time.monotonic(), list[Size]()
    for one in grown(sizes, given.share, given.months):
        found.append(one)
        print(
            f"{one.stories:>8} stories: {one.ms:5.2f} ms a story, {one.passed:.3f} passed over, "
            f"start {one.start:.2f} s, {one.peak:4.0f} MB, {one.disk:.2f} KB a story "
            f"(so far {time.monotonic() - began:.0f} s of wall time)",
            flush=True,
        )
    if len(found) > 1:
        grows = power(sizes, [one.ms for one in found])
        print(f"ms a story: as n^{grows:.3f}, from {sizes[0]} to {sizes[-1]} stories")


if __name__ == "__main__":
    main()
