"""Fit the weights of the two place models on the dev parts of the public sets and write their table.

python bench/places_fit.py            # cross-validated by story in five parts, prints figures
python bench/places_fit.py --write    # fits on all stories and writes knowledge/tables/places_weights.tsv
"""

from __future__ import annotations

import math
import sys
import zlib
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from places import line, tally
from places_gold import SETS, GoldStory, conflict, newswire, stories
from scipy.optimize import minimize
from spacy.tokens import Doc, DocBin

from tidings.knowledge import Knowledge
from tidings.knowledge.gazetteer import Gazetteer, km
from tidings.knowledge.gazetteer.words import place_words
from tidings.knowledge.tables import TABLES
from tidings.model import Story
from tidings.reading import place_rank
from tidings.reading.language import parses, pipeline
from tidings.reading.place_features import Surroundings, facts
from tidings.reading.place_rank import Context, Name, own_facts
from tidings.reading.place_spans import Found, spans
from tidings.reading.places import context_of_text, detected, named, places

Facts = dict[str, float]
Array = NDArray[np.float64]
RIDGE = {"detect": 2.0, "rank": 0.5}  # pull towards no weight; rank at 2 gives the same figures within 0.5 %
CONFLICT = "conflict"  # gold/train: only the places of incidents are marked, so it gives no wrong stretches
NEWSWIRE = "newswire"  # CoNLL-2003: teaches detection on war and agency news, counted half
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

    known: tuple[list[Found], Surroundings] | None = None

    def stretches(self, gazetteer: Gazetteer) -> tuple[list[Found], Surroundings]:
        if self.known is None:
            every = spans(self.doc, gazetteer)
            self.known = every, Surroundings.of(self.doc, every, gazetteer)
        return self.known

    @property
    def part(self) -> int:
        return zlib.crc32(self.gold.id.encode()) % FOLDS


def read_all(gazetteer: Gazetteer, cache: Path | None) -> list[Read]:
    out = []
    others = {NEWSWIRE: newswire, CONFLICT: conflict}
    for name in (*SETS, *others):
        gold = list(others[name](gazetteer) if name in others else stories(name, gazetteer))
        file = cache / f"{name}.spacy" if cache else None
        if file and file.exists():
            docs = list(DocBin().from_disk(file).get_docs(pipeline().vocab))
        else:
            docs = list(parses(g.text for g in gold))
        out += [Read(name, g, d) for g, d in zip(gold, docs, strict=True)]
    return out


def detection(reads: list[Read], gazetteer: Gazetteer) -> None:
    for read in reads:
        every, here = read.stretches(gazetteer)
        if read.set == CONFLICT:
            meant = [one for one in every if meant_by(one, read.gold)]
            read.facts, read.labels = [facts(one, here) for one in meant], [1.0] * len(meant)
            continue
        right = {(g.start, g.end) for g in read.gold.spans if g.counts == "yes" and not g.is_nation}
        free = [g for g in read.gold.spans if g.counts == "either"]
        for one in every:
            if any(one.start < g.end and g.start < one.end for g in free) and (one.start, one.end) not in right:
                continue
            read.facts.append(facts(one, here))
            read.labels.append(float((one.start, one.end) in right))


def meant_by(one: Found, gold: GoldStory) -> bool:
    """Whether a stretch lies in the quote of an incident's place and may stand for that place."""
    return any(
        g.start <= one.start
        and one.end <= g.end
        and g.point
        and any(km(g.point, c.point) <= FAR_KM for c in one.candidates)
        for g in gold.spans
    )


def fit_detection(reads: list[Read]) -> dict[str, float]:
    rows = [f for r in reads for f in r.facts]
    labels = np.array([v for r in reads for v in r.labels])
    share = {name: sum(sum(r.labels) for r in reads if r.set == name) for name in (*SETS, NEWSWIRE, CONFLICT)}
    share[NEWSWIRE] *= 4
    share[CONFLICT] *= 2
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
    near: list[bool]
    times: int


def choices(reads: list[Read], gazetteer: Gazetteer, weights: dict[str, float]) -> list[tuple[Read, Choice]]:
    """The names of the gold stretches, with facts told by the other names under the weights so far."""
    out = []
    for read in reads:
        if read.set == NEWSWIRE:
            continue
        every, here = read.stretches(gazetteer)
        gold = {(g.start, g.end): g for g in read.gold.spans if g.counts == "yes" and not g.is_nation}
        if read.set == CONFLICT:
            found = detected(read.doc, gazetteer)[0]
            gold = {(o.start, o.end): g for o in found for g in read.gold.spans if meant_by(o, GoldStory("", "", (g,)))}
        else:
            found = [one for one in every if (one.start, one.end) in gold]
        names = named(found, here)
        points, ids = {}, {}
        for one in found:
            if (one.start, one.end) not in gold:
                continue
            points.setdefault(place_rank.fold(one.text), gold[one.start, one.end].point)
            ids.setdefault(place_rank.fold(one.text), gold[one.start, one.end].geonames)
        context = context_of_text(read.doc, gazetteer)
        story = settle(list(names.values()), context, weights)
        for key, name in names.items():
            point = points.get(key)
            if point is None or not name.candidates:
                continue
            same = [c.id == ids[key] for c in name.candidates]
            near = [km(point, c.point) <= FAR_KM for c in name.candidates]
            rows = [own_facts(name, c, context) | story.facts(name, c) for c in name.candidates]
            out.append((read, Choice(rows, same if any(same) else near, near, name.times)))
    return out


def settle(names: list[Name], context: Context, weights: dict[str, float]) -> place_rank.Story:
    place_rank.rank(names, context, weights)
    return place_rank.Story.of(names, context)


def fit_rank(found: list[tuple[Read, Choice]]) -> dict[str, float]:
    rows = [f for _, c in found for f in c.facts]
    names, x = matrix([*rows, {"none of them": 1.0}])
    none = x[-1]
    blocks, at = [], 0
    share = Counter({name: sum(1 for r, _ in found if r.set == name) for name in (*SETS, CONFLICT)})
    for read, choice in found:
        even = math.sqrt(share["geo_trnews"] / share[read.set])
        right = np.array([*choice.right, not any(choice.right)], dtype=float)
        near = np.array([*choice.near, not any(choice.near)], dtype=float)
        blocks.append((np.vstack([x[at : at + len(choice.facts)], none]), right, near, even * math.sqrt(choice.times)))
        at += len(choice.facts)

    def loss(w: Array) -> tuple[float, Array]:
        value, slope = RIDGE["rank"] * float(w @ w), 2 * RIDGE["rank"] * w
        for block, right, near, weight in blocks:
            z = block @ w
            p = np.exp(z - z.max())
            p /= p.sum()
            for wanted in (right, near):
                mass = max(float(p @ wanted), 1e-12)
                value -= weight / 2 * math.log(mass)
                slope += weight / 2 * (block.T @ (p - p * wanted / mass))
        return value, slope

    return solve(loss, names)


def fit_rank_all(reads: list[Read], gazetteer: Gazetteer) -> dict[str, float]:
    weights: dict[str, float] = {"people": 5.0, "country or region": 4.0, "admin1": 1.0, "none of them": -2.0}
    for _ in range(2):
        weights = fit_rank(choices(reads, gazetteer, weights))
    return weights


def write(detect: dict[str, float], rank: dict[str, float], figures: str) -> None:
    head = (
        "# about: weights of the two place models: detect (does a stretch name a place), rank (which place it names)\n"
        "# origin: fitted by bench/places_fit.py on LGL, TR-News and GeoWebNews (dev), CoNLL-2003 and gold/train\n"
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
    """Read each fifth of the stories with weights fitted on the others, and score it as bench/places.py does."""
    know, counts = Knowledge(), {name: Counter[str]() for name in SETS}
    know.__dict__["gazetteer"] = gazetteer
    weights = place_words().weights
    for part in range(FOLDS):
        seen = [r for r in reads if r.part != part]
        weights["detect"], weights["rank"] = fit_detection(seen), fit_rank_all(seen, gazetteer)
        for read in reads:
            if read.part == part and read.set in counts:
                story = Story("0" * 64, 0, len(read.gold.text), read.gold.text)
                tally(read.gold, places(read.doc, story, know), False, counts[read.set])
    lines = [line(name, c) for name, c in counts.items()]
    print("\n".join(lines))
    f1 = [2 * c["exact"] / (c["said"] + c["gold"]) for c in counts.values()]
    within = [c["within"] / c["located gold"] for c in counts.values()]
    sets = ", ".join(f"{n} {a:.3f}/{b:.3f}" for n, a, b in zip(SETS, f1, within, strict=True))
    return f"detection F1 (exact) / share within 161 km, on stories not fitted on: {sets}"


def main() -> None:
    cache = next((Path(a) for a in sys.argv[1:] if not a.startswith("-")), None)
    gazetteer = Gazetteer.open()
    reads = read_all(gazetteer, cache)
    detection(reads, gazetteer)
    figures = cross_validated(reads, gazetteer)
    if "--write" in sys.argv:
        write(fit_detection(reads), fit_rank_all(reads, gazetteer), figures)


if __name__ == "__main__":
    main()
