"""Which accounts may tell one event with some others: those that a line of ties leads to."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from tidings.linking.held import Held
from tidings.model.judgement import PAIRED, in_force

MAY_JOIN = 0.5  # the score of a judged pair from which it may join two groups: log odds of SAME_EVENT as probability


def tied(held: Held, seeds: Iterable[str], edges: Iterable[tuple[str, str]]) -> set[str]:
    """Return the accounts, also those that are gone, that ties lead to from these.

    Ties are the new edges, pairs judged by the last linking, accounts of one event, and what analysts said of accounts.
    More ties than there are do no harm: what is grouped anew without need comes out as it was.
    """
    beside: dict[str, set[str]] = defaultdict(set)
    for left, right in edges:
        beside[left].add(right)
        beside[right].add(left)
    said = _said(held)
    found: set[str] = set()
    todo = set(seeds)
    while todo:
        found |= todo
        near = {other for one in todo for other in beside.get(one, ())}
        near |= {side for left, right, score in held.tied(todo) if score >= MAY_JOIN for side in (left, right)}
        near |= {account for _, account in held.mates(todo)}
        stories = set(held.stories(todo).values()) if said else set()
        for accounts, about in said:
            if not accounts.isdisjoint(todo) or not about.isdisjoint(stories):
                near |= accounts | {key for one in held.marks(about).values() for key in one.accounts}
        todo = near - found
    return found


def _said(held: Held) -> list[tuple[set[str], set[str]]]:
    """The accounts and the stories of each pair that an analyst judged."""
    pairs = [j for j in in_force(held.judgements()) if j.subject == "account" and j.verdict in PAIRED]
    return [({*j.sides()[0], *j.sides()[1]}, {anchor.story for anchor in j.anchors}) for j in pairs]
