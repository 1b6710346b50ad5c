"""Whether two accounts tell two deeds of one town and time: each plain fact alone may be a slip, two together are not.

Reports dispute who was hit, how and how hard; texts of one outlet on two raids of one week are as alike as two texts on
one raid. So what is asked is how many of the plain facts differ: day, means, toll, number of things, building.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tidings.knowledge.sameness import sameness
from tidings.linking.traits import Traits
from tidings.model import Amount, When
from tidings.model.measures import gap_days, length_days

ENOUGH = 2  # plain facts that differ
SLIPS = frozenset({"day", "toll"})  # reports get them wrong: alone they part nothing
OWN_SAY = SLIPS | {"means", "count"}  # in what a denial differs from what it denies
TELLERS = 2  # stories that do not copy each other, from which a group is of one mind
TIMES, MORE = 1.5, 3  # how many times, and by how many at least, a toll exceeds one that is no earlier state of it


def differences(a: Traits, b: Traits) -> tuple[str, ...]:
    """Return the names of the plain facts in which two stories' accounts differ.

    Of one story, reading has told the deeds apart.
    """
    return () if a.story_id == b.story_id else tuple(_differences(a, b))


def are_two(a: Traits, b: Traits, differ: tuple[str, ...]) -> bool:
    """Whether accounts that differ in these plain facts tell two deeds.

    A denial has its own say of means and toll, hardly of the building.
    """
    is_denial = "denied" in (a.account.status, b.account.status)
    return len(differ) >= ENOUGH and not (OWN_SAY if is_denial else SLIPS).issuperset(differ)


def days_before(one: Traits, other: Traits) -> int:
    """Return how many days before the other's deed the one was published as told of what is done, without saying when.

    Where the other does not say beside the deed when it was, its day may be that of another deed, and nothing is said.
    """
    is_done = one.account.status in ("happened", "attempted") and not one.when.is_known
    if not is_done or one.story_id == other.story_id or other.is_time_guessed:
        return 0
    return gap_days(When(None, one.story.published.date), other.when)


def differ_throughout(left: Sequence[Traits], right: Sequence[Traits]) -> bool:
    """Whether two groups of accounts tell two deeds: each is of one mind, and no one of the other's.

    One story slips in a day or a toll; two that do not copy each other hardly slip alike, in ENOUGH plain facts.
    """
    if any(len({one.root for one in side}) < TELLERS for side in (left, right)):
        return False
    days = [_days_told(side) for side in (left, right)]
    is_other_day = all(days) and all(gap_days(a, b) for a in days[0] for b in days[1])
    tolls = [_tolls(side) for side in (left, right)]
    is_other_toll = all(tolls) and (_is_range_above(*tolls) or _is_range_above(*reversed(tolls)))
    targets = [{word for one in side for word in _words(one)} for side in (left, right)]
    is_other_target = all(targets) and targets[0].isdisjoint(targets[1])
    return is_other_day + is_other_toll + is_other_target >= ENOUGH


def _days_told(side: Sequence[Traits]) -> list[When]:
    """The days that accounts tell beside the deed."""
    return [one.when for one in side if length_days(one.when) == 1 and not one.is_time_guessed]


def _tolls(side: Sequence[Traits]) -> list[Amount]:
    return [told.amount for one in side if (told := one.account.number("killed"))]


def _is_range_above(high: Sequence[Amount], low: Sequence[Amount]) -> bool:
    return all(_is_above(a, b) for a in high for b in low)


def _differences(a: Traits, b: Traits) -> Iterator[str]:
    is_said = not (a.is_time_guessed or b.is_time_guessed)
    if (is_said and gap_days(a.when, b.when)) or max(days_before(a, b), days_before(b, a)) > 1:
        yield "day"
    if _are_other_means(a.account.method, b.account.method):
        yield "means"
    if any(_is_far(a, b, name) for name in ("killed", "injured")):
        yield "toll"
    if _is_far(a, b, "quantity") and not _keys(a, "item").isdisjoint(_keys(b, "item")):
        yield "count"
    if _are_other_buildings(a, b):
        yield "building"


def _are_other_means(left: str | None, right: str | None) -> bool:
    """Whether two known methods are neither kin nor one the more exact word for the other."""
    if left is None or right is None or "other" in (left, right):
        return False
    return not (left in right or right in left or (left, right) in sameness().kin_methods)


def _is_far(a: Traits, b: Traits, name: str) -> bool:
    """Whether one number is far above the other, and not told later, when tolls have risen."""
    left, right = a.account.number(name), b.account.number(name)
    if left is None or right is None:
        return False
    days = a.story.published.date or "", b.story.published.date or ""
    if _is_above(left.amount, right.amount):
        return days[0] <= days[1]
    return _is_above(right.amount, left.amount) and days[1] <= days[0]


def _is_above(high: Amount, low: Amount) -> bool:
    if high.min is None or low.max is None:
        return False
    return high.min >= TIMES * low.max and high.min - low.max >= MORE


def _are_other_buildings(a: Traits, b: Traits) -> bool:
    """Whether both name a building that was hit and share no word of their targets."""
    return bool(_buildings(a) and _buildings(b)) and _words(a).isdisjoint(_words(b))


def _buildings(one: Traits) -> set[str]:
    """The targets whose head, their last word, is a building."""
    return {key for key in _targets(one) if key.split()[-1] in sameness().buildings}


def _words(one: Traits) -> set[str]:
    return {word for key in _targets(one) for word in key.split()}


def _targets(one: Traits) -> list[str]:
    return [key.removeprefix("~").removeprefix("id:") or "~" for key in _keys(one, "target")]


def _keys(one: Traits, role: str) -> frozenset[str]:
    return one.roles.get(role, frozenset())
