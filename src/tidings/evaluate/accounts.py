"""Accounts against gold records of the same stories, by the rules of the annotation guide.

An incident is found where kind and a trigger (failing that a sentence) agree; each field of a found incident earns
0..1; "row F1" is F1 over the mean of those earnings.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tidings.errors import WrongCall
from tidings.evaluate.fields import FIELDS, matched, place_earns, same_method, time_earns
from tidings.evaluate.normal import Incident, incident
from tidings.model import Reading
from tidings.model.contract import account_json

Json = dict[str, Any]


@dataclass(slots=True)
class Scores:
    """Counts over all stories; every ratio is derived from them."""

    stories: int = 0
    gold: int = 0
    predicted: int = 0
    found: int = 0
    earned: float = 0.0
    fields: dict[str, list[float]] = field(default_factory=lambda: {name: [] for name in FIELDS})
    roles: Counter[str] = field(default_factory=Counter)
    sources: Counter[str] = field(default_factory=Counter)
    by_kind: dict[str, Counter[str]] = field(default_factory=dict)

    def ratios(self) -> dict[str, float | int | None]:
        """Every figure by name; None where there was nothing to measure it on."""
        return {
            "stories": self.stories,
            "gold": self.gold,
            "predicted": self.predicted,
            "found P": self.found / self.predicted if self.predicted else None,
            "found R": self.found / self.gold if self.gold else None,
            "found F1": f1(self.found, self.gold, self.predicted),
            **{name: sum(xs) / len(xs) if xs else None for name, xs in self.fields.items()},
            "roles F1": f1(self.roles["hit"], self.roles["gold"], self.roles["predicted"]),
            "sources F1": f1(self.sources["hit"], self.sources["gold"], self.sources["predicted"]),
            "row F1": f1(self.earned, self.gold, self.predicted),
        }


def f1(hit: float, gold: int, predicted: int) -> float | None:
    """F1 from counts; None where there is neither gold nor prediction."""
    return 2 * hit / (gold + predicted) if gold + predicted else None


def score_gold(folder: Path, read: Callable[[Path], Iterable[Reading]]) -> Scores:
    """Score what `read` reads in every annotated story file of a gold folder. Raises WrongCall where no gold is."""
    scores = Scores()
    for path in gold_files(folder):
        story = json.loads((folder / path.name).read_text(encoding="utf-8"))
        gold = json.loads(path.read_text(encoding="utf-8"))["events"]
        add_story(scores, story, gold, [a for r in read(folder / path.name) for a in accounts_of(r)])
    return scores


def gold_files(folder: Path) -> list[Path]:
    """Return the gold records of a folder by name. Raises WrongCall where there are none."""
    files = sorted((folder / "gold").glob("*.json"))
    if not files:
        raise WrongCall(f"No gold records under {folder}/gold. Give the folder that holds the stories and gold/.")
    return files


def accounts_of(reading: Reading) -> Iterable[Json]:
    """The reading's accounts with offsets that count from the start of the document, as gold's do."""
    for account in reading.accounts:
        yield _shifted(account_json(account), reading.story.start)


def _shifted(value: Any, by: int) -> Any:
    if isinstance(value, list):
        return [_shifted(v, by) for v in value]
    if not isinstance(value, dict):
        return value
    moved = {k: _shifted(v, by) for k, v in value.items()}
    if isinstance(value.get("start"), int):
        moved |= {"start": value["start"] + by, "end": value["end"] + by}
    return moved


def add_story(scores: Scores, story: Json, gold: Sequence[Json], predicted: Sequence[Json]) -> None:
    """Add one story's counts."""
    wanted = [incident(story, record) for record in gold]
    got = [incident(story, record) for record in predicted]
    scores.stories += 1
    scores.gold += len(wanted)
    scores.predicted += len(got)
    for side, incidents in (("gold", wanted), ("predicted", got)):
        for one in incidents:
            scores.by_kind.setdefault(one.kind, Counter())[side] += 1
    for g, p in pairs(story, wanted, got):
        scores.found += 1
        scores.by_kind[wanted[g].kind]["found"] += 1
        scores.earned += _earn(scores, wanted[g], got[p])


def pairs(story: Json, gold: Sequence[Incident], predicted: Sequence[Incident]) -> list[tuple[int, int]]:
    """One-to-one pairs of found incidents, closest first, ties by position."""
    ranked = [(_closeness(story, g, p), -i, -j) for i, g in enumerate(gold) for j, p in enumerate(predicted)]
    out: list[tuple[int, int]] = []
    used_gold: set[int] = set()
    used_predicted: set[int] = set()
    for _close, i, j in sorted((r for r in ranked if r[0] > 0), reverse=True):
        if i not in used_gold and j not in used_predicted:
            used_gold.add(i)
            used_predicted.add(j)
            out.append((-i, -j))
    return out


def _closeness(story: Json, gold: Incident, predicted: Incident) -> float:
    if gold.kind != predicted.kind:
        return 0.0
    named = sum(any(a.overlaps(b) for b in predicted.at) for a in gold.at)
    if named:
        return 2 + named / max(1, gold.mentions) + 0.01 * (gold.status == predicted.status)
    return 1.0 if gold.sentences(story) & predicted.sentences(story) else 0.0


def _earn(scores: Scores, gold: Incident, predicted: Incident) -> float:
    hits = sum(matched(gold.roles[role], predicted.roles.get(role, [])) for role in gold.roles)
    n_gold, n_predicted = (sum(map(len, one.roles.values())) for one in (gold, predicted))
    scores.roles.update(hit=hits, gold=n_gold, predicted=n_predicted)
    said = matched(gold.sources, predicted.sources)
    scores.sources.update(hit=said, gold=len(gold.sources), predicted=len(predicted.sources))
    numbers = sum(gold.numbers[n] == predicted.numbers[n] for n in gold.numbers.keys() & predicted.numbers.keys())
    earned = {
        "status": float(gold.status == predicted.status),
        "time": time_earns(gold.time, predicted.time),
        "place": place_earns(gold.place, predicted.place),
        "numbers": _or_one(f1(numbers, len(gold.numbers), len(predicted.numbers))),
    }
    for name, value in earned.items():
        scores.fields[name].append(value)
    if gold.kind == "attack":
        scores.fields["method"].append(same_method(gold.method, predicted.method))
    roles = _or_one(f1(hits, n_gold, n_predicted))
    sources = _or_one(f1(said, len(gold.sources), len(predicted.sources)))
    return (sum(earned.values()) + roles + sources) / (len(earned) + 2)


def _or_one(ratio: float | None) -> float:
    """Nothing wanted and nothing given is right."""
    return 1.0 if ratio is None else ratio
