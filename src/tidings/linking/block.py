"""Candidate pairs by blocking: only accounts that share a key are compared.

So the work grows with the case and not with its square.

A key joins the sort of deed with the month or the day and one thing the account names; two rare things named together
are a key without a time, for accounts that give none. Those that lead stories with a heavy word in common, published in
one month or the next, share a key too; and every copy is compared with the text that it copies in the end.

Of a key that many stories hold, the first HUBS by id are compared with all, the others with these alone. Ids are
hashes, so that the choice is even, and one story more seldom changes it: what is compared hardly depends on what else
the case holds, which is what lets one story be linked without the others (`near.py`).

A key without a time fills as long as a case grows. Held by more than COMMON stories its two things are rare no more,
and it puts nothing together: its hubs would be stories of any year, nearly all too far away to be compared.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Container, Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import combinations, product
from typing import TypeVar

from tidings.knowledge.sameness import sameness
from tidings.linking.numbers import code
from tidings.linking.traits import Traits
from tidings.linking.wording import ROOT
from tidings.model.marks import Reach
from tidings.model.measures import length_days

HUBS = 60  # stories of one key that are compared with all others of it; bounds what a crowded key costs
COMMON = 60  # stories of a key without a time from which it is none
NAMES = 12  # names of an account that become keys; those of a normal sentence or two
RARE = 8  # of the things an account names, by how rare they are in news, that become keys two by two
WORDS = 8  # heaviest words of a story that become keys of the account that leads it
MONTHS = 3  # months of an interval that become keys; a longer one counts as undated
APART_DAYS = 62  # between two known times, and between two publications, from which accounts are no pair: two months.
# Their times contradict each other, for which no feature makes up, and the longer the time that a case spans, the more
# such pairs there are. A copy is compared with its text whatever time they tell

DAYS = 20_000  # stretches of days kept as numbers

T = TypeVar("T")
Pair = tuple[int, int]
Hubs = Callable[[int], Container[str]]  # of a key


def candidates(
    traits: Sequence[Traits], hubs: Hubs | None = None, about: Container[str] | None = None
) -> Iterator[Pair]:
    """Yield the index pairs (lower first) worth comparing, each once; `traits` stand in the case's order.

    `hubs` tells which stories of a key are compared with all, where `traits` are not all there are. Where it is said
    which stories it is `about`, the pairs of the others among themselves are left out.
    """
    told: dict[str, list[int]] = defaultdict(list)
    for n, one in enumerate(traits):
        told[one.story_id].append(n)
    holders = _holders(traits, about)
    hubs = hubs or _hubs(holders)
    near: dict[str, set[str]] = defaultdict(set)
    for key, held in holders.items():
        for story in held:
            if len(held) > 1 and story in hubs(key):
                near[story] |= held
    for one in traits:
        near[one.root].add(one.story_id)
        near[one.story_id].add(one.story_id)
    for left, right in {(min(one, two), max(one, two)) for one in near for two in near[one]}:
        if left in told and right in told and (about is None or left in about or right in about):
            both = combinations(told[left], 2) if left == right else product(told[left], told[right])
            yield from ((min(a, b), max(a, b)) for a, b in both if are_worth_comparing(traits[a], traits[b], hubs))


def _holders(traits: Sequence[Traits], about: Container[str] | None) -> dict[int, set[str]]:
    """The stories that hold each key, of the keys that the stories hold which it is about."""
    wanted = {key for one in traits if about is not None and one.story_id in about for key in keys(one)}
    holders: dict[int, set[str]] = defaultdict(set)
    for one in traits:
        for key in keys(one) if about is None else keys(one) & wanted:
            holders[key].add(one.story_id)
    return holders


def _hubs(holders: dict[int, set[str]]) -> Hubs:
    """The hubs of each key, where these are all its holders."""
    found = {key: frozenset(hubs_among(key, sorted(held))) for key, held in holders.items() if len(held) > 1}
    return lambda key: found.get(key, ())


def hubs_among(key: int, holders: Sequence[T]) -> Sequence[T]:
    """Return which of a key's holders, in order, are compared with all of them; the first `deciding(key)` suffice."""
    return () if is_timeless(key) and len(holders) > COMMON else holders[:HUBS]


def deciding(key: int) -> int:
    """How many holders of a key, in order, decide which of them are its hubs."""
    return max(HUBS, COMMON + 1) if is_timeless(key) else HUBS


def is_timeless(key: int) -> bool:
    """Whether the number of a key is that of one without a time."""
    return key % 2 == 1


def are_worth_comparing(a: Traits, b: Traits, hubs: Hubs) -> bool:
    """Whether a key puts the two accounts together, or one stands in the text that the other's story copies."""
    left, right = a.story_id, b.story_id
    if left in (b.root, right) or right == a.root:
        return sort_of(a) == sort_of(b) if left != right else not keys(a).isdisjoint(keys(b))
    if are_far(a, b):
        return False
    return any(left in first or right in first for first in map(hubs, keys(a) & keys(b)))


def are_far(a: Traits, b: Traits) -> bool:
    """Whether the two are both told and published far apart."""
    printed = (printed_reach(one.story.published.date) for one in (a, b))
    return is_apart(told_reach(a), told_reach(b)) and is_apart(*printed)


def is_apart(left: Reach, right: Reach) -> bool:
    """Whether two stretches of days lie APART_DAYS or more from each other."""
    return max(left[0] - right[1], right[0] - left[1]) >= APART_DAYS


def told_reach(one: Traits) -> Reach:
    """The days on which the incident may have been; an open end reaches any day."""
    return _reach(one.when.start, one.when.end)


def printed_reach(day: str | None) -> Reach:
    """The day of publication, or any day."""
    return _reach(day, day)


@lru_cache(DAYS)
def _reach(start: str | None, end: str | None) -> Reach:
    days = start or dt.date.min.isoformat(), end or dt.date.max.isoformat()
    return dt.date.fromisoformat(days[0]).toordinal(), dt.date.fromisoformat(days[1]).toordinal()


def sort_of(one: Traits) -> str:
    """The sort of deed: kinds that are kin, or kin of kin, are one."""
    return sameness().sort_of(one.account.kind)


def keys(one: Traits) -> frozenset[int]:
    """Return the keys an account can be found by, as numbers; worked out once."""
    found: frozenset[int] | None = one.__dict__.get("keys")
    if found is None:
        found = one.__dict__["keys"] = frozenset(_keys(one))
    return found


def _keys(one: Traits) -> Iterator[int]:
    sort, things = sort_of(one), _things(one)
    for time in (*_months(one), *_days(one)):
        yield from (_even(code("time", sort, time, thing)) for thing in things)
    rarity = sameness().rarity
    rare = sorted(things, key=lambda thing: (-rarity.get(thing[:ROOT], rarity[""]), thing))[:RARE]
    yield from (_even(code("two", sort, *sorted(both))) + 1 for both in combinations(rare, 2))
    heavy = list(one.story_weights)[:WORDS] if one.is_lead else []
    for month in _with_before(one.story.published.date):
        yield from (_even(code("story", sort, month, word)) for word in heavy)


def _even(number: int) -> int:
    return number & ~1


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


def _days(one: Traits) -> tuple[str, ...]:
    """The day of the incident; where no time is given, that of publication and the one before."""
    when, day = one.when, one.story.published.day
    if when.is_known:
        return (when.start,) if when.start and when.start == when.end else ()
    return (day.isoformat(), (day - dt.timedelta(days=1)).isoformat()) if day and day > dt.date.min else ()


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
