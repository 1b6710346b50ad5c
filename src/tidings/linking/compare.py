"""Compare two accounts: the weighted sum of the features, in log odds, with the reasons.

The weights were fitted by logistic regression on the account pairs of seven composed clusters (bench/clusters.py),
rounded, and then weighed against 2,700 articles on 1,600 shootings of GVA with one bare account each, where a bias of
-4.5 joins incidents of one town and week. By bias, B3 F1 on the clusters with accounts from the key, then on GVA:

    -5.5    0.90    0.87
    -6.0    0.90    0.89
    -6.5    0.88    0.89

No other weight moves the clusters by more than 0.01 within half and one and a half of its value. The clusters thus
flatter these weights; what the features themselves say was since chosen by reason, not by the clusters' figures.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import NamedTuple

from tidings.linking import features
from tidings.linking.features import Met
from tidings.linking.traits import Traits
from tidings.model.measures import gap_days


class Likeness(NamedTuple):
    """How alike two accounts are, in log odds, with the reasons."""

    score: float
    met: tuple[Met, ...]

    @property
    def reasons(self) -> tuple[str, ...]:
        """The features that spoke, as `name score: left | right`."""
        return tuple(f"{m.name} {m.score:+.2f}: {m.left} | {m.right}" for m in self.met if m.score)

    def of(self, feature: str) -> float:
        """The score of one feature."""
        return next(m.score for m in self.met if m.name == feature)

    @property
    def contradictions(self) -> tuple[str, ...]:
        """Names of the features whose two values cannot both be true of one incident."""
        return tuple(m.name for m in self.met if m.score <= -1)

    @property
    def probability(self) -> float:
        """The score as a number from 0 to 1."""
        return 1 / (1 + math.exp(-max(-30.0, min(30.0, self.score))))


Compare = Callable[[Traits, Traits], Met]

STORY = 8.0  # says nothing beside a contradiction. On half of GVA's incidents by number CoNLL F1 is 0.784 without it,
# 0.845 with 4, 0.855 with 7 and 0.872 with 10; but 10 mixes incidents of a generated world (bench/world.py), 8 none
WEIGHTS: tuple[tuple[Compare, float], ...] = (
    (features.kind, 1.5),
    (features.status, 1.5),
    (features.time, 3.5),
    (features.before, 0.0),  # speaks by its contradiction alone, as deed does
    (features.grain, 4.0),
    (features.published, 2.5),
    (features.place, 2.0),
    (features.actor, 1.0),
    (features.target, 1.0),
    (features.item, 1.0),
    (features.numbers, 2.0),
    (features.method, 0.5),
    (features.deed, 0.0),
    (features.wording, 3.0),
    (features.naming, 2.5),
    (features.topic, 1.5),
    (features.story, STORY),
    (features.copied, 5.0),
    (features.one_story, 1.5),
)
BIAS = -6.0
CONTRADICTED = -6.0  # log odds added for each contradiction, unless the words are a copy's
COPY = 0.5  # from this much shared wording between copies, a different day or town is the copyist's fault

SLIP_DAYS = 31  # a weekday or month counted from the wrong date is off by no more
TWIN = 0.6  # from this likeness of two whole stories, a day or town that one does not state beside the deed is a guess


def compare(a: Traits, b: Traits) -> Likeness:
    """Return how alike two accounts are; the same whichever comes first."""
    if b.order < a.order:
        a, b = b, a
    met = tuple(feature(a, b) for feature, _ in WEIGHTS)
    score = BIAS + sum(weight * m.score for (_, weight), m in zip(WEIGHTS, met, strict=True))
    excused = _excused(a, b, met)
    against = sum(m.score <= -1 and m.name not in excused for m in met)
    if against:
        score -= STORY * next(m.score for m in met if m.name == "story")
    return Likeness(score + CONTRADICTED * against, met)


def _excused(a: Traits, b: Traits, met: tuple[Met, ...]) -> set[str]:
    """Features whose contradiction is a fault of copying or of reading: a town or day that a text does not state."""
    found = {m.name: m.score for m in met}
    if found["copied"] >= COPY and not (found["place"] <= -1 and (found["numbers"] < 0 or found["actor"] < 0)):
        return {"time", "before", "place", "grain", "deed"}
    if found["story"] < TWIN:
        return set()
    is_guess = a.is_place_guessed or b.is_place_guessed or a.names_place_of(b) or b.names_place_of(a)
    excused = {"place"} if is_guess else set()
    if (a.is_time_guessed or b.is_time_guessed) and (gap_days(a.when, b.when) or 0) <= SLIP_DAYS:
        excused |= {"time", "before"}
    return excused
