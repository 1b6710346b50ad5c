"""How far two readers agree on the stories that both annotated without seeing each other's records.

python bench/agreement.py    # training/annotations: second.jsonl against first.jsonl

Both files stand as they were written. `news.jsonl` was mended afterwards with the second reader's help, so what it
agrees on with either is no measure. Incidents are paired as the program's are with gold; a row earns the mean of
status, time, place, roles and sources. Days are not annotated, so two times agree where their words overlap, or where
neither has one; numbers are left out. Intervals are over stories drawn with replacement.
"""

from __future__ import annotations

import random
import sys
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1] / "training"))
from annotated import ANNOTATIONS, annotated

from tidings.evaluate.accounts import Scores, add_story, f1, pairs
from tidings.evaluate.fields import matched, place_earns
from tidings.evaluate.normal import Incident, Named, incident

HERE = Path(__file__).resolve().parents[1]
FILES = ("first.jsonl", "second.jsonl")
CORPORA = HERE.parent / "shared" / "corpora"
FIELDS = ("status", "place", "method", "roles F1", "sources F1")
RESAMPLES, SEED = 1000, 7
Json = dict[str, Any]


@dataclass(frozen=True)
class Agreed:
    """One story's counts: incidents of either reader, of both, what the pairs earn, and how many times agree."""

    first: int
    second: int
    both: int
    earned: float
    times: int


def agreed(story: Json, first: Sequence[Json], second: Sequence[Json]) -> Agreed:
    """Compare the records of two readers of one story."""
    a, b = ([incident(story, record) for record in records] for records in (first, second))
    found = pairs(story, a, b)
    same = [_same_time(story, first[i], second[j]) for i, j in found]
    earned = sum(_earn(a[i], b[j], is_same) for (i, j), is_same in zip(found, same, strict=True))
    return Agreed(len(a), len(b), len(found), earned, sum(same))


def _earn(a: Incident, b: Incident, is_same_time: bool) -> float:
    hits = sum(matched(a.roles[role], b.roles.get(role, [])) for role in a.roles)
    roles = _share(hits, *(sum(map(len, one.roles.values())) for one in (a, b)))
    sources = _share(matched(a.sources, b.sources), len(a.sources), len(b.sources))
    return (float(a.status == b.status) + float(is_same_time) + place_earns(a.place, b.place) + roles + sources) / 5


def _share(hits: float, a: int, b: int) -> float:
    """F1; one where neither gives anything."""
    ratio = f1(hits, a, b)
    return 1.0 if ratio is None else ratio


def _same_time(story: Json, a: Json, b: Json) -> bool:
    told = [_words(story, one["time"]) for one in (a, b) if one["time"]]
    return len(told) != 1 and (not told or matched(told[:1], told[1:]) == 1)


def _words(story: Json, part: Json) -> Named:
    """Return the words with their place in the text, as the scorer has fillers."""
    return incident(story, {"kind": "", "mentions": [], "sources": [part]}).sources[0]


def found_f1(stories: Sequence[Agreed]) -> float:
    """F1 of the incidents that both have."""
    return _share(*(sum(n) for n in zip(*((s.both, s.first, s.second) for s in stories), strict=True)))


def row_f1(stories: Sequence[Agreed]) -> float:
    """F1 over what the pairs earn."""
    return _share(*(sum(n) for n in zip(*((s.earned, s.first, s.second) for s in stories), strict=True)))


def interval(stories: Sequence[Agreed], figure: Callable[[Sequence[Agreed]], float]) -> str:
    chance = random.Random(SEED)
    drawn = sorted(figure(chance.choices(stories, k=len(stories))) for _ in range(RESAMPLES))
    return f"({drawn[int(0.025 * RESAMPLES)]:.3f}-{drawn[int(0.975 * RESAMPLES)]:.3f})"


def main() -> None:
    sides = [{s["id"]: (s, r) for s, r in annotated(CORPORA, ANNOTATIONS.with_name(name))} for name in FILES]
    if not sides[0]:
        sys.exit(f"None of the annotated corpora lies under {CORPORA}. Put them there, then run this again.")
    scores, stories = Scores(), []
    for name, (story, first) in sides[0].items():
        second = sides[1][name][1]
        add_story(scores, story, first, second)
        stories.append(agreed(story, first, second))
    sums = Counter({key: sum(getattr(s, key) for s in stories) for key in ("first", "second", "both", "times")})
    print(f"{len(stories)} stories, incidents: first {sums['first']}, second {sums['second']}, both {sums['both']}")
    print(f"found F1   {found_f1(stories):.3f} {interval(stories, found_f1)}")
    print(f"row F1     {row_f1(stories):.3f} {interval(stories, row_f1)}")
    ratios = scores.ratios() | {"time": sums["times"] / sums["both"]}
    print(", ".join(f"{name} {ratios[name]:.3f}" for name in ("status", "time", *FIELDS[1:])))
    kinds = sorted(scores.by_kind.items(), key=lambda pair: (-pair[1]["gold"], pair[0]))
    for kind, c in kinds:
        print(f"  {kind:10} first {c['gold']:3} second {c['predicted']:3} both {c['found']:3}")


if __name__ == "__main__":
    main()
