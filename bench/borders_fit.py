"""Fit the tables that cut pages into stories, on the tuning half of the articles alone, all in one go.

    python bench/borders_fit.py --shared ../shared

Writes rarity, topics, leads, borders and border_trees, which build on each other. The cues that borders and
border_trees are fitted to are read with words fitted to other articles than those of the page: what leads.tsv says of
articles that it was fitted to is surer than it can be of unseen ones, and the trees would trust it too much.
Seeded; no word of an article is kept but in counts.
"""

from __future__ import annotations

import argparse
import hashlib
import math
import random
import shutil
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from unittest import mock

import numpy as np
import scipy.sparse
from border_trees import Fitted, boosted
from scipy.optimize import minimize
from splices import SEED, WEB_SETS, Article, Page, articles, pages, paragraphs, singles, start, varied_singles
from topics_fit import more_articles, more_news, topics

from tidings.ingest import cohesion, cutting
from tidings.ingest import leads as openings
from tidings.ingest import topics as directions
from tidings.ingest.blocks import units
from tidings.ingest.cohesion import stems
from tidings.ingest.cues import Page as Read
from tidings.ingest.cues import cues
from tidings.ingest.cutting import candidates, first_look, likely, worth_a_second_look
from tidings.ingest.leads import signs
from tidings.ingest.surroundings import Likely
from tidings.knowledge import tables

MOST = 600  # articles of a set that pages are spliced from
ALL = 5000  # articles of a set; words are counted over all
LATER = 12  # later paragraphs of an article that are set against its first
MIN_STORIES = 10  # stories that must have a stem for its rarity to be counted
MIN_SEEN, MIN_SETS = (
    20,
    4,
)  # openings, and sets, that must show a sign; 60 and 6: log loss on unseen articles .176, not .167
STEPS = 200  # of the minimiser
PARTS = 3  # the articles of each are spliced with words fitted to the others
LEAD_RIDGE, CUE_RIDGE = 10.0, 2.0  # penalty on squared weights
MIN_WEIGHT = 0.05  # lead signs that weigh less are left out
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

    return minimize(loss, np.zeros(x.shape[1]), jac=True, method="L-BFGS-B", options={"maxiter": STEPS}).x


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
    by_weight = {key: some for key, some in by_weight.items() if key[1]}
    named = (f"{where}\t{weight}\t{'|'.join(words)}\t{words[0]} ..." for (where, weight), words in by_weight.items())
    return [f"\t{always:.2f}\talways\tany opening", *sorted(named)]


@dataclass
class Part:
    """Pages spliced of a part of the articles, and the folder of tables whose words were fitted to the other parts."""

    folder: Path
    pages: list[Page]
    read: list[Read]

    def seen(self, known: Sequence[Likely], at: Sequence[list[int]]) -> tuple[np.ndarray, np.ndarray]:
        """The values of the cues for the units `at` of each page, and whether a story starts there."""
        with reading(self.folder):
            rows = [
                list(cues(page, n, one).values())
                for page, one, of in zip(self.read, known, at, strict=True)
                for n in of
            ]
        wanted = [
            page.units[n].blocks[0].start in spliced.starts
            for spliced, page, of in zip(self.pages, self.read, at, strict=True)
            for n in of
        ]
        return np.array(rows), np.array(wanted, float)

    def looked(self) -> list[dict[int, float]]:
        """The first look at each page."""
        with reading(self.folder):
            return [dict(first_look(page)) for page in self.read]


@contextmanager
def reading(folder: Path) -> Iterator[None]:
    """Let the cutter read its tables from the folder."""
    caches = cohesion._rarities, openings._weights, directions._directions, cutting.weights
    with mock.patch.object(tables, "TABLES", folder):
        for cache in caches:
            cache.cache_clear()
        yield
    for cache in caches:
        cache.cache_clear()


def part_of(ident: str) -> int:
    """Which part an article falls in; the same whatever else is read."""
    return hashlib.sha256(ident.encode()).digest()[1] % PARTS


def words(folder: Path, pool: list[Article], more: list[Article], news: list[str]) -> None:
    """Write the tables of words, fitted to the articles of the pool and to what else is read."""
    write(folder, "rarity", rarity(pool))
    write(folder, "topics", topics([" ".join(one.paragraphs) for one in pool] + news))
    write(folder, "leads", leads(pool + more))


def parts(shared: Path, n_pages: int, work: Path) -> list[Part]:
    """The parts, each in a folder of its own; the folder `work`/all holds the tables that are fitted to everything."""
    everything = articles(shared, ALL)
    pool = [one for one in everything if one.half == "tune" and one.group not in WEB_SETS]
    held = {start(" ".join(one.paragraphs)) for one in everything if one.half == "report"}
    more = [one for one in more_articles(shared) if start(" ".join(one.paragraphs)) not in held]
    news = [text for text in more_news(shared) if start(text) not in held]
    spliced = [one for one in articles(shared, MOST) if one.half == "tune"]
    words(folder_of(work, "all"), pool, more, news)
    found = []
    for n in range(PARTS):
        folder = folder_of(work, str(n))
        words(folder, [one for one in pool if part_of(one.ident) != n], more, news)
        mine = [one for one in spliced if part_of(one.ident) == n]
        made = [page for page in pages(mine, "tune", n_pages // PARTS) if not page.html]
        made += singles(mine, "tune") + varied_singles(mine, "tune")
        with reading(folder):
            found.append(Part(folder, made, [Read.of(units(page.text)) for page in made]))
    return found


def folder_of(work: Path, name: str) -> Path:
    """A copy of the tables that may be written to."""
    return shutil.copytree(tables.TABLES, work / name)


def write(folder: Path, name: str, rows: list[str]) -> None:
    about, columns = HEADS[name]
    origin = "counted or fitted over the tuning half of the articles, by bench/borders_fit.py; holds no text of them"
    head = f"# about: {about}\n# origin: {origin}\n# licence: Apache-2.0\n{columns}\n"
    (folder / f"{name}.tsv").write_text(head + "\n".join(rows) + "\n", encoding="utf-8")


def borders(found: list[Part]) -> list[str]:
    """Rows of borders.tsv with the examples that the table has now."""
    seen = [
        part.seen(
            [Likely([0.0] * len(page.units)) for page in part.read],
            [list(candidates(page.units)) for page in part.read],
        )
        for part in found
    ]
    x, y = (np.concatenate(some) for some in zip(*seen, strict=True))
    scale = np.r_[1, np.maximum(x[:, 1:].std(0), 0.02)]  # a rare cue is held back no more than a common one
    weights = fitted(x / scale, y, CUE_RIDGE) / scale
    examples = {row["cue"]: row["example"] for row in tables.table("borders")}
    return [
        f"{cue}\t{weight:.2f}\t{examples.get(cue, '')}" for cue, weight in zip(cue_names(found), weights, strict=True)
    ]


def cue_names(found: list[Part]) -> list[str]:
    page = next(page for page in found[0].read if len(page.units) > 1)
    return list(cues(page, 1, Likely([0.0] * len(page.units))))


def second_looks(found: list[Part]) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """The cues at the second look, whether a story starts there, and the part."""
    rows = []
    for n, part in enumerate(found):
        scored = part.looked()
        known = [likely(page, one) for page, one in zip(part.read, scored, strict=True)]
        x, y = part.seen(known, [worth_a_second_look(one) for one in scored])
        rows.append((x, y, np.full(len(y), n)))
    x, y, of = (np.concatenate(some) for some in zip(*rows, strict=True))
    return x, y, of


def border_trees(found: list[Part]) -> list[str]:
    """Rows of border_trees.tsv, whose example is the answer that weighs most."""
    names = cue_names(found)
    x, y, _ = second_looks(found)
    is_lone = (x[:, names.index("borders elsewhere")] < LONE) & (y == 1)
    again = np.r_[np.arange(len(y)), np.repeat(np.flatnonzero(is_lone), LONE_COUNTS - 1)]
    return [_row(tree, names) for tree in boosted(x[again], y[again])]


def _row(tree: Fitted, names: list[str]) -> str:
    asked = [f"{names[cue]} > {bound:g}" for cue, bound in tree.questions]
    row = int(np.abs(tree.adds).argmax())
    said = [f"{'' if row >> n & 1 else 'not '}{one}" for n, one in zip(reversed(range(len(asked))), asked, strict=True)]
    example = f"{', '.join(said) or 'any place'}: {tree.adds[row]:+g}"
    return f"{'|'.join(asked)}\t{'|'.join(f'{one:g}' for one in tree.adds)}\t{example}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, required=True, help="the folder that holds corpora/ and gold/")
    parser.add_argument("--pages", type=int, default=150, help="spliced pages of each sort")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as work:
        found = parts(args.shared, args.pages, Path(work))
        rows = borders(found)
        for part in found:
            write(part.folder, "borders", rows)
        write(tables.TABLES, "border_trees", border_trees(found))
        write(tables.TABLES, "borders", rows)
        for name in ("rarity", "topics", "leads"):
            shutil.copy(Path(work) / "all" / f"{name}.tsv", tables.TABLES)


if __name__ == "__main__":
    main()
