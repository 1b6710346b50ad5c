"""Fit the tables that cut pages into stories, on the tuning half of the articles alone.

    python bench/borders_fit.py --shared ../shared {rarity,leads,borders} > src/tidings/knowledge/tables/TABLE.tsv

The three build on each other and are made in that order. Seeded; no word of an article is kept but in counts.
"""

from __future__ import annotations

import argparse
import math
import random
from collections import Counter, defaultdict
from pathlib import Path

import numpy as np
import scipy.sparse
from scipy.optimize import minimize
from splices import SEED, WEB_SETS, Article, Page, articles, pages, paragraphs, singles

from tidings.ingest.blocks import units
from tidings.ingest.cohesion import stems
from tidings.ingest.cues import Page as Read
from tidings.ingest.cues import cues
from tidings.ingest.cutting import candidates, likely, worth_a_second_look
from tidings.ingest.leads import signs
from tidings.ingest.surroundings import Likely
from tidings.knowledge.tables import table

ALL = 5000  # articles of a set; words are counted over all, pages are spliced from as many of each set
LATER = 12  # later paragraphs of an article that are set against its first
MIN_STORIES = 10  # stories that must have a stem for its rarity to be counted
MIN_SEEN, MIN_SETS = 60, 6  # openings, and sets of articles, that must show a sign: a topic of one set is no sign
LEAD_RIDGE, CUE_RIDGE = 10.0, 2.0  # penalty on squared weights
MIN_WEIGHT = 0.1  # lead signs that weigh less are left out: 573 of 1,015 stay and rank openings as well
HEADS = {
    "rarity": ("how rare a stem is in news: log of the stories to one that has it, in steps of a half; `unlisted` is "
               "the rarity of every other stem", "rarity\tstems\texample"),
    "leads": ("signs that a paragraph is a story's first, in log-odds: a word as the first, in the opening sentence or "
              "later, a pair of words; how the first two words are written (U capitals, T capital, x small); the "
              "opening's length in steps of eight words. 0 stands for any number", "where\tweight\twords\texample"),
    "borders": ("cues for and against a border between two paragraphs of a page; a weight is what a full cue adds to "
                "the log-odds, at the first look and at the second", "cue\tfirst\tsecond\texample"),
}  # fmt: skip


def fitted(x: np.ndarray | scipy.sparse.csr_matrix, y: np.ndarray, ridge: float) -> np.ndarray:
    """Logistic regression; the first column is not held back."""

    def loss(w: np.ndarray) -> tuple[float, np.ndarray]:
        z, held = x @ w, ridge * np.r_[0, w[1:]]
        return (np.logaddexp(0, z) - y * z).sum() + held @ w / 2, x.T @ (1 / (1 + np.exp(-z)) - y) + held

    return minimize(loss, np.zeros(x.shape[1]), jac=True, method="L-BFGS-B", options={"maxiter": 600}).x


def rarity(pool: list[Article]) -> list[str]:
    """Rows of rarity.tsv."""
    n_with = Counter(stem for article in pool for stem in stems(" ".join(article.paragraphs)))
    by_step = defaultdict(list)
    for stem, n in sorted(n_with.items()):
        if n >= MIN_STORIES:
            by_step[round(2 * math.log(len(pool) / n)) / 2].append(stem)
    rest = round(2 * math.log(len(pool) / (MIN_STORIES / 2))) / 2
    return [
        *(f"{step}\t{'|'.join(found)}\t... {found[0]} ..." for step, found in sorted(by_step.items())),
        f"{rest}\tunlisted\tany other word",
    ]


def leads(pool: list[Article]) -> list[str]:
    """Rows of leads.tsv."""
    rng = random.Random(SEED)
    rows, wanted, seen, groups = [], [], Counter(), defaultdict(set)
    for article in pool:
        first, *later = paragraphs(article, rng)
        for text in (first, *rng.sample(later, min(LATER, len(later)))) if len(later) > 1 else ():
            rows.append(signs(text))
            wanted.append(text is first)
            for sign in rows[-1]:
                seen[sign] += 1
                groups[sign].add(article.group.partition(":")[0])
    known = sorted(sign for sign, n in seen.items() if n >= MIN_SEEN and len(groups[sign]) >= MIN_SETS)
    column = {sign: n for n, sign in enumerate(known, 1)}
    at = [[0, *(column[sign] for sign in row if sign in column)] for row in rows]
    x = scipy.sparse.csr_matrix(
        (np.ones(sum(map(len, at))), [n for row in at for n in row], np.cumsum([0, *map(len, at)])),
        shape=(len(rows), len(known) + 1),
    )
    always, *weights = fitted(x, np.array(wanted, float), LEAD_RIDGE)
    by_weight = defaultdict(list)
    for (where, word), weight in zip(known, weights, strict=True):
        if abs(weight) >= MIN_WEIGHT and "|" not in word:
            by_weight[where, round(float(weight), 1)].append(word)
    named = (f"{where}\t{weight}\t{'|'.join(words)}\t{words[0]} ..." for (where, weight), words in by_weight.items())
    return [f"\t{always:.2f}\talways\tany opening", *sorted(named)]


def borders(everything: list[Article], n_pages: int) -> list[str]:
    """Rows of borders.tsv with the examples that the table has now."""
    tune = [page for page in pages(everything, "tune", n_pages) if not page.html] + singles(everything, "tune")
    read = [Read.of(units(page.text)) for page in tune]
    at = [list(candidates(page.units)) for page in read]
    nothing = [Likely([0.0] * len(page.units)) for page in read]
    first, scored = _look(tune, read, nothing, at)
    known = [likely(page, one) for page, one in zip(read, scored, strict=True)]
    second, _ = _look(tune, read, known, [worth_a_second_look(one) for one in scored])
    examples = {row["cue"]: row["example"] for row in table("borders")}
    return [f"{cue}\t{first[cue]:.2f}\t{second[cue]:.2f}\t{examples.get(cue, '')}" for cue in first]


def _look(
    tune: list[Page], read: list[Read], known: list[Likely], at: list[list[int]]
) -> tuple[dict[str, float], list[dict[int, float]]]:
    """The weights of one look at the units `at` of each page, and the log-odds it gives them."""
    rows = [list(cues(page, n, one).values()) for page, one, of in zip(read, known, at, strict=True) for n in of]
    wanted = [
        page.units[n].blocks[0].start in spliced.starts
        for spliced, page, of in zip(tune, read, at, strict=True)
        for n in of
    ]
    names = list(cues(read[0], 1, known[0]))
    x, y = np.array(rows), np.array(wanted, float)
    scale = np.r_[1, np.maximum(x[:, 1:].std(0), 0.02)]  # a rare cue is held back no more than a common one
    weights = fitted(x / scale, y, CUE_RIDGE) / scale
    score = iter(x @ weights)
    return dict(zip(names, weights, strict=True)), [{n: float(next(score)) for n in of} for of in at]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, required=True, help="the folder that holds corpora/ and gold/")
    parser.add_argument("--pages", type=int, default=150, help="spliced pages of each sort")
    parser.add_argument("table", choices=HEADS)
    args = parser.parse_args()
    about, columns = HEADS[args.table]
    if args.table == "borders":
        rows = borders(articles(args.shared), args.pages)
    else:
        pool = [one for one in articles(args.shared, ALL) if one.half == "tune" and one.group not in WEB_SETS]
        rows = rarity(pool) if args.table == "rarity" else leads(pool)
    origin = "counted or fitted over the tuning half of the articles, by bench/borders_fit.py; holds no text of them"
    print(f"# about: {about}\n# origin: {origin}\n# licence: Apache-2.0\n{columns}")
    print("\n".join(rows))


if __name__ == "__main__":
    main()
