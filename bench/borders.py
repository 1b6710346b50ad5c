"""Splice stories into pages and measure how well the borders between them are found.

    python bench/borders.py --shared ../shared [--pages 60] [--half tune]

Seeded. Articles are parted into a tuning half, from which bench/borders_fit.py makes the tables, and a reporting half;
see bench/splices.py. A page of sort "html" is read by the HTML reader first. "derived" pages are those of
corpora/multistory_derived. Intervals hold 95 of 100 resamples of the pages.
"""

from __future__ import annotations

import argparse
from collections import defaultdict
from pathlib import Path

import numpy as np
from splices import LAYOUTS, SEED, WEB_SETS, Page, articles, derived, pages, singles, varied_singles

from tidings.ingest import cut
from tidings.ingest.cutting import parts
from tidings.model import Document

RESAMPLES = 1000
FIRST_WORDS = 6  # words by which the start of a story is found in the text that a reader made


def counted(page: Page) -> tuple[int, int, int]:
    """Borders of the page that are found, false and missed."""
    if page.html:
        return _counted_html(page)
    cuts = {story[0].blocks[0].start for story in parts(page.text)[1:]}
    hit = len(cuts & set(page.starts))
    return hit, len(cuts) - hit, len(page.starts) - hit


def _counted_html(page: Page) -> tuple[int, int, int]:
    """A border is found where a story begins with the first words that one was given."""
    _, stories = cut(Document(page.html.encode(), "a page", "text/html"))
    wanted = [" ".join(first.split()[:FIRST_WORDS]) for first in page.firsts[1:]]
    begun = [" ".join(story.text.split()[:FIRST_WORDS]) for story in stories[1:]]
    hit = sum(any(one.startswith(first) or first.startswith(one) for one in begun) for first in wanted)
    return hit, max(0, len(begun) - hit), len(wanted) - hit


def f1(hit: float, false: float, missed: float) -> float:
    return 2 * hit / max(1, 2 * hit + false + missed)


def show(name: str, rows: list[tuple[int, int, int]]) -> None:
    """One line: for single stories how many are cut, for pages precision, recall and F1 with its interval."""
    counts, rng = np.array(rows), np.random.default_rng(SEED)
    again = counts[rng.integers(0, len(rows), (RESAMPLES, len(rows)))]
    if name.startswith("single"):
        is_cut = (again[:, :, 1] > 0).mean(1)
        low, high = np.quantile(is_cut, (0.025, 0.975))
        n_cut = int((counts[:, 1] > 0).sum())
        print(f"{name}: {n_cut} of {len(rows)} cut = {n_cut / len(rows):.2%} [{low:.2%}, {high:.2%}]")
        return
    hit, false, missed = (int(n) for n in counts.sum(0))
    low, high = np.quantile([f1(*one) for one in again.sum(1)], (0.025, 0.975))
    print(
        f"{name}: {len(rows)} pages, {hit} found, {false} false, {missed} missed; P {hit / max(1, hit + false):.3f} "
        f"R {hit / max(1, hit + missed):.3f} F1 {f1(hit, false, missed):.3f} [{low:.3f}, {high:.3f}]"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, required=True, help="the folder that holds corpora/ and gold/")
    parser.add_argument("--pages", type=int, default=60, help="spliced pages of each sort")
    parser.add_argument("--half", choices=("tune", "report"), default="report")
    args = parser.parse_args()
    everything = articles(args.shared)
    by_sort = defaultdict(list)
    made = pages(everything, args.half, args.pages) + derived(args.shared)
    for page in made + singles(everything, args.half) + varied_singles(everything, args.half):
        by_sort[page.sort].append(counted(page))
    for sort, rows in sorted(by_sort.items()):
        show(sort, rows)
    web = tuple(f"single {name}" for name in WEB_SETS)
    for name, belongs in (
        ("spliced, plain", lambda sort: sort in {f"spliced {one}" for one in (*LAYOUTS, "html")}),
        ("spliced, all", lambda sort: sort.startswith("spliced")),
        ("derived, all", lambda sort: sort.startswith("derived")),
        ("single, news", lambda sort: sort.startswith("single ") and sort not in web),
        ("single, web", lambda sort: sort in web),
    ):
        show(name, [row for sort, rows in by_sort.items() if belongs(sort) for row in rows])


if __name__ == "__main__":
    main()
