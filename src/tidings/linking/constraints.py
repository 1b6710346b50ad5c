"""What analysts said of accounts, as constraints on the groups: which are one incident, which are not.

Judgements are followed in their order, so that the last word counts: "same" takes back an earlier "different" of the
accounts it names, "different" stands before an earlier "same", and "unsure" takes back what was said of that pair.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import product

from tidings.linking.traits import Traits
from tidings.model import Account, Judgement
from tidings.model.judgement import PAIRED, in_force
from tidings.model.overlay import found_again


@dataclass(slots=True)
class Constraints:
    """Sets of accounts (by place) that are one incident, in the order they are joined, and pairs that are apart."""

    same: list[tuple[int, ...]] = field(default_factory=list)
    apart: set[frozenset[int]] = field(default_factory=set)


def constraints(traits: Sequence[Traits], judgements: Iterable[Judgement]) -> Constraints:
    """Return what the analysts' judgements in force ask for; those of accounts that are gone ask for nothing."""
    wanted = [j for j in in_force(judgements) if j.subject == "account" and j.verdict in PAIRED]
    if not wanted:
        return Constraints()
    at = {one.account_id: n for n, one in enumerate(traits)}
    told: dict[str, list[Account]] = defaultdict(list)
    for one in traits:
        told[one.story.id].append(one.account)
    made = Constraints()
    for judged in wanted:
        left, right = _sides(judged, at, told)
        both = tuple(sorted({*left, *right}))
        across = {frozenset(pair) for pair in product(left, right) if pair[0] != pair[1]}
        if judged.verdict == "different":
            made.apart |= across
        elif judged.verdict == "same":
            made.apart = {pair for pair in made.apart if not pair <= set(both)}
            made.same.append(both)
        else:
            made.apart -= across
            made.same = [one for one in made.same if one != both]
    return made


def _sides(
    judged: Judgement, at: dict[str, int], told: dict[str, list[Account]]
) -> tuple[tuple[int, ...], tuple[int, ...]]:
    if not judged.anchors:
        left, right = judged.sides()
        return tuple(at[key] for key in left if key in at), tuple(at[key] for key in right if key in at)
    found = [(a.is_right, found_again(a, told.get(a.story, ()))) for a in judged.anchors]
    sides = (tuple(at[key] for right, key in found if key and right == side) for side in (False, True))
    return next(sides), next(sides)
