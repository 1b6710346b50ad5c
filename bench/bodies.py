"""Article bodies of saved pages, ours beside trafilatura: `python bench/bodies.py [--half tune|check] [--show N]`.

Ours is what the rest of the program sees of a page: the text of its stories. html_scrapinghub is scored as its own
evaluate.py does (shingles of four words; precision and recall are means over pages, F1 is made of the means),
html_trafilatura as its own too (passages that must and must not be there). Counts first; intervals hold 95 of 100
resamples of the pages; the last figure is by how much ours differs in F1, on the same resamples. Pages are parted into
halves by their names: what is changed for one half is checked on the other.
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import re
import zlib
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from unicodedata import normalize

import numpy as np
from trafilatura import extract

from tidings.errors import InputError
from tidings.ingest import cut
from tidings.ingest.decoding import decoded
from tidings.model import Document

SHARED = Path(__file__).parents[2] / "shared"
SEED, RESAMPLES, SHINGLE = 1, 1_000, 4
WORD = re.compile(r"\w+")
Reader = Callable[[bytes], str]
Row = dict[str, Any]


def ours(raw: bytes) -> str:
    try:
        return "\n".join(story.text for story in cut(Document(raw, "a page", "text/html"))[1])
    except InputError:
        return ""


def trafilatura(**said: bool) -> Reader:
    def read(raw: bytes) -> str:
        try:
            return extract(decoded(raw), include_comments=False, **said) or ""
        except InputError:
            return ""

    return read


READERS: dict[str, Reader] = {
    "ours": ours,
    "trafilatura": trafilatura(),
    "trafilatura fast": trafilatura(fast=True),
    "trafilatura precision": trafilatura(favor_precision=True),
}


def pages(folder: Path, half: str) -> Iterator[tuple[Row, bytes]]:
    for line in (folder / "dev.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        if half in ("all", ("tune", "check")[zlib.crc32(row["id"].encode()) % 2]):
            yield row, gzip.decompress((folder / row["html"]).read_bytes())


def shingles(text: str) -> Counter[tuple[str, ...]]:
    words = WORD.findall(text)
    return Counter(tuple(words[n : n + SHINGLE]) for n in range(max(1, len(words) - SHINGLE + 1)) if words)


def by_shingles(row: Row, text: str) -> tuple[float, float, float, float]:
    """Shingles that are in both, only in ours, only in the gold body; the fourth is not used."""
    gold, got = shingles(row["text"]), shingles(text)
    both = (gold & got).total()
    return both, got.total() - both, gold.total() - both, 0


def by_passages(row: Row, text: str) -> tuple[float, float, float, float]:
    """Passages that are rightly there, wrongly there, wrongly not there, rightly not there."""
    text = normalize("NFC", text)  # as the passages are; Bengali is otherwise written in two ways
    there = sum(words in text for words in row["with_"])
    wrong = sum(words in text for words in row["without"])
    return there, wrong, len(row["with_"]) - there, len(row["without"]) - wrong


def of_means(counts: np.ndarray) -> np.ndarray:
    """Precision, recall, F1 from the means over pages; `counts` is resamples x pages x 4."""
    hit, false, missed, _ = np.moveaxis(counts, -1, 0)
    is_given, is_wanted = hit + false > 0, hit + missed > 0
    p = (hit / np.maximum(hit + false, 1e-9)).sum(1) / np.maximum(is_given.sum(1), 1)
    r = (hit / np.maximum(hit + missed, 1e-9)).sum(1) / np.maximum(is_wanted.sum(1), 1)
    return np.stack([p, r, 2 * p * r / np.maximum(p + r, 1e-9)])


def of_sums(counts: np.ndarray) -> np.ndarray:
    """Precision, recall, F1 from the sums over pages."""
    hit, false, missed, _ = np.moveaxis(counts.sum(1), -1, 0)
    p, r = hit / np.maximum(hit + false, 1), hit / np.maximum(hit + missed, 1)
    return np.stack([p, r, 2 * p * r / np.maximum(p + r, 1e-9)])


SETS = {"html_scrapinghub": (by_shingles, of_means), "html_trafilatura": (by_passages, of_sums)}


def measure(folder: Path, half: str, n_shown: int) -> None:
    count, ratios = SETS[folder.name]
    every = list(pages(folder, half))
    counts = {name: np.array([count(row, read(raw)) for row, raw in every]) for name, read in READERS.items()}
    at = np.random.default_rng(SEED).integers(0, len(every), (RESAMPLES, len(every)))
    again = {name: ratios(got[at])[2] for name, got in counts.items()}
    print(f"{folder.name}, {half}: {len(every)} pages")
    for name, got in counts.items():
        p, r, f1 = ratios(got[None])[:, 0]
        low, high = np.quantile(again[name], (0.025, 0.975))
        less, more = np.quantile(again["ours"] - again[name], (0.025, 0.975))
        hit, false, missed, kept_out = (int(n) for n in got.sum(0))
        apart = (
            ""
            if name == "ours"
            else f"; ours is {ratios(counts['ours'][None])[2, 0] - f1:+.4f} ({less:+.4f}-{more:+.4f})"
        )
        print(f"   {name:22} {hit} found, {false} false, {missed} missed, {kept_out} kept out; "
              f"P {p:.3f} R {r:.3f} F1 {f1:.4f} ({low:.3f}-{high:.3f}){apart}")  # fmt: skip
    lost = counts["ours"][:, 1:3].sum(1) / np.maximum(counts["ours"][:, :3].sum(1), 1)
    for n in np.argsort(-lost)[:n_shown]:
        print("  ", every[n][0]["id"][:40], *(f"{name} {counts[name][n][:3]}" for name in ("ours", "trafilatura")))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, default=SHARED)
    parser.add_argument("--half", choices=("all", "tune", "check"), default="all")
    parser.add_argument("--show", type=int, default=0, help="how many of the worst pages to name")
    args = parser.parse_args()
    os.nice(10)
    for name in SETS:
        measure(args.shared / "corpora" / name, args.half, args.show)


if __name__ == "__main__":
    main()
