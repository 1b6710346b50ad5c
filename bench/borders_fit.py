"""Fit the tables that cut pages into stories, on the tuning half of the articles alone.

    python bench/borders_fit.py --shared ../shared TABLE > src/tidings/knowledge/tables/TABLE.tsv

TABLE is rarity, topics, leads, borders or border_trees.
They build on each other and are made in that order. Seeded; no word of an article is kept but in counts.
"""

from __future__ import annotations

import argparse
import math
import random
from collections import Counter, defaultdict
from pathlib import Path

import numpy as np
import scipy.sparse
from border_trees import boosted
from scipy.optimize import minimize
from splices import SEED, WEB_SETS, Article, Page, articles, pages, paragraphs, singles, start, varied_singles
from topics_fit import more_news, topics

from tidings.ingest.blocks import units
from tidings.ingest.cohesion import stems
from tidings.ingest.cues import Page as Read
from tidings.ingest.cues import cues
from tidings.ingest.cutting import candidates, first_look, likely, worth_a_second_look
from tidings.ingest.leads import signs
from tidings.ingest.surroundings import Likely
from tidings.knowledge.tables import table

MOST = 600  # articles of a set that pages are spliced from
ALL = 5000  # articles of a set; words are counted over all
LATER = 12  # later paragraphs of an article that are set against its first
MIN_STORIES = 10  # stories that must have a stem for its rarity to be counted
MIN_SEEN, MIN_SETS = 60, 6  # openings, and sets of articles, that must show a sign: a topic of one set is no sign
LEAD_RIDGE, CUE_RIDGE = 10.0, 2.0  # penalty on squared weights
MIN_WEIGHT = 0.1  # lead signs that weigh less are left out: 573 of 1,015 stay and rank openings as well
LONE = 0.03  # cue "borders elsewhere" under which a border is the only likely one of its page
LONE_COUNTS = 3  # times such a border counts: 152 of 4,603 are, as few of the spliced pages have two stories
HEADS = {
    "rarity": ("how rare a stem is in news: log of the stories to one that has it, in steps of a half; `unlisted` is "
               "the rarity of every other stem", "rarity\tstems\texample"),
    "leads": ("signs that a paragraph is a story's first, in log-odds: a word as the first, in the opening sentence or "
              "later, a pair of words; how the first two words are written (U capitals, T capital, x small); the "
              "opening's length in steps of eight words. 0 stands for any number", "where\tweight\twords\texample"),
    "topics": ("what a stem is about, as a direction: one letter for each number, n for 0, a for -13, z for 12; stems "
               "of the same stories point the same way", "stem\tdirection\texample"),
    "borders": ("cues for and against a border between two paragraphs of a page; a weight is what a full cue adds to "
                "the log-odds at the first look", "cue\tweight\texample"),
    "border_trees": ("questions about the cues, asked in turn at the second look; `adds` is what each row of answers "
                     "adds to the log-odds, from all no to all yes", "questions\tadds\texample"),
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


def made(everything: list[Article], n_pages: int) -> tuple[list[Page], list[Read]]:
    """Pages of the tuning half and what is read of them; those of HTML need a reader and teach no more."""
    tune = [page for page in pages(everything, "tune", n_pages) if not page.html]
    tune += singles(everything, "tune") + varied_singles(everything, "tune")
    return tune, [Read.of(units(page.text)) for page in tune]


def borders(everything: list[Article], n_pages: int) -> list[str]:
    """Rows of borders.tsv with the examples that the table has now."""
    tune, read = made(everything, n_pages)
    nothing = [Likely([0.0] * len(page.units)) for page in read]
    names, x, y = seen(tune, read, nothing, [list(candidates(page.units)) for page in read])
    scale = np.r_[1, np.maximum(x[:, 1:].std(0), 0.02)]  # a rare cue is held back no more than a common one
    weights = fitted(x / scale, y, CUE_RIDGE) / scale
    examples = {row["cue"]: row["example"] for row in table("borders")}
    return [f"{cue}\t{weight:.2f}\t{examples.get(cue, '')}" for cue, weight in zip(names, weights, strict=True)]


def border_trees(everything: list[Article], n_pages: int) -> list[str]:
    """Rows of border_trees.tsv, whose example is the answer that weighs most."""
    tune, read = made(everything, n_pages)
    scored = [dict(first_look(page)) for page in read]
    known = [likely(page, one) for page, one in zip(read, scored, strict=True)]
    names, x, y = seen(tune, read, known, [worth_a_second_look(one) for one in scored])
    is_lone = (x[:, names.index("borders elsewhere")] < LONE) & (y == 1)
    again = np.r_[np.arange(len(y)), np.repeat(np.flatnonzero(is_lone), LONE_COUNTS - 1)]
    rows = []
    for tree in boosted(x[again], y[again]):
        asked = [f"{names[cue]} > {bound:g}" for cue, bound in tree.questions]
        row = int(np.abs(tree.adds).argmax())
        said = [
            f"{'' if row >> n & 1 else 'not '}{one}" for n, one in zip(reversed(range(len(asked))), asked, strict=True)
        ]
        example = f"{', '.join(said) or 'any place'}: {tree.adds[row]:+g}"
        rows.append(f"{'|'.join(asked)}\t{'|'.join(f'{one:g}' for one in tree.adds)}\t{example}")
    return rows


def seen(
    tune: list[Page], read: list[Read], known: list[Likely], at: list[list[int]]
) -> tuple[list[str], np.ndarray, np.ndarray]:
    """The names of the cues, their values for the units `at` of each page, and whether a story starts there."""
    rows = [list(cues(page, n, one).values()) for page, one, of in zip(read, known, at, strict=True) for n in of]
    wanted = [
        page.units[n].blocks[0].start in spliced.starts
        for spliced, page, of in zip(tune, read, at, strict=True)
        for n in of
    ]
    return list(cues(read[0], 1, known[0])), np.array(rows), np.array(wanted, float)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, required=True, help="the folder that holds corpora/ and gold/")
    parser.add_argument("--pages", type=int, default=150, help="spliced pages of each sort")
    parser.add_argument("table", choices=HEADS)
    args = parser.parse_args()
    about, columns = HEADS[args.table]
    if args.table.startswith("border"):
        fit = borders if args.table == "borders" else border_trees
        rows = fit(articles(args.shared, MOST), args.pages)
    else:
        everything = articles(args.shared, ALL)
        pool = [one for one in everything if one.half == "tune" and one.group not in WEB_SETS]
        if args.table == "topics":
            held = {start(" ".join(one.paragraphs)) for one in everything if one.half == "report"}
            more = [text for text in more_news(args.shared) if start(text) not in held]
            rows = topics([" ".join(one.paragraphs) for one in pool] + more)
        else:
            rows = rarity(pool) if args.table == "rarity" else leads(pool)
    origin = "counted or fitted over the tuning half of the articles, by bench/borders_fit.py; holds no text of them"
    print(f"# about: {about}\n# origin: {origin}\n# licence: Apache-2.0\n{columns}")
    print("\n".join(rows))


if __name__ == "__main__":
    main()
