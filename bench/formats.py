"""Speed of ingest on a web archive: `python bench/formats.py [--n 5000] [--shared FOLDER]`.

Saved news pages, taken in turn, are packed as a web archive (WARC, a gzip member a page). It is read three ways on one
core: unpacked only, unpacked with trafilatura finding each page's text, and through the whole of ingest to dated
stories. Counts first; the last line is how much slower than trafilatura alone ingest is.
"""

from __future__ import annotations

import argparse
import gzip
import tempfile
import time
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


def timed(path: Path, step: Callable[[Document], int]) -> tuple[int, int, float]:
    """Documents, what the step counted in them, and seconds."""
    began, n_docs, n_found = time.perf_counter(), 0, 0
    for doc in documents([path]):
        if isinstance(doc, Document):
            n_docs += 1
            n_found += step(doc)
    return n_docs, n_found, time.perf_counter() - began


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
        took = {}
        for doc in islice(documents([path]), 3):  # what is loaded once a process is no page's time
            if isinstance(doc, Document):
                whole(doc)
        for name, step in {"unpacked": lambda _: 1, "trafilatura alone": with_trafilatura, "ingest": whole}.items():
            n_docs, n_found, seconds = timed(path, step)
            took[name] = seconds
            print(f"   {name:18} {n_docs:,} documents, {n_found:,} found, {n_docs / seconds:,.0f} documents/s")
    print(f"ingest takes {took['ingest'] / took['trafilatura alone']:.2f} times as long as trafilatura alone")


if __name__ == "__main__":
    main()
