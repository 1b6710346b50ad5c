"""Fit the weights of gathering on annotated stories, beside those in use, and try its threshold.

python bench/gathering.py GOLD     # GOLD holds train/ and composed/; by default shared/gold beside the checkout

A pair is two mentions of one kind in one story, both on gold triggers; it is positive where they are of one record.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from spacy.tokens import Doc

from tidings import ingest
from tidings.evaluate import Scores
from tidings.evaluate.accounts import add_story
from tidings.evaluate.normal import incident
from tidings.knowledge import Knowledge
from tidings.model import Document, Mention, Published, Span, Story
from tidings.model.contract import account_json
from tidings.reading import gathering
from tidings.reading.accounts import accounts
from tidings.reading.language import parses
from tidings.reading.reader import mentions
from tidings.reading.telling import Told, tell

HERE = Path(__file__).resolve().parents[1]
RIDGE = 2.0  # L2; the bias is not pulled
STEPS = 25  # Newton steps; it stands still after some eight
THRESHOLDS = (-0.5, 0.0, 0.5)
Array = NDArray[np.float64]
Json = dict[str, Any]


@dataclass
class Read:
    """An annotated story with its parse and mentions."""

    set: str
    gold: Json
    records: list[Json]
    story: Story
    doc: Doc
    found: tuple[Mention, ...]


def stories(folder: Path, know: Knowledge) -> Iterator[Read]:
    """Every annotated story of the training sets, parsed."""
    paths = [(name, path) for name in ("train", "composed") for path in sorted((folder / name / "gold").glob("*.json"))]
    given = [json.loads((path.parents[1] / path.name).read_text(encoding="utf-8")) for _, path in paths]
    for (name, path), gold, doc in zip(paths, given, parses(g["text"] for g in given), strict=True):
        records = json.loads(path.read_text(encoding="utf-8"))["events"]
        when = published(path.parents[1] / path.name, know)
        story = Story(gold["id"], 0, len(gold["text"]), gold["text"], published=when, language="en")
        yield Read(name, gold, records, story, doc, mentions(doc, story, know))


def published(path: Path, know: Knowledge) -> Published:
    """The day of publication as the program reads it from the story's file."""
    docs = [doc for doc in ingest.documents([path]) if isinstance(doc, Document)]
    return next((story.published for doc in docs for story in ingest.stories(doc, know)), Published())


def pairs(read: Read, know: Knowledge) -> Iterator[tuple[list[str], bool]]:
    """Features and label of each pair."""
    at = [incident(read.gold, record).at for record in read.records]
    told = [(t, _records(t, at)) for t in tell(read.doc, read.found, know)]
    known = [(t, records) for t, records in told if records]
    for n, (one, mine) in enumerate(known):
        for other, theirs in known[:n]:
            if one.kind == other.kind or one.trigger.sense.echo:
                yield gathering.features(one, other), bool(mine & theirs)


def _records(told: Told, at: list[tuple[Span, ...]]) -> set[int]:
    """Numbers of the gold records one of whose triggers the mention overlaps."""
    span = Span(told.trigger.start, told.trigger.end)
    return {n for n, spans in enumerate(at) if any(span.overlaps(s) for s in spans)}


def fit(rows: list[list[str]], labels: list[bool], names: list[str]) -> Array:
    """Logistic regression with L2 by Newton's method; the first name is the bias."""
    x = np.array([[float(name in row) for name in names] for row in rows])
    y = np.array(labels, dtype=float)
    ridge = RIDGE * np.eye(len(names))
    ridge[0, 0] = 0.0
    weights = np.zeros(len(names))
    for _ in range(STEPS):
        p = 1 / (1 + np.exp(-x @ weights))
        gradient = x.T @ (y - p) - ridge @ weights
        curvature = x.T @ (x * (p * (1 - p))[:, None]) + ridge
        weights = weights + np.linalg.lstsq(curvature, gradient, rcond=None)[0]
    return weights


def found_f1(read: list[Read], know: Knowledge, threshold: float) -> float | None:
    """Found F1 of stories when mentions are gathered from this threshold on."""
    before, scores = gathering.SAME_INCIDENT, Scores()
    gathering.SAME_INCIDENT = threshold
    try:
        for one in read:
            told = [account_json(a) for a in accounts(one.doc, one.story, one.found, know)]
            add_story(scores, one.gold, one.records, told)
    finally:
        gathering.SAME_INCIDENT = before
    value = scores.ratios()["found F1"]
    return None if value is None else float(value)


def main() -> None:
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else HERE.parent / "shared" / "gold"
    if not folder.is_dir():
        sys.exit(f"No folder {folder}. Type: python bench/gathering.py GOLD")
    know = Knowledge()
    read = list(stories(folder, know))
    found = [pair for one in read for pair in pairs(one, know)]
    names = list(gathering.WEIGHTS)
    weights = fit([row for row, _ in found], [label for _, label in found], names)
    print(f"{len(read)} stories, {len(found):,} pairs, {sum(label for _, label in found):,} of one incident")
    print(f"{'feature':16} {'pairs':>6} {'fitted':>7} {'in use':>7}")
    for name, weight in zip(names, weights, strict=True):
        n = sum(name in row for row, _ in found)
        print(f"{name:16} {n:6,} {weight:7.2f} {gathering.WEIGHTS[name]:7.2f}")
    train = [one for one in read if one.set == "train"]
    for threshold in THRESHOLDS:
        print(f"threshold {threshold:4.1f}  found F1 {found_f1(train, know, threshold) or 0:.3f}")


if __name__ == "__main__":
    main()
