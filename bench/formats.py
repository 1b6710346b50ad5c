"""Speed of ingest on a web archive: `python bench/formats.py [--n 5000] [--shared FOLDER]`.

Saved news pages, taken in turn, are packed as a web archive (WARC, a gzip member a page). Each is unpacked, and then
read in turn by trafilatura alone, which finds its text, and by the whole of ingest, which gives dated stories. Seconds
are CPU time of one core; that of both readers holds the unpacking. Counts first; the last line is the ratio.
"""

from __future__ import annotations

import argparse
import gzip
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from itertools import cycle, islice
from pathlib import Path

from fastwarc.warc import WarcRecord, WarcRecordType
from trafilatura import bare_extraction

from tidings.errors import InputError
from tidings.ingest import documents, stories
from tidings.ingest.decoding import decoded
from tidings.knowledge import Knowledge
from tidings.model import Document

SHARED = Path(__file__).parents[2] / "shared"
UNPACKED, ALONE, WHOLE = "unpacked", "trafilatura alone", "ingest"
Step = Callable[[Document], int]
PAGES = ("html_scrapinghub/html", "html_trafilatura/html")


def pages(shared: Path) -> Iterator[bytes]:
    for folder in PAGES:
        for path in sorted((shared / "corpora" / folder).glob("*.html*")):
            raw = path.read_bytes()
            yield gzip.decompress(raw) if path.suffix == ".gz" else raw


def write(path: Path, n: int, shared: Path) -> int:
    """Write a web archive of `n` pages and return its size in bytes."""
    with path.open("wb") as out:
        for k, page in enumerate(islice(cycle(list(pages(shared))), n)):
            page += b"<!-- %d -->" % k  # no two pages are the same bytes
            block = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: %d\r\n\r\n" % len(page) + page
            made = WarcRecord()
            made.init_headers(WarcRecordType.response)
            made.headers["WARC-Target-URI"] = f"https://example.org/{k}"
            made.headers["Content-Type"] = "application/http; msgtype=response"
            made.set_bytes_content(block)
            with gzip.GzipFile(fileobj=out, mode="wb") as member:
                made.write(member)
    return path.stat().st_size


def timed(path: Path, steps: dict[str, Step]) -> tuple[int, Counter[str], Counter[str]]:
    """Documents, what each step counted in them, and its seconds of CPU time; steps take turns on each document."""
    n_docs, found, took = 0, Counter[str](), Counter[str]()
    began = time.process_time()
    for doc in documents([path]):
        took[UNPACKED] += time.process_time() - began
        if isinstance(doc, Document):
            n_docs += 1
            for name, step in steps.items():
                began = time.process_time()
                found[name] += step(doc)
                took[name] += time.process_time() - began
        began = time.process_time()
    return n_docs, found, took


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--n", type=int, default=5_000)
    parser.add_argument("--shared", type=Path, default=SHARED)
    args = parser.parse_args()
    know = Knowledge()

    def with_trafilatura(doc: Document) -> int:
        try:
            return bool(bare_extraction(decoded(doc.raw), fast=True, include_comments=False))
        except InputError:
            return 0

    def whole(doc: Document) -> int:
        try:
            return len(stories(doc, know))
        except InputError:
            return 0

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "pages.warc.gz")
        print(f"{args.n:,} pages, {write(path, args.n, args.shared):,} bytes packed")
        for doc in islice(documents([path]), 3):  # what is loaded once a process is no page's time
            if isinstance(doc, Document):
                whole(doc)
        n_docs, found, took = timed(path, {ALONE: with_trafilatura, WHOLE: whole})
    for name in (ALONE, WHOLE):
        took[name] += took[UNPACKED]
    for name, seconds in took.items():
        print(
            f"   {name:18} {n_docs:,} documents, {found[name]:,} found, {n_docs / seconds:,.0f} documents/s of CPU time"
        )
    print(f"ingest takes {took[WHOLE] / took[ALONE]:.2f} times the CPU time of trafilatura alone")


if __name__ == "__main__":
    main()
