"""The template score of the GTT repository (Du and others 2021, eval.py), written anew.

A story's templates are paired one to one so that its micro F1 is highest; only templates of one incident type may
pair. Of a pair, a filler of ours is right when all its words are, after normalizing, among the strings the key accepts
for one entity; fillers of templates left alone are spurious or missing. The incident type counts as a slot there too.
"""

from __future__ import annotations

import re
import string
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

ROLES = ("PerpInd", "PerpOrg", "Target", "Victim", "Weapon")
ARTICLE = re.compile(r"\b(a|an|the)\b")
PUNCTUATION = str.maketrans("", "", string.punctuation)
Entity = frozenset[str]
Counts = Counter[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Template:
    """One incident: its type and, by role, the entities, each as the strings that stand for it."""

    incident: str
    roles: dict[str, tuple[Entity, ...]]


def normal(words: str) -> str:
    return " ".join(ARTICLE.sub(" ", words.lower().translate(PUNCTUATION)).split())


def paired(ours: Template, key: Template) -> Counts:
    """What is right in our template and what is found of the key's, by role, where the two are paired."""
    out: Counts = Counter()
    if ours.incident not in key.incident:
        return out
    out["type", "right"] = out["type", "found"] = 1
    for role in ROLES:
        said, gold = ours.roles[role], key.roles[role]
        out[role, "right"] = sum(any(one <= other for other in gold) for one in said)
        out[role, "found"] = sum(any(one <= other for one in said) for other in gold)
    return out


def sizes(templates: Sequence[Template], name: str) -> Counts:
    out = Counter({("type", name): len(templates)})
    for template in templates:
        out.update({(role, name): len(entities) for role, entities in template.roles.items()})
    return out


def score(ours: Sequence[Template], key: Sequence[Template]) -> Counts:
    """Counts of one story under the pairing with the highest micro F1.

    The sizes are the same for every pairing, so pairings that are right and find equally often are one state.
    """
    hits = [[paired(one, other) for other in key] for one in ours]
    states: dict[tuple[int, int, int], tuple[int, ...]] = {(0, 0, 0): ()}
    for row in hits:
        following: dict[tuple[int, int, int], tuple[int, ...]] = {}
        for (used, right, found), pairing in states.items():
            choices = [n for n, pair in enumerate(row) if pair and not used >> n & 1]
            for n in (*choices, len(key)):
                gain = _gain(row[n]) if n < len(key) else (0, 0)
                state = (used | (1 << n if n < len(key) else 0), right + gain[0], found + gain[1])
                following[state] = min(following.get(state, (len(key) + 1,)), (*pairing, n))
        states = following
    counts = sizes(ours, "said") + sizes(key, "gold")
    said, gold = total(counts, "said"), total(counts, "gold")
    best = min(states, key=lambda s: (-f1(s[1], said, s[2], gold), states[s]))
    for n, other in enumerate(states[best]):
        counts += hits[n][other] if other < len(key) else Counter()
    return counts


def _gain(pair: Counts) -> tuple[int, int]:
    return total(pair, "right"), total(pair, "found")


def total(counts: Counts, name: str) -> int:
    return sum(n for (_, what), n in counts.items() if what == name)


def f1(right: int, said: int, found: int, gold: int) -> float:
    precision, recall = right / max(1, said), found / max(1, gold)
    return 2 * precision * recall / max(1e-9, precision + recall)
