"""Which accounts tell one incident: candidate pairs, compared, joined from the most alike downwards.

Invariant: the result is a function of the set of accounts and judgements. Pairs are taken by score, then by ids; two
groups join only if all their members together are alike enough, so that a contradiction keeps apart what one wording
pulls together. An analyst's "same" joins first and an analyst's "different" is never crossed.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import product

from tidings.linking.block import Pair, candidates
from tidings.linking.compare import Likeness, compare
from tidings.linking.constraints import constraints
from tidings.linking.deeds import differ_throughout
from tidings.linking.features import told_apart
from tidings.linking.traits import Traits
from tidings.model import Judgement
from tidings.model.judgement import Verdict

RULE = "rule:linking.events/1"
SAME_EVENT = 0.0  # log odds from which a pair may join two groups
SAME_GROUP = -1.0  # mean log odds of all pairs between two groups that may join; lower than SAME_EVENT, since a passing
# mention says little beside most of a group. Set on the seven composed clusters: see bench/clusters.py
DOUBT = 0.3  # shared wording from which a pair kept apart by a contradiction is shown too
UNSURE = -1.5  # pairs from here to SAME_EVENT are shown to the analyst
MEMBERS = 12  # of each group are compared when groups join: the first in the case's order; bounds large events


Weigh = Callable[[Traits, Traits], Likeness]


@dataclass
class Groups:
    """Accounts in groups; `apart` holds the pairs an analyst keeps apart."""

    traits: list[Traits]
    apart: Iterable[frozenset[int]] = ()
    weigh: Weigh = compare
    known: dict[tuple[int, int], Likeness] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.of = list(range(len(self.traits)))
        self.members = {n: [n] for n in self.of}
        self.rivals: dict[int, set[int]] = defaultdict(set)  # by group: the accounts kept apart from any of its members
        for one, two in map(sorted, self.apart):
            self.rivals[one].add(two)
            self.rivals[two].add(one)
        self.refused: set[tuple[int, int, int, int]] = set()  # two groups found unlike, each by its name and size

    def likeness(self, left: int, right: int) -> Likeness:
        """Compare two accounts, once."""
        pair = (min(left, right), max(left, right))
        if pair not in self.known:
            self.known[pair] = self.weigh(self.traits[pair[0]], self.traits[pair[1]])
        return self.known[pair]

    def cross(self, left: int, right: int) -> Iterator[tuple[int, int]]:
        """Yield the pairs between the groups of two accounts, at most MEMBERS of each."""
        yield from product(self.members[self.of[left]][:MEMBERS], self.members[self.of[right]][:MEMBERS])

    def told(self, one: int) -> list[Traits]:
        """The accounts of the group that an account is in, at most MEMBERS."""
        return [self.traits[n] for n in self.members[self.of[one]][:MEMBERS]]

    def is_kept_apart(self, left: int, right: int) -> bool:
        """Whether an analyst keeps any member of one group apart from any of the other."""
        one, two = self.of[left], self.of[right]
        return any(self.of[n] == two for n in self.rivals.get(one, ()))

    def join(self, left: int, right: int) -> None:
        """Make one group of two."""
        keep, gone = sorted((self.of[left], self.of[right]))
        moved = self.members.pop(gone)
        self.members[keep] = sorted(self.members[keep] + moved)
        for n in moved:
            self.of[n] = keep
        if gone in self.rivals:
            self.rivals[keep] |= self.rivals.pop(gone)


def events(
    traits: list[Traits],
    judgements: Iterable[Judgement],
    pairs: Iterable[Pair] | None = None,
    weigh: Weigh = compare,
) -> tuple[list[list[Traits]], list[Judgement]]:
    """Return the accounts grouped by incident, in the case's order, and a judgement for each pair weighed.

    `traits` must stand in the case's order; `pairs` of them are weighed, all candidates where none are given.
    """
    asked = constraints(traits, judgements)
    groups = Groups(traits, asked.apart, weigh)
    pairs = candidates(traits) if pairs is None else pairs
    _follow_analysts(groups, asked.same)
    scored = sorted(((groups.likeness(a, b), a, b) for a, b in pairs), key=lambda row: (-row[0].score, row[1], row[2]))
    for likeness, a, b in scored:
        if likeness.score < SAME_EVENT:
            break
        if groups.of[a] != groups.of[b] and not groups.is_kept_apart(a, b) and _alike_together(groups, a, b):
            groups.join(a, b)
    found = [[traits[n] for n in members] for _, members in sorted(groups.members.items())]
    return found, [j for likeness, a, b in scored if (j := _judged(groups, likeness, a, b))]


def _alike_together(groups: Groups, a: int, b: int) -> bool:
    """Whether two groups are one by all their pairs; what was refused is not weighed again until a group grows."""
    one, two = sorted((groups.of[a], groups.of[b]))
    tried = (one, len(groups.members[one]), two, len(groups.members[two]))
    if tried in groups.refused:
        return False
    if not (is_one := _weighed(groups, a, b)):
        groups.refused.add(tried)
    return is_one


def _weighed(groups: Groups, a: int, b: int) -> bool:
    pairs = list(groups.cross(a, b))
    if any(told_apart(groups.traits[one], groups.traits[two]) for one, two in pairs):
        return False
    if differ_throughout(groups.told(a), groups.told(b)):
        return False
    return sum(groups.likeness(one, two).score for one, two in pairs) / len(pairs) >= SAME_GROUP


def _follow_analysts(groups: Groups, same: Iterable[tuple[int, ...]]) -> None:
    """Join what analysts call one incident, but for what they keep apart."""
    for some in same:
        for n, left in enumerate(some):
            for right in some[n + 1 :]:
                if groups.of[left] != groups.of[right] and not groups.is_kept_apart(left, right):
                    groups.join(left, right)


def _judged(groups: Groups, likeness: Likeness, a: int, b: int) -> Judgement | None:
    """The rule's judgement of a pair; pairs far from any doubt and never joined are left out."""
    is_one = groups.of[a] == groups.of[b]
    if not is_one and likeness.score < UNSURE and not (likeness.contradictions and likeness.of("wording") >= DOUBT):
        return None
    verdict: Verdict = "same" if is_one else "different" if likeness.contradictions else "unsure"
    left, right = groups.traits[a].account_id, groups.traits[b].account_id
    score = round(likeness.probability, 4)
    return Judgement("account", left, right, verdict, score, likeness.reasons, RULE, "")
