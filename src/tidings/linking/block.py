"""Candidate pairs by blocking: only accounts that share a key are compared.

So the work grows with the case and not with its square.

A key joins the kind (or a kin kind) with the month and one thing the account names; two things named together are a key
without a month, for accounts that give no time. Accounts of one story family (a text and its copies) share a key too,
and so do those that lead stories with a heavy word in common, published in one month or the next.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import combinations

from tidings.knowledge.sameness import sameness
from tidings.linking.traits import Traits
from tidings.model.measures import length_days

WINDOW = 60  # accounts of one key each is compared with, in the case's order; bounds what a crowded key costs
NAMES = 12  # names of an account that become keys; those of a normal sentence or two
WORDS = 8  # heaviest words of a story that become keys of the account that leads it
MONTHS = 3  # months of an interval that become keys; a longer one counts as undated

Pair = tuple[int, int]


def candidates(traits: list[Traits]) -> set[Pair]:
    """Return the index pairs (lower first) worth comparing; `traits` stand in the case's order."""
    by_key: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for n, one in enumerate(traits):
        for key in set(keys(one)):
            by_key[key].append(n)
    pairs: set[Pair] = set()
    for members in by_key.values():
        for at, n in enumerate(members):
            pairs.update((n, other) for other in members[at + 1 : at + 1 + WINDOW])
    return pairs


def keys(one: Traits) -> Iterator[tuple[str, ...]]:
    """Yield the keys an account can be found by."""
    things = _things(one)
    months = _months(one)
    printed = _with_before(one.story.published.date)
    heavy = list(one.story_weights)[:WORDS] if one.is_lead else []
    for kind in sameness().kinds_near(one.account.kind):
        yield from (("month", kind, month, thing) for month in months for thing in things)
        yield from (("two", kind, a, b) for a, b in combinations(things, 2))
        yield ("family", kind, one.root)
        yield from (("story", kind, month, word) for month in printed for word in heavy)


def _things(one: Traits) -> list[str]:
    named = set(one.place_key.split()) | {
        word for keys in one.roles.values() for key in keys for word in key.lstrip("~").split()
    }
    return sorted(one.names)[:NAMES] + sorted(named - one.names)[:NAMES]


def _months(one: Traits) -> tuple[str, ...]:
    """The months the incident may lie in; where no time is given, that of publication and the one before."""
    when = one.when
    if when.is_known and when.start and when.end and length_days(when) <= MONTHS * 31:
        return tuple(_between(when.start[:7], when.end[:7]))
    return _with_before(when.end or when.start or one.story.published.date)


def _with_before(day: str | None) -> tuple[str, ...]:
    return (day[:7], _before(day[:7])) if day else ("",)


def _between(first: str, last: str) -> Iterable[str]:
    months = [last]
    while months[-1] > first:
        months.append(_before(months[-1]))
    return months


def _before(month: str) -> str:
    year, number = int(month[:4]), int(month[5:7])
    return f"{year:04}-{number - 1:02}" if number > 1 else f"{year - 1:04}-12"
