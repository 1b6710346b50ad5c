"""Fit the first look (src/tidings/reading/triage.npz) on what the rules read and annotators marked in training stories.

python training/triage.py OUT [--gold FOLDER] [--write]

Reads the training parts of six corpora by the rules once and keeps what they tell in OUT/read.jsonl; annotated
stories count what annotators marked beside what the rules read. Weights of words are fitted on sentences, weights of
the story on sentences that were held out (five parts by the story's name), and the threshold is the highest that keeps
WANTED of the accounts of stories held out. Without --write it only prints figures. Nothing of gold/dev, of a corpus's
dev part that is not annotated for training, or of bench/ordinary.tsv is in it.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

sys.path.insert(0, str(Path(__file__).parents[1] / "bench"))
from annotated import annotated
from logistic import FOLDS, part_of
from words import of_gold, sequences

from tidings.knowledge import Knowledge
from tidings.model import Story
from tidings.reading import read_many
from tidings.reading.triage import BITS, WEIGHTS, Sentences, facts, sentences

HERE = Path(__file__).resolve().parents[1]
SILVER = (  # corpus and the most stories of its training part that are read
    ("conll2003", 1000),
    ("te3", 300),
    ("polnear", 400),
    ("ecbplus", 300),
    ("muc4", 300),
    ("causal_news", 400),
)
SHARED = 0.1  # share of a text's eight-word sequences from which on it counts as a story of gold/dev or another one
RIDGE = 1.0  # of .3, 1 and 3 the one with the best order of stories held out; they differ by under .002
WANTED = 0.99  # of the accounts of stories held out; .995 would pass over a tenth less of the silent stories
THRESHOLDS = (0.05, 0.1, 0.15, 0.2, 0.25, 0.3, 0.4)  # shown beside the chosen one
LEVELS = 127  # of a weight in eight bits
AT_ONCE = 16
Json = dict[str, Any]
Array = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Example:
    """A story with the first characters of what tells an incident in it, and its number of accounts."""

    name: str
    corpus: str
    found: Sentences
    told: NDArray[np.bool_]
    accounts: int


def given_texts(gold: Path) -> Iterator[Json]:
    """Every training story once: its name, corpus, text, and where annotators saw incidents told."""
    corpora = gold.parent / "corpora"
    dev = (json.loads(p.read_text(encoding="utf-8"))["text"] for p in (gold / "dev").glob("*.json"))
    seen = {run for text in dev for run in sequences(text)}
    lines = (HERE / "bench" / "ordinary.tsv").read_text(encoding="utf-8").splitlines()
    measured = {tuple(line.split("\t")[:2]) for line in lines}
    for row in (*_annotated(gold, corpora), *_silver(corpora)):
        own = sequences(row["text"])
        if tuple(row["name"].split(": ")) not in measured and len(own & seen) <= SHARED * len(own):
            seen |= own
            yield row


def _annotated(gold: Path, corpora: Path) -> Iterator[Json]:
    for path in sorted((gold / "train").glob("*.json")):
        story = json.loads(path.read_text(encoding="utf-8"))
        records = json.loads((gold / "train" / "gold" / path.name).read_text(encoding="utf-8"))["events"]
        yield _given(story["id"], "gold/train", story, records)
    for story, records in annotated(corpora):
        yield _given(story["id"], "annotations", story, records)


def _silver(corpora: Path) -> Iterator[Json]:
    for corpus, most in SILVER:
        with (corpora / corpus / "train.jsonl").open(encoding="utf-8") as rows:
            for row in islice(map(json.loads, rows), most):
                yield _given(row["id"], corpus, row | {"text": row["text"].strip()}, [])


def _given(name: str, corpus: str, story: Json, records: Iterable[Json]) -> Json:
    marked = [span[0] for record in records for span in of_gold(story, record)["mentions"]]
    return {"name": f"{corpus}: {name}", "corpus": corpus, "text": story["text"], "marked": marked}


def read(given: Iterable[Json], kept: Path, know: Knowledge) -> Iterator[Json]:
    """Read the stories by the rules, each once: what was read before stands in `kept`."""
    held: dict[str, Json] = {}
    if kept.exists():
        held = {row["name"]: row for row in map(json.loads, kept.read_text(encoding="utf-8").splitlines())}
    rows = iter(given)
    with kept.open("a", encoding="utf-8") as out:
        while some := list(islice(rows, AT_ONCE)):
            new = [row for row in some if row["name"] not in held]
            stories = [Story(row["name"], 0, len(row["text"]), row["text"], language="en") for row in new]
            for row, reading in zip(new, read_many(stories, know), strict=True):
                row["accounts"] = [[quote.start for quote in account.mentions] for account in reading.accounts]
                held[row["name"]] = row
                out.write(json.dumps(row) + "\n")
            yield from (held[row["name"]] for row in some)


def examples(rows: Iterable[Json]) -> Iterator[Example]:
    for row in rows:
        found = sentences(row["text"])
        at = [*row["marked"], *(start for account in row["accounts"] for start in account)]
        told = np.zeros(len(found.starts), dtype=np.bool_)
        held = np.searchsorted(found.ends, at, side="right")
        told[held[held < len(told)]] = True
        if len(told):
            yield Example(row["name"], row["corpus"], found, told, len(row["accounts"]))


def counts(of: list[Example]) -> csr_matrix:
    """One row a sentence: how often each bucket is in it."""
    at = np.concatenate([one.found.buckets for one in of])
    sizes = np.concatenate([np.diff(one.found.starts, append=len(one.found.buckets)) for one in of])
    rows = np.concatenate(([0], np.cumsum(sizes)))
    out = csr_matrix((np.ones(len(at)), at, rows), shape=(len(sizes), 1 << BITS))
    out.sum_duplicates()
    return out


def fit(x: Any, right: Array, ridge: float) -> Array:
    """Logistic regression with L2: a weight for each column, and the bias last."""

    def loss(weights: Array) -> tuple[float, Array]:
        odds = x @ weights[:-1] + weights[-1]
        value = np.logaddexp(0, odds).sum() - right @ odds + ridge / 2 * weights[:-1] @ weights[:-1]
        wrong = 1 / (1 + np.exp(-odds)) - right
        return float(value), np.append(x.T @ wrong + ridge * weights[:-1], wrong.sum())

    start = np.zeros(x.shape[1] + 1)
    best: Array = minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": 60}).x
    return best


def held_out(of: list[Example], x: Any, told: Array) -> list[Array]:
    """The odds of each story's sentences by weights that were fitted on other stories; the bias left out."""
    owner = np.repeat(np.arange(len(of)), [len(one.told) for one in of])
    part = np.array([part_of(one.name) for one in of])
    odds = np.zeros(len(told))
    for n in range(FOLDS):
        away = part[owner] == n
        odds[away] = x[away] @ fit(x[~away], told[~away], RIDGE)[:-1]
    return [odds[owner == n] for n in range(len(of))]


def chosen(likely: Array, accounts: Array) -> float:
    """The highest threshold under which at most 1 - WANTED of the accounts stand."""
    order = np.argsort(-likely)
    kept = np.cumsum(accounts[order]) / accounts.sum()
    return float(likely[order[np.searchsorted(kept, WANTED)]])


def trade(of: list[Example], likely: Array) -> None:
    """Print what other thresholds would keep of the accounts and pass over of the silent stories held out."""
    accounts = np.array([one.accounts for one in of])
    for threshold in THRESHOLDS:
        kept = accounts[likely >= threshold].sum() / accounts.sum()
        silent = (likely < threshold)[accounts == 0].mean()
        print(f"below {threshold}: accounts kept {kept:.4f}, silent stories passed {silent:.3f}")


def tell(of: list[Example], likely: Array, threshold: float) -> None:
    """Print for each corpus what the threshold keeps and passes over among stories held out."""
    print(f"threshold {threshold:.4f}")
    print(f"{'stories held out':16} {'all':>5} {'passed':>7} {'silent passed':>14} accounts kept")
    for corpus in (*sorted({one.corpus for one in of}), ""):
        here = [(one, p < threshold) for one, p in zip(of, likely, strict=True) if corpus in ("", one.corpus)]
        silent = [over for one, over in here if not one.accounts]
        accounts = sum(one.accounts for one, _ in here)
        kept = sum(one.accounts for one, over in here if not over)
        passed = sum(over for _, over in here)
        print(
            f"{corpus or 'together':16} {len(here):5} {passed / len(here):7.3f} "
            f"{sum(silent):6}/{len(silent):<6} {kept}/{accounts} = {kept / max(1, accounts):.4f}"
        )


def main() -> None:
    args = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    args.add_argument("out", type=Path)
    args.add_argument("--gold", type=Path, default=HERE.parent / "shared" / "gold")
    args.add_argument("--write", action="store_true")
    given = args.parse_args()
    if not given.gold.is_dir():
        sys.exit(f"No folder {given.gold}. Type: python training/triage.py OUT --gold FOLDER")
    given.out.mkdir(parents=True, exist_ok=True)
    of = list(examples(read(given_texts(given.gold), given.out / "read.jsonl", Knowledge())))
    x, told = counts(of), np.concatenate([one.told for one in of]).astype(float)
    seen = np.array([facts(odds) for odds in held_out(of, x, told)])
    has = np.array([one.accounts > 0 for one in of], dtype=float)
    *weights, bias = fit(seen, has, 0.01)
    story = np.array([bias, *weights])
    likely = 1 / (1 + np.exp(-(bias + seen @ story[1:])))
    threshold = chosen(likely, np.array([float(one.accounts) for one in of]))
    trade(of, likely)
    tell(of, likely, threshold)
    if given.write:
        words = fit(x, told, RIDGE)[:-1]
        scale = abs(words).max() / LEVELS
        small = np.round(words / scale).astype(np.int8)
        np.savez_compressed(WEIGHTS, words=small, scale=scale, story=story, threshold=threshold)
        print(f"wrote {WEIGHTS.name}: {WEIGHTS.stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
