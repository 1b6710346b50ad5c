"""What several processes gain: seconds of reading the same texts by one process and by some workers, in one run.

python bench/workers.py [--texts FILE.jsonl] [--limit 40] [--workers 2]

Loading is timed apart: the clock starts when every process has read a document. Run it on a machine with as many free
cores as workers; on a busy one the seconds say nothing.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from pathlib import Path

from speed import NEWS, texts, written

from tidings import ingest
from tidings.pipeline import read_document
from tidings.scale import Settings, Workers


def alone(path: Path) -> float:
    means = Settings().means()
    docs = list(ingest.documents([path]))
    read_document(docs[0], means)  # type: ignore[arg-type]
    began = time.perf_counter()
    for doc in docs:
        read_document(doc, means)  # type: ignore[arg-type]
    return time.perf_counter() - began


def shared(path: Path, n: int) -> float:
    docs = list(ingest.documents([path]))
    with Workers(Settings(), n) as workers:
        for doc in docs[:n]:  # each worker is up when these are read
            workers.read(doc)  # type: ignore[arg-type]
        began = time.perf_counter()
        for doc in workers.ahead(docs, lambda _: True):
            workers.read(doc)  # type: ignore[arg-type]
        return time.perf_counter() - began


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--texts", type=Path, default=NEWS)
    asked.add_argument("--limit", type=int, default=40)
    asked.add_argument("--workers", type=int, default=2)
    given = asked.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = written(texts(given.texts, given.limit), Path(folder) / "texts.jsonl")
        one = alone(path)
        many = shared(path, given.workers)
    told = f"one process {one:.1f} s, {given.workers} workers {many:.1f} s"
    print(f"{given.limit} documents: {told}, {one / many:.2f} times")


if __name__ == "__main__":
    main()
