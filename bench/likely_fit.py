"""Fit the weights that tell how likely a group of mentions is an incident; print what leaving the unlikely out gains.

python bench/likely_fit.py [--gold FOLDER]    # found F1 and calibration, cross-validated by story in five parts
python bench/likely_fit.py --write            # fits on all training and composed stories and writes their table

A group is what the program gathers; it is positive where it is paired with an annotated record (run bench/gathering.py
--write first). FOLDER holds train/ and composed/; by default shared/gold beside the checkout.
"""

from __future__ import annotations

import math
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
from gathering import Read, as_incident, stories
from logistic import FOLDS, asked, fit, odds, part_of, write

from tidings.evaluate.accounts import pairs as paired
from tidings.evaluate.normal import Incident, incident
from tidings.knowledge import Knowledge
from tidings.knowledge.weights import LIKELY_TABLE
from tidings.reading.gathering import gather
from tidings.reading.likelihood import group_facts
from tidings.reading.telling import tell

RIDGE = 10.0  # pull towards no weight; 5 and 20 change found F1 by .001
RAREST = 4  # a fact seen less often gets no weight; 10 gives the same
THRESHOLDS = (0.0, 0.15, 0.2, 0.25, 0.3, 0.4)
BINS = 10


@dataclass
class Groups:
    """One story's gathered groups: facts of each, and whether an annotated record is paired with it."""

    read: Read
    records: list[Incident]
    said: list[Incident]
    facts: list[frozenset[str]]
    right: list[bool]

    @property
    def part(self) -> int:
        return part_of(self.read.gold["id"])


def groups(read: Read, know: Knowledge) -> Groups:
    """Gather a story's mentions and pair the groups with the records."""
    told = tell(read.doc, read.found, know)
    gathered = gather(told, know)
    records = [incident(read.gold, record) for record in read.records]
    said = [as_incident(read.gold, group) for group in gathered]
    right = {p for _, p in paired(read.gold, records, said)}
    facts = [group_facts(group, len(told)) for group in gathered]
    return Groups(read, records, said, facts, [n in right for n in range(len(said))])


def fitted(of: Sequence[Groups]) -> dict[str, float]:
    rows = [facts for one in of for facts in one.facts]
    return fit(rows, [label for one in of for label in one.right], rarest=RAREST, ridge=RIDGE)


def validate(of: Sequence[Groups]) -> None:
    """Print found F1 by threshold and how well likelihoods are calibrated, on stories not fitted on."""
    held: list[tuple[Groups, list[float]]] = []
    for part in range(FOLDS):
        weights = fitted([one for one in of if one.part != part])
        for one in of:
            if one.part == part:
                held.append((one, [1 / (1 + math.exp(-odds(f, weights))) for f in one.facts]))
    for threshold in THRESHOLDS:
        right = gold = said = 0
        for one, likely in held:
            kept = [s for s, p in zip(one.said, likely, strict=True) if p >= threshold]
            right += len(paired(one.read.gold, one.records, kept))
            gold, said = gold + len(one.records), said + len(kept)
        f1 = 2 * right / (gold + said)
        print(f"from {threshold:.2f}  gold {gold:,}  told {said:,}  found {right:,}  F1 {f1:.3f}")
    pooled = [pair for one, likely in held for pair in zip(likely, one.right, strict=True)]
    print(f"expected calibration error in {BINS} bins: {calibration(pooled):.3f}")


def calibration(of: Sequence[tuple[float, bool]]) -> float:
    """Mean distance between likelihood and share of right ones, over bins of equal width, weighed by their size."""
    bins: list[list[tuple[float, bool]]] = [[] for _ in range(BINS)]
    for p, right in of:
        bins[min(BINS - 1, int(p * BINS))].append((p, right))
    apart = (abs(sum(p for p, _ in b) - sum(r for _, r in b)) for b in bins)
    return sum(apart) / len(of)


def main() -> None:
    given = asked(__doc__)
    know = Knowledge()
    of = [groups(one, know) for one in stories(given.gold, know)]
    n = sum(len(one.facts) for one in of)
    print(f"{len(of)} stories, {n:,} groups, {sum(map(sum, (one.right for one in of))):,} right")
    if not given.write:
        return validate(of)
    origin = (
        f"fitted by bench/likely_fit.py on {len(of)} annotated stories (train, composed and training/annotations), "
    )
    origin += f"{n:,} groups; facts seen {RAREST} times or more"
    about = "log odds that each named fact adds for mentions being of an incident (reading/likelihood.py)"
    write(LIKELY_TABLE, about, origin, fitted(of), "a group of mentions")


if __name__ == "__main__":
    main()
