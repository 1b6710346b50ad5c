"""Days of publication of saved pages, ours beside htmldate: `python bench/pagedates.py [--half tune|check] [--show]`.

Pages of html_htmldate and html_trafilatura whose day is known, each page once. Nobody is given the page's address but
what the page says of it itself. A day is right where it is exactly the gold one. Counts first; intervals hold 95 of
100 resamples of the pages. "Metadata and address" is what the page as a whole says; "whole ladder" goes on to what the
text tells, as the program does. Where a page gives several stories, the first one's day counts.
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
from htmldate import find_date

from tidings.errors import InputError
from tidings.ingest import stories
from tidings.ingest.decoding import decoded
from tidings.knowledge import Knowledge
from tidings.model import Document, Published

SHARED = Path(__file__).parents[2] / "shared"
SETS = ("html_htmldate", "html_trafilatura")
SEED, RESAMPLES = 1, 1_000
Row = dict[str, Any]
Dater = Callable[[bytes], str | None]


def pages(shared: Path, half: str) -> Iterator[tuple[Row, bytes]]:
    """The pages with a gold day; those that both sets hold come once."""
    seen = set()
    for name in SETS:
        folder = shared / "corpora" / name
        for line in (folder / "dev.jsonl").read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            raw = gzip.decompress((folder / row["html"]).read_bytes())
            is_of_half = half in ("all", ("tune", "check")[zlib.crc32(raw) % 2])
            if row["published"] and is_of_half and raw not in seen:
                seen.add(raw)
                yield row, raw


def ours(know: Knowledge) -> Callable[[bytes], Published]:
    def dated(raw: bytes) -> Published:
        try:
            return stories(Document(raw, "a page", "text/html"), know)[0].published
        except InputError:
            return Published()

    return dated


def htmldate(**said: bool) -> Dater:
    def dated(raw: bytes) -> str | None:
        try:
            return find_date(decoded(raw), original_date=True, **said)
        except InputError:
            return None

    return dated


def show(name: str, rights: list[bool | None]) -> None:
    """One line; None is a page for which no day is claimed."""
    claims = np.array([right is not None for right in rights])
    hits = np.array([right is True for right in rights])
    at = np.random.default_rng(SEED).integers(0, len(rights), (RESAMPLES, len(rights)))
    shares = hits[at].sum(1) / np.maximum(claims[at].sum(1), 1)
    low, high = np.quantile(shares, (0.025, 0.975))
    least, most = np.quantile(hits[at].mean(1), (0.025, 0.975))
    right, of_all = hits.sum() / max(1, claims.sum()), hits.mean()
    print(
        f"   {name:22} {claims.sum()} claimed ({claims.mean():.3f}), {hits.sum()} right; "
        f"of claimed {right:.3f} ({low:.3f}-{high:.3f}), of all {of_all:.3f} ({least:.3f}-{most:.3f})"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, default=SHARED)
    parser.add_argument("--half", choices=("all", "tune", "check"), default="all")
    parser.add_argument("--show", action="store_true", help="print the pages on which ours is wrong or silent")
    args = parser.parse_args()
    os.nice(10)
    every = list(pages(args.shared, args.half))
    golds = [row["published"][:10] for row, _ in every]
    published = list(map(ours(Knowledge()), (raw for _, raw in every)))
    days: dict[str, list[str | None]] = {
        "metadata and address": [one.date if one.basis in ("metadata", "url") else None for one in published],
        "whole ladder": [one.date for one in published],
        **{
            name: list(map(dater, (raw for _, raw in every)))
            for name, dater in {"htmldate": htmldate(), "htmldate fast": htmldate(extensive_search=False)}.items()
        },
    }
    print(f"{' and '.join(SETS)}, {args.half}: {len(every)} pages")
    for name, got in days.items():
        show(name, [None if day is None else day == gold for day, gold in zip(got, golds, strict=True)])
    for n, (row, _) in enumerate(every):
        if args.show and days["whole ladder"][n] != golds[n]:
            one = published[n]
            print("  ", row["id"], row["meta"]["url"][:90], "gold", golds[n], "ours", one.date, one.basis,
                  "htmldate", days["htmldate"][n], days["htmldate fast"][n])  # fmt: skip


if __name__ == "__main__":
    main()
