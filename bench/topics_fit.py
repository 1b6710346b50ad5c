"""The directions of topics.tsv: stems that stand in the same stories lie close (latent semantic analysis)."""

from __future__ import annotations

import json
import math
from collections import Counter
from pathlib import Path

import numpy as np
import scipy.sparse
from scipy.sparse.linalg import svds
from splices import Article

from tidings.ingest.cohesion import stems
from tidings.ingest.lines import ends_sentence
from tidings.ingest.topics import ZERO

MORE_NEWS = ("te3/train", "conll2003/train", "tls_conflict/dev", "ecbplus/train")  # read for their words alone
MIN_STORIES, MAX_SHARE = 12, 0.2  # stories that must have a stem, and share of them beyond which it says nothing
SHORTEST, MIN_PARAGRAPHS = 8, 4  # words of a paragraph; paragraphs of a story whose opening is set against the rest
SIZE = 48  # numbers of a direction
STEP = 30  # steps of a letter from 0 to 1; "a" is -13 steps, "z" 12


def more_news(shared: Path) -> list[str]:
    """Texts of training sets, each in one line."""
    found = []
    for name in MORE_NEWS:
        with (shared / "corpora" / f"{name}.jsonl").open(encoding="utf-8") as lines:
            found += [" ".join(json.loads(line)["text"].split()) for line in lines]
    return found


def more_articles(shared: Path) -> list[Article]:
    """Stories of training sets for the words of their openings, without titles, datelines and other short lines."""
    found = []
    for name in MORE_NEWS:
        with (shared / "corpora" / f"{name}.jsonl").open(encoding="utf-8") as lines:
            for row in map(json.loads, lines):
                body = [line.strip() for line in row["text"].split("\n")]
                body = [line for line in body if len(line.split()) >= SHORTEST and ends_sentence(line)]
                if len(body) >= MIN_PARAGRAPHS:
                    found.append(Article(f"{name}:{row['id']}", name, "", tuple(body), "tune"))
    return found


def topics(texts: list[str]) -> list[str]:
    """Rows of topics.tsv."""
    counts = [stems(text) for text in texts]
    n_with = Counter(stem for one in counts for stem in one)
    known = sorted(stem for stem, n in n_with.items() if MIN_STORIES <= n < MAX_SHARE * len(texts))
    column = {stem: n for n, stem in enumerate(known)}
    rare = {stem: math.log(len(texts) / n_with[stem]) for stem in known}
    cells = [
        (row, column[stem], (1 + math.log(n)) * rare[stem])
        for row, one in enumerate(counts)
        for stem, n in one.items()
        if stem in column
    ]
    rows, columns, values = (np.array(some) for some in zip(*cells, strict=True))
    lengths = np.sqrt(np.bincount(rows, values**2, len(texts)))
    matrix = scipy.sparse.csr_matrix((values / lengths[rows], (rows, columns)), shape=(len(texts), len(known)))
    _, strength, axes = svds(matrix, k=SIZE, rng=np.random.default_rng(1))
    found = axes.T * strength
    steps = np.round(STEP * found / np.linalg.norm(found, axis=1, keepdims=True)).clip(-13, 12).astype(int)
    letters = ["".join(chr(ZERO + step) for step in row) for row in steps]
    return [f"{stem}\t{one}\t... {stem} ..." for stem, one in zip(known, letters, strict=True)]
