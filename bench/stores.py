"""The same case of generated stories in a file and in PostgreSQL: adding, linking, filters, search, copying.

usage: python bench/stores.py [STORIES] [URL]      (3000 stories, a server of its own, which waits for its disk)

Stories come from bench/world.py. Each question is asked `ASKED` times; printed are medians in milliseconds and how
many times as long the server takes. Both have to hold the same rows and give the same answers to each question, in the
same order. A server started here is reached by a socket; one elsewhere adds the way to it to every question.
"""

from __future__ import annotations

import datetime as dt
import itertools
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from world import START, World

sys.path.insert(0, str(Path(__file__).parents[1]))
from tests import stores

from tidings.case import CaseStore
from tidings.case.copying import copy
from tidings.knowledge import Knowledge
from tidings.model import Document, Reading
from tidings.pipeline import link_waiting

STORIES = 3_000
ASKED = 9
INCIDENTS, DAYS = 60, 360  # of one world, some 430 stories
ONE_BY_ONE = 20  # stories that come singly, each linked at once
Question = Callable[[CaseStore], object]
QUESTIONS: dict[str, Question] = {
    "all events, first 100": lambda case: case.events(limit=100),
    "kind and dates": lambda case: case.events(kind="attack", since="2020-06", until="2020-09", limit=100),
    "actor": lambda case: case.events(actor="rebels", limit=100),
    "place": lambda case: case.events(place="ba", limit=100),
    "text, common": lambda case: case.events(text="killed", limit=100),
    "text, a phrase": lambda case: case.events(text='"police said"', limit=100),
    "100 events with their words": lambda case: list(case.told(limit=100)),
    "search, common": lambda case: [(hit.story.id, hit.spans) for hit in case.search("killed")],
    "search, two words": lambda case: [(hit.story.id, hit.spans) for hit in case.search("market bomb")],
}


def stories(count: int) -> list[Reading]:
    """So many stories, every 60 incidents in a year of their own."""
    found: list[Reading] = []
    for seed in itertools.count():
        world = World(seed, INCIDENTS, START + dt.timedelta(days=DAYS * seed))
        told = [reading for one in world.incidents for reading in one.told]
        found += [numbered(reading, n) for n, reading in enumerate(told, len(found))]
        if len(found) >= count:
            break
    return found[:count]


def numbered(reading: Reading, n: int) -> Reading:
    """The reading as that of a document of its own, the n-th."""
    story = replace(reading.story, document=document(reading.story.text, n).sha256)
    return Reading(story, reading.mentions, tuple(replace(one, story=story.id) for one in reading.accounts))


def document(text: str, n: int) -> Document:
    """The n-th document; its number is part of its bytes, so that two worlds never hold one story twice."""
    return Document(f"{n}\n{text}".encode(), f"{n}.txt", "text/plain")


@contextmanager
def timed(name: str, found: dict[str, float]) -> Iterator[None]:
    start = time.perf_counter()
    yield
    found[name] = time.perf_counter() - start


def fill(case: CaseStore, some: list[Reading], know: Knowledge, took: dict[str, float]) -> None:
    """Put the stories in, link them, then a few more one by one."""
    first, last = some[:-ONE_BY_ONE], some[-ONE_BY_ONE:]
    with timed("adding, s", took):
        for n, one in enumerate(first):
            with case.taking(document(one.story.text, n)):
                case.put(one)
    with timed("linking, s", took):
        link_waiting(case, know)
    with timed(f"{ONE_BY_ONE} more, each linked at once, s", took):
        for n, one in enumerate(last, len(first)):
            with case.taking(document(one.story.text, n)):
                case.put(one)
            link_waiting(case, know)


def ask(case: CaseStore, took: dict[str, float]) -> list[object]:
    """Ask everything some times; return the answers."""
    answers = []
    for name, question in QUESTIONS.items():
        times = []
        for _ in range(ASKED):
            start = time.perf_counter()
            answer = question(case)
            times.append(time.perf_counter() - start)
        answers.append(answer)
        took[f"{name}, ms"] = statistics.median(times) * 1000
    return answers


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else STORIES
    some, know = stories(count), Knowledge()
    file, server = {}, {}
    with tempfile.TemporaryDirectory() as folder, at(sys.argv[2] if len(sys.argv) > 2 else None) as url:
        with CaseStore.open(f"{folder}/a.case") as one, CaseStore.open(url) as other:
            fill(one, some, know, file)
            fill(other, some, know, server)
            same = [a == b for a, b in zip(ask(one, file), ask(other, server), strict=True)]
            rows = one.fingerprint() == other.fingerprint()
            with CaseStore.open(f"{folder}/b.case") as back, timed("copying to a file, s", server):
                done = copy(other, back)
            with CaseStore.open(f"{url}_copy") as there, timed("copying to the server, s", file):
                copy(one, there)
    print(f"{count:,} stories; the same rows: {rows}; the same answers: {sum(same)} of {len(same)} questions")
    for name in file.keys() | server.keys():
        if name not in file or name not in server:
            print(f"{name}: {(file | server)[name]:.1f} ({done.rows:,} rows)")
    for name in (name for name in file if name in server):
        ratio = server[name] / file[name]
        print(f"{name:40} file {file[name]:8.1f}   server {server[name]:8.1f}   {ratio:5.1f} times")


@contextmanager
def at(url: str | None) -> Iterator[str]:
    """The URL of an empty case: the one that was given, or one in a server that runs for this alone."""
    if url:
        yield url
        return
    with stores.running(safe=True) as base:
        yield f"{base}&schema=bench"


if __name__ == "__main__":
    main()
