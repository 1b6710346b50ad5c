"""OCR on rendered pages that are made worse: `python bench/scans.py [--n 4] [--shared FOLDER]`.

Each page is the opening of a news article, set in one column of 10 points as a picture of A4 at 150 dots an inch, a
little blurred and speckled; then with much noise, tilted by 2 degrees, at 100 and at 75 dots an inch, and all of these
(at 100) together. The reader of pictures reads it. The character error rate is the edit distance of what was read to
what was set, blanks counted as one, over the characters set; the interval holds 95 of 100 resamples of the pages.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from rapidfuzz.distance import Levenshtein

sys.path.insert(0, str(Path(__file__).parents[1]))

from tests.ingest import scans
from tests.ingest.pdfs import column

from tidings.errors import InputError
from tidings.ingest.readers import image
from tidings.model import Document

if TYPE_CHECKING:
    from PIL.Image import Image

SHARED = Path(__file__).parents[2] / "shared"
LINES, WIDTH = 20, 88  # of a page, and characters of a line
SEED, RESAMPLES = 1, 1_000
NOISY, TILT = 70, 2.0  # of 255, and degrees


def texts(shared: Path, n: int) -> Iterator[str]:
    """The openings of `n` articles, in the signs that the font has."""
    rows = (shared / "corpora" / "guardian_sdf" / "dev.jsonl").read_text(encoding="utf-8").splitlines()
    for row in rows[:n]:
        words = " ".join(json.loads(row)["text"].encode("latin-1", "ignore").decode("latin-1").split())
        yield " ".join(line for _, _, line in column(words, 50, 790, WIDTH)[:LINES])


def smaller(sheet: Image, dots: int) -> Image:
    return sheet.resize(tuple(side * dots // scans.DPI for side in sheet.size))


def sheets(text: str) -> dict[str, Image]:
    """The page as set, and each way in which it is made worse."""
    lines = column(text, 50, 790, WIDTH)
    plain = scans.page(lines)
    return {
        "as set, 150 dots": plain,
        "much noise": scans.page(lines, noise=NOISY),
        "tilted by 2 degrees": scans.page(lines, tilt=TILT),
        "100 dots an inch": smaller(plain, 100),
        "75 dots an inch": smaller(plain, 75),
        "noise, tilt, 100 dots": smaller(scans.page(lines, tilt=TILT, noise=NOISY), 100),
    }


def read(sheet: Image) -> str:
    try:
        return " ".join(image.read(Document(scans.packed(sheet), "a scan", "image/png")).text.split())
    except InputError:
        return ""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--n", type=int, default=4)
    parser.add_argument("--shared", type=Path, default=SHARED)
    args = parser.parse_args()
    found: dict[str, list[tuple[int, int]]] = {}
    began = time.process_time()
    for text in texts(args.shared, args.n):
        for name, sheet in sheets(text).items():
            found.setdefault(name, []).append((Levenshtein.distance(text, read(sheet)), len(text)))
    n_pages = sum(map(len, found.values()))
    print(f"{args.n} texts, {n_pages} pages, {(time.process_time() - began) / n_pages:.1f} CPU seconds a page")
    dice = np.random.default_rng(SEED)
    for name, pairs in found.items():
        wrong, whole = np.array(pairs).T
        at = dice.integers(0, len(pairs), (RESAMPLES, len(pairs)))
        low, high = np.quantile(wrong[at].sum(1) / whole[at].sum(1), (0.025, 0.975))
        share = wrong.sum() / whole.sum()
        print(f"   {name:24} {wrong.sum():5,} of {whole.sum():,} characters wrong: {share:.4f} ({low:.4f}-{high:.4f})")


if __name__ == "__main__":
    main()
