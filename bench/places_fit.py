"""Fit the weights of the two place models on the dev parts of the public sets and write their table.

python bench/places_fit.py            # cross-validated by story in five parts, prints figures
python bench/places_fit.py --write    # fits on all stories and writes knowledge/tables/places_weights.tsv
"""

from __future__ import annotations

import math
import sys
import zlib
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from places_gold import SETS, GoldStory, stories
from scipy.optimize import minimize
from spacy.tokens import Doc, DocBin

from tidings.knowledge.gazetteer import Gazetteer, km
from tidings.knowledge.tables import TABLES
from tidings.reading import place_rank
from tidings.reading.language import parses, pipeline
from tidings.reading.place_features import Surroundings, facts
from tidings.reading.place_rank import Context, Name, odds, own_facts, score
from tidings.reading.place_spans import spans
from tidings.reading.places import context_of_text, named

Facts = dict[str, float]
Array = NDArray[np.float64]
RIDGE = {"detect": 2.0, "rank": 2.0}  # pull towards no weight; 0.5 and 8 change the cross-validated figures by < 0.3 %
FOLDS = 5
FAR_KM = 161.0


@dataclass
class Read:
    """A gold story with its parse, its stretches and their facts."""

    set: str
    gold: GoldStory
    doc: Doc
    facts: list[Facts] = field(default_factory=list)
    labels: list[float] = field(default_factory=list)

    @property
    def part(self) -> int:
        return zlib.crc32(self.gold.id.encode()) % FOLDS


def read_all(gazetteer: Gazetteer, cache: Path | None) -> list[Read]:
    out = []
    for name in SETS:
        gold = list(stories(name, gazetteer))
        file = cache / f"{name}.spacy" if cache else None
        if file and file.exists():
            docs = list(DocBin().from_disk(file).get_docs(pipeline().vocab))
        else:
            docs = list(parses(g.text for g in gold))
        out += [Read(name, g, d) for g, d in zip(gold, docs, strict=True)]
    return out


def detection(reads: list[Read], gazetteer: Gazetteer) -> None:
    for read in reads:
        every = spans(read.doc, gazetteer)
        here = Surroundings.of(read.doc, every, gazetteer)
        right = {(g.start, g.end) for g in read.gold.spans if g.counts == "yes" and not g.is_nation}
        free = [g for g in read.gold.spans if g.counts == "either"]
        for one in every:
            if any(one.start < g.end and g.start < one.end for g in free) and (one.start, one.end) not in right:
                continue
            read.facts.append(facts(one, here))
            read.labels.append(float((one.start, one.end) in right))


def fit_detection(reads: list[Read]) -> dict[str, float]:
    rows = [f for r in reads for f in r.facts]
    labels = np.array([v for r in reads for v in r.labels])
    share = {name: sum(sum(r.labels) for r in reads if r.set == name) for name in SETS}
    most = max(share.values())
    weight = np.array([(most / max(1.0, share[r.set])) ** 0.5 for r in reads for _ in r.labels])
    names, x = matrix(rows)

    def loss(w: Array) -> tuple[float, Array]:
        z = x @ w
        p = 1 / (1 + np.exp(-z))
        value = float(np.sum(weight * (np.logaddexp(0, z) - labels * z))) + RIDGE["detect"] * float(w @ w)
        return value, x.T @ (weight * (p - labels)) + 2 * RIDGE["detect"] * w

    return solve(loss, names)


def matrix(rows: list[Facts]) -> tuple[list[str], Array]:
    names = sorted({name for row in rows for name in row})
    at = {name: i for i, name in enumerate(names)}
    x = np.zeros((len(rows), len(names)))
    for i, row in enumerate(rows):
        for name, value in row.items():
            x[i, at[name]] = value
    return names, x


def solve(loss: Callable[[Array], tuple[float, Array]], names: list[str]) -> dict[str, float]:
    found = minimize(loss, np.zeros(len(names)), jac=True, method="L-BFGS-B", options={"maxiter": 300})
    return {name: round(float(w), 3) for name, w in zip(names, found.x, strict=True)}


@dataclass
class Choice:
    """One name of a story with the facts of its candidates and which of them are right."""

    facts: list[Facts]
    right: list[bool]
    times: int


def choices(reads: list[Read], gazetteer: Gazetteer, weights: dict[str, float]) -> list[tuple[Read, Choice]]:
    """The names of the gold stretches, with facts told by the other names under the weights so far."""
    out = []
    for read in reads:
        every = spans(read.doc, gazetteer)
        here = Surroundings.of(read.doc, every, gazetteer)
        gold = {(g.start, g.end): g for g in read.gold.spans if g.counts == "yes" and not g.is_nation}
        found = [one for one in every if (one.start, one.end) in gold]
        names = named(found, here)
        points = {}
        for one in found:
            points.setdefault(place_rank.fold(one.text), gold[one.start, one.end].point)
        context = context_of_text(read.doc, gazetteer)
        story = settle(list(names.values()), context, weights)
        for key, name in names.items():
            point = points[key]
            if point is None or not name.candidates:
                continue
            rows = [own_facts(name, c, context) | story.facts(name, c) for c in name.candidates]
            out.append((read, Choice(rows, [km(point, c.point) <= FAR_KM for c in name.candidates], name.times)))
    return out


def settle(names: list[Name], context: Context, weights: dict[str, float]) -> place_rank.Story:
    place_rank.rank(names, context, weights)
    return place_rank.Story.of(names, context)


def fit_rank(found: list[tuple[Read, Choice]]) -> dict[str, float]:
    rows = [f for _, c in found for f in c.facts]
    names, x = matrix([*rows, {"none of them": 1.0}])
    none = x[-1]
    blocks, at = [], 0
    for _, choice in found:
        right = np.array([*choice.right, not any(choice.right)], dtype=float)
        blocks.append((np.vstack([x[at : at + len(choice.facts)], none]), right, math.sqrt(choice.times)))
        at += len(choice.facts)

    def loss(w: Array) -> tuple[float, Array]:
        value, slope = RIDGE["rank"] * float(w @ w), 2 * RIDGE["rank"] * w
        for block, right, weight in blocks:
            z = block @ w
            p = np.exp(z - z.max())
            p /= p.sum()
            mass = float(p @ right)
            value -= weight * math.log(max(mass, 1e-12))
            slope += weight * (block.T @ (p - p * right / max(mass, 1e-12)))
        return value, slope

    return solve(loss, names)


def fit_rank_all(reads: list[Read], gazetteer: Gazetteer) -> dict[str, float]:
    weights: dict[str, float] = {"people": 5.0, "country": 4.0, "wide": 4.0, "admin1": 1.0, "none of them": -2.0}
    for _ in range(3):
        weights = fit_rank(choices(reads, gazetteer, weights))
    return weights


def right_share(found: list[tuple[Read, Choice]], weights: dict[str, float]) -> dict[str, tuple[int, int]]:
    out = dict.fromkeys(SETS, (0, 0))
    for read, choice in found:
        row = odds([score(f, weights) for f in choice.facts], weights["none of them"])
        top = max(range(len(row)), key=row.__getitem__)
        ok = choice.right[top] if top < len(choice.right) else not any(choice.right)
        hit, all_ = out[read.set]
        out[read.set] = hit + ok * choice.times, all_ + choice.times
    return out


def write(detect: dict[str, float], rank: dict[str, float], figures: str) -> None:
    head = (
        "# about: weights of the two place models: detect (does a stretch name a place), rank (which place it names)\n"
        "# origin: fitted by bench/places_fit.py on features of the dev parts of LGL, TR-News and GeoWebNews\n"
        f"# licence: Apache-2.0\n# measured: {figures}\nmodel\tfeature\tweight\texample\n"
    )
    lines = [
        f"{model}\t{name}\t{value:g}\t{'a stretch' if model == 'detect' else 'a candidate'} with: {name}\n"
        for model, weights in (("detect", detect), ("rank", rank))
        for name, value in sorted(weights.items())
        if value
    ]
    (TABLES / "places_weights.tsv").write_text(head + "".join(lines), encoding="utf-8")


def cross_validated(reads: list[Read], gazetteer: Gazetteer) -> str:
    """Detection by threshold alone (before overlaps are settled) and choice on gold stretches, of unseen stories."""
    hit = said = all_ = 0
    shares = dict.fromkeys(SETS, (0, 0))
    for part in range(FOLDS):
        seen = [r for r in reads if r.part != part]
        unseen = [r for r in reads if r.part == part]
        weights = fit_detection(seen)
        for read in unseen:
            says = [score(f, weights) > 0 for f in read.facts]
            hit += sum(1 for s, v in zip(says, read.labels, strict=True) if s and v)
            said += sum(says)
            all_ += sum(1 for g in read.gold.spans if g.counts == "yes" and not g.is_nation)
        ranker = fit_rank_all(seen, gazetteer)
        for name, (a, b) in right_share(choices(unseen, gazetteer, ranker), ranker).items():
            shares[name] = shares[name][0] + a, shares[name][1] + b
    chosen = ", ".join(f"{name} {a}/{b} = {a / b:.3f}" for name, (a, b) in shares.items())
    return f"unseen stories: detect F1 {2 * hit / (said + all_):.3f}; right choice on gold stretches {chosen}"


def main() -> None:
    cache = next((Path(a) for a in sys.argv[1:] if not a.startswith("-")), None)
    gazetteer = Gazetteer.open()
    reads = read_all(gazetteer, cache)
    detection(reads, gazetteer)
    figures = cross_validated(reads, gazetteer)
    print(figures)
    if "--write" in sys.argv:
        write(fit_detection(reads), fit_rank_all(reads, gazetteer), figures)


if __name__ == "__main__":
    main()
